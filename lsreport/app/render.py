"""`render`: the consolidated report of a period, its working annex, and the manifest."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from datetime import datetime
from pathlib import Path

from lsreport.app.documents import PROVINCE, Document, documents
from lsreport.app.output import manifest_name, save
from lsreport.app.release import Issued, record_release
from lsreport.app.workspace import Desk
from lsreport.domain.assessment import Assessment
from lsreport.domain.clock import lang_son_day
from lsreport.domain.period import Period
from lsreport.report.view_types import Edition

FORMATS = frozenset({"docx", "xlsx"})


def render(
    desk: Desk,
    period: Period,
    formats: Collection[str],
    edition: Edition = PROVINCE,
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
    edition: Edition = PROVINCE,
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
        made = documents(
            desk, assessment, period, formats, edition, as_of=known, signed=issued.signed
        )
        paths = write_documents(made, out or desk.workspace.out / period.id)
        record_release(
            desk, writer, assessment, period, made, as_of=known, issued=issued, scan=scan
        )
    return paths


def render_assessed(
    desk: Desk,
    assessment: Assessment,
    period: Period,
    formats: Collection[str],
    edition: Edition = PROVINCE,
    *,
    as_of: datetime | None = None,
    out: Path | None = None,
) -> tuple[Path, ...]:
    """Write the report of a period already judged; every document is made before any is written.

    `as_of` is the moment it was judged as of.
    """
    made = documents(desk, assessment, period, formats, edition, as_of=as_of)
    return write_documents(made, out or desk.workspace.out / period.id)


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
