"""Whose figures a period adds: expected units, the return of each, and what each of them owns."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from lsreport.domain.assessment import Assessment, PeriodAssessment
from lsreport.domain.observation import Absence, element_of
from lsreport.domain.period import Period
from lsreport.domain.submission import JudgedReturn
from lsreport.domain.unit import Unit
from lsreport.indicators.calendar import expected, window
from lsreport.indicators.plan import Plan
from lsreport.indicators.timetable import JoinedYear


@dataclass(frozen=True, slots=True)
class Owner:
    """A unit expected to report, with the return that its figures come from."""

    unit: Unit
    period: Period
    """Period of the return; the first half for a unit that ended in a joined year."""
    day: date
    """Last day of the window: it decides which elements the unit owns."""
    judged: JudgedReturn | None
    absence: Absence
    """Why there is no return, when there is none."""
    without: tuple[str, ...] = ()
    """Keys that are not added for it, because they are another owner's part of the period."""

    @property
    def code(self) -> str:
        """Code of the unit."""
        return self.unit.code


def assessed(plan: Plan, assessment: Assessment, period: Period) -> PeriodAssessment:
    """Return the period as judged; one that nothing is known of has every return missing.

    Raises:
        ConfigurationError: the registry does not reach the period.
    """
    known = assessment.periods.get(period)
    if known is not None:
        return known
    return PeriodAssessment(period, window(plan, period), expected(plan, period), {})


def owners_in(plan: Plan, assessment: Assessment, period: Period) -> tuple[Owner, ...]:
    """Return every unit expected in the period, in the order of the plan."""
    known = assessed(plan, assessment, period)
    joined = joined_year(plan, period)
    began = joined.roles if joined else ()
    return tuple(
        Owner(
            unit=unit,
            period=period,
            day=known.window[1],
            judged=known.returns.get(unit.code),
            absence=Absence.REJECTED if unit.code in known.rejected else Absence.NOT_RECEIVED,
            without=joined.opening if joined and unit.plays(began) else (),
        )
        for unit in known.expected
    )


def ended_in(plan: Plan, assessment: Assessment, period: Period) -> tuple[Owner, ...]:
    """Return the units that ended within a joined year, with the return of their part of it.

    Flows of such a year are theirs plus those of the units that began (domain: "The cycle").
    """
    joined = joined_year(plan, period)
    if joined is None:
        return ()
    standing = {owner.code for owner in owners_in(plan, assessment, period)}
    return tuple(
        owner
        for owner in owners_in(plan, assessment, Period.parse(joined.earlier))
        if owner.unit.plays(joined.roles) and owner.code not in standing
    )


def owners_of(
    plan: Plan, assessment: Assessment, period: Period, indicator: str
) -> tuple[Owner, ...]:
    """Return the units whose figures may enter an indicator, ended ones of a joined year last."""
    expected = owners_in(plan, assessment, period)
    joined = joined_year(plan, period)
    if joined is None or indicator not in joined.indicators:
        return expected
    return (*expected, *ended_in(plan, assessment, period))


def joined_year(plan: Plan, period: Period) -> JoinedYear | None:
    """Return the rule of a year that ended and new units share, None for every other period."""
    return next((one for one in plan.calendar.joined if one.period == period.id), None)


def unit_window(plan: Plan, unit: Unit, period: Period) -> tuple[date, date]:
    """Return the days whose figures `unit` reports for `period`.

    In a year that two sets of units share, those that began in it report from the day after the
    part of the others.
    """
    first, last = window(plan, period)
    joined = joined_year(plan, period)
    if joined is not None and unit.plays(joined.roles):
        ended = window(plan, Period.parse(joined.earlier))[1]
        if unit.valid_from > ended:
            return ended + timedelta(days=1), last
    return first, last


def owned(plan: Plan, owner: Owner, keys: Iterable[str]) -> tuple[str, ...]:
    """Return the keys the unit is the owner of record of on the last day of its window."""
    return tuple(
        key
        for key in keys
        if plan.elements[element_of(key)].holds(owner.day)
        and owner.unit.plays(plan.elements[element_of(key)].owner)
    )
