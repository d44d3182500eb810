"""Annex III on a page: who has something to show for the tasks of part V of the plan."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from lsreport.indicators.units import owners_in
from lsreport.report import figures, numbers, wording
from lsreport.report.annex_types import TASK_SECTIONS, TaskLine, TaskRow
from lsreport.report.annexes import DONE
from lsreport.report.figures import Printable, Prose, say
from lsreport.report.local_areas import local_areas
from lsreport.report.material import Material


def task_matrix(material: Material, rows: Sequence[TaskRow]) -> tuple[TaskLine, ...]:
    """Return a line for each unit of `rows`; many local units make one line for each area."""
    owners = owners_in(material.plan, material.assessment, material.period)
    codes = [owner.code for owner in owners]
    areas = local_areas(material)
    together = {code for area in areas for code in area.units}
    lines = [
        TaskLine(row.clause, row.unit, row.states)
        for code, row in zip(codes, rows, strict=True)
        if code not in together
    ]
    for area in areas:
        inside = [row for code, row in zip(codes, rows, strict=True) if code in area.units]
        states = (
            _counted([row.states[place] for row in inside], f"tasks {section}@{area.name}")
            for place, section in enumerate(TASK_SECTIONS)
        )
        lines.append(TaskLine(inside[0].clause, area.name, tuple(states)))
    return tuple(lines)


def _counted(states: Sequence[Printable], of: str) -> Printable:
    """Return how many of the units asked have something to show, and how many are not known."""
    asked = [state for state in states if state != numbers.NOT_APPLICABLE]
    if not asked:
        return figures.symbol(numbers.NOT_APPLICABLE, of)
    if numbers.MASKED in asked:
        return figures.symbol(numbers.MASKED, of)
    counted = say(
        "{n}/{d}",
        n=figures.count(asked.count(DONE), f"{of} done"),
        d=figures.count(len(asked), f"{of} asked"),
    )
    unknown = asked.count(numbers.MISSING)
    if not unknown:
        return counted
    return say("{n} ({unknown})", n=counted, unknown=figures.count(unknown, f"{of} unknown"))


def task_notes(material: Material) -> Iterator[Prose]:
    """Yield what the lines of areas and the columns of the annex stand for."""
    if local_areas(material):
        yield say(
            "Các {noun} ghi theo địa bàn: số đơn vị có kết quả trên số đơn vị được giao; trong "
            "ngoặc là số đơn vị chưa có số liệu.",
            noun=material.local_noun,
        )
    sections = "; ".join(
        f"{section}: {wording.section_title(section, material.day)}" for section in TASK_SECTIONS
    )
    yield say("Mục của Kế hoạch: {sections}.", sections=sections)
