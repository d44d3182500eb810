"""The review of several years as a workbook, from a template an office may edit."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import ClassVar

from lsreport.i18n import _
from lsreport.report.chart_tables import BarEntry, bar_entries
from lsreport.report.docx import template
from lsreport.report.figures import Register
from lsreport.report.review_charts import VERDICT_NAMES
from lsreport.report.review_tidy import (
    CountEntry,
    EndingEntry,
    SumEntry,
    TaskEntry,
    TrendEntry,
    YearEntry,
    YearlyEntry,
    count_entries,
    ending_entries,
    sum_entries,
    task_entries,
    trend_entries,
    year_entries,
    yearly_entries,
)
from lsreport.report.review_types import ReviewView
from lsreport.report.template_variables import SYNTHETIC, Required
from lsreport.report.workbook_cover import WorkbookCover, cover_of
from lsreport.report.xlsx import fill_workbook

REVIEW_WORKBOOK = "review.xlsx"


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewWorkbookVariables(WorkbookCover):
    """Variables of `review.xlsx`."""

    view: ReviewView
    trends: tuple[TrendEntry, ...]
    ratios: tuple[BarEntry, ...]
    """Behind the chart of ratios over the years."""
    endings: tuple[EndingEntry, ...]
    verdicts: tuple[CountEntry, ...]
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
        view,
    )


def _variables(view: ReviewView) -> ReviewWorkbookVariables:
    return ReviewWorkbookVariables(
        view=view,
        **cover_of(view),
        trends=trend_entries(view),
        ratios=bar_entries(view.ratios),
        endings=ending_entries(view),
        verdicts=count_entries(view.verdicts, VERDICT_NAMES),
        yearly=yearly_entries(view),
        sums=sum_entries(view),
        years=year_entries(view),
        tasks=task_entries(view),
    )
