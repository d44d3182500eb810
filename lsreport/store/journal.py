"""The journal: one JSON object a line, each with a digest that covers every line before it.

The digest of a line is the SHA-256 of the digest before it and of the line's own bytes up to
`,"digest":`. A changed, missing or inserted line breaks the chain at its number; lines cut off at
the end are noticed because the database knows how far the journal went.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from lsreport.errors import StorageError
from lsreport.i18n import _

_ORIGIN = "0" * 64
"""What the first line follows."""
_SEAL = b',"digest":"%s"}'
_SEAL_LENGTH = len(_SEAL) - 2 + 64


@dataclass(frozen=True, slots=True)
class Chain:
    """The journal as it stands: its whole lines, their digests, and where they end."""

    contents: tuple[bytes, ...]
    """JSON objects without their digests, the nth from line n."""
    digests: tuple[str, ...]
    end: int
    """Length of the whole lines in bytes."""
    torn: bool = False
    """A crash left a last line without its end; it was never acknowledged."""

    def __len__(self) -> int:
        return len(self.digests)

    @property
    def whole(self) -> bytes:
        """The whole lines as they stand in the file."""
        pairs = zip(self.contents, self.digests, strict=True)
        return b"".join(_sealed(content, digest) + b"\n" for content, digest in pairs)


def read_journal(path: Path) -> Chain:
    """Read the journal and follow its chain.

    Raises:
        StorageError: the journal is missing, or a line does not follow from the one before.
        OSError: it cannot be read.
    """
    if not path.is_file():
        raise StorageError(
            _("The journal {path} is missing. Restore it and its folder from a backup."), path=path
        )
    *lines, rest = path.read_bytes().split(b"\n")
    contents, digests = [], [_ORIGIN]
    for number, line in enumerate(lines, start=1):
        content = line[:-_SEAL_LENGTH] + b"}"
        digest = _digest(digests[-1], content)
        if line != _sealed(content, digest):
            raise damaged_journal(path, number)
        contents.append(content)
        digests.append(digest)
    end = sum(len(line) + 1 for line in lines)
    return Chain(tuple(contents), tuple(digests[1:]), end, torn=bool(rest))


def append_to_journal(path: Path, chain: Chain, contents: Sequence[bytes]) -> Chain:
    """Add lines behind the whole ones, and return only when they are on the disk.

    A torn last line makes way. When the disk refuses, the journal stays as it was.

    Raises:
        OSError: the lines could not be written.
    """
    digests = [chain.digests[-1] if chain.digests else _ORIGIN]
    lines = []
    for content in contents:
        digests.append(_digest(digests[-1], content))
        lines.append(_sealed(content, digests[-1]) + b"\n")
    added = b"".join(lines)
    try:
        _write(path, chain.end, added)
    except OSError:
        with suppress(OSError):
            withdraw_from_journal(path, chain)
        raise
    return Chain(
        contents=(*chain.contents, *contents),
        digests=(*chain.digests, *digests[1:]),
        end=chain.end + len(added),
    )


def withdraw_from_journal(path: Path, chain: Chain) -> None:
    """Take back lines behind `chain` that nobody was told are stored."""
    _write(path, chain.end, b"")


def damaged_journal(path: Path, line: int) -> StorageError:
    """Say that the journal was changed, and where."""
    return StorageError(
        _(
            "The journal {path} was changed or damaged at line {line}: its digest does not follow "
            "from the line before. Restore the journal from a backup; the originals are in the "
            "archive."
        ),
        path=path,
        line=str(line),
    )


def _write(path: Path, start: int, added: bytes) -> None:
    with path.open("r+b", buffering=0) as journal:
        journal.truncate(start)
        journal.seek(start)
        left = memoryview(added)
        while left:
            left = left[journal.write(left) :]
        os.fsync(journal.fileno())


def _digest(previous: str, content: bytes) -> str:
    return hashlib.sha256(previous.encode() + content[:-1]).hexdigest()


def _sealed(content: bytes, digest: str) -> bytes:
    return content[:-1] + _SEAL % digest.encode()
