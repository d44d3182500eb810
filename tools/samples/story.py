"""The life of an office: what reaches it in each cycle, when, under which name, and what is wrong.

Every situation stands in `data/samples/README.md` with the finding or the effect it has.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from openpyxl import Workbook

from samples.chance import whole
from samples.coverage import Figures
from samples.edits import put_row_in, rename_sheet
from samples.filling import Edit
from samples.places import HALF_2024, HALF_2025, YEAR_2024, YEAR_2025
from samples.words import SYNTHETIC

SILENT: Mapping[str, frozenset[str]] = {
    HALF_2025: frozenset({"184"}),
    YEAR_2025: frozenset({"06286", "06601", "06637"}),
}
"""Units that never send their return for a period."""
SAVED_BY_LIBREOFFICE = "186"
"""The unit whose return for 2025-H1 went through LibreOffice."""
_ON_THE_LAST_DAY = "188"

_DAYS: Mapping[str, tuple[date, ...]] = {
    HALF_2024: (date(2024, 6, 21), date(2024, 6, 28), date(2024, 7, 3), date(2024, 7, 5)),
    YEAR_2024: (date(2024, 12, 18), date(2024, 12, 20), date(2024, 12, 24)),
    HALF_2025: (date(2025, 6, 20), date(2025, 6, 27), date(2025, 7, 2), date(2025, 7, 4)),
    YEAR_2025: (date(2025, 12, 17), date(2025, 12, 19), date(2025, 12, 23), date(2025, 12, 25)),
}
_OTHER_DAYS: Mapping[tuple[str, str], date] = {
    (HALF_2024, "HCCB"): date(2024, 7, 8),
    (HALF_2025, _ON_THE_LAST_DAY): date(2025, 7, 7),
    (HALF_2025, "181"): date(2025, 7, 9),
    (HALF_2025, "SCT"): date(2025, 7, 4),
    (YEAR_2025, "06124"): date(2025, 12, 29),
    (YEAR_2025, "06400"): date(2025, 12, 24),
}


@dataclass(frozen=True, slots=True)
class Sending:
    """One workbook that reaches the office."""

    unit: str
    received: date
    file: str
    typed: Mapping[str, object] = field(default_factory=dict)
    """What stands in a box instead of the right figure; None is a box left empty."""
    edits: tuple[Edit, ...] = ()
    current: bool = True
    """False for one that a later sending replaces."""


_COPIED = ("TT01", "TT02", "TT03", "TT04", "TT07", "TT08", "TT16", "TT16a", "NL01", "NL02")
"""What one commune takes over from its neighbour's form."""

UNUSABLE: Mapping[tuple[str, str], frozenset[str]] = {
    (HALF_2025, "180"): frozenset({"CCX", "TE06"}),
    (HALF_2025, "187"): frozenset({"DN"}),
    (YEAR_2025, "06046"): frozenset({"TE615"}),
}
"""Rows of part A that cannot be used for what was typed into them."""


def sendings(period: str, known: Mapping[str, Figures]) -> Iterator[Sending]:
    """Yield what reaches the office for a period, given the right figures of every unit."""
    for unit, figures in known.items():
        received = _OTHER_DAYS.get((period, unit)) or _day(period, unit)
        file = f"{period}-{unit}.xlsx"
        if unit in SILENT.get(period, ()):
            continue
        if period == YEAR_2025:
            yield from _of_the_year(unit, known, received, file)
        elif period != HALF_2025:
            yield Sending(unit, received, file)
        elif unit == "SCT":
            yield Sending(unit, date(2025, 6, 27), file, _first_try(figures), current=False)
            yield Sending(unit, received, f"{period}-SCT-gui-lai.xlsx", {"@sending": 2})
        else:
            typed = _typed(unit, figures)
            yield Sending(unit, received, _NAMES.get(unit, file), typed, _EDITS.get(unit, ()))


def _of_the_year(
    unit: str, known: Mapping[str, Figures], received: date, file: str
) -> Iterator[Sending]:
    """Yield what a unit sends for 2025."""
    if unit == "06400":
        first = {"TT02": int(known[unit]["TT02"]) + 74}
        yield Sending(unit, date(2025, 12, 19), file, first, current=False)
        yield Sending(unit, received, f"{YEAR_2025}-06400-gui-lai.xlsx", {"@sending": 2})
    elif unit == "06325":
        name = "Bao cao LDTE xa Bac Son nam 2025 (ban chinh thuc).xlsx"
        yield Sending(unit, received, name, {}, (_remarks, _renamed))
    else:
        yield Sending(unit, received, file, _typed_in_the_year(unit, known))


def _typed_in_the_year(unit: str, known: Mapping[str, Figures]) -> Mapping[str, object]:
    """Return what a unit types otherwise than it should in 2025."""
    figures = known[unit]
    if unit == "06577":
        return {**{code: known["06565"][code] for code in _COPIED}, "KPS_III2": None}
    if unit == "06046":
        return {"TE615.reached": int(figures["TE615.total"]) + 12}
    if unit == "SCT":
        return {"TT02": int(figures["TT02"]) * 10}
    if unit == "06385":
        # Thousand đồng where million is asked.
        return {code: int(figures[code]) for code in ("KP01", "KP02", "KP03")}
    return {}


def _day(period: str, unit: str) -> date:
    days = _DAYS[period]
    return days[whole(0, len(days) - 1, "received", period, unit)]


_NAMES = {
    "185": "Bao cao LDTE huyen Bac Son 6T2025 (ban chinh thuc).xlsx",
    "HBTNKT": "HBTNKT_nhap thay_6T-2025.xlsx",
}


def _typed(unit: str, figures: Figures) -> Mapping[str, object]:
    """Return what a unit types otherwise than it should in 2025-H1."""
    if unit == "187":
        return {"DN.gains": int(figures["DN.gains"]) * 10}
    if unit == "180":
        return {"CCX.gains": None, "TE06.reached": None, "TT05": None, "PH12": "-"}
    if unit == "HLHPN":
        attended = f"{figures['TT02']:,}".replace(",", ".")
        return {"TT02": attended, "TK09": "không phát sinh", "KPS_III5": None}
    if unit == "HBTNKT":
        return {
            "@on_behalf_by": f"{SYNTHETIC} - cán bộ tổng hợp của Sở Y tế",
            "@on_behalf_from": "Báo cáo số 27/BC-HBT ngày 30/6/2025",
        }
    return {}


def _first_try(figures: Figures) -> Mapping[str, object]:
    """Return what the department of industry got wrong the first time."""
    return {
        "NL05": int(figures["NL05"]) - 32,
        "NL06": int(figures["NL06"]) - 21,
        "TT02": int(figures["TT02"]) + 74,
        "CC_T.gains": 0,
    }


def _remarks(workbook: Workbook) -> None:
    put_row_in(workbook, "NL18", "Ghi chú của đơn vị: số liệu do cơ sở cung cấp")
    put_row_in(workbook, "NC_CK", "Ghi chú của đơn vị: theo danh sách đang quản lý")


def _renamed(workbook: Workbook) -> None:
    rename_sheet(workbook, "C. Hoạt động", "Hoat dong")


_EDITS: Mapping[str, tuple[Edit, ...]] = {"185": (_remarks, _renamed)}

_BROKEN_CSV = "Mã;Chỉ tiêu;Số liệu\nTT01;Cuộc truyền thông trực tiếp;12\n"


def broken_files(form: bytes) -> Mapping[str, bytes]:
    """Return files that are no workbook, one fault each, by name; `form` is one that is."""
    return {
        "empty.xlsx": b"",
        "cut-short.xlsx": form[:3000],
        "saved-as-csv.xlsx": _BROKEN_CSV.encode(),
    }


BUDGET_FILE = (date(2025, 7, 2), "Du toan hoi nghi so ket 6 thang.xlsx")
"""Something that is not a form, and when it came."""


def meeting_budget() -> Workbook:
    """Return a table that somebody dropped among the returns."""
    workbook = Workbook()
    sheet = workbook.active or workbook.create_sheet()
    sheet.title = "Du toan"
    lines: Sequence[tuple[str | float | None, ...]] = (
        (f"DỰ TOÁN HỘI NGHỊ SƠ KẾT ({SYNTHETIC})",),
        ("TT", "Nội dung", "Số lượng", "Đơn giá (nghìn đồng)", "Thành tiền (nghìn đồng)"),
        (1, "Nước uống", 86, 25, 2_150),
        (2, "Tài liệu", 86, 18.5, 1_591),
        (3, "Ma két, trang trí", 1, 2_400, 2_400),
        (None, "Cộng", None, None, 6_141),
    )
    for line in lines:
        sheet.append(line)
    return workbook
