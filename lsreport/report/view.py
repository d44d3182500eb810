"""From outcomes to one immutable view: the only place that decides what a document may say."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime

from lsreport.domain.assessment import Assessment, PeriodAssessment
from lsreport.domain.clock import lang_son_day
from lsreport.domain.observation import element_of
from lsreport.domain.period import Period
from lsreport.indicators.measures import as_given
from lsreport.indicators.outcome import Outcome
from lsreport.indicators.plan import Plan
from lsreport.indicators.units import assessed, owned, owners_in
from lsreport.report import annexes, appraisal, figures, numbers, wording
from lsreport.report.activities import DIRECTION, FUNDING, TASKS, activity_group
from lsreport.report.annex_types import Returns
from lsreport.report.area_tables import area_tables
from lsreport.report.assumptions import assumed_rows
from lsreport.report.figures import Prose, join, say
from lsreport.report.indicator_tables import indicator_table
from lsreport.report.letterhead import BLANK, Letterhead, open_letterhead
from lsreport.report.masking import internal_mask, public_mask
from lsreport.report.material import Material, about, is_synthetic, period_text
from lsreport.report.narratives import working_annex
from lsreport.report.office import IssuingBody, Office
from lsreport.report.restated import restated_rows
from lsreport.report.returns import returns_of
from lsreport.report.sentences import ratio_of_units
from lsreport.report.targets import target_groups
from lsreport.report.texts import Texts
from lsreport.report.view_types import SYMBOLS, Audience, ReportView


def build_view(
    plan: Plan,
    assessment: Assessment,
    period: Period,
    outcomes: Sequence[Outcome],
    office: Office,
    *,
    previous: Sequence[Outcome] = (),
    texts: Texts | None = None,
    audience: Audience = "province",
    public: bool = False,
    released: Sequence[tuple[Period, Assessment]] = (),
) -> ReportView:
    """Return the consolidated report of a period.

    `previous` are the outcomes of the same period of last year, none where it was not computed.
    `released` are the released periods whose returns changed, each as it was last told.

    Raises:
        ConfigurationError: the office has no issuing body on the day of the report.
    """
    known = assessed(plan, assessment, period)
    plan = plan.worded_on(known.window[1])
    material = Material(
        plan=plan,
        assessment=assessment,
        known=known,
        outcomes=tuple(outcomes),
        previous={outcome.code: outcome for outcome in previous},
        mask=public_mask(plan, known) if public else internal_mask(plan),
        texts=texts or Texts(),
        audience=audience,
    )
    as_of = latest_receipt(known)
    body = office.body_on(_report_day(known, as_of))
    returns = returns_of(material, body.short, as_of)
    direction = activity_group(material, DIRECTION)
    return ReportView(
        plan_id=plan.id,
        plan_title=plan.title,
        plan_number=plan.number,
        period=period,
        period_text=period_text(period),
        window=known.window,
        audience=audience,
        public=public,
        synthetic=is_synthetic(known),
        as_of=as_of,
        letterhead=_letterhead(body, audience, _report_day(known, as_of)),
        subject=f"Kết quả thực hiện Kế hoạch số {plan.number} {period_text(period)}",
        opening=_opening(material, body, returns),
        situation=_situation(material, returns, direction.paragraphs),
        target_heading=_target_heading(outcomes),
        targets=target_groups(material),
        target_notes=_target_notes(),
        direction=direction,
        activities=tuple(activity_group(material, section) for section in TASKS),
        task_remarks=appraisal.written(material, "III"),
        funding=activity_group(material, FUNDING),
        funding_remarks=appraisal.written(material, "IV"),
        results=appraisal.results(material),
        shortcomings=appraisal.shortcomings(material, returns),
        causes=appraisal.causes(material, returns),
        next_tasks=appraisal.next_tasks(material),
        proposals=appraisal.proposals(material, returns),
        closing=_closing(plan, body, period),
        indicators=tuple(indicator_table(material, one) for one in material.outcomes),
        areas=area_tables(material),
        returns=returns,
        tasks=annexes.task_rows(material),
        cross_checks=annexes.cross_check_rows(material),
        restatements=annexes.restatements(material),
        restated=restated_rows(material, released),
        sources=annexes.source_rows(material),
        working=None if public else working_annex(material),
        assumed=assumed_rows(material),
        masked_below=material.mask.below,
    )


def latest_receipt(known: PeriodAssessment) -> datetime | None:
    """Return the latest receipt among the accepted returns, None without any."""
    received = (judged.submission.received for judged in known.returns.values())
    return max(received, default=None)


def _report_day(known: PeriodAssessment, as_of: datetime | None) -> date:
    """Return the day that decides who issues the report: never before the window has ended."""
    latest = lang_son_day(as_of) if as_of else known.window[1]
    return max(known.window[1], latest)


def _letterhead(body: IssuingBody, audience: Audience, day: date) -> Letterhead:
    copy = body.ministry if audience == "ministry" else body.province
    head = open_letterhead(body, day, body.symbol, copy.addressees, copy.recipients)
    dated = numbers.open_date(day, BLANK)
    attached = f"(Kèm theo Báo cáo số{head.number} {dated} của {body.name})"
    return replace(head, attached=attached, bases=body.bases)


def _opening(material: Material, body: IssuingBody, returns: Returns) -> Prose:
    plan, (first, last) = material.plan, material.known.window
    return say(
        "Thực hiện Kế hoạch số {number} ngày {dated} của UBND tỉnh Lạng Sơn về {title}; trên cơ "
        "sở báo cáo của {received} cơ quan, đơn vị (số liệu từ ngày {first} đến hết ngày {last}), "
        "{office} báo cáo kết quả thực hiện {period} như sau:",
        number=plan.number,
        dated=numbers.short_date(plan.dated),
        title=about(plan),
        received=ratio_of_units(returns.every.received, returns.every.expected, "returns received"),
        first=figures.day(first, "window first"),
        last=figures.day(last, "window last"),
        office=body.name,
        period=period_text(material.period),
    )


def _situation(
    material: Material, returns: Returns, direction: tuple[Prose, ...]
) -> tuple[Prose, ...]:
    return (
        *appraisal.written(material, "I"),
        _denominators(material),
        *direction,
        returns.sentence,
    )


def _denominators(material: Material) -> Prose:
    """Return how many persons and bodies the plan is for, each group once."""
    pieces = [
        piece
        for group in wording.populations(material.day)
        if (piece := _population(material, group)) is not None
    ]
    if not pieces:
        return say("Chưa có số liệu về đối tượng của Kế hoạch (đơn vị chưa báo cáo).")
    return say(
        "Đối tượng của Kế hoạch theo số liệu các đơn vị tại ngày {day}: {list}.",
        day=figures.day(material.day, "window last"),
        list=join(pieces, "; "),
    )


def _population(material: Material, group: wording.Population) -> Prose | None:
    """Return one group over the owners that gave all their part; None where nobody did."""
    keys = [key for key in group.keys if element_of(key) in material.plan.elements]
    parts = [
        [as_given(owner, key) for key in owned(material.plan, owner, keys)]
        for owner in owners_in(material.plan, material.assessment, material.period)
    ]
    owners = [part for part in parts if part]
    given = [part for part in owners if all(one.value is not None for one in part)]
    if not given:
        return None
    of = f"population {'+'.join(keys)}"
    cells = (cell for part in given for one in part for cell in one.evidence)
    total = sum(one.value or 0 for part in given for one in part)
    said = say("{n} {noun}", n=figures.count(total, of, tuple(cells), prose=True), noun=group.noun)
    if len(given) == len(owners):
        return said
    return say(
        "{said} ({units} đơn vị có số liệu)",
        said=said,
        units=ratio_of_units(len(given), len(owners), f"{of} used"),
    )


def _target_heading(outcomes: Sequence[Outcome]) -> str:
    ends = [one.target.until for one in outcomes if one.target and one.target.until]
    return f"Chỉ tiêu đến năm {max(ends).year}" if ends else "Chỉ tiêu"


def _target_notes() -> tuple[Prose, ...]:
    symbols = "; ".join(f"{sign} {meaning}" for sign, meaning in SYMBOLS)
    return (
        say("Ký hiệu: {symbols}.", symbols=symbols),
        say(
            "Tỷ lệ toàn tỉnh bằng tổng tử số chia tổng mẫu số của các đơn vị có đủ số liệu, không "
            "phải bình quân tỷ lệ của các đơn vị. Tăng, giảm chỉ ghi khi số liệu hai kỳ đủ để kết "
            "luận. Số liệu từng đơn vị tại Phụ lục I."
        ),
    )


def _closing(plan: Plan, body: IssuingBody, period: Period) -> str:
    return (
        f"Trên đây là báo cáo kết quả thực hiện Kế hoạch số {plan.number} "
        f"{period_text(period)} (số liệu chi tiết tại các Phụ lục I, II, III, IV kèm theo), "
        f"{body.name} trân trọng báo cáo./."
    )
