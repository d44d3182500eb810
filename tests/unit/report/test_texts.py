from __future__ import annotations

from pathlib import Path

import pytest

from lsreport.errors import ConfigurationError
from lsreport.report.texts import SECTIONS, load_texts, parse_texts, starter


def test_a_starter_has_every_section_and_no_prose() -> None:
    texts = parse_texts(starter("6 tháng đầu năm 2024"))
    assert list(texts.paragraphs) == list(SECTIONS)
    assert all(texts.of(numeral) == () for numeral in SECTIONS)


def test_prose_between_guidance_is_kept_by_section() -> None:
    text = starter("năm 2024").replace(
        "## VI Nhiệm vụ", "Tiếp tục\nchỉ đạo & <b>đôn đốc</b>.\n\n## VI Nhiệm vụ"
    )
    assert parse_texts(text).of("V.3") == ("Tiếp tục chỉ đạo & <b>đôn đốc</b>.",)


def test_blank_lines_and_dashes_part_paragraphs() -> None:
    found = parse_texts("## I. Tình hình\nMột,\nhai.\n\n\nBa.\n- Bốn;\n- năm\ntiếp.\n")
    assert found.of("I") == ("Một, hai.", "Ba.", "- Bốn;", "- năm tiếp.")


def test_no_file_is_no_prose(tmp_path: Path) -> None:
    assert load_texts(tmp_path / "2024.md").paragraphs == {}


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("<!-- a\nb -->\nLời mở đầu", r"line 3: text before the first section"),
        ("## VIII Khác", r"line 1: ## VIII Khác is no section"),
        ("## Kết quả", r"line 1: ## Kết quả is no section"),
        ("## V.1\n\n### V.2", r"line 3: ### V\.2 is no section"),
    ],
)
def test_misplaced_prose_is_named_by_its_line(text: str, problem: str) -> None:
    with pytest.raises(ConfigurationError, match=problem):
        parse_texts(text)


def test_a_notepad_file_is_read_and_another_encoding_named(tmp_path: Path) -> None:
    path = tmp_path / "2024.md"
    path.write_bytes(b"\xef\xbb\xbf" + "## IV\r\n\r\nĐủ.\r\n".encode())
    assert load_texts(path).of("IV") == ("Đủ.",)
    path.write_bytes("## IV".encode("utf-16"))
    with pytest.raises(ConfigurationError, match="not saved as UTF-8"):
        load_texts(path)
