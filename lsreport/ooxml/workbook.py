"""Read an .xlsx or .xlsm workbook that a stranger made: every cell with content, with its place.

Judges nothing beyond safety and format. Macros, links, drawings and styles are not looked at,
except for the number formats that make a number a date.
"""

import posixpath
from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from types import MappingProxyType

from lsreport.ooxml.package import LIMITS, Fault, Limits, Package, Refused, read_file
from lsreport.ooxml.parts import (
    SPREADSHEET,
    read_date_styles,
    read_properties,
    read_relationships,
    read_strings,
)
from lsreport.ooxml.sheet import Cell, CellKind, Shared, SheetReader
from lsreport.ooxml.stream import Attributes, parse
from lsreport.ooxml.values import unescaped

__all__ = [
    "LIMITS",
    "Cell",
    "CellKind",
    "Fault",
    "Limits",
    "Refused",
    "Sheet",
    "Workbook",
    "read_bytes",
    "read_workbook",
]

_RELATIONSHIP_ID = (
    "http://schemas.openxmlformats.org/officeDocument/2006/relationships id",
    "http://purl.oclc.org/ooxml/officeDocument/relationships id",
)
_Relationships = Mapping[str, tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet, in the order of the tabs; a chart sheet has no cells."""

    name: str
    visible: bool
    """False if hidden or very hidden: LibreOffice turns the one into the other."""
    cells: tuple[Cell, ...]
    """By row, then column."""
    merges: tuple[str, ...]
    """Merged ranges such as 'A1:C1'."""
    part: str
    """Name of the part it is read from."""


@dataclass(frozen=True, slots=True)
class Workbook:
    """What a workbook says."""

    sheets: tuple[Sheet, ...]
    properties: Mapping[str, str]
    """Custom document properties that are texts; read-only."""
    date1904: bool
    """Dates were counted from 1904 (old Macintosh); the cells already allow for it."""


@dataclass(frozen=True, slots=True)
class _Tab:
    """A sheet as the workbook part lists it."""

    name: str
    visible: bool
    relationship: str


def read_workbook(
    path: Path, *, deadline_seconds: float = 15.0, limits: Limits = LIMITS
) -> Workbook:
    """Read the workbook in a file.

    Raises:
        Refused: the file cannot be read, is no .xlsx or .xlsm, is damaged or past a limit; nothing
            else is raised, whatever the file holds.
    """
    data = read_file(path, limits)
    return read_bytes(data, deadline_seconds=deadline_seconds, limits=limits)


def read_bytes(data: bytes, *, deadline_seconds: float = 15.0, limits: Limits = LIMITS) -> Workbook:
    """Read the workbook that `data` holds, as `read_workbook` does.

    Raises:
        Refused: `data` is no .xlsx or .xlsm, is damaged or past a limit.
    """
    package = Package(data, deadline_seconds=deadline_seconds, limits=limits)
    package.refuse_other_formats()
    root = read_relationships(package, "")
    main = _target(root, "officeDocument", "xl/workbook.xml")
    tabs, date1904 = _read_tabs(package, main)
    related = read_relationships(package, main)
    beside = partial(posixpath.join, posixpath.dirname(main))
    strings = _optional(package, related, "sharedStrings", beside("sharedStrings.xml"))
    styles = _optional(package, related, "styles", beside("styles.xml"))
    custom = _optional(package, root, "custom-properties", "docProps/custom.xml")
    shared = Shared(
        read_strings(package, strings) if strings else (),
        read_date_styles(package, styles) if styles else frozenset(),
        date1904,
    )
    sheets: list[Sheet] = []
    cells_left = limits.cells
    for position, tab in enumerate(tabs, 1):
        if not related:
            kind, part = "worksheet", beside(f"worksheets/sheet{position}.xml")
        elif tab.relationship in related:
            kind, part = related[tab.relationship]
        else:
            raise Refused(Fault.DAMAGED, f"sheet {tab.name!r} has no part")
        reader = SheetReader(package, shared, tab.name, cells_left)
        if kind == "worksheet":
            reader.read(part)
        cells_left -= len(reader.cells)
        cells, merges = tuple(reader.cells), tuple(reader.merges)
        sheets.append(Sheet(tab.name, tab.visible, cells, merges, part))
    properties = read_properties(package, custom) if custom else {}
    return Workbook(tuple(sheets), MappingProxyType(properties), date1904)


def _target(relationships: _Relationships, kind: str, default: str) -> str:
    return next((part for name, part in relationships.values() if name == kind), default)


def _optional(
    package: Package, relationships: _Relationships, kind: str, default: str
) -> str | None:
    """Return the related part, which then must exist, or the one of the usual name, if any."""
    part = _target(relationships, kind, "")
    return part or (default if default in package else None)


def _read_tabs(package: Package, main: str) -> tuple[list[_Tab], bool]:
    """Return the sheets that the workbook part lists, and whether dates count from 1904."""
    tabs: list[_Tab] = []
    names: set[str] = set()
    roots: list[Attributes] = []
    date1904 = False

    def settings(attributes: Attributes) -> None:
        nonlocal date1904
        date1904 = attributes.get("date1904") in ("1", "true")

    def sheet(attributes: Attributes) -> None:
        name = unescaped(attributes.get("name", ""))
        if not name or name.lower() in names:
            raise Refused(Fault.DAMAGED, f"sheet name {name[:31]!r} empty or repeated")
        if len(name) > 255 or len(tabs) >= package.limits.sheets:
            raise Refused(Fault.UNSAFE, f"sheet {name[:31]!r}: too many, or too long a name")
        names.add(name.lower())
        identifier = next((attributes[key] for key in _RELATIONSHIP_ID if key in attributes), "")
        tabs.append(_Tab(name, attributes.get("state", "visible") == "visible", identifier))

    starts = {"workbook": roots.append, "workbookPr": settings, "sheet": sheet}
    parse(package, main, SPREADSHEET, starts=starts, limit=package.limits.control_bytes)
    if not roots:
        raise Refused(Fault.NOT_XLSX, f"part {main!r} is no workbook")
    if not tabs:
        raise Refused(Fault.DAMAGED, f"part {main!r} lists no sheets")
    return tabs, date1904
