"""Draws the sheets of a form that hold figures, and the one that holds narratives."""

from __future__ import annotations

from collections.abc import Iterator

from xlsxwriter.utility import xl_col_to_name, xl_rowcol_to_cell

from lsreport.excel.drawing import Sheetful, draw_box, draw_label, draw_tokens, set_page
from lsreport.excel.frame import (
    LABEL_COLUMN,
    FormRow,
    FormSheet,
    Group,
    RowKind,
    Table,
    TableKind,
)
from lsreport.excel.headings import (
    AFTER_HEADINGS,
    draw_heading,
    draw_table_heading,
    draw_title,
)
from lsreport.excel.styles import (
    ERROR_COLOUR,
    NOTE_SIZE,
    TEXT_SIZE,
    UNUSED_COLOUR,
    line_count,
    row_height,
)
from lsreport.excel.validation import first_sentence, value_of

_COVERAGE_WIDTHS = [7.0, 33.0]
_FIGURES_WIDTHS = [12.0, 42.0, 9.0]
_TEXTS_WIDTHS = [6.5, 24.0, 96.0]
_FACET_WIDTHS = {
    "total": 10.0,
    "base": 10.0,
    "gains": 8.0,
    "losses": 8.0,
    "covered": 10.0,
    "reached": 10.0,
    "basis": 9.5,
    "rate": 8.0,
    "case": 10.0,
    "reason": 12.0,
    "value": 11.5,
    "male": 7.0,
    "female": 7.0,
}
_CHECK, _CLAUSE, _ASIDE = range(len(AFTER_HEADINGS))
_AFTER_WIDTHS = [13.0, 8.0, 35.0]
_PROSE_HEIGHT = 120.0
_SOURCE_WORDS = {"total": "tổng số", "base": "lũy kế"}


def draw_tables(sheet: Sheetful) -> None:
    """Draw a sheet of figures: its heading, then its tables one below the other."""
    form_sheet, page = sheet.form_sheet, sheet.page
    first = form_sheet.tables[0]
    widths = _column_widths(form_sheet)
    set_page(sheet, widths, landscape=first.kind is TableKind.COVERAGE)
    draw_heading(sheet, widths)
    for table in form_sheet.tables:
        draw_table_heading(sheet, table, widths)
        for group in table.groups:
            _draw_group(sheet, table, group)
        _colour(sheet, table)
    page.freeze_panes(first.code_line + 1, LABEL_COLUMN + 1)
    page.repeat_rows(first.header_line, first.code_line)
    page.print_area(0, 0, form_sheet.last_line, len(widths) - 1)


def draw_texts(sheet: Sheetful) -> None:
    """Draw a sheet of narratives: wide cells, and the warning that no child may be named."""
    form_sheet, page, header = sheet.form_sheet, sheet.page, sheet.styles["header"]
    set_page(sheet, _TEXTS_WIDTHS)
    draw_heading(sheet, _TEXTS_WIDTHS, note_style="warning")
    for table in form_sheet.tables:
        page.write(table.header_line, LABEL_COLUMN, "Nội dung", header)
        page.write(table.header_line, LABEL_COLUMN + 1, "Đơn vị ghi, chỉ số liệu tổng hợp", header)
        draw_tokens(sheet, table)
        for group in table.groups:
            draw_title(sheet, group, LABEL_COLUMN + 1)
            for row in group.rows:
                draw_label(sheet, row)
                draw_box(sheet, table, row, "value")
                prose = value_of(row, "value") == "text"
                page.set_row(row.line, _PROSE_HEIGHT if prose else row_height((2, TEXT_SIZE)))
    first = form_sheet.tables[0]
    page.repeat_rows(first.header_line, first.code_line)
    page.print_area(0, 0, form_sheet.last_line, LABEL_COLUMN + 1)


def check_ranges(form_sheet: FormSheet) -> Iterator[str]:
    """Yield the ranges of the check cells of a sheet, its name included, as formulas name them."""
    column = form_sheet.after_columns + _CHECK
    name = form_sheet.sheet.title.replace("'", "''")
    for table in form_sheet.tables:
        first, last = (xl_rowcol_to_cell(line, column, True, True) for line in _ends(table))
        yield f"'{name}'!{first}:{last}"


def _column_widths(form_sheet: FormSheet) -> list[float]:
    """Return the width of every column of a sheet, as its first table needs them."""
    table = form_sheet.tables[0]
    before = _COVERAGE_WIDTHS if table.kind is TableKind.COVERAGE else _FIGURES_WIDTHS
    widths = [*before, *(_FACET_WIDTHS[facet] for facet in table.facets)]
    others = form_sheet.after_columns - len(widths)
    return [*widths, *([_FACET_WIDTHS["value"]] * others), *_AFTER_WIDTHS]


def _ends(table: Table) -> tuple[int, int]:
    """Return the first and last row of a table."""
    lines = [row.line for row in table.rows]
    return lines[0], lines[-1]


def _draw_group(sheet: Sheetful, table: Table, group: Group) -> None:
    page, styles, after = sheet.page, sheet.styles, sheet.form_sheet.after_columns
    draw_title(sheet, group, after + _ASIDE)
    for row in group.rows:
        draw_label(sheet, row)
        if table.kind is TableKind.FIGURES:
            counted = row.element.counted_in if row.element is not None else ""
            page.write_string(row.line, LABEL_COLUMN + 1, counted, styles["counted"])
        for facet in table.facets:
            _draw_cell(sheet, table, group, row, facet)
        for column in range(table.first_column + len(table.facets), after):
            page.write_blank(row.line, column, None, styles["unused"])
        _draw_after(sheet, table, group, row)


def _draw_cell(sheet: Sheetful, table: Table, group: Group, row: FormRow, facet: str) -> None:
    column = table.column(facet)
    if facet in row.inputs:
        draw_box(sheet, table, row, facet)
    elif facet in row.formulas:
        style = sheet.styles["formula_rate" if facet == "rate" else "formula_count"]
        formula = sheet.formulas.figure(table, group, row, facet)
        # Without a stored value of its own a formula would be written as an explicit zero.
        sheet.page.write_formula(row.line, column, formula, style, "")
    else:
        sheet.page.write_blank(row.line, column, None, sheet.styles["unused"])


def _draw_after(sheet: Sheetful, table: Table, group: Group, row: FormRow) -> None:
    """Draw the check, the clause and the notes of a row, and give it its height."""
    page, styles, after = sheet.page, sheet.styles, sheet.form_sheet.after_columns
    check = sheet.formulas.check(table, group, row)
    if check is None:
        page.write_blank(row.line, after + _CHECK, None, styles["check"])
    else:
        page.write_formula(row.line, after + _CHECK, check, styles["check"], "")
    page.write_string(row.line, after + _CLAUSE, row.clause, styles["clause"])
    aside = _aside(sheet, group, row)
    page.write_string(row.line, after + _ASIDE, aside, styles["aside"])
    coverage = table.kind is TableKind.COVERAGE
    room = (_COVERAGE_WIDTHS if coverage else _FIGURES_WIDTHS)[LABEL_COLUMN]
    lines = line_count(row.label, room - 2)
    notes = max(
        line_count(aside, _AFTER_WIDTHS[_ASIDE], NOTE_SIZE),
        line_count(row.clause, _AFTER_WIDTHS[_CLAUSE], NOTE_SIZE),
        2 if coverage else 1,
    )
    page.set_row(row.line, row_height((lines, TEXT_SIZE), (notes, NOTE_SIZE)))


def _aside(sheet: Sheetful, group: Group, row: FormRow) -> str:
    """Return where prefilled figures come from, then what the row means in a sentence."""
    if row.kind is RowKind.TICK:
        return group.note
    if row.kind is RowKind.SUM:
        return "Cộng các dòng dưới; chỉ ghi khi có trường hợp."
    if row.kind is RowKind.GRID or row.element is None:
        return ""
    return "\n".join(filter(None, (_sources(sheet, row), first_sentence(row.element.definition))))


def _sources(sheet: Sheetful, row: FormRow) -> str:
    """Return where the prefilled figures of a row come from, each source once."""
    figures: dict[str, list[str]] = {}
    for key, facet in zip(row.keys, row.inputs, strict=True):
        if key in sheet.prefill:
            words = figures.setdefault(sheet.prefill[key].source, [])
            words += [_SOURCE_WORDS[facet]] if facet in _SOURCE_WORDS else []
    sources = "; ".join(
        f"{', '.join(words)} – {source}" if words else source for source, words in figures.items()
    )
    return f"Điền sẵn: {sources}." if sources else ""


def _colour(sheet: Sheetful, table: Table) -> None:
    """Colour rows that do not agree red, and grey out groups settled by their tick."""
    first, last = _ends(table)
    check = f"${xl_col_to_name(sheet.form_sheet.after_columns + _CHECK)}{first + 1}"
    _highlight(
        sheet,
        (first, table.first_column, last, table.first_column + len(table.facets) - 1),
        f"=AND(ISTEXT({check}),LEN({check})>0)",
        ERROR_COLOUR,
    )
    value = table.first_column
    for group in table.groups:
        if group.tick is not None:
            tick = xl_rowcol_to_cell(group.tick.line, value, True, True)
            below = group.tick.line + 1
            settled = f'=AND(TRIM({tick})="x",N({xl_rowcol_to_cell(below, value)})=0)'
            area = (below, value, group.rows[-1].line, value)
            _highlight(sheet, area, settled, UNUSED_COLOUR)


def _highlight(
    sheet: Sheetful, area: tuple[int, int, int, int], condition: str, colour: str
) -> None:
    look = sheet.styles.highlight(colour)
    rule = {"type": "formula", "criteria": condition, "format": look}
    sheet.page.conditional_format(*area, rule)
