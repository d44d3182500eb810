"""The view as tidy rows: one entry a row, every column with one meaning, no cell left blank."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from lsreport.report import figures, numbers
from lsreport.report.annex_types import AssumedRow, IndicatorTable, UnitCell, UnitRow
from lsreport.report.figures import Figure
from lsreport.report.material import lower_first
from lsreport.report.view_types import ActivityGroup, ActivityRow, ReportView, TargetRow

NOTHING = "-"
"""A cell with nothing to say: no note, no place."""
WHOLE = "Chung"
"""The line of an indicator as a whole."""
_NOT_ADDED = "nhiều đơn vị có thể cùng tính một việc; không cộng"


@dataclass(frozen=True, slots=True)
class TargetEntry:
    """An indicator or one of its lines."""

    indicator: str
    """Name of the indicator, also on the rows of its lines."""
    line: str
    row: TargetRow


@dataclass(frozen=True, slots=True)
class UnitEntry:
    """One unit's part of an indicator or line."""

    code: str
    indicator: str
    line: str
    unit: str
    unit_name: str
    cell: UnitCell
    note: str


@dataclass(frozen=True, slots=True)
class AssumedEntry:
    """A denominator that the bounds assume."""

    code: str
    line: str
    unit: str
    unit_name: str
    row: AssumedRow


@dataclass(frozen=True, slots=True)
class ActivityEntry:
    """One activity or amount over the whole province."""

    clause: str
    group: str
    code: str
    label: str
    counted_in: str
    total: Figure
    used: Figure
    expected: Figure
    note: str
    """Whose figures are missing, or why they are not added."""


@dataclass(frozen=True, slots=True)
class UnitActivityEntry:
    """One unit's figure of an activity or amount."""

    clause: str
    code: str
    label: str
    counted_in: str
    unit: str
    unit_name: str
    value: Figure


def target_entries(view: ReportView) -> tuple[TargetEntry, ...]:
    """Return the table of section II with the name of the indicator on every row."""
    entries = []
    indicator = ""
    for row in (row for group in view.targets for row in group.rows):
        indicator = indicator if row.line else row.goal
        entries.append(TargetEntry(indicator, row.goal if row.line else WHOLE, row))
    return tuple(entries)


def unit_entries(view: ReportView) -> tuple[UnitEntry, ...]:
    """Return annex I, one row per indicator, line and unit."""
    return tuple(
        UnitEntry(
            code=table.code,
            indicator=table.title,
            line=line or WHOLE,
            unit=row.code,
            unit_name=row.name,
            cell=_counted(cell) if table.counted else cell,
            note=(row.note if _applies(cell) else "") or NOTHING,
        )
        for table, position, line in _columns(view.indicators)
        for row, cell in _cells(table, position)
    )


def assumed_entries(view: ReportView) -> tuple[AssumedEntry, ...]:
    """Return the denominators that the bounds assume."""
    return tuple(
        AssumedEntry(row.code, row.line or WHOLE, row.unit, row.unit_name, row)
        for row in view.assumed
    )


def _columns(tables: Iterable[IndicatorTable]) -> Iterator[tuple[IndicatorTable, int, str]]:
    for table in tables:
        for position, line in enumerate(table.columns):
            yield table, position, line


def _cells(table: IndicatorTable, position: int) -> Iterator[tuple[UnitRow, UnitCell]]:
    for row in table.rows:
        yield row, row.cells[position]


def _applies(cell: UnitCell) -> bool:
    """Say whether the line is the unit's at all: notes are about the lines that are."""
    return cell.numerator.text != numbers.NOT_APPLICABLE


def _counted(cell: UnitCell) -> UnitCell:
    """Return a number of cases, which has neither denominator nor ratio."""
    none = (cell.denominator, cell.ratio)
    return UnitCell(
        cell.numerator, *(figures.symbol(numbers.NOT_APPLICABLE, one.of) for one in none)
    )


def activity_entries(groups: Sequence[ActivityGroup]) -> tuple[ActivityEntry, ...]:
    """Return the activities of some sections over the whole province."""
    return tuple(
        ActivityEntry(
            clause=group.clause,
            group=group.title,
            code=row.code,
            label=label,
            counted_in=row.counted_in or NOTHING,
            total=row.total,
            used=figures.count(row.used, f"{row.code} used"),
            expected=figures.count(row.expected, f"{row.code} expected"),
            note=_activity_note(row),
        )
        for group in groups
        for row, label in _labelled(group.rows)
    )


def unit_activity_entries(
    groups: Sequence[ActivityGroup], names: Mapping[str, str]
) -> tuple[UnitActivityEntry, ...]:
    """Return the activities of some sections by unit; `names` are those of `unit_names`."""
    return tuple(
        UnitActivityEntry(
            clause=group.clause,
            code=row.code,
            label=label,
            counted_in=row.counted_in or NOTHING,
            unit=unit,
            unit_name=names.get(unit, unit),
            value=value,
        )
        for group in groups
        for row, label in _labelled(group.rows)
        for unit, value in row.by_unit
    )


def unit_names(view: ReportView) -> dict[str, str]:
    """Return the name of every unit the view names, those that ended within the period too."""
    names = {row.code: row.name for table in view.indicators for row in table.rows}
    return names | {row.code: row.name for row in view.returns.rows}


def _labelled(rows: Sequence[ActivityRow]) -> Iterator[tuple[ActivityRow, str]]:
    """Yield each row with a label that stands alone: a "trong đó" names what it is part of."""
    whole = ""
    for row in rows:
        if not row.indent:
            whole = row.label
        yield row, f"{whole}, {lower_first(row.label)}" if row.indent else row.label


def _activity_note(row: ActivityRow) -> str:
    notes = [] if row.additive else [_NOT_ADDED]
    if row.missing:
        notes.append(f"chưa có số liệu: {', '.join(row.missing)}")
    return "; ".join(notes) or NOTHING
