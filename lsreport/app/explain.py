"""`explain`: a number back to the rule that judged it and the cells it was added from."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime

from lsreport.app.registry import indicators
from lsreport.app.workspace import Desk
from lsreport.domain.assessment import Assessment
from lsreport.domain.period import Period, Span
from lsreport.errors import NotFoundError
from lsreport.i18n import _
from lsreport.indicators.compute import compute
from lsreport.indicators.grounds import Ground, ground_of
from lsreport.indicators.outcome import Outcome
from lsreport.indicators.plan import Formula, Indicator, Line, Plan
from lsreport.indicators.traced import Trace, trace


@dataclass(frozen=True, slots=True)
class Reasoning:
    """An indicator or one of its lines: how it was computed, judged and added up."""

    indicator: Indicator
    line: Line | None
    """None for the indicator as a whole."""
    outcome: Outcome
    ground: Ground
    """What decided the verdict."""
    traces: tuple[Trace, ...]
    """The part of each owner; of an indicator with lines they stand under its lines."""
    lines: tuple[Reasoning, ...]

    @property
    def code(self) -> str:
        """`2.2`, or `2.2/6-15` for a line."""
        return f"{self.indicator.code}/{self.line.code}" if self.line else self.indicator.code

    @property
    def formula(self) -> Formula:
        """The keys it is computed from; none for a whole that has lines."""
        return self.line or self.indicator


@dataclass(frozen=True, slots=True)
class Explanation:
    """What was asked for, explained for one period."""

    plan: Plan
    """In the texts of the last day of the window."""
    period: Period
    window: tuple[date, date]
    as_of: datetime | None
    """The moment asked for, None for now."""
    assessment: Assessment
    reasoning: Reasoning
    unit: str | None
    """Code of the only unit whose part was asked for."""

    @property
    def is_gap(self) -> bool:
        """Whether nothing at all was accepted for the period."""
        return not self.assessment.periods[self.period].returns

    @property
    def has_part(self) -> bool:
        """Whether any owner's part is left: of a unit asked for, perhaps none in this year."""
        return any(True for _owner in owners_in(self.reasoning))


def explain(
    desk: Desk,
    period: Period | Span,
    code: str,
    unit: str | None = None,
    as_of: datetime | None = None,
) -> tuple[Explanation, ...]:
    """Explain an indicator (`2.2`) or a line of it (`2.2/6-15`), for each year of a span.

    `unit` leaves the part of one owner only; of a span, in some years perhaps none.

    Raises:
        NotFoundError: the plan has no such period, indicator or line, or the unit has no part in
            it.
    """
    periods = [period] if isinstance(period, Period) else list(period)
    for one in periods:
        desk.require(one)
    indicator, line = _asked(desk.plan, code)
    assessment = desk.assess_until(as_of, *periods)
    explained = tuple(
        replace(_explained(desk.plan, assessment, one, indicator, line), as_of=as_of)
        for one in periods
    )
    return explained if unit is None else _of_unit(explained, unit, code)


def _asked(plan: Plan, code: str) -> tuple[Indicator, Line | None]:
    name, slash, line = code.partition("/")
    (indicator,) = indicators(plan, name)
    if not slash:
        return indicator, None
    found = next((one for one in indicator.lines if one.code == line), None)
    if found is None and indicator.lines:
        raise NotFoundError(
            _("Indicator {code} has no line {line}. It has: {lines}."),
            code=name,
            line=line,
            lines=", ".join(f"{name}/{one.code}" for one in indicator.lines),
        )
    if found is None:
        raise NotFoundError(
            _("Indicator {code} has no lines: ask for {code}, not {given}."), code=name, given=code
        )
    return indicator, found


def _explained(
    plan: Plan, assessment: Assessment, period: Period, indicator: Indicator, line: Line | None
) -> Explanation:
    outcome = next(one for one in compute(plan, assessment, period) if one.code == indicator.code)
    reasoning = _reasoning(plan, assessment, period, indicator, outcome)
    if line is not None:
        reasoning = next(one for one in reasoning.lines if one.line is line)
    window = assessment.periods[period].window
    worded = plan.worded_on(window[1])
    return Explanation(worded, period, window, None, assessment, reasoning, None)


def _reasoning(
    plan: Plan, assessment: Assessment, period: Period, indicator: Indicator, outcome: Outcome
) -> Reasoning:
    def of(one: Outcome, formula: Formula) -> tuple[Trace, ...]:
        return trace(plan, assessment, period, indicator, one, formula)

    lines = tuple(
        Reasoning(indicator, line, of_line, ground_of(indicator, of_line), of(of_line, line), ())
        for line, of_line in zip(indicator.lines, outcome.lines, strict=True)
    )
    traces = () if lines else of(outcome, indicator)
    return Reasoning(indicator, None, outcome, ground_of(indicator, outcome), traces, lines)


def _of_unit(explained: tuple[Explanation, ...], unit: str, code: str) -> tuple[Explanation, ...]:
    """Return what is explained with the part of one unit only.

    Raises:
        NotFoundError: it has no part in any period.
    """
    owners = dict.fromkeys(owner for one in explained for owner in owners_in(one.reasoning))
    if unit not in owners:
        raise NotFoundError(
            _("Unit {unit} has no part in {code}. Its figures come from: {owners}."),
            unit=unit,
            code=code,
            owners=", ".join(owners),
        )
    return tuple(replace(one, reasoning=_only(one.reasoning, unit), unit=unit) for one in explained)


def owners_in(reasoning: Reasoning) -> Iterator[str]:
    """Yield the codes of the units that have a part in it, once per line."""
    yield from (one.owner.code for one in reasoning.traces)
    for line in reasoning.lines:
        yield from owners_in(line)


def _only(reasoning: Reasoning, unit: str) -> Reasoning:
    lines = (_only(line, unit) for line in reasoning.lines)
    return replace(
        reasoning,
        traces=tuple(one for one in reasoning.traces if one.owner.code == unit),
        lines=tuple(line for line in lines if line.traces),
    )
