"""What hangs on a unit, against every figure that the unit could have sent."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lsreport.domain.observation import Absence, State
from lsreport.indicators.hinges import Why, hinges
from lsreport.indicators.loader import load_plan
from lsreport.indicators.outcome import Assumed, Outcome, UnitFigure, Verdict
from lsreport.indicators.parts import Part
from lsreport.indicators.plan import Target
from lsreport.indicators.rollup import ratio_outcome

# Much of the same code, many times over: other tests measure what of it is covered.
pytestmark = pytest.mark.no_cover

PLAN = load_plan("187")
ADULTS = next(one for one in PLAN.indicators if one.code == "2.1b")
Counts = tuple[int, int]

levels = st.sampled_from(["0.70", "0.80", "0.90", "1"])
wholes = st.integers(0, 12)
given_counts = st.lists(
    wholes.flatmap(lambda whole: st.tuples(st.integers(0, whole), st.just(whole))), max_size=4
)
silent_wholes = st.lists(st.integers(1, 6), max_size=3)


def outcome_of(level: str, used: Iterable[Counts], silent: Iterable[int]) -> Outcome:
    """The indicator as computed: used owners U0, U1 …, silent ones S0, S1 … by their base."""
    parts = [
        Part(UnitFigure(f"U{n}", numerator, whole, State.VALUE, None))
        for n, (numerator, whole) in enumerate(used)
    ]
    parts += [
        Part(
            UnitFigure(f"S{n}", None, None, State.MISSING, Absence.NOT_RECEIVED),
            (Assumed(f"S{n}", whole, "reference"),),
        )
        for n, whole in enumerate(silent)
    ]
    target = Target(op=">=", value=level, words=level, source="")
    return ratio_outcome(ADULTS, ADULTS.code, target, parts)


def verdicts_without(
    level: str, used: Sequence[Counts], silent: Sequence[int], whole: int
) -> set[Verdict]:
    """Every verdict there can be once one more owner with that base has sent."""
    return {
        outcome_of(level, [*used, (covered, whole)], silent).verdict for covered in range(whole + 1)
    }


@given(levels, given_counts, silent_wholes)
def test_a_silent_unit_settles_what_some_figure_of_it_settles(
    level: str, used: list[Counts], silent: list[int]
) -> None:
    outcome = outcome_of(level, used, silent)
    held = hinges(PLAN, [outcome], {})
    if outcome.verdict is not Verdict.UNDETERMINED:
        assert held == {}
        return
    for n, whole in enumerate(silent):
        (hinge,) = held[f"S{n}"]
        possible = verdicts_without(level, used, [*silent[:n], *silent[n + 1 :]], whole)
        assert hinge.settles is (possible != {Verdict.UNDETERMINED})


@given(levels, given_counts, silent_wholes)
def test_a_queried_figure_hangs_where_another_one_changes_the_verdict(
    level: str, used: list[Counts], silent: list[int]
) -> None:
    outcome = outcome_of(level, used, silent)
    held = hinges(PLAN, [outcome], {f"U{n}": {"NL18"} for n in range(len(used))})
    for n, (_numerator, whole) in enumerate(used):
        possible = verdicts_without(level, [*used[:n], *used[n + 1 :]], silent, whole)
        turned = [one for one in held.get(f"U{n}", ()) if one.why is Why.QUERY]
        assert bool(turned) is (possible != {outcome.verdict})
