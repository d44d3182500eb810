"""The sheet of an annotated copy that lists every opinion, with a link to each cell."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import cast

from openpyxl.cell.cell import Cell
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter, quote_sheetname
from openpyxl.workbook.workbook import Workbook
from openpyxl.worksheet.hyperlink import Hyperlink
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from lsreport.domain.finding import Severity
from lsreport.excel.styles import FONT, TEXT_SIZE, line_count, row_height
from lsreport.report.cells import put
from lsreport.report.opinions import Opinion

TITLE = "Ý kiến kiểm tra"
"""Name of the sheet."""
_HEADING = "Ý KIẾN KIỂM TRA BÁO CÁO"
_CLEAN = "Báo cáo không có nội dung nào phải sửa hoặc giải trình."
_HOW_TO = (
    "Bấm vào tên ô để đến ô đó. Sửa ngay trong tệp này rồi gửi lại, lần gửi ghi tăng thêm 1; "
    "không phải xóa màu, ghi chú và trang này."
)
_HEADS = ("TT", "Loại ý kiến", "Ô", "Nội dung", "Cách xử lý")
_WIDTHS = (5, 19, 22, 58, 58)
_PLACE = 3
_EDGE = Side("thin", "FF7F7F7F")
_EDGES = Border(_EDGE, _EDGE, _EDGE, _EDGE)
_TOP = Alignment(vertical="top", wrap_text=True)
_HEAD_FILL = PatternFill("solid", fgColor="FFDDE5F1")


def write_list(
    workbook: Workbook, opinions: Sequence[Opinion], sheets: Mapping[str, Worksheet]
) -> None:
    """Put the list before every other sheet and open the workbook on it.

    `sheets` are the sheets of the return under the names opinions use for them.
    """
    page: Worksheet = workbook.create_sheet(TITLE, 0)
    asking = any(not one.agreed and one.severity is not Severity.NOTE for one in opinions)
    _head(page, asking=asking)
    for line, opinion in enumerate(opinions, 5):
        _line(page, line, opinion)
        place = opinion.place
        if place is not None and place.sheet in sheets:
            _link(_cell(page, line, _PLACE), sheets[place.sheet].title, place.cell)
    for sheet in workbook.worksheets:
        sheet.sheet_view.tabSelected = False
    workbook.active = page
    page.freeze_panes = "A5"
    _print_setup(page)


def is_list(sheet: Worksheet) -> bool:
    """Say whether a sheet is the list of an earlier copy, not one the unit called the same."""
    return sheet.title.startswith(TITLE) and sheet["A1"].value == _HEADING


def _head(page: Worksheet, *, asking: bool) -> None:
    put(page["A1"], _HEADING)
    page["A1"].font = Font(FONT, 14, bold=True)
    put(page["A2"], _HOW_TO if asking else _CLEAN)
    page["A2"].font = Font(FONT, TEXT_SIZE, italic=True)
    for column, (head, width) in enumerate(zip(_HEADS, _WIDTHS, strict=True), 1):
        page.column_dimensions[get_column_letter(column)].width = width
        cell = _cell(page, 4, column)
        put(cell, head)
        cell.font, cell.border, cell.fill = Font(FONT, TEXT_SIZE, bold=True), _EDGES, _HEAD_FILL
        cell.alignment = Alignment(horizontal="center", vertical="center")


def _line(page: Worksheet, line: int, opinion: Opinion) -> None:
    # The rule comes first, so that no text of a unit can begin a cell.
    message = f"[{opinion.rule}] {opinion.message}"
    texts = (str(line - 4), opinion.kind, opinion.where, message, opinion.remedy)
    for column, text in enumerate(texts, 1):
        cell = _cell(page, line, column)
        put(cell, text)
        cell.font, cell.border, cell.alignment = Font(FONT, TEXT_SIZE), _EDGES, _TOP
    widths = zip(texts, _WIDTHS, strict=True)
    lines = max(line_count(text, width) for text, width in widths)
    page.row_dimensions[line].height = row_height((lines, TEXT_SIZE))


def _cell(page: Worksheet, line: int, column: int) -> Cell:
    return cast("Cell", page.cell(line, column))  # nothing is merged on the page


def _link(cell: Cell, sheet: str, address: str) -> None:
    cell.hyperlink = Hyperlink(ref=cell.coordinate, location=f"{quote_sheetname(sheet)}!{address}")
    cell.font = Font(FONT, TEXT_SIZE, underline="single", color="FF0563C1")


def _print_setup(page: Worksheet) -> None:
    page.page_setup.orientation = "landscape"
    page.page_setup.paperSize = 9  # A4
    page.page_setup.fitToWidth, page.page_setup.fitToHeight = 1, 0
    page.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    page.print_title_rows = "4:4"
