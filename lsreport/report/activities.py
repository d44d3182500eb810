"""Parts I.2, III and IV: figures of activities and money, added over the units of record only."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

from lsreport.indicators.measures import Figure as GivenFigure
from lsreport.indicators.measures import as_given
from lsreport.indicators.plan import Block, Element
from lsreport.indicators.units import Owner, ended_in, owned, owners_in
from lsreport.report import figures, numbers, wording
from lsreport.report.figures import Figure, Prose, join, say
from lsreport.report.material import Material, itemized, lower_first
from lsreport.report.view_types import ActivityGroup, ActivityRow

DIRECTION = "I.2"
TASKS = ("III.1", "III.2", "III.3", "III.4", "III.5", "III.6")
"""The six groups of tasks."""
FUNDING = "IV"
_LAYOUTS = frozenset({"plan", "activities", "money"})
_FLOWING = frozenset({"flow", "attendance"})
_PART_OF = "trong đó: "
_WHOLE = ("tổng số", "số ")
_NAMED = 3
"""Units, and contents of each, that a sentence names before it only says that some are open."""


def activity_group(material: Material, section: str) -> ActivityGroup:
    """Return the figures of one section of the report, with its sentences."""
    title = wording.section_title(section, material.day)
    rows = tuple(_row(material, element) for element in activities(material, section))
    return ActivityGroup(section, title, rows, tuple(_paragraphs(material, rows)))


def activities(material: Material, section: str) -> Iterator[Element]:
    """Yield what a section lists, in the order of the form; what indicators use is not repeated."""
    used = material.plan.indicator_elements()
    for block in material.plan.blocks:
        if block.layout in _LAYOUTS and block.holds(material.day):
            for element in material.plan.elements.values():
                listed_here = element.block == block.code and element.code not in used
                counts = element.value_type in {"count", "money", "choice"}
                if listed_here and counts and section_of(block, element) == section:
                    yield element


def section_of(block: Block, element: Element) -> str:
    """Return the section of the report that lists an activity.

    A block of several clauses leaves it to its elements; parts of the section on funding are one.
    """
    clauses = (block.section or block.clause).split(", ")
    clause = element.clause if len(clauses) > 1 and element.clause in clauses else clauses[0]
    return FUNDING if clause.startswith(f"{FUNDING}.") else clause


# --- rows -----------------------------------------------------------------------------------


def _row(material: Material, element: Element) -> ActivityRow:
    given = [(owner, as_given(owner, element.code)) for owner in record_owners(material, element)]
    known = [figure for _owner, figure in given if figure.value is not None]
    open_ = [owner.code for owner, figure in given if figure.value is None]
    hidden = material.mask.hides((element.code,))
    label = element.label
    part = label.casefold().startswith(_PART_OF)
    return ActivityRow(
        code=element.code,
        label=label,
        counted_in=element.counted_in,
        indent=int(part),
        additive=element.additive,
        total=_total(material, element, known),
        used=len(known),
        expected=len(given),
        missing=() if hidden else tuple(map(material.name, open_)),
        by_unit=tuple(
            (owner.code, _cell(material, element, owner, figure)) for owner, figure in given
        ),
    )


def record_owners(material: Material, element: Element) -> tuple[Owner, ...]:
    """Return the units of record of an activity.

    A year that ended units share with new ones adds their flows.
    """
    plan, assessment, period = material.plan, material.assessment, material.period
    owners = owners_in(plan, assessment, period)
    if element.measure in _FLOWING:
        owners = (*owners, *ended_in(plan, assessment, period))
    return tuple(owner for owner in owners if owned(plan, owner, (element.code,)))


def _total(material: Material, element: Element, known: Sequence[GivenFigure]) -> Figure:
    of = f"{element.code} total"
    if material.mask.hides((element.code,)):
        return figures.symbol(numbers.MASKED, of)
    if not known:
        return figures.symbol(numbers.MISSING, of)
    if not element.additive and len(known) > 1:
        return figures.symbol(numbers.NOT_APPLICABLE, of)
    total = _figure(element, sum(figure.value or 0 for figure in known), known, of)
    if len(known) == 1:
        # Nothing was added: it is the figure of the only unit that gave one.
        return material.mask.cell(total, (element.code,))
    return replace(total, evidence=material.mask.evidence(total.evidence))


def _figure(element: Element, value: int, known: Sequence[GivenFigure], of: str) -> Figure:
    evidence = tuple(cell for figure in known for cell in figure.evidence)
    if element.value_type == "choice":
        label = next((one.label for one in element.choices if one.value == value), "")
        return figures.symbol(label, of, evidence)
    make = figures.million if element.value_type == "money" else figures.count
    return make(value, of, evidence)


def _cell(material: Material, element: Element, owner: Owner, given: GivenFigure) -> Figure:
    of = f"{element.code}@{owner.code}"
    if material.mask.hides((element.code,)):
        return figures.symbol(numbers.MASKED, of)
    if given.value is None:
        return figures.symbol(numbers.MISSING, of)
    return material.mask.cell(_figure(element, given.value, [given], of), (element.code,))


# --- sentences ------------------------------------------------------------------------------


def _paragraphs(material: Material, rows: Sequence[ActivityRow]) -> Iterator[Prose]:
    """Yield what was reported, what did not occur, what is not known, and whose is missing."""
    known = [row for row in rows if row.used and row.total.text != numbers.MASKED]
    done = [row for row in known if not _is_zero(row)]
    if done:
        yield from _bullets(tuple(_with_parts(material, done)))
    zero = [row.label for row in known if _is_zero(row) and not row.indent]
    if zero:
        yield say("Chưa phát sinh: {list}.", list=_labels(zero))
    hidden = [row.label for row in rows if row.total.text == numbers.MASKED]
    if hidden:
        yield say("Không công bố do số trường hợp nhỏ: {list}.", list=_labels(hidden))
    unknown = [row.label for row in rows if not row.used and row.expected and not row.indent]
    if unknown:
        yield say("Chưa có số liệu (đơn vị chưa báo cáo): {list}.", list=_labels(unknown))
    yield from _lacking(material, rows)


def silence(material: Material, groups: Sequence[ActivityGroup]) -> tuple[Prose, ...]:
    """Return who gave no figure of any group: said once, before the groups."""
    units = silent_units(material, groups, "activities silent")
    if units is None:
        return ()
    return (say("Số liệu hoạt động và kinh phí trong Báo cáo này chưa gồm {units}.", units=units),)


def silent_units(material: Material, groups: Sequence[ActivityGroup], of: str) -> Prose | None:
    """Return the names of the units that gave no figure of any group, None where all gave one."""
    silent = _silent(material, [row for group in groups for row in group.rows])
    return material.names(silent, of) if silent else None


def _bullets(phrases: Sequence[Prose]) -> Iterator[Prose]:
    """Yield what was reported: one sentence, or a list that reads as one."""
    if len(phrases) == 1:
        yield say("Trong kỳ: {phrase}.", phrase=phrases[0])
        return
    yield from itemized(say("Trong kỳ, theo báo cáo của các cơ quan, đơn vị, địa phương:"), phrases)


def _is_zero(row: ActivityRow) -> bool:
    if row.total.text == numbers.NOT_APPLICABLE:
        return not any(_positive(row))
    return row.total.value == 0 and row.total.style != "symbol"


def _positive(row: ActivityRow) -> Iterator[tuple[str, Figure]]:
    """Yield the units with a figure above zero, masked ones included."""
    for code, figure in row.by_unit:
        if figure.text == numbers.MASKED or figure.value:
            yield code, figure


def _labels(labels: Sequence[str]) -> str:
    return "; ".join(lower_first(label) for label in labels)


def _with_parts(material: Material, rows: Sequence[ActivityRow]) -> Iterator[Prose]:
    """Yield each row, a "trong đó" in brackets behind the row it belongs to."""
    for position, row in enumerate(rows):
        if row.indent and position:
            continue
        parts = []
        for following in rows[position + 1 :]:
            if not following.indent:
                break
            parts.append(_phrase(material, following))
        phrase = _phrase(material, row)
        if parts:
            inner = join(parts, "; ")
            yield say("{phrase} (trong đó {parts})", phrase=phrase, parts=inner)
        else:
            yield phrase


def _phrase(material: Material, row: ActivityRow) -> Prose:
    """Return a figure as prose: `02 lớp tập huấn đã chủ trì`, `tiền phạt: 12,5 triệu đồng`."""
    label = lower_first(row.label)
    if row.indent:
        label = lower_first(row.label[len(_PART_OF) :])
    if row.total.text == numbers.NOT_APPLICABLE:
        return say("{label} (không cộng): {units}", label=label, units=_each(material, row))
    counted = row.counted_in.split(",")[0].split()[:1]
    leads = counted and label.split()[0].strip(",") == counted[0].casefold()
    if leads and not row.indent and not label.startswith(_WHOLE):
        return say("{n} {label}", n=figures.in_prose(row.total), label=label)
    unit = f" {row.counted_in}" if row.counted_in else ""
    total = figures.in_prose(row.total)
    if total.style == "symbol":
        total = replace(total, text=lower_first(total.text))
    return say("{label}: {n}{unit}", label=label, n=total, unit=unit)


def _each(material: Material, row: ActivityRow) -> Prose:
    pieces = [
        say("{unit} {n}", unit=material.name(code), n=figures.in_prose(figure))
        for code, figure in _positive(row)
    ]
    return join(pieces, ", ")


def _silent(material: Material, rows: Sequence[ActivityRow]) -> list[str]:
    """Return the units that gave none of the figures asked of them, in the order of the plan."""
    cells = [(code, figure.text) for row in rows for code, figure in row.by_unit]
    giving = {code for code, text in cells if text != numbers.MISSING}
    asked = dict.fromkeys(code for code, _text in cells)
    return sorted(asked.keys() - giving, key=_place(material)) if giving else []


def _place(material: Material) -> Callable[[str], int]:
    order = {unit.code: place for place, unit in enumerate(material.plan.units)}
    return order.__getitem__


def _lacking(material: Material, rows: Sequence[ActivityRow]) -> Iterator[Prose]:
    """Say what is left open by units that gave other figures of the section."""
    left: dict[str, list[str]] = {}
    silent = set(_silent(material, rows))
    for row in rows:
        for code, figure in row.by_unit:
            if figure.text == numbers.MISSING and code not in silent and row.used:
                left.setdefault(code, []).append(row.label)
    if not left:
        return
    codes = sorted(left, key=_place(material))
    if len(codes) <= _NAMED and all(len(left[code]) <= _NAMED for code in codes):
        pieces = [f"{material.name(code)} ({_labels(left[code])})" for code in codes]
        yield say("Chưa có số liệu của {units}.", units=", ".join(pieces))
        return
    units = material.names(codes, "activities partly")
    yield say("Một số nội dung chưa có số liệu của {units}.", units=units)
