"""Findings: occurrences of a rule, and waivers of them."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from lsreport.domain.observation import Place
from lsreport.domain.period import Period


class Severity(StrEnum):
    """What a finding does: an error quarantines, a query asks the unit, a note informs."""

    ERROR = "error"
    QUERY = "query"
    NOTE = "note"


@dataclass(frozen=True, slots=True)
class Finding:
    """One occurrence of a rule: what, where, with the numbers. Wording comes from the rule."""

    rule: str
    """Permanent code such as `LS301`."""
    severity: Severity
    unit: str | None
    period: Period | None
    key: str | None = None
    """Data element and facet."""
    place: Place | None = None
    file: str | None = None
    """File name when there is no cell."""
    seen: str | None = None
    """What stood there, None where the content looks personal."""
    expected: str | None = None
    facts: Mapping[str, object] = field(default_factory=dict)
    """What the rule's message and remedy name in braces, besides the fields above."""
    waived: Waiver | None = None

    @property
    def id(self) -> str:
        """Stable name of the finding: it changes when the value seen changes."""
        file = self.file if self.key is None else None
        return _named(self.rule, self.unit, self.period, self.key, self.seen, file)


@dataclass(frozen=True, slots=True)
class NotTestable:
    """A check that could not be made, and why. It is never counted as passed."""

    rule: str
    unit: str | None
    period: Period
    reason: str
    """Source string of the catalogue."""
    facts: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class WaiverEnd:
    """A decision that the waivers of a finding hold no longer; they stay on record."""

    finding: str
    """Id of the finding that was waived."""
    who: str
    why: str
    recorded: datetime


@dataclass(frozen=True, slots=True)
class Waiver:
    """An agreed exception: holds for one rule, unit, element and seen value until a period."""

    rule: str
    unit: str
    key: str
    seen: str
    first: Period
    until: Period
    who: str
    why: str
    recorded: datetime
    ended: WaiverEnd | None = None
    """The decision that ended it, None while it holds."""

    @property
    def finding(self) -> str:
        """Id of the finding it was agreed for."""
        return _named(self.rule, self.unit, self.first, self.key, self.seen, None)


def _named(*parts: object) -> str:
    """Return the stable name of rule, unit, period, element, seen value and file together."""
    rule, unit = parts[:2]
    digest = hashlib.sha256("\x1f".join(str(part) for part in parts).encode()).hexdigest()
    return f"{rule}-{unit or 'all'}-{digest[:8]}"
