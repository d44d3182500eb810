"""What an import sheet asks for: units, periods and keys of the paper years, or of a hand-over.

Both sheets have the same two tables and are written and read in the same way.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from lsreport.domain.period import Period
from lsreport.domain.unit import Unit
from lsreport.excel.coded import folded
from lsreport.excel.paper_tables import HANDOVER, HISTORY
from lsreport.indicators.asks import paper_keys
from lsreport.indicators.calendar import window
from lsreport.indicators.handover import handed_keys, handed_periods, receiving
from lsreport.indicators.plan import Plan

_TYPED_BY = {
    HISTORY: "Cơ quan tổng hợp (số liệu nhập từ báo cáo giấy)",
    HANDOVER: "Cơ quan tổng hợp (số liệu bàn giao của huyện cho xã, phường)",
}


@dataclass(frozen=True, slots=True)
class Scope:
    """What one kind of import sheet asks for."""

    kind: str
    periods: tuple[Period, ...]
    """Its columns of figures, oldest first."""
    asked: Mapping[Unit, Mapping[Period, tuple[str, ...]]]
    """Keys per unit and period, in the order of the plan."""

    @property
    def codes(self) -> Mapping[str, Period]:
        """Periods by the code of their column, without the sign."""
        return {folded(period.id): period for period in self.periods}

    @property
    def typed_by(self) -> str:
        """Who typed its returns, as their covers say it."""
        return _TYPED_BY[self.kind]

    def unit(self, code: str, period: Period) -> Unit | None:
        """Return the unit of that code asked for the period, None if it is not."""
        found = (one for one, keys in self.asked.items() if one.code == code and period in keys)
        return next(found, None)


def paper_scope(plan: Plan) -> Scope:
    """Return what the sheet of the paper years asks every unit that reported in them."""
    asked: dict[Unit, dict[Period, tuple[str, ...]]] = {}
    periods = tuple(Period(year, annual=True) for year in plan.calendar.paper_years)
    for period in periods:
        day = window(plan, period)[1]
        for unit in plan.units_on(day):
            asked.setdefault(unit, {})[period] = paper_keys(plan, unit, day)
    return Scope(HISTORY, periods, asked)


def handover_scope(plan: Plan) -> Scope:
    """Return what the hand-over sheet asks for each unit that takes figures over."""
    asked: dict[Unit, dict[Period, tuple[str, ...]]] = {}
    for handover in plan.calendar.handovers:
        for unit in receiving(plan, handover):
            for period in handed_periods(handover):
                keys = handed_keys(plan, handover, unit, period)
                asked.setdefault(unit, {})[period] = keys
    periods = sorted({period for keys in asked.values() for period in keys})
    return Scope(HANDOVER, tuple(periods), asked)


def scope_of(plan: Plan, kind: str | None, columns: Iterable[str]) -> Scope:
    """Return what a sheet asks for: by its properties, else by the codes of its columns.

    A program that drops the properties leaves the columns.
    """
    handed = handover_scope(plan)
    if kind == HANDOVER or (kind != HISTORY and any(code in handed.codes for code in columns)):
        return handed
    return paper_scope(plan)
