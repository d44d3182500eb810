"""Loading a plan folder: TOML files, read strictly, checked against each other, never evaluated."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any, Literal

from lsreport.domain.unit import Standing, Unit
from lsreport.errors import ConfigurationError, StorageError, UsageError
from lsreport.i18n import _
from lsreport.indicators.compared import Comparable, CrossCheck
from lsreport.indicators.dated import Data, Dated
from lsreport.indicators.plan import (
    Block,
    Choice,
    Element,
    GridRow,
    Indicator,
    Plan,
    Sheet,
)
from lsreport.indicators.soundness import require_sound
from lsreport.indicators.tables import Entry, read_entries, read_entry, read_tables, read_text
from lsreport.indicators.thresholds import Thresholds
from lsreport.indicators.timetable import Calendar, FormVersion

# Every file of a plan folder, and the tables and keys it may hold.
FILES: Mapping[str, tuple[str, ...]] = {
    "plan.toml": ("id", "title", "number", "dated", "clauses"),
    "elements.toml": ("element",),
    "activities.toml": ("element",),
    "forms.toml": ("form_version", "basis", "sheet", "block", "grid"),
    "indicators.toml": ("indicator",),
    "units.toml": ("comparable", "unit"),
    "calendar.toml": Calendar.__struct_encode_fields__,
    "cross_checks.toml": ("cross_check", "side_by_side"),
    "thresholds.toml": ("threshold",),
}
ELEMENT_FILES = ("elements.toml", "activities.toml")
_PACKAGED = Path(__file__).parent

Tables = Mapping[str, Mapping[str, Any]]
"""Tables of each file, by file name."""


class _Head(Data, frozen=True, kw_only=True):
    """The plan itself."""

    id: str
    title: str
    number: str
    dated: date
    clauses: dict[str, str]


class _UnitEntry(Dated, frozen=True, kw_only=True):
    """A registry entry as it is written."""

    code: str
    name: str
    standing: Literal["must", "requested"]
    roles: tuple[str, ...]
    clauses: tuple[str, ...]
    predecessors: tuple[str, ...] = ()
    takes_over: tuple[str, ...] = ()
    former: str = ""
    note: str = ""


class _GridEntryRow(Data, frozen=True, kw_only=True):
    """A band or sector of a breakdown."""

    code: str
    label: str


class _GridEntry(Data, frozen=True, kw_only=True):
    """A breakdown, and the elements it breaks down."""

    block: str
    breakdown: Literal["age_sex", "sector"]
    elements: tuple[str, ...]
    facets: tuple[str, ...]
    rows: tuple[_GridEntryRow, ...]


class _Threshold(Data, frozen=True, kw_only=True):
    """A number and why it is what it is."""

    name: str
    value: int | str
    reason: str


def load_plan(source: str | Path) -> Plan:
    """Load a plan: the id of a packaged one, such as `187`, or a folder of its own.

    Raises:
        ConfigurationError: there is no such plan, or a file of it is missing, is not as it
            should be, or names what is nowhere defined; file and key are named.
    """
    return _plan(tuple(_contents(_folder(source)).items()))


def export_plan(source: str | Path, folder: Path) -> Path:
    """Copy the data files of a plan into `folder` for editing, and return the folder.

    Raises:
        ConfigurationError: there is no such plan.
        UsageError: the folder is not empty.
        StorageError: it cannot be written.
    """
    contents = _contents(_folder(source))
    try:
        folder.mkdir(parents=True, exist_ok=True)
        if any(folder.iterdir()):
            raise UsageError(
                _("{folder} is not empty. Name a new or empty folder for the plan's files."),
                folder=folder,
            )
        for name, text in contents.items():
            (folder / name).write_text(text, encoding="utf-8", newline="\n")
    except OSError as error:
        raise StorageError(
            _("{folder} cannot be written ({why}). Choose another folder."),
            folder=folder,
            why=error.strerror or error,
        ) from error
    return folder


def _folder(source: str | Path) -> Path:
    """Return the folder of a plan."""
    packaged = _PACKAGED / f"plan{source}"
    folder = packaged if isinstance(source, str) and packaged.is_dir() else Path(source)
    if not folder.is_dir():
        known = sorted(found.name.removeprefix("plan") for found in _PACKAGED.glob("plan*/"))
        raise ConfigurationError(
            _("No plan {plan}: it is neither a folder nor one of the packaged plans ({known})."),
            plan=source,
            known=", ".join(known),
        )
    return folder


def _contents(folder: Path) -> dict[str, str]:
    """Return the text of every file of the plan, by name in order."""
    for found in sorted(folder.glob("*.toml")):
        if found.name not in FILES:
            raise ConfigurationError(
                _("{folder}: {file} is no file of a plan. Remove it, or name it one of: {known}."),
                folder=folder,
                file=found.name,
                known=", ".join(FILES),
            )
    return {name: _text(folder, name) for name in sorted(FILES)}


def _text(folder: Path, name: str) -> str:
    try:
        return read_text(name, (folder / name).read_bytes())
    except OSError as error:
        raise ConfigurationError(
            _("{folder}: {file} cannot be read ({why}). A plan has all of: {known}."),
            folder=folder,
            file=name,
            why=error.strerror or error,
            known=", ".join(FILES),
        ) from error


@lru_cache(maxsize=4)
def _plan(contents: tuple[tuple[str, str], ...]) -> Plan:
    """Build a plan from the texts of its files; the same texts give the same plan."""
    tables = {name: read_tables(name, text, FILES[name]) for name, text in contents}
    head = read_entry("plan.toml", "plan", tables["plan.toml"], _Head)
    elements, written = _elements(tables)
    forms = tables["forms.toml"]
    compared = tables["cross_checks.toml"]
    plan = Plan(
        id=head.id,
        title=head.title,
        number=head.number,
        dated=head.dated,
        digest=_digest(contents),
        clauses=head.clauses,
        elements=elements,
        grids=tuple(_grids(read_entries("forms.toml", forms, "grid", _GridEntry))),
        blocks=read_entries("forms.toml", forms, "block", Block),
        sheets=read_entries("forms.toml", forms, "sheet", Sheet),
        indicators=read_entries(
            "indicators.toml", tables["indicators.toml"], "indicator", Indicator
        ),
        units=tuple(
            _unit(entry)
            for entry in read_entries("units.toml", tables["units.toml"], "unit", _UnitEntry)
        ),
        comparable=read_entries("units.toml", tables["units.toml"], "comparable", Comparable),
        calendar=read_entry("calendar.toml", "calendar", tables["calendar.toml"], Calendar),
        form_versions=read_entries("forms.toml", forms, "form_version", FormVersion),
        bases=read_entries("forms.toml", forms, "basis", Choice),
        cross_checks=read_entries("cross_checks.toml", compared, "cross_check", CrossCheck),
        side_by_side=read_entries("cross_checks.toml", compared, "side_by_side", CrossCheck),
        thresholds=_thresholds(tables["thresholds.toml"]),
    )
    require_sound(plan, written)
    return plan


def _digest(contents: tuple[tuple[str, str], ...]) -> str:
    """Return sha256 over names and texts; newlines are LF, so that it is the same everywhere."""
    digest = hashlib.sha256()
    for name, text in contents:
        for part in (name, text):
            encoded = part.encode()
            digest.update(len(encoded).to_bytes(8, "big"))
            digest.update(encoded)
    return digest.hexdigest()


def _elements(tables: Tables) -> tuple[dict[str, Element], dict[str, str]]:
    """Return the elements of both files by code, in the order of the form, and the file of each."""
    found: dict[str, Element] = {}
    written: dict[str, str] = {}
    for file in ELEMENT_FILES:
        for element in read_entries(file, tables[file], "element", Element):
            if element.code in found:
                raise _twice(Entry(file, "element", element.code))
            found[element.code] = element
            written[element.code] = file
    return found, written


def _twice(entry: Entry) -> ConfigurationError:
    return entry.fault(
        _("{file}, {entry}: the code {code} stands twice. Remove one, or give it another code."),
        code=entry.code,
    )


def _grids(entries: tuple[_GridEntry, ...]) -> list[GridRow]:
    """Return the rows of every breakdown, element by element."""
    return [
        GridRow(
            code=f"{element}@{row.code}",
            element=element,
            block=entry.block,
            breakdown=entry.breakdown,
            label=row.label,
            facets=entry.facets,
        )
        for entry in entries
        for element in entry.elements
        for row in entry.rows
    ]


def _unit(entry: _UnitEntry) -> Unit:
    """Return the registry entry; it has to say from when it holds."""
    if entry.since is None:
        raise Entry("units.toml", "unit", entry.code).fault(
            _("{file}, {entry}: the key {key} is missing. Add it."), key="from"
        )
    return Unit(
        code=entry.code,
        name=entry.name,
        standing=Standing(entry.standing),
        roles=entry.roles,
        clauses=entry.clauses,
        valid_from=entry.since,
        valid_until=entry.until,
        predecessors=entry.predecessors,
        takes_over=entry.takes_over,
        former=entry.former,
        note=entry.note,
    )


def _thresholds(tables: Mapping[str, Any]) -> Thresholds:
    """Return the numbers by name with their reasons; each has to be there, once."""
    entries: dict[str, _Threshold] = {}
    for entry in read_entries("thresholds.toml", tables, "threshold", _Threshold):
        if entry.name in entries:
            raise _twice(Entry("thresholds.toml", "threshold", entry.name))
        entries[entry.name] = entry
    values: dict[str, object] = {name: entry.value for name, entry in entries.items()}
    values["reasons"] = {name: entry.reason for name, entry in entries.items()}
    return read_entry("thresholds.toml", "[[threshold]]", values, Thresholds)
