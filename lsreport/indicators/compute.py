"""Outcomes of a period: counts over owners, bounds, verdict and completeness of every indicator.

Domain: "Indicators" and "Verdicts". Counts are whole numbers and ratios exact fractions, so that
no rounding ever decides a verdict.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from lsreport.domain.assessment import Assessment
from lsreport.domain.period import Period
from lsreport.indicators.measures import as_given
from lsreport.indicators.outcome import Evidence, Outcome
from lsreport.indicators.parts import Part, coverage_part, issued_part, zero_part
from lsreport.indicators.plan import Formula, Indicator, Line, Plan, Target
from lsreport.indicators.rollup import (
    all_lines_outcome,
    ratio_outcome,
    total_outcome,
    zero_outcome,
)
from lsreport.indicators.units import Owner, assessed, owners_of


def compute(plan: Plan, assessment: Assessment, period: Period) -> tuple[Outcome, ...]:
    """Return the outcome of every indicator, in the order of the plan."""
    day = assessed(plan, assessment, period).window[1]
    return tuple(
        _Computation(
            plan,
            assessment,
            owners_of(plan, assessment, period, indicator.code),
            indicator,
            indicator.target_on(day),
        ).outcome()
        for indicator in plan.indicators
    )


@dataclass(frozen=True, slots=True)
class _Computation:
    """One indicator of one period."""

    plan: Plan
    assessment: Assessment
    owners: tuple[Owner, ...]
    indicator: Indicator
    target: Target | None
    """The level in force on the last day of the window."""

    def outcome(self) -> Outcome:
        """Compute the indicator as its kind asks."""
        if self.indicator.kind == "count_is_zero":
            return self._zero()
        if self.indicator.kind == "issued":
            return self._ratio(self._issued())
        if self.indicator.lines:
            return self._over_lines()
        return self._ratio(self._covered(self.indicator))

    def _zero(self) -> Outcome:
        parts = (zero_part(self.plan, owner, self.indicator) for owner in self.owners)
        found = [part for part in parts if part is not None]
        return zero_outcome(self.indicator, self.target, found, tuple(self._suspicions()))

    def _suspicions(self) -> Iterator[Evidence]:
        """Yield what any unit reported that a zero would contradict, doubtful figures included."""
        for owner in self.owners:
            for key in self.indicator.suspicions:
                figure = as_given(owner, key)
                if (figure.value or figure.doubtful or 0) > 0:
                    yield from figure.evidence

    def _issued(self) -> tuple[Part, ...]:
        (key,) = self.indicator.numerator
        parts = (issued_part(self.plan, self.assessment, owner, key) for owner in self.owners)
        return tuple(part for part in parts if part is not None)

    def _covered(self, line: Formula) -> tuple[Part, ...]:
        parts = (coverage_part(self.plan, self.assessment, owner, line) for owner in self.owners)
        return tuple(part for part in parts if part is not None)

    def _ratio(self, parts: tuple[Part, ...]) -> Outcome:
        return ratio_outcome(self.indicator, self.indicator.code, self.target, parts)

    def _over_lines(self) -> Outcome:
        """Compute every line, and what they make together."""
        indicator = self.indicator
        parts = {line.code: self._covered(line) for line in indicator.lines}
        lines = tuple(
            ratio_outcome(indicator, line.code, self._level_of(line), parts[line.code])
            for line in indicator.lines
        )
        codes = [owner.code for owner in self.owners]
        if indicator.overall == "total":
            return total_outcome(indicator, self.target, parts, lines, codes)
        if indicator.overall == "all_lines":
            return all_lines_outcome(indicator, self.target, lines, codes)
        judged = next(line for line in lines if line.code == indicator.judged_line)
        return replace(judged, code=indicator.code, lines=lines)

    def _level_of(self, line: Line) -> Target | None:
        """Return the level of a line: none where only the total is judged, or it is shown only."""
        return self.target if line.judged and self.indicator.overall != "total" else None
