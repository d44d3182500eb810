"""Lay out the form of one unit and period: which rows the plan asks for, and where they stand."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from itertools import groupby

from lsreport.domain.period import Period
from lsreport.domain.unit import Unit
from lsreport.errors import ConfigurationError
from lsreport.excel.frame import (
    COLUMNS,
    LABEL_COLUMN,
    Box,
    FormRow,
    FormSheet,
    Group,
    Layout,
    RowKind,
    Table,
    TableKind,
    boxes,
    fingerprint,
    fingerprint_of,
    skeleton,
)
from lsreport.excel.identity import Identity
from lsreport.excel.keys import FORM_CODE_ROW
from lsreport.i18n import _
from lsreport.indicators.asks import blocks_of, input_facets
from lsreport.indicators.calendar import due
from lsreport.indicators.plan import Block, Choice, Element, GridRow, Plan, Sheet
from lsreport.indicators.units import unit_window

__all__ = [
    "Box",
    "Layout",
    "boxes",
    "fingerprint",
    "fingerprint_of",
    "form_layout",
    "form_version",
    "skeleton",
]

COVER_FIELDS = {
    "@sending": "Lần gửi (lần đầu: 1)",
    "@contact": "Người lập biểu, điện thoại cơ quan",
    "@signer": "Người ký báo cáo, chức vụ",
    "@paper_number": "Số, ký hiệu báo cáo giấy",
    "@paper_date": "Ngày, tháng, năm báo cáo giấy",
    "@on_behalf_by": "Nhập thay: người nhập, cơ quan",
    "@on_behalf_from": "Nhập thay: nhập từ văn bản nào",
}
"""What the cover asks for, by row code."""
COVER_FIELDS_LINE = 18
"""Row of the first of them, from 0; the writer draws the rows above."""

_HEADINGS = 3
"""Rows above the first table of a sheet: heading, unit and period, note."""
_COORDINATOR = "coordinator"
_KIND_OF_BLOCK = {"coverage": TableKind.COVERAGE, "text": TableKind.TEXTS}
_Rows = tuple[Element, ...]


def form_version(plan: Plan, day: date) -> str:
    """Return the version of the form issued for windows that end on `day`.

    Raises:
        ConfigurationError: the plan has none.
    """
    issued = next((one.id for one in plan.form_versions if one.holds(day)), None)
    if issued is None:
        raise ConfigurationError(
            _("forms.toml: no form version holds on {day}. Add one, or lengthen the last."),
            day=day,
        )
    return issued


def form_layout(plan: Plan, unit: Unit, period: Period) -> Layout:
    """Return the form that `unit` fills in for `period`.

    Raises:
        ConfigurationError: no version of the form is issued for the period.
    """
    days = unit_window(plan, unit, period)
    plan = plan.worded_on(days[1])
    version = form_version(plan, days[1])
    blocks = tuple(_blocks(plan, unit, days[1]))
    sheets = (_sheet(plan, sheet, blocks) for sheet in plan.sheets)
    issuer = next((one for one in plan.units_on(days[1]) if one.plays((_COORDINATOR,))), unit)
    return Layout(
        identity=Identity(plan.id, unit.code, period, version),
        unit=unit,
        issuer=issuer.name,
        period=period,
        window=days,
        due=due(plan, period),
        sheets=tuple(one for one in sheets if one.tables or one.sheet.kind == "guide"),
    )


class _Lines:
    """Hands out rows of a sheet from top to bottom."""

    def __init__(self, first: int) -> None:
        self.next = first

    def take(self, count: int = 1) -> int:
        """Return the next row and skip `count` of them."""
        line = self.next
        self.next += count
        return line


def _blocks(plan: Plan, unit: Unit, day: date) -> Iterator[tuple[Block, _Rows | list[GridRow]]]:
    """Yield the blocks of the form, those that break others down included, with their rows."""
    asked = dict(blocks_of(plan, unit, day))
    cases = {element.code for rows in asked.values() for element in rows}
    for block in plan.blocks:
        if block in asked:
            yield block, asked[block]
        elif block.layout == "grid" and block.holds(day):
            grid = [row for row in plan.grids if row.block == block.code and row.element in cases]
            if grid:
                yield block, grid


def _sheet(
    plan: Plan, sheet: Sheet, blocks: Sequence[tuple[Block, _Rows | list[GridRow]]]
) -> FormSheet:
    if sheet.kind == "cover":
        return FormSheet(sheet, (_cover_table(),))
    lines = _Lines(_HEADINGS)
    own = [(block, rows) for block, rows in blocks if block.sheet == sheet.code]
    tables: list[Table] = []
    for kind, together in groupby(own, key=lambda one: _kind(one[0])):
        if tables:
            lines.take()
        tables.append(_table(plan, kind, list(together), lines))
    return FormSheet(sheet, tuple(tables))


def _kind(block: Block) -> TableKind:
    return _KIND_OF_BLOCK.get(block.layout, TableKind.FIGURES)


def _cover_table() -> Table:
    code = FormRow(RowKind.COVER, FORM_CODE_ROW, "Mã biểu", line=1, formulas=("value",))
    fields = (
        FormRow(RowKind.COVER, field, label, COVER_FIELDS_LINE + position, inputs=("value",))
        for position, (field, label) in enumerate(COVER_FIELDS.items())
    )
    group = Group(title="", note="", line=0, rows=(code, *fields))
    return Table(TableKind.COVER, ("value",), LABEL_COLUMN + 1, header_line=0, groups=(group,))


def _table(
    plan: Plan,
    kind: TableKind,
    blocks: Sequence[tuple[Block, _Rows | list[GridRow]]],
    lines: _Lines,
) -> Table:
    header = lines.take(3)
    groups = tuple(_group(plan, block, rows, lines) for block, rows in blocks)
    shown = {
        facet for group in groups for row in group.rows for facet in (*row.inputs, *row.formulas)
    }
    facets = tuple(facet for facet in COLUMNS[kind] if facet in shown)
    counted = kind is TableKind.FIGURES  # a column with the counting unit stands before its figures
    return Table(kind, facets, LABEL_COLUMN + (2 if counted else 1), header, groups)


def _group(plan: Plan, block: Block, rows: _Rows | list[GridRow], lines: _Lines) -> Group:
    title = lines.take()
    drawn: list[FormRow] = []
    if block.tick is not None:
        drawn.append(
            FormRow(
                RowKind.TICK,
                block.tick,
                f"{block.tick_label} (đánh dấu x)",
                lines.take(),
                inputs=("value",),
                clause=block.clause,
            )
        )
    for row in rows:
        if isinstance(row, Element):
            drawn.append(_element_row(plan, row, lines.take()))
        else:
            if drawn[-1:] == [] or drawn[-1].element != plan.elements[row.element]:
                drawn.append(_sum_row(plan.elements[row.element], row, lines.take()))
            drawn.append(_grid_row(plan.elements[row.element], row, lines.take()))
    return Group(block.title, block.note, title, tuple(drawn))


def _element_row(plan: Plan, element: Element, line: int) -> FormRow:
    return FormRow(
        RowKind.FIGURE,
        element.code,
        element.label,
        line,
        inputs=input_facets(element),
        formulas=_formula_facets(element),
        element=element,
        choices=_choices(plan, element),
        clause=element.clause,
    )


def _formula_facets(element: Element) -> tuple[str, ...]:
    """Return the facets the form fills in itself: CL_CK, a borrowed total, covered and the rate."""
    if element.formula:
        return ("value",)
    total = () if element.total_of is None else ("total",)
    if element.measure == "cumulative":
        return (*total, "covered", "rate")
    return (*total, "rate") if element.measure == "reach" else ()


def _choices(plan: Plan, element: Element) -> tuple[Choice, ...]:
    return plan.bases if element.measure == "reach" else element.choices


def _sum_row(element: Element, grid: GridRow, line: int) -> FormRow:
    facets = ("value",) if grid.facets == ("value",) else ("value", *grid.facets)
    return FormRow(RowKind.SUM, "", element.label, line, formulas=facets, element=element)


def _grid_row(element: Element, grid: GridRow, line: int) -> FormRow:
    return FormRow(
        RowKind.GRID,
        grid.code,
        grid.label,
        line,
        inputs=grid.facets,
        formulas=() if "value" in grid.facets else ("value",),
        element=element,
        clause=element.clause,
    )
