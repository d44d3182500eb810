"""Areas that former and present units both cover."""

from __future__ import annotations

from datetime import date

import pytest

from lsreport.indicators.areas import Area, areas
from lsreport.indicators.loader import load_plan
from lsreport.indicators.plan import Plan

DISTRICTS = date(2024, 12, 14)
COMMUNES = date(2025, 12, 14)
CROSSED = "Phường Kỳ Lừa, xã Tân Đoàn và xã Khánh Khê gồm địa bàn của hơn một huyện, thành phố cũ."


@pytest.fixture(scope="module")
def plan() -> Plan:
    return load_plan("187")


def test_eight_districts_alone_and_three_together(plan: Plan) -> None:
    found = areas(plan, COMMUNES, DISTRICTS)
    assert [(one.former, len(one.units), one.reason) for one in found] == [
        (("178", "183", "184"), 3 + 5 + 6, CROSSED),
        (("180",), 7, ""),
        (("181",), 8, ""),
        (("182",), 5, ""),
        (("185",), 6, ""),
        (("186",), 8, ""),
        (("187",), 6, ""),
        (("188",), 7, ""),
        (("189",), 4, ""),
    ]


def test_a_district_is_its_communes(plan: Plan) -> None:
    assert areas(plan, COMMUNES, DISTRICTS)[-1] == Area(
        "UBND huyện Đình Lập (cũ)", ("189",), ("06613", "06616", "06625", "06637")
    )


def test_nothing_to_compare_while_the_units_are_the_same(plan: Plan) -> None:
    assert areas(plan, DISTRICTS, date(2023, 12, 14)) == ()
    assert areas(plan, date(2026, 12, 14), COMMUNES) == ()
