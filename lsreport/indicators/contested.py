"""Verdicts that would be another with somebody else's sum.

Figures of others are compared and never added (domain: "Double counting"). Where they alone could
change a verdict, it is said so: a pure function of outcomes, nothing is computed again.
"""

from __future__ import annotations

from collections.abc import Collection

from lsreport.indicators.outcome import Outcome, Verdict
from lsreport.indicators.plan import Formula, Indicator, Plan
from lsreport.indicators.verdict import Sums, all_lines, judge_ratio


def contested(
    plan: Plan, outcomes: Collection[Outcome], keys: Collection[str], shift: int
) -> tuple[str, ...]:
    """Return the indicators judged otherwise if the sum of `keys` were larger by `shift`.

    Their owners' sum is part of a numerator or of a denominator; keys that are in neither, or in
    part only, change nothing.
    """
    indicators = {one.code: one for one in plan.indicators}
    return tuple(
        outcome.code
        for outcome in outcomes
        if _verdict(indicators[outcome.code], outcome, keys, shift) is not outcome.verdict
    )


def _verdict(indicator: Indicator, outcome: Outcome, keys: Collection[str], shift: int) -> Verdict:
    if indicator.kind in {"count_is_zero", "issued"}:
        return outcome.verdict
    if indicator.overall == "all_lines":
        lines = zip(outcome.lines, indicator.lines, strict=True)
        return all_lines(_moved(judged, [line], keys, shift) for judged, line in lines)
    judged = [one for one in indicator.lines if one.code == indicator.judged_line]
    return _moved(outcome, judged or indicator.formulas, keys, shift)


def _moved(
    outcome: Outcome, formulas: Collection[Formula], keys: Collection[str], shift: int
) -> Verdict:
    """Judge an outcome again with one of its sums moved."""
    counted = {key for one in formulas for key in one.numerator}
    scope = {key for one in formulas for key in one.denominator}
    numerator = (outcome.numerator or 0) + (shift if counted.issuperset(keys) else 0)
    denominator = (outcome.denominator or 0) + (shift if scope.issuperset(keys) else 0)
    if (numerator, denominator) == (outcome.numerator or 0, outcome.denominator or 0):
        return outcome.verdict
    missing = bool(outcome.owners.missing)
    assumed = sum(one.denominator for one in outcome.bounds.assumed) if outcome.bounds else 0
    sums = Sums(
        numerator=numerator,
        denominator=max(denominator, 0),
        missing=missing,
        assumed=None if missing and outcome.bounds is None else assumed,
        short=numerator < denominator or _is_short(outcome),
    )
    return judge_ratio(outcome.target, sums)


def _is_short(outcome: Outcome) -> bool:
    """Say whether a used owner covers less than its whole denominator."""
    used = (one for one in outcome.units if one.reason is None)
    return any((one.numerator or 0) < (one.denominator or 0) for one in used)
