"""`render` of a span of years: the review (sơ kết, tổng kết) and its manifest."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from datetime import datetime
from pathlib import Path

from lsreport.app.documents import PROVINCE, Document, Wanted, made_of, write_documents
from lsreport.app.workspace import Desk
from lsreport.domain.assessment import Assessment
from lsreport.domain.period import Span
from lsreport.indicators.compute import compute
from lsreport.report.review import build_review
from lsreport.report.review_types import ReviewView
from lsreport.report.texts import REVIEW_SECTIONS, load_texts
from lsreport.report.view_types import Edition


def render_review(
    desk: Desk,
    span: Span,
    formats: Collection[str],
    edition: Edition = PROVINCE,
    *,
    as_of: datetime | None = None,
    out: Path | None = None,
) -> tuple[Path, ...]:
    """Write the review of `span` as it was known `as_of`, and return the paths.

    Raises:
        NotFoundError: the plan has no such year.
        ConfigurationError: the office's configuration, prose or a template is broken.
        StorageError: a file cannot be written.
    """
    for year in span:
        desk.require(year)
    assessment = desk.assess_until(as_of, *span)
    made = review_documents(desk, assessment, span, formats, edition, as_of=as_of)
    return write_documents(made, out or desk.workspace.out / span.id)


def review_documents(
    desk: Desk,
    assessment: Assessment,
    span: Span,
    formats: Collection[str],
    edition: Edition = PROVINCE,
    *,
    as_of: datetime | None = None,
    only: str | None = None,
) -> tuple[Document, ...]:
    """Return the documents of a review, or the one named `only`, with their manifests.

    Raises:
        ConfigurationError: the office's configuration, prose or a template is broken.
    """
    view = review_view(desk, assessment, span, edition)
    wanted = [one for one in _wanted(desk, span, formats, edition) if only in {None, one.name}]
    rows = [row for trend in view.rows for row in trend.years if row is not None]
    return made_of(desk, assessment, view, wanted, span.id, rows, as_of)


def review_view(
    desk: Desk, assessment: Assessment, span: Span, edition: Edition = PROVINCE
) -> ReviewView:
    """Return what the review of a span already judged says.

    Raises:
        ConfigurationError: the office has no issuing body on the day, or its prose is broken.
    """
    return build_review(
        desk.plan,
        assessment,
        span,
        {year: compute(desk.plan, assessment, year) for year in span},
        desk.office,
        texts=load_texts(desk.workspace.texts / f"{span.id}.md", REVIEW_SECTIONS),
        edition=edition,
    )


def _wanted(
    desk: Desk, span: Span, formats: Collection[str], edition: Edition
) -> Iterator[Wanted[ReviewView]]:
    """Yield the documents asked for."""
    name = f"lsreport-{desk.plan.id}-{span.id}-{edition.suffix}"
    if "docx" in formats:
        from lsreport.report.review_docx import REVIEW, render_review_docx

        yield Wanted(f"{name}.docx", render_review_docx, REVIEW)
    if "xlsx" in formats:
        from lsreport.report.review_xlsx import REVIEW_WORKBOOK, render_review_workbook

        yield Wanted(f"{name}.xlsx", render_review_workbook, REVIEW_WORKBOOK)
