"""What drawing the sheets of a form shares: the page, its input cells, labels and code rows."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from lsreport.excel.formulas import SheetFormulas
from lsreport.excel.frame import (
    CODE_COLUMN,
    LABEL_COLUMN,
    FormRow,
    FormSheet,
    Layout,
    RowKind,
    Table,
    TableKind,
)
from lsreport.excel.identity import form_code
from lsreport.excel.prefill import Prefilled
from lsreport.excel.styles import Styles
from lsreport.excel.validation import InputRule, answers, input_rule, value_of
from lsreport.indicators.asks import key_of
from lsreport.indicators.plan import Choice, Plan

_A4 = 9
_TOKEN_HEIGHT = 9.0
_MARGINS = {"left": 0.45, "right": 0.45, "top": 0.5, "bottom": 0.6}
_LABEL_STYLES = {
    RowKind.TICK: "label_tick",
    RowKind.SUM: "label_sum",
    RowKind.GRID: "label_part",
}
_PART_OF = "trong đó"
_ISO_DATE = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)


@dataclass(frozen=True, slots=True)
class Sheetful:
    """What drawing one sheet needs."""

    plan: Plan
    layout: Layout
    styles: Styles
    lists: Mapping[tuple[Choice, ...], str]
    """Range of the answers of each set of choices."""
    prefill: Mapping[str, Prefilled]
    typed: Mapping[str, int | str]
    """What stands in input cells as if the unit had typed it."""
    page: Any
    """XlsxWriter worksheet."""
    form_sheet: FormSheet
    formulas: SheetFormulas
    rules: dict[InputRule, list[tuple[int, int]]] = field(default_factory=dict)
    """Cells that each rule holds for, as row and column from 0."""

    def write_rules(self) -> None:
        """Write each rule once, for all its cells."""
        for rule, cells in self.rules.items():
            line, column = cells[0]
            others = [[line, column, line, column] for line, column in cells[1:]]
            options = {**rule.options, "other_cells": others} if others else rule.options
            self.page.data_validation(line, column, line, column, options)


def set_page(sheet: Sheetful, widths: list[float], *, landscape: bool = False) -> None:
    """Protect a sheet and set it up for A4: one page wide, form code and page number below.

    There is no password: the protection keeps a clerk from slips, not from needs.
    """
    page = sheet.page
    for column, width in enumerate(widths):
        page.set_column(column, column, width)
    page.protect("", {"format_columns": True, "format_rows": True})
    page.set_paper(_A4)
    if landscape:
        page.set_landscape()
    page.fit_to_pages(1, 0)
    page.set_margins(**_MARGINS)
    page.center_horizontally()
    page.hide_gridlines(2)
    code, name, title = (
        text.replace("&", "&&")
        for text in (
            form_code(sheet.layout.identity),
            sheet.layout.unit.name,
            sheet.form_sheet.sheet.title,
        )
    )
    page.set_footer(f"&L&8{code} · {name}&C&8Trang &P/&N&R&8{title}")


def draw_tokens(sheet: Sheetful, table: Table) -> None:
    """Draw the code row of a table, which tells readers what its columns are."""
    page, style = sheet.page, sheet.styles["token"]
    code, *facets = table.tokens
    page.write_string(table.code_line, CODE_COLUMN, code, style)
    for offset, token in enumerate(facets):
        page.write_string(table.code_line, table.first_column + offset, token, style)
    page.set_row(table.code_line, _TOKEN_HEIGHT)


def draw_label(sheet: Sheetful, row: FormRow) -> None:
    """Draw the code and the label of a row."""
    style = _LABEL_STYLES.get(row.kind, "label")
    if row.label.lower().startswith(_PART_OF):
        style = "label_part"
    if row.code:
        sheet.page.write_string(row.line, CODE_COLUMN, row.code, sheet.styles["code"])
    sheet.page.write_string(row.line, LABEL_COLUMN, row.label, sheet.styles[style])


def draw_box(sheet: Sheetful, table: Table, row: FormRow, facet: str) -> None:
    """Draw an input cell: unlocked, coloured, prefilled where something is known, with its rule."""
    line, column = row.line, table.column(facet)
    kind, key = value_of(row, facet), key_of(row.code, facet)
    known = sheet.prefill.get(key)
    style = sheet.styles[f"{'input' if known is None else 'prefilled'}_{_look(table, row, kind)}"]
    value = sheet.typed.get(key, None if known is None else known.value)
    if value is None:
        sheet.page.write_blank(line, column, None, style)
    else:
        sheet.page.write(line, column, _written(value, kind, row), style)
    rule = input_rule(row, facet, sheet.plan.thresholds, sheet.lists)
    sheet.rules.setdefault(rule, []).append((line, column))


def _look(table: Table, row: FormRow, kind: str) -> str:
    """Return how a kind of value looks where it stands."""
    if kind == "text":
        return "text" if row.kind is RowKind.COVER or table.kind is TableKind.FIGURES else "prose"
    if kind == "count" and row.kind is RowKind.COVER:
        return "ordinal"
    return "choice" if kind == "case" else kind


def _written(value: int | str, kind: str, row: FormRow) -> object:
    """Return a figure as its cell holds it; text that is no answer or date stays text."""
    if kind == "money" and isinstance(value, int):
        return value / 1000
    if kind == "choice":
        chosen = tuple(choice for choice in row.choices if choice.value == value)
        return answers(chosen)[0] if chosen else value
    if kind == "date" and isinstance(value, str) and _ISO_DATE.fullmatch(value):
        return datetime.combine(date.fromisoformat(value), datetime.min.time())
    return value
