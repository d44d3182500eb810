"""Small numbers of children: which figures are cases, and which of them a document may print.

The report prints a unit's count of 1 to 4 as `*`, and every sum and ratio that rests on it. A
public copy hides a case element altogether once any unit has so few; only the count of the zero
target stays. How few is a threshold of the plan.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from lsreport.domain.assessment import PeriodAssessment
from lsreport.domain.observation import element_of
from lsreport.indicators.outcome import Evidence
from lsreport.indicators.plan import Indicator, Plan
from lsreport.report import figures
from lsreport.report.figures import Figure


def case_elements(plan: Plan) -> frozenset[str]:
    """Return the elements that count children in a case.

    Those the plan marks, and every row of a block of cases that a gate settles.
    """
    gated = {block.code for block in plan.blocks if block.layout == "cases" and block.tick}
    return frozenset(
        element.code for element in plan.elements.values() if element.case or element.block in gated
    )


@dataclass(frozen=True, slots=True)
class Mask:
    """What one document hides."""

    cases: frozenset[str]
    below: int
    """A unit's case count from 1 to under this could point to a child."""
    hidden: frozenset[str] = frozenset()
    """Case elements hidden altogether, in a public copy."""

    def is_few(self, value: object) -> bool:
        """Say whether a count is so small that it could point to a child."""
        return isinstance(value, int) and 1 <= value < self.below

    def is_case(self, keys: Iterable[str]) -> bool:
        """Say whether any of the keys counts children in a case."""
        return any(element_of(key) in self.cases for key in keys)

    def hides(self, keys: Iterable[str]) -> bool:
        """Say whether any of the keys is hidden altogether."""
        return any(element_of(key) in self.hidden for key in keys)

    def cell(self, figure: Figure, keys: Iterable[str]) -> Figure:
        """Return a unit's figure as the document may print it, its evidence included.

        A sum of cases with few among them gives them away beside its other parts.
        """
        keys = tuple(keys)
        few = self.is_few(figure.value) or (figure.value and self._adds_few(figure.evidence))
        if (few and self.is_case(keys)) or self.hides(keys):
            return figures.masked(figure)
        return replace(figure, evidence=self.evidence(figure.evidence))

    def evidence(self, cells: Iterable[Evidence]) -> tuple[Evidence, ...]:
        """Return cells without the values that the document may not print."""
        return tuple(replace(cell, value=None) if self._silent(cell) else cell for cell in cells)

    def _silent(self, cell: Evidence) -> bool:
        return self.hides((cell.key,)) or self._adds_few((cell,))

    def _adds_few(self, cells: Iterable[Evidence]) -> bool:
        return any(self.is_case((cell.key,)) and self.is_few(cell.value) for cell in cells)


def keys_of_indicator(indicator: Indicator) -> tuple[str, ...]:
    """Return every key of an indicator and its lines."""
    return (*indicator.keys, *(key for line in indicator.lines for key in line.keys))


def internal_mask(plan: Plan) -> Mask:
    """Return the mask of the report for the province and the ministry."""
    return Mask(case_elements(plan), plan.thresholds.masked_below)


def public_mask(plan: Plan, assessed: PeriodAssessment) -> Mask:
    """Return the mask of a public copy: it also hides each case element with so few in a unit.

    A number that is in doubt counts too: what is said about it would give it away.
    """
    mask = internal_mask(plan)
    few = {
        element_of(observation.key)
        for judged in assessed.returns.values()
        for observation in judged.observations.values()
        if mask.is_few(observation.value) and mask.is_case((observation.key,))
    }
    return replace(mask, hidden=frozenset(few))
