"""Rules within one form: parts and wholes, numerators and denominators, stocks and flows."""

from __future__ import annotations

from collections.abc import Iterator

from lsreport.checks.comparisons import (
    Limit,
    Sum,
    covered_limits,
    gains_limits,
    is_ratio,
    settled_limits,
    subset_limits,
    sums,
)
from lsreport.checks.form import Failure, Form
from lsreport.checks.questionnaire import Row
from lsreport.checks.required import breakdowns
from lsreport.checks.rule import Rule
from lsreport.domain.finding import NotTestable, Severity
from lsreport.i18n import Message, _

NUMERATOR_EXCEEDS = Rule(
    "LS301",
    "numerator-exceeds-denominator",
    Severity.ERROR,
    _("{label}: {part} is more than the {whole} of “{whole_label}”."),
    _(
        "Check both counts as of the cut-off date: a cumulative one is corrected in the columns it "
        "is computed from; attendances are not persons."
    ),
    _("Verdicts: nobody is covered who is not in scope"),
    waivable=False,
)
PARTS_DIFFER = Rule(
    "LS302",
    "parts-differ-from-total",
    Severity.ERROR,
    _("{label}: the total says {total}, its parts ({by}) add up to {parts}."),
    _("Correct the total or the parts until both agree."),
    _("Verdicts: a total is the sum of its parts"),
)
PART_EXCEEDS_WHOLE = Rule(
    "LS303",
    "part-exceeds-whole",
    Severity.ERROR,
    _("{label}: {part} is more than the {whole} of “{whole_label}”, of which it is a part."),
    _("Check both figures: what is counted in the part is counted in the whole."),
    _("Checks: cross-element errors"),
)
GAINS_EXCEED = Rule(
    "LS306",
    "gains-exceed-cumulative",
    Severity.ERROR,
    _("{label}: {part} are new in the period, but only {whole} are counted in all."),
    _("Check what was brought forward and what was lost: losses cannot exceed what was there."),
    _("Measures: cumulative figures"),
)
SETTLED_EXCEED = Rule(
    "LS307",
    "settled-exceed-notified",
    Severity.ERROR,
    _("{label}: {part} were settled, but only {whole} were notified and no longer pending."),
    _("Count each child once: settled, pending, or neither; notified counts all of them."),
    _("187/KH-UBND II.2.a-2; an indicator's numerator within its denominator"),
    waivable=False,
)
DETECTED_UNVERIFIED = Rule(
    "LS321",
    "detected-not-verified",
    Severity.QUERY,
    _("{label}: {count} found by inspection, but “{verified_label}” says 0."),
    _("Verify the children found and count those confirmed, or explain where they live."),
    "187/KH-UBND II.2.a-1, III.5",
)

CONSISTENCY_RULES: tuple[Rule, ...] = (
    NUMERATOR_EXCEEDS,
    PARTS_DIFFER,
    PART_EXCEEDS_WHOLE,
    GAINS_EXCEED,
    SETTLED_EXCEED,
    DETECTED_UNVERIFIED,
)
"""Every rule of this module, by code."""

MISSING_SIDE = _("a figure to compare it with is missing or put aside: {missing}")

_BY = {"age_sex": _("by age and sex"), "sector": _("by sector"), "rows": _("in the rows below")}


def check_consistency(form: Form) -> Iterator[Failure | NotTestable]:
    """Compare the figures of a form with each other; each comparison looks at the same figures."""
    questionnaire = form.questionnaire
    for limit in covered_limits(questionnaire):
        yield from _within(form, NUMERATOR_EXCEEDS, limit)
    for limit in subset_limits(questionnaire):
        rule = NUMERATOR_EXCEEDS if is_ratio(questionnaire, limit) else PART_EXCEEDS_WHOLE
        yield from _within(form, rule, limit)
    for limit in gains_limits(questionnaire):
        yield from _within(form, GAINS_EXCEED, limit)
    for limit in settled_limits(questionnaire):
        yield from _within(form, SETTLED_EXCEED, limit)
    for one in sums(questionnaire):
        yield from _adds_up(form, one)
    for total, by, cells in breakdowns(questionnaire):
        yield from _broken_down(form, total, by, cells)
    yield from _detected(form)


def _within(form: Form, rule: Rule, limit: Limit) -> Iterator[Failure | NotTestable]:
    """LS301, LS303, LS306, LS307: a part never exceeds its whole.

    A whole below nothing is wrong in itself and reported where it is computed; only losses beyond
    what was there are reported here.
    """
    key, whole_key = limit.part[0], limit.whole[0]
    untested = _untested(form, rule, key, limit.keys)
    if untested is not None:
        yield from untested
        return
    part, whole = _total(form, limit.part), _total(form, limit.whole) - _total(form, limit.less)
    if part > whole and (whole >= 0 or rule is GAINS_EXCEED):
        yield form.fail(
            rule,
            key,
            seen=str(part),
            expected=f"≤ {whole}",
            cells=limit.keys,
            breach=limit.keys if part >= 1 and whole >= 1 else (),
            facts={
                "part": form.amount(key, part),
                "whole": form.amount(whole_key, whole),
                "whole_label": form.questionnaire.label(whole_key),
            },
        )


def _adds_up(form: Form, one: Sum) -> Iterator[Failure | NotTestable]:
    """LS302: rows that are parts of another add up to it."""
    untested = _untested(form, PARTS_DIFFER, one.total, (one.total, *one.parts))
    if untested is not None:
        yield from untested
    elif _total(form, one.parts) != form.figure(one.total):
        yield _parts_differ(form, one.total, "rows", one.parts)


def _broken_down(
    form: Form, total: str, by: str, cells: tuple[str, ...]
) -> Iterator[Failure | NotTestable]:
    """LS302: a breakdown adds up to its total, as far as it is filled in.

    Blanks of a breakdown that falls short are reported as blanks (LS214).
    """
    given = tuple(key for key in cells if not form.is_blank(key))
    if not given:
        return
    untested = _untested(form, PARTS_DIFFER, total, (total, *given))
    if untested is not None:
        yield from untested
        return
    parts, whole = _total(form, given), form.figure(total) or 0
    if parts > whole or (parts < whole and given == cells):
        yield _parts_differ(form, total, by, given)


def _parts_differ(form: Form, total: str, by: str, parts: tuple[str, ...]) -> Failure:
    whole, added = form.figure(total) or 0, _total(form, parts)
    return form.fail(
        PARTS_DIFFER,
        total,
        seen=str(whole),
        expected=str(added),
        cells=(total, *parts),
        breach=(total, *parts) if whole >= 1 and added >= 1 else (),
        facts={
            "total": form.amount(total, whole),
            "parts": form.amount(total, added),
            "by": Message(_BY[by]),
        },
    )


def _detected(form: Form) -> Iterator[Failure | NotTestable]:
    """LS321: children found by an inspection are verified where they live."""
    rows = form.questionnaire.rows
    for indicator in form.questionnaire.plan.indicators:
        new = [key for key in indicator.numerator if key in rows and _is_flow(rows[key])]
        for key in indicator.suspicions:
            if key in rows and form.figure(key):
                for verified in new:
                    yield from _unverified(form, key, verified)


def _is_flow(row: Row) -> bool:
    return row.element.measure == "flow"


def _unverified(form: Form, key: str, verified: str) -> Iterator[Failure | NotTestable]:
    count, cases = form.figure(key) or 0, form.figure(verified)
    if cases is None:
        label = form.questionnaire.label(verified)
        yield form.untested(DETECTED_UNVERIFIED, key, MISSING_SIDE, missing=label)
    elif cases == 0:
        yield form.fail(
            DETECTED_UNVERIFIED,
            key,
            seen=str(count),
            facts={"count": count, "verified_label": form.questionnaire.label(verified)},
        )


def _untested(
    form: Form, rule: Rule, key: str, keys: tuple[str, ...]
) -> tuple[NotTestable, ...] | None:
    """Return why figures cannot be compared; nothing to say of a row left out at will.

    None when all of them are there.
    """
    missing = [one for one in keys if form.figure(one) is None]
    if not missing:
        return None
    element = form.questionnaire.keys[key].element
    if element is not None and element.optional and form.is_blank(key):
        return ()
    label = form.questionnaire.label(missing[0])
    return (form.untested(rule, key, MISSING_SIDE, missing=label),)


def _total(form: Form, keys: tuple[str, ...]) -> int:
    return sum(form.figure(key) or 0 for key in keys)
