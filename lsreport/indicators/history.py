"""What an owner said before: its earlier returns and those of the units it continues."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from lsreport.domain.assessment import Assessment
from lsreport.domain.observation import Observation, element_of
from lsreport.domain.period import Period
from lsreport.domain.submission import Submission
from lsreport.domain.unit import Unit
from lsreport.indicators.plan import Plan


@dataclass(frozen=True, slots=True)
class Accepted:
    """A figure of an earlier return that passed its checks."""

    observation: Observation
    unit_code: str
    """Unit that gave it: the unit itself or one it continues."""
    period: Period
    submission: Submission


def last_accepted(
    plan: Plan, assessment: Assessment, unit: Unit, key: str, before: date
) -> Accepted | None:
    """Return the newest figure whose window ended before `before`, None if there is none.

    The unit's own returns come first, then those of the units it continues for this element.
    A figure is a value or an explicit zero that is not quarantined.
    """
    newest_first = sorted(
        (one for one in assessment.periods.values() if one.window[1] < before),
        key=lambda one: one.window[1],
        reverse=True,
    )
    for code in codes_of(plan, unit, element_of(key)):
        for past in newest_first:
            judged = past.said_by(code)
            observation = judged.observations.get(key) if judged else None
            if judged and observation and observation.figure is not None:
                return Accepted(observation, code, past.period, judged.submission)
    return None


def codes_of(plan: Plan, unit: Unit, element: str) -> tuple[str, ...]:
    """Return the codes under which figures of `element` may stand, nearest first.

    The unit's own code, then those of the units it continues for that element, and theirs.
    """
    codes: dict[str, None] = {}
    frontier = [unit.code]
    while frontier:
        codes.update(dict.fromkeys(frontier))
        frontier = [
            predecessor
            for code in frontier
            for predecessor in _continued(plan, code, unit.valid_from, element)
            if predecessor not in codes
        ]
    return tuple(codes)


def continues_alone(plan: Plan, unit: Unit, code: str, element: str, day: date) -> bool:
    """Say whether no other unit of the day continues the figures of `code` for `element`.

    A whole that several units continue, such as a district its communes, says nothing of one.
    """
    return code == unit.code or not any(
        code in codes_of(plan, other, element)
        for other in plan.units_on(day)
        if other.code != unit.code
    )


def last_of_its_own(
    plan: Plan, assessment: Assessment, unit: Unit, key: str, before: date
) -> Accepted | None:
    """Return `last_accepted`, None where the unit shares it with others on that day."""
    last = last_accepted(plan, assessment, unit, key, before)
    if last and continues_alone(plan, unit, last.unit_code, element_of(key), before):
        return last
    return None


def _continued(plan: Plan, code: str, day: date, element: str) -> Iterator[str]:
    """Yield the units that `code`, as registered on or before `day`, continues for `element`."""
    for entry in plan.units:
        known = entry.code == code and entry.valid_from <= day
        if known and (not entry.takes_over or element in entry.takes_over):
            yield from entry.predecessors
