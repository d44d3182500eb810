"""Figures the form computes, computed again: its own formulas are never observations."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from lsreport.checks.form import Failure, Form
from lsreport.checks.rule import Rule
from lsreport.domain.finding import Severity
from lsreport.domain.numbers import read_count, read_money
from lsreport.domain.observation import Observation, State
from lsreport.i18n import _

CLOSING_DIFFERS = Rule(
    "LS304",
    "closing-stock-differs",
    Severity.ERROR,
    _("{label}: the form says {seen_amount}, but its rows give {computed}."),
    _("Correct the rows it is computed from; clear what was typed over the computed cell."),
    _("187/KH-UBND II.2.a-1: open at the start, plus newly verified, less closed"),
)
CUMULATIVE_DIFFERS = Rule(
    "LS305",
    "cumulative-differs",
    Severity.ERROR,
    _(
        "{label}: the form says {seen_amount}, but brought forward plus gains less losses gives "
        "{computed}."
    ),
    _("Correct the columns it is computed from; clear what was typed over the computed cell."),
    _("Measures: cumulative figures"),
)
CLOSED_EXCEED = Rule(
    "LS308",
    "closed-exceed-open",
    Severity.ERROR,
    _("{label}: more cases were closed than there were; {computed} would be left."),
    _("Check the cases open at the start, newly verified and closed."),
    _("187/KH-UBND II.2.a-1: open at the start, plus newly verified, less closed"),
)
DERIVED_RULES: tuple[Rule, ...] = (CLOSING_DIFFERS, CUMULATIVE_DIFFERS, CLOSED_EXCEED)
"""Every rule of this module, by code."""


def derive(form: Form) -> Form:
    """Return the form with its derived figures computed from the parts.

    Missing when any part is; put aside when any part is, and then still the number the parts
    give, so that it can stand as a floor; not applicable when all its parts are. A figure typed
    from paper stands as it is where its parts are not known.
    """
    changes: dict[str, Observation] = {}
    for key, terms in form.questionnaire.derived.items():
        parts = [form.observations[part] for part, _ in terms]
        value = _added(parts, [sign for _, sign in terms])
        if value is None and _is_stated(form, key):
            continue
        changes[key] = replace(
            form.observations[key],
            state=_state(parts, value),
            value=value,
            quarantined=form.observations[key].quarantined or any(p.quarantined for p in parts),
            parts=tuple(part for part, _ in terms),
        )
    return form.revised(changes)


def _is_stated(form: Form, key: str) -> bool:
    """Say whether the figure itself was typed, from a paper report."""
    return form.submission.from_paper and key in form.raws


def _added(parts: Sequence[Observation], signs: Iterable[int]) -> int | None:
    total = 0
    for part, sign in zip(parts, signs, strict=True):
        if part.value is None:
            return None
        total += sign * part.value
    return total


def _state(parts: Sequence[Observation], value: int | None) -> State:
    if all(part.state is State.NOT_APPLICABLE for part in parts):
        return State.NOT_APPLICABLE
    if value is None:
        return State.MISSING
    return State.VALUE if value else State.ZERO


def check_derived(form: Form) -> Iterator[Failure]:
    """LS304, LS305, LS308: a computed cell says what its parts give, and not less than nothing."""
    for key, terms in form.questionnaire.derived.items():
        computed = form.figure(key)
        if computed is not None:
            cells = (key, *(part for part, _ in terms))
            yield from _stored_differs(form, key, computed, cells)
            open_cases = any(sign > 0 and form.figure(part) for part, sign in terms)
            if computed < 0 and form.questionnaire.keys[key].facet == "value":
                yield form.fail(
                    CLOSED_EXCEED,
                    key,
                    seen=str(computed),
                    expected="≥ 0",
                    cells=cells,
                    breach=cells if open_cases else (),
                    facts={"computed": computed},
                )


def _stored_differs(
    form: Form, key: str, computed: int, cells: tuple[str, ...]
) -> Iterator[Failure]:
    seen = _stored(form, key)
    if seen is not None and seen != computed:
        cumulative = form.questionnaire.keys[key].facet == "covered"
        yield form.fail(
            CUMULATIVE_DIFFERS if cumulative else CLOSING_DIFFERS,
            key,
            seen=str(seen),
            expected=str(computed),
            cells=cells,
            breach=cells if seen >= 1 and computed >= 1 else (),
            facts={
                "seen_amount": form.amount(key, seen),
                "computed": form.amount(key, computed),
            },
        )


def _stored(form: Form, key: str) -> int | None:
    """Return the number a computed cell shows; None when it shows none or is not there."""
    raw = form.raws.get(key)
    if raw is None:
        return None
    element, limits = form.questionnaire.keys[key].element, form.questionnaire.plan.thresholds
    if element is not None and element.value_type == "money":
        return read_money(raw, limits.largest_money).value
    return read_count(raw, limits.largest_count).value
