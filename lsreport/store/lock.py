"""One writer at a time. The operating system holds the lock, so a dead process never does."""

from __future__ import annotations

import json
import os
import platform
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from lsreport.errors import StorageError
from lsreport.i18n import _
from lsreport.store.disk import private_file

PATIENCE_SECONDS = 30.0
_PAUSE_SECONDS = 0.02


@contextmanager
def writer_lock(path: Path, command: str, patience: float = PATIENCE_SECONDS) -> Iterator[None]:
    """Hold the lock file at `path` and say in it who does: process, computer, command.

    Raises:
        StorageError: another process kept it longer than `patience` seconds; it is named.
        OSError: the file cannot be opened.
    """
    descriptor = private_file(path)
    try:
        _wait(descriptor, path, patience)
        try:
            _sign(descriptor, command)
            yield
        finally:
            os.ftruncate(descriptor, 0)
            _release(descriptor)
    finally:
        os.close(descriptor)


def _wait(descriptor: int, path: Path, patience: float) -> None:
    deadline = time.monotonic() + patience
    while not _taken(descriptor):
        if time.monotonic() >= deadline:
            raise _too_long(path, patience)
        time.sleep(_PAUSE_SECONDS)


def _taken(descriptor: int) -> bool:
    """Take the lock if nobody has it."""
    try:
        _take(descriptor)
    except (BlockingIOError, PermissionError):  # the second on Windows
        return False
    return True


if sys.platform == "win32":
    import msvcrt

    # Windows keeps others from reading locked bytes: lock one far behind the holder's name.
    _FAR = 1 << 30

    def _take(descriptor: int) -> None:
        os.lseek(descriptor, _FAR, os.SEEK_SET)
        msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)

    def _release(descriptor: int) -> None:
        os.lseek(descriptor, _FAR, os.SEEK_SET)
        msvcrt.locking(descriptor, msvcrt.LK_UNLCK, 1)

else:
    import fcntl

    def _take(descriptor: int) -> None:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)

    def _release(descriptor: int) -> None:
        fcntl.flock(descriptor, fcntl.LOCK_UN)


def _sign(descriptor: int, command: str) -> None:
    holder = {"pid": os.getpid(), "host": platform.node(), "command": command}
    os.lseek(descriptor, 0, os.SEEK_SET)
    os.ftruncate(descriptor, 0)
    os.write(descriptor, json.dumps(holder, ensure_ascii=False).encode(errors="replace"))


def _too_long(path: Path, patience: float) -> StorageError:
    facts = {"folder": path.parent, "seconds": round(patience)}
    try:
        holder = json.loads(path.read_bytes())
        names = {name: str(holder[name]) for name in ("pid", "host", "command")}
    except (ValueError, KeyError, TypeError):
        # Between taking the lock and signing, or between erasing the name and letting go.
        return StorageError(
            _(
                "Another process has been writing to {folder} for more than {seconds} seconds. "
                "Wait until it is done, then run the command again."
            ),
            **facts,
        )
    return StorageError(
        _(
            "`{command}` (process {pid} on {host}) has been writing to {folder} for more than "
            "{seconds} seconds. Wait until it is done, or end it, then run the command again."
        ),
        **facts,
        **names,
    )
