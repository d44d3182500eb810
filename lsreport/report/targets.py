"""Section II: the table of targets, with the paragraph about each of them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import groupby

from lsreport.indicators.outcome import Evidence, Outcome, Verdict
from lsreport.indicators.plan import Indicator, Line
from lsreport.report import figures, last_year, numbers, sentences
from lsreport.report.benchmarks import levels
from lsreport.report.figures import Figure, Printable, Prose, join, say
from lsreport.report.material import Material, lower_first
from lsreport.report.paragraphs import paragraphs
from lsreport.report.sentences import Subject
from lsreport.report.subjects import subject_of
from lsreport.report.view_types import Point, TargetGroup, TargetRow

_LETTERS = "abcdđeghiklmnopqrstuvxy"
"""Letters of points, in the order of Decree 30/2020/NĐ-CP: that of the Vietnamese alphabet."""
NOT_JUDGED = "Tham khảo"
"""In place of a verdict, for a line that is shown and not judged."""


def target_groups(material: Material) -> tuple[TargetGroup, ...]:
    """Return the goals of the plan, each with its rows and one paragraph per indicator."""
    numbered = enumerate(material.outcomes, 1)
    groups = groupby(numbered, key=lambda pair: material.indicator(pair[1]).group)
    return tuple(_group(material, title, tuple(pairs)) for title, pairs in groups)


def _group(material: Material, title: str, pairs: Sequence[tuple[int, Outcome]]) -> TargetGroup:
    rows = tuple(row for number, outcome in pairs for row in _rows(material, number, outcome))
    points = tuple(
        Point(sign, paragraphs(material, outcome))
        for sign, (_number, outcome) in zip(signs(len(pairs)), pairs, strict=True)
    )
    return TargetGroup(title, rows, points)


def signs(points: int) -> list[str]:
    """Return the signs of so many points: `a) `, `b) `, …; a single point has none."""
    return [f"{letter}) " for letter in _LETTERS[:points]] if points > 1 else [""]


# --- rows -----------------------------------------------------------------------------------


def _rows(material: Material, number: int, outcome: Outcome) -> Iterator[TargetRow]:
    indicator = material.indicator(outcome)
    before = material.previous.get(outcome.code)
    subject = subject_of(material, indicator, outcome)
    yield _row(material, indicator, None, subject, outcome, before, str(number))
    past = {one.code: one for one in before.lines} if before else {}
    for line, of_line in zip(indicator.lines, outcome.lines, strict=True):
        # A line whose last owner has ended (3.1 at district level) is no longer shown.
        if line.code != indicator.judged_line and of_line.owners.expected:
            of = subject_of(material, indicator, of_line, line)
            yield _row(material, indicator, line, of, of_line, past.get(line.code), "")


def _row(
    material: Material,
    indicator: Indicator,
    line: Line | None,
    subject: Subject,
    outcome: Outcome,
    before: Outcome | None,
    number: str,
) -> TargetRow:
    judged = line is None or (line.judged and indicator.overall == "all_lines")
    target = outcome.target.words if outcome.target else sentences.VERDICTS[Verdict.NO_TARGET]
    aim = target if judged else "-"
    cells, past = cells_behind(material, outcome), _cells_before(material, before)
    change = _change(outcome, before, subject)
    row = TargetRow(
        number=number,
        code=indicator.code,
        line=line.code if line else None,
        goal=line.name if line else indicator.name,
        clause=indicator.clause,
        target=aim,
        levels=levels(material, indicator, line, _in_words(subject, outcome) if judged else aim),
        numerator=replace(_numerator(outcome, subject), evidence=cells),
        denominator=replace(_denominator(outcome, subject), evidence=cells),
        ratio=replace(ratio_figure(outcome, subject.code), evidence=cells),
        previous=replace(_previous(outcome, before, subject), evidence=past),
        change=replace(change, evidence=(*cells, *past) if change.value is not None else ()),
        used=figures.count(outcome.owners.used, f"{subject.code} used"),
        expected=figures.count(outcome.owners.expected, f"{subject.code} expected"),
        share=_share(outcome, subject),
        low=_bound(outcome, subject, low=True),
        high=_bound(outcome, subject, low=False),
        verdict=outcome.verdict,
        verdict_text=sentences.verdict_text(subject, outcome) if judged else NOT_JUDGED,
        result=Prose(()),
        coverage=Prose(()),
        level=_level(outcome, subject) if judged else None,
        label=label_of(indicator, line),
    )
    if material.withholds(outcome, line or indicator):
        row = _masked(material, row)
    elif before is not None and material.withheld_before(before, line or indicator):
        previous, change = material.previous_mask.star(row.previous), figures.masked(row.change)
        row = replace(row, previous=previous, change=change)
    return replace(row, result=_result(outcome, row, subject), coverage=_coverage(outcome, row))


def _in_words(subject: Subject, outcome: Outcome) -> Printable:
    """Return the level in the words of the plan, or that there is none."""
    target = outcome.target
    if target is None:
        return sentences.VERDICTS[Verdict.NO_TARGET]
    return figures.stated(target.words, target.level, f"{subject.code} level")


def label_of(indicator: Indicator, line: Line | None = None) -> str:
    """Return what charts and wide tables call an indicator or line."""
    short = indicator.short or indicator.name
    return f"{short}: {lower_first(line.name)}" if line else short


def _level(outcome: Outcome, subject: Subject) -> Figure | None:
    if outcome.target is None or not _has_ratio(outcome):
        return None
    return figures.level(outcome.target, f"{subject.code} level")


def cells_behind(material: Material, outcome: Outcome) -> tuple[Evidence, ...]:
    """Return every cell of every owner's part, each once, as the document may name it."""
    return material.mask.evidence(
        dict.fromkeys(cell for unit in outcome.units for cell in unit.evidence)
    )


def _cells_before(material: Material, before: Outcome | None) -> tuple[Evidence, ...]:
    """Return every cell behind the same row of last year, as the document may name it."""
    if before is None:
        return ()
    return material.previous_mask.evidence(
        dict.fromkeys(cell for unit in before.units for cell in unit.evidence)
    )


def count_or_missing(value: int | None, of: str) -> Figure:
    """Return a count, or the symbol of one that nobody gave."""
    return figures.symbol(numbers.MISSING, of) if value is None else figures.count(value, of)


def _numerator(outcome: Outcome, subject: Subject) -> Figure:
    of = f"{subject.code} numerator"
    if outcome.kind != "count_is_zero" and not _has_ratio(outcome):
        return figures.symbol(numbers.NOT_APPLICABLE, of)
    return count_or_missing(outcome.numerator, of)


def _denominator(outcome: Outcome, subject: Subject) -> Figure:
    of = f"{subject.code} denominator"
    if not _has_ratio(outcome):
        return figures.symbol(numbers.NOT_APPLICABLE, of)
    return count_or_missing(outcome.denominator, of)


def _has_ratio(outcome: Outcome) -> bool:
    """Say whether the outcome is a ratio at all: no count, no verdict over several lines."""
    several = bool(outcome.lines) and outcome.numerator is None and outcome.owners.used > 0
    return outcome.kind != "count_is_zero" and not several


def ratio_figure(outcome: Outcome, code: str) -> Figure:
    """Return the ratio of an indicator or line, or the symbol that stands for it."""
    of = f"{code} ratio"
    if not _has_ratio(outcome):
        return figures.symbol(numbers.NOT_APPLICABLE, of)
    if outcome.ratio is not None:
        return figures.share(outcome.ratio, of, outcome.target)
    return figures.symbol(numbers.NO_BASE if outcome.denominator == 0 else numbers.MISSING, of)


def _previous(outcome: Outcome, before: Outcome | None, subject: Subject) -> Figure:
    of = f"{subject.code} previous"
    if before is None or (before.owners.used == 0 and not before.numerator):
        return figures.symbol(numbers.MISSING, of)
    if outcome.kind == "count_is_zero":
        return count_or_missing(before.numerator, of)
    return replace(ratio_figure(before, subject.code), of=of)


def _change(outcome: Outcome, before: Outcome | None, subject: Subject) -> Figure:
    of = f"{subject.code} change"
    if not _has_ratio(outcome):
        return figures.symbol(numbers.NOT_APPLICABLE, of)
    difference = last_year.change(subject, outcome, before)
    if difference is None:
        return figures.symbol(numbers.MISSING, of)
    return figures.points(difference, of, signed=True)


def _share(outcome: Outcome, subject: Subject) -> Figure:
    of = f"{subject.code} share"
    if not _has_ratio(outcome):
        return figures.symbol(numbers.NOT_APPLICABLE, of)
    if outcome.denominator_share is None:
        return figures.symbol(numbers.MISSING, of)
    return figures.share(outcome.denominator_share, of, digits=numbers.ESTIMATE_DIGITS)


def _bound(outcome: Outcome, subject: Subject, *, low: bool) -> Figure:
    if outcome.bounds is None:
        symbol = numbers.MISSING if _has_ratio(outcome) else numbers.NOT_APPLICABLE
        return figures.symbol(symbol, f"{subject.code} {'low' if low else 'high'}")
    if not outcome.owners.missing:
        # Nothing is open: both bounds are the ratio, and rounding must not draw them apart.
        of = f"{subject.code} {'low' if low else 'high'}"
        return replace(ratio_figure(outcome, subject.code), of=of)
    bound = sentences.low_of if low else sentences.high_of
    return bound(subject, outcome, outcome.bounds)


def _result(outcome: Outcome, row: TargetRow, subject: Subject) -> Prose:
    if outcome.kind == "count_is_zero":
        return join((row.numerator,))
    if not _has_ratio(outcome):
        return say("Theo từng dòng")
    if outcome.numerator is None:
        return join((row.ratio,))
    if subject.share_of_cases:
        n, d = figures.in_prose(row.numerator), figures.in_prose(row.denominator)
        return say("{n}/{d}", n=n, d=d)
    return say("{n}/{d}; {ratio}", n=row.numerator, d=row.denominator, ratio=row.ratio)


def _coverage(outcome: Outcome, row: TargetRow) -> Prose:
    if not _has_ratio(outcome) or outcome.denominator_share is None:
        return say("{n}/{d}", n=row.used, d=row.expected)
    return say("{n}/{d}; {share}", n=row.used, d=row.expected, share=row.share)


def _masked(material: Material, row: TargetRow) -> TargetRow:
    star = material.mask.star
    return replace(
        row,
        numerator=star(row.numerator),
        denominator=star(row.denominator),
        ratio=star(row.ratio),
        previous=star(row.previous),
        change=star(row.change),
        share=star(row.share),
        low=star(row.low),
        high=star(row.high),
        verdict_text=numbers.MASKED,
    )
