"""Patterns within one return: figures that are each possible and together hardly counted.

All of them ask; none puts a figure aside. Each says when a return has too few figures to tell.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from fractions import Fraction

from lsreport.checks.comparisons import Limit, covered_limits
from lsreport.checks.form import Failure, Form
from lsreport.checks.rule import Rule
from lsreport.domain.finding import NotTestable, Severity
from lsreport.domain.observation import element_of, facet_of
from lsreport.i18n import _
from lsreport.indicators.plan import Plan

EXACTLY_THE_LEVEL = Rule(
    "LS331",
    "exactly-the-level",
    Severity.QUERY,
    _("{count} rows stand exactly at a level of the plan: {rows}."),
    _("Confirm that each was counted from lists, or send the figures that were counted."),
    _("Checks: figures worked back from the target"),
)
EVERYBODY_EVERYWHERE = Rule(
    "LS332",
    "everybody-in-every-row",
    Severity.QUERY,
    _("In all {count} rows everybody is covered: {rows}."),
    _("Confirm that each was counted from lists; the total is not what was reached."),
    _("Checks: the denominator repeated as numerator"),
)
GAINS_ARE_ATTENDANCES = Rule(
    "LS333",
    "persons-equal-attendances",
    Severity.QUERY,
    _("{label}: {count} persons, exactly the attendances of “{other_label}”."),
    _("Count each person once however often they came; attendances belong to their own row."),
    _("Measures: attendances are never numerators"),
)
MANY_AT_RISK = Rule(
    "LS334",
    "many-at-risk",
    Severity.QUERY,
    _("{label}: {count} of {children} children, more than {share}."),
    _(
        "Count only children at risk of child labour, not all those at risk of special "
        "circumstances; confirm the number if it is right."
    ),
    _("187/KH-UBND II.2.a-2; at risk of child labour is not at risk of special circumstances"),
)
UNUSUAL_MONEY = Rule(
    "LS335",
    "unusual-money",
    Severity.QUERY,
    _("{label}: {amount} is unusual for one unit (more than {most})."),
    _("Write the amount in million đồng (12,5 is 12.5 million); confirm it if it is right."),
    _("Checks: money in the wrong unit"),
)
ROUND_FIGURES = Rule(
    "LS336",
    "round-figures",
    Severity.QUERY,
    _("{round} of {count} figures from {least} up are divisible by 10 (more than {share})."),
    _("Send the figures as they were counted, or say that they are estimates."),
    _("Checks: heaping on round numbers; about one counted figure in ten ends in 0"),
)
NOTIFIED_WITHOUT_CASE = Rule(
    "LS337",
    "notified-without-case",
    Severity.QUERY,
    _("{label}: {count} notified, but no case of child labour was open or verified."),
    _("Count the cases verified in the period, or say why none of those notified was one."),
    "187/KH-UBND II.2.a-1, II.2.a-2",
)

PATTERN_RULES: tuple[Rule, ...] = (
    EXACTLY_THE_LEVEL,
    EVERYBODY_EVERYWHERE,
    GAINS_ARE_ATTENDANCES,
    MANY_AT_RISK,
    UNUSUAL_MONEY,
    ROUND_FIGURES,
    NOTIFIED_WITHOUT_CASE,
)
"""Every rule of this module, by code."""

_FEW_ROWS = _("fewer than {least} rows with a total of at least {size} and both figures")
_FEW_FIGURES = _("fewer than {least} figures of at least {size}")
_NO_FIGURE = _("a figure to compare it with is missing or put aside: {missing}")

_AT_RISK = "NC_CK"
_CHILDREN = ("TE06.total", "TE615.total")
_NOTIFIED = "TB_CL"
_CASES = ("CL_DK", "CL_MOI")
_PERSONS = frozenset({"người", "trẻ em"})
"""What rows of persons are counted in: a household or an enterprise attends nothing."""

_ROUND = 10


def check_patterns(form: Form) -> Iterator[Failure | NotTestable]:
    """Look at what the figures of a form have in common."""
    yield from _levels(form)
    yield from _attendances(form)
    yield from _at_risk(form)
    yield from _money(form)
    yield from _round_figures(form)
    yield from _notified(form)


def _levels(form: Form) -> Iterator[Failure | NotTestable]:
    """LS331, LS332: in several rows, exactly the level asked for, or everybody in all of them."""
    limits = form.questionnaire.plan.thresholds
    owned = list(covered_limits(form.questionnaire))
    if len(owned) < limits.same_level_rows:
        return
    rows = [one for one in owned if _base(form, one) >= limits.fence_denominator]
    if len(rows) < limits.same_level_rows:
        facts = {"least": limits.same_level_rows, "size": limits.fence_denominator}
        for rule in (EXACTLY_THE_LEVEL, EVERYBODY_EVERYWHERE):
            yield form.untested(rule, owned[0].part[0], _FEW_ROWS, **facts)
        return
    shares = _shares(form.questionnaire.plan)
    exact = [one for one in rows if _is_at_level(form, one, shares)]
    if len(exact) >= limits.same_level_rows:
        yield _listed(form, EXACTLY_THE_LEVEL, exact)
    if all(_covered(form, one) == _base(form, one) for one in rows):
        yield _listed(form, EVERYBODY_EVERYWHERE, rows)


def _base(form: Form, limit: Limit) -> int:
    """Return the total of a row that has both its figures, else 0."""
    return 0 if _covered(form, limit) is None else form.figure(limit.whole[0]) or 0


def _covered(form: Form, limit: Limit) -> int | None:
    return form.figure(limit.part[0])


def _is_at_level(form: Form, limit: Limit, shares: Mapping[str, Fraction]) -> bool:
    """Say whether a row covers exactly a share the plan asks for, or just enough for its own."""
    covered, base = _covered(form, limit), _base(form, limit)
    own = shares.get(limit.part[0])
    enough = own is not None and covered == -(-own * base // 1)
    return enough or Fraction(covered or 0, base) in shares.values()


def _shares(plan: Plan) -> dict[str, Fraction]:
    """Return the level below 1 that each numerator was last asked to reach."""
    return {
        key: target.level
        for indicator in plan.indicators
        for target in indicator.target
        if 0 < target.level < 1
        for formula in indicator.formulas
        for key in formula.numerator
    }


def _listed(form: Form, rule: Rule, limits: list[Limit]) -> Failure:
    """Report several rows at the first of them, each with what it says."""
    rows = ", ".join(
        f"{element_of(one.part[0])} {_covered(form, one)}/{_base(form, one)}" for one in limits
    )
    facts = {"count": len(limits), "rows": rows}
    return form.fail(rule, limits[0].part[0], seen=rows, facts=facts)


def _attendances(form: Form) -> Iterator[Failure]:
    """LS333: new persons are not the attendances of the meetings they were at."""
    least = form.questionnaire.plan.thresholds.equal_from
    attended = {
        row.key("value"): form.figure(row.key("value"))
        for row in form.questionnaire.rows.values()
        if row.element.measure == "attendance"
    }
    for key, asked in form.questionnaire.cells.items():
        persons = asked.element is not None and asked.element.counted_in in _PERSONS
        if persons and facet_of(key) in {"gains", "reached"}:
            count = form.figure(key)
            same = [other for other, seen in attended.items() if seen == count]
            if count is not None and count >= least and same:
                yield form.fail(
                    GAINS_ARE_ATTENDANCES,
                    key,
                    seen=str(count),
                    facts={"count": count, "other_label": form.questionnaire.label(same[0])},
                )


def _at_risk(form: Form) -> Iterator[Failure | NotTestable]:
    """LS334: children at risk of child labour are few of all children."""
    asked = form.questionnaire.keys
    if _AT_RISK not in asked or not all(key in asked for key in _CHILDREN):
        return
    count = form.figure(_AT_RISK)
    missing = [key for key in (_AT_RISK, *_CHILDREN) if form.figure(key) is None]
    if count is None or missing:
        label = form.questionnaire.label(missing[0])
        yield form.untested(MANY_AT_RISK, _AT_RISK, _NO_FIGURE, missing=label)
        return
    share = Fraction(form.questionnaire.plan.thresholds.at_risk_share)
    children = sum(form.figure(key) or 0 for key in _CHILDREN)
    if count > share * children:
        yield form.fail(
            MANY_AT_RISK,
            _AT_RISK,
            seen=str(count),
            expected=f"≤ {int(share * children)}",
            facts={"count": count, "children": children, "share": shown_share(share)},
        )


def _money(form: Form) -> Iterator[Failure]:
    """LS335: an amount no unit has for the plan is one in another unit of money."""
    most = form.questionnaire.plan.thresholds.unusual_money
    for key, asked in form.questionnaire.cells.items():
        value = form.figure(key)
        is_money = asked.element is not None and asked.element.value_type == "money"
        if is_money and value is not None and value > most:
            yield form.fail(
                UNUSUAL_MONEY,
                key,
                seen=str(value),
                expected=f"≤ {most}",
                facts={"amount": form.amount(key, value), "most": form.amount(key, most)},
            )


def _round_figures(form: Form) -> Iterator[Failure | NotTestable]:
    """LS336: of the figures counted for the period, few end in 0."""
    limits = form.questionnaire.plan.thresholds
    asked = [key for key in form.questionnaire.cells if _is_counted(form, key)]
    if len(asked) < limits.round_figures:
        return
    counted = [key for key in asked if (form.figure(key) or 0) >= limits.round_from]
    if len(counted) < limits.round_figures:
        facts = {"least": limits.round_figures, "size": limits.round_from}
        yield form.untested(ROUND_FIGURES, asked[0], _FEW_FIGURES, **facts)
        return
    ending = [key for key in counted if (form.figure(key) or 0) % _ROUND == 0]
    share = Fraction(limits.round_share)
    if len(ending) > share * len(counted):
        yield form.fail(
            ROUND_FIGURES,
            ending[0],
            seen=f"{len(ending)}/{len(counted)}",
            facts={
                "round": len(ending),
                "count": len(counted),
                "least": limits.round_from,
                "share": shown_share(share),
            },
        )


def _is_counted(form: Form, key: str) -> bool:
    """Say whether a cell holds a count of the period: no money, attendances, leaflets, no base."""
    element = form.questionnaire.cells[key].element
    if element is None or element.value_type != "count" or element.bulk:
        return False
    if element.measure not in {"stock", "flow", "cumulative", "reach"}:
        return False
    return facet_of(key) in {"value", "total", "gains", "losses", "reached"} and "@" not in key


def _notified(form: Form) -> Iterator[Failure | NotTestable]:
    """LS337: who notified children in child labour has had a case of it."""
    keys = form.questionnaire.keys
    if _NOTIFIED not in keys or not all(key in keys for key in _CASES):
        return
    count = form.figure(_NOTIFIED)
    missing = [key for key in _CASES if form.figure(key) is None]
    if count and missing:
        label = form.questionnaire.label(missing[0])
        yield form.untested(NOTIFIED_WITHOUT_CASE, _NOTIFIED, _NO_FIGURE, missing=label)
    elif count and not any(form.figure(key) for key in _CASES):
        yield form.fail(NOTIFIED_WITHOUT_CASE, _NOTIFIED, seen=str(count), facts={"count": count})


def shown_share(share: Fraction) -> str:
    """Return a threshold as a percentage."""
    return f"{float(share * 100):g}%"
