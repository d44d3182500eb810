"""`forms`: one blank workbook per expected unit."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from lsreport.app.output import save
from lsreport.app.workspace import Desk
from lsreport.domain.period import Period
from lsreport.domain.unit import Unit
from lsreport.errors import NotFoundError
from lsreport.excel.forms import write_form
from lsreport.excel.prefill import prefill
from lsreport.i18n import _
from lsreport.indicators import calendar
from lsreport.indicators.plan import Plan


def forms(desk: Desk, period: Period, codes: Sequence[str], out: Path | None) -> Iterator[Path]:
    """Write the forms of `period` and yield their paths, in the order of the plan.

    Raises:
        NotFoundError: a code names no unit expected in the period.
        StorageError: a form cannot be written.
    """
    units = expected_units(desk.plan, desk.require(period), codes)
    assessment = desk.assess(None, period)
    folder = out or desk.workspace.out / period.id / "forms"
    for unit in units:
        known = prefill(desk.plan, assessment, unit, period)
        content = write_form(desk.plan, unit, period, known)
        yield save(folder / form_name(desk.plan, unit, period), content)


def form_name(plan: Plan, unit: Unit, period: Period) -> str:
    """Return the name of a unit's form file."""
    return f"bieu-{plan.id}-{period.id}-{unit.code}.xlsx"


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
