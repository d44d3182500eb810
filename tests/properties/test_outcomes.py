"""What holds of outcomes whatever units send. The province is small: four owners and the police."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from lsreport.domain.assessment import Assessment, PeriodAssessment
from lsreport.domain.observation import Observation, State
from lsreport.domain.period import Period
from lsreport.domain.submission import JudgedReturn
from lsreport.indicators.compute import compute
from lsreport.indicators.loader import load_plan
from lsreport.indicators.outcome import Outcome, UnitFigure, Verdict
from support.law import assessment_of

PLAN = load_plan("187")
PERIOD = Period.parse("2024")
CUMULATIVE = {
    "SLDTBXH": ["NVCS", "CC_T"],
    "SGDDT": ["GV_S", "CC_T"],
    "CAT": ["CC_T"],
    "178": ["GV", "DN", "HTX", "CCH", "CCX", "DNR", "HTXR", "CTV"],
    "180": ["GV", "DN", "HTX", "CCH", "CCX", "DNR", "HTXR", "CTV"],
}
REACH = {"SGDDT": ["HS16"], "178": ["NL18", "TE06", "TE615", "HO"]}
REACH["180"] = REACH["178"]
CASES = {"SLDTBXH": ["MB"], "178": ["NC", "CL"], "180": ["NC", "CL"]}


@st.composite
def row(draw: st.DrawFn, unit: str) -> dict[str, Any]:
    """Draw a return without contradictions: nobody is covered who is not in scope."""
    sent: dict[str, Any] = {"unit": unit, "KH01": draw(st.sampled_from([1, 2, 3]))}
    totals: dict[str, int] = {}
    for code in CUMULATIVE.get(unit, []) + REACH.get(unit, []):
        totals[code] = draw(st.integers(1, 9))
        sent[code] = [totals[code], draw(st.integers(0, totals[code]))]
    for code, base in (("HTX_T", "HTX"), ("HO_T", "HO")):
        if base in totals:
            sent[code] = draw(st.integers(0, totals[base]))
    for group in CASES.get(unit, []):
        handled, late, pending = (draw(st.integers(0, 2)) for _ in range(3))
        sent |= {f"TB_{group}": handled + late + pending}
        sent |= {f"HT_{group}": handled, f"CH_{group}": pending}
    if "TE615" in totals:
        sent |= {"RS_THON": draw(st.integers(0, 2)), "TK05": draw(st.integers(0, 1))}
        sent |= {"CL_DK": draw(st.integers(0, 1)), "CL_MOI": draw(st.integers(0, 1))}
        found = sent["CL_DK"] + sent["CL_MOI"]
        risk = draw(st.integers(0, 3))
        sent |= {"CL_CK": found, "HOC_CL": draw(st.integers(0, found)), "CL_NN": 0}
        sent |= {"NC_CK": risk, "HOC_NC": draw(st.integers(0, risk)), "HIEU_NC": 0}
    if unit == "CAT":
        sent |= {"CA08": draw(st.integers(0, 1)), "CA10": 0}
    return sent


@st.composite
def provinces(draw: st.DrawFn) -> Assessment:
    """Draw two years of a province in which a unit may be silent, now or then."""
    return assessment_of(
        PLAN,
        {
            year: [
                draw(row(unit)) if draw(st.integers(0, 5)) else {"unit": unit, "silent": True}
                for unit in CUMULATIVE
            ]
            for year in ("2023", "2024")
        },
    )


def keys_of(judged: JudgedReturn) -> list[str]:
    return sorted(
        key
        for key, observation in judged.observations.items()
        if observation.figure is not None and not observation.parts
    )


@st.composite
def provinces_and_a_cell(draw: st.DrawFn) -> tuple[Assessment, str, str]:
    """Draw a province, and a unit and a key that it gave a figure for."""
    known = draw(provinces().filter(lambda one: one.periods[PERIOD].returns))
    returns = known.periods[PERIOD].returns
    unit = draw(st.sampled_from(sorted(returns)))
    return known, unit, draw(st.sampled_from(keys_of(returns[unit])))


def put_aside(known: Assessment, unit: str, key: str) -> Assessment:
    """Quarantine a cell, and what is derived from it."""
    return changed(known, unit, key, lambda one: replace(one, quarantined=True))


def left_blank(known: Assessment, unit: str, key: str) -> Assessment:
    """Empty a cell, and what is derived from it."""
    return changed(known, unit, key, lambda one: replace(one, state=State.MISSING, value=None))


def changed(known: Assessment, unit: str, key: str, change: Any) -> Assessment:
    now = known.periods[PERIOD]
    judged = now.returns[unit]
    observations: Mapping[str, Observation] = {
        name: change(one) if key in (name, *one.parts) else one
        for name, one in judged.observations.items()
    }
    returns = {**now.returns, unit: replace(judged, observations=observations)}
    return replace(known, periods={**known.periods, PERIOD: replace(now, returns=returns)})


def every(outcomes: tuple[Outcome, ...]) -> dict[str, Outcome]:
    """Return indicators and lines by name."""
    lines = {f"{one.code} {line.code}": line for one in outcomes for line in one.lines}
    return {one.code: one for one in outcomes} | lines


@settings(max_examples=50, deadline=None)
@given(provinces_and_a_cell())
def test_putting_a_cell_aside_never_makes_a_target_met(drawn: tuple[Assessment, str, str]) -> None:
    known, unit, key = drawn
    before = every(compute(PLAN, known, PERIOD))
    after = every(compute(PLAN, put_aside(known, unit, key), PERIOD))
    made_met = {
        name
        for name, outcome in after.items()
        if outcome.verdict is Verdict.MET and before[name].verdict is not Verdict.MET
    }
    assert made_met == set()


@settings(max_examples=50, deadline=None)
@given(provinces_and_a_cell())
def test_a_blank_is_missing_and_never_nought(drawn: tuple[Assessment, str, str]) -> None:
    known, unit, key = drawn
    before = every(compute(PLAN, known, PERIOD))
    after = every(compute(PLAN, left_blank(known, unit, key), PERIOD))
    for name, outcome in after.items():
        needed = any(
            cell.key == key and cell.period == PERIOD
            for figure in before[name].units
            if figure.code == unit
            for cell in figure.evidence
        )
        figure = next((one for one in outcome.units if one.code == unit), None)
        if needed:
            assert figure is not None
            assert figure.state is State.MISSING
            assert unit in outcome.owners.missing


@settings(max_examples=50, deadline=None)
@given(provinces())
def test_bounds_contain_the_ratio_and_one_another(known: Assessment) -> None:
    for outcome in every(compute(PLAN, known, PERIOD)).values():
        if outcome.bounds is not None:
            assert 0 <= outcome.bounds.low <= outcome.bounds.high <= 1
            if outcome.ratio is not None:
                assert outcome.bounds.low <= outcome.ratio <= outcome.bounds.high
            if not outcome.owners.missing:
                assert outcome.bounds.low == outcome.ratio == outcome.bounds.high


@settings(max_examples=50, deadline=None)
@given(provinces())
def test_sums_are_those_of_the_used_owners(known: Assessment) -> None:
    """Slow reference: add what every used owner of a line shows."""
    for name, outcome in every(compute(PLAN, known, PERIOD)).items():
        if outcome.kind == "count_is_zero" or outcome.lines:
            continue
        used = [unit for unit in outcome.units if unit.state is not State.MISSING]
        assert outcome.owners.expected == outcome.owners.used + len(outcome.owners.missing)
        assert (outcome.numerator, outcome.denominator) == (
            (sum(shown(unit)[0] for unit in used), sum(shown(unit)[1] for unit in used))
            if used
            else (None, None)
        ), name


def shown(unit: UnitFigure) -> tuple[int, int]:
    assert unit.numerator is not None
    assert unit.denominator is not None
    return unit.numerator, unit.denominator


@settings(max_examples=50, deadline=None)
@given(provinces(), st.randoms(use_true_random=False))
def test_the_order_of_units_changes_nothing(known: Assessment, random: Any) -> None:
    shuffled = {period: mixed(one, random) for period, one in reversed(known.periods.items())}
    other = Assessment(shuffled, known.reference)
    assert facts(compute(PLAN, other, PERIOD)) == facts(compute(PLAN, known, PERIOD))


def mixed(one: PeriodAssessment, random: Any) -> PeriodAssessment:
    expected, returns = list(one.expected), list(one.returns.items())
    random.shuffle(expected)
    random.shuffle(returns)
    return replace(one, expected=tuple(expected), returns=dict(returns))


def facts(outcomes: tuple[Outcome, ...]) -> dict[str, Any]:
    """Return what outcomes say, owners by code."""
    return {
        name: (
            one.numerator,
            one.denominator,
            one.verdict,
            one.bounds and (one.bounds.low, one.bounds.high, sorted(map(str, one.bounds.assumed))),
            one.break_even,
            one.denominator_share,
            sorted(one.owners.missing),
            sorted(map(str, one.units)),
            sorted(map(str, one.suspicions)),
        )
        for name, one in every(outcomes).items()
    }
