"""From outcomes to one immutable view: the only place that decides what a document may say."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime

from lsreport.domain.assessment import Assessment, PeriodAssessment
from lsreport.domain.clock import lang_son_day
from lsreport.domain.observation import element_of
from lsreport.domain.period import Period
from lsreport.indicators.measures import as_given
from lsreport.indicators.outcome import Outcome
from lsreport.indicators.plan import Plan
from lsreport.indicators.units import owned, owners_in
from lsreport.report import annexes, appraisal, figures, numbers, outlook, wording
from lsreport.report.activities import DIRECTION, FUNDING, TASKS, activity_group, silence
from lsreport.report.annex_types import Returns
from lsreport.report.area_tables import area_tables
from lsreport.report.assumptions import assumed_rows
from lsreport.report.benchmarks import benchmark_note
from lsreport.report.charts import charts
from lsreport.report.figures import Prose, join, say
from lsreport.report.findings import finding_rows, money_in_question, waiver_rows
from lsreport.report.indicator_tables import indicator_table
from lsreport.report.letterhead import DRAFT, Letterhead, Signed, based_on, open_letterhead
from lsreport.report.material import Material, about, gathered, is_synthetic, period_text
from lsreport.report.narratives import working_annex
from lsreport.report.office import IssuingBody, Office
from lsreport.report.reached import reach_table
from lsreport.report.restated import restated_rows
from lsreport.report.returns import returns_of
from lsreport.report.sentences import ratio_of_units
from lsreport.report.sources import source_rows
from lsreport.report.targets import target_groups
from lsreport.report.task_matrix import task_matrix, task_notes
from lsreport.report.texts import Texts
from lsreport.report.view_types import SYMBOLS, Audience, Edition, ReportView


def build_view(
    plan: Plan,
    assessment: Assessment,
    period: Period,
    outcomes: Sequence[Outcome],
    office: Office,
    *,
    previous: Sequence[Outcome] = (),
    past: Mapping[Period, Sequence[Outcome]] | None = None,
    texts: Texts | None = None,
    audience: Audience = "province",
    public: bool = False,
    released: Sequence[tuple[Period, Assessment]] = (),
    signed: Signed = DRAFT,
) -> ReportView:
    """Return the consolidated report of a period.

    `previous` are the outcomes of the same period of last year, none where it was not computed;
    `past` those of every earlier period of the same kind that something is known of.
    `released` are the released periods whose returns changed, each as it was last told. `signed` is
    what the registry of outgoing documents gave the report; a draft leaves it open.

    Raises:
        ConfigurationError: the office has no issuing body on the day of the report.
    """
    material = gathered(
        plan,
        assessment,
        period,
        outcomes,
        previous=previous,
        texts=texts,
        edition=Edition(audience, public),
    )
    plan, known = material.plan, material.known
    as_of = latest_receipt(known)
    day = signed.dated or _report_day(known, as_of)
    body = office.body_on(day)
    returns = returns_of(material, body.short, as_of)
    direction = activity_group(material, DIRECTION)
    tasks = tuple(activity_group(material, section) for section in TASKS)
    funding = activity_group(material, FUNDING)
    targets, reach = target_groups(material), reach_table(material)
    task_states = annexes.task_rows(material)
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
        letterhead=letterhead_of(body, audience, day, signed),
        signed=signed,
        subject=f"Kết quả thực hiện Kế hoạch số {plan.number} {period_text(period)}",
        opening=_opening(material, body, returns),
        situation=_situation(material, returns, direction.paragraphs),
        target_heading=_target_heading(outcomes),
        targets=targets,
        target_notes=tuple(_target_notes(material)),
        charts=charts(material, targets, reach, past or {}),
        direction=direction,
        activities=tasks,
        task_remarks=(
            *appraisal.written(material, "III"),
            *silence(material, (direction, *tasks, funding)),
        ),
        funding=funding,
        funding_remarks=(
            *appraisal.written(material, "IV"),
            *money_in_question(material, funding),
        ),
        results=appraisal.results(material),
        shortcomings=appraisal.shortcomings(material, returns),
        causes=appraisal.causes(material, returns),
        next_tasks=outlook.next_tasks(material),
        proposals=outlook.proposals(material, returns),
        closing=_closing(plan, body, period),
        indicators=tuple(indicator_table(material, one) for one in material.outcomes),
        reach=reach,
        areas=area_tables(material),
        returns=returns,
        tasks=task_states,
        task_matrix=task_matrix(material, task_states),
        task_notes=tuple(task_notes(material)),
        cross_checks=annexes.cross_check_rows(material),
        restatements=annexes.restatements(material),
        restated=restated_rows(material, released),
        findings=() if public else finding_rows(material),
        waivers=() if public else waiver_rows(material),
        sources=source_rows(material),
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


def letterhead_of(body: IssuingBody, audience: Audience, day: date, signed: Signed) -> Letterhead:
    """Return the letterhead of a report that `body` sends to one of its readers on `day`."""
    copy = body.ministry if audience == "ministry" else body.province
    head = open_letterhead(body, day, body.symbol, copy.addressees, copy.recipients, signed)
    dated = signed.day_or_open(day)
    attached = f"(Kèm theo Báo cáo số {head.number} {dated} của {body.name})"
    return replace(head, attached=attached, bases=based_on(body.bases))


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
        denominators(material),
        *direction,
        returns.sentence,
    )


def denominators(material: Material) -> Prose:
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
    cells = material.mask.evidence(cell for part in given for one in part for cell in one.evidence)
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


def _target_notes(material: Material) -> Iterator[Prose]:
    symbols = "; ".join(f"{sign} {meaning}" for sign, meaning in SYMBOLS)
    yield say("Ký hiệu: {symbols}.", symbols=symbols)
    yield say(
        "Tỷ lệ toàn tỉnh bằng tổng tử số chia tổng mẫu số của các đơn vị có đủ số liệu, không "
        "phải bình quân tỷ lệ của các đơn vị. Tăng, giảm chỉ ghi khi số liệu hai kỳ đủ để kết "
        "luận, tính trên tỷ lệ chưa làm tròn. Số liệu từng đơn vị tại Phụ lục I."
    )
    yield from benchmark_note(material)
    if material.edition.public:
        yield say(
            "Bản công bố: nội dung có đơn vị ghi nhận từ {least} đến {most} trường hợp thì số liệu "
            "của mọi đơn vị, tỷ lệ và đánh giá đều thay bằng dấu *; riêng tổng số lao động trẻ em "
            "toàn tỉnh luôn được ghi.",
            least=figures.count(1, "masked from", prose=True),
            most=figures.count(material.mask.below - 1, "masked to", prose=True),
        )


def _closing(plan: Plan, body: IssuingBody, period: Period) -> str:
    return (
        f"Trên đây là báo cáo kết quả thực hiện Kế hoạch số {plan.number} "
        f"{period_text(period)} (số liệu chi tiết tại các Phụ lục I, II, III, IV kèm theo), "
        f"{body.name} trân trọng báo cáo./."
    )
