"""Which of a unit's queries to read first: those whose figures could change a verdict."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from lsreport.checks.between import CROSS_CHECK_OFF
from lsreport.checks.control_totals import CONTROL_TOTAL
from lsreport.domain.assessment import PeriodAssessment
from lsreport.domain.finding import Finding, Severity
from lsreport.domain.observation import element_of
from lsreport.indicators.contested import contested
from lsreport.indicators.hinges import Why, hinges
from lsreport.indicators.outcome import Outcome
from lsreport.indicators.plan import Indicator, Plan


@dataclass(frozen=True, slots=True)
class Rank:
    """Place of an open query among those of its unit, or those about no single unit."""

    place: int
    """1 for the one to read first."""
    could_change: tuple[str, ...]
    """Indicators whose verdict hangs on the figure it asks about, or would be another with the
    sum it was compared with."""


def ranked(
    plan: Plan, outcomes: Collection[Outcome], judged: PeriodAssessment
) -> Mapping[str, Rank]:
    """Return the rank of every open query of the period, by the finding's id.

    First come those that could change a verdict, then those whose figure enters an indicator at
    all, then the rest; each group in the order in which the return was checked.
    """
    indicators = _Indicators(plan.worded_on(judged.window[1]), outcomes)
    ranks: dict[str, Rank] = {}
    for code, one in judged.returns.items():
        ranks |= indicators.ranks(code, open_queries(one.findings))
    sums = [one for one in open_queries(judged.findings) if one.unit is None]
    return ranks | indicators.ranks_of_sums(sums)


def open_queries(findings: Iterable[Finding]) -> list[Finding]:
    """Return the queries nobody has agreed to."""
    return [one for one in findings if one.severity is Severity.QUERY and one.waived is None]


class _Indicators:
    """The indicators of a period, and the data elements that enter each."""

    def __init__(self, plan: Plan, outcomes: Collection[Outcome]) -> None:
        self.plan = plan
        self.outcomes = outcomes
        self.entered = {
            element for indicator in plan.indicators for element in _elements(indicator)
        }

    def ranks(self, unit: str, queries: Sequence[Finding]) -> dict[str, Rank]:
        """Return the ranks of the queries of one unit."""
        could = {one.id: self._could_change(unit, self._elements_of(one)) for one in queries}
        return self._in_order(queries, could)

    def ranks_of_sums(self, queries: Sequence[Finding]) -> dict[str, Rank]:
        """Return the ranks of queries that compare sums over several units."""
        could = {one.id: self._contested(one) for one in queries}
        return self._in_order(queries, could)

    def _in_order(
        self, queries: Sequence[Finding], could: Mapping[str, tuple[str, ...]]
    ) -> dict[str, Rank]:
        enters = {one.id: bool(self._elements_of(one) & self.entered) for one in queries}
        first = sorted(could, key=lambda known: (not could[known], not enters[known]))
        return {known: Rank(place, could[known]) for place, known in enumerate(first, start=1)}

    def _contested(self, query: Finding) -> tuple[str, ...]:
        """Return the indicators judged otherwise with the sum of the others, or of the table."""
        if query.seen is None or query.expected is None or query.key is None:
            return ()
        apart = int(query.seen) - int(query.expected)
        if query.rule == CONTROL_TOTAL.code:
            return contested(self.plan, self.outcomes, (query.key,), -apart)
        if query.rule == CROSS_CHECK_OFF.code:
            name = query.facts["name"]
            pair = next(one for one in self.plan.cross_checks if one.name == name)
            return contested(self.plan, self.outcomes, pair.right, apart)
        return ()

    def _elements_of(self, query: Finding) -> frozenset[str]:
        """Return the element a query asks about, and those the form computes from it."""
        asked = element_of(query.key or "")
        computed = (
            element.code
            for element in self.plan.elements.values()
            if asked in {term.removeprefix("-") for term in element.formula}
        )
        return frozenset((asked, *computed))

    def _could_change(self, unit: str, elements: frozenset[str]) -> tuple[str, ...]:
        """Return the indicators whose verdict hangs on one of the elements of a unit."""
        suspected = {one.code for one in self.plan.indicators if elements & _codes(one.suspicions)}
        held = hinges(self.plan, self.outcomes, {unit: elements}).get(unit, ())
        found = (
            one.indicator
            for one in held
            if one.why is Why.QUERY or (one.why is Why.SUSPICION and one.indicator in suspected)
        )
        return tuple(dict.fromkeys(found))


def _elements(indicator: Indicator) -> Iterator[str]:
    """Yield the elements that enter an indicator."""
    yield from _codes(indicator.suspicions)
    if indicator.reviewed is not None:
        yield element_of(indicator.reviewed)
    for one in indicator.formulas:
        yield from _codes(one.keys)


def _codes(keys: Iterable[str]) -> set[str]:
    return {element_of(key) for key in keys}
