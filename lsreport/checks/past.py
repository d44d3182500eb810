"""What the unit of a return reported before, as far as it can be compared with what it says now."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from lsreport.checks.form import Form
from lsreport.domain.assessment import Assessment, PeriodAssessment
from lsreport.domain.observation import Observation, State, element_of
from lsreport.domain.period import Period
from lsreport.indicators.history import codes_of, continues_alone
from lsreport.indicators.units import unit_window

_DAYS_APART = 7
"""Windows whose lengths differ by more are not of the same kind: a leap day does not matter, the
first three months of the plan, or the half of a year that a commune reports in 2025, do."""


@dataclass(frozen=True, slots=True)
class Then:
    """What an earlier return said under a key: a figure that passed its checks, or none there."""

    period: Period
    figure: int
    """0 where it was declared not applicable."""
    is_applicable: bool


class Past:
    """The earlier returns of a unit, newest first, and those of the unit it alone continues."""

    def __init__(self, form: Form, earlier: Assessment) -> None:
        """Look up no figure yet."""
        self._plan = form.questionnaire.plan
        self._unit = form.unit
        self._day = form.questionnaire.day
        self._period = form.period
        self._codes: dict[str, tuple[str, ...]] = {}
        self._known = sorted(
            (one for one in earlier.periods.values() if one.period < form.period),
            key=lambda one: one.period,
            reverse=True,
        )
        self._alike = frozenset(one.period for one in self._known if self._is_alike(one.period))

    @property
    def periods(self) -> tuple[Period, ...]:
        """Every earlier period something is known of, newest first."""
        return tuple(one.period for one in self._known)

    def all(self, key: str) -> tuple[Then, ...]:
        """Return what every earlier period said under a key, newest first."""
        return tuple(self._said(key, self._known))

    def alike(self, key: str) -> tuple[Then, ...]:
        """Return what earlier periods of the same kind and length said, newest first."""
        return tuple(self._said(key, (one for one in self._known if one.period in self._alike)))

    def last(self, key: str) -> Then | None:
        """Return the newest of what earlier periods said, None where none said anything."""
        return next(self._said(key, self._known), None)

    def in_period(self, key: str, period: Period) -> int | None:
        """Return the figure of one earlier period."""
        known = (one for one in self._known if one.period == period)
        return next((then.figure for then in self._said(key, known)), None)

    def _said(self, key: str, known: Iterable[PeriodAssessment]) -> Iterator[Then]:
        codes = self._codes_of(element_of(key))
        for past in known:
            for code in codes:
                judged = past.said_by(code)
                observation = judged.observations.get(key) if judged else None
                if observation is not None and _is_usable(observation):
                    applicable = observation.state is not State.NOT_APPLICABLE
                    yield Then(past.period, observation.figure or 0, applicable)
                    break

    def _codes_of(self, element: str) -> tuple[str, ...]:
        """Return the codes its figures stand under, not those that other units continue too."""
        if element not in self._codes:
            self._codes[element] = tuple(
                code
                for code in codes_of(self._plan, self._unit, element)
                if continues_alone(self._plan, self._unit, code, element, self._day)
            )
        return self._codes[element]

    def _is_alike(self, period: Period) -> bool:
        return period.annual == self._period.annual and (
            abs(self._length(period) - self._length(self._period)) <= _DAYS_APART
        )

    def _length(self, period: Period) -> int:
        first, last = unit_window(self._plan, self._unit, period)
        return (last - first).days


def _is_usable(observation: Observation) -> bool:
    declared = observation.state is State.NOT_APPLICABLE and not observation.quarantined
    return declared or observation.figure is not None
