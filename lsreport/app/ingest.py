"""`ingest`: read submissions, archive the originals, store what was accepted."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import islice
from pathlib import Path

from lsreport.app.paper import PaperFile, paper_file, paper_result
from lsreport.app.results import FileResult, FileStatus, Inspection, accepted_status, all_cells
from lsreport.app.workspace import Desk
from lsreport.checks.completeness import cells_of
from lsreport.checks.rejections import RECEIVED_AHEAD
from lsreport.domain.assessment import Assessment
from lsreport.domain.clock import LANG_SON, is_ahead, lang_son_day
from lsreport.domain.finding import Finding
from lsreport.domain.period import Period
from lsreport.domain.submission import Submission
from lsreport.errors import UsageError
from lsreport.excel.admission import Asked
from lsreport.excel.arrivals import read_arrival
from lsreport.excel.guard import (
    Original,
    candidates,
    read_original,
    received_from_folder,
    refusal_finding,
    shown,
)
from lsreport.excel.paper_groups import PaperReading
from lsreport.excel.submissions import Reading, Refusal
from lsreport.i18n import _
from lsreport.ooxml.package import Refused
from lsreport.store.writer import Receipt, Status, Stored


@dataclass(frozen=True, slots=True)
class _Known:
    """A file whose bytes were accepted before: what they say is in the store."""

    original: Original
    submission: Submission


_Read = FileResult | Receipt | PaperFile | _Known
"""A file that was read, could not be, or need not be."""
_Kept = FileResult | Stored | _Known | tuple[PaperFile, tuple[Stored, ...]]
"""A file after what is to be stored of it is on the disk."""

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
    by `clock`, which also dates what is recorded. A file in the folder of a day to come is refused
    unread and not stored: under its right day it is taken. An import sheet says itself when each
    of its papers came.

    Raises:
        UsageError: `received` is later than the clock, before anything is read.
        NotFoundError: a path names nothing, before anything is read.
        StorageError: the store cannot be written.
    """
    roots = list(paths) or [desk.workspace.inbox]
    files = candidates(roots)
    results: list[_Kept] = []
    now = clock()
    _require_past(received, now)
    asked = Asked(unit, period)
    with desk.store.writing(command=desk.command, clock=clock) as store:
        # Told what a file is, its bytes are read again: they may have been taken for another.
        known = desk.store.forms() if unit is None and period is None else {}
        pending = iter(files)
        while group := list(islice(pending, _GROUP)):
            items: list[_Read] = []
            for path in group:
                arrived = received or _folder_date(path, roots) or now
                items.append(
                    _ahead_file(path, arrived, now)
                    if is_ahead(arrived, now)
                    else _read(desk, path, arrived, now, asked, known)
                )
                if progress is not None:
                    progress(len(results) + len(items), len(files), shown(path.name))
            for item in items:
                if isinstance(item, _Known):
                    store.keep(item.original.content, item.original.sha256)
            stored = iter(store.receive([one for item in items for one in _receipts(item)]))
            results += [_kept(item, stored) for item in items]
    assessment = desk.assess(None)
    judged = tuple(_result(assessment, item) for item in results)
    every = [one for file in judged for one in (file, *(file.returns or ()))]
    touched = sorted({one.period for one in every if one.period and one.revision is not None})
    cells = all_cells(cells_of(desk.plan, assessment.periods[period]) for period in touched)
    return Inspection(files=judged, completeness=cells)


def _require_past(received: datetime | None, now: datetime) -> None:
    """Refuse a moment of receipt that is yet to come: it would outrank every later correction."""
    if received is not None and is_ahead(received, now):
        there, here = received.astimezone(LANG_SON), now.astimezone(LANG_SON)
        raise UsageError(
            _(
                "--received {day} {hour} is yet to come: the clock of this computer says {today} "
                "{clock}. Give the day or time at which the files were received."
            ),
            day=there.date(),
            hour=f"{there:%H:%M}",
            today=here.date(),
            clock=f"{here:%H:%M}",
        )


def _folder_date(path: Path, roots: Iterable[Path]) -> datetime | None:
    dates = (received_from_folder(path, root) for root in roots)
    return next((date for date in dates if date is not None), None)


def _read(
    desk: Desk,
    path: Path,
    received: datetime,
    now: datetime,
    asked: Asked,
    known: Mapping[str, Submission],
) -> _Read:
    """Return what the file says, or, when not even its bytes can be had, its rejection."""
    try:
        original = read_original(path)
    except Refused as refused:
        return unread_file(path, refused)
    if original.sha256 in known:
        return _Known(original, known[original.sha256])
    today = lang_son_day(now)
    reading = read_arrival(original.content, original.file, desk.plan, asked, today=today)
    if isinstance(reading, PaperReading):
        return paper_file(desk.store, original, reading, received)
    return Receipt(original.content, original.sha256, original.file, received, reading)


def _receipts(item: _Read) -> tuple[Receipt, ...]:
    if isinstance(item, PaperFile):
        return item.receipts
    return (item,) if isinstance(item, Receipt) else ()


def _kept(item: _Read, stored: Iterator[Stored]) -> _Kept:
    """Return an item with what the store made of its receipts, taken off `stored` in turn."""
    if isinstance(item, FileResult | _Known):
        return item
    if isinstance(item, Receipt):
        return next(stored)
    return item, tuple(islice(stored, len(item.receipts)))


def _result(assessment: Assessment, item: _Kept) -> FileResult:
    if isinstance(item, FileResult):
        return item
    if isinstance(item, Stored):
        return file_result(assessment, item)
    if isinstance(item, _Known):
        return replace(_unchanged(assessment, item.submission), file=item.original.file)
    paper, stored = item
    standing = (_unchanged(assessment, one) for one in paper.standing)
    returns = (*standing, *(file_result(assessment, one) for one in stored))
    return paper_result(paper.file, paper.sha256, returns, handover=paper.handover)


def unread_file(path: Path, refused: Refused) -> FileResult:
    """Return the rejection of a file of which not even the bytes could be had."""
    return _unstored(path, refusal_finding(refused, shown(path.name)))


def _ahead_file(path: Path, arrived: datetime, now: datetime) -> FileResult:
    """Return the rejection of a file whose folder names a day to come."""
    days = {"day": arrived.date(), "today": lang_son_day(now)}
    name = shown(path.name)
    return _unstored(path, RECEIVED_AHEAD.finding(unit=None, period=None, file=name, facts=days))


def _unstored(path: Path, finding: Finding) -> FileResult:
    """Return the rejection of a file of which nothing is kept."""
    name = shown(path.name)
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
    unchanged = _unchanged(assessment, submission)
    status = {
        Status.UNCHANGED: FileStatus.UNCHANGED,
        Status.OLDER: FileStatus.OLDER,
    }.get(stored.status) or accepted_status(unchanged.findings)
    return replace(unchanged, file=receipt.file, status=status)


def _unchanged(assessment: Assessment, submission: Submission) -> FileResult:
    """Return a revision that is in the store already, with its findings."""
    return FileResult(
        submission.file,
        submission.sha256,
        submission.unit,
        submission.period,
        submission.revision,
        FileStatus.UNCHANGED,
        _findings(assessment, submission.period, submission.unit, submission.sha256),
    )


def _findings(
    assessment: Assessment, period: Period, unit: str, sha256: str
) -> tuple[Finding, ...]:
    """Return the findings of a revision if it is the current one, none otherwise."""
    judged = assessment.periods[period].said_by(unit)
    current = judged is not None and judged.submission.sha256 == sha256
    return judged.findings if judged is not None and current else ()
