"""One cycle after another: forms prefilled from what was sent before, filled in, received."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, time

from lsreport.checks.judge import judge
from lsreport.domain.assessment import Assessment
from lsreport.domain.clock import LANG_SON
from lsreport.domain.period import Period
from lsreport.domain.submission import ReferenceFigure, Submission, Vintage
from lsreport.domain.unit import Unit
from lsreport.excel.forms import write_form
from lsreport.excel.prefill import prefill
from lsreport.excel.submissions import Refusal, read_submission
from lsreport.indicators.calendar import expected, window
from lsreport.indicators.plan import Plan
from samples.coverage import Figures
from samples.filling import Clerk, filled
from samples.places import HALF_2025, PERIODS
from samples.returns import figures_of
from samples.story import SAVED_BY_LIBREOFFICE, Sending, sendings
from samples.words import cover_of, narrative_of, plan_of

_WRITES_NOUGHTS = frozenset({"180", "188", "HND"})
"""Units that write out every nought instead of ticking a part."""


@dataclass(frozen=True, slots=True)
class Received:
    """One workbook and where it belongs."""

    period: str
    sending: Sending
    content: bytes

    @property
    def path(self) -> str:
        """Its place in the samples, which is that in an inbox."""
        return f"{self.period}/{self.sending.received.isoformat()}/{self.sending.file}"

    @property
    def saved_by_libreoffice(self) -> bool:
        """Whether it reached the office through LibreOffice."""
        return (self.period, self.sending.unit) == (HALF_2025, SAVED_BY_LIBREOFFICE)


def cycles(plan: Plan, reference: tuple[ReferenceFigure, ...]) -> Iterator[Received]:
    """Yield every workbook of every cycle, oldest first."""
    sent: dict[Period, dict[str, Submission]] = {}
    for name in PERIODS:
        period = Period.parse(name)
        assessment = judge(plan, Vintage(None, sent, reference=reference), also=(period,))
        current: dict[str, Submission] = {}
        for received in _cycle(plan, period, assessment):
            yield received
            if received.sending.current:
                current[received.sending.unit] = _submission(plan, period, received)
        sent = {**sent, period: current}


def figures_in(plan: Plan, period: Period) -> Mapping[str, Figures]:
    """Return the right figures of every unit of a period."""
    return figures_of([unit.code for unit in expected(plan, period)], period.id)


def _cycle(plan: Plan, period: Period, assessment: Assessment) -> Iterator[Received]:
    figures = figures_in(plan, period)
    units = {unit.code: unit for unit in expected(plan, period)}
    for sending in sendings(period.id, figures):
        unit = units[sending.unit]
        form = write_form(plan, unit, period, prefill(plan, assessment, unit, period))
        content = _filled(plan, unit, period, figures[unit.code], sending, form)
        yield Received(period.id, sending, content)


def _filled(
    plan: Plan, unit: Unit, period: Period, figures: Figures, sending: Sending, form: bytes
) -> bytes:
    clerk = Clerk(plan, unit, window(plan, period)[1], unit.code in _WRITES_NOUGHTS)
    typed = {
        **cover_of(unit.code, sending.received),
        **plan_of(unit.code, period.id),
        **clerk.typed(figures),
        **narrative_of(unit.code, period.id, figures),
        **sending.typed,
    }
    return filled(form, typed, sending.edits, sending.received)


def _submission(plan: Plan, period: Period, received: Received) -> Submission:
    """Return the workbook as the office holds it.

    Raises:
        ValueError: the office would reject it.
    """
    sending = received.sending
    reading = read_submission(received.content, sending.file, plan)
    if isinstance(reading, Refusal):
        raise ValueError(received.path, reading.findings)  # noqa: TRY004 - its type is right
    return Submission(
        sha256=received.path,
        file=sending.file,
        unit=reading.unit,
        period=period,
        form_version=reading.version,
        received=datetime.combine(sending.received, time(12), LANG_SON),
        recorded=datetime.combine(sending.received, time(12), UTC),
        revision=1,
        cover=reading.cover,
        raws=reading.raws,
        notes=reading.notes,
    )
