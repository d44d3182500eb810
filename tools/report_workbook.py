"""Build the Excel template of the report; `build_templates.py` writes it beside the Word ones.

Offices edit a copy of it in Excel: text is text, `{{ … }}` fills a cell, and a row that begins
with `{%row … %}` repeats or drops the rows up to its end. Each table is marked as one in Excel.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from io import BytesIO

from openpyxl import Workbook
from openpyxl.cell import Cell
from openpyxl.styles import Alignment, Border, Font, Side
from openpyxl.utils import get_column_letter, quote_sheetname
from openpyxl.utils.indexed_list import IndexedList
from openpyxl.worksheet.filters import AutoFilter
from openpyxl.worksheet.header_footer import HeaderFooterItem, _HeaderFooterPart
from openpyxl.worksheet.hyperlink import Hyperlink
from openpyxl.worksheet.page import PageMargins
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.table import Table as ExcelTable
from openpyxl.worksheet.table import TableColumn
from openpyxl.worksheet.worksheet import Worksheet
from workbook_notes import note_rows
from workbook_sheets import TABLES
from workbook_tables import CONTENTS, NOTES, Table

from lsreport.excel.styles import line_count
from lsreport.ooxml.pack import fixed_core, repack

NAME = "report.xlsx"
_COVER = "Bìa"
_BUILT = datetime(2026, 1, 1, tzinfo=UTC)
_FONT = "Times New Roman"
_A4 = 9
_TEXT, _BODY = 11, 10
"""Font sizes in points: of what is read, of what fills tables."""
_SIDE = Side("thin", "7F7F7F")
_EDGE = Border(left=_SIDE, right=_SIDE, top=_SIDE, bottom=_SIDE)
_PLAIN = Alignment(horizontal="left", vertical="top", wrap_text=True)
_LEFT = Alignment(horizontal="left", vertical="top", wrap_text=True, indent=1)
_RIGHT = Alignment(horizontal="right", vertical="top")
_ALIGNED = {
    "left": _LEFT,
    "right": _RIGHT,
    "center": Alignment(horizontal="center", vertical="top"),
}
_HEAD = Alignment(horizontal="center", vertical="center", wrap_text=True)
_FACTS = (
    "Cơ quan lập: {{ view.letterhead.superior }}, {{ view.letterhead.issuer }}",
    "Văn bản: {{ view.plan_title }} (số {{ view.plan_number }})",
    "Kỳ báo cáo: {{ view.period_text }}",
    "Số liệu: từ ngày {{ first_day }} đến hết ngày {{ last_day }}",
    "Nhận báo cáo đến ngày: {{ latest_receipt }}",
    "Nơi nhận: {{ addressees }}",
    (
        "Phạm vi sử dụng: {% if view.public %}bản công khai{% else %}kèm theo báo cáo, không phải "
        "bản công khai{% endif %}"
    ),
)


def build(
    tables: Sequence[Table] = TABLES, notes: Sequence[tuple[str, str, str]] | None = None
) -> bytes:
    """Return the bytes of a template with these tables, those of the report when left out."""
    workbook = Workbook()
    # Widths of columns count the digits of the first font.
    workbook._fonts = IndexedList([Font(_FONT, _TEXT)])  # type: ignore[attr-defined]  # not in the stubs
    first = workbook.worksheets[0]
    first.title = _COVER
    _cover(first)
    _contents(workbook.create_sheet(CONTENTS), tables)
    _notes(workbook.create_sheet(NOTES), note_rows() if notes is None else notes)
    for sheet in workbook.worksheets:
        _page(sheet)
    for table in tables:
        sheet = workbook.create_sheet(table.sheet)
        _page(sheet, pages=1 if table.one_page else 0)
        _table(sheet, table)
    workbook.properties.language = "vi-VN"
    packed = BytesIO()
    workbook.save(packed)
    return repack(packed.getvalue(), patch=fixed_core(_BUILT, "lsreport"))


# --- sheets ---------------------------------------------------------------------------------


def _cover(sheet: Worksheet) -> None:
    _widths(sheet, (100,))
    title = _say(sheet, 1, 1, "Phụ lục số liệu: {{ view.subject }}", bold=True, size=14)
    title.alignment = _PLAIN
    row = _synthetic(sheet, 2)
    for text in _FACTS:
        _say(sheet, row, 1, text).alignment = _PLAIN
        row += 1
    _link(sheet, row, CONTENTS, "Mục lục: danh sách các bảng, chọn tên trang để mở")
    _link(sheet, row + 1, NOTES, "Ghi chú: ký hiệu, cách tính, cách đánh giá, cách làm tròn")


def _contents(sheet: Worksheet, tables: Sequence[Table]) -> None:
    _widths(sheet, (30, 84))
    row = _titled(sheet, "Mục lục", ("Chọn tên trang để mở trang đó.",))
    _heads(sheet, row, ("Trang", "Nội dung"))
    first = row
    described = ((NOTES, "Ký hiệu, cách tính, cách đánh giá, cách làm tròn"),)
    for name, title in (*described, *((table.sheet, table.title) for table in tables)):
        row += 1
        _link(sheet, row, name, name)
        _say(sheet, row, 2, title)
        for column in (1, 2):
            _boxed(sheet, row, column, _LEFT)
    _mark(sheet, "Muc_luc", first, row)


def _notes(sheet: Worksheet, notes: Sequence[tuple[str, str, str]]) -> None:
    _widths(sheet, (12, 26, 92))
    about = "Các bảng dẫn tới số ghi chú trong ngoặc vuông."
    row = _titled(sheet, "Ghi chú", (about,))
    _heads(sheet, row, ("Ký hiệu, số", "Về", "Nội dung"))
    first = row
    tags = ("{{ sign }}", "Ký hiệu trong bảng", "{{ meaning }}")
    row = _loop(sheet, row + 1, "for sign, meaning in symbols", [(tag, _LEFT) for tag in tags])
    dash = ("-", "Ký hiệu trong bảng", "Không có nội dung: không có ghi chú, không đánh giá.")
    for cells in (dash, *notes):
        for column, text in enumerate(cells, 1):
            _say(sheet, row, column, text)
            _boxed(sheet, row, column, _LEFT)
        row += 1
    _mark(sheet, "Ghi_chu", first, row - 1)


def _table(sheet: Worksheet, table: Table) -> None:
    _widths(sheet, tuple(column.width for column in table.columns))
    sheet.page_setup.orientation = "landscape" if table.landscape else "portrait"
    title = f"{table.title}, {{{{ view.period_text }}}}"
    about = [line for text in (table.about, table.legend) for line in _lines(text, table.width)]
    row = _titled(sheet, title, about)
    _directive(sheet, row, f"if {table.rows}")
    row += 1
    sheet.freeze_panes = f"A{row + 1}"
    sheet.print_title_rows = f"{row}:{row}"
    _heads(sheet, row, tuple(column.head for column in table.columns), _BODY)
    cells = [(column.tag, _ALIGNED[column.align]) for column in table.columns]
    below = _loop(sheet, row + 1, f"for one in {table.rows}", cells, _BODY)
    _mark(sheet, table.name, row, below - 2, filtered=table.filtered)
    _directive(sheet, below, "else")
    _say(sheet, below + 1, 1, table.empty)
    _directive(sheet, below + 2, "endif")
    printed = sum(column.printed for column in table.columns)
    if printed < len(table.columns):
        sheet.print_area = f"A1:{get_column_letter(printed)}{below + 2}"


# --- rows and cells -------------------------------------------------------------------------


def _titled(sheet: Worksheet, title: str, about: Sequence[str]) -> int:
    """Write title, synthetic mark and what the sheet is about; return the row below them."""
    _say(sheet, 1, 1, title, bold=True, size=13)
    row = _synthetic(sheet, 2)
    for line in about:
        _say(sheet, row, 1, line)
        row += 1
    sheet.freeze_panes = f"A{row + 1}"
    sheet.print_title_rows = f"{row}:{row}"
    return row


def _lines(text: str, width: float) -> list[str]:
    """Return a text in lines that are no longer than a table is wide."""
    lines: list[str] = []
    for word in text.split():
        longer = f"{lines[-1]} {word}" if lines else word
        if lines and line_count(longer, width, _TEXT) == 1:
            lines[-1] = longer
        else:
            lines.append(word)
    return lines


def _synthetic(sheet: Worksheet, row: int) -> int:
    _directive(sheet, row, "if view.synthetic")
    _say(sheet, row + 1, 1, "{{ synthetic_line }}", bold=True)
    _directive(sheet, row + 2, "endif")
    return row + 3


def _heads(sheet: Worksheet, row: int, heads: tuple[str, ...], size: float = _TEXT) -> None:
    for column, text in enumerate(heads, 1):
        cell = _say(sheet, row, column, text, bold=True, size=size)
        cell.alignment, cell.border = _HEAD, _EDGE


def _loop(
    sheet: Worksheet,
    row: int,
    loop: str,
    cells: Sequence[tuple[str, Alignment]],
    size: float = _TEXT,
) -> int:
    """Write a loop over one row of tags and return the row below it."""
    _directive(sheet, row, loop)
    for column, (tag, alignment) in enumerate(cells, 1):
        _say(sheet, row + 1, column, tag, size=size)
        _boxed(sheet, row + 1, column, alignment)
    _directive(sheet, row + 2, "endfor")
    return row + 3


def _mark(sheet: Worksheet, name: str, top: int, bottom: int, *, filtered: bool = False) -> None:
    """Mark rows as a table of Excel, its heads in the row `top`."""
    heads = [str(cell.value) for cell in sheet[top] if cell.value is not None]
    made = ExcelTable(
        name=name, displayName=name, ref=f"A{top}:{get_column_letter(len(heads))}{bottom}"
    )
    made.tableColumns = [TableColumn(id=at, name=head) for at, head in enumerate(heads, 1)]
    made.autoFilter = AutoFilter(ref=made.ref) if filtered else None
    sheet.add_table(made)


def _boxed(sheet: Worksheet, row: int, column: int, alignment: Alignment) -> None:
    cell = sheet.cell(row, column)
    cell.border, cell.alignment = _EDGE, alignment


def _directive(sheet: Worksheet, row: int, text: str) -> None:
    _say(sheet, row, 1, f"{{%row {text} %}}", colour="595959")


def _say(
    sheet: Worksheet,
    row: int,
    column: int,
    text: str,
    *,
    bold: bool = False,
    size: float = _TEXT,
    colour: str = "000000",
) -> Cell:
    cell = sheet.cell(row, column, text)
    if not isinstance(cell, Cell):
        raise TypeError(cell.coordinate)
    cell.font = Font(_FONT, size, bold=bold, color=colour)
    return cell


def _link(sheet: Worksheet, row: int, target: str, text: str) -> None:
    cell = _say(sheet, row, 1, text)
    cell.font = Font(_FONT, _TEXT, underline="single", color="0563C1")
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
    sheet.page_margins = PageMargins(left=0.6, right=0.4, top=0.6, bottom=0.7, footer=0.35)
    sheet.HeaderFooter.oddFooter = HeaderFooterItem(
        left=_footer("&A"), right=_footer("Trang &P/&N")
    )
    sheet.sheet_view.showGridLines = False


def _footer(text: str) -> _HeaderFooterPart:
    return _HeaderFooterPart(text=text, font=f"{_FONT},Regular", size=9)
