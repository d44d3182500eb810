from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from fractions import Fraction

from lsreport.domain.observation import Observation, State
from lsreport.domain.submission import ReferenceFigure
from lsreport.indicators.compute import compute
from lsreport.indicators.hinges import Doubts, Hinge, Why, hinges
from lsreport.indicators.loader import load_plan
from support.report import FIRST_HALF, Sent, assessment_of

PLAN = load_plan("187")


def listed(element: str, **counts: int) -> tuple[ReferenceFigure, ...]:
    """The office's list of an element per district; its lines do not matter here."""
    day = date(2023, 12, 31)
    return tuple(
        ReferenceFigure(unit[1:], element, count, day, "Sở GD&ĐT", 2)
        for unit, count in counts.items()
    )


def held(
    sent: Mapping[str, Sent | None],
    reference: tuple[ReferenceFigure, ...] = (),
    doubts: Doubts | None = None,
) -> Mapping[str, tuple[Hinge, ...]]:
    assessment = assessment_of(PLAN, sent, reference=reference)
    return hinges(PLAN, compute(PLAN, assessment, FIRST_HALF), doubts or {})


def of(held: Mapping[str, tuple[Hinge, ...]], unit: str, indicator: str) -> list[Hinge]:
    return [one for one in held.get(unit, ()) if one.indicator == indicator]


def test_nothing_hangs_on_anyone_when_all_have_sent() -> None:
    assert held({}) == {}


def test_the_larger_of_two_silent_districts_can_decide_alone() -> None:
    # Eleven owners sent 85 of 100 each but the two silent ones: 850 of 1000, 210 assumed.
    # 80 % of 1210 is 968: with 200 all covered 1050 reach it, with 10 only 860; without the 200
    # 860 cannot reach it either, without the 10 still 1050 can.
    found = held({"186": None, "189": None}, listed("TE615", _186=200, _189=10))
    assert of(found, "186", "2.2") == [
        Hinge("2.2", None, Why.MISSING, Fraction(200, 1210), settles=True)
    ]
    assert of(found, "189", "2.2") == [
        Hinge("2.2", None, Why.MISSING, Fraction(10, 1210), settles=False)
    ]


def test_the_only_silent_district_always_decides() -> None:
    (hinge,) = of(held({"189": None}, listed("TE615", _189=100)), "189", "2.2")
    # 935 of 1100, 100 assumed: 77.9 % at worst and 86.3 % at best.
    assert hinge == Hinge("2.2", None, Why.MISSING, Fraction(100, 1200), settles=True)


def test_a_verdict_that_stands_without_a_district_does_not_wait_for_it() -> None:
    # 935 of 1100, 10 assumed: 84.2 % at worst.
    assert of(held({"189": None}, listed("TE615", _189=10)), "189", "2.2") == []


def test_a_base_that_nobody_knows_decides_only_alone() -> None:
    two = held({"186": None, "189": None})
    assert of(two, "186", "2.2") == [Hinge("2.2", None, Why.MISSING, None, settles=False)]
    # Where everybody has to be covered one that falls short is enough.
    assert of(two, "186", "1.2") == [Hinge("1.2", None, Why.MISSING, None, settles=True)]


def test_any_silent_district_can_break_a_zero() -> None:
    found = held({"186": None, "189": None})
    zero = Hinge("1.1", None, Why.MISSING, None, settles=True)
    assert of(found, "186", "1.1") == of(found, "189", "1.1") == [zero]


def test_each_open_line_waits_where_every_line_has_to_hold() -> None:
    lines = [one.line for one in of(held({"186": None}), "186", "3.2b")]
    assert lines == ["cooperatives", "households"]
    # At best 860 of 1010 households are 85.1 %: 2.3 is not met whatever 186 reports of the rest.
    assert of(held({"186": None}, listed("HO", _186=10)), "186", "2.3") == []


def test_a_suspicion_hangs_on_the_unit_that_reported_it() -> None:
    alone = held({"CAT": Sent({"CA08": 1})})
    assert alone["CAT"] == (Hinge("1.1", None, Why.SUSPICION, None, settles=True),)
    two = held({"CAT": Sent({"CA08": 1}), "SNNPTNT": Sent({"TK05": 2})})
    shared = (Hinge("1.1", None, Why.SUSPICION, None, settles=False),)
    assert two["CAT"] == two["SNNPTNT"] == shared


def test_a_case_put_aside_hangs_on_its_unit_until_another_confirms_one() -> None:
    doubtful = Observation("CL_MOI", State.VALUE, 2, place=None, quarantined=True, breach=True)
    (hinge,) = of(held({"186": Sent({"CL_MOI": doubtful})}), "186", "1.1")
    assert hinge == Hinge("1.1", None, Why.BREACH, None, settles=True)
    both = held({"186": Sent({"CL_MOI": doubtful}), "189": Sent({"CL_MOI": 1})})
    assert of(both, "186", "1.1") == [Hinge("1.1", None, Why.BREACH, None, settles=False)]
    assert "189" not in both


def test_a_queried_figure_hangs_where_it_could_turn_the_verdict() -> None:
    # 1020 of 1200 is met; without the 85 of 178 only 935 of the 960 needed are left.
    found = held({}, doubts={"178": {"TE615"}})
    assert of(found, "178", "2.2") == [
        Hinge("2.2", None, Why.QUERY, Fraction(100, 1200), settles=True)
    ]
    # A small one cannot: 935 of 1110 are more than the 888 needed, all of it or nothing.
    small = Sent({"TE615.total": 10, "TE615.reached": 8})
    assert held({"178": small}, doubts={"178": {"TE615"}}) == {}


def test_a_queried_case_hangs_unless_others_have_cases_too() -> None:
    query = Hinge("1.1", None, Why.QUERY, None, settles=True)
    assert held({}, doubts={"178": {"CL_MOI"}})["178"] == (query,)
    one = {"178": Sent({"CL_MOI": 1})}
    assert of(held(one, doubts={"178": {"CL_MOI"}}), "178", "1.1") == [query]
    two = {**one, "186": Sent({"CL_MOI": 1})}
    assert of(held(two, doubts={"178": {"CL_MOI"}}), "178", "1.1") == []
