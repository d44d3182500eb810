"""A Word document as PDF, made by an installed LibreOffice that sees nothing else.

It runs with a profile of its own, without macros, links or network, and within a time limit.
"""

from __future__ import annotations

import hashlib
import os
import re
import shutil
import signal
import subprocess
import sys
from collections.abc import Collection, Iterable
from contextlib import suppress
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from lsreport.app.output import save
from lsreport.errors import StorageError
from lsreport.i18n import _

PDF: Final = "pdf"
_SOURCE: Final = "docx"
_NOT_PRINTED: Final = "-working-annex.docx"
"""How the name of the document ends that never leaves the office."""
SECONDS: Final = 180
"""Most that one document may take; 95 units take about ten on an old office computer."""
_NAMES: Final = ("soffice", "libreoffice")
_PLACES: Final = (
    # Unlike soffice.exe beside it, this one waits until the document is made.
    Path("C:/Program Files/LibreOffice/program/soffice.com"),
    Path("C:/Program Files (x86)/LibreOffice/program/soffice.com"),
    Path("/Applications/LibreOffice.app/Contents/MacOS/soffice"),
    Path("/usr/lib/libreoffice/program/soffice"),
    Path("/opt/libreoffice/program/soffice"),
)
# Replaced digit by digit: a PDF counts the bytes before each of its objects.
_CREATED: Final = re.compile(rb"(/(?:CreationDate|ModDate)\(D:)\d{14}")
_IDENTITY: Final = re.compile(
    rb"(/ID \[ <|/DocChecksum /|^<(?=[0-9A-F]{32}> \]))[0-9A-F]{32}", re.MULTILINE
)
_SETTINGS: Final = (
    ("Office.Common/Security/Scripting", "DisableMacrosExecution", "true"),
    ("Office.Common/Security/Scripting", "DisableActiveContent", "true"),
    ("Office.Common/Security/Scripting", "BlockUntrustedRefererLinks", "true"),
    ("Office.Writer/Content/Update", "Link", "2"),
    ("Office.Writer/Content/Update", "Field", "true"),
)
"""Macros and objects do not run; links are never followed."""


def with_source(formats: Collection[str]) -> frozenset[str]:
    """Return the formats to make: a PDF comes with the Word document it is made from."""
    made = frozenset(formats) - {PDF}
    return made | {_SOURCE} if PDF in formats else made


def add_prints(office: Path, paths: Iterable[Path]) -> tuple[Path, ...]:
    """Write a PDF beside each Word report, and return all paths; the working annex gets none.

    The manifest of the Word document is that of its PDF too.

    Raises:
        StorageError: `office` made no PDF, or it cannot be written.
    """
    written = []
    for path in paths:
        written.append(path)
        if path.suffix == f".{_SOURCE}" and not path.name.endswith(_NOT_PRINTED):
            content = as_pdf(office, path.read_bytes())
            written.append(save(path.with_suffix(f".{PDF}"), content))
    return tuple(written)


def find_office() -> Path:
    """Return the program of the installed LibreOffice.

    Raises:
        StorageError: there is none on the path or where its installers put it.
    """
    for name in _NAMES:
        found = shutil.which(name)
        if found:
            return Path(found)
    for place in _PLACES:
        if place.is_file():
            return place
    raise StorageError(
        _(
            "No LibreOffice was found on this computer, and a PDF is made with it. Install it "
            "(libreoffice.org), or open the DOCX in Word and save it as PDF there."
        )
    )


def as_pdf(office: Path, document: bytes, *, seconds: float = SECONDS) -> bytes:
    """Return a DOCX document as PDF.

    Raises:
        StorageError: LibreOffice failed, took longer than `seconds`, or cannot be started.
    """
    with TemporaryDirectory(prefix="lsreport-", ignore_cleanup_errors=True) as folder:
        place = Path(folder)
        (place / "report.docx").write_bytes(document)
        _write_profile(place / "profile")
        said = _run(office, place, seconds)
        made = place / "out" / "report.pdf"
        if not made.is_file() or not made.read_bytes().startswith(b"%PDF-"):
            raise StorageError(
                _("{office} made no PDF ({said}). Open the DOCX in it and see what it says."),
                office=office,
                said=said or "-",
            )
        return _timeless(made.read_bytes(), document)


def _timeless(pdf: bytes, document: bytes) -> bytes:
    """Return a PDF that tells of the Word document it was made from, not of when it was made."""
    digest = hashlib.sha256(document).hexdigest()[:32].upper().encode()
    pdf = _CREATED.sub(rb"\g<1>20210913000000", pdf)
    return _IDENTITY.sub(lambda match: match[1] + digest, pdf)


def _write_profile(profile: Path) -> None:
    items = "".join(
        f'<item oor:path="/org.openoffice.{path}"><prop oor:name="{name}" oor:op="fuse">'
        f"<value>{value}</value></prop></item>"
        for path, name, value in _SETTINGS
    )
    (profile / "user").mkdir(parents=True)
    (profile / "user" / "registrymodifications.xcu").write_text(
        '<?xml version="1.0" encoding="UTF-8"?>\n<oor:items '
        'xmlns:oor="http://openoffice.org/2001/registry" '
        f'xmlns:xs="http://www.w3.org/2001/XMLSchema">{items}</oor:items>',
        encoding="utf-8",
    )


def _run(office: Path, place: Path, seconds: float) -> str:
    """Convert `report.docx` in `place`, and return the last line that was said of it."""
    command = [
        str(office),
        f"-env:UserInstallation={(place / 'profile').as_uri()}",
        "--headless", "--norestore", "--nologo", "--nodefault", "--nolockcheck",
        "--convert-to", "pdf:writer_pdf_Export",
        "--outdir", str(place / "out"),
        str(place / "report.docx"),
    ]  # fmt: skip
    try:
        process = subprocess.Popen(  # noqa: S603  the program is the one found, its arguments ours
            command,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
    except OSError as error:
        raise StorageError(
            _("{office} cannot be started ({why})."), office=office, why=error.strerror or error
        ) from error
    try:
        said, _nothing = process.communicate(timeout=seconds)
    except subprocess.TimeoutExpired as error:
        raise StorageError(
            _("{office} did not finish within {seconds} seconds. Close other programs and retry."),
            office=office,
            seconds=int(seconds),
        ) from error
    finally:
        _stop(process)
    lines = said.decode("utf-8", "replace").strip().splitlines()
    return lines[-1] if lines else ""


def _stop(process: subprocess.Popen[bytes]) -> None:
    """End what is still running of a conversion: LibreOffice starts a second process."""
    if sys.platform == "win32":
        if process.poll() is None:
            process.kill()
    else:
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
    process.wait()
    if process.stdout:
        process.stdout.close()
