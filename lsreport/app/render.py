"""`render`: the consolidated report of a period, its working annex, and the manifest."""

from __future__ import annotations

from collections.abc import Callable, Collection
from datetime import datetime
from pathlib import Path

from lsreport.app.documents import PROVINCE, documents, write_documents
from lsreport.app.release import Issued, record_release
from lsreport.app.review import render_review
from lsreport.app.workspace import Desk
from lsreport.domain.assessment import Assessment
from lsreport.domain.clock import lang_son_day
from lsreport.domain.period import Period, Span
from lsreport.errors import UsageError
from lsreport.i18n import _
from lsreport.report.view_types import Edition

FORMATS = frozenset({"docx", "xlsx"})


def render_asked(
    desk: Desk,
    asked: Period | Span,
    formats: Collection[str],
    edition: Edition,
    issued: Issued | None,
    *,
    clock: Callable[[], datetime],
    as_of: datetime | None = None,
    out: Path | None = None,
) -> tuple[Path, ...]:
    """Write the report of a period, final where it was `issued`, or the review of a span.

    Raises:
        NotFoundError: the plan has no such period.
        UsageError: what is asked for cannot be final.
        ConfigurationError: the office's configuration, prose or a template is broken.
        StorageError: a file or the store cannot be written.
    """
    if isinstance(asked, Span):
        if issued is not None:
            raise UsageError(_("A review of several years is never --final: its years are."))
        return render_review(desk, asked, formats, edition, as_of=as_of, out=out)
    if issued is not None:
        return render_final(
            desk, asked, formats, issued, edition, clock=clock, as_of=as_of, out=out
        )
    return render(desk, asked, formats, edition, as_of=as_of, out=out)


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
        UsageError: the period has not ended, what was issued cannot be its signed report, or a
            public copy is asked for.
        ConfigurationError: the office's configuration, prose or a template is broken.
        StorageError: a file or the store cannot be written.
    """
    if edition.public:
        raise UsageError(
            _(
                "A public copy is not the report that is signed. Record the report with --final, "
                "and make the public copy of it without."
            )
        )
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
