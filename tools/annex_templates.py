"""The four annexes of the report, each a section with its own page numbers."""

from __future__ import annotations

import chart_templates
import decree30 as page
from docx.document import Document as DocumentType
from docx.table import Table
from template_words import Column, entries, grouped_entries, repeated
from template_words import directive as _directive
from template_words import paragraphs as _paragraphs
from template_words import row as _row
from template_words import text as _text

from lsreport.report.annex_types import TASK_SECTIONS

_PARTS = ("Tử số", "Mẫu số", "Tỷ lệ")
_LINES = (1, 2, 3, 4)
"""Lines of an indicator that one table of annex I shows side by side."""


def annexes(document: DocumentType) -> None:
    """Add the annexes to the report."""
    _annex_one(document)
    _annex_two(document)
    _annex_three(document)
    _annex_four(document)


def _annex(document: DocumentType, numeral: str, title: str, *, wide: bool = False) -> None:
    page.new_section(document, wide=wide)
    for text, points, bold, italic in (
        (f"Phụ lục {numeral}", page.BODY, True, False),
        (title, page.SMALL, True, False),
        ("{{ view.letterhead.attached }}", page.SMALL, False, True),
    ):
        page.line(document, text, points, bold=bold, italic=italic, keep=True)
    page.rule(document)


def _annex_one(document: DocumentType) -> None:
    _annex(document, "I", "SỐ LIỆU THEO ĐƠN VỊ VÀ CHỈ TIÊU", wide=True)
    chart_templates.reach(document)
    _directive(document, "for table in indicators")
    caption = "{{ loop.index }}. {{ table.title }} ({{ table.clause }})"
    document.add_paragraph(caption, style="Caption")
    _directive(document, "if table.counted")
    _counted_table(document)
    for lines in _LINES:
        _directive(document, f"elif table.columns|length == {lines}")
        _line_table(document, lines)
    _directive(document, "endif")
    _directive(document, "endfor")
    _areas(document)
    _paragraphs(document, "view.target_notes[:1]", style="Note LS")


def _areas(document: DocumentType) -> None:
    _directive(document, "if view.areas")
    caption = "So sánh theo địa bàn huyện, thành phố trước ngày sắp xếp"
    document.add_paragraph(caption, style="Caption")
    columns = (
        Column("TT", 12, "{{ loop.index }}"),
        Column("Địa bàn", 84, "{{ row.name }}", left=True),
        Column("Đơn vị có số liệu", 32, "{{ figure(row.reported) }}"),
        Column("Cùng kỳ năm trước", 32, "{{ figure(row.previous) }}"),
        Column("Kỳ này", 28, "{{ figure(row.ratio) }}"),
        Column("Tăng, giảm (điểm %)", 28, "{{ figure(row.change) }}"),
        Column("Ghi chú", 34, "{{ 'Không tách được' if row.note else '' }}", left=True),
    )
    grouped_entries(document, "area in view.areas", "{{ area.title }}", "row in area.rows", columns)
    _text(
        document,
        "Chỉ so sánh số tại ngày chốt và số lũy kế; số người được tiếp cận trong năm của xã, "
        "phường chỉ gồm phần năm sau ngày sắp xếp nên không so sánh với năm trước. Địa bàn theo "
        "danh sách chưa chính thức; địa bàn không tách được là nơi xã, phường mới gồm phần đất "
        "của hơn một huyện, thành phố. Dấu … ở cột tăng, giảm: chưa đủ số liệu của mọi xã, "
        "phường.",
        "Note LS",
    )
    _directive(document, "endif")


def _counted_table(document: DocumentType) -> None:
    made = page.table(document, (12, 90, 40, 90), 5)
    page.heading_row(made, 0, ("TT", "Đơn vị", "Số trường hợp", "Ghi chú"), 10)
    total = ("", "Toàn tỉnh", "{{ figure(table.total[0].numerator) }}", "")
    _row(made.rows[1].cells, total, left=(1, 3), bold=True)
    cells = ("{{ loop.index }}", "{{ row.name }}", "{{ figure(row.cells[0].numerator) }}")
    repeated(made, 2, "row in table.rows", (*cells, "{{ row.note }}"), left=(1, 3))


def _line_table(document: DocumentType, lines: int) -> None:
    number, unit, width = 10, 70 if lines < 3 else 45, (28, 20, 16, 13.5)[lines - 1]
    note = page.WIDE_TEXT_WIDTH - number - unit - 3 * lines * width
    widths = (number, unit, *([width] * 3 * lines), note)
    made = page.table(document, widths, 6 if lines > 1 else 5)
    page.heading_row(made, 0, ("TT", "Đơn vị", *_PARTS * lines, "Ghi chú"), 9)
    first = 1
    if lines > 1:
        _name_lines(made, lines)
        first = 2
    total = ("", "Toàn tỉnh", *_figures("table.total", lines), "")
    _row(made.rows[first].cells, total, left=(1,), bold=True, points=9)
    cells = ("{{ loop.index }}", "{{ row.name }}", *_figures("row.cells", lines), "{{ row.note }}")
    left = (1, len(widths) - 1)
    repeated(made, first + 1, "row in table.rows", cells, left=left, points=9)


def _name_lines(made: Table, lines: int) -> None:
    """Put the names of the lines above their three columns, and join the other heads downwards."""
    last = len(made.columns) - 1
    page.heading_row(made, 1, [""] * (last + 1), 9)
    for column in (0, 1, last):
        text = made.cell(0, column).text
        page.join(made, (0, column), (1, column), text, 9)
    for line in range(lines):
        start = 2 + 3 * line
        for offset, text in enumerate(_PARTS):
            page.write(made.cell(1, start + offset), text, 9)
        name = f"{{{{ table.columns[{line}] }}}}"
        page.join(made, (0, start), (0, start + 2), name, 9)


def _figures(cells: str, lines: int) -> tuple[str, ...]:
    return tuple(
        f"{{{{ figure({cells}[{line}].{part}) }}}}"
        for line in range(lines)
        for part in ("numerator", "denominator", "ratio")
    )


def _annex_two(document: DocumentType) -> None:
    _annex(document, "II", "BÁO CÁO NHẬN ĐƯỢC, GỬI CHẬM, CHƯA GỬI")
    columns = (
        Column("TT", 10, "{{ loop.index }}"),
        Column("Cơ quan, đơn vị", 62, "{{ row.name }}", left=True),
        Column("Ngày nhận", 24, "{{ row.received|short_date if row.received else '' }}"),
        Column("Tình trạng", 26, "{{ row.state_text }}"),
        Column("Lần", 12, "{{ figure(row.nth) }}"),
        Column("Ghi chú", 31, "{{ row.note }}", left=True),
    )
    grouped_entries(
        document,
        "part in returns",
        "{{ part.title }}",
        "row in part.rows",
        columns,
        heading=page.TABLE,
    )


def _annex_three(document: DocumentType) -> None:
    _annex(document, "III", "TÌNH HÌNH THỰC HIỆN NHIỆM VỤ THEO MỤC V CỦA KẾ HOẠCH")
    states = (
        Column(section, 11.5, f"{{{{ figure(row.states[{place}]) }}}}")
        for place, section in enumerate(TASK_SECTIONS)
    )
    columns = (
        Column("Mục", 13, "{{ row.clause }}"),
        Column("Cơ quan, đơn vị", 60, "{{ row.unit }}", left=True),
        *states,
    )
    entries(document, "row in view.task_matrix", columns)
    _text(
        document,
        "Ký hiệu: Có: có kết quả trong kỳ; 0: chưa phát sinh; …: chưa có số liệu; x: không giao "
        "cho đơn vị; *: không công bố do số trường hợp nhỏ.",
        "Note LS",
    )
    _paragraphs(document, "view.task_notes", "Note LS")


def _annex_four(document: DocumentType) -> None:
    title = "SỐ LIỆU ĐỐI CHIẾU, SỐ LIỆU ĐƯỢC CHẤP NHẬN, GỬI LẠI"
    _annex(document, "IV", title, wide=True)
    document.add_paragraph("1. Số liệu đối chiếu (không cộng vào kết quả)", style="Caption")
    columns = (
        Column("Nội dung", 50, "{{ row.name }} ({{ row.clause }})", left=True),
        Column("Số thứ nhất", 55, "{{ row.left_label }}: {{ figure(row.left) }}", left=True),
        Column("Số thứ hai", 70, "{{ row.right_label }}: {{ figure(row.right) }}", left=True),
        Column("Chênh lệch", 20, "{{ figure(row.difference) }}"),
        Column("Ghi chú", 57, "{{ row.differs }}", left=True),
    )
    entries(document, "row in view.cross_checks", columns)
    text = "Dấu … ở cột chênh lệch: chưa đủ số liệu của các đơn vị để so sánh."
    _text(document, text, "Note LS")
    document.add_paragraph("2. Số liệu được chấp nhận, báo cáo gửi lại", style="Caption")
    _directive(document, "if not view.restatements")
    _text(document, "Chưa có báo cáo gửi lại, chưa có số liệu ngoại lệ được chấp nhận.")
    _directive(document, "endif")
    _directive(document, "for one in view.restatements")
    _text(document, "- {{ one.unit }}: {{ figure(one.text) }}")
    _directive(document, "endfor")
    _restated(document)


def _restated(document: DocumentType) -> None:
    caption = "3. Số liệu của báo cáo đã phát hành có thay đổi"
    document.add_paragraph(caption, style="Caption")
    _directive(document, "if not view.restated")
    _text(document, "Chưa có số liệu nào của báo cáo đã phát hành thay đổi.")
    _directive(document, "else")
    columns = (
        Column("Kỳ, đơn vị", 50, "{{ row.unit }} ({{ row.period }})", left=True),
        Column("Chỉ số", 72, "{{ row.label }}", left=True),
        Column("Đã báo cáo", 25, "{{ figure(row.was) }}"),
        Column("Nay là", 25, "{{ figure(row.now) }}"),
        Column("Lý do", 42, "{{ figure(row.why) }}", left=True),
        Column("Đánh giá chỉ tiêu", 38, "{{ row.verdict }}", left=True),
    )
    entries(document, "row in view.restated", columns)
    _directive(document, "endif")
