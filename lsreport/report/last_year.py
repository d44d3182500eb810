"""An indicator or line against the same period of last year: what may be compared, in words.

Tăng and giảm are said only where the figures of both periods bear it.
"""

from __future__ import annotations

from fractions import Fraction

from lsreport.domain.period import Period
from lsreport.indicators.outcome import Outcome
from lsreport.report import figures
from lsreport.report.figures import Prose, say
from lsreport.report.sentences import Subject


def change(subject: Subject, outcome: Outcome, before: Outcome | None) -> Fraction | None:
    """Return the difference of two ratios where the bounds of both leave no doubt about its sign.

    Both periods need the least number of cases of the subject, and persons reached are compared
    only over years of the same length: a whole year is no match for the first half of another.
    """
    if before is None or outcome.ratio is None or before.ratio is None:
        return None
    if not same_length(subject, outcome, before):
        return None
    if outcome.bounds is None or before.bounds is None:
        return None
    if min(outcome.denominator or 0, before.denominator or 0) < subject.least_cases:
        return None
    now, then = outcome.bounds, before.bounds
    exact = now.low == now.high and then.low == then.high
    certain = exact or now.low > then.high or now.high < then.low
    return outcome.ratio - before.ratio if certain else None


def same_length(subject: Subject, outcome: Outcome, before: Outcome) -> bool:
    """Say whether persons reached were counted over as much of a year in both periods."""
    return _lengths(subject, outcome) == _lengths(subject, before)


def _lengths(subject: Subject, outcome: Outcome) -> set[tuple[bool, bool]]:
    """Return whether reach figures cover years or first halves, and years that units share."""
    return {
        (Period.parse(period).annual, period in subject.shared_years)
        for unit in outcome.units
        if unit.reason is None
        for period in unit.reached_in.values()
    }


def comparison(subject: Subject, outcome: Outcome, before: Outcome | None) -> Prose | None:
    """Return the comparison with the same period of last year, None where none may be made."""
    difference = change(subject, outcome, before)
    if difference is None or before is None or before.ratio is None:
        return None
    last = figures.share(before.ratio, f"{subject.code} previous", before.target)
    if difference == 0:
        return say("Bằng cùng kỳ năm trước ({last}).", last=last)
    return say(
        "So với cùng kỳ năm trước ({last}) {moved} {points} điểm %.",
        last=last,
        moved="tăng" if difference > 0 else "giảm",
        points=figures.points(difference, f"{subject.code} change"),
    )
