"""Whether a plan holds together: every name that is used is defined, once, for its days."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from lsreport.domain.unit import Unit
from lsreport.i18n import _
from lsreport.indicators.asks import derived_facets, input_facets, key_of
from lsreport.indicators.compared import CrossCheck
from lsreport.indicators.faults import (
    Faults,
    backwards,
    clauses,
    decimal,
    empty,
    month_day,
    no_period,
    overlaps,
    repeated,
    spans_of,
    twice,
    unknown,
    wordings,
)
from lsreport.indicators.plan import Benchmark, Element, Indicator, Plan
from lsreport.indicators.tables import Entry

EVERY = "every"
"""The role every unit plays."""


def require_sound(plan: Plan, written: Mapping[str, str]) -> None:
    """Check a plan as a whole; `written` is the file each element stands in.

    Raises:
        ConfigurationError: a code stands twice, days run backwards or overlap, a number is no
            decimal, or something is named that is nowhere defined.
    """
    names = _Names(plan)
    for fault in (
        *_heads(plan),
        *_forms(plan),
        *_elements(plan, names, written),
        *_indicators(plan, names),
        *_units(plan, names),
        *_calendar(plan, names),
        *_cross_checks(plan, names),
        *_thresholds(plan),
    ):
        raise fault


class _Names:
    """What entries of a plan may name."""

    def __init__(self, plan: Plan) -> None:
        self.keys = {
            key_of(element.code, facet)
            for element in plan.elements.values()
            for facet in (*input_facets(element), *derived_facets(element))
        }
        self.played_roles = {EVERY, *(role for unit in plan.units for role in unit.roles)}
        self.asked_roles = {
            role for one in plan.elements.values() for role in one.owner + one.cross_check
        }
        self.choices = {one.code for one in plan.elements.values() if one.choices}
        self.units = {unit.code for unit in plan.units}
        self.indicators = {indicator.code for indicator in plan.indicators}


def _heads(plan: Plan) -> Faults:
    entry = Entry("plan.toml", "plan", plan.id)
    yield from empty(entry, id=plan.id, title=plan.title, number=plan.number)
    for clause, text in plan.clauses.items():
        yield from empty(Entry("plan.toml", "clauses", clause), text=text)


def _forms(plan: Plan) -> Faults:
    file = "forms.toml"
    sheets = [sheet.code for sheet in plan.sheets]
    grids = {block.code for block in plan.blocks if block.layout == "grid"}
    ticks = [block.tick for block in plan.blocks if block.tick is not None]
    yield from twice(file, "sheet", sheets)
    yield from twice(file, "block", (block.code for block in plan.blocks))
    yield from repeated(Entry(file, "block"), "tick", (*plan.elements, *ticks))
    yield from twice(file, "grid", (row.code for row in plan.grids))
    yield from twice(file, "form_version", (version.id for version in plan.form_versions))
    yield from twice(file, "basis", (basis.value for basis in plan.bases))
    for block in plan.blocks:
        entry = Entry(file, "block", block.code)
        yield from unknown(entry, "sheet", [block.sheet], sheets)
        yield from clauses(entry, block.clause, plan.clauses)
        yield from backwards(entry, block.since, block.until)
        if block.tick is not None:
            yield from empty(entry, tick_label=block.tick_label)
        yield from wordings(entry, block, block.wording)
    for row in plan.grids:
        entry = Entry(file, "grid", row.code)
        yield from unknown(entry, "block", [row.block], grids)
        yield from unknown(entry, "elements", [row.element], plan.elements)
    for version in plan.form_versions:
        entry = Entry(file, "form_version", version.id)
        yield from backwards(entry, version.since, version.until)
    spans = spans_of(plan.form_versions)
    yield from overlaps(Entry(file, "form_version"), "form_version", spans)


def _elements(plan: Plan, names: _Names, written: Mapping[str, str]) -> Faults:
    blocks = {block.code for block in plan.blocks}
    for element in plan.elements.values():
        entry = Entry(written[element.code], "element", element.code)
        yield from empty(entry, label=element.label)
        yield from clauses(entry, element.clause, plan.clauses)
        yield from backwards(entry, element.since, element.until)
        yield from wordings(entry, element, element.wording)
        yield from unknown(entry, "block", [element.block], blocks)
        yield from unknown(entry, "owner", element.owner, names.played_roles)
        yield from unknown(entry, "cross_check", element.cross_check, names.played_roles)
        yield from unknown(entry, "subset_of", element.subset_of, names.keys)
        yield from unknown(entry, "parts", element.parts, plan.elements)
        needed = [element.needed_with] if element.needed_with is not None else []
        yield from unknown(entry, "needed_with", needed, names.choices)
        added = [code.removeprefix("-") for code in element.formula]
        yield from unknown(entry, "formula", added, plan.elements)
        yield from repeated(entry, "choices", (choice.value for choice in element.choices))
        yield from _base(entry, plan, element)


def _base(entry: Entry, plan: Plan, element: Element) -> Faults:
    """Yield a fault where a coverage row has no total of its own, nor that of another row."""
    if element.total_of is not None:
        totals = {one.code for one in plan.elements.values() if one.has_total}
        yield from unknown(entry, "total_of", [element.total_of], totals)
    if element.has_total == (element.total_of is not None) and element.measure in {
        "cumulative",
        "reach",
    }:
        yield entry.fault(
            _("{file}, {entry}: a coverage row needs either has_total or total_of. Give it one.")
        )
    if (element.value_type == "choice") != bool(element.choices):
        yield entry.fault(
            _("{file}, {entry}: choices go with value_type choice. Give both, or none.")
        )


def _indicators(plan: Plan, names: _Names) -> Faults:
    yield from twice("indicators.toml", "indicator", (one.code for one in plan.indicators))
    for indicator in plan.indicators:
        entry = Entry("indicators.toml", "indicator", indicator.code)
        yield from empty(entry, name=indicator.name, reason=indicator.reason)
        yield from clauses(entry, indicator.clause, plan.clauses)
        yield from _formulas(entry, plan, names, indicator)
        yield from _levels(entry, indicator)
        reviewed = [indicator.reviewed] if indicator.reviewed else []
        yield from unknown(entry, "reviewed", reviewed, names.keys)
        yield from unknown(entry, "suspicions", indicator.suspicions, names.keys)


def _formulas(entry: Entry, plan: Plan, names: _Names, indicator: Indicator) -> Faults:
    """Yield what is wrong with lines, numerators and denominators."""
    lines = [line.code for line in indicator.lines]
    yield from repeated(entry, "line", lines)
    if bool(lines) == (indicator.overall == "single") or (lines and indicator.numerator):
        yield entry.fault(
            _(
                "{file}, {entry}: either numerator and denominator stand in it, with overall = "
                '"single", or lines with another overall. Correct it.'
            )
        )
    if (indicator.overall == "line") != (indicator.judged_line is not None):
        yield entry.fault(
            _('{file}, {entry}: judged_line goes with overall = "line". Give both, or none.')
        )
    judged = [indicator.judged_line] if indicator.judged_line else []
    yield from unknown(entry, "judged_line", judged, lines)
    owned = {one.code for one in plan.elements.values() if one.owner}
    for formula in indicator.formulas:
        if not formula.numerator:
            yield entry.fault(
                _("{file}, {entry}: the key {key} is missing. Add it."), key="numerator"
            )
        yield from unknown(entry, "numerator", formula.numerator, names.keys)
        yield from unknown(entry, "denominator", formula.denominator, names.keys)
        yield from unknown(entry, "denominator_less", formula.denominator_less, names.keys)
    for code in sorted(plan.indicator_elements() & plan.elements.keys() - owned):
        yield entry.fault(
            _("{file}, {entry}: no role owns {element}, which it counts. Name its owner."),
            element=code,
        )


def _levels(entry: Entry, indicator: Indicator) -> Faults:
    """Yield what is wrong with targets and benchmarks."""
    for target in indicator.target:
        yield from backwards(entry, target.since, target.until)
        yield from decimal(entry, "target.value", target.value)
        yield from empty(entry, words=target.words, source=target.source)
    yield from overlaps(entry, "target", spans_of(indicator.target))
    lines = [line.code for line in indicator.lines]
    by_line: dict[str | None, list[Benchmark]] = {}
    for benchmark in indicator.benchmark:
        yield from backwards(entry, benchmark.since, benchmark.until)
        yield from decimal(entry, "benchmark.value", benchmark.value)
        yield from unknown(entry, "benchmark.line", filter(None, [benchmark.line]), lines)
        by_line.setdefault(benchmark.line, []).append(benchmark)
    for same in by_line.values():
        yield from overlaps(entry, "benchmark", spans_of(same))


def _units(plan: Plan, names: _Names) -> Faults:
    by_code: dict[str, list[Unit]] = {}
    for unit in plan.units:
        entry = Entry("units.toml", "unit", unit.code)
        yield from empty(entry, name=unit.name)
        yield from backwards(entry, unit.valid_from, unit.valid_until)
        yield from unknown(entry, "roles", unit.roles, names.asked_roles)
        yield from unknown(entry, "clauses", unit.clauses, plan.clauses)
        yield from unknown(entry, "predecessors", unit.predecessors, names.units)
        yield from unknown(entry, "takes_over", unit.takes_over, plan.elements)
        yield from unknown(entry, "former", (unit.former,) if unit.former else (), names.units)
        by_code.setdefault(unit.code, []).append(unit)
    for code, same in by_code.items():
        spans = [(unit.valid_from, unit.valid_until) for unit in same]
        yield from overlaps(Entry("units.toml", "unit", code), "unit", spans)


def _calendar(plan: Plan, names: _Names) -> Faults:
    calendar = plan.calendar
    entry = Entry("calendar.toml", "calendar")
    yield from no_period(entry, "first_period", calendar.first_period)
    yield from clauses(entry, calendar.clause_due, plan.clauses)
    for key in ("window_start", "window_end_half", "window_end_year", "due_half", "due_year"):
        yield from month_day(entry, key, getattr(calendar, key))
    for holiday in calendar.yearly_holidays:
        yield from month_day(Entry(entry.file, "yearly_holiday", holiday.name), "day", holiday.day)
    for to in calendar.onward:
        yield from month_day(Entry(entry.file, "onward", to.name), "due_half", to.due_half)
        yield from month_day(Entry(entry.file, "onward", to.name), "due_year", to.due_year)
    yield from twice(entry.file, "paper_years", calendar.paper_years)
    for year in calendar.paper_years:
        if str(year) < calendar.first_period[:4]:
            yield entry.fault(
                _(
                    "{file}, {entry}: paper_years names {year}, but the first period is {first}. "
                    "Correct the year."
                ),
                year=str(year),
                first=calendar.first_period,
            )
    yield from twice(entry.file, "window", (window.period for window in calendar.windows))
    for window in calendar.windows:
        own = Entry(entry.file, "window", window.period)
        yield from no_period(own, "period", window.period)
        yield from backwards(own, window.start, window.end)
        yield from empty(own, source=window.source)
    for joined in calendar.joined:
        own = Entry(entry.file, "joined", joined.period)
        yield from no_period(own, "period", joined.period)
        yield from no_period(own, "earlier", joined.earlier)
        yield from clauses(own, joined.clause, plan.clauses)
        yield from unknown(own, "roles", joined.roles, names.played_roles)
        yield from unknown(own, "indicators", joined.indicators, names.indicators)
        yield from unknown(own, "opening", joined.opening, names.keys)
    for handover in calendar.handovers:
        own = Entry(entry.file, "handover", handover.closing)
        yield from no_period(own, "closing", handover.closing)
        yield from no_period(own, "reached", handover.reached)
        yield from clauses(own, handover.clause, plan.clauses)


def _cross_checks(plan: Plan, names: _Names) -> Faults:
    tables: Sequence[tuple[str, tuple[CrossCheck, ...]]] = (
        ("cross_check", plan.cross_checks),
        ("side_by_side", plan.side_by_side),
    )
    for table, pairs in tables:
        yield from twice("cross_checks.toml", table, (pair.code for pair in pairs))
        for pair in pairs:
            entry = Entry("cross_checks.toml", table, pair.code)
            yield from clauses(entry, pair.clause, plan.clauses)
            yield from backwards(entry, pair.since, pair.until)
            yield from wordings(entry, pair, pair.wording)
            yield from unknown(entry, "left", pair.left, names.keys)
            yield from unknown(entry, "right", pair.right, names.keys)
            yield from unknown(entry, "left_roles", pair.left_roles, names.played_roles)
            yield from unknown(entry, "right_roles", pair.right_roles, names.played_roles)


def _thresholds(plan: Plan) -> Faults:
    for name, reason in plan.thresholds.reasons.items():
        entry = Entry("thresholds.toml", "threshold", name)
        yield from empty(entry, reason=reason)
        value = getattr(plan.thresholds, name)
        if isinstance(value, str):
            yield from decimal(entry, "value", value)
