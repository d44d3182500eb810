"""The documents of a period with their manifests, made and not yet written."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from lsreport.app.inputs import input_paths, read_inputs
from lsreport.app.release import as_released
from lsreport.app.workspace import Desk, plan_folder
from lsreport.domain.assessment import Assessment
from lsreport.domain.period import Period
from lsreport.indicators.compute import compute
from lsreport.indicators.outcome import Outcome
from lsreport.report.figures import Figure, Register
from lsreport.report.letterhead import DRAFT, Signed
from lsreport.report.manifest import manifest
from lsreport.report.texts import load_texts
from lsreport.report.trend import EARLIER
from lsreport.report.view import build_view
from lsreport.report.view_types import Edition, ReportView

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
    name = f"lsreport-{desk.plan.id}-{period.id}"
    own_plan = plan_folder(desk.workspace, desk.office.plan)
    made = []
    for one in _drawn(desk, view, name, formats, edition, only):
        inputs = read_inputs(input_paths(desk.workspace, own_plan, period.id, one.template))
        described = manifest(
            one.name,
            one.content,
            view,
            desk.plan,
            assessment,
            one.printed,
            inputs,
            desk.store.latest(as_of),
            [row for group in view.targets for row in group.rows],
        )
        made.append(Document(one.name, one.content, described, inputs))
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


@dataclass(frozen=True, slots=True)
class _Drawn:
    name: str
    content: bytes
    printed: Sequence[Figure]
    template: str
    """Name of the template it was made from."""


def _drawn(
    desk: Desk,
    view: ReportView,
    name: str,
    formats: Collection[str],
    edition: Edition,
    only: str | None,
) -> Iterator[_Drawn]:
    """Yield the documents asked for; with the Word report its working annex, unless public."""
    wanted: list[tuple[str, Callable[[ReportView, Register, Path], bytes], str]] = []
    if "docx" in formats:
        from lsreport.report.docx import REPORT, WORKING_ANNEX, render_report, render_working_annex

        wanted.append((f"{name}-{edition.suffix}.docx", render_report, REPORT))
        if not edition.public:
            wanted.append((f"{name}-working-annex.docx", render_working_annex, WORKING_ANNEX))
    if "xlsx" in formats:
        from lsreport.report.xlsx import WORKBOOK, render_workbook

        wanted.insert(1, (f"{name}-{edition.suffix}.xlsx", render_workbook, WORKBOOK))
    for file, write, template in wanted:
        if only in {None, file}:
            register = Register()
            content = write(view, register, desk.workspace.templates)
            yield _Drawn(file, content, register.printed, template)
