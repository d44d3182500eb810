"""From the outcomes of several years to one review: sơ kết or tổng kết of the plan."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date

from lsreport.domain.assessment import Assessment
from lsreport.domain.clock import lang_son_day
from lsreport.domain.period import Period, Span
from lsreport.indicators.outcome import Outcome
from lsreport.indicators.plan import Plan
from lsreport.report import appraisal, figures, numbers, outlook, review_appraisal
from lsreport.report.activities import DIRECTION, FUNDING, TASKS
from lsreport.report.by_year import dated_prose
from lsreport.report.figures import Prose, say
from lsreport.report.letterhead import DRAFT
from lsreport.report.material import (
    Material,
    about,
    gathered,
    is_synthetic,
    lower_first,
    period_text,
)
from lsreport.report.office import IssuingBody, Office
from lsreport.report.returns import returns_of
from lsreport.report.review_activities import money_doubted, silences, yearly_group
from lsreport.report.review_charts import trend_chart, verdict_chart
from lsreport.report.review_series import heads_of
from lsreport.report.review_targets import trend_groups
from lsreport.report.review_tasks import task_clauses
from lsreport.report.review_types import ReviewView, ReviewYear
from lsreport.report.texts import Texts
from lsreport.report.view import denominators, latest_receipt, letterhead_of
from lsreport.report.view_types import SYMBOLS, Edition

_PROVINCE = Edition()


def build_review(
    plan: Plan,
    assessment: Assessment,
    span: Span,
    outcomes: Mapping[Period, Sequence[Outcome]],
    office: Office,
    *,
    texts: Texts | None = None,
    edition: Edition = _PROVINCE,
) -> ReviewView:
    """Return the review of a span of years; `outcomes` are those of each of its years.

    Raises:
        ConfigurationError: the office has no issuing body on the day of the review.
    """
    years = _materials(plan, assessment, span, outcomes, texts, edition)
    last = years[-1]
    receipts = [at for one in years if (at := latest_receipt(one.known)) is not None]
    as_of = max(receipts, default=None)
    day = max(last.day, lang_son_day(as_of)) if as_of else last.day
    body = office.body_on(day)
    received = tuple(_year(one, body, assessment) for one in years)
    targets = trend_groups(years)
    rows = tuple(row for group in targets for row in group.rows)
    text = span_text(span)
    kind = _kind(plan, span, last)
    return ReviewView(
        plan_title=last.plan.title,
        plan_number=plan.number,
        span=span,
        period=last.period,
        span_text=text,
        last_text=period_text(last.period),
        window=(years[0].known.window[0], last.day),
        audience=edition.audience,
        public=edition.public,
        synthetic=any(is_synthetic(one.known) for one in years),
        as_of=as_of,
        letterhead=letterhead_of(body, edition.audience, day, DRAFT),
        signed=DRAFT,
        subject=f"{kind} thực hiện Kế hoạch số {plan.number} {text}",
        opening=_opening(last, body, kind, span, years[0].known.window[0]),
        situation=_situation(last, received),
        years=received,
        heads=heads_of(years),
        direction=yearly_group(years, DIRECTION),
        summary=review_appraisal.summary(last, rows),
        ratios=trend_chart("ratios", "", rows, heads_of(years)),
        verdicts=verdict_chart(rows, heads_of(years)),
        targets=targets,
        target_notes=_target_notes(),
        activities=tuple(yearly_group(years, section) for section in TASKS),
        task_remarks=(*appraisal.written(last, "III"), *silences(years)),
        funding=yearly_group(years, FUNDING),
        funding_remarks=(*appraisal.written(last, "IV"), *money_doubted(years)),
        results=review_appraisal.results(last, rows),
        shortcomings=review_appraisal.shortcomings(last, rows, received),
        causes=review_appraisal.causes(last, received),
        lessons=appraisal.written(last, "V.4"),
        next_tasks=review_appraisal.next_tasks(last, rows),
        proposals=outlook.addressed(last),
        closing=_closing(plan, body, kind, text),
        tasks=task_clauses(years),
        masked_below=last.mask.below,
    )


def span_text(span: Span) -> str:
    """Return what a span is called: `giai đoạn 2021 - 2025`."""
    return f"giai đoạn {span.first} - {span.last}"


def _materials(
    plan: Plan,
    assessment: Assessment,
    span: Span,
    outcomes: Mapping[Period, Sequence[Outcome]],
    texts: Texts | None,
    edition: Edition,
) -> tuple[Material, ...]:
    """Return what each year is told from; what a public copy hides of one it hides of all.

    A figure that is hidden in one year only could be worked out from its neighbours.
    """
    years = [
        gathered(plan, assessment, one, outcomes[one], texts=texts, edition=edition) for one in span
    ]
    hidden = frozenset().union(*(one.mask.hidden for one in years))
    return tuple(replace(one, mask=replace(one.mask, hidden=hidden)) for one in years)


def _kind(plan: Plan, span: Span, last: Material) -> str:
    """Return what the review is: of the whole stage that the levels run to, or of a part of it."""
    first = Period.parse(plan.calendar.first_period).year
    ends = {one.target.until.year for one in last.outcomes if one.target and one.target.until}
    whole = span.first == first and ends == {span.last}
    return "Tổng kết" if whole else "Sơ kết"


# --- what was received ----------------------------------------------------------------------


def _year(material: Material, body: IssuingBody, assessment: Assessment) -> ReviewYear:
    returns = returns_of(material, body.short, latest_receipt(material.known))
    every, year = returns.every, material.period.id
    return ReviewYear(
        period=material.period,
        window=material.known.window,
        returns=returns,
        expected=figures.count(every.expected, f"returns expected {year}"),
        received=figures.count(every.received, f"returns received {year}"),
        on_time=figures.count(every.on_time, f"returns on time {year}"),
        late=figures.count(every.late, f"returns late {year}"),
        lacking=figures.count(len(every.missing), f"returns missing {year}"),
        missing=", ".join(every.missing),
        from_paper=material.period.year in material.plan.calendar.paper_years,
        note="; ".join(_notes(material, assessment, received=every.received)),
    )


def _notes(material: Material, assessment: Assessment, *, received: int) -> Iterator[str]:
    """Yield where the figures of a year come from, or why there are none."""
    paper = material.period.year in material.plan.calendar.paper_years
    if received:
        if paper:
            yield "Số liệu nhập từ báo cáo giấy"
        return
    half = assessment.periods.get(material.period.first_half)
    yield "Báo cáo giấy chưa được nhập" if paper else "Chưa nhận báo cáo năm"
    if half is not None and half.returns:
        yield "có số liệu 6 tháng đầu năm, không dùng thay số liệu năm"


# --- sentences ------------------------------------------------------------------------------


def _opening(last: Material, body: IssuingBody, kind: str, span: Span, first: date) -> Prose:
    return say(
        "Thực hiện Kế hoạch số {number} ngày {dated} của UBND tỉnh Lạng Sơn về {title}; trên cơ "
        "sở báo cáo hằng năm của các cơ quan, đơn vị (số liệu từ ngày {first} đến hết ngày "
        "{last}), {office} báo cáo {kind} thực hiện Kế hoạch {span} như sau:",
        number=last.plan.number,
        dated=numbers.short_date(last.plan.dated),
        title=about(last.plan),
        first=figures.day(first, "window first"),
        last=figures.day(last.day, "window last"),
        office=body.name,
        kind=kind.lower(),
        span=span_text(span),
    )


def _situation(last: Material, years: Sequence[ReviewYear]) -> tuple[Prose, ...]:
    return (
        *appraisal.written(last, "I"),
        dated_prose(denominators(last), last.period),
        *review_appraisal.gaps(years),
        *_breaks(last, years),
    )


def _breaks(last: Material, years: Sequence[ReviewYear]) -> Iterator[Prose]:
    """Yield what keeps a year from being compared: units that ended and began within it."""
    covered = {year.period.id for year in years}
    for joined in last.plan.calendar.joined:
        if joined.period in covered and joined.reason:
            yield say(
                "Khi so sánh năm {year} với các năm trước cần lưu ý: {reason}",
                year=joined.period,
                reason=lower_first(joined.reason),
            )


def _target_notes() -> tuple[Prose, ...]:
    symbols = "; ".join(f"{sign} {meaning}" for sign, meaning in SYMBOLS)
    return (
        say("Ký hiệu: {symbols}.", symbols=symbols),
        say(
            "Số liệu của mỗi năm là số trong báo cáo năm đó; số liệu 6 tháng đã nằm trong số liệu "
            "năm, không cộng thêm; số người được tiếp cận không cộng các năm. Mục tiêu đánh giá "
            "theo từng dòng không có tỷ lệ chung (x). Năm đầu ghi nhận đạt là năm đầu tiên số "
            "liệu đủ cơ sở kết luận đã đạt. Tử số, mẫu số và số đơn vị có số liệu từng năm tại "
            "Phụ lục I."
        ),
    )


def _closing(plan: Plan, body: IssuingBody, kind: str, text: str) -> str:
    return (
        f"Trên đây là báo cáo {kind.lower()} thực hiện Kế hoạch số {plan.number} {text} (số liệu "
        f"chi tiết tại các Phụ lục I, II, III kèm theo), {body.name} trân trọng báo cáo./."
    )
