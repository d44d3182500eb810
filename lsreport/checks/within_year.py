"""Rules within a year: the year contains its first half, so nothing of it can be less.

Both the year and its first half count from the day the year's window opens.
"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from lsreport.checks.comparisons import formulas
from lsreport.checks.form import Failure, Form
from lsreport.checks.rule import Rule
from lsreport.domain.assessment import Assessment
from lsreport.domain.finding import NotTestable, Severity
from lsreport.domain.submission import JudgedReturn
from lsreport.i18n import _
from lsreport.indicators.calendar import exists, window
from lsreport.indicators.units import unit_window

_WITHIN = _("187/KH-UBND V.14; the window of the year contains that of its first half")

YEAR_BELOW_HALF = Rule(
    "LS404",
    "year-below-first-half",
    Severity.ERROR,
    _("{label}: {count} in the whole year, but the return for {half} already said {left}."),
    _("Give the whole year, first half included; correct the first half if that was wrong."),
    _WITHIN,
)
REACH_BELOW_HALF = Rule(
    "LS405",
    "reach-below-first-half",
    Severity.ERROR,
    _("{label}: {count} persons in the whole year, but {left} by the return for {half}."),
    _("Count everyone reached since the year began, once each; correct whichever is wrong."),
    _WITHIN,
)
SECOND_HALF_ALONE = Rule(
    "LS407",
    "second-half-alone",
    Severity.QUERY,
    _("{below} of {count} figures are below those of the return for {half}: {rows}."),
    _("If the form gives the second half only, add the first half to every figure of the period."),
    _WITHIN,
)

WITHIN_YEAR_RULES: tuple[Rule, ...] = (YEAR_BELOW_HALF, REACH_BELOW_HALF, SECOND_HALF_ALONE)
"""Every rule of this module, by code."""

_NO_HALF = _("there is no accepted return for {half}")
_FEW_ROWS = _("fewer than {least} figures above 0 in the return for {half}")

_RULES = {
    "flow": YEAR_BELOW_HALF,
    "attendance": YEAR_BELOW_HALF,
    "reach": REACH_BELOW_HALF,
}


def check_within_year(form: Form, earlier: Assessment) -> Iterator[Failure | NotTestable]:
    """Compare a year with its first half, row by row and as a whole."""
    if not _has_half(form):
        return
    keys = _keys(form)
    past = earlier.periods.get(form.period.first_half)
    half = past.returns.get(form.unit.code) if past else None
    if half is None:
        yield from _untested(form, keys)
        return
    for key, rule in keys.items():
        count, left = form.figure(key), _figure(half, key)
        if count is not None and left is not None and count < left:
            yield _below(form, rule, key, count, left)
    yield from _second_half(form, half, list(keys))


def _has_half(form: Form) -> bool:
    """Say whether a return is for a year of which the unit owed the first half as well.

    The plan's first return is a year; the communes of 2025 report what came after its first half.
    """
    plan, half = form.questionnaire.plan, form.period.first_half
    if not form.period.annual or not exists(plan, half):
        return False
    return unit_window(plan, form.unit, form.period)[0] <= window(plan, half)[1]


def _keys(form: Form) -> dict[str, Rule]:
    """Return what runs on from the first half, with the rule for it.

    What is still within its time limit is counted on the last day, so it may fall.
    """
    pending = {key for one in formulas(form.questionnaire.plan) for key in one.denominator_less}
    keys = {}
    for row in form.questionnaire.rows.values():
        rule = _RULES.get(row.element.measure)
        key = row.key("reached" if rule is REACH_BELOW_HALF else "value")
        if rule is not None and row.figures and key not in pending:
            keys[key] = rule
    return keys


def _untested(form: Form, keys: dict[str, Rule]) -> Iterator[NotTestable]:
    """Say once for each rule that there is nothing to compare with; of paper nobody is asked."""
    if form.submission.from_paper:
        return
    first: dict[Rule, str] = {}
    for key, rule in keys.items():
        first.setdefault(rule, key)
        first.setdefault(SECOND_HALF_ALONE, key)
    for rule, key in first.items():
        yield form.untested(rule, key, _NO_HALF, half=str(form.period.first_half))


def _figure(half: JudgedReturn, key: str) -> int | None:
    observation = half.observations.get(key)
    return None if observation is None else observation.figure


def _below(form: Form, rule: Rule, key: str, count: int, left: int) -> Failure:
    """LS404, LS405: the year says less than its first half did."""
    return form.fail(
        rule,
        key,
        seen=str(count),
        expected=f"≥ {left}",
        cells=(key,),
        breach=(key,) if count >= 1 and left >= 1 else (),
        facts={
            "count": form.amount(key, count),
            "left": form.amount(key, left),
            "half": str(form.period.first_half),
        },
    )


def _second_half(
    form: Form, half: JudgedReturn, keys: list[str]
) -> Iterator[Failure | NotTestable]:
    """LS407: most of what was done in the first half is more than the year says."""
    limits, name = form.questionnaire.plan.thresholds, str(form.period.first_half)
    known = [key for key in keys if _figure(half, key) and form.figure(key) is not None]
    if len(known) < limits.half_figures:
        if len(keys) >= limits.half_figures and not form.submission.from_paper:
            facts = {"least": limits.half_figures, "half": name}
            yield form.untested(SECOND_HALF_ALONE, keys[0], _FEW_ROWS, **facts)
        return
    below = [key for key in known if (form.figure(key) or 0) < (_figure(half, key) or 0)]
    if len(below) > Fraction(limits.half_share) * len(known):
        rows = ", ".join(f"{key} {form.figure(key)} < {_figure(half, key)}" for key in below)
        facts = {"below": len(below), "count": len(known), "rows": rows, "half": name}
        yield form.fail(SECOND_HALF_ALONE, below[0], seen=rows, facts=facts)
