"""Rules against the office's own table: what the units' denominators should add up to."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from fractions import Fraction

from lsreport.checks.rule import Rule
from lsreport.domain.assessment import Assessment
from lsreport.domain.finding import Finding, NotTestable, Severity
from lsreport.domain.period import Period
from lsreport.i18n import _
from lsreport.indicators.asks import key_of
from lsreport.indicators.plan import Element, Plan

CONTROL_TOTAL = Rule(
    "LS605",
    "control-total-differs",
    Severity.QUERY,
    _("{label}: the units add up to {count}, the reference table to {listed} (over {share})."),
    _(
        "Ask the units whose figures differ most ({units}), or bring the reference table up to "
        "date."
    ),
    _("Checks: control totals; the office's own reference table"),
)

CONTROL_TOTAL_RULES: tuple[Rule, ...] = (CONTROL_TOTAL,)
"""Every rule of this module, by code."""

_NO_REFERENCE = _("no reference figure of the units that gave theirs: {keys}")

_NAMED = 3
"""Units a finding names, those whose figures differ most."""


def check_control_totals(
    plan: Plan, assessment: Assessment, period: Period
) -> Iterator[Finding | NotTestable]:
    """LS605: over the units that gave a denominator and are in the table, both sums agree."""
    judged = assessment.periods[period]
    plan, returns = plan.worded_on(judged.window[1]), judged.returns
    listed = {one.element for one in assessment.reference}
    unlisted = []
    for element in plan.elements.values():
        if not (element.has_total or element.code in listed):
            continue
        key = key_of(element.code, "total" if element.has_total else "value")
        given = {
            code: observation.figure
            for code, judged in returns.items()
            if (observation := judged.observations.get(key)) is not None
            and observation.figure is not None
        }
        pairs = _pairs(assessment, period, element, given)
        if pairs:
            yield from _differs(plan, period, element, key, pairs)
        elif given:
            unlisted.append(key)
    if unlisted:
        facts = {"keys": ", ".join(unlisted)}
        yield NotTestable(CONTROL_TOTAL.code, None, period, _NO_REFERENCE, facts)


def _pairs(
    assessment: Assessment, period: Period, element: Element, given: Mapping[str, int | None]
) -> dict[str, tuple[int, int]]:
    """Return what each unit gave beside what the table says of it, where it says anything."""
    day = assessment.periods[period].window[1]
    return {
        code: (count, figure.value)
        for code, count in given.items()
        if count is not None
        and (figure := assessment.reference_for(code, element.code, day)) is not None
    }


def _differs(
    plan: Plan, period: Period, element: Element, key: str, pairs: Mapping[str, tuple[int, int]]
) -> Iterator[Finding]:
    share = Fraction(plan.thresholds.control_total)
    total, listed = map(sum, zip(*pairs.values(), strict=True))
    if abs(total - listed) <= share * listed:
        return
    furthest = sorted(pairs, key=lambda code: -abs(pairs[code][0] - pairs[code][1]))
    yield CONTROL_TOTAL.finding(
        unit=None,
        period=period,
        key=key,
        seen=str(total),
        expected=str(listed),
        facts={
            "label": f"{element.code} {element.label}",
            "count": total,
            "listed": listed,
            "share": f"{float(share * 100):g}%",
            "units": ", ".join(furthest[:_NAMED]),
        },
    )
