"""The task matrix of part V over the years: what the units of each clause have to show."""

from __future__ import annotations

import re
from collections.abc import Sequence

from lsreport.report import figures, numbers
from lsreport.report.annex_types import TaskRow
from lsreport.report.annexes import DONE, task_rows
from lsreport.report.by_year import dated_prose
from lsreport.report.figures import Figure, Prose, join, say
from lsreport.report.material import Material
from lsreport.report.review_types import TaskClause, TaskYear
from lsreport.report.sentences import ratio_of_units

_NAMED = 2
"""Units of one clause that are named before they are only counted."""
_NUMBERS = re.compile(r"[0-9]+")


def task_clauses(years: Sequence[Material]) -> tuple[TaskClause, ...]:
    """Return each clause over the years, in the order of the plan; a year nobody has it is left."""
    tables = [task_rows(one) for one in years]
    clauses = {clause for table in tables for row in table for clause in _clauses(row)}
    return tuple(
        TaskClause(
            clause,
            tuple(
                _year(material, clause, rows)
                for material, table in zip(years, tables, strict=True)
                if (rows := [row for row in table if clause in _clauses(row)])
            ),
        )
        for clause in sorted(clauses, key=_place)
    )


def _clauses(row: TaskRow) -> list[str]:
    return row.clause.split(", ")


def _place(clause: str) -> tuple[str, int]:
    """Return what clauses are ordered by: V.2 stands before V.10."""
    number = _NUMBERS.search(clause)
    return clause.partition(".")[0], int(number[0]) if number else 0


def _year(material: Material, clause: str, rows: Sequence[TaskRow]) -> TaskYear:
    columns = zip(*(row.states for row in rows), strict=True)
    return TaskYear(
        year=str(material.period.year),
        who=dated_prose(_who(material, clause, rows), material.period),
        states=tuple(
            dated_prose(_state(f"{clause} tasks", states), material.period) for states in columns
        ),
    )


def _who(material: Material, clause: str, rows: Sequence[TaskRow]) -> Prose:
    """Return the units of a clause by name, or how many of what they are."""
    if len(rows) <= _NAMED:
        return join([row.unit for row in rows], ", ")
    local = {material.name(code) for code in material.local}
    noun = material.local_noun if local.issuperset(row.unit for row in rows) else "tổ chức, đơn vị"
    count = figures.count(len(rows), f"{clause} units", prose=True)
    return say("{count} {noun}", count=count, noun=noun)


def _state(of: str, states: Sequence[str | Figure]) -> Prose:
    """Return the state of one unit, or of how many of the units asked it is a result."""
    asked = [state for state in states if str(state) != numbers.NOT_APPLICABLE]
    said = [str(state) for state in asked]
    if not asked:
        return Prose((numbers.NOT_APPLICABLE,))
    # Hidden of one unit is hidden of all: a count of the others would tell.
    if numbers.MASKED in said:
        return Prose((numbers.MASKED,))
    if len(asked) == 1 or set(said) == {numbers.MISSING}:
        return Prose((asked[0],))
    return ratio_of_units(said.count(DONE), len(asked), of)
