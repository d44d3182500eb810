"""`ingest`: read submissions, archive the originals, store what was accepted."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import datetime
from itertools import islice
from pathlib import Path

from lsreport.app.results import FileResult, FileStatus, Inspection, accepted_status, all_cells
from lsreport.app.workspace import Desk
from lsreport.checks.completeness import cells_of
from lsreport.domain.assessment import Assessment
from lsreport.domain.finding import Finding
from lsreport.domain.period import Period
from lsreport.excel.guard import (
    candidates,
    read_original,
    received_from_folder,
    refusal_finding,
    shown,
)
from lsreport.excel.submissions import Reading, Refusal, read_submission
from lsreport.ooxml.package import Refused
from lsreport.store.writer import Receipt, Status, Stored

Progress = Callable[[int, int, str], None]
"""Told (files done, files in all, name of the file)."""
_GROUP = 16
"""Files stored in one commit; an interrupted run loses only files it has not acknowledged."""


def ingest(
    desk: Desk,
    paths: Sequence[Path],
    *,
    clock: Callable[[], datetime],
    received: datetime | None = None,
    unit: str | None = None,
    period: Period | None = None,
    progress: Progress | None = None,
) -> Inspection:
    """Store every submission found in `paths` (the inbox when empty) and say what became of each.

    A file was received at `received`, else at the end of the day its inbox folder names, else now
    by `clock`, which also dates what is recorded.

    Raises:
        NotFoundError: a path names nothing, before anything is read.
        StorageError: the store cannot be written.
    """
    roots = list(paths) or [desk.workspace.inbox]
    files = candidates(roots)
    results: list[FileResult | Stored] = []
    now = clock()
    with desk.store.writing(command=desk.command, clock=clock) as store:
        pending = iter(files)
        while group := list(islice(pending, _GROUP)):
            items: list[FileResult | Receipt] = []
            for path in group:
                arrived = received or _folder_date(path, roots) or now
                items.append(_read(desk, path, arrived, unit, period))
                if progress is not None:
                    progress(len(results) + len(items), len(files), shown(path.name))
            stored = iter(store.receive([item for item in items if isinstance(item, Receipt)]))
            results += (next(stored) if isinstance(item, Receipt) else item for item in items)
    assessment = desk.assess(None)
    judged = tuple(
        item if isinstance(item, FileResult) else file_result(assessment, item) for item in results
    )
    touched = sorted({one.period for one in judged if one.period and one.revision is not None})
    cells = all_cells(cells_of(desk.plan, assessment.periods[period]) for period in touched)
    return Inspection(files=judged, completeness=cells)


def _folder_date(path: Path, roots: Iterable[Path]) -> datetime | None:
    dates = (received_from_folder(path, root) for root in roots)
    return next((date for date in dates if date is not None), None)


def _read(
    desk: Desk, path: Path, received: datetime, unit: str | None, period: Period | None
) -> Receipt | FileResult:
    """Return what the file says, or, when not even its bytes can be had, its rejection."""
    try:
        original = read_original(path)
    except Refused as refused:
        return unread_file(path, refused)
    reading = read_submission(original.content, original.file, desk.plan, unit=unit, period=period)
    return Receipt(original.content, original.sha256, original.file, received, reading)


def unread_file(path: Path, refused: Refused) -> FileResult:
    """Return the rejection of a file of which not even the bytes could be had."""
    name = shown(path.name)
    finding = refusal_finding(refused, name)
    return FileResult(name, None, None, None, None, FileStatus.REJECTED, (finding,))


def refused_file(file: str, sha256: str, reading: Reading | Refusal) -> FileResult:
    """Return the rejection of a file whose structure is not that of a form owed."""
    return FileResult(
        file=file,
        sha256=sha256,
        unit=reading.unit,
        period=reading.period,
        revision=None,
        status=FileStatus.REJECTED,
        findings=reading.findings if isinstance(reading, Refusal) else (),
    )


def file_result(assessment: Assessment, stored: Stored) -> FileResult:
    """Return what became of a stored file, with the findings of the revision it holds."""
    receipt, submission = stored.receipt, stored.submission
    if submission is None:
        return refused_file(receipt.file, receipt.sha256, receipt.reading)
    findings = _findings(assessment, submission.period, submission.unit, submission.sha256)
    status = {
        Status.UNCHANGED: FileStatus.UNCHANGED,
        Status.OLDER: FileStatus.OLDER,
    }.get(stored.status) or accepted_status(findings)
    return FileResult(
        receipt.file,
        receipt.sha256,
        submission.unit,
        submission.period,
        submission.revision,
        status,
        findings,
    )


def _findings(
    assessment: Assessment, period: Period, unit: str, sha256: str
) -> tuple[Finding, ...]:
    """Return the findings of a revision if it is the current one, none otherwise."""
    judged = assessment.periods[period].returns.get(unit)
    current = judged is not None and judged.submission.sha256 == sha256
    return judged.findings if judged is not None and current else ()
