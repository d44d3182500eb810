"""The Word documents: what Decree 30 asks of the page, and what data may never do to it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import msgspec
import pytest
from docx import Document
from docx.document import Document as DocumentType
from docx.enum.section import WD_ORIENT
from docx.oxml.ns import qn
from docx.shared import Length, Pt

from lsreport.domain.clock import LANG_SON
from lsreport.domain.submission import Cover
from lsreport.errors import ConfigurationError
from lsreport.indicators.plan import Plan
from lsreport.report import wording
from lsreport.report.docx import PACKAGED, clean, render_report, render_working_annex
from lsreport.report.figures import Figure, Printable, Prose, Register
from lsreport.report.texts import Texts
from lsreport.report.view_types import SYMBOLS, ReportView
from support.report import Sent, assessment_of, view_of

ATTACK = "<5 lớp, A & B {{ 7*7 }} {% for x in y %} {{{{ {_{ 1 }_} ]]> \x00\x07\ud800 ngừng"
PRINTED = "<5 lớp, A & B {{ 7*7 }} {% for x in y %} {{{{ {_{ 1 }_} ]]> ngừng"


@pytest.fixture(scope="module")
def view(plan: Plan) -> ReportView:
    sent = {
        "186": None,
        "178": Sent({"D1": ATTACK, "D4": "Đề nghị tập huấn.", "D4N": 2, "CL_MOI": 3, "CL_CK": 3}),
    }
    return view_of(plan, assessment_of(plan, sent), texts=Texts({"V.1": (ATTACK,)}))


@pytest.fixture(scope="module")
def report(view: ReportView) -> bytes:
    return render_report(view, Register())


def opened(content: bytes) -> DocumentType:
    return Document(BytesIO(content))


def texts(content: bytes) -> list[str]:
    """Return every paragraph of the body, those inside tables included."""
    body = opened(content).element.body
    return ["".join(t.text or "" for t in p.iter(qn("w:t"))) for p in body.iter(qn("w:p"))]


def millimetres(*lengths: Length | None) -> list[int]:
    return [round(one.mm) for one in lengths if one is not None]


def plain(text: str) -> str:
    return text.replace("\N{WORD JOINER}", "")


# --- the page -------------------------------------------------------------------------------


def test_page_and_margins(report: bytes) -> None:
    first, *annexes = opened(report).sections
    assert millimetres(first.page_width, first.page_height) == [210, 297]
    assert millimetres(first.top_margin, first.bottom_margin) == [20, 20]
    assert millimetres(first.left_margin, first.right_margin) == [30, 15]
    assert [one.orientation for one in annexes] == [
        WD_ORIENT.LANDSCAPE, WD_ORIENT.PORTRAIT, WD_ORIENT.PORTRAIT, WD_ORIENT.LANDSCAPE,
    ]  # fmt: skip
    for one in annexes:
        assert sorted(millimetres(one.page_width, one.page_height)) == [210, 297]


def test_every_section_numbers_its_pages_from_one_and_hides_the_first(report: bytes) -> None:
    for section in opened(report).sections:
        assert section.different_first_page_header_footer
        assert section._sectPr.find(qn("w:pgNumType")).get(qn("w:start")) == "1"
        (paragraph,) = section.header.paragraphs
        assert [code.text.strip() for code in paragraph._p.iter(qn("w:instrText"))] == ["PAGE"]
        assert paragraph.runs[0].font.size == Pt(13)
        assert paragraph._p.pPr.jc.get(qn("w:val")) == "center"
        assert "".join(p.text for p in section.first_page_header.paragraphs) == ""


def test_everything_is_black_times_new_roman(report: bytes) -> None:
    with ZipFile(BytesIO(report)) as package:
        xml = package.read("word/styles.xml").decode() + package.read("word/document.xml").decode()
    used = opened(report)
    names = {p.style.name for p in used.paragraphs}
    names |= {p.style.name for t in used.tables for c in t._cells for p in c.paragraphs}
    for name in names:
        fonts = used.styles[name].element.rPr.rFonts
        assert {fonts.get(qn(f"w:{one}")) for one in ("ascii", "hAnsi", "cs", "eastAsia")} == {
            "Times New Roman"
        }, name
        assert used.styles[name].font.color.rgb in {None, (0, 0, 0)}
    assert 'w:lang w:val="vi-VN"' in xml
    assert "w:color w:val=" not in re.sub(r'w:color w:val="000000"', "", _document(report))


def _document(report: bytes) -> str:
    with ZipFile(BytesIO(report)) as package:
        return package.read("word/document.xml").decode()


def test_head_of_the_letter(report: bytes) -> None:
    left, right = opened(report).tables[0].rows[0].cells
    assert [p.text for p in left.paragraphs][:2] == [
        "UBND TỈNH LẠNG SƠN",
        "SỞ LAO ĐỘNG - THƯƠNG BINH VÀ XÃ HỘI",
    ]
    assert [p.text for p in right.paragraphs][:2] == [
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "Độc lập - Tự do - Hạnh phúc",
    ]
    assert [(p.runs[0].bold, p.runs[0].font.size) for p in right.paragraphs[:2]] == [
        (True, Pt(12)),
        (True, Pt(13)),
    ]
    assert [p.runs[0].bold for p in left.paragraphs[:2]] == [False, True]
    number, dated = (cell.paragraphs[0] for cell in opened(report).tables[0].rows[1].cells)
    assert " ".join(number.text.split()) == "Số: /BC-SLĐTBXH"
    assert " ".join(dated.text.split()) == "Lạng Sơn, ngày tháng 7 năm 2024"
    assert dated.runs[0].italic


def test_title_addressee_and_end(report: bytes) -> None:
    found = [text for text in texts(report) if text.strip()]
    start = found.index("BÁO CÁO")
    assert found[start + 1 : start + 3] == [
        "Kết quả thực hiện Kế hoạch số 187/KH-UBND 6 tháng đầu năm 2024",
        "Kính gửi: Ủy ban nhân dân tỉnh Lạng Sơn.",
    ]
    last = next(text for text in found if text.endswith("./."))
    assert last.startswith("Trên đây là báo cáo kết quả thực hiện Kế hoạch số 187/KH-UBND")
    after = found[found.index(last) + 1 :]
    assert after[:6] == [
        "Nơi nhận:",
        "- Như trên;",
        "- Giám đốc, các Phó Giám đốc Sở;",
        "- Các cơ quan, đơn vị thực hiện Kế hoạch;",
        "- Lưu: VT, BVCSTE.",
        "GIÁM ĐỐC",
    ]
    assert after[6:8] == ["Phụ lục I", "SỐ LIỆU THEO ĐƠN VỊ VÀ CHỈ TIÊU"]
    assert " ".join(after[8].split()) == (
        "(Kèm theo Báo cáo số /BC-SLĐTBXH ngày tháng 7 năm 2024 của Sở Lao động - Thương binh và "
        "Xã hội)"
    )


def test_several_addressees_stand_on_a_line_each(view: ReportView) -> None:
    letterhead = replace(
        view.letterhead, addressees=("Bộ Y tế", "UBND tỉnh"), bases=("Luật Trẻ em",)
    )
    found = texts(render_report(replace(view, letterhead=letterhead), Register()))
    place = found.index("Kính gửi:")
    assert found[place : place + 3] == ["Kính gửi:", "- Bộ Y tế;", "- UBND tỉnh."]
    assert "Luật Trẻ em." in found


def test_headings_follow_the_skeleton_and_none_is_empty(report: bytes) -> None:
    paragraphs = opened(report).paragraphs
    headings = [p.text for p in paragraphs if p.style.name == "Heading 1"]
    assert headings == [
        "I. TÌNH HÌNH CHUNG VÀ CÔNG TÁC CHỈ ĐẠO, TRIỂN KHAI",
        "II. KẾT QUẢ THỰC HIỆN CÁC MỤC TIÊU",
        "III. KẾT QUẢ THỰC HIỆN NHIỆM VỤ, GIẢI PHÁP",
        "IV. KINH PHÍ",
        "V. ĐÁNH GIÁ CHUNG",
        "VI. NHIỆM VỤ TRỌNG TÂM KỲ TỚI",
        "VII. ĐỀ XUẤT, KIẾN NGHỊ",
    ]
    for place, one in enumerate(paragraphs):
        if one.style.name == "Heading 2":
            assert paragraphs[place + 1].style.name == "Body LS", one.text
    for name in ("Heading 1", "Heading 2", "Caption"):
        assert opened(report).styles[name].paragraph_format.keep_with_next


def test_tables_repeat_their_heads_and_split_no_row(report: bytes) -> None:
    made = opened(report).tables[1:]
    for table in made:
        for row in table.rows:
            assert row._tr.trPr.find(qn("w:cantSplit")) is not None
    lists = [table for table in made if len(table.columns) > 2]
    assert all(table.rows[0]._tr.trPr.find(qn("w:tblHeader")) is not None for table in lists)


def test_tables_are_sound(report: bytes) -> None:
    for table in opened(report).element.body.iter(qn("w:tbl")):
        columns = len(table.find(qn("w:tblGrid")))
        for row in table.findall(qn("w:tr")):
            spans = [
                int(cell.tcPr.gridSpan.get(qn("w:val"))) if cell.tcPr.gridSpan is not None else 1
                for cell in row.findall(qn("w:tc"))
            ]
            assert sum(spans) == columns
        for cell in table.iter(qn("w:tc")):
            assert cell[-1].tag == qn("w:p")


def test_the_table_of_targets_has_the_columns_of_the_plan(report: bytes) -> None:
    targets = opened(report).tables[1]
    assert [cell.text for cell in targets.rows[0].cells] == [
        "TT",
        "Mục tiêu (điểm trong Kế hoạch)",
        "Chỉ tiêu đến năm 2025",
        "Kết quả (tử số/mẫu số; %)",
        "Cùng kỳ năm trước",
        "Tăng, giảm (điểm %)",
        "Đơn vị có số liệu (n/N; % mẫu số)",
        "Đánh giá",
    ]
    goal = (
        "Trẻ em và người chưa thành niên từ 5 đến 17 tuổi lao động trái quy định của pháp luật "
        "(II.2.a-1)"
    )
    assert [cell.text for cell in targets.rows[2].cells] == [
        "1",
        goal,
        "Duy trì không có",
        "3",
        "…",
        "x",
        "10/11",
        "Chưa đạt mục tiêu",
    ]


# --- data are data --------------------------------------------------------------------------


def test_what_people_wrote_is_printed_literally(view: ReportView, report: bytes) -> None:
    annex = render_working_annex(view, Register())
    assert PRINTED in [plain(text) for text in texts(report)]
    assert PRINTED in [plain(text) for text in texts(annex)]


def test_text_is_cleaned_to_one_printable_line() -> None:
    assert clean("a\tb\r\nc\x07\ufffe\x85d") == "a b cd"
    assert plain(clean("{_{ }_} {_% %_}")) == "{_{ }_} {_% %_}"
    assert clean("snake_case {x}_y") == "snake_case {x}_y"


class Marking(Register):
    """Prints every registered figure between two marks, so that the rest can be looked at."""

    def figure(self, piece: Printable) -> str:
        super().figure(piece)
        parts = piece.parts if isinstance(piece, Prose) else (piece,)
        return "".join(f"\ue000{one}\ue001" if isinstance(one, Figure) else one for one in parts)


# Digits that are neither figures nor words of the plan: periods, days, levels, numbering.
PLAIN = re.compile(
    r"(6 tháng đầu )?năm \d{4}|(ngày|tháng)\s+\d{1,2}"
    r"|(mức|mục tiêu|đạt) \d{2,3}%|cộng 10%|^(Biểu đồ )?\d{1,2}\. "
)


def words(plan: Plan) -> list[str]:
    """Return every text with a digit of the plan and of the template."""

    def strings(value: object) -> Iterator[str]:
        if isinstance(value, dict):
            value = [*value, *value.values()]
        if isinstance(value, (list, tuple)):
            for one in value:
                yield from strings(one)
        elif isinstance(value, str):
            yield value

    found = {*strings(msgspec.to_builtins(plan)), *texts((PACKAGED / "report.docx").read_bytes())}
    pieces = {piece for text in found for piece in re.split(r"\{\{.*?\}\}|^Trong đó: ", text)}
    pieces |= {piece[:1].lower() + piece[1:] for piece in pieces}
    return [one for one in pieces if re.search(r"\d", one) and re.search(r"[^\W\d]|%", one)]


def test_no_number_is_printed_that_is_neither_registered_nor_a_word_of_the_plan(
    plan: Plan, view: ReportView
) -> None:
    said = [view.plan_title.removeprefix("Kế hoạch "), PRINTED, "Ký hiệu: 0"]
    said += [group.noun for group in wording.populations(view.window[1])]
    said += [meaning for _sign, meaning in SYMBOLS]
    known = sorted([*said, *words(plan)], key=len, reverse=True)
    strangers = []
    for text in texts(render_report(view, Marking())):
        rest = plain(re.sub("\ue000[^\ue001]*\ue001", "", text))
        rest = re.sub(r"\d{1,2}/\d{1,2}/\d{4}", "", rest)
        for word in known if re.search(r"\d", rest) else ():
            rest = rest.replace(word, "")
        rest = PLAIN.sub("", rest)
        numbering = text.isdigit()
        if re.search(r"\d", rest) and not numbering:
            strangers.append(rest)
    assert strangers == []


def test_the_report_prints_no_narrative_and_no_small_case_count(report: bytes) -> None:
    found = " ".join(texts(report))
    assert "Đề nghị tập huấn." not in found
    rows = [
        [cell.text for cell in row.cells]
        for table in opened(report).tables
        for row in table.rows
        if row.cells[1].text == "UBND thành phố Lạng Sơn" and len(row.cells) == 4
    ]
    assert ["1", "UBND thành phố Lạng Sơn", "*", ""] in rows


# --- the working annex ----------------------------------------------------------------------


def test_the_working_annex_is_marked_and_holds_opinions_and_cases(view: ReportView) -> None:
    found = texts(render_working_annex(view, Register()))
    assert found[:2] == ["LƯU HÀNH NỘI BỘ", "Tổng hợp ý kiến, không phát hành"]
    assert "Kiến nghị, đề xuất (gửi tới: UBND tỉnh)" in found
    assert "Đề nghị tập huấn." in found
    place = found.index("Lao động trẻ em xác minh mới trong kỳ")
    assert found[place + 1] == "3"


def test_a_public_copy_has_no_working_annex(plan: Plan) -> None:
    public = view_of(plan, assessment_of(plan, {}), public=True)
    with pytest.raises(ValueError, match="public"):
        render_working_annex(public, Register())


def test_synthetic_figures_are_said_to_be_on_top(plan: Plan) -> None:
    sent = {"178": Sent(cover=Cover(signer="Số liệu mô phỏng"))}
    marked = view_of(plan, assessment_of(plan, sent))
    line = "SỐ LIỆU MÔ PHỎNG, KHÔNG PHẢI SỐ LIỆU THẬT"
    assert texts(render_report(marked, Register()))[0] == line
    assert texts(render_working_annex(marked, Register()))[0] == line
    other = texts(render_report(view_of(plan, assessment_of(plan, {})), Register()))
    assert line not in other


# --- bytes and templates --------------------------------------------------------------------


def test_the_same_view_gives_the_same_bytes(view: ReportView, report: bytes) -> None:
    assert render_report(view, Register()) == report
    properties = opened(report).core_properties
    moment = datetime(2024, 7, 4, 9, 0, tzinfo=LANG_SON)
    assert properties.created == properties.modified == moment
    assert properties.title == "Kết quả thực hiện Kế hoạch số 187/KH-UBND 6 tháng đầu năm 2024"
    with ZipFile(BytesIO(report)) as package:
        assert not [name for name in package.namelist() if "thumbnail" in name]


def test_an_offices_own_template_wins(tmp_path: Path, view: ReportView) -> None:
    own = Document(PACKAGED / "report.docx")
    own.add_paragraph("(mẫu riêng)")
    own.save(str(tmp_path / "report.docx"))
    assert texts(render_report(view, Register(), tmp_path))[-1] == "(mẫu riêng)"


@pytest.mark.parametrize(
    ("tag", "problem"),
    [
        ("{{ view.tittle }}", r"unknown variable view\.tittle"),
        ("{{ nothing }}", "unknown variable nothing"),
        ("{% if %}", "Expected an expression"),
        ("{{ ''.__class__.__mro__ }}", r"a text or a figure has no parts: \.__class__"),
    ],
)
def test_a_broken_template_is_named(
    tmp_path: Path, view: ReportView, tag: str, problem: str
) -> None:
    broken = Document(PACKAGED / "report.docx")
    broken.add_paragraph(tag)
    broken.save(str(tmp_path / "report.docx"))
    with pytest.raises(ConfigurationError, match=problem) as failure:
        render_report(view, Register(), tmp_path)
    assert str(tmp_path / "report.docx") in str(failure.value)


def test_a_template_that_is_no_document_is_named(tmp_path: Path, view: ReportView) -> None:
    (tmp_path / "report.docx").write_text("không phải", encoding="utf-8")
    with pytest.raises(ConfigurationError, match="not a Word document"):
        render_report(view, Register(), tmp_path)


def test_the_shipped_templates_are_what_the_script_builds(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    tools = PACKAGED.parent.parent / "tools"
    monkeypatch.syspath_prepend(str(tools))
    import build_templates

    for name, make in build_templates.WORKBOOKS.items():
        assert make() == (PACKAGED / name).read_bytes(), name
    for name in build_templates.TEMPLATES:
        assert build_templates.build(name) == (PACKAGED / name).read_bytes(), name
