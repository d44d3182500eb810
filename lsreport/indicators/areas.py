"""Areas that stay the same while units end and begin: what may be compared over such a change."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from lsreport.domain.unit import Unit
from lsreport.indicators.plan import Plan


@dataclass(frozen=True, slots=True)
class Area:
    """The smallest area that former units and units of today both cover exactly."""

    name: str
    former: tuple[str, ...]
    """Codes of the units that ended."""
    units: tuple[str, ...]
    """Codes of the units of today."""
    reason: str = ""
    """Why several former units compare only together; empty where one is compared alone."""


def areas(plan: Plan, day: date, before: date) -> tuple[Area, ...]:
    """Return the areas of the units of `day` that had other units on `before`.

    In the order of the former units; none where the units of both days are the same (domain:
    "Reporting units: a dated registry").
    """
    ended = {unit.code: unit for unit in plan.units_on(before)}
    begun: dict[str, list[str]] = {}
    for unit in plan.units_on(day):
        if unit.former in ended:
            begun.setdefault(unit.former, []).append(unit.code)
    return tuple(_areas(plan, ended, begun))


def _areas(plan: Plan, ended: dict[str, Unit], begun: dict[str, list[str]]) -> Iterator[Area]:
    together = {code: block for block in plan.comparable for code in block.former}
    done: set[str] = set()
    for code in ended:
        if code not in begun or code in done:
            continue
        block = together.get(code)
        former = block.former if block else (code,)
        done.update(former)
        yield Area(
            name=block.name if block else f"{ended[code].name} (cũ)",
            former=former,
            units=tuple(unit for one in former for unit in begun.get(one, ())),
            reason=block.reason if block else "",
        )
