"""The store of a workspace: what readers ask it, and the door to its one writer."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, closing, contextmanager
from datetime import datetime
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Self

from lsreport.domain.finding import Waiver
from lsreport.domain.period import Period
from lsreport.domain.release import Release
from lsreport.domain.submission import ReferenceFigure, Rejected, Submission, Vintage
from lsreport.errors import StorageError
from lsreport.i18n import _
from lsreport.store import database, decisions, receipts
from lsreport.store.archive import Archive
from lsreport.store.disk import private_file, private_folder, sync_folder
from lsreport.store.faults import storage_faults
from lsreport.store.journal import Chain, read_journal
from lsreport.store.lock import PATIENCE_SECONDS, writer_lock
from lsreport.store.recovery import catch_up, consistent, make_database

if TYPE_CHECKING:
    from lsreport.store.writer import Writer

ARCHIVE = "archive"
JOURNAL = "journal.jsonl"
DATABASE = "lsreport.sqlite3"
LOCK = "lock"
PROGRAM = "lsreport"
"""Who holds the lock when the caller does not say with which command."""


class Store:
    """A store opened to read; it is never locked by reading."""

    def __init__(self, folder: Path, connection: sqlite3.Connection) -> None:
        self.folder = folder
        self._connection = connection
        self._archive = Archive(folder / ARCHIVE)

    @classmethod
    def create(cls, folder: Path, *, command: str = PROGRAM) -> Self:
        """Make an empty store in `folder`, private to its owner, and open it.

        Raises:
            StorageError: there is one already, or the disk refuses.
        """
        journal = folder / JOURNAL
        with storage_faults(folder):
            private_folder(folder)
            private_folder(folder / ARCHIVE)
            with writer_lock(folder / LOCK, command):
                if (folder / DATABASE).exists() or (journal.exists() and journal.stat().st_size):
                    raise StorageError(
                        _("There is a store in {folder} already; nothing was changed."),
                        folder=folder,
                    )
                os.close(private_file(journal))
                make_database(folder / DATABASE, read_journal(journal), journal)
                sync_folder(folder)
        return cls.open(folder, command=command)

    @classmethod
    def open(cls, folder: Path, *, command: str = PROGRAM) -> Self:
        """Open the store in `folder`; an older database is brought up to date first.

        Raises:
            StorageError: there is none, or it is damaged, out of reach or of a newer version.
        """
        _require_store(folder)
        with storage_faults(folder):
            connection = database.open_to_read(folder / DATABASE)
            if database.outdated(connection):
                connection.close()
                with writer_lock(folder / LOCK, command):
                    database.upgrade(folder / DATABASE)
                connection = database.open_to_read(folder / DATABASE)
        return cls(folder, connection)

    @classmethod
    def recorded(cls, folder: Path) -> Self:
        """Open what the journal alone tells; no database is read or written.

        Raises:
            StorageError: the journal is missing, damaged, or of a newer version.
        """
        with storage_faults(folder):
            chain = read_journal(folder / JOURNAL)
            connection = database.in_memory()
            with consistent(folder / JOURNAL):
                catch_up(connection, chain, folder / JOURNAL)
        return cls(folder, connection)

    @classmethod
    def rebuild(
        cls, folder: Path, *, command: str = PROGRAM, patience: float = PATIENCE_SECONDS
    ) -> int:
        """Make the database again from the journal; return the number of entries in it.

        Raises:
            StorageError: there is no store, its journal is damaged, or it is being written.
        """
        _require_store(folder)
        with storage_faults(folder), writer_lock(folder / LOCK, command, patience):
            chain = read_journal(folder / JOURNAL)
            make_database(folder / DATABASE, chain, folder / JOURNAL)
            sync_folder(folder)
        return len(chain)

    @contextmanager
    def writing(
        self,
        *,
        command: str,
        clock: Callable[[], datetime],
        patience: float = PATIENCE_SECONDS,
    ) -> Iterator[Writer]:
        """Hold the writer lock; what a crash left unfinished is finished first.

        `clock` tells the moment at which a batch is recorded, with an offset; it is asked once a
        batch, after any waiting, so that no reader's earlier `as_of` can come to hold the batch.

        Raises:
            StorageError: another writer did not let go within `patience` seconds, or the store is
                damaged or read-only.
        """
        # Only who writes needs the types of the form reader, which take time to load.
        from lsreport.store.writer import Writer

        with ExitStack() as held:
            with storage_faults(self.folder):
                held.enter_context(writer_lock(self.folder / LOCK, command, patience))
                connection = held.enter_context(
                    closing(database.open_to_write(self.folder / DATABASE))
                )
                chain = self._recovered(connection)
            yield Writer(connection, self._archive, self.folder / JOURNAL, chain, clock)
            database.fold_log(connection)

    def vintage(
        self, as_of: datetime | None = None, reference: tuple[ReferenceFigure, ...] = ()
    ) -> Vintage:
        """Return what was known as of a moment (with an offset), None for all that is known.

        Raises:
            StorageError: the database is damaged or out of reach.
        """
        with self._snapshot() as connection:
            submissions: dict[Period, dict[str, Submission]] = {}
            for submission in receipts.current(connection, as_of):
                submissions.setdefault(submission.period, {})[submission.unit] = submission
            rejected = _rejected(connection, as_of, submissions)
        return Vintage(as_of, submissions, rejected, reference)

    def history(self, unit: str, period: Period) -> tuple[Submission, ...]:
        """Return every revision of a unit and period, the first one first.

        Raises:
            StorageError: the database is damaged or out of reach.
        """
        with self._snapshot() as connection:
            return receipts.history(connection, unit, period)

    def forms(self) -> Mapping[str, Submission]:
        """Return every form that was accepted, without its cells, by the digest of its bytes.

        The first of those that were accepted for several units or periods; no import sheets, of
        which one file holds many returns.

        Raises:
            StorageError: the database is damaged or out of reach.
        """
        with self._snapshot() as connection:
            forms: dict[str, Submission] = {}
            for one in receipts.accepted(connection):
                if not one.from_paper:
                    forms.setdefault(one.sha256, one)
            return forms

    def refused(self, period: Period) -> Mapping[str, Rejected]:
        """Return each unit's last received file of a period that was not accepted.

        Unlike those of a vintage, it may stand beside an accepted return, older or newer.

        Raises:
            StorageError: the database is damaged or out of reach.
        """
        with self._snapshot() as connection:
            return _rejected(connection, None, {}).get(period, {})

    def waivers(self, as_of: datetime | None = None) -> tuple[Waiver, ...]:
        """Return what was accepted as of a moment, ended waivers included, as they were recorded.

        Raises:
            StorageError: the database is damaged or out of reach.
        """
        with self._snapshot() as connection:
            return tuple(decisions.waivers(connection, as_of))

    def releases(self, as_of: datetime | None = None) -> tuple[Release, ...]:
        """Return the reports marked final as of a moment, as they were recorded.

        Raises:
            StorageError: the database is damaged or out of reach.
        """
        with self._snapshot() as connection:
            return tuple(decisions.releases(connection, as_of))

    def latest(self, as_of: datetime | None = None) -> datetime | None:
        """Return when the last entry up to a moment was recorded, None where there is none.

        Raises:
            StorageError: the database is damaged or out of reach.
        """
        with self._snapshot() as connection:
            last = receipts.last_entry(connection, as_of)
            return None if last is None else last[1]

    def original(self, sha256: str) -> bytes:
        """Return an archived original, byte for byte.

        Raises:
            StorageError: it is missing, or it is not what was received.
        """
        with storage_faults(self.folder):
            return self._archive.read(sha256)

    def close(self) -> None:
        """Let go of the database."""
        self._connection.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self.close()

    def _recovered(self, connection: sqlite3.Connection) -> Chain:
        self._archive.sweep()
        chain = read_journal(self.folder / JOURNAL)
        catch_up(connection, chain, self.folder / JOURNAL)
        return chain

    @contextmanager
    def _snapshot(self) -> Iterator[sqlite3.Connection]:
        """Let several questions see the database at one moment."""
        with storage_faults(self.folder):
            self._connection.execute("BEGIN")
            try:
                yield self._connection
            finally:
                self._connection.rollback()


def _rejected(
    connection: sqlite3.Connection,
    as_of: datetime | None,
    accepted: dict[Period, dict[str, Submission]],
) -> dict[Period, dict[str, Rejected]]:
    """Return the last received rejected file of each unit that has none in `accepted`."""
    last: dict[tuple[Period, str], Rejected] = {}
    for rejection in receipts.rejections(connection, as_of):
        rejected = rejection.identified
        if rejected is None or rejected.unit in accepted.get(rejected.period, {}):
            continue
        key = (rejected.period, rejected.unit)
        if key not in last or _order(last[key]) < _order(rejected):
            last[key] = rejected
    by_period: dict[Period, dict[str, Rejected]] = {}
    for period, unit in sorted(last):
        by_period.setdefault(period, {})[unit] = last[period, unit]
    return by_period


def _order(rejected: Rejected) -> tuple[datetime, str]:
    return (rejected.received, rejected.sha256)


def _require_store(folder: Path) -> None:
    if not (folder / DATABASE).exists() and not (folder / JOURNAL).exists():
        raise StorageError(
            _("{folder} is not a store. `lsreport init` makes a workspace with its store."),
            folder=folder,
        )
