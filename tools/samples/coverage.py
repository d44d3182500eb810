"""Part A of a district: how many there are of each group, and how many were reached or trained."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from samples.chance import draw, spread, whole
from samples.places import DISTRICTS, HALF_2024, HALF_2025, PERIODS, YEAR_2024, YEAR_2025, District

Figures = dict[str, int | str]
"""What a form is filled in with: numbers and words, by key; money in thousand đồng."""

_PROVINCE: Mapping[str, tuple[int, int, int, int]] = {
    "GV": (17_420, 17_368, 17_205, 17_150),
    "DN": (5_412, 5_655, 5_830, 5_946),
    "HTX": (528, 547, 566, 574),
    "NL18": (548_300, 550_900, 552_400, 553_700),
    "TE06": (77_900, 75_300, 72_600, 71_200),
    "TE615": (117_300, 115_800, 113_500, 112_400),
    "HO": (115_900, 117_200, 118_300, 118_900),
    "CCH": (182, 182, 179, 179),
    "CCX": (1_880, 1_862, 1_842, 1_815),
    "DNR": (561, 583, 604, 611),
    "HTXR": (398, 411, 424, 429),
    "CTV": (1_876, 1_872, 1_868, 1_871),
}
"""How many there are in the province on the last day of each window."""

_UNCOVERED: Mapping[str, tuple[float, ...]] = {
    "GV": (0.225, 0.165, 0.108, 0.027, 0.016),
    "DN": (0.300, 0.218, 0.130, 0.064, 0.041),
    "HTX": (0.265, 0.190, 0.105, 0.026, 0.018),
    "CCH": (0.180, 0.130, 0.098, 0.066, 0.066),
    "CCX": (0.265, 0.195, 0.140, 0.094, 0.068),
    "DNR": (0.315, 0.245, 0.180, 0.128, 0.087),
    "HTXR": (0.285, 0.215, 0.160, 0.112, 0.081),
    "HTX_T": (0.460, 0.385, 0.300, 0.208, 0.163),
    "CTV": (0.074, 0.052, 0.034, 0.017, 0.009),
}
"""Share not yet covered at the end of 2023, then at the end of each window."""

_REACHED: Mapping[str, tuple[float, ...]] = {
    "NL18": (0.545, 0.868, 0.602, 0.881, 0.04),
    "TE06": (0.318, 0.462, 0.357, 0.478, 0.05),
    "TE615": (0.524, 0.772, 0.712, 0.846, 0.11),
    "HO": (0.392, 0.668, 0.437, 0.741, 0.06),
    "HO_T": (0.206, 0.348, 0.231, 0.402, 0.05),
}
"""Share reached in the year so far in each window, and how far districts lie on either side."""

_BASIS: Mapping[str, tuple[int, ...]] = {
    "NL18": (2, 3, 3),
    "TE06": (2, 2, 3),
    "TE615": (1, 2, 2),
    "HO": (2, 3, 2),
    "HO_T": (1, 1, 2),
}
"""How persons were counted, of which each district has one."""

_LEFT = {
    "DN": "Giải thể, tạm ngừng hoạt động",
    "DNR": "Giải thể, chuyển ngành nghề",
    "HTX": "Giải thể, ngừng hoạt động",
    "HTXR": "Giải thể, chuyển ngành nghề",
    "HTX_T": "Giải thể, ngừng hoạt động",
    "CTV": "Thôi làm cộng tác viên",
}
_LEFT_WORK = "Nghỉ hưu, chuyển công tác"

LISTED, REACHED = tuple(_UNCOVERED), tuple(_REACHED)
"""Rows of groups with a list, and of those nobody lists."""


@dataclass(frozen=True, slots=True)
class Cumulative:
    """One row with a list: totals and movements of every period, consistent over time."""

    totals: tuple[int, ...]
    base: int
    """At the end of 2023."""
    covered: tuple[int, ...]
    losses: tuple[int, ...]
    """Since the base, so those of a year contain those of its first half."""

    def row(self, code: str, period: str, *, total: bool = True) -> Figures:
        """Return the row as typed for `period`; the year contains its first half."""
        at = PERIODS.index(period)
        base = self.base if at < PERIODS.index(HALF_2025) else self.covered[1]
        figures: Figures = {f"{code}.total": self.totals[at]} if total else {}
        figures |= {
            f"{code}.base": base,
            f"{code}.gains": self.covered[at] - base + self.losses[at],
            f"{code}.losses": self.losses[at],
        }
        if self.losses[at]:
            figures[f"{code}.reason"] = left(code)
        return figures


def left(code: str) -> str:
    """Return why somebody of a group left the list."""
    return _LEFT.get(code, _LEFT_WORK)


def coverage_of(district: District, period: str) -> Figures:
    """Return part A of a district for a period."""
    figures: Figures = {}
    for code in _UNCOVERED:
        if (district.code, code) == ("189", "DNR"):
            figures["DNR.case"] = "không áp dụng"
        else:
            figures |= listed(district, code).row(code, period, total=code != "HTX_T")
    for code in _REACHED:
        figures |= _reach(district, code, period)
    return figures


def total_of(district: District, code: str, period: str) -> int:
    """Return how many of a group there are in a district on the last day of the window."""
    province = _PROVINCE[code][PERIODS.index(period)]
    shares = {one.code: _share(one, code) for one in DISTRICTS}
    return round(province * shares[district.code] / sum(shares.values()))


def cumulative(
    totals: tuple[int, ...], uncovered: tuple[float, ...], lag: float, who: str
) -> Cumulative:
    """Return a row of a group with a list: the rest shrinks over time.

    `lag` says how far the unit is behind (above 1) or ahead of the province, `who` names the row.
    """
    rest = [share * lag for share in uncovered]
    aim = [_aim(total, share) for total, share in zip(totals, rest[1:], strict=True)]
    base = _aim(totals[0], rest[0])
    first = round(base * spread(0, 0.009, who, "first losses"))
    half = max(aim[0], base - first)
    later = round(base * spread(0, 0.009, who, "later losses"))
    year = max(aim[1], half - later)
    last = round(first * spread(0.8, 1.3, who, "new losses"))
    half_later = max(aim[2], year - last)
    end = round(half_later * spread(0, 0.009, who, "last losses"))
    covered = (half, year, half_later, max(aim[3], half_later - end))
    return Cumulative(totals, base, covered, (first, first + later, last, last + end))


def lag_of(who: str, everybody: Iterable[str], *what: object) -> float:
    """Return how far one of `everybody` is behind; they lie evenly between 0.65 and 1.35."""
    order = sorted(everybody, key=lambda one: draw(one, *what, "lag"))
    return 0.65 + 0.7 * order.index(who) / (len(order) - 1)


def _aim(total: int, uncovered: float) -> int:
    """Return how many are covered: never all, and not exactly a level of the plan."""
    covered = min(round(total * (1 - uncovered)), total - 1)
    levels = {-(-total * tenths // 10) for tenths in (7, 8, 9)}
    return covered + int(covered in levels and covered + 1 < total)


def listed(district: District, code: str) -> Cumulative:
    """Return a row of a district with a list, over all periods."""
    of = "HTX" if code == "HTX_T" else code
    totals = tuple(total_of(district, of, period) for period in PERIODS)
    lag = lag_of(district.code, (one.code for one in DISTRICTS), code)
    return cumulative(totals, _UNCOVERED[code], lag, f"{code} {district.code}")


def _reach(district: District, code: str, period: str) -> Figures:
    total, reached = reach_of(district, code, period)
    figures: Figures = {} if code == "HO_T" else {f"{code}.total": total}
    figures[f"{code}.reached"] = reached
    figures[f"{code}.basis"] = basis_of(code, district.code)
    return figures


def reach_of(district: District, code: str, period: str) -> tuple[int, int]:
    """Return how many there are in a district, and how many were reached in the year so far."""
    *shares, width = _REACHED[code]
    of = "HO" if code == "HO_T" else code
    total = total_of(district, of, period)
    lag = lag_of(district.code, (one.code for one in DISTRICTS), code, "reach")
    apart = (1 - lag) / 0.35 * width * (0.4 if period in {YEAR_2024, YEAR_2025} else 1)
    return total, round(total * (shares[PERIODS.index(period)] + apart))


def basis_of(code: str, unit: str) -> int:
    """Return how a unit counted the persons of a row."""
    bases = _BASIS[code]
    return bases[whole(0, len(bases) - 1, code, unit, "basis")]


def _share(district: District, code: str) -> float:
    size = float(district.people)
    if code in {"DN", "DNR"}:
        size *= district.trade
    if code in {"HO", "HTX", "HTXR"}:
        size *= district.farms
    if code in {"CCX", "CTV"}:
        size = district.communes + size / 8
    if code == "CCH":
        size = 200 + size / 2
    return size * spread(0.96, 1.04, code, district.code, "share")


HAMLETS = 1_676


def hamlets_of(district: District) -> int:
    """Return the number of hamlets of a district."""
    shares = {one.code: one.communes / 200 + one.people / 783 for one in DISTRICTS}
    return round(HAMLETS * shares[district.code] / sum(shares.values()))


def reviewed_in(district: District, period: str) -> int:
    """Return how many hamlets were reviewed for child labour in a window."""
    share = {HALF_2024: 0.845, YEAR_2024: 0.955, HALF_2025: 0.907}[period]
    apart = spread(-0.04, 0.04, district.code, "reviewed")
    return round(hamlets_of(district) * (share + apart))
