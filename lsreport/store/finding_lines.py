"""Findings as JSON, in the journal and in the database.

As in `entries`, the fields are spelled out apart from the types of the rest of the program.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

import msgspec

from lsreport.domain.finding import Finding, Severity
from lsreport.domain.observation import Place
from lsreport.domain.period import Period
from lsreport.i18n import Message


class FindingLine(msgspec.Struct, omit_defaults=True):
    """One finding."""

    rule: str
    severity: Severity
    unit: str | None = None
    period: str | None = None
    key: str | None = None
    place: tuple[str, str, str] | None = None
    file: str | None = None
    seen: str | None = None
    expected: str | None = None
    facts: dict[str, Any] = {}

    @property
    def finding(self) -> Finding:
        """What the line says."""
        return Finding(
            rule=self.rule,
            severity=self.severity,
            unit=self.unit,
            period=None if self.period is None else Period.parse(self.period),
            key=self.key,
            place=None if self.place is None else Place(*self.place),
            file=self.file,
            seen=self.seen,
            expected=self.expected,
            facts={name: _fact(fact) for name, fact in self.facts.items()},
        )


_DECODER = msgspec.json.Decoder(tuple[FindingLine, ...])


def encode_findings(findings: Iterable[Finding]) -> str:
    """Write findings as a JSON array."""
    return msgspec.json.encode(finding_lines(findings)).decode()


def decode_findings(text: str) -> tuple[Finding, ...]:
    """Read what `encode_findings` wrote."""
    return tuple(line.finding for line in _DECODER.decode(text))


def finding_lines(findings: Iterable[Finding]) -> tuple[FindingLine, ...]:
    """Return the lines that say findings."""
    return tuple(_line(finding) for finding in findings)


def _line(finding: Finding) -> FindingLine:
    place = finding.place
    return FindingLine(
        rule=finding.rule,
        severity=finding.severity,
        unit=finding.unit,
        period=None if finding.period is None else finding.period.id,
        key=finding.key,
        place=None if place is None else (writable(place.file), place.sheet, place.cell),
        file=None if finding.file is None else writable(finding.file),
        seen=finding.seen,
        expected=finding.expected,
        facts={name: _plain(fact) for name, fact in finding.facts.items()},
    )


def _plain(fact: object) -> object:
    """Reduce a fact to what a sentence makes of it: numbers, days, messages, and text."""
    if isinstance(fact, Message):
        return {
            "msgid": fact.msgid,
            "facts": {name: _plain(inner) for name, inner in fact.facts.items()},
        }
    if isinstance(fact, date) and not isinstance(fact, datetime):
        return {"day": fact.isoformat()}
    if fact is None or isinstance(fact, int):
        return fact
    return writable(str(fact))


def _fact(plain: Any) -> object:
    if not isinstance(plain, dict):
        return plain
    if "day" in plain:
        return date.fromisoformat(plain["day"])
    return Message(plain["msgid"], {name: _fact(inner) for name, inner in plain["facts"].items()})


def writable(text: str) -> str:
    """Spell out bytes of a file name that are no text; neither JSON nor SQLite can hold them."""
    return text.encode(errors="backslashreplace").decode()
