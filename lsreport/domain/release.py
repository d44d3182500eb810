"""Releases: reports marked final, so that what changes afterwards can be told."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from lsreport.domain.period import Period


@dataclass(frozen=True, slots=True)
class ReleasedFile:
    """One file of a release."""

    name: str
    """File name without its folder."""
    sha256: str


@dataclass(frozen=True, slots=True)
class Release:
    """A report that went out, or is about to: what it was made from, and its files."""

    period: Period
    package: str
    """Version of lsreport that made it."""
    plan: str
    """Digest of the plan."""
    as_of: datetime
    """Everything recorded up to this moment was in it."""
    outcomes: str
    """SHA-256 of the outcomes of every indicator."""
    files: tuple[ReleasedFile, ...]
    """The documents and their manifests as they were written."""
    recorded: datetime
    number: str | None = None
    """Number the registry of outgoing documents gave, None until it has one."""
    dated: date | None = None
    """Day of the signed document."""
    scan: ReleasedFile | None = None
    """Scan of the signed document, kept in the archive."""

    inputs: tuple[ReleasedFile, ...] = ()
    """Settings, reference table, prose and templates behind it, by their names in the workspace;
    the archive keeps them. None in a release of an earlier version."""
