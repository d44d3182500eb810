"""`run`: the whole cycle in one call, safe to repeat."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from lsreport.app.check import inspect
from lsreport.app.ingest import Progress, ingest
from lsreport.app.render import FORMATS, render_assessed
from lsreport.app.results import FileStatus, Inspection
from lsreport.app.status import StatusReport, status_of
from lsreport.app.workspace import Desk
from lsreport.domain.finding import Severity
from lsreport.domain.period import Period
from lsreport.errors import NEEDS_A_PERSON
from lsreport.i18n import Message, _


@dataclass(frozen=True, slots=True)
class Cycle:
    """One whole run: what was ingested, what the checks say, and where the reports are."""

    period: Period
    ingested: Inspection
    inspection: Inspection
    status: StatusReport
    reports: tuple[Path, ...]

    @property
    def rejected(self) -> tuple[str, ...]:
        """Names of the files that were rejected."""
        return tuple(one.file for one in self.ingested.files if one.status is FileStatus.REJECTED)

    @property
    def errors(self) -> int:
        """Number of open errors of the period."""
        return sum(
            one.severity is Severity.ERROR and one.waived is None
            for one in self.inspection.all_findings
        )

    @property
    def exit_code(self) -> int:
        """1 when a file was rejected, an error is open or a return is missing past its date."""
        wanting = self.rejected or self.errors or self.status.missing
        return NEEDS_A_PERSON if wanting else 0

    @property
    def summary(self) -> tuple[Message, ...]:
        """What a person should know, a sentence each; nothing where nothing is wanting."""
        period = self.period.id
        sentences: list[Message] = []
        if self.rejected:
            sentences.append(
                Message(
                    _("Rejected files: {files}. Run `lsreport ingest` to read why."),
                    {"files": ", ".join(self.rejected)},
                )
            )
        if self.errors:
            sentences.append(
                Message(
                    _("{count} open errors in {period}. Read them with `lsreport check {period}`."),
                    {"count": self.errors, "period": period},
                )
            )
        if self.status.missing:
            names = ", ".join(one.unit.name for one in self.status.missing)
            sentences.append(
                Message(
                    _("Missing past the due date of {period}: {names}."),
                    {"period": period, "names": names},
                )
            )
        return tuple(sentences)


def run_cycle(
    desk: Desk,
    period: Period,
    *,
    clock: Callable[[], datetime],
    inbox: Path | None = None,
    out: Path | None = None,
    progress: Progress | None = None,
) -> Cycle:
    """Ingest the inbox, then check, compute and render `period`; inbox files stay where they are.

    Raises:
        NotFoundError: the plan has no such period, or the inbox does not exist.
        StorageError: the store or a report cannot be written.
    """
    desk.require(period)
    ingested = ingest(desk, [inbox or desk.workspace.inbox], clock=clock, progress=progress)
    assessment = desk.assess(None, period)
    assessed = assessment.periods[period]
    return Cycle(
        period=period,
        ingested=ingested,
        inspection=inspect(desk, assessment, period),
        status=status_of(desk, assessed, clock()),
        reports=render_assessed(desk, assessment, period, FORMATS, out=out),
    )
