"""Journal entries as JSON.

The journal outlives every version of this program, so its fields are spelled out here, apart from
the types the rest of the program uses. A field may be added with a default; none is renamed.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Literal

import msgspec

from lsreport.domain.finding import Finding, Waiver, WaiverEnd
from lsreport.domain.observation import Raw, RawKind
from lsreport.domain.period import Period
from lsreport.domain.release import Release
from lsreport.domain.submission import Cover, Rejected, Submission
from lsreport.store.decision_lines import (
    Decision,
    DecisionLine,
    ReleasedLine,
    WaivedLine,
    WaiverEndedLine,
    decision_line,
)
from lsreport.store.finding_lines import FindingLine, finding_lines, writable
from lsreport.store.moments import moment


@dataclass(frozen=True, slots=True)
class Rejection:
    """A file that was archived and not accepted; its unit and period may be unknown."""

    sha256: str
    file: str
    unit: str | None
    period: Period | None
    received: datetime
    recorded: datetime
    findings: tuple[Finding, ...]

    @property
    def identified(self) -> Rejected | None:
        """The rejection as a vintage lists it, None when the unit or period is unknown."""
        if self.unit is None or self.period is None:
            return None
        return Rejected(
            sha256=self.sha256,
            file=self.file,
            unit=self.unit,
            period=self.period,
            received=self.received,
            recorded=self.recorded,
            findings=self.findings,
        )


Receipted = Submission | Rejection
"""What became of a received file."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of the journal."""

    seq: int
    """Number of the line, 1 for the first."""
    record: Receipted | Decision

    @property
    def originals(self) -> tuple[tuple[str, str], ...]:
        """Digest and name of each file the archive keeps for it."""
        match self.record:
            case Waiver() | WaiverEnd():
                return ()
            case Release(scan=scan, inputs=inputs):
                kept = inputs if scan is None else (scan, *inputs)
                return tuple((one.sha256, one.name) for one in kept)
            case _:
                return ((self.record.sha256, self.record.file),)


class UnknownEntryError(Exception):
    """The content of a line is not what this version writes; the argument says why."""


class _RawLine(msgspec.Struct, array_like=True):
    key: str
    sheet: str
    cell: str
    kind: RawKind
    text: str | None = None
    formula: bool = False
    hidden: bool = False


class _CoverLine(msgspec.Struct, omit_defaults=True):
    sending: int
    contact: str | None = None
    signer: str | None = None
    paper_number: str | None = None
    paper_date: str | None = None
    on_behalf_by: str | None = None
    on_behalf_from: str | None = None


class _ReceiptLine(msgspec.Struct, kw_only=True, tag_field="decision"):
    seq: int
    recorded: str
    event: Literal["receipt"] = "receipt"
    sha256: str
    file: str
    received: str


class _AcceptedLine(_ReceiptLine, kw_only=True, tag="accepted"):
    unit: str
    period: str
    form_version: str
    revision: int
    cover: _CoverLine
    notes: tuple[FindingLine, ...]
    raws: tuple[_RawLine, ...]


class _RejectedLine(_ReceiptLine, kw_only=True, tag="rejected"):
    unit: str | None
    period: str | None
    findings: tuple[FindingLine, ...]


_ENCODER = msgspec.json.Encoder()
_LINE = msgspec.json.Decoder(_AcceptedLine | _RejectedLine | DecisionLine)


def encode_entry(entry: Entry) -> bytes:
    """Write an entry as one JSON object without line ends."""
    record = entry.record
    if isinstance(record, Rejection):
        return _ENCODER.encode(_rejected_line(entry.seq, record))
    if isinstance(record, Submission):
        return _ENCODER.encode(_accepted_line(entry.seq, record))
    return _ENCODER.encode(decision_line(entry.seq, record))


def decode_entry(content: bytes) -> Entry:
    """Read what `encode_entry` wrote.

    Raises:
        UnknownEntryError: it is an event or has fields this version does not know how to read.
    """
    try:
        line = _LINE.decode(content)
        if isinstance(line, _RejectedLine):
            return Entry(line.seq, _rejection(line))
        if isinstance(line, WaivedLine | WaiverEndedLine | ReleasedLine):
            return Entry(line.seq, line.decision)
        return Entry(line.seq, _submission(line))
    except (msgspec.MsgspecError, ValueError) as error:
        raise UnknownEntryError(str(error)) from error


def _accepted_line(seq: int, submission: Submission) -> _AcceptedLine:
    return _AcceptedLine(
        seq=seq,
        recorded=moment(submission.recorded),
        sha256=submission.sha256,
        file=writable(submission.file),
        received=submission.received.isoformat(),
        unit=submission.unit,
        period=submission.period.id,
        form_version=submission.form_version,
        revision=submission.revision,
        cover=_CoverLine(**asdict(submission.cover)),
        notes=finding_lines(submission.notes),
        raws=tuple(
            _RawLine(raw.key, raw.sheet, raw.cell, raw.kind, raw.text, raw.formula, raw.hidden)
            for raw in submission.raws
        ),
    )


def _submission(line: _AcceptedLine) -> Submission:
    return Submission(
        sha256=line.sha256,
        file=line.file,
        unit=line.unit,
        period=Period.parse(line.period),
        form_version=line.form_version,
        received=datetime.fromisoformat(line.received),
        recorded=datetime.fromisoformat(line.recorded),
        revision=line.revision,
        cover=Cover(**msgspec.structs.asdict(line.cover)),
        raws=tuple(
            Raw(raw.key, raw.sheet, raw.cell, raw.kind, raw.text, raw.formula, raw.hidden)
            for raw in line.raws
        ),
        notes=tuple(note.finding for note in line.notes),
    )


def _rejected_line(seq: int, rejection: Rejection) -> _RejectedLine:
    return _RejectedLine(
        seq=seq,
        recorded=moment(rejection.recorded),
        sha256=rejection.sha256,
        file=writable(rejection.file),
        received=rejection.received.isoformat(),
        unit=rejection.unit,
        period=None if rejection.period is None else rejection.period.id,
        findings=finding_lines(rejection.findings),
    )


def _rejection(line: _RejectedLine) -> Rejection:
    return Rejection(
        sha256=line.sha256,
        file=line.file,
        unit=line.unit,
        period=None if line.period is None else Period.parse(line.period),
        received=datetime.fromisoformat(line.received),
        recorded=datetime.fromisoformat(line.recorded),
        findings=tuple(one.finding for one in line.findings),
    )
