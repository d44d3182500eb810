"""A consistent copy of the store while others read and write."""

from __future__ import annotations

from collections.abc import Generator
from pathlib import Path
from tempfile import TemporaryDirectory

from lsreport.store.archive import Archive
from lsreport.store.faults import storage_faults
from lsreport.store.journal import read_journal
from lsreport.store.recovery import entries, make_database
from lsreport.store.store import ARCHIVE, DATABASE, JOURNAL


def store_files(folder: Path) -> Generator[tuple[str, Path | bytes]]:
    """Yield each file of a copy of the store in `folder`: its name there, and its content.

    The journal as it stands decides: an original is in the archive before its line is in the
    journal, and the database is made from the same lines. A writer may be at work meanwhile.

    Raises:
        StorageError: the journal or an original is damaged, or cannot be read.
    """
    journal, archive = folder / JOURNAL, Archive(folder / ARCHIVE)
    with storage_faults(folder), TemporaryDirectory() as made:
        chain = read_journal(journal)
        recorded = entries(chain, journal)
        for sha256 in sorted({one[0] for entry, _digest in recorded for one in entry.originals}):
            yield f"{ARCHIVE}/{sha256[:2]}/{sha256}", archive.read(sha256)
        yield JOURNAL, chain.whole
        database = Path(made) / DATABASE
        make_database(database, chain, journal)
        yield DATABASE, database
