"""Which figures of a form limit or add up to each other, read from the plan's data."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from lsreport.checks.questionnaire import Questionnaire, Row
from lsreport.domain.observation import facet_of
from lsreport.indicators.asks import key_of
from lsreport.indicators.plan import Formula, Plan


@dataclass(frozen=True, slots=True)
class Limit:
    """Figures whose sum may not exceed the sum of others, less what does not count."""

    part: tuple[str, ...]
    whole: tuple[str, ...]
    less: tuple[str, ...] = ()

    @property
    def keys(self) -> tuple[str, ...]:
        """Every key it compares."""
        return self.part + self.whole + self.less


@dataclass(frozen=True, slots=True)
class Sum:
    """Figures that add up to a total."""

    total: str
    parts: tuple[str, ...]


def covered_limits(questionnaire: Questionnaire) -> Iterator[Limit]:
    """Yield covered or reached persons against those in scope."""
    for row in questionnaire.rows.values():
        base = questionnaire.rows.get(row.element.total_of or "", row)
        if base.element.has_total and row.element.measure == "cumulative":
            yield Limit((row.key("covered"),), (base.key("total"),))
        elif base.element.has_total and row.element.measure == "reach":
            yield Limit((row.key("reached"),), (base.key("total"),))


def gains_limits(questionnaire: Questionnaire) -> Iterator[Limit]:
    """Yield the gains of a period against the cumulative figure that contains them."""
    for row in questionnaire.rows.values():
        if row.element.measure == "cumulative":
            yield Limit((row.key("gains"),), (row.key("covered"),))


def subset_limits(questionnaire: Questionnaire) -> Iterator[Limit]:
    """Yield parts ("trong đó") against their wholes, where the form asks for all of them."""
    for row in questionnaire.rows.values():
        wholes = row.element.subset_of
        if wholes and all(key in questionnaire.keys for key in wholes):
            yield Limit((row.key(facet_of(wholes[0])),), wholes)


def settled_limits(questionnaire: Questionnaire) -> Iterator[Limit]:
    """Yield cases settled in time against those notified and no longer within the time limit."""
    for formula in formulas(questionnaire.plan):
        limit = Limit(formula.numerator, formula.denominator, formula.denominator_less)
        if limit.less and set(limit.keys) <= questionnaire.keys.keys():
            yield limit


def is_ratio(questionnaire: Questionnaire, limit: Limit) -> bool:
    """Say whether a part and its whole are numerator and denominator of an indicator."""
    return any(
        set(limit.part) <= set(formula.numerator) and set(limit.whole) <= set(formula.denominator)
        for formula in formulas(questionnaire.plan)
    )


def sums(questionnaire: Questionnaire) -> Iterator[Sum]:
    """Yield rows whose parts the form asks for as rows of their own (KP04)."""
    for row in questionnaire.rows.values():
        parts = tuple(
            key_of(code, "value") for code in row.element.parts if code in questionnaire.rows
        )
        if parts:
            yield Sum(row.key("value"), parts)


def openings(questionnaire: Questionnaire) -> Iterator[tuple[Row, Row]]:
    """Yield each stock brought forward, with the closing stock it was (CL_DK with CL_CK)."""
    for row in questionnaire.rows.values():
        if row.element.measure == "stock":
            for code in row.element.formula:
                opening = questionnaire.rows.get(code)
                if opening is not None and opening.element.measure == "stock":
                    yield opening, row


def formulas(plan: Plan) -> Iterator[Formula]:
    """Yield the formula of every indicator and line."""
    for indicator in plan.indicators:
        yield indicator
        yield from indicator.lines
