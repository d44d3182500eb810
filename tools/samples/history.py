"""The paper years of the invented province: the import sheet with what the paper reports gave.

The cumulative figures of 2023 are those the forms of the first half of 2024 bring forward; the
years before lead up to them. Not every unit wrote every year, nor everything that is asked.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, timedelta

from lsreport.domain.observation import element_of, facet_of
from lsreport.domain.period import Period
from lsreport.excel.paper_form import PAPER_FILE, Paper, write_paper_form
from lsreport.indicators.asks import paper_keys
from lsreport.indicators.calendar import expected, window
from lsreport.indicators.plan import Plan
from samples.chance import spread, whole
from samples.coverage import Figures
from samples.places import HALF_2024, YEAR_2024
from samples.returns import figures_of
from samples.words import NOTICE, SYNTHETIC, cover_of, plan_of

FOLDER = "history"
PATH = f"{FOLDER}/{PAPER_FILE}"
"""Place of the import sheet in the samples."""

LAST = 2023
_COVERED: Mapping[int, tuple[float, float]] = {2021: (0.12, 0.2), 2022: (0.56, 0.68)}
"""Share of the cumulative figures of 2023 that earlier years had come to."""
_REACHED: Mapping[int, tuple[float, float]] = {
    2021: (0.2, 0.3),
    2022: (0.72, 0.82),
    2023: (0.82, 0.93),
}
"""Share of those reached in 2024 that earlier years reached."""
_DONE: Mapping[int, tuple[float, float]] = {
    2021: (0.3, 0.4),
    2022: (0.9, 1.02),
    2023: (0.92, 1.06),
}
"""What was done in a year against 2024; the first year had three months."""
_ACTIVITIES = ("TT01", "TT02", "TT03", "NL01", "NL02", "KP01", "KP02")
_NOT_A_CASE = ("CL_DK", "CL_MOI", "CL_HET", "CL_NN", "HOC_CL")
_NO_PAPER = frozenset(
    {("HBTNKT", 2021), ("HBTNKT", 2022), ("HCCB", 2021), ("LMHTX", 2021), ("STC", 2021)}
)
"""Units and years without any paper report."""
_HAMLETS_NOT_SAID = frozenset({("184", 2022), ("189", 2021)})
"""Districts and years whose report does not say how many hamlets were reviewed."""


def history_sheet(plan: Plan) -> bytes:
    """Return the filled-in import sheet."""
    return write_paper_form(plan, papers(plan), notice=NOTICE)


def papers(plan: Plan) -> Mapping[tuple[str, int], Paper]:
    """Return what each paper report gave, by unit and year."""
    units = [unit.code for unit in expected(plan, Period(LAST, annual=True))]
    half, year = figures_of(units, HALF_2024), figures_of(units, YEAR_2024)
    found = {}
    for past in plan.calendar.paper_years:
        days = window(plan, Period(past, annual=True))
        for unit in expected(plan, Period(past, annual=True)):
            if (unit.code, past) in _NO_PAPER:
                continue
            asked = frozenset(paper_keys(plan, unit, days[1]))
            given = dict(_given(unit.code, past, half[unit.code], year[unit.code], days[1]))
            received = days[1] + timedelta(days=whole(4, 16, "paper", unit.code, past))
            found[unit.code, past] = Paper(
                document=_document(unit.code, received),
                received=received,
                figures={key: one for key, one in given.items() if key in asked},
            )
    return found


def _document(unit: str, received: date) -> str:
    cover = cover_of(unit, received)
    dated = cover["@paper_date"]
    assert isinstance(dated, date)  # noqa: S101 - the cover's own type
    return f"Báo cáo số {cover['@paper_number']} ngày {dated:%d/%m/%Y} ({SYNTHETIC.lower()})"


def _given(
    unit: str, past: int, half: Figures, year: Figures, day: date
) -> Iterator[tuple[str, int | str]]:
    """Yield the figures of one report, given those of 2024."""
    totals = {}
    for key, figure in half.items():
        row, facet = element_of(key), facet_of(key)
        if facet == "total":
            shrunk = spread(0.985, 0.998, "past total", key, unit)
            totals[row] = round(int(figure) * shrunk ** (LAST + 1 - past))
        elif facet == "case":
            yield f"{row}.total", str(figure)
    covered = {
        element_of(key): _covered(unit, past, element_of(key), int(figure))
        for key, figure in half.items()
        if facet_of(key) == "base"
    }
    for row, total in totals.items():
        yield f"{row}.total", max(total, covered.get(row, 0))
    for row, figure in covered.items():
        yield f"{row}.covered", figure
    for key, figure in year.items():
        if facet_of(key) == "reached":
            yield key, round(int(figure) * spread(*_REACHED[past], "past reach", key, unit, past))
    for code in _ACTIVITIES:
        if code in year:
            share = spread(*_DONE[past], "past", code, unit, past)
            yield code, round(int(year[code]) * share)
    yield from _cases(unit, past, year)
    yield "KH01", _plan(unit, day)


def _covered(unit: str, past: int, row: str, base: int) -> int:
    if past == LAST:
        return base
    return round(base * spread(*_COVERED[past], "past covered", row, unit))


def _cases(unit: str, past: int, year: Figures) -> Iterator[tuple[str, int | str]]:
    """Yield the cases a district reported: none at work, a few at risk."""
    if "NC_CK" not in year:
        return
    yield from ((code, 0) for code in _NOT_A_CASE)
    at_risk = max(int(year["NC_CK"]) - whole(0, 2, "past at risk", unit, past), 0)
    yield "NC_CK", at_risk
    yield "HOC_NC", at_risk
    if (unit, past) not in _HAMLETS_NOT_SAID:
        reviewed = spread(*_DONE[past], "past hamlets", unit, past)
        hamlets = int(year["RS_THON_T"])
        yield "RS_THON_T", hamlets
        yield "RS_THON", min(round(int(year["RS_THON"]) * reviewed), hamlets)


def _plan(unit: str, day: date) -> int:
    """Return whether the unit had a plan on a day."""
    known = plan_of(unit, HALF_2024)
    issued = known.get("KH02N")
    return int(str(known["KH01"])) if isinstance(issued, date) and issued <= day else 3
