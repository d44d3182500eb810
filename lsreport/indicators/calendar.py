"""Data windows, due dates and who is expected: the plan's calendar applied to a period."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from lsreport.domain.clock import midnight_after
from lsreport.domain.period import Period
from lsreport.domain.unit import Unit
from lsreport.errors import ConfigurationError, NotFoundError
from lsreport.i18n import _
from lsreport.indicators.plan import Element, Plan
from lsreport.indicators.timetable import Calendar, Onward

_SATURDAY = 5


@dataclass(frozen=True, slots=True)
class Due:
    """A due date as the plan writes it, and as it counts."""

    written: date
    moved: date
    """The next working day when the written one is a weekend or a public holiday."""


@dataclass(frozen=True, slots=True)
class OnwardDue:
    """What the office itself owes for a period."""

    to: Onward
    due: Due
    early: bool
    """Whether it falls before the units' own due date, so that returns may still be missing."""


def exists(plan: Plan, period: Period) -> bool:
    """Say whether returns are owed for the period: the plan has a first one and no last one."""
    return period >= Period.parse(plan.calendar.first_period)


def window(plan: Plan, period: Period) -> tuple[date, date]:
    """Return the first and last day of the data window.

    A year's window contains that of its first half (Decree 09/2019 art. 12, by analogy); windows
    the rule does not give, such as that of the first return, stand in the plan's calendar.
    """
    calendar = plan.calendar
    for exception in calendar.windows:
        if exception.period == period.id:
            return exception.start, exception.end
    end = calendar.window_end_year if period.annual else calendar.window_end_half
    return _day(period.year - 1, calendar.window_start), _day(period.year, end)


def due(plan: Plan, period: Period) -> Due:
    """Return the due date of the units' returns (V.14), as written and as moved."""
    calendar = plan.calendar
    written = calendar.due_year if period.annual else calendar.due_half
    return _due(calendar, _day(period.year, written))


def onward(plan: Plan, period: Period) -> tuple[OnwardDue, ...]:
    """Return the due dates of the office's own report, in the order of the plan."""
    units = due(plan, period)
    found = []
    for to in plan.calendar.onward:
        own = _due(plan.calendar, _day(period.year, to.due_year if period.annual else to.due_half))
        found.append(OnwardDue(to, own, early=own.moved < units.moved))
    return tuple(found)


def on_time(plan: Plan, period: Period, received: datetime) -> bool:
    """Say whether a return received at that moment kept the moved due date (24:00, UTC+7)."""
    return received <= midnight_after(due(plan, period).moved)


def working_days(plan: Plan, after: date, until: date) -> int:
    """Count the working days from the day after `after` to `until`, both of these included.

    Weekends and the public holidays of the plan's calendar are none; 0 where `until` is no later
    than `after`.
    """
    days = (after + timedelta(days=count + 1) for count in range((until - after).days))
    return sum(_is_working(plan.calendar, day) for day in days)


def latest_ended(plan: Plan, today: date) -> Period:
    """Return the latest period whose data window has ended before `today` (Lạng Sơn's date).

    Raises:
        NotFoundError: none has ended yet.
    """
    for period in _backwards(today.year):
        if not exists(plan, period):
            break
        if window(plan, period)[1] < today:
            return period
    first = Period.parse(plan.calendar.first_period)
    raise NotFoundError(
        _("No period of plan {plan} ended before {today}: the first one, {first}, ends on {end}."),
        plan=plan.number,
        today=today,
        first=first.id,
        end=window(plan, first)[1],
    )


def expected(plan: Plan, period: Period) -> tuple[Unit, ...]:
    """Return the units that owe a return: those of the registry on the window's last day.

    Raises:
        ConfigurationError: the registry does not reach that day: it names no unit, or none that
            owns an element the indicators need.
    """
    day = window(plan, period)[1]
    units = plan.units_on(day)
    if not units:
        raise ConfigurationError(
            _("units.toml: the registry names no unit on {day}. Add the units that report then."),
            day=day,
        )
    for element in _needed(plan, day):
        if not any(unit.plays(element.owner) for unit in units):
            raise ConfigurationError(
                _(
                    "units.toml: the registry names no unit on {day} for the role {role}, which "
                    "owns {element}. Add the units that report then."
                ),
                day=day,
                role=", ".join(element.owner),
                element=element.code,
            )
    return units


def _needed(plan: Plan, day: date) -> Iterator[Element]:
    """Yield the elements in force that enter a numerator or denominator."""
    needed = plan.indicator_elements()
    return (one for one in plan.elements.values() if one.code in needed and one.holds(day))


def _backwards(year: int) -> Iterator[Period]:
    """Yield periods from the end of `year`, newest first."""
    for past in range(year, 0, -1):
        yield Period(past, annual=True)
        yield Period(past, annual=False)


def _day(year: int, month_day: str) -> date:
    return date.fromisoformat(f"{year:04}-{month_day}")


def _due(calendar: Calendar, written: date) -> Due:
    """Move a date to the next working day (Civil Code art. 148(5), by analogy)."""
    moved = written
    while not _is_working(calendar, moved):
        moved += timedelta(days=1)
    return Due(written, moved)


def _is_working(calendar: Calendar, day: date) -> bool:
    return day.weekday() < _SATURDAY and not _is_holiday(calendar, day)


def _is_holiday(calendar: Calendar, day: date) -> bool:
    yearly = {holiday.day for holiday in calendar.yearly_holidays}
    return f"{day:%m-%d}" in yearly or any(day in one.days for one in calendar.holidays)
