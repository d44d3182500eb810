"""How often honest units are asked: `python tools/simulate_false_alarms.py [--provinces N]`.

Ten provinces of 29 units report for five years without a mistake. Prints how many queries their
returns get, by return and by rule, and fails when the median unit gets more than two a return.
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from statistics import mean, median

import msgspec
from samples.coverage import Figures
from samples.honest import honest_units

from lsreport.checks.judge import judge
from lsreport.checks.rulebook import RULES
from lsreport.domain.assessment import Assessment
from lsreport.domain.clock import LANG_SON
from lsreport.domain.finding import Severity
from lsreport.domain.observation import Raw, RawKind, element_of
from lsreport.domain.period import Period
from lsreport.domain.submission import Cover, Submission, Vintage
from lsreport.domain.unit import Unit
from lsreport.indicators.asks import asked_keys
from lsreport.indicators.calendar import due, expected, window
from lsreport.indicators.loader import load_plan
from lsreport.indicators.plan import Plan

PROVINCES, YEARS = 10, (2022, 2023, 2024, 2025, 2026)
MOST_QUERIES = 2
"""Queries of the median unit, on the average of its returns, that an analyst still reads."""
_SHEET = "Biểu"
_STANDING: Mapping[str, str] = {"KH01": "1", "KH02": "12/KH-UBND", "KH02N": "2021-10-01"}
"""What every unit says of its plan."""


@dataclass(frozen=True, slots=True)
class Simulation:
    """The queries of every return, and the errors that an honest return must not have."""

    queries: Mapping[tuple[int, str], tuple[int, ...]]
    """Per province and unit, the queries of its returns, oldest first."""
    by_rule: Counter[str]
    errors: Counter[str]

    @property
    def median_unit(self) -> float:
        """Queries a return of the unit in the middle."""
        return median(mean(returns) for returns in self.queries.values())


def main() -> None:
    """Simulate, print, and fail where the median unit is asked too often."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--provinces", type=int, default=PROVINCES)
    found = simulate(range(parser.parse_args().provinces))
    print("\n".join(_lines(found)))
    if found.median_unit > MOST_QUERIES or found.errors:
        sys.exit(1)


def simulate(provinces: Sequence[int], years: Sequence[int] = YEARS) -> Simulation:
    """Judge every return of some provinces."""
    plan = _standing_plan()
    queries: dict[tuple[int, str], tuple[int, ...]] = {}
    by_rule: Counter[str] = Counter()
    errors: Counter[str] = Counter()
    for province in provinces:
        judged = judge(plan, _vintage(plan, province, years))
        for unit in plan.units:
            returns = [period.returns[unit.code] for period in judged.periods.values()]
            findings = [one for judged_return in returns for one in judged_return.findings]
            by_rule += Counter(one.rule for one in findings if one.severity is Severity.QUERY)
            errors += Counter(one.rule for one in findings if one.severity is Severity.ERROR)
            queries[province, unit.code] = _queries(judged, unit)
    return Simulation(queries, by_rule, errors)


def _queries(judged: Assessment, unit: Unit) -> tuple[int, ...]:
    return tuple(
        sum(one.severity is Severity.QUERY for one in period.returns[unit.code].findings)
        for period in judged.periods.values()
    )


def _standing_plan() -> Plan:
    """Return the plan as if its units and forms of 2024 had stayed, so that five years compare."""
    plan = load_plan("187")
    period = Period.parse("2024-H1")
    day = window(plan, period)[1]
    return msgspec.structs.replace(
        plan,
        units=tuple(_stayed(unit) for unit in expected(plan, period)),
        elements={
            code: msgspec.structs.replace(element, since=None, until=None)
            for code, element in plan.elements.items()
            if element.holds(day)
        },
        calendar=msgspec.structs.replace(plan.calendar, joined=()),
    )


def _stayed(unit: Unit) -> Unit:
    return Unit(
        unit.code, unit.name, unit.standing, unit.roles, unit.clauses, unit.valid_from, None
    )


def _vintage(plan: Plan, province: int, years: Sequence[int]) -> Vintage:
    sent: dict[Period, dict[str, Submission]] = {}
    living = honest_units(plan, plan.units, province)
    for period in _periods(years):
        sent[period] = {
            one.unit.code: _submission(
                plan, one.unit, period, one.half(period.year, second=period.annual)
            )
            for one in living
        }
    return Vintage(None, sent)


def _periods(years: Sequence[int]) -> Iterator[Period]:
    for year in years:
        yield Period(year, annual=False)
        yield Period(year, annual=True)


def _submission(plan: Plan, unit: Unit, period: Period, figures: Figures) -> Submission:
    received = datetime.combine(due(plan, period).moved, datetime.min.time(), LANG_SON)
    return Submission(
        sha256=f"{period}-{unit.code}",
        file=f"{unit.code}.xlsx",
        unit=unit.code,
        period=period,
        form_version="1",
        received=received,
        recorded=received,
        revision=1,
        cover=Cover(),
        raws=tuple(
            _raw(plan, key, figures) for key in asked_keys(plan, unit, window(plan, period)[1])
        ),
    )


def _raw(plan: Plan, key: str, figures: Figures) -> Raw:
    content = figures.get(key, _STANDING.get(key))
    if content is None:
        return Raw(key, _SHEET, key, RawKind.BLANK, None)
    element = plan.elements.get(element_of(key))
    if isinstance(content, int) and element is not None and element.value_type == "money":
        return Raw(key, _SHEET, key, RawKind.NUMBER, f"{content / 1000:g}")
    kind = RawKind.NUMBER if isinstance(content, int) or content.isdigit() else RawKind.TEXT
    return Raw(key, _SHEET, key, RawKind.DATE if key == "KH02N" else kind, str(content))


def _lines(found: Simulation) -> Iterator[str]:
    counts = Counter(count for returns in found.queries.values() for count in returns)
    total = counts.total()
    yield f"{total} returns; queries a return: {mean(counts.elements()):.2f} on average"
    for count in sorted(counts):
        yield f"{count:>3} queries: {counts[count]:>5} returns ({counts[count] / total:.1%})"
    yield f"median unit: {found.median_unit:.2f} queries a return (at most {MOST_QUERIES})"
    for rule, count in found.by_rule.most_common():
        yield f"{rule} {RULES[rule].name}: {count}, {count / total:.3f} a return"
    for rule, count in found.errors.most_common():
        yield f"ERROR {rule} {RULES[rule].name}: {count}"


if __name__ == "__main__":
    main()
