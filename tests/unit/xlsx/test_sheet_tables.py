"""Tables follow their rows from the template to the report, and are never left damaged."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from openpyxl import Workbook
from openpyxl.worksheet.filters import AutoFilter
from openpyxl.worksheet.table import Table
from openpyxl.worksheet.worksheet import Worksheet

from lsreport.report.cell_tags import FilledRow
from lsreport.report.sheet_tables import move_tables

ROWS = (1, 3, 5, 5, 5)
"""A title, the heads from row 3 of the template, three rows made from its row 5."""


def moved(heads: Sequence[object], rows: Sequence[int] = ROWS) -> Worksheet:
    """Return a sheet whose table stood in B3:C5 of the template, with its heads now printed."""
    sheet = Workbook().worksheets[0]
    for column, head in enumerate(heads, 2):
        sheet.cell(2, column, head)  # type: ignore[arg-type]  # what an office may put there
    table = Table(name="Bang_1", displayName="Bang_1", ref="B3:C5")
    table.autoFilter = AutoFilter(ref="B3:C5")
    sheet.add_table(table)
    move_tables(sheet, [FilledRow(row) for row in rows])
    return sheet


def test_a_table_covers_all_rows_made_from_its_rows() -> None:
    sheet = moved(("Mã", "Số"))
    table = sheet.tables["Bang_1"]
    assert table.ref == table.autoFilter.ref == "B2:C5"
    assert table.column_names == ["Mã", "Số"]


def test_a_line_end_in_a_head_is_written_as_excel_does() -> None:
    assert moved(("Mã", "Số\nđơn vị")).tables["Bang_1"].column_names == ["Mã", "Số_x000a_đơn vị"]


def test_a_row_below_the_table_is_no_part_of_it() -> None:
    assert moved(("Mã", "Số"), (*ROWS, 8)).tables["Bang_1"].ref == "B2:C5"


@pytest.mark.parametrize("rows", [(1, 8), (1, 3, 8), (1, 5, 5)])
def test_without_its_heads_or_any_row_it_is_no_table(rows: tuple[int, ...]) -> None:
    assert not moved(("Mã", "Số"), rows).tables


@pytest.mark.parametrize("heads", [("Mã", "mã"), ("Mã", None), ("Mã", 5), ("Mã", "")])
def test_heads_that_excel_would_call_damaged_leave_plain_cells(heads: Sequence[object]) -> None:
    assert not moved(heads).tables
