"""Letters to the reporting units: the one that opens a period, and the one that reminds.

Here are only their facts; the words, one tone for each standing, stand in the templates.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from pathlib import Path
from typing import ClassVar

from lsreport.checks.rulebook import message_of
from lsreport.domain.assessment import PeriodAssessment
from lsreport.domain.clock import LANG_SON, lang_son_day
from lsreport.domain.period import Period
from lsreport.domain.submission import Rejected
from lsreport.domain.unit import Standing, Unit
from lsreport.i18n import Catalogue, _
from lsreport.indicators import calendar
from lsreport.indicators.plan import Plan
from lsreport.indicators.units import unit_window
from lsreport.report import numbers, wording
from lsreport.report.docx import fill_in, template
from lsreport.report.letter_types import Asked, Letter, Part, Refused, Reminder
from lsreport.report.letterhead import open_letterhead
from lsreport.report.material import LOCAL, about, is_synthetic, period_text
from lsreport.report.office import IssuingBody, Office
from lsreport.report.template_variables import MOTTO, SYNTHETIC, Required, letterhead_parts
from lsreport.report.view_types import SYNTHETIC_LINE

OPENING = "opening.docx"
REMINDER = "reminder.docx"
_VIETNAMESE = "vi"
_NAMED = 8
"""Local units Kính gửi names one by one; more of them stand on one line."""


@dataclass(frozen=True, slots=True)
class OpeningVariables:
    """Variables of `opening.docx`."""

    letter: Letter
    synthetic_line: str

    words: ClassVar[tuple[str, ...]] = (*MOTTO, "Kính gửi", "Nơi nhận:")
    required: ClassVar[tuple[Required, ...]] = (
        SYNTHETIC,
        *letterhead_parts("letter.letterhead"),
        Required(_("the due date as it counts"), ("letter.due.moved",)),
        Required(_("where returns are sent"), ("letter.send_to",)),
    )


@dataclass(frozen=True, slots=True)
class ReminderVariables:
    """Variables of `reminder.docx`."""

    letter: Letter
    reminder: Reminder
    synthetic_line: str

    words: ClassVar[tuple[str, ...]] = OpeningVariables.words
    required: ClassVar[tuple[Required, ...]] = (
        *OpeningVariables.required,
        Required(_("the units that have not reported"), ("letter.parts[].units[].name",)),
    )


def opening_letter(
    plan: Plan, office: Office, period: Period, units: Sequence[Unit], today: date
) -> Letter:
    """Return the letter that asks `units` for their returns of `period`.

    It is that of the due date when that has passed: who issued it then, and is not written now.

    Raises:
        ConfigurationError: the office does not say who writes to the units on that day.
    """
    day = min(today, calendar.due(plan, period).moved)
    return _letter(plan, office, period, units, day, refused={}, synthetic=False)


def reminder(
    plan: Plan, office: Office, known: PeriodAssessment, units: Sequence[Unit], today: date
) -> Reminder:
    """Return the reminder of `units`, whose returns are missing past their due date on `today`.

    Raises:
        ConfigurationError: the office does not say who writes to the units on that day.
    """
    letter = _letter(
        plan,
        office,
        known.period,
        units,
        today,
        refused=known.rejected,
        synthetic=is_synthetic(known),
    )
    return Reminder(
        letter,
        days_late=calendar.working_days(plan, letter.due.moved, today),
        received=sum(unit.code in known.returns for unit in known.expected),
        expected=len(known.expected),
    )


def write_opening(letter: Letter, templates: Path | None = None) -> bytes:
    """Return the opening letter as DOCX: the same facts, the same bytes.

    `templates` is the office's own folder of changed templates; what is not in it is packaged.

    Raises:
        ConfigurationError: the template is no DOCX or its tags are wrong; the file is named.
    """
    return _written(OPENING, letter, OpeningVariables(letter, SYNTHETIC_LINE), templates)


def write_reminder(reminder: Reminder, templates: Path | None = None) -> bytes:
    """Return a reminder as DOCX; see `write_opening`."""
    variables = ReminderVariables(reminder.letter, reminder, SYNTHETIC_LINE)
    return _written(REMINDER, reminder.letter, variables, templates)


def _written(
    name: str,
    letter: Letter,
    variables: OpeningVariables | ReminderVariables,
    templates: Path | None,
) -> bytes:
    return fill_in(
        template(name, templates),
        variables,
        title=f"Báo cáo kết quả thực hiện Kế hoạch số {letter.plan_number} {letter.period}",
        subject=letter.plan_about,
        moment=datetime.combine(letter.day, time.min, LANG_SON),
    )


def _letter(
    plan: Plan,
    office: Office,
    period: Period,
    units: Sequence[Unit],
    day: date,
    *,
    refused: Mapping[str, Rejected],
    synthetic: bool,
) -> Letter:
    body, letters = office.letters_on(day)
    last = calendar.window(plan, period)[1]
    every = [unit for unit in calendar.expected(plan, period) if LOCAL in unit.roles]
    local = wording.local_units(last)
    window, local_window = _windows(plan, units, period)
    return Letter(
        letterhead=open_letterhead(
            body,
            day,
            letters.symbol,
            _addressees(body, units, every, local),
            letters.recipients,
        ),
        synthetic=synthetic,
        clause=plan.calendar.clause_due,
        plan_number=plan.number,
        plan_dated=plan.dated,
        plan_about=about(plan),
        period=period_text(period),
        window=window,
        local_window=local_window,
        due=calendar.due(plan, period),
        local=local,
        ministry=wording.ministry(last),
        sender=body.name,
        send_to=letters.send_to,
        parts=tuple(_parts(units, every, local, refused)),
        day=day,
    )


def _addressees(
    body: IssuingBody, units: Sequence[Unit], every: Sequence[Unit], local: str
) -> tuple[str, ...]:
    """Return Kính gửi: a body does not write to itself, unless to nobody else."""
    others = [unit for unit in units if unit.name != body.name] or units
    asked = [unit for unit in others if LOCAL in unit.roles]
    if len(asked) > _NAMED and len(asked) < len(every):
        return tuple(_together(others, asked, f"UBND các {local} có tên trong văn bản này"))
    return tuple(_together(others, every, f"UBND các {local}"))


def _together(units: Sequence[Unit], group: Collection[Unit], name: str) -> Iterator[str]:
    """Yield the names of the units; a group of several is named once if all of it is there."""
    joined = len(group) > 1 and set(group) <= set(units)
    named = False
    for unit in units:
        if not joined or unit not in group:
            yield unit.name
        elif not named:
            yield name
            named = True


def _windows(
    plan: Plan, units: Sequence[Unit], period: Period
) -> tuple[tuple[date, date], tuple[date, date] | None]:
    """Return the window of the units, and that of the local ones where both kinds differ."""
    windows = {unit_window(plan, unit, period): None for unit in units}
    return min(windows), max(windows) if len(windows) > 1 else None


def _parts(
    units: Sequence[Unit], every: Sequence[Unit], local: str, refused: Mapping[str, Rejected]
) -> Iterator[Part]:
    catalogue = Catalogue(_VIETNAMESE)
    together = f"UBND các {local} ({numbers.counted(len(every))} đơn vị)"
    for standing in (Standing.MUST, Standing.REQUESTED):
        own = [unit for unit in units if unit.standing is standing]
        if own:
            asked = tuple(
                Asked(unit.name, _refused(refused.get(unit.code), catalogue)) for unit in own
            )
            yield Part(standing, asked, tuple(_together(own, every, together)))


def _refused(file: Rejected | None, catalogue: Catalogue) -> Refused | None:
    if file is None:
        return None
    said = " ".join(message_of(finding, catalogue) for finding in file.findings)
    reason = said if file.file in said else f"{file.file}: {said}"
    return Refused(lang_son_day(file.received), reason)
