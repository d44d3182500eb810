"""Open a zip package that a stranger made, within bounds of size, memory and time.

Nothing is ever unpacked to disk. The directory is judged before any part is opened, and the bytes
that really come out of each part are counted while they stream, because declared sizes can lie.
"""

import enum
import os
import stat
import struct
import time
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

_CHUNK = 1 << 16
_LOCAL_HEADER = b"PK\x03\x04"
_DIRECTORY_ENTRY = b"PK\x01\x02"
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_PDF = b"%PDF-"
_ODF = b"application/vnd.oasis.opendocument."
# Everything that zipfile and zlib were seen to raise, or document, on broken input.
_BROKEN_ZIP = (
    zipfile.BadZipFile,
    zlib.error,
    struct.error,
    EOFError,
    OSError,
    RuntimeError,
    ValueError,
    LookupError,
    ArithmeticError,
)


class Fault(enum.Enum):
    """Why a file was refused: the closed vocabulary that messages to people are keyed on."""

    EMPTY = "empty"
    """No bytes at all, as after an interrupted copy."""
    UNREADABLE = "unreadable"
    """The operating system would not give the bytes: missing, no permission, bad disk."""
    NOT_REGULAR = "not_regular"
    """A folder, pipe, socket or device."""
    TOO_LARGE = "too_large"
    """More bytes on disk than any form needs."""
    ENCRYPTED = "encrypted"
    """Protected by a password to open."""
    OLD_XLS = "old_xls"
    """Excel 97-2003 (.xls), whatever its name says."""
    XLSB = "xlsb"
    """Excel binary workbook."""
    ODS = "ods"
    """OpenDocument spreadsheet."""
    TEXT = "text"
    """CSV, a web page, XML or other text under the name of a workbook."""
    NOT_XLSX = "not_xlsx"
    """Another kind of file: a Word document, a picture, an archive."""
    DAMAGED = "damaged"
    """Looks like a workbook but is cut short or breaks the format."""
    UNSAFE = "unsafe"
    """Goes past a limit that no form comes near; `Refused.detail` says which and where."""
    TOO_SLOW = "too_slow"
    """Not read within the time allowed."""


class Refused(Exception):  # noqa: N818 - "raise Refused(...)" says what happened to the file
    """A file that will not be read.

    `fault` is the reason; `detail` holds short English facts for a log, never a message to people.
    """

    def __init__(self, fault: Fault, detail: str) -> None:
        # Both as arguments, so that the error survives pickling.
        super().__init__(fault, detail)
        self.fault = fault
        self.detail = detail

    def __str__(self) -> str:
        return f"{self.fault.value}: {self.detail}"


@dataclass(frozen=True, slots=True)
class Limits:
    """What one workbook may cost; a form stays one to three orders of magnitude below each."""

    file_bytes: int = 20 << 20
    """On disk."""
    parts: int = 2_000
    """Entries of the zip directory."""
    part_bytes: int = 64 << 20
    """Of one part, unpacked."""
    control_bytes: int = 16 << 20
    """Of one part that describes others (relationships, workbook, properties), unpacked."""
    total_bytes: int = 200 << 20
    """Of all parts together, unpacked; also of all that is read."""
    ratio: int = 200
    """Unpacked to packed, for parts of 1 MiB or more."""
    token_bytes: int = 1 << 20
    """Of one XML tag with its attributes, or one comment."""
    depth: int = 64
    """Of nested XML elements."""
    names: int = 20_000
    """Distinct XML names, and namespace declarations, in one part."""
    sheets: int = 256
    cells: int = 200_000
    """Cells with content, in all sheets."""
    rows: int = 20_000
    """Last row that may hold content."""
    columns: int = 512
    """Last column that may hold content."""
    strings: int = 500_000
    """Shared strings."""
    text: int = 32_767
    """Characters of one cell, formula or property (Excel's own limit)."""
    styles: int = 100_000
    merges: int = 20_000
    """Merged ranges of one sheet."""
    merged_cells: int = 200_000
    """Cells under all merged ranges of one sheet."""
    properties: int = 1_000
    relationships: int = 10_000


LIMITS = Limits()


def read_file(path: Path, limits: Limits = LIMITS) -> bytes:
    """Return the bytes of a regular file; anything else is never opened.

    Raises:
        Refused: UNREADABLE, NOT_REGULAR or TOO_LARGE.
    """
    try:
        _require_regular(path.stat().st_mode)
        # Between the two looks the file may be exchanged for a pipe: do not block on opening it.
        flags = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
        with os.fdopen(os.open(path, flags), "rb") as file:
            _require_regular(os.fstat(file.fileno()).st_mode)
            data = file.read(limits.file_bytes + 1)
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or error
        raise Refused(Fault.UNREADABLE, f"{type(error).__name__}: {reason}") from error
    if len(data) > limits.file_bytes:
        raise Refused(Fault.TOO_LARGE, f"more than {limits.file_bytes} bytes")
    return data


def _require_regular(mode: int) -> None:
    if not stat.S_ISREG(mode):
        raise Refused(Fault.NOT_REGULAR, f"file type {stat.filemode(mode)[0]}")


class Package:
    """A zip package whose directory is within the limits; its parts are streamed and counted.

    Part names are looked up without regard to case, as the Open Packaging Conventions require.
    """

    def __init__(
        self, data: bytes, *, deadline_seconds: float = 15.0, limits: Limits = LIMITS
    ) -> None:
        """Judge the directory of the package in `data`.

        Raises:
            Refused: the bytes are no zip package (EMPTY, ENCRYPTED, OLD_XLS, TEXT, NOT_XLSX), are
                TOO_LARGE or DAMAGED, or the directory is UNSAFE.
        """
        self.limits = limits
        self._deadline = time.monotonic() + deadline_seconds
        self._seconds = deadline_seconds
        self._bytes_left = limits.total_bytes
        if len(data) > limits.file_bytes:
            raise Refused(Fault.TOO_LARGE, f"{len(data)} bytes")
        if not data.startswith(_LOCAL_HEADER):
            raise _foreign(data)
        # zipfile builds an object for each entry of the directory: bound them before it looks.
        if data.count(_DIRECTORY_ENTRY) > limits.parts:
            raise Refused(Fault.UNSAFE, f"more than {limits.parts} parts")
        try:
            self._zip = zipfile.ZipFile(BytesIO(data))
        except _BROKEN_ZIP as error:
            raise Refused(Fault.DAMAGED, f"zip directory: {error}") from error
        self._parts = self._judged_directory()

    def _judged_directory(self) -> dict[str, zipfile.ZipInfo]:
        parts: dict[str, zipfile.ZipInfo] = {}
        total = 0
        for info in self._zip.infolist():
            name = info.filename.replace("\\", "/")
            key, shown = name.lower(), f"part {name[:80]!r}"
            if name.startswith("/") or ":" in name or ".." in name.split("/"):
                raise Refused(Fault.UNSAFE, f"{shown}: path leaves the package")
            if key in parts:
                raise Refused(Fault.UNSAFE, f"{shown}: listed twice")
            if info.flag_bits & 0x41:
                raise Refused(Fault.ENCRYPTED, f"{shown}: encrypted")
            # bzip2 and LZMA are legal in zip, not in Office, and may claim gigabytes of memory.
            if info.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
                raise Refused(Fault.UNSAFE, f"{shown}: compression method {info.compress_type}")
            if info.file_size > self.limits.part_bytes:
                raise Refused(Fault.UNSAFE, f"{shown}: {info.file_size} bytes unpacked")
            packed = max(info.compress_size, 1)
            if info.file_size >= 1 << 20 and info.file_size > self.limits.ratio * packed:
                raise Refused(Fault.UNSAFE, f"{shown}: packed {info.file_size // packed} to 1")
            total += info.file_size
            parts[key] = info
        if total > self.limits.total_bytes:
            raise Refused(Fault.UNSAFE, f"all parts: {total} bytes unpacked")
        return parts

    @property
    def names(self) -> tuple[str, ...]:
        """Names of the parts as the package writes them, in their order; folders are none."""
        names = (info.filename for info in self._parts.values())
        return tuple(name for name in names if not name.endswith("/"))

    def __contains__(self, name: str) -> bool:
        return name.lower() in self._parts

    def chunks(self, name: str, limit: int | None = None) -> Iterator[bytes]:
        """Stream a part, at most `limit` bytes of it (default: the limit for any part).

        Raises:
            Refused: DAMAGED if missing or broken, UNSAFE past a limit, TOO_SLOW past the deadline.
        """
        info = self._parts.get(name.lower())
        if info is None:
            raise Refused(Fault.DAMAGED, f"part {name[:80]!r} is missing")
        left = limit = self.limits.part_bytes if limit is None else limit
        try:
            with self._zip.open(info) as part:
                while chunk := part.read(_CHUNK):
                    left -= len(chunk)
                    self._bytes_left -= len(chunk)
                    if left < 0 or self._bytes_left < 0:
                        raise Refused(Fault.UNSAFE, f"part {name[:80]!r}: too many bytes unpacked")
                    if time.monotonic() > self._deadline:
                        raise Refused(Fault.TOO_SLOW, f"not read in {self._seconds:g} seconds")
                    yield chunk
            if limit - left != info.file_size:
                raise zipfile.BadZipFile(f"{limit - left} bytes instead of {info.file_size}")
        except _BROKEN_ZIP as error:
            raise Refused(Fault.DAMAGED, f"part {name[:80]!r}: {error}") from error

    def refuse_other_formats(self) -> None:
        """Raise Refused (ODS, XLSB, NOT_XLSX) if this zip package is clearly not a workbook."""
        if "mimetype" in self:
            kind = next(self.chunks("mimetype"), b"")
            if kind.startswith(_ODF + b"spreadsheet"):
                raise Refused(Fault.ODS, "OpenDocument spreadsheet")
            if kind.startswith(_ODF):
                raise Refused(Fault.NOT_XLSX, "OpenDocument, not a spreadsheet")
        if "xl/workbook.bin" in self:
            raise Refused(Fault.XLSB, "part 'xl/workbook.bin'")
        if not any(name == "_rels/.rels" or name.startswith("xl/") for name in self._parts):
            raise Refused(Fault.NOT_XLSX, f"zip archive of {len(self._parts)} files")


def _foreign(data: bytes) -> Refused:
    """Say what bytes that are no zip package look like."""
    if not data:
        return Refused(Fault.EMPTY, "0 bytes")
    if data.startswith(_OLE):
        # Stream names are kept in UTF-16, whichever sector the directory sits in.
        if "EncryptedPackage".encode("utf-16-le") in data:
            return Refused(Fault.ENCRYPTED, "OLE container with an encrypted package")
        if "WordDocument".encode("utf-16-le") in data:
            return Refused(Fault.NOT_XLSX, "Word 97-2003 document")
        return Refused(Fault.OLD_XLS, "OLE container")
    if data.startswith(_PDF):
        return Refused(Fault.NOT_XLSX, "PDF document")
    head = data[:4096]
    if not data.strip(b"\0"):
        return Refused(Fault.DAMAGED, f"{len(data)} zero bytes")
    if head.startswith((b"\xff\xfe", b"\xfe\xff")) or not _has_control_bytes(head):
        start = head.lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n").replace(b"\0", b"")
        return Refused(Fault.TEXT, "markup" if start.startswith(b"<") else "text")
    return Refused(Fault.NOT_XLSX, f"first bytes {head[:8].hex()}")


def _has_control_bytes(head: bytes) -> bool:
    return any(byte < 32 and byte not in b"\t\n\r\f" for byte in head)
