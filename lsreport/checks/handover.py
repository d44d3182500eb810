"""Rule on what communes took over: it adds up to what their districts had at the end.

Asked once, when the communes first report: that is when the figures are first used.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from lsreport.checks.rule import Rule
from lsreport.domain.assessment import Assessment, PeriodAssessment
from lsreport.domain.finding import Finding, NotTestable, Severity
from lsreport.domain.observation import State, element_of
from lsreport.domain.period import Period
from lsreport.domain.submission import JudgedReturn
from lsreport.i18n import _
from lsreport.indicators.areas import Area, areas
from lsreport.indicators.handover import handed_keys, handed_periods, receiving
from lsreport.indicators.plan import Plan
from lsreport.indicators.timetable import Handover

HANDOVER_DIFFERS = Rule(
    "LS431",
    "handover-differs-from-closing",
    Severity.QUERY,
    _(
        "{area}, {label}: the {number} units of today took over {count} of {earlier}, but the "
        "former unit's return says {left}."
    ),
    _(
        "Compare the hand-over sheet with the record of the hand-over, correct the sheet and read "
        "it again; if the record itself differs, write down why."
    ),
    _("Registry: a district's figures are the whole of its communes where its lines are theirs"),
)

HANDOVER_RULES: tuple[Rule, ...] = (HANDOVER_DIFFERS,)
"""Every rule of this module, by code."""

_NOT_TAKEN_OVER = _("{area}, {earlier}: no hand-over for {units}")
_NO_RETURN = _("{area}: no return for {earlier} of {units}")
_NOT_GIVEN = _("{area}, {earlier}: not every unit's figure is known: {keys}")


def check_handover(
    plan: Plan, assessment: Assessment, period: Period
) -> Iterator[Finding | NotTestable]:
    """LS431: per former unit, what was handed over is what it closed with.

    Units whose lines are crossed by units of today are compared together. Where nothing was handed
    over there is nothing to compare.
    """
    for handover in plan.calendar.handovers:
        if period != _after(Period.parse(handover.closing)):
            continue
        for earlier in handed_periods(handover):
            known = assessment.periods.get(earlier)
            if known is not None and known.handed:
                yield from _compared(plan, handover, known, period)


def _after(period: Period) -> Period:
    return period.whole_year if not period.annual else Period(period.year + 1, annual=False)


def _compared(
    plan: Plan, handover: Handover, known: PeriodAssessment, period: Period
) -> Iterator[Finding | NotTestable]:
    unit = receiving(plan, handover)[0]
    keys = handed_keys(plan, handover, unit, known.period)
    for area in areas(plan, handover.began, known.window[1]):
        if any(code in known.handed for code in area.units):
            yield from _area(plan, known, area, keys, period)


def _area(
    plan: Plan, known: PeriodAssessment, area: Area, keys: Iterable[str], period: Period
) -> Iterator[Finding | NotTestable]:
    facts = {"area": area.name, "earlier": str(known.period)}
    for reason, codes, sides in (
        (_NOT_TAKEN_OVER, area.units, known.handed),
        (_NO_RETURN, area.former, known.returns),
    ):
        without = [code for code in codes if code not in sides]
        if without:
            yield _untested(period, reason, facts | {"units": ", ".join(without)})
            return
    unknown = []
    for key in keys:
        count = _sum(known.handed, area.units, key)
        left = _sum(known.returns, area.former, key)
        if count is None or left is None:
            if _is_given(known.handed, area.units, key) or left is not None:
                unknown.append(key)
        elif count != left:
            yield _differs(plan, area, key, (count, left), facts, period)
    if unknown:
        yield _untested(period, _NOT_GIVEN, facts | {"keys": ", ".join(unknown)})


def _sum(said: Mapping[str, JudgedReturn], codes: Iterable[str], key: str) -> int | None:
    """Return what the units add up to; None where one of them does not say."""
    total = 0
    for code in codes:
        observation = said[code].observations.get(key)
        if observation is None:
            return None
        if observation.state is State.NOT_APPLICABLE and not observation.quarantined:
            continue
        if observation.figure is None:
            return None
        total += observation.figure
    return total


def _is_given(said: Mapping[str, JudgedReturn], codes: Iterable[str], key: str) -> bool:
    """Say whether any of the units says something under the key."""
    known = (said[code].observations.get(key) for code in codes)
    return any(one is not None and one.state is not State.MISSING for one in known)


def _differs(
    plan: Plan,
    area: Area,
    key: str,
    sides: tuple[int, int],
    facts: Mapping[str, object],
    period: Period,
) -> Finding:
    count, left = sides
    element = plan.elements[element_of(key)]
    return HANDOVER_DIFFERS.finding(
        unit=area.former[0],
        period=period,
        key=key,
        seen=str(count),
        expected=str(left),
        facts={
            **facts,
            "label": f"{key} {element.label}",
            "number": len(area.units),
            "count": count,
            "left": left,
        },
    )


def _untested(period: Period, reason: str, facts: Mapping[str, object]) -> NotTestable:
    return NotTestable(HANDOVER_DIFFERS.code, None, period, reason, facts)
