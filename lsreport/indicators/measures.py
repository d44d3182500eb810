"""How one figure is read from an owner's return, and traced to its cells."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from lsreport.domain.assessment import Assessment
from lsreport.domain.observation import Absence, Observation, State, element_of, facet_of
from lsreport.domain.submission import JudgedReturn, Submission
from lsreport.indicators.history import codes_of, continues_alone
from lsreport.indicators.outcome import Evidence
from lsreport.indicators.plan import Plan
from lsreport.indicators.units import Owner


@dataclass(frozen=True, slots=True)
class Figure:
    """What an owner's return says under one key."""

    key: str
    value: int | None
    """The figure; 0 when declared not applicable; None when missing."""
    state: State
    absence: Absence | None = None
    """Why it is missing; None otherwise."""
    doubtful: int | None = None
    """The number that stood in a quarantined cell."""
    breach: bool = False
    """Whether a quarantined figure still shows that somebody is there."""
    reached_in: str | None = None
    """For reach: id of the period whose figure was the larger."""
    evidence: tuple[Evidence, ...] = ()

    @property
    def found(self) -> int:
        """Cases it shows against a target of zero, whatever else is wrong with it."""
        return self.value or (self.doubtful if self.breach and self.doubtful else 0)


def figure_of(plan: Plan, assessment: Assessment, owner: Owner, key: str) -> Figure:
    """Return the figure of `key` as it enters a sum."""
    reach = plan.elements[element_of(key)].measure == "reach" and facet_of(key) == "reached"
    return _reached(plan, assessment, owner, key) if reach else as_given(owner, key)


def as_given(owner: Owner, key: str) -> Figure:
    """Return the figure of `key` as it stands in the owner's return of the period."""
    if owner.judged is None:
        return Figure(key, None, State.MISSING, owner.absence)
    observation = owner.judged.observations.get(key)
    if observation is None:
        return Figure(key, None, State.MISSING, Absence.BLANK)
    evidence = evidence_of(owner.judged.submission, _cells(owner.judged, key))
    if observation.quarantined:
        return Figure(
            key,
            None,
            State.MISSING,
            Absence.QUARANTINED,
            doubtful=observation.value,
            breach=observation.breach,
            evidence=evidence,
        )
    if observation.state is State.NOT_APPLICABLE:
        return Figure(key, 0, State.NOT_APPLICABLE, evidence=evidence)
    if observation.figure is None:
        return Figure(key, None, State.MISSING, Absence.BLANK)
    return Figure(key, observation.figure, observation.state, evidence=evidence)


def _reached(plan: Plan, assessment: Assessment, owner: Owner, key: str) -> Figure:
    """Return the persons reached: the larger of this year so far and the year before.

    At most the total of the period; without one the figure is missing, and nothing of an owner
    that is silent now counts (domain: "Measures").
    """
    this_year = replace(as_given(owner, key), reached_in=owner.period.id)
    element = plan.elements[element_of(key)]
    total = as_given(owner, f"{element.total_of or element.code}.total")
    if this_year.value is None or this_year.state is State.NOT_APPLICABLE:
        return this_year
    if total.value is None:
        return replace(this_year, value=None, state=State.MISSING, absence=total.absence)
    last_year = _year_before(plan, assessment, owner, key)
    before = last_year.value if last_year and last_year.value else 0
    larger = last_year if last_year and before > this_year.value else this_year
    value = min(larger.value or 0, total.value)
    return replace(
        larger,
        value=value,
        state=State.VALUE if value else State.ZERO,
        evidence=this_year.evidence + (last_year.evidence if last_year else ()),
    )


def _year_before(plan: Plan, assessment: Assessment, owner: Owner, key: str) -> Figure | None:
    """Return the figure of last year's return, else of its first half; None without either.

    An accepted return whose figure is blank or quarantined says nothing: the first half does not
    stand in for it. Nor does a whole that several units continue now say whom one of them reached.
    """
    element = element_of(key)
    year = owner.period.same_period_last_year.whole_year
    for period in (year, year.first_half):
        known = assessment.periods.get(period)
        for code in codes_of(plan, owner.unit, element):
            judged = known.said_by(code) if known else None
            if judged is not None:
                if not continues_alone(plan, owner.unit, code, element, owner.day):
                    return None
                given = as_given(replace(owner, period=period, judged=judged), key)
                return replace(given, reached_in=period.id)
    return None


def evidence_of(
    submission: Submission, observations: Iterable[Observation]
) -> tuple[Evidence, ...]:
    """Return where observations of a submission stand."""
    return tuple(
        Evidence(
            key=observation.key,
            unit=submission.unit,
            period=submission.period,
            revision=submission.revision,
            sha256=submission.sha256,
            value=observation.value,
            place=observation.place,
        )
        for observation in observations
    )


def _cells(judged: JudgedReturn, key: str) -> Iterator[Observation]:
    """Yield the observation of `key`, or those it was derived from down to the cells."""
    observation = judged.observations[key]
    if not observation.parts:
        yield observation
    for part in observation.parts:
        yield from _cells(judged, part)
