"""A sheet of the template becomes a sheet of the report: looks, links, heights and print set-up.

Each printed row looks like the row of the template it comes from. What the template says about
rows by number (frozen panes, what is printed and repeated in print, filters, tables) moves along.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from copy import copy
from dataclasses import dataclass
from typing import Any

from openpyxl.cell import Cell, MergedCell
from openpyxl.formula.translate import Translator
from openpyxl.utils.cell import coordinate_from_string
from openpyxl.worksheet.hyperlink import Hyperlink
from openpyxl.worksheet.views import Selection
from openpyxl.worksheet.worksheet import Worksheet

from lsreport.excel.styles import line_count, row_height
from lsreport.report.cell_tags import FilledRow, Value
from lsreport.report.cells import put
from lsreport.report.sheet_tables import move_tables

_DEFAULT_WIDTH = 8.43
_INDENT = 1.3
"""Characters that one step of indentation takes."""
_LEAST_WIDTH = 2.0
"""Room that text is given also in a hidden column."""
_ROWS = re.compile(r"\$?(\d+):\$?(\d+)")
_PRINTED = re.compile(r"(?:.*!)?\$?([A-Z]+)\$?\d+:\$?([A-Z]+)\$?\d+")
_RANGE = re.compile(r"\$?([A-Z]+)\$?(\d+):\$?([A-Z]+)\$?\d+")


@dataclass(frozen=True, slots=True)
class _Model:
    """One cell of the template."""

    coordinate: str
    value: object
    formula: bool
    look: Any
    """openpyxl's style array."""
    link: Hyperlink | None
    wraps: bool
    size: float
    """Font size in points."""
    width: float
    """Room for text in characters, over the columns the cell is merged with."""


@dataclass(frozen=True, slots=True)
class _Template:
    """What a sheet of the template says, read before its rows are replaced."""

    models: Mapping[int, Mapping[int, _Model]]
    """By row and column."""
    heights: Mapping[int, float]
    merges: tuple[tuple[int, int, int, int], ...]
    """First column, first row, last column, last row."""


def fill_sheet(sheet: Worksheet, rows: Sequence[FilledRow]) -> None:
    """Replace the rows of a template's sheet by the rows to print."""
    template = _read(sheet)
    for merged in list(sheet.merged_cells.ranges):
        sheet.unmerge_cells(merged.coord)
    sheet.delete_rows(1, sheet.max_row)
    sheet.row_dimensions.clear()
    for number, row in enumerate(rows, 1):
        _write_row(sheet, number, row, template)
    _merge(sheet, rows, template)
    _move_settings(sheet, rows)
    move_tables(sheet, rows)


def _read(sheet: Worksheet) -> _Template:
    widths = _widths(sheet)
    merges = tuple(sorted(one.bounds for one in sheet.merged_cells.ranges))
    last_columns = {(top, left): right for left, top, right, _bottom in merges}
    models: dict[int, dict[int, _Model]] = {}
    for number, row in enumerate(sheet.iter_rows(), 1):
        for column, cell in enumerate(row, 1):
            if isinstance(cell, Cell) and (cell.value is not None or cell.has_style):
                last = last_columns.get((number, column), column)
                width = sum(widths.get(one, _DEFAULT_WIDTH) for one in range(column, last + 1))
                models.setdefault(number, {})[column] = _model(cell, width)
    heights = {row: size.height for row, size in sheet.row_dimensions.items() if size.height}
    return _Template(models, heights, merges)


def _widths(sheet: Worksheet) -> dict[int, float]:
    """Return the width of each column; the file gives one to a range of equal columns."""
    return {
        column: size.width
        for size in sheet.column_dimensions.values()
        for column in range(size.min or 0, (size.max or 0) + 1)
        if column
    }


def _model(cell: Cell, width: float) -> _Model:
    return _Model(
        coordinate=cell.coordinate,
        value=cell.value,
        formula=cell.data_type == "f",
        look=cell._style,  # type: ignore[attr-defined]  # the stubs leave it out
        link=cell.hyperlink,
        wraps=bool(cell.alignment.wrap_text),
        size=float(cell.font.sz or 11),
        width=max(width - _INDENT * (cell.alignment.indent or 0), _LEAST_WIDTH),
    )


def _write_row(sheet: Worksheet, number: int, row: FilledRow, template: _Template) -> None:
    lines = []
    for column, model in template.models.get(row.origin, {}).items():
        cell = sheet.cell(number, column)
        if isinstance(cell, MergedCell):
            continue
        cell._style = copy(model.look)  # type: ignore[attr-defined]  # the stubs leave it out
        if column in row.values:
            put(cell, row.values[column])
        else:
            _put_constant(cell, model)
        if model.link:
            cell.hyperlink = copy(model.link)
        text = str(cell.value or "")
        lines.append((line_count(text, model.width, model.size) if model.wraps else 1, model.size))
    least = template.heights.get(row.origin, 0.0)
    sheet.row_dimensions[number].height = max(least, row_height(*lines or [(1, 11.0)]))


def _put_constant(cell: Cell, model: _Model) -> None:
    """Write what the template itself says; its formulas refer to the rows where they now stand."""
    if model.formula and isinstance(model.value, str):
        cell.value = Translator(model.value, model.coordinate).translate_formula(cell.coordinate)
    elif isinstance(model.value, str):
        put(cell, model.value)
    else:
        cell.value = model.value  # type: ignore[assignment]  # as openpyxl read it


def _merge(sheet: Worksheet, rows: Sequence[FilledRow], template: _Template) -> None:
    for left, top, right, bottom in template.merges:
        for number, row in enumerate(rows, 1):
            if row.origin == top:
                sheet.merge_cells(
                    start_row=number,
                    start_column=left,
                    end_row=number + bottom - top,
                    end_column=right,
                )


def _move_settings(sheet: Worksheet, rows: Sequence[FilledRow]) -> None:
    sheet.sheet_view.selection = [Selection(activeCell="A1", sqref="A1")]
    frozen = sheet.freeze_panes
    if frozen:
        column, row = coordinate_from_string(frozen)
        sheet.freeze_panes = f"{column}{_place(rows, row - 1) + 1 if row > 1 else 1}"
    repeated = _ROWS.fullmatch(sheet.print_title_rows or "")
    if repeated:
        first, last = (_place(rows, int(row)) for row in repeated.groups())
        sheet.print_title_rows = f"{first}:{last}"
    printed = _PRINTED.fullmatch(sheet.print_area or "")
    if printed:
        sheet.print_area = f"{printed[1]}1:{printed[2]}{len(rows)}"
    filtered = _RANGE.fullmatch(sheet.auto_filter.ref or "")
    if filtered:
        left, top, right = filtered.groups()
        sheet.auto_filter.ref = f"{left}{_place(rows, int(top))}:{right}{len(rows)}"


def _place(rows: Sequence[FilledRow], origin: int) -> int:
    """Return where a row of the template is printed first, or the row above it where it is not."""
    places = [number for number, row in enumerate(rows, 1) if row.origin <= origin]
    exact = [number for number in places if rows[number - 1].origin == origin]
    return exact[0] if exact else places[-1] if places else 1


def place_of(rows: Sequence[FilledRow], value: Value) -> tuple[int, int] | None:
    """Return row and column where this very value is printed, None where it is not."""
    for number, row in enumerate(rows, 1):
        for column, printed in row.values.items():
            if printed is value:
                return number, column
    return None
