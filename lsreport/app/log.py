"""The log of `run`: one line a run, for whoever looks after cron."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from lsreport.app.output import writing
from lsreport.app.results import FileStatus
from lsreport.app.run import Cycle
from lsreport.domain.clock import LANG_SON
from lsreport.errors import BUG, INTERRUPTED, LsreportError
from lsreport.excel.guard import shown
from lsreport.store.disk import private_file, private_folder
from lsreport.store.lock import writer_lock

LARGEST = 1 << 20
"""Bytes of a log after which the next line begins a new one."""
KEPT = 3
"""Older logs that are kept: `lsreport.log.1` is the newest of them."""
_NAME = "lsreport.log"
_PATIENCE_SECONDS = 5.0
_NEW = (
    FileStatus.ACCEPTED,
    FileStatus.ACCEPTED_WITH_QUERIES,
    FileStatus.ACCEPTED_WITH_ERRORS,
    FileStatus.OLDER,
)


@dataclass(slots=True)
class Entry:
    """What one run comes to; `cycle` is set when it is done."""

    cycle: Cycle | None = None
    error: LsreportError | None = None
    """Why the line itself could not be written, None where it was."""


@contextmanager
def logged(folder: Path, command: str, clock: Callable[[], datetime]) -> Iterator[Entry]:
    """Add a line about the block to the log in `folder` when it ends, however it ends.

    A log that cannot be written stops nothing: the entry says why.
    """
    started, entry, ended = clock(), Entry(), f"exit={BUG}"
    try:
        yield entry
        ended = _outcome(entry.cycle)
    except LsreportError as error:
        ended = f'exit={error.exit_code} error="{shown(str(error))}"'
        raise
    except KeyboardInterrupt:
        ended = f"exit={INTERRUPTED}"
        raise
    finally:
        # A clock set back while the run lasted must not print a negative time.
        seconds = max(0, round((clock() - started).total_seconds()))
        moment = started.astimezone(LANG_SON).isoformat(timespec="seconds")
        try:
            _append(folder, f"{moment} {command} {ended} seconds={seconds}\n".encode())
        except LsreportError as error:
            entry.error = error


def _outcome(cycle: Cycle | None) -> str:
    if cycle is None:
        return "exit=0"
    files = Counter(one.status for one in cycle.ingested.files)
    fields = {
        "exit": cycle.exit_code,
        "period": cycle.period.id,
        "files": files.total(),
        "new": sum(files[status] for status in _NEW),
        "rejected": files[FileStatus.REJECTED],
        "errors": cycle.errors,
        "missing": len(cycle.status.missing),
        "reports": len(cycle.reports),
    }
    return " ".join(f"{name}={value}" for name, value in fields.items())


def _append(folder: Path, line: bytes) -> None:
    path = folder / _NAME
    with writing(folder):
        private_folder(folder)
        with writer_lock(folder / "lock", "log", _PATIENCE_SECONDS):
            if path.exists() and path.stat().st_size + len(line) > LARGEST:
                _rotate(path)
            descriptor = private_file(path)
            try:
                os.lseek(descriptor, 0, os.SEEK_END)
                os.write(descriptor, line)
            finally:
                os.close(descriptor)


def _rotate(path: Path) -> None:
    """Number the logs on by one; the oldest goes."""
    for number in range(KEPT, 0, -1):
        newer = path.with_name(f"{_NAME}.{number - 1}") if number > 1 else path
        if newer.exists():
            newer.replace(path.with_name(f"{_NAME}.{number}"))
