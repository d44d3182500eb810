"""What can go wrong with a disk or a database, in words a person can act on."""

from __future__ import annotations

import errno
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from lsreport.errors import StorageError
from lsreport.i18n import _

_FULL = {errno.ENOSPC, getattr(errno, "EDQUOT", errno.ENOSPC)}
_FORBIDDEN = {errno.EACCES, errno.EPERM, errno.EROFS}
_PRIMARY = 0xFF
"""SQLite keeps the kind of an error in the low byte, and its detail above."""


@contextmanager
def storage_faults(folder: Path) -> Iterator[None]:
    """Turn faults of the system and of SQLite into StorageError; anything else is a bug."""
    try:
        yield
    except OSError as error:
        raise _system_fault(error, folder) from error
    except sqlite3.Error as error:
        fault = _database_fault(error, folder)
        if fault is None:
            raise
        raise fault from error


def damaged_database(folder: Path, reason: object) -> StorageError:
    """Say that the database is damaged, and that it can be made again."""
    return StorageError(
        _(
            "The database in {folder} is damaged ({reason}). Nothing is lost: run "
            "`lsreport doctor --rebuild`, which makes it again from the journal."
        ),
        folder=folder,
        reason=reason,
    )


def _system_fault(error: OSError, folder: Path) -> StorageError:
    path = error.filename or folder
    if error.errno in _FULL:
        return _full(path)
    if error.errno in _FORBIDDEN:
        return _read_only(path)
    return StorageError(
        _("{path} cannot be read or written: {reason}. What was stored before is safe."),
        path=path,
        reason=error.strerror or error,
    )


def _database_fault(error: sqlite3.Error, folder: Path) -> StorageError | None:
    match getattr(error, "sqlite_errorcode", 0) & _PRIMARY:
        case sqlite3.SQLITE_FULL:
            return _full(folder)
        case sqlite3.SQLITE_READONLY | sqlite3.SQLITE_CANTOPEN | sqlite3.SQLITE_PERM:
            return _read_only(folder)
        case sqlite3.SQLITE_CORRUPT | sqlite3.SQLITE_NOTADB:
            return damaged_database(folder, error)
        case sqlite3.SQLITE_BUSY | sqlite3.SQLITE_LOCKED | sqlite3.SQLITE_IOERR:
            return StorageError(
                _(
                    "The database in {folder} does not answer ({reason}). Close other programs "
                    "that have it open, check the disk, then run the command again."
                ),
                folder=folder,
                reason=error,
            )
    return None


def _full(path: object) -> StorageError:
    return StorageError(
        _(
            "The disk is full at {path}. What was stored before is safe: free some space, then run "
            "the command again."
        ),
        path=path,
    )


def _read_only(path: object) -> StorageError:
    return StorageError(
        _(
            "{path} cannot be opened or written: it is read-only, open in another program, or this "
            "account has no permission. Check who owns the folder of the store."
        ),
        path=path,
    )
