"""`forms`: one blank workbook per expected unit."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from lsreport.app.output import save
from lsreport.app.workspace import Desk
from lsreport.domain.period import Period
from lsreport.domain.unit import Unit
from lsreport.errors import NotFoundError
from lsreport.excel.forms import form_name, write_form
from lsreport.excel.prefill import prefill
from lsreport.i18n import _
from lsreport.indicators import calendar
from lsreport.indicators.plan import Plan
from lsreport.report.material import period_text
from lsreport.report.texts import starter


def forms(desk: Desk, period: Period, codes: Sequence[str], out: Path | None) -> Iterator[Path]:
    """Write the forms of `period` and yield their paths, in the order of the plan.

    The period's file for the analyst's prose is laid out with them.

    Raises:
        NotFoundError: a code names no unit expected in the period.
        StorageError: a form cannot be written.
    """
    units = expected_units(desk.plan, desk.require(period), codes)
    _start_prose(desk, period)
    assessment = desk.assess(None, period)
    folder = out or desk.workspace.out / period.id / "forms"
    for unit in units:
        known = prefill(desk.plan, assessment, unit, period)
        content = write_form(desk.plan, unit, period, known)
        yield save(folder / form_name(unit, period), content)


def _start_prose(desk: Desk, period: Period) -> None:
    """Lay out the file of the analyst's own prose, where the period has none yet."""
    path = desk.workspace.texts / f"{period.id}.md"
    if not path.exists():
        save(path, starter(period_text(period)).encode())


def expected_units(plan: Plan, period: Period, codes: Sequence[str]) -> tuple[Unit, ...]:
    """Return the units expected in `period`, only those of `codes` when any is given.

    Raises:
        NotFoundError: a code names no unit expected in the period.
    """
    units = calendar.expected(plan, period)
    known = {unit.code for unit in units}
    for code in codes:
        if code not in known:
            raise NotFoundError(
                _(
                    "Unit {code} is not expected in {period}. The units expected are listed by "
                    "`lsreport units {period}`."
                ),
                code=code,
                period=period.id,
            )
    return tuple(unit for unit in units if not codes or unit.code in codes)
