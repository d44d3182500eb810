"""The rules over time that ask: every query about what a unit reported before."""

from __future__ import annotations

from collections.abc import Iterator

from lsreport.checks.form import Failure, Form
from lsreport.checks.movement import MOVEMENT_RULES, check_movement
from lsreport.checks.past import Past
from lsreport.checks.recurrence import (
    CASES_BACK,
    CASES_GONE,
    RECURRENCE_RULES,
    check_recurrence,
)
from lsreport.checks.rule import Rule, asked_by
from lsreport.domain.assessment import Assessment
from lsreport.domain.finding import NotTestable

OVER_TIME_RULES: tuple[Rule, ...] = (*MOVEMENT_RULES, *RECURRENCE_RULES)
"""Every rule it applies, by code."""


def check_over_time(form: Form, earlier: Assessment) -> Iterator[Failure | NotTestable]:
    """Compare the figures of a return that are used with its unit's earlier ones.

    Cases that are gone, or back, are asked about as such and not as a movement.
    """
    past = Past(form, earlier)
    recurring = tuple(check_recurrence(form, past))
    yield from recurring
    found = (one.finding for one in recurring if isinstance(one, Failure))
    asked = asked_by((CASES_GONE, CASES_BACK), found)
    yield from check_movement(form, past, asked)
