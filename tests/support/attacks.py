"""Files an office meets that are no return of the period, each with the rule that rejects it."""

from __future__ import annotations

import os
import struct
import zipfile
import zlib
from collections.abc import Callable, Mapping
from io import BytesIO
from pathlib import Path

from openpyxl import Workbook

from lsreport.domain.period import Period
from lsreport.excel.identity import Identity, form_code
from support.submissions import blank, box, edited, filled

H1 = Period(2025, annual=False)
GIB = 1 << 30
_OLE = bytes.fromhex("d0cf11e0a1b11ae1") + bytes(600)
_WINDOW = 1 << 24

REJECTED: Mapping[str, str] = {
    "broken-link.xlsx": "LS101",
    "folder.xlsx": "LS102",
    "pipe.xlsx": "LS102",
    "device.xlsx": "LS102",
    "empty.xlsx": "LS103",
    "large.xlsx": "LS104",
    "ten-gigabytes.xlsx": "LS105",
    "ten-gigabytes-hidden.xlsx": "LS107",
    "cut-early.xlsx": "LS107",
    "cut-half.xlsx": "LS107",
    "cut-late.xlsx": "LS107",
    "zeros.xlsx": "LS107",
    "encrypted.xlsx": "LS108",
    "old.xlsx": "LS109",
    "binary.xlsx": "LS110",
    "open.xlsx": "LS111",
    "text.xlsx": "LS112",
    "real.csv": "LS112",
    "word.xlsx": "LS113",
    "printed.pdf": "LS113",
    "estimate.xlsx": "LS120",
    "nameless.xlsx": "LS121",
    "two-periods.xlsx": "LS122",
    "mistyped.xlsx": "LS123",
    "other-plan.xlsx": "LS124",
    "unknown-unit.xlsx": "LS125",
    "ended-unit.xlsx": "LS126",
    "early-unit.xlsx": "LS127",
    "before-plan.xlsx": "LS128",
    "unknown-version.xlsx": "LS129",
    "version-not-issued.xlsx": "LS130",
    "no-codes.xlsx": "LS133",
}
"""The rule each file of `write_batch` is rejected by."""
GOOD = "good.xlsx"
"""The one return among them: that of unit 178 for 2025-H1."""


def write_batch(folder: Path) -> None:
    """Put every bad file and the good one into an empty folder."""
    form = filled()
    (folder / GOOD).write_bytes(form)
    (folder / "broken-link.xlsx").symlink_to("nowhere")
    (folder / "folder.xlsx").mkdir()
    (folder / "folder.xlsx" / GOOD).write_bytes(form)
    os.mkfifo(folder / "pipe.xlsx")
    (folder / "device.xlsx").symlink_to("/dev/zero")
    (folder / "large.xlsx").touch()
    os.truncate(folder / "large.xlsx", 21 << 20)
    for name, content in {**_broken(form), **_misnamed(form), **_foreign()}.items():
        (folder / name).write_bytes(content)


def claiming(form: bytes, code: str) -> bytes:
    """Return the form with a code typed on its cover and no other mark of what it is."""

    def typing(workbook: Workbook) -> None:
        del workbook["_ls"]
        for name in list(workbook.custom_doc_props.names):
            del workbook.custom_doc_props[name]
        box(workbook, "@form").value = code

    return edited(form, typing)


def typed(contents: Mapping[str, object]) -> Callable[[Workbook], None]:
    """Return an edit that types contents into the first box of each key."""

    def typing(workbook: Workbook) -> None:
        for key, content in contents.items():
            box(workbook, key).value = content

    return typing


def _broken(form: bytes) -> dict[str, bytes]:
    third = 10 * GIB // 3
    return {
        "empty.xlsx": b"",
        "ten-gigabytes.xlsx": _packed({f"xl/{part}.xml": (third, third) for part in "abc"}),
        "ten-gigabytes-hidden.xlsx": _packed({"xl/workbook.xml": (10 * GIB, 9_000)}),
        "cut-early.xlsx": form[:100],
        "cut-half.xlsx": form[: len(form) // 2],
        "cut-late.xlsx": form[:-1],
        "zeros.xlsx": bytes(10_000),
        "encrypted.xlsx": _OLE + "EncryptedPackage".encode("utf-16-le"),
    }


def _foreign() -> dict[str, bytes]:
    return {
        "old.xlsx": _OLE + "Workbook".encode("utf-16-le"),
        "binary.xlsx": _zipped({"_rels/.rels": b"<r/>", "xl/workbook.bin": b"\x83\x01"}),
        "open.xlsx": _zipped({"mimetype": b"application/vnd.oasis.opendocument.spreadsheet"}),
        "text.xlsx": "Mã;Tổng số\nGV;2100\n".encode(),
        "real.csv": b"code,total\nGV,2100\n",
        "word.xlsx": _zipped({"word/document.xml": b"<document/>"}),
        "printed.pdf": b"%PDF-1.7\n1 0 obj\n<< /Type /Catalog >>\nendobj\n",
        "estimate.xlsx": edited(blank(), _only_an_estimate),
    }


def _misnamed(form: bytes) -> dict[str, bytes]:
    def code(unit: str = "178", period: str = "2025-H1", version: str = "1") -> str:
        return form_code(Identity("187", unit, Period.parse(period), version))

    return {
        "nameless.xlsx": claiming(form, ""),
        "two-periods.xlsx": edited(form, typed({"@form": code(period="2024-H1")})),
        "mistyped.xlsx": claiming(form, code()[:-1] + "0"),
        "other-plan.xlsx": claiming(form, form_code(Identity("200", "178", H1, "1"))),
        "unknown-unit.xlsx": claiming(form, code(unit="XYZ")),
        "ended-unit.xlsx": claiming(form, code(unit="SLDTBXH")),
        "early-unit.xlsx": claiming(form, code(unit="SYT", period="2024-H1")),
        "before-plan.xlsx": claiming(form, code(period="2020")),
        "unknown-version.xlsx": claiming(form, code(version="9")),
        "version-not-issued.xlsx": claiming(form, code(version="2")),
        "no-codes.xlsx": edited(form, without_codes),
    }


def _only_an_estimate(workbook: Workbook) -> None:
    for sheet in workbook.worksheets[1:]:
        del workbook[sheet.title]
    workbook.worksheets[0].delete_rows(1, workbook.worksheets[0].max_row)
    workbook.worksheets[0]["A1"] = "Dự toán hội nghị"
    for name in list(workbook.custom_doc_props.names):
        del workbook.custom_doc_props[name]


def without_codes(workbook: Workbook) -> None:
    """Clear every code of a column: nothing on the form can be found any more."""
    for sheet in workbook.worksheets:
        for cell in (cell for row in sheet.iter_rows() for cell in row):
            if str(cell.value or "").startswith("#"):
                cell.value = None


def _zipped(parts: Mapping[str, bytes]) -> bytes:
    saved = BytesIO()
    with zipfile.ZipFile(saved, "w") as package:
        for name, content in parts.items():
            package.writestr(name, content)
    return saved.getvalue()


def _packed(parts: Mapping[str, tuple[int, int]]) -> bytes:
    """Return a package of parts of zeros: (bytes they unpack to, bytes the directory declares)."""
    body, directory = b"", b""
    for name, (size, declared) in parts.items():
        packed = _zeros(size)
        head = struct.pack("<HHHHIIIHH", 0, 8, 0, 0, 0, len(packed), declared, len(name), 0)
        directory += b"PK\x01\x02" + struct.pack("<HH", 20, 20) + head
        directory += struct.pack("<HHHII", 0, 0, 0, 0, len(body)) + name.encode()
        body += b"PK\x03\x04" + struct.pack("<H", 20) + head + name.encode() + packed
    end = struct.pack("<HHHHIIH", 0, 0, len(parts), len(parts), len(directory), len(body), 0)
    return body + directory + b"PK\x05\x06" + end


def _zeros(size: int) -> bytes:
    """Deflate zeros; one block, fully flushed, is repeated, so that it takes no time."""
    deflate = zlib.compressobj(9, zlib.DEFLATED, -15)
    block = deflate.compress(bytes(_WINDOW)) + deflate.flush(zlib.Z_FULL_FLUSH)
    return block * (size // _WINDOW) + deflate.flush()
