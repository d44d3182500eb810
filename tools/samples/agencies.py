"""The forms of the departments, the press, the police and the mass organisations."""

from __future__ import annotations

from collections.abc import Mapping

from samples.activity import budget, money, over_time
from samples.chance import spread
from samples.coverage import Figures, cumulative, lag_of
from samples.places import HALF_2024, HALF_2025, PERIODS, SUCCESSORS, YEAR_2024, YEAR_2025

_STAFF: Mapping[str, int] = {
    "SLDTBXH": 42, "SYT": 33, "SNV": 18, "SGDDT": 38, "STTTT": 13, "BAOLS": 14, "DAIPTTH": 17,
    "SVHTTDL": 17, "CAT": 46, "SNNPTNT": 18, "SNNMT": 18, "SCT": 16, "STC": 11, "LDLD": 17,
    "LMHTX": 9, "UBMTTQ": 15, "TINHDOAN": 18, "HLHPN": 19, "HND": 15, "HCCB": 8, "HBTNKT": 7,
}  # fmt: skip
"""Staff with duties that concern child labour (CC_T)."""
_STAFF_LATER = {"SVHTTDL": 18, "SGDDT": 40, "SNNMT": 19}
"""The same from 2025-H1, where it has changed."""
_ONE_SUCCESSOR = {"SNNMT": "SNNPTNT"}
"""Departments whose staff was that of one department before."""

_HALF_YEAR: Mapping[str, Mapping[str, int]] = {
    "SLDTBXH": {
        "TB_MB": 0, "HT_MB": 0, "CH_MB": 0,
        "KH03": 9, "SK01": 1, "TT01": 17, "TT02": 1_486, "TT03": 13_250, "TT13": 14, "NL01": 7,
        "NL02": 518, "NL03": 2_340, "NL04": 2, "PH01": 3, "PH02": 0, "PH03": 164, "PH11": 6,
        "PH12": 2, "PP01": 1, "PP02": 2, "HD01": 118_400, "HD04": 231, "TK01": 2, "TK02": 9,
        "TK02a": 3, "TK03": 47, "TK04": 3, "TK05": 0, "TK06": 2, "TK07": 23_500, "TK08": 0,
    },
    "SGDDT": {
        "KH03": 6, "TT01": 143, "TT02a": 38_720, "TT03": 8_460, "NL01": 4, "NL02": 372, "PH01": 8,
        "PH02": 1, "PH06": 57, "PH07": 164, "PH07a": 0, "PH08": 71, "PH09": 583, "PH09T": 648,
        "PH10": 0,
    },
    "STTTT": {"KH03": 4, "TT12": 3},
    "BAOLS": {"KH03": 2, "TT06": 67, "TT09": 11, "TT11": 0},
    "DAIPTTH": {"KH03": 1, "TT06": 94, "TT09": 23, "TT10": 618, "TT11": 0},
    "SVHTTDL": {
        "KH03": 5, "TT01": 26, "TT02": 2_137, "TT03": 3_720, "TT04": 52, "TT08": 38, "TT16": 1_346,
        "PH10": 0, "TK01": 1, "TK02": 4, "TK03": 22, "TK04": 0, "TK05": 0, "TK06": 0,
    },
    "CAT": {
        "KH03": 7, "CA01": 0, "CA02": 0, "CA03": 0, "CA04": 0, "CA05": 0, "CA06": 0, "CA07": 0,
        "CA08": 0, "CA09": 0, "CA10": 0, "TT01": 58, "TT02": 6_914, "PP03": 3, "TK08": 0,
    },
    "SNNPTNT": {
        "KH03": 3, "TT01": 12, "TT02": 847, "TT03": 2_160, "NL01": 2, "NL02": 79, "NL05": 136,
        "TK01": 1, "TK02": 2, "TK03": 18, "TK04": 0, "TK05": 0, "TK06": 0, "TK07": 0,
    },
    "SCT": {
        "KH03": 2, "TT01": 9, "TT02": 473, "NL01": 1, "NL02": 64, "NL05": 227, "NL06": 148,
        "TK02": 3, "TK03": 31, "TK04": 0,
    },
    "STC": {"KH03": 1, "KP05": 1},
    "LDLD": {
        "KH03": 4, "TT01": 34, "TT02": 3_268, "TT03": 5_140, "TT14": 16, "TT15": 742, "TT15a": 53,
        "HD01": 41_600, "TK09": 5,
    },
    "LMHTX": {
        "KH03": 1, "TT01": 13, "TT02": 562, "TT03": 1_190, "NL01": 2, "NL02": 83, "NL07": 246,
        "NL07T": 301,
    },
    "UBMTTQ": {
        "KH03": 3, "TT01": 46, "TT02": 3_914, "TT14": 7, "TT15": 318, "TT16": 1_187, "TT16a": 402,
        "PH01": 5, "PH08": 4, "PH10": 0, "HD01": 63_200, "HD04": 97, "TK09": 6,
    },
    "TINHDOAN": {
        "KH03": 8, "TT01": 121, "TT02": 10_382, "TT14": 12, "TT15": 1_064, "TT16": 458,
        "TT16a": 173, "PH01": 11, "PH08": 19, "PH10": 0, "HD01": 152_700, "HD04": 436, "TK09": 2,
    },
    "HLHPN": {
        "KH03": 6, "TT01": 87, "TT02": 6_258, "TT14": 23, "TT15": 891, "TT16": 2_764,
        "TT16a": 836, "PH01": 14, "PH08": 13, "PH10": 0, "HD01": 88_900, "HD04": 154, "TK09": 0,
    },
    "HND": {
        "KH03": 2, "TT01": 38, "TT02": 2_473, "TT14": 9, "TT15": 407, "TT16": 1_519, "TT16a": 561,
        "PH01": 3, "PH08": 2, "PH10": 0, "HD01": 17_300, "HD04": 28, "TK09": 0,
    },
    "HCCB": {
        "KH03": 1, "TT01": 21, "TT02": 1_326, "TT14": 0, "TT15": 0, "TT16": 634, "TT16a": 218,
        "PH01": 0, "PH08": 0, "PH10": 0, "HD01": 5_800, "HD04": 16, "TK09": 0,
    },
    "HBTNKT": {
        "KH03": 0, "TT01": 6, "TT02": 284, "TT14": 5, "TT15": 132, "TT16": 73, "TT16a": 61,
        "PH01": 1, "PH08": 0, "PH10": 0, "HD01": 204_300, "HD04": 312, "TK09": 0,
    },
}  # fmt: skip
"""What each did in the first half of 2024; money in thousand đồng."""

_INSPECTION = ("TK01", "TK02", "TK02a", "TK03", "TK04", "TK05", "TK06", "TK07", "TK08")
_TAKEN_ON: Mapping[str, Mapping[str, int]] = {"SVHTTDL": _HALF_YEAR["STTTT"]}
"""What a department does besides, from 1 Mar 2025."""

_STANDS = {"PH01": 1, "PH09": 12, "PH09T": 0, "NL07": 8, "NL07T": 3, "SK01": 0, "KP05": 0}
"""Figures that do not double over a year, and how they grow from period to period."""

_ATTENDED = {"TT02": "TT01", "NL02": "NL01", "TT15": "TT14"}
"""Attendances, and the events they are of."""

_BUDGET: Mapping[str, int] = {
    "SLDTBXH": 486_000, "SYT": 341_000, "SNV": 127_500, "SGDDT": 164_000, "STTTT": 41_500,
    "BAOLS": 58_300, "DAIPTTH": 87_600, "SVHTTDL": 73_400, "CAT": 96_200, "SNNPTNT": 52_700,
    "SNNMT": 54_300, "SCT": 31_800, "STC": 12_400, "LDLD": 47_600, "LMHTX": 22_900,
    "UBMTTQ": 38_700, "TINHDOAN": 64_100, "HLHPN": 71_800, "HND": 33_400, "HCCB": 9_700,
    "HBTNKT": 18_600,
}  # fmt: skip
"""What each is allotted for 2024, in thousand đồng."""

_POLICE_CASE: Figures = {"CA08": 1, "CA10": 1, "CA09": 1}
"""A case that only the police report."""

_STAFF_UNCOVERED = (0.205, 0.162, 0.118, 0.083, 0.061)
_SCHOOLS = (2_684, 2_692, 2_671, 2_665)
_SCHOOLS_UNCOVERED = (0.19, 0.14, 0.09, 0.021, 0.014)
_CARE = (97, 98, 96, 96)
_CARE_UNCOVERED = (0.22, 0.15, 0.092, 0.055, 0.034)
_BOARDERS = ((7_840, 4_612), (7_912, 6_684), (7_753, 5_190), (7_791, 6_902))
"""Pupils under 16 of the department's own schools, and those reached, in each period."""


_LATER = frozenset({HALF_2025, YEAR_2025})
"""Periods in which the merged departments report."""


def agency_of(unit: str, period: str) -> Figures:
    """Return the form of a provincial unit for a period; noughts included."""
    origin = SUCCESSORS.get(unit, unit)
    levels = dict(_HALF_YEAR[origin])
    if unit in {"SYT", "SNV"}:
        levels = {code: n for code, n in levels.items() if (code in _INSPECTION) == (unit == "SNV")}
        levels["KH03"] = {"SYT": 8, "SNV": 3}[unit]
    if period in _LATER:
        levels = {**_TAKEN_ON.get(unit, {}), **levels}
    if period == YEAR_2025:
        levels.pop("TK01", None)
    figures: Figures = {code: _level(n, period, code, origin) for code, n in levels.items()}
    figures |= _attended(levels, figures, period, origin)
    if "TT16" in levels and "TT16a" in levels:
        figures["TT16a"] = round(int(figures["TT16"]) * levels["TT16a"] / levels["TT16"])
    if unit == "CAT" and period in _LATER:
        figures |= _POLICE_CASE
    return figures | _covered(unit, period) | budget(unit, period, _BUDGET[unit])


def _level(half: int, period: str, code: str, unit: str) -> int:
    if code in _STANDS:
        return half + PERIODS.index(period) * _STANDS[code] * int(half > 2)
    flow = over_time(half, period, code, unit)
    return money(flow) if code in {"HD01", "TK07"} else flow


def _attended(levels: Mapping[str, int], figures: Figures, period: str, unit: str) -> Figures:
    """Return attendances in step with the events."""
    return {
        code: round(
            int(figures[events])
            * levels[code]
            / levels[events]
            * (1 if period == HALF_2024 else spread(0.9, 1.1, code, unit, period))
        )
        for code, events in _ATTENDED.items()
        if levels.get(events) and code in levels
    }


def _covered(unit: str, period: str) -> Figures:
    staff, later = _STAFF[unit], _STAFF_LATER.get(unit, _STAFF[unit])
    named = _ONE_SUCCESSOR.get(unit, unit)
    lag = lag_of(named, _STAFF, "CC_T")
    row = cumulative((staff, staff, later, later), _STAFF_UNCOVERED, lag, f"CC_T {named}")
    figures = row.row("CC_T", period)
    if unit in {"SLDTBXH", "SYT"}:
        figures |= cumulative(_CARE, _CARE_UNCOVERED, 1, "NVCS").row("NVCS", period)
        figures["PH13"] = 1 + int(period in _LATER)
    if unit == "SGDDT":
        figures |= cumulative(_SCHOOLS, _SCHOOLS_UNCOVERED, 1, "GV_S").row("GV_S", period)
        total, reached = _BOARDERS[PERIODS.index(period)]
        figures |= {"HS16.total": total, "HS16.reached": reached, "HS16.basis": 1}
    return figures


def media_reported(period: str, press: int, loudspeakers: int) -> Figures:
    """Return what the media authority counts of others' work: nearly the same."""
    return {
        "TT06": round(press * spread(0.94, 0.99, "TT06", period)),
        "TT07": round(loudspeakers * spread(0.96, 1.05, "TT07", period)),
    }


def planned_budget(provincial: int, local: int, level: str) -> Figures:
    """Return what the finance department planned for the province, with its parts.

    `level` is the row of what the districts (KP04H) or communes (KP04X) get.
    """
    parts = {
        "KP04T": money(provincial * spread(0.985, 1.03, "KP04T")),
        level: money(local * spread(0.985, 1.03, "KP04H")),
    }
    return {"KP04": sum(parts.values()), **parts}


def education_counts(period: str, teachers: int, children: int) -> Figures:
    """Return the department's own statistics of staff and pupils, for comparison."""
    if period == YEAR_2024:
        return {}
    return {
        "DC_GV": round(teachers * spread(1.004, 1.013, "DC_GV", period)),
        "DC_HS": round(children * spread(1.16, 1.19, "DC_HS", period)),
    }
