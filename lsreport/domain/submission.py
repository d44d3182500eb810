"""Submissions: one received workbook each, and what is known of a period from them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from lsreport.domain.finding import Finding
from lsreport.domain.observation import Observation, Raw
from lsreport.domain.period import Period

PAPER_VERSION = "history"
"""Form version of a return that the office typed from paper into the import sheet."""


@dataclass(frozen=True, slots=True)
class Cover:
    """What the cover of a form says besides its identity. All of it as typed, None when blank."""

    sending: int = 1
    """Lần gửi: 1 for the first sending of a return."""
    contact: str | None = None
    signer: str | None = None
    paper_number: str | None = None
    paper_date: str | None = None
    on_behalf_by: str | None = None
    """Nhập thay: who typed the return for the unit."""
    on_behalf_from: str | None = None
    """Nhập thay: from which document."""


@dataclass(frozen=True, slots=True)
class Submission:
    """A workbook whose structure was accepted, as stored."""

    sha256: str
    file: str
    """File name as it was received, without its folder."""
    unit: str
    period: Period
    form_version: str
    received: datetime
    """When the office received it (UTC+7)."""
    recorded: datetime
    """When it was stored (UTC), strictly increasing over the store."""
    revision: int
    """It was the nth accepted for its unit and period."""
    cover: Cover
    raws: tuple[Raw, ...]
    notes: tuple[Finding, ...] = ()
    """Structure findings that did not reject it, such as a changed layout."""
    first_received: datetime | None = None
    """When the first accepted revision of the return was received; None for the first itself."""
    other_sendings: tuple[int, ...] = ()
    """Lần gửi on the covers of the other accepted revisions of the return, by their number."""

    @property
    def arrived(self) -> datetime:
        """When the return came: a correction does not make a return late that was in time."""
        return min(self.received, self.first_received or self.received)

    @property
    def from_paper(self) -> bool:
        """Whether the office took its figures from a paper report: it gives what that gave."""
        return self.form_version == PAPER_VERSION

    @property
    def order(self) -> tuple[bool, datetime, int, datetime, str]:
        """Later is newer: the submission with the greatest order is the current one.

        A form of the unit's own is newer than any paper; of two import sheets, which carry the
        day of the same paper, the one stored last corrects the other.
        """
        stored = self.recorded if self.from_paper else self.received
        return (not self.from_paper, self.received, self.cover.sending, stored, self.sha256)


@dataclass(frozen=True, slots=True)
class Rejected:
    """A workbook that was archived and not accepted, where its unit and period are known."""

    sha256: str
    file: str
    unit: str
    period: Period
    received: datetime
    recorded: datetime
    findings: tuple[Finding, ...]


@dataclass(frozen=True, slots=True)
class ReferenceFigure:
    """A denominator loaded by the office (`reference.csv`)."""

    unit: str
    element: str
    """Data element whose total it is."""
    value: int
    dated: date
    source: str
    line: int
    """Line of the file it stands on, 1 for the header."""


@dataclass(frozen=True, slots=True)
class Vintage:
    """What was known as of a moment: the current revision of every return, and the references."""

    as_of: datetime | None
    """None for the latest."""
    submissions: Mapping[Period, Mapping[str, Submission]]
    """Per period and unit code, the current revision."""
    rejected: Mapping[Period, Mapping[str, Rejected]] = field(default_factory=dict)
    """Per period and unit code, the last rejected file of units with no accepted one."""
    reference: tuple[ReferenceFigure, ...] = ()

    @property
    def periods(self) -> tuple[Period, ...]:
        """Periods with at least one submission, oldest first."""
        return tuple(sorted(period for period, units in self.submissions.items() if units))


@dataclass(frozen=True, slots=True)
class JudgedReturn:
    """A return after its checks: every figure the form owes, with its state."""

    submission: Submission
    observations: Mapping[str, Observation]
    """Every key the form asks for, present even when missing, derived figures included."""
    findings: tuple[Finding, ...]
    aside: Mapping[str, tuple[Finding, ...]] = field(default_factory=dict)
    """Per key that a check put aside, the findings that did; not those of what it is computed
    from."""

    @property
    def unit(self) -> str:
        """Code of the unit."""
        return self.submission.unit
