"""Write the form of one unit and period: a protected workbook; the same facts, the same bytes."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from io import BytesIO
from typing import Any

import xlsxwriter
from xlsxwriter.utility import xl_col_to_name

from lsreport.domain.period import Period
from lsreport.domain.unit import Unit
from lsreport.excel.cover import draw_cover
from lsreport.excel.drawing import Sheetful
from lsreport.excel.formulas import sheet_formulas
from lsreport.excel.frame import FormSheet, Layout, TableKind
from lsreport.excel.guide import draw_guide
from lsreport.excel.identity import IDENTITY_SHEET, PROPERTY_PREFIX, identity_facts
from lsreport.excel.layout import fingerprint, form_layout
from lsreport.excel.prefill import Prefilled
from lsreport.excel.styles import FONT, TEXT_SIZE, Styles
from lsreport.excel.tables import draw_tables, draw_texts
from lsreport.excel.validation import answers
from lsreport.excel.wording import period_in_words
from lsreport.indicators.plan import Choice, Plan
from lsreport.ooxml.pack import repack

__all__ = ["Prefilled", "form_name", "write_form"]

_LISTS_COLUMN = 3
_FIRST_SENDING = {"@sending": Prefilled(1, "")}


def form_name(unit: Unit, period: Period) -> str:
    """Return the file name of a form, such as `2025-H1-178.xlsx`."""
    return f"{period.id}-{unit.code}.xlsx"


def write_form(
    plan: Plan,
    unit: Unit,
    period: Period,
    prefill: Mapping[str, Prefilled],
    *,
    typed: Mapping[str, int | str] | None = None,
) -> bytes:
    """Return the workbook that `unit` fills in for `period`, with what is known of it filled in.

    `typed` puts figures and words into input cells, cover included, as a clerk would: for samples
    and examples. A number given as text is written as text. Keys that the form does not ask for
    are left aside.

    Raises:
        ConfigurationError: no version of the form is issued for the period.
        ValueError: a definition or label of the plan does not fit a prompt of Excel.
    """
    layout = form_layout(plan, unit, period)
    target = BytesIO()
    workbook = xlsxwriter.Workbook(target, _options())
    _set_properties(workbook, layout, plan)
    styles = Styles(workbook)
    pages = [workbook.add_worksheet(one.sheet.title) for one in layout.sheets]
    lists = _draw_identity(workbook, layout)
    known = {**_FIRST_SENDING, **prefill}
    for page, form_sheet in zip(pages, layout.sheets, strict=True):
        formulas = sheet_formulas(plan, form_sheet)
        drawn = Sheetful(
            plan, layout, styles, lists, known, typed or {}, page, form_sheet, formulas
        )
        _draw(drawn, layout)
        drawn.write_rules()
    workbook.close()
    return repack(target.getvalue())


def _options() -> dict[str, object]:
    """Return the options of a workbook; XlsxWriter changes what it is given, so never shared."""
    return {
        "in_memory": True,
        # What a unit once typed stays text when it comes back, whatever it looks like.
        "strings_to_formulas": False,
        "strings_to_urls": False,
        # Column widths count digits of the default font: one that offices without Calibri have too.
        "default_format_properties": {"font_name": FONT, "font_size": TEXT_SIZE},
    }


def _draw(sheet: Sheetful, layout: Layout) -> None:
    kind = sheet.form_sheet.sheet.kind
    if kind == "cover":
        draw_cover(sheet, [one for one in layout.sheets if _has_figures(one)])
    elif kind == "guide":
        draw_guide(sheet)
    elif _has_figures(sheet.form_sheet):
        draw_tables(sheet)
    else:
        draw_texts(sheet)


def _has_figures(form_sheet: FormSheet) -> bool:
    figures = {TableKind.COVERAGE, TableKind.FIGURES}
    return any(table.kind in figures for table in form_sheet.tables)


def _set_properties(workbook: Any, layout: Layout, plan: Plan) -> None:
    opened = datetime.combine(layout.window[1], datetime.min.time())
    workbook.set_properties(
        {
            "title": f"{layout.unit.name}: {period_in_words(layout.period)}",
            "subject": plan.title,
            "author": layout.issuer,
            "created": opened,  # any fixed moment of the period will do: a clock would not
        }
    )
    for name, fact in identity_facts(layout.identity).items():
        workbook.set_custom_property(f"{PROPERTY_PREFIX}{name}", fact, "text")


def _draw_identity(workbook: Any, layout: Layout) -> dict[tuple[Choice, ...], str]:
    """Write the hidden sheet: identity and fingerprint, and the answers that lists offer.

    Returns the range of the answers of each set of choices.
    """
    page = workbook.add_worksheet(IDENTITY_SHEET)
    page.very_hidden()
    page.protect()
    facts = {**identity_facts(layout.identity), "fingerprint": fingerprint(layout)}
    for line, (key, fact) in enumerate(facts.items()):
        page.write_string(line, 0, key)
        page.write_string(line, 1, fact)
    sets = dict.fromkeys(
        row.choices
        for form_sheet in layout.sheets
        for table in form_sheet.tables
        for row in table.rows
        if row.choices
    )
    ranges = {}
    for column, choices in enumerate(sets, _LISTS_COLUMN):
        page.write_column(0, column, answers(choices))
        name = xl_col_to_name(column)
        ranges[choices] = f"='{IDENTITY_SHEET}'!${name}$1:${name}${len(choices)}"
    return ranges
