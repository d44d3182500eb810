"""Annex I after units have ended: results by area against those of the former units.

Only what means the same in both years is compared: stocks and cumulative figures. Persons reached
in a year that the new units share are those of a part of it, and a small number of cases would
show itself in a difference.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction

from lsreport.domain.observation import element_of
from lsreport.indicators.areas import Area, areas
from lsreport.indicators.calendar import window
from lsreport.indicators.outcome import Evidence, Outcome, UnitFigure
from lsreport.indicators.plan import Formula
from lsreport.report import figures, numbers
from lsreport.report.annex_types import AreaRow, AreaTable
from lsreport.report.figures import Figure, say
from lsreport.report.material import Material


def area_tables(material: Material) -> tuple[AreaTable, ...]:
    """Return the comparison of each indicator or line of local units by area.

    Empty where the units of last year still report, or nothing of last year is known.
    """
    then = window(material.plan, material.period.same_period_last_year)[1]
    known = areas(material.plan, material.day, then)
    if not known or not material.previous:
        return ()
    return tuple(
        AreaTable(one.code, one.line, one.title, tuple(_row(one, area) for area in known))
        for one in _compared(material)
    )


@dataclass(frozen=True, slots=True)
class _Compared:
    """A ratio that means the same in both years."""

    code: str
    """Code of the indicator."""
    of: str
    """Name of its figures: `2.3`, `2.3/enterprises`."""
    line: str
    """Name of the line, empty without lines."""
    title: str
    now: Outcome
    before: Outcome


def _compared(material: Material) -> Iterator[_Compared]:
    for outcome in material.outcomes:
        indicator = material.indicator(outcome)
        before = material.previous.get(outcome.code)
        if before is None or indicator.kind != "coverage":
            continue
        code = indicator.code
        if not indicator.lines and _keeps_meaning(material, indicator):
            yield _Compared(code, code, "", indicator.name, outcome, before)
        past = {one.code: one for one in before.lines}
        for line, of_line in zip(indicator.lines, outcome.lines, strict=True):
            if line.code in past and _keeps_meaning(material, line):
                title = f"{indicator.name} - {line.name}"
                of = f"{code}/{line.code}"
                yield _Compared(code, of, line.name, title, of_line, past[line.code])


def _keeps_meaning(material: Material, formula: Formula) -> bool:
    """Say whether every numerator is cumulative, and every owner a unit of an area."""
    elements = [material.plan.elements[element_of(key)] for key in formula.numerator]
    local = any("local" in one.owner for one in elements if one.holds(material.day))
    cumulative = all(one.measure == "cumulative" for one in elements)
    return local and cumulative and not material.mask.is_case(formula.numerator)


def _row(compared: _Compared, area: Area) -> AreaRow:
    present = _parts(compared.now, area.units)
    past = _parts(compared.before, area.former)
    of = f"{compared.of}@{'+'.join(area.former)}"
    ratio, last = _ratio(present), _ratio(past)
    whole = len(present) == len(area.units) and len(past) == len(area.former)
    change = figures.symbol(numbers.MISSING, f"{of} change")
    if whole and ratio is not None and last is not None:
        change = figures.points(ratio - last, f"{of} change", signed=True)
    used = figures.count(len(present), f"{of} used")
    expected = figures.count(len(area.units), f"{of} expected")
    return AreaRow(
        name=area.name,
        used=used,
        expected=expected,
        reported=say("{n}/{d}", n=used, d=expected),
        previous=_share(last, past, f"{of} previous", compared.before),
        numerator=_sum([part.numerator for part in present], present, f"{of} numerator"),
        denominator=_sum([part.denominator for part in present], present, f"{of} denominator"),
        ratio=_share(ratio, present, f"{of} ratio", compared.now),
        change=change,
        note=area.reason,
    )


def _sum(counts: Sequence[int | None], parts: Sequence[UnitFigure], of: str) -> Figure:
    """Return a sum over the units with figures; a sum over none of them is missing."""
    if not parts:
        return figures.symbol(numbers.MISSING, of)
    return figures.count(sum(one or 0 for one in counts), of, _cells(parts))


def _cells(parts: Sequence[UnitFigure]) -> tuple[Evidence, ...]:
    return tuple(dict.fromkeys(cell for part in parts for cell in part.evidence))


def _parts(outcome: Outcome, codes: Sequence[str]) -> tuple[UnitFigure, ...]:
    """Return the parts of the units that gave both numerator and denominator."""
    return tuple(
        unit
        for unit in outcome.units
        if unit.code in codes and unit.reason is None and unit.denominator is not None
    )


def _ratio(parts: Sequence[UnitFigure]) -> Fraction | None:
    denominator = sum(part.denominator or 0 for part in parts)
    if not denominator:
        return None
    return Fraction(sum(part.numerator or 0 for part in parts), denominator)


def _share(
    ratio: Fraction | None, parts: Sequence[UnitFigure], of: str, outcome: Outcome
) -> Figure:
    if ratio is None:
        return figures.symbol(numbers.NO_BASE if parts else numbers.MISSING, of)
    return figures.share(ratio, of, outcome.target, _cells(parts))
