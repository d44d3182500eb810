"""The review of several years as a workbook, from a template an office may edit."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import ClassVar

from lsreport.i18n import _
from lsreport.report import figures
from lsreport.report.charted import LEVEL
from lsreport.report.docx import template
from lsreport.report.figures import Figure, Register
from lsreport.report.review_charts import VERDICT_NAMES
from lsreport.report.review_tidy import (
    ChartEntry,
    EndingEntry,
    SumEntry,
    TaskEntry,
    TrendEntry,
    YearEntry,
    YearlyEntry,
    chart_entries,
    ending_entries,
    sum_entries,
    task_entries,
    trend_entries,
    year_columns,
    year_entries,
    yearly_entries,
)
from lsreport.report.review_types import ReviewView
from lsreport.report.template_language import capitalized
from lsreport.report.template_variables import SYNTHETIC, Required
from lsreport.report.view_types import SYMBOLS, SYNTHETIC_LINE
from lsreport.report.xlsx import fill_workbook, receipt_day

REVIEW_WORKBOOK = "review.xlsx"


@dataclass(frozen=True, slots=True)
class ReviewWorkbookVariables:
    """Variables of `review.xlsx`."""

    view: ReviewView
    synthetic_line: str
    symbols: tuple[tuple[str, str], ...]
    """Table symbols, each with its meaning."""
    addressees: str
    most_masked: int
    """Largest count of cases of a unit that is hidden."""
    first_day: Figure
    last_day: Figure
    latest_receipt: Figure
    year_columns: tuple[str, ...]
    """Heads of the columns of years behind the chart of ratios."""
    trends: tuple[TrendEntry, ...]
    ratios: tuple[ChartEntry, ...]
    """Behind the chart of ratios over the years."""
    endings: tuple[EndingEntry, ...]
    verdicts: tuple[ChartEntry, ...]
    """Behind the chart of verdicts."""
    yearly: tuple[YearlyEntry, ...]
    sums: tuple[SumEntry, ...]
    years: tuple[YearEntry, ...]
    tasks: tuple[TaskEntry, ...]

    words: ClassVar[tuple[str, ...]] = ()
    required: ClassVar[tuple[Required, ...]] = (
        SYNTHETIC,
        Required(_("the subject"), ("view.subject",)),
        Required(_("the figures of each year of part II"), ("trends[].row.numerator",)),
        Required(_("the verdicts"), ("trends[].verdict",)),
        Required(_("the bounds"), ("trends[].row.low",)),
        Required(_("when each target was first met"), ("endings[].row.first_met",)),
        Required(_("the activities"), ("yearly[].value",)),
        Required(_("the returns of each year"), ("years[].row.received",)),
        Required(_("the table symbols"), ("symbols[][1]",)),
    )


def render_review_workbook(
    view: ReviewView, register: Register, templates: Path | None = None
) -> bytes:
    """Return the review as XLSX; `register` takes every figure it prints.

    `templates` is the office's own folder of changed templates; what is not in it is packaged.

    Raises:
        ConfigurationError: the template is no XLSX or its tags are wrong; file, sheet and cell
            are named.
    """
    return fill_workbook(
        template(REVIEW_WORKBOOK, templates),
        _variables(view),
        [chart for chart in (view.ratios, view.verdicts) if chart is not None],
        register,
        title=view.subject,
        subject=view.plan_title,
        moment=view.as_of or datetime.combine(view.window[1], datetime.min.time(), UTC),
    )


def _variables(view: ReviewView) -> ReviewWorkbookVariables:
    columns = year_columns(view)
    return ReviewWorkbookVariables(
        view=view,
        synthetic_line=SYNTHETIC_LINE,
        symbols=tuple((sign, f"{capitalized(meaning)}.") for sign, meaning in SYMBOLS),
        addressees="; ".join(view.letterhead.addressees),
        most_masked=view.masked_below - 1,
        first_day=figures.day(view.window[0], "window first"),
        last_day=figures.day(view.window[1], "window last"),
        latest_receipt=receipt_day(view.as_of),
        year_columns=columns,
        trends=trend_entries(view),
        ratios=chart_entries(view.ratios, (*columns, LEVEL)),
        endings=ending_entries(view),
        verdicts=chart_entries(view.verdicts, VERDICT_NAMES),
        yearly=yearly_entries(view),
        sums=sum_entries(view),
        years=year_entries(view),
        tasks=task_entries(view),
    )
