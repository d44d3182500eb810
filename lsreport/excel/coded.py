"""Find the boxes of a form by meaning: the code of their row under the code of their column.

A *code row* holds `#code` and, in its other columns, `#total`, `#value` and so on; it rules the
rows below it until the next one. Where a row, column or sheet stands is never looked at, so all of
them may be moved, renamed, inserted and hidden.
"""

from __future__ import annotations

import unicodedata
from bisect import bisect
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import groupby
from operator import attrgetter

from lsreport.excel.guard import shown
from lsreport.ooxml.values import cell_range, column_letters
from lsreport.ooxml.workbook import Cell, CellKind, Sheet, Workbook

_SIGN = "#"
_CODES = "code"


@dataclass(frozen=True, slots=True, eq=False)
class CodedSheet:
    """What a reader of rows needs to know of their sheet."""

    name: str
    """As the unit left it, safe to show."""
    visible: bool
    cells: Mapping[tuple[int, int], Cell]
    """Cells with content by row and column, from 1."""
    merges: tuple[tuple[int, int, int, int], ...]
    """Top row, left column, bottom row, right column."""


@dataclass(frozen=True, slots=True)
class CodedRow:
    """A row that carries a code."""

    sheet: CodedSheet
    code: str
    """As written, folded by `folded`."""
    row: int
    code_col: int
    ruled_by: int
    """Number of its code row."""
    facets: tuple[tuple[str, int], ...]
    """Code, without the sign, and number of the columns that rule it, from the left: `total`, 4."""

    @property
    def place(self) -> str:
        """Where its code stands, such as `Bìa!A5`."""
        return f"{self.sheet.name}!{column_letters(self.code_col)}{self.row}"

    @property
    def columns(self) -> tuple[str, ...]:
        """Texts of its code row, from the left: `#code`, `#total`."""
        columns = {self.code_col: _CODES, **{col: facet for facet, col in self.facets}}
        return tuple(f"{_SIGN}{columns[col]}" for col in sorted(columns))


_Tables = Mapping[int, tuple[tuple[str, int], ...]]
"""Per column of codes, the code and number of each column that goes with it."""


def coded_rows(workbook: Workbook) -> tuple[CodedRow, ...]:
    """Return every row that carries a code, hidden sheets included, in the order of the workbook.

    A code row with several `#code` cells has tables side by side: a column goes with the nearest
    `#code` at its left, or with the first one.
    """
    return tuple(row for sheet in workbook.sheets for row in _rows_of(sheet))


def folded(code: str) -> str:
    """Return a code without the differences that typing makes: case, spaces, full width."""
    return "".join(unicodedata.normalize("NFKC", code).casefold().split())


def _rows_of(sheet: Sheet) -> Iterator[CodedRow]:
    cells = {(cell.row, cell.col): cell for cell in sheet.cells}
    merges = tuple(cell_range(merge) for merge in sheet.merges)
    coded = CodedSheet(shown(sheet.name), sheet.visible, cells, merges)
    tables: _Tables = {}
    ruled_by = 0
    for row, across in groupby(sheet.cells, key=attrgetter("row")):
        line = tuple(across)
        ruling = _tables(line)
        if ruling:
            tables, ruled_by = ruling, row
            continue
        for cell in line:
            if cell.col in tables and (code := folded(cell.text)):
                yield CodedRow(coded, code, row, cell.col, ruled_by, tables[cell.col])


def _tables(line: Iterable[Cell]) -> _Tables:
    """Return the tables that a row of cells declares, none when it is no code row."""
    tokens = {
        cell.col: folded(cell.text).removeprefix(_SIGN)
        for cell in line
        if cell.kind is CellKind.TEXT and cell.text.lstrip().startswith(_SIGN)
    }
    starts = sorted(col for col, token in tokens.items() if token == _CODES)
    tables: dict[int, tuple[tuple[str, int], ...]] = dict.fromkeys(starts, ())
    for col, token in tokens.items():
        if starts and token != _CODES:
            tables[starts[max(bisect(starts, col) - 1, 0)]] += ((token, col),)
    return tables
