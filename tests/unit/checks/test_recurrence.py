"""Whole returns that come again, cases that come and go, groups that are no longer there."""

from __future__ import annotations

import pytest

from lsreport.domain.period import Period
from support.checks import H1, YEAR, Content, judged_all, submission
from support.over_time import AT_RISK_5, BEFORE, HALF_BEFORE, NO_GROUP, after, at_risk

EARLIEST = Period.parse("2022")
COUNTED: dict[str, Content] = {"TT01": 15, "TT02": 90}


@pytest.mark.parametrize(
    ("earlier", "period"), [(BEFORE, H1), (HALF_BEFORE, H1), (BEFORE, YEAR), (H1, YEAR)]
)
def test_a_return_copied_from_an_earlier_one(earlier: Period, period: Period) -> None:
    told = after(COUNTED, (earlier, COUNTED), period=period)
    assert [(one[0], one[1]) for one in told] == [("LS421", "RS_THON")]
    assert told[0][4].startswith(
        f"All 29 figures of the period are those of the return for {earlier}: RS_THON 4, KH03 4, "
        "TT01 15, TT02 90, "
    )


def test_one_figure_of_its_own_makes_it_its_own() -> None:
    assert after({**COUNTED, "PH12": 3}, (BEFORE, COUNTED)) == []


def test_a_figure_put_aside_hides_no_copy() -> None:
    told = after({**COUNTED, "PH12": -1}, (BEFORE, COUNTED))
    assert [one[0] for one in told] == ["LS421"]


def test_small_counts_are_often_the_same() -> None:
    assert after({"TT01": 14}, (BEFORE, {"TT01": 14})) == []


def test_few_figures_say_nothing() -> None:
    only: dict[str, Content] = {"KH03": 20, "TT01": 0, "TT02": 30, "TT14": 0, "TT15": 0, "TT16": 0}
    only |= dict.fromkeys(("TT16a", "PH08", "HD01", "HD04", "TK09", "KP02", "KP03"), 0)
    assert after(only, (BEFORE, only), code="HND") == []
    sent = submission("HND", H1, only)
    (untested,) = (one for one in judged_all(sent).periods[H1].not_testable if one.rule == "LS421")
    assert untested.facts["least"] == 5


def test_cases_that_are_gone() -> None:
    assert after({}, (BEFORE, AT_RISK_5)) == [
        ("LS422", "NC_CK", "0", "5", "…: 0, but 5 in the return for 2023.")
    ]
    assert after({}, (BEFORE, at_risk(4))) == []


def test_cases_that_are_back() -> None:
    earlier = ((EARLIEST, AT_RISK_5), (BEFORE, {}))
    assert after(at_risk(1), *earlier) == [
        (
            "LS423",
            "NC_CK",
            "1",
            "5",
            "…: 1 after 0 in the return for 2023, and 5 in that for 2022.",
        )
    ]


@pytest.mark.parametrize(
    "earlier",
    [
        ((EARLIEST, at_risk(4)), (BEFORE, {})),
        ((EARLIEST, AT_RISK_5), (HALF_BEFORE, {}), (BEFORE, {})),
        ((BEFORE, {}),),
        ((BEFORE, AT_RISK_5),),
    ],
)
def test_a_few_cases_come_and_go(earlier: tuple[tuple[Period, dict[str, Content]], ...]) -> None:
    assert after(at_risk(4), *earlier) == []


def test_a_flow_of_cases_is_held_against_the_same_half() -> None:
    notified = {**AT_RISK_5, "TB_NC": 5, "HT_NC": 5}
    earlier = ((HALF_BEFORE, notified), (BEFORE, notified))
    told = after(AT_RISK_5, *earlier)
    assert [(one[0], one[1], one[4]) for one in told] == [
        ("LS422", "TB_NC", "…: 0, but 5 in the return for 2023-H1.")
    ]


def test_cases_that_are_gone_are_no_movement_as_well() -> None:
    notified = {**at_risk(20), "TB_NC": 20}
    told = after(at_risk(20), (HALF_BEFORE, notified))
    assert [(one[0], one[1]) for one in told] == [("LS422", "TB_NC")]


def test_a_group_that_is_not_there_any_more() -> None:
    assert after(NO_GROUP, (BEFORE, {})) == [
        (
            "LS424",
            "DNR.total",
            "không áp dụng",
            "120",
            "…: not applicable now, but the return for 2023 counted 120.",
        )
    ]


def test_a_group_that_was_not_there_before_is_asked_about_once() -> None:
    assert after(NO_GROUP, (EARLIEST, {}), (BEFORE, NO_GROUP)) == []
