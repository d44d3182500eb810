from __future__ import annotations

from datetime import date

import pytest

from lsreport.domain.unit import Unit
from lsreport.indicators.history import Accepted, codes_of, last_accepted
from lsreport.indicators.loader import load_plan
from lsreport.indicators.plan import Plan
from support.law import assessment_of

KEY = "TE615.total"


@pytest.fixture(scope="module")
def plan() -> Plan:
    return load_plan("187")


def unit(plan: Plan, code: str, day: date) -> Unit:
    return next(one for one in plan.units_on(day) if one.code == code)


def said(found: Accepted | None) -> tuple[int | None, str, str] | None:
    return found and (found.observation.figure, found.unit_code, found.period.id)


def test_the_newest_window_that_ended_before_the_day(plan: Plan) -> None:
    known = assessment_of(
        plan,
        {
            "2023": [{"unit": "186", "TE615": [5000, 0]}],
            "2024-H1": [{"unit": "186", "TE615": [5100, 0]}],
            "2024": [{"unit": "186", "TE615": [5200, 0]}],
        },
    )
    district = unit(plan, "186", date(2024, 12, 14))
    found = {
        day.isoformat(): said(last_accepted(plan, known, district, KEY, day))
        for day in (date(2023, 12, 14), date(2023, 12, 15), date(2024, 6, 14), date(2024, 12, 14))
    }
    assert found == {
        "2023-12-14": None,
        "2023-12-15": (5000, "186", "2023"),
        "2024-06-14": (5000, "186", "2023"),
        "2024-12-14": (5100, "186", "2024-H1"),
    }


@pytest.mark.parametrize("total", ["blank", "n/a", "51000 quarantined", "quarantined"])
def test_what_is_not_a_figure_is_passed_over(plan: Plan, total: str) -> None:
    known = assessment_of(
        plan,
        {
            "2023": [{"unit": "186", "TE615": [5000, 0]}],
            "2024-H1": [{"unit": "186", "TE615": [total, 0]}],
        },
    )
    district = unit(plan, "186", date(2024, 12, 14))
    found = last_accepted(plan, known, district, KEY, date(2024, 12, 14))
    assert said(found) == (5000, "186", "2023")


def test_an_explicit_zero_is_a_figure(plan: Plan) -> None:
    known = assessment_of(
        plan,
        {
            "2022": [{"unit": "178", "CL_CK": 2}],
            "2023": [{"unit": "178", "CL_CK": 0}],
        },
    )
    district = unit(plan, "178", date(2024, 12, 14))
    found = last_accepted(plan, known, district, "CL_CK", date(2023, 12, 15))
    assert said(found) == (0, "178", "2023")


def test_the_units_own_returns_come_before_newer_ones_of_a_unit_it_continues(plan: Plan) -> None:
    known = assessment_of(
        plan,
        {
            "2023": [{"unit": "SVHTTDL", "TT06": 4}],
            "2024": [{"unit": "STTTT", "TT06": 9}],
        },
    )
    culture = unit(plan, "SVHTTDL", date(2025, 6, 14))
    found = last_accepted(plan, known, culture, "TT06", date(2025, 6, 14))
    assert said(found) == (4, "SVHTTDL", "2023")


def test_only_what_was_taken_over_is_continued(plan: Plan) -> None:
    known = assessment_of(
        plan, {"2024": [{"unit": "SLDTBXH", "NVCS": [20, 20], "CC_T": [30, 30], "TK05": 1}]}
    )
    health = unit(plan, "SYT", date(2025, 6, 14))
    interior = unit(plan, "SNV", date(2025, 6, 14))
    day = date(2025, 6, 14)
    assert said(last_accepted(plan, known, health, "NVCS.total", day)) == (20, "SLDTBXH", "2024")
    assert last_accepted(plan, known, health, "CC_T.total", day) is None
    assert last_accepted(plan, known, health, "TK05", day) is None
    assert said(last_accepted(plan, known, interior, "TK05", day)) == (1, "SLDTBXH", "2024")


def test_codes_of_a_unit_that_continues_another_for_everything(plan: Plan) -> None:
    environment = unit(plan, "SNNMT", date(2025, 6, 14))
    assert codes_of(plan, environment, "KH01") == ("SNNMT", "SNNPTNT")


def test_before_the_merger_nothing_is_continued(plan: Plan) -> None:
    culture = unit(plan, "SVHTTDL", date(2024, 12, 14))
    assert codes_of(plan, culture, "TT06") == ("SVHTTDL",)
