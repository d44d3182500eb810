"""Whether a form may be taken: its plan, period, unit and version, and what the caller expects."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from lsreport.checks import rejections
from lsreport.domain.finding import Finding
from lsreport.domain.period import Period
from lsreport.domain.unit import Unit
from lsreport.excel.identity import Identity
from lsreport.indicators import calendar
from lsreport.indicators.plan import Plan

NONE = "–"
"""Stands for an empty list in a message."""


@dataclass(frozen=True, slots=True)
class Asked:
    """Unit and period the caller says the file is of; None where nothing was said."""

    unit: str | None
    period: Period | None


@dataclass(frozen=True, slots=True)
class Admitted:
    """Whose form a workbook is."""

    unit: Unit
    """As it stands on the last day of the window."""
    period: Period
    day: date
    """Last day of the window."""


def window_end(plan: Plan, period: Period) -> date | None:
    """Return the day that decides who reports and with which form, None outside the plan."""
    return calendar.window(plan, period)[1] if calendar.exists(plan, period) else None


def expected_unit(plan: Plan, code: str, day: date) -> Unit | None:
    """Return the unit of that code that reports on `day`, None if none does."""
    return next((unit for unit in plan.units_on(day) if unit.code == code), None)


def issued_version(plan: Plan, period: Period) -> str:
    """Return the version of the form issued for `period`, a dash when there is none."""
    day = window_end(plan, period)
    issued = (one.id for one in plan.form_versions if day is not None and one.holds(day))
    return next(issued, NONE)


def admit(
    plan: Plan, identity: Identity, asked: Asked, file: str
) -> Admitted | tuple[Finding, ...]:
    """Return whose form it is, or every reason why a form of this identity is not taken."""
    findings = tuple(_faults(plan, identity, asked, file))
    day = window_end(plan, identity.period)
    unit = None if day is None else expected_unit(plan, identity.unit, day)
    if findings or day is None or unit is None:
        return findings
    return Admitted(unit, identity.period, day)


def _faults(plan: Plan, identity: Identity, asked: Asked, file: str) -> Iterator[Finding]:
    if asked.unit not in {None, identity.unit}:
        yield rejections.UNIT_NOT_AS_ASKED.finding(
            unit=None, period=None, file=file, seen=identity.unit, expected=asked.unit
        )
    if asked.period not in {None, identity.period}:
        yield rejections.PERIOD_NOT_AS_ASKED.finding(
            unit=None, period=None, file=file, seen=identity.period.id, expected=str(asked.period)
        )
    if identity.plan != plan.id:
        yield rejections.OTHER_PLAN.finding(
            unit=None, period=None, file=file, seen=identity.plan, expected=plan.id
        )
        return
    day = window_end(plan, identity.period)
    if day is None:
        yield rejections.PERIOD_OUTSIDE.finding(
            unit=None,
            period=None,
            file=file,
            seen=identity.period.id,
            expected=plan.calendar.first_period,
            facts={"plan": plan.number},
        )
    else:
        yield from _version_faults(plan, identity, day, file)
    yield from _unit_faults(plan, identity, day, file)


def _unit_faults(plan: Plan, identity: Identity, day: date | None, file: str) -> Iterator[Finding]:
    entries = [unit for unit in plan.units if unit.code == identity.unit]
    if not entries:
        yield rejections.UNKNOWN_UNIT.finding(
            unit=None,
            period=None,
            file=file,
            seen=identity.unit,
            facts={"plan": plan.number},
        )
    elif day is not None and expected_unit(plan, identity.unit, day) is None:
        yield _not_expected(plan, identity, entries, day, file)


def _not_expected(
    plan: Plan, identity: Identity, entries: list[Unit], day: date, file: str
) -> Finding:
    """Say which units report instead of one that has ended, or does not exist yet."""
    ended = [unit for unit in entries if unit.valid_until is not None and unit.valid_until < day]
    facts = {"form_period": identity.period.id}
    if ended:
        last = max(ended, key=lambda unit: unit.valid_from)
        heirs = (unit for unit in plan.units_on(day) if last.code in unit.predecessors)
        rule = rejections.UNIT_ENDED
        facts |= {"name": last.name, "until": str(last.valid_until), "successors": _named(heirs)}
    else:
        first = min(entries, key=lambda unit: unit.valid_from)
        earlier = (unit for unit in plan.units_on(day) if unit.code in first.predecessors)
        rule = rejections.UNIT_NOT_YET
        facts |= {
            "name": first.name,
            "since": str(first.valid_from),
            "predecessors": _named(earlier),
        }
    return rule.finding(unit=None, period=None, file=file, seen=identity.unit, facts=facts)


def _named(units: Iterable[Unit]) -> str:
    return ", ".join(f"{unit.code} {unit.name}" for unit in units) or NONE


def _version_faults(plan: Plan, identity: Identity, day: date, file: str) -> Iterator[Finding]:
    versions = [one for one in plan.form_versions if one.id == identity.version]
    if not versions:
        yield rejections.VERSION_UNKNOWN.finding(
            unit=None,
            period=None,
            file=file,
            seen=identity.version,
            expected=", ".join(dict.fromkeys(one.id for one in plan.form_versions)),
        )
    elif not any(one.holds(day) for one in versions):
        yield rejections.VERSION_NOT_ISSUED.finding(
            unit=None,
            period=None,
            file=file,
            seen=identity.version,
            expected=issued_version(plan, identity.period),
            facts={"form_period": identity.period.id},
        )
