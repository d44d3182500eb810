"""The office's reference table: denominators with source and date, near what units report."""

from __future__ import annotations

from collections.abc import Iterator

from samples.chance import spread
from samples.communes import commune_of, communes
from samples.coverage import Figures, hamlets_of, total_of
from samples.places import DISTRICTS, HALF_2024, YEAR_2024

HEADER = "unit,element,value,dated,source"
_COMMUNES_DATED = "2025-07-01"
_DATED = {"2023-12-31": HALF_2024, "2024-12-31": YEAR_2024}
_SOURCES = {
    "NL18": "Cơ sở dữ liệu dân cư (mô phỏng)",
    "TE06": "Phần mềm quản lý trẻ em (mô phỏng)",
    "TE615": "Phần mềm quản lý trẻ em (mô phỏng)",
    "HO": "Thống kê hộ sản xuất kinh doanh (mô phỏng)",
    "DN": "Đăng ký kinh doanh (mô phỏng)",
    "HTX": "Liên minh Hợp tác xã (mô phỏng)",
}
_PUPILS = {"2023-12-31": 7_795, "2024-12-31": 7_880}


def reference_table() -> str:
    """Return the table as CSV: one figure a line."""
    return "\n".join((HEADER, *_lines())) + "\n"


def _lines() -> Iterator[str]:
    for dated, period in _DATED.items():
        for district in DISTRICTS:
            for element, source in _SOURCES.items():
                total = total_of(district, element, period)
                known = round(total * spread(0.988, 1.012, "reference", element, district.code))
                yield f"{district.code},{element},{known},{dated},{source}"
            young = 0.2345 * total_of(district, "NL18", period)
            near = round(young * spread(0.985, 1.015, "TE517", district.code))
            yield f"{district.code},TE517,{near},{dated},Phần mềm quản lý trẻ em (mô phỏng)"
            hamlets = hamlets_of(district)
            yield f"{district.code},RS_THON_T,{hamlets},{dated},Sở Nội vụ (mô phỏng)"
        yield f"SGDDT,HS16,{_PUPILS[dated]},{dated},Thống kê giáo dục (mô phỏng)"
    for commune in communes().values():
        yield from _of_commune(commune.code, commune_of(commune))


def _of_commune(code: str, figures: Figures) -> Iterator[str]:
    """Yield what the office knows of a commune on its first day: without it nothing is bounded."""
    for element, source in _SOURCES.items():
        total = int(figures[f"{element}.total"])
        known = round(total * spread(0.988, 1.012, "reference", element, code))
        yield f"{code},{element},{known},{_COMMUNES_DATED},{source}"
    hamlets = figures["RS_THON_T"]
    yield f"{code},RS_THON_T,{hamlets},{_COMMUNES_DATED},Sở Nội vụ (mô phỏng)"
