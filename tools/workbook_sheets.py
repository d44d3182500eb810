"""What the sheets of the report's workbook say: titles, and columns with their tags."""

from __future__ import annotations

from dataclasses import dataclass

from workbook_notes import note

CONTENTS = "Mục lục"
NOTES = "Ghi chú"


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a table: what heads it, and the tag below."""

    head: str
    width: float
    tag: str
    number: bool = False
    """Whether it holds figures, aligned right."""


@dataclass(frozen=True, slots=True)
class Table:
    """One sheet with one table."""

    sheet: str
    title: str
    source: str
    """The line between title and table."""
    rows: str
    """Name of the list that the rows loop over; each entry is `one`."""
    columns: tuple[Column, ...]
    empty: str
    """What stands in place of a table without rows."""
    landscape: bool = True
    one_page: bool = False
    """Whether it is printed on a single page, chart and all."""


def _figure(head: str, width: float, tag: str) -> Column:
    return Column(head, width, f"{{{{ one.{tag} }}}}", number=True)


def _text(head: str, width: float, tag: str) -> Column:
    return Column(head, width, f"{{{{ one.{tag} }}}}")


_SOURCE = f"Nguồn: báo cáo của các cơ quan, đơn vị. Ký hiệu và ghi chú: trang {NOTES}."
_CODE = _text("Mã", 9, "code")
_UNIT = (_text("Mã đơn vị", 15, "unit"), _text("Đơn vị", 42, "unit_name"))


def _activities(sheet: str, number: str, title: str, rows: str, about: str) -> Table:
    return Table(
        sheet=sheet,
        title=f"Bảng {number}. {title}",
        source=f"{_SOURCE} Xem ghi chú {about}.",
        rows=rows,
        columns=(
            _text("Điểm", 10, "clause"),
            _text("Nhóm", 40, "group"),
            _CODE,
            _text("Nội dung", 46, "label"),
            _text("Đơn vị tính", 15, "counted_in"),
            _figure("Toàn tỉnh", 13, "total"),
            _figure("Số đơn vị có số liệu", 10, "used"),
            _figure("Số đơn vị phải có", 10, "expected"),
            _text("Ghi chú", 44, "note"),
        ),
        empty="Không có nội dung nào trong kỳ.",
    )


def _unit_activities(sheet: str, number: str, title: str, rows: str, about: str) -> Table:
    return Table(
        sheet=sheet,
        title=f"Bảng {number}. {title}",
        source=f"{_SOURCE} Xem ghi chú {about}.",
        rows=rows,
        columns=(
            _text("Điểm", 10, "clause"),
            _CODE,
            _text("Nội dung", 50, "label"),
            _text("Đơn vị tính", 15, "counted_in"),
            *_UNIT,
            _figure("Số liệu", 14, "value"),
        ),
        empty="Không có nội dung nào trong kỳ.",
    )


TABLES = (
    Table(
        sheet="1 Mục tiêu",
        title="Bảng 1. Kết quả thực hiện các mục tiêu",
        source=_SOURCE,
        rows="targets",
        columns=(
            _text("Mã", 8, "row.code"),
            _text("Mục tiêu", 38, "indicator"),
            _text(f"Dòng {note('line')}", 20, "line"),
            _text("Điểm trong Kế hoạch", 12, "row.clause"),
            _text("{{ view.target_heading }}", 13, "row.target"),
            _figure("Tử số", 11, "row.numerator"),
            _figure("Mẫu số", 11, "row.denominator"),
            _figure(f"Tỷ lệ {note('ratio')}", 10, "row.ratio"),
            _figure("Cùng kỳ năm trước", 10, "row.previous"),
            _figure(f"Tăng, giảm (điểm %) {note('change')}", 10, "row.change"),
            _figure("Số đơn vị có số liệu", 9, "row.used"),
            _figure("Số đơn vị phải có", 9, "row.expected"),
            _figure(f"Tỷ trọng mẫu số {note('share')}", 10, "row.share"),
            _figure(f"Cận dưới {note('bounds')}", 10, "row.low"),
            _figure(f"Cận trên {note('bounds')}", 10, "row.high"),
            _text(f"Đánh giá {note('met')} đến {note('no_target')}", 19, "row.verdict_text"),
        ),
        empty="Kế hoạch không có mục tiêu nào trong kỳ.",
    ),
    Table(
        sheet="1a Biểu đồ",
        title="Biểu đồ 1. Tỷ lệ thực hiện so với mức chỉ tiêu",
        source="Nguồn: Bảng 1; chỉ gồm dòng được đánh giá theo mức chỉ tiêu và có tỷ lệ.",
        rows="chart",
        columns=(
            _text("Nhãn trên biểu đồ", 30, "label"),
            _text("Nội dung", 48, "goal"),
            _figure("Tỷ lệ", 10, "ratio"),
            _figure("Mức chỉ tiêu", 10, "level"),
            _figure(f"Cận dưới {note('bounds')}", 10, "low"),
            _figure(f"Cận trên {note('bounds')}", 10, "high"),
            _figure("Từ cận dưới đến tỷ lệ", 11, "below"),
            _figure("Từ tỷ lệ đến cận trên", 11, "above"),
        ),
        empty="Chưa có tỷ lệ nào để vẽ biểu đồ.",
        landscape=False,
        one_page=True,
    ),
    Table(
        sheet="1b Mẫu số giả định",
        title="Bảng 1b. Mẫu số giả định của đơn vị chưa có số liệu",
        source=f"Dùng để tính cận dưới, cận trên tại Bảng 1. Xem ghi chú {note('assumed')}.",
        rows="assumed",
        columns=(
            _CODE,
            Column("Dòng", 28, "{{ one.line or 'Chung' }}"),
            *_UNIT,
            _figure("Mẫu số", 13, "denominator"),
            _text("Nguồn", 46, "source"),
        ),
        empty="Không phải giả định mẫu số của đơn vị nào.",
        landscape=False,
    ),
    Table(
        sheet="2 Theo đơn vị",
        title="Bảng 2. Số liệu các mục tiêu theo đơn vị",
        source=f"{_SOURCE} Số toàn tỉnh tại Bảng 1.",
        rows="units",
        columns=(
            _CODE,
            _text("Mục tiêu", 50, "indicator"),
            _text("Dòng", 24, "line"),
            *_UNIT,
            _figure("Tử số", 11, "cell.numerator"),
            _figure("Mẫu số", 11, "cell.denominator"),
            _figure("Tỷ lệ", 11, "cell.ratio"),
            _text("Ghi chú", 30, "note"),
        ),
        empty="Không có số liệu theo đơn vị.",
    ),
    _activities(
        "3 Hoạt động", "3", "Hoạt động theo nhiệm vụ, toàn tỉnh", "activities", note("activity")
    ),
    _unit_activities(
        "3a Hoạt động theo đơn vị",
        "3a",
        "Hoạt động theo nhiệm vụ và đơn vị",
        "unit_activities",
        note("activity"),
    ),
    _activities("4 Kinh phí", "4", "Kinh phí, toàn tỉnh", "funding", note("money")),
    _unit_activities(
        "4a Kinh phí theo đơn vị", "4a", "Kinh phí theo đơn vị", "unit_funding", note("money")
    ),
    Table(
        sheet="5 Báo cáo nhận được",
        title="Bảng 5. Báo cáo nhận được",
        source=f"Tính đến ngày nhận báo cáo gần nhất. Xem ghi chú {note('received')}.",
        rows="returns",
        columns=(
            _text("Mã đơn vị", 15, "row.code"),
            _text("Đơn vị", 44, "row.name"),
            _text("Trách nhiệm", 20, "standing"),
            _text("Tình trạng", 20, "row.state_text"),
            _figure("Ngày nhận", 13, "received"),
            _figure("Bản thứ", 8, "revision"),
            _figure("Số lỗi", 8, "errors"),
            _figure("Số nội dung đề nghị giải trình", 12, "queries"),
            _text("Ghi chú", 36, "note"),
        ),
        empty="Không có đơn vị nào phải báo cáo trong kỳ.",
    ),
    Table(
        sheet="6 Đối chiếu",
        title="Bảng 6. Đối chiếu số liệu giữa các cơ quan, đơn vị (không cộng)",
        source=f"{_SOURCE} Xem ghi chú {note('cross')}.",
        rows="cross_checks",
        columns=(
            _text("Điểm", 9, "clause"),
            _text("Nội dung đối chiếu", 32, "name"),
            _text("Số thứ nhất là", 40, "left_label"),
            _figure("Số thứ nhất", 12, "left"),
            _text("Số thứ hai là", 40, "right_label"),
            _figure("Số thứ hai", 12, "right"),
            _figure("Chênh lệch", 12, "difference"),
            Column("Ghi chú", 36, "{{ one.note or nothing }}"),
        ),
        empty="Không có nội dung đối chiếu trong kỳ.",
    ),
    Table(
        sheet="6a Chấp nhận, gửi lại",
        title="Bảng 6a. Số liệu được chấp nhận, báo cáo gửi lại",
        source=_SOURCE,
        rows="restatements",
        columns=(_text("Đơn vị", 44, "unit"), _text("Nội dung", 120, "text")),
        empty="Chưa có báo cáo gửi lại, chưa có số liệu ngoại lệ được chấp nhận.",
    ),
    Table(
        sheet="6b Số liệu thay đổi",
        title="Bảng 6b. Số liệu của báo cáo đã phát hành có thay đổi",
        source="Số liệu đã báo cáo so với bản đơn vị gửi sau khi báo cáo đã phát hành.",
        rows="restated",
        columns=(
            _text("Kỳ", 22, "period"),
            _text("Đơn vị", 32, "unit"),
            _text("Chỉ số", 60, "label"),
            _figure("Đã báo cáo", 12, "was"),
            _figure("Nay là", 12, "now"),
            _text("Lý do", 30, "why"),
            _text("Đánh giá chỉ tiêu", 34, "verdict"),
        ),
        empty="Chưa có số liệu nào của báo cáo đã phát hành thay đổi.",
    ),
    Table(
        sheet="7 Nguồn số liệu",
        title="Bảng 7. Nguồn số liệu của các mục tiêu",
        source=f"Ô trong tệp của đơn vị mà số liệu dựa vào. Xem ghi chú {note('source')}.",
        rows="sources",
        columns=(
            _text("Mã đơn vị", 15, "row.unit"),
            _text("Đơn vị", 32, "row.unit_name"),
            _text("Kỳ", 11, "row.period"),
            _text("Mã số liệu", 17, "row.key"),
            _text("Nội dung", 44, "row.label"),
            _figure("Số liệu", 11, "row.value"),
            _text("Tệp", 30, "file"),
            _text("Trang!ô", 20, "place"),
            _figure("Bản thứ", 8, "row.revision"),
            _text("SHA-256", 36, "row.sha256"),
        ),
        empty="Chưa có số liệu nào.",
    ),
)
