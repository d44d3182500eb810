"""Decree 30/2020/NĐ-CP, appendix I, against what Word is told about the report."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from io import BytesIO

import pytest
from docx import Document
from docx.document import Document as DocumentType
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import qn
from docx.text.paragraph import Paragraph

from lsreport.domain.period import Period
from lsreport.indicators.loader import load_plan
from lsreport.report.docx import render_report, render_working_annex
from lsreport.report.figures import Register
from lsreport.report.letterhead import Signed
from lsreport.report.office import DEFAULT_CONFIGURATION, parse_office
from lsreport.report.view_types import ReportView
from support.report import Sent, assessment_of, view_of

CENTER, RIGHT = WD_ALIGN_PARAGRAPH.CENTER, WD_ALIGN_PARAGRAPH.RIGHT
JUSTIFIED = WD_ALIGN_PARAGRAPH.JUSTIFY
PLAN = load_plan("187")
_DATE = re.compile(r"(?:0[1-9]|[12]\d|3[01])/(?:0[12]|[3-9]|1[0-2])/\d{4}")
BASES = 'bases = ["Luật Trẻ em ngày 05/4/2016;", "Căn cứ Kế hoạch số 187/KH-UBND."]'


def view() -> ReportView:
    sent = {"186": None, "178": Sent({"CL_MOI": 2, "CL_CK": 2})}
    return view_of(PLAN, assessment_of(PLAN, sent))


@pytest.fixture(scope="module")
def report() -> DocumentType:
    return written(view())


def written(of: ReportView) -> DocumentType:
    return Document(BytesIO(render_report(of, Register())))


def paragraphs(document: DocumentType) -> Iterator[Paragraph]:
    """Yield every paragraph of the body in order, those in tables included."""
    for one in document.element.body.iter(qn("w:p")):
        yield Paragraph(one, document._body)


def found(document: DocumentType, text: str) -> Paragraph:
    """Return the first paragraph that begins with `text`."""
    return next(one for one in paragraphs(document) if plain(one).startswith(text))


def plain(paragraph: Paragraph) -> str:
    return " ".join(paragraph.text.split())


def look(paragraph: Paragraph) -> tuple[float, bool, bool]:
    """Return points, bold and italic of a paragraph: what its run says, else its style."""
    run = next(one for one in paragraph.runs if one.text.strip())
    style = paragraph.style.font
    size = run.font.size or style.size
    bold = style.bold if run.bold is None else run.bold
    italic = style.italic if run.italic is None else run.italic
    return size.pt, bool(bold), bool(italic)


# --- the page -------------------------------------------------------------------------------


def test_every_section_is_a4_with_the_margins_of_the_decree(report: DocumentType) -> None:
    for section in report.sections:
        assert sorted((round(section.page_width.mm), round(section.page_height.mm))) == [210, 297]
        assert 20 <= round(section.top_margin.mm) <= 25
        assert 20 <= round(section.bottom_margin.mm) <= 25
        assert 30 <= round(section.left_margin.mm) <= 35
        assert 15 <= round(section.right_margin.mm) <= 20


def test_page_numbers_are_13_to_14_points_centred_above_and_start_anew_in_each_annex(
    report: DocumentType,
) -> None:
    assert len(report.sections) == 1 + len(("I", "II", "III", "IV"))
    for section in report.sections:
        (number,) = section.header.paragraphs
        assert [one.text.strip() for one in number._p.iter(qn("w:instrText"))] == ["PAGE"]
        assert number.alignment == CENTER
        assert {13, 14} >= {run.font.size.pt for run in number.runs}
        assert section.header_distance.mm < section.top_margin.mm
        assert section.different_first_page_header_footer
        assert not any(one.text for one in section.first_page_header.paragraphs)
        assert section._sectPr.find(qn("w:pgNumType")).get(qn("w:start")) == "1"


def test_every_style_in_use_is_black_times_new_roman(report: DocumentType) -> None:
    for name in {one.style.name for one in paragraphs(report)}:
        style = report.styles[name]
        assert style.font.name == "Times New Roman", name
        assert style.font.color.rgb in {None, (0, 0, 0)}, name
    faces = {one.get(qn("w:ascii")) for one in report.element.body.iter(qn("w:rFonts"))}
    assert faces <= {"Times New Roman"}
    assert not list(report.element.body.iter(qn("w:color")))


# --- the parts of the document --------------------------------------------------------------

PARTS = (
    ("UBND TỈNH LẠNG SƠN", (12, 13), False, False, CENTER),
    ("SỞ LAO ĐỘNG - THƯƠNG BINH VÀ XÃ HỘI", (12, 13), True, False, CENTER),
    ("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", (12, 13), True, False, CENTER),
    ("Độc lập - Tự do - Hạnh phúc", (13, 14), True, False, CENTER),
    ("Số: /BC-SLĐTBXH", (13, 13), False, False, CENTER),
    ("Lạng Sơn, ngày tháng 7 năm 2024", (13, 14), False, True, CENTER),
    ("BÁO CÁO", (13, 14), True, False, CENTER),
    ("Kết quả thực hiện Kế hoạch số 187/KH-UBND", (13, 14), True, False, CENTER),
    ("Kính gửi: Ủy ban nhân dân tỉnh Lạng Sơn.", (13, 14), False, False, CENTER),
    ("Thực hiện Kế hoạch số 187/KH-UBND ngày 13/9/2021", (13, 14), False, False, JUSTIFIED),
    ("I. TÌNH HÌNH CHUNG", (13, 14), True, False, None),
    ("1. Mục tiêu 1: phòng ngừa", (13, 14), True, False, None),
    ("b) Trẻ em có nguy cơ", (13, 14), False, False, JUSTIFIED),
    ("Trên đây là báo cáo", (13, 14), False, False, JUSTIFIED),
    ("Nơi nhận:", (12, 12), True, True, WD_ALIGN_PARAGRAPH.LEFT),
    ("- Như trên;", (11, 11), False, False, WD_ALIGN_PARAGRAPH.LEFT),
    ("GIÁM ĐỐC", (13, 14), True, False, CENTER),
    ("Phụ lục I", (14, 14), True, False, CENTER),
    ("SỐ LIỆU THEO ĐƠN VỊ VÀ CHỈ TIÊU", (13, 14), True, False, CENTER),
    ("(Kèm theo Báo cáo số /BC-SLĐTBXH ngày tháng 7 năm 2024", (13, 14), False, True, CENTER),
)


@pytest.mark.parametrize(("text", "points", "bold", "italic", "align"), PARTS)
def test_size_style_and_place_of_each_part(
    report: DocumentType,
    text: str,
    points: tuple[int, int],
    bold: bool,
    italic: bool,
    align: WD_ALIGN_PARAGRAPH | None,
) -> None:
    paragraph = found(report, text)
    size, *style = look(paragraph)
    assert points[0] <= size <= points[1]
    assert style == [bold, italic]
    own = paragraph.alignment
    assert (paragraph.style.paragraph_format.alignment if own is None else own) == align


def test_the_text_has_the_indents_and_distances_of_the_decree(report: DocumentType) -> None:
    for name in ("Body LS", "Heading 1", "Heading 2"):
        form, normal = report.styles[name].paragraph_format, report.styles["Normal"]
        assert round(form.first_line_indent.mm, 1) in {10.0, 12.7}
        after = form.space_after or normal.paragraph_format.space_after
        assert after.pt >= 6
        assert 1.0 <= (form.line_spacing or normal.paragraph_format.line_spacing) <= 1.5


def test_issuer_and_superior_stand_left_of_the_motto(report: DocumentType) -> None:
    left, right = report.tables[0].rows[0].cells
    assert [plain(one) for one in left.paragraphs][:2] == [
        "UBND TỈNH LẠNG SƠN",
        "SỞ LAO ĐỘNG - THƯƠNG BINH VÀ XÃ HỘI",
    ]
    assert [plain(one) for one in right.paragraphs][:2] == [
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "Độc lập - Tự do - Hạnh phúc",
    ]


def test_a_rule_stands_under_the_issuer_the_motto_and_the_title(report: DocumentType) -> None:
    above = [
        plain(Paragraph(one._p.getprevious(), report._body))
        for one in paragraphs(report)
        if one._p.pPr is not None and one._p.pPr.find(qn("w:pBdr")) is not None
    ]
    assert above[:3] == [
        "SỞ LAO ĐỘNG - THƯƠNG BINH VÀ XÃ HỘI",
        "Độc lập - Tự do - Hạnh phúc",
        "Kết quả thực hiện Kế hoạch số 187/KH-UBND 6 tháng đầu năm 2024",
    ]
    assert all(one.startswith("(Kèm theo Báo cáo số") for one in above[3:])


def test_numbering_is_roman_then_arabic_then_letters_of_the_vietnamese_alphabet() -> None:
    goals = view().targets
    many = replace(goals[0], points=tuple(point for goal in goals for point in goal.points))
    assert [one.sign for one in goals[1].points] == ["a) ", "b) ", "c) ", "d) "]
    assert len(many.points) == 14
    texts = [plain(one) for one in paragraphs(written(view()))]
    for goal in goals:
        letters = [point.sign for point in goal.points]
        assert letters == [f"{letter}) " for letter in "abcdđeg"][: len(letters)] or letters == [""]
        for point in goal.points:
            assert f"{point.sign}{point.paragraphs[0]}" in texts
    sections = [text for text in texts if re.match(r"[IVX]+\. ", text)]
    assert [text.partition(".")[0] for text in sections] == [
        "I", "II", "III", "IV", "V", "VI", "VII",
    ]  # fmt: skip
    assert all(text == text.upper() for text in sections)


def test_the_text_ends_with_its_sign_once_and_refers_to_every_annex(report: DocumentType) -> None:
    texts = [plain(one) for one in paragraphs(report)]
    (end,) = [text for text in texts if "./." in text]
    assert end.endswith("./.")
    assert "Phụ lục I, II, III, IV" in end
    assert texts[texts.index(end) + 1 :].count("Nơi nhận:") == 1


def test_recipients_begin_with_the_addressee_and_end_with_the_archive(report: DocumentType) -> None:
    texts = [plain(one) for one in report.tables[-1].rows[0].cells[0].paragraphs]
    if texts[0] != "Nơi nhận:":
        (cell,) = [
            table.rows[0].cells[0]
            for table in report.tables
            if table.rows[0].cells[0].text.startswith("Nơi nhận:")
        ]
        texts = [plain(one) for one in cell.paragraphs]
    assert texts[:2] == ["Nơi nhận:", "- Như trên;"]
    assert texts[-1] == "- Lưu: VT, BVCSTE."
    assert all(text.endswith(";") for text in texts[1:-1])


def test_every_date_in_figures_is_written_one_way() -> None:
    """Zero before a day below 10 and before months 1 and 2 only: 05/7/2025."""
    plan_view = view()
    annex = Document(BytesIO(render_working_annex(plan_view, Register())))
    texts = " ".join(plain(one) for of in (written(plan_view), annex) for one in paragraphs(of))
    dates = re.findall(r"[\d/-]*\d{1,4}[/-]\d{1,2}[/-]\d{2,4}[\d/-]*", texts)
    assert len(dates) > 20
    assert not [one for one in dates if not _DATE.fullmatch(one)]


# --- dated configuration --------------------------------------------------------------------


@pytest.mark.parametrize(
    ("period", "issuer", "symbol", "ministry", "month"),
    [
        ("2024-H1", "SỞ LAO ĐỘNG - THƯƠNG BINH VÀ XÃ HỘI", "BC-SLĐTBXH",
         "Bộ Lao động - Thương binh và Xã hội", "tháng 6 năm 2024"),
        ("2024", "SỞ LAO ĐỘNG - THƯƠNG BINH VÀ XÃ HỘI", "BC-SLĐTBXH",
         "Bộ Lao động - Thương binh và Xã hội", "tháng 12 năm 2024"),
        ("2025-H1", "SỞ Y TẾ", "BC-SYT", "Bộ Y tế (Cục Bà mẹ và Trẻ em)", "tháng 6 năm 2025"),
        ("2025", "SỞ Y TẾ", "BC-SYT", "Bộ Y tế (Cục Bà mẹ và Trẻ em)", "tháng 12 năm 2025"),
    ],
)  # fmt: skip
def test_head_and_addressees_are_those_of_the_day(
    period: str, issuer: str, symbol: str, ministry: str, month: str
) -> None:
    when = Period.parse(period)
    silent = dict.fromkeys((unit.code for unit in PLAN.units_on(when_ends(when))), None)
    head = view_of(PLAN, assessment_of(PLAN, silent, when), when, audience="ministry").letterhead
    assert (head.superior, head.issuer) == ("UBND TỈNH LẠNG SƠN", issuer)
    assert head.number.split() == [f"/{symbol}"]
    assert head.addressees == (ministry,)
    assert head.place_date.endswith(month)


def when_ends(period: Period) -> date:
    return date(period.year, 12 if period.annual else 6, 14)


def test_a_body_before_its_first_day_is_no_default() -> None:
    office = parse_office(DEFAULT_CONFIGURATION)
    assert office.body_on(date(2025, 2, 28)).symbol == "BC-SLĐTBXH"
    assert office.body_on(date(2025, 3, 1)).symbol == "BC-SYT"


def test_bases_are_off_unless_the_office_names_them(report: DocumentType) -> None:
    assert not any(plain(one).startswith("Căn cứ") for one in paragraphs(report))
    before, entry, after = DEFAULT_CONFIGURATION.partition("bases = []")
    office = parse_office(before + BASES + entry.removeprefix("bases = []") + after)
    assert office.body_on(date(2025, 3, 1)).bases == ()
    document = written(view_of(PLAN, assessment_of(PLAN, {}), office=office))
    texts = [plain(one) for one in paragraphs(document)]
    start = texts.index("Kính gửi: Ủy ban nhân dân tỉnh Lạng Sơn.")
    assert texts[start + 1 : start + 3] == [
        "Căn cứ Luật Trẻ em ngày 05/4/2016;",
        "Căn cứ Kế hoạch số 187/KH-UBND.",
    ]
    assert texts[start + 3].startswith("Thực hiện Kế hoạch số 187/KH-UBND")
    assert look(found(document, "Căn cứ")) == (14, False, True)


@pytest.mark.parametrize(
    ("number", "dated", "printed", "day"),
    [
        ("7", date(2025, 1, 5), "07/BC-SLĐTBXH", "ngày 05 tháng 01 năm 2025"),
        ("123", date(2025, 2, 28), "123/BC-SLĐTBXH", "ngày 28 tháng 02 năm 2025"),
        ("123/BC-SLĐTBXH", date(2024, 7, 15), "123/BC-SLĐTBXH", "ngày 15 tháng 7 năm 2024"),
        ("12a", date(2024, 10, 9), "12a/BC-SLĐTBXH", "ngày 09 tháng 10 năm 2024"),
        ("8", date(2025, 3, 3), "08/BC-SYT", "ngày 03 tháng 3 năm 2025"),
    ],
)
def test_number_and_day_of_a_signed_report_are_printed_with_their_zeros(
    number: str, dated: date, printed: str, day: str
) -> None:
    signed = Signed(number, dated)
    head = view_of(PLAN, assessment_of(PLAN, {}), signed=signed).letterhead
    assert (head.number, head.place_date) == (printed, f"Lạng Sơn, {day}")
    assert head.attached.startswith(f"(Kèm theo Báo cáo số {printed} {day} của Sở ")
