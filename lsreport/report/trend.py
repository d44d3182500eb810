"""Results over the periods of one kind: first halves, or years; what is not known stays a gap."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from lsreport.domain.period import Period
from lsreport.indicators.outcome import Outcome
from lsreport.report import figures, numbers, sentences
from lsreport.report.charted import (
    AGES,
    BOUNDS,
    GOAL,
    LEVEL,
    RATIO,
    Chart,
    Look,
    Series,
    has_share,
    ranged,
)
from lsreport.report.figures import Figure, Prose, say
from lsreport.report.hiding import mask_of
from lsreport.report.last_year import same_length
from lsreport.report.material import Material, period_text
from lsreport.report.subjects import judged_formula, subject_of
from lsreport.report.targets import cells_behind, ratio_figure
from lsreport.report.view_types import TargetRow

TREND = "trend"
"""Code of the chart."""
EARLIER = len(AGES) - 1
"""Periods before the one reported that a chart can tell apart."""


@dataclass(frozen=True, slots=True)
class _Point:
    """What one target came to in one period."""

    ratio: Figure
    low: Figure
    high: Figure
    comparable: bool = True
    """Whether persons reached were counted over as much of a year as in the period reported."""


def trend_chart(
    material: Material,
    judged: Sequence[TargetRow],
    past: Mapping[Period, Sequence[Outcome]],
) -> Chart | None:
    """Return the results of up to five periods, None where nothing earlier may be shown."""
    periods = _periods(material.period, past)
    earlier = [list(_column(material, judged, one, past.get(one, ()))) for one in periods]
    if not any(has_share(point.ratio) for points in earlier for point in points):
        return None
    table = [*earlier, [_Point(row.ratio, row.low, row.high) for row in judged]]
    drawn = [place for place, _row in enumerate(judged) if _has_bar(table, place)]
    rows = [judged[place] for place in drawn]
    spans = (*periods, material.period)
    bars = zip(spans, table, reversed(AGES[: len(table)]), strict=True)
    return Chart(
        code=TREND,
        title=f"Tỷ lệ thực hiện qua các kỳ, {_span_text(spans)}",
        alt_text=(
            "Biểu đồ thanh ngang: mỗi mục tiêu có một thanh cho mỗi kỳ, kỳ cũ ở trên và nhạt hơn, "
            "kỳ báo cáo ở dưới cùng và đậm nhất; khung rỗng viền đậm là mức chỉ tiêu; đoạn thẳng "
            f"có chặn hai đầu là khoảng {BOUNDS}. Kỳ không có số liệu để trống."
        ),
        category_title=GOAL,
        value_title=RATIO,
        categories=tuple(row.label for row in rows),
        series=(
            *(_bars(period, [of[one] for one in drawn], look) for period, of, look in bars),
            levels(rows),
        ),
        notes=tuple(_cautions(periods, judged, earlier)),
    )


def levels(rows: Sequence[TargetRow]) -> Series:
    """Return the levels the rows are judged by."""
    nothing = figures.symbol(numbers.NOT_APPLICABLE, "level")
    return Series(LEVEL, tuple(row.level or nothing for row in rows), "level")


def _periods(now: Period, past: Collection[Period]) -> tuple[Period, ...]:
    """Return the periods of the same kind from the first known until before `now`."""
    first = min((one.year for one in past), default=now.year)
    years = range(max(first, now.year - EARLIER), now.year)
    return tuple(Period(year, now.annual) for year in years)


def _span_text(periods: Sequence[Period]) -> str:
    kind = "các năm" if periods[-1].annual else "6 tháng đầu các năm"
    return f"{kind} {periods[0].year} - {periods[-1].year}"


def _has_bar(table: Sequence[Sequence[_Point]], place: int) -> bool:
    return any(has_share(points[place].ratio) for points in table)


def _bars(period: Period, points: Sequence[_Point], look: Look) -> Series:
    return ranged(
        period_text(period),
        [one.ratio for one in points],
        [one.low for one in points],
        [one.high for one in points],
        look,
    )


def _column(
    material: Material, judged: Sequence[TargetRow], period: Period, past: Sequence[Outcome]
) -> Iterator[_Point]:
    """Yield what each target came to in an earlier period, as far as it may be shown."""
    public = material.edition.public
    mask = mask_of(material.plan, material.assessment, period, past, public=public)
    then = replace(material, mask=mask)
    for row in judged:
        yield _point(material, then, row, period, _outcome_of(past, row))


def _point(
    material: Material, then: Material, row: TargetRow, period: Period, outcome: Outcome | None
) -> _Point:
    code = f"{row.code}/{row.line}" if row.line else row.code
    of = f"{code} {period.id}"
    nothing = figures.symbol(numbers.MISSING, f"{of} ratio")
    now = _outcome_of(material.outcomes, row)
    indicator = material.plan.indicator(row.code)
    if outcome is None or now is None or indicator is None:
        return _Point(nothing, nothing, nothing)
    line = next((one for one in indicator.lines if one.code == row.line), None)
    if then.withholds(outcome, judged_formula(indicator, line)):
        masked = figures.masked(nothing)
        return _Point(masked, masked, masked)
    subject = replace(subject_of(material, indicator, outcome, line), code=of)
    ratio = replace(ratio_figure(outcome, of), evidence=cells_behind(then, outcome))
    if outcome.bounds is None:
        low = high = nothing
    else:
        low = sentences.low_of(subject, outcome, outcome.bounds)
        high = sentences.high_of(subject, outcome, outcome.bounds)
    return _Point(ratio, low, high, same_length(subject, now, outcome))


def _outcome_of(outcomes: Sequence[Outcome], row: TargetRow) -> Outcome | None:
    """Return what became of the indicator or line of a row."""
    whole = next((one for one in outcomes if one.code == row.code), None)
    if whole is None or row.line is None:
        return whole
    return next((one for one in whole.lines if one.code == row.line), None)


def _cautions(
    periods: Sequence[Period], judged: Sequence[TargetRow], earlier: Sequence[Sequence[_Point]]
) -> Iterator[Prose]:
    """Yield which periods nothing is known of, and what may not be compared."""
    empty = [
        period_text(period)
        for period, points in zip(periods, earlier, strict=True)
        if not any(has_share(point.ratio) for point in points)
    ]
    if empty:
        yield say("Chưa có số liệu: {periods}.", periods=", ".join(empty))
    other = [
        row.label
        for place, row in enumerate(judged)
        if not all(points[place].comparable for points in earlier)
    ]
    if other:
        yield say(
            "Số người, hộ được tiếp cận trong năm được tính trên khoảng thời gian khác nhau giữa "
            "các kỳ nên không so sánh để kết luận tăng, giảm đối với: {names}.",
            names="; ".join(other),
        )
