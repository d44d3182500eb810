"""The annotated copy: what it adds to a unit's workbook, and all that it leaves as it was."""

from __future__ import annotations

from datetime import date, datetime
from functools import cache
from io import BytesIO
from zipfile import ZipFile

import pytest
import xlsxwriter
from openpyxl import Workbook, load_workbook
from openpyxl.comments import Comment
from openpyxl.worksheet.worksheet import Worksheet

from lsreport.domain.clock import LANG_SON
from lsreport.domain.finding import Severity
from lsreport.domain.observation import Place
from lsreport.excel.styles import FORMULA_COLOUR, INPUT_COLOUR
from lsreport.ooxml.pack import repack
from lsreport.ooxml.workbook import CellKind, read_bytes
from lsreport.report.annotation import ERROR_FILL, QUERY_FILL, NotCopied, annotate
from lsreport.report.opinion_list import TITLE
from lsreport.report.opinions import Opinion
from lsreport.report.stored_values import stored_again
from support.submissions import FILE, accepted, box, edited, filled, place

RECEIVED = datetime(2025, 7, 3, 9, 15, tzinfo=LANG_SON)
RED, YELLOW, PLAIN = ERROR_FILL, QUERY_FILL, f"FF{INPUT_COLOUR[1:]}"


def opinion(
    severity: Severity,
    where: str | None,
    message: str = "Số lớn hơn tổng số.",
    remedy: str = "Kiểm tra lại.",
    *,
    rule: str = "LS301",
    agreed: bool = False,
) -> Opinion:
    """An opinion on the cell `where`, such as `Bìa!C5`."""
    there = Place(FILE, *where.split("!")) if where else None
    return Opinion(rule, severity, agreed, there, message, remedy)


def on(severity: Severity, key: str, **words: str) -> Opinion:
    return opinion(severity, place(key), **words)


@cache
def commented() -> bytes:
    """The filled form with a comment of the unit itself."""

    def comment(workbook: Workbook) -> None:
        box(workbook, "TE615.total").comment = Comment("Theo phòng Giáo dục.", "Người lập biểu")

    return edited(filled(), comment)


OPINIONS = (
    on(Severity.ERROR, "TE615.total", message="Thiếu số.", rule="LS206"),
    on(Severity.ERROR, "GV.total"),
    on(Severity.QUERY, "GV.total", message="Tăng hơn 10%.", remedy="Giải trình.", rule="LS404"),
    on(Severity.QUERY, "RS_THON", message="Bằng kỳ trước.", rule="LS405"),
    on(Severity.NOTE, "CL_MOI", message="Đã đọc là 3.", rule="LS221"),
    opinion(Severity.NOTE, None, "Nhận sau hạn.", "Không phải sửa.", rule="LS503"),
)


@cache
def annotated() -> bytes:
    return annotate(commented(), OPINIONS, RECEIVED)


def opened(workbook: bytes) -> Workbook:
    return load_workbook(BytesIO(workbook))


def fill_of(workbook: Workbook, key: str) -> str:
    return box(workbook, key).fill.fgColor.rgb


def comment_of(workbook: Workbook, key: str) -> str | None:
    comment = box(workbook, key).comment
    return comment.text if comment else None


def test_cells_carry_the_colour_of_their_worst_opinion() -> None:
    workbook = opened(annotated())
    fills = {key: fill_of(workbook, key) for key in ("TE615.total", "GV.total", "RS_THON")}
    assert fills == {"TE615.total": RED, "GV.total": RED, "RS_THON": YELLOW}
    before = opened(commented())
    for key in ("CL_MOI", "GV.base", "D1"):
        assert fill_of(workbook, key) == fill_of(before, key)


def test_a_comment_holds_every_opinion_on_its_cell_and_what_the_unit_wrote() -> None:
    workbook = opened(annotated())
    assert comment_of(workbook, "GV.total") == (
        "Ý KIẾN KIỂM TRA\n\n"
        "[LS301] Lỗi, số liệu chưa được sử dụng: Số lớn hơn tổng số.\n→ Kiểm tra lại.\n\n"
        "[LS404] Đề nghị kiểm tra, giải trình: Tăng hơn 10%.\n→ Giải trình."
    )
    assert comment_of(workbook, "TE615.total") == (
        "Theo phòng Giáo dục.\n\nÝ KIẾN KIỂM TRA\n\n"
        "[LS206] Lỗi, số liệu chưa được sử dụng: Thiếu số.\n→ Kiểm tra lại."
    )
    assert comment_of(workbook, "CL_MOI") == (
        "Ý KIẾN KIỂM TRA\n\n[LS221] Lưu ý: Đã đọc là 3.\n→ Kiểm tra lại."
    )
    assert comment_of(workbook, "GV.base") is None


def test_a_long_comment_has_room_for_its_words() -> None:
    long = on(Severity.ERROR, "GV.total", message="Số lớn hơn tổng số. " * 20)
    short = on(Severity.ERROR, "RS_THON")
    with ZipFile(BytesIO(annotate(filled(), (long, short), RECEIVED))) as package:
        drawings = [name for name in package.namelist() if name.endswith(".vml")]
        shapes = "".join(package.read(name).decode() for name in drawings)
    heights = sorted(int(part.partition("px")[0]) for part in shapes.split("height:")[1:])
    assert shapes.count("width:340px") == 2
    assert heights[0] < 120
    assert heights[1] > 180


def lines(page: Worksheet) -> list[tuple[object, ...]]:
    return [tuple(cell.value for cell in row) for row in page.iter_rows(min_row=4)]


def test_the_list_comes_first_and_links_to_every_cell() -> None:
    workbook = opened(annotated())
    page = workbook.worksheets[0]
    assert (page.title, workbook.active.title) == (TITLE, TITLE)
    error, query = "Lỗi, số liệu chưa được sử dụng", "Đề nghị kiểm tra, giải trình"
    assert lines(page) == [
        ("TT", "Loại ý kiến", "Ô", "Nội dung", "Cách xử lý"),
        ("1", error, place("TE615.total"), "[LS206] Thiếu số.", "Kiểm tra lại."),
        ("2", error, place("GV.total"), "[LS301] Số lớn hơn tổng số.", "Kiểm tra lại."),
        ("3", query, place("GV.total"), "[LS404] Tăng hơn 10%.", "Giải trình."),
        ("4", query, place("RS_THON"), "[LS405] Bằng kỳ trước.", "Kiểm tra lại."),
        ("5", "Lưu ý", place("CL_MOI"), "[LS221] Đã đọc là 3.", "Kiểm tra lại."),
        ("6", "Lưu ý", "Cả báo cáo", "[LS503] Nhận sau hạn.", "Không phải sửa."),
    ]
    links = {cell.row: cell.hyperlink.location for (cell,) in page["C5:C10"] if cell.hyperlink}
    sheet, cell = place("GV.total").split("!")
    assert links[6] == f"'{sheet}'!{cell}"
    assert set(links) == {5, 6, 7, 8, 9}
    assert [sheet.sheet_view.tabSelected for sheet in workbook.worksheets[1:]] == [False] * (
        len(workbook.worksheets) - 1
    )


def test_a_clean_return_is_told_so_and_nothing_is_marked() -> None:
    workbook = opened(annotate(filled(), (), RECEIVED))
    said = workbook[TITLE]["A2"].value
    assert said == "Báo cáo không có nội dung nào phải sửa hoặc giải trình."
    assert not any(cell.comment for sheet in workbook for row in sheet.iter_rows() for cell in row)


def test_the_copy_is_read_as_the_same_submission() -> None:
    before, after = accepted(commented()), accepted(annotated())
    assert after == before


def test_protection_and_hidden_sheets_stay() -> None:
    before, after = opened(commented()), opened(annotated())
    for sheet in before.worksheets:
        copy = after[sheet.title]
        assert (copy.protection.sheet, copy.sheet_state) == (
            sheet.protection.sheet,
            sheet.sheet_state,
        )
    assert after[place("GV.total").split("!")[0]].protection.sheet
    assert box(after, "GV.total").protection.locked is False


def test_the_same_facts_give_the_same_bytes() -> None:
    assert annotate(commented(), OPINIONS, RECEIVED) == annotated()


def test_the_marks_win_over_the_colours_of_the_form() -> None:
    workbook = opened(annotated())
    sheet = box(workbook, "GV.total").parent
    rules = sorted(
        (rule.priority, str(formats.sqref))
        for formats in sheet.conditional_formatting
        for rule in formats.rules
    )
    marked = {box(workbook, "GV.total").coordinate, box(workbook, "TE615.total").coordinate}
    assert rules[0][0] == 1
    assert set(rules[0][1].split()) == marked
    form = opened(commented())[sheet.title].conditional_formatting
    assert len(rules) == 1 + sum(len(formats.rules) for formats in form)


def test_a_copy_sent_back_corrected_loses_the_marks_of_the_last_time() -> None:
    again = on(Severity.QUERY, "RS_THON", message="Vẫn bằng kỳ trước.", rule="LS405")
    workbook = opened(annotate(annotated(), (again,), RECEIVED))
    assert workbook.sheetnames.count(TITLE) == 1
    assert len(lines(workbook[TITLE])) == 2
    assert {key: fill_of(workbook, key) for key in ("TE615.total", "GV.total", "RS_THON")} == {
        "TE615.total": PLAIN,
        "GV.total": PLAIN,
        "RS_THON": YELLOW,
    }
    assert comment_of(workbook, "TE615.total") == "Theo phòng Giáo dục."
    assert comment_of(workbook, "GV.total") is None
    assert (comment_of(workbook, "RS_THON") or "").count("LS405") == 1
    rules = box(workbook, "GV.total").parent.conditional_formatting
    form = box(opened(commented()), "GV.total").parent.conditional_formatting
    assert len(list(rules)) == len(list(form))


def test_a_computed_cell_gets_its_own_colour_back() -> None:
    first = annotate(filled(), (on(Severity.ERROR, "GV.covered"),), RECEIVED)
    assert fill_of(opened(first), "GV.covered") == RED
    again = opened(annotate(first, (), RECEIVED))
    assert fill_of(again, "GV.covered") == f"FF{FORMULA_COLOUR[1:]}"


def test_a_sheet_the_unit_called_the_same_is_kept() -> None:
    def add(workbook: Workbook) -> None:
        workbook.create_sheet(TITLE)["A1"].value = "Ghi chép của đơn vị"

    workbook = opened(annotate(edited(filled(), add), (), RECEIVED))
    assert workbook[TITLE]["A1"].value == "Ghi chép của đơn vị"
    assert workbook.worksheets[0].title == f"{TITLE}1"


def test_an_agreed_finding_is_listed_and_not_coloured() -> None:
    agreed = opinion(Severity.QUERY, place("RS_THON"), agreed=True)
    workbook = opened(annotate(filled(), (agreed,), RECEIVED))
    assert fill_of(workbook, "RS_THON") == fill_of(opened(filled()), "RS_THON")
    assert lines(workbook[TITLE])[1][1] == "Đã chấp nhận"


def test_the_mark_of_a_cell_under_a_merged_range_stands_where_the_range_shows() -> None:
    def merge(workbook: Workbook) -> None:
        cell = box(workbook, "D1")
        cell.parent.merge_cells(
            start_row=cell.row,
            end_row=cell.row,
            start_column=cell.column,
            end_column=cell.column + 1,
        )

    form = edited(filled(), merge)
    sheet, cell = place("D1").split("!")
    beside = load_workbook(BytesIO(form))[sheet][cell].offset(0, 1).coordinate
    mark = opinion(Severity.ERROR, f"{sheet}!{beside}")
    assert fill_of(opened(annotate(form, (mark,), RECEIVED)), "D1") == RED


@pytest.mark.parametrize("text", ["=1+1", "+84 205", "-5", "@ten", '=HYPERLINK("http://x")'])
def test_no_text_becomes_a_formula(text: str) -> None:
    def type_it(workbook: Workbook) -> None:
        cell = box(workbook, "D1")
        cell.value = text
        cell.data_type = "s"

    told = on(Severity.ERROR, "D1", message=text, remedy=text)
    copy = annotate(edited(filled(), type_it), (told,), RECEIVED)
    workbook = opened(copy)
    assert (box(workbook, "D1").value, box(workbook, "D1").data_type) == (text, "s")
    remedy = workbook[TITLE]["E5"]
    assert (remedy.value, remedy.data_type, remedy.quotePrefix) == (text, "s", True)
    read = {sheet.name: sheet for sheet in read_bytes(copy).sheets}
    assert all(cell.formula is None for cell in read[TITLE].cells)


def test_characters_no_file_can_hold_are_left_out() -> None:
    told = on(Severity.ERROR, "GV.total", message="a\x00b\ud800c & <d>", remedy="\x0b…")
    workbook = opened(annotate(filled(), (told,), RECEIVED))
    assert "abc & <d>" in (comment_of(workbook, "GV.total") or "")
    assert workbook[TITLE]["D5"].value == "[LS301] abc & <d>"


def test_what_openpyxl_cannot_open_is_refused() -> None:
    def broken(part: str, content: bytes) -> bytes:
        return b"<styleSheet" if part == "xl/styles.xml" else content

    with pytest.raises(NotCopied, match="styleSheet"):
        annotate(repack(filled(), patch=broken), (), RECEIVED)


def test_a_sheet_with_one_far_formatted_cell_costs_no_more_than_that_cell() -> None:
    def far(workbook: Workbook) -> None:
        cell = box(workbook, "GV.total").parent.cell(1_000_000, 16_000)
        cell.number_format = "0"

    copy = annotate(edited(filled(), far), OPINIONS, RECEIVED)
    sheet, cell = place("GV.total").split("!")
    assert opened(copy)[sheet][cell].fill.fgColor.rgb == RED


def test_a_workbook_far_larger_than_a_form_is_refused() -> None:
    def padded(part: str, content: bytes) -> bytes:
        return content + b" " * (17 << 20) if part == "xl/styles.xml" else content

    with pytest.raises(NotCopied, match="too large"):
        annotate(repack(filled(), patch=padded), (), RECEIVED)


def test_a_macro_workbook_is_copied_without_its_macros() -> None:
    def macros(part: str, content: bytes) -> bytes:
        plain = b"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"
        macro = b"application/vnd.ms-excel.sheet.macroEnabled.main+xml"
        return content.replace(plain, macro) if part == "[Content_Types].xml" else content

    with_macros = BytesIO(repack(filled(), patch=macros))
    with ZipFile(with_macros, "a") as package:
        package.writestr("xl/vbaProject.bin", b"macro")
    original = with_macros.getvalue()
    copy = annotate(original, OPINIONS, RECEIVED)
    with ZipFile(BytesIO(copy)) as package:
        assert "xl/vbaProject.bin" not in package.namelist()
        assert b"macroEnabled" not in package.read("[Content_Types].xml")
    assert accepted(copy).raws == accepted(original).raws


def test_formulas_keep_what_they_had_come_to() -> None:
    source = BytesIO()
    workbook = xlsxwriter.Workbook(source)
    sheet = workbook.add_worksheet("Biểu")
    day = workbook.add_format({"num_format": "dd/mm/yyyy"})
    moment = workbook.add_format({"num_format": "dd/mm/yyyy hh:mm"})
    sheet.write_formula("A1", "=1+1", None, 2)
    sheet.write_formula("A2", '="a"&"<b>"', None, "a<b>")
    sheet.write_formula("A3", "=1=1", None, True)
    sheet.write_formula("A4", "=1/0", None, "#DIV/0!")
    sheet.write_formula("A5", "=TODAY()", day, (date(2025, 7, 3) - date(1899, 12, 30)).days)
    sheet.write_formula("A6", "=NOW()", moment, 45841.75)
    sheet.write_formula("A7", "=A1*A2", None, "")
    sheet.write_array_formula("A8:A8", "{=SUM(A1:A1)}", None, 2)
    workbook.close()
    original = source.getvalue()
    saved = BytesIO()
    load_workbook(BytesIO(original)).save(saved)
    before = read_bytes(original)
    after = read_bytes(repack(saved.getvalue(), patch=stored_again(before, ("Biểu",))))
    [found] = after.sheets
    assert [(cell.kind, cell.text) for cell in found.cells] == [
        (CellKind.NUMBER, "2"),
        (CellKind.TEXT, "a<b>"),
        (CellKind.BOOLEAN, "1"),
        (CellKind.ERROR, "#DIV/0!"),
        (CellKind.DATE, "2025-07-03"),
        (CellKind.DATE, "2025-07-03T18:00:00"),
        (CellKind.UNCACHED, ""),
        (CellKind.NUMBER, "2"),
    ]
    assert [cell.formula for cell in found.cells] == [
        cell.formula for cell in before.sheets[0].cells
    ]
