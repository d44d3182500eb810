"""What the form of a unit asks for: the keys of its cells, in the order of the plan.

Forms, readers, checks and samples all take their keys from here.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from lsreport.domain.unit import Unit
from lsreport.indicators.plan import Block, Element, Plan


def input_facets(element: Element) -> tuple[str, ...]:
    """Return the facets a clerk types or confirms in the row of `element`.

    cumulative: total? base gains losses case? reason · reach: total? reached basis case? ·
    everything else: value. A row the form computes (CL_CK) has none.
    """
    if element.formula:
        return ()
    total = ("total",) if element.has_total else ()
    case = ("case",) if element.may_be_na else ()
    if element.measure == "cumulative":
        return (*total, "base", "gains", "losses", *case, "reason")
    if element.measure == "reach":
        return (*total, "reached", "basis", *case)
    return ("value",)


def derived_facets(element: Element) -> tuple[str, ...]:
    """Return the facets the form computes: `covered` of a cumulative row, `value` of CL_CK."""
    if element.formula:
        return ("value",)
    return ("covered",) if element.measure == "cumulative" else ()


def key_of(code: str, facet: str) -> str:
    """Return the key of a facet: the bare code for `value`."""
    return code if facet == "value" else f"{code}.{facet}"


def input_keys(element: Element) -> tuple[str, ...]:
    """Return the keys a clerk types or confirms in the row of `element`."""
    return tuple(key_of(element.code, facet) for facet in input_facets(element))


def blocks_of(plan: Plan, unit: Unit, day: date) -> Iterator[tuple[Block, tuple[Element, ...]]]:
    """Yield the blocks of a unit's form that have rows, in the order of the plan.

    Blocks and rows are in the texts of `day`.
    """
    rows: dict[str, list[Element]] = {}
    for element in plan.elements_of(unit, day):
        rows.setdefault(element.block, []).append(element)
    for block in plan.worded_on(day).blocks:
        if block.holds(day) and block.code in rows:
            yield block, tuple(rows[block.code])


def asked_keys(plan: Plan, unit: Unit, day: date) -> tuple[str, ...]:
    """Return every key of the form of `unit` for a window that ends on `day`.

    Ticks come before the rows of their block, then the rows' own keys, then grid rows of the
    case elements it asks for.
    """
    keys: list[str] = []
    asked: set[str] = set()
    for block, rows in blocks_of(plan, unit, day):
        if block.tick is not None:
            keys.append(block.tick)
        for element in rows:
            asked.add(element.code)
            keys += input_keys(element)
    for row in plan.grids:
        if row.element in asked:
            keys += (key_of(row.code, facet) for facet in row.facets)
    return tuple(keys)


def paper_facets(element: Element) -> tuple[str, ...]:
    """Return the facets the import sheet of the paper years asks for in the row of `element`.

    Where a row stood at the end of the year, not how it came there: total? covered · total?
    reached · value. Words and dates are not taken over.
    """
    if element.value_type in {"text", "date"}:
        return ()
    total = ("total",) if element.has_total else ()
    if element.measure == "cumulative":
        return (*total, "covered")
    if element.measure == "reach":
        return (*total, "reached")
    return ("value",)


def paper_keys(plan: Plan, unit: Unit, day: date) -> tuple[str, ...]:
    """Return the keys the import sheet asks of `unit` for a year whose window ends on `day`."""
    return tuple(
        key_of(element.code, facet)
        for block, rows in blocks_of(plan, unit, day)
        if block.layout != "text"
        for element in rows
        for facet in paper_facets(element)
    )
