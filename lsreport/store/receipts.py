"""Receipts in the database: rows written from journal entries, and read back as submissions."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import datetime
from itertools import groupby
from operator import itemgetter
from typing import Any

import msgspec

from lsreport.domain.observation import Raw, RawKind
from lsreport.domain.period import Period
from lsreport.domain.submission import Cover, Submission
from lsreport.store.decisions import add_decision
from lsreport.store.entries import Entry, Rejection
from lsreport.store.finding_lines import decode_findings, encode_findings
from lsreport.store.moments import moment, until

_INSERT_ENTRY = "INSERT INTO entry VALUES (?, ?, ?)"
_INSERT_SUBMISSION = """
INSERT INTO submission VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
"""
_INSERT_RAW = "INSERT INTO raw VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)"
_INSERT_REJECTION = "INSERT INTO rejection VALUES (?, ?, ?, ?, ?, ?, ?)"
_LAST_ENTRY = """
SELECT seq, recorded, digest FROM entry WHERE recorded <= ? ORDER BY seq DESC LIMIT 1
"""
_REVISIONS = "SELECT count(*) FROM submission WHERE unit = ? AND period = ?"
_IS_STORED = "SELECT 1 FROM submission WHERE unit = ? AND period = ? AND sha256 = ?"
_IS_REJECTED = "SELECT 1 FROM rejection WHERE unit IS ? AND period IS ? AND sha256 = ?"
_SUBMISSIONS = """
SELECT seq, sha256, file, unit, period, form_version, received, recorded, revision, notes,
       sending, contact, signer, paper_number, paper_date, on_behalf_by, on_behalf_from
FROM submission JOIN entry USING (seq)
WHERE recorded <= ?1 AND (?2 IS NULL OR unit = ?2 AND period = ?3)
ORDER BY seq
"""
_RAWS = """
SELECT submission, key, sheet, cell, kind, text, formula, hidden
FROM raw WHERE submission IN (SELECT value FROM json_each(?))
ORDER BY submission, ordinal
"""
_REJECTIONS = """
SELECT sha256, file, unit, period, received, recorded, findings
FROM rejection JOIN entry USING (seq)
WHERE recorded <= ? ORDER BY seq
"""
_KINDS = {kind.value: kind for kind in RawKind}


def add(connection: sqlite3.Connection, entries: Iterable[tuple[Entry, str]]) -> None:
    """Insert entries with the digests of their lines, all of them or none.

    Raises:
        sqlite3.Error: nothing was inserted.
    """
    connection.execute("BEGIN IMMEDIATE")
    try:
        for entry, digest in entries:
            record = entry.record
            recorded = moment(record.recorded)
            connection.execute(_INSERT_ENTRY, (entry.seq, recorded, digest))
            if isinstance(record, Rejection):
                _add_rejection(connection, entry.seq, record)
            elif isinstance(record, Submission):
                _add_submission(connection, entry.seq, record)
            else:
                add_decision(connection, entry.seq, record)
        connection.execute("COMMIT")
    except BaseException:
        connection.rollback()
        raise


def last_entry(
    connection: sqlite3.Connection, as_of: datetime | None = None
) -> tuple[int, datetime, str] | None:
    """Return number, moment and digest of the last journal line it holds, recorded by a moment."""
    row = connection.execute(_LAST_ENTRY, (until(as_of),)).fetchone()
    return None if row is None else (row[0], datetime.fromisoformat(row[1]), row[2])


def revisions(connection: sqlite3.Connection, unit: str, period: Period) -> int:
    """Return how many submissions of the unit and period were accepted."""
    (count,) = connection.execute(_REVISIONS, (unit, period.id)).fetchone()
    return int(count)


def is_stored(connection: sqlite3.Connection, unit: str, period: Period, sha256: str) -> bool:
    """Say whether these bytes were accepted for the unit and period."""
    found = connection.execute(_IS_STORED, (unit, period.id, sha256)).fetchone()
    return found is not None


def is_rejected(
    connection: sqlite3.Connection, unit: str | None, period: Period | None, sha256: str
) -> bool:
    """Say whether these bytes were rejected as of the unit and period, known or not."""
    period_id = None if period is None else period.id
    return connection.execute(_IS_REJECTED, (unit, period_id, sha256)).fetchone() is not None


def history(connection: sqlite3.Connection, unit: str, period: Period) -> tuple[Submission, ...]:
    """Return every revision of a unit and period, the first one first."""
    heads = _heads(connection, None, unit, period)
    return tuple(_with_raws(connection, heads))


def accepted(connection: sqlite3.Connection) -> Iterator[Submission]:
    """Yield every submission without its cells, the first recorded first."""
    return (head for _, head in _heads(connection, None))


def current(connection: sqlite3.Connection, as_of: datetime | None) -> Iterator[Submission]:
    """Yield the current revision of each unit and period as of a moment, by period and unit."""
    returns: dict[tuple[Period, str], list[tuple[int, Submission]]] = {}
    for seq, head in _heads(connection, as_of):
        returns.setdefault((head.period, head.unit), []).append((seq, head))
    ordered = sorted(returns.items(), key=itemgetter(0))
    yield from _with_raws(connection, [_in_use(revisions) for _, revisions in ordered])


def _in_use(revisions: Sequence[tuple[int, Submission]]) -> tuple[int, Submission]:
    """Return the current revision of a return, with what the others say of how it came."""
    seq, head = max(revisions, key=lambda one: one[1].order)
    first = min(one.received for _, one in revisions)
    others = (one for _, one in revisions if one is not head and not one.from_paper)
    return seq, replace(
        head,
        first_received=first if first < head.received else None,
        other_sendings=tuple(one.cover.sending for one in others),
    )


def rejections(connection: sqlite3.Connection, as_of: datetime | None) -> Iterator[Rejection]:
    """Yield the rejected files recorded up to a moment, in the order of the journal."""
    for row in connection.execute(_REJECTIONS, (until(as_of),)):
        sha256, file, unit, period, received, recorded, findings = row
        yield Rejection(
            sha256=sha256,
            file=file,
            unit=unit,
            period=None if period is None else Period.parse(period),
            received=datetime.fromisoformat(received),
            recorded=datetime.fromisoformat(recorded),
            findings=decode_findings(findings),
        )


def _add_submission(connection: sqlite3.Connection, seq: int, submission: Submission) -> None:
    cover = submission.cover
    connection.execute(
        _INSERT_SUBMISSION,
        (
            seq,
            submission.sha256,
            submission.file,
            submission.unit,
            submission.period.id,
            submission.form_version,
            submission.received.isoformat(),
            submission.revision,
            cover.sending,
            cover.contact,
            cover.signer,
            cover.paper_number,
            cover.paper_date,
            cover.on_behalf_by,
            cover.on_behalf_from,
            encode_findings(submission.notes),
        ),
    )
    connection.executemany(
        _INSERT_RAW,
        (
            (seq, ordinal, r.key, r.sheet, r.cell, r.kind.value, r.text, r.formula, r.hidden)
            for ordinal, r in enumerate(submission.raws)
        ),
    )


def _add_rejection(connection: sqlite3.Connection, seq: int, rejection: Rejection) -> None:
    connection.execute(
        _INSERT_REJECTION,
        (
            seq,
            rejection.sha256,
            rejection.file,
            rejection.unit,
            None if rejection.period is None else rejection.period.id,
            rejection.received.isoformat(),
            encode_findings(rejection.findings),
        ),
    )


def _heads(
    connection: sqlite3.Connection,
    as_of: datetime | None,
    unit: str | None = None,
    period: Period | None = None,
) -> list[tuple[int, Submission]]:
    """Return submissions without their cells, each with the number of its entry."""
    period_id = None if period is None else period.id
    rows = connection.execute(_SUBMISSIONS, (until(as_of), unit, period_id))
    return [(row[0], _head(row)) for row in rows]


def _head(row: Sequence[Any]) -> Submission:
    _, sha256, file, unit, period, version, received, recorded, revision, notes, *cover = row
    return Submission(
        sha256=sha256,
        file=file,
        unit=unit,
        period=Period.parse(period),
        form_version=version,
        received=datetime.fromisoformat(received),
        recorded=datetime.fromisoformat(recorded),
        revision=revision,
        cover=Cover(*cover),
        raws=(),
        notes=decode_findings(notes),
    )


def _with_raws(
    connection: sqlite3.Connection, heads: Sequence[tuple[int, Submission]]
) -> Iterator[Submission]:
    """Yield the submissions with their cells."""
    wanted = msgspec.json.encode([seq for seq, _ in heads]).decode()
    rows = connection.execute(_RAWS, (wanted,))
    raws = {
        seq: tuple(
            Raw(key, sheet, cell, _KINDS[kind], text, bool(formula), bool(hidden))
            for _, key, sheet, cell, kind, text, formula, hidden in group
        )
        for seq, group in groupby(rows, key=itemgetter(0))
    }
    return (replace(head, raws=raws.get(seq, ())) for seq, head in heads)
