"""What is known of a unit before it fills in a form: figures to be confirmed, with their source.

Totals come from the office's reference table or the last accepted return, whichever is newer. What
runs from the opening of the window (cumulative bases, cases at the start) is the last accepted
figure dated before it, so that the first half and the year start from the same figures. Nothing
known is a blank, never a nought.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from lsreport.domain.assessment import Assessment
from lsreport.domain.observation import Observation
from lsreport.domain.period import Period
from lsreport.domain.submission import ReferenceFigure
from lsreport.domain.unit import Unit
from lsreport.excel.wording import day_in_words, period_in_words
from lsreport.indicators.asks import key_of
from lsreport.indicators.history import (
    Accepted,
    codes_of,
    continues_alone,
    last_accepted,
)
from lsreport.indicators.plan import Element, Plan
from lsreport.indicators.units import unit_window


@dataclass(frozen=True, slots=True)
class Prefilled:
    """A figure the form brings along, to be confirmed or corrected."""

    value: int | str
    """Count, whole thousand đồng, number of a choice, text, or a date in ISO 8601."""
    source: str
    """Where it comes from and of which day, as printed beside it."""


@dataclass(frozen=True, slots=True)
class _Known:
    """A figure and the day it speaks of."""

    value: int | str
    dated: date
    source: str

    @property
    def prefilled(self) -> Prefilled:
        return Prefilled(self.value, self.source)


def prefill(plan: Plan, assessment: Assessment, unit: Unit, period: Period) -> dict[str, Prefilled]:
    """Return what the form of `unit` for `period` brings along, by key."""
    memory = _Memory(plan, assessment, unit, unit_window(plan, unit, period))
    return {key: known.prefilled for key, known in memory.figures()}


@dataclass(frozen=True, slots=True)
class _Memory:
    """The past of one unit, seen from one window."""

    plan: Plan
    assessment: Assessment
    unit: Unit
    window: tuple[date, date]

    def figures(self) -> Iterator[tuple[str, _Known]]:
        """Yield every known figure with its key, in the order of the form."""
        first, last = self.window
        asked = tuple(self.plan.elements_of(self.unit, last))
        closings = {opening: one.code for one in asked for opening in _openings(self.plan, one)}
        plan_blocks = {block.code for block in self.plan.blocks if block.layout == "plan"}
        for element in asked:
            found: dict[str, _Known | None] = {}
            if element.has_total:
                found["total"] = self._newest(element, "total")
            elif _is_population(element) and self.unit.plays(element.owner):
                found["value"] = self._newest(element, "value")
            if element.measure == "cumulative":
                found["base"] = self._accepted(key_of(element.code, "covered"), first)
            if element.code in closings:
                found["value"] = self._accepted(closings[element.code], first)
            for facet, known in found.items():
                if known is not None:
                    yield key_of(element.code, facet), known
            if element.block in plan_blocks and element.value_type == "choice":
                yield from self._standing_facts(element, asked)

    def _newest(self, element: Element, facet: str) -> _Known | None:
        """Return the newer of reference figure and last accepted figure; on one day the former."""
        last = self.window[1]
        known = (self._referenced(element.code), self._accepted(key_of(element.code, facet), last))
        return max(filter(None, known), key=lambda one: one.dated, default=None)

    def _referenced(self, element: str) -> _Known | None:
        figures = (
            self.assessment.reference_for(code, element, self.window[1])
            for code in codes_of(self.plan, self.unit, element)
            if self._continues_alone(code, element)
        )
        newest = max(filter(None, figures), key=lambda one: one.dated, default=None)
        return None if newest is None else _from_reference(newest)

    def _accepted(self, key: str, before: date) -> _Known | None:
        accepted = last_accepted(self.plan, self.assessment, self.unit, key, before)
        if accepted is None or accepted.observation.figure is None:
            return None
        if not self._continues_alone(accepted.unit_code, key.partition(".")[0]):
            return None
        return self._from_return(accepted, accepted.observation.figure)

    def _standing_facts(
        self, element: Element, asked: tuple[Element, ...]
    ) -> Iterator[tuple[str, _Known]]:
        """Yield the last accepted answer and, from the same return, number and date beside it."""
        answer = last_accepted(self.plan, self.assessment, self.unit, element.code, self.window[1])
        if answer is None or not self._continues_alone(answer.unit_code, element.code):
            return
        past = self.assessment.periods[answer.period].said_by(answer.unit_code)
        if past is None:
            return
        for beside in asked:
            observation = past.observations.get(beside.code)
            if beside.block != element.block or observation is None:
                continue
            value = _fact(beside, observation)
            if value is not None:
                yield beside.code, self._from_return(answer, value)

    def _from_return(self, accepted: Accepted, value: int | str) -> _Known:
        known = self.assessment.periods[accepted.period]
        dated = known.window[1]
        word = "bàn giao" if accepted.unit_code in known.handed else "báo cáo"
        source = f"{word} {period_in_words(accepted.period)}, đến {day_in_words(dated)}"
        if accepted.unit_code != self.unit.code:
            source += f" ({accepted.unit_code})"
        return _Known(value, dated, source)

    def _continues_alone(self, code: str, element: str) -> bool:
        return continues_alone(self.plan, self.unit, code, element, self.window[1])


def _openings(plan: Plan, closing: Element) -> Iterator[str]:
    """Yield the stock a computed stock starts from: CL_DK, the last CL_CK carried forward."""
    if closing.measure == "stock":
        for term in closing.formula:
            opening = plan.elements.get(term)
            if opening is not None and opening.measure == "stock":
                yield term


def _is_population(element: Element) -> bool:
    """Say whether a row of a single figure is a stock that is never nought (RS_THON_T)."""
    return element.measure == "stock" and not element.may_be_zero and not element.formula


def _fact(element: Element, observation: Observation) -> int | str | None:
    """Return a fact that stands until it is withdrawn, None for what only holds for its period."""
    if observation.quarantined:
        return None
    if element.value_type == "choice":
        return observation.value
    return observation.text if element.value_type in {"text", "date"} else None


def _from_reference(figure: ReferenceFigure) -> _Known:
    source = f"{figure.source}, {day_in_words(figure.dated)}"
    return _Known(figure.value, figure.dated, source)
