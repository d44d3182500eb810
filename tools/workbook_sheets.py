"""What the sheets of the report's workbook say: titles, columns with their tags, notes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

CONTENTS = "Mục lục"
NOTES = "Ghi chú"

# Numbered in this order; the heads of columns refer to the numbers.
_NOTES: Mapping[str, tuple[str, str]] = {
    "ratio": (
        "Tỷ lệ",
        "Tỷ lệ toàn tỉnh bằng tổng tử số chia tổng mẫu số của các đơn vị có đủ cả hai số, không "
        "phải bình quân tỷ lệ của các đơn vị. Mỗi đơn vị báo cáo phần đối tượng riêng của mình.",
    ),
    "line": (
        "Dòng",
        "Dòng Chung là mục tiêu nói chung. Mục tiêu đánh giá theo từng dòng không có tử số, mẫu "
        "số, tỷ lệ chung (ghi x) và chỉ đạt khi mọi dòng có đối tượng đều đạt. Dòng Tham khảo "
        "không đánh giá.",
    ),
    "bounds": (
        "Cận dưới, cận trên",
        "Khi còn đơn vị chưa có số liệu, tỷ lệ toàn tỉnh nằm trong khoảng từ cận dưới (coi như "
        "các đơn vị đó chưa thực hiện cho đối tượng nào) đến cận trên (coi như đã thực hiện cho "
        "mọi đối tượng). Cận dưới làm tròn xuống, cận trên làm tròn lên.",
    ),
    "assumed": (
        "Mẫu số giả định",
        "Mẫu số của đơn vị chưa có số liệu lấy theo thứ tự: số đơn vị báo cáo trong kỳ này; bảng "
        "số liệu tham chiếu; số được chấp nhận gần nhất cộng tỷ lệ dự phòng (chỉ với nhóm đối "
        "tượng ít biến động). Không có nguồn nào thì không tính cận. Danh sách và nguồn tại trang "
        "1b Mẫu số giả định.",
    ),
    "share": (
        "Tỷ trọng mẫu số",
        "Phần mẫu số của các đơn vị có số liệu trong tổng mẫu số, gồm cả mẫu số giả định.",
    ),
    "change": (
        "Tăng, giảm",
        "So với cùng kỳ năm trước, tính bằng điểm %; chỉ ghi khi số liệu hai kỳ đủ để kết luận "
        "tăng hay giảm.",
    ),
    "met": (
        "Đạt",
        "Cận dưới bằng hoặc cao hơn mức chỉ tiêu. Với chỉ tiêu bằng 0 (1.1): mọi đơn vị có số "
        "liệu, không có trường hợp nào và không có thông tin đang phải xác minh.",
    ),
    "not_met": (
        "Chưa đạt",
        "Cận trên thấp hơn mức chỉ tiêu; hoặc đã có trường hợp, với chỉ tiêu bằng 0; hoặc có đơn "
        "vị dưới 100%, với chỉ tiêu 100%.",
    ),
    "undetermined": (
        "Chưa đủ cơ sở đánh giá",
        "Mức chỉ tiêu nằm giữa hai cận, hoặc không tính được cận do còn đơn vị chưa có số liệu.",
    ),
    "no_cases": (
        "Không phát sinh",
        "Mọi đơn vị đều có số liệu và mẫu số bằng 0; không tính tỷ lệ.",
    ),
    "no_target": (
        "Chưa giao chỉ tiêu",
        "Kế hoạch không giao mức cho mục tiêu này trong kỳ.",
    ),
    "zero": (
        "Mục tiêu 1.1",
        "Tử số là số trường hợp có trong kỳ: số đầu kỳ cộng số xác minh mới; trường hợp phát hiện "
        "và chấm dứt ngay trong kỳ vẫn được tính. Số 0 là kết quả rà soát: chưa phát hiện.",
    ),
    "rounding": (
        "Làm tròn",
        "Tỷ lệ ghi thêm chữ số thập phân khi cần để số làm tròn không vượt qua mức chỉ tiêu; 100% "
        "chỉ ghi khi tử số bằng mẫu số. Đánh giá dựa trên tỷ số chính xác, không dựa trên số đã "
        "làm tròn.",
    ),
    "few": (
        "Số trường hợp nhỏ",
        "{% if view.public %}Khi có đơn vị có từ 1 đến 4 trường hợp, số liệu, tỷ lệ, đánh giá của "
        "nội dung đó được thay bằng * ở mọi đơn vị; riêng số toàn tỉnh của mục tiêu 1.1 vẫn ghi."
        "{% else %}Số trường hợp từ 1 đến 4 của một đơn vị và tỷ lệ tính từ số đó được thay bằng "
        "*.{% endif %}",
    ),
    "activity": (
        "Hoạt động",
        "Số liệu trong kỳ. Lượt người không phải là số người. Số toàn tỉnh là tổng của các đơn vị "
        "có số liệu; ghi x khi nhiều đơn vị có thể cùng tính một việc: khi đó xem số từng đơn vị, "
        "không cộng.",
    ),
    "money": ("Kinh phí", "Đơn vị tính: triệu đồng."),
    "received": ("Báo cáo nhận được", "{{ view.returns.sentence }}"),
    "cross": (
        "Đối chiếu",
        "Hai cơ quan, đơn vị cùng báo cáo về một nội dung: ghi cạnh nhau để so sánh, không cộng "
        "số của bên này vào số của bên kia. Chênh lệch là số thứ nhất trừ số thứ hai.",
    ),
    "source": (
        "Nguồn số liệu",
        "Mỗi dòng là một ô trong biểu số liệu của đơn vị. Mã SHA-256 xác định đúng tệp đã nhận.",
    ),
}


def note_rows() -> tuple[tuple[str, str, str], ...]:
    """Return number, subject and text of every note."""
    return tuple((f"[{at}]", *note) for at, note in enumerate(_NOTES.values(), 1))


def _note(name: str) -> str:
    return f"[{list(_NOTES).index(name) + 1}]"


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
_CODE = _text("Mã", 7, "code")
_UNIT = (_text("Mã đơn vị", 11, "unit"), _text("Đơn vị", 34, "unit_name"))


def _activities(sheet: str, number: str, title: str, rows: str, note: str) -> Table:
    return Table(
        sheet=sheet,
        title=f"Bảng {number}. {title}",
        source=f"{_SOURCE} Xem ghi chú {note}.",
        rows=rows,
        columns=(
            _text("Điểm", 8, "clause"),
            _text("Nhóm", 30, "group"),
            _CODE,
            _text("Nội dung", 46, "label"),
            _text("Đơn vị tính", 13, "counted_in"),
            _figure("Toàn tỉnh", 13, "total"),
            _figure("Số đơn vị có số liệu", 10, "used"),
            _figure("Số đơn vị phải có", 10, "expected"),
            _text("Ghi chú", 44, "note"),
        ),
        empty="Không có nội dung nào trong kỳ.",
    )


def _unit_activities(sheet: str, number: str, title: str, rows: str, note: str) -> Table:
    return Table(
        sheet=sheet,
        title=f"Bảng {number}. {title}",
        source=f"{_SOURCE} Xem ghi chú {note}.",
        rows=rows,
        columns=(
            _text("Điểm", 8, "clause"),
            _CODE,
            _text("Nội dung", 50, "label"),
            _text("Đơn vị tính", 13, "counted_in"),
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
            _text("Mã", 6, "row.code"),
            _text("Mục tiêu", 38, "indicator"),
            _text(f"Dòng {_note('line')}", 20, "line"),
            _text("Điểm trong Kế hoạch", 11, "row.clause"),
            _text("{{ view.target_heading }}", 13, "row.target"),
            _figure("Tử số", 11, "row.numerator"),
            _figure("Mẫu số", 11, "row.denominator"),
            _figure(f"Tỷ lệ {_note('ratio')}", 10, "row.ratio"),
            _figure("Cùng kỳ năm trước", 10, "row.previous"),
            _figure(f"Tăng, giảm (điểm %) {_note('change')}", 10, "row.change"),
            _figure("Số đơn vị có số liệu", 9, "row.used"),
            _figure("Số đơn vị phải có", 9, "row.expected"),
            _figure(f"Tỷ trọng mẫu số {_note('share')}", 10, "row.share"),
            _figure(f"Cận dưới {_note('bounds')}", 10, "row.low"),
            _figure(f"Cận trên {_note('bounds')}", 10, "row.high"),
            _text(f"Đánh giá {_note('met')} đến {_note('no_target')}", 19, "row.verdict_text"),
        ),
        empty="Kế hoạch không có mục tiêu nào trong kỳ.",
    ),
    Table(
        sheet="1a Biểu đồ",
        title="Biểu đồ 1. Tỷ lệ thực hiện so với mức chỉ tiêu",
        source="Nguồn: Bảng 1; chỉ gồm dòng được đánh giá theo mức chỉ tiêu và có tỷ lệ.",
        rows="chart",
        columns=(
            _text("Nhãn trên biểu đồ", 27, "label"),
            _text("Nội dung", 48, "goal"),
            _figure("Tỷ lệ", 10, "ratio"),
            _figure("Mức chỉ tiêu", 10, "level"),
            _figure(f"Cận dưới {_note('bounds')}", 10, "low"),
            _figure(f"Cận trên {_note('bounds')}", 10, "high"),
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
        source=f"Dùng để tính cận dưới, cận trên tại Bảng 1. Xem ghi chú {_note('assumed')}.",
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
            _text("Mục tiêu", 44, "indicator"),
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
        "3 Hoạt động", "3", "Hoạt động theo nhiệm vụ, toàn tỉnh", "activities", _note("activity")
    ),
    _unit_activities(
        "3a Hoạt động theo đơn vị",
        "3a",
        "Hoạt động theo nhiệm vụ và đơn vị",
        "unit_activities",
        _note("activity"),
    ),
    _activities("4 Kinh phí", "4", "Kinh phí, toàn tỉnh", "funding", _note("money")),
    _unit_activities(
        "4a Kinh phí theo đơn vị", "4a", "Kinh phí theo đơn vị", "unit_funding", _note("money")
    ),
    Table(
        sheet="5 Báo cáo nhận được",
        title="Bảng 5. Báo cáo nhận được",
        source=f"Tính đến ngày nhận báo cáo gần nhất. Xem ghi chú {_note('received')}.",
        rows="returns",
        columns=(
            _text("Mã đơn vị", 11, "row.code"),
            _text("Đơn vị", 44, "row.name"),
            _text("Trách nhiệm", 20, "standing"),
            _text("Tình trạng", 20, "row.state_text"),
            _figure("Ngày nhận", 12, "received"),
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
        source=f"{_SOURCE} Xem ghi chú {_note('cross')}.",
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
        sheet="7 Nguồn số liệu",
        title="Bảng 7. Nguồn số liệu của các mục tiêu",
        source=f"Ô trong tệp của đơn vị mà số liệu dựa vào. Xem ghi chú {_note('source')}.",
        rows="sources",
        columns=(
            _text("Mã đơn vị", 11, "row.unit"),
            _text("Đơn vị", 32, "row.unit_name"),
            _text("Kỳ", 9, "row.period"),
            _text("Mã số liệu", 15, "row.key"),
            _text("Nội dung", 44, "row.label"),
            _figure("Số liệu", 11, "row.value"),
            _text("Tệp", 30, "file"),
            _text("Trang!ô", 14, "place"),
            _figure("Bản thứ", 8, "row.revision"),
            _text("SHA-256", 36, "row.sha256"),
        ),
        empty="Chưa có số liệu nào.",
    ),
)
