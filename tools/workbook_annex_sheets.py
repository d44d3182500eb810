"""What the sheets behind the tables say: returns, tasks, checks, changes and sources."""

from __future__ import annotations

from workbook_notes import note
from workbook_tables import SOURCE, UNIT, Column, Table, figure, text

from lsreport.report.annex_types import TASK_SECTIONS

_UNIT_ROW = (text("Mã đơn vị", 13, "row.code"), text("Đơn vị", 40, "row.name"))
_NOT_PUBLIC = "{% if view.public %}Bản công khai không kèm nội dung này.{% else %}"

_RETURNS = Table(
    sheet="5 Báo cáo nhận được",
    title="Bảng 5. Báo cáo nhận được",
    about=f"Tính đến ngày nhận báo cáo gần nhất. Xem {note('received')}.",
    signs="0…",
    rows="returns",
    columns=(
        *_UNIT_ROW,
        text("Trách nhiệm", 22, "standing"),
        text("Tình trạng", 16, "row.state_text"),
        figure("Ngày nhận", 11, "received"),
        figure("Bản thứ", 7, "revision"),
        figure("Số lỗi", 7, "errors"),
        figure("Số nội dung đề nghị giải trình", 12, "queries"),
        text("Ghi chú", 36, "note"),
    ),
    empty="Không có đơn vị nào phải báo cáo trong kỳ.",
)
_TASKS = Table(
    sheet="5a Nhiệm vụ",
    title="Bảng 5a. Tình hình thực hiện nhiệm vụ theo mục V của Kế hoạch",
    about=f"{SOURCE} Xem {note('tasks')}.",
    rows="tasks",
    columns=(
        text("Điểm", 8, "clause"),
        text("Đơn vị", 40, "unit"),
        *(
            Column(f"Mục {section}", 10, f"{{{{ one.states[{place}] }}}}", "center")
            for place, section in enumerate(TASK_SECTIONS)
        ),
    ),
    empty="Không có đơn vị nào phải báo cáo trong kỳ.",
    landscape=False,
)
_FINDINGS = Table(
    sheet="5b Nội dung kiểm tra lại",
    title="Bảng 5b. Nội dung đề nghị đơn vị kiểm tra lại, chưa giải quyết",
    about=f"Kết quả kiểm tra báo cáo của các đơn vị. Xem {note('findings')}.",
    rows="findings",
    columns=(
        text("Mã đơn vị", 13, "unit"),
        text("Đơn vị", 28, "unit_name"),
        text("Loại", 17, "kind"),
        text("Quy tắc", 8, "rule"),
        text("Số liệu", 32, "label"),
        text("Trang!ô", 20, "where"),
        text("Nội dung", 48, "message"),
        text("Cần làm", 44, "remedy"),
    ),
    empty=f"{_NOT_PUBLIC}Không còn nội dung nào phải kiểm tra lại.{{% endif %}}",
    filtered=True,
)
_CROSS_CHECKS = Table(
    sheet="6 Đối chiếu",
    title="Bảng 6. Đối chiếu số liệu giữa các cơ quan, đơn vị (không cộng)",
    about=f"{SOURCE} Xem {note('cross')}.",
    signs="0…*",
    rows="cross_checks",
    columns=(
        text("Điểm", 9, "row.clause"),
        text("Nội dung đối chiếu", 30, "row.name"),
        text("Số thứ nhất là", 36, "row.left_label"),
        figure("Số thứ nhất", 11, "row.left"),
        text("Số thứ hai là", 36, "row.right_label"),
        figure("Số thứ hai", 11, "row.right"),
        figure("Chênh lệch", 11, "row.difference"),
        text("Ghi chú", 34, "note"),
    ),
    empty="Không có nội dung đối chiếu trong kỳ.",
    one_page=True,
)
_WAIVERS = Table(
    sheet="6a Số liệu chấp nhận",
    title="Bảng 6a. Số liệu ngoại lệ được chấp nhận",
    about=f"Quyết định của cơ quan tổng hợp. Xem {note('waivers')}.",
    signs="0*",
    rows="waivers",
    columns=(
        *UNIT,
        text("Quy tắc", 8, "rule"),
        text("Số liệu", 40, "label"),
        figure("Số được chấp nhận", 11, "seen"),
        text("Đến hết kỳ", 18, "until"),
        text("Người chấp nhận", 24, "who"),
        text("Lý do", 40, "why"),
    ),
    empty=f"{_NOT_PUBLIC}Chưa có số liệu ngoại lệ được chấp nhận.{{% endif %}}",
)
_RESENT = Table(
    sheet="6b Báo cáo gửi lại",
    title="Bảng 6b. Báo cáo gửi lại",
    about="Báo cáo của kỳ mà bản mới đã thay bản trước.",
    rows="resent",
    columns=(
        *_UNIT_ROW,
        figure("Ngày nhận", 11, "received"),
        figure("Bản thứ", 7, "revision"),
        text("Ghi chú", 50, "note"),
    ),
    empty="Chưa có báo cáo gửi lại.",
    landscape=False,
)
_RESTATED = Table(
    sheet="6c Số liệu thay đổi",
    title="Bảng 6c. Số liệu của báo cáo đã phát hành có thay đổi",
    about="Số liệu đã báo cáo so với bản đơn vị gửi sau khi báo cáo đã phát hành.",
    signs="0…x*",
    rows="restated",
    columns=(
        text("Kỳ", 20, "period"),
        text("Đơn vị", 30, "unit"),
        text("Chỉ số", 52, "label"),
        figure("Đã báo cáo", 11, "was"),
        figure("Nay là", 11, "now"),
        text("Lý do", 28, "why"),
        text("Đánh giá chỉ tiêu", 32, "verdict"),
    ),
    empty="Chưa có số liệu nào của báo cáo đã phát hành thay đổi.",
)
_SOURCES = Table(
    sheet="7 Nguồn số liệu",
    title="Bảng 7. Nguồn của từng số liệu",
    about=(
        f"Ô trong tệp của đơn vị mà số liệu dựa vào; tên tệp khi in: Bảng 7a. Xem {note('source')}."
    ),
    signs="0x*",
    rows="sources",
    columns=(
        text("Dùng cho mã", 12, "figures"),
        text("Mã đơn vị", 13, "row.unit"),
        text("Kỳ", 11, "row.period"),
        text("Mã số liệu", 15, "row.key"),
        text("Nội dung", 66, "row.label"),
        figure("Số liệu", 10, "row.value"),
        text("Trang!ô", 22, "place"),
        text("Bản thứ", 7, "row.revision"),
        Column("Tệp", 54, "{{ one.file }}", printed=False),
        Column("SHA-256", 70, "{{ one.row.sha256 }}", printed=False),
        Column("Đơn vị", 50, "{{ one.row.unit_name }}", printed=False),
    ),
    empty=f"{_NOT_PUBLIC}Chưa có số liệu nào.{{% endif %}}",
    landscape=False,
    filtered=True,
)
_FILES = Table(
    sheet="7a Tệp gốc",
    title="Bảng 7a. Tệp gốc của các số liệu",
    about=f"Tệp đã nhận, giữ nguyên trong kho lưu trữ. Xem {note('source')}.",
    rows="files",
    columns=(
        *UNIT,
        text("Kỳ", 11, "period"),
        text("Tệp", 40, "file"),
        text("Bản thứ", 7, "revision"),
        figure("Số ô đã dùng", 8, "cells"),
        text("SHA-256", 68, "sha256"),
    ),
    empty=f"{_NOT_PUBLIC}Chưa có tệp nào.{{% endif %}}",
)
ANNEX_TABLES = (
    _RETURNS,
    _TASKS,
    _FINDINGS,
    _CROSS_CHECKS,
    _WAIVERS,
    _RESENT,
    _RESTATED,
    _SOURCES,
    _FILES,
)
"""The tables of annexes II to IV, and the sources of every figure."""
