"""From the parts of owners to the outcome of an indicator or line."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from lsreport.domain.observation import State
from lsreport.indicators.bounds import bounds, break_even, held_share
from lsreport.indicators.outcome import (
    Assumed,
    Bounds,
    Evidence,
    Outcome,
    Owners,
    UnitFigure,
    Verdict,
)
from lsreport.indicators.parts import Part, merged
from lsreport.indicators.plan import Indicator, Target
from lsreport.indicators.verdict import Sums, all_lines, judge_ratio, judge_zero


def ratio_outcome(
    indicator: Indicator, code: str, target: Target | None, parts: Sequence[Part]
) -> Outcome:
    """Add the parts of the owners that gave both figures, and bound the others.

    `code` names the indicator or the line, `target` is None where there is nothing to judge.
    """
    used = [part.figure for part in parts if part.used]
    assumed = _assumed(parts)
    sums = Sums(
        numerator=sum(figure.numerator or 0 for figure in used),
        denominator=sum(figure.denominator or 0 for figure in used),
        missing=len(used) < len(parts),
        assumed=None if assumed is None else sum(one.denominator for one in assumed),
        short=any(part.short for part in parts),
    )
    units = tuple(part.figure for part in parts)
    outcome = Outcome(
        code=code,
        clause=indicator.clause,
        kind=indicator.kind,
        target=target,
        numerator=sums.numerator if used else None,
        denominator=sums.denominator if used else None,
        verdict=judge_ratio(target, sums),
        bounds=None,
        break_even=None,
        denominator_share=None,
        owners=owners_among(units),
        units=units,
    )
    return _bounded(outcome, sums, assumed)


def total_outcome(
    indicator: Indicator,
    target: Target | None,
    parts: Mapping[str, tuple[Part, ...]],
    lines: tuple[Outcome, ...],
    codes: Sequence[str],
) -> Outcome:
    """Add every line: an owner is missing per line, and used when all its lines are.

    `parts` holds the parts of each line by its code; `codes` gives the order of the owners.
    """
    overall = ratio_outcome(
        indicator,
        indicator.code,
        target,
        [_in_line(part, code) for code, of_line in parts.items() for part in of_line],
    )
    units = _by_unit(lines, codes, add=True)
    return replace(overall, owners=owners_among(units), units=units, lines=lines)


def all_lines_outcome(
    indicator: Indicator,
    target: Target | None,
    lines: tuple[Outcome, ...],
    codes: Sequence[str],
) -> Outcome:
    """Judge by the judged lines; figures of different populations are never added."""
    units = _by_unit(lines, codes, add=False)
    verdict = all_lines(line.verdict for line in lines)
    return replace(_count_outcome(indicator, target, verdict, None, units), lines=lines)


def zero_outcome(
    indicator: Indicator,
    target: Target | None,
    parts: Sequence[Part],
    suspicions: tuple[Evidence, ...],
) -> Outcome:
    """Count the cases found, also by owners that did not show their zero; nobody's sum is None."""
    units = tuple(part.figure for part in parts)
    verdict = judge_zero(
        target,
        positive=any(unit.positive for unit in units),
        missing=any(unit.state is State.MISSING for unit in units),
        suspected=bool(suspicions),
    )
    outcome = _count_outcome(indicator, target, verdict, _cases(parts), units)
    return replace(outcome, suspicions=suspicions)


def _cases(parts: Sequence[Part]) -> int | None:
    """Return the cases of the window, None when nobody counted.

    In a joined year the opening cases are the ended units'. Those that began have at least the
    cases they opened with, so that a case no ended unit reported is not lost.
    """
    found = [part.figure.numerator for part in parts if part.figure.numerator is not None]
    begun = sum(
        part.opening + (part.figure.numerator or 0) for part in parts if part.opening is not None
    )
    return max(sum(found), begun) if found or begun else None


def owners_among(units: Sequence[UnitFigure]) -> Owners:
    """Return who was expected, used, not applicable and missing."""
    missing = tuple(unit.code for unit in units if unit.state is State.MISSING)
    return Owners(
        expected=len(units),
        used=len(units) - len(missing),
        not_applicable=tuple(unit.code for unit in units if unit.state is State.NOT_APPLICABLE),
        missing=missing,
    )


def _count_outcome(
    indicator: Indicator,
    target: Target | None,
    verdict: Verdict,
    numerator: int | None,
    units: tuple[UnitFigure, ...],
) -> Outcome:
    """Return an outcome that has no ratio, and so no bounds."""
    return Outcome(
        code=indicator.code,
        clause=indicator.clause,
        kind=indicator.kind,
        target=target,
        numerator=numerator,
        denominator=None,
        verdict=verdict,
        bounds=None,
        break_even=None,
        denominator_share=None,
        owners=owners_among(units),
        units=units,
    )


def _bounded(outcome: Outcome, sums: Sums, assumed: tuple[Assumed, ...] | None) -> Outcome:
    """Add bounds, break-even and share; unchanged where a missing owner cannot be bounded."""
    if assumed is None or sums.assumed is None:
        return outcome
    known = (sums.numerator, sums.denominator, sums.assumed)
    limits = bounds(*known)
    return replace(
        outcome,
        bounds=Bounds(*limits, assumed) if limits else None,
        break_even=break_even(outcome.target.level, *known) if outcome.target else None,
        denominator_share=held_share(sums.denominator, sums.assumed),
    )


def _assumed(parts: Iterable[Part]) -> tuple[Assumed, ...] | None:
    """Return what is assumed for the missing owners, None when one of them cannot be bounded."""
    assumed: list[Assumed] = []
    for part in parts:
        if part.assumed is None:
            return None
        assumed += part.assumed
    return tuple(assumed)


def _in_line(part: Part, line: str) -> Part:
    """Return the part with its assumed denominators marked by the line they belong to."""
    if part.assumed is None:
        return part
    return replace(part, assumed=tuple(replace(one, line=line) for one in part.assumed))


def _by_unit(
    lines: Sequence[Outcome], codes: Sequence[str], *, add: bool
) -> tuple[UnitFigure, ...]:
    """Return the parts of each owner over the lines as one, in the order of `codes`."""
    of_unit: dict[str, list[UnitFigure]] = {code: [] for code in codes}
    for line in lines:
        for unit in line.units:
            of_unit[unit.code].append(unit)
    return tuple(merged(parts, add=add) for parts in of_unit.values() if parts)
