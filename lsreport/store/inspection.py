"""Is the store whole: the chain of the journal, the originals, and a database that agrees."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing, contextmanager
from dataclasses import dataclass
from itertools import islice, zip_longest
from pathlib import Path
from typing import TypeVar

from lsreport.errors import StorageError
from lsreport.i18n import Message, _
from lsreport.store import database, receipts
from lsreport.store.archive import Archive
from lsreport.store.faults import damaged_database, storage_faults
from lsreport.store.journal import Chain, read_journal
from lsreport.store.recovery import consistent, cut_off, entries
from lsreport.store.store import ARCHIVE, DATABASE, JOURNAL

_Found = TypeVar("_Found")


@dataclass(frozen=True, slots=True)
class Inspection:
    """What an examination of the whole store found."""

    recorded: int
    """Whole lines of the journal, 0 when it cannot be read."""
    pending: int
    """Lines that a crash kept from the database; the next writer adds them."""
    torn: bool
    """Whether a crash cut the last line short; the next writer removes it."""
    damage: tuple[Message, ...]
    """Each thing that is wrong, and what to do; none when the store is whole."""


def inspect(folder: Path) -> Inspection:
    """Examine the store in `folder`; nothing is changed, and a writer may be at work."""
    damage: list[Message] = []
    pending = 0
    with ExitStack() as opened:
        # Before the journal: a writer at work puts there first what the database gets next.
        snapshot = _noted(damage, folder, lambda: opened.enter_context(_snapshot(folder)))
        chain = _noted(damage, folder, lambda: read_journal(folder / JOURNAL))
        if snapshot is not None and chain is not None:
            pending = max(len(chain) - snapshot.known, 0)
            _noted(damage, folder, lambda: _require_agreement(snapshot, chain, folder))
    if chain is None:
        return Inspection(0, pending, torn=False, damage=tuple(damage))
    damage += _noted(damage, folder, lambda: _lost_originals(chain, folder)) or ()
    return Inspection(len(chain), pending, chain.torn, tuple(damage))


def _noted(damage: list[Message], folder: Path, examine: Callable[[], _Found]) -> _Found | None:
    """Return what was found; note what is wrong, so that the examination goes on."""
    try:
        with storage_faults(folder):
            return examine()
    except StorageError as error:
        damage.append(error.message)
        return None


@dataclass(frozen=True, slots=True)
class _Snapshot:
    """The database at one moment."""

    connection: sqlite3.Connection
    known: int
    """Number of the last line of the journal it holds."""


@contextmanager
def _snapshot(folder: Path) -> Iterator[_Snapshot]:
    with closing(database.open_to_read(folder / DATABASE)) as connection:
        faults = database.integrity_faults(connection)
        if faults is not None:
            raise damaged_database(folder, faults)
        connection.execute("BEGIN")
        last = receipts.last_entry(connection)
        yield _Snapshot(connection, 0 if last is None else last[0])


def _require_agreement(snapshot: _Snapshot, chain: Chain, folder: Path) -> None:
    """Compare the database, statement by statement, with one made from the journal."""
    if snapshot.known > len(chain):
        raise cut_off(folder / JOURNAL, len(chain), snapshot.known)
    with consistent(folder / JOURNAL), closing(database.in_memory()) as made:
        receipts.add(made, islice(entries(chain, folder / JOURNAL), snapshot.known))
        both = zip_longest(snapshot.connection.iterdump(), made.iterdump())
        if any(own != told for own, told in both):
            raise StorageError(
                _(
                    "The database in {folder} does not say what the journal says. If the journal "
                    "is the one you trust, run `lsreport doctor --rebuild`."
                ),
                folder=folder,
            )


def _lost_originals(chain: Chain, folder: Path) -> list[Message]:
    archive = Archive(folder / ARCHIVE)
    recorded = entries(chain, folder / JOURNAL)
    files = dict(original for entry, _digest in recorded for original in entry.originals)
    return [
        Message(
            _(
                "The archived original of {file}, {path}, is missing or is not what was received. "
                "Restore it from a backup, or ingest the same file again: it takes its old place."
            ),
            {"file": file, "path": archive.path(sha256)},
        )
        for sha256, file in files.items()
        if not archive.holds(sha256)
    ]
