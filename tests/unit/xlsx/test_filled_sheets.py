"""Printed rows look like their template, and what the template says by row number moves along."""

from __future__ import annotations

from io import BytesIO

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.styles import Alignment, Font
from openpyxl.worksheet.hyperlink import Hyperlink
from openpyxl.worksheet.worksheet import Worksheet

from lsreport.report.cell_tags import FilledRow
from lsreport.report.filled_sheets import fill_sheet, place_of

LONG = "Trẻ em được cung cấp thông tin, kiến thức về phòng ngừa, giảm thiểu lao động trẻ em"


@pytest.fixture
def sheet() -> Worksheet:
    """A title, a dropped row, heads in row 4, a repeated row 6; column A is 30 characters wide."""
    workbook = Workbook()
    made = workbook.worksheets[0]
    for row in (
        ["Tiêu đề"], ["{%row if %}"], ["bỏ"], ["Mã", "Số"], ["{%row for %}"], ["{{ a }}", 5],
    ):  # fmt: skip
        made.append(row)
    made.freeze_panes = "A5"
    made.print_title_rows = "4:4"
    made.auto_filter.ref = "A4:B6"
    made.column_dimensions["A"].width = 30
    saved = BytesIO()
    workbook.save(saved)
    return load_workbook(saved).worksheets[0]


ROWS = [
    FilledRow(1),
    FilledRow(4),
    FilledRow(6, {1: "một"}),
    FilledRow(6, {1: "hai"}),
    FilledRow(6, {1: "ba"}),
]


def test_rows_follow_each_other(sheet: Worksheet) -> None:
    fill_sheet(sheet, ROWS)
    assert [list(row) for row in sheet.values] == [
        ["Tiêu đề", None],
        ["Mã", "Số"],
        ["một", 5],
        ["hai", 5],
        ["ba", 5],
    ]


def test_panes_print_titles_and_filter_move(sheet: Worksheet) -> None:
    fill_sheet(sheet, ROWS)
    assert sheet.freeze_panes == "A3"
    assert sheet.print_title_rows == "$2:$2"
    assert sheet.auto_filter.ref == "A2:B5"
    assert [one.activeCell for one in sheet.sheet_view.selection] == ["A1"]


def test_what_is_printed_reaches_to_the_last_row(sheet: Worksheet) -> None:
    sheet.print_area = "A1:A6"
    fill_sheet(sheet, ROWS)
    assert sheet.print_area == "'Sheet'!$A$1:$A$5"


def test_every_repeated_row_has_its_own_look(sheet: Worksheet) -> None:
    sheet["B6"].font = Font(bold=True)
    sheet["B6"].number_format = "0.0"
    fill_sheet(sheet, ROWS)
    sheet["B4"].number_format = "0"
    assert [sheet[f"B{row}"].font.b for row in (3, 4, 5)] == [True, True, True]
    assert [sheet[f"B{row}"].number_format for row in (3, 4, 5)] == ["0.0", "0", "0.0"]


def test_wrapped_text_gets_the_height_it_needs(sheet: Worksheet) -> None:
    sheet["A6"].alignment = Alignment(wrap_text=True)
    sheet["A6"].font = Font(sz=11)
    fill_sheet(sheet, [FilledRow(6, {1: "ngắn"}), FilledRow(6, {1: LONG}), FilledRow(1)])
    one, several, title = (sheet.row_dimensions[row].height for row in (1, 2, 3))
    assert one == title == pytest.approx(17.2)
    assert several == pytest.approx(3 * 11 * 1.2 + 4)


def test_an_indented_column_has_less_room(sheet: Worksheet) -> None:
    sheet["A6"].alignment = Alignment(wrap_text=True, indent=10)
    fill_sheet(sheet, [FilledRow(6, {1: LONG})])
    assert (sheet.row_dimensions[1].height or 0) > 3 * 11 * 1.2 + 4


def test_a_hidden_column_does_no_harm(sheet: Worksheet) -> None:
    sheet.column_dimensions["A"].width = 0
    sheet["A6"].alignment = Alignment(wrap_text=True, indent=3)
    fill_sheet(sheet, [FilledRow(6, {1: "ngắn"})])
    assert sheet["A1"].value == "ngắn"


def test_a_row_is_never_lower_than_in_the_template(sheet: Worksheet) -> None:
    sheet.row_dimensions[6].height = 40
    fill_sheet(sheet, ROWS)
    assert [sheet.row_dimensions[row].height for row in (3, 4, 5)] == [40, 40, 40]


def test_formulas_of_the_template_follow_their_row(sheet: Worksheet) -> None:
    sheet["B6"] = "=LEN(A6)+B$4"
    fill_sheet(sheet, ROWS)
    assert [sheet[f"B{row}"].value for row in (3, 4)] == ["=LEN(A3)+B$4", "=LEN(A4)+B$4"]
    assert sheet["B3"].data_type == "f"


def test_what_tags_made_is_never_a_formula(sheet: Worksheet) -> None:
    fill_sheet(sheet, [FilledRow(6, {1: "=1+1", 2: "@SUM(A1)"})])
    assert [cell.data_type for cell in sheet[1]] == ["s", "s"]


def test_links_and_merges_are_kept(sheet: Worksheet) -> None:
    sheet["A1"].hyperlink = Hyperlink(ref="A1", location="'Ghi chú'!A1")
    sheet.merge_cells("A1:B1")
    sheet.merge_cells("A6:B6")
    fill_sheet(sheet, [FilledRow(6, {1: LONG}), FilledRow(1), FilledRow(6)])
    link = sheet["A2"].hyperlink
    assert (link.ref, link.location) == ("A2", "'Ghi chú'!A1")
    assert {one.coord for one in sheet.merged_cells.ranges} == {"A1:B1", "A2:B2", "A3:B3"}


def test_a_value_is_found_by_itself_not_by_what_it_equals() -> None:
    first, second = [1, 2], [1, 2]
    rows = [FilledRow(1, {2: first}), FilledRow(2, {3: second})]  # type: ignore[dict-item]
    assert place_of(rows, second) == (2, 3)  # type: ignore[arg-type]
    assert place_of(rows, [1, 2]) is None  # type: ignore[arg-type]
