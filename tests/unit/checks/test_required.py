from __future__ import annotations

import pytest

from lsreport.domain.observation import State
from support.checks import GONE, RawKind, aside, findings, judged

BLANK = "…: nothing is given. A blank or a dash is never read as zero."
CASES = {
    "G_CL": None,
    "CL_DK": 0,
    "CL_MOI": 2,
    "CL_HET": 0,
    "CL_NN": 0,
    "HOC_CL": 2,
    "TB_CL": 2,
    "HT_CL": 2,
    "CH_CL": 0,
}
AGES = {
    "CL_MOI@13-14.male": 2,
    "CL_CK@13-14.male": 1,
    "CL_CK@13-14.female": 1,
    "CL_MOI@garment": 2,
    "CL_CK@garment": 2,
}


@pytest.mark.parametrize("key", ["RS_THON", "GV.total", "GV.base", "NL18.reached", "KH01", "KP02"])
@pytest.mark.parametrize(("content", "seen"), [(None, ""), ("-", "-"), ("–", "–"), (GONE, "")])
def test_a_required_cell_left_blank_is_an_error(key: str, content, seen: str) -> None:
    judgement = judged(
        {key: content, "KH02": None, "KH02N": None} if key == "KH01" else {key: content}
    )
    assert findings(judgement) == [("LS206", key, seen, None, BLANK)]
    assert judgement.observations[key].state is State.MISSING
    assert aside(judgement) == set()


@pytest.mark.parametrize("key", ["DNNVV.total", "GV.reason", "D1", "D4N", "DN.case", "KPS_III1"])
@pytest.mark.parametrize("content", [None, GONE])
def test_an_optional_cell_may_be_blank(key: str, content) -> None:
    assert findings(judged({key: content})) == []


def test_a_dash_in_an_optional_cell_says_nothing() -> None:
    judgement = judged({"D1": "-", "GV.reason": "–", "DNNVV.total": "-"})
    assert findings(judgement) == []
    assert judgement.observations["DNNVV.total"].state is State.MISSING


def test_a_plan_has_a_number_and_a_date() -> None:
    blank = {"KH02": None, "KH02N": None}
    missing = [("LS206", "KH02", "", None, BLANK), ("LS206", "KH02N", "", None, BLANK)]
    assert findings(judged({"KH01": 1, **blank})) == missing
    assert findings(judged({"KH01": 2, **blank})) == missing
    assert findings(judged({"KH01": 3, **blank})) == []


def test_how_persons_were_counted_is_asked_only_where_some_were() -> None:
    assert findings(judged({"NL18.reached": 0, "NL18.basis": None})) == []
    assert findings(judged({"NL18.reached": 1, "NL18.basis": None})) == [
        ("LS206", "NL18.basis", "", None, BLANK)
    ]


def test_an_uncalculated_formula_is_asked_about_once() -> None:
    assert [one[0] for one in findings(judged({"GV.total": (RawKind.UNCACHED, "")}))] == ["LS223"]


def test_a_breakdown_is_filled_in_until_it_accounts_for_every_case() -> None:
    judgement = judged(CASES | AGES)
    assert findings(judgement) == []
    assert judgement.observations["CL_MOI@15.male"].state is State.MISSING


def test_no_breakdown_is_asked_for_without_cases() -> None:
    assert findings(judged(CASES | {"CL_MOI": 0, "HOC_CL": 0, "TB_CL": 0, "HT_CL": 0})) == []


def test_a_breakdown_that_falls_short_is_one_finding() -> None:
    judgement = judged(CASES | AGES | {"CL_MOI@13-14.male": 1, "CL_CK@garment": None})
    assert findings(judgement) == [
        (
            "LS214",
            "CL_MOI@5-11.male",
            "1",
            "2",
            "…: of 2 children only 1 are broken down by age and sex.",
        ),
        (
            "LS214",
            "CL_CK@garment",
            "0",
            "2",
            "…: of 2 children only 0 are broken down by sector.",
        ),
    ]
    assert aside(judgement) == set()


def test_the_remedy_says_how_to_fill_in_the_cell() -> None:
    blank = {"KH01": None, "KH02N": None, "KP01": None, "TT01": None, "NL18.basis": None}
    remedies = {one.key: str(one.facts["how"]) for one in judged(blank).findings}
    assert remedies == {
        "NL18.basis": "Choose one of the answers.",
        "KH01": "Choose one of the answers.",
        "TT01": "Type the figure; type 0 if there was none.",
        "KP01": "Type the amount in million đồng; type 0 if there was none.",
    }
