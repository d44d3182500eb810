"""What the sheets of a review's workbook say: tables over the years, and their notes."""

from __future__ import annotations

from collections.abc import Mapping

import report_workbook
from workbook_tables import SOURCE, Column, Table, bars, figure, numbered, reference, text

from lsreport.report.annex_types import TASK_SECTIONS
from lsreport.report.review_charts import VERDICT_NAMES

NAME = "review.xlsx"
_NOTES: Mapping[str, tuple[str, str]] = {
    "year": (
        "Năm",
        (
            "Số liệu của mỗi năm là số trong báo cáo năm đó; số liệu 6 tháng đã nằm trong số liệu "
            "năm, không cộng thêm. Số người được tiếp cận không cộng các năm."
        ),
    ),
    "ratio": (
        "Tỷ lệ",
        (
            "Tỷ lệ toàn tỉnh bằng tổng tử số chia tổng mẫu số của các đơn vị có đủ cả hai số, "
            "không phải bình quân tỷ lệ của các đơn vị. Mục tiêu đánh giá theo từng dòng không có "
            "tỷ lệ chung (ghi x)."
        ),
    ),
    "bounds": (
        "Cận dưới, cận trên",
        (
            "Khi còn đơn vị chưa có số liệu, tỷ lệ toàn tỉnh nằm trong khoảng từ cận dưới (coi "
            "như các đơn vị đó chưa thực hiện cho đối tượng nào) đến cận trên (coi như đã thực "
            "hiện cho mọi đối tượng)."
        ),
    ),
    "first": (
        "Năm đầu ghi nhận đạt",
        (
            "Năm đầu tiên số liệu đủ cơ sở kết luận đã đạt. Năm chưa có số liệu thì không kết "
            "luận, không coi là chưa đạt."
        ),
    ),
    "gap": (
        "Còn thiếu",
        (
            "Số người hoặc cơ sở còn thiếu để đạt mức chỉ tiêu theo số liệu năm cuối; chỉ ghi khi "
            "mọi đơn vị có số liệu."
        ),
    ),
    "sum": (
        "Cộng các năm",
        (
            "Tổng các năm có số liệu, không gồm năm chưa có số liệu; ghi x với số tại thời điểm "
            "cuối năm và với việc nhiều đơn vị có thể cùng báo cáo."
        ),
    ),
    "tasks": (
        "Nhiệm vụ",
        (
            "Có: có kết quả trong năm; n/N: số đơn vị có kết quả trên số đơn vị được giao; 0: "
            "chưa phát sinh; x: không giao cho đơn vị."
        ),
    ),
    "few": (
        "Số trường hợp nhỏ",
        (
            "{% if view.public %}Khi một năm nào đó có đơn vị có từ 1 đến {{ most_masked }} trường "
            "hợp, số liệu, tỷ lệ, đánh giá của nội dung đó được thay bằng * ở mọi năm; riêng "
            "số toàn tỉnh của mục tiêu 1.1 vẫn ghi.{% else %}Số liệu cho phép suy ra từ 1 đến "
            "{{ most_masked }} trường hợp của một đơn vị được thay bằng *.{% endif %}"
        ),
    ),
}


def note_rows() -> tuple[tuple[str, str, str], ...]:
    """Return number, subject and text of every note."""
    return numbered(_NOTES)


def _note(name: str) -> str:
    return reference(_NOTES, name)


_CODE = text("Mã", 10, "code")
_TRENDS = Table(
    sheet="1 Mục tiêu theo năm",
    title="Bảng 1. Kết quả các mục tiêu theo từng năm",
    about=f"{SOURCE} Xem {_note('year')}, {_note('ratio')}, {_note('bounds')}.",
    signs="0…x#*",
    rows="trends",
    columns=(
        _CODE,
        text("Tên gọn", 60, "row.label"),
        text("Điểm trong Kế hoạch", 13, "row.clause"),
        text("Chỉ tiêu", 18, "row.levels"),
        Column("Năm", 8, "{{ one.year }}", "center"),
        figure("Tử số", 11, "row.numerator"),
        figure("Mẫu số", 11, "row.denominator"),
        figure("Tỷ lệ", 10, "row.ratio"),
        figure("Cận dưới", 9, "row.low"),
        figure("Cận trên", 9, "row.high"),
        figure("Số đơn vị có số liệu", 10, "row.used"),
        figure("Số đơn vị phải có", 10, "row.expected"),
        text("Đánh giá", 18, "verdict"),
        Column("Mục tiêu", 110, "{{ one.indicator }}", printed=False),
        Column("Dòng", 40, "{{ one.line }}", printed=False),
    ),
    empty="Kế hoạch không có mục tiêu nào trong các năm này.",
    filtered=True,
)
_ENDINGS = Table(
    sheet="2 Thời điểm đạt",
    title="Bảng 2. Kết quả năm cuối và thời điểm đạt mục tiêu",
    about=f"{SOURCE} Xem {_note('first')}, {_note('gap')}.",
    signs="0…x#*",
    rows="endings",
    columns=(
        _CODE,
        text("Mục tiêu", 46, "indicator"),
        text("Dòng", 24, "line"),
        text("Chỉ tiêu", 13, "row.levels"),
        figure("Kết quả năm cuối", 11, "last"),
        figure("Còn thiếu", 10, "row.gap"),
        text("Năm đầu ghi nhận đạt", 13, "row.first_met"),
        text("Các năm sau đó", 24, "row.since"),
        text("Đánh giá năm cuối", 28, "row.verdict"),
    ),
    empty="Kế hoạch không có mục tiêu nào trong các năm này.",
)
_VERDICTS = Table(
    sheet="2a Biểu đồ đánh giá",
    title="Biểu đồ 2a. Số mục tiêu theo kết quả đánh giá từng năm",
    about="Nguồn: Bảng 2 và Bảng 1; không gồm mục tiêu không công bố do số trường hợp nhỏ.",
    rows="verdicts",
    columns=(
        text("Năm", 16, "label"),
        *(figure(name, 16, f"values[{at}]") for at, name in enumerate(VERDICT_NAMES)),
    ),
    empty="Không có mục tiêu nào được công bố kết quả đánh giá.",
    one_page=True,
)
_RATIOS = Table(
    sheet="1a Biểu đồ xu hướng",
    title="Biểu đồ 1a. Tỷ lệ thực hiện qua các năm so với mức chỉ tiêu",
    about=(
        "Nguồn: Bảng 1; chỉ gồm dòng được đánh giá theo mức chỉ tiêu và có tỷ lệ. Năm chưa có số "
        "liệu không có thanh trên biểu đồ."
    ),
    signs="…x",
    rows="ratios",
    columns=bars(text("Năm", 16, "period"), _note("bounds")),
    empty="Chưa có tỷ lệ nào để vẽ biểu đồ.",
    landscape=False,
)
_YEARLY = Table(
    sheet="3 Hoạt động theo năm",
    title="Bảng 3. Hoạt động, kinh phí theo từng năm, toàn tỉnh",
    about=f"{SOURCE} Xem {_note('year')}.",
    signs="0…x*",
    rows="yearly",
    columns=(
        text("Điểm", 8, "clause"),
        _CODE,
        text("Nội dung", 62, "label"),
        text("Đơn vị tính", 24, "counted_in"),
        Column("Năm", 8, "{{ one.year }}", "center"),
        figure("Số liệu", 16, "value"),
    ),
    empty="Không có nội dung nào phát sinh trong các năm này.",
    landscape=False,
    filtered=True,
)
_SUMS = Table(
    sheet="3a Cộng các năm",
    title="Bảng 3a. Hoạt động, kinh phí cộng các năm có số liệu, toàn tỉnh",
    about=f"{SOURCE} Xem {_note('sum')}.",
    signs="0…x*",
    rows="sums",
    columns=(
        text("Điểm", 8, "clause"),
        text("Nhóm", 40, "group"),
        _CODE,
        text("Nội dung", 56, "label"),
        text("Đơn vị tính", 16, "counted_in"),
        figure("Cộng", 14, "total"),
        Column("Số năm có số liệu", 12, "{{ one.known }}", "center"),
    ),
    empty="Không có nội dung nào phát sinh trong các năm này.",
)
_RETURNS = Table(
    sheet="4 Báo cáo năm",
    title="Bảng 4. Báo cáo năm của các cơ quan, đơn vị",
    about=f"{SOURCE} Đơn vị tính: báo cáo.",
    rows="years",
    columns=(
        Column("Năm", 8, "{{ one.year }}", "center"),
        figure("Số liệu từ ngày", 13, "first"),
        figure("Đến hết ngày", 13, "last"),
        figure("Phải báo cáo", 9, "row.expected"),
        figure("Đã nhận", 9, "row.received"),
        figure("Đúng hạn", 9, "row.on_time"),
        figure("Chậm", 9, "row.late"),
        figure("Chưa nhận", 9, "row.lacking"),
        text("Đơn vị chưa có báo cáo", 60, "missing"),
        text("Ghi chú", 34, "note"),
    ),
    empty="Không có năm nào.",
)
_TASKS = Table(
    sheet="5 Nhiệm vụ theo năm",
    title="Bảng 5. Tình hình thực hiện nhiệm vụ theo mục V của Kế hoạch qua các năm",
    about=f"{SOURCE} Xem {_note('tasks')}.",
    signs="0…x*",
    rows="tasks",
    columns=(
        text("Mục", 8, "clause"),
        Column("Năm", 8, "{{ one.year }}", "center"),
        text("Cơ quan, đơn vị", 50, "who"),
        *(
            Column(section, 9, f"{{{{ one.states[{at}] }}}}", "center")
            for at, section in enumerate(TASK_SECTIONS)
        ),
    ),
    empty="Không có nhiệm vụ nào.",
    filtered=True,
)
TABLES = (_TRENDS, _RATIOS, _ENDINGS, _VERDICTS, _YEARLY, _SUMS, _RETURNS, _TASKS)


def build() -> bytes:
    """Return the bytes of the template."""
    return report_workbook.build(TABLES, note_rows())
