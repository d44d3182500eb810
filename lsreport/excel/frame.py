"""The frame of a form: its sheets, tables, rows and columns, and the fingerprint taken over them.

The writer draws it, and the fingerprint tells whether a form that came back still has the rows and
columns it was issued with. Readers never look at positions: they find a figure by its row code and
its column code.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from lsreport.domain.period import Period
from lsreport.domain.unit import Unit
from lsreport.excel.identity import Identity
from lsreport.indicators.asks import key_of
from lsreport.indicators.calendar import Due
from lsreport.indicators.plan import Choice, Element, Sheet

CODE_COLUMN = 0
"""Column of the row codes, from 0."""
LABEL_COLUMN = 1
CODE_TOKEN = "#code"  # noqa: S105 - a word of the code row, nothing secret


class TableKind(StrEnum):
    """How a table is drawn; it fixes which columns it may have."""

    COVER = "cover"
    COVERAGE = "coverage"
    FIGURES = "figures"
    TEXTS = "texts"


COLUMNS = {
    TableKind.COVER: ("value",),
    TableKind.COVERAGE: (
        "total",
        "base",
        "gains",
        "losses",
        "covered",
        "reached",
        "basis",
        "rate",
        "case",
        "reason",
    ),
    TableKind.FIGURES: ("value", "male", "female"),
    TableKind.TEXTS: ("value",),
}
"""Facets a table may have, in the order of its columns; a form leaves out what no row needs."""


class RowKind(StrEnum):
    """What a row of a table is."""

    COVER = "cover"
    TICK = "tick"
    FIGURE = "figure"
    GRID = "grid"
    SUM = "sum"
    """Adds up the grid rows below it; it has no code and is never read."""


@dataclass(frozen=True, slots=True)
class FormRow:
    """One row of a table."""

    kind: RowKind
    code: str
    """What stands in the code column; empty for a sum."""
    label: str
    line: int
    """Row of the sheet, from 0."""
    inputs: tuple[str, ...] = ()
    """Facets the unit types or confirms."""
    formulas: tuple[str, ...] = ()
    """Facets the form computes."""
    element: Element | None = None
    """Data element it reports or, for a grid row or sum, breaks down."""
    choices: tuple[Choice, ...] = ()
    """Answers of its choice facet: `value`, or `basis` of a reach row."""
    clause: str = ""

    @property
    def keys(self) -> tuple[str, ...]:
        """Keys of its input cells."""
        return tuple(key_of(self.code, facet) for facet in self.inputs)


@dataclass(frozen=True, slots=True)
class Group:
    """The rows of one block under its title."""

    title: str
    note: str
    line: int
    """Row of the title, from 0."""
    rows: tuple[FormRow, ...]

    @property
    def tick(self) -> FormRow | None:
        """The row whose tick settles the group, None if it has none."""
        return next((row for row in self.rows if row.kind is RowKind.TICK), None)


@dataclass(frozen=True, slots=True)
class Table:
    """Groups under one heading and one code row."""

    kind: TableKind
    facets: tuple[str, ...]
    """Facet of each column, from `first_column` on."""
    first_column: int
    header_line: int
    """Row of the headings, from 0; the rows with column numbers and codes follow it."""
    groups: tuple[Group, ...]

    @property
    def code_line(self) -> int:
        """Row of the code row, from 0: the cover has no other heading."""
        return self.header_line if self.kind is TableKind.COVER else self.header_line + 2

    @property
    def rows(self) -> Iterator[FormRow]:
        """Every row, from top to bottom."""
        return (row for group in self.groups for row in group.rows)

    @property
    def tokens(self) -> tuple[str, ...]:
        """Texts of the code row, from left to right."""
        return (CODE_TOKEN, *(f"#{facet}" for facet in self.facets))

    def column(self, facet: str) -> int:
        """Return the column of `facet`, from 0."""
        return self.first_column + self.facets.index(facet)


@dataclass(frozen=True, slots=True)
class FormSheet:
    """One sheet of the form."""

    sheet: Sheet
    tables: tuple[Table, ...]

    @property
    def after_columns(self) -> int:
        """First column right of the figures of every table: check, clause and notes."""
        return max(table.first_column + len(table.facets) for table in self.tables)

    @property
    def last_line(self) -> int:
        """Last row that a table uses, from 0."""
        return max(row.line for table in self.tables for row in table.rows)


@dataclass(frozen=True, slots=True)
class Layout:
    """The whole form."""

    identity: Identity
    unit: Unit
    issuer: str
    """Name of the office that collects the returns of the period."""
    period: Period
    window: tuple[date, date]
    due: Due
    sheets: tuple[FormSheet, ...]
    """In the order of the tabs; the guide has no tables."""


@dataclass(frozen=True, slots=True)
class Box:
    """An input cell."""

    key: str
    sheet: str
    """Name of the sheet as issued."""
    line: int
    column: int
    row: FormRow


def boxes(layout: Layout) -> Iterator[Box]:
    """Yield every input cell, cover included, from the first sheet to the last."""
    for form_sheet in layout.sheets:
        for table in form_sheet.tables:
            for row in table.rows:
                for key, facet in zip(row.keys, row.inputs, strict=True):
                    column = table.column(facet)
                    yield Box(key, form_sheet.sheet.title, row.line, column, row)


Skeleton = tuple[tuple[tuple[str, ...], ...], ...]
"""Per sheet with tables, its lines from top to bottom: the texts of a code row, or a row code."""


def skeleton(layout: Layout) -> Skeleton:
    """Return what the fingerprint is taken over; names of sheets are not part of it."""
    return tuple(
        tuple(line for table in form_sheet.tables for line in _lines(table))
        for form_sheet in layout.sheets
        if form_sheet.tables
    )


def fingerprint(layout: Layout) -> str:
    """Return the sha256 over sheet order, row codes and code rows."""
    return fingerprint_of(skeleton(layout))


def fingerprint_of(bones: Skeleton) -> str:
    """Return the sha256 of a skeleton, whether issued or found in a workbook."""
    text = "\x1d".join("\x1e".join(map("\x1f".join, sheet)) for sheet in bones)
    return hashlib.sha256(text.encode()).hexdigest()


def _lines(table: Table) -> Iterator[tuple[str, ...]]:
    yield table.tokens
    for row in table.rows:
        if row.code:
            yield (row.code,)
