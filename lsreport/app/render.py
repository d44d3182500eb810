"""`render`: the consolidated report of a period, its working annex, and the manifest."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from lsreport.app.init import PACKAGED_TEMPLATES
from lsreport.app.output import save
from lsreport.app.release import Issued, as_released, record_release
from lsreport.app.workspace import Desk
from lsreport.domain.assessment import Assessment
from lsreport.domain.clock import lang_son_day
from lsreport.domain.period import Period
from lsreport.indicators.compute import compute
from lsreport.indicators.outcome import Outcome
from lsreport.report.figures import Figure, Register
from lsreport.report.manifest import manifest
from lsreport.report.texts import load_texts
from lsreport.report.view import build_view
from lsreport.report.view_types import Edition, ReportView

FORMATS = frozenset({"docx", "xlsx"})
_PROVINCE = Edition()


def render(
    desk: Desk,
    period: Period,
    formats: Collection[str],
    edition: Edition = _PROVINCE,
    *,
    as_of: datetime | None = None,
    out: Path | None = None,
) -> tuple[Path, ...]:
    """Write the report of `period` as it was known `as_of`, and return the paths.

    Raises:
        NotFoundError: the plan has no such period.
        ConfigurationError: the office's configuration, prose or a template is broken.
        StorageError: a file cannot be written.
    """
    desk.require(period)
    assessment = desk.assess(as_of, period)
    return render_assessed(desk, assessment, period, formats, edition, as_of=as_of, out=out)


def render_final(
    desk: Desk,
    period: Period,
    formats: Collection[str],
    issued: Issued,
    edition: Edition = _PROVINCE,
    *,
    clock: Callable[[], datetime],
    as_of: datetime | None = None,
    out: Path | None = None,
) -> tuple[Path, ...]:
    """Write the report as `render` does, and put on record that it is final.

    The store is held meanwhile: a file received now is in the report, or comes after it.

    Raises:
        NotFoundError: the plan has no such period, or the scan cannot be read.
        UsageError: the period has not ended, or what was issued cannot be its signed report.
        ConfigurationError: the office's configuration, prose or a template is broken.
        StorageError: a file or the store cannot be written.
    """
    issued = issued.checked(desk.plan, desk.require(period), lang_son_day(clock()))
    scan = issued.read_scan()
    with desk.store.writing(command=desk.command, clock=clock) as writer:
        latest = desk.store.latest() or clock()
        # Later than the last entry nothing is known: what comes today is no part of this report.
        known = min(as_of or latest, latest)
        assessment = desk.assess(known, period)
        paths = render_assessed(desk, assessment, period, formats, edition, as_of=known, out=out)
        files = [file for path in paths for file in (path, _manifest_beside(path))]
        record_release(
            desk, writer, assessment, period, files, as_of=known, issued=issued, scan=scan
        )
    return paths


def render_assessed(
    desk: Desk,
    assessment: Assessment,
    period: Period,
    formats: Collection[str],
    edition: Edition = _PROVINCE,
    *,
    as_of: datetime | None = None,
    out: Path | None = None,
) -> tuple[Path, ...]:
    """Write the report of a period already judged; every document is made before any is written.

    `as_of` is the moment it was judged as of.
    """
    view = report_view(desk, assessment, period, edition, as_of=as_of)
    known = _newest_entry(desk, as_of)
    folder = out or desk.workspace.out / period.id
    name = f"lsreport-{desk.plan.id}-{period.id}"
    paths: list[Path] = []
    for document in _documents(desk, view, name, formats, edition):
        described = manifest(
            document.name,
            document.content,
            view,
            desk.plan,
            assessment,
            document.printed,
            _other_inputs(desk, period, document.template),
            known,
        )
        path = save(folder / document.name, document.content)
        paths.append(path)
        save(_manifest_beside(path), described)
    return tuple(paths)


def _manifest_beside(path: Path) -> Path:
    return path.with_name(f"{path.name}.manifest.json")


def _newest_entry(desk: Desk, as_of: datetime | None) -> datetime | None:
    """Return the moment of the newest entry a report `as_of` may rest on, None without any."""
    latest = desk.store.latest()
    return latest if latest is None or as_of is None else min(as_of, latest)


def report_view(
    desk: Desk,
    assessment: Assessment,
    period: Period,
    edition: Edition = _PROVINCE,
    *,
    as_of: datetime | None = None,
) -> ReportView:
    """Return what the report of a period says that was judged as of a moment.

    Raises:
        ConfigurationError: the office has no issuing body on the day, or its prose is broken.
    """
    return build_view(
        desk.plan,
        assessment,
        period,
        compute(desk.plan, assessment, period),
        desk.office,
        previous=_previous(desk, assessment, period),
        texts=load_texts(desk.workspace.texts / f"{period.id}.md"),
        audience=edition.audience,
        public=edition.public,
        released=as_released(desk, period, as_of),
    )


def _previous(desk: Desk, assessment: Assessment, period: Period) -> tuple[Outcome, ...]:
    """Return the outcomes of the same period of last year, none where nothing was received."""
    before = period.same_period_last_year
    known = assessment.periods.get(before)
    if known is None or (known.handed and not known.returns):
        return ()
    return compute(desk.plan, assessment, before)


@dataclass(frozen=True, slots=True)
class _Document:
    name: str
    content: bytes
    printed: Sequence[Figure]
    template: str
    """Name of the template it was made from."""


def _documents(
    desk: Desk, view: ReportView, name: str, formats: Collection[str], edition: Edition
) -> tuple[_Document, ...]:
    """Return the documents asked for; with the Word report its working annex, unless public."""
    wanted: list[tuple[str, Callable[[ReportView, Register, Path], bytes], str]] = []
    if "docx" in formats:
        from lsreport.report.docx import REPORT, WORKING_ANNEX, render_report, render_working_annex

        wanted.append((f"{name}-{edition.suffix}.docx", render_report, REPORT))
        if not edition.public:
            wanted.append((f"{name}-working-annex.docx", render_working_annex, WORKING_ANNEX))
    if "xlsx" in formats:
        from lsreport.report.xlsx import WORKBOOK, render_workbook

        wanted.insert(1, (f"{name}-{edition.suffix}.xlsx", render_workbook, WORKBOOK))
    documents = []
    for file, write, template in wanted:
        register = Register()
        content = write(view, register, desk.workspace.templates)
        documents.append(_Document(file, content, register.printed, template))
    return tuple(documents)


def _other_inputs(desk: Desk, period: Period, template: str) -> dict[str, bytes]:
    """Return the inputs that are no submissions, by their names in the workspace."""
    workspace = desk.workspace
    own = workspace.templates / template
    inputs = {
        workspace.configuration: workspace.configuration.name,
        workspace.reference: workspace.reference.name,
        workspace.texts / f"{period.id}.md": f"texts/{period.id}.md",
        own if own.is_file() else PACKAGED_TEMPLATES / template: f"templates/{template}",
    }
    return {name: path.read_bytes() for path, name in inputs.items() if path.is_file()}
