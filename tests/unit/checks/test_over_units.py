from __future__ import annotations

from datetime import UTC, datetime

import pytest

from lsreport.checks.judge import judge
from lsreport.domain.assessment import PeriodAssessment
from lsreport.domain.finding import Finding, Waiver
from lsreport.domain.observation import Place
from lsreport.domain.period import Period
from lsreport.domain.submission import Submission
from lsreport.i18n import Catalogue
from lsreport.indicators.calendar import expected
from support.checks import H1, SHEET, Content, submission, the_plan, told, vintage
from support.over_time import HALF_BEFORE
from support.patterns import (
    CUMULATIVE,
    DISTRICTS,
    REACHED,
    assessed,
    covered_of,
    district,
    districts,
    total_of,
)

COUNTS: dict[str, dict[str, Content]] = {
    code: {"TT01": 20 + place} for place, code in enumerate(DISTRICTS)
}
"""Events of each district: 20 for 1003 adults, 21 for 1100, … 30 for 1973."""


def asked(judged: PeriodAssessment) -> list[tuple[object, ...]]:
    """Return the findings about units: of each its unit and what it says."""
    assert judged.findings == () or all(one.unit is None for one in judged.findings if one.key)
    return [
        (unit, *told(one)) for unit, returned in judged.returns.items() for one in returned.findings
    ]


def untested(judged: PeriodAssessment, rule: str) -> list[str]:
    words = Catalogue("en")
    return [words.text(one.reason, **one.facts) for one in judged.not_testable if one.rule == rule]


def test_districts_that_differ_as_districts_do_are_not_remarked() -> None:
    assert asked(assessed(districts(COUNTS))) == []


def test_a_share_far_from_those_of_the_other_units_is_asked_about() -> None:
    """Shares 40, 42, … 60 %, that of 185 (52 %) now 95 %: quartiles 45 and 57 %."""
    whole = total_of("185")
    apart = assessed(districts({"185": {"NL18.reached": whole * 95 // 100}}))
    assert asked(apart) == [
        (
            "185",
            "LS602",
            "NL18.reached",
            f"{whole * 95 // 100}/{whole}",
            None,
            "…: 1,505/1,585 is 95.0%; going by all units, 26.9% to 75.0% would be usual.",
        )
    ]
    assert asked(assessed(districts({"185": {"NL18.reached": whole * 74 // 100}}))) == []


def test_a_share_of_few_people_is_none() -> None:
    few: dict[str, Content] = {"HTX.total": 19, "HTX.base": 19, "HTXR.total": 5, "HTXR.base": 5}
    assert asked(assessed(districts({"185": few | {"HTX_T.base": 5}}))) == []


def test_seven_units_have_no_fence() -> None:
    judged = assessed(districts(silent=DISTRICTS[:4]))
    assert untested(judged, "LS602") == []
    judged = assessed(districts({code: {"GV.total": "?"} for code in DISTRICTS[:4]}))
    assert untested(judged, "LS602") == [
        "GV.covered: only 7 units gave both figures with a total of at least 20, 8 are needed",
    ]


def test_a_count_ten_times_too_large_is_asked_about() -> None:
    """Around 17 events for 1000 adults everywhere: 260 would be 26 with a digit too many."""
    apart = assessed(districts(COUNTS | {"185": {"TT01": 260}}))
    assert asked(apart) == [
        (
            "185",
            "LS603",
            "TT01",
            "260",
            None,
            "…: 260 for 1,585 adults; going by all units, about 27 would be usual.",
        )
    ]
    assert asked(assessed(districts(COUNTS | {"185": {"TT01": 78}}))) == []


def test_five_times_what_is_usual_is_asked_about_and_no_less() -> None:
    """The sixth of the rates is 24 for 1391 adults, so 27.35 for 1585: 5 times that is 136.7."""
    assert asked(assessed(districts(COUNTS | {"185": {"TT01": 136}}))) == []
    (told,) = asked(assessed(districts(COUNTS | {"185": {"TT01": 137}})))
    assert told[:3] == ("185", "LS603", "TT01")


@pytest.mark.parametrize(("before", "rule"), [(260, "LS603"), (100, "LS411"), (26, "LS413")])
def test_a_cell_is_asked_about_once(before: int, rule: str) -> None:
    """Against its own past first; only what did not move is held against the other units."""
    earlier = submission("185", HALF_BEFORE, {**district("185"), "TT01": before})
    now = districts(COUNTS | {"185": {"TT01": 260}})
    judged = judge(the_plan(), vintage([earlier, *now])).periods[H1]
    found = judged.returns["185"].findings
    assert [one.rule for one in found if one.key == "TT01"] == [rule]


def test_five_units_are_too_few_to_compare_counts() -> None:
    five = {code: COUNTS[code] for code in DISTRICTS[:5]}
    judged = assessed(districts(five | {"178": {"TT01": 900}}))
    assert asked(judged) == []
    assert untested(judged, "LS603") == ["TT01: only 5 units gave figures to compare, 6 are needed"]


def test_figures_of_another_unit_are_asked_about_on_both_sides() -> None:
    copied = {f"{code}.total": total_of("180") for code in ("NL18", "TE06", "TE615", "HO", "GV")}
    rows = "GV 1100, NL18 1100, TE06 1100, TE615 1100, HO 1100"
    assert asked(assessed(districts({"181": copied}))) == [
        (unit, "LS604", "GV.total", rows, None, f"5 of 18 figures are those of {other}: {rows}.")
        for unit, other in (("180", "181"), ("181", "180"))
    ]
    del copied["GV.total"]
    assert asked(assessed(districts({"181": copied}))) == []


def test_five_equal_figures_of_many_are_chance() -> None:
    copied = {f"{code}.total": total_of("180") for code in ("NL18", "TE06", "TE615", "HO", "GV")}
    many = {f"TT{number:02}" for number in range(1, 9) if number != 2}
    counts: dict[str, dict[str, Content]] = {
        code: dict.fromkeys(many, 20 + place) for place, code in enumerate(DISTRICTS)
    }
    assert asked(assessed(districts(counts | {"181": counts["181"] | copied}))) == []


@pytest.mark.parametrize(
    ("count", "equal", "times", "told"),
    [(2, 4, 1, False), (2, 5, 1, True), (65, 5, 1, False), (65, 6, 1, True), (65, 5, 2, True)],
)
def test_among_many_communes_more_has_to_be_equal(
    count: int, equal: int, times: int, told: bool
) -> None:
    """16 figures of about 100 and 200: λ = 11/(2√200π) + 5/(2√100π) = 0.36.

    Five of them or more are equal by chance in 4 of 100,000 pairs, six in 2 of a million; there is
    one pair of two communes, and there are 2080 of 65. Where one commune is twice the other, only
    what is equal could be so by chance: λ = 5/(2√200π) = 0.1, so in 7 of 100 million pairs.
    """
    sent = vintage(_communes(count, equal, times))
    judged = judge(the_plan(), sent).periods[Period.parse("2025")]
    copied = [one for one in asked(judged) if one[1] == "LS604"]
    assert len(copied) == (2 if told else 0)
    assert all(str(one[5]).startswith(f"{equal} of 16 figures are") for one in copied)


def _communes(count: int, equal: int, times: int) -> list[Submission]:
    """Return returns of communes whose figures all differ, some totals of two of them excepted.

    The second of them is `times` the first.
    """
    period = Period.parse("2025")
    codes = [unit.code for unit in expected(the_plan(), period) if unit.former][:count]
    assert len(codes) == count
    with_list, reached = set(CUMULATIVE) - {"CCH"}, set(REACHED)
    totals = sorted((with_list | reached) - {"HTX_T", "HO_T"})
    sent = []
    for place, code in enumerate(codes):
        size = (100 + place) * (times if place == 1 else 1)
        cells: dict[str, Content] = {f"{one}.total": 2 * size for one in totals}
        cells |= {f"{one}.reached": size for one in reached}
        cells |= {f"{one}.base": 100 for one in with_list} | {
            f"{one}.gains": 0 for one in with_list
        }
        if place == 1:
            cells |= {f"{one}.total": 200 for one in totals[:equal]}
        sent.append(submission(code, period, cells))
    return sent


def test_units_that_are_asked_differently_are_not_compared() -> None:
    """A faultless return gives the same figures whoever sends it."""
    alike = assessed([submission(code) for code in ("178", "SGDDT", "STTTT")])
    assert [one for one in asked(alike) if one[1] == "LS604"] == []
    judged = assessed([submission(code) for code in ("178", "180")])
    assert [one[:2] for one in asked(judged)] == [("178", "LS604"), ("180", "LS604")]


def test_a_finding_over_units_stands_in_the_return_and_may_be_waived() -> None:
    sent = districts(COUNTS | {"185": {"TT01": 260}})
    judged = assessed(sent)
    (finding,) = judged.returns["185"].findings
    assert isinstance(finding, Finding)
    assert [one for one in judged.findings if one.unit in judged.returns] == []
    assert finding.place == Place("185.xlsx", SHEET, "TT01")
    agreed = Waiver(
        rule="LS603",
        unit="185",
        key="TT01",
        seen="260",
        first=H1,
        until=H1,
        who="A",
        why="B",
        recorded=datetime(2024, 7, 2, tzinfo=UTC),
    )
    (waived,) = assessed(sent, waivers=(agreed,)).returns["185"].findings
    assert waived.waived == agreed


def test_what_a_check_put_aside_is_not_compared() -> None:
    sent = districts({"185": {"NL18.reached": total_of("185") + 1}})
    assert [one[:2] for one in asked(assessed(sent))] == [("185", "LS301")]


def test_the_support_is_what_it_says() -> None:
    assert (total_of("189"), covered_of("189")) == (1973, 1183)
    assert district("178")["NL18.reached"] == 401
