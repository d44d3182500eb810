"""The communes of 2025: each carries on a part of its former district from 15 June.

Nothing was handed over in figures, so a commune types what the district's lists show for its part.
Parts are drawn around its share of the district: they add up to about the district, not exactly.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from samples.activity import at_risk_in, half_year_of, money
from samples.chance import draw, spread, whole
from samples.coverage import (
    LISTED,
    REACHED,
    Figures,
    basis_of,
    hamlets_of,
    left,
    listed,
    reach_of,
    total_of,
)
from samples.places import COMMUNES, DISTRICTS, HALF_2025, PERIODS, YEAR_2025, District

_BEFORE, _AT = PERIODS.index(HALF_2025), PERIODS.index(YEAR_2025)
_PART_OF = {"DNR": "DN", "HTXR": "HTX"}
FOUND_IN = "06253"
"""The commune that verified the case the police had reported in the first half."""
_FOUND: Figures = {
    "CL_MOI": 1,
    "HOC_CL": 1,
    "TB_CL": 1,
    "HT_CL": 1,
    "CL_MOI@15.male": 1,
    "CL_MOI@services": 1,
    "CL_CK@15.male": 1,
    "CL_CK@services": 1,
}
CASES = ("CL_DK", "CL_MOI", "CL_HET", "CL_NN", "HOC_CL", "TB_CL", "HT_CL", "CH_CL")
_AT_RISK = ("NC_CK", "HOC_NC", "TB_NC", "HT_NC", "CH_NC")
_KNOW_OF = 2
"""Communes of a district in which its children at risk live."""
_SELDOM = {"PH02": 0.06, "PP01": 0.09, "TT05": 0.7, "PH01": 0.25}
"""Chance that a commune does something once in the half year."""


@dataclass(frozen=True, slots=True)
class Commune:
    """A commune, its former district, and its part of it."""

    code: str
    district: District
    share: float
    place: int
    """Among the communes of the district, from 0."""


def communes() -> Mapping[str, Commune]:
    """Return the communes by code, in the order of the registry."""
    return {one.code: one for district in DISTRICTS for one in _within(district)}


def _within(district: District) -> Iterator[Commune]:
    codes = COMMUNES[district.code]
    order = sorted(codes, key=lambda code: draw("share", code))
    weights = [0.6 + order.index(code) / (len(codes) - 1) for code in codes]
    for place, (code, weight) in enumerate(zip(codes, weights, strict=True)):
        yield Commune(code, district, weight / sum(weights), place)


def commune_of(commune: Commune) -> Figures:
    """Return the form of a commune for its part of 2025; noughts included."""
    return _covered(commune) | _reached(commune) | _cases(commune) | _done(commune)


def _covered(commune: Commune) -> Figures:
    figures: Figures = {}
    for code in LISTED:
        if code == "CCH":
            continue
        if (commune.district.code, code) == ("189", "DNR"):
            figures["DNR.case"] = "không áp dụng"
            continue
        figures |= _listed(commune, code, figures)
    return figures


def _listed(commune: Commune, code: str, known: Figures) -> Figures:
    """Return a row with a list: the base is what the district's list shows for the commune."""
    row = listed(commune.district, code)
    total = max(1, _part(commune, row.totals[_AT], code))
    if code == "HTX_T":
        total = int(known["HTX.total"])
    if code in _PART_OF:
        total = min(total, int(known[f"{_PART_OF[code]}.total"]))
    base = min(total, round(total * row.covered[_BEFORE] / row.totals[_BEFORE]))
    lost = min(base, _part(commune, row.losses[_AT] - row.losses[_BEFORE], code, "lost"))
    aim = round(
        total * row.covered[_AT] / row.totals[_AT] * spread(0.985, 1.01, commune.code, code)
    )
    covered = min(total, max(aim, base - lost))
    figures: Figures = {} if code == "HTX_T" else {f"{code}.total": total}
    figures |= {
        f"{code}.base": base,
        f"{code}.gains": covered - base + lost,
        f"{code}.losses": lost,
    }
    return figures | ({f"{code}.reason": left(code)} if lost else {})


def _reached(commune: Commune) -> Figures:
    """Return who was reached in the year so far, also before the commune began."""
    figures: Figures = {}
    for code in REACHED:
        of = "HO" if code == "HO_T" else code
        whole_of, reached = reach_of(commune.district, code, YEAR_2025)
        total = int(figures.get(f"{of}.total", 0)) or _part(commune, whole_of, of)
        if code == of:
            figures[f"{code}.total"] = total
        share = reached / whole_of * spread(0.97, 1.03, commune.code, code, "reached")
        figures[f"{code}.reached"] = min(total, round(total * share))
        figures[f"{code}.basis"] = basis_of(code, commune.code)
    return figures


def hamlets_in(commune: Commune) -> int:
    """Return the number of hamlets of a commune."""
    return round(hamlets_of(commune.district) * commune.share)


def _cases(commune: Commune) -> Figures:
    hamlets = hamlets_in(commune)
    figures: Figures = {
        "RS_THON": hamlets - whole(0, 2, commune.code, "reviewed"),
        "RS_THON_T": hamlets,
        **dict.fromkeys(CASES, 0),
    }
    if commune.code == FOUND_IN:
        figures |= _FOUND
    figures |= dict.fromkeys(_AT_RISK, 0)
    if commune.place < _KNOW_OF:
        for code, count in zip(_AT_RISK, at_risk_in(commune.district, YEAR_2025), strict=True):
            figures[code] = (count + (commune.place == 0)) // _KNOW_OF
    return figures


def _done(commune: Commune) -> Figures:
    """Return what a commune did from 15 June to 14 December."""
    who = commune.code
    figures: Figures = {
        code: _part(commune, level * spread(0.85, 1.25, who, code), code)
        for code, level in half_year_of(commune.district).items()
    }
    figures |= {code: int(draw(who, code) < chance) for code, chance in _SELDOM.items()}
    figures["TT01"] = max(1, int(figures["TT01"]))
    figures["KH03"] = whole(1, 3, who, "KH03")
    figures |= {code: int(draw(who, code) < 0.93) for code in ("KH04", "PH04")}
    figures["TT02"] = round(int(figures["TT01"]) * spread(43, 71, who, "attended"))
    figures["NL02"] = round(int(figures["NL01"]) * spread(31, 48, "NL02", who, YEAR_2025))
    adults = _part(commune, total_of(commune.district, "NL18", YEAR_2025), "NL18")
    figures["TT16"] = round(adults * spread(0.006, 0.013, who, "TT16"))
    figures["TT16a"] = round(int(figures["TT16"]) * spread(0.18, 0.41, who, "poor"))
    led = int(figures["TK02"])
    figures["TK02a"] = int(led * draw(who, "TK02a"))
    figures["TK03"] = round(led * spread(3, 7, who, "TK03"))
    figures |= dict.fromkeys(("TK04", "TK05", "TK06", "TK07"), 0)
    allotted = spread(18_000, 32_000, who, "KP01")
    other = spread(0, 0.2, who, "KP03") * (draw(who, "KP03", "any") < 0.4)
    figures["HD01"] = money(spread(0, 5_200, who, "HD01"))
    spent = allotted * spread(0.88, 0.98, who, "KP02")
    figures |= {"KP01": money(allotted), "KP02": money(spent), "KP03": money(spent * other)}
    return figures


def _part(commune: Commune, count: float, *what: object) -> int:
    """Return a commune's part of a count of its district: whole, and right in the mean."""
    return int(count * commune.share + draw(commune.code, *what, "part"))
