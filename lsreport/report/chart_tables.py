"""The tables behind the charts of a workbook: one row for each bar, or for each stack of bars."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from lsreport.report import figures, numbers
from lsreport.report.charted import Chart
from lsreport.report.charts import COVERAGE
from lsreport.report.figures import Figure
from lsreport.report.reach_types import ReachColumn
from lsreport.report.view_types import ReportView, TargetRow


@dataclass(frozen=True, slots=True)
class CoverageEntry:
    """A target with its level."""

    row: TargetRow
    level: Figure
    below: Figure
    """From the low bound to the ratio."""
    above: Figure
    """From the ratio to the high bound."""


@dataclass(frozen=True, slots=True)
class BarEntry:
    """One target in one period or year."""

    period: str
    """`6 tháng đầu năm 2024`, or what the series of levels is called."""
    label: str
    value: Figure
    below: Figure
    above: Figure


@dataclass(frozen=True, slots=True)
class StandingEntry:
    """One local unit against one level."""

    column: ReachColumn
    unit: str
    unit_name: str
    standing: str
    gap: Figure


_STANDINGS = {
    "reached": "Đã đạt",
    "short": "Chưa đạt",
    "unknown": "Chưa có số liệu",
    "none": "Không có đối tượng",
    "masked": numbers.MASKED,
}


def chart_of(view: ReportView, code: str) -> Chart | None:
    """Return the chart with this code, None where the report has none."""
    return next((chart for chart in view.charts if chart.code == code), None)


def coverage_entries(view: ReportView) -> tuple[CoverageEntry, ...]:
    """Return the rows behind the chart of coverage."""
    chart = chart_of(view, COVERAGE)
    if chart is None:
        return ()
    ratios, levels = chart.series
    rows = {id(row.ratio): row for group in view.targets for row in group.rows}
    return tuple(
        CoverageEntry(rows[id(ratio)], level, below, above)
        for ratio, level, below, above in zip(
            ratios.values, levels.values, ratios.below, ratios.above, strict=True
        )
    )


def bar_entries(chart: Chart | None) -> tuple[BarEntry, ...]:
    """Return the rows behind a chart of periods: each period below the one before it."""
    return tuple(_bars(chart)) if chart else ()


def _bars(chart: Chart) -> Iterator[BarEntry]:
    for series in chart.series:
        none = [figures.symbol(numbers.NOT_APPLICABLE, one.of) for one in series.values]
        bounds = series.below or none, series.above or none
        for label, value, below, above in zip(
            chart.categories, series.values, *bounds, strict=True
        ):
            yield BarEntry(series.name, label, value, below, above)


def standing_entries(view: ReportView) -> tuple[StandingEntry, ...]:
    """Return each local unit against each level."""
    if view.reach is None:
        return ()
    return tuple(
        StandingEntry(column, code, name, _STANDINGS[cell.reach], cell.gap)
        for column in view.reach.columns
        for (code, name), cell in zip(view.reach.units, column.cells, strict=True)
    )
