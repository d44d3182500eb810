"""What the totals of the province are, from the right figures and the story alone.

Whoever computes them from the workbooks has to come to the same numbers.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from samples.coverage import Figures
from samples.places import HALF_2025, YEAR_2024, YEAR_2025
from samples.story import SILENT, UNUSABLE
from samples.words import plan_of

Known = Mapping[str, Mapping[str, Figures]]
"""Right figures by period and unit."""
Pair = tuple[int, int]
"""Numerator and denominator."""

_COVERED: Mapping[str, tuple[str, ...]] = {
    "2.1a schools": ("GV", "GV_S"),
    "2.1a care": ("NVCS",),
    "2.1b": ("NL18",),
    "2.2 6-15": ("TE615", "HS16"),
    "2.2 under_16": ("TE06", "TE615", "HS16"),
    "2.3 enterprises": ("DN",),
    "2.3 cooperatives": ("HTX",),
    "2.3 households": ("HO",),
    "2.3 pooled": ("DN", "HTX", "HO"),
    "3.1 province": ("CC_T",),
    "3.1 district": ("CCH",),
    "3.1 commune": ("CCX",),
    "3.2a enterprises": ("DNR",),
    "3.2a cooperatives": ("HTXR",),
    "3.2b cooperatives": ("HTX_T",),
    "3.2b households": ("HO_T",),
    "P1": ("CTV",),
}
"""Rows of part A that a line adds up."""
_TOTAL_OF = {"HTX_T": "HTX", "HO_T": "HO"}
_CASES: Mapping[str, tuple[tuple[str, ...], tuple[str, ...], tuple[str, ...]]] = {
    "1.2 at_risk": (("HT_NC",), ("TB_NC",), ("CH_NC",)),
    "1.2 child_labour": (("HT_CL",), ("TB_CL",), ("CH_CL",)),
    "1.2 trafficked": (("HT_MB",), ("TB_MB",), ("CH_MB",)),
    "1.3": (("HOC_NC", "HOC_CL"), ("NC_CK", "CL_DK", "CL_MOI"), ("CL_HET",)),
    "O1": (("CL_NN",), ("CL_DK", "CL_MOI"), ("CL_HET",)),
    "O2": (("HIEU_NC",), ("NC_CK",), ()),
}
"""Rows of part B that a line adds up: numerator, denominator, and what is taken off it."""
_FLOWS = frozenset({"1.2 at_risk", "1.2 child_labour", "1.2 trafficked"})
"""Lines of flows: those of a year that ended units share are theirs too."""
_OVERALL = {"1.2": "1.2 ", "3.1": "3.1 ", "3.2a": "3.2a "}
"""Indicators that are the total of their lines."""


def totals_of(known: Known, period: str) -> dict[str, Pair]:
    """Return numerator and denominator of every indicator or line, over who gave both.

    The denominator of 1.1, which has none, is 0.
    """
    sent = {unit: one for unit, one in known[period].items() if not _is_silent(period, unit)}
    whole = [*sent.values(), *_ended(known, period)]
    totals = {
        code: _sum(_covered(known, period, unit, rows) for unit in sent)
        for code, rows in _COVERED.items()
    }
    totals |= {
        code: _sum(_case(one, *rows) for one in (whole if code in _FLOWS else sent.values()))
        for code, rows in _CASES.items()
    }
    for code, prefix in _OVERALL.items():
        totals[code] = _sum(pair for line, pair in totals.items() if line.startswith(prefix))
    found = sum(int(one.get("CL_DK", 0)) + int(one.get("CL_MOI", 0)) for one in whole)
    answers = [plan_of(*one)["KH01"] for one in _answering(known, period)]
    totals |= {"1.1": (found, 0), "P2": (sum(one != 3 for one in answers), len(answers))}
    return dict(sorted(totals.items()))


def _is_silent(period: str, unit: str) -> bool:
    return unit in SILENT.get(period, ())


def _covered(known: Known, period: str, unit: str, rows: Iterable[str]) -> Pair | None:
    """Return what a unit adds to a line; None when it has no such row, or one that is spoilt."""
    figures = known[period][unit]
    own = [row for row in rows if any(key.startswith(f"{row}.") for key in figures)]
    if not own or not UNUSABLE.get((period, unit), frozenset()).isdisjoint(own):
        return None
    return _sum(_row(known, period, unit, row) for row in own)


def _row(known: Known, period: str, unit: str, row: str) -> Pair:
    figures = known[period][unit]
    total = int(figures.get(f"{_TOTAL_OF.get(row, row)}.total", 0))
    if f"{row}.case" in figures:
        return 0, 0
    if f"{row}.reached" in figures:
        # Whom the year before reached is not forgotten in the first months of a new one.
        past = known[YEAR_2024].get(unit, {}) if period in {HALF_2025, YEAR_2025} else {}
        reached = max(int(figures[f"{row}.reached"]), int(past.get(f"{row}.reached", 0)))
        return min(reached, total), total
    base, gains, losses = (int(figures[f"{row}.{one}"]) for one in ("base", "gains", "losses"))
    return base + gains - losses, total


def _case(
    figures: Figures, top: tuple[str, ...], bottom: tuple[str, ...], less: tuple[str, ...]
) -> Pair | None:
    if top[0] not in figures:
        return None
    part, whole, off = (sum(int(figures[key]) for key in keys) for keys in (top, bottom, less))
    return part, whole - off


def _answering(known: Known, period: str) -> list[tuple[str, str]]:
    """Return whose answer about a plan counts, and of which period: a silent unit's still stands.

    One that is silent in its first period has none.
    """
    silent = {unit for unit in known[period] if _is_silent(period, unit)}
    return [
        (unit, YEAR_2024 if unit in silent else period)
        for unit in known[period]
        if unit not in silent or unit in known[YEAR_2024]
    ]


def _ended(known: Known, period: str) -> list[Figures]:
    """Return the first half of the districts that ended in 2025, where the year needs it."""
    if period != YEAR_2025:
        return []
    return [
        figures
        for unit, figures in known[HALF_2025].items()
        if unit not in known[period] and not _is_silent(HALF_2025, unit)
    ]


def _sum(pairs: Iterable[Pair | None]) -> Pair:
    known = [pair for pair in pairs if pair is not None]
    return sum(part for part, _ in known), sum(whole for _, whole in known)
