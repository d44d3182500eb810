"""What the annexes of a report say, ready to print: parts of `ReportView`.

Masking is done: what only the office may read is in `working_types`.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

from lsreport.domain.unit import Standing
from lsreport.report import figures
from lsreport.report.figures import Figure, Printable, Prose

ReturnState = Literal["on_time", "late", "rejected", "missing"]

TASK_SECTIONS = ("I.2", "III.1", "III.2", "III.3", "III.4", "III.5", "III.6", "IV")
"""Sections of the plan that annex III has a column for."""


@dataclass(frozen=True, slots=True)
class UnitCell:
    """One unit's part of an indicator or line."""

    numerator: Figure
    denominator: Figure
    ratio: Figure


@dataclass(frozen=True, slots=True)
class UnitRow:
    """One unit in the table of an indicator."""

    code: str
    name: str
    cells: tuple[UnitCell, ...]
    """One per column of the table."""
    note: str
    """Why a figure is missing, whose reach year was used, or that it is an estimate."""


@dataclass(frozen=True, slots=True)
class IndicatorTable:
    """Annex I: one indicator by unit."""

    code: str
    clause: str
    title: str
    columns: tuple[str, ...]
    """Names of the lines, a single empty name without lines."""
    counted: bool
    """True where only a number of cases is shown, without denominator and ratio (1.1)."""
    rows: tuple[UnitRow, ...]
    total: tuple[UnitCell, ...]
    """Whole province, one per column."""


@dataclass(frozen=True, slots=True)
class AreaRow:
    """An area that units of today and former ones both cover, against last year."""

    name: str
    used: Figure
    """Units of today with figures."""
    expected: Figure
    """Units of today of the area."""
    reported: Prose
    """Both in one text: `5/5`."""
    previous: Figure
    numerator: Figure
    denominator: Figure
    ratio: Figure
    change: Figure
    """Points against last year; `…` unless every unit of both years gave its figures."""
    note: str


@dataclass(frozen=True, slots=True)
class AreaTable:
    """One indicator or line by area."""

    code: str
    """Code of the indicator."""
    line: str
    """Name of the line, empty without lines."""
    title: str
    rows: tuple[AreaRow, ...]


@dataclass(frozen=True, slots=True)
class ReturnRow:
    """Annex II: one expected return."""

    code: str
    name: str
    standing: Standing
    state: ReturnState
    state_text: str
    received: date | None
    """Day (UTC+7) the return counts as received."""
    revision: int | None
    errors: int
    queries: int
    note: str
    """Rejected file, data entered on behalf, a later revision."""

    @property
    def nth(self) -> Figure | str:
        """The revision as a figure, empty without one."""
        of = f"returns revision @{self.code}"
        return "" if self.revision is None else figures.count(self.revision, of)


@dataclass(frozen=True, slots=True)
class ReturnTotals:
    """Counts of returns."""

    expected: int
    received: int
    on_time: int
    late: int
    missing: tuple[str, ...]
    """Names of the units without an accepted return."""
    rejected: tuple[str, ...] = ()
    """Those of them whose file was not accepted."""

    @property
    def silent(self) -> tuple[str, ...]:
        """Names of the units that sent nothing."""
        return tuple(name for name in self.missing if name not in self.rejected)


@dataclass(frozen=True, slots=True)
class Returns:
    """What was received, and when."""

    every: ReturnTotals
    must: ReturnTotals
    requested: ReturnTotals
    rows: tuple[ReturnRow, ...]
    """Units that must report first, then those that are requested to, in the order of the plan."""
    sentence: Prose


@dataclass(frozen=True, slots=True)
class TaskRow:
    """Annex III: what one unit has to show for its tasks in part V of the plan."""

    clause: str
    unit: str
    states: tuple[str | Figure, ...]
    """One per section of `TASK_SECTIONS`: `Có` for a result above zero, `0` for declared zeros,
    `…` without figures, `x` where the plan asks the unit for none."""


@dataclass(frozen=True, slots=True)
class TaskLine:
    """A line of annex III: one unit, or the units of one area where they are many."""

    clause: str
    unit: str
    states: tuple[Printable, ...]
    """One per section of `TASK_SECTIONS`: of a unit as in `TaskRow`, of an area `5/7`, the units
    with a result among those asked, and in brackets how many have no figures."""


@dataclass(frozen=True, slots=True)
class CrossCheckRow:
    """Two reporters' figures of the same thing, side by side; neither is added to the other."""

    code: str
    clause: str
    name: str
    left_label: str
    left: Figure
    right_label: str
    right: Figure
    difference: Figure
    """Left less right; `…` where a reporter of either side is missing."""
    note: str
    """What the pair differs by, and whether a reporter is missing."""
    differs: str = ""
    """What the pair differs by, for a table that says once what `…` means."""


@dataclass(frozen=True, slots=True)
class Restatement:
    """Annex IV: a return that was sent again, or a finding that was waived."""

    unit: str
    text: Prose


@dataclass(frozen=True, slots=True)
class RestatedRow:
    """Annex IV: a figure of a released report that a later return changed."""

    period: str
    """`6 tháng đầu năm 2024`."""
    unit: str
    label: str
    """The element and column as the form prints them."""
    was: Figure | Prose
    now: Figure | Prose
    why: Prose
    """The unit's own reason where it gave one, else that it sent the return again."""
    verdict: str
    """Per indicator of the element, whether its verdict changed."""


@dataclass(frozen=True, slots=True)
class FindingRow:
    """An open finding: what a unit is asked to check again, or why a figure is not used."""

    unit: str
    """Code; empty for a finding about the period."""
    unit_name: str
    kind: str
    """What it asks: `Lỗi, số liệu chưa được sử dụng`."""
    rule: str
    label: str
    """The element it is about, empty for a whole return."""
    where: str
    """`sheet!cell` in the unit's workbook, `Cả báo cáo` without one."""
    message: str
    """Without its numbers where they could point to a child."""
    remedy: str


@dataclass(frozen=True, slots=True)
class WaiverRow:
    """A figure the office accepted although a check asks about it."""

    unit: str
    """Code of the unit."""
    unit_name: str
    rule: str
    label: str
    seen: Figure | str
    """The accepted figure, masked like everything else."""
    until: str
    """Last period it holds for: `năm 2024`."""
    who: str
    why: str


@dataclass(frozen=True, slots=True)
class SourceRow:
    """One cell the report rests on."""

    figures: tuple[str, ...]
    """Codes of the indicators and activities that use it."""
    unit: str
    unit_name: str
    period: str
    key: str
    label: str
    value: Figure
    """Masked like everything else."""
    file: str
    sheet: str
    cell: str
    revision: int
    sha256: str


@dataclass(frozen=True, slots=True)
class AssumedRow:
    """A denominator that the bounds assume for a unit without usable figures."""

    code: str
    """Indicator code."""
    line: str
    """Name of the line, empty without lines."""
    unit: str
    unit_name: str
    denominator: Figure
    source: str
    """Where it was taken from."""
