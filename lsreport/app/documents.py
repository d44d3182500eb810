"""The documents of a period with their manifests: made, and then written."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Generic, TypeVar

from lsreport.app.inputs import input_paths, read_inputs
from lsreport.app.output import manifest_name, save
from lsreport.app.release import as_released
from lsreport.app.workspace import Desk, plan_folder
from lsreport.domain.assessment import Assessment
from lsreport.domain.period import Period
from lsreport.indicators.compute import compute
from lsreport.indicators.outcome import Outcome
from lsreport.report.figures import Register
from lsreport.report.letterhead import DRAFT, Signed
from lsreport.report.manifest import manifest
from lsreport.report.review_types import ReviewView
from lsreport.report.texts import load_texts
from lsreport.report.trend import EARLIER
from lsreport.report.view import build_view
from lsreport.report.view_types import Edition, ReportView, TargetRow

_View = TypeVar("_View", ReportView, ReviewView)

PROVINCE = Edition()
"""What is made unless another edition is asked for."""


@dataclass(frozen=True, slots=True)
class Document:
    """A document with its manifest, made and not yet written."""

    name: str
    """File name without its folder."""
    content: bytes
    manifest: bytes
    inputs: Mapping[str, bytes]
    """What it was made from besides submissions, by name: `lsreport.toml`, `templates/…`."""


@dataclass(frozen=True, slots=True)
class Wanted(Generic[_View]):
    """A document to make of a view."""

    name: str
    """File name without its folder."""
    write: Callable[[_View, Register, Path], bytes]
    template: str
    """Name of the template it is made from."""


def documents(
    desk: Desk,
    assessment: Assessment,
    period: Period,
    formats: Collection[str],
    edition: Edition = PROVINCE,
    *,
    as_of: datetime | None = None,
    signed: Signed = DRAFT,
    only: str | None = None,
) -> tuple[Document, ...]:
    """Return the documents of a period already judged, or the one named `only`, with manifests.

    Raises:
        ConfigurationError: the office's configuration, prose or a template is broken.
    """
    view = report_view(desk, assessment, period, edition, as_of=as_of, signed=signed)
    wanted = [one for one in _wanted(desk, period, formats, edition) if only in {None, one.name}]
    rows = [row for group in view.targets for row in group.rows]
    return made_of(desk, assessment, view, wanted, period.id, rows, as_of)


def made_of(
    desk: Desk,
    assessment: Assessment,
    view: _View,
    wanted: Iterable[Wanted[_View]],
    about: str,
    rows: Sequence[TargetRow],
    as_of: datetime | None,
) -> tuple[Document, ...]:
    """Return the documents wanted of a view, each with its manifest.

    `about` is the id of its period or span, which names the office's prose; `rows` are the results
    of the indicators that the figures of the documents belong to.

    Raises:
        ConfigurationError: a template is broken.
    """
    own_plan = plan_folder(desk.workspace, desk.office.plan)
    latest = desk.store.latest(as_of)
    made = []
    for one in wanted:
        register = Register()
        content = one.write(view, register, desk.workspace.templates)
        inputs = read_inputs(input_paths(desk.workspace, own_plan, about, one.template))
        printed = register.printed
        described = manifest(
            one.name, content, view, desk.plan, assessment, printed, inputs, latest, rows
        )
        made.append(Document(one.name, content, described, inputs))
    return tuple(made)


def report_view(
    desk: Desk,
    assessment: Assessment,
    period: Period,
    edition: Edition = PROVINCE,
    *,
    as_of: datetime | None = None,
    signed: Signed = DRAFT,
) -> ReportView:
    """Return what the report of a period says that was judged as of a moment.

    Raises:
        ConfigurationError: the office has no issuing body on the day, or its prose is broken.
    """
    past = dict(_past(desk, assessment, period))
    return build_view(
        desk.plan,
        assessment,
        period,
        compute(desk.plan, assessment, period),
        desk.office,
        previous=past.get(period.same_period_last_year, ()),
        past=past,
        texts=load_texts(desk.workspace.texts / f"{period.id}.md"),
        audience=edition.audience,
        public=edition.public,
        released=as_released(desk, period, as_of),
        signed=signed,
    )


def _past(
    desk: Desk, assessment: Assessment, period: Period
) -> Iterator[tuple[Period, tuple[Outcome, ...]]]:
    """Yield the outcomes of the earlier periods of the same kind that anything was received for."""
    for before in range(period.year - EARLIER, period.year):
        earlier = Period(before, period.annual)
        known = assessment.periods.get(earlier)
        if known is not None and known.returns:
            yield earlier, compute(desk.plan, assessment, earlier)


def _wanted(
    desk: Desk, period: Period, formats: Collection[str], edition: Edition
) -> Iterator[Wanted[ReportView]]:
    """Yield the documents asked for; behind the Word report its working annex, unless public."""
    name = f"lsreport-{desk.plan.id}-{period.id}"
    if "docx" in formats:
        from lsreport.report.docx import REPORT, render_report

        yield Wanted(f"{name}-{edition.suffix}.docx", render_report, REPORT)
    if "xlsx" in formats:
        from lsreport.report.xlsx import WORKBOOK, render_workbook

        yield Wanted(f"{name}-{edition.suffix}.xlsx", render_workbook, WORKBOOK)
    if "docx" in formats and not edition.public:
        from lsreport.report.docx import WORKING_ANNEX, render_working_annex

        yield Wanted(f"{name}-working-annex.docx", render_working_annex, WORKING_ANNEX)


def write_documents(made: Sequence[Document], folder: Path) -> tuple[Path, ...]:
    """Write documents, each with its manifest beside it, and return the paths of the documents.

    Raises:
        StorageError: a file cannot be written.
    """
    paths: list[Path] = []
    for document in made:
        path = save(folder / document.name, document.content)
        paths.append(path)
        save(path.with_name(manifest_name(path.name)), document.manifest)
    return tuple(paths)
