"""A manifest read back: how its document was made, and how it differs from another manifest."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

import msgspec

from lsreport.domain.period import Period, Span
from lsreport.i18n import Message, _
from lsreport.ooxml.comparison import changed_passages
from lsreport.ooxml.passages import Passage
from lsreport.report.letterhead import Signed
from lsreport.report.view_types import Audience, Edition

_JUDGED_APART = ("package", "plan", "files")
"""Entries whose difference has a sentence of its own, or none when the document is the same."""


class ManifestError(Exception):
    """What stands there is no manifest; the argument says why."""


class _Plan(msgspec.Struct):
    id: str
    digest: str


class _Head(msgspec.Struct):
    document: str
    sha256: str
    package: str
    plan: _Plan
    period: str
    audience: Audience
    public: bool
    number: str | None
    dated: date | None
    as_of: datetime | None
    files: dict[str, str]


@dataclass(frozen=True, slots=True)
class Recorded:
    """What a manifest says about how its document was made."""

    document: str
    """File name it was written under."""
    sha256: str
    package: str
    """Version of lsreport that made it."""
    plan: str
    """Digest of the plan."""
    period: Period | Span
    edition: Edition
    signed: Signed
    as_of: datetime | None
    """Moment of the newest entry of the journal it could know; None where there was none."""
    files: dict[str, str]
    """SHA-256 of each input besides submissions, by name."""
    entries: dict[str, Any]
    """All of it, as it stands."""


def read_manifest(content: bytes) -> Recorded:
    """Read a manifest.

    Raises:
        ManifestError: it is no JSON, says something twice, or lacks what tells how to make the
            document again.
    """
    try:
        entries = json.loads(content, object_pairs_hook=_once)
        head = msgspec.convert(entries, _Head)
        if head.as_of is not None and head.as_of.tzinfo is None:
            raise ManifestError("as_of has no offset")
        period = Span.parse(head.period) if ".." in head.period else Period.parse(head.period)
    except (ValueError, RecursionError, msgspec.MsgspecError) as error:
        raise ManifestError(str(error)) from error
    return Recorded(
        document=head.document,
        sha256=head.sha256,
        package=head.package,
        plan=head.plan.digest,
        period=period,
        edition=Edition(head.audience, head.public),
        signed=Signed(head.number, head.dated),
        as_of=head.as_of,
        files=head.files,
        entries=entries,
    )


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """Return an object whose keys stand once each: readers disagree on which of two counts."""
    found = dict(pairs)
    if len(found) != len(pairs):
        raise ValueError("a key stands twice")
    return found


def manifest_changes(found: Recorded, made: Recorded) -> Iterator[Message]:
    """Yield where a manifest does not say what one made again says.

    Version, plan and inputs are left out: they are how it was made, not what came of it.
    """
    yield from changed_passages(_passages(found), _passages(made))


def _passages(recorded: Recorded) -> list[Passage]:
    told = []
    for key, value in recorded.entries.items():
        if key in _JUDGED_APART:
            continue
        for label, part in _parts(key, value):
            text = json.dumps(part, ensure_ascii=False)
            told.append(Passage(Message(_("entry {entry}"), {"entry": label}), text, key + text))
    return told


def _parts(key: str, value: object) -> Iterator[tuple[str, object]]:
    """Yield what an entry lists one by one, each with a name to look for."""
    if not isinstance(value, list):
        yield key, value
        return
    for number, one in enumerate(value):
        named = one if isinstance(one, dict) else {}
        names = (str(named[name]) for name in ("of", "period", "unit", "key") if name in named)
        yield " ".join((f"{key}[{number}]", *names)), one
