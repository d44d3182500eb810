"""Annex I: which local units have reached each level, and how much each of them still lacks."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from fractions import Fraction

from lsreport.domain.unit import Unit
from lsreport.indicators.areas import Area
from lsreport.indicators.outcome import Outcome, Verdict
from lsreport.indicators.plan import Indicator, Line
from lsreport.report import figures, numbers
from lsreport.report.annex_types import UnitCell
from lsreport.report.figures import Figure, Printable, say
from lsreport.report.indicator_tables import unit_cell
from lsreport.report.local_areas import local_areas
from lsreport.report.material import LOCAL, Material
from lsreport.report.reach_types import (
    REACHED,
    Reach,
    ReachCell,
    ReachColumn,
    ReachRow,
    ReachTable,
)
from lsreport.report.sentences import VERDICTS
from lsreport.report.subjects import judged_formula, subject_of
from lsreport.report.targets import cells_behind, label_of

_OF_SYMBOL: dict[str, Reach] = {
    numbers.MASKED: "masked",
    numbers.NO_BASE: "none",
    numbers.NOT_APPLICABLE: "none",
}


def reach_table(material: Material) -> ReachTable | None:
    """Return the local units against every level that binds them.

    None where no level is in force, or no local unit has anybody to reach.
    """
    local = tuple(unit for unit in material.known.expected if LOCAL in unit.roles)
    columns = tuple(_columns(material, local))
    if not columns:
        return None
    areas = local_areas(material)
    return ReachTable(
        noun=material.local_noun,
        units=tuple((unit.code, unit.name) for unit in local),
        columns=columns,
        rows=tuple(_area_rows(local, columns, areas) if areas else _unit_rows(local, columns)),
        by_area=bool(areas),
    )


# --- columns --------------------------------------------------------------------------------


def _columns(material: Material, local: Sequence[Unit]) -> Iterator[ReachColumn]:
    for outcome in material.outcomes:
        indicator = material.indicator(outcome)
        for line, judged in _judged(indicator, outcome):
            column = _column(material, indicator, line, judged, local)
            if column is not None:
                yield column


def _judged(indicator: Indicator, outcome: Outcome) -> Iterator[tuple[Line | None, Outcome]]:
    """Yield what is judged by a share: the indicator, or each of its lines."""
    if outcome.kind == "count_is_zero":
        return
    if indicator.overall != "all_lines":
        if outcome.target is not None:
            yield None, outcome
        return
    for line, of_line in zip(indicator.lines, outcome.lines, strict=True):
        if of_line.target is not None:
            yield line, of_line


def _column(
    material: Material,
    indicator: Indicator,
    line: Line | None,
    outcome: Outcome,
    local: Sequence[Unit],
) -> ReachColumn | None:
    """Return a level against the local units, None where none of them has anybody to reach."""
    target = outcome.target
    if target is None:
        return None
    parts = {unit.code: unit for unit in outcome.units}
    subject = subject_of(material, indicator, outcome, line)
    column = "", outcome, judged_formula(indicator, line)
    shown = (unit_cell(material, indicator, column, parts.get(unit.code)) for unit in local)
    cells = tuple(_cell(cell, target.level) for cell in shown)
    if {cell.reach for cell in cells} <= {"none"}:
        return None
    of = f"{subject.code} local"
    counts = _counts(of, [cell.reach for cell in cells])
    return ReachColumn(
        code=subject.code,
        label=label_of(indicator, line),
        people=subject.people,
        level=figures.level(target, f"{subject.code} level"),
        cells=cells,
        reached=counts["reached"],
        short=counts["short"],
        unknown=counts["unknown"],
        none=counts["none"],
        units=figures.count(len(cells), f"{of} units"),
        province=_province(material, indicator, line, outcome, subject.code),
    )


def _cell(cell: UnitCell, level: Fraction) -> ReachCell:
    ratio, numerator, denominator = cell.ratio, cell.numerator.value, cell.denominator.value
    of = f"{ratio.of.removesuffix(' ratio')} gap"
    if ratio.value is not None and isinstance(numerator, int) and isinstance(denominator, int):
        lacking = max(math.ceil(level * denominator) - numerator, 0)
        reach: Reach = "short" if lacking else "reached"
        return ReachCell(reach, figures.count(lacking, of, ratio.evidence))
    return ReachCell(_OF_SYMBOL.get(ratio.text, "unknown"), figures.symbol(ratio.text, of))


def _counts(of: str, reached: Sequence[Reach]) -> dict[Reach, Figure]:
    """Return the number of units by where they stand; one masked unit masks all four."""
    kinds: tuple[Reach, ...] = ("reached", "short", "unknown", "none")
    counts = {kind: figures.count(reached.count(kind), f"{of} {kind}") for kind in kinds}
    if "masked" in reached:
        return {kind: figures.masked(figure) for kind, figure in counts.items()}
    return counts


def _province(
    material: Material, indicator: Indicator, line: Line | None, outcome: Outcome, code: str
) -> Printable:
    """Return the whole province against a level; a number only where no unit is missing."""
    of = f"{code} gap"
    if material.withholds(outcome, line or indicator):
        return figures.symbol(numbers.MASKED, of)
    if outcome.verdict is Verdict.MET:
        return REACHED
    if outcome.verdict is Verdict.NOT_MET and not outcome.owners.missing and outcome.gap:
        return figures.count(outcome.gap, of, cells_behind(material, outcome))
    return VERDICTS[outcome.verdict]


# --- rows -----------------------------------------------------------------------------------


def _unit_rows(local: Sequence[Unit], columns: Sequence[ReachColumn]) -> Iterator[ReachRow]:
    for place, unit in enumerate(local):
        yield ReachRow(unit.name, tuple(column.cells[place].shown for column in columns))


def _area_rows(
    local: Sequence[Unit], columns: Sequence[ReachColumn], areas: Sequence[Area]
) -> Iterator[ReachRow]:
    places = {unit.code: place for place, unit in enumerate(local)}
    for area in areas:
        of = "+".join(area.former)
        yield ReachRow(
            area.name,
            tuple(
                _area_cell(
                    [column.cells[places[code]] for code in area.units if code in places],
                    f"{column.code}@{of}",
                )
                for column in columns
            ),
        )


def _area_cell(cells: Sequence[ReachCell], of: str) -> Printable:
    """Return how many units of an area have reached a level, and what the others still lack."""
    standings = {cell.reach for cell in cells}
    if "masked" in standings:
        return figures.symbol(numbers.MASKED, f"{of} gap")
    if standings <= {"none"}:
        return figures.symbol(cells[0].gap.text, f"{of} gap")
    if not standings & {"reached", "short"}:
        return figures.symbol(numbers.MISSING, f"{of} gap")
    reached = sum(cell.reach == "reached" for cell in cells)
    counted = say(
        "{n}/{d}",
        n=figures.count(reached, f"{of} reached"),
        d=figures.count(len(cells), f"{of} units"),
    )
    lacking = [cell.gap for cell in cells if cell.reach == "short"]
    if not lacking:
        return counted
    evidence = tuple(dict.fromkeys(cell for gap in lacking for cell in gap.evidence))
    total = sum(gap.value for gap in lacking if isinstance(gap.value, int))
    return say("{n}; {gap}", n=counted, gap=figures.count(total, f"{of} gap", evidence))
