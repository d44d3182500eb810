"""Decisions in the database: rows written from journal entries, and read back."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date, datetime
from itertools import groupby
from operator import itemgetter
from typing import Any

from lsreport.domain.finding import Waiver, WaiverEnd
from lsreport.domain.period import Period
from lsreport.domain.release import Release, ReleasedFile
from lsreport.store.decision_lines import Decision
from lsreport.store.moments import moment, until

_INSERT_WAIVER = "INSERT INTO waiver VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)"
_INSERT_END = "INSERT INTO waiver_end VALUES (?, ?, ?, ?)"
_INSERT_RELEASE = "INSERT INTO release VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
_INSERT_FILE = "INSERT INTO release_file VALUES (?, ?, ?, ?)"
_INSERT_INPUT = "INSERT INTO release_input VALUES (?, ?, ?, ?)"
_WAIVERS = """
SELECT rule, unit, key, seen, first, until, who, why, recorded
FROM waiver JOIN entry USING (seq) WHERE recorded <= ? ORDER BY seq
"""
_ENDS = """
SELECT finding, who, why, recorded
FROM waiver_end JOIN entry USING (seq) WHERE recorded <= ? ORDER BY seq
"""
_RELEASES = """
SELECT seq, period, package, plan, as_of, outcomes, number, dated, scan, scan_file, recorded
FROM release JOIN entry USING (seq) WHERE recorded <= ? ORDER BY seq
"""
_FILES = "SELECT release, name, sha256 FROM release_file ORDER BY release, ordinal"
_INPUTS = "SELECT release, name, sha256 FROM release_input ORDER BY release, ordinal"


def add_decision(connection: sqlite3.Connection, seq: int, decision: Decision) -> None:
    """Insert what the journal's line `seq` decides; its entry is there already."""
    if isinstance(decision, Waiver):
        _add_waiver(connection, seq, decision)
    elif isinstance(decision, WaiverEnd):
        row = (seq, decision.finding, decision.who, decision.why)
        connection.execute(_INSERT_END, row)
    else:
        _add_release(connection, seq, decision)


def waivers(connection: sqlite3.Connection, as_of: datetime | None) -> Iterator[Waiver]:
    """Yield the waivers recorded up to a moment, each with what had ended it by then."""
    ends = [_ended(*row) for row in connection.execute(_ENDS, (until(as_of),))]
    for *agreed, first, last, who, why, recorded in connection.execute(_WAIVERS, (until(as_of),)):
        rule, unit, key, seen = agreed
        periods = Period.parse(first), Period.parse(last)
        decided = datetime.fromisoformat(recorded)
        waiver = Waiver(rule, unit, key, seen, *periods, who, why, decided)
        later = (
            end for end in ends if end.finding == waiver.finding and end.recorded > waiver.recorded
        )
        yield replace(waiver, ended=next(later, None))


def releases(connection: sqlite3.Connection, as_of: datetime | None) -> Iterator[Release]:
    """Yield the releases recorded up to a moment, in the order of the journal."""
    files, inputs = _of_releases(connection, _FILES), _of_releases(connection, _INPUTS)
    for seq, *row in connection.execute(_RELEASES, (until(as_of),)):
        yield replace(_release(row), files=files.get(seq, ()), inputs=inputs.get(seq, ()))


def _of_releases(
    connection: sqlite3.Connection, question: str
) -> dict[int, tuple[ReleasedFile, ...]]:
    """Return files of each release by the number of its entry."""
    rows = groupby(connection.execute(question), key=itemgetter(0))
    return {
        release: tuple(ReleasedFile(name, sha256) for _, name, sha256 in files)
        for release, files in rows
    }


def _release(row: Sequence[Any]) -> Release:
    period, package, plan, as_of, outcomes, number, dated, scan, scan_file, recorded = row
    return Release(
        period=Period.parse(period),
        package=package,
        plan=plan,
        as_of=datetime.fromisoformat(as_of),
        outcomes=outcomes,
        files=(),
        recorded=datetime.fromisoformat(recorded),
        number=number,
        dated=None if dated is None else date.fromisoformat(dated),
        scan=None if scan is None else ReleasedFile(scan_file, scan),
    )


def _ended(finding: str, who: str, why: str, recorded: str) -> WaiverEnd:
    return WaiverEnd(finding, who, why, datetime.fromisoformat(recorded))


def _add_waiver(connection: sqlite3.Connection, seq: int, waiver: Waiver) -> None:
    connection.execute(
        _INSERT_WAIVER,
        (
            seq,
            waiver.rule,
            waiver.unit,
            waiver.key,
            waiver.seen,
            waiver.first.id,
            waiver.until.id,
            waiver.who,
            waiver.why,
        ),
    )


def _add_release(connection: sqlite3.Connection, seq: int, release: Release) -> None:
    scan = release.scan
    connection.execute(
        _INSERT_RELEASE,
        (
            seq,
            release.period.id,
            release.package,
            release.plan,
            moment(release.as_of),
            release.outcomes,
            release.number,
            None if release.dated is None else release.dated.isoformat(),
            None if scan is None else scan.sha256,
            None if scan is None else scan.name,
        ),
    )
    for insert, files in ((_INSERT_FILE, release.files), (_INSERT_INPUT, release.inputs)):
        rows = ((seq, place, one.name, one.sha256) for place, one in enumerate(files, start=1))
        connection.executemany(insert, rows)
