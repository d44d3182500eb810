"""What a single workbook cannot show: the rules that need more than the return itself.

A unit checks its workbook before sending it, without the office's store. Whatever the office will
look at besides is named with the reason, so that a clean result claims no more than was tested.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from lsreport.checks.completeness import RETURN_LATE
from lsreport.checks.control_totals import CONTROL_TOTAL
from lsreport.checks.handover import HANDOVER_RULES
from lsreport.checks.history import HISTORY_RULES
from lsreport.checks.rule import Rule
from lsreport.checks.rulebook import RULES
from lsreport.checks.structure import SENDING_REPEATED
from lsreport.domain.finding import Finding, NotTestable
from lsreport.domain.period import Period
from lsreport.i18n import _

NEEDS_EARLIER = _("the returns of earlier periods are needed")
NEEDS_OTHERS = _("the returns of other units are needed")
NEEDS_REFERENCE = _("the office's reference table is needed")
NEEDS_SENDING = _("decided when the office receives the return")

ALONE_REASONS = (NEEDS_EARLIER, NEEDS_OTHERS, NEEDS_REFERENCE, NEEDS_SENDING)
"""Why a rule needs more than one return, in the order in which they are told."""

_REASON_OF_RULE = {
    SENDING_REPEATED.code: NEEDS_SENDING,
    RETURN_LATE.code: NEEDS_SENDING,
    CONTROL_TOTAL.code: NEEDS_REFERENCE,
}
_ON_NO_RETURN = frozenset(rule.code for rule in HANDOVER_RULES)
"""Rules on what the office itself typed."""
_REASON_OF_LEVEL = {HISTORY_RULES[0].code[:3]: NEEDS_EARLIER, CONTROL_TOTAL.code[:3]: NEEDS_OTHERS}


def untested_alone(
    unit: str,
    period: Period,
    day: date,
    findings: Iterable[Finding],
    untested: Iterable[NotTestable],
) -> tuple[NotTestable, ...]:
    """Return every rule that a return judged alone was not tested by, with the reason.

    `day` is the last of the window: it decides which rules are applied at all. `untested` is what
    the checks themselves said; a rule that needs more than the return has one reason only.
    """
    found = {one.rule for one in findings}
    own = (one for one in untested if _reason(RULES[one.rule]) is None)
    beyond = (
        NotTestable(rule.code, unit, period, reason)
        for rule, reason in _beyond(day)
        if rule.code not in found
    )
    return (*own, *beyond)


def _beyond(day: date) -> Iterator[tuple[Rule, str]]:
    """Yield the rules applied on a day that need more than one return, by code."""
    for rule in RULES.values():
        reason = _reason(rule)
        if reason is not None and rule.severity_on(day) is not None:
            yield rule, reason


def _reason(rule: Rule) -> str | None:
    """Return what a rule needs besides the return; None when that is enough, or it needs none."""
    if rule.code in _ON_NO_RETURN:
        return None
    return _REASON_OF_RULE.get(rule.code) or _REASON_OF_LEVEL.get(rule.code[:3])
