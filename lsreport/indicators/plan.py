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

Measure = Literal["stock", "flow", "cumulative", "reach", "attendance", "fact", "text"]
"""stock at window end · flow in the window · cumulative distinct since 13 Sep 2021 and still in
scope · reach in the year so far · attendance (lượt) · fact (a choice) · text."""
ValueType = Literal["count", "money", "choice", "text", "date"]
Kind = Literal["coverage", "count_is_zero", "share", "issued"]
Overall = Literal["single", "total", "all_lines", "line"]


class Data(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """Base of every structure read from a plan file: unknown fields are errors."""


class Dated(Data, frozen=True, kw_only=True):
    """An entry that holds from a day, until a day or for good."""

    since: date | None = msgspec.field(name="from", default=None)
    """First day; None since the plan began."""
    until: date | None = None
    """Last day; None while it stands."""

    def holds(self, day: date) -> bool:
        """Say whether the entry is in force on `day`."""
        started = self.since is None or self.since <= day
        return started and (self.until is None or day <= self.until)


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
    choices: tuple[Choice, ...] = ()
    definition: str = ""
    """What counts and what does not, as printed in the instructions."""


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
    note: str = ""


class Indicator(Formula, frozen=True, kw_only=True):
    """A definition: clause, kind, lines, targets and the reason for every reading of the plan."""

    code: str
    clause: str
    name: str
    group: str
    """Heading it is listed under."""
    kind: Kind
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


class FormVersion(Dated, frozen=True, kw_only=True):
    """A version of the form, with the window ends it is issued for."""

    id: str
    note: str = ""


class Holiday(Data, frozen=True, kw_only=True):
    """Public holidays on given days: a due date on one moves to the next working day."""

    name: str
    days: tuple[date, ...]


class YearlyHoliday(Data, frozen=True, kw_only=True):
    """A public holiday of every year, `MM-DD`."""

    name: str
    day: str


class Onward(Data, frozen=True, kw_only=True):
    """What the office itself owes: to whom, and by which `MM-DD` of the year."""

    to: Literal["province", "ministry"]
    name: str
    due_half: str
    due_year: str
    source: str


class Window(Data, frozen=True, kw_only=True):
    """The data window of one period that the general rule does not give."""

    period: str
    start: date
    end: date
    source: str


class JoinedYear(Data, frozen=True, kw_only=True):
    """A year that two sets of units share: the flows of both are added, each for its own part."""

    period: str
    """The year, such as `2025`."""
    earlier: str
    """Period whose returns are the part of the units that ended in it."""
    roles: tuple[str, ...]
    """Whose units ended and began; the others report the whole year themselves."""
    indicators: tuple[str, ...]
    """Indicators of which the ended units stay owners."""
    opening: tuple[str, ...] = ()
    """Keys of the state at the opening of the year: only the ended units' are added."""
    clause: str
    reason: str = ""


class Comparable(Data, frozen=True, kw_only=True):
    """Former units whose areas only together are those of the units their codes passed to."""

    former: tuple[str, ...]
    name: str
    """What a table calls them together."""
    reason: str


class Calendar(Data, frozen=True, kw_only=True):
    """Windows and due dates; months and days are `MM-DD` of the year, or of the year before."""

    first_period: str
    window_start: str
    """`MM-DD` of the year before."""
    window_end_half: str
    window_end_year: str
    due_half: str
    due_year: str
    clause_windows: str
    """Source of the windows: a law, or a decision of the province."""
    clause_due: str
    """Clause of the plan that sets the due dates."""
    clause_moves: str
    """Source of the move to the next working day."""
    windows: tuple[Window, ...] = msgspec.field(name="window", default=())
    joined: tuple[JoinedYear, ...] = ()
    holidays: tuple[Holiday, ...] = msgspec.field(name="holiday", default=())
    """Public holidays by day; weekends need no entry."""
    yearly_holidays: tuple[YearlyHoliday, ...] = msgspec.field(name="yearly_holiday", default=())
    onward: tuple[Onward, ...] = ()
    paper_years: tuple[int, ...] = ()
    """Years whose returns came on paper only: their figures come from one import sheet."""


class CrossCheck(Dated, frozen=True, kw_only=True):
    """Figures of two reporters on the same thing; compared or shown, never added."""

    code: str
    name: str
    left: tuple[str, ...]
    """Keys added on one side, over the units that play its roles."""
    left_roles: tuple[str, ...]
    right: tuple[str, ...]
    right_roles: tuple[str, ...]
    clause: str
    note: str = ""


class Thresholds(Data, frozen=True, kw_only=True):
    """Numbers the checks, bounds and reports use. Shares are decimals as text, to stay exact."""

    largest_count: int
    """A count above it is a typing error."""
    largest_money: int
    """In thousand đồng: an amount above it is a typing error."""
    unusual_money: int
    """In thousand đồng: a unit's amount above it is asked about."""
    money_move_from: int
    """In thousand đồng: amounts below it may move freely."""
    cumulative_fall: str
    """Share a cumulative figure may fall by without a reason."""
    carry_margin: str
    """Share added to a carried denominator, such as `0.10`."""
    flow_sigmas: int
    """A flow is asked about beyond this many √(m+1) from the mean m …"""
    flow_share: str
    """… and beyond this share of it."""
    flow_periods: int
    """Fewest earlier periods of the same kind a mean is taken of."""
    attendance_factor: int
    """Attendances are asked about beyond this multiple, or this fraction, of the mean …"""
    attendance_from: int
    """… when either is at least this many."""
    half_figures: int
    """Fewest figures of a first half that a year is compared with as a whole …"""
    half_share: str
    """… and the share of them above the year's beyond which it is asked about."""
    slip_from: int
    """Values below it cannot show a slipped digit."""
    slip_tolerance: str
    """How near |log₁₀ ratio| must be to a whole power of ten."""
    fence: str
    """Interquartile ranges beyond the quartiles (Tukey)."""
    fence_units: int
    """Fewest units a fence is drawn for."""
    fence_denominator: int
    """Smallest denominator of a ratio inside the fence."""
    modified_z: str
    """Largest modified z-score over units."""
    modified_z_units: int
    """Fewest units a modified z-score is computed for."""
    same_level_rows: int
    """Rows of a form that sit exactly on their level before it is asked about."""
    at_risk_share: str
    """Share of the children above which the number at risk is asked about."""
    equal_figures: int
    """Non-zero figures equal to another unit's before it is asked about …"""
    equal_share: str
    """… when they are at least this share of the figures compared …"""
    equal_from: int
    """… counting figures of at least this size."""
    denominator_move: str
    """Share a denominator may move by."""
    control_total: str
    """Share the sum of a denominator may differ from the reference table by."""
    cross_check: str
    """Share two reporters may differ by."""
    round_share: str
    """Share of figures divisible by ten above which it is asked about …"""
    round_figures: int
    """… when the form has at least this many figures …"""
    round_from: int
    """… of at least this size."""
    first_queries: int
    """Queries of a unit an analyst reads first."""
    trend_cases: int
    """Cases both periods must have before a share of them is said to fall."""
    masked_below: int
    """A unit's count of cases from 1 up to this one, excluded, prints as `*`."""
    reasons: Mapping[str, str]
    """Why each of them is what it is, by name."""


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

    def indicator(self, code: str) -> Indicator | None:
        """Return the definition of `code`, None if the plan has none."""
        return next((one for one in self.indicators if one.code == code), None)

    def indicator_elements(self) -> frozenset[str]:
        """Return the codes of the elements that a numerator or denominator names."""
        keys = (
            key
            for indicator in self.indicators
            for formula in indicator.formulas
            for key in (*formula.numerator, *formula.denominator, *formula.denominator_less)
        )
        return frozenset(element_of(key) for key in keys)

    def units_on(self, day: date) -> tuple[Unit, ...]:
        """Return the units expected on `day`, in the order of the plan."""
        return tuple(
            unit
            for unit in self.units
            if unit.valid_from <= day and (unit.valid_until is None or day <= unit.valid_until)
        )

    def elements_of(self, unit: Unit, day: date) -> Iterator[Element]:
        """Yield what the form asks `unit` for on `day`: what it owns or can cross-check."""
        for element in self.elements.values():
            if element.holds(day) and unit.plays(element.owner + element.cross_check):
                yield element
