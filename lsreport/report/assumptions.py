"""Whose denominators the bounds assume, and from where: in full, behind the sentences."""

from __future__ import annotations

from collections.abc import Iterator

from lsreport.indicators.outcome import Outcome
from lsreport.indicators.plan import Formula
from lsreport.report import figures
from lsreport.report.annex_types import AssumedRow
from lsreport.report.material import Material
from lsreport.report.remarks import source_text


def assumed_rows(material: Material) -> tuple[AssumedRow, ...]:
    """Return the assumed denominators by indicator, line and unit.

    Units counted as one each (who has a plan) assume nothing worth listing.
    """
    return tuple(
        row
        for outcome in material.outcomes
        if outcome.kind != "issued"
        for row in _of_indicator(material, outcome)
    )


def _of_indicator(material: Material, outcome: Outcome) -> Iterator[AssumedRow]:
    indicator = material.indicator(outcome)
    if not outcome.lines:
        yield from _rows(material, outcome.code, "", outcome, indicator)
    for line, of_line in zip(indicator.lines, outcome.lines, strict=True):
        yield from _rows(material, outcome.code, line.name, of_line, line)


def _rows(
    material: Material, code: str, name: str, outcome: Outcome, formula: Formula
) -> Iterator[AssumedRow]:
    of = f"{code}/{outcome.code}" if name else code
    for one in outcome.bounds.assumed if outcome.bounds else ():
        count = figures.count(one.denominator, f"{of}@{one.unit} assumed")
        yield AssumedRow(
            code=code,
            line=name,
            unit=one.unit,
            unit_name=material.name(one.unit),
            denominator=material.mask.cell(count, formula.keys),
            source=str(source_text(material, one.source)),
        )
