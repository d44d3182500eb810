"""`check --rule`: what one rule would have said over stored periods."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from lsreport.app.workspace import Desk
from lsreport.checks.judge import judge
from lsreport.checks.rule import Rule
from lsreport.checks.rulebook import RULES
from lsreport.checks.structure import STRUCTURE_RULES
from lsreport.domain.finding import Finding, NotTestable
from lsreport.domain.period import Period
from lsreport.errors import NotFoundError, UsageError
from lsreport.i18n import _


@dataclass(frozen=True, slots=True)
class BackTest:
    """What a rule says of one period."""

    period: Period
    findings: tuple[Finding, ...]
    not_testable: tuple[NotTestable, ...]

    @property
    def units(self) -> tuple[str, ...]:
        """Codes of the units it asks, each once; findings about no single unit have none."""
        return tuple(dict.fromkeys(one.unit for one in self.findings if one.unit is not None))


def back_test(desk: Desk, code: str, periods: Sequence[Period]) -> tuple[BackTest, ...]:
    """Apply a rule to the latest revisions as if it had been in force and blocking throughout.

    Every stored period is tested where none is named. Waivers are left out: what was agreed with a
    unit says nothing of the rule.

    Raises:
        NotFoundError: the rule book has no such rule, or the plan no such period.
        UsageError: the rule decides whether a file is accepted, and is not applied again.
    """
    rule = testable_rule(code)
    for period in periods:
        desk.require(period)
    vintage = desk.store.vintage(None, desk.reference)
    rules = {**RULES, code: rule.throughout}
    known = judge(desk.plan, vintage, also=periods, rules=rules).periods
    return tuple(
        BackTest(
            period,
            tuple(one for one in known[period].all_findings if one.rule == code),
            tuple(one for one in known[period].not_testable if one.rule == code),
        )
        for period in periods or sorted(known)
    )


def testable_rule(code: str) -> Rule:
    """Return a rule of the rule book that is applied to stored returns.

    Raises:
        NotFoundError: the rule book has no such rule.
        UsageError: the rule decides whether a file is accepted, and is not applied again.
    """
    rule = RULES.get(code)
    if rule is None:
        raise NotFoundError(
            _("The rule book has no rule {code}. `lsreport check --rules` lists them."), code=code
        )
    if rule in STRUCTURE_RULES:
        raise UsageError(
            _(
                "{code} is applied when a file is received and cannot be tested again on stored "
                "returns. Rules from LS201 can."
            ),
            code=code,
        )
    return rule
