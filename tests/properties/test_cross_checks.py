"""Figures kept for comparison are shown beside those of the owners, and no path adds them."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from lsreport.domain.observation import element_of, facet_of
from lsreport.indicators.asks import asked_keys
from lsreport.indicators.calendar import window
from lsreport.indicators.compute import compute
from lsreport.indicators.loader import load_plan
from lsreport.indicators.plan import Plan
from lsreport.report.view_types import ActivityRow
from support.report import FIRST_HALF, Sent, assessment_of, ordinary, view_of

PLAN = load_plan("187")
MORE = 1_000


def compared_only(plan: Plan) -> Iterator[tuple[str, str]]:
    """Yield each unit and key that a comparison names and the unit is no owner of."""
    day = window(plan, FIRST_HALF)[1]
    for pair in (*plan.cross_checks, *plan.side_by_side):
        for keys, roles in ((pair.left, pair.left_roles), (pair.right, pair.right_roles)):
            for unit in plan.units_on(day):
                asked = set(asked_keys(plan, unit, day))
                for key in keys:
                    owner = plan.elements[element_of(key)].owner
                    if unit.plays(roles) and key in asked and not unit.plays(owner):
                        yield unit.code, key


FOREIGN = sorted(set(compared_only(PLAN)))


def test_there_are_figures_that_only_compare() -> None:
    assert {key for _unit, key in FOREIGN} >= {"TT06", "TT07"}


@pytest.mark.parametrize(("unit", "key"), FOREIGN, ids=str)
def test_a_compared_figure_changes_nothing_but_its_comparison(unit: str, key: str) -> None:
    value = ordinary(PLAN.elements[element_of(key)], facet_of(key)) + MORE
    before = assessment_of(PLAN, {})
    after = assessment_of(PLAN, {unit: Sent({key: value})})
    assert compute(PLAN, before, FIRST_HALF) == compute(PLAN, after, FIRST_HALF)
    shown, changed = view_of(PLAN, before), view_of(PLAN, after)
    assert shown.targets == changed.targets
    assert shown.situation == changed.situation
    assert [_added(one.rows) for one in shown.activities] == [
        _added(one.rows) for one in changed.activities
    ]
    assert _added(shown.funding.rows) == _added(changed.funding.rows)
    assert shown.cross_checks != changed.cross_checks


def _added(rows: tuple[ActivityRow, ...]) -> list[tuple[str, str]]:
    return [(row.code, str(row.total)) for row in rows]
