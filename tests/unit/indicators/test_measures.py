from __future__ import annotations

from datetime import date

import pytest
from msgspec.structs import replace

from lsreport.domain.observation import State
from lsreport.domain.period import Period
from lsreport.domain.unit import Standing, Unit
from lsreport.indicators.compute import compute
from lsreport.indicators.loader import load_plan
from lsreport.indicators.outcome import Outcome, UnitFigure
from lsreport.indicators.plan import Plan
from support.law import assessment_of


@pytest.fixture(scope="module")
def plan() -> Plan:
    return load_plan("187")


def outcome(plan: Plan, code: str, **returns: list[dict[str, object]]) -> Outcome:
    """Compute an indicator for the last of the periods, named `y2023` for 2023."""
    periods = {name.removeprefix("y"): rows for name, rows in returns.items()}
    period = Period.parse(list(periods)[-1])
    outcomes = compute(plan, assessment_of(plan, periods), period)
    return next(one for one in outcomes if one.code == code)


def cells(unit: UnitFigure) -> list[tuple[str, str, str, int | None]]:
    return [(one.unit, one.period.id, one.key, one.value) for one in unit.evidence]


def test_a_derived_figure_is_traced_to_the_cells_it_was_computed_from(plan: Plan) -> None:
    (unit,) = outcome(plan, "P1", y2024=[{"unit": "178", "CTV": [120, 110]}]).units
    assert cells(unit) == [
        ("178", "2024", "CTV.base", 110),
        ("178", "2024", "CTV.gains", 0),
        ("178", "2024", "CTV.losses", 0),
        ("178", "2024", "CTV.total", 120),
    ]
    assert all(str(one.place).startswith("178.xlsx · Biểu!E") for one in unit.evidence)


def test_reach_is_traced_to_both_years(plan: Plan) -> None:
    (unit,) = outcome(
        plan,
        "2.1b",
        y2023=[{"unit": "178", "NL18": [9900, 8500]}],
        y2024=[{"unit": "178", "NL18": [10000, 3000]}],
    ).units
    assert cells(unit) == [
        ("178", "2024", "NL18.reached", 3000),
        ("178", "2023", "NL18.reached", 8500),
        ("178", "2024", "NL18.total", 10000),
    ]
    assert unit.reached_in == {"NL18.reached": "2023"}


def test_a_district_says_nothing_of_one_of_its_communes(plan: Plan) -> None:
    # 8,500 reached in the district would make each commune of 1,200 and 9,000 look fully covered.
    begun = date(2025, 7, 1)
    communes = tuple(
        Unit(code, code, Standing.MUST, ("local",), ("V.13",), begun, None, ("178",))
        for code in ("05977", "05983")
    )
    succeeded = replace(plan, units=(*plan.units, *communes))
    last_year = {"unit": "178", "NL18": [10_000, 8_500], "CTV": [90, 80], "KH01": 1}
    small = {"unit": "05977", "NL18": [1_200, 300], "CTV": [20, 20], "KH01": 3}
    found = {
        code: outcome(
            succeeded, code, y2024=[last_year], y2025=[small, {"unit": "05983", "silent": True}]
        )
        for code in ("2.1b", "P1", "P2")
    }
    first, _silent = found["2.1b"].units
    assert (first.numerator, first.reached_in) == (300, {"NL18.reached": "2025"})
    assert (found["P1"].bounds, found["P1"].owners.missing) == (None, ("05983",))
    assert found["P2"].owners.missing == ("05983",)


def test_a_missing_owner_is_traced_to_what_it_gave(plan: Plan) -> None:
    (unit,) = outcome(plan, "2.1b", y2024=[{"unit": "178", "NL18": [10000, "3 quarantined"]}]).units
    assert cells(unit) == [("178", "2024", "NL18.total", 10000)]
    assert (unit.numerator, unit.denominator) == (None, 10000)


def test_a_case_that_counts_though_quarantined_is_traced(plan: Plan) -> None:
    row = {"unit": "178", "RS_THON": 150, "CL_DK": "3 breach", "CL_MOI": "2 quarantined"}
    (unit,) = outcome(plan, "1.1", y2024=[row]).units
    assert cells(unit) == [("178", "2024", "CL_DK", 3), ("178", "2024", "RS_THON", 150)]
    assert unit.positive


def test_a_standing_plan_is_traced_to_the_return_that_reported_it(plan: Plan) -> None:
    (unit,) = outcome(
        plan, "P2", y2022=[{"unit": "HND", "KH01": 2}], y2024=[{"unit": "HND", "silent": True}]
    ).units
    assert cells(unit) == [("HND", "2022", "KH01", 2)]


def test_a_figure_of_several_lines_is_traced_once(plan: Plan) -> None:
    row = {"unit": "178", "DN": [10, 9], "HTX": [5, 5], "HO": [100, 95]}
    (unit,) = outcome(plan, "2.3", y2024=[row]).units
    keys = [one.key for one in unit.evidence]
    assert sorted(keys) == sorted(
        [
            *(f"{code}.{part}" for code in ("DN", "HTX") for part in ("base", "gains", "losses")),
            "DN.total",
            "HTX.total",
            "HO.reached",
            "HO.total",
        ]
    )


def test_a_reach_row_that_is_not_applicable_takes_nothing_from_last_year(plan: Plan) -> None:
    households = outcome(
        plan,
        "2.3",
        y2023=[{"unit": "178", "HO": [100, 90]}],
        y2024=[{"unit": "178", "HO": ["n/a", "n/a"]}],
    ).lines[2]
    (unit,) = households.units
    assert (unit.numerator, unit.denominator, unit.state) == (0, 0, State.NOT_APPLICABLE)
    assert households.owners.not_applicable == ("178",)
