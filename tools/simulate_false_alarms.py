"""How often honest units are asked: `python tools/simulate_false_alarms.py [--provinces N]`.

Ten provinces report for five years without a mistake, once as the 29 units that there were until
2025 and once as the 83 with the communes. Prints how many queries their returns get, by return and
by rule, and fails when the median unit gets more than two a return.
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
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
from lsreport.domain.finding import Finding, Severity
from lsreport.domain.observation import Raw, RawKind, element_of
from lsreport.domain.period import Period
from lsreport.domain.submission import Cover, Submission, Vintage
from lsreport.domain.unit import Unit
from lsreport.indicators.asks import asked_keys
from lsreport.indicators.calendar import due, expected, window
from lsreport.indicators.loader import load_plan
from lsreport.indicators.plan import Plan

PROVINCES = 10
MOST_QUERIES = 2
"""Queries of the median unit, on the average of its returns, that an analyst still reads."""
_SHEET = "Biểu"
_STANDING: Mapping[str, str] = {"KH01": "1", "KH02": "12/KH-UBND", "KH02N": "2021-10-01"}
"""What every unit says of its plan."""


@dataclass(frozen=True, slots=True)
class Setting:
    """Which units report, and from when to when, as if nothing were reorganised any more."""

    name: str
    first: Period
    """Their first return."""
    last: Period
    standing: Period
    """Whose units and forms stay; units that had ended are known, and silent."""


DISTRICTS = Setting(
    "29 units", Period.parse("2022-H1"), Period.parse("2026"), Period.parse("2024-H1")
)
COMMUNES = Setting("83 units", Period.parse("2025-H1"), Period.parse("2029"), Period.parse("2025"))
"""The communes began on 1 July 2025: their first return is of half a year."""
SETTINGS = (DISTRICTS, COMMUNES)


@dataclass(frozen=True, slots=True)
class Simulation:
    """The queries of every return, and the errors that an honest return must not have."""

    asked: Mapping[tuple[int, str], tuple[Counter[str], ...]]
    """Per province and unit, the rules that ask each of its returns, oldest first."""
    errors: Counter[str]

    @property
    def queries(self) -> Mapping[tuple[int, str], tuple[int, ...]]:
        """How many queries each of the returns gets."""
        return {
            unit: tuple(rules.total() for rules in returns) for unit, returns in self.asked.items()
        }

    @property
    def returns(self) -> tuple[Counter[str], ...]:
        """The rules that ask, of every return."""
        return tuple(rules for returns in self.asked.values() for rules in returns)

    @property
    def by_rule(self) -> Counter[str]:
        """Queries of every rule."""
        return sum(self.returns, Counter())

    @property
    def median_unit(self) -> float:
        """Queries a return of the unit in the middle."""
        return median(mean(returns) for returns in self.queries.values())


def main() -> None:
    """Simulate, print, and fail where the median unit is asked too often."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--provinces", type=int, default=PROVINCES)
    provinces = range(parser.parse_args().provinces)
    found = {setting.name: simulate(provinces, setting) for setting in SETTINGS}
    for name, one in found.items():
        print("\n".join((name, *_lines(one))))
    if any(one.median_unit > MOST_QUERIES or one.errors for one in found.values()):
        sys.exit(1)


def simulate(provinces: Sequence[int], setting: Setting) -> Simulation:
    """Judge every return of some provinces."""
    plan = _standing_plan(setting.standing)
    asked: dict[tuple[int, str], tuple[Counter[str], ...]] = {}
    errors: Counter[str] = Counter()
    for province in provinces:
        judged = judge(plan, _vintage(plan, province, setting))
        for unit in expected(plan, setting.standing):
            returns = _findings(judged, unit)
            asked[province, unit.code] = tuple(_rules(one, Severity.QUERY) for one in returns)
            errors += sum((_rules(one, Severity.ERROR) for one in returns), Counter())
    return Simulation(asked, errors)


def _findings(judged: Assessment, unit: Unit) -> list[tuple[Finding, ...]]:
    """Return the findings of every return of a unit, oldest first."""
    returns = (period.returns.get(unit.code) for period in judged.periods.values())
    return [one.findings for one in returns if one is not None]


def _rules(findings: Iterable[Finding], severity: Severity) -> Counter[str]:
    return Counter(one.rule for one in findings if one.severity is severity)


def _standing_plan(period: Period) -> Plan:
    """Return the plan as if its units and forms of a period stayed, so that five years compare."""
    plan = load_plan("187")
    day = window(plan, period)[1]
    return msgspec.structs.replace(
        plan,
        units=(
            *(unit for unit in plan.units if unit.valid_until and unit.valid_until < day),
            *(_stayed(unit) for unit in expected(plan, period)),
        ),
        elements={
            code: msgspec.structs.replace(element, since=None, until=None)
            for code, element in plan.elements.items()
            if element.holds(day)
        },
    )


def _stayed(unit: Unit) -> Unit:
    return Unit(
        unit.code, unit.name, unit.standing, unit.roles, unit.clauses, unit.valid_from, None
    )


def _vintage(plan: Plan, province: int, setting: Setting) -> Vintage:
    sent: dict[Period, dict[str, Submission]] = {}
    standing = expected(plan, setting.standing)
    living = honest_units(plan, standing, province, str(setting.standing))
    for period in _periods(setting):
        sent[period] = {
            one.unit.code: _submission(
                plan, one.unit, period, one.half(period.year, second=period.annual)
            )
            for one in living
            if one.unit.valid_from <= window(plan, period)[1]
        }
    return Vintage(None, sent)


def _periods(setting: Setting) -> Iterator[Period]:
    for year in range(setting.first.year, setting.last.year + 1):
        for period in (Period(year, annual=False), Period(year, annual=True)):
            if setting.first <= period <= setting.last:
                yield period


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
        share = f"{count / total:.3f} a return"
        yield f"{rule} {RULES[rule].name}: {count}, {share}; {_of(found, rule)}"
    for rule, count in found.errors.most_common():
        yield f"ERROR {rule} {RULES[rule].name}: {count}"


def _of(found: Simulation, rule: str) -> str:
    """Say how many returns a rule asks once, twice, and so on."""
    times = Counter(rules[rule] for rules in found.returns if rules[rule])
    return ", ".join(f"{times[count]} returns {count}×" for count in sorted(times))


if __name__ == "__main__":
    main()
