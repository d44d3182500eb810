"""Draws the cover of a form: what it is, who sends it, what is still empty, what colours say."""

from __future__ import annotations

from collections.abc import Sequence

from lsreport.excel.drawing import Sheetful, draw_box, draw_label, draw_tokens, set_page
from lsreport.excel.frame import LABEL_COLUMN, FormSheet
from lsreport.excel.identity import form_code
from lsreport.excel.styles import TEXT_SIZE, line_count, row_height
from lsreport.excel.tables import check_ranges
from lsreport.excel.wording import due_in_words, period_in_words, window_in_words

_PROVINCE = "ỦY BAN NHÂN DÂN TỈNH LẠNG SƠN"
_VALUE, _ASIDE = LABEL_COLUMN + 1, LABEL_COLUMN + 2
_WIDTHS = [11.5, 33.0, 38.0, 26.0]
_OFFICE_LINE = 3
_SUBJECT_LINE = 6
_FACTS_LINE = 10
_LEGEND = (
    ("input_swatch", "Ô đơn vị ghi số liệu"),
    ("prefilled_swatch", "Ô đã điền sẵn: xác nhận, hoặc sửa nếu chưa đúng"),
    ("formula_swatch", "Ô biểu tự tính: không ghi"),
    ("unused", "Ô không dùng, hoặc phần đã đánh dấu không phát sinh"),
    ("error_swatch", "Dòng có số chưa khớp: xem cột Kiểm tra"),
)


def draw_cover(sheet: Sheetful, figures: Sequence[FormSheet]) -> None:
    """Draw the cover; `figures` are the sheets whose empty boxes it counts."""
    page = sheet.page
    set_page(sheet, _WIDTHS)
    _draw_identity(sheet)
    _draw_subject(sheet)
    _draw_facts(sheet)
    last = _draw_fields(sheet)
    last = _draw_tally(sheet, figures, last + 2)
    last = _draw_legend(sheet, last + 2)
    page.print_area(0, 0, last, _ASIDE)


def _draw_identity(sheet: Sheetful) -> None:
    """Draw the code row and the printed form code, in the same cells of every form."""
    page, styles = sheet.page, sheet.styles
    (table,) = sheet.form_sheet.tables
    code_row = next(table.rows)
    draw_tokens(sheet, table)
    draw_label(sheet, code_row)
    page.write_string(code_row.line, _VALUE, form_code(sheet.layout.identity), styles["form_code"])
    page.write_string(code_row.line, _ASIDE, "Mã của riêng biểu này: không sửa.", styles["aside"])
    page.set_row(code_row.line, 24)


def _draw_subject(sheet: Sheetful) -> None:
    page, styles, layout, plan = sheet.page, sheet.styles, sheet.layout, sheet.plan
    page.write(_OFFICE_LINE, LABEL_COLUMN, _PROVINCE, styles["office"])
    page.write(_OFFICE_LINE + 1, LABEL_COLUMN, layout.issuer.upper(), styles["office_bold"])
    subject = f"BÁO CÁO KẾT QUẢ THỰC HIỆN KẾ HOẠCH SỐ {plan.number}"
    lines = (
        (subject, "subject", 14),
        (period_in_words(layout.period).upper(), "subject", 14),
        (plan.title, "subject_under", TEXT_SIZE),
    )
    for offset, (text, style, size) in enumerate(lines):
        line = _SUBJECT_LINE + offset
        page.merge_range(line, LABEL_COLUMN, line, _ASIDE, text, styles[style])
        page.set_row(line, row_height((line_count(text, sum(_WIDTHS[1:]), size), size)))


def _draw_facts(sheet: Sheetful) -> None:
    page, styles, layout = sheet.page, sheet.styles, sheet.layout
    facts = (
        ("Đơn vị báo cáo", f"{layout.unit.name} (mã {layout.unit.code})"),
        ("Nhiệm vụ tại Kế hoạch", f"mục {', '.join(layout.unit.clauses)}"),
        ("Kỳ báo cáo", period_in_words(layout.period)),
        ("Số liệu", window_in_words(layout.window)),
        ("Thời hạn gửi", due_in_words(layout.due.written, layout.due.moved)),
        ("Nơi nhận", layout.issuer),
    )
    for offset, (name, fact) in enumerate(facts):
        line = _FACTS_LINE + offset
        page.write(line, LABEL_COLUMN, name, styles["label"])
        page.merge_range(line, _VALUE, line, _ASIDE, fact, styles["fact"])
        page.set_row(line, row_height((1, TEXT_SIZE)))


def _draw_fields(sheet: Sheetful) -> int:
    """Draw what the unit says about its sending; return the last row."""
    (table,) = sheet.form_sheet.tables
    rows = [row for row in table.rows if row.inputs]
    page, styles = sheet.page, sheet.styles
    page.write(rows[0].line - 1, LABEL_COLUMN, "Thông tin gửi báo cáo", styles["section"])
    for row in rows:
        draw_label(sheet, row)
        draw_box(sheet, table, row, "value")
        page.write_blank(row.line, _ASIDE, None, styles["aside"])
        page.set_row(row.line, row_height((1, TEXT_SIZE)) + 3)
    note = sheet.form_sheet.sheet.note
    page.merge_range(rows[0].line, _ASIDE, rows[-1].line, _ASIDE, note, styles["aside"])
    return rows[-1].line


def _draw_tally(sheet: Sheetful, figures: Sequence[FormSheet], line: int) -> int:
    """Count the empty boxes and the rows that do not agree, per sheet; return the last row."""
    page, styles = sheet.page, sheet.styles
    page.write(line, LABEL_COLUMN, "Mức độ đầy đủ (biểu tự tính)", styles["section"])
    headings = ("Trang", "Ô bắt buộc còn trống", "Dòng có số chưa khớp")
    for offset, heading in enumerate(headings):
        page.write(line + 1, LABEL_COLUMN + offset, heading, styles["header"])
    for form_sheet in figures:
        line += 1
        ranges = tuple(check_ranges(form_sheet))
        page.write(line + 1, LABEL_COLUMN, form_sheet.sheet.title, styles["label"])
        empty = f"=SUM({','.join(ranges)})"
        page.write_formula(line + 1, _VALUE, empty, styles["tally"], "")
        wrong = "=" + "+".join(f"SUMPRODUCT(ISTEXT({one})*(LEN({one})>0))" for one in ranges)
        page.write_formula(line + 1, _ASIDE, wrong, styles["tally_rows"], "")
    return line + 1


def _draw_legend(sheet: Sheetful, line: int) -> int:
    """Explain the colours; return the last row."""
    page, styles = sheet.page, sheet.styles
    page.write(line, LABEL_COLUMN, "Màu ô trong biểu", styles["section"])
    for swatch, meaning in _LEGEND:
        line += 1
        page.write_blank(line, LABEL_COLUMN, None, styles[swatch])
        page.merge_range(line, _VALUE, line, _ASIDE, meaning, styles["label"])
        page.set_row(line, row_height((line_count(meaning, 64, TEXT_SIZE), TEXT_SIZE)))
    return line
