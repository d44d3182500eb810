"""Write packages so that equal content gives equal bytes, and files that are never half there."""

import contextlib
import os
import re
import secrets
import zipfile
from collections.abc import Callable, Collection, Iterator
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path
from typing import BinaryIO
from xml.sax.saxutils import escape

Patch = Callable[[str, bytes], bytes]
"""Gets the name and the bytes of a part, returns the bytes to write."""

_FIRST = "[Content_Types].xml"
_CORE = "docProps/core.xml"
_EPOCH = (1980, 1, 1, 0, 0, 0)
_MOMENT = re.compile(rb"(<(?:\w+:)?(created|modified)\b[^>]*(?<!/)>)[^<]*(</(?:\w+:)?\2>)")
_PERSON = re.compile(rb"(<(?:\w+:)?(creator|lastModifiedBy)\b[^>]*(?<!/)>)[^<]*(</(?:\w+:)?\2>)")


def repack(
    data: bytes,
    *,
    patch: Patch | None = None,
    drop: Collection[str] = (),
    stored: bool = False,
) -> bytes:
    """Return the DOCX or XLSX package in `data` without a trace of when, or by what, it was zipped.

    Parts come in the order of their names, content types first; dates, attributes and compression
    are fixed. Parts named in `drop` are left out. Compressed bytes still depend on the zlib build;
    with `stored` nothing is compressed, as befits a package within another.
    For packages of our own making: no limits are applied.

    Raises:
        zipfile.BadZipFile: `data` is no zip package.
    """
    target = BytesIO()
    with zipfile.ZipFile(BytesIO(data)) as source, zipfile.ZipFile(target, "w") as packed:
        names = {name for name in source.namelist() if not name.endswith("/")}.difference(drop)
        for name in sorted(names, key=lambda name: (name != _FIRST, name)):
            content = source.read(name)
            info = zipfile.ZipInfo(name, _EPOCH)
            info.compress_type = zipfile.ZIP_STORED if stored else zipfile.ZIP_DEFLATED
            info.create_system = 0  # else it tells Windows from the rest
            packed.writestr(info, patch(name, content) if patch else content, compresslevel=6)
    return target.getvalue()


def fixed_core(moment: datetime, person: str) -> Patch:
    """Return a patch that sets the dates and people in the core properties of a document.

    `moment` must be aware; seconds are kept. Properties that the document lacks stay absent.
    """
    stamp = moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ").encode()
    name = escape(person).encode()

    def patch(part: str, content: bytes) -> bytes:
        if part != _CORE:
            return content
        content = _MOMENT.sub(lambda match: match[1] + stamp + match[3], content)
        return _PERSON.sub(lambda match: match[1] + name + match[3], content)

    return patch


def atomic_write(path: Path, data: bytes) -> None:
    """Write a file so that `path` holds either its old content or all of `data`.

    The folder must exist. A failure, also an interruption, leaves no other file behind.

    Raises:
        OSError: no space or permission, or on Windows the file is open in Office.
    """
    with atomic_file(path) as file:
        file.write(data)


@contextlib.contextmanager
def atomic_file(path: Path, *, private: bool = False) -> Iterator[BinaryIO]:
    """Open a file to write, so that `path` holds its old content until the block has ended.

    The folder must exist. A failure, also an interruption, leaves no other file behind. With
    `private`, only its owner may read it; else the umask decides, as for any new file.

    Raises:
        OSError: no space or permission, or on Windows the file is open in Office.
    """
    draft = path.with_name(f".{secrets.token_hex(8)}.tmp")
    mode = 0o600 if private else 0o666
    flags = os.O_RDWR | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)
    try:
        with os.fdopen(os.open(draft, flags, mode), "w+b") as file:
            yield file
            file.flush()
            os.fsync(file.fileno())
        draft.replace(path)
    except BaseException:
        draft.unlink(missing_ok=True)
        raise
    # The new name is only safe once the folder is on disk; Windows cannot open folders.
    with contextlib.suppress(OSError):
        folder = os.open(path.parent, os.O_RDONLY)
        try:
            os.fsync(folder)
        finally:
            os.close(folder)
