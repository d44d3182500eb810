from __future__ import annotations

import pytest

from lsreport.domain.finding import Finding
from lsreport.domain.observation import Place
from lsreport.i18n import Catalogue
from support.checks import H1, SHEET, Content, aside, findings, judged, judged_all, submission
from support.patterns import (
    AT_LEVEL,
    AT_RISK,
    CUMULATIVE,
    EVERYBODY,
    NO_CASE_NOTIFIED,
    REACHED,
    ROUND,
)

EVERY_ROW = (
    "GV 120/120, DN 120/120, HTX 120/120, NL18 120/120, TE06 120/120, TE615 120/120, HO 120/120, "
    "CCH 120/120, CCX 120/120, DNR 120/120, HTXR 120/120, HTX_T 120/120, HO_T 120/120, CTV 120/120"
)
AT_LEVEL_ROWS = "GV 108/120, NL18 96/120, CCX 109/121"


@pytest.mark.parametrize(
    ("changes", "expected", "near"),
    [
        (
            AT_LEVEL,
            (
                "LS331",
                "GV.covered",
                AT_LEVEL_ROWS,
                None,
                f"3 rows stand exactly at a level of the plan: {AT_LEVEL_ROWS}.",
            ),
            {"CCX.gains": 60},
        ),
        (
            EVERYBODY,
            (
                "LS332",
                "GV.covered",
                EVERY_ROW,
                None,
                f"In all 14 rows everybody is covered: {EVERY_ROW}.",
            ),
            {"HO.reached": 119},
        ),
        (
            {"GV.gains": 15, "TT02": 15},
            (
                "LS333",
                "GV.gains",
                "15",
                None,
                "…: 15 persons, exactly the attendances of “…”.",
            ),
            {"TT02": 16},
        ),
        (
            {"TE615.reached": 41, "NL02": 41},
            (
                "LS333",
                "TE615.reached",
                "41",
                None,
                "…: 41 persons, exactly the attendances of “…”.",
            ),
            {"NL02": 42},
        ),
        (
            AT_RISK,
            ("LS334", "NC_CK", "13", "≤ 12", "…: 13 of 240 children, more than 5%."),
            {"NC_CK": 12},
        ),
        (
            {"KP02": 5001},
            (
                "LS335",
                "KP02",
                "5001000",
                "≤ 5000000",
                ("…: 5,001 million đồng is unusual for one unit (more than 5,000 million đồng)."),
            ),
            {"KP02": 5000},
        ),
        (
            ROUND,
            (
                "LS336",
                "GV.total",
                "20/20",
                None,
                "20 of 20 figures from 15 up are divisible by 10 (more than 80%).",
            ),
            {"GV.total": 121, "DN.total": 121, "HTX.total": 121, "NL18.total": 121},
        ),
        (
            NO_CASE_NOTIFIED,
            (
                "LS337",
                "TB_CL",
                "1",
                None,
                "…: 1 notified, but no case of child labour was open or verified.",
            ),
            {"TB_CL": 0},
        ),
    ],
    ids=["level", "everybody", "gains", "reached", "at-risk", "money", "round", "notified"],
)
def test_patterns_are_asked_about(
    changes: dict[str, Content], expected: tuple[object, ...], near: dict[str, Content]
) -> None:
    judgement = judged(changes)
    assert findings(judgement) == [expected]
    assert aside(judgement) == set()
    assert findings(judged({**changes, **near})) == []


def test_a_pattern_names_the_cell() -> None:
    (finding,) = judged(ROUND).findings
    assert isinstance(finding, Finding)
    assert finding.place == Place("178.xlsx", SHEET, "GV.total")
    assert (finding.unit, finding.file) == ("178", "178.xlsx")


def test_households_and_enterprises_attend_nothing() -> None:
    """HO_T counts households, DN enterprises: their number is nobody's attendance."""
    assert findings(judged({"HO_T.reached": 41, "DN.gains": 41, "NL02": 41})) == []


def test_small_figures_coincide() -> None:
    assert findings(judged({"GV.gains": 14, "TT02": 14})) == []


def test_what_is_ordered_or_attended_is_round() -> None:
    """Leaflets, attendances and money are none of the figures that are looked at."""
    few = {key: value for key, value in ROUND.items() if key != "GV.gains"}
    assert findings(judged({**few, "TT03": 1000, "TT02": 200, "KP01": 100})) == []


def test_rows_of_few_people_say_nothing() -> None:
    few: dict[str, Content] = {
        **{f"{code}.total": 19 for code in (*CUMULATIVE, *REACHED) if code[-2:] != "_T"},
        **{f"{code}.base": 9 for code in CUMULATIVE},
        **{f"{code}.reached": 19 for code in REACHED},
    }
    assert findings(judged(few)) == []
    assert untested(few) == [
        ("LS331", "fewer than 3 rows with a total of at least 20 and both figures"),
        ("LS332", "fewer than 3 rows with a total of at least 20 and both figures"),
        ("LS336", "fewer than 20 figures of at least 15"),
    ]


def test_what_cannot_be_compared_is_not_passed() -> None:
    missing = "a figure to compare it with is missing or put aside: "
    child = "TE06 Trẻ em dưới 6 tuổi được cung cấp thông tin, column “total at the cut-off date”"
    told = untested({**AT_RISK, "TE06.total": None})
    assert ("LS334", missing + child) in told
    new = "CL_MOI Lao động trẻ em xác minh mới trong kỳ"
    assert [one for one in untested({**NO_CASE_NOTIFIED, "CL_MOI": None}) if one[0] == "LS337"] == [
        ("LS337", missing + new)
    ]


def test_a_form_that_could_never_be_tested_is_not_said_to_be_untested() -> None:
    """HLHPN has one row of people and a dozen other figures."""
    assert untested({}, "HLHPN") == []


def untested(changes: dict[str, Content], code: str = "178") -> list[tuple[str, str]]:
    """Return the patterns that could not be tested, and why."""
    found = judged_all(submission(code, changes=changes)).periods[H1].not_testable
    words = Catalogue("en")
    return [
        (one.rule, words.text(one.reason, **one.facts))
        for one in found
        if "LS331" <= one.rule <= "LS349"
    ]
