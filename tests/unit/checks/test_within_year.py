"""A year contains its first half: nothing of it can be less."""

from __future__ import annotations

from dataclasses import replace

import pytest

from lsreport.domain.finding import Waiver
from lsreport.domain.period import Period
from lsreport.domain.submission import PAPER_VERSION
from support.checks import (
    H1,
    RECEIVED,
    YEAR,
    Content,
    aside,
    breaches,
    judged,
    judged_all,
    submission,
)
from support.over_time import AT_RISK_5, after

RUNNING = ("TT01", "TT03", "TT04", "TT05", "TT07", "TT08")


@pytest.mark.parametrize("key", ["TT01", "TT02", "TK06"])
def test_a_flow_of_the_year_contains_the_first_half(key: str) -> None:
    assert after({key: 3}, (H1, {}), period=YEAR) == [
        (
            "LS404",
            key,
            "3",
            "≥ 4",
            "…: 3 in the whole year, but the return for 2024-H1 already said 4.",
        )
    ]
    assert after({key: 4}, (H1, {}), period=YEAR) == []


def test_money_says_its_unit() -> None:
    (told,) = after({"KP02": 3}, (H1, {}), period=YEAR)
    assert told[4] == (
        "…: 3 million đồng in the whole year, but the return for 2024-H1 already said "
        "4 million đồng."
    )


def test_the_years_figure_is_put_aside_and_the_halfs_is_not() -> None:
    assessment = judged_all(submission(period=H1), submission(period=YEAR, changes={"TT01": 3}))
    assert aside(assessment.periods[YEAR].returns["178"]) == {"TT01"}
    assert aside(assessment.periods[H1].returns["178"]) == set()


def test_a_contradiction_between_two_numbers_of_children_is_still_some() -> None:
    half = {**AT_RISK_5, "TB_NC": 2, "HT_NC": 2}
    year = {**AT_RISK_5, "TB_NC": 1, "HT_NC": 1}
    judgement = judged(year, period=YEAR, earlier=[submission(period=H1, changes=half)])
    assert breaches(judgement) == {"TB_NC", "HT_NC"}


def test_what_is_pending_on_the_last_day_may_have_been_settled() -> None:
    half = {**AT_RISK_5, "TB_NC": 2, "CH_NC": 2}
    assert after({**AT_RISK_5, "TB_NC": 2, "HT_NC": 2}, (H1, half), period=YEAR) == []


def test_reach_runs_through_the_year() -> None:
    assert after({"NL18.reached": 39}, (H1, {}), period=YEAR) == [
        (
            "LS405",
            "NL18.reached",
            "39",
            "≥ 40",
            "…: 39 persons in the whole year, but 40 by the return for 2024-H1.",
        )
    ]
    assert after({"NL18.reached": 40}, (H1, {}), period=YEAR) == []


def test_a_half_contains_no_year() -> None:
    assert after({"TT01": 3}, (YEAR.same_period_last_year, {})) == []


def test_an_agreed_fall_stays_in_use() -> None:
    agreed = Waiver("LS404", "178", "TT01", "3", YEAR, YEAR, "Lan", "hủy", RECEIVED)
    judgement = judged({"TT01": 3}, period=YEAR, earlier=[submission(period=H1)], waivers=[agreed])
    assert aside(judgement) == set()
    assert [one.waived for one in judgement.findings] == [agreed]


def test_a_year_that_looks_like_its_second_half() -> None:
    """Four of six figures of the first half are above those of the year; three are not most."""
    nothing = dict.fromkeys(_OTHERS, 0)
    half: dict[str, Content] = {**nothing, **dict.fromkeys(RUNNING, 4)}
    year: dict[str, Content] = {**half, **dict.fromkeys(RUNNING[:4], 1)}
    told = after(year, (H1, half), period=YEAR)
    assert [one[0] for one in told] == ["LS404"] * 4 + ["LS407"]
    assert told[-1] == (
        "LS407",
        "TT01",
        "TT01 1 < 4, TT03 1 < 4, TT04 1 < 4, TT05 1 < 4",
        None,
        (
            "4 of 6 figures are below those of the return for 2024-H1: "
            "TT01 1 < 4, TT03 1 < 4, TT04 1 < 4, TT05 1 < 4."
        ),
    )
    half_of_them = {**year, RUNNING[3]: 4}
    assert [one[0] for one in after(half_of_them, (H1, half), period=YEAR)] == ["LS404"] * 3


def test_few_figures_do_not_look_like_anything() -> None:
    nothing = dict.fromkeys((*_OTHERS, *RUNNING), 0)
    half: dict[str, Content] = {**nothing, **dict.fromkeys(RUNNING[:4], 4)}
    year: dict[str, Content] = {**half, **dict.fromkeys(RUNNING[:4], 1)}
    assert [one[0] for one in after(year, (H1, half), period=YEAR)] == ["LS404"] * 4
    assessment = judged_all(submission(period=H1, changes=half), submission(period=YEAR))
    (untested,) = (one for one in assessment.periods[YEAR].not_testable if one.rule == "LS407")
    assert untested.facts["least"] == 5


def test_without_a_first_half_nothing_can_be_said() -> None:
    assessment = judged_all(submission(period=YEAR, changes={"TT01": 0}))
    untested = {
        (one.rule, one.facts["half"])
        for one in assessment.periods[YEAR].not_testable
        if one.rule in {"LS404", "LS405", "LS407"}
    }
    assert untested == {("LS404", "2024-H1"), ("LS405", "2024-H1"), ("LS407", "2024-H1")}


def test_nobody_is_asked_about_a_year_of_paper() -> None:
    """Its figures are compared with a first half all the same, where there is one."""
    paper = replace(submission(period=YEAR, changes={"TT01": 3}), form_version=PAPER_VERSION)
    alone = judged_all(paper).periods[YEAR]
    asked = {"LS404", "LS405", "LS407"}
    assert [one for one in alone.not_testable if one.rule in asked] == []
    after_half = judged_all(submission(period=H1), paper).periods[YEAR].returns["178"]
    assert [one.rule for one in after_half.findings if one.rule.startswith("LS4")] == ["LS404"]


@pytest.mark.parametrize(("code", "period"), [("178", "2021"), ("06001", "2025")])
def test_a_year_without_a_first_half_of_its_own(code: str, period: str) -> None:
    """The plan's first return, and a commune that reports from 15 June 2025."""
    year = Period.parse(period)
    untested = judged_all(submission(code, year)).periods[year].not_testable
    assert [one for one in untested if one.rule in {"LS404", "LS405", "LS407"}] == []


_OTHERS = (
    "RS_THON", "KH03", "TT02", "TT16", "TT16a", "TT17", "NL01", "NL02", "PH02", "PH05", "PH12",
    "PP01", "HD01", "TK01", "TK02", "TK02a", "TK03", "TK04", "TK06", "TK07", "KP01", "KP02",
    "KP03", "NL18.reached", "TE06.reached", "TE615.reached", "HO.reached", "HO_T.reached",
)  # fmt: skip
"""Everything else a district does in a period."""
