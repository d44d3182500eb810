"""Parts VI and VII: what is still to be reached, what is asked next, and of whom.

The analyst's own paragraphs come first; generated ones state facts only.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from lsreport.domain.observation import Absence
from lsreport.domain.period import Period
from lsreport.indicators import calendar
from lsreport.indicators.outcome import Outcome, Verdict
from lsreport.indicators.plan import Indicator, Line
from lsreport.report import figures, numbers, wording
from lsreport.report.annex_types import Returns
from lsreport.report.appraisal import units_with, units_without_review, with_verdict, written
from lsreport.report.figures import Prose, say
from lsreport.report.material import Material, itemized, listed, lower_first, period_text
from lsreport.report.subjects import subject_of
from lsreport.report.view_types import Proposal


def next_tasks(material: Material) -> tuple[Prose, ...]:
    """VI: the targets still to be reached, and when the next returns are due."""
    said: list[Prose] = []
    lacking = [
        one
        for outcome in with_verdict(material, Verdict.NOT_MET)
        for one in _parts(material, outcome)
        if one[0].verdict is Verdict.NOT_MET and one[0].gap and not one[0].owners.missing
    ]
    if lacking:
        lead = say("Tiếp tục thực hiện các mục tiêu chưa đạt, trong đó số còn thiếu:")
        said += itemized(lead, [_gap(material, *one) for one in lacking])
    return (*written(material, "VI"), *said, next_returns(material))


def _parts(
    material: Material, outcome: Outcome
) -> Iterator[tuple[Outcome, Indicator, Line | None]]:
    """Yield what has a gap of its own: the lines, where each of them has to reach the level."""
    indicator = material.indicator(outcome)
    if not outcome.lines or outcome.denominator is not None:
        yield outcome, indicator, None
        return
    for line, part in zip(indicator.lines, outcome.lines, strict=True):
        if not material.withholds(part, line):
            yield part, indicator, line


def next_returns(material: Material) -> Prose:
    """Return until when the returns of the period after this one are due."""
    following = _following(material.period)
    due = calendar.due(material.plan, following)
    said = say(
        "Các cơ quan, đơn vị, địa phương gửi báo cáo {period} chậm nhất ngày {due}",
        period=period_text(following),
        due=figures.day(due.moved, "next due"),
    )
    if due.moved == due.written:
        return say("{said}.", said=said)
    return say(
        "{said} (hạn theo Kế hoạch là {written}, {weekday}).",
        said=said,
        written=figures.day(due.written, "next due written"),
        weekday=numbers.weekday(due.written),
    )


def _gap(material: Material, part: Outcome, indicator: Indicator, line: Line | None) -> Prose:
    subject = subject_of(material, indicator, part, line)
    named = lower_first(indicator.name)
    return say(
        "{name}: {gap} {people}",
        name=f"{named}, nhóm {lower_first(line.name)}" if line else named,
        gap=figures.count(part.gap or 0, f"{subject.code} gap", prose=True),
        people=subject.people,
    )


def _following(period: Period) -> Period:
    return Period(period.year + 1, annual=False) if period.annual else period.whole_year


def proposals(material: Material, returns: Returns) -> tuple[Proposal, ...]:
    """VII: what is asked of the ministry, of the province, and of the units.

    The ministry's copy asks others only what the analyst wrote: who has not reported is a matter
    between the province and its units.
    """
    if material.edition.audience == "ministry":
        return addressed(material)
    return addressed(material, _of_province(returns), _of_units(material, returns))


def addressed(
    material: Material, of_province: Iterable[Prose] = (), of_units: Iterable[Prose] = ()
) -> tuple[Proposal, ...]:
    """Return the analyst's proposals with those generated, by whom they go to.

    The ministry's copy names others only where something is proposed to them.
    """
    ministry = material.edition.audience == "ministry"
    to = (
        (f"Với {wording.ministry(material.day)}", "VII.1", ()),
        ("Với UBND tỉnh", "VII.2", of_province),
        ("Với các sở, ngành, địa phương", "VII.3", of_units),
    )
    said = [(title, (*written(material, numeral), *made)) for title, numeral, made in to]
    return tuple(
        Proposal(title, paragraphs or (say("Chưa có đề xuất, kiến nghị."),))
        for place, (title, paragraphs) in enumerate(said)
        if paragraphs or place == 0 or not ministry
    )


def _of_province(returns: Returns) -> Iterator[Prose]:
    if returns.must.silent:
        yield say(
            "Chỉ đạo các cơ quan, đơn vị, địa phương chưa gửi báo cáo thực hiện chế độ báo cáo "
            "theo mục V.14 của Kế hoạch: {units}.",
            units=listed(returns.must.silent, "returns must missing"),
        )


def _of_units(material: Material, returns: Returns) -> Iterator[Prose]:
    if returns.must.missing:
        yield say(
            "Đề nghị gửi báo cáo còn thiếu: {units}.",
            units=listed(returns.must.missing, "returns must missing"),
        )
    if returns.requested.missing:
        yield say(
            "Đề nghị phối hợp gửi báo cáo: {units}.",
            units=listed(returns.requested.missing, "returns requested missing"),
        )
    doubtful = units_with(material, Absence.QUARANTINED)
    if doubtful:
        yield say(
            "Đề nghị kiểm tra, gửi lại số liệu chưa sử dụng được: {units}.",
            units=material.names(doubtful, "quarantined"),
        )
    blank = units_with(material, Absence.BLANK)
    if blank:
        yield say(
            "Đề nghị bổ sung số liệu còn trống: {units}.", units=material.names(blank, "blank")
        )
    idle = units_without_review(material)
    if idle:
        yield say(
            "Đề nghị rà soát và báo cáo kết quả: {units}.",
            units=material.names(idle, "unreviewed"),
        )
