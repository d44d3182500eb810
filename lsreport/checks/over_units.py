"""Rules over units: a figure against those of the other units that are asked the same.

What they compare is put against figures that passed their own checks. All of them ask; none puts
a figure aside.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import combinations
from math import exp, log
from statistics import median

from lsreport.checks.comparisons import covered_limits
from lsreport.checks.questionnaire import Questionnaire, Questionnaires
from lsreport.checks.rule import Rule
from lsreport.checks.spread import fence, modified_z
from lsreport.domain.assessment import Assessment, PeriodAssessment
from lsreport.domain.finding import Finding, NotTestable, Severity
from lsreport.domain.observation import Place, element_of, facet_of
from lsreport.domain.period import Period
from lsreport.domain.submission import JudgedReturn
from lsreport.i18n import Message, _
from lsreport.indicators.asks import key_of
from lsreport.indicators.plan import Element, Plan

SHARE_APART = Rule(
    "LS602",
    "share-apart-from-units",
    Severity.QUERY,
    _("{label}: {part}/{whole} is {share}; going by all units, {low} to {high} would be usual."),
    _("Check both counts against the lists; confirm them and say why if they are right."),
    "Tukey (1977): 1.5 times the distance of the quartiles beyond them",
)
COUNT_APART = Rule(
    "LS603",
    "count-apart-from-units",
    Severity.QUERY,
    _("{label}: {count} for {base} adults; going by all units, about {usual} would be usual."),
    _("Check for a digit too many or too few; confirm the count if it is right."),
    "Iglewicz and Hoaglin (1993): modified z-score above 3.5, of the logarithm of a rate",
)
SAME_AS_ANOTHER = Rule(
    "LS604",
    "same-as-another-unit",
    Severity.QUERY,
    _("{count} of {compared} figures are those of {other}: {rows}."),
    _("Confirm that this return was counted in the unit itself, or send its own figures."),
    "Checks: figures copied from another return",
)

OVER_UNITS_RULES: tuple[Rule, ...] = (SHARE_APART, COUNT_APART, SAME_AS_ANOTHER)
"""Every rule of this module, by code."""

_FEW_UNITS = _("{key}: only {count} units gave figures to compare, {least} are needed")
_FEW_SHARES = _(
    "{key}: only {count} units gave both figures with a total of at least {size}, {least} are "
    "needed"
)
_ALL_ALIKE = _("{key}: the middle half of the units give the same share")

_ADULTS = "NL18.total"
"""Whom a unit's activities are for: districts and communes differ in size by ten times."""
_FLOWS = frozenset({"flow", "attendance"})


@dataclass(frozen=True, slots=True, eq=False)
class _Given:
    """A return, and what its unit was asked; each is itself only."""

    judged: JudgedReturn
    asked: Questionnaire

    @property
    def code(self) -> str:
        """Code of the unit."""
        return self.judged.unit

    def figure(self, key: str) -> int | None:
        """Return a figure that passed its checks; None also where it was not asked."""
        observation = self.judged.observations.get(key)
        return None if observation is None else observation.figure

    def finding(self, rule: Rule, key: str, seen: str, **facts: object) -> Finding:
        """Report an occurrence of a rule at one of its cells."""
        submission = self.judged.submission
        raw = next((one for one in submission.raws if one.key == key), None)
        return rule.finding(
            unit=self.code,
            period=submission.period,
            key=key,
            place=Place(submission.file, raw.sheet, raw.cell) if raw else None,
            file=submission.file,
            seen=seen,
            facts={"label": self.asked.label(key), **facts},
        )


def check_over_units(
    plan: Plan, assessment: Assessment, period: Period
) -> Iterator[Finding | NotTestable]:
    """Compare the returns of a period with each other."""
    judged = assessment.periods[period]
    given = _given(plan, judged)
    yield from _shares(plan, period, given)
    yield from _counts(plan, period, given)
    yield from _copies(plan, given)


def _given(plan: Plan, judged: PeriodAssessment) -> tuple[_Given, ...]:
    questionnaires = Questionnaires(plan, judged.window[1])
    return tuple(
        _Given(judged.returns[unit.code], questionnaires.of(unit))
        for unit in judged.expected
        if unit.code in judged.returns and not judged.returns[unit.code].submission.from_paper
    )


def _shares(plan: Plan, period: Period, given: Sequence[_Given]) -> Iterator[Finding | NotTestable]:
    """LS602: the share a unit covers lies within the fence around the shares of all units."""
    rows: dict[tuple[str, str], list[_Given]] = {}
    for one in given:
        for limit in covered_limits(one.asked):
            rows.setdefault((limit.part[0], limit.whole[0]), []).append(one)
    for (part, whole), asked in rows.items():
        if len(asked) >= plan.thresholds.fence_units:
            yield from _shares_of(plan, period, asked, part, whole)


def _shares_of(
    plan: Plan, period: Period, asked: Sequence[_Given], part: str, whole: str
) -> Iterator[Finding | NotTestable]:
    limits = plan.thresholds
    shares = {
        one: Fraction(covered, base)
        for one in asked
        if (covered := one.figure(part)) is not None
        and (base := one.figure(whole) or 0) >= limits.fence_denominator
    }
    if len(shares) < limits.fence_units:
        if shares or not plan.elements[element_of(part)].optional:
            facts = {"size": limits.fence_denominator, "least": limits.fence_units}
            known = {"key": part, "count": len(shares), **facts}
            yield NotTestable(SHARE_APART.code, None, period, _FEW_SHARES, known)
        return
    around = fence(tuple(shares.values()), Fraction(limits.fence))
    if around is None:
        yield NotTestable(SHARE_APART.code, None, period, _ALL_ALIKE, {"key": part})
        return
    for one, share in shares.items():
        if not around.holds(share):
            counts = (one.figure(part), one.figure(whole))
            yield one.finding(
                SHARE_APART,
                part,
                f"{counts[0]}/{counts[1]}",
                part=counts[0],
                whole=counts[1],
                share=_percent(share),
                low=_percent(max(around.low, Fraction(0))),
                high=_percent(min(around.high, Fraction(1))),
            )


def _percent(share: Fraction) -> Message:
    """Return a share to a tenth of a percent, with the decimal sign of the language."""
    whole, tenth = divmod(round(share * 1000), 10)
    return Message(_("{whole}.{tenth}%"), {"whole": whole, "tenth": tenth})


def _counts(plan: Plan, period: Period, given: Sequence[_Given]) -> Iterator[Finding | NotTestable]:
    """LS603: what a unit did for its population is of the size of what the others did."""
    limits = plan.thresholds
    populated = [one for one in given if one.figure(_ADULTS)]
    for element in plan.elements.values():
        key = key_of(element.code, "value")
        counted = [
            one
            for one in populated
            if _is_activity(element) and (one.figure(key) or 0) >= limits.equal_from
        ]
        if len(counted) >= limits.modified_z_units:
            yield from _counts_of(plan, counted, key)
        elif counted:
            facts = {"key": key, "count": len(counted), "least": limits.modified_z_units}
            yield NotTestable(COUNT_APART.code, None, period, _FEW_UNITS, facts)


def _counts_of(plan: Plan, counted: Sequence[_Given], key: str) -> Iterator[Finding]:
    """Compare the logarithms of the rates: what units do differs by factors.

    A unit also has to lie beyond the factor by which activities vary anyway.
    """
    most, factor = float(plan.thresholds.modified_z), plan.thresholds.attendance_factor
    rates = [log(one.figure(key) or 1) - log(one.figure(_ADULTS) or 1) for one in counted]
    middle = median(rates)
    for one, rate, score in zip(counted, rates, modified_z(rates), strict=True):
        if abs(score) > most and abs(rate - middle) > log(factor):
            count, base = one.figure(key), one.figure(_ADULTS) or 0
            usual = round(exp(middle) * base)
            yield one.finding(COUNT_APART, key, str(count), count=count, base=base, usual=usual)


def _is_activity(element: Element) -> bool:
    return element.measure in _FLOWS and element.value_type == "count" and not element.case


def _copies(plan: Plan, given: Sequence[_Given]) -> Iterator[Finding]:
    """LS604: units that are asked the same did not count the same.

    Each unit is told of the other it has most in common with.
    """
    counted = {one: _counted(one) for one in given}
    closest: dict[_Given, tuple[_Given, list[str], int]] = {}
    for left, right in combinations(given, 2):
        if left.asked is not right.asked:
            continue
        same, compared = _equal(plan, counted[left], counted[right])
        if not _is_copy(plan, len(same), compared):
            continue
        for one, other in ((left, right), (right, left)):
            if one not in closest or len(same) > len(closest[one][1]):
                closest[one] = (other, same, compared)
    for one, (other, same, compared) in closest.items():
        rows = ", ".join(f"{element_of(key)} {counted[one][key]}" for key in same)
        facts = {"count": len(same), "compared": compared, "other": other.code, "rows": rows}
        yield one.finding(SAME_AS_ANOTHER, same[0], rows, **facts)


def _counted(one: _Given) -> dict[str, int]:
    """Return the figures a unit counted for the period: no money, nothing brought forward."""
    return {
        key: figure
        for key, asked in one.asked.cells.items()
        if asked.element is not None and asked.element.value_type == "count"
        if facet_of(key) in {"value", "total", "gains", "reached"}
        if (figure := one.figure(key)) is not None
    }


def _equal(plan: Plan, left: Mapping[str, int], right: Mapping[str, int]) -> tuple[list[str], int]:
    """Return the figures that are equal, and how many were compared: those not small on a side."""
    least = plan.thresholds.equal_from
    compared = [key for key in left if key in right and max(left[key], right[key]) >= least]
    return [key for key in compared if left[key] == right[key]], len(compared)


def _is_copy(plan: Plan, same: int, compared: int) -> bool:
    """Say whether more figures are equal than chance makes so, in number and in share."""
    limits = plan.thresholds
    return same >= limits.equal_figures and same >= Fraction(limits.equal_share) * compared
