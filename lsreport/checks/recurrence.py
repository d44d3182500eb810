"""Rules over time that ask about what comes back, or stops: whole returns, cases, groups.

All of them ask; none puts a figure aside.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from lsreport.checks.comparisons import formulas, openings
from lsreport.checks.form import Failure, Form
from lsreport.checks.past import Past, Then
from lsreport.checks.questionnaire import CASES, NOT_APPLICABLE, Row
from lsreport.checks.rule import Rule
from lsreport.domain.finding import NotTestable, Severity
from lsreport.domain.observation import State
from lsreport.domain.period import Period
from lsreport.i18n import _

SAME_AS_BEFORE = Rule(
    "LS421",
    "same-as-before",
    Severity.QUERY,
    _("All {count} figures of the period are those of the return for {earlier}: {rows}."),
    _("Confirm that they were counted for this period, or send the figures that were."),
    _("Checks: figures copied from an earlier return"),
)
CASES_GONE = Rule(
    "LS422",
    "cases-gone",
    Severity.QUERY,
    _("{label}: 0, but {left} in the return for {earlier}."),
    _("Confirm that there is no case any more and say how those were closed."),
    _("Checks: cases do not vanish; asked from five on, since fewer often are closed in a period"),
)
CASES_BACK = Rule(
    "LS423",
    "cases-back",
    Severity.QUERY,
    _("{label}: {count} after 0 in the return for {zero}, and {left} in that for {earlier}."),
    _("Confirm this figure; if the 0 was an omission, send a corrected return for {zero}."),
    _("Checks: cases zero after non-zero and back; asked when one of both is five or more"),
)
GROUP_GONE = Rule(
    "LS424",
    "group-not-applicable-now",
    Severity.QUERY,
    _("{label}: not applicable now, but the return for {earlier} counted {left}."),
    _("Confirm that there are none any more and say why, or give their number."),
    _("Verdicts: not applicable counts as 0 of 0; asked when the last return had somebody"),
)

RECURRENCE_RULES: tuple[Rule, ...] = (SAME_AS_BEFORE, CASES_GONE, CASES_BACK, GROUP_GONE)
"""Every rule of this module, by code."""

_FEW_FIGURES = _("fewer than {least} figures of the period are above 0")
_NO_EARLIER = _("there is no earlier accepted return")

_FLOWS = frozenset({"flow", "attendance"})


def check_recurrence(form: Form, past: Past) -> Iterator[Failure | NotTestable]:
    """Look for what an earlier return said as well, or no longer says."""
    yield from _copied(form, past)
    cases = set(case_keys(form))
    for row in form.questionnaire.rows.values():
        if row.key("value") in cases:
            yield from _cases(form, past, row)
        if row.element.has_total and row.element.may_be_na:
            yield from _group(form, past, row.key("total"))


def case_keys(form: Form) -> tuple[str, ...]:
    """Return the keys that count cases as a whole: no parts of others, nothing brought forward.

    What the form computes follows from the others, as cases closed are typed; who was settled
    goes with who was notified.
    """
    aside = {opening.key("value") for opening, _closing in openings(form.questionnaire)}
    for formula in formulas(form.questionnaire.plan):
        aside |= set(formula.numerator) if formula.denominator_less else set()
    return tuple(
        row.key("value")
        for row in form.questionnaire.rows.values()
        if row.element.case or (row.block.layout == "cases" and row.block.tick is not None)
        if not row.element.subset_of and not row.element.formula
        if row.key("value") not in aside
    )


def _copied(form: Form, past: Past) -> Iterator[Failure | NotTestable]:
    """LS421: everything that was done in a period was done as often in an earlier one."""
    limits = form.questionnaire.plan.thresholds
    keys = [
        row.key("value")
        for row in form.questionnaire.rows.values()
        if row.element.measure in _FLOWS and row.figures
    ]
    if len(keys) < limits.equal_figures:
        return
    above = [key for key in keys if form.figure(key)]
    if len(above) < limits.equal_figures:
        yield form.untested(SAME_AS_BEFORE, keys[0], _FEW_FIGURES, least=limits.equal_figures)
        return
    if not past.periods:
        yield form.untested(SAME_AS_BEFORE, keys[0], _NO_EARLIER)
        return
    if all(_is_small(form, key) for key in above):
        return
    known = [key for key in keys if form.figure(key) is not None]
    for period in _likely(form, past):
        if all(past.in_period(key, period) == form.figure(key) for key in known):
            rows = ", ".join(f"{key} {form.figure(key)}" for key in above)
            facts = {"count": len(above), "earlier": str(period), "rows": rows}
            yield form.fail(SAME_AS_BEFORE, above[0], seen=rows, facts=facts)
            return


def _is_small(form: Form, key: str) -> bool:
    """Say whether a figure is one that is often the same: a small count, or a budget."""
    element = form.questionnaire.keys[key].element
    is_count = element is not None and element.value_type == "count"
    return not is_count or (form.figure(key) or 0) < form.questionnaire.plan.thresholds.equal_from


def _likely(form: Form, past: Past) -> tuple[Period, ...]:
    """Return the periods a form is copied from: the one before, and the same one last year."""
    last_year = form.period.same_period_last_year
    return tuple(dict.fromkeys((past.periods[0], *({last_year} & set(past.periods)))))


def _cases(form: Form, past: Past, row: Row) -> Iterator[Failure]:
    """LS422, LS423: cases are gone at once, or are there again after a single 0."""
    key, least = row.key("value"), form.questionnaire.plan.thresholds.trend_cases
    count = form.figure(key)
    before = past.all(key) if row.element.measure == "stock" else past.alike(key)
    if count is None or not before:
        return
    if count == 0 and before[0].figure >= least:
        yield _unlike(form, CASES_GONE, key, before[0])
    elif count and _are_back(before) and max(count, before[1].figure) >= least:
        yield _unlike(form, CASES_BACK, key, before[1], zero=str(before[0].period))


def _are_back(before: Sequence[Then]) -> bool:
    """Say whether the last of what was said is a single 0 after something."""
    return len(before) > 1 and before[0].figure == 0 and before[1].figure > 0


def _group(form: Form, past: Past, key: str) -> Iterator[Failure]:
    """LS424: a group that the last return counted is said not to be there."""
    if form.observations[key].state is not State.NOT_APPLICABLE:
        return
    last = past.last(key)
    if last is not None and last.figure:
        yield _unlike(form, GROUP_GONE, key, last, seen=CASES[NOT_APPLICABLE])


def _unlike(
    form: Form, rule: Rule, key: str, then: Then, *, seen: str | None = None, **facts: object
) -> Failure:
    count = form.figure(key) or 0
    return form.fail(
        rule,
        key,
        seen=seen or str(count),
        expected=str(then.figure),
        facts={"count": count, "left": then.figure, "earlier": str(then.period), **facts},
    )
