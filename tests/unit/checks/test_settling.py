from __future__ import annotations

from datetime import datetime

import pytest
from msgspec import structs

from lsreport.checks.judge import judge
from lsreport.domain.finding import Waiver
from lsreport.domain.observation import Observation, Place, RawKind, State
from lsreport.domain.submission import JudgedReturn
from support.checks import (
    GONE,
    H1,
    RECEIVED,
    YEAR,
    Content,
    aside,
    breaches,
    findings,
    judged,
    submission,
    the_plan,
    vintage,
)

BLOCK = ("CL_DK", "CL_MOI", "CL_HET", "CL_NN", "HOC_CL", "TB_CL", "HT_CL", "CH_CL")


def waiver(rule: str, key: str, seen: str, recorded: datetime = RECEIVED) -> Waiver:
    return Waiver(rule, "178", key, seen, H1, YEAR, "Vi Thị B", "đã xác minh", recorded)


def test_a_ticked_gate_is_explicit_zeros() -> None:
    judgement = judged()
    assert findings(judgement) == []
    assert judgement.observations["CL_MOI"] == Observation(
        "CL_MOI", State.ZERO, 0, Place("178.xlsx", "Biểu", "CL_MOI")
    )
    assert {judgement.observations[key].state for key in (*BLOCK, "CL_CK")} == {State.ZERO}
    assert judgement.observations["CL_MOI@15.male"].state is State.MISSING


def test_a_tick_says_nothing_of_a_formula_without_a_value() -> None:
    judgement = judged({"CL_MOI": (RawKind.UNCACHED, "")})
    assert [one[:2] for one in findings(judgement)] == [("LS223", "CL_MOI")]
    assert judgement.observations["CL_MOI"].state is State.MISSING
    assert judgement.observations["CL_CK"].state is State.MISSING
    assert judgement.observations["CL_DK"].state is State.ZERO


def test_a_row_that_does_not_apply_keeps_a_formula_without_a_value_missing() -> None:
    judgement = judged(
        {
            "DNR.case": "không áp dụng",
            **dict.fromkeys(("DNR.base", "DNR.gains", "DNR.losses"), None),
            "DNR.total": (RawKind.UNCACHED, ""),
        }
    )
    assert judgement.observations["DNR.total"].state is State.MISSING
    assert judgement.observations["DNR.base"].state is State.NOT_APPLICABLE


def test_zeros_typed_beside_a_tick_agree_with_it() -> None:
    judgement = judged({"CL_DK": 0, "CL_MOI": "không", "TB_CL": "-"})
    assert findings(judgement) == []
    assert judgement.observations["TB_CL"].figure == 0


def test_a_case_beside_the_tick_is_doubted_and_still_a_case() -> None:
    judgement = judged({"CL_DK": 2})
    assert findings(judgement) == [
        ("LS212", "CL_DK", "2", "0", "…: 2 is given, although “…” is ticked.")
    ]
    assert aside(judgement) == {*BLOCK, "CL_CK", "G_CL"}
    assert breaches(judgement) == {"CL_DK"}
    assert judgement.observations["CL_MOI"].state is State.MISSING


def test_every_figure_beside_the_tick_is_named() -> None:
    judgement = judged({"CL_MOI": 1, "CL_NN": 0, "TB_CL": 3})
    assert [one[:3] for one in findings(judgement)] == [
        ("LS212", "CL_MOI", "1"),
        ("LS212", "TB_CL", "3"),
    ]
    assert breaches(judgement) == {"CL_MOI", "TB_CL"}
    assert judgement.observations["CL_NN"].figure == 0


def test_an_activity_beside_its_tick_is_doubted() -> None:
    judgement = judged({"KPS_III2": "x", "NL01": 2, "NL02": None})
    assert findings(judgement) == [
        ("LS212", "NL01", "2", "0", "…: 2 is given, although “…” is ticked.")
    ]
    assert aside(judgement) == {"KPS_III2", "NL01", "NL02"}


def test_a_ticked_activity_block_is_zeros() -> None:
    judgement = judged({"KPS_III2": "x", "NL01": None, "NL02": None})
    assert findings(judgement) == []
    assert judgement.observations["NL02"].state is State.ZERO


def test_a_row_that_is_gone_is_not_settled_by_a_tick() -> None:
    judgement = judged({"CH_CL": GONE})
    assert [one[:2] for one in findings(judgement)] == [("LS206", "CH_CL")]


def test_an_unticked_gate_settles_nothing() -> None:
    assert [one[1] for one in findings(judged({"G_CL": None}))] == list(BLOCK)


def test_an_answer_is_not_settled_by_a_tick() -> None:
    activities = ("PH01", "PH02", "PH03", "PH11", "PH12", "PH13")
    judgement = judged({"KPS_III3": "x"} | dict.fromkeys(activities), code="SLDTBXH")
    assert [one[:2] for one in findings(judgement)] == [("LS206", "PH13")]


def test_a_waived_contradiction_stands_as_typed() -> None:
    judgement = judged({"CL_DK": 2}, waivers=[waiver("LS212", "CL_DK", "2")])
    (finding, *_) = judgement.findings
    assert finding.waived == waiver("LS212", "CL_DK", "2")
    assert judgement.observations["CL_DK"].figure == 2
    assert judgement.observations["CL_MOI"].figure == 0
    assert judgement.observations["CL_CK"].figure == 2


@pytest.mark.parametrize("key", ["GV.total", "NL18.total", "RS_THON_T", "CTV.total", "DN.total"])
def test_a_total_that_cannot_be_zero(key: str) -> None:
    judgement = judged({key: 0})
    told = findings(judgement)
    assert ("LS207", key, "0", None, "…: 0 is given, but this total cannot be zero.") in told
    assert {one[0] for one in told} == {"LS207"}
    assert judgement.observations[key].figure is None


def test_covered_and_reached_figures_may_be_zero() -> None:
    zero = {"GV.base": 0, "GV.gains": 0, "NL18.reached": 0, "HTX_T.base": 0, "HTX_T.gains": 0}
    judgement = judged(zero)
    assert findings(judgement) == []
    assert judgement.observations["GV.covered"].state is State.ZERO


ROW = ("DNR.total", "DNR.base", "DNR.gains", "DNR.losses")


@pytest.mark.parametrize(
    "declared",
    [
        {"DNR.case": 2},
        {"DNR.case": "không áp dụng"},
        {"DNR.total": "Không áp dụng"},
        {"DNR.case": 2, "DNR.total": 0, "DNR.base": 0},
        {"DNR.case": 2, "DNR.base": 5, "DNR.gains": 0, "DNR.losses": 5},
    ],
)
def test_a_total_that_is_not_applicable_makes_its_row_so(declared) -> None:
    judgement = judged(dict.fromkeys(ROW) | declared)
    assert findings(judgement) == []
    assert {judgement.observations[key].state for key in (*ROW, "DNR.covered")} == {
        State.NOT_APPLICABLE
    }


def test_figures_beside_not_applicable_are_doubted() -> None:
    judgement = judged({"DNR.case": 2, "DNR.total": 7, "DNR.losses": None})
    message = "…: {} is given, although the row is declared “không áp dụng”."
    assert findings(judgement) == [
        ("LS213", "DNR.total", "7", None, message.format(7)),
        ("LS213", "DNR.base", "50", None, message.format(50)),
        ("LS213", "DNR.gains", "10", None, message.format(10)),
    ]
    assert aside(judgement) == {*ROW, "DNR.case", "DNR.covered"}
    assert breaches(judgement) == set()


def test_none_is_no_state_of_a_total_that_cannot_be_zero() -> None:
    judgement = judged(dict.fromkeys(ROW) | {"DNR.case": 1})
    assert findings(judgement) == [
        (
            "LS207",
            "DNR.case",
            "không phát sinh",
            None,
            "…: 0 is given, but this total cannot be zero.",
        )
    ]
    assert aside(judgement) == {*ROW, "DNR.case", "DNR.covered"}


def test_none_where_the_total_may_be_zero_is_explicit_zeros() -> None:
    """As for a row of a successor plan whose total may be nought or not applicable."""
    row = structs.replace(the_plan().elements["DNR"], may_be_zero=True)
    plan = structs.replace(the_plan(), elements={**the_plan().elements, "DNR": row})

    def judgement(**changes: Content) -> JudgedReturn:
        cells = dict.fromkeys(ROW) | {"DNR.case": 1} | changes
        return judge(plan, vintage([submission(changes=cells)])).periods[H1].returns["178"]

    none = judgement()
    assert findings(none) == []
    assert {none.observations[key].state for key in (*ROW, "DNR.covered")} == {State.ZERO}
    assert [one[:3] for one in findings(judgement(**{"DNR.total": 3}))] == [
        ("LS213", "DNR.total", "3")
    ]


def test_not_applicable_where_the_row_applies() -> None:
    judgement = judged({"GV.total": "không áp dụng", "TT01": "không áp dụng"})
    message = "…: “không áp dụng” is given, but this row applies here."
    assert findings(judgement) == [
        ("LS208", "GV.total", "không áp dụng", None, message),
        ("LS208", "TT01", "không áp dụng", None, message),
    ]
    assert aside(judgement) == {"GV.total", "TT01"}


def test_a_row_follows_the_row_that_holds_its_total() -> None:
    htx = ("HTX.total", "HTX.base", "HTX.gains", "HTX.losses")
    trained = ("HTX_T.base", "HTX_T.gains", "HTX_T.losses")
    high_risk = ("HTXR.total", "HTXR.base", "HTXR.gains", "HTXR.losses")
    blank = dict.fromkeys((*htx, *trained, *high_risk))
    judgement = judged(blank | {"HTX.case": 2, "HTXR.case": 2})
    assert findings(judgement) == []
    assert judgement.observations["HTX_T.covered"].state is State.NOT_APPLICABLE

    doubted = judged(blank | {"HTX.case": 2, "HTXR.case": 2, "HTX_T.base": 4})
    assert [one[:3] for one in findings(doubted)] == [("LS213", "HTX_T.base", "4")]

    contradicted = judged(blank | {"HTX.case": 2, "HTX.total": 9, "HTXR.case": 2})
    assert [one[:2] for one in findings(contradicted)] == [
        ("LS213", "HTX.total"),
        ("LS206", "HTX_T.base"),
        ("LS206", "HTX_T.gains"),
        ("LS206", "HTX_T.losses"),
    ]


def test_a_row_is_not_out_while_the_total_it_refers_to_counts_somebody() -> None:
    judgement = judged({"HTX_T.case": 2, "HTX_T.base": 0, "HTX_T.gains": 0, "HTX_T.losses": None})
    assert findings(judgement) == [
        (
            "LS208",
            "HTX_T.case",
            "không áp dụng",
            None,
            "…: “không áp dụng” is given, but this row applies here.",
        )
    ]
    assert aside(judgement) == {"HTX_T.case", "HTX_T.losses", "HTX_T.covered"}
