"""The report as a workbook, from a template an office may edit: one table a sheet, real numbers.

Values are written as values, never as formulas. What a cell prints passes the register; text that
units or analysts wrote is never taken for a tag, a formula or an error.
"""

from __future__ import annotations

from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path
from zipfile import BadZipFile

from openpyxl import Workbook, load_workbook
from openpyxl.utils.exceptions import InvalidFileException

from lsreport.domain.clock import lang_son_day
from lsreport.errors import ConfigurationError
from lsreport.i18n import _
from lsreport.ooxml.pack import fixed_core, repack
from lsreport.ooxml.workbook import Refused, read_workbook
from lsreport.report import figures, numbers, tidy
from lsreport.report.cell_tags import cell_environment, filled_rows
from lsreport.report.cells import clean
from lsreport.report.chart import chart_entries, described, draw
from lsreport.report.docx import template
from lsreport.report.figures import Figure, Register
from lsreport.report.filled_sheets import fill_sheet
from lsreport.report.view_types import SYMBOLS, SYNTHETIC_LINE, ReportView

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
    path = template(WORKBOOK, templates)
    workbook = _opened(path)
    environment = cell_environment(register)
    entries = chart_entries(view)
    context = {**_context(view), "chart": entries}
    for sheet in workbook.worksheets:
        rows = filled_rows(sheet, environment, context, register, str(path))
        fill_sheet(sheet, rows)
        draw(sheet, rows, entries)
    _describe(workbook, view)
    packed = BytesIO()
    workbook.save(packed)
    moment = view.as_of or datetime.combine(view.window[1], datetime.min.time(), UTC)
    return repack(packed.getvalue(), patch=described(fixed_core(moment, _AUTHOR)))


def _opened(path: Path) -> Workbook:
    """Return the template; the bounded reader looks at it first, as at any file from outside."""
    try:
        read_workbook(path)
        return load_workbook(path)
    except (Refused, InvalidFileException, BadZipFile, KeyError, ValueError, TypeError) as error:
        raise ConfigurationError(
            _("{file}: not a sound Excel workbook (.xlsx). Save it from Excel in that format."),
            file=path,
        ) from error


def _context(view: ReportView) -> dict[str, object]:
    """Return what the tags of the template may name."""
    tasks = (view.direction, *view.activities)
    names = tidy.unit_names(view)
    return {
        "view": view,
        "synthetic_line": SYNTHETIC_LINE,
        "symbols": SYMBOLS,
        "nothing": tidy.NOTHING,
        "first_day": figures.day(view.window[0], "window first"),
        "last_day": figures.day(view.window[1], "window last"),
        "latest_receipt": _latest_receipt(view),
        "targets": tidy.target_entries(view),
        "assumed": view.assumed,
        "units": tidy.unit_entries(view),
        "activities": tidy.activity_entries(tasks),
        "unit_activities": tidy.unit_activity_entries(tasks, names),
        "funding": tidy.activity_entries((view.funding,)),
        "unit_funding": tidy.unit_activity_entries((view.funding,), names),
        "returns": tidy.return_entries(view),
        "cross_checks": view.cross_checks,
        "restatements": view.restatements,
        "restated": view.restated,
        "sources": tidy.source_entries(view),
    }


def _latest_receipt(view: ReportView) -> Figure:
    of = "latest receipt"
    if view.as_of is None:
        return figures.symbol(numbers.MISSING, of)
    return figures.day(lang_son_day(view.as_of), of)


def _describe(workbook: Workbook, view: ReportView) -> None:
    """Set the properties of the document, and let it open on its cover."""
    properties = workbook.properties
    properties.title = clean(view.subject)
    properties.subject = clean(view.plan_title)
    properties.language = _LANGUAGE
    properties.creator = properties.lastModifiedBy = _AUTHOR
    workbook.active = 0
    for position, sheet in enumerate(workbook.worksheets):
        sheet.sheet_view.tabSelected = position == 0
