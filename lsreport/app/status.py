"""`status`: who is expected, who has sent, and whether it came in time."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from lsreport.app.workspace import Desk
from lsreport.domain.assessment import PeriodAssessment
from lsreport.domain.finding import Severity
from lsreport.domain.period import Period
from lsreport.domain.unit import Unit
from lsreport.errors import NEEDS_A_PERSON
from lsreport.indicators import calendar
from lsreport.indicators.calendar import Due, OnwardDue


class ReturnState(StrEnum):
    """Where a return stands on a day."""

    RECEIVED = "received"
    LATE = "late"
    MISSING = "missing"
    NOT_DUE = "not_due"


@dataclass(frozen=True, slots=True)
class UnitStatus:
    """One expected unit."""

    unit: Unit
    state: ReturnState
    received: datetime | None
    revision: int | None
    errors: int
    """Open errors of its return; 1 for a file that was not accepted, with no return."""
    queries: int
    on_behalf: bool


@dataclass(frozen=True, slots=True)
class StatusReport:
    """The returns of a period as of a moment."""

    period: Period
    window: tuple[date, date]
    due: Due
    as_of: datetime
    units: tuple[UnitStatus, ...]
    onward: tuple[OnwardDue, ...]
    """What the office itself owes for the period."""

    @property
    def totals(self) -> Mapping[str, int]:
        """Number of units expected, and in each state."""
        states = Counter(one.state.value for one in self.units)
        return {"expected": len(self.units)} | {
            state.value: states[state.value] for state in ReturnState
        }

    @property
    def missing(self) -> tuple[UnitStatus, ...]:
        """Units whose return is missing past its due date."""
        return tuple(one for one in self.units if one.state is ReturnState.MISSING)

    @property
    def exit_code(self) -> int:
        """1 when a return is still missing past its due date, or an error or refusal is open."""
        wrong = any(one.errors for one in self.units)
        return NEEDS_A_PERSON if self.missing or wrong else 0


def status(desk: Desk, period: Period, *, now: datetime, as_of: datetime | None) -> StatusReport:
    """Say where every expected return of `period` stands at `as_of`, else now.

    Raises:
        NotFoundError: the plan has no such period.
    """
    desk.require(period)
    assessed = desk.assess(as_of, period).periods[period]
    return status_of(desk, assessed, as_of or now)


def status_of(desk: Desk, assessed: PeriodAssessment, moment: datetime) -> StatusReport:
    """Say where every expected return of an assessed period stands at `moment`."""
    period = assessed.period
    units = tuple(_unit_status(desk, assessed, unit, moment) for unit in assessed.expected)
    return StatusReport(
        period=period,
        window=assessed.window,
        due=calendar.due(desk.plan, period),
        as_of=moment,
        units=units,
        onward=calendar.onward(desk.plan, period),
    )


def _unit_status(
    desk: Desk, assessed: PeriodAssessment, unit: Unit, moment: datetime
) -> UnitStatus:
    judged = assessed.returns.get(unit.code)
    if judged is None:
        due_passed = not calendar.on_time(desk.plan, assessed.period, moment)
        state = ReturnState.MISSING if due_passed else ReturnState.NOT_DUE
        refused = int(unit.code in assessed.rejected)
        return UnitStatus(unit, state, None, None, refused, 0, on_behalf=False)
    submission = judged.submission
    in_time = calendar.on_time(desk.plan, assessed.period, submission.arrived)
    severities = Counter(one.severity for one in judged.findings if one.waived is None)
    return UnitStatus(
        unit=unit,
        state=ReturnState.RECEIVED if in_time else ReturnState.LATE,
        received=submission.arrived,
        revision=submission.revision,
        errors=severities[Severity.ERROR],
        queries=severities[Severity.QUERY],
        on_behalf=submission.cover.on_behalf_by is not None,
    )
