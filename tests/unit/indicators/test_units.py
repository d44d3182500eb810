from __future__ import annotations

import pytest
from msgspec.structs import replace

from lsreport.domain.assessment import Assessment
from lsreport.domain.observation import Absence
from lsreport.domain.period import Period
from lsreport.indicators.loader import load_plan
from lsreport.indicators.plan import Plan
from lsreport.indicators.units import ended_in, owned, owners_in, owners_of
from support.law import assessment_of, with_two_communes

YEAR = Period.parse("2025")
DISTRICTS = ["178", "180", "181", "182", "183", "184", "185", "186", "187", "188", "189"]


@pytest.fixture(scope="module")
def plan() -> Plan:
    return with_two_communes(load_plan("187"))


def test_a_unit_without_a_return_is_silent_or_its_file_was_rejected(plan: Plan) -> None:
    rows = [
        {"unit": "178", "KH01": 1},
        {"unit": "180", "silent": True},
        {"unit": "181", "rejected": True},
    ]
    owners = owners_in(plan, assessment_of(plan, {"2024": rows}), Period.parse("2024"))
    assert [(one.code, one.judged is not None) for one in owners] == [
        ("178", True),
        ("180", False),
        ("181", False),
    ]
    assert [one.absence for one in owners[1:]] == [Absence.NOT_RECEIVED, Absence.REJECTED]


def test_the_districts_ended_in_2025_with_their_first_half(plan: Plan) -> None:
    ended = ended_in(plan, Assessment({}), YEAR)
    assert [one.code for one in ended] == DISTRICTS
    assert {(one.period.id, one.day.isoformat()) for one in ended} == {("2025-H1", "2025-06-14")}
    assert ended_in(plan, Assessment({}), Period.parse("2024")) == ()


def test_they_stay_owners_of_what_the_plan_names_only(plan: Plan) -> None:
    cases = [one.code for one in owners_of(plan, Assessment({}), YEAR, "1.1")]
    children = [one.code for one in owners_of(plan, Assessment({}), YEAR, "2.2")]
    assert cases == [*children, *DISTRICTS]


def test_the_opening_of_a_joined_year_is_not_added_for_units_that_began_in_it(plan: Plan) -> None:
    without = {one.code: one.without for one in owners_of(plan, Assessment({}), YEAR, "1.1")}
    assert (without["05977"], without["178"], without["SYT"]) == (("CL_DK",), (), ())


def test_a_unit_that_stands_all_year_did_not_end(plan: Plan) -> None:
    (rule,) = plan.calendar.joined
    wider = replace(rule, roles=("local", "police"))
    widened = replace(plan, calendar=replace(plan.calendar, joined=(wider,)))
    assert [one.code for one in ended_in(widened, Assessment({}), YEAR)] == DISTRICTS


def test_a_unit_of_another_role_reports_the_whole_year_or_its_heir_does(plan: Plan) -> None:
    (rule,) = plan.calendar.joined
    longer = replace(rule, earlier="2024")
    lengthened = replace(plan, calendar=replace(plan.calendar, joined=(longer,)))
    ended = [one.code for one in ended_in(lengthened, Assessment({}), YEAR)]
    assert ended == DISTRICTS  # and not SLDTBXH, STTTT, SNNPTNT, which ended too


def test_what_a_unit_owns_is_decided_on_the_last_day_of_its_window(plan: Plan) -> None:
    keys = ("CC_T.total", "CCH.total", "CCX.total", "KH01", "DC_HS")
    district = owners_in(plan, Assessment({}), Period.parse("2025-H1"))[-1]
    commune = owners_in(plan, Assessment({}), YEAR)[-1]
    health = owners_in(plan, Assessment({}), YEAR)[0]
    assert (district.code, commune.code, health.code) == ("189", "05983", "SYT")
    assert owned(plan, district, keys) == ("CCH.total", "CCX.total", "KH01")
    assert owned(plan, commune, keys) == ("CCX.total", "KH01")
    assert owned(plan, health, keys) == ("CC_T.total", "KH01")


def test_what_is_reported_for_comparison_is_not_owned(plan: Plan) -> None:
    education = next(one for one in owners_in(plan, Assessment({}), YEAR) if one.code == "SGDDT")
    assert owned(plan, education, ("DC_HS", "HS16.total")) == ("HS16.total",)
