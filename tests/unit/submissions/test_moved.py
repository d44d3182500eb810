"""Figures are found wherever rows, columns and sheets were moved, and the note says what moved."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from openpyxl import Workbook
from openpyxl.cell.cell import Cell
from openpyxl.worksheet.worksheet import Worksheet

from lsreport.domain.finding import Finding, Severity
from support.submissions import (
    FILE,
    H1,
    accepted,
    box,
    column,
    contents,
    edited,
    filled,
    insert_column,
    insert_row,
    place,
    raw_of,
)

Edit = Callable[[Workbook], object]


def sheet_of(workbook: Workbook, key: str) -> Worksheet:
    sheet = box(workbook, key).parent
    assert isinstance(sheet, Worksheet)
    return sheet


def rename(workbook: Workbook) -> None:
    for number, sheet in enumerate(workbook.worksheets):
        if sheet.title != "_ls":
            sheet.title = f"Trang {number}"


def reverse_sheets(workbook: Workbook) -> None:
    workbook._sheets.reverse()


def insert_rows_everywhere(workbook: Workbook) -> None:
    for sheet in workbook.worksheets:
        if sheet.title != "_ls":
            for row in (1, 6, 12, 20):
                insert_row(sheet, row)


def insert_columns_everywhere(workbook: Workbook) -> None:
    for sheet in workbook.worksheets:
        if sheet.title != "_ls":
            for column in (1, 4, 6):
                insert_column(sheet, column)


def swap_columns(workbook: Workbook) -> None:
    """Exchange total and gains of the coverage sheet, headings and all."""
    total, gains = box(workbook, "GV.total"), box(workbook, "GV.gains")
    for row in sheet_of(workbook, "GV.total").iter_rows():
        one, other = row[total.column - 1], row[gains.column - 1]
        if isinstance(one, Cell) and isinstance(other, Cell):
            one.value, other.value = other.value, one.value


def codes_to_the_right(workbook: Workbook) -> None:
    """Move the column of codes to the right of everything."""
    for sheet in workbook.worksheets:
        if any(cell.value == "#code" for cell in sheet["A"]):
            last = sheet.max_column + 1
            for row in range(1, sheet.max_row + 1):
                sheet.cell(row, last).value = sheet.cell(row, 1).value
                sheet.cell(row, 1).value = None


def note(removed: str = "–", added: str = "–", moved: str = "–") -> tuple[Finding, ...]:
    finding = Finding(
        rule="LS147",
        severity=Severity.NOTE,
        unit="178",
        period=H1,
        file=FILE,
        facts={"removed": removed, "added": added, "moved": moved},
    )
    return (finding,)


@pytest.mark.parametrize(
    ("edit", "notes"),
    [
        (rename, ()),
        (insert_rows_everywhere, ()),
        (insert_columns_everywhere, ()),
        (swap_columns, note(moved="#gains, #base")),
        (codes_to_the_right, note(moved="#value, #code")),
    ],
    ids=lambda case: getattr(case, "__name__", None),
)
def test_a_moved_form_has_the_figures_of_the_original(
    edit: Edit, notes: tuple[Finding, ...]
) -> None:
    reading = accepted(edited(filled(), edit))
    assert contents(reading) == contents(accepted(filled()))
    assert reading.cover == accepted(filled()).cover
    assert reading.notes == notes


def test_rows_moved_to_another_sheet_are_found_there() -> None:
    def move(workbook: Workbook) -> None:
        source = box(workbook, "CL_HET")
        target = sheet_of(workbook, "TT01")
        row = target.max_row + 1
        for number in range(1, source.parent.max_column + 1):
            cell = source.parent.cell(source.row, number)
            target.cell(row, number).value = cell.value
            cell.value = None

    form = filled()
    value = {column("CL_HET"), column("TT01")}
    assert len(value) == 1
    reading = accepted(edited(form, move))
    assert contents(reading) == contents(accepted(form))
    assert raw_of(reading, "CL_HET").sheet == place("TT01").split("!")[0]
    assert reading.notes == note(moved="CL_HET")


def test_sheets_in_another_order_are_named_by_their_tabs() -> None:
    def last_first(workbook: Workbook) -> None:
        sheet = sheet_of(workbook, "D1")
        workbook.move_sheet(sheet, -workbook.index(sheet))

    reading = accepted(edited(filled(), last_first))
    assert contents(reading) == contents(accepted(filled()))
    assert reading.notes == note(moved=place("D1").split("!")[0])


def test_deleted_rows_are_named_and_have_no_observation() -> None:
    def delete(workbook: Workbook) -> None:
        for key in ("CL_HET", "GV.total"):
            cell = box(workbook, key)
            cell.parent.delete_rows(cell.row)

    reading = accepted(edited(filled(), delete))
    before, after = contents(accepted(filled())), contents(reading)
    assert before.keys() - after.keys() == {
        "CL_HET",
        "GV.total",
        "GV.base",
        "GV.gains",
        "GV.losses",
        "GV.covered",
        "GV.reason",
    }
    assert after.items() <= before.items()
    assert reading.notes == note(removed="GV, CL_HET")


def test_a_deleted_column_is_named_once() -> None:
    def delete(workbook: Workbook) -> None:
        cell = box(workbook, "GV.losses")
        for row in sheet_of(workbook, "GV.losses").iter_rows():
            if isinstance(row[cell.column - 1], Cell):
                row[cell.column - 1].value = None

    reading = accepted(edited(filled(), delete))
    gone = contents(accepted(filled())).keys() - contents(reading).keys()
    assert gone == {key for key in contents(accepted(filled())) if key.endswith(".losses")}
    assert reading.notes == note(removed="#losses")


def test_rows_and_copies_that_were_added_are_named() -> None:
    def add(workbook: Workbook) -> None:
        source = box(workbook, "TT01")
        row = source.parent.max_row + 1
        source.parent.cell(row, 1).value = "TT01"
        source.parent.cell(row + 1, 1).value = "Hoàng Văn A"
        workbook.copy_worksheet(sheet_of(workbook, "D1")).title = "Nháp"

    reading = accepted(edited(filled(), add))
    layout = next(one for one in reading.notes if one.rule == "LS147")
    sheet = place("TT01").split("!")[0]
    row = int(str(layout.facts["added"]).rpartition("!A")[2].partition(",")[0])
    assert layout == note(added=f"TT01, {sheet}!A{row}, Nháp")[0]


def test_a_code_row_wiped_out_leaves_its_rows_unread_and_named() -> None:
    def wipe(workbook: Workbook) -> None:
        for cell in sheet_of(workbook, "D1")["A"]:
            if cell.value == "#code":
                cell.value = None

    reading = accepted(edited(filled(), wipe))
    texts = [key for key in contents(accepted(filled())) if key in {"D1", "D2", "D3", "D4"}]
    assert contents(accepted(filled())).keys() - contents(reading).keys() >= set(texts)
    (layout,) = reading.notes
    assert str(layout.facts["removed"]).startswith("D1")


def test_long_lists_are_cut_with_the_number_of_the_rest() -> None:
    def wipe(workbook: Workbook) -> None:
        del workbook[sheet_of(workbook, "TT01").title]

    (layout,) = accepted(edited(filled(), wipe)).notes
    removed = str(layout.facts["removed"])
    assert removed.count(", ") == 10
    assert removed.endswith(")")
    assert "… (+" in removed


def test_a_copied_column_is_named_and_read_like_a_copied_row() -> None:
    def copy(workbook: Workbook) -> None:
        cell = box(workbook, "TT01")
        sheet = sheet_of(workbook, "TT01")
        last = sheet.max_column + 1
        for row in range(1, sheet.max_row + 1):
            sheet.cell(row, last).value = sheet.cell(row, cell.column).value

    reading = accepted(edited(filled(), copy))
    assert contents(reading) == contents(accepted(filled()))
    assert [one.rule for one in reading.notes] == ["LS147", "LS145"]
    assert reading.notes[:1] == note(added="#value")


def test_a_column_nobody_reads_may_go_but_is_named() -> None:
    def delete(workbook: Workbook) -> None:
        for sheet in workbook.worksheets:
            for row in sheet.iter_rows():
                for cell in row:
                    if cell.value == "#rate":
                        cell.value = None

    reading = accepted(edited(filled(), delete))
    assert contents(reading) == contents(accepted(filled()))
    assert reading.notes == note(removed="#rate")
