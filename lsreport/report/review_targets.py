"""Section II of a review: each indicator over the years, and when it was first met.

A year says what the report of that year says: its rows are the rows of that report.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import groupby

from lsreport.indicators.outcome import Outcome, Verdict
from lsreport.report import figures, numbers
from lsreport.report.figures import Figure, Prose
from lsreport.report.material import Material
from lsreport.report.milestones import first_text, since_text
from lsreport.report.review_charts import trend_chart
from lsreport.report.review_series import (
    NOT_JUDGED,
    Key,
    Series,
    all_series,
    has_level,
    heads_of,
    short_verdict,
)
from lsreport.report.review_types import TrendGroup, TrendRow
from lsreport.report.review_words import trend_paragraphs
from lsreport.report.targets import signs
from lsreport.report.view_types import Point, TargetRow


def trend_groups(years: Sequence[Material]) -> tuple[TrendGroup, ...]:
    """Return the goals of the plan over the years; `years` run without a gap, oldest first."""
    last, series = years[-1], all_series(years)
    numbered = enumerate(last.outcomes, 1)
    groups = groupby(numbered, key=lambda pair: last.indicator(pair[1]).group)
    return tuple(
        _group(years, series, title, tuple(pairs), f"trend{place}")
        for place, (title, pairs) in enumerate(groups, 1)
    )


def _group(
    years: Sequence[Material],
    series: Mapping[Key, Series],
    title: str,
    pairs: Sequence[tuple[int, Outcome]],
    chart: str,
) -> TrendGroup:
    rows = tuple(
        _row(years, one, line, "" if line else str(number))
        for number, outcome in pairs
        for (code, line), one in series.items()
        if code == outcome.code
    )
    points = tuple(
        Point(sign, trend_paragraphs(years, series, outcome.code))
        for sign, (_number, outcome) in zip(signs(len(pairs)), pairs, strict=True)
    )
    return TrendGroup(title, rows, trend_chart(chart, title, rows, heads_of(years)), points)


def _row(years: Sequence[Material], series: Series, line: str | None, number: str) -> TrendRow:
    latest, last = series.latest, series.rows[-1]
    found, heads = series.found, heads_of(years)
    first, since = first_text(found, heads), since_text(found, heads)
    told = series.judged and not series.masked
    if not told:
        first = since = numbers.MASKED if series.masked else NOT_JUDGED
    return TrendRow(
        number=number,
        code=latest.code,
        line=line,
        goal=latest.goal,
        label=latest.label,
        clause=latest.clause,
        target=_target(series, heads[-1]),
        levels=latest.levels,
        years=series.rows,
        shown=series.shown,
        cells=series.cells,
        details=series.details,
        result=_result(last),
        verdict=NOT_JUDGED if last is None else last.verdict_text,
        verdicts=tuple(short_verdict(row) for row in series.rows),
        gap=_gap(series, latest.code if line is None else f"{latest.code}/{line}", heads[-1]),
        found=found if told else None,
        masked=series.masked,
        first_met=first,
        since=since,
    )


def _target(series: Series, year: str) -> Prose:
    """Return the level in the words of the plan, without the national one beside it."""
    target, code = series.outcomes[-1].target, series.latest.numerator.of.partition(" ")[0]
    if target is None or not has_level(series.latest):
        return Prose((series.latest.target,))
    return Prose((figures.stated(target.words, target.level, f"{code} level {year}"),))


def _result(last: TargetRow | None) -> Prose:
    if last is None:
        return Prose((numbers.NOT_APPLICABLE,))
    return Prose((numbers.MASKED,)) if last.verdict_text == numbers.MASKED else last.result


def _gap(series: Series, code: str, year: str) -> Figure:
    """Return the persons still missing in the last year, where it is known of everybody."""
    row, outcome, of = series.rows[-1], series.outcomes[-1], f"{code} gap {year}"
    if row is None or outcome.target is None or not has_level(row) or row.level is None:
        return figures.symbol(numbers.NOT_APPLICABLE, of)
    if outcome.verdict is Verdict.MET:
        gap = figures.count(0, of, row.ratio.evidence)
    elif outcome.gap is not None and not outcome.owners.missing:
        gap = figures.count(outcome.gap, of, row.ratio.evidence)
    else:
        gap = figures.symbol(numbers.MISSING, of)
    return figures.masked(gap) if series.masked else gap
