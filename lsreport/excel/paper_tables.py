"""The two tables of an import sheet, found by the small codes above their columns.

`#unit #key #2021 #2022 …` rules the rows of figures, `#unit #year #document #received` those of
sources. Where a table, a row or a column stands is never looked at.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import groupby
from operator import attrgetter

from lsreport.domain.numbers import Fault, read_text
from lsreport.domain.observation import Place, Raw, RawKind
from lsreport.excel.boxes import Spot
from lsreport.excel.coded import CodedSheet, folded
from lsreport.excel.guard import shown
from lsreport.excel.identity import PROPERTY_PREFIX
from lsreport.ooxml.workbook import CellKind, Sheet, Workbook

UNIT, KEY, YEAR, DOCUMENT, RECEIVED = "unit", "key", "year", "document", "received"
KIND = "kind"
HISTORY, HANDOVER = "history", "handover"
"""What the properties of an import sheet say under `KIND`: the paper years, or a hand-over."""

_SIGN = "#"
_FIGURES = frozenset({UNIT, KEY})
_SOURCES = frozenset({UNIT, YEAR, DOCUMENT, RECEIVED})


@dataclass(frozen=True, slots=True)
class Line:
    """One row of a table."""

    sheet: CodedSheet
    row: int
    columns: Mapping[str, int]
    """Number of each column by its code, without the sign."""

    def read(self, column: str) -> Raw:
        """Return what its cell in `column` holds."""
        return Spot(column, self.sheet, self.row, self.columns[column]).read()


@dataclass(frozen=True, slots=True)
class Tables:
    """What an import sheet holds."""

    years: tuple[tuple[str, ...], ...]
    """Of each table of figures, the codes of its other columns, sorted; empty without any."""
    figures: tuple[Line, ...]
    sources: tuple[Line, ...]
    has_sources: bool
    """Whether there is a table of sources, with rows or without."""


def is_import_sheet(workbook: Workbook) -> bool:
    """Say whether a workbook is an import sheet: by its properties, else by its tables."""
    if kind_named(workbook) in {HISTORY, HANDOVER}:
        return True
    codes = (frozenset(dict(found)) for sheet in workbook.sheets for _, found in _rows(sheet))
    return any(found >= _FIGURES or found >= _SOURCES for found in codes)


def read_tables(workbook: Workbook) -> Tables:
    """Return the tables of an import sheet, in the order of the workbook."""
    years: list[tuple[str, ...]] = []
    figures: list[Line] = []
    sources: list[Line] = []
    has_sources = False
    for sheet in workbook.sheets:
        cells = {(cell.row, cell.col): cell for cell in sheet.cells}
        coded = CodedSheet(shown(sheet.name), sheet.visible, cells, ())
        lines: list[Line] | None = None
        columns: Mapping[str, int] = {}
        for row, found in _rows(sheet):
            codes = frozenset(code for code, _ in found)
            if codes >= _FIGURES:
                years.append(tuple(sorted(code for code, _ in found if code not in _FIGURES)))
                lines, columns = figures, dict(found)
            elif codes >= _SOURCES:
                has_sources = True
                lines, columns = sources, dict(found)
            elif lines is not None:
                lines.append(Line(coded, row, columns))
    return Tables(tuple(years), tuple(figures), tuple(sources), has_sources)


def says_nothing(raw: Raw) -> bool:
    """Say whether a cell is blank, or holds a dash, which is a blank too."""
    return raw.kind is RawKind.BLANK or read_text(raw).fault is Fault.DASH


def place_of(raw: Raw, file: str) -> Place:
    """Return where a cell stands."""
    return Place(file, raw.sheet, raw.cell)


def kind_named(workbook: Workbook) -> str | None:
    """Return the kind of import sheet the properties name; None where they name none."""
    return workbook.properties.get(f"{PROPERTY_PREFIX}{KIND}")


def plan_named(workbook: Workbook) -> str | None:
    """Return the id of the plan the sheet was written for; None where nothing says it."""
    return workbook.properties.get(f"{PROPERTY_PREFIX}plan")


def _rows(sheet: Sheet) -> Iterator[tuple[int, tuple[tuple[str, int], ...]]]:
    """Yield each row with content, with its column codes."""
    for row, across in groupby(sheet.cells, key=attrgetter("row")):
        found = tuple(
            (folded(cell.text)[1:], cell.col)
            for cell in across
            if cell.kind is CellKind.TEXT and cell.text.lstrip().startswith(_SIGN)
        )
        yield row, found
