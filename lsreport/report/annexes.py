"""Annexes III and IV, and the sources of the figures."""

from __future__ import annotations

from collections.abc import Sequence

from lsreport.domain.finding import Waiver
from lsreport.domain.observation import element_of
from lsreport.indicators.compared import CrossCheck
from lsreport.indicators.measures import as_given
from lsreport.indicators.outcome import Evidence
from lsreport.indicators.plan import Element
from lsreport.indicators.units import Owner, owned, owners_in
from lsreport.report import figures, numbers
from lsreport.report.activities import activities
from lsreport.report.annex_types import (
    TASK_SECTIONS,
    CrossCheckRow,
    Restatement,
    SourceRow,
    TaskRow,
)
from lsreport.report.figures import Figure, Printable, Prose, say
from lsreport.report.material import Material, period_text

DONE = "Có"
"""State of a task with a result above zero."""
_NOT_WHOLE = "Chưa đủ số liệu của các đơn vị."


# --- Annex III ------------------------------------------------------------------------------


def task_rows(material: Material) -> tuple[TaskRow, ...]:
    """Return what each unit has to show under its clause of part V, in the order of the plan."""
    tasks = [tuple(activities(material, section)) for section in TASK_SECTIONS]
    return tuple(
        TaskRow(
            clause=", ".join(owner.unit.clauses),
            unit=owner.unit.name,
            states=tuple(_task_state(material, owner, elements) for elements in tasks),
        )
        for owner in owners_in(material.plan, material.assessment, material.period)
    )


def _task_state(material: Material, owner: Owner, elements: Sequence[Element]) -> str:
    codes = owned(material.plan, owner, [one.code for one in elements if one.measure != "fact"])
    values = [as_given(owner, code).value for code in codes]
    if not values:
        return numbers.NOT_APPLICABLE
    if any(values):
        return DONE
    return numbers.MISSING if None in values else numbers.ZERO


# --- Annex IV -------------------------------------------------------------------------------


def cross_check_rows(material: Material) -> tuple[CrossCheckRow, ...]:
    """Return the pairs of figures that two reporters give, side by side."""
    checks = (*material.plan.cross_checks, *material.plan.side_by_side)
    return tuple(_cross_check(material, one) for one in checks if one.holds(material.day))


def _cross_check(material: Material, check: CrossCheck) -> CrossCheckRow:
    left, left_whole = _side(material, check, "left", check.left, check.left_roles)
    right, right_whole = _side(material, check, "right", check.right, check.right_roles)
    whole = left_whole and right_whole
    difference = _difference(check, left, right, whole=whole)
    if material.mask.hides((*check.left, *check.right)):
        left, right, difference = (figures.masked(one) for one in (left, right, difference))
    return CrossCheckRow(
        code=check.code,
        clause=check.clause,
        name=check.name,
        left_label=_labels(material, check.left),
        left=left,
        right_label=_labels(material, check.right),
        right=right,
        difference=difference,
        note=check.note if whole else f"{check.note} {_NOT_WHOLE}".strip(),
    )


def _labels(material: Material, keys: Sequence[str]) -> str:
    """Return what a side adds; a row no form asks for any more is not named."""
    elements = (material.plan.elements[element_of(key)] for key in keys)
    return "; ".join(one.label for one in elements if one.holds(material.day))


def _side(
    material: Material, check: CrossCheck, side: str, keys: Sequence[str], roles: tuple[str, ...]
) -> tuple[Figure, bool]:
    """Return the sum of one side over its reporters, and whether each of them gave its part."""
    of = f"{check.code} {side}"
    found = []
    for owner in owners_in(material.plan, material.assessment, material.period):
        asked = {element.code for element in material.plan.elements_of(owner.unit, material.day)}
        if owner.unit.plays(roles):
            found += [as_given(owner, key) for key in keys if element_of(key) in asked]
    known = [one for one in found if one.value is not None]
    if not known:
        return figures.symbol(numbers.MISSING, of), False
    evidence = material.mask.evidence(cell for one in known for cell in one.evidence)
    money = material.plan.elements[element_of(keys[0])].value_type == "money"
    make = figures.million if money else figures.count
    total = make(sum(one.value or 0 for one in known), of, evidence)
    return total, len(known) == len(found)


def _difference(check: CrossCheck, left: Figure, right: Figure, *, whole: bool) -> Figure:
    """Return left less right; with a reporter missing, a difference would say nothing."""
    of = f"{check.code} difference"
    if not whole or not isinstance(left.value, int) or not isinstance(right.value, int):
        return figures.symbol(numbers.MISSING, of)
    make = figures.million if left.style == "million" else figures.count
    return make(left.value - right.value, of)


def restatements(material: Material) -> tuple[Restatement, ...]:
    """Return the returns that were sent again and the findings that were accepted."""
    found = []
    for unit in material.known.expected:
        judged = material.known.returns.get(unit.code)
        if judged is None:
            continue
        if judged.submission.revision > 1:
            number = judged.submission.revision
            nth = figures.count(number, f"returns revision @{unit.code}")
            text = say("Gửi lại báo cáo: bản thứ {nth} thay bản trước.", nth=nth)
            found.append(Restatement(unit.name, text))
        found += [
            Restatement(unit.name, _waiver(material, one.waived))
            for one in judged.findings
            if one.waived is not None
        ]
    return tuple(found)


def _waiver(material: Material, waiver: Waiver) -> Prose:
    """Return what was accepted, by whom and why; only its number is masked like the figure."""
    element = material.plan.elements.get(element_of(waiver.key))
    return say(
        "Chấp nhận số liệu {label}: {seen} (lý do: {why}; người chấp nhận: {who}; đến hết kỳ báo "
        "cáo {until}).",
        label=element.label if element else waiver.key,
        seen=_seen(material, waiver, element),
        why=waiver.why,
        who=waiver.who,
        until=period_text(waiver.until),
    )


def _seen(material: Material, waiver: Waiver, element: Element | None) -> Printable:
    of = f"waived {waiver.key}@{waiver.unit} {waiver.first.id}"
    if waiver.seen.isdecimal():
        money = element is not None and element.value_type == "money"
        make = figures.million if money else figures.count
        return material.mask.cell(make(int(waiver.seen), of), (waiver.key,))
    return figures.symbol(numbers.MASKED, of) if material.mask.hides((waiver.key,)) else waiver.seen


# --- sources --------------------------------------------------------------------------------


def source_rows(material: Material) -> tuple[SourceRow, ...]:
    """Return every cell behind the indicators, each once, by unit, period and key."""
    cells = dict.fromkeys(
        cell
        for outcome in material.outcomes
        for part in (outcome, *outcome.lines)
        for unit in part.units
        for cell in unit.evidence
    )
    order = {unit.code: place for place, unit in enumerate(material.plan.units)}
    ordered = sorted(cells, key=lambda cell: (order[cell.unit], cell.period, cell.key))
    return tuple(_source(material, cell) for cell in ordered)


def _source(material: Material, cell: Evidence) -> SourceRow:
    of = f"{cell.key}@{cell.unit} {cell.period.id}"
    value = figures.symbol(numbers.NOT_APPLICABLE, of)
    if cell.value is not None:
        value = material.mask.cell(figures.count(cell.value, of), (cell.key,))
    return SourceRow(
        unit=cell.unit,
        unit_name=material.name(cell.unit),
        period=cell.period.id,
        key=cell.key,
        label=material.plan.elements[element_of(cell.key)].label,
        value=value,
        file=cell.place.file if cell.place else "",
        sheet=cell.place.sheet if cell.place else "",
        cell=cell.place.cell if cell.place else "",
        revision=cell.revision,
        sha256=cell.sha256,
    )
