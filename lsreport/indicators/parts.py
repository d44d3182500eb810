"""One owner's part of an indicator or line, by the kind of the indicator."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass

from lsreport.domain.assessment import Assessment
from lsreport.domain.observation import Absence, State
from lsreport.indicators.assumed import REFERENCE, assumed_for
from lsreport.indicators.history import last_of_its_own
from lsreport.indicators.measures import Figure, as_given, evidence_of, figure_of
from lsreport.indicators.outcome import Assumed, Evidence, UnitFigure
from lsreport.indicators.plan import Formula, Indicator, Plan
from lsreport.indicators.units import Owner, owned

_NAMED_FIRST = (
    Absence.NOT_RECEIVED,
    Absence.REJECTED,
    Absence.QUARANTINED,
    Absence.BLANK,
)


@dataclass(frozen=True, slots=True)
class Part:
    """An owner's figures for one line, and the denominator the bounds give it if it is missing."""

    figure: UnitFigure
    assumed: tuple[Assumed, ...] | None = ()
    """Of a missing owner, by source; None when its denominator cannot be bounded."""
    opening: int | None = None
    """Cases found under keys that are another owner's part; None when there are no such keys."""

    @property
    def used(self) -> bool:
        """Whether the owner gave every figure the line needs."""
        return self.figure.reason is None

    @property
    def short(self) -> bool:
        """Whether a used owner covers less than its whole denominator."""
        n, d = self.figure.numerator, self.figure.denominator
        return self.used and n is not None and d is not None and n < d


def coverage_part(plan: Plan, assessment: Assessment, owner: Owner, line: Formula) -> Part | None:
    """Return numerator and denominator of an owner; None when it owns no key of the line.

    A missing owner keeps the one of the two that it gave; it enters no sum.
    """
    figures = {
        key: figure_of(plan, assessment, owner, key) for key in owned(plan, owner, line.keys)
    }
    if not figures:
        return None
    numerator = _added(figures, line.numerator)
    whole = _added(figures, line.denominator)
    less = _added(figures, line.denominator_less)
    absence = _absence(figures.values())
    figure = UnitFigure(
        code=owner.code,
        numerator=numerator,
        denominator=None if whole is None or less is None else whole - less,
        state=_state(figures.values(), numerator),
        reason=absence,
        reached_in={
            key: one.reached_in
            for key, one in figures.items()
            if one.value is not None and one.reached_in is not None
        },
        evidence=_evidence(one for one in figures.values() if one.value is not None),
    )
    return Part(figure, assumed_for(plan, assessment, owner, line) if absence else ())


def zero_part(plan: Plan, owner: Owner, indicator: Indicator) -> Part | None:
    """Return the cases of an owner of an indicator that has to be nought.

    Where the indicator asks for a review, an owner that reviewed nothing is missing, with the
    reason `blank`: its zero says nothing. Nor does a zero whose closing stock failed a check, such
    as one with children at school among none. Cases found count even then, and so do those of a
    quarantined figure that shows a case whichever number is right.
    """
    cases = [as_given(owner, key) for key in owned(plan, owner, indicator.numerator)]
    if not cases:
        return None
    added = [one for one in cases if one.key not in owner.without]
    review = [as_given(owner, key) for key in (indicator.reviewed,) if key is not None]
    absence = _absence([*added, *review])
    if absence is None and any(one.value == 0 for one in review):
        absence = Absence.BLANK
    found = sum(one.found for one in added)
    if absence is None and not found and any(contradicting(plan, owner, indicator)):
        absence = Absence.QUARANTINED
    numerator = found if found or absence is None else None
    figure = UnitFigure(
        code=owner.code,
        numerator=numerator,
        denominator=None,
        state=State.MISSING if absence else State.VALUE if found else State.ZERO,
        reason=absence,
        positive=any(one.found for one in cases),
        evidence=_evidence(one for one in [*cases, *review] if one.value is not None or one.found),
    )
    opening = sum(one.found for one in cases) - found
    return Part(figure, opening=opening if owner.without else None)


def contradicting(plan: Plan, owner: Owner, indicator: Indicator) -> Iterator[str]:
    """Yield the stocks that follow from the cases (CL_CK) and are put aside by a check."""
    for element in plan.elements.values():
        follows = set(indicator.numerator) <= set(element.formula)
        if follows and as_given(owner, element.code).absence is Absence.QUARANTINED:
            yield element.code


def issued_part(plan: Plan, assessment: Assessment, owner: Owner, key: str) -> Part | None:
    """Return whether an owner has the document asked for: 1 or 0 of 1.

    An accepted "yes" stands until it is withdrawn, so a unit without an accepted return keeps it.
    One without such a fact is missing: the registry of expected units gives its denominator of 1.
    """
    if not owned(plan, owner, (key,)):
        return None
    counts = {choice.value for choice in plan.elements[key].choices if choice.counts}
    answer = as_given(owner, key)
    value, evidence = answer.value, answer.evidence
    if owner.judged is None:
        last = last_of_its_own(plan, assessment, owner.unit, key, owner.day)
        if last is not None and last.observation.figure in counts:
            value = last.observation.figure
            evidence = evidence_of(last.submission, [last.observation])
    if value is None:
        figure = UnitFigure(owner.code, None, 1, State.MISSING, answer.absence)
        return Part(figure, (Assumed(owner.code, 1, REFERENCE),))
    has = value in counts
    state = State.VALUE if has else State.ZERO
    return Part(UnitFigure(owner.code, int(has), 1, state, None, evidence=evidence))


def merged(parts: Collection[UnitFigure], *, add: bool) -> UnitFigure:
    """Return one owner's parts of several lines as one; numbers only where lines are added."""
    absence = first_absence(part.reason for part in parts)
    if absence is not None:
        state = State.MISSING
    elif all(part.state is State.NOT_APPLICABLE for part in parts):
        state = State.NOT_APPLICABLE
    else:
        state = State.VALUE if any(part.numerator for part in parts) else State.ZERO
    return UnitFigure(
        code=next(iter(parts)).code,
        numerator=_sum([part.numerator for part in parts]) if add else None,
        denominator=_sum([part.denominator for part in parts]) if add else None,
        state=state,
        reason=absence,
        reached_in={key: period for part in parts for key, period in part.reached_in.items()},
        evidence=tuple(dict.fromkeys(cell for part in parts for cell in part.evidence)),
    )


def first_absence(reasons: Iterable[Absence | None]) -> Absence | None:
    """Return the reason to name first: a doubtful figure before a blank one; None without any."""
    found = set(reasons)
    return next((reason for reason in _NAMED_FIRST if reason in found), None)


def _absence(figures: Iterable[Figure]) -> Absence | None:
    return first_absence(figure.absence for figure in figures)


def _state(figures: Collection[Figure], numerator: int | None) -> State:
    if any(figure.value is None for figure in figures):
        return State.MISSING
    if all(figure.state is State.NOT_APPLICABLE for figure in figures):
        return State.NOT_APPLICABLE
    return State.VALUE if numerator else State.ZERO


def _added(figures: Mapping[str, Figure], keys: Iterable[str]) -> int | None:
    """Return the sum over the keys an owner owns, None when one of them is missing."""
    return _sum([figures[key].value for key in keys if key in figures])


def _sum(values: Iterable[int | None]) -> int | None:
    total = 0
    for value in values:
        if value is None:
            return None
        total += value
    return total


def _evidence(figures: Iterable[Figure]) -> tuple[Evidence, ...]:
    """Return the cells of the figures, each once."""
    return tuple(dict.fromkeys(cell for figure in figures for cell in figure.evidence))
