"""The worked cases of every indicator, stated in the TOML files beside this one.

A case gives what units sent; what it expects was worked out by hand from domain.md. Only what a
case names is compared; "none" means that there is none. A province has the units a case names and
no others; from July 2025 its local units are communes.
"""

from __future__ import annotations

import tomllib
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

from lsreport.domain.period import Period
from lsreport.indicators.compute import compute
from lsreport.indicators.loader import load_plan
from lsreport.indicators.outcome import Outcome, UnitFigure
from lsreport.indicators.plan import Plan
from support.law import assessment_of, with_two_communes

FILES = sorted(Path(__file__).parent.glob("*.toml"))
RATIOS = {"low", "high", "break_even", "share"}


def cases() -> list[Any]:
    return [
        pytest.param(path.stem, case, id=f"{path.stem}: {case['name']}")
        for path in FILES
        for case in tomllib.loads(path.read_text("utf-8"))["case"]
    ]


@pytest.fixture(scope="module")
def plan() -> Plan:
    return with_two_communes(load_plan("187"))


def test_every_indicator_has_worked_cases(plan: Plan) -> None:
    assert sorted(path.stem for path in FILES) == sorted(one.code for one in plan.indicators)


@pytest.mark.parametrize(("code", "case"), cases())
def test_outcome(plan: Plan, code: str, case: dict[str, Any]) -> None:
    period = case.get("period", "2024")
    returns = {**case.get("earlier", {}), period: case["given"]}
    outcomes = compute(plan, assessment_of(plan, returns), Period.parse(period))
    outcome = next(one for one in outcomes if one.code == code)
    expected = case["expect"]
    assert stated(outcome, expected) == exact(expected)


def exact(expected: dict[str, Any]) -> dict[str, Any]:
    """Return the expectation with its fractions as numbers."""
    return {
        name: Fraction(value) if name in RATIOS and value != "none" else value
        for name, value in expected.items()
        if name != "lines"
    } | {
        f"{code}: {name}": value
        for code, line in expected.get("lines", {}).items()
        for name, value in exact(line).items()
    }


def stated(outcome: Outcome, expected: dict[str, Any]) -> dict[str, Any]:
    """Return what the outcome says under the names that the case uses."""
    said = facts(outcome)
    said["units"] = {
        unit.code: unit_text(unit)
        for unit in outcome.units
        if unit.code in expected.get("units", {})
    }
    said["reached_in"] = {
        unit.code: " ".join(unit.reached_in.values())
        for unit in outcome.units
        if unit.code in expected.get("reached_in", {})
    }
    of_lines = {
        f"{line.code}: {name}": value
        for line in outcome.lines
        for name, value in stated(line, expected.get("lines", {}).get(line.code, {})).items()
    }
    return {name: said[name] for name in expected if name != "lines"} | of_lines


def facts(outcome: Outcome) -> dict[str, Any]:
    bounds = outcome.bounds
    return {
        name: "none" if value is None else value
        for name, value in {
            "verdict": outcome.verdict.value,
            "numerator": outcome.numerator,
            "denominator": outcome.denominator,
            "low": bounds.low if bounds else None,
            "high": bounds.high if bounds else None,
            "assumed": [
                f"{one.unit} {one.denominator} {one.source} {one.line or ''}".rstrip()
                for one in (bounds.assumed if bounds else ())
            ],
            "break_even": outcome.break_even,
            "share": outcome.denominator_share,
            "expected": outcome.owners.expected,
            "used": outcome.owners.used,
            "not_applicable": list(outcome.owners.not_applicable),
            "missing": list(outcome.owners.missing),
            "suspicions": [f"{one.unit} {one.key} {one.value}" for one in outcome.suspicions],
        }.items()
    }


def unit_text(unit: UnitFigure) -> str:
    """Return `missing blank`, `zero 0` or `value 8/10`."""
    if unit.reason is not None:
        return f"{unit.state} {unit.reason}"
    whole = "" if unit.denominator is None else f"/{unit.denominator}"
    return f"{unit.state} {unit.numerator}{whole}"
