"""The receipt of a return: what was received and when, and what the checks say of it.

Here are only its facts; the words around them stand in the template.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime
from pathlib import Path
from typing import ClassVar, Literal

from lsreport.domain.assessment import PeriodAssessment
from lsreport.domain.clock import LANG_SON, end_of, lang_son_day
from lsreport.domain.finding import Severity
from lsreport.domain.submission import JudgedReturn, Rejected, Submission
from lsreport.domain.unit import Unit
from lsreport.i18n import _
from lsreport.indicators import calendar
from lsreport.indicators.calendar import Due
from lsreport.indicators.plan import Plan
from lsreport.indicators.units import unit_window
from lsreport.report import numbers
from lsreport.report.docx import fill_in, template
from lsreport.report.letterhead import Letterhead, open_letterhead
from lsreport.report.material import is_synthetic, period_text
from lsreport.report.office import IssuingBody, Office
from lsreport.report.opinions import Opinion, opinions_of
from lsreport.report.template_variables import MOTTO, SYNTHETIC, Required, letterhead_parts
from lsreport.report.view_types import SYNTHETIC_LINE

RECEIPT = "receipt.docx"

Verdict = Literal["accepted", "accepted_with_queries", "accepted_with_errors", "rejected"]


@dataclass(frozen=True, slots=True)
class Receipt:
    """What the receipt of one file says."""

    about: About
    file: str
    """File name as it was received."""
    sha256: str
    received: datetime
    """When this file was received."""
    verdict: Verdict
    opinions: tuple[Opinion, ...]
    """Errors, queries, notes, then what was agreed on."""
    accepted: Accepted | None
    """None for a file that was not accepted."""
    in_use: str = ""
    """When the return was received that stays in use instead of a file that was not accepted;
    blank where there is none."""

    @property
    def received_text(self) -> str:
        """When this file was received."""
        return _moment(self.received)

    @property
    def errors(self) -> int:
        """Number of open errors."""
        return _open(self.opinions, Severity.ERROR)

    @property
    def queries(self) -> int:
        """Number of open queries."""
        return _open(self.opinions, Severity.QUERY)


@dataclass(frozen=True, slots=True)
class About:
    """Whose return of which period a file is, and who gives the receipt."""

    letterhead: Letterhead
    synthetic: bool
    plan_number: str
    sender: str
    """Name of the issuing body inside a sentence."""
    unit: Unit
    period: str
    window: tuple[date, date]
    """First and last day of the figures asked of the unit."""
    due: Due


@dataclass(frozen=True, slots=True)
class Accepted:
    """What only an accepted file has."""

    revision: int
    """It was the nth accepted for its unit and period."""
    sending: int
    """Lần gửi as the cover says."""
    first: str
    """When the first accepted revision was received; blank where this is the first."""
    in_time: bool
    days_late: int
    """Working days after the moved due date; 0 for a return in time."""
    annotated: str | None
    """File name of the annotated copy, None where there is none."""


@dataclass(frozen=True, slots=True)
class ReceiptVariables:
    """Variables of `receipt.docx`."""

    receipt: Receipt
    about: About
    synthetic_line: str

    words: ClassVar[tuple[str, ...]] = (*MOTTO, "Kính gửi", "Nơi nhận:")
    required: ClassVar[tuple[Required, ...]] = (
        SYNTHETIC,
        *letterhead_parts("about.letterhead", numbered=False),
        Required(_("the unit"), ("about.unit.name",)),
        Required(_("the file"), ("receipt.file",)),
        Required(_("when it was received"), ("receipt.received_text",)),
        Required(_("what the checks say"), ("receipt.opinions[].message",)),
        Required(_("what the unit is to do"), ("receipt.opinions[].remedy",)),
    )


def receipt_of(
    plan: Plan,
    office: Office,
    known: PeriodAssessment,
    judged: JudgedReturn,
    opinions: tuple[Opinion, ...],
    annotated: str | None,
) -> Receipt:
    """Return the receipt of a return of the period `known` with the opinions on it.

    `annotated` is the file name of its annotated copy, None where there is none.

    Raises:
        ConfigurationError: the office has no issuing body on the day of the receipt.
    """
    submission = judged.submission
    return Receipt(
        about=_about(plan, office, known, submission),
        file=submission.file,
        sha256=submission.sha256,
        received=submission.received,
        verdict=_verdict(opinions),
        opinions=opinions,
        accepted=_accepted(plan, submission, annotated),
    )


def refusal_of(plan: Plan, office: Office, known: PeriodAssessment, rejected: Rejected) -> Receipt:
    """Return the receipt of a file of the period `known` that was not accepted.

    Raises:
        ConfigurationError: the office has no issuing body on the day of the receipt.
    """
    judged = known.returns.get(rejected.unit)
    return Receipt(
        about=_about(plan, office, known, rejected),
        file=rejected.file,
        sha256=rejected.sha256,
        received=rejected.received,
        verdict="rejected",
        opinions=opinions_of(rejected.findings, rejected.file),
        accepted=None,
        in_use="" if judged is None else _moment(judged.submission.received),
    )


def render_receipt(receipt: Receipt, templates: Path | None = None) -> bytes:
    """Return the receipt as DOCX: the same receipt, the same bytes.

    `templates` is the office's own folder of changed templates; what is not in it is packaged.

    Raises:
        ConfigurationError: the template is no DOCX or its tags are wrong; the file is named.
    """
    about = receipt.about
    return fill_in(
        template(RECEIPT, templates),
        ReceiptVariables(receipt, about, SYNTHETIC_LINE),
        title=f"Phiếu tiếp nhận báo cáo {about.period}: {about.unit.name}",
        subject=f"Kế hoạch số {about.plan_number}",
        moment=receipt.received,
    )


def _about(
    plan: Plan, office: Office, known: PeriodAssessment, sent: Submission | Rejected
) -> About:
    day = max(known.window[1], lang_son_day(sent.received))
    body = office.body_on(day)
    unit = next(one for one in known.expected if one.code == sent.unit)
    return About(
        letterhead=_letterhead(body, unit, day),
        synthetic=is_synthetic(known),
        plan_number=plan.number,
        sender=body.name,
        unit=unit,
        period=period_text(known.period),
        window=unit_window(plan, unit, known.period),
        due=calendar.due(plan, known.period),
    )


def _letterhead(body: IssuingBody, unit: Unit, day: date) -> Letterhead:
    """Return that of a receipt: it has no number, and who took the file in signs it."""
    recipients = ("Như trên", body.province.recipients[-1])
    return replace(
        open_letterhead(body, day, "", (unit.name,), recipients),
        number="",
        signer_authority=("NGƯỜI TIẾP NHẬN",),
        signer_name="",
    )


def _accepted(plan: Plan, submission: Submission, annotated: str | None) -> Accepted:
    arrived = submission.arrived
    due = calendar.due(plan, submission.period)
    in_time = calendar.on_time(plan, submission.period, arrived)
    return Accepted(
        revision=submission.revision,
        sending=submission.cover.sending,
        first=_moment(arrived) if arrived < submission.received else "",
        in_time=in_time,
        days_late=0 if in_time else calendar.working_days(plan, due.moved, lang_son_day(arrived)),
        annotated=annotated,
    )


def _verdict(opinions: tuple[Opinion, ...]) -> Verdict:
    if _open(opinions, Severity.ERROR):
        return "accepted_with_errors"
    return "accepted_with_queries" if _open(opinions, Severity.QUERY) else "accepted"


def _open(opinions: tuple[Opinion, ...], severity: Severity) -> int:
    return sum(one.severity is severity and not one.agreed for one in opinions)


def _moment(received: datetime) -> str:
    """Return a moment in the time of Lạng Sơn; only the day where only the day was known."""
    local = received.astimezone(LANG_SON)
    day = f"ngày {numbers.short_date(local.date())}"
    return day if local == end_of(local.date()) else f"{local:%H giờ %M phút}, {day}"
