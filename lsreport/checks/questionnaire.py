"""What a form asks of a unit, cell by cell, as the checks look at it.

Units with the same roles on the same day are asked the same, so one questionnaire serves them all.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from lsreport.domain.unit import Unit
from lsreport.i18n import Message, _
from lsreport.indicators.asks import (
    blocks_of,
    derived_facets,
    input_facets,
    key_of,
)
from lsreport.indicators.plan import Block, Element, GridRow, Plan

COLUMNS: Mapping[str, str] = {
    "total": _("total at the cut-off date"),
    "base": _("brought forward"),
    "gains": _("gains in the period"),
    "losses": _("losses in the period"),
    "covered": _("cumulative"),
    "reached": _("reached this year"),
    "basis": _("how they were counted"),
    "case": _("none, or not applicable"),
    "reason": _("reason for the losses"),
    "male": _("boys"),
    "female": _("girls"),
}
"""Source string of each column of a row that has several."""

NONE_OCCURRED = 1
NOT_APPLICABLE = 2
CASES: Mapping[int, str] = {NONE_OCCURRED: "không phát sinh", NOT_APPLICABLE: "không áp dụng"}
"""Answers of the column Trường hợp."""


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a form that asks for figures."""

    element: Element
    block: Block

    def key(self, facet: str) -> str:
        """Return the key of one of its cells."""
        return key_of(self.element.code, facet)

    @property
    def figures(self) -> tuple[str, ...]:
        """Keys a clerk types that hold counts or money, in the order of the columns."""
        if self.element.value_type not in {"count", "money"}:
            return ()
        facets = input_facets(self.element)
        return tuple(self.key(one) for one in facets if one not in {"basis", "case", "reason"})

    @property
    def total(self) -> str | None:
        """Key of what the row counts as a whole; None where another row holds its total."""
        if self.element.has_total:
            return self.key("total")
        return None if self.element.measure in {"cumulative", "reach"} else self.key("value")


@dataclass(frozen=True, slots=True)
class Asked:
    """One cell a form asks for."""

    key: str
    facet: str
    block: Block
    element: Element | None
    """None for a tick."""
    grid: GridRow | None = None
    """The row of a breakdown it stands in."""

    @property
    def label(self) -> Message | str:
        """Name as the form prints it: code and row, and column where the row has several."""
        if self.element is None:
            return self.block.tick_label or self.block.title
        row = f"{self.element.code} {self.element.label}"
        if self.grid is not None:
            row = f"{self.grid.code} {self.element.label}: {self.grid.label}"
        if self.facet == "value":
            return row
        return Message(
            _("{row}, column “{column}”"), {"row": row, "column": Message(COLUMNS[self.facet])}
        )


class Questionnaire:
    """Everything the form of units with the same roles asks for a window ending on one day."""

    def __init__(self, plan: Plan, unit: Unit, day: date) -> None:
        """Collect the rows of the form of `unit`."""
        self.plan = plan.worded_on(day)
        self.day = day
        self._blocks = tuple(blocks_of(self.plan, unit, day))

    @cached_property
    def rows(self) -> Mapping[str, Row]:
        """Rows by the code of their data element, in the order of the form."""
        return {one.code: Row(one, block) for block, rows in self._blocks for one in rows}

    @cached_property
    def ticks(self) -> Mapping[str, tuple[Row, ...]]:
        """Rows settled together, by the key of their tick."""
        return {
            block.tick: tuple(Row(one, block) for one in rows)
            for block, rows in self._blocks
            if block.tick is not None
        }

    @cached_property
    def grids(self) -> tuple[GridRow, ...]:
        """Rows that break down the case elements it asks for."""
        return tuple(row for row in self.plan.grids if row.element in self.rows)

    @cached_property
    def cells(self) -> Mapping[str, Asked]:
        """Every cell a clerk types or confirms, by key."""
        return {one.key: one for one in self._asked()}

    @cached_property
    def answers(self) -> Mapping[str, Mapping[int, str]]:
        """Answers of the columns that are questions, by facet: number and label."""
        bases = {choice.value: choice.label for choice in self.plan.bases}
        return {"case": CASES, "basis": bases}

    @cached_property
    def derived(self) -> Mapping[str, tuple[tuple[str, int], ...]]:
        """Figures the form computes: the keys they add up, with 1 or -1 for each."""
        found: dict[str, tuple[tuple[str, int], ...]] = {}
        for row in self.rows.values():
            for facet in derived_facets(row.element):
                terms = self._terms(row, facet)
                if terms:
                    found[row.key(facet)] = terms
        return found

    def label(self, key: str) -> Message | str:
        """Return the name of a cell as the form prints it."""
        return self.keys[key].label

    @cached_property
    def keys(self) -> Mapping[str, Asked]:
        """Every cell, those the form computes included, by key."""
        computed = {
            row.key(facet): Asked(row.key(facet), facet, row.block, row.element)
            for row in self.rows.values()
            for facet in derived_facets(row.element)
        }
        return {**self.cells, **computed}

    def _asked(self) -> Iterator[Asked]:
        for block, rows in self._blocks:
            if block.tick is not None:
                yield Asked(block.tick, "value", block, None)
            for element in rows:
                for facet in input_facets(element):
                    yield Asked(key_of(element.code, facet), facet, block, element)
        for row in self.grids:
            base = self.rows[row.element]
            for facet in row.facets:
                yield Asked(key_of(row.code, facet), facet, base.block, base.element, row)

    def _terms(self, row: Row, facet: str) -> tuple[tuple[str, int], ...]:
        if facet == "covered":
            return ((row.key("base"), 1), (row.key("gains"), 1), (row.key("losses"), -1))
        return tuple(
            (self.rows[code].key("value"), sign)
            for code, sign in map(_signed, row.element.formula)
            if code in self.rows
        )


class Questionnaires:
    """The questionnaires of one day, made once for all units with the same roles."""

    def __init__(self, plan: Plan, day: date) -> None:
        """Make none yet."""
        self._plan = plan
        self._day = day
        self._made: dict[tuple[str, ...], Questionnaire] = {}

    def of(self, unit: Unit) -> Questionnaire:
        """Return the questionnaire of a unit."""
        if unit.roles not in self._made:
            self._made[unit.roles] = Questionnaire(self._plan, unit, self._day)
        return self._made[unit.roles]


def amount(element: Element | None, value: int) -> Message | int:
    """Return a number as a fact of a message: money in million đồng, as the form asks for it."""
    if element is None or element.value_type != "money":
        return value
    million, thousand = divmod(abs(value), 1000)
    sign = "-" if value < 0 else ""
    if not thousand:
        return Message(_("{sign}{million} million đồng"), {"sign": sign, "million": million})
    rest = f"{thousand:03}".rstrip("0")
    facts = {"sign": sign, "million": million, "rest": rest}
    return Message(_("{sign}{million}.{rest} million đồng"), facts)


def _signed(term: str) -> tuple[str, int]:
    code = term.removeprefix("-")
    return code, 1 if code == term else -1
