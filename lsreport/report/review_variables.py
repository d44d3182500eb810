"""The variables of `review.docx` and `review.xlsx`, and what their templates must print.

A page has room for so many years side by side; a longer span goes on in further tables.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import ClassVar

from lsreport.i18n import _
from lsreport.report.charted import Chart
from lsreport.report.figures import Prose
from lsreport.report.review_types import (
    ReviewView,
    TrendGroup,
    YearlyGroup,
    YearlyRow,
)
from lsreport.report.template_variables import (
    MOTTO,
    SYNTHETIC,
    Drawer,
    Printer,
    Required,
    letterhead_parts,
)

SIDE_BY_SIDE = 5
"""Years of one table."""


@dataclass(frozen=True, slots=True)
class TrendPage:
    """The tables of section II and annex I for as many years as fit side by side."""

    heads: tuple[str, ...]
    groups: tuple[TrendGroup, ...]


@dataclass(frozen=True, slots=True)
class YearlyPage:
    """The table of a section for as many years as fit side by side."""

    heads: tuple[str, ...]
    rows: tuple[YearlyRow, ...]


@dataclass(frozen=True, slots=True)
class YearlySection:
    """A section of activities or money."""

    clause: str
    title: str
    pages: tuple[YearlyPage, ...]
    """None where no figure is above zero."""
    paragraphs: tuple[Prose, ...]


@dataclass(frozen=True, slots=True)
class ReviewVariables:
    """Variables of `review.docx`."""

    view: ReviewView
    figure: Printer
    picture: Drawer
    charts: tuple[Chart, ...]
    """After the tables of section II."""
    pages: tuple[TrendPage, ...]
    """Section II and annex I."""
    direction: YearlySection
    """I.2."""
    activities: tuple[YearlySection, ...]
    """III.1 to III.6."""
    funding: YearlySection
    """IV."""
    synthetic_line: str

    words: ClassVar[tuple[str, ...]] = (*MOTTO, "BÁO CÁO", "Kính gửi", "Nơi nhận:")
    required: ClassVar[tuple[Required, ...]] = (
        SYNTHETIC,
        *letterhead_parts("view.letterhead"),
        Required(_("the subject"), ("view.subject",)),
        Required(_("the opening"), ("view.opening",)),
        Required(_("part I"), ("view.situation[]",)),
        Required(_("the returns of each year"), ("view.years[].received",)),
        Required(_("the figures of each year of part II"), ("pages[].groups[].rows[].cells[]",)),
        Required(_("when each target was first met"), ("view.targets[].rows[].first_met",)),
        Required(_("the verdicts of part II"), ("view.targets[].rows[].verdict",)),
        Required(_("the paragraphs of part II"), ("view.targets[].points[].paragraphs[]",)),
        Required(_("the notes of the table of part II"), ("view.target_notes[]",)),
        Required(_("the office's own text of part III"), ("view.task_remarks[]",)),
        Required(_("the figures of part III"), ("activities[].pages[].rows[].years[]",)),
        Required(_("the paragraphs of part III"), ("activities[].paragraphs[]",)),
        Required(_("part IV"), ("funding.pages[].rows[].years[]",)),
        Required(_("the results of part V"), ("view.results[]",)),
        Required(_("the shortcomings of part V"), ("view.shortcomings[]",)),
        Required(_("the causes of part V"), ("view.causes[]",)),
        Required(_("the lessons of part V"), ("view.lessons[]",)),
        Required(_("part VI"), ("view.next_tasks[]",)),
        Required(_("part VII"), ("view.proposals[].paragraphs[]",)),
        Required(_("the end of the text"), ("view.closing",)),
        Required(_("the line under the title of an annex"), ("view.letterhead.attached",)),
        Required(_("the details of annex I"), ("pages[].groups[].rows[].details[]",)),
        Required(_("the missing returns of annex II"), ("view.years[].missing",)),
        Required(_("the tasks of annex III"), ("view.tasks[].years[].states[]",)),
    )


def review_variables(
    view: ReviewView, figure: Printer, picture: Drawer, synthetic_line: str
) -> ReviewVariables:
    """Return what the template of the Word review may name."""
    drawn = (view.verdicts, *(group.chart for group in view.targets))
    return ReviewVariables(
        view=view,
        figure=figure,
        picture=picture,
        charts=tuple(chart for chart in drawn if chart is not None),
        pages=tuple(_trend_pages(view)),
        direction=_section(view.direction, view.heads),
        activities=tuple(_section(group, view.heads) for group in view.activities),
        funding=_section(view.funding, view.heads),
        synthetic_line=synthetic_line,
    )


def _parts(heads: Sequence[str]) -> Iterator[slice]:
    for start in range(0, len(heads), SIDE_BY_SIDE):
        yield slice(start, start + SIDE_BY_SIDE)


def _trend_pages(view: ReviewView) -> Iterator[TrendPage]:
    for part in _parts(view.heads):
        yield TrendPage(
            view.heads[part],
            tuple(
                replace(
                    group,
                    rows=tuple(
                        replace(row, cells=row.cells[part], details=row.details[part])
                        for row in group.rows
                    ),
                )
                for group in view.targets
            ),
        )


def _section(group: YearlyGroup, heads: tuple[str, ...]) -> YearlySection:
    pages = tuple(
        YearlyPage(heads[part], tuple(replace(row, years=row.years[part]) for row in group.rows))
        for part in _parts(heads)
    )
    return YearlySection(group.clause, group.title, pages if group.rows else (), group.paragraphs)
