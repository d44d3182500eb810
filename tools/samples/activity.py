"""Parts B and C of a district: cases, activities, inspections, money."""

from __future__ import annotations

from collections.abc import Mapping

from samples.chance import draw, spread, whole
from samples.coverage import Figures, hamlets_of, reviewed_in
from samples.places import HALF_2024, HALF_2025, PERIODS, YEAR_2024, YEAR_2025, District

_HALF_YEAR: Mapping[str, tuple[int, int]] = {
    "KH03": (3, 11),
    "TT01": (21, 64),
    "TT03": (620, 4_300),
    "TT04": (14, 88),
    "TT05": (3, 21),
    "TT07": (118, 566),
    "TT08": (3, 19),
    "TT16": (140, 980),
    "TT17": (6, 41),
    "NL01": (1, 6),
    "PH05": (0, 33),
    "PH12": (1, 5),
    "TK02": (1, 6),
}
"""What a district does in a first half, from the least to the most."""

_SELDOM: Mapping[str, tuple[str, ...]] = {
    "PH02": ("178", "186"),
    "PP01": ("183", "187", "189"),
    "TK01": ("178", "181", "183", "186"),
}
"""Things only some districts do, once in a half year."""

_MODELS = {"178": 3, "180": 1, "183": 2, "185": 1, "186": 4, "187": 2, "188": 1}
"""Models of prevention kept up."""

_AT_RISK: Mapping[str, tuple[tuple[int, int, int, int, int], ...]] = {
    # At risk, of them at school, notified, settled and pending: one group for each period.
    "178": ((5, 5, 0, 0, 0), (6, 6, 2, 2, 0), (6, 6, 1, 1, 0), (6, 6, 2, 2, 0)),
    "181": ((4, 4, 0, 0, 0), (4, 4, 1, 1, 0), (5, 5, 1, 1, 0), (5, 5, 1, 1, 0)),
    "183": ((8, 7, 0, 0, 0), (9, 9, 3, 2, 1), (9, 8, 2, 2, 0), (8, 8, 1, 1, 0)),
    "184": ((3, 3, 0, 0, 0), (3, 3, 1, 1, 0), (4, 4, 1, 1, 0), (4, 4, 1, 1, 0)),
    "186": ((11, 11, 0, 0, 0), (12, 11, 2, 2, 0), (13, 12, 1, 1, 0), (12, 11, 2, 2, 0)),
    "188": ((7, 6, 0, 0, 0), (6, 6, 1, 1, 0), (7, 7, 1, 1, 0), (7, 7, 1, 1, 0)),
}
_KNOW_THE_LAW = {"178": (4, 6, 6), "183": (5, 7, 8), "186": (8, 9, 11)}
"""Of those at risk: an optional row, filled in by three districts."""

_FOUND_AND_CLOSED: Figures = {
    "CL_MOI": 1,
    "CL_HET": 1,
    "CL_MOI@15.male": 1,
    "CL_MOI@services": 1,
    "TB_CL": 1,
    "HT_CL": 1,
}
"""One case of child labour, found, settled and closed within the window."""
CASE_DISTRICT = "183"

_FINED: Mapping[str, tuple[int, int]] = {"178": (12_500, 2), "186": (7_500, 1)}
"""Thousand đồng and decisions of the year, for papers not kept; half of them in a first half."""

QUIET_DISTRICT = "182"
_NOT_IN_QUIET = frozenset(
    {"TT05", "TT08", "NL01", "NL02", "PH01", "PH02", "PH04", "PH05", "PH12", "PP01", "HD01"}
    | {"TK01", "TK02", "TK02a", "TK03"}
)
"""What the quiet district never does: it ticks those parts."""

_BUDGET = (86_000, 178_000)
_RAISED = (0, 34_000)


def cases_of(district: District, period: str) -> Figures:
    """Return part B of a district for a period; noughts included."""
    at = PERIODS.index(period)
    labour = dict.fromkeys(
        ("CL_DK", "CL_MOI", "CL_HET", "CL_NN", "HOC_CL", "TB_CL", "HT_CL", "CH_CL"), 0
    )
    figures: Figures = {
        "RS_THON": reviewed_in(district, period),
        "RS_THON_T": hamlets_of(district),
        **labour,
    }
    if (district.code, period) == (CASE_DISTRICT, HALF_2025):
        figures |= _FOUND_AND_CLOSED
    at_risk = at_risk_in(district, period)
    figures |= zip(("NC_CK", "HOC_NC", "TB_NC", "HT_NC", "CH_NC"), at_risk, strict=True)
    if district.code in _KNOW_THE_LAW:
        figures["HIEU_NC"] = _KNOW_THE_LAW[district.code][at]
    return figures


def at_risk_in(district: District, period: str) -> tuple[int, ...]:
    """Return the children at risk of a district: all, at school, notified, settled, pending."""
    groups = _AT_RISK.get(district.code)
    return groups[PERIODS.index(period)] if groups else (0,) * 5


def half_year_of(district: District) -> Mapping[str, int]:
    """Return what a district does in a first half, before chance moves it."""
    return {
        code: whole(least, most, code, district.code) for code, (least, most) in _HALF_YEAR.items()
    }


def activity_of(district: District, period: str) -> Figures:
    """Return part C of a district for a period; noughts included."""
    figures: Figures = {
        code: over_time(level, period, code, district.code)
        for code, level in half_year_of(district).items()
    }
    figures |= {
        code: (1 + (period == YEAR_2024)) * (district.code in places)
        for code, places in _SELDOM.items()
    }
    figures["TK02a"] = int(int(figures["TK02"]) * spread(0, 0.6, "TK02a", district.code))
    figures |= _attendances(district, period, figures)
    figures |= _communes(district, period)
    figures |= _inspected(district, period, figures)
    figures |= _money(district, period)
    if district.code == QUIET_DISTRICT:
        figures |= dict.fromkeys(_NOT_IN_QUIET, 0)
    return figures


def over_time(half: int, period: str, *what: object) -> int:
    """Return a flow of a period, given that of the first half of 2024.

    A year is about twice its first half; the next first half moves by less than anyone asks.
    """
    if period == HALF_2024:
        return half
    if period == YEAR_2024:
        return half + round(half * spread(0.82, 1.28, *what, "second half"))
    later = max(round(half * spread(0.88, 1.21, *what, "next year")), min(half, 1))
    if period == HALF_2025:
        return later
    return later + round(half * spread(0.9, 1.05, *what, "second half of 2025"))


def _attendances(district: District, period: str, figures: Figures) -> Figures:
    """Return who took part: so many at each event."""
    poor = spread(0.18, 0.41, "poor", district.code)
    return {
        "TT02": round(int(figures["TT01"]) * spread(43, 71, "TT02", district.code, period)),
        "NL02": round(int(figures["NL01"]) * spread(31, 48, "NL02", district.code, period)),
        "TT16a": round(int(figures["TT16"]) * poor),
    }


def _communes(district: District, period: str) -> Figures:
    communes, at = district.communes_in(period), PERIODS.index(period)
    planned = (0.72, 0.84, 0.9)[at] + 0.1 * draw("KH04", district.code)
    steering = (0.55, 0.66, 0.72)[at] + 0.2 * draw("PH04", district.code)
    return {
        "KH04": round(communes * planned),
        "PH01": _MODELS.get(district.code, 0) + int(district.code == "186") * (at > 0),
        "PH04": round(communes * steering),
    }


def _inspected(district: District, period: str, figures: Figures) -> Figures:
    led = int(figures["TK01"]) + int(figures["TK02"])
    fine, decisions = _FINED.get(district.code, (0, 0))
    if period != YEAR_2024:
        fine, decisions = (fine // 2, 1) if decisions > 1 else (0, 0)
    return {
        "TK03": round(led * spread(4, 9, "TK03", district.code) * spread(0.9, 1.1, "TK03", period)),
        "TK04": decisions,
        "TK05": 0,
        "TK06": decisions,
        "TK07": fine,
    }


def _money(district: District, period: str) -> Figures:
    code = district.code
    raised = round(spread(*_RAISED, "HD01", code), -2)
    return {
        "HD01": money(over_time(int(raised), period, "HD01", code)),
        **budget(code, period, spread(*_BUDGET, "KP01", code)),
    }


def budget(code: str, period: str, year: float) -> Figures:
    """Return part IV of a unit, given what it is allotted for 2024, in thousand đồng."""
    allotted = year * (1.04 if period in {HALF_2025, YEAR_2025} else 1)
    share = spread(0.36, 0.45, "KP02", code, period)
    if period in {YEAR_2024, YEAR_2025}:
        share = spread(0.9, 0.985, "KP02", code, period)
    other = spread(0, 0.22, "KP03", code) * (draw("KP03", code, "any") < 0.55)
    return {
        "KP01": money(allotted),
        "KP02": money(allotted * share),
        "KP03": money(allotted * share * other),
    }


def money(thousand: float) -> int:
    """Return an amount as it is accounted for: whole hundreds of thousand đồng."""
    return round(thousand / 100) * 100
