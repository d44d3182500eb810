"""Small numbers of children: which figures are cases, and which of them a document may print.

The report prints a unit's count of 1 to 4 as `*`, and every sum and ratio that rests on it. A
public copy hides a case element altogether once any unit has so few, with every element that would
give it away (`lsreport.report.hiding`); only the count of the zero target stays. How few is a
threshold of the plan.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from lsreport.domain.observation import State, element_of
from lsreport.domain.period import Period
from lsreport.indicators.outcome import Evidence, Outcome, UnitFigure
from lsreport.indicators.plan import Indicator, Plan
from lsreport.report import figures
from lsreport.report.figures import Figure

Cell = tuple[str, Period, str]
"""Unit, period of the return, element."""


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
    """What one document hides of one period."""

    cases: frozenset[str]
    below: int
    """A unit's case count from 1 to under this could point to a child."""
    hidden: frozenset[str] = frozenset()
    """Case elements hidden altogether, in a public copy."""
    telling: frozenset[Cell] = frozenset()
    """Cells that would give few children away beside what they are subtracted from, or part of."""
    public: bool = False
    """Whether anybody may read the document: then no cell of a unit is named either."""

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

        A sum of cases with few among them gives them away beside its other parts. An element that
        is hidden shows no figure of any unit, not even that there is none.
        """
        keys = tuple(keys)
        few = self.is_case(keys) and (self.is_few(figure.value) or self._adds_few(figure.evidence))
        if (few and figure.value) or self.hides(keys) or self._tell(figure.evidence):
            return self.star(figure)
        return replace(figure, evidence=self.evidence(figure.evidence))

    def star(self, figure: Figure) -> Figure:
        """Return the figure as `*`, with evidence that the document may name."""
        return replace(figures.masked(figure), evidence=self._named(figure.evidence, bare=True))

    def evidence(self, cells: Iterable[Evidence]) -> tuple[Evidence, ...]:
        """Return cells without the values that the document may not print; none when public."""
        return self._named(cells)

    def tells(self, part: UnitFigure, keys: Iterable[str]) -> bool:
        """Say whether a unit's part of an indicator holds so few children in a case."""
        few = self.is_few(part.numerator) or self.is_few(part.denominator)
        return self.is_case(keys) and (few or self._adds_few(part.evidence))

    def withholds(self, outcome: Outcome, keys: Iterable[str]) -> bool:
        """Say whether the document stars an indicator or line as a whole.

        A public copy does so with what is hidden; and any copy, where the figures of the whole are
        those of a single unit with few. The count of the zero target always stays: masking it would
        hide the breach that the target exists to show.
        """
        if outcome.kind == "count_is_zero":
            return False
        keys = tuple(keys)
        alone = only_unit(outcome)
        return self.hides(keys) or (alone is not None and self.tells(alone, keys))

    def _named(self, cells: Iterable[Evidence], *, bare: bool = False) -> tuple[Evidence, ...]:
        if self.public:
            return ()
        return tuple(
            replace(cell, value=None) if bare or self._adds_few((cell,)) else cell for cell in cells
        )

    def _adds_few(self, cells: Sequence[Evidence]) -> bool:
        few = (self.is_case((cell.key,)) and self.is_few(cell.value) for cell in cells)
        return any(few) or self._tell(cells)

    def _tell(self, cells: Iterable[Evidence]) -> bool:
        return any((cell.unit, cell.period, element_of(cell.key)) in self.telling for cell in cells)


def only_unit(outcome: Outcome) -> UnitFigure | None:
    """Return the part of the one unit that an outcome rests on; None where several gave theirs."""
    used = [
        unit
        for unit in outcome.units
        if unit.reason is None and unit.state is not State.NOT_APPLICABLE
    ]
    return used[0] if len(used) == 1 else None


def keys_of_indicator(indicator: Indicator) -> tuple[str, ...]:
    """Return every key of an indicator and its lines."""
    return (*indicator.keys, *(key for line in indicator.lines for key in line.keys))
