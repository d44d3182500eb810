"""Whether somebody else's sum would change a verdict."""

from __future__ import annotations

from lsreport.domain.assessment import Assessment
from lsreport.indicators.compute import compute
from lsreport.indicators.contested import contested
from lsreport.indicators.outcome import Verdict
from support.checks import H1, Content, judged_all, submission, the_plan
from support.patterns import DISTRICTS

TEACHERS = ("GV.total", "GV_S.total")


def assessment(
    district: dict[str, Content], education: dict[str, Content], care: int = 60
) -> Assessment:
    """Judge all districts, education and the coordinator, with `care` staff of facilities."""
    staff: dict[str, Content] = {"NVCS.total": care, "NVCS.base": 50, "NVCS.gains": 10}
    return judged_all(
        *(submission(code, H1, district) for code in DISTRICTS),
        submission("SGDDT", H1, education),
        submission("SLDTBXH", H1, staff),
    )


def verdict(known: Assessment, code: str) -> Verdict:
    return next(one.verdict for one in compute(the_plan(), known, H1) if one.code == code)


def changed(known: Assessment, keys: tuple[str, ...], shift: int) -> tuple[str, ...]:
    return contested(the_plan(), compute(the_plan(), known, H1), keys, shift)


def test_more_teachers_than_the_owners_count_could_miss_the_level() -> None:
    """1140 of 1200 are covered (95 %): of 1266 they are 90.05 %, of 1267 89.98 %."""
    covered: dict[str, Content] = {"GV.total": 100, "GV.base": 85, "GV.gains": 10}
    own: dict[str, Content] = {"GV_S.total": 100, "GV_S.base": 85, "GV_S.gains": 10}
    known = assessment(covered, own)
    assert verdict(known, "2.1a") is Verdict.MET
    assert changed(known, TEACHERS, 66) == ()
    assert changed(known, TEACHERS, 67) == ("2.1a",)


def test_a_line_that_fails_anyway_leaves_the_whole_as_it_is() -> None:
    """720 of 540 teachers would pass; 60 of 100 staff of care facilities do not."""
    assert changed(assessment({}, {}), TEACHERS, 540 - 1440) == ("2.1a",)
    known = assessment({}, {}, care=100)
    assert verdict(known, "2.1a") is Verdict.NOT_MET
    assert changed(known, TEACHERS, 540 - 1440) == ()


def test_a_reference_table_with_more_people_could_too() -> None:
    """40 of 120 are reached in each of 11 districts: 440 of 550 would be 80 %."""
    known = assessment({}, {})
    assert verdict(known, "2.1b") is Verdict.NOT_MET
    assert changed(known, ("NL18.total",), 550 - 1320) == ("2.1b",)
    assert changed(known, ("NL18.total",), 551 - 1320) == ()


def test_keys_that_enter_no_sum_change_nothing() -> None:
    known = assessment({}, {})
    assert changed(known, ("KP01",), 5000) == ()
    assert changed(known, ("CL_MOI",), 5) == ()
