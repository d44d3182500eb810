"""What the sheets of the report's workbook say: the tables that readers come for."""

from __future__ import annotations

from workbook_annex_sheets import ANNEX_TABLES
from workbook_notes import note
from workbook_tables import CODE, SOURCE, UNIT, Column, Table, bars, figure, text


def _activities(sheet: str, number: str, title: str, rows: str, about: str) -> Table:
    return Table(
        sheet=sheet,
        title=f"Bảng {number}. {title}",
        about=f"{SOURCE} Xem {about}.",
        signs="0…x*",
        rows=rows,
        columns=(
            text("Điểm", 7, "clause"),
            text("Nhóm", 44, "group"),
            CODE,
            text("Nội dung", 50, "label"),
            text("Đơn vị tính", 13, "counted_in"),
            figure("Toàn tỉnh", 14, "total"),
            figure("Số đơn vị có số liệu", 9, "used"),
            figure("Số đơn vị phải có", 9, "expected"),
            text("Ghi chú", 50, "note"),
        ),
        empty="Không có nội dung nào trong kỳ.",
    )


def _unit_activities(sheet: str, number: str, title: str, rows: str, about: str) -> Table:
    return Table(
        sheet=sheet,
        title=f"Bảng {number}. {title}",
        about=f"{SOURCE} Xem {about}.",
        signs="0…x*",
        rows=rows,
        columns=(
            text("Điểm", 7, "clause"),
            CODE,
            text("Nội dung", 56, "label"),
            text("Đơn vị tính", 12, "counted_in"),
            *UNIT,
            figure("Số liệu", 14, "value"),
        ),
        empty="Không có nội dung nào trong kỳ.",
        landscape=False,
        filtered=True,
    )


_TARGETS = Table(
    sheet="1 Mục tiêu",
    title="Bảng 1. Kết quả thực hiện các mục tiêu",
    about=SOURCE,
    signs="0…x#*",
    rows="targets",
    columns=(
        text("Mã", 7, "row.code"),
        text("Mục tiêu", 40, "indicator"),
        text(f"Dòng {note('line')}", 22, "line"),
        text("Điểm trong Kế hoạch", 10, "row.clause"),
        text("{{ view.target_heading }}", 17, "row.levels"),
        figure("Tử số", 10, "row.numerator"),
        figure("Mẫu số", 10, "row.denominator"),
        figure(f"Tỷ lệ {note('ratio')}", 9, "row.ratio"),
        figure("Cùng kỳ năm trước", 9, "row.previous"),
        figure(f"Tăng, giảm (điểm %) {note('change')}", 9, "row.change"),
        figure("Số đơn vị có số liệu", 8, "row.used"),
        figure("Số đơn vị phải có", 8, "row.expected"),
        figure(f"Tỷ trọng mẫu số {note('share')}", 9, "row.share"),
        figure(f"Cận dưới {note('bounds')}", 8, "row.low"),
        figure(f"Cận trên {note('bounds')}", 8, "row.high"),
        text(f"Đánh giá {note('met', 'no_target')}", 20, "row.verdict_text"),
    ),
    empty="Kế hoạch không có mục tiêu nào trong kỳ.",
)
_COVERAGE = Table(
    sheet="1a Biểu đồ",
    title="Biểu đồ 1a. Tỷ lệ thực hiện so với mức chỉ tiêu",
    about=(
        "Nguồn: Bảng 1; chỉ gồm dòng được đánh giá theo mức chỉ tiêu và có tỷ lệ. Dòng không có "
        "cận: thanh chỉ gồm đơn vị có số liệu."
    ),
    signs="0…",
    rows="coverage",
    columns=(
        text("Mã", 7, "row.code"),
        text("Mục tiêu", 40, "row.label"),
        figure("Tỷ lệ", 10, "row.ratio"),
        figure("Mức chỉ tiêu", 10, "level"),
        figure(f"Cận dưới {note('bounds')}", 10, "row.low"),
        figure(f"Cận trên {note('bounds')}", 10, "row.high"),
        figure("Từ cận dưới đến tỷ lệ", 11, "below"),
        figure("Từ tỷ lệ đến cận trên", 11, "above"),
    ),
    empty="Chưa có tỷ lệ nào để vẽ biểu đồ.",
    landscape=False,
    one_page=True,
)
_ASSUMED = Table(
    sheet="1b Mẫu số giả định",
    title="Bảng 1b. Mẫu số giả định của đơn vị chưa có số liệu",
    about=f"Dùng để tính cận dưới, cận trên tại Bảng 1. Xem {note('assumed')}.",
    rows="assumed",
    columns=(
        CODE,
        text("Dòng", 28, "line"),
        *UNIT,
        figure("Mẫu số", 12, "row.denominator"),
        text("Nguồn", 40, "row.source"),
    ),
    empty="Không phải giả định mẫu số của đơn vị nào.",
    landscape=False,
)
_REACHED = Table(
    sheet="1c Đơn vị đạt mức",
    title="Biểu đồ 1c. Số {{ view.reach.noun if view.reach else 'đơn vị' }} đã đạt mức chỉ tiêu",
    about="Nguồn: Bảng 2b. Cột toàn tỉnh: Đạt, hoặc số còn thiếu, hoặc đánh giá tại Bảng 1.",
    signs="0*",
    rows="reached",
    columns=(
        text("Mã", 7, "indicator"),
        text("Mục tiêu", 36, "label"),
        figure("Mức chỉ tiêu", 9, "level"),
        figure("Đã đạt", 9, "reached"),
        figure("Chưa đạt", 9, "short"),
        figure("Chưa có số liệu", 9, "unknown"),
        figure("Không có đối tượng", 9, "none"),
        figure("Tổng số đơn vị", 9, "units"),
        text("Toàn tỉnh", 24, "province"),
    ),
    empty="Không có mức chỉ tiêu nào của đơn vị địa phương trong kỳ.",
    landscape=False,
    one_page=True,
)
_TREND = Table(
    sheet="1d Các kỳ",
    title="Biểu đồ 1d. Tỷ lệ thực hiện qua các kỳ cùng loại",
    about=(
        f"{SOURCE} Kỳ không có số liệu không có thanh trên biểu đồ. Tăng, giảm chỉ kết luận theo "
        f"Bảng 1, xem {note('change')}."
    ),
    signs="0…x#*",
    rows="trend",
    columns=bars(text("Kỳ", 26, "period"), note("bounds")),
    empty="Chưa có số liệu của kỳ cùng loại trước đó.",
    landscape=False,
)
_STANDING = Table(
    sheet="2b Mức đạt theo đơn vị",
    title="Bảng 2b. Mức đạt chỉ tiêu theo đơn vị địa phương",
    about=f"{SOURCE} Còn thiếu: số người, cơ sở, hộ còn phải thực hiện để đạt mức.",
    signs="0…x#*",
    rows="standings",
    columns=(
        text("Mã", 7, "column.indicator"),
        text("Mục tiêu", 34, "column.label"),
        *UNIT,
        figure("Mức chỉ tiêu", 9, "column.level"),
        text("Kết quả", 19, "standing"),
        figure("Còn thiếu", 9, "gap"),
        text("Tính theo", 13, "column.people"),
    ),
    empty="Không có mức chỉ tiêu nào của đơn vị địa phương trong kỳ.",
    landscape=False,
    filtered=True,
)
_BY_UNIT = Table(
    sheet="2 Theo đơn vị",
    title="Bảng 2. Số liệu các mục tiêu theo đơn vị",
    about=f"{SOURCE} Số toàn tỉnh và tên mục tiêu: Bảng 1.",
    signs="0…x#*",
    rows="units",
    columns=(
        CODE,
        text("Dòng", 27, "line"),
        *UNIT,
        figure("Tử số", 10, "cell.numerator"),
        figure("Mẫu số", 10, "cell.denominator"),
        figure("Tỷ lệ", 9, "cell.ratio"),
        text("Ghi chú", 27, "note"),
        Column("Mục tiêu", 130, "{{ one.indicator }}", printed=False),
    ),
    empty="Không có số liệu theo đơn vị.",
    landscape=False,
    filtered=True,
)
_BY_AREA = Table(
    sheet="2a Theo địa bàn",
    title="Bảng 2a. Số liệu các mục tiêu theo địa bàn huyện, thành phố trước ngày sắp xếp",
    about=f"{SOURCE} Xem {note('area')}.",
    signs="0…#",
    rows="areas",
    columns=(
        CODE,
        text("Mục tiêu", 47, "indicator"),
        text("Dòng", 24, "line"),
        text("Địa bàn", 32, "row.name"),
        figure("Số đơn vị có số liệu", 9, "row.used"),
        figure("Số đơn vị của địa bàn", 9, "row.expected"),
        figure("Tử số", 10, "row.numerator"),
        figure("Mẫu số", 10, "row.denominator"),
        figure("Tỷ lệ", 9, "row.ratio"),
        figure("Cùng kỳ năm trước", 9, "row.previous"),
        figure("Tăng, giảm (điểm %)", 9, "row.change"),
        text("Ghi chú", 44, "note"),
    ),
    empty=(
        "Không có bảng này: đơn vị trong kỳ là đơn vị của cùng kỳ năm trước, hoặc không có số "
        "liệu cùng kỳ năm trước."
    ),
)
TABLES = (
    _TARGETS,
    _COVERAGE,
    _ASSUMED,
    _REACHED,
    _TREND,
    _BY_UNIT,
    _BY_AREA,
    _STANDING,
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
    *ANNEX_TABLES,
)
"""Every table, in the order of its sheets."""
