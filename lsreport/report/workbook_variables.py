"""The variables of `report.xlsx`, and what its template must print."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from lsreport.i18n import _
from lsreport.report.annex_types import FindingRow, RestatedRow, TaskRow, WaiverRow
from lsreport.report.chart_tables import BarEntry, CoverageEntry, StandingEntry
from lsreport.report.reach_types import ReachColumn
from lsreport.report.template_variables import SYNTHETIC, Required
from lsreport.report.tidy import (
    ActivityEntry,
    AssumedEntry,
    TargetEntry,
    UnitActivityEntry,
    UnitEntry,
)
from lsreport.report.tidy_annexes import (
    AreaEntry,
    CrossCheckEntry,
    FileEntry,
    ReturnEntry,
    SourceEntry,
)
from lsreport.report.view_types import ReportView
from lsreport.report.workbook_cover import WorkbookCover


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkbookVariables(WorkbookCover):
    """Variables of `report.xlsx`."""

    view: ReportView
    targets: tuple[TargetEntry, ...]
    coverage: tuple[CoverageEntry, ...]
    """Behind the chart of results against levels."""
    reached: tuple[ReachColumn, ...]
    """Behind the chart of local units by where they stand."""
    trend: tuple[BarEntry, ...]
    """Behind the chart of periods."""
    standings: tuple[StandingEntry, ...]
    """Each local unit against each level."""
    assumed: tuple[AssumedEntry, ...]
    units: tuple[UnitEntry, ...]
    activities: tuple[ActivityEntry, ...]
    unit_activities: tuple[UnitActivityEntry, ...]
    funding: tuple[ActivityEntry, ...]
    unit_funding: tuple[UnitActivityEntry, ...]
    areas: tuple[AreaEntry, ...]
    returns: tuple[ReturnEntry, ...]
    tasks: tuple[TaskRow, ...]
    findings: tuple[FindingRow, ...]
    cross_checks: tuple[CrossCheckEntry, ...]
    waivers: tuple[WaiverRow, ...]
    resent: tuple[ReturnEntry, ...]
    restated: tuple[RestatedRow, ...]
    sources: tuple[SourceEntry, ...]
    files: tuple[FileEntry, ...]

    words: ClassVar[tuple[str, ...]] = ()
    required: ClassVar[tuple[Required, ...]] = (
        SYNTHETIC,
        Required(_("the subject"), ("view.subject",)),
        Required(_("the results of the targets"), ("targets[].row.numerator",)),
        Required(_("the verdicts"), ("targets[].row.verdict_text",)),
        Required(_("the bounds"), ("targets[].row.low",)),
        Required(_("the assumed denominators"), ("assumed[].row.denominator",)),
        Required(_("the figures by unit"), ("units[].cell.numerator",)),
        Required(_("the activities"), ("activities[].total",)),
        Required(_("the funding"), ("funding[].total",)),
        Required(_("the returns"), ("returns[].row.name",)),
        Required(_("the sources"), ("sources[].row.value",)),
        Required(_("the table symbols"), ("symbols[][1]",)),
    )
