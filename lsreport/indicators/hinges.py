"""What hangs on one unit: the verdicts that its figures could settle or turn.

Domain: "Verdicts". A pure function of outcomes: nothing is computed again, every answer follows
from the sums, the bounds and the parts of the units that an outcome already carries.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from lsreport.domain.observation import element_of
from lsreport.indicators.outcome import Outcome, UnitFigure, Verdict
from lsreport.indicators.plan import Formula, Indicator, Plan, Target
from lsreport.indicators.verdict import Sums, judge_ratio

Doubts = Mapping[str, Collection[str]]
"""Per unit code, the elements an open query asks about."""


class Why(StrEnum):
    """Why a verdict hangs on a unit."""

    MISSING = "missing"
    """It is undetermined, and the unit's figures are among those it waits for."""
    SUSPICION = "suspicion"
    """The unit reported what a confirmed zero would contradict."""
    BREACH = "breach"
    """It is "not met" by a case of the unit that a check put aside."""
    QUERY = "query"
    """It uses a figure of the unit that an open query asks about, and would be another one if
    nobody, or everybody, of the unit were covered."""


@dataclass(frozen=True, slots=True)
class Hinge:
    """One verdict that hangs on one unit."""

    indicator: str
    line: str | None
    """Code of the line; None where the indicator is judged as a whole."""
    why: Why
    share: Fraction | None
    """Part of the (partly assumed) denominator that is the unit's; None where there is none."""
    settles: bool
    """Whether the unit's figures can settle or turn the verdict by themselves, whatever the other
    missing units report."""

    @property
    def is_open(self) -> bool:
        """Whether the verdict cannot stand as it is until the unit answers."""
        return self.why is not Why.QUERY


def hinges(
    plan: Plan, outcomes: Collection[Outcome], doubts: Doubts
) -> Mapping[str, tuple[Hinge, ...]]:
    """Return per unit code what hangs on it, in the order of the plan's indicators."""
    indicators = {one.code: one for one in plan.indicators}
    found: dict[str, list[Hinge]] = {}
    for outcome in outcomes:
        for code, hinge in _of(indicators[outcome.code], outcome, doubts):
            found.setdefault(code, []).append(hinge)
    return {code: tuple(several) for code, several in found.items()}


def _of(indicator: Indicator, outcome: Outcome, doubts: Doubts) -> Iterator[tuple[str, Hinge]]:
    """Yield unit and hinge of an indicator, or of its lines where each is judged."""
    if indicator.kind == "count_is_zero":
        yield from _zero(indicator, outcome, doubts)
    elif indicator.overall != "all_lines":
        judged = next((one for one in indicator.lines if one.code == indicator.judged_line), None)
        formulas = [judged] if judged else indicator.formulas
        yield from _ratio(outcome, outcome, None, formulas, doubts)
    else:
        for line, formula in zip(outcome.lines, indicator.lines, strict=True):
            yield from _ratio(outcome, line, line.code, [formula], doubts)


def _zero(indicator: Indicator, outcome: Outcome, doubts: Doubts) -> Iterator[tuple[str, Hinge]]:
    """Yield what hangs on each unit where a count has to be nought."""
    positive = [unit.code for unit in outcome.units if unit.positive]
    suspected = list(dict.fromkeys(one.unit for one in outcome.suspicions))
    asked = _elements([indicator]) | {indicator.reviewed or ""}

    def hinge(why: Why, *, settles: bool) -> Hinge:
        return Hinge(outcome.code, None, why, None, settles)

    for unit in outcome.units:
        if outcome.verdict is Verdict.UNDETERMINED and unit.code in outcome.owners.missing:
            # One case is enough for "not met", whatever the others report.
            yield unit.code, hinge(Why.MISSING, settles=True)
        elif outcome.verdict is Verdict.NOT_MET and unit.positive and unit.reason is not None:
            yield unit.code, hinge(Why.BREACH, settles=positive == [unit.code])
        elif outcome.target is None or unit.reason is not None:
            continue
        # A case more says "not met"; the only unit with cases could also have none.
        elif positive in ([], [unit.code]) and asked & set(doubts.get(unit.code, ())):
            yield unit.code, hinge(Why.QUERY, settles=True)
    if outcome.verdict is Verdict.UNDETERMINED:
        alone = len(suspected) == 1 and not outcome.owners.missing
        for code in suspected:
            yield code, hinge(Why.SUSPICION, settles=alone)


def _ratio(
    whole: Outcome,
    judged: Outcome,
    line: str | None,
    formulas: Collection[Formula],
    doubts: Doubts,
) -> Iterator[tuple[str, Hinge]]:
    """Yield what hangs on each unit where a share has to reach a level.

    A line that is open beside one that fails decides nothing: the whole stays "not met".
    """
    target = judged.target
    if target is None:
        return
    reach = _Reach(judged, target)
    if whole.verdict is judged.verdict is Verdict.UNDETERMINED:
        for code in judged.owners.missing:
            share, settles = reach.share_of(code), reach.settles(code)
            yield code, Hinge(whole.code, line, Why.MISSING, share, settles)
    asked = _elements(formulas)
    for unit in judged.units:
        if unit.reason is None and asked & set(doubts.get(unit.code, ())) and reach.turns(unit):
            share = reach.part(unit.denominator or 0)
            yield unit.code, Hinge(whole.code, line, Why.QUERY, share, settles=True)


@dataclass(frozen=True, slots=True)
class _Reach:
    """How far one unit can move a share."""

    outcome: Outcome
    target: Target

    @property
    def assumed(self) -> int | None:
        """Denominator of all missing owners; None when one of them cannot be bounded."""
        if not self.outcome.owners.missing:
            return 0
        bounds = self.outcome.bounds
        return sum(one.denominator for one in bounds.assumed) if bounds else None

    def part(self, denominator: int) -> Fraction | None:
        """Return a denominator as a part of the whole."""
        if self.assumed is None:
            return None
        whole = (self.outcome.denominator or 0) + self.assumed
        return Fraction(denominator, whole) if whole else None

    def _assumed_of(self, code: str) -> int:
        bounds = self.outcome.bounds
        return sum(one.denominator for one in bounds.assumed if one.unit == code) if bounds else 0

    def share_of(self, code: str) -> Fraction | None:
        """Return the part of the whole that a missing unit is assumed to hold."""
        return self.part(self._assumed_of(code))

    def settles(self, code: str) -> bool:
        """Say whether a missing unit can decide: all of it covered, or nobody of it."""
        if self.outcome.owners.missing == (code,):
            return True
        if self.assumed is None:
            # Only where everybody has to be covered is one unit's shortfall enough.
            return self.target.level == 1
        numerator, own = self.outcome.numerator or 0, self._assumed_of(code)
        needed = self.target.level * ((self.outcome.denominator or 0) + self.assumed)
        return numerator + own >= needed or numerator + self.assumed - own < needed

    def turns(self, unit: UnitFigure) -> bool:
        """Say whether the verdict would be another if nobody or everybody were covered there."""
        given, whole = unit.numerator or 0, unit.denominator or 0
        short_elsewhere = any(
            (one.numerator or 0) < (one.denominator or 0)
            for one in self.outcome.units
            if one.reason is None and one.code != unit.code
        )
        return any(
            judge_ratio(
                self.target,
                Sums(
                    numerator=(self.outcome.numerator or 0) - given + covered,
                    denominator=self.outcome.denominator or 0,
                    missing=bool(self.outcome.owners.missing),
                    assumed=self.assumed,
                    short=short_elsewhere or covered < whole,
                ),
            )
            is not self.outcome.verdict
            for covered in (0, whole)
        )


def _elements(formulas: Collection[Formula]) -> set[str]:
    """Return the elements that enter the formulas."""
    return {element_of(key) for one in formulas for key in one.keys}
