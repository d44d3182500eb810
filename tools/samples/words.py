"""What the samples say in words: covers, plans, narratives. Nobody is named, ever."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta

from samples.chance import one_of, whole
from samples.coverage import Figures
from samples.places import HALF_2024, HALF_2025, PERIODS, YEAR_2024

SYNTHETIC = "SỐ LIỆU MÔ PHỎNG"
NOTICE = f"{SYNTHETIC} để chạy thử, không phải báo cáo của đơn vị"
"""Stands on the cover of every sample workbook."""

_SYMBOLS = {
    "BAOLS": "BLS", "DAIPTTH": "ĐPTTH", "CAT": "CAT", "LDLD": "LĐLĐ", "LMHTX": "LMHTX",
    "UBMTTQ": "MTTQ-BTT", "TINHDOAN": "TĐTN", "HLHPN": "BTV", "HND": "HND", "HCCB": "CCB",
    "HBTNKT": "HBT", "SLDTBXH": "SLĐTBXH", "SGDDT": "SGDĐT",
}  # fmt: skip
_NO_PLAN_YET = {"HBTNKT": HALF_2024, "HCCB": YEAR_2024, "SNV": HALF_2025}
"""Units without a plan, up to and including which period."""
_ISSUED_AT_LAST = {
    HALF_2024: date(2024, 9, 12),
    YEAR_2024: date(2025, 2, 18),
    HALF_2025: date(2025, 8, 15),
}
"""When those that had none up to a period issued it."""
_FIRST_COMMUNE_PLAN, _COMMUNES_WITHOUT = date(2025, 8, 4), frozenset({"06019", "06196", "06565"})
_WITHIN_ANOTHER = frozenset(
    {"STC", "SCT", "LMHTX", "HCCB", "HBTNKT", "UBMTTQ", "BAOLS", "181", "189"}
)

_DIFFICULTIES = (
    "Cộng tác viên kiêm nhiệm nhiều việc và thay đổi hằng năm; kinh phí tập huấn còn ít.",
    "Địa bàn rộng, dân cư phân tán; việc tiếp cận hộ kinh doanh nhỏ lẻ còn hạn chế.",
    "Một bộ phận người dân coi việc trẻ em phụ giúp gia đình quá sức là bình thường.",
    "Phần mềm quản lý và biểu mẫu theo dõi giữa các ngành chưa thống nhất.",
)
_TASKS = (
    "Rà soát thôn, khối phố chưa rà soát; tập huấn cho cán bộ, công chức cấp xã mới.",
    "Truyền thông trong Tháng hành động vì trẻ em; hướng dẫn hộ kinh doanh ký cam kết.",
    "Phối hợp kiểm tra cơ sở có nguy cơ sử dụng lao động trẻ em; duy trì các mô hình.",
)
_PROPOSALS = (
    "Đề nghị cơ quan tổng hợp cung cấp tài liệu truyền thông bằng tiếng dân tộc.",
    "Đề nghị bố trí kinh phí tập huấn ngay từ đầu năm.",
    "Đề nghị thống nhất cách đếm số hộ được tập huấn.",
)


def is_commune(unit: str) -> bool:
    """Say whether a code is that of a commune: five figures, a district's has three."""
    return len(unit) == 5 and unit.isdigit()


def cover_of(unit: str, received: date) -> Mapping[str, object]:
    """Return the cover of a return received on a day."""
    symbol = "UBND" if unit.isdigit() else _SYMBOLS.get(unit, unit)
    return {
        "@sending": 1,
        "@contact": f"{SYNTHETIC} - không có liên hệ",
        "@signer": f"{SYNTHETIC} - không có người ký",
        "@paper_number": f"{whole(31, 318, 'paper', unit, received)}/BC-{symbol}",
        "@paper_date": received - timedelta(days=whole(0, 4, "paper date", unit, received)),
    }


def plan_of(unit: str, period: str) -> Mapping[str, object]:
    """Return whether the unit has a plan of its own, within another, or none yet."""
    until = _NO_PLAN_YET.get(unit)
    if until is not None and PERIODS.index(period) <= PERIODS.index(until):
        return {"KH01": 3}
    symbol = "UBND" if unit.isdigit() else _SYMBOLS.get(unit, unit)
    new = {"SYT": date(2025, 3, 20), "SNNMT": date(2025, 3, 27)}.get(unit)
    if until is not None:
        new = _ISSUED_AT_LAST[until]
    if is_commune(unit):
        if unit in _COMMUNES_WITHOUT:
            return {"KH01": 3}
        new = _FIRST_COMMUNE_PLAN + timedelta(days=whole(0, 70, "plan", unit))
    issued = new or date(2021, 11, 1) + timedelta(days=whole(0, 400, "plan", unit))
    return {
        "KH01": 2 if unit in _WITHIN_ANOTHER else 1,
        "KH02": f"{whole(12, 241, 'plan number', unit)}/KH-{symbol}",
        "KH02N": issued,
    }


def narrative_of(unit: str, period: str, figures: Figures) -> Mapping[str, object]:
    """Return part D: totals only, and marked as invented."""
    said = {"D1": f"({SYNTHETIC.capitalize()}) {_result(figures)}"}
    choices = (("D2", _DIFFICULTIES), ("D3", _TASKS), ("D4", _PROPOSALS))
    for code, sentences in choices:
        if code == "D3" or whole(0, 2, code, unit):
            said[code] = f"({SYNTHETIC.capitalize()}) {one_of(sentences, code, unit, period)}"
    return {**said, "D2N": whole(2, 3, "D2N", unit)} if "D2" in said else said


def _result(figures: Figures) -> str:
    events, present = figures.get("TT01"), figures.get("TT02")
    if events and present:
        return f"Tổ chức {events} cuộc truyền thông trực tiếp với {present} lượt người dự."
    if events:
        return f"Tổ chức {events} cuộc truyền thông trong các trường học."
    if figures.get("TT06"):
        return f"Đăng, phát {figures['TT06']} tin, bài, phóng sự."
    return "Thực hiện nhiệm vụ được giao theo Kế hoạch số 187/KH-UBND."
