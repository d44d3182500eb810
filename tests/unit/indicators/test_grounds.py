"""The rule that decided a verdict, worked out on small outcomes."""

from __future__ import annotations

import pytest

from lsreport.indicators.compute import compute
from lsreport.indicators.grounds import Ground, ground_of
from support.report import FIRST_HALF, Sent, assessment_of
from support.submissions import PLAN

LOCAL = ("178", "180", "181", "182", "183", "184", "185", "186", "187", "188", "189")


def grounds(code: str, sent: dict[str, Sent | None]) -> dict[str, Ground]:
    """Return the ground of an indicator, under an empty name, and of each of its lines."""
    indicator = PLAN.indicator(code)
    assert indicator is not None
    outcomes = compute(PLAN, assessment_of(PLAN, sent), FIRST_HALF)
    outcome = next(one for one in outcomes if one.code == code)
    lines = {one.code: ground_of(indicator, one) for one in outcome.lines}
    return {"": ground_of(indicator, outcome), **lines}


@pytest.mark.parametrize(
    ("code", "sent", "ground"),
    [
        ("1.1", {}, Ground.CONFIRMED),
        ("1.1", {"186": None}, Ground.UNCONFIRMED),
        ("1.1", {"CAT": Sent({"CA10": 1})}, Ground.SUSPECTED),
        ("1.1", {"178": Sent({"CL_MOI": 1, "CL_CK": 1}), "186": None}, Ground.CASE),
        ("1.2", {}, Ground.NOBODY),
        ("1.2", {"178": Sent({"TB_NC": 2, "HT_NC": 2})}, Ground.LOW_REACHES),
        ("1.2", {"178": Sent({"TB_NC": 2, "HT_NC": 1}), "186": None}, Ground.SHORT),
        ("1.2", {"178": Sent({"TB_NC": 2, "HT_NC": 2}), "186": None}, Ground.UNBOUNDED),
        # 85 of 100 are reached in each district: 935 of 1,100.
        ("2.1b", {}, Ground.LOW_REACHES),
        ("2.1b", {"178": Sent({"NL18.reached": None})}, Ground.BETWEEN),
        ("2.1b", {code: Sent({"NL18.reached": 70}) for code in LOCAL}, Ground.HIGH_BELOW),
        ("O1", {}, Ground.NO_TARGET),
        # 92 of 100 teachers, enterprises and cooperatives, but 85 of 100 households.
        ("2.1a", {}, Ground.LINES_HOLD),
        ("2.3", {}, Ground.LINE_FAILS),
    ],
)
def test_the_rule_that_decided(code: str, sent: dict[str, Sent | None], ground: Ground) -> None:
    assert grounds(code, sent)[""] is ground


def test_lines_have_grounds_of_their_own() -> None:
    assert grounds("2.3", {}) == {
        "": Ground.LINE_FAILS,
        "enterprises": Ground.LOW_REACHES,
        "cooperatives": Ground.LOW_REACHES,
        "households": Ground.HIGH_BELOW,
        "pooled": Ground.NO_TARGET,
    }
    assert grounds("2.1a", {"180": Sent({"GV.covered": None, "GV.total": None})}) == {
        "": Ground.LINE_OPEN,
        "schools": Ground.UNBOUNDED,
        "care": Ground.LOW_REACHES,
    }


def test_each_ground_but_those_over_lines_has_its_rule() -> None:
    numbered = {ground.rule for ground in Ground if not ground.value.startswith("line")}
    assert numbered == {0, 1, 2, 3, 4}
    assert {ground.rule for ground in Ground if ground.value.startswith("line")} == {None}
