"""Annex I: every indicator by unit, small numbers of cases masked."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from lsreport.domain.observation import State
from lsreport.domain.period import Period
from lsreport.indicators.outcome import Evidence, Outcome, UnitFigure
from lsreport.indicators.plan import Formula, Indicator
from lsreport.report import figures, numbers
from lsreport.report.annex_types import IndicatorTable, UnitCell, UnitRow
from lsreport.report.figures import Figure
from lsreport.report.material import Material, period_text
from lsreport.report.remarks import absence_note, earlier_periods, is_estimate
from lsreport.report.subjects import added
from lsreport.report.targets import cells_behind, count_or_missing, ratio_figure

_WHOLE = "Chung"
"""Column of what the lines add up to."""


def indicator_table(material: Material, outcome: Outcome) -> IndicatorTable:
    """Return one indicator by unit, a column per line."""
    indicator = material.indicator(outcome)
    columns = tuple(_columns(indicator, outcome))
    codes = dict.fromkeys(unit.code for _name, of, _keys in columns for unit in of.units)
    return IndicatorTable(
        code=indicator.code,
        clause=indicator.clause,
        title=indicator.name,
        columns=tuple(name for name, _of, _keys in columns),
        counted=indicator.kind == "count_is_zero",
        rows=tuple(_unit_row(material, indicator, code, columns) for code in codes),
        total=tuple(_total_cell(material, indicator, of, keys) for _name, of, keys in columns),
    )


Column = tuple[str, Outcome, Formula]
"""Name of a line, what came of it, and the keys it is computed from."""


def _columns(indicator: Indicator, outcome: Outcome) -> Iterator[Column]:
    for line, of_line in zip(indicator.lines, outcome.lines, strict=True):
        if of_line.owners.expected:
            yield line.name, of_line, line
    if indicator.overall == "total":
        yield _WHOLE, outcome, added(indicator.lines)
    if not indicator.lines:
        yield "", outcome, indicator


def _unit_row(
    material: Material, indicator: Indicator, code: str, columns: Sequence[Column]
) -> UnitRow:
    parts = [next((one for one in of.units if one.code == code), None) for _n, of, _k in columns]
    return UnitRow(
        code=code,
        name=material.name(code),
        cells=tuple(
            unit_cell(material, indicator, column, part)
            for column, part in zip(columns, parts, strict=True)
        ),
        note="; ".join(dict.fromkeys(_notes(material, indicator, columns, parts))),
    )


def unit_cell(
    material: Material, indicator: Indicator, column: Column, part: UnitFigure | None
) -> UnitCell:
    """Return one unit's part as the document may print it."""
    _name, outcome, formula = column
    code = part.code if part else ""
    of = f"{_code(indicator, outcome)}@{code}"
    if part is None or part.state is State.NOT_APPLICABLE:
        blank = figures.symbol(numbers.NOT_APPLICABLE, of)
        return UnitCell(blank, blank, blank)
    # What a unit is no owner of hides nothing of the rest: its whole is then that rest.
    given = tuple(cell.key for cell in part.evidence)
    keys = given if given and part.reason is None else formula.keys
    if material.mask.hides(keys):
        return _hidden_cell(of, counted=indicator.kind == "count_is_zero")
    numerator = _masked_count(material, part.numerator, f"{of} numerator", part, keys)
    if indicator.kind == "count_is_zero":
        nothing = figures.symbol(numbers.NOT_APPLICABLE, of)
        return UnitCell(numerator, nothing, nothing)
    denominator = _masked_count(material, part.denominator, f"{of} denominator", part, keys)
    evidence = material.mask.evidence(part.evidence)
    ratio = _unit_ratio(part, outcome, f"{of} ratio", evidence)
    if numbers.MASKED in {numerator.text, denominator.text}:
        ratio = material.mask.star(ratio)
    return UnitCell(numerator, denominator, ratio)


def _hidden_cell(of: str, *, counted: bool) -> UnitCell:
    """Return the cell of a hidden element: not even that a figure is missing is said."""
    beside = numbers.NOT_APPLICABLE if counted else numbers.MASKED
    return UnitCell(
        figures.symbol(numbers.MASKED, f"{of} numerator"),
        figures.symbol(beside, f"{of} denominator"),
        figures.symbol(beside, f"{of} ratio"),
    )


def _code(indicator: Indicator, outcome: Outcome) -> str:
    same = outcome.code == indicator.code
    return indicator.code if same else f"{indicator.code}/{outcome.code}"


def _masked_count(
    material: Material, value: int | None, of: str, part: UnitFigure, keys: Sequence[str]
) -> Figure:
    if value is None:
        return figures.symbol(numbers.MISSING, of)
    return material.mask.cell(figures.count(value, of, part.evidence), keys)


def _unit_ratio(
    part: UnitFigure, outcome: Outcome, of: str, evidence: tuple[Evidence, ...]
) -> Figure:
    if part.ratio is not None and part.reason is None:
        return figures.share(part.ratio, of, outcome.target, evidence)
    no_base = part.denominator == 0 and part.numerator is not None
    return figures.symbol(numbers.NO_BASE if no_base else numbers.MISSING, of)


def _notes(
    material: Material,
    indicator: Indicator,
    columns: Sequence[Column],
    parts: Sequence[UnitFigure | None],
) -> Iterator[str]:
    for (_name, outcome, formula), part in zip(columns, parts, strict=True):
        if part is None or material.mask.hides(formula.keys):
            continue
        absence = absence_note(indicator, part)
        if absence is not None:
            yield absence
            continue
        for period in sorted(earlier_periods(material, part)):
            yield f"kết quả {period_text(Period.parse(period))}"
        if outcome.kind == "issued":
            # A plan stands until it is withdrawn: say from which return it is known.
            for known in sorted({one.period for one in part.evidence} - {material.period}):
                yield f"theo báo cáo {period_text(known)}"
        if is_estimate(material, part, formula):
            yield "số ước tính"


def _total_cell(
    material: Material, indicator: Indicator, outcome: Outcome, formula: Formula
) -> UnitCell:
    of = _code(indicator, outcome)
    cells = cells_behind(material, outcome)
    ratio = replace(ratio_figure(outcome, of), evidence=cells)
    numerator = replace(count_or_missing(outcome.numerator, f"{of} numerator"), evidence=cells)
    denominator = replace(
        count_or_missing(outcome.denominator, f"{of} denominator"), evidence=cells
    )
    if indicator.kind == "count_is_zero":
        return UnitCell(numerator, figures.symbol(numbers.NOT_APPLICABLE, of), ratio)
    if material.withholds(outcome, formula):
        numerator, denominator, ratio = map(material.mask.star, (numerator, denominator, ratio))
    return UnitCell(numerator, denominator, ratio)
