"""What units do to a workbook besides filling it in: rename a sheet, put rows of their own in."""

from __future__ import annotations

import re
from collections.abc import Iterable

from openpyxl import Workbook
from openpyxl.formatting.formatting import ConditionalFormattingList
from openpyxl.worksheet.cell_range import CellRange, MultiCellRange
from openpyxl.worksheet.worksheet import Worksheet

_QUOTED = re.compile(r'("[^"]*")')
_ROW = re.compile(r"(?<![A-Za-z0-9_!'])(\$?[A-Z]{1,3}\$?)([0-9]+)(?![0-9A-Za-z_(])")
_LABEL_COLUMN = 2


def put_row_in(workbook: Workbook, code: str, remark: str) -> None:
    """Insert a row with a remark above the row of `code`, the way a spreadsheet does."""
    sheet, row = next(
        (sheet, cell.row)
        for sheet in workbook.worksheets
        for (cell,) in sheet.iter_rows(max_col=1)
        if cell.value == code
    )
    sheet.insert_rows(row)
    for line in range(sheet.max_row, row, -1):
        sheet.row_dimensions[line].height = sheet.row_dimensions[line - 1].height
    sheet.row_dimensions[row].height = None
    _move(sheet.merged_cells.ranges, row)
    for rule in sheet.data_validations.dataValidation:
        _move(rule.sqref.ranges, row)
    _move_formats(sheet, row)
    for other in workbook.worksheets:
        _move_formulas(other, sheet.title if other is not sheet else None, row)
    sheet.cell(row, _LABEL_COLUMN, remark)


def rename_sheet(workbook: Workbook, title: str, new: str) -> None:
    """Rename a sheet; formulas that name it follow."""
    workbook[title].title = new
    for sheet in workbook.worksheets:
        for cell in (cell for row in sheet.iter_rows() for cell in row if cell.data_type == "f"):
            cell.value = str(cell.value).replace(f"'{title}'!", f"'{new}'!")


def _move(ranges: Iterable[CellRange], row: int) -> None:
    for one in list(ranges):
        if one.min_row >= row:
            one.shift(row_shift=1)
        elif one.max_row >= row:
            one.expand(down=1)


def _move_formats(sheet: Worksheet, row: int) -> None:
    moved = ConditionalFormattingList()
    for formatting in sheet.conditional_formatting:
        ranges = MultiCellRange(str(formatting.sqref))
        _move(ranges.ranges, row)
        for rule in formatting.rules:
            rule.formula = [_moved(formula, row) for formula in rule.formula]
            moved.add(str(ranges), rule)
    sheet.conditional_formatting = moved


def _move_formulas(sheet: Worksheet, prefix: str | None, row: int) -> None:
    """Move the references of a sheet to the rows below: its own, or those that carry a prefix."""
    named = None if prefix is None else re.compile(rf"('{re.escape(prefix)}'!)([$A-Z0-9:]+)")
    for cell in (cell for line in sheet.iter_rows() for cell in line if cell.data_type == "f"):
        formula = str(cell.value)
        if named is None:
            cell.value = _moved(formula, row)
        else:
            cell.value = named.sub(lambda one: one[1] + _moved(one[2], row), formula)


def _moved(formula: str, row: int) -> str:
    parts = _QUOTED.split(formula)
    parts[::2] = [_ROW.sub(lambda one: _next_row(one, row), part) for part in parts[::2]]
    return "".join(parts)


def _next_row(reference: re.Match[str], row: int) -> str:
    line = int(reference[2])
    return f"{reference[1]}{line + (line >= row)}"
