"""Parts V and VI of a review: what was reached, what was not, what is asked next.

The analyst's own paragraphs come first; generated ones state facts only.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from lsreport.indicators.outcome import Outcome, Verdict
from lsreport.indicators.plan import Indicator
from lsreport.report import appraisal, figures, outlook
from lsreport.report.figures import Prose, join, say
from lsreport.report.material import Material, itemized, listed, lower_first, period_text
from lsreport.report.review_series import verdict_of
from lsreport.report.review_types import ReviewYear, TrendRow
from lsreport.report.sentences import ratio_of_units


def judged(rows: Sequence[TrendRow]) -> list[TrendRow]:
    """Return the indicators that have a level and are not hidden."""
    return [row for row in rows if row.number and row.found is not None]


def summary(material: Material, rows: Sequence[TrendRow]) -> Prose:
    """Return how many targets the last year leaves reached, not reached and open."""
    shown = judged(rows)
    counts = [
        say("{n} {words}", n=_count(found, verdict), words=words)
        for verdict, words in (
            (Verdict.MET, "mục tiêu đạt"),
            (Verdict.NO_CASES, "mục tiêu không phát sinh đối tượng"),
            (Verdict.NOT_MET, "mục tiêu chưa đạt"),
            (Verdict.UNDETERMINED, "mục tiêu chưa đủ cơ sở đánh giá"),
        )
        if (found := _ending(shown, verdict))
    ]
    hidden = any(row.number and row.masked for row in rows)
    kept = " (không gồm mục tiêu không công bố do số trường hợp nhỏ)" if hidden else ""
    if not counts:
        return say(
            "Trong {period} Kế hoạch không giao mức cho mục tiêu nào được công bố.",
            period=period_text(material.period),
        )
    return say(
        "Theo số liệu {period}, trong {all} mục tiêu có mức chỉ tiêu{kept}: {counts}.",
        period=period_text(material.period),
        all=figures.count(len(shown), "targets judged", prose=True),
        kept=kept,
        counts=join(counts, "; "),
    )


def _count(rows: Sequence[TrendRow], verdict: Verdict) -> figures.Figure:
    return figures.count(len(rows), f"targets {verdict}", prose=True)


def _ending(rows: Sequence[TrendRow], verdict: Verdict) -> list[TrendRow]:
    """Return the rows whose last year has this verdict; nobody's figures leave it open."""
    return [row for row in rows if (verdict_of(row.last) or Verdict.UNDETERMINED) is verdict]


def results(material: Material, rows: Sequence[TrendRow]) -> tuple[Prose, ...]:
    """V.1: the targets that the last year leaves reached, and since when."""
    met = _ending(judged(rows), Verdict.MET)
    none = _ending(judged(rows), Verdict.NO_CASES)
    parts = [row for row in rows if row.line and _is_met(row)]
    said: list[Prose] = []
    if met:
        lead = say("Đạt {n} mục tiêu:", n=_count(met, Verdict.MET))
        said += itemized(lead, [_since(material, row) for row in met])
    if parts:
        lead = say("Ở các mục tiêu đánh giá theo từng nhóm, đã đạt ở nhóm:")
        said += itemized(lead, [_since(material, row) for row in parts])
    if none:
        said += _list(material, "Không phát sinh đối tượng ở {n} mục tiêu:", none, Verdict.NO_CASES)
    if not said:
        said.append(say("Chưa có mục tiêu nào đủ cơ sở kết luận đã đạt."))
    return (*appraisal.written(material, "V.1"), *said)


def _is_met(row: TrendRow) -> bool:
    return row.found is not None and verdict_of(row.last) is Verdict.MET


def _since(material: Material, row: TrendRow) -> Prose:
    return say(
        "{name} (lần đầu ghi nhận đạt {first})",
        name=_name(material, row),
        first=lower_first(row.first_met),
    )


def shortcomings(
    material: Material, rows: Sequence[TrendRow], years: Sequence[ReviewYear]
) -> tuple[Prose, ...]:
    """V.2: the targets not reached, open or lost again, and the gaps of the series."""
    shown = judged(rows)
    said: list[Prose] = []
    for verdict, text in (
        (Verdict.NOT_MET, "Chưa đạt {n} mục tiêu:"),
        (Verdict.UNDETERMINED, "Chưa đủ cơ sở đánh giá {n} mục tiêu:"),
    ):
        if found := _ending(shown, verdict):
            said += _list(material, text, found, verdict)
    lost = [row for row in shown if row.found is not None and row.found.lost]
    if lost:
        lead = say("Đã đạt nhưng có năm không giữ được:")
        said += itemized(lead, [_lost(material, row) for row in lost])
    wanting = [year for year in years if year.returns.every.missing]
    if wanting:
        said.append(say("Số liệu năm {list} chưa đủ (mục I, Phụ lục II).", list=_years(wanting)))
    if not said:
        said.append(say("Không có mục tiêu nào được công bố là chưa đạt; số liệu các năm đầy đủ."))
    return (*appraisal.written(material, "V.2"), *said)


def _lost(material: Material, row: TrendRow) -> Prose:
    return say(
        "{name} (đạt {first}; {since})",
        name=_name(material, row),
        first=lower_first(row.first_met),
        since=lower_first(row.since),
    )


def gaps(years: Sequence[ReviewYear]) -> Iterator[Prose]:
    """Yield the years without any return, those in which some are missing, those from paper."""
    silent = [year for year in years if not year.known]
    if silent:
        yield say(
            "Chuỗi số liệu còn khoảng trống: chưa có báo cáo nào của năm {list}; những năm này "
            "không kết luận.",
            list=_years(silent),
        )
    wanting = [year for year in years if year.known and year.returns.every.missing]
    if wanting:
        yield say(
            "Số báo cáo năm còn thiếu: {list}.", list=join((_lacking(one) for one in wanting), "; ")
        )
    paper = [year for year in years if year.known and year.from_paper]
    if paper:
        yield say(
            "Số liệu năm {list} nhập từ báo cáo giấy; nội dung báo cáo giấy không nêu là chưa có "
            "số liệu.",
            list=_years(paper),
        )
    if not silent and not wanting:
        yield say("Các năm đều có đủ báo cáo của các cơ quan, đơn vị.")


def _lacking(year: ReviewYear) -> Prose:
    every, of = year.returns.every, f"returns missing {year.period.id}"
    missing = ratio_of_units(len(every.missing), every.expected, of)
    return say("năm {year}: {missing} đơn vị", year=str(year.period.year), missing=missing)


def _years(years: Sequence[ReviewYear]) -> str:
    return ", ".join(str(year.period.year) for year in years)


def causes(material: Material, years: Sequence[ReviewYear]) -> tuple[Prose, ...]:
    """V.3: the analyst's, and whose returns of the last year are missing."""
    said = []
    last = years[-1].returns.every
    if years[-1].known and last.missing:
        said.append(
            say(
                "Chưa có số liệu {period} của: {units}.",
                period=period_text(material.period),
                units=listed(last.missing, f"returns missing {material.period.id}"),
            )
        )
    return (*appraisal.written(material, "V.3"), *said)


def next_tasks(material: Material, rows: Sequence[TrendRow]) -> tuple[Prose, ...]:
    """VI: what is still to be reached, what the plan asks afterwards, and the next returns."""
    said: list[Prose] = []
    lacking = [row for row in rows if row.found is not None and row.gap.value]
    if lacking:
        lead = say("Tiếp tục thực hiện các mục tiêu chưa đạt, trong đó số còn thiếu:")
        said += itemized(lead, [_lacking_persons(material, row) for row in lacking])
    said += _afterwards(material)
    return (*appraisal.written(material, "VI"), *said, outlook.next_returns(material))


def _lacking_persons(material: Material, row: TrendRow) -> Prose:
    return say(
        "{name}: còn {gap} {people}",
        name=_name(material, row),
        gap=figures.in_prose(row.gap),
        people=_indicator(material, row).people,
    )


def _afterwards(material: Material) -> Iterator[Prose]:
    """Yield which levels still stand after those of the last year have ended."""
    ends = [one.target.until for one in material.outcomes if one.target and one.target.until]
    until = max(ends, default=None)
    if until is None or until.year != material.period.year:
        return
    standing = [
        one
        for one in material.plan.indicators
        if any(target.since and target.since > until for target in one.target)
    ]
    yield say(
        "Mức chỉ tiêu của giai đoạn có hiệu lực đến hết ngày {until}; sau đó Kế hoạch còn giao "
        "mức cho: {list}. Các mục tiêu khác chưa giao chỉ tiêu cho đến khi có kế hoạch mới.",
        until=figures.day(until, "targets until"),
        list="; ".join(
            f"{lower_first(one.name)} ({one.target[-1].words.lower()})" for one in standing
        ),
    )


def _name(material: Material, row: TrendRow) -> str:
    """Return what lists call a target; of one of its groups also what it is about."""
    if row.line:
        return f"{lower_first(row.label)} ({row.clause})"
    return f"{appraisal.goal_of(material, _outcome(material, row))} ({row.clause})"


def _outcome(material: Material, row: TrendRow) -> Outcome:
    return next(one for one in material.outcomes if one.code == row.code)


def _list(
    material: Material, text: str, rows: Sequence[TrendRow], verdict: Verdict
) -> Iterator[Prose]:
    return itemized(say(text, n=_count(rows, verdict)), [_name(material, row) for row in rows])


def _indicator(material: Material, row: TrendRow) -> Indicator:
    return material.indicator(_outcome(material, row))
