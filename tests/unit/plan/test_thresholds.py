"""The numbers the checks use, against those of the domain typed by hand."""

from __future__ import annotations

import msgspec

from lsreport.indicators.plan import Plan

THOUSAND_DONG_IN_A_MILLION = 1000


def test_the_numbers_of_the_domain(plan: Plan) -> None:
    found = msgspec.structs.asdict(plan.thresholds)
    assert {name: found[name] for name in found if name != "reasons"} == {
        "largest_count": 10**9,
        "largest_money": 10**9,
        "unusual_money": 5000 * THOUSAND_DONG_IN_A_MILLION,
        "money_move_from": 20 * THOUSAND_DONG_IN_A_MILLION,
        "cumulative_fall": "0.10",
        "carry_margin": "0.10",
        "flow_sigmas": 3,
        "flow_share": "0.33",
        "flow_periods": 1,
        "attendance_factor": 3,
        "attendance_from": 100,
        "half_figures": 5,
        "half_share": "0.5",
        "slip_from": 100,
        "slip_tolerance": "0.1",
        "fence": "1.5",
        "fence_units": 8,
        "fence_denominator": 20,
        "modified_z": "3.5",
        "modified_z_units": 6,
        "apart_factor": 5,
        "same_level_rows": 3,
        "at_risk_share": "0.05",
        "equal_figures": 5,
        "equal_share": "0.25",
        "equal_from": 15,
        "equal_chance": "0.01",
        "denominator_move": "0.10",
        "control_total": "0.05",
        "cross_check": "0.10",
        "round_share": "0.80",
        "round_figures": 20,
        "round_from": 15,
        "first_queries": 5,
        "trend_cases": 5,
        "masked_below": 5,
    }


def test_each_of_them_has_its_reason(plan: Plan) -> None:
    names = set(msgspec.structs.asdict(plan.thresholds)) - {"reasons"}
    assert set(plan.thresholds.reasons) == names
    assert [name for name, reason in plan.thresholds.reasons.items() if not reason] == []
