"""An owner's part of an indicator taken apart: every key, its cells, and what stands in for it.

The same functions that compute the part are asked again, so that what is told is what was added.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from lsreport.domain.assessment import Assessment
from lsreport.domain.finding import Finding
from lsreport.domain.observation import Place, element_of, facet_of
from lsreport.domain.period import Period
from lsreport.domain.submission import JudgedReturn, Rejected
from lsreport.indicators.asks import key_of
from lsreport.indicators.assumed import REFERENCE, AssumedPart, assumed_parts
from lsreport.indicators.history import Accepted, last_of_its_own
from lsreport.indicators.measures import Figure, as_given, figure_of
from lsreport.indicators.outcome import Evidence, Outcome, UnitFigure
from lsreport.indicators.parts import contradicting
from lsreport.indicators.plan import Element, Formula, Indicator, Plan
from lsreport.indicators.units import Owner, owned, owners_of, unit_window

Role = Literal["numerator", "denominator", "subtracted", "review"]
"""What a key is to the part: `subtracted` from the denominator, `review` confirms a zero."""


@dataclass(frozen=True, slots=True)
class Term:
    """One key of an owner's part."""

    key: str
    role: Role
    figure: Figure
    added: bool
    """False where it is another owner's part of the period, or a review."""
    evidence: tuple[Evidence, ...]
    """The cells it was read from; of a fact that stands, those of the return that gave it."""
    place: Place | None
    """The owner's own cell, also when it is blank or put aside; None when no cell is known."""
    findings: tuple[Finding, ...]
    """What put it, or what it is computed from, aside."""
    brought_forward: Accepted | None
    """The earlier figure that its count starts from; None when it starts from nothing."""

    @property
    def is_withheld(self) -> bool:
        """Whether its content looks personal: a finding about it does not tell it either."""
        return any(one.seen is None for one in self.findings)


@dataclass(frozen=True, slots=True)
class Trace:
    """One owner's part of an indicator or line."""

    owner: Owner
    figure: UnitFigure
    terms: tuple[Term, ...]
    rejected: Rejected | None
    """The file of a missing owner that was not accepted."""
    assumed: tuple[AssumedPart, ...] | None
    """What the bounds assume for a missing owner, key by key; None when it cannot be bounded."""


def trace(
    plan: Plan,
    assessment: Assessment,
    period: Period,
    indicator: Indicator,
    outcome: Outcome,
    formula: Formula,
) -> tuple[Trace, ...]:
    """Return the part of each owner of an outcome of `indicator`, in the order it was added.

    `formula` is the line the outcome belongs to, or the indicator itself.
    """
    tracer = _Tracer(plan, assessment, indicator, formula)
    parts = {one.code: one for one in outcome.units}
    owners = owners_of(plan, assessment, period, indicator.code)
    return tuple(tracer.of(owner, parts[owner.code]) for owner in owners if owner.code in parts)


@dataclass(frozen=True, slots=True)
class _Tracer:
    """One indicator or line of one period."""

    plan: Plan
    assessment: Assessment
    indicator: Indicator
    formula: Formula

    def of(self, owner: Owner, figure: UnitFigure) -> Trace:
        """Take the part of one owner apart."""
        known = self.assessment.periods.get(owner.period)
        terms = (self._term(owner, key, role, figure) for key, role in self._keys(owner))
        return Trace(
            owner=owner,
            figure=figure,
            terms=tuple(terms),
            rejected=known.rejected.get(owner.code) if known else None,
            assumed=self._assumed(owner) if figure.reason else (),
        )

    def _keys(self, owner: Owner) -> Iterator[tuple[str, Role]]:
        """Yield the keys the owner owns, each with what it is to the part."""
        formula, plan = self.formula, self.plan
        groups: tuple[tuple[Role, tuple[str, ...]], ...] = (
            ("numerator", formula.numerator),
            ("denominator", formula.denominator),
            ("subtracted", formula.denominator_less),
        )
        for role, keys in groups:
            yield from ((key, role) for key in owned(plan, owner, keys))
        if self.indicator.kind == "count_is_zero":
            yield from ((key, "review") for key in self._reviewed(owner))

    def _reviewed(self, owner: Owner) -> Iterator[str]:
        """Yield what a zero has to be confirmed by, and a closing stock that contradicts it."""
        if self.indicator.reviewed is not None:
            yield self.indicator.reviewed
        yield from contradicting(self.plan, owner, self.indicator)

    def _term(self, owner: Owner, key: str, role: Role, part: UnitFigure) -> Term:
        given = as_given(owner, key)
        standing = self.indicator.kind == "issued"
        figure = given if standing or role == "review" else self._entering(owner, key)
        observation = owner.judged.observations.get(key) if owner.judged else None
        return Term(
            key=key,
            role=role,
            figure=figure,
            added=role != "review" and key not in owner.without,
            evidence=part.evidence if standing else figure.evidence,
            place=observation.place if observation else None,
            findings=tuple(_each_once(_aside(owner.judged, key))) if owner.judged else (),
            brought_forward=self._brought_forward(owner, key),
        )

    def _entering(self, owner: Owner, key: str) -> Figure:
        """Return the figure as it enters the sum; cases count as they were given."""
        if self.indicator.kind == "count_is_zero":
            return as_given(owner, key)
        return figure_of(self.plan, self.assessment, owner, key)

    def _brought_forward(self, owner: Owner, key: str) -> Accepted | None:
        """Return the last figure before the window, for a count that goes on from it."""
        left = self._left_by(self.plan.elements[element_of(key)], facet_of(key))
        if left is None or owner.judged is None:
            return None
        opens = unit_window(self.plan, owner.unit, owner.period)[0]
        return last_of_its_own(self.plan, self.assessment, owner.unit, left, opens)

    def _left_by(self, element: Element, facet: str) -> str | None:
        """Return the key an earlier return left it under: its own, or the closing stock's."""
        if element.measure == "cumulative":
            return key_of(element.code, facet) if facet == "covered" else None
        if element.measure != "stock" or facet != "value":
            return None
        stocks = (one for one in self.plan.elements.values() if one.measure == "stock")
        closing = (one.code for one in stocks if one.formula and element.code in _around(one))
        return next(closing, None)

    def _assumed(self, owner: Owner) -> tuple[AssumedPart, ...] | None:
        if self.indicator.kind == "count_is_zero":
            return None
        if self.indicator.kind == "issued":
            return tuple(AssumedPart(key, 1, REFERENCE) for key in self.indicator.numerator)
        return assumed_parts(self.plan, self.assessment, owner, self.formula)


def _around(closing: Element) -> tuple[str, ...]:
    """Return a stock the form computes, and the terms it is computed from."""
    return (closing.code, *closing.formula)


def _each_once(findings: Iterator[Finding]) -> Iterator[Finding]:
    """Yield the findings without those told already: one may put several parts aside."""
    told: set[str] = set()
    for one in findings:
        if one.id not in told:
            told.add(one.id)
            yield one


def _aside(judged: JudgedReturn, key: str) -> Iterator[Finding]:
    """Yield what put a figure aside, or a figure it is computed from."""
    yield from judged.aside.get(key, ())
    observation = judged.observations.get(key)
    for part in observation.parts if observation else ():
        yield from _aside(judged, part)
