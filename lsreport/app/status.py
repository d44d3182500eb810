"""`status`: who is expected, who has sent, whether it came in time, and whom to call first."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import StrEnum
from fractions import Fraction

from lsreport.app.workspace import Desk
from lsreport.domain.assessment import Assessment, PeriodAssessment
from lsreport.domain.finding import Finding, Severity
from lsreport.domain.observation import element_of
from lsreport.domain.period import Period
from lsreport.domain.unit import Standing, Unit
from lsreport.errors import NEEDS_A_PERSON
from lsreport.indicators import calendar
from lsreport.indicators.calendar import Due, OnwardDue
from lsreport.indicators.compute import compute
from lsreport.indicators.hinges import Hinge, hinges
from lsreport.indicators.plan import Plan


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
    """When the return came: its first accepted revision."""
    revision: int | None
    errors: int
    """Open errors of its return; 1 for a file that was not accepted, with no return."""
    queries: int
    on_behalf: bool
    revised: datetime | None = None
    """When the revision in use came; None while that is the first one."""
    findings: tuple[Finding, ...] = ()
    """Its open errors and queries; none where there is no return."""

    @property
    def silent(self) -> bool:
        """Whether there is no accepted return."""
        return self.received is None

    @property
    def refused(self) -> bool:
        """Whether a file came, was not accepted, and is all there is."""
        return self.silent and self.errors > 0


@dataclass(frozen=True, slots=True)
class Totals:
    """Returns of a group of units, counted as `check` counts them."""

    expected: int
    received: int
    """On time and late."""
    on_time: int
    late: int
    missing: tuple[str, ...]
    """Codes of the units whose return is missing past its due date."""
    not_due: int
    on_behalf: int
    errors: int
    queries: int


@dataclass(frozen=True, slots=True)
class Contact:
    """Whom a unit named on a cover."""

    text: str
    period: Period
    """Period of the return that names it."""


@dataclass(frozen=True, slots=True)
class Call:
    """A unit to call, with what to ask for and what hangs on the answer."""

    status: UnitStatus
    hinges: tuple[Hinge, ...]
    contact: Contact | None

    @property
    def rank(self) -> tuple[Fraction | int, ...]:
        """Greater is to be called first.

        Open verdicts the unit can settle alone, its share of the others, then the verdicts its
        queried figures could turn, open errors, and open queries.
        """
        waiting = [one for one in self.hinges if one.is_open]
        return (
            sum(one.settles for one in waiting),
            sum((one.share or Fraction(0) for one in waiting), Fraction(0)),
            len(waiting),
            sum(not one.is_open for one in self.hinges),
            self.status.errors,
            self.status.queries,
        )


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
    calls: tuple[Call, ...] = ()
    """Silent and queried units, the one that decides most first."""

    @property
    def totals(self) -> Mapping[str, int]:
        """Number of units expected, and in each state."""
        states = Counter(one.state.value for one in self.units)
        return {"expected": len(self.units)} | {
            state.value: states[state.value] for state in ReturnState
        }

    @property
    def groups(self) -> Mapping[str, Totals]:
        """Totals of all units, of those bound to report, and of those requested to."""
        standings = {one.value: _totals(self._standing(one)) for one in Standing}
        return {"all": _totals(self.units), **standings}

    def _standing(self, standing: Standing) -> list[UnitStatus]:
        return [one for one in self.units if one.unit.standing is standing]

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
    """Say where every expected return of `period` stands at `as_of`, else now, and whom to call.

    Raises:
        NotFoundError: the plan has no such period.
    """
    desk.require(period)
    # Whom to call is known best from the newest return, whichever period it is for.
    assessment = desk.assess(as_of, period)
    report = status_of(desk, assessment.periods[period], as_of or now)
    return replace(report, calls=call_list(desk.plan, assessment, report))


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


def call_list(plan: Plan, assessment: Assessment, report: StatusReport) -> tuple[Call, ...]:
    """Return the units that are silent, queried or suspected, by their effect on verdicts.

    Before the due date silent units are on it too. Units that ended within a joined year are not
    expected in it: they are called for their own period.
    """
    doubts = {
        one.unit.code: {element_of(found.key) for found in one.findings if found.key}
        for one in report.units
    }
    held = hinges(plan, compute(plan, assessment, report.period), doubts)
    contacts = _contacts(assessment)
    calls = [
        Call(one, held.get(one.unit.code, ()), contacts.get(one.unit.code))
        for one in report.units
        if one.silent or one.findings or one.unit.code in held
    ]
    # The sort is stable: what is alike stays in the order of the plan.
    return tuple(sorted(calls, key=lambda call: call.rank, reverse=True))


def _contacts(assessment: Assessment) -> dict[str, Contact]:
    """Return per unit code the contact on the cover of its newest return that names one."""
    return {
        code: Contact(judged.submission.cover.contact, period)
        for period in sorted(assessment.periods)
        for code, judged in assessment.periods[period].returns.items()
        if judged.submission.cover.contact
    }


def _totals(units: Sequence[UnitStatus]) -> Totals:
    states = Counter(one.state for one in units)
    return Totals(
        expected=len(units),
        received=states[ReturnState.RECEIVED] + states[ReturnState.LATE],
        on_time=states[ReturnState.RECEIVED],
        late=states[ReturnState.LATE],
        missing=tuple(one.unit.code for one in units if one.state is ReturnState.MISSING),
        not_due=states[ReturnState.NOT_DUE],
        on_behalf=sum(one.on_behalf for one in units),
        errors=sum(one.errors for one in units),
        queries=sum(one.queries for one in units),
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
    asked = tuple(
        one for one in judged.findings if one.waived is None and one.severity is not Severity.NOTE
    )
    severities = Counter(one.severity for one in asked)
    return UnitStatus(
        unit=unit,
        state=ReturnState.RECEIVED if in_time else ReturnState.LATE,
        received=submission.arrived,
        revision=submission.revision,
        errors=severities[Severity.ERROR],
        queries=severities[Severity.QUERY],
        on_behalf=submission.cover.on_behalf_by is not None,
        revised=submission.received if submission.first_received else None,
        findings=asked,
    )
