"""`forms`: one blank workbook per expected unit, and the letter that goes with them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path

from lsreport.app.output import save
from lsreport.app.workspace import Desk, expected_units
from lsreport.domain.period import Period
from lsreport.domain.unit import Unit
from lsreport.errors import NotFoundError
from lsreport.excel.forms import form_name, write_form
from lsreport.excel.paper_form import (
    HANDOVER_FILE,
    PAPER_FILE,
    write_handover_form,
    write_paper_form,
)
from lsreport.excel.prefill import prefill
from lsreport.i18n import _
from lsreport.report.material import period_text
from lsreport.report.texts import starter


def forms(
    desk: Desk,
    period: Period,
    codes: Sequence[str],
    out: Path | None,
    *,
    letter: date | None = None,
) -> Iterator[Path]:
    """Write the forms of `period` and yield their paths, in the order of the plan.

    The period's file for the analyst's prose is laid out with them. With `letter`, today's date in
    Lạng Sơn, the letter that asks these units for their returns comes last, beside the forms.

    Raises:
        NotFoundError: a code names no unit expected in the period.
        ConfigurationError: the configuration does not say who writes to the units, or the template
            of the letter is broken.
        StorageError: a form cannot be written.
    """
    units = expected_units(desk.plan, desk.require(period), codes)
    # Made first: what is wrong with the letter stops the command before it writes anything.
    opening = _opening(desk, period, units, letter) if letter else None
    _start_prose(desk, period)
    assessment = desk.assess_until(None, period)
    folder = out or desk.workspace.out / period.id / "forms"
    for unit in units:
        known = prefill(desk.plan, assessment, unit, period)
        content = write_form(desk.plan, unit, period, known)
        yield save(folder / form_name(unit, period), content)
    if opening is not None:
        yield save(folder / f"lsreport-{desk.plan.id}-{period.id}-opening.docx", opening)


def import_sheet(desk: Desk, out: Path | None) -> Path:
    """Write the one blank sheet that takes the figures of the paper years; return its path.

    Raises:
        NotFoundError: the plan names no years that were reported on paper.
        StorageError: it cannot be written.
    """
    if not desk.plan.calendar.paper_years:
        raise NotFoundError(
            _(
                "Plan {plan} names no years that were reported on paper. They stand in its "
                "calendar.toml under paper_years."
            ),
            plan=desk.plan.number,
        )
    return save((out or desk.workspace.out) / PAPER_FILE, write_paper_form(desk.plan))


def handover_sheet(desk: Desk, out: Path | None) -> Path:
    """Write the one blank sheet that takes what ended units handed over; return its path.

    Raises:
        NotFoundError: the plan names no hand-over.
        StorageError: it cannot be written.
    """
    if not desk.plan.calendar.handovers:
        raise NotFoundError(
            _(
                "Plan {plan} names no hand-over from units that ended. It stands in its "
                "calendar.toml under [[handover]]."
            ),
            plan=desk.plan.number,
        )
    return save((out or desk.workspace.out) / HANDOVER_FILE, write_handover_form(desk.plan))


def _opening(desk: Desk, period: Period, units: Sequence[Unit], today: date) -> bytes:
    # The libraries for Word take longer to load than the forms to write.
    from lsreport.report.letters import opening_letter, write_opening

    letter = opening_letter(desk.plan, desk.office, period, units, today)
    return write_opening(letter, desk.workspace.templates)


def _start_prose(desk: Desk, period: Period) -> None:
    """Lay out the file of the analyst's own prose, where the period has none yet."""
    path = desk.workspace.texts / f"{period.id}.md"
    if not path.exists():
        save(path, starter(period_text(period)).encode())
