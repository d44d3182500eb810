"""The cells the report rests on: of every figure, the unit's file, sheet and cell."""

from __future__ import annotations

from collections.abc import Iterator

from lsreport.domain.observation import element_of
from lsreport.indicators.measures import as_given
from lsreport.indicators.outcome import Evidence
from lsreport.report import figures, numbers
from lsreport.report.activities import DIRECTION, FUNDING, TASKS, activities, record_owners
from lsreport.report.annex_types import SourceRow
from lsreport.report.figures import Figure
from lsreport.report.material import Material


def source_rows(material: Material) -> tuple[SourceRow, ...]:
    """Return every cell behind a figure, each once, by unit, period and key.

    None in a public copy: it names no cell of a unit.
    """
    if material.edition.public:
        return ()
    used: dict[Evidence, dict[str, None]] = {}
    for cell, code in (*_behind_indicators(material), *_behind_activities(material)):
        used.setdefault(cell, {})[code] = None
    order = {unit.code: place for place, unit in enumerate(material.plan.units)}
    ordered = sorted(used, key=lambda cell: (order[cell.unit], cell.period, cell.key))
    return tuple(_source(material, cell, tuple(used[cell])) for cell in ordered)


def _behind_indicators(material: Material) -> Iterator[tuple[Evidence, str]]:
    for outcome in material.outcomes:
        for part in (outcome, *outcome.lines):
            for unit in part.units:
                for cell in unit.evidence:
                    yield cell, outcome.code


def _behind_activities(material: Material) -> Iterator[tuple[Evidence, str]]:
    for section in (DIRECTION, *TASKS, FUNDING):
        for element in activities(material, section):
            for owner in record_owners(material, element):
                for cell in as_given(owner, element.code).evidence:
                    yield cell, element.code


def _source(material: Material, cell: Evidence, used: tuple[str, ...]) -> SourceRow:
    return SourceRow(
        figures=used,
        unit=cell.unit,
        unit_name=material.name(cell.unit),
        period=cell.period.id,
        key=cell.key,
        label=material.plan.elements[element_of(cell.key)].label,
        value=_value(material, cell),
        file=cell.place.file if cell.place else "",
        sheet=cell.place.sheet if cell.place else "",
        cell=cell.place.cell if cell.place else "",
        revision=cell.revision,
        sha256=cell.sha256,
    )


def _value(material: Material, cell: Evidence) -> Figure:
    of = f"{cell.key}@{cell.unit} {cell.period.id}"
    if cell.value is None:
        return figures.symbol(numbers.NOT_APPLICABLE, of)
    if material.mask.evidence((cell,))[0].value is None:
        return figures.symbol(numbers.MASKED, of)
    money = material.plan.elements[element_of(cell.key)].value_type == "money"
    make = figures.million if money else figures.count
    return make(cell.value, of)
