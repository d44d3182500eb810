from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

import pytest
from msgspec import structs

from lsreport.checks.judge import judge_return
from lsreport.checks.questionnaire import Questionnaire
from lsreport.checks.waivers import Waivers
from lsreport.domain.period import Period
from lsreport.domain.unit import Standing, Unit
from support.checks import (
    H1,
    YEAR,
    Content,
    Told,
    aside,
    breaches,
    findings,
    judged,
    judged_all,
    submission,
    the_plan,
)

BEFORE = Period.parse("2023")
CASES: dict[str, Content] = {
    "G_CL": None,
    "CL_DK": 0,
    "CL_MOI": 2,
    "CL_HET": 0,
    "CL_NN": 0,
    "HOC_CL": 2,
    "TB_CL": 2,
    "HT_CL": 2,
    "CH_CL": 0,
    "CL_MOI@13-14.male": 2,
    "CL_CK@13-14.male": 2,
    "CL_MOI@garment": 2,
    "CL_CK@garment": 2,
}
OPEN = CASES | {"CL_DK": 2, "CL_MOI": 0, "CL_MOI@13-14.male": None, "CL_MOI@garment": None}


def bases(count: int) -> Mapping[str, Content]:
    codes = ("GV", "DN", "HTX", "CCH", "CCX", "DNR", "HTXR", "HTX_T", "CTV")
    return {f"{code}.base": count for code in codes}


LEFT = bases(60)
"""What a faultless return leaves: 50 brought forward and 10 gained."""


def test_the_base_is_what_the_last_return_left() -> None:
    earlier = [submission(period=BEFORE)]
    assert findings(judged(LEFT, earlier=earlier)) == []
    judgement = judged({**LEFT, "GV.base": 55}, earlier=earlier)
    assert findings(judgement) == [
        (
            "LS401",
            "GV.base",
            "55",
            "60",
            "…: 55 is brought forward, but the return for 2023 left 60.",
        )
    ]
    assert aside(judgement) == set()


def test_the_base_dates_from_before_the_window_opens() -> None:
    """The half and the year of 2024 share the base of 2023: gains run from then."""
    earlier = [submission(period=BEFORE), submission(period=H1, changes=LEFT)]
    assert findings(judged(LEFT, period=YEAR, earlier=earlier)) == []


def test_a_figure_put_aside_leaves_nothing() -> None:
    """2023 is quarantined, so the base is compared with its first half."""
    half = submission(period=BEFORE.first_half)
    wrong = submission(period=BEFORE, changes={"GV.total": 10})
    told = findings(judged(LEFT, earlier=[half, wrong]))
    assert told == []
    assert findings(judged({**LEFT, "GV.base": 61}, earlier=[half, wrong]))[0][4] == (
        "…: 61 is brought forward, but the return for 2023-H1 left 60."
    )


def test_a_missing_base_is_compared_with_nothing() -> None:
    judgement = judged({**LEFT, "GV.base": None}, earlier=[submission(period=BEFORE)])
    assert [one[0] for one in findings(judgement)] == ["LS206"]


@pytest.mark.parametrize(
    ("opening", "closing", "told", "somebody"),
    [
        (
            OPEN | {"CL_DK": 1, "CL_CK@13-14.male": 1, "CL_CK@garment": 1, "HOC_CL": 1},
            CASES,
            (
                "LS402",
                "CL_DK",
                "1",
                "2",
                "…: 1 open at the start, but the return for 2023 closed with 2.",
            ),
            {"CL_DK"},
        ),
        (
            {},
            CASES,
            (
                "LS402",
                "CL_DK",
                "0",
                "2",
                "…: 0 open at the start, but the return for 2023 closed with 2.",
            ),
            set(),
        ),
        (
            OPEN,
            {},
            (
                "LS402",
                "CL_DK",
                "2",
                "0",
                "…: 2 open at the start, but the return for 2023 closed with 0.",
            ),
            set(),
        ),
    ],
    ids=["fewer", "none", "out of nowhere"],
)
def test_cases_stay_open_until_they_are_closed(opening, closing, told, somebody) -> None:
    judgement = judged({**LEFT, **opening}, earlier=[submission(period=BEFORE, changes=closing)])
    assert findings(judgement) == [told]
    assert aside(judgement) == {"CL_DK", "CL_CK"}
    assert breaches(judgement) == somebody


def test_cases_brought_forward_as_they_were_left() -> None:
    earlier = [submission(period=BEFORE, changes=CASES)]
    assert findings(judged({**LEFT, **OPEN}, earlier=earlier)) == []


def test_a_year_opens_as_its_first_half_did() -> None:
    judgement = judged(CASES, period=YEAR, earlier=[submission(period=H1, changes=OPEN)])
    assert findings(judgement) == [
        (
            "LS403",
            "CL_DK",
            "0",
            "2",
            "…: 0 open at the start, but the first half of the same year said 2.",
        )
    ]
    assert aside(judgement) == {"CL_DK", "CL_CK"}
    assert findings(judged(OPEN, period=YEAR, earlier=[submission(period=H1, changes=OPEN)])) == []


def test_a_half_that_is_silent_or_put_aside_says_nothing_of_the_opening() -> None:
    doubted = submission(period=H1, changes={"CL_DK": 2})
    assert findings(judged(CASES, period=YEAR, earlier=[doubted])) == []
    other = submission("180", period=H1, changes=OPEN)
    assert findings(judged(CASES, period=YEAR, earlier=[other])) == []


def untested(assessment, period: Period) -> list[tuple[str, object, object, str]]:
    return [
        (one.rule, one.unit, one.facts["key"], one.reason)
        for one in assessment.periods[period].not_testable
        if one.facts.get("key") in {"GV.base", "CL_DK", "CC_T.base"}
    ]


def test_a_first_return_has_nothing_to_be_compared_with() -> None:
    assert untested(judged_all(submission()), H1) == [
        ("LS401", "178", "GV.base", "there is no earlier accepted figure"),
        ("LS402", "178", "CL_DK", "there is no earlier accepted figure"),
    ]


def test_a_unit_continues_the_figures_it_took_over() -> None:
    """SNNMT took everything over from SNNPTNT; SYT only the figures on children."""
    h1 = Period.parse("2025-H1")
    earlier = [submission("SNNPTNT", YEAR), submission("SLDTBXH", YEAR)]
    assert findings(judged({"CC_T.base": 6}, code="SNNMT", period=h1, earlier=earlier)) == [
        (
            "LS401",
            "CC_T.base",
            "6",
            "7",
            "…: 6 is brought forward, but the return for 2024 left 7.",
        )
    ]
    after = judged_all(*earlier, submission("SYT", h1))
    assert untested(after, h1) == [
        ("LS401", "SYT", "CC_T.base", "there is no earlier accepted figure")
    ]


def commune(code: str, predecessors: tuple[str, ...], takes_over: tuple[str, ...] = ()) -> Unit:
    return Unit(
        code=code,
        name=f"Xã {code}",
        standing=Standing.MUST,
        roles=("local",),
        clauses=("V.13",),
        valid_from=date(2025, 7, 1),
        valid_until=None,
        predecessors=predecessors,
        takes_over=takes_over,
    )


@pytest.mark.parametrize(
    ("heir", "reason"),
    [
        (
            commune("99902", ("180",)),
            "the earlier figure of {unit_code} is shared by several units now",
        ),
        (commune("99902", ("180",), takes_over=("TT01",)), None),
        (commune("99902", ("181",)), None),
    ],
    ids=["two heirs", "heir of something else", "heir of another unit"],
)
def test_what_a_district_left_is_compared_with_its_only_heir(heir: Unit, reason) -> None:
    day = date(2025, 12, 14)
    plan = structs.replace(the_plan(), units=(commune("99901", ("180",)), heir))
    unit = plan.units[0]
    before = judged_all(submission("180", YEAR))
    form = Questionnaire(plan, unit, day)
    sent = replace(submission("180", H1, LEFT), unit="99901", period=Period.parse("2025"))
    judgement, untested = judge_return(form, unit, sent, Waivers(), before)
    told = [(one.rule, one.reason) for one in untested if one.facts["key"] == "GV.base"]
    assert told == ([] if reason is None else [("LS401", reason)])
    assert [one.rule for one in judgement.findings if one.key == "GV.base"] == []


@pytest.mark.parametrize(
    ("moved", "told"),
    [
        ({"GV.losses": 6}, []),
        (
            {"GV.losses": 7},
            [
                (
                    "LS406",
                    "GV.covered",
                    "53",
                    "60",
                    "…: 53, down from 60 in the return for 2023, and no reason is given.",
                )
            ],
        ),
        ({"GV.losses": 7, "GV.reason": "Nghỉ hưu"}, []),
    ],
)
def test_what_is_counted_since_2021_falls_for_a_reason(
    moved: Mapping[str, Content], told: list[Told]
) -> None:
    """By up to a tenth of what there was; 7 of 60 is more."""
    earlier = [submission(period=BEFORE)]
    judgement = judged({**LEFT, "GV.gains": 0, **moved}, earlier=earlier)
    assert findings(judgement) == told
    parts = {"GV.covered", "GV.base", "GV.gains", "GV.losses"}
    assert aside(judgement) == (parts if told else set())


@pytest.mark.parametrize(("losses", "told"), [(10, []), (11, ["LS406"])])
def test_a_cumulative_figure_falls_with_its_total(losses: int, told: list[str]) -> None:
    """A sixth of the staff left, 120 to 100: 10 of 60 is a sixth as well."""
    moved = {"GV.total": 100, "GV.gains": 0, "GV.losses": losses}
    found = findings(judged({**LEFT, **moved}, earlier=[submission(period=BEFORE)]))
    assert [one[0] for one in found if one[0] != "LS415"] == told


def test_a_part_without_a_total_of_its_own_falls_with_that_of_its_base() -> None:
    moved = {"HTX.total": 100, "HTXR.total": 100, "HTX_T.gains": 0, "HTX_T.losses": 10}
    found = findings(judged({**LEFT, **moved}, earlier=[submission(period=BEFORE)]))
    assert [one[0] for one in found if one[0] != "LS415"] == []
