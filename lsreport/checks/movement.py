"""Rules over time that ask how a figure moved: more than such figures do, or by whole digits.

All of them ask; none puts a figure aside. Of one figure only one of them asks: a slipped digit is
no movement as well.
"""

from __future__ import annotations

from collections.abc import Container, Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from math import log10

from lsreport.checks.form import Failure, Form
from lsreport.checks.past import Past, Then
from lsreport.checks.questionnaire import Row
from lsreport.checks.rule import Rule
from lsreport.domain.finding import NotTestable, Severity
from lsreport.domain.observation import State, element_of
from lsreport.domain.period import Period
from lsreport.i18n import Message, _

FLOW_MOVED = Rule(
    "LS411",
    "flow-moved",
    Severity.QUERY,
    _("{label}: {count} in {span}; the mean of the same in {years} is {mean}."),
    _("Check the count; if it is right, say what was done more, or less, than before."),
    _(
        "Checks: counts vary by their square root; asked beyond 3√(m+1) and 33% of the mean m of "
        "earlier periods of the same kind; money in million đồng, from 20 million; what comes by "
        "the load as attendances are"
    ),
)
ATTENDANCE_MOVED = Rule(
    "LS412",
    "attendance-moved",
    Severity.QUERY,
    _("{label}: {count} in {span}; the mean of the same in {years} is {mean}."),
    _("Check the attendance lists; if it is right, say which events made the difference."),
    _(
        "Checks: attendances vary with the events; asked beyond three times, or a third, of the "
        "mean"
    ),
)
DIGIT_SLIPPED = Rule(
    "LS413",
    "digit-slipped",
    Severity.QUERY,
    _("{label}: {count}, about {times} times the {left} of the return for {earlier}."),
    _("Check for a digit too many or too few; confirm the figure if it is right."),
    _("Checks: ten or a hundred times the last accepted figure of the same kind"),
)
MONEY_UNIT_SLIPPED = Rule(
    "LS414",
    "money-unit-slipped",
    Severity.QUERY,
    _("{label}: {count}, about {times} times the {left} of the return for {earlier}."),
    _("Write the amount in million đồng (12,5 is 12.5 million); confirm it if it is right."),
    _("Checks: money in the wrong unit, a thousand or a million times the last accepted amount"),
)
DENOMINATOR_MOVED = Rule(
    "LS415",
    "denominator-moved",
    Severity.QUERY,
    _("{label}: {count}, {left} in the return for {earlier}: more than {share} apart."),
    _("Check who was counted; if the number is right, say why it changed."),
    _("Checks: populations, staff and bodies move little between two periods"),
)

MOVEMENT_RULES: tuple[Rule, ...] = (
    FLOW_MOVED,
    ATTENDANCE_MOVED,
    DIGIT_SLIPPED,
    MONEY_UNIT_SLIPPED,
    DENOMINATOR_MOVED,
)
"""Every rule of this module, by code."""

_NONE_EARLIER = _("no earlier figure of the same kind to compare with: {count} figures")

_FIRST_HALF = _("the first half")
_SECOND_HALF = _("the second half")
_WHOLE_YEAR = _("the whole year")

_FLOWS = frozenset({"flow", "attendance"})
_COUNT_POWERS, _MONEY_POWERS = (1, 2), (3, 6)
_MILLION = 1000
"""Thousand đồng in the unit the form asks for."""


@dataclass(frozen=True, slots=True)
class _Mean:
    """What a figure is compared with: earlier figures for the same part of their year."""

    count: int
    earlier: Mapping[Period, int]
    span: str
    """Source string: which part of the year `count` and the others are of."""

    @property
    def value(self) -> Fraction:
        """The mean of the earlier figures."""
        return Fraction(sum(self.earlier.values()), len(self.earlier))


def check_movement(
    form: Form, past: Past, asked: Container[str] = ()
) -> Iterator[Failure | NotTestable]:
    """Compare every figure of a return with what was reported before.

    Of the keys in `asked` something else is asked already.
    """
    untested: dict[Rule, list[str]] = {}
    for row in form.questionnaire.rows.values():
        for key in _compared(row):
            if form.figure(key) is None or key in asked or _is_no_amount(form, row, key):
                continue
            last = _last(past, row, key)
            if last is None:
                for rule in _rules_of(row, key):
                    untested.setdefault(rule, []).append(key)
            elif last.is_applicable:
                found = _asked(form, past, row, key, last)
                yield from () if found is None else (found,)
    for rule, keys in untested.items():
        yield form.untested(rule, keys[0], _NONE_EARLIER, count=len(keys))


def _compared(row: Row) -> tuple[str, ...]:
    """Return the keys of a row that can be compared over time.

    Gains shrink as a group is covered, and cumulative figures grow until it is: neither says
    anything about a slip, so of a cumulative row only its total is compared.
    """
    element = row.element
    if element.value_type not in {"count", "money"} or element.formula:
        return ()
    total = (row.key("total"),) if element.has_total else ()
    if element.measure == "cumulative":
        return total
    return (*total, row.key("reached" if element.measure == "reach" else "value"))


def _is_no_amount(form: Form, row: Row, key: str) -> bool:
    """Say whether an amount is asked about already for being one that no unit has (LS335)."""
    most = form.questionnaire.plan.thresholds.unusual_money
    return row.element.value_type == "money" and (form.figure(key) or 0) > most


def _last(past: Past, row: Row, key: str) -> Then | None:
    """Return the newest of its kind: what is counted over a window only with a window like it."""
    dated = key != row.key("total") and row.element.measure != "stock"
    return next(iter(past.alike(key) if dated else past.all(key)), None)


def _rules_of(row: Row, key: str) -> tuple[Rule, ...]:
    """Return the rules a figure is asked by, the first that finds something alone."""
    slip = MONEY_UNIT_SLIPPED if row.element.value_type == "money" else DIGIT_SLIPPED
    if key == row.key("total"):
        return (slip, DENOMINATOR_MOVED)
    return (slip, _movement_rule(row)) if row.element.measure in _FLOWS else (slip,)


def _asked(form: Form, past: Past, row: Row, key: str, last: Then) -> Failure | None:
    """Return the one thing to ask about a figure."""
    slip, *others = _rules_of(row, key)
    found = _slipped(form, slip, key, last)
    if found is not None or not others:
        return found
    if others == [DENOMINATOR_MOVED]:
        return _denominator(form, key, last)
    return _moved(form, past, row, key)


def _movement_rule(row: Row) -> Rule:
    return ATTENDANCE_MOVED if row.element.measure == "attendance" else FLOW_MOVED


def _slipped(form: Form, rule: Rule, key: str, last: Then) -> Failure | None:
    """LS413, LS414: a figure is a power of ten away from the last one of its kind."""
    limits, count = form.questionnaire.plan.thresholds, form.figure(key) or 0
    if min(count, last.figure) < 1 or max(count, last.figure) < limits.slip_from:
        return None
    digits = abs(log10(count / last.figure))
    powers = _MONEY_POWERS if rule is MONEY_UNIT_SLIPPED else _COUNT_POWERS
    power = min(powers, key=lambda one: abs(digits - one))
    if abs(digits - power) > float(limits.slip_tolerance):
        return None
    times = f"{10**power}" if count > last.figure else f"1/{10**power}"
    return _failure(form, rule, key, last, times=times)


def _denominator(form: Form, key: str, last: Then) -> Failure | None:
    """LS415: how many there are of a group hardly changes between two periods."""
    limits, count = form.questionnaire.plan.thresholds, form.figure(key) or 0
    share = Fraction(limits.denominator_move)
    declared = form.observations[key].state is State.NOT_APPLICABLE
    if declared or last.figure < limits.fence_denominator:
        return None
    if abs(count - last.figure) <= share * last.figure:
        return None
    return _failure(form, DENOMINATOR_MOVED, key, last, share=f"{float(share * 100):g}%")


def _failure(form: Form, rule: Rule, key: str, last: Then, **facts: object) -> Failure:
    count = form.figure(key) or 0
    return form.fail(
        rule,
        key,
        seen=str(count),
        expected=str(last.figure),
        facts={
            "count": form.amount(key, count),
            "left": form.amount(key, last.figure),
            "earlier": str(last.period),
            **facts,
        },
    )


def _moved(form: Form, past: Past, row: Row, key: str) -> Failure | None:
    """LS411, LS412: a flow is far from the mean of the same part of earlier years."""
    rule, mean = _movement_rule(row), _mean(form, past, row, key)
    if mean is None or not _is_far(form, row, mean):
        return None
    usual = round(mean.value)
    return form.fail(
        rule,
        key,
        seen=str(form.figure(key)),
        expected=str(usual),
        facts={
            "count": form.amount(key, mean.count),
            "mean": form.amount(key, usual),
            "span": Message(mean.span),
            "years": ", ".join(str(period.year) for period in sorted(mean.earlier)),
        },
    )


def _mean(form: Form, past: Past, row: Row, key: str) -> _Mean | None:
    """Return what to compare with; None with too few earlier periods.

    Of a year, what it adds to its first half, where that is known of the earlier years as well;
    amounts and bodies counted once in a year are compared for the whole of it.
    """
    count, least = form.figure(key) or 0, form.questionnaire.plan.thresholds.flow_periods
    whole = {then.period: then.figure for then in past.alike(key)}
    if not form.period.annual:
        return _Mean(count, whole, _FIRST_HALF) if len(whole) >= least else None
    half = past.in_period(key, form.period.first_half)
    if half is not None and _adds_up(form, row):
        rest = {
            period: figure - first
            for period, figure in whole.items()
            if (first := past.in_period(key, period.first_half)) is not None
        }
        if len(rest) >= least:
            return _Mean(count - half, rest, _SECOND_HALF)
    return _Mean(count, whole, _WHOLE_YEAR) if len(whole) >= least else None


def _adds_up(form: Form, row: Row) -> bool:
    """Say whether the halves of a year add up to it: events do, amounts allotted need not."""
    rows = form.questionnaire.rows
    wholes = (rows[element_of(one)] for one in row.element.subset_of if element_of(one) in rows)
    once = any(whole.element.measure == "stock" for whole in wholes)
    return row.element.value_type == "count" and not once


def _is_far(form: Form, row: Row, mean: _Mean) -> bool:
    limits, m = form.questionnaire.plan.thresholds, mean.value
    if row.element.measure == "attendance" or row.element.bulk:
        factor = limits.attendance_factor
        far = mean.count > factor * m or mean.count * factor < m
        return far and (m >= limits.attendance_from or mean.count >= limits.attendance_from)
    x, scale = Fraction(mean.count), 1
    if row.element.value_type == "money":
        if m < limits.money_move_from and x < limits.money_move_from:
            return False
        scale = _MILLION
    apart = abs(x - m) / scale
    by_chance = limits.flow_sigmas**2 * (m / scale + 1)
    return apart**2 > by_chance and apart > Fraction(limits.flow_share) * m / scale
