"""Draws the last sheet of a form: how to fill it in, every definition and clause in full."""

from __future__ import annotations

from collections.abc import Iterator

from lsreport.excel.drawing import Sheetful, set_page
from lsreport.excel.frame import FormRow, Layout, RowKind
from lsreport.excel.styles import TEXT_SIZE, line_count, row_height
from lsreport.excel.wording import day_in_words, due_in_words, window_in_words
from lsreport.indicators.calendar import window
from lsreport.indicators.plan import Element, Plan

_WIDTHS = [9.0, 38.0, 66.0, 9.0]
_MEASURES = {
    "stock": "Số tại ngày chốt.",
    "flow": "Số phát sinh trong kỳ.",
    "cumulative": "Lũy kế, chỉ tính đối tượng còn trong diện.",
    "reach": "Số khác nhau trong năm.",
    "attendance": "Tính theo lượt trong kỳ.",
}


def draw_guide(sheet: Sheetful) -> None:
    """Draw instructions, definitions and clauses; texts that a clerk prints and keeps."""
    page, own = sheet.page, sheet.form_sheet.sheet
    set_page(sheet, _WIDTHS)
    page.write(0, 0, own.heading, sheet.styles["heading"])
    line = 2
    for number, text in enumerate(_instructions(sheet.plan, sheet.layout), 1):
        paragraph = f"{number}. {text}"
        page.merge_range(line, 0, line, len(_WIDTHS) - 1, paragraph, sheet.styles["guide_text"])
        page.set_row(line, row_height((line_count(paragraph, sum(_WIDTHS)), TEXT_SIZE)))
        line += 1
    rows = tuple(_rows(sheet.layout))
    line = _draw_definitions(sheet, rows, line + 1)
    line = _draw_clauses(sheet, rows, line + 1)
    page.print_area(0, 0, line - 1, len(_WIDTHS) - 1)


def _instructions(plan: Plan, layout: Layout) -> Iterator[str]:
    since = day_in_words(plan.dated)
    due = due_in_words(layout.due.written, layout.due.moved)
    yield (
        f"Biểu này của {layout.unit.name}, số liệu {window_in_words(layout.window)}; {due}. "
        f"Điền vào tệp Excel này và gửi lại dạng .xlsx cho {layout.issuer}, kèm báo cáo giấy."
    )
    yield (
        "Chỉ ghi vào ô màu vàng và ô màu xanh. Ô màu xanh đã điền sẵn theo báo cáo trước hoặc bảng "
        "số liệu của cơ quan tổng hợp: đúng thì để nguyên, chưa đúng thì sửa."
    )
    yield (
        "Cách ghi số: số nguyên ghi 1234 hoặc 1.234. Tiền ghi theo triệu đồng, phần lẻ sau dấu "
        "phẩy, tối đa ba chữ số: 12,5 là mười hai triệu năm trăm nghìn đồng. Không ghi 1.5, 85%, "
        "“khoảng 100”, “100 em”; không dùng dấu gạch ngang."
    )
    yield (
        "Ô trống nghĩa là chưa có số liệu, không phải là số không. Không phát sinh thì ghi 0 hoặc "
        "đánh dấu x vào ô “không phát sinh” ở đầu phần (khi đó cả phần được hiểu là 0)."
    )
    yield (
        "“Không áp dụng” chỉ chọn ở cột Trường hợp khi trên địa bàn không có đối tượng nào thuộc "
        "diện; khi đó cả dòng không phải ghi."
    )
    yield (
        f"Dòng có danh sách (cán bộ, giáo viên, cơ sở …) tính lũy kế từ ngày {since}: lũy kế kỳ "
        "trước + tăng mới - giảm. Mỗi người, mỗi cơ sở chỉ tính một lần; người nghỉ việc, cơ sở "
        "giải thể ghi vào cột Giảm."
    )
    bases = ", ".join(f"{basis.value} {basis.label.lower()}" for basis in plan.bases)
    yield (
        "Dòng không có danh sách (trẻ em, người dân, hộ) ghi số khác nhau từ đầu năm báo cáo đến "
        f"ngày chốt và cách tính: {bases}. Lượt người dự là số hoạt động, không ghi ở đây."
    )
    if layout.window == window(plan, layout.period):
        yield (
            "Báo cáo năm gồm cả 6 tháng đầu năm: số phát sinh và số trong năm không được nhỏ hơn "
            "báo cáo 6 tháng."
        )
    else:
        yield (
            f"Năm {layout.period.year} chỉ báo cáo phần {window_in_words(layout.window)}; phần "
            "trước đó đã có trong báo cáo của đơn vị cũ, không ghi lại."
        )
    yield (
        "Cột Kiểm tra và trang bìa cho biết còn bao nhiêu ô trống, dòng nào chưa khớp. Dòng tô đỏ "
        "cần xem lại trước khi gửi."
    )
    yield (
        "Chỉ ghi tổng hợp, không ghi họ tên, ngày sinh, số định danh, địa chỉ, trường, điện thoại "
        "của trẻ em ở bất kỳ ô nào (Luật Trẻ em Điều 6, Điều 21)."
    )
    yield (
        "Không xóa, không sửa mã biểu và các mã màu xám. Gửi lại sau khi sửa số liệu thì ghi lần "
        "gửi 2, 3 … ở trang bìa."
    )


def _rows(layout: Layout) -> Iterator[FormRow]:
    for form_sheet in layout.sheets:
        for table in form_sheet.tables:
            yield from (row for row in table.rows if row.kind is RowKind.FIGURE)


def _draw_definitions(sheet: Sheetful, rows: tuple[FormRow, ...], line: int) -> int:
    page, styles = sheet.page, sheet.styles
    page.write(line, 0, "Cách hiểu từng chỉ tiêu", styles["section"])
    for column, heading in enumerate(("Mã", "Chỉ tiêu", "Cách hiểu", "Căn cứ")):
        page.write(line + 1, column, heading, styles["header"])
    page.repeat_rows(line + 1)
    line += 2
    for row in rows:
        if row.element is None:
            continue
        meaning = _meaning(row.element)
        page.write_string(line, 0, row.code, styles["guide_code"])
        page.write_string(line, 1, row.label, styles["guide_cell"])
        page.write_string(line, 2, meaning, styles["guide_cell"])
        page.write_string(line, 3, row.clause, styles["guide_cell"])
        taken = max(line_count(row.label, _WIDTHS[1], 10), line_count(meaning, _WIDTHS[2], 10))
        page.set_row(line, row_height((taken, 10)))
        line += 1
    return line


def _meaning(element: Element) -> str:
    choices = "; ".join(f"{choice.value} - {choice.label}" for choice in element.choices)
    measure = _MEASURES.get(element.measure, "")
    parts = (measure, element.definition, f"Chọn: {choices}." if choices else "")
    return " ".join(filter(None, parts))


def _draw_clauses(sheet: Sheetful, rows: tuple[FormRow, ...], line: int) -> int:
    """Quote the clauses that the form's rows and the unit's duties come from."""
    page, styles, plan = sheet.page, sheet.styles, sheet.plan
    named = {row.clause for row in rows} | set(sheet.layout.unit.clauses)
    page.write(line, 0, f"Căn cứ tại Kế hoạch số {plan.number}", styles["section"])
    line += 1
    for clause, text in plan.clauses.items():
        if clause in named:
            page.write_string(line, 0, clause, styles["guide_code"])
            page.merge_range(line, 1, line, len(_WIDTHS) - 1, text, styles["guide_cell"])
            page.set_row(line, row_height((line_count(text, sum(_WIDTHS[1:]), 10), 10)))
            line += 1
    return line
