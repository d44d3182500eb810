from __future__ import annotations

import pytest

from lsreport.indicators.outcome import Verdict
from lsreport.indicators.plan import Target
from lsreport.indicators.verdict import Sums, all_lines, judge_ratio, judge_zero

ALL = Target(op=">=", value="1", words="100%", source="187/KH-UBND I.2")
NINETY = Target(op=">=", value="0.90", words="90%", source="187/KH-UBND II.2.c")
NONE = Target(op="=", value="0", words="Duy trì không có", source="187/KH-UBND II.2.a")


@pytest.mark.parametrize(
    ("target", "sums", "verdict"),
    [
        pytest.param(None, Sums(0, 10), Verdict.NO_TARGET, id="rule 0: no level in force"),
        pytest.param(None, Sums(0, 0, missing=True, assumed=None), Verdict.NO_TARGET, id="first"),
        pytest.param(
            ALL,
            Sums(9, 10, missing=True, assumed=None, short=True),
            Verdict.NOT_MET,
            id="rule 1: one short of all, whoever is missing",
        ),
        pytest.param(
            NINETY,
            Sums(9, 10, missing=True, assumed=None, short=True),
            Verdict.UNDETERMINED,
            id="rule 3: a lower level may still be reached by the others",
        ),
        pytest.param(
            ALL,
            Sums(10, 10, missing=True, assumed=None),
            Verdict.UNDETERMINED,
            id="rule 3: nothing bounds the missing",
        ),
        pytest.param(NINETY, Sums(0, 0), Verdict.NO_CASES, id="rule 3: no cases, nobody missing"),
        pytest.param(
            NINETY,
            Sums(0, 0, missing=True, assumed=0),
            Verdict.UNDETERMINED,
            id="rule 3: no cases known, somebody missing",
        ),
        pytest.param(NINETY, Sums(90, 100), Verdict.MET, id="rule 4: exactly the level"),
        pytest.param(NINETY, Sums(89996, 100000), Verdict.NOT_MET, id="rule 4: 89.996 %"),
        pytest.param(
            NINETY, Sums(99, 100, missing=True, assumed=10), Verdict.MET, id="rule 4: low = level"
        ),
        pytest.param(
            NINETY,
            Sums(98, 100, missing=True, assumed=10),
            Verdict.UNDETERMINED,
            id="rule 4: low just below",
        ),
        pytest.param(
            NINETY,
            Sums(89, 100, missing=True, assumed=10),
            Verdict.UNDETERMINED,
            id="rule 4: high = level",
        ),
        pytest.param(
            NINETY,
            Sums(88, 100, missing=True, assumed=10),
            Verdict.NOT_MET,
            id="rule 4: high just below",
        ),
    ],
)
def test_ratio(target: Target | None, sums: Sums, verdict: Verdict) -> None:
    assert judge_ratio(target, sums) is verdict


@pytest.mark.parametrize(
    ("positive", "missing", "suspected", "verdict"),
    [
        (True, True, True, Verdict.NOT_MET),
        (True, False, False, Verdict.NOT_MET),
        (False, True, False, Verdict.UNDETERMINED),
        (False, False, True, Verdict.UNDETERMINED),
        (False, False, False, Verdict.MET),
    ],
)
def test_zero(*, positive: bool, missing: bool, suspected: bool, verdict: Verdict) -> None:
    found = judge_zero(NONE, positive=positive, missing=missing, suspected=suspected)
    assert found is verdict


def test_without_a_level_a_case_is_not_judged() -> None:
    assert judge_zero(None, positive=True, missing=False, suspected=False) is Verdict.NO_TARGET


@pytest.mark.parametrize(
    ("lines", "verdict"),
    [
        ("met met", "met"),
        ("met no_cases", "met"),
        ("met undetermined", "undetermined"),
        ("no_cases undetermined", "undetermined"),
        ("undetermined not_met", "not_met"),
        ("no_cases not_met met", "not_met"),
        ("no_cases no_cases", "no_cases"),
        ("met no_target", "met"),
        ("no_target no_target", "no_target"),
    ],
)
def test_all_lines(lines: str, verdict: str) -> None:
    assert all_lines(Verdict(line) for line in lines.split()) == verdict
