"""What a review of several years says, ready to print: the one input of its two writers.

Each year says what the report of that year says; nothing of different years is added but flows.
Masking is done.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from lsreport.domain.period import Period, Span
from lsreport.report.annex_types import Returns
from lsreport.report.charted import Chart
from lsreport.report.figures import Figure, Prose
from lsreport.report.milestones import Milestone
from lsreport.report.view_types import DocumentView, Point, TargetRow


@dataclass(frozen=True, slots=True)
class ReviewYear:
    """One year of the span, and what was received for it."""

    period: Period
    window: tuple[date, date]
    returns: Returns
    expected: Figure
    received: Figure
    on_time: Figure
    late: Figure
    lacking: Figure
    """Returns that were not accepted or not sent."""
    missing: str
    """Names of the units without an accepted return."""
    from_paper: bool
    """Whether its returns came on paper and were entered from one sheet."""
    note: str
    """Where its figures come from, or why there are none; empty for an ordinary year."""

    @property
    def known(self) -> bool:
        """Whether any return of the year was accepted."""
        return self.returns.every.received > 0


@dataclass(frozen=True, slots=True)
class TrendRow:
    """An indicator, or one of its lines, over the years."""

    number: str
    """TT: `1`, `2`, …; empty for a line."""
    code: str
    line: str | None
    goal: str
    label: str
    """What charts call it."""
    clause: str
    target: Prose
    """Level in the words of the plan; `-` where not judged."""
    levels: Prose
    """The same; in the ministry's copy with the national level beside it."""
    years: tuple[TargetRow | None, ...]
    """What the report of each year says, oldest first; None where it does not show the line."""
    shown: tuple[Figure, ...]
    """Per year the figure of the trend: the ratio, or the count of a zero target."""
    cells: tuple[Prose, ...]
    """The same as the table prints it: a share of few cases as counts."""
    details: tuple[Prose, ...]
    """Per year counts, ratio, range, units with figures, and verdict: `9/9; 100%; 12/12 đơn vị`."""
    result: Prose
    """Counts and ratio of the last year."""
    verdict: str
    """Judgement of the last year."""
    verdicts: tuple[str, ...]
    """Per year the verdict in few words; `…` without figures, `-` where not judged."""
    gap: Figure
    """Persons still missing in the last year; `x` where nothing is missing or not judged so."""
    found: Milestone | None
    """How it fared; None where it is not judged, or the document hides it."""
    masked: bool
    """Whether the document hides it."""
    first_met: str
    """First year on record as met: `Năm 2024`; `Chưa` for none, `-` where not judged."""
    since: str
    """What became of it in the years after."""

    @property
    def last(self) -> TargetRow | None:
        """The last year."""
        return self.years[-1]


@dataclass(frozen=True, slots=True)
class TrendGroup:
    """A goal of the plan with its rows, its chart and what is said about each indicator."""

    title: str
    rows: tuple[TrendRow, ...]
    chart: Chart | None
    """None where no year has a ratio to draw."""
    points: tuple[Point, ...]


@dataclass(frozen=True, slots=True)
class YearlyRow:
    """One activity or amount over the years."""

    code: str
    label: str
    counted_in: str
    indent: int
    """1 for a "trong đó" of the row before it."""
    additive: bool
    """False where several units may count the same thing."""
    years: tuple[Figure, ...]
    """Per year the sum over its units; `x` where it is not asked, or not added."""
    total: Figure
    """Sum over the years with figures; `x` for what is not added over years."""
    known: Prose
    """Years with a figure, out of those it was asked in: `02/05`."""


@dataclass(frozen=True, slots=True)
class YearlyGroup:
    """One group of tasks over the years."""

    clause: str
    title: str
    rows: tuple[YearlyRow, ...]
    """Those with a figure above zero in some year."""
    paragraphs: tuple[Prose, ...]
    """What never occurred, what nobody gave figures of, what is not added."""


@dataclass(frozen=True, slots=True)
class TaskYear:
    """What the units of one clause of part V have to show in one year."""

    year: str
    who: Prose
    states: tuple[Prose, ...]
    """One per section of `TASK_SECTIONS`: of one unit its state, of several how many have done."""


@dataclass(frozen=True, slots=True)
class TaskClause:
    """One clause of part V of the plan over the years."""

    clause: str
    years: tuple[TaskYear, ...]


@dataclass(frozen=True, slots=True)
class ReviewView(DocumentView):
    """One review (sơ kết, tổng kết): its window goes from the first year to the last."""

    span: Span
    span_text: str
    """`giai đoạn 2021 - 2025`."""
    last_text: str
    """`năm 2025`."""
    years: tuple[ReviewYear, ...]
    heads: tuple[str, ...]
    """Heads of the columns of years: `2021`."""
    direction: YearlyGroup
    """I.2."""
    summary: Prose
    """How many targets are reached, not reached, open."""
    ratios: Chart | None
    """Every judged ratio over the years, for the XLSX; None without any."""
    verdicts: Chart | None
    """The same for every year; None where nothing may be counted."""
    targets: tuple[TrendGroup, ...]
    """II."""
    activities: tuple[YearlyGroup, ...]
    """III.1 to III.6."""
    funding: YearlyGroup
    """IV."""
    lessons: tuple[Prose, ...]
    """V.4 Bài học kinh nghiệm, the analyst's alone; empty without."""
    tasks: tuple[TaskClause, ...]
    """Annex III."""

    @property
    def period_text(self) -> str:
        """What it covers, as a report of one period says it."""
        return self.span_text

    @property
    def rows(self) -> tuple[TrendRow, ...]:
        """Every row of the tables of section II."""
        return tuple(row for group in self.targets for row in group.rows)
