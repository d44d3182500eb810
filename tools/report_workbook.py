"""Build the Excel template of the report; `build_templates.py` writes it beside the Word ones.

Offices edit a copy of it in Excel: text is text, `{{ … }}` fills a cell, and a row that begins
with `{%row … %}` repeats or drops the rows up to its end.
"""

from __future__ import annotations

from collections.abc import Sequence, Set
from datetime import UTC, datetime
from io import BytesIO

from openpyxl import Workbook
from openpyxl.cell import Cell
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter, quote_sheetname
from openpyxl.worksheet.header_footer import HeaderFooterItem, _HeaderFooterPart
from openpyxl.worksheet.hyperlink import Hyperlink
from openpyxl.worksheet.page import PageMargins
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet
from workbook_notes import note_rows
from workbook_sheets import CONTENTS, NOTES, TABLES, Table

from lsreport.ooxml.pack import fixed_core, repack

NAME = "report.xlsx"
_COVER = "Bìa"
_BUILT = datetime(2026, 1, 1, tzinfo=UTC)
_FONT = "Times New Roman"
_A4 = 9
_SIDE = Side("thin", "7F7F7F")
_EDGE = Border(left=_SIDE, right=_SIDE, top=_SIDE, bottom=_SIDE)
_HEAD_FILL = PatternFill("solid", "E7E6E6")
_LEFT = Alignment(horizontal="left", vertical="top", wrap_text=True, indent=1)
_RIGHT = Alignment(horizontal="right", vertical="top")
_HEAD = Alignment(horizontal="center", vertical="center", wrap_text=True)
_FACTS = (
    ("Kế hoạch", "{{ view.plan_title }} (số {{ view.plan_number }})"),
    ("Kỳ báo cáo", "{{ view.period_text }}"),
    ("Số liệu từ ngày", "{{ first_day }}"),
    ("Số liệu đến hết ngày", "{{ last_day }}"),
    ("Nhận báo cáo đến ngày", "{{ latest_receipt }}"),
    ("Nơi nhận", "{{ view.letterhead.addressees|join('; ') }}"),
    (
        "Phạm vi sử dụng",
        "{{ 'Bản công khai' if view.public else 'Kèm theo báo cáo; không phải bản công khai' }}",
    ),
    ("Ký hiệu", "Xem trang Ghi chú; ô không có nội dung ghi dấu -"),
)


def build() -> bytes:
    """Return the bytes of the template."""
    workbook = Workbook()
    first = workbook.worksheets[0]
    first.title = _COVER
    _cover(first)
    _contents(workbook.create_sheet(CONTENTS))
    _notes(workbook.create_sheet(NOTES))
    for sheet in workbook.worksheets:
        _page(sheet)
    for table in TABLES:
        sheet = workbook.create_sheet(table.sheet)
        _page(sheet, pages=1 if table.one_page else 0)
        _table(sheet, table)
    workbook.properties.language = "vi-VN"
    packed = BytesIO()
    workbook.save(packed)
    return repack(packed.getvalue(), patch=fixed_core(_BUILT, "lsreport"))


# --- sheets ---------------------------------------------------------------------------------


def _cover(sheet: Worksheet) -> None:
    _widths(sheet, (26, 74))
    row = _synthetic(sheet, 1)
    for text, size in (
        ("{{ view.letterhead.superior }}", 12),
        ("{{ view.letterhead.issuer }}", 12),
        ("Phụ lục số liệu: {{ view.subject }}", 14),
    ):
        _say(sheet, row, 1, text, bold=True, size=size)
        row += 1
    for label, text in _FACTS:
        _say(sheet, row, 1, label, bold=True).alignment = _LEFT
        _say(sheet, row, 2, text).alignment = _LEFT
        row += 1
    _link(sheet, row, CONTENTS, "Các bảng: xem trang Mục lục")


def _contents(sheet: Worksheet) -> None:
    _widths(sheet, (30, 74))
    row = _titled(sheet, "Mục lục", "Chọn tên trang để mở trang đó.")
    _heads(sheet, row, ("Trang", "Nội dung"))
    described = ((NOTES, "Ký hiệu, cách tính, cách đánh giá, cách làm tròn"),)
    for name, title in (*described, *((table.sheet, table.title) for table in TABLES)):
        row += 1
        _link(sheet, row, name, name)
        _say(sheet, row, 2, title)
        for column in (1, 2):
            _boxed(sheet, row, column, number=False)


def _notes(sheet: Worksheet) -> None:
    _widths(sheet, (12, 26, 92))
    row = _titled(sheet, "Ghi chú", "Số trong ngoặc vuông là số ghi chú dẫn tại các bảng.")
    _heads(sheet, row, ("Ký hiệu, số", "Về", "Nội dung"))
    row = _loop(
        sheet,
        row + 1,
        "for sign, meaning in symbols",
        ("{{ sign }}", "Ký hiệu trong bảng", "{{ meaning[0]|upper ~ meaning[1:] ~ '.' }}"),
    )
    dash = ("-", "Ký hiệu trong bảng", "Không có nội dung: không có ghi chú, không đánh giá.")
    for cells in (dash, *note_rows()):
        for column, text in enumerate(cells, 1):
            _say(sheet, row, column, text)
            _boxed(sheet, row, column, number=False)
        row += 1


def _table(sheet: Worksheet, table: Table) -> None:
    _widths(sheet, tuple(column.width for column in table.columns))
    row = _titled(sheet, f"{table.title}, {{{{ view.period_text }}}}", table.source)
    _heads(sheet, row, tuple(column.head for column in table.columns))
    last = get_column_letter(len(table.columns))
    sheet.auto_filter.ref = f"A{row}:{last}{row + 1}"
    sheet.page_setup.orientation = "landscape" if table.landscape else "portrait"
    tags = tuple(column.tag for column in table.columns)
    numbers = {at for at, column in enumerate(table.columns, 1) if column.number}
    _loop(sheet, row + 1, f"for one in {table.rows}", tags, numbers, table.empty)


# --- rows and cells -------------------------------------------------------------------------


def _titled(sheet: Worksheet, title: str, source: str) -> int:
    """Write title, synthetic mark and source; return the row of the heads, frozen below."""
    _say(sheet, 1, 1, title, bold=True, size=13)
    row = _synthetic(sheet, 2)
    _say(sheet, row, 1, source, italic=True)
    sheet.freeze_panes = f"A{row + 2}"
    sheet.print_title_rows = f"{row + 1}:{row + 1}"
    return row + 1


def _synthetic(sheet: Worksheet, row: int) -> int:
    _directive(sheet, row, "if view.synthetic")
    _say(sheet, row + 1, 1, "{{ synthetic_line }}", bold=True)
    _directive(sheet, row + 2, "endif")
    return row + 3


def _heads(sheet: Worksheet, row: int, heads: tuple[str, ...]) -> None:
    for column, text in enumerate(heads, 1):
        cell = _say(sheet, row, column, text, bold=True)
        cell.alignment, cell.fill, cell.border = _HEAD, _HEAD_FILL, _EDGE


def _loop(
    sheet: Worksheet,
    row: int,
    loop: str,
    tags: tuple[str, ...],
    numbers: Set[int] = frozenset(),
    empty: str = "",
) -> int:
    """Write a loop over one row and return the row below it."""
    _directive(sheet, row, loop)
    for column, tag in enumerate(tags, 1):
        _say(sheet, row + 1, column, tag)
        _boxed(sheet, row + 1, column, number=column in numbers)
    row += 2
    if empty:
        _directive(sheet, row, "else")
        _say(sheet, row + 1, 1, empty)
        row += 2
    _directive(sheet, row, "endfor")
    return row + 1


def _boxed(sheet: Worksheet, row: int, column: int, *, number: bool) -> None:
    cell = sheet.cell(row, column)
    cell.border = _EDGE
    cell.alignment = _RIGHT if number else _LEFT


def _directive(sheet: Worksheet, row: int, text: str) -> None:
    _say(sheet, row, 1, f"{{%row {text} %}}", italic=True, colour="7F7F7F")


def _say(
    sheet: Worksheet,
    row: int,
    column: int,
    text: str,
    *,
    bold: bool = False,
    italic: bool = False,
    size: float = 11,
    colour: str = "000000",
) -> Cell:
    cell = sheet.cell(row, column, text)
    if not isinstance(cell, Cell):
        raise TypeError(cell.coordinate)
    cell.font = Font(_FONT, size, bold=bold, italic=italic, color=colour)
    return cell


def _link(sheet: Worksheet, row: int, target: str, text: str) -> None:
    cell = _say(sheet, row, 1, text, colour="0563C1")
    cell.font = Font(_FONT, 11, underline="single", color="0563C1")
    place = f"{quote_sheetname(target)}!A1"
    cell.hyperlink = Hyperlink(ref=cell.coordinate, location=place, display=text)


def _widths(sheet: Worksheet, widths: Sequence[float]) -> None:
    for column, width in enumerate(widths, 1):
        sheet.column_dimensions[get_column_letter(column)].width = width


def _page(sheet: Worksheet, pages: int = 0) -> None:
    """Set A4, one page wide, `pages` long or as long as it needs; name and number stand below."""
    sheet.page_setup.paperSize = _A4
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, pages
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.page_margins = PageMargins(left=0.6, right=0.4, top=0.6, bottom=0.8, footer=0.4)
    sheet.HeaderFooter.oddFooter = HeaderFooterItem(
        left=_HeaderFooterPart(text="&A"), right=_HeaderFooterPart(text="Trang &P/&N")
    )
    sheet.sheet_view.showGridLines = False
