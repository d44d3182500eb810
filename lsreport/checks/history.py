"""Rules over time: what a return brings forward is what an earlier one left.

Figures of earlier periods are those that passed their own checks, so periods are judged oldest
first.
"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from lsreport.checks.comparisons import openings
from lsreport.checks.form import Failure, Form
from lsreport.checks.questionnaire import Row
from lsreport.checks.rule import Rule
from lsreport.domain.assessment import Assessment
from lsreport.domain.finding import NotTestable, Severity
from lsreport.domain.observation import State, element_of
from lsreport.i18n import _
from lsreport.indicators.asks import key_of
from lsreport.indicators.history import (
    Accepted,
    continues_alone,
    last_accepted,
    last_of_its_own,
)
from lsreport.indicators.units import unit_window

BASE_DIFFERS = Rule(
    "LS401",
    "base-differs-from-store",
    Severity.QUERY,
    _("{label}: {count} is brought forward, but the return for {earlier} left {left}."),
    _("Confirm the correction and say why, or restore the figure that was filled in."),
    _("Measures: the base is the last accepted figure dated before the window opens"),
)
OPENING_DIFFERS = Rule(
    "LS402",
    "opening-differs-from-closing",
    Severity.ERROR,
    _("{label}: {count} open at the start, but the return for {earlier} closed with {left}."),
    _("Restore the closing figure of that return, or send a corrected return for it first."),
    _("187/KH-UBND II.2.a-1: a case stays open until it is closed"),
)
OPENING_CHANGED = Rule(
    "LS403",
    "opening-changed-within-year",
    Severity.ERROR,
    _("{label}: {count} open at the start, but the first half of the same year said {left}."),
    _("Both start on the same day: correct whichever is wrong."),
    _("187/KH-UBND II.2.a-1; the year contains its first half"),
)
CUMULATIVE_FELL = Rule(
    "LS406",
    "cumulative-fell",
    Severity.ERROR,
    _("{label}: {count}, down from {left} in the return for {earlier}, and no reason is given."),
    _("Say why in the column for reasons, or correct what was brought forward, gained and lost."),
    _(
        "Measures: who was counted stays counted; a fall of more than 10%, or than that of the "
        "total, needs a reason"
    ),
)

HISTORY_RULES: tuple[Rule, ...] = (
    BASE_DIFFERS,
    OPENING_DIFFERS,
    OPENING_CHANGED,
    CUMULATIVE_FELL,
)
"""Every rule of this module, by code."""

_NO_EARLIER = _("there is no earlier accepted figure")
_SHARED = _("the earlier figure of {unit_code} is shared by several units now")


def check_history(form: Form, earlier: Assessment) -> Iterator[Failure | NotTestable]:
    """Compare what a form brings forward with what earlier returns left."""
    for row in form.questionnaire.rows.values():
        if row.element.measure == "cumulative":
            yield from _left(form, earlier, BASE_DIFFERS, row.key("base"), row.key("covered"))
            yield from _fallen(form, earlier, row)
    for opening, closing in openings(form.questionnaire):
        key = opening.key("value")
        yield from _left(form, earlier, OPENING_DIFFERS, key, closing.key("value"))
        yield from _same_opening(form, earlier, key)


def _left(
    form: Form, earlier: Assessment, rule: Rule, key: str, left_key: str
) -> Iterator[Failure | NotTestable]:
    """LS401, LS402: what is brought forward is what the last accepted return left.

    A group that is not there any more brings nothing forward: that is asked about as such (LS424).
    """
    count = form.figure(key)
    if count is None or form.observations[key].state is State.NOT_APPLICABLE:
        return
    plan = form.questionnaire.plan
    opens = unit_window(plan, form.unit, form.period)[0]
    accepted = last_accepted(plan, earlier, form.unit, left_key, opens)
    if accepted is None:
        yield form.untested(rule, key, _NO_EARLIER)
    elif not continues_alone(
        plan, form.unit, accepted.unit_code, element_of(key), form.questionnaire.day
    ):
        yield form.untested(rule, key, _SHARED, unit_code=accepted.unit_code)
    elif accepted.observation.figure != count:
        yield _differs(form, rule, key, accepted.observation.figure or 0, str(accepted.period))


def _fallen(form: Form, earlier: Assessment, row: Row) -> Iterator[Failure]:
    """LS406: what is counted since 2021 does not fall by much without a reason.

    Paper reports gave no reasons. Where LS401 could not be tested, nor can this.
    """
    key, reason = row.key("covered"), form.observations[row.key("reason")].text
    count, plan = form.figure(key), form.questionnaire.plan
    opens = unit_window(plan, form.unit, form.period)[0]
    last = last_of_its_own(plan, earlier, form.unit, key, opens)
    if count is None or reason or last is None or form.submission.from_paper:
        return
    left = last.observation.figure or 0
    share = max(Fraction(plan.thresholds.cumulative_fall), _fall_of_total(form, earlier, row, last))
    if left - count > share * left:
        cells = tuple(part for part, _sign in form.questionnaire.derived[key])
        yield _differs(form, CUMULATIVE_FELL, key, left, str(last.period), cells)


def _fall_of_total(form: Form, earlier: Assessment, row: Row, last: Accepted) -> Fraction:
    """Return the share by which the total of a row fell since then; 0 where that is not known."""
    key = key_of(row.element.total_of or row.element.code, "total")
    judged = earlier.periods[last.period].said_by(last.unit_code)
    then = judged.observations.get(key) if judged else None
    was, now = then.figure if then else None, form.figure(key)
    return Fraction(was - now, was) if was and now is not None else Fraction(0)


def _same_opening(form: Form, earlier: Assessment, key: str) -> Iterator[Failure]:
    """LS403: a year and its first half start from the same figure."""
    half = earlier.periods.get(form.period.first_half) if form.period.annual else None
    judged = half.returns.get(form.unit.code) if half else None
    known = judged.observations.get(key) if judged else None
    count = form.figure(key)
    if known is not None and known.figure is not None and count not in {None, known.figure}:
        yield _differs(form, OPENING_CHANGED, key, known.figure, str(form.period.first_half))


def _differs(
    form: Form, rule: Rule, key: str, left: int, period: str, also: tuple[str, ...] = ()
) -> Failure:
    count = form.figure(key) or 0
    return form.fail(
        rule,
        key,
        seen=str(count),
        expected=str(left),
        cells=(key, *also),
        breach=(key,) if count >= 1 and left >= 1 else (),
        facts={
            "count": form.amount(key, count),
            "left": form.amount(key, left),
            "earlier": period,
        },
    )
