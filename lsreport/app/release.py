"""Releases: what `render --final` puts on record, and what changed after it."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from lsreport import __version__
from lsreport.app.output import manifest_name
from lsreport.app.said import said
from lsreport.app.workspace import Desk
from lsreport.domain.assessment import Assessment
from lsreport.domain.period import Period
from lsreport.domain.release import Release, ReleasedFile
from lsreport.domain.submission import Vintage
from lsreport.errors import NotFoundError, UsageError
from lsreport.excel.guard import shown
from lsreport.i18n import Message, _
from lsreport.indicators.calendar import window
from lsreport.indicators.compute import compute
from lsreport.indicators.outcome import Outcome
from lsreport.indicators.plan import Plan
from lsreport.report.letterhead import Signed

if TYPE_CHECKING:
    from lsreport.app.documents import Document
    from lsreport.store.writer import Writer

_LONGEST_NUMBER = 100
_LARGEST_SCAN = 50 << 20


@dataclass(frozen=True, slots=True)
class Issued:
    """What the registry of outgoing documents gave a final report; None where not yet known."""

    number: str | None = None
    dated: date | None = None
    scan: Path | None = None

    @property
    def signed(self) -> Signed:
        """What the report prints of it."""
        return Signed(self.number, self.dated)

    def checked(self, plan: Plan, period: Period, today: date) -> Issued:
        """Return it with its number on one line, where a report of `period` can be issued so.

        Raises:
            UsageError: the period has not ended on `today`, or the number or the day cannot be
                that of its signed report.
        """
        first, last = window(plan, period)
        if today <= last:
            raise UsageError(
                _(
                    "{period} lasts until {last}: its report cannot be final before. Leave out "
                    "--final for a draft."
                ),
                period=period.id,
                last=last,
            )
        if self.dated is not None and not first <= self.dated <= today:
            raise UsageError(
                _(
                    "--date {day} cannot be the day of a signed report of {period}, between "
                    "{first} and today. Write the day that stands on the signed report."
                ),
                day=self.dated,
                period=period.id,
                first=first,
            )
        number = self.number and said(self.number, "--number", longest=_LONGEST_NUMBER)
        if self.number is not None and not number:
            raise UsageError(_("--number is blank. Leave it out until the report has a number."))
        return replace(self, number=number)

    def read_scan(self) -> bytes | None:
        """Return the scan of the signed document.

        Raises:
            NotFoundError: there is no such file, or it cannot be read.
            UsageError: it is empty, or larger than a scan is.
        """
        if self.scan is None:
            return None
        try:
            # Opening a pipe would wait for whoever writes into it.
            if self.scan.exists() and not self.scan.is_file():
                raise _unread(self.scan, Message(_("it is no file")))
            with self.scan.open("rb") as file:
                content = file.read(_LARGEST_SCAN + 1)
        except (OSError, ValueError) as error:
            raise _unread(self.scan, getattr(error, "strerror", None) or error) from error
        if not 0 < len(content) <= _LARGEST_SCAN:
            raise UsageError(
                _("The scan {path} is empty or larger than {most} MB. Scan it again in grey."),
                path=self.scan,
                most=_LARGEST_SCAN >> 20,
            )
        return content


def _unread(scan: Path, why: object) -> NotFoundError:
    return NotFoundError(
        _("The scan {path} cannot be read ({why}). Name the file of the signed document."),
        path=scan,
        why=why,
    )


def record_release(
    desk: Desk,
    writer: Writer,
    assessment: Assessment,
    period: Period,
    made: Sequence[Document],
    *,
    as_of: datetime,
    issued: Issued,
    scan: bytes | None,
) -> Release:
    """Put on record that the report of `period`, just written, is final, and keep its inputs.

    With them in the archive it can be verified after the office edits its templates or settings.

    Raises:
        StorageError: the store cannot be written.
    """
    name = None if issued.scan is None else shown(issued.scan.name)
    kept = None if scan is None or name is None else ReleasedFile(name, _digest(scan))
    inputs = {name: content for one in made for name, content in one.inputs.items()}
    release = Release(
        period=period,
        package=__version__,
        plan=desk.plan.digest,
        as_of=as_of,
        outcomes=outcomes_digest(compute(desk.plan, assessment, period)),
        files=tuple(file for one in made for file in _files(one)),
        recorded=as_of,  # until the writer dates it
        number=issued.number,
        dated=issued.dated,
        scan=kept,
        inputs=tuple(ReleasedFile(name, _digest(inputs[name])) for name in sorted(inputs)),
    )
    attached = (*inputs.values(), *(() if scan is None else (scan,)))
    return writer.decide(release, *attached)


def _files(document: Document) -> tuple[ReleasedFile, ReleasedFile]:
    return (
        ReleasedFile(document.name, _digest(document.content)),
        ReleasedFile(manifest_name(document.name), _digest(document.manifest)),
    )


def outcomes_digest(outcomes: Iterable[Outcome]) -> str:
    """Return the digest of what the indicators came to: code, both counts and verdict of each."""
    told = [
        (one.code, one.numerator, one.denominator, one.verdict.value)
        for outcome in outcomes
        for one in (outcome, *outcome.lines)
    ]
    return _digest(json.dumps(told).encode())


def as_released(
    desk: Desk, until: Period, as_of: datetime | None
) -> tuple[tuple[Period, Assessment], ...]:
    """Return each released period whose returns changed since, as it was last told.

    A report tells what changed in the periods released before it, its own included; so what the
    last final report of that or a later period knew is what the reader was told.
    """
    now = desk.store.vintage(as_of)
    told = _last_told(desk.store.releases(as_of), until)
    before = {moment: desk.store.vintage(moment, desk.reference) for moment in set(told.values())}
    changed = {
        period: moment
        for period, moment in told.items()
        if _digests(before[moment], period) != _digests(now, period)
    }
    judged = {moment: desk.assess(moment, *told) for moment in set(changed.values())}
    return tuple((period, judged[moment]) for period, moment in sorted(changed.items()))


def _last_told(releases: Iterable[Release], until: Period) -> dict[Period, datetime]:
    """Return, per period released up to `until`, the latest moment a final report told of."""
    known = tuple(releases)
    periods = {one.period for one in known if one.period <= until}
    return {period: max(one.as_of for one in known if one.period >= period) for period in periods}


def _digests(vintage: Vintage, period: Period) -> dict[str, str]:
    sent = vintage.submissions.get(period, {})
    return {unit: submission.sha256 for unit, submission in sent.items()}


def _digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()
