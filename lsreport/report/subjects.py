"""Who the sentences about an indicator or line are about."""

from __future__ import annotations

from collections.abc import Sequence

from lsreport.domain.observation import element_of
from lsreport.indicators.outcome import Outcome
from lsreport.indicators.plan import Formula, Indicator, Line, Plan
from lsreport.report.material import Material
from lsreport.report.remarks import is_estimate
from lsreport.report.sentences import Subject


def subject_of(
    material: Material, indicator: Indicator, outcome: Outcome, line: Line | None = None
) -> Subject:
    """Return what the sentences about an indicator or line need to know of it."""
    formula = judged_formula(indicator, line)
    return Subject(
        code=f"{indicator.code}/{line.code}" if line else indicator.code,
        people=(line.people if line else "") or indicator.people,
        to_be_reached=indicator.binds == "by_2025",
        notified=_notified(material.plan, formula),
        share_of_cases=indicator.kind == "share" and not indicator.target,
        least_cases=material.plan.thresholds.trend_cases if indicator.kind == "share" else 0,
        local_noun=material.local_noun,
        local=material.local,
        shared_years=frozenset(one.period for one in material.plan.calendar.joined),
        estimated=sum(is_estimate(material, unit, formula) for unit in outcome.units),
    )


def judged_formula(indicator: Indicator, line: Line | None) -> Formula:
    """Return the keys that a line, or the top level of an indicator, is computed from."""
    if line is not None or not indicator.lines:
        return line or indicator
    lines = [
        line
        for line in indicator.lines
        if indicator.judged_line in {None, line.code} and (line.judged or not indicator.judged_line)
    ]
    return added(lines)


def added(lines: Sequence[Line]) -> Formula:
    """Return the keys of several lines together."""
    return Formula(
        numerator=tuple(key for line in lines for key in line.numerator),
        denominator=tuple(key for line in lines for key in line.denominator),
        denominator_less=tuple(key for line in lines for key in line.denominator_less),
    )


def _notified(plan: Plan, formula: Formula) -> bool:
    measures = {plan.elements[element_of(key)].measure for key in formula.denominator}
    return measures == {"flow"}
