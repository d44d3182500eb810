"""The keys of one unit's form, and the codes and words that stand for them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from lsreport.domain.observation import facet_of
from lsreport.domain.period import Period
from lsreport.domain.unit import Unit
from lsreport.excel.coded import folded
from lsreport.indicators.asks import asked_keys, derived_facets, key_of
from lsreport.indicators.plan import Plan

_COVER_SIGN = "@"
FORM_CODE_ROW = "@form"
"""Code of the cover's row with the printed form code."""
COVER_ROWS = (
    "@sending",
    "@contact",
    "@signer",
    "@paper_number",
    "@paper_date",
    "@on_behalf_by",
    "@on_behalf_from",
)
"""Codes of the cover's other rows."""


@dataclass(frozen=True, slots=True)
class FormKeys:
    """What a reader looks for in the form of one unit and period."""

    unit: str
    period: Period
    typed: tuple[str, ...]
    """Keys the unit fills in or confirms, in the order of the plan."""
    computed: tuple[str, ...]
    """Keys the form computes."""
    codes: Mapping[str, str]
    """Codes of its rows by their folded form, cover included."""
    facets: frozenset[str]
    """Columns that hold any of its keys."""
    labels: Mapping[str, str]
    """What the plan calls each code."""

    @property
    def figures(self) -> tuple[str, ...]:
        """Keys of its figures, those the form computes last."""
        return (*self.typed, *self.computed)

    @property
    def all(self) -> tuple[str, ...]:
        """Every key, those of the cover last."""
        return (*self.figures, *COVER_ROWS)

    def has_figures(self, folded_code: str) -> bool:
        """Say whether a code is that of a row of the form outside its cover."""
        return not self.codes.get(folded_code, _COVER_SIGN).startswith(_COVER_SIGN)

    def label(self, key: str) -> str:
        """Return what the form calls the row of `key`."""
        code = code_of(key)
        return self.labels.get(code, code)


def form_keys(plan: Plan, unit: Unit, period: Period, day: date) -> FormKeys:
    """Return the keys of the form of `unit` for a window that ends on `day`."""
    plan = plan.worded_on(day)
    typed = asked_keys(plan, unit, day)
    computed = tuple(
        key_of(element.code, facet)
        for element in plan.elements_of(unit, day)
        for facet in derived_facets(element)
    )
    labels = {row.code: row.label for row in plan.grids}
    labels |= {block.tick: block.tick_label for block in plan.blocks if block.tick is not None}
    labels |= {element.code: element.label for element in plan.elements.values()}
    codes = dict.fromkeys((*map(code_of, (*typed, *computed)), *COVER_ROWS, FORM_CODE_ROW))
    return FormKeys(
        unit=unit.code,
        period=period,
        typed=typed,
        computed=computed,
        codes={folded(code): code for code in codes},
        facets=frozenset(map(facet_of, (*typed, *computed))),
        labels=labels,
    )


def code_of(key: str) -> str:
    """Return the code of the row of a key: `CL_MOI@5-11` for `CL_MOI@5-11.male`."""
    return key.partition(".")[0]
