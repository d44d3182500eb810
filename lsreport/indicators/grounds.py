"""Why a verdict is what it is: the rule that decided it.

Domain: "Verdicts", rules 0 to 4 and "All lines". A pure function of an outcome: nothing is judged
again, and each ground belongs to one verdict only.
"""

from __future__ import annotations

from enum import StrEnum

from lsreport.indicators.outcome import Outcome, Verdict
from lsreport.indicators.plan import Indicator


class Ground(StrEnum):
    """What decided a verdict."""

    NO_TARGET = "no_target"
    """0: no level is in force, or the line is shown without being judged."""
    CASE = "case"
    """1: a case was found where there must be none, whoever is missing."""
    SHORT = "short"
    """1: everybody has to be covered, and a used owner covers less than all."""
    UNCONFIRMED = "unconfirmed"
    """2: no case, but an owner has not shown its zero."""
    SUSPECTED = "suspected"
    """2: every owner shows its zero, but others reported what contradicts it."""
    CONFIRMED = "confirmed"
    """2: every owner shows its zero and nobody contradicts it."""
    UNBOUNDED = "unbounded"
    """3: an owner is missing, and how many it has is not known or nobody is in scope so far."""
    NOBODY = "nobody"
    """3: nobody is in scope, and no owner is missing."""
    LOW_REACHES = "low_reaches"
    """4: the level is reached even with nobody covered at the missing owners."""
    HIGH_BELOW = "high_below"
    """4: the level is not reached even with everybody covered at the missing owners."""
    BETWEEN = "between"
    """4: it depends on what the missing owners report."""
    LINE_FAILS = "line_fails"
    """All lines: one of them is not met."""
    LINE_OPEN = "line_open"
    """All lines: none fails, one of them is undetermined."""
    LINES_HOLD = "lines_hold"
    """All lines: each is met, or has nobody in scope."""
    LINES_EMPTY = "lines_empty"
    """All lines: nobody is in scope of any."""

    @property
    def rule(self) -> int | None:
        """Number of the rule; None for those over lines."""
        return _RULES.get(self)


_RULES = {
    Ground.NO_TARGET: 0,
    Ground.CASE: 1,
    Ground.SHORT: 1,
    Ground.UNCONFIRMED: 2,
    Ground.SUSPECTED: 2,
    Ground.CONFIRMED: 2,
    Ground.UNBOUNDED: 3,
    Ground.NOBODY: 3,
    Ground.LOW_REACHES: 4,
    Ground.HIGH_BELOW: 4,
    Ground.BETWEEN: 4,
}
_OVER_LINES = {
    Verdict.NOT_MET: Ground.LINE_FAILS,
    Verdict.UNDETERMINED: Ground.LINE_OPEN,
    Verdict.MET: Ground.LINES_HOLD,
    Verdict.NO_CASES: Ground.LINES_EMPTY,
}


def ground_of(indicator: Indicator, outcome: Outcome) -> Ground:
    """Return what decided the verdict of an indicator, or of one of its lines."""
    if outcome.target is None or outcome.verdict is Verdict.NO_TARGET:
        return Ground.NO_TARGET
    if outcome.lines and indicator.overall == "all_lines":
        return _OVER_LINES[outcome.verdict]
    if outcome.kind == "count_is_zero":
        return _of_zero(outcome)
    if outcome.verdict is Verdict.MET:
        return Ground.LOW_REACHES
    if outcome.verdict is Verdict.NO_CASES:
        return Ground.NOBODY
    if outcome.verdict is Verdict.NOT_MET:
        # A level of 100 % is missed as soon as one used owner is short: rule 1 comes first.
        return Ground.SHORT if outcome.target.level == 1 else Ground.HIGH_BELOW
    return Ground.BETWEEN if outcome.bounds else Ground.UNBOUNDED


def _of_zero(outcome: Outcome) -> Ground:
    if outcome.verdict is Verdict.NOT_MET:
        return Ground.CASE
    if outcome.verdict is Verdict.MET:
        return Ground.CONFIRMED
    return Ground.UNCONFIRMED if outcome.owners.missing else Ground.SUSPECTED
