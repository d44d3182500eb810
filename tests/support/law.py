"""Assessments written as dictionaries, the way the law cases state them.

A province of a case has only the units the case names. A unit's row is

    TE615 = [40000, 33000]      total and covered (or reached); one figure where a row has one
    CL_MOI = 2                  a figure; 0 is an explicit zero
    "TE615.reached" = "blank"   one cell of a row

and a cell is a number or one of: "blank", "n/a", "12 quarantined" (a number that failed a check),
"12 breach" (one that shows a case all the same), "quarantined" (not even a number).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, date, datetime, timedelta
from typing import Any

from msgspec.structs import replace

from lsreport.domain.assessment import Assessment, PeriodAssessment
from lsreport.domain.observation import Observation, Place, State
from lsreport.domain.period import Period
from lsreport.domain.submission import (
    Cover,
    JudgedReturn,
    ReferenceFigure,
    Rejected,
    Submission,
)
from lsreport.domain.unit import Standing, Unit
from lsreport.indicators.asks import asked_keys
from lsreport.indicators.calendar import window
from lsreport.indicators.plan import Plan

Row = Mapping[str, Any]
COMMUNES_BEGIN = date(2025, 7, 1)
NOT_FIGURES = {"unit", "silent", "rejected", "reference"}
NOON = datetime(2021, 12, 1, 5, tzinfo=UTC)


def with_two_communes(plan: Plan) -> Plan:
    """Return the plan with two communes as the only local units from July 2025."""
    communes = tuple(
        Unit(code, name, Standing.MUST, ("local",), ("V.13",), COMMUNES_BEGIN, None)
        for code, name in (("05977", "Phường Đông Kinh"), ("05983", "Phường Lương Văn Tri"))
    )
    others = tuple(
        unit for unit in plan.units if "local" not in unit.roles or unit.valid_from < COMMUNES_BEGIN
    )
    return replace(plan, units=others + communes)


def assessment_of(plan: Plan, returns: Mapping[str, Sequence[Row]]) -> Assessment:
    """Return the assessment of the returns stated per period."""
    periods = {
        Period.parse(period): period_of(plan, Period.parse(period), rows)
        for period, rows in returns.items()
    }
    reference = tuple(
        ReferenceFigure(row["unit"], element, value, date(2021, 9, 13), "danh sách", line)
        for rows in returns.values()
        for line, row in enumerate(rows, start=2)
        for element, value in row.get("reference", {}).items()
    )
    return Assessment(periods, reference)


def period_of(plan: Plan, period: Period, rows: Sequence[Row]) -> PeriodAssessment:
    """Return one period in which exactly the units of `rows` were expected."""
    days = window(plan, period)
    known = {unit.code: unit for unit in plan.units_on(days[1])}
    units = [known[row["unit"]] for row in rows]
    sent = [row for row in rows if not row.get("silent") and not row.get("rejected")]
    return PeriodAssessment(
        period=period,
        window=days,
        expected=tuple(units),
        returns={
            row["unit"]: JudgedReturn(
                submission_of(row["unit"], period),
                observations_of(plan, row, asked_keys(plan, known[row["unit"]], days[1])),
                (),
            )
            for row in sent
        },
        rejected={
            row["unit"]: Rejected("f" * 64, "hỏng.xlsx", row["unit"], period, NOON, NOON, ())
            for row in rows
            if row.get("rejected")
        },
    )


def submission_of(unit: str, period: Period) -> Submission:
    """Return a first revision of a unit's return."""
    received = NOON + timedelta(days=30 * period.year)
    file = f"{unit}-{period}.xlsx"
    return Submission(f"{unit:0>64}", file, unit, period, "1", received, received, 1, Cover(), ())


def observations_of(plan: Plan, row: Row, asked: Sequence[str]) -> dict[str, Observation]:
    """Return every key asked for, missing where the case says nothing, and the derived ones."""
    file = f"{row['unit']}.xlsx"
    blank = {key: Observation(key, State.MISSING, None, None) for key in asked}
    stated = {
        observation.key: observation
        for name, figures in row.items()
        if name not in NOT_FIGURES
        for observation in _row(plan, name, figures, file)
    }
    return blank | stated


def _row(plan: Plan, name: str, figures: Any, file: str) -> Iterator[Observation]:
    element = plan.elements.get(name)
    if element is None or element.measure not in {"cumulative", "reach"}:
        yield _cell(name, figures, file)
        return
    *total, covered = figures if isinstance(figures, list) else [figures]
    for figure in total:
        yield _cell(f"{name}.total", figure, file)
    if element.measure == "reach":
        yield _cell(f"{name}.reached", covered, file)
        return
    parts = (f"{name}.base", f"{name}.gains", f"{name}.losses")
    for key, figure in zip(parts, (covered, 0, 0), strict=True):
        yield _cell(key, figure, file)
    yield _cell(f"{name}.covered", covered, file, parts)


def _cell(key: str, said: int | str, file: str, parts: tuple[str, ...] = ()) -> Observation:
    place = None if parts else Place(file, "Biểu", f"E{sum(map(ord, key))}")
    if isinstance(said, int):
        state = State.VALUE if said else State.ZERO
        return Observation(key, state, said, place, parts=parts)
    if said == "n/a":
        return Observation(key, State.NOT_APPLICABLE, None, place, parts=parts)
    if said == "blank":
        return Observation(key, State.MISSING, None, place, parts=parts)
    number, _, why = said.rpartition(" ")
    if why not in {"quarantined", "breach"}:
        raise ValueError(said)
    return Observation(
        key,
        State.VALUE if number else State.MISSING,
        int(number) if number else None,
        place,
        quarantined=True,
        breach=why == "breach",
        parts=parts,
    )
