"""Rules between forms: what two reporters say about the same thing.

Figures of others are compared, never added (domain: "Double counting"). Both sides must be whole:
with a unit missing, a difference says nothing.
"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from lsreport.checks.questionnaire import amount
from lsreport.checks.rule import Rule
from lsreport.domain.assessment import Assessment
from lsreport.domain.finding import Finding, NotTestable, Severity
from lsreport.domain.observation import element_of, facet_of
from lsreport.domain.period import Period
from lsreport.i18n import Message, _
from lsreport.indicators.asks import derived_facets, input_facets
from lsreport.indicators.compared import CrossCheck
from lsreport.indicators.measures import as_given
from lsreport.indicators.plan import Plan
from lsreport.indicators.units import Owner, ended_in, owners_in

CROSS_CHECK_OFF = Rule(
    "LS601",
    "cross-check-off",
    Severity.QUERY,
    _("{name}: {left_keys} add up to {left}, {right_keys} to {right} (more than {share} apart)."),
    _("Ask both sides what they counted; the figures of the owners are the ones used."),
    _("Double counting: others' figures are compared, never added"),
)

BETWEEN_RULES: tuple[Rule, ...] = (CROSS_CHECK_OFF,)
"""Every rule of this module, by code."""

_SIDE_MISSING = _("{keys} cannot be added up: no usable figure from {units}")
_NOBODY = _("nobody reports {keys} in this period")

_FLOWS = frozenset({"flow", "attendance"})


def check_between(
    plan: Plan, assessment: Assessment, period: Period
) -> Iterator[Finding | NotTestable]:
    """Compare the pairs of the plan that hold on the last day of the window."""
    day = assessment.periods[period].window[1]
    for pair in plan.worded_on(day).cross_checks:
        if pair.holds(day):
            yield from _compare(plan, assessment, period, pair)


def _compare(
    plan: Plan, assessment: Assessment, period: Period, pair: CrossCheck
) -> Iterator[Finding | NotTestable]:
    """LS601: both sides agree within the threshold, taken of the owners' side."""
    owners = owners_in(plan, assessment, period)
    ended = ended_in(plan, assessment, period)
    left = _side(plan, owners, ended, pair.left, pair.left_roles)
    right = _side(plan, owners, ended, pair.right, pair.right_roles)
    for side in (left, right):
        if not isinstance(side, int):
            yield NotTestable(
                CROSS_CHECK_OFF.code, None, period, side.msgid, {"name": pair.name, **side.facts}
            )
            return
    share = Fraction(plan.thresholds.cross_check)
    if isinstance(left, int) and isinstance(right, int) and abs(left - right) > share * right:
        yield CROSS_CHECK_OFF.finding(
            unit=None,
            period=period,
            key=pair.left[0],
            seen=str(left),
            expected=str(right),
            facts={
                "name": pair.name,
                "left_keys": " + ".join(pair.left),
                "left": _amount(plan, pair.left[0], left),
                "right_keys": " + ".join(pair.right),
                "right": _amount(plan, pair.right[0], right),
                "share": f"{float(share * 100):g}%",
            },
        )


def _side(
    plan: Plan,
    owners: tuple[Owner, ...],
    ended: tuple[Owner, ...],
    keys: tuple[str, ...],
    roles: tuple[str, ...],
) -> int | Message:
    """Return the sum of a side, or why it cannot be added up.

    A flow of a year that two sets of units share is the sum of both.
    """
    total, found, missing = 0, False, []
    for key in keys:
        flow = plan.elements[element_of(key)].measure in _FLOWS
        for owner in (*owners, *(ended if flow else ())):
            if owner.unit.plays(roles) and _is_asked(plan, owner, key):
                figure = as_given(owner, key)
                found = True
                total += figure.value or 0
                if figure.value is None:
                    missing.append(owner.code)
    named = " + ".join(keys)
    if missing:
        units = ", ".join(dict.fromkeys(missing))
        return Message(_SIDE_MISSING, {"keys": named, "units": units})
    return total if found else Message(_NOBODY, {"keys": named})


def _is_asked(plan: Plan, owner: Owner, key: str) -> bool:
    element = plan.elements[element_of(key)]
    asked = element.holds(owner.day) and owner.unit.plays(element.owner + element.cross_check)
    return asked and facet_of(key) in (*input_facets(element), *derived_facets(element))


def _amount(plan: Plan, key: str, value: int) -> Message | int:
    return amount(plan.elements[element_of(key)], value)
