"""The analyst's own prose: `texts/PERIOD.md` of the workspace, merged at every render.

A heading of two signs opens a section by its numeral (`## V.2 …`); blank lines part paragraphs;
comments are dropped. What is not there is not printed: sections stand on their figures alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from lsreport.errors import ConfigurationError
from lsreport.i18n import _

SECTIONS: Mapping[str, str] = {
    "I": "Tình hình chung và công tác chỉ đạo, triển khai",
    "III": "Kết quả thực hiện nhiệm vụ, giải pháp",
    "IV": "Kinh phí",
    "V.1": "Kết quả đạt được",
    "V.2": "Tồn tại, hạn chế",
    "V.3": "Nguyên nhân",
    "VI": "Nhiệm vụ trọng tâm kỳ tới",
    "VII.1": "Đề xuất, kiến nghị với Bộ",
    "VII.2": "Đề xuất, kiến nghị với UBND tỉnh",
    "VII.3": "Đề xuất, kiến nghị với các sở, ngành, địa phương",
}
"""Numeral and title of each section that takes prose."""
REVIEW_SECTIONS: Mapping[str, str] = {**SECTIONS, "V.4": "Bài học kinh nghiệm"}
"""Those of a review of several years."""

_GUIDANCE = {
    "I": "Bối cảnh trong kỳ, văn bản chỉ đạo. Mẫu số và số báo cáo nhận được do phần mềm viết.",
    "III": "Kết quả nổi bật ngoài số liệu. Không ghi tên, địa chỉ, ngày sinh của trẻ em.",
    "IV": "Thuyết minh về bố trí, sử dụng kinh phí.",
    "V.1": "Nhận định của cơ quan. Danh sách mục tiêu đã đạt do phần mềm viết.",
    "V.2": "Nhận định của cơ quan. Danh sách mục tiêu chưa đạt do phần mềm viết.",
    "V.3": "Nguyên nhân khách quan, chủ quan.",
    "VI": "Nhiệm vụ, giải pháp trọng tâm. Thời hạn báo cáo kỳ tới do phần mềm viết.",
    "VII.1": "Bỏ trống nếu không có đề xuất.",
    "VII.2": "Bỏ trống nếu không có đề xuất.",
    "VII.3": "Bỏ trống nếu không có đề xuất.",
}
_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
_HEADING = re.compile(r"##\s+(?P<numeral>[IVX]+(\.[0-9]+)?)(?=[\s.]|$)")


@dataclass(frozen=True, slots=True)
class Texts:
    """Paragraphs of the analyst by numeral of section."""

    paragraphs: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    def of(self, numeral: str) -> tuple[str, ...]:
        """Return the paragraphs of a section, none where the analyst wrote nothing."""
        return self.paragraphs.get(numeral, ())


def load_texts(path: Path, sections: Mapping[str, str] = SECTIONS) -> Texts:
    """Read the prose of a period or span; a missing file is no prose.

    Raises:
        ConfigurationError: the file cannot be read, is no UTF-8, has text outside the sections or
            an unknown section; the message names file and line.
    """
    try:
        text = path.read_text(encoding="utf-8-sig")
    except FileNotFoundError:
        return Texts()
    except OSError as error:
        raise ConfigurationError(
            _("{file} cannot be read ({why}). Close it in the other program and try again."),
            file=path,
            why=error.strerror or error,
        ) from error
    except UnicodeDecodeError as error:
        raise ConfigurationError(
            _("{file}: not saved as UTF-8. Save it again with that encoding."), file=path
        ) from error
    return parse_texts(text, file=path, sections=sections)


def parse_texts(
    text: str, file: Path | str = "texts.md", sections: Mapping[str, str] = SECTIONS
) -> Texts:
    """Read prose from `text`; see `load_texts`."""
    written: dict[str, list[list[str]]] = {}
    paragraphs: list[list[str]] | None = None
    for number, line in _lines(text):
        if line.startswith("# "):
            continue
        if line.startswith("#"):
            paragraphs = written.setdefault(_numeral(line, number, file, sections), [[]])
        elif paragraphs is None:
            if line:
                raise ConfigurationError(
                    _("{file}, line {line}: text before the first section. Sections: {known}."),
                    file=file,
                    line=number,
                    known=", ".join(sections),
                )
        elif not line or line.startswith("- "):
            paragraphs.append([line] if line else [])
        else:
            paragraphs[-1].append(line)
    return Texts(
        {
            numeral: tuple(" ".join(lines) for lines in parts if lines)
            for numeral, parts in written.items()
        }
    )


def _lines(text: str) -> Iterator[tuple[int, str]]:
    # A comment keeps its line breaks, so that the numbers of the lines stay those of the file.
    bare = _COMMENT.sub(lambda comment: "\n" * comment[0].count("\n"), text)
    for number, line in enumerate(bare.splitlines(), 1):
        yield number, " ".join(line.split())


def _numeral(line: str, number: int, file: Path | str, sections: Mapping[str, str]) -> str:
    heading = _HEADING.match(line)
    if heading is None or heading["numeral"] not in sections:
        raise ConfigurationError(
            _("{file}, line {line}: {heading} is no section of the report. Sections: {known}."),
            file=file,
            line=number,
            heading=line,
            known=", ".join(sections),
        )
    return heading["numeral"]


def starter(period_text: str) -> str:
    """Return the file of a new period: every section with its guidance, and no prose."""
    head = (
        f"# Phần viết của chuyên viên: báo cáo {period_text}\n\n"
        "<!-- Viết dưới từng tiêu đề; mỗi đoạn cách nhau một dòng trống, gạch đầu dòng bằng “- ”.\n"
        "     Phần trong dấu chú thích như đoạn này không được in. Mục để trống thì báo cáo chỉ\n"
        "     in nội dung do phần mềm viết từ số liệu. Bản công bố cũng in phần này: không ghi số\n"
        "     trường hợp trẻ em của từng đơn vị. -->\n"
    )
    parts = (
        f"\n## {numeral} {title}\n\n<!-- {_GUIDANCE[numeral]} -->\n"
        for numeral, title in SECTIONS.items()
    )
    return head + "".join(parts)
