"""Receiving: the one way in. Archive, then journal, then database, and only then a word of it."""

from __future__ import annotations

import hashlib
import sqlite3
from collections import Counter
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum
from pathlib import Path
from typing import TypeVar

from lsreport.domain.finding import Waiver, WaiverEnd
from lsreport.domain.period import Period
from lsreport.domain.release import Release
from lsreport.domain.submission import Submission
from lsreport.excel.submissions import Reading, Refusal
from lsreport.store import receipts as table
from lsreport.store.archive import Archive
from lsreport.store.entries import Entry, Receipted, Rejection, encode_entry
from lsreport.store.faults import storage_faults
from lsreport.store.journal import Chain, append_to_journal, withdraw_from_journal
from lsreport.store.recovery import catch_up

_TICK = timedelta(microseconds=1)
_Decided = TypeVar("_Decided", Waiver, WaiverEnd, Release)


@dataclass(frozen=True, slots=True)
class Receipt:
    """A received file and what its reading came to."""

    original: Path | bytes
    """The file as it came; it is copied before anything is recorded."""
    sha256: str
    """Digest of the bytes that were read."""
    file: str
    """File name without its folder."""
    received: datetime
    """When the office received it; with an offset."""
    reading: Reading | Refusal

    def __post_init__(self) -> None:
        if self.received.utcoffset() is None:
            raise ValueError(self.received)

    @property
    def accepted(self) -> bool:
        """Whether its structure was accepted."""
        return isinstance(self.reading, Reading)

    @property
    def identity(self) -> tuple[bool, str | None, Period | None, str]:
        """The same bytes for the same unit and period, decided alike, are the same receipt."""
        return (self.accepted, self.reading.unit, self.reading.period, self.sha256)

    @property
    def order(self) -> tuple[datetime, int, str, str]:
        """The order in which a batch is recorded, whatever order its files are given in."""
        sending = self.reading.cover.sending if isinstance(self.reading, Reading) else 0
        return (self.received, sending, self.sha256, self.file)


class Status(StrEnum):
    """What became of a receipt."""

    NEW = "new"
    """Stored, and the current revision of its unit and period."""
    OLDER = "older"
    """Stored, but another revision is newer."""
    UNCHANGED = "unchanged"
    """The same bytes were stored before for the same unit and period."""
    REJECTED = "rejected"
    """Archived and not accepted; also when the same bytes were rejected before."""


@dataclass(frozen=True, slots=True)
class Stored:
    """A receipt after it is safely on the disk."""

    receipt: Receipt
    status: Status
    submission: Submission | None
    """The revision these bytes are, None when rejected."""


class Writer:
    """Adds to a store while the lock is held; `Store.writing` makes it."""

    def __init__(
        self,
        connection: sqlite3.Connection,
        archive: Archive,
        journal: Path,
        chain: Chain,
        clock: Callable[[], datetime],
    ) -> None:
        self._connection = connection
        self._archive = archive
        self._journal = journal
        self._chain = chain
        self._clock = clock

    def receive(self, receipts: Sequence[Receipt]) -> list[Stored]:
        """Store a batch, all of it or nothing; when this returns, it is on the disk.

        A batch that failed may leave originals in the archive that no receipt names.

        Raises:
            StorageError: the disk is full or read-only, or a file changed since it was read.
        """
        with storage_faults(self._journal.parent):
            for receipt in receipts:
                self._archive.put(receipt.original, receipt.sha256)
            fresh = self._fresh(receipts)
            if fresh:
                self._append(self._entries([receipts[place] for place in fresh]))
            return self._stored(receipts, set(fresh))

    def keep(self, original: bytes, sha256: str) -> None:
        """Put a file that was received before back in the archive if it is no longer whole there.

        Raises:
            StorageError: the disk is full or read-only.
        """
        with storage_faults(self._journal.parent):
            self._archive.put(original, sha256)

    def decide(self, decision: _Decided, *attached: bytes) -> _Decided:
        """Record a decision, dated now; when this returns, it is on the disk.

        `attached` are the files it names (scan and inputs of a release), which the archive keeps.

        Raises:
            StorageError: the disk is full or read-only.
        """
        with storage_faults(self._journal.parent):
            for content in attached:
                self._archive.put(content, hashlib.sha256(content).hexdigest())
            decided = replace(decision, recorded=self._moment())
            self._append([Entry(len(self._chain) + 1, decided)])
            return decided

    def _moment(self) -> datetime:
        """Return this moment, later than any recorded: the clock may have been set back."""
        last = table.last_entry(self._connection)
        return self._clock() if last is None else max(self._clock(), last[1] + _TICK)

    def _fresh(self, receipts: Sequence[Receipt]) -> list[int]:
        """Return the places of receipts that are not stored yet, in the order to record them."""
        fresh, seen = [], set()
        for place in sorted(range(len(receipts)), key=lambda place: receipts[place].order):
            receipt = receipts[place]
            if receipt.identity not in seen and not self._is_known(receipt):
                fresh.append(place)
            seen.add(receipt.identity)
        return fresh

    def _is_known(self, receipt: Receipt) -> bool:
        reading = receipt.reading
        if isinstance(reading, Reading):
            return table.is_stored(self._connection, reading.unit, reading.period, receipt.sha256)
        return table.is_rejected(self._connection, reading.unit, reading.period, receipt.sha256)

    def _entries(self, fresh: Sequence[Receipt]) -> list[Entry]:
        """Number the receipts, date them, and count revisions."""
        recorded = self._moment()
        batch: Counter[tuple[str | None, Period | None]] = Counter()
        entries = []
        for place, receipt in enumerate(fresh):
            reading = receipt.reading
            if isinstance(reading, Reading):
                batch[reading.unit, reading.period] += 1
                revision = batch[reading.unit, reading.period] + table.revisions(
                    self._connection, reading.unit, reading.period
                )
            else:
                revision = 0
            seq = len(self._chain) + place + 1
            entries.append(Entry(seq, _receipted(receipt, recorded + place * _TICK, revision)))
        return entries

    def _append(self, entries: Sequence[Entry]) -> None:
        """Write the journal, then let the database catch up with it."""
        before = self._chain
        contents = [encode_entry(entry) for entry in entries]
        self._chain = append_to_journal(self._journal, before, contents)
        try:
            catch_up(self._connection, self._chain, self._journal)
        except sqlite3.Error:
            self._chain = before
            # If even this fails, the lines are complete and the next writer adds them.
            with suppress(OSError):
                withdraw_from_journal(self._journal, before)
            raise

    def _stored(self, receipts: Sequence[Receipt], fresh: set[int]) -> list[Stored]:
        histories: dict[tuple[str, Period], tuple[Submission, ...]] = {}
        stored = []
        for place, receipt in enumerate(receipts):
            reading = receipt.reading
            if isinstance(reading, Refusal):
                stored.append(Stored(receipt, Status.REJECTED, None))
                continue
            key = (reading.unit, reading.period)
            if key not in histories:
                histories[key] = table.history(self._connection, *key)
            current = max(histories[key], key=lambda one: one.order)
            own = next(one for one in histories[key] if one.sha256 == receipt.sha256)
            status = Status.NEW if own is current else Status.OLDER
            stored.append(Stored(receipt, status if place in fresh else Status.UNCHANGED, own))
        return stored


def _receipted(receipt: Receipt, recorded: datetime, revision: int) -> Receipted:
    reading = receipt.reading
    if isinstance(reading, Refusal):
        return Rejection(
            sha256=receipt.sha256,
            file=receipt.file,
            unit=reading.unit,
            period=reading.period,
            received=receipt.received,
            recorded=recorded,
            findings=reading.findings,
        )
    return Submission(
        sha256=receipt.sha256,
        file=receipt.file,
        unit=reading.unit,
        period=reading.period,
        form_version=reading.version,
        received=receipt.received,
        recorded=recorded,
        revision=revision,
        cover=reading.cover,
        raws=reading.raws,
        notes=reading.notes,
    )
