"""What a reader can work out about few children from figures that are published: the attack.

The reader knows the plan (who counts what, and how indicators add), who sent a return, and every
figure printed, with what it is called. All that is one system of equations and inequalities over
whole numbers from nought; a starred figure is recovered when only one value is left for it, by
tightening intervals or by linear elimination. Nothing here asks the program what it hides.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction

Form = Mapping[str, Fraction]
"""A sum of unknowns with their factors."""


@dataclass(frozen=True)
class Fact:
    """What is known of a sum of unknowns: it lies from `low` to `high`, None without end."""

    form: Form
    low: Fraction | None
    high: Fraction | None


def form(*terms: tuple[str, int | Fraction]) -> dict[str, Fraction]:
    """Return a sum; the same unknown may stand in it several times."""
    added: dict[str, Fraction] = {}
    for name, factor in terms:
        added[name] = added.get(name, Fraction(0)) + factor
    return {name: factor for name, factor in added.items() if factor}


def scaled(one: Form, factor: int | Fraction) -> dict[str, Fraction]:
    return {name: value * factor for name, value in one.items()}


def plus(*forms: Form) -> dict[str, Fraction]:
    return form(*(term for one in forms for term in one.items()))


def equal(one: Form, value: int | Fraction) -> Fact:
    return Fact(one, Fraction(value), Fraction(value))


def at_least(one: Form, value: int | Fraction) -> Fact:
    return Fact(one, Fraction(value), None)


def between(one: Form, low: int, high: int) -> Fact:
    return Fact(one, Fraction(low), Fraction(high))


@dataclass
class Reader:
    """Somebody with pencil and paper, and all the time in the world."""

    facts: list[Fact] = field(default_factory=list)
    bounds: dict[str, tuple[int, int | None]] = field(default_factory=dict)

    def learn(self, facts: Iterable[Fact]) -> None:
        """Take facts in, and draw every conclusion from intervals."""
        self.facts += facts
        for fact in self.facts:
            for name in fact.form:
                self.bounds.setdefault(name, (0, None))
        while sum(map(self._tighten, self.facts)):
            pass

    def recovered(self, asked: Mapping[str, Form]) -> dict[str, Fraction]:
        """Return the asked sums of which only one value is left."""
        found = {}
        echelon = self._echelon()
        for label, one in asked.items():
            low, high = self._span(one)
            if low is not None and low == high:
                found[label] = low
                continue
            known = _reduced(_row(one, Fraction(0)), echelon)
            if not any(name for name in known if name):
                found[label] = known.get("", Fraction(0))
        return found

    def _ends(self, one: Form) -> Iterator[tuple[str, Fraction | None, Fraction | None]]:
        """Yield the least and the largest that each term of a sum can be."""
        for name, factor in one.items():
            least, most = self.bounds.get(name, (0, None))
            ends = [None if end is None else factor * end for end in (least, most)]
            low, high = ends if factor > 0 else ends[::-1]
            yield name, low, high

    def _span(self, one: Form) -> tuple[Fraction | None, Fraction | None]:
        ends = list(self._ends(one))
        return _added([low for _name, low, _ in ends]), _added([high for _name, _, high in ends])

    def _tighten(self, fact: Fact) -> bool:
        ends = list(self._ends(fact.form))
        lows, highs = [one[1] for one in ends], [one[2] for one in ends]
        moved = False
        for place, (name, factor) in enumerate(fact.form.items()):
            low = _added(lows, without=place) if fact.high is not None else None
            high = _added(highs, without=place) if fact.low is not None else None
            most = None if fact.high is None or low is None else (fact.high - low) / factor
            least = None if fact.low is None or high is None else (fact.low - high) / factor
            if factor < 0:
                least, most = most, least
            moved = self._narrow(name, least, most) or moved
        return moved

    def _narrow(self, name: str, least: Fraction | None, most: Fraction | None) -> bool:
        low, high = self.bounds[name]
        better = low if least is None else max(low, math.ceil(least))
        nearer = high
        if most is not None:
            nearer = math.floor(most) if high is None else min(high, math.floor(most))
        if nearer is not None and better > nearer:
            raise ValueError(f"the published figures contradict each other about {name}")
        self.bounds[name] = (better, nearer)
        return (better, nearer) != (low, high)

    def _echelon(self) -> dict[str, Form]:
        """Return the equations in reduced form: per leading unknown, what it is equal to."""
        fixed = [
            equal(form((name, 1)), low) for name, (low, high) in self.bounds.items() if low == high
        ]
        reduced: dict[str, Form] = {}
        for fact in (*fixed, *self.facts):
            if fact.low is None or fact.low != fact.high:
                continue
            row = _reduced(_row(fact.form, fact.low), reduced)
            lead = next((name for name in row if name), None)
            if lead is None:
                continue
            row = {name: value / row[lead] for name, value in row.items()}
            for other, known in reduced.items():
                if lead in known:
                    reduced[other] = _minus(known, row, known[lead])
            reduced[lead] = row
        return reduced


def _added(ends: Sequence[Fraction | None], without: int | None = None) -> Fraction | None:
    """Return a sum of ends, but for one of them; None where another is open."""
    total = Fraction(0)
    for place, end in enumerate(ends):
        if place == without:
            continue
        if end is None:
            return None
        total += end
    return total


def _row(one: Form, value: Fraction) -> dict[str, Fraction]:
    """Return `one = value` as a row whose nameless column holds what is moved to the left."""
    return {**one, "": -value} if value else dict(one)


def _reduced(row: dict[str, Fraction], by: Mapping[str, Form]) -> dict[str, Fraction]:
    for name in list(row):
        if name in by and name in row:
            row = _minus(row, by[name], row[name])
    return row


def _minus(row: Form, other: Form, factor: Fraction) -> dict[str, Fraction]:
    left = dict(row)
    for name, value in other.items():
        left[name] = left.get(name, Fraction(0)) - factor * value
    return {name: value for name, value in left.items() if value}
