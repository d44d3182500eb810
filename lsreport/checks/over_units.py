"""Rules over units: a figure against those of the other units that are asked the same.

What they compare is put against figures that passed their own checks. All of them ask; none puts
a figure aside.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction
from math import exp, log
from statistics import median

from lsreport.checks.comparisons import covered_limits
from lsreport.checks.copies import SAME_AS_ANOTHER, check_copies
from lsreport.checks.movement import MOVEMENT_RULES
from lsreport.checks.peers import Peer, peers_in
from lsreport.checks.rule import Rule
from lsreport.checks.spread import fence, modified_z
from lsreport.domain.assessment import Assessment
from lsreport.domain.finding import Finding, NotTestable, Severity
from lsreport.domain.observation import element_of
from lsreport.domain.period import Period
from lsreport.i18n import Message, _
from lsreport.indicators.asks import key_of
from lsreport.indicators.plan import Element, Plan

SHARE_APART = Rule(
    "LS602",
    "share-apart-from-units",
    Severity.QUERY,
    _("{label}: {part}/{whole} is {share}; going by all units, {low} to {high} would be usual."),
    _("Check both counts against the lists; confirm them and say why if they are right."),
    _("Tukey (1977): 1.5 times the distance of the quartiles beyond them"),
)
COUNT_APART = Rule(
    "LS603",
    "count-apart-from-units",
    Severity.QUERY,
    _("{label}: {count} for {base} adults; going by all units, about {usual} would be usual."),
    _("Check for a digit too many or too few; confirm the count if it is right."),
    _(
        "Iglewicz and Hoaglin (1993): modified z-score above 3.5, of the logarithm of a rate; "
        "asked beyond five times, or a fifth, of the median rate"
    ),
)
OVER_UNITS_RULES: tuple[Rule, ...] = (SHARE_APART, COUNT_APART, SAME_AS_ANOTHER)
"""Every rule over units, by code."""

_FEW_UNITS = _("{key}: only {count} units gave figures to compare, {least} are needed")
_FEW_SHARES = _(
    "{key}: only {count} units gave both figures with a total of at least {size}, {least} are "
    "needed"
)
_ALL_ALIKE = _("{key}: the middle half of the units give the same share")

_ADULTS = "NL18.total"
"""Whom a unit's activities are for: districts and communes differ in size by ten times."""
_FLOWS = frozenset({"flow", "attendance"})


def check_over_units(
    plan: Plan, assessment: Assessment, period: Period
) -> Iterator[Finding | NotTestable]:
    """Compare the returns of a period with each other."""
    peers = peers_in(plan, assessment.periods[period])
    yield from _shares(plan, period, peers)
    yield from _counts(plan, period, peers)
    yield from check_copies(plan, peers)


def _shares(plan: Plan, period: Period, peers: Sequence[Peer]) -> Iterator[Finding | NotTestable]:
    """LS602: the share a unit covers lies within the fence around the shares of all units."""
    rows: dict[tuple[str, str], list[Peer]] = {}
    for one in peers:
        for limit in covered_limits(one.asked):
            rows.setdefault((limit.part[0], limit.whole[0]), []).append(one)
    for (part, whole), asked in rows.items():
        if len(asked) >= plan.thresholds.fence_units:
            yield from _shares_of(plan, period, asked, part, whole)


def _shares_of(
    plan: Plan, period: Period, asked: Sequence[Peer], part: str, whole: str
) -> Iterator[Finding | NotTestable]:
    limits = plan.thresholds
    shares = {
        one: Fraction(covered, base)
        for one in asked
        if (covered := one.figure(part)) is not None
        and (base := one.figure(whole) or 0) >= limits.fence_denominator
    }
    if len(shares) < limits.fence_units:
        if shares or not plan.elements[element_of(part)].optional:
            facts = {"size": limits.fence_denominator, "least": limits.fence_units}
            known = {"key": part, "count": len(shares), **facts}
            yield NotTestable(SHARE_APART.code, None, period, _FEW_SHARES, known)
        return
    around = fence(tuple(shares.values()), Fraction(limits.fence))
    if around is None:
        yield NotTestable(SHARE_APART.code, None, period, _ALL_ALIKE, {"key": part})
        return
    for one, share in shares.items():
        if not around.holds(share):
            counts = (one.figure(part), one.figure(whole))
            yield one.finding(
                SHARE_APART,
                part,
                f"{counts[0]}/{counts[1]}",
                part=counts[0],
                whole=counts[1],
                share=_percent(share),
                low=_percent(max(around.low, Fraction(0))),
                high=_percent(min(around.high, Fraction(1))),
            )


def _percent(share: Fraction) -> Message:
    """Return a share to a tenth of a percent, with the decimal sign of the language."""
    whole, tenth = divmod(round(share * 1000), 10)
    return Message(_("{whole}.{tenth}%"), {"whole": whole, "tenth": tenth})


def _counts(plan: Plan, period: Period, peers: Sequence[Peer]) -> Iterator[Finding | NotTestable]:
    """LS603: what a unit did for its population is of the size of what the others did."""
    limits = plan.thresholds
    populated = [one for one in peers if one.figure(_ADULTS)]
    for element in plan.elements.values():
        key = key_of(element.code, "value")
        counted = [
            one
            for one in populated
            if _is_activity(element) and (one.figure(key) or 0) >= limits.equal_from
        ]
        if len(counted) >= limits.modified_z_units:
            yield from _counts_of(plan, counted, key)
        elif counted:
            facts = {"key": key, "count": len(counted), "least": limits.modified_z_units}
            yield NotTestable(COUNT_APART.code, None, period, _FEW_UNITS, facts)


def _counts_of(plan: Plan, counted: Sequence[Peer], key: str) -> Iterator[Finding]:
    """Compare the logarithms of the rates: what units do differs by factors.

    A unit also has to lie beyond the factor that a digit makes of what units do anyway. A figure
    that moved against its own past is asked about for that.
    """
    most, factor = float(plan.thresholds.modified_z), plan.thresholds.apart_factor
    rates = [log(one.figure(key) or 1) - log(one.figure(_ADULTS) or 1) for one in counted]
    middle = median(rates)
    for one, rate, score in zip(counted, rates, modified_z(rates), strict=True):
        apart = abs(score) > most and abs(rate - middle) > log(factor)
        if apart and key not in one.asked_by(MOVEMENT_RULES):
            count, base = one.figure(key), one.figure(_ADULTS) or 0
            usual = round(exp(middle) * base)
            yield one.finding(COUNT_APART, key, str(count), count=count, base=base, usual=usual)


def _is_activity(element: Element) -> bool:
    return element.measure in _FLOWS and element.value_type == "count" and not element.case
