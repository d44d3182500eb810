"""Which files of a folder are submissions, and their bytes, read once and within limits.

Nothing but an ordinary file is ever opened. Files that no person sent (lock files of Office,
hidden files, unfinished downloads) are passed over; everything else is a candidate, so that
whatever cannot be read is named instead of being lost in silence.
"""

from __future__ import annotations

import hashlib
import os
import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from lsreport.checks import rejections
from lsreport.checks.rule import Rule
from lsreport.domain.clock import end_of
from lsreport.domain.finding import Finding
from lsreport.errors import NotFoundError
from lsreport.i18n import _
from lsreport.ooxml.package import LIMITS, Fault, Refused, read_file

DEADLINE_SECONDS = 15
"""Time one workbook may take to read; a form takes a few hundredths of a second."""

LISTED = 10
"""Items a sentence names before it only counts them."""

_DEEPEST = 8
_WORKBOOKS = (".xlsx", ".xlsm")
_LOCK_PREFIX = "~$"
_HIDDEN_PREFIX = "."
_SYSTEM_FILES = frozenset({"thumbs.db", "desktop.ini"})
_UNFINISHED = (".tmp", ".part", ".partial", ".crdownload")
_RECEIVED_FOLDER = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", re.ASCII)
_UNSHOWABLE = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"})
_LONGEST_NAME = 255

_FAULT_RULES: Mapping[Fault, Rule] = {
    Fault.UNREADABLE: rejections.UNREADABLE,
    Fault.NOT_REGULAR: rejections.NOT_REGULAR,
    Fault.EMPTY: rejections.EMPTY,
    Fault.TOO_LARGE: rejections.TOO_LARGE,
    Fault.UNSAFE: rejections.UNSAFE,
    Fault.TOO_SLOW: rejections.TOO_SLOW,
    Fault.DAMAGED: rejections.DAMAGED,
    Fault.ENCRYPTED: rejections.ENCRYPTED,
    Fault.OLD_XLS: rejections.OLD_XLS,
    Fault.XLSB: rejections.BINARY_WORKBOOK,
    Fault.ODS: rejections.OPEN_DOCUMENT,
    Fault.TEXT: rejections.PLAIN_TEXT,
    Fault.NOT_XLSX: rejections.OTHER_FORMAT,
}


@dataclass(frozen=True, slots=True)
class Original:
    """A file as it was received."""

    file: str
    """Its name, without its folder, safe to show."""
    content: bytes
    sha256: str
    """Of the content, in hexadecimal."""


def candidates(paths: Iterable[Path]) -> list[Path]:
    """Return the files to read: those named, and those in the folders named, by path.

    A file named outright is taken whatever it is called. Of a folder, lock files, hidden files and
    unfinished downloads are passed over. What is no ordinary file, a linked folder, a folder named
    like a workbook, and a folder below the eighth level are returned unopened, to be refused by
    name.

    Raises:
        NotFoundError: a path names nothing; nothing has been read then.
    """
    found: dict[Path, None] = {}
    for path in paths:
        if not os.path.lexists(path):
            raise NotFoundError(
                _("{path} does not exist. Check the name and its folder."),
                path=shown(str(path)),
            )
        opened = path.is_dir() and not _named_a_workbook(path.name)
        found.update(dict.fromkeys(_files_in(path, 0) if opened else (path,)))
    return sorted(found, key=lambda path: path.parts)


def _files_in(folder: Path, depth: int) -> Iterator[Path]:
    """Yield the candidates of a folder; a folder that cannot be listed is one itself."""
    try:
        with os.scandir(folder) as listing:
            entries = [(one.name, one.is_dir(follow_symlinks=False)) for one in listing]
    except OSError:
        yield folder
        return
    for name, is_folder in sorted(entries):
        if _nobody_sent(name):
            continue
        if is_folder and depth < _DEEPEST and not _named_a_workbook(name):
            yield from _files_in(folder / name, depth + 1)
        else:
            yield folder / name


def _named_a_workbook(name: str) -> bool:
    return name.casefold().endswith(_WORKBOOKS)


def _nobody_sent(name: str) -> bool:
    folded = name.casefold()
    return (
        name.startswith((_LOCK_PREFIX, _HIDDEN_PREFIX))
        or folded in _SYSTEM_FILES
        or folded.endswith(_UNFINISHED)
    )


def received_from_folder(path: Path, root: Path) -> datetime | None:
    """Return when the office received `path`, by its folder `YYYY-MM-DD/` below `root`.

    The last moment of that day in Lạng Sơn; of nested dated folders the innermost counts. None
    when no folder between the two is named by a date.
    """
    try:
        folders = path.relative_to(root).parts[:-1]
    except ValueError:
        return None
    for name in reversed(folders):
        if _RECEIVED_FOLDER.fullmatch(name) is None:
            continue
        try:
            day = date.fromisoformat(name)
        except ValueError:
            continue
        return end_of(day)
    return None


def read_original(path: Path) -> Original:
    """Read a file once, within the limit of size.

    Raises:
        Refused: it cannot be read, is no ordinary file or is too large.
    """
    content = read_file(path)
    return Original(shown(path.name), content, hashlib.sha256(content).hexdigest())


def refusal_finding(refused: Refused, file: str) -> Finding:
    """Return the structure finding that says why a file was not read, and what to do."""
    return _FAULT_RULES[refused.fault].finding(
        unit=None,
        period=None,
        file=file,
        facts={
            "megabytes": LIMITS.file_bytes >> 20,
            "seconds": DEADLINE_SECONDS,
            "detail": shown(refused.detail),
        },
    )


def shown(name: str) -> str:
    r"""Return a name from outside so that it cannot forge a line or hide its ending.

    Control and formatting characters, and bytes that are no text, are written as escapes such as
    `\x1b` or `\u202e`; names beyond 255 characters are cut. Everything else stays.
    """
    escaped = "".join(
        character
        if unicodedata.category(character) not in _UNSHOWABLE
        else character.encode("unicode_escape").decode("ascii")
        for character in unicodedata.normalize("NFC", name)
    )
    return escaped if len(escaped) <= _LONGEST_NAME else f"{escaped[: _LONGEST_NAME - 1]}…"


def listed(items: Iterable[str]) -> str:
    """Return items as one text, cut after the tenth with the number of the others."""
    every = list(items)
    others = len(every) - LISTED
    return ", ".join(every[:LISTED]) + (f", … (+{others})" if others > 0 else "")
