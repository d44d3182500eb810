"""Draws what stands above the figures of a form: headings, column numbers, titles of groups."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from lsreport.excel.drawing import Sheetful, draw_tokens
from lsreport.excel.frame import CODE_COLUMN, LABEL_COLUMN, Group, Table, TableKind
from lsreport.excel.styles import TEXT_SIZE, line_count, row_height
from lsreport.excel.wording import day_in_words

AFTER_HEADINGS = ("Kiểm tra", "Căn cứ", "Số điền sẵn theo; cách hiểu")
"""Headings of the columns right of the figures: check, clause, notes."""
_HEADER_SIZE = 10
_NUMBER_SIZE = 8


def draw_heading(sheet: Sheetful, widths: Sequence[float], note_style: str = "note") -> None:
    """Draw the heading of a sheet: what it is, of whom and when, and how to fill it in."""
    page, styles, own = sheet.page, sheet.styles, sheet.form_sheet.sheet
    first, last = map(day_in_words, sheet.layout.window)
    page.write(0, LABEL_COLUMN, own.heading, styles["heading"])
    of_whom = f"{sheet.layout.unit.name} · số liệu từ {first} đến hết {last}"
    page.write(1, LABEL_COLUMN, of_whom, styles["under"])
    if own.note:
        page.merge_range(2, LABEL_COLUMN, 2, len(widths) - 1, own.note, styles[note_style])
        lines = line_count(own.note, sum(widths[LABEL_COLUMN:]), TEXT_SIZE)
        page.set_row(2, row_height((lines, TEXT_SIZE)))


def draw_table_heading(sheet: Sheetful, table: Table, widths: Sequence[float]) -> None:
    """Draw headings, column numbers and the code row of a table.

    Below a code row the code column belongs to codes alone: only the first table has a heading
    there.
    """
    page, header, numbering = sheet.page, sheet.styles["header"], sheet.styles["numbering"]
    line, after = table.header_line, sheet.form_sheet.after_columns
    if table is sheet.form_sheet.tables[0]:
        page.write(line, CODE_COLUMN, "Mã", header)
    headings = {LABEL_COLUMN: "Chỉ tiêu"}
    if table.kind is TableKind.FIGURES:
        headings[LABEL_COLUMN + 1] = "Đơn vị tính"
    words = _headings(table, sheet.layout.window)
    headings |= {table.column(facet): words[facet] for facet in table.facets}
    headings |= {after + place: text for place, text in enumerate(AFTER_HEADINGS)}
    numbers = {table.column(facet): text for facet, text in _numbers(table).items()}
    for column in range(LABEL_COLUMN, after + len(AFTER_HEADINGS)):
        page.write(line, column, headings.get(column, ""), header)
        page.write(line + 1, column, numbers.get(column, ""), numbering)
    for offset, texts, size in ((0, headings, _HEADER_SIZE), (1, numbers, _NUMBER_SIZE)):
        lines = max(line_count(text, widths[column], size + 1) for column, text in texts.items())
        page.set_row(line + offset, row_height((lines, size)))
    draw_tokens(sheet, table)


def draw_title(sheet: Sheetful, group: Group, last_column: int) -> None:
    """Draw the title of a group and, where no tick row carries it, its note."""
    page, title = sheet.page, sheet.styles["title"]
    for column in range(LABEL_COLUMN + 1, last_column + 1):
        page.write_blank(group.line, column, None, title)
    if group.note and group.tick is None:
        note = (sheet.styles["under"], f"   {group.note}")
        page.write_rich_string(group.line, LABEL_COLUMN, title, group.title, *note, title)
    else:
        page.write_string(group.line, LABEL_COLUMN, group.title, title)
    page.set_row(group.line, row_height((1, TEXT_SIZE)) + 2)


def _headings(table: Table, window: tuple[date, date]) -> dict[str, str]:
    """Return the headings of the figures, with the day they speak of."""
    first, last = window
    closing = day_in_words(last)
    if table.kind is TableKind.FIGURES:
        value = "Tổng số" if "male" in table.facets else "Số liệu"
        return {"value": value, "male": "Trong đó: nam", "female": "Trong đó: nữ"}
    return {
        "total": f"Tổng số tại ngày chốt {closing}",
        "base": f"Lũy kế kỳ trước, đến {day_in_words(first - timedelta(days=1))}",
        "gains": "Tăng mới trong kỳ",
        "losses": "Giảm (ra khỏi diện)",
        "covered": f"Lũy kế đến {closing}",
        "reached": f"Số người (hộ) trong năm, đến {closing}",
        "basis": "Cách tính số trong năm",
        "rate": "Tỷ lệ %",
        "case": "Trường hợp",
        "reason": "Lý do giảm",
    }


def _numbers(table: Table) -> dict[str, str]:
    """Return what the row of column numbers says, with how computed columns are computed."""
    places = {facet: f"({position})" for position, facet in enumerate(table.facets, 1)}
    numbers = dict(places)
    if "covered" in places:
        terms = "{base}+{gains}-{losses}".format_map(places)
        numbers["covered"] = f"{places['covered']}={terms}"
    if "rate" in places:
        parts = [places[facet] for facet in ("covered", "reached") if facet in places]
        shares = " hoặc ".join(f"{part}:{places['total']}" for part in parts)
        numbers["rate"] = f"{places['rate']}={shares}"
    return numbers
