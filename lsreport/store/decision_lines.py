"""Decisions as JSON: waivers, their ends, and releases, the lines of the journal besides receipts.

As in `entries`, the fields are spelled out apart from the types of the rest of the program.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from typing import Literal

import msgspec

from lsreport.domain.finding import Waiver, WaiverEnd
from lsreport.domain.period import Period
from lsreport.domain.release import Release, ReleasedFile
from lsreport.store.moments import moment

Decision = Waiver | WaiverEnd | Release


class _DecisionLine(msgspec.Struct, kw_only=True, tag_field="decision"):
    seq: int
    recorded: str


class WaivedLine(_DecisionLine, kw_only=True, tag="waived"):
    """A finding was accepted."""

    event: Literal["waiver"] = "waiver"
    rule: str
    unit: str
    key: str
    seen: str
    first: str
    until: str
    who: str
    why: str

    @property
    def decision(self) -> Waiver:
        """What the line says."""
        return Waiver(
            rule=self.rule,
            unit=self.unit,
            key=self.key,
            seen=self.seen,
            first=Period.parse(self.first),
            until=Period.parse(self.until),
            who=self.who,
            why=self.why,
            recorded=datetime.fromisoformat(self.recorded),
        )


class WaiverEndedLine(_DecisionLine, kw_only=True, tag="waiver_ended"):
    """The waivers of a finding hold no longer."""

    event: Literal["waiver"] = "waiver"
    finding: str
    who: str
    why: str

    @property
    def decision(self) -> WaiverEnd:
        """What the line says."""
        return WaiverEnd(
            self.finding, self.who, self.why, recorded=datetime.fromisoformat(self.recorded)
        )


class _FileLine(msgspec.Struct, array_like=True):
    name: str
    sha256: str


class ReleasedLine(_DecisionLine, kw_only=True, tag="released"):
    """A report was marked final."""

    event: Literal["release"] = "release"
    period: str
    package: str
    plan: str
    as_of: str
    outcomes: str
    files: tuple[_FileLine, ...]
    number: str | None = None
    dated: str | None = None
    scan: _FileLine | None = None
    inputs: tuple[_FileLine, ...] = ()

    @property
    def decision(self) -> Release:
        """What the line says."""
        return Release(
            period=Period.parse(self.period),
            package=self.package,
            plan=self.plan,
            as_of=datetime.fromisoformat(self.as_of),
            outcomes=self.outcomes,
            files=_released(self.files),
            recorded=datetime.fromisoformat(self.recorded),
            number=self.number,
            dated=None if self.dated is None else date.fromisoformat(self.dated),
            scan=None if self.scan is None else ReleasedFile(self.scan.name, self.scan.sha256),
            inputs=_released(self.inputs),
        )


DecisionLine = WaivedLine | WaiverEndedLine | ReleasedLine


def decision_line(seq: int, decision: Decision) -> DecisionLine:
    """Return the line that says a decision."""
    if isinstance(decision, Waiver):
        return _waived_line(seq, decision)
    if isinstance(decision, WaiverEnd):
        return WaiverEndedLine(
            seq=seq,
            recorded=moment(decision.recorded),
            finding=decision.finding,
            who=decision.who,
            why=decision.why,
        )
    return _released_line(seq, decision)


def _waived_line(seq: int, waiver: Waiver) -> WaivedLine:
    return WaivedLine(
        seq=seq,
        recorded=moment(waiver.recorded),
        rule=waiver.rule,
        unit=waiver.unit,
        key=waiver.key,
        seen=waiver.seen,
        first=waiver.first.id,
        until=waiver.until.id,
        who=waiver.who,
        why=waiver.why,
    )


def _released_line(seq: int, release: Release) -> ReleasedLine:
    scan = release.scan
    return ReleasedLine(
        seq=seq,
        recorded=moment(release.recorded),
        period=release.period.id,
        package=release.package,
        plan=release.plan,
        as_of=moment(release.as_of),
        outcomes=release.outcomes,
        files=_lines(release.files),
        number=release.number,
        dated=None if release.dated is None else release.dated.isoformat(),
        scan=None if scan is None else _FileLine(scan.name, scan.sha256),
        inputs=_lines(release.inputs),
    )


def _released(lines: Iterable[_FileLine]) -> tuple[ReleasedFile, ...]:
    return tuple(ReleasedFile(one.name, one.sha256) for one in lines)


def _lines(files: Iterable[ReleasedFile]) -> tuple[_FileLine, ...]:
    return tuple(_FileLine(one.name, one.sha256) for one in files)
