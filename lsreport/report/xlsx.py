"""The report as a workbook, from a template an office may edit: one table a sheet, real numbers.

Values are written as values, never as formulas. What a cell prints passes the register; text that
units or analysts wrote is never taken for a tag, a formula or an error.
"""

from __future__ import annotations

from collections.abc import Sequence
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING

from openpyxl import Workbook, load_workbook

from lsreport.ooxml.pack import fixed_core, repack
from lsreport.report import chart_tables, tidy, tidy_annexes
from lsreport.report.cell_tags import cell_environment, filled_rows
from lsreport.report.chart import SheetCharts
from lsreport.report.charted import Chart
from lsreport.report.docx import PACKAGED, template
from lsreport.report.figures import Register
from lsreport.report.filled_sheets import fill_sheet
from lsreport.report.native_values import clean
from lsreport.report.template_check import require_sound
from lsreport.report.template_variables import values_of
from lsreport.report.trend import TREND
from lsreport.report.view_types import DocumentView, ReportView
from lsreport.report.workbook_cover import cover_of
from lsreport.report.workbook_variables import WorkbookVariables

if TYPE_CHECKING:
    from _typeshed import DataclassInstance

WORKBOOK = "report.xlsx"
_AUTHOR = "lsreport"
_LANGUAGE = "vi-VN"


def render_workbook(view: ReportView, register: Register, templates: Path | None = None) -> bytes:
    """Return the report as XLSX; `register` takes every figure it prints.

    `templates` is the office's own folder of changed templates; what is not in it is packaged.

    Raises:
        ConfigurationError: the template is no XLSX or its tags are wrong; file, sheet and cell
            are named.
    """
    return fill_workbook(
        template(WORKBOOK, templates),
        _variables(view),
        view.charts,
        register,
        view,
    )


def fill_workbook(
    path: Path,
    variables: DataclassInstance,
    charts: Sequence[Chart],
    register: Register,
    view: DocumentView,
) -> bytes:
    """Return the template at `path` as a workbook, filled in with the fields of `variables`.

    A template that is not packaged is checked first. Each chart is drawn on the sheet that prints
    its numbers. Its properties are those of `view`.

    Raises:
        ConfigurationError: the template is no XLSX or its tags are wrong; file, sheet and cell
            are named.
    """
    if path.parent != PACKAGED:
        require_sound(path, type(variables))
    workbook = load_workbook(path)
    environment = cell_environment(register)
    context = values_of(variables)
    drawn = SheetCharts(charts)
    for sheet in workbook.worksheets:
        rows = filled_rows(sheet, environment, context, register, str(path))
        fill_sheet(sheet, rows)
        drawn.draw(sheet, rows)
    _describe(workbook, view.subject, view.plan_title)
    packed = BytesIO()
    workbook.save(packed)
    written = packed.getvalue()
    return repack(written, patch=drawn.patch(written, fixed_core(view.moment, _AUTHOR)))


def _variables(view: ReportView) -> WorkbookVariables:
    """Return what the tags of the template may name."""
    tasks = (view.direction, *view.activities)
    names = tidy.unit_names(view)
    return WorkbookVariables(
        view=view,
        **cover_of(view),
        targets=tidy.target_entries(view),
        assumed=tidy.assumed_entries(view),
        units=tidy.unit_entries(view),
        activities=tidy.activity_entries(tasks),
        unit_activities=tidy.unit_activity_entries(tasks, names),
        funding=tidy.activity_entries((view.funding,)),
        unit_funding=tidy.unit_activity_entries((view.funding,), names),
        areas=tidy_annexes.area_entries(view),
        returns=tidy_annexes.return_entries(view),
        tasks=view.tasks,
        findings=tidy_annexes.finding_entries(view),
        cross_checks=tidy_annexes.cross_check_entries(view),
        waivers=view.waivers,
        resent=tidy_annexes.resent_entries(view),
        restated=view.restated,
        sources=tidy_annexes.source_entries(view),
        files=tidy_annexes.file_entries(view),
        coverage=chart_tables.coverage_entries(view),
        reached=view.reach.columns if view.reach else (),
        trend=chart_tables.bar_entries(chart_tables.chart_of(view, TREND)),
        standings=chart_tables.standing_entries(view),
    )


def _describe(workbook: Workbook, title: str, subject: str) -> None:
    """Set the properties of the document, and let it open on its cover."""
    properties = workbook.properties
    properties.title = clean(title)
    properties.subject = clean(subject)
    properties.language = _LANGUAGE
    properties.creator = properties.lastModifiedBy = _AUTHOR
    workbook.active = 0
    for position, sheet in enumerate(workbook.worksheets):
        sheet.sheet_view.tabSelected = position == 0
