"""Who the sentences about an indicator or line are about, and whether a document may say them."""

from __future__ import annotations

from collections.abc import Sequence

from lsreport.domain.observation import element_of
from lsreport.indicators.outcome import Outcome
from lsreport.indicators.plan import Formula, Indicator, Line, Plan
from lsreport.report.masking import keys_of_indicator
from lsreport.report.material import Material
from lsreport.report.remarks import is_estimate
from lsreport.report.sentences import Subject


def subject_of(
    material: Material, indicator: Indicator, outcome: Outcome, line: Line | None = None
) -> Subject:
    """Return what the sentences about an indicator or line need to know of it."""
    formula: Formula = line or indicator
    if line is None and indicator.lines:
        formula = _whole(indicator)
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


def _whole(indicator: Indicator) -> Formula:
    """Return the keys the top level of an indicator with lines is computed from."""
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


def hidden(material: Material, formula: Formula, indicator: Indicator) -> bool:
    """Say whether a public copy hides the row; the count of a zero target always stays."""
    keys = formula.keys or keys_of_indicator(indicator)
    return indicator.kind != "count_is_zero" and material.mask.hides(keys)
