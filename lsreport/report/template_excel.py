"""The cells of an Excel template, and what in it would reach outside the workbook."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from io import BytesIO
from pathlib import Path
from typing import Final
from zipfile import BadZipFile

from openpyxl import Workbook, load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from lsreport.i18n import Message, _
from lsreport.ooxml.package import Fault as Broken
from lsreport.ooxml.package import Package, Refused, read_file
from lsreport.ooxml.workbook import read_bytes
from lsreport.report.template_links import reaching_outside
from lsreport.report.template_tags import TAG_EDGE, Fault, Piece
from lsreport.report.template_word import LIMITS

_BEYOND: Final = re.compile(
    r"\[[^\]]*\][^!,()]*!|\||\b(WEBSERVICE|FILTERXML|RTD|CALL|REGISTER(\.ID)?|EXEC|IMAGE|HYPERLINK"
    r"|CELL|INFO|INDIRECT|NOW|TODAY|RAND\w*)\s*\(",
    re.IGNORECASE,
)
"""In a formula: another workbook, another program, the network, the computer, the clock."""
_PARTS: Final = re.compile(
    r"xl/(externalLinks|activeX|ctrlProps|embeddings|queryTables)/|xl/(connections\.xml|vbaProject)",
    re.IGNORECASE,
)


def read_excel(
    path: Path,
) -> tuple[tuple[Sequence[Piece], ...], tuple[str, ...], tuple[Fault, ...]]:
    """Return the cells with text of each sheet, every text, and what may not be in a template.

    Raises:
        Refused: the file is no sound workbook, or passes a bound of size or time.
    """
    content = read_file(path, LIMITS)
    package = Package(content, limits=LIMITS)
    read_bytes(content, limits=LIMITS)
    workbook = _opened(content)
    sheets = tuple(tuple(_pieces(*one)) for one in enumerate(workbook.worksheets))
    texts = tuple(piece.text for pieces in sheets for piece in pieces)
    return sheets, texts, (*_outside(package), *_faults(workbook))


def _opened(content: bytes) -> Workbook:
    try:
        return load_workbook(BytesIO(content))
    except (BadZipFile, LookupError, ValueError, TypeError, AttributeError, SyntaxError) as error:
        raise Refused(Broken.DAMAGED, f"{type(error).__name__}: {error}") from error


def _pieces(number: int, sheet: Worksheet) -> Iterator[Piece]:
    """Yield the cells with text; the tag of a row is the first thing in it, and the only one."""
    for row in sheet.iter_rows():
        filled = [cell for cell in row if cell.value is not None]
        for cell in filled:
            if isinstance(cell.value, str):
                alone = {"row": number} if filled == [cell] else {}
                yield Piece(_place(sheet, cell.coordinate), cell.value, alone)


def _place(sheet: Worksheet, cell: str) -> Message:
    return Message(_("{sheet}!{cell}"), {"sheet": sheet.title, "cell": cell})


def _outside(package: Package) -> Iterator[Fault]:
    yield from reaching_outside(package)
    for name in package.names:
        if _PARTS.match(name):
            text = _("it refers to {target} ({kind}); a template may hold no links to files")
            facts = {"target": name, "kind": name.rpartition(".")[2]}
            yield Fault(None, "", Message(text, facts))


def _faults(workbook: Workbook) -> Iterator[Fault]:
    """Yield formulas that reach beyond the workbook, and number formats that hide a figure."""
    for sheet in workbook.worksheets:
        for row in sheet.iter_rows():
            for cell in row:
                formula = getattr(cell.value, "text", cell.value)
                if cell.data_type == "f" and isinstance(formula, str) and _BEYOND.search(formula):
                    text = _("a formula of a template stays within its workbook and its figures")
                    yield Fault(_place(sheet, cell.coordinate), formula, Message(text))
        for ranges in sheet.conditional_formatting:
            for rule in ranges.rules:
                if rule.dxf is not None and rule.dxf.numFmt is not None:
                    text = _("a conditional format may not change how a number is written")
                    place = _place(sheet, str(ranges.sqref))
                    yield Fault(place, str(rule.dxf.numFmt.formatCode), Message(text))
        heads = (sheet.oddHeader, sheet.oddFooter, sheet.evenHeader, sheet.evenFooter)
        parts = (one for head in heads if head for one in (head.left, head.center, head.right))
        for part in parts:
            if part.text and TAG_EDGE.search(part.text):
                text = _("a tag stands where no text is: {value}")
                facts = {"value": part.text[:80]}
                yield Fault(_place(sheet, sheet.title), part.text, Message(text, facts))
    for name, defined in workbook.defined_names.items():
        if defined.value and _BEYOND.search(defined.value):
            text = _("a formula of a template stays within its workbook and its figures")
            yield Fault(None, f"{name}={defined.value}", Message(text))
