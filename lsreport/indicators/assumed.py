"""The denominator of a missing owner: from where it is taken, and when it is not known at all."""

from __future__ import annotations

from fractions import Fraction

from lsreport.domain.assessment import Assessment
from lsreport.domain.observation import element_of, facet_of
from lsreport.indicators.bounds import raised
from lsreport.indicators.history import last_of_its_own
from lsreport.indicators.measures import as_given
from lsreport.indicators.outcome import Assumed
from lsreport.indicators.plan import Formula, Plan
from lsreport.indicators.units import Owner, owned

GIVEN = "given"
"""Source: the owner's own return of the period."""
REFERENCE = "reference"
"""Source: the office's list, of denominators or of the units expected."""


def assumed_for(
    plan: Plan, assessment: Assessment, owner: Owner, line: Formula
) -> tuple[Assumed, ...] | None:
    """Return the denominator of a missing owner by source; None when it cannot be bounded.

    Every key of the line is looked up on its own: what the owner gave stands, and only what it
    did not give is taken from elsewhere. What is subtracted (cases still within their time limit)
    has to be given.
    """
    by_source: dict[str, int] = {}
    for key in owned(plan, owner, line.denominator):
        found = _denominator(plan, assessment, owner, key)
        if found is None:
            return None
        count, source = found
        by_source[source] = by_source.get(source, 0) + count
    for key in owned(plan, owner, line.denominator_less):
        pending = as_given(owner, key).value
        if pending is None:
            return None
        by_source[GIVEN] = by_source.get(GIVEN, 0) - pending
    if any(count < 0 for count in by_source.values()):
        return None
    return tuple(Assumed(owner.code, count, source) for source, count in by_source.items())


def _denominator(
    plan: Plan, assessment: Assessment, owner: Owner, key: str
) -> tuple[int, str] | None:
    """Return one denominator and its source: given, else listed but not below a doubtful one.

    A quarantined number is only a floor: alone it bounds nothing from above.
    """
    given = as_given(owner, key)
    if given.value is not None:
        return given.value, GIVEN
    listed = _referenced(assessment, owner, key) or _carried(plan, assessment, owner, key)
    if listed is None or given.doubtful is None or given.doubtful <= listed[0]:
        return listed
    return given.doubtful, GIVEN


def _referenced(assessment: Assessment, owner: Owner, key: str) -> tuple[int, str] | None:
    """Return the office's figure; its list holds totals, never cases."""
    if facet_of(key) != "total":
        return None
    figure = assessment.reference_for(owner.code, element_of(key), owner.day)
    return (figure.value, REFERENCE) if figure else None


def _carried(plan: Plan, assessment: Assessment, owner: Owner, key: str) -> tuple[int, str] | None:
    """Return the last accepted figure of a slow stock with the margin added; nought never carries.

    Its source is the period it comes from.
    """
    if not plan.elements[element_of(key)].carry:
        return None
    last = last_of_its_own(plan, assessment, owner.unit, key, owner.day)
    if last is None or not last.observation.figure:
        return None
    margin = Fraction(plan.thresholds.carry_margin)
    return raised(last.observation.figure, margin), last.period.id
