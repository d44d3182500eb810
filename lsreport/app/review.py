"""`render` of a span of years: the review (sơ kết, tổng kết) and its manifest."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from datetime import datetime
from pathlib import Path

from lsreport.app.documents import PROVINCE, Document
from lsreport.app.inputs import input_paths, read_inputs
from lsreport.app.render import write_documents
from lsreport.app.workspace import Desk, plan_folder
from lsreport.domain.assessment import Assessment
from lsreport.domain.period import Span
from lsreport.indicators.compute import compute
from lsreport.report.figures import Register
from lsreport.report.manifest import manifest
from lsreport.report.review import build_review
from lsreport.report.review_types import ReviewView
from lsreport.report.texts import REVIEW_SECTIONS, load_texts
from lsreport.report.view_types import Edition

_Writer = Callable[[ReviewView, Register, Path], bytes]


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
    own_plan = plan_folder(desk.workspace, desk.office.plan)
    made = []
    for file, write, template in _wanted(desk, span, formats, edition):
        if only not in {None, file}:
            continue
        register = Register()
        content = write(view, register, desk.workspace.templates)
        inputs = read_inputs(input_paths(desk.workspace, own_plan, span.id, template))
        described = manifest(
            file,
            content,
            view,
            desk.plan,
            assessment,
            register.printed,
            inputs,
            desk.store.latest(as_of),
            [row for trend in view.rows for row in trend.years if row is not None],
        )
        made.append(Document(file, content, described, inputs))
    return tuple(made)


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
) -> Iterator[tuple[str, _Writer, str]]:
    """Yield name, writer and template of each document asked for."""
    name = f"lsreport-{desk.plan.id}-{span.id}-{edition.suffix}"
    if "docx" in formats:
        from lsreport.report.review_docx import REVIEW, render_review_docx

        yield f"{name}.docx", render_review_docx, REVIEW
    if "xlsx" in formats:
        from lsreport.report.review_xlsx import REVIEW_WORKBOOK, render_review_workbook

        yield f"{name}.xlsx", render_review_workbook, REVIEW_WORKBOOK
