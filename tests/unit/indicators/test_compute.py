from __future__ import annotations

from fractions import Fraction

import pytest
from msgspec.structs import replace

from lsreport.domain.assessment import Assessment
from lsreport.domain.observation import Absence, State
from lsreport.domain.period import Period
from lsreport.indicators.compute import compute
from lsreport.indicators.loader import load_plan
from lsreport.indicators.outcome import Verdict
from lsreport.indicators.plan import Plan
from support.law import assessment_of, with_two_communes

CODES = [
    "1.1",
    "1.2",
    "1.3",
    "2.1a",
    "2.1b",
    "2.2",
    "2.3",
    "3.1",
    "3.2a",
    "3.2b",
    "P1",
    "P2",
    "O1",
    "O2",
]


@pytest.fixture(scope="module")
def plan() -> Plan:
    return load_plan("187")


def test_a_period_of_which_nothing_is_known_has_every_owner_missing(plan: Plan) -> None:
    outcomes = compute(plan, Assessment({}), Period.parse("2024"))
    assert [one.code for one in outcomes] == CODES
    owners = {one.code: (one.owners.expected, one.owners.used) for one in outcomes}
    assert owners == {
        "1.1": (11, 0),
        "1.2": (12, 0),
        "1.3": (11, 0),
        "2.1a": (13, 0),
        "2.1b": (11, 0),
        "2.2": (12, 0),
        "2.3": (11, 0),
        "3.1": (29, 0),
        "3.2a": (11, 0),
        "3.2b": (11, 0),
        "P1": (11, 0),
        "P2": (29, 0),
        "O1": (11, 0),
        "O2": (11, 0),
    }
    assert {one.verdict.value for one in outcomes} == {"undetermined", "no_target"}
    assert {one.numerator for one in outcomes} == {None}
    assert {unit.reason for one in outcomes for unit in one.units} == {Absence.NOT_RECEIVED}


def test_2025_has_the_districts_as_owners_of_cases_only(plan: Plan) -> None:
    outcomes = compute(with_two_communes(plan), Assessment({}), Period.parse("2025"))
    assert {one.code: one.owners.expected for one in outcomes} == {
        "1.1": 2 + 11,
        "1.2": 1 + 2 + 11,
        "1.3": 2,
        "2.1a": 2 + 2,
        "2.1b": 2,
        "2.2": 2 + 1,
        "2.3": 2,
        "3.1": 18 + 2,
        "3.2a": 2,
        "3.2b": 2,
        "P1": 2,
        "P2": 18 + 2,
        "O1": 2,
        "O2": 2,
    }


def test_owners_of_several_lines_stand_in_the_order_of_the_plan(plan: Plan) -> None:
    rows = [{"unit": code, "silent": True} for code in ("SLDTBXH", "SGDDT", "178", "180")]
    outcomes = compute(plan, assessment_of(plan, {"2024": rows}), Period.parse("2024"))
    missing = {one.code: one.owners.missing for one in outcomes}
    assert missing["1.2"] == ("SLDTBXH", "178", "180")
    assert missing["2.1a"] == ("SLDTBXH", "SGDDT", "178", "180")


def test_the_top_level_repeats_the_judged_line(plan: Plan) -> None:
    rows = [{"unit": "178", "TE615": [100, 85], "TE06": [50, 0]}]
    outcomes = compute(plan, assessment_of(plan, {"2024": rows}), Period.parse("2024"))
    outcome = next(one for one in outcomes if one.code == "2.2")
    judged, shown = outcome.lines
    assert (judged.code, shown.code) == ("6-15", "under_16")
    assert (outcome.numerator, outcome.denominator) == (85, 100)
    assert (outcome.target, outcome.units) == (judged.target, judged.units)
    assert shown.target is None


def test_a_quarantined_figure_is_named_before_a_blank_one(plan: Plan) -> None:
    rows = [
        {"unit": "178", "HTX": ["blank", 5], "HTX_T": "6 quarantined", "HO": [10, 9], "HO_T": 9}
    ]
    outcomes = compute(plan, assessment_of(plan, {"2024": rows}), Period.parse("2024"))
    outcome = next(one for one in outcomes if one.code == "3.2b")
    (unit,) = outcome.units
    assert (unit.state, unit.reason) == (State.MISSING, Absence.QUARANTINED)


def test_over_lines_an_owner_is_zero_when_it_covers_nobody_in_any(plan: Plan) -> None:
    rows = [
        {"unit": "178", "HTX": [10, 5], "HTX_T": 0, "HO": [10, 9], "HO_T": 0},
        {"unit": "180", "HTX": ["n/a", "n/a"], "HTX_T": "n/a", "HO": [10, 9], "HO_T": 1},
    ]
    outcomes = compute(plan, assessment_of(plan, {"2024": rows}), Period.parse("2024"))
    outcome = next(one for one in outcomes if one.code == "3.2b")
    assert [(unit.code, unit.state, unit.numerator) for unit in outcome.units] == [
        ("178", State.ZERO, None),
        ("180", State.VALUE, None),
    ]


def test_a_document_may_be_asked_of_some_units_only(plan: Plan) -> None:
    local = replace(plan.elements["KH01"], owner=("local",))
    narrowed = replace(plan, elements={**plan.elements, "KH01": local})
    rows = [{"unit": "178", "KH01": 1}, {"unit": "SCT", "KH01": 3}]
    outcomes = compute(narrowed, assessment_of(plan, {"2024": rows}), Period.parse("2024"))
    outcome = next(one for one in outcomes if one.code == "P2")
    assert (outcome.verdict, outcome.owners.expected) == (Verdict.MET, 1)


@pytest.mark.parametrize(
    ("total", "reached", "gap"),
    [
        (200, 149, 11),  # 80 % of 200 are 160
        (201, 160, 1),  # 80 % of 201 are 160.8: 161 persons
        (200, 160, 0),
        (200, 190, 0),
    ],
)
def test_gap_is_in_whole_persons(plan: Plan, total: int, reached: int, gap: int) -> None:
    rows = [{"unit": "178", "NL18": [total, reached]}]
    outcomes = compute(plan, assessment_of(plan, {"2024": rows}), Period.parse("2024"))
    assert next(one.gap for one in outcomes if one.code == "2.1b") == gap


def test_without_a_level_or_a_ratio_there_is_no_gap(plan: Plan) -> None:
    rows = [{"unit": "178", "CL_CK": 5, "CL_NN": 2}, {"unit": "180", "silent": True}]
    outcomes = compute(plan, assessment_of(plan, {"2024": rows}), Period.parse("2024"))
    assert {one.code: one.gap for one in outcomes if one.code in {"1.1", "2.1b", "O1"}} == {
        "1.1": None,
        "2.1b": None,
        "O1": None,
    }


def test_lines_under_a_total_are_not_judged_whatever_they_say_of_themselves(plan: Plan) -> None:
    training = next(one for one in plan.indicators if one.code == "3.1")
    lines = tuple(replace(line, judged=True) for line in training.lines)
    claiming = replace(plan, indicators=(replace(training, lines=lines),))
    rows = [{"unit": "178", "CCH": [10, 10], "CCX": [10, 1]}]
    (outcome,) = compute(claiming, assessment_of(plan, {"2024": rows}), Period.parse("2024"))
    assert outcome.verdict is Verdict.NOT_MET
    assert [line.verdict for line in outcome.lines] == [Verdict.NO_TARGET] * 3


def test_ratios_of_units_are_exact_and_missing_where_there_is_nothing_to_divide(plan: Plan) -> None:
    rows = [
        {"unit": "178", "NL18": [90, 30]},
        {"unit": "180", "NL18": [90, "blank"]},
        {"unit": "181", "NL18": [0, 0]},
    ]
    outcomes = compute(plan, assessment_of(plan, {"2024": rows}), Period.parse("2024"))
    units = next(one.units for one in outcomes if one.code == "2.1b")
    assert [unit.ratio for unit in units] == [Fraction(1, 3), None, None]
