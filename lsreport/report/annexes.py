"""Annexes III and IV: the task matrix, cross-checks, returns sent again and figures accepted."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from lsreport.domain.finding import Waiver
from lsreport.domain.observation import element_of
from lsreport.indicators.compared import CrossCheck
from lsreport.indicators.measures import as_given
from lsreport.indicators.plan import Element
from lsreport.indicators.units import Owner, owned, owners_in
from lsreport.report import figures, numbers
from lsreport.report.activities import activities
from lsreport.report.annex_types import (
    TASK_SECTIONS,
    CrossCheckRow,
    Restatement,
    TaskRow,
)
from lsreport.report.figures import Figure, Prose, say
from lsreport.report.material import Material, period_text

DONE = "Có"
"""State of a task with a result above zero."""
_NOT_WHOLE = "Chưa đủ số liệu của các đơn vị."
_REASON_KEPT = "lưu tại cơ quan tổng hợp"


# --- Annex III ------------------------------------------------------------------------------


def task_rows(material: Material) -> tuple[TaskRow, ...]:
    """Return what each unit has to show under its clause of part V, in the order of the plan."""
    tasks = {section: tuple(activities(material, section)) for section in TASK_SECTIONS}
    return tuple(
        TaskRow(
            clause=", ".join(owner.unit.clauses),
            unit=owner.unit.name,
            states=tuple(_task_state(material, owner, *task) for task in tasks.items()),
        )
        for owner in owners_in(material.plan, material.assessment, material.period)
    )


def _task_state(
    material: Material, owner: Owner, section: str, elements: Sequence[Element]
) -> str | Figure:
    codes = owned(material.plan, owner, [one.code for one in elements if one.measure != "fact"])
    shown = [code for code in codes if not material.mask.hides((code,))]
    values = [as_given(owner, code).value for code in shown]
    if not values:
        return numbers.MASKED if codes else numbers.NOT_APPLICABLE
    if any(values):
        return DONE
    if None in values:
        return numbers.MISSING
    if len(shown) < len(codes):
        # What is hidden may be more than nought: that nothing was done is not known to be true.
        return numbers.MASKED
    return figures.count(0, f"tasks {section}@{owner.code}")


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
        differs=check.note,
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
    found, givers = [], set()
    for owner in owners_in(material.plan, material.assessment, material.period):
        asked = {element.code for element in material.plan.elements_of(owner.unit, material.day)}
        if owner.unit.plays(roles):
            given = [as_given(owner, key) for key in keys if element_of(key) in asked]
            found += given
            givers |= {owner.code for one in given if one.value is not None}
    known = [one for one in found if one.value is not None]
    if material.mask.hides(keys):
        return figures.symbol(numbers.MASKED, of), len(known) == len(found)
    if not known:
        return figures.symbol(numbers.MISSING, of), False
    if len(givers) > 1 and any(_is_lone_case(material, key, keys) for key in keys):
        return figures.symbol(numbers.MASKED, of), len(known) == len(found)
    evidence = tuple(cell for one in known for cell in one.evidence)
    money = material.plan.elements[element_of(keys[0])].value_type == "money"
    make = figures.million if money else figures.count
    total = make(sum(one.value or 0 for one in known), of, evidence)
    if len(givers) == 1:
        # Nothing was added over units: it is the figure of the only one that gave any.
        return material.mask.cell(total, keys), len(known) == len(found)
    return replace(total, evidence=material.mask.evidence(evidence)), len(known) == len(found)


def _is_lone_case(material: Material, key: str, keys: Sequence[str]) -> bool:
    """Say whether an addend is the starred figure of one unit: the others' total would give it."""
    owners = owners_in(material.plan, material.assessment, material.period)
    given = [as_given(owner, key).value for owner in owners]
    known = [value for value in given if value is not None]
    if len(keys) < 2 or len(known) != 1:
        return False
    return material.mask.cell(figures.count(known[0], key), (key,)).text == numbers.MASKED


def _difference(check: CrossCheck, left: Figure, right: Figure, *, whole: bool) -> Figure:
    """Return left less right; with a reporter missing, a difference would say nothing."""
    of = f"{check.code} difference"
    if numbers.MASKED in {left.text, right.text}:
        return figures.symbol(numbers.MASKED, of)
    if not whole or not isinstance(left.value, int) or not isinstance(right.value, int):
        return figures.symbol(numbers.MISSING, of)
    make = figures.million if left.style == "million" else figures.count
    return make(left.value - right.value, of, (*left.evidence, *right.evidence))


def restatements(material: Material) -> tuple[Restatement, ...]:
    """Return the returns that were sent again and the findings that were accepted.

    A public copy passes over the latter: that a figure was asked about says that it is there.
    """
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
            if one.waived is not None and not material.edition.public
        ]
    return tuple(found)


def _waiver(material: Material, waiver: Waiver) -> Prose:
    """Return what was accepted, by whom and why."""
    element = material.plan.elements.get(element_of(waiver.key))
    return say(
        "Chấp nhận số liệu {label}: {seen} (lý do: {why}; người chấp nhận: {who}; đến hết kỳ báo "
        "cáo {until}).",
        label=element.label if element else waiver.key,
        seen=seen_figure(material, waiver),
        why=reason_of(material, waiver),
        who=waiver.who,
        until=period_text(waiver.until),
    )


def seen_figure(material: Material, waiver: Waiver) -> Figure | str:
    """Return the figure that was accepted as the document may print it, text as it was typed."""
    of = f"waived {waiver.key}@{waiver.unit} {waiver.first.id}"
    if waiver.seen.isdecimal():
        element = material.plan.elements.get(element_of(waiver.key))
        money = element is not None and element.value_type == "money"
        make = figures.million if money else figures.count
        return material.mask.cell(make(int(waiver.seen), of), (waiver.key,))
    if material.mask.is_case((waiver.key,)):
        return figures.symbol(numbers.MASKED, of)
    return waiver.seen


def reason_of(material: Material, waiver: Waiver) -> str:
    """Return why it was accepted; words beside a masked figure could say what it is."""
    seen = seen_figure(material, waiver)
    return _REASON_KEPT if str(seen) == numbers.MASKED else waiver.why
