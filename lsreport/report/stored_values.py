"""Put back what formulas had come to: openpyxl keeps a formula and forgets its value.

Without it a copy would show empty cells until a program computes them again, and its figures would
read as never computed.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import datetime, time
from xml.sax.saxutils import escape

from openpyxl.utils.datetime import CALENDAR_MAC_1904, CALENDAR_WINDOWS_1900, to_excel

from lsreport.ooxml.pack import Patch
from lsreport.ooxml.workbook import Cell, CellKind, Workbook

_SHEET = re.compile(r"xl/worksheets/sheet(\d+)\.xml")
# A formula cell as openpyxl writes it: with a formula, with an empty value, and without a type.
_FORMULA = re.compile(
    rb'<c r="([A-Z]+[0-9]+)"((?: s="[0-9]+")?)>(<f\b[^>]*?(?:/>|>[^<]*</f>))<v\s*(?:/>|></v>)</c>'
)
_TYPES = {
    CellKind.NUMBER: b"",
    CellKind.DATE: b"",
    CellKind.TEXT: b' t="str"',
    CellKind.BOOLEAN: b' t="b"',
    CellKind.ERROR: b' t="e"',
}


def stored_again(source: Workbook, titles: Sequence[str]) -> Patch:
    """Return a patch that gives the formulas of a saved copy the values stored in `source`.

    `titles` are the worksheets of the copy in the order of its parts.
    """
    sheets = {
        sheet.name: {cell.address: cell for cell in sheet.cells if cell.formula is not None}
        for sheet in source.sheets
    }

    def patch(part: str, content: bytes) -> bytes:
        found = _SHEET.fullmatch(part)
        if found is None:
            return content
        return _with_values(content, sheets.get(titles[int(found[1]) - 1], {}), source.date1904)

    return patch


def _with_values(content: bytes, cells: Mapping[str, Cell], date1904: bool) -> bytes:
    def stored(match: re.Match[bytes]) -> bytes:
        cell = cells.get(match[1].decode())
        if cell is None or cell.kind is CellKind.UNCACHED:
            return match[0]
        value = escape(_serial(cell.text, date1904) if cell.kind is CellKind.DATE else cell.text)
        head = b'<c r="%s"%s%s>' % (match[1], match[2], _TYPES[cell.kind])
        return b"%s%s<v>%s</v></c>" % (head, match[3], value.encode())

    return _FORMULA.sub(stored, content)


def _serial(text: str, date1904: bool) -> str:
    """Return the number of days that a date, a date with a time or a time is stored as."""
    moment = datetime.fromisoformat(text) if "-" in text else time.fromisoformat(text)
    epoch = CALENDAR_MAC_1904 if date1904 else CALENDAR_WINDOWS_1900
    return str(to_excel(moment, epoch))  # type: ignore[no-untyped-call]
