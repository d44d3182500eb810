"""The charts of a report: results against their levels, by local unit, and over the periods."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from lsreport.domain.period import Period
from lsreport.indicators.outcome import Outcome
from lsreport.report.charted import BOUNDS, GOAL, RATIO, Chart, Series, has_share, ranged
from lsreport.report.figures import Prose, say
from lsreport.report.material import Material, period_text
from lsreport.report.reach_types import ReachColumn, ReachTable
from lsreport.report.trend import levels, trend_chart
from lsreport.report.view_types import TargetGroup, TargetRow

COVERAGE, REACHED = "coverage", "reached"
"""Codes of the charts."""


def charts(
    material: Material,
    groups: Sequence[TargetGroup],
    reach: ReachTable | None,
    past: Mapping[Period, Sequence[Outcome]],
) -> tuple[Chart, ...]:
    """Return the charts that have something to show, in the order they are printed.

    `past` are the outcomes of the earlier periods of the same kind that something is known of.
    """
    judged = tuple(row for group in groups for row in group.rows if row.level is not None)
    found = (
        coverage_chart(period_text(material.period), judged),
        reached_chart(period_text(material.period), reach) if reach else None,
        trend_chart(material, judged, past),
    )
    return tuple(chart for chart in found if chart is not None)


# --- results against their levels -------------------------------------------------------------


def coverage_chart(period: str, judged: Sequence[TargetRow]) -> Chart | None:
    """Return the ratios of the judged rows against their levels, None where none has a ratio."""
    rows = [row for row in judged if has_share(row.ratio)]
    if not rows:
        return None
    return Chart(
        code=COVERAGE,
        title=f"Tỷ lệ thực hiện so với mức chỉ tiêu, {period}",
        alt_text=(
            "Biểu đồ thanh ngang: mỗi thanh xám là tỷ lệ thực hiện của một mục tiêu; khung rỗng "
            f"viền đậm là mức chỉ tiêu; đoạn thẳng có chặn hai đầu là khoảng {BOUNDS}. Số liệu "
            "của biểu đồ có trong bảng kết quả thực hiện các mục tiêu."
        ),
        category_title=GOAL,
        value_title=RATIO,
        categories=tuple(row.label for row in rows),
        series=(
            ranged(
                "Tỷ lệ thực hiện (đoạn thẳng: cận dưới đến cận trên)",
                [row.ratio for row in rows],
                [row.low for row in rows],
                [row.high for row in rows],
            ),
            levels(rows),
        ),
        notes=(
            *_left_out([row.label for row in judged if not has_share(row.ratio)]),
            *_open_ended([row.label for row in rows if _lacks_bounds(row)]),
        ),
    )


def _lacks_bounds(row: TargetRow) -> bool:
    """Say whether units are missing and nothing is known of the part they hold."""
    return row.used.value != row.expected.value and not has_share(row.low)


def _left_out(labels: Sequence[str]) -> Iterator[Prose]:
    if labels:
        said = "Không có thanh vì không có tỷ lệ hoặc không công bố: {names}."
        yield say(said, names="; ".join(labels))


def _open_ended(labels: Sequence[str]) -> Iterator[Prose]:
    if labels:
        said = (
            "Còn đơn vị chưa có số liệu nhưng chưa đủ cơ sở tính cận dưới, cận trên; thanh chỉ gồm "
            "đơn vị có số liệu: {names}."
        )
        yield say(said, names="; ".join(labels))


# --- local units ------------------------------------------------------------------------------


def reached_chart(period: str, reach: ReachTable) -> Chart | None:
    """Return where the local units stand with each level, None where all of it is masked."""
    hidden = [column.label for column in reach.columns if column.reached.value is None]
    if len(hidden) == len(reach.columns):
        return None
    noun = reach.noun
    return Chart(
        code=REACHED,
        title=f"Số {noun} đã đạt mức chỉ tiêu, {period}",
        alt_text=(
            f"Biểu đồ thanh ngang chồng: mỗi thanh là toàn bộ {noun} ứng với một mục tiêu, chia "
            "theo thứ tự thành phần đã đạt (xám đậm), chưa đạt (trắng), chưa có số liệu (gạch "
            "chéo), không có đối tượng (xám nhạt). Số liệu từng đơn vị tại Phụ lục I."
        ),
        category_title=GOAL,
        value_title=f"Số {noun}",
        categories=tuple(column.label for column in reach.columns),
        series=tuple(_stacks(reach.columns)),
        stacked=True,
        notes=tuple(_hidden(hidden)),
    )


def _hidden(labels: Sequence[str]) -> Iterator[Prose]:
    if labels:
        yield say("Không công bố do số trường hợp nhỏ: {names}.", names="; ".join(labels))


def _stacks(columns: Sequence[ReachColumn]) -> Iterator[Series]:
    yield Series("Đã đạt", tuple(one.reached for one in columns), "dark")
    yield Series("Chưa đạt", tuple(one.short for one in columns), "white")
    yield Series("Chưa có số liệu", tuple(one.unknown for one in columns), "hatched")
    yield Series("Không có đối tượng", tuple(one.none for one in columns), "light")
