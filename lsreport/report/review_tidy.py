"""The review as tidy rows: one entry a row, every column with one meaning, no cell left blank."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from lsreport.report import figures
from lsreport.report.charted import Chart
from lsreport.report.figures import Figure, Prose
from lsreport.report.material import lower_first
from lsreport.report.review_series import short_verdict
from lsreport.report.review_types import ReviewView, ReviewYear, TrendRow, YearlyGroup, YearlyRow
from lsreport.report.tidy import NOTHING, WHOLE
from lsreport.report.view_types import TargetRow


@dataclass(frozen=True, slots=True)
class TrendEntry:
    """One indicator or line in one year."""

    code: str
    indicator: str
    line: str
    year: str
    row: TargetRow
    verdict: str
    """In few words; `…` where nobody gave figures."""


@dataclass(frozen=True, slots=True)
class EndingEntry:
    """Where one indicator or line stands at the end of the span."""

    code: str
    indicator: str
    line: str
    row: TrendRow
    last: Figure
    """Figure of the last year."""


@dataclass(frozen=True, slots=True)
class CountEntry:
    """One category of a chart, with the counts of its series."""

    label: str
    values: tuple[Figure, ...]
    """One for each column of the sheet, in its order."""


@dataclass(frozen=True, slots=True)
class YearlyEntry:
    """One activity or amount in one year."""

    clause: str
    code: str
    label: str
    counted_in: str
    year: str
    value: Figure


@dataclass(frozen=True, slots=True)
class SumEntry:
    """One activity or amount over the years."""

    clause: str
    group: str
    code: str
    label: str
    counted_in: str
    total: Figure
    known: Prose


@dataclass(frozen=True, slots=True)
class YearEntry:
    """What was received for one year."""

    year: str
    row: ReviewYear
    first: Figure
    last: Figure
    missing: str
    note: str


@dataclass(frozen=True, slots=True)
class TaskEntry:
    """What the units of one clause have to show in one year."""

    clause: str
    year: str
    who: Prose
    states: tuple[Prose, ...]


def trend_entries(view: ReviewView) -> tuple[TrendEntry, ...]:
    """Return each indicator and line in each year that a report shows it."""
    return tuple(
        TrendEntry(row.code, indicator, line, year, of_year, short_verdict(of_year))
        for row, indicator, line in _named(view)
        for year, of_year in zip(view.heads, row.years, strict=True)
        if of_year is not None
    )


def ending_entries(view: ReviewView) -> tuple[EndingEntry, ...]:
    """Return where each indicator and line stands, and when it was first met."""
    return tuple(
        EndingEntry(row.code, indicator, line, row, row.shown[-1])
        for row, indicator, line in _named(view)
    )


def _named(view: ReviewView) -> Iterator[tuple[TrendRow, str, str]]:
    """Yield each row with the names of its indicator and line."""
    indicator = ""
    for row in view.rows:
        indicator = indicator if row.line else row.goal
        yield row, indicator, row.goal if row.line else WHOLE


def count_entries(chart: Chart | None, names: Sequence[str]) -> tuple[CountEntry, ...]:
    """Return the table behind a chart of counts; `names` are those of all the series it may have.

    A series that the chart leaves out counts nought.
    """
    if chart is None:
        return ()
    series = {one.name: one.values for one in chart.series}
    return tuple(
        CountEntry(
            label,
            tuple(
                series[name][at] if name in series else figures.count(0, f"{chart.code} {name}")
                for name in names
            ),
        )
        for at, label in enumerate(chart.categories)
    )


def yearly_entries(view: ReviewView) -> tuple[YearlyEntry, ...]:
    """Return activities and money by year."""
    return tuple(
        YearlyEntry(group.clause, row.code, label, row.counted_in or NOTHING, year, value)
        for group, row, label in _labelled(_groups(view))
        for year, value in zip(view.heads, row.years, strict=True)
    )


def sum_entries(view: ReviewView) -> tuple[SumEntry, ...]:
    """Return activities and money over the years."""
    return tuple(
        SumEntry(
            group.clause,
            group.title,
            row.code,
            label,
            row.counted_in or NOTHING,
            row.total,
            row.known,
        )
        for group, row, label in _labelled(_groups(view))
    )


def _groups(view: ReviewView) -> tuple[YearlyGroup, ...]:
    return (view.direction, *view.activities, view.funding)


def _labelled(groups: Sequence[YearlyGroup]) -> Iterator[tuple[YearlyGroup, YearlyRow, str]]:
    """Yield each row with a label that stands alone: a "trong đó" names what it is part of."""
    for group in groups:
        whole = ""
        for row in group.rows:
            whole = whole if row.indent else row.label
            label = f"{whole}, {lower_first(row.label)}" if row.indent else row.label
            yield group, row, label


def year_entries(view: ReviewView) -> tuple[YearEntry, ...]:
    """Return what was received for each year."""
    return tuple(
        YearEntry(
            year=str(one.period.year),
            row=one,
            first=figures.day(one.window[0], f"window first {one.period.id}"),
            last=figures.day(one.window[1], f"window last {one.period.id}"),
            missing=one.missing or NOTHING,
            note=one.note or NOTHING,
        )
        for one in view.years
    )


def task_entries(view: ReviewView) -> tuple[TaskEntry, ...]:
    """Return annex III."""
    return tuple(
        TaskEntry(clause.clause, one.year, one.who, one.states)
        for clause in view.tasks
        for one in clause.years
    )
