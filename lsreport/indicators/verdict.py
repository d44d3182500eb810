"""Verdicts: what a number may claim. Domain: "Verdicts", rules 0 to 4, in their order."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from lsreport.indicators.bounds import bounds
from lsreport.indicators.outcome import Verdict
from lsreport.indicators.plan import Target


@dataclass(frozen=True, slots=True)
class Sums:
    """What the owners of an indicator or line add up to."""

    numerator: int
    """Over the owners that gave both figures (R)."""
    denominator: int
    """Over the same owners."""
    missing: bool = False
    """Whether any owner is missing (M)."""
    assumed: int | None = 0
    """Denominator assumed for the missing owners; None when one of them cannot be bounded."""
    short: bool = False
    """Whether an owner with both figures covers less than its whole denominator."""


def judge_ratio(target: Target | None, sums: Sums) -> Verdict:
    """Judge a share against a level that is to be reached or passed."""
    if target is None:
        return Verdict.NO_TARGET
    if target.level == 1 and sums.short:
        return Verdict.NOT_MET
    if sums.assumed is None:
        return Verdict.UNDETERMINED
    limits = bounds(sums.numerator, sums.denominator, sums.assumed)
    if limits is None:
        return Verdict.UNDETERMINED if sums.missing else Verdict.NO_CASES
    low, high = limits
    if low >= target.level:
        return Verdict.MET
    return Verdict.NOT_MET if high < target.level else Verdict.UNDETERMINED


def judge_zero(target: Target | None, *, positive: bool, missing: bool, suspected: bool) -> Verdict:
    """Judge a count that has to be nought.

    `positive`: a case was found, in whatever return · `missing`: an owner has not shown its zero ·
    `suspected`: others reported what a confirmed zero would contradict.
    """
    if target is None:
        return Verdict.NO_TARGET
    if positive:
        return Verdict.NOT_MET
    return Verdict.UNDETERMINED if missing or suspected else Verdict.MET


def all_lines(verdicts: Iterable[Verdict]) -> Verdict:
    """Judge an indicator by its lines: every judged one has to hold.

    A line that is only shown has no target and decides nothing.
    """
    found = set(verdicts)
    order = (Verdict.NOT_MET, Verdict.UNDETERMINED, Verdict.MET, Verdict.NO_CASES)
    return next((verdict for verdict in order if verdict in found), Verdict.NO_TARGET)
