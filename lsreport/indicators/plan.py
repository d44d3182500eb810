"""The plan as data: what the files of a plan folder say, as frozen structures.

Every entry that can change carries the days it holds from and until, and the clause it comes from.
Kinds, measures and facets are closed vocabularies: what they mean is code, never an expression.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from fractions import Fraction
from typing import Literal

import msgspec

from lsreport.domain.observation import element_of
from lsreport.domain.unit import Unit
from lsreport.indicators.compared import Comparable, CrossCheck
from lsreport.indicators.dated import BlockWording, Data, Dated, ElementWording, worded
from lsreport.indicators.thresholds import Thresholds
from lsreport.indicators.timetable import Calendar, FormVersion

Measure = Literal["stock", "flow", "cumulative", "reach", "attendance", "fact", "text"]
"""stock at window end · flow in the window · cumulative distinct since 13 Sep 2021 and still in
scope · reach in the year so far · attendance (lượt) · fact (a choice) · text."""
ValueType = Literal["count", "money", "choice", "text", "date"]
Kind = Literal["coverage", "count_is_zero", "share", "issued"]
Overall = Literal["single", "total", "all_lines", "line"]


class Choice(Data, frozen=True, kw_only=True):
    """One answer of a choice element."""

    value: int
    label: str
    counts: bool = False
    """Whether an indicator of kind `issued` counts the answer (P2: own plan, or within another)."""


class Element(Dated, frozen=True, kw_only=True):
    """A data element: one row of the form."""

    code: str
    label: str
    block: str
    """Block of the form it stands in."""
    clause: str
    measure: Measure
    value_type: ValueType = "count"
    counted_in: str = ""
    """Counting unit as printed: người, trẻ em, cuộc, triệu đồng."""
    owner: tuple[str, ...] = ()
    """Roles of the units of record: the only ones whose figures are added."""
    cross_check: tuple[str, ...] = ()
    """Roles that report it for comparison only (đối chiếu): shown, never added."""
    has_total: bool = False
    """Whether the row asks for Tổng số tại ngày chốt (facet `total`)."""
    total_of: str | None = None
    """Element whose `total` is this row's base when it has none of its own (HTX_T: HTX)."""
    may_be_zero: bool = True
    """Whether the row's total may be an explicit zero."""
    may_be_na: bool = False
    """Whether the row's total may be declared not applicable."""
    carry: bool = False
    """Slow stock: its last accepted total may bound a missing one."""
    subset_of: tuple[str, ...] = ()
    """Keys whose sum it may not exceed (trong đó). A key with a facet (`DN.total`) limits the same
    facet of this row; a bare key limits its value."""
    parts: tuple[str, ...] = ()
    """Elements whose figures must add up to this one, those in force on the day (KP04)."""
    formula: tuple[str, ...] = ()
    """Elements it is the sum of, `-CODE` subtracted; the form computes it (CL_CK)."""
    optional: bool = False
    case: bool = False
    """Whether it counts children in a case, or cases of them: few of one unit are masked."""
    needed_with: str | None = None
    """Element whose counted answers make an optional row required (KH02: KH01)."""
    additive: bool = True
    """Whether figures of several owners may be added into a provincial one."""
    bulk: bool = False
    """Whether it comes by the load, as leaflets from a printer do: often a round number, and as
    far from one period to the next as attendances are."""
    choices: tuple[Choice, ...] = ()
    definition: str = ""
    """What counts and what does not, as printed in the instructions."""
    wording: tuple[ElementWording, ...] = ()
    """Its label and definition on the days of another wording."""


class GridRow(Data, frozen=True, kw_only=True):
    """A row that breaks a case element down: by age band and sex, or by sector."""

    code: str
    """`CL_MOI@5-11`: the element and the row's own code."""
    element: str
    block: str
    """Block of layout `grid` it stands in."""
    breakdown: Literal["age_sex", "sector"]
    label: str
    facets: tuple[str, ...]
    """Columns: `male` and `female`, or `value`."""


class Block(Dated, frozen=True, kw_only=True):
    """A part of the form settled together; its sheet, order and tick."""

    code: str
    title: str
    sheet: str
    """Code of the sheet."""
    layout: Literal["plan", "coverage", "cases", "grid", "activities", "money", "text"]
    tick: str | None = None
    """Code of its gate or "không phát sinh" tick; a ticked block is explicit zeros."""
    tick_label: str = ""
    clause: str = ""
    section: str = ""
    """Section of the report that lists its figures, where its clause names none (V.6: III.3)."""
    note: str = ""
    wording: tuple[BlockWording, ...] = ()
    """Its title, tick and note on the days of another wording."""


class Sheet(Data, frozen=True, kw_only=True):
    """One sheet of the form."""

    code: str
    title: str
    """Name on its tab."""
    heading: str
    kind: Literal["cover", "figures", "guide"] = "figures"
    """cover: identity and contact · guide: instructions and definitions in full."""
    note: str = ""


class Formula(Data, frozen=True, kw_only=True):
    """Numerator and denominator as lists of keys, added over the keys that an owner owns."""

    numerator: tuple[str, ...] = ()
    denominator: tuple[str, ...] = ()
    denominator_less: tuple[str, ...] = ()
    """Keys subtracted from the denominator (cases still within their time limit)."""

    @property
    def keys(self) -> tuple[str, ...]:
        """Every key it is computed from."""
        return self.numerator + self.denominator + self.denominator_less


class Line(Formula, frozen=True, kw_only=True):
    """One line of an indicator."""

    code: str
    name: str
    judged: bool = True
    """Whether the line itself has a verdict; lines under an overall total have none."""
    people: str = ""
    """What its denominator counts, as printed: trẻ em, doanh nghiệp."""


class Target(Dated, frozen=True, kw_only=True):
    """A level the plan sets, in its words."""

    op: Literal[">=", "="]
    value: str
    """Decimal share or count, as text so that it stays exact."""
    words: str
    source: str

    @property
    def level(self) -> Fraction:
        """The exact level."""
        return Fraction(self.value)


class Benchmark(Dated, frozen=True, kw_only=True):
    """A national level, printed beside the plan's for the ministry."""

    op: Literal[">=", ">", "<="]
    value: str
    """Decimal share, as text so that it stays exact."""
    words: str
    source: str
    line: str | None = None
    """Line it speaks of; None for the whole indicator."""
    comparable: bool = True
    """Whether it is measured as the indicator is; a survey of a sample is not."""
    note: str = ""


class Indicator(Formula, frozen=True, kw_only=True):
    """A definition: clause, kind, lines, targets and the reason for every reading of the plan."""

    code: str
    clause: str
    name: str
    group: str
    """Heading it is listed under."""
    kind: Kind
    short: str = ""
    """What charts and wide tables call it, its lines by their names after it; empty: its name."""
    overall: Overall = "single"
    judged_line: str | None = None
    """Line the top level repeats when `overall` is `line`."""
    lines: tuple[Line, ...] = msgspec.field(name="line", default=())
    target: tuple[Target, ...] = ()
    benchmark: tuple[Benchmark, ...] = ()
    binds: Literal["by_2025", "every_period", "none"] = "by_2025"
    """Whether the level is to be reached by 31 Dec 2025 or holds in every period."""
    people: str = ""
    """What its denominator counts, as printed: trẻ em, cán bộ, doanh nghiệp."""
    reviewed: str | None = None
    """Key that must be above zero for an owner's zero to count (1.1: RS_THON)."""
    suspicions: tuple[str, ...] = ()
    """Keys of any unit that keep a zero target open while above zero (TK05, CA08, CA10)."""
    reason: str = ""

    @property
    def formulas(self) -> tuple[Formula, ...]:
        """The lines, or the indicator itself where it has none."""
        return self.lines or (self,)

    def target_on(self, day: date) -> Target | None:
        """Return the level in force on `day`, None where the plan sets none."""
        return next((target for target in self.target if target.holds(day)), None)


class Plan(msgspec.Struct, frozen=True, kw_only=True):
    """A whole plan folder, loaded and cross-checked."""

    id: str
    title: str
    number: str
    dated: date
    digest: str
    """sha256 over the files of the folder, by name."""
    clauses: Mapping[str, str]
    """Text of each clause, as short as the report quotes it."""
    elements: Mapping[str, Element]
    grids: tuple[GridRow, ...]
    blocks: tuple[Block, ...]
    sheets: tuple[Sheet, ...]
    indicators: tuple[Indicator, ...]
    units: tuple[Unit, ...]
    comparable: tuple[Comparable, ...]
    """Former units that can be compared with those of today only together."""
    calendar: Calendar
    form_versions: tuple[FormVersion, ...]
    bases: tuple[Choice, ...]
    """How the distinct persons of a reach row may have been counted (facet `basis`)."""
    cross_checks: tuple[CrossCheck, ...]
    """Pairs compared by a rule."""
    side_by_side: tuple[CrossCheck, ...]
    """Pairs shown beside each other, compared by nobody."""
    thresholds: Thresholds
    as_written: Plan | None = None
    """The plan as its files say it, where this one is in the texts of a day."""

    def worded_on(self, day: date) -> Plan:
        """Return the plan in the texts of `day`, whatever day's texts it is in.

        What is printed or said about a period is taken from the plan in the texts of the last day
        of its window; the plan's own words (`clauses`, `target.words`) never change.
        """
        written = self.as_written or self
        return msgspec.structs.replace(
            self,
            elements={
                code: worded(one, one.wording, day) for code, one in written.elements.items()
            },
            blocks=tuple(worded(one, one.wording, day) for one in written.blocks),
            cross_checks=tuple(worded(one, one.wording, day) for one in written.cross_checks),
            side_by_side=tuple(worded(one, one.wording, day) for one in written.side_by_side),
            as_written=written,
        )

    def indicator(self, code: str) -> Indicator | None:
        """Return the definition of `code`, None if the plan has none."""
        return next((one for one in self.indicators if one.code == code), None)

    def indicator_elements(self) -> frozenset[str]:
        """Return the codes of the elements that a numerator or denominator names."""
        formulas = (formula for indicator in self.indicators for formula in indicator.formulas)
        return frozenset(element_of(key) for formula in formulas for key in formula.keys)

    def units_on(self, day: date) -> tuple[Unit, ...]:
        """Return the units expected on `day`, in the order of the plan."""
        return tuple(
            unit
            for unit in self.units
            if unit.valid_from <= day and (unit.valid_until is None or day <= unit.valid_until)
        )

    def elements_of(self, unit: Unit, day: date) -> Iterator[Element]:
        """Yield what the form asks of `unit`, in the texts of `day`: its own and cross-checks."""
        for element in self.worded_on(day).elements.values():
            if element.holds(day) and unit.plays(element.owner + element.cross_check):
                yield element
