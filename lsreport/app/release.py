"""Releases: what `render --final` puts on record, and what changed after it."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from lsreport import __version__
from lsreport.app.workspace import Desk
from lsreport.domain.assessment import Assessment
from lsreport.domain.period import Period
from lsreport.domain.release import Release, ReleasedFile
from lsreport.domain.submission import Vintage
from lsreport.errors import NotFoundError
from lsreport.excel.guard import shown
from lsreport.i18n import _
from lsreport.indicators.compute import compute
from lsreport.indicators.outcome import Outcome


@dataclass(frozen=True, slots=True)
class Issued:
    """What the registry of outgoing documents gave a final report; None where not yet known."""

    number: str | None = None
    dated: date | None = None
    scan: Path | None = None

    def read_scan(self) -> bytes | None:
        """Return the scan of the signed document.

        Raises:
            NotFoundError: there is no such file, or it cannot be read.
        """
        if self.scan is None:
            return None
        try:
            return self.scan.read_bytes()
        except OSError as error:
            raise NotFoundError(
                _("The scan {path} cannot be read ({why}). Name the file of the signed document."),
                path=self.scan,
                why=error.strerror or error,
            ) from error


def record_release(
    desk: Desk,
    assessment: Assessment,
    period: Period,
    files: Sequence[Path],
    *,
    as_of: datetime,
    issued: Issued,
    scan: bytes | None,
    clock: Callable[[], datetime],
) -> Release:
    """Put on record that the report of `period`, just written to `files`, is final.

    Raises:
        StorageError: the store cannot be written.
    """
    name = None if issued.scan is None else shown(issued.scan.name)
    kept = None if scan is None or name is None else ReleasedFile(name, _digest(scan))
    release = Release(
        period=period,
        package=__version__,
        plan=desk.plan.digest,
        as_of=as_of,
        outcomes=outcomes_digest(compute(desk.plan, assessment, period)),
        files=tuple(ReleasedFile(one.name, _digest(one.read_bytes())) for one in files),
        recorded=clock(),
        number=issued.number,
        dated=issued.dated,
        scan=kept,
    )
    with desk.store.writing(command=desk.command, clock=clock) as store:
        return store.decide(release, scan)


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
