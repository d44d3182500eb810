"""The denominator of a missing owner: from where it is taken, and when it is not known at all."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction

from lsreport.domain.assessment import Assessment
from lsreport.domain.observation import element_of, facet_of
from lsreport.domain.submission import ReferenceFigure
from lsreport.indicators.bounds import raised
from lsreport.indicators.history import Accepted, last_of_its_own
from lsreport.indicators.measures import as_given
from lsreport.indicators.outcome import Assumed
from lsreport.indicators.plan import Formula, Plan
from lsreport.indicators.units import Owner, owned

GIVEN = "given"
"""Source: the owner's own return of the period."""
REFERENCE = "reference"
"""Source: the office's list, of denominators or of the units expected."""


@dataclass(frozen=True, slots=True)
class AssumedPart:
    """What one key adds to the assumed denominator of a missing owner."""

    key: str
    count: int
    """Below nought for a key that is subtracted."""
    source: str
    """`given`, `reference`, or the period id it was carried from."""
    listed: ReferenceFigure | None = None
    """The office's figure, when that is its source."""
    carried: Accepted | None = None
    """The earlier figure it was raised from, when that is its source."""


def assumed_for(
    plan: Plan, assessment: Assessment, owner: Owner, line: Formula
) -> tuple[Assumed, ...] | None:
    """Return the denominator of a missing owner by source; None when it cannot be bounded."""
    parts = assumed_parts(plan, assessment, owner, line)
    if parts is None:
        return None
    by_source: dict[str, int] = {}
    for part in parts:
        by_source[part.source] = by_source.get(part.source, 0) + part.count
    if any(count < 0 for count in by_source.values()):
        return None
    return tuple(Assumed(owner.code, count, source) for source, count in by_source.items())


def assumed_parts(
    plan: Plan, assessment: Assessment, owner: Owner, line: Formula
) -> tuple[AssumedPart, ...] | None:
    """Return the denominator of a missing owner key by key; None when one of them is not known.

    Every key of the line is looked up on its own: what the owner gave stands, and only what it
    did not give is taken from elsewhere. What is subtracted (cases still within their time limit)
    has to be given.
    """
    found = tuple(_parts(plan, assessment, owner, line))
    known = tuple(part for part in found if part is not None)
    return known if len(known) == len(found) else None


def _parts(
    plan: Plan, assessment: Assessment, owner: Owner, line: Formula
) -> Iterator[AssumedPart | None]:
    for key in owned(plan, owner, line.denominator):
        yield _denominator(plan, assessment, owner, key)
    for key in owned(plan, owner, line.denominator_less):
        pending = as_given(owner, key).value
        yield None if pending is None else AssumedPart(key, -pending, GIVEN)


def _denominator(plan: Plan, assessment: Assessment, owner: Owner, key: str) -> AssumedPart | None:
    """Return one denominator: given, else listed but not below a doubtful one.

    A quarantined number is only a floor: alone it bounds nothing from above.
    """
    given = as_given(owner, key)
    if given.value is not None:
        return AssumedPart(key, given.value, GIVEN)
    listed = _referenced(assessment, owner, key) or _carried(plan, assessment, owner, key)
    if listed is None or given.doubtful is None or given.doubtful <= listed.count:
        return listed
    return AssumedPart(key, given.doubtful, GIVEN)


def _referenced(assessment: Assessment, owner: Owner, key: str) -> AssumedPart | None:
    """Return the office's figure; its list holds totals, never cases."""
    if facet_of(key) != "total":
        return None
    figure = assessment.reference_for(owner.code, element_of(key), owner.day)
    return AssumedPart(key, figure.value, REFERENCE, listed=figure) if figure else None


def _carried(plan: Plan, assessment: Assessment, owner: Owner, key: str) -> AssumedPart | None:
    """Return the last accepted figure of a slow stock with the margin added; nought never carries.

    Its source is the period it comes from.
    """
    if not plan.elements[element_of(key)].carry:
        return None
    last = last_of_its_own(plan, assessment, owner.unit, key, owner.day)
    if last is None or not last.observation.figure:
        return None
    margin = Fraction(plan.thresholds.carry_margin)
    return AssumedPart(key, raised(last.observation.figure, margin), last.period.id, carried=last)
