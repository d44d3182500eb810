"""Ticks, "không phát sinh" and "không áp dụng": declarations that settle the cells beside them.

A declaration fills blank cells with explicit zeros, or takes a row out of the count. Where a figure
above zero stands beside it, neither is believed: the figures are put aside and blanks stay blank.
It says nothing of a formula whose value was not stored: that cell stays missing.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from lsreport.checks.form import Failure, Form
from lsreport.checks.questionnaire import CASES, NONE_OCCURRED, NOT_APPLICABLE, Row
from lsreport.checks.rule import Rule
from lsreport.domain.finding import Severity
from lsreport.domain.observation import Observation, State
from lsreport.i18n import _

ZERO_NOT_ALLOWED = Rule(
    "LS207",
    "zero-not-allowed",
    Severity.ERROR,
    _("{label}: 0 is given, but this total cannot be zero."),
    _("Type the total at the cut-off date, of the unit's own part of the population."),
    _("States each total may take: may_be_zero in the plan's elements"),
)
NOT_APPLICABLE_NOT_ALLOWED = Rule(
    "LS208",
    "not-applicable-not-allowed",
    Severity.ERROR,
    _("{label}: “không áp dụng” is given, but this row applies here."),
    _("Type the figure; type 0 if there was none."),
    _("States each total may take: may_be_na in the plan's elements"),
    waivable=False,
)
TICK_CONTRADICTED = Rule(
    "LS212",
    "tick-contradicted",
    Severity.ERROR,
    _("{label}: {count} is given, although “{tick}” is ticked."),
    _("Remove the tick and fill in every row of the part, or correct the figure to 0."),
    _("187/KH-UBND II.2.a-1; gates of the form"),
)
CASE_CONTRADICTED = Rule(
    "LS213",
    "case-contradicted",
    Severity.ERROR,
    _("{label}: {count} is given, although the row is declared “{declared}”."),
    _("Clear the declaration and fill in the row, or correct the figure."),
    _("States each total may take; a total that is not applicable makes its row so"),
    waivable=False,
)

SETTLING_RULES: tuple[Rule, ...] = (
    ZERO_NOT_ALLOWED,
    NOT_APPLICABLE_NOT_ALLOWED,
    TICK_CONTRADICTED,
    CASE_CONTRADICTED,
)
"""Every rule of this module, by code."""

_SETTLED_BY_TICK = frozenset({"stock", "flow", "attendance"})


def settle_rows(form: Form) -> tuple[Form, tuple[Failure, ...]]:
    """Apply what rows declare: none, or not applicable; check that their totals may say so."""
    failures: list[Failure] = []
    changes: dict[str, Observation] = {}
    for row in form.questionnaire.rows.values():
        declared = _declared(form, row)
        contradicted = tuple(_contradictions(form, row, declared)) if declared else ()
        failures += contradicted or _disallowed(form, row, declared)
        if declared == NOT_APPLICABLE and not contradicted and not _base_stands(form, row):
            changes |= _not_applicable(form, row)
        elif declared == NONE_OCCURRED and not contradicted and row.element.may_be_zero:
            changes |= zeros(form, row.figures)
    return form.revised(changes).after(failures), tuple(failures)


def settle_ticks(form: Form) -> tuple[Form, tuple[Failure, ...]]:
    """Apply the ticks: a ticked part is explicit zeros, unless a figure in it is above zero."""
    failures: list[Failure] = []
    changes: dict[str, Observation] = {}
    for tick, rows in form.questionnaire.ticks.items():
        if form.figure(tick):
            keys = tuple(key for row in rows if _is_settled(row) for key in row.figures)
            against = tuple(_against(form, tick, keys))
            failures += against
            if all(failure.finding.waived for failure in against):
                changes |= zeros(form, keys)
    return form.revised(changes).after(failures), tuple(failures)


def zeros(form: Form, keys: Iterable[str]) -> Mapping[str, Observation]:
    """Return explicit zeros for the blank cells among `keys`.

    A row that is gone stays missing, and so does a formula that may well say more than zero.
    """
    return {
        key: replace(form.observations[key], state=State.ZERO, value=0)
        for key in keys
        if form.is_blank(key) and form.place(key) is not None and not form.is_unread(key)
    }


def _is_settled(row: Row) -> bool:
    return row.element.may_be_zero and row.element.measure in _SETTLED_BY_TICK


def _against(form: Form, tick: str, keys: tuple[str, ...]) -> Iterator[Failure]:
    """Report the figures above zero beside a tick; they are cases all the same."""
    aside = (tick, *(key for key in keys if form.is_blank(key)))
    for key in keys:
        count = form.figure(key)
        if count:
            yield form.fail(
                TICK_CONTRADICTED,
                key,
                seen=str(count),
                expected="0",
                cells=(key, *aside),
                breach=(key,),
                facts={
                    "count": form.amount(key, count),
                    "tick": form.questionnaire.label(tick),
                },
            )


def _declared(form: Form, row: Row) -> int | None:
    """Return what the row says of itself, or what the row that holds its total says."""
    base = _base(form, row)
    if base is not None and _declared(form, base) == NOT_APPLICABLE:
        return None if any(_contradictions(form, base, NOT_APPLICABLE)) else NOT_APPLICABLE
    case = form.observations.get(row.key("case"))
    if case is not None and case.figure is not None:
        return case.figure
    total = form.observations.get(row.total or "")
    declared = total is not None and total.state is State.NOT_APPLICABLE
    return NOT_APPLICABLE if declared and row.element.may_be_na else None


def _base(form: Form, row: Row) -> Row | None:
    return form.questionnaire.rows.get(row.element.total_of or "")


def _base_stands(form: Form, row: Row) -> bool:
    """Say whether the total the row refers to counts somebody."""
    base = _base(form, row)
    return base is not None and bool(form.figure(base.key("total")))


def _contradictions(form: Form, row: Row, declared: int) -> Iterator[Failure]:
    """Report the figures above zero in a row declared empty.

    A base that is wholly lost in the period is no contradiction: nobody is left.
    """
    above = {key: form.figure(key) or 0 for key in row.figures}
    rest = {key: count for key, count in above.items() if key == row.total}
    moved = {key: count for key, count in above.items() if key not in rest}
    lost = moved.pop(row.key("losses"), 0)
    if sum(moved.values()) > lost:
        rest |= moved
    aside = (*(key for key in row.figures if form.is_blank(key)), row.key("case"))
    known = tuple(key for key in aside if key in form.observations)
    for key, count in rest.items():
        if count:
            yield form.fail(
                CASE_CONTRADICTED,
                key,
                seen=str(count),
                cells=(key, *known),
                facts={"count": form.amount(key, count), "declared": CASES[declared]},
            )


def _disallowed(form: Form, row: Row, declared: int | None) -> Iterator[Failure]:
    """Report states the row may not take."""
    if declared == NONE_OCCURRED and not row.element.may_be_zero:
        yield _declaration(form, row, ZERO_NOT_ALLOWED, declared)
    if declared is None and not row.element.may_be_zero and _is_zero(form, row.total):
        total = str(row.total)
        yield form.fail(ZERO_NOT_ALLOWED, total, seen="0", cells=(total,))
    if declared == NOT_APPLICABLE and _base_stands(form, row):
        yield _declaration(form, row, NOT_APPLICABLE_NOT_ALLOWED, declared)
    if declared != NOT_APPLICABLE:
        # Of paper the cumulative figure was typed itself, so it may say so too.
        for key in (*row.figures, row.key("covered")):
            if key in form.observations and _is_not_applicable(form, key):
                words = CASES[NOT_APPLICABLE]
                yield form.fail(NOT_APPLICABLE_NOT_ALLOWED, key, seen=words, cells=(key,))


def _is_not_applicable(form: Form, key: str) -> bool:
    return form.observations[key].state is State.NOT_APPLICABLE


def _declaration(form: Form, row: Row, rule: Rule, declared: int) -> Failure:
    """Report a declaration that does not hold: what it was to settle stays open."""
    case = row.key("case")
    settled = (key for key in row.figures if form.is_blank(key) or key == row.total)
    return form.fail(rule, case, seen=CASES[declared], cells=(case, *settled))


def _is_zero(form: Form, key: str | None) -> bool:
    return key is not None and form.observations[key].figure == 0


def _not_applicable(form: Form, row: Row) -> Mapping[str, Observation]:
    """Return the row out of the count: its total is not applicable, so all of it is.

    A formula without a stored value stays missing: it may count somebody.
    """
    keys = (*row.figures, row.key("basis"))
    return {
        key: replace(form.observations[key], state=State.NOT_APPLICABLE, value=None)
        for key in keys
        if key in form.observations and not form.is_unread(key)
    }
