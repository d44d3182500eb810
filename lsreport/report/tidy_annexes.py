"""Annexes II to IV and the sources as tidy rows: one entry a row, no cell left blank."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from lsreport.domain.unit import Standing
from lsreport.report import figures, numbers
from lsreport.report.annex_types import (
    AreaRow,
    CrossCheckRow,
    FindingRow,
    ReturnRow,
    SourceRow,
)
from lsreport.report.figures import Figure
from lsreport.report.tidy import NOTHING, WHOLE
from lsreport.report.view_types import ReportView

_STANDINGS = {
    Standing.MUST: "Được giao nhiệm vụ",
    Standing.REQUESTED: "Được đề nghị",
}


@dataclass(frozen=True, slots=True)
class AreaEntry:
    """One area's part of an indicator or line."""

    code: str
    indicator: str
    line: str
    row: AreaRow
    note: str


@dataclass(frozen=True, slots=True)
class ReturnEntry:
    """One expected return; what a missing one cannot say is `…`."""

    row: ReturnRow
    standing: str
    received: Figure
    revision: Figure
    errors: Figure
    queries: Figure
    note: str


@dataclass(frozen=True, slots=True)
class CrossCheckEntry:
    """Two reporters' figures of the same thing."""

    row: CrossCheckRow
    note: str


@dataclass(frozen=True, slots=True)
class SourceEntry:
    """One cell behind the figures."""

    row: SourceRow
    figures: str
    """Codes of the indicators and activities that use it."""
    file: str
    place: str
    """`sheet!cell`."""


@dataclass(frozen=True, slots=True)
class FileEntry:
    """One workbook that figures were taken from."""

    unit: str
    unit_name: str
    period: str
    file: str
    revision: int
    cells: Figure
    """Cells of it that figures rest on."""
    sha256: str


def area_entries(view: ReportView) -> tuple[AreaEntry, ...]:
    """Return annex I by area, one row per indicator, line and area."""
    return tuple(
        AreaEntry(
            code=table.code,
            indicator=table.title.removesuffix(f" - {table.line}"),
            line=table.line or WHOLE,
            row=row,
            note=row.note or NOTHING,
        )
        for table in view.areas
        for row in table.rows
    )


def return_entries(view: ReportView) -> tuple[ReturnEntry, ...]:
    """Return annex II."""
    return tuple(_return_entry(row) for row in view.returns.rows)


def resent_entries(view: ReportView) -> tuple[ReturnEntry, ...]:
    """Return the returns that a later revision replaced."""
    return tuple(_return_entry(row) for row in view.returns.rows if (row.revision or 0) > 1)


def _return_entry(row: ReturnRow) -> ReturnEntry:
    of = f"return @{row.code}"
    known = row.received is not None
    return ReturnEntry(
        row=row,
        standing=_STANDINGS[row.standing],
        received=_day(row.received, f"{of} received"),
        revision=_if_known(row.revision, f"{of} revision"),
        errors=_if_known(row.errors if known else None, f"{of} errors"),
        queries=_if_known(row.queries if known else None, f"{of} queries"),
        note=row.note or NOTHING,
    )


def _day(day: date | None, of: str) -> Figure:
    return figures.day(day, of) if day else figures.symbol(numbers.MISSING, of)


def _if_known(count: int | None, of: str) -> Figure:
    return figures.symbol(numbers.MISSING, of) if count is None else figures.count(count, of)


def finding_entries(view: ReportView) -> tuple[FindingRow, ...]:
    """Return the open findings, `-` for a unit or an element where there is none."""
    return tuple(
        replace(row, unit=row.unit or NOTHING, label=row.label or NOTHING) for row in view.findings
    )


def cross_check_entries(view: ReportView) -> tuple[CrossCheckEntry, ...]:
    """Return the figures that two reporters give, side by side."""
    return tuple(CrossCheckEntry(row, row.note or NOTHING) for row in view.cross_checks)


def source_entries(view: ReportView) -> tuple[SourceEntry, ...]:
    """Return the cells behind the figures, each with its place in one text."""
    return tuple(
        SourceEntry(
            row=row,
            figures="; ".join(row.figures),
            file=row.file or NOTHING,
            place=f"{row.sheet}!{row.cell}" if row.cell else NOTHING,
        )
        for row in view.sources
    )


def file_entries(view: ReportView) -> tuple[FileEntry, ...]:
    """Return the workbooks behind the figures, in the order of their first cell."""
    cells: dict[tuple[str, str, str], list[SourceRow]] = {}
    for row in view.sources:
        cells.setdefault((row.unit, row.period, row.sha256), []).append(row)
    return tuple(_file_entry(rows) for rows in cells.values())


def _file_entry(rows: list[SourceRow]) -> FileEntry:
    first = rows[0]
    return FileEntry(
        unit=first.unit,
        unit_name=first.unit_name,
        period=first.period,
        file=next((row.file for row in rows if row.file), NOTHING),
        revision=first.revision,
        cells=figures.count(len(rows), f"cells @{first.unit} {first.period}"),
        sha256=first.sha256,
    )
