"""What a document has to hide so that a few children cannot be worked out from the rest of it.

Primary: a unit's count of 1 to 4. Secondary: what would give it away by arithmetic. Inside the
administration that is a cell subtracted from another; in a public copy it is every element that a
small one is part of, contains, or is computed with.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import pairwise

from lsreport.domain.assessment import Assessment
from lsreport.domain.observation import element_of
from lsreport.domain.period import Period
from lsreport.domain.submission import JudgedReturn
from lsreport.indicators.outcome import Evidence, Outcome, UnitFigure
from lsreport.indicators.plan import Formula, Plan
from lsreport.indicators.units import ended_in
from lsreport.report.masking import Cell, Mask, case_elements


def mask_of(
    plan: Plan,
    assessment: Assessment,
    period: Period,
    outcomes: Sequence[Outcome],
    *,
    public: bool = False,
) -> Mask:
    """Return what a document hides of a period whose outcomes are `outcomes`."""
    mask = Mask(case_elements(plan), plan.thresholds.masked_below, public=public)
    returns = tuple(_returns(plan, assessment, period))
    wholes = _small_wholes(plan, mask, returns)
    mask = replace(mask, telling=frozenset((*_leaving_few(plan, mask, outcomes), *wholes)))
    if not public:
        return mask
    few = {element_of(key) for key in _few_keys(plan, mask, returns, outcomes)}
    together = families(plan)
    return replace(mask, hidden=frozenset(code for one in few for code in together[one]))


def _returns(plan: Plan, assessment: Assessment, period: Period) -> Iterator[JudgedReturn]:
    """Yield the returns a period is told from, those of units that ended within it too."""
    known = assessment.periods.get(period)
    if known is None:
        return
    yield from known.returns.values()
    for owner in ended_in(plan, assessment, period):
        if owner.judged is not None:
            yield owner.judged


def _small_wholes(plan: Plan, mask: Mask, returns: Iterable[JudgedReturn]) -> Iterator[Cell]:
    """Yield the figures that are no cases themselves, but few, and hold few cases.

    One pupil left school, and `*` of them to work: the whole would say how many.
    """
    parts = [one for one in plan.elements.values() if one.code in mask.cases and one.subset_of]
    for judged in returns:
        for part in parts:
            if mask.is_few(_value(judged, part.code)):
                for whole in part.subset_of:
                    if whole not in mask.cases and mask.is_few(_value(judged, whole)):
                        yield judged.unit, judged.submission.period, whole


def _value(judged: JudgedReturn, key: str) -> int | None:
    found = judged.observations.get(key)
    return found.value if found else None


def families(plan: Plan) -> Mapping[str, frozenset[str]]:
    """Return, per case element, those that are hidden together with it.

    The terms of a formula, a part and its whole, a numerator and its denominator: each bounds the
    other, and a nought in one says what the other is.
    """
    cases = case_elements(plan)
    family = {code: frozenset((code,)) for code in cases}
    for tied in _tied(plan):
        for one, other in pairwise(sorted(tied & cases)):
            joined = family[one] | family[other]
            family.update(dict.fromkeys(joined, joined))
    return family


def _tied(plan: Plan) -> Iterator[set[str]]:
    for element in plan.elements.values():
        terms = {term.removeprefix("-") for term in element.formula}
        yield {element.code, *element.subset_of, *terms}
    for indicator in plan.indicators:
        for formula in (indicator, *indicator.lines):
            # A sum of several groups of children ties none of them to another.
            if len(formula.numerator) == 1:
                yield {element_of(key) for key in formula.keys}


def parts_by_unit(plan: Plan, outcomes: Iterable[Outcome]) -> Iterator[tuple[Formula, UnitFigure]]:
    """Yield every unit's part of every indicator and line, with the keys it was computed from."""
    for outcome in outcomes:
        indicator = plan.indicator(outcome.code)
        if indicator is None:
            continue
        pairs: list[tuple[Formula, Outcome]] = [(indicator, outcome)]
        pairs += zip(indicator.lines, outcome.lines, strict=True)
        for formula, of in pairs:
            for unit in of.units if formula.keys else ():
                yield formula, unit


def _leaving_few(plan: Plan, mask: Mask, outcomes: Sequence[Outcome]) -> Iterator[Cell]:
    """Yield the cells that leave few children when they are taken away from another."""
    taken = {
        term.removeprefix("-")
        for element in plan.elements.values()
        for term in element.formula
        if term.startswith("-")
    }
    for formula, part in parts_by_unit(plan, outcomes):
        if mask.is_few(part.denominator) and mask.is_case(formula.denominator):
            less = taken | {element_of(key) for key in formula.denominator_less}
            for cell in part.evidence:
                if element_of(cell.key) in less and cell.value:
                    yield cell.unit, cell.period, element_of(cell.key)


def _few_keys(
    plan: Plan,
    mask: Mask,
    returns: Iterable[JudgedReturn],
    outcomes: Sequence[Outcome],
) -> Iterator[str]:
    """Yield the keys under which any unit has few children in a case, as given or computed.

    A number that is in doubt counts too: what is said about it would give it away.
    """
    for judged in returns:
        for observation in judged.observations.values():
            if mask.is_few(observation.value) and mask.is_case((observation.key,)):
                yield observation.key
    for formula, part in parts_by_unit(plan, outcomes):
        yield from _few_cells(mask, part.evidence)
        # Of a sum that is few some term is few; of a difference none may be.
        if formula.denominator_less and mask.is_few(part.denominator):
            yield from formula.denominator


def _few_cells(mask: Mask, cells: Iterable[Evidence]) -> Iterator[str]:
    for cell in cells:
        if mask.is_few(cell.value) and mask.is_case((cell.key,)):
            yield cell.key
