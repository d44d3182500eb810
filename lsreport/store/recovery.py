"""The database as the journal tells it: after a crash, after damage, or from nothing."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from lsreport.errors import StorageError
from lsreport.i18n import _
from lsreport.store import database, receipts
from lsreport.store.entries import Entry, UnknownEntryError, decode_entry
from lsreport.store.journal import Chain, damaged_journal


def catch_up(connection: sqlite3.Connection, chain: Chain, journal: Path) -> None:
    """Add to the database every line of the journal that it does not hold yet.

    Raises:
        StorageError: the journal is not the one the database was made from, or has a line this
            version cannot read.
        sqlite3.Error: the database refused; it is as it was.
    """
    known = 0
    last = receipts.last_entry(connection)
    if last is not None:
        known, _recorded, digest = last
        if known > len(chain):
            raise cut_off(journal, len(chain), known)
        if chain.digests[known - 1] != digest:
            raise damaged_journal(journal, known)
    if known < len(chain):
        receipts.add(connection, entries(chain, journal, after=known))


def entries(chain: Chain, journal: Path, after: int = 0) -> Iterator[tuple[Entry, str]]:
    """Yield the entries behind line `after`, each with the digest of its line.

    Raises:
        StorageError: a line is of a kind this version cannot read.
    """
    for number in range(after + 1, len(chain) + 1):
        try:
            entry = decode_entry(chain.contents[number - 1])
        except UnknownEntryError as error:
            raise StorageError(
                _(
                    "Line {line} of the journal {path} cannot be read ({reason}): a newer lsreport "
                    "wrote it. Install the newer lsreport."
                ),
                path=journal,
                line=str(number),
                reason=error,
            ) from error
        if entry.seq != number:
            raise damaged_journal(journal, number)
        yield entry, chain.digests[number - 1]


def make_database(path: Path, chain: Chain, journal: Path) -> None:
    """Make the database from the journal alone, and only when it is whole put it in its place.

    Raises:
        StorageError: the journal cannot be read by this version.
        OSError: the database is open in another program (Windows), or cannot be written.
    """
    made = path.with_name(path.name + ".new")
    try:
        database.create(made)
        with consistent(journal), closing(database.open_to_write(made)) as connection:
            catch_up(connection, chain, journal)
        database.replace(path, made)
    finally:
        made.unlink(missing_ok=True)


def cut_off(journal: Path, last: int, known: int) -> StorageError:
    """Say that the journal lost lines at its end."""
    return StorageError(
        _(
            "The journal {path} ends at line {last}, but the database knows line {known}: its end "
            "was cut off. Restore the journal from a backup."
        ),
        path=journal,
        last=str(last),
        known=str(known),
    )


@contextmanager
def consistent(journal: Path) -> Iterator[None]:
    """Turn what a database refuses of a journal into an error a person can act on.

    Raises:
        StorageError: lines that follow from each other say what cannot all be true.
    """
    try:
        yield
    except sqlite3.IntegrityError as error:
        raise StorageError(
            _(
                "The journal {path} says what cannot be ({why}): another program wrote it. Restore "
                "the journal from a backup; the originals are in the archive."
            ),
            path=journal,
            why=error,
        ) from error
