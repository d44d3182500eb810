"""Figures of ended units that the units begun in their place take over: which, and for when.

A commune did not report while its district did, so its figures of then come only by hand-over.
They are where its rows start from; no sum of those periods contains them.
"""

from __future__ import annotations

from collections.abc import Iterator

from lsreport.domain.period import Period
from lsreport.domain.unit import Unit
from lsreport.indicators.asks import blocks_of, key_of
from lsreport.indicators.calendar import window
from lsreport.indicators.plan import Element, Plan
from lsreport.indicators.timetable import Handover


def handed_periods(handover: Handover) -> tuple[Period, Period]:
    """Return the year whose reach is taken over and the period of the closing figures."""
    return Period.parse(handover.reached), Period.parse(handover.closing)


def receiving(plan: Plan, handover: Handover) -> tuple[Unit, ...]:
    """Return the units that take figures over: those begun that day in a former unit's place."""
    return tuple(one for one in plan.units if one.valid_from == handover.began and one.former)


def handed_units(plan: Plan, period: Period) -> tuple[Unit, ...]:
    """Return the units whose figures of `period` come only by hand-over, in plan order."""
    return tuple(
        unit
        for handover in plan.calendar.handovers
        if period in handed_periods(handover)
        for unit in receiving(plan, handover)
    )


def handed_keys(plan: Plan, handover: Handover, unit: Unit, period: Period) -> tuple[str, ...]:
    """Return the keys `unit` takes over for `period`, in the order of the form.

    Of the year before, how many were reached. Of the closing period, totals, cumulative figures,
    and the stocks that open the next window. Rows that ended with the former units are left out.
    """
    rows = [
        element
        for _block, elements in blocks_of(plan, unit, window(plan, period)[1])
        for element in elements
        if unit.plays(element.owner) and element.holds(handover.began)
    ]
    openings = {term for element in rows if element.measure == "stock" for term in element.formula}
    closing = period == Period.parse(handover.closing)
    return tuple(
        key_of(element.code, facet)
        for element in rows
        for facet in (_closing(element, openings) if closing else _reached(element))
    )


def _closing(element: Element, openings: set[str]) -> Iterator[str]:
    if element.has_total:
        yield "total"
    if element.measure == "cumulative":
        yield "covered"
    # A stock that the form computes is carried forward; one that is never nought is a population.
    computed, population = bool(element.formula), not element.may_be_zero
    if element.measure == "stock" and element.code not in openings and (computed or population):
        yield "value"


def _reached(element: Element) -> Iterator[str]:
    if element.measure == "reach":
        yield "reached"
