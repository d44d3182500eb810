"""`remind`: letters to the units whose return is missing past its due date."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from lsreport.app.output import save
from lsreport.app.workspace import Desk
from lsreport.domain.clock import lang_son_day
from lsreport.domain.period import Period
from lsreport.domain.unit import Unit
from lsreport.i18n import Message, _
from lsreport.indicators import calendar
from lsreport.indicators.calendar import Due
from lsreport.report.letters import reminder, write_reminder
from lsreport.report.numbers import short_date


@dataclass(frozen=True, slots=True)
class Reminding:
    """What came of reminding: the letters, or why there is none."""

    letters: tuple[Path, ...]
    nothing: Message | None = None
    """Why there is no letter, None where there is one."""


def remind(
    desk: Desk,
    period: Period,
    *,
    now: datetime,
    as_of: datetime | None = None,
    each: bool = False,
    out: Path | None = None,
) -> Reminding:
    """Write one reminder naming every return of `period` missing at `as_of`, else now.

    With `each`, one reminder for each unit instead. Nothing is sent, and nothing is written before
    the due date has passed or where every return has come.

    Raises:
        NotFoundError: the plan has no such period.
        ConfigurationError: the configuration does not say who writes to the units, or a template
            is broken.
        StorageError: a letter cannot be written.
    """
    moment = as_of or now
    known = desk.assess_until(as_of, desk.require(period)).periods[period]
    missing = tuple(unit for unit in known.expected if unit.code not in known.returns)
    if calendar.on_time(desk.plan, period, moment) or not missing:
        return Reminding((), _nothing(period, calendar.due(desk.plan, period), missing))
    today = lang_son_day(moment)
    groups = [(unit,) for unit in missing] if each else [missing]
    # Every letter is made before the first is written: a broken template leaves none behind.
    letters = [reminder(desk.plan, desk.office, known, units, today) for units in groups]
    folder = out or desk.workspace.out / period.id
    name = f"lsreport-{desk.plan.id}-{period.id}-reminder"
    names = [f"{name}-{unit.code}.docx" for unit in missing] if each else [f"{name}.docx"]
    contents = [write_reminder(letter, desk.workspace.templates) for letter in letters]
    return Reminding(
        tuple(save(folder / file, content) for file, content in zip(names, contents, strict=True))
    )


def _nothing(period: Period, due: Due, missing: tuple[Unit, ...]) -> Message:
    """Say why there is no letter, and when the returns are due."""
    if not missing:
        return Message(_("No reminder: every return of {period} has come."), {"period": period.id})
    return Message(
        _(
            "No reminder yet: the returns of {period} are due by the end of {due}; {count} of "
            "them have not come."
        ),
        {"period": period.id, "due": short_date(due.moved), "count": len(missing)},
    )
