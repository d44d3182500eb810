"""What every unit types into its form, in a province where nobody makes a mistake."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from samples.activity import activity_of, cases_of
from samples.agencies import agency_of, education_counts, media_reported, planned_budget
from samples.communes import commune_of, communes
from samples.coverage import Figures, coverage_of
from samples.places import DISTRICTS, HALF_2025, YEAR_2025

_MEDIA_AUTHORITY = {HALF_2025: "SVHTTDL", YEAR_2025: "SVHTTDL"}


def figures_of(units: Sequence[str], period: str) -> Mapping[str, Figures]:
    """Return the figures of every unit of a period, by code: noughts included, words left out."""
    known = _local(period)
    known |= {unit: agency_of(unit, period) for unit in units if unit not in known}
    for unit, more in _about_others(known, period):
        known[unit] = {**known[unit], **more}
    return {unit: known[unit] for unit in units}


def _local(period: str) -> dict[str, Figures]:
    """Return the figures of the districts, or of the communes that followed them."""
    if period == YEAR_2025:
        return {code: commune_of(commune) for code, commune in communes().items()}
    return {
        district.code: {
            **coverage_of(district, period),
            **cases_of(district, period),
            **activity_of(district, period),
        }
        for district in DISTRICTS
    }


def _about_others(known: Mapping[str, Figures], period: str) -> Iterator[tuple[str, Figures]]:
    """Yield what some units count of the others."""
    local = [figures for unit, figures in known.items() if unit.isdigit()]
    provincial = [figures for unit, figures in known.items() if not unit.isdigit()]
    press = _sum([known["BAOLS"], known["DAIPTTH"]], "TT06")
    whole_year = [*local, *(_local(HALF_2025).values() if period == YEAR_2025 else ())]
    yield (
        _MEDIA_AUTHORITY.get(period, "STTTT"),
        media_reported(period, press, _sum(whole_year, "TT07")),
    )
    level = "KP04X" if period == YEAR_2025 else "KP04H"
    yield "STC", planned_budget(_sum(provincial, "KP01"), _sum(local, "KP01"), level)
    teachers = _sum(local, "GV.total") + int(known["SGDDT"]["GV_S.total"])
    yield "SGDDT", education_counts(period, teachers, _sum(local, "TE615.total"))


def _sum(many: Sequence[Figures], code: str) -> int:
    return sum(int(figures.get(code, 0)) for figures in many)
