"""Originals, byte for byte, under the digest of their content."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

from lsreport.errors import StorageError
from lsreport.i18n import _
from lsreport.store.disk import private_file, private_folder, sync_folder

_CHUNK = 1 << 20


class Archive:
    """`archive/ab/ab12…`: a file is there whole or not at all, and is never changed."""

    def __init__(self, folder: Path) -> None:
        """Use the archive in `folder`."""
        self._folder = folder
        # The writer lock allows one writer, so one name is enough for a file on its way in.
        self._incoming = folder / "incoming"

    def path(self, sha256: str) -> Path:
        """Return where the original of this digest is kept, whether it is there or not."""
        return self._folder / sha256[:2] / sha256

    def holds(self, sha256: str) -> bool:
        """Say whether the original is there and still has its digest."""
        path = self.path(sha256)
        return path.is_file() and _digest(path) == sha256

    def put(self, original: Path | bytes, sha256: str) -> None:
        """Keep an original; one that is there already, and whole, stays untouched.

        Raises:
            StorageError: the file is no longer the one whose digest was taken.
            ValueError: the bytes do not have the digest.
            OSError: it cannot be read or written.
        """
        if self.holds(sha256):
            return
        target = self.path(sha256)
        private_folder(target.parent)
        try:
            if self._copy(original) != sha256:
                raise _changed(original)
            self._incoming.replace(target)
        finally:
            self.sweep()
        sync_folder(target.parent)

    def read(self, sha256: str) -> bytes:
        """Return an original.

        Raises:
            StorageError: it is missing, or it is not what was received.
        """
        path = self.path(sha256)
        original = path.read_bytes() if path.is_file() else None
        if original is None or hashlib.sha256(original).hexdigest() != sha256:
            raise StorageError(
                _(
                    "The archived original {path} is missing or is not what was received. Restore "
                    "it from a backup; `lsreport doctor` tells which file it is."
                ),
                path=path,
            )
        return original

    def sweep(self) -> None:
        """Remove what an interrupted copy left behind."""
        self._incoming.unlink(missing_ok=True)

    def _copy(self, original: Path | bytes) -> str:
        digest = hashlib.sha256()
        descriptor = private_file(self._incoming, empty=True)
        with os.fdopen(descriptor, "wb") as copy:
            for chunk in _chunks(original):
                digest.update(chunk)
                copy.write(chunk)
            copy.flush()
            os.fsync(descriptor)
        return digest.hexdigest()


def _changed(original: Path | bytes) -> Exception:
    if isinstance(original, bytes):
        return ValueError("the digest is not that of the bytes")
    return StorageError(
        _("{path} changed while it was being read. Wait until it is saved, then ingest it again."),
        path=original,
    )


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _chunks(original: Path | bytes) -> Iterator[bytes]:
    with BytesIO(original) if isinstance(original, bytes) else original.open("rb") as file:
        while chunk := file.read(_CHUNK):
            yield chunk
