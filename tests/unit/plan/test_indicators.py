"""The fourteen indicators, against the table of the domain typed by hand."""

from __future__ import annotations

from datetime import date

import pytest

from lsreport.domain.period import Period
from lsreport.indicators.calendar import expected, window
from lsreport.indicators.plan import Formula, Plan

DISTRICTS = ("178", "180", "181", "182", "183", "184", "185", "186", "187", "188", "189")

# code, clause, kind, overall, binds, level words, level
TABLE = [
    ("1.1", "II.2.a-1", "count_is_zero", "single", "every_period", "Duy trì không có", "= 0"),
    ("1.2", "II.2.a-2", "share", "total", "every_period", "100%", ">= 1"),
    ("1.3", "II.2.a-3", "share", "single", "by_2025", "từ 90% trở lên", ">= 0.90"),
    ("2.1a", "II.2.b-1", "coverage", "all_lines", "by_2025", "từ 90% trở lên", ">= 0.90"),
    ("2.1b", "II.2.b-1", "coverage", "single", "by_2025", "80%", ">= 0.80"),
    ("2.2", "II.2.b-2", "coverage", "line", "by_2025", "80%", ">= 0.80"),
    ("2.3", "II.2.b-3", "coverage", "all_lines", "by_2025", "90%", ">= 0.90"),
    ("3.1", "II.2.c-1", "coverage", "total", "by_2025", "90%", ">= 0.90"),
    ("3.2a", "II.2.c-2", "coverage", "total", "by_2025", "90%", ">= 0.90"),
    ("3.2b", "II.2.c-2", "coverage", "all_lines", "by_2025", "70%", ">= 0.70"),
    ("P1", "I.2", "coverage", "single", "by_2025", "100%", ">= 1"),
    ("P2", "I.2, V.13", "issued", "single", "by_2025", "100%", ">= 1"),
    ("O1", "II.3", "share", "single", "none", None, None),
    ("O2", "II.3", "share", "single", "none", None, None),
]


def test_the_fourteen_indicators_and_their_levels(plan: Plan) -> None:
    found = []
    for one in plan.indicators:
        level = one.target_on(date(2024, 12, 14))
        found.append(
            (
                one.code,
                one.clause,
                one.kind,
                one.overall,
                one.binds,
                level.words if level else None,
                f"{level.op} {level.value}" if level else None,
            )
        )
    assert found == TABLE


# indicator, line: numerator ÷ denominator less what is pending; judged lines are marked *
FORMULAS = """
1.1                 CL_DK CL_MOI /
1.2   at_risk       HT_NC / TB_NC - CH_NC
1.2   child_labour  HT_CL / TB_CL - CH_CL
1.2   trafficked    HT_MB / TB_MB - CH_MB
1.3                 HOC_NC HOC_CL / NC_CK CL_CK
2.1a  schools*      GV.covered GV_S.covered / GV.total GV_S.total
2.1a  care*         NVCS.covered / NVCS.total
2.1b                NL18.reached / NL18.total
2.2   6-15*         TE615.reached HS16.reached / TE615.total HS16.total
2.2   under_16      TE06.reached TE615.reached HS16.reached / TE06.total TE615.total HS16.total
2.3   enterprises*  DN.covered / DN.total
2.3   cooperatives* HTX.covered / HTX.total
2.3   households*   HO.reached / HO.total
2.3   pooled        DN.covered HTX.covered HO.reached / DN.total HTX.total HO.total
3.1   province      CC_T.covered / CC_T.total
3.1   district      CCH.covered / CCH.total
3.1   commune       CCX.covered / CCX.total
3.2a  enterprises   DNR.covered / DNR.total
3.2a  cooperatives  HTXR.covered / HTXR.total
3.2b  cooperatives* HTX_T.covered / HTX.total
3.2b  households*   HO_T.reached / HO.total
P1                  CTV.covered / CTV.total
P2                  KH01 /
O1                  CL_NN / CL_CK
O2                  HIEU_NC / NC_CK
"""


def test_numerators_and_denominators(plan: Plan) -> None:
    found = []
    for one in plan.indicators:
        if not one.lines:
            found.append(f"{one.code} {_spelt(one)}")
        for line in one.lines:
            mark = "*" if line.judged else ""
            found.append(f"{one.code} {line.code}{mark} {_spelt(line)}")
    assert found == [" ".join(line.split()) for line in FORMULAS.strip().split("\n")]


def _spelt(formula: Formula) -> str:
    less = " ".join(["-", *formula.denominator_less]) if formula.denominator_less else ""
    return " ".join(" ".join([*formula.numerator, "/", *formula.denominator, less]).split())


OWNERS = {
    "1.1": 11,
    "1.2": 12,
    "1.3": 11,
    "2.1a": 13,
    "2.1b": 11,
    "2.2": 12,
    "2.3": 11,
    "3.1": 29,
    "3.2a": 11,
    "3.2b": 11,
    "P1": 11,
    "P2": 29,
    "O1": 11,
    "O2": 11,
}


@pytest.mark.parametrize("period", ["2021", "2024", "2025-H1"])
def test_owners_of_record(plan: Plan, period: str) -> None:
    owners = _owners(plan, Period.parse(period))
    assert {code: len(units) for code, units in owners.items()} == OWNERS


def test_owners_other_than_the_districts(plan: Plan) -> None:
    owners = _owners(plan, Period.parse("2025-H1"))
    others = {
        code: [one for one in units if one not in DISTRICTS] for code, units in owners.items()
    }
    assert {code: units for code, units in others.items() if units and len(units) < 18} == {
        "1.2": ["SYT"],
        "2.1a": ["SYT", "SGDDT"],
        "2.2": ["SGDDT"],
    }


def _owners(plan: Plan, period: Period) -> dict[str, list[str]]:
    day = window(plan, period)[1]
    owners: dict[str, list[str]] = {}
    for one in plan.indicators:
        keys = [key for formula in one.formulas for key in formula.numerator + formula.denominator]
        elements = [plan.elements[key.partition(".")[0]] for key in keys]
        roles = tuple(role for element in elements if element.holds(day) for role in element.owner)
        owners[one.code] = [unit.code for unit in expected(plan, period) if unit.plays(roles)]
    return owners


def test_after_2025_only_the_orientation_binds(plan: Plan) -> None:
    judged = {
        one.code: (level.words, level.source)
        for one in plan.indicators
        if (level := one.target_on(date(2026, 6, 14))) is not None
    }
    assert judged == {"1.1": ("Duy trì không để xảy ra", "187/KH-UBND II.3")}


def test_levels_hold_on_the_last_window_of_the_plan(plan: Plan) -> None:
    judged = [one.code for one in plan.indicators if one.target_on(date(2025, 12, 14))]
    assert judged == [row[0] for row in TABLE[:12]]


def test_the_national_benchmarks(plan: Plan) -> None:
    found = {
        one.code: (level.op, level.value, level.line, level.source)
        for one in plan.indicators
        for level in one.benchmark
    }
    assert found == {
        "1.1": ("<=", "0.049", None, "782/QĐ-TTg"),
        "1.3": (">", "0.90", None, "782/QĐ-TTg"),
        "2.1b": (">=", "0.70", None, "782/QĐ-TTg"),
        "2.2": (">=", "0.70", None, "782/QĐ-TTg"),
        "3.1": (">=", "0.70", "commune", "782/QĐ-TTg"),
    }


def test_a_zero_needs_a_review_and_no_report_of_others_against_it(plan: Plan) -> None:
    zero = plan.indicator("1.1")
    assert zero is not None
    assert (zero.reviewed, zero.suspicions) == ("RS_THON", ("TK05", "CA08", "CA10"))


def test_every_reading_of_the_plan_has_its_clause_and_reason(plan: Plan) -> None:
    assert [one.code for one in plan.indicators if not one.reason or not one.name] == []
    assert plan.clauses["II.2.b-2"] == (
        "80% trẻ em được cung cấp thông tin, kiến thức về phòng ngừa, giảm thiểu lao động trẻ em"
    )


# code, left, right, how many roles report the left side
COMPARED = [
    ("teachers", ("DC_GV",), ("GV.total", "GV_S.total")),
    ("trafficked", ("CA04",), ("TB_MB",)),
    ("detected", ("TK05", "CA10"), ("CL_MOI",)),
    ("press", ("TT06",), ("TT06",)),
    ("loudspeakers", ("TT07",), ("TT07",)),
    ("budget", ("KP04",), ("KP01",)),
]


def test_the_pairs_that_a_rule_compares(plan: Plan) -> None:
    assert [(one.code, one.left, one.right) for one in plan.cross_checks] == COMPARED


def test_no_unit_stands_on_both_sides_of_a_comparison_with_the_same_figure(plan: Plan) -> None:
    for pair in (*plan.cross_checks, *plan.side_by_side):
        for key in set(pair.left) & set(pair.right):
            assert (pair.code, set(pair.left_roles) & set(pair.right_roles)) == (pair.code, set())
            assert pair.left_roles == plan.elements[key].cross_check
            assert set(pair.right_roles) <= set(plan.elements[key].owner)
