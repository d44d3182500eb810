"""`waive`: accept a finding until a period, end that, and list what was accepted."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from lsreport.app.said import said
from lsreport.app.workspace import Desk
from lsreport.checks.rulebook import RULES
from lsreport.domain.finding import Finding, Waiver, WaiverEnd
from lsreport.domain.period import Period
from lsreport.errors import NotFoundError, UsageError
from lsreport.i18n import _

_LONGEST = 500
"""Characters of a name or a reason: Annex IV prints both in one sentence."""


def waive(
    desk: Desk, finding: str, *, who: str, why: str, until: Period, clock: Callable[[], datetime]
) -> Waiver:
    """Accept the finding of that id, from its period to `until`, and return the waiver.

    Raises:
        NotFoundError: no check makes such a finding now.
        UsageError: it cannot be accepted, or not in this way; nothing was recorded.
        StorageError: the store cannot be written.
    """
    decider, reason = _said(who, "--who"), _said(why, "--why")
    waiver = _agreed(_found(desk, finding), decider, reason, until, clock())
    with desk.store.writing(command=desk.command, clock=clock) as store:
        return store.decide(waiver)


def end(
    desk: Desk, finding: str, *, who: str, why: str, clock: Callable[[], datetime]
) -> WaiverEnd:
    """End every waiver of the finding of that id; each stays on record with who ended it and why.

    Raises:
        NotFoundError: no waiver of it holds.
        UsageError: who or why is blank, too long, or tells who somebody is.
        StorageError: the store cannot be written.
    """
    decided = WaiverEnd(finding, _said(who, "--who"), _said(why, "--why"), clock())
    with desk.store.writing(command=desk.command, clock=clock) as store:
        if not any(one.finding == finding and one.ended is None for one in desk.store.waivers()):
            raise NotFoundError(
                _("No waiver of {finding} holds. `lsreport waive --list` lists them."),
                finding=finding,
            )
        return store.decide(decided)


def _found(desk: Desk, finding: str) -> Finding:
    assessment = desk.assess(None)
    for assessed in assessment.periods.values():
        for one in assessed.all_findings:
            if one.id == finding:
                return one
    raise NotFoundError(
        _(
            "No check makes the finding {finding} now. `lsreport check PERIOD` prints the names "
            "of its findings; a name changes when the figure changes."
        ),
        finding=finding,
    )


def _agreed(finding: Finding, who: str, why: str, until: Period, now: datetime) -> Waiver:
    rule = RULES.get(finding.rule)
    if rule is None or not rule.waivable:
        raise UsageError(
            _(
                "{finding} cannot be accepted: rule {rule} admits no exception. Ask the unit to "
                "correct the figure and to send the return again."
            ),
            finding=finding.id,
            rule=finding.rule,
        )
    unit, period, key, seen = finding.unit, finding.period, finding.key, finding.seen
    if unit is None or period is None or key is None or seen is None:
        raise UsageError(
            _(
                "{finding} cannot be accepted: it is about no figure in a cell of a return. Read "
                "what to do about it with `lsreport check`."
            ),
            finding=finding.id,
        )
    if until < period:
        raise UsageError(
            _(
                "--until {until} is before {period}, the period of the finding. Name {period} or "
                "a later period."
            ),
            until=until.id,
            period=period.id,
        )
    return Waiver(finding.rule, unit, key, seen, period, until, who, why, now)


def _said(text: str, option: str) -> str:
    """Return what the option says on one line; a name or a reason must say something."""
    line = said(text, option, longest=_LONGEST)
    if not line:
        raise UsageError(_("{option} is blank. Say who decided, and why."), option=option)
    return line
