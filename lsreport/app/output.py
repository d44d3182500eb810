"""Writing outputs: whole or not at all, with a remedy when a file cannot be written."""

from __future__ import annotations

import errno
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from lsreport.errors import StorageError
from lsreport.i18n import _
from lsreport.ooxml.pack import atomic_write


def manifest_name(document: str) -> str:
    """Return the name of the manifest beside a document."""
    return f"{document}.manifest.json"


def save(path: Path, content: bytes) -> Path:
    """Write `content` to `path` in one step and return the path.

    Raises:
        StorageError: the folder or file cannot be written (open in Office, full, read-only).
    """
    with writing(path):
        atomic_write(path, content)
    return path


@contextmanager
def writing(path: Path) -> Iterator[None]:
    """Make the folder of `path`, and say what to do where a file cannot be written there.

    Raises:
        StorageError: the folder or file cannot be written (open in Office, full, read-only).
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        yield
    except OSError as error:
        raise StorageError(_remedy(error), path=path, why=error.strerror or error) from error


def _remedy(error: OSError) -> str:
    if isinstance(error, PermissionError):
        return _(
            "{path} cannot be written ({why}). Close it in Word or Excel if it is open there, "
            "check that the folder may be written, and run the command again."
        )
    if error.errno in {errno.ENOSPC, errno.EDQUOT}:
        return _("The disk is full: {path} was not written. Free some space and run it again.")
    return _("{path} cannot be written ({why}). Choose another folder with --out.")
