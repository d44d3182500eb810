"""How far a figure may move before somebody asks, on either side of every bound."""

from __future__ import annotations

import pytest

from lsreport.domain.period import Period
from support.checks import H1, YEAR, Content, aside, judged, judged_all, submission
from support.over_time import BEFORE, HALF_BEFORE, NO_GROUP, after

EARLIEST = Period.parse("2022-H1")


def rules(told: list[tuple[str, str | None, str | None, str | None, str]]) -> list[str]:
    return [one[0] for one in told]


def test_a_flow_beyond_three_roots_and_a_third() -> None:
    """3√51 is 21.4 and a third of 50 is 16.5: 72 is 22 away."""
    assert after({"TT01": 72}, (HALF_BEFORE, {"TT01": 50})) == [
        (
            "LS411",
            "TT01",
            "72",
            "50",
            "…: 72 in the first half; the mean of the same in 2023 is 50.",
        )
    ]


@pytest.mark.parametrize(
    ("mean", "count", "asked"),
    [
        (50, 71, False),
        (50, 28, True),
        (50, 29, False),
        (10_000, 13_300, False),
        (10_000, 13_301, True),
        (0, 3, False),
        (0, 4, True),
    ],
)
def test_the_bounds_of_a_flow(mean: int, count: int, asked: bool) -> None:
    told = after({"TT04": count}, (HALF_BEFORE, {"TT04": mean}))
    assert rules(told) == (["LS411"] if asked else [])


def test_the_mean_is_that_of_every_earlier_same_half() -> None:
    """Of 40 and 60; the year between them is no half."""
    earlier = ((EARLIEST, {"TT01": 40}), (HALF_BEFORE, {"TT01": 60}), (BEFORE, {"TT01": 200}))
    assert after({"TT01": 71}, *earlier) == []
    (told,) = after({"TT01": 72}, *earlier)
    assert told[4] == "…: 72 in the first half; the mean of the same in 2022, 2023 is 50."


def test_a_year_is_asked_about_for_what_its_second_half_adds() -> None:
    """50 and 72 after 50 and 50; the year as a whole, 122 after 100, moved by less than a third."""
    earlier = ((HALF_BEFORE, {"TT01": 50}), (BEFORE, {"TT01": 100}), (H1, {"TT01": 50}))
    assert after({"TT01": 121}, *earlier, period=YEAR) == []
    assert after({"TT01": 122}, *earlier, period=YEAR) == [
        (
            "LS411",
            "TT01",
            "122",
            "50",
            "…: 72 in the second half; the mean of the same in 2023 is 50.",
        )
    ]


def test_a_year_is_compared_as_a_whole_where_the_halves_are_not_known() -> None:
    earlier = ((BEFORE, {"TT01": 100}), (H1, {"TT01": 50}))
    assert after({"TT01": 133}, *earlier, period=YEAR) == []
    (told,) = after({"TT01": 134}, *earlier, period=YEAR)
    assert told[4] == "…: 134 in the whole year; the mean of the same in 2023 is 100."


def test_hamlets_reviewed_twice_are_one() -> None:
    """Those of the second half were reviewed in the first already, so the year is no sum."""
    reviewed = {"RS_THON_T": 100, "RS_THON": 60}
    earlier = (
        (HALF_BEFORE, reviewed),
        (BEFORE, {**reviewed, "RS_THON": 98}),
        (H1, {**reviewed, "TT01": 3}),
    )
    assert after({**reviewed, "RS_THON": 60}, *earlier, period=YEAR) == [
        (
            "LS411",
            "RS_THON",
            "60",
            "98",
            "…: 60 in the whole year; the mean of the same in 2023 is 98.",
        )
    ]
    assert after({**reviewed, "RS_THON": 97}, *earlier, period=YEAR) == []


@pytest.mark.parametrize(
    ("mean", "count", "asked"),
    [
        (100, 301, True),
        (100, 300, False),
        (100, 33, True),
        (100, 34, False),
        (30, 99, False),
        (30, 100, True),
        (100, 0, True),
    ],
)
def test_attendances_move_threefold(mean: int, count: int, asked: bool) -> None:
    told = after({"TT02": count}, (HALF_BEFORE, {"TT02": mean}))
    assert rules(told) == (["LS412"] if asked else [])


@pytest.mark.parametrize(
    ("mean", "count", "asked"),
    [
        (10_000, 13_600, False),
        (10_000, 30_000, False),
        (10_000, 30_001, True),
        (10_000, 3_333, True),
        (10_000, 3_334, False),
        (9, 90, False),
        (30, 100, True),
    ],
)
def test_leaflets_come_by_the_load(mean: int, count: int, asked: bool) -> None:
    """A third more than last year is a carton; three times as much is none."""
    told = after({"TT03": count}, (HALF_BEFORE, {"TT03": mean}))
    assert rules(told) == (["LS411"] if asked else [])


def test_money_moves_from_20_million() -> None:
    """From a mean of 16: 3√17 is 12.4 million."""
    before = (HALF_BEFORE, {"KP03": 16, "KP01": 30})
    assert after({"KP03": 28, "KP01": 30}, before) == []
    assert after({"KP03": 29, "KP01": 30}, before) == [
        (
            "LS411",
            "KP03",
            "29000",
            "16000",
            (
                "…: 29 million đồng in the first half; the mean of the same in 2023 is "
                "16 million đồng."
            ),
        )
    ]
    assert after({"KP03": 19}, (HALF_BEFORE, {"KP03": 1})) == []
    assert rules(after({"KP03": 20}, (HALF_BEFORE, {"KP03": 3}))) == ["LS411"]


@pytest.mark.parametrize(
    ("left", "count", "rule"),
    [
        (30, 300, "LS413"),
        (30, 299, "LS413"),
        (300, 30, "LS413"),
        (9, 90, "LS411"),
        (10, 1000, "LS413"),
        (100, 794, "LS411"),
        (100, 795, "LS413"),
        (100, 1258, "LS413"),
        (100, 1260, "LS411"),
    ],
)
def test_a_slipped_digit_is_no_movement_as_well(left: int, count: int, rule: str) -> None:
    """A tenth of a power of ten either way: from 7.943 to 12.589 times."""
    assert rules(after({"TT04": count}, (HALF_BEFORE, {"TT04": left}))) == [rule]


def test_a_slip_says_which_way() -> None:
    (more,) = after({"TE615.total": 1200}, (BEFORE, {}))
    assert more[1:] == (
        "TE615.total",
        "1200",
        "120",
        "…: 1,200, about 10 times the 120 of the return for 2023.",
    )
    (less,) = after({"TT03": 30}, (HALF_BEFORE, {"TT03": 300}))
    assert less[4] == "…: 30, about 1/10 times the 300 of the return for 2023-H1."


def test_a_flow_is_not_held_against_a_year() -> None:
    assert after({"TT03": 30}, (BEFORE, {"TT03": 300})) == []


def test_money_in_thousands_typed_as_millions() -> None:
    assert after({"KP01": 4000}, (HALF_BEFORE, {})) == [
        (
            "LS414",
            "KP01",
            "4000000",
            "4000",
            (
                "…: 4,000 million đồng, about 1000 times the 4 million đồng of the "
                "return for 2023-H1."
            ),
        )
    ]
    assert rules(after({"KP01": 400}, (HALF_BEFORE, {}))) == ["LS411"]


def test_an_amount_nobody_has_is_asked_about_once() -> None:
    earlier = [submission(period=HALF_BEFORE, changes={"KP01": 8})]
    judgement = judged({"KP01": 8000}, earlier=earlier)
    assert [one.rule for one in judgement.findings if one.key == "KP01"] == ["LS335"]


def test_a_denominator_hardly_moves() -> None:
    assert after({"TE615.total": 132}, (BEFORE, {})) == []
    assert after({"TE615.total": 108}, (BEFORE, {})) == []
    assert after({"TE615.total": 133}, (BEFORE, {})) == [
        (
            "LS415",
            "TE615.total",
            "133",
            "120",
            "…: 133, 120 in the return for 2023: more than 10% apart.",
        )
    ]


def test_a_year_is_asked_about_its_denominators_after_the_half() -> None:
    """The half was asked; the year says the same."""
    moved = {"TE615.total": 140}
    assert after(moved, (BEFORE, {}), (H1, moved), period=YEAR) == []


def test_a_handful_may_move() -> None:
    """Nine officials, and eleven."""
    assert after({"CC_T.total": 11}, (BEFORE, {}), code="SGDDT") == []


def test_a_group_that_is_not_there_did_not_move() -> None:
    assert after({}, (BEFORE, NO_GROUP)) == []


def test_they_ask_and_put_nothing_aside() -> None:
    judgement = judged({"TT01": 99}, earlier=[submission(period=HALF_BEFORE)])
    asked = [one.severity.value for one in judgement.findings if one.key == "TT01"]
    assert asked == ["query"]
    assert aside(judgement) == set()


def test_a_figure_put_aside_is_not_asked_about() -> None:
    """More boxes than the limit allows: the typing error is reported, not a movement too."""
    judgement = judged({"TT01": 2_000_000_000}, earlier=[submission(period=HALF_BEFORE)])
    assert [one.rule for one in judgement.findings if one.key == "TT01"] == ["LS205"]


def test_a_first_return_has_nothing_to_compare_with() -> None:
    untested = {
        one.rule: one.facts["count"]
        for one in judged_all(submission()).periods[H1].not_testable
        if "LS411" <= one.rule <= "LS415"
    }
    assert sorted(untested) == ["LS411", "LS412", "LS413", "LS414", "LS415"]
    assert untested["LS412"] == 2


def test_the_first_three_months_of_the_plan_are_no_year() -> None:
    first: dict[str, Content] = {"TT01": 500}
    assert after({"TT01": 20}, (Period.parse("2021"), first), period=Period.parse("2022")) == []


def test_a_department_is_compared_with_the_one_it_continues() -> None:
    half = Period.parse("2025-H1")
    before = submission("SNNPTNT", H1, {"TT01": 50})
    judgement = judged({"TT01": 72}, code="SNNMT", period=half, earlier=[before])
    assert [one.rule for one in judgement.findings if one.key == "TT01"] == ["LS411"]


def test_half_a_year_of_a_commune_is_no_year() -> None:
    first = submission("06001", Period.parse("2025"), {"TT04": 50})
    later = Period.parse("2026")
    judgement = judged({"TT04": 100}, code="06001", period=later, earlier=[first])
    assert [one.rule for one in judgement.findings if one.key == "TT04"] == []


def test_a_district_is_no_past_of_its_communes() -> None:
    district = submission("180", Period.parse("2024"), {"TE615.total": 500})
    judgement = judged(code="06001", period=Period.parse("2025"), earlier=[district])
    assert [one.rule for one in judgement.findings if "LS411" <= one.rule < "LS5"] == []
