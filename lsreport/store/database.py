"""The database file: how it is made, opened and kept up to date.

Write-ahead log with full synchronisation: a committed receipt outlives a power cut, and readers go
on reading while a writer writes.
"""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Sequence
from contextlib import closing, suppress
from pathlib import Path

from lsreport.errors import StorageError
from lsreport.i18n import _
from lsreport.store.disk import private_file

_APPLICATION_ID = 0x4C533837
"""`LS87`, by which other programs, and this one, know whose database it is."""
MIGRATIONS = tuple(
    path.read_text(encoding="utf-8")
    for path in sorted((Path(__file__).parent / "migrations").glob("*.sql"))
)
"""The nth script takes a database from version n - 1 to n."""
_BUSY_SECONDS = 10.0
_NO_LOG_POSSIBLE = {sqlite3.SQLITE_READONLY_DIRECTORY, sqlite3.SQLITE_CANTOPEN}


def create(path: Path, migrations: Sequence[str] = MIGRATIONS) -> None:
    """Make an empty database of the newest version, private to its owner."""
    os.close(private_file(path, empty=True))
    with closing(_connect(path, "rw")) as connection:
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute(f"PRAGMA application_id = {_APPLICATION_ID}")
        _migrate(connection, migrations)


def open_to_read(path: Path) -> sqlite3.Connection:
    """Open the database without ever changing or locking it, even in a read-only folder.

    Raises:
        StorageError: it is missing, of another program, or of a newer version.
        sqlite3.Error: it is damaged or out of reach.
    """
    _require(path)
    connection = _connect(path, "ro")
    try:
        try:
            _version(connection)
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode not in _NO_LOG_POSSIBLE or _has_log(path):
                raise
            # Nobody can write here, and no log holds later commits: the file alone is everything.
            connection.close()
            connection = _connect(path, "ro&immutable=1")
        _check(connection, path)
    except BaseException:
        connection.close()
        raise
    return connection


def open_to_write(path: Path) -> sqlite3.Connection:
    """Open the database for the one writer.

    Raises:
        StorageError: it is missing, of another program, or of a newer version.
        sqlite3.Error: it is damaged or out of reach.
    """
    _require(path)
    connection = _connect(path, "rw")
    try:
        _check(connection, path)
        connection.execute("PRAGMA foreign_keys = ON")
        connection.execute("PRAGMA synchronous = FULL")
    except BaseException:
        connection.close()
        raise
    return connection


def in_memory() -> sqlite3.Connection:
    """Make an empty database of the newest version that is gone when it is closed."""
    connection = sqlite3.connect(":memory:", isolation_level=None)
    _migrate(connection, MIGRATIONS)
    return connection


def integrity_faults(connection: sqlite3.Connection) -> str | None:
    """Return what SQLite finds wrong with the file, None when nothing is."""
    (first,) = connection.execute("PRAGMA integrity_check(1)").fetchone()
    return None if first == "ok" else str(first)


def outdated(connection: sqlite3.Connection, migrations: Sequence[str] = MIGRATIONS) -> bool:
    """Say whether the database is of an older version than this program's."""
    return _version(connection) < len(migrations)


def upgrade(path: Path, migrations: Sequence[str] = MIGRATIONS) -> None:
    """Bring an older database to the newest version, all steps or none.

    A copy of it as it was is kept beside it under the number of its version.
    """
    with closing(open_to_write(path)) as connection:
        if outdated(connection, migrations):
            backup(connection, path.with_name(f"{path.name}.v{_version(connection)}"))
            _migrate(connection, migrations)


def backup(connection: sqlite3.Connection, target: Path) -> None:
    """Write a consistent copy of the database, private to its owner, while it is in use."""
    os.close(private_file(target, empty=True))
    connection.execute("VACUUM INTO ?", (str(target),))


def replace(path: Path, made: Path) -> None:
    """Put a database that nobody has open in the place of another, with its log."""
    for log in (_beside(path, "-wal"), _beside(path, "-shm")):
        # A log left behind would be played into the new database.
        log.unlink(missing_ok=True)
    made.replace(path)


def fold_log(connection: sqlite3.Connection) -> None:
    """Move the log into the database file unless readers need it, so that the file is complete."""
    connection.execute("PRAGMA busy_timeout = 0")
    with suppress(sqlite3.Error):
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")


def _connect(path: Path, mode: str) -> sqlite3.Connection:
    return sqlite3.connect(
        f"{path.absolute().as_uri()}?mode={mode}",
        uri=True,
        timeout=_BUSY_SECONDS,
        isolation_level=None,
    )


def _migrate(connection: sqlite3.Connection, migrations: Sequence[str]) -> None:
    steps = "".join(migrations[_version(connection) :])
    try:
        connection.executescript(
            f"BEGIN IMMEDIATE; {steps} PRAGMA user_version = {len(migrations)}; COMMIT;"
        )
    except sqlite3.Error:
        connection.rollback()
        raise


def _require(path: Path) -> None:
    if not path.is_file():
        raise StorageError(
            _(
                "The database {path} is missing. Nothing is lost: run `lsreport doctor --rebuild`, "
                "which makes it again from the journal."
            ),
            path=path,
        )


def _check(connection: sqlite3.Connection, path: Path) -> None:
    if connection.execute("PRAGMA application_id").fetchone() != (_APPLICATION_ID,):
        raise StorageError(_("{path} is not a database of lsreport."), path=path)
    version = _version(connection)
    if version > len(MIGRATIONS):
        raise StorageError(
            _(
                "The store {path} was written by a newer lsreport (version {found} of its "
                "database; this one knows {known}). Install the newer lsreport."
            ),
            path=path,
            found=version,
            known=len(MIGRATIONS),
        )


def _version(connection: sqlite3.Connection) -> int:
    (version,) = connection.execute("PRAGMA user_version").fetchone()
    return int(version)


def _has_log(path: Path) -> bool:
    log = _beside(path, "-wal")
    return log.is_file() and log.stat().st_size > 0


def _beside(path: Path, suffix: str) -> Path:
    return path.with_name(path.name + suffix)
