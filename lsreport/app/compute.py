"""`compute`: every indicator of a period."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from lsreport.app.workspace import Desk
from lsreport.domain.period import Period, Span
from lsreport.indicators.compute import compute as compute_outcomes
from lsreport.indicators.outcome import Outcome


@dataclass(frozen=True, slots=True)
class Computation:
    """The outcomes of one period."""

    period: Period
    window: tuple[date, date]
    as_of: datetime | None
    outcomes: tuple[Outcome, ...]


def compute(desk: Desk, period: Period | Span, as_of: datetime | None) -> tuple[Computation, ...]:
    """Compute a period, or each year of a span, as of a moment.

    Raises:
        NotFoundError: the plan has no such period.
    """
    periods = [period] if isinstance(period, Period) else list(period)
    for one in periods:
        desk.require(one)
    assessment = desk.assess_until(as_of, *periods)
    return tuple(
        Computation(
            period=one,
            window=assessment.periods[one].window,
            as_of=as_of,
            outcomes=compute_outcomes(desk.plan, assessment, one),
        )
        for one in periods
    )
