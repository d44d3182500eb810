"""Read an import sheet: one return per unit and year, or why it is not taken.

A fault of the sheet rejects the file; a fault of a row or of a source rejects the return of its
unit and year alone. What the figures say is for the checks, as in any other return.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from lsreport.checks import paper, rejections
from lsreport.domain.finding import Finding
from lsreport.excel.admission import Asked
from lsreport.excel.guard import listed
from lsreport.excel.paper_groups import Grouping, PaperReading, said
from lsreport.excel.paper_scope import Scope, scope_of
from lsreport.excel.paper_tables import (
    HANDOVER,
    Tables,
    kind_named,
    plan_named,
    read_tables,
)
from lsreport.excel.submissions import Refusal
from lsreport.i18n import Message, _
from lsreport.indicators.plan import Plan
from lsreport.ooxml.workbook import Workbook

_FIGURES = _("figures")
_SOURCES = _("sources")


def read_paper(
    workbook: Workbook, file: str, plan: Plan, asked: Asked, today: date | None
) -> PaperReading:
    """Read an import sheet called `file` in messages; no paper came after `today`."""
    tables = read_tables(workbook)
    columns = (code for codes in tables.years for code in codes)
    scope = scope_of(plan, kind_named(workbook), columns)
    broken = tuple(_broken(workbook, tables, file, plan, scope, asked))
    if broken:
        refusal = Refusal(broken, None, None)
        return PaperReading((), (refusal,), handover=scope.kind == HANDOVER)
    return Grouping(plan, scope, file, today or date.max).taken(tables)


def _broken(
    workbook: Workbook, tables: Tables, file: str, plan: Plan, scope: Scope, asked: Asked
) -> Iterator[Finding]:
    """Yield why nothing of the sheet can be taken."""
    if asked.unit is not None or asked.period is not None:
        yield paper.SEVERAL_RETURNS.finding(unit=None, period=None, file=file)
    written_for = plan_named(workbook)
    if written_for not in {None, plan.id}:
        yield rejections.OTHER_PLAN.finding(
            unit=None, period=None, file=file, seen=written_for, expected=plan.id
        )
    for table, found in ((_FIGURES, bool(tables.years)), (_SOURCES, tables.has_sources)):
        if not found:
            yield paper.TABLE_MISSING.finding(
                unit=None,
                period=None,
                file=file,
                facts={"table": Message(table), "option": f"--{scope.kind}"},
            )
    expected = tuple(sorted(scope.codes))
    for years in tables.years:
        if years != expected:
            yield paper.YEARS_CHANGED.finding(
                unit=None,
                period=None,
                file=file,
                seen=said(listed(years)),
                expected=", ".join(map(str, scope.periods)),
            )
