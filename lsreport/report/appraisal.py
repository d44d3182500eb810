"""Parts V to VII: what the verdicts add up to, what is asked next, and of whom.

The analyst's own paragraphs come first; generated ones state facts only.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from lsreport.domain.observation import Absence
from lsreport.domain.period import Period
from lsreport.indicators import calendar
from lsreport.indicators.outcome import Outcome, Verdict
from lsreport.report import figures, wording
from lsreport.report.annex_types import Returns
from lsreport.report.figures import Prose, join, say
from lsreport.report.masking import keys_of_indicator
from lsreport.report.material import Material, listed, lower_first, period_text
from lsreport.report.remarks import unreviewed
from lsreport.report.returns import refused
from lsreport.report.sentences import ratio_of_units
from lsreport.report.view_types import Proposal


def written(material: Material, numeral: str) -> tuple[Prose, ...]:
    """Return the analyst's paragraphs of a section."""
    return tuple(Prose((paragraph,)) for paragraph in material.texts.of(numeral))


def results(material: Material) -> tuple[Prose, ...]:
    """V.1: the targets that are met, and those with nothing to judge."""
    met = _with_verdict(material, Verdict.MET)
    none = _with_verdict(material, Verdict.NO_CASES)
    said = []
    if met:
        said.append(_list(material, "Đã đạt {n} mục tiêu: {list}.", met))
    if none:
        said.append(_list(material, "Không phát sinh ở {n} mục tiêu: {list}.", none))
    if not said and not _any_withheld(material):
        said.append(say("Trong kỳ chưa có mục tiêu nào đủ cơ sở kết luận đã đạt."))
    return (*written(material, "V.1"), *said)


def shortcomings(material: Material, returns: Returns) -> tuple[Prose, ...]:
    """V.2: the targets that are not met or open, and the returns that are missing."""
    said = []
    not_met = _with_verdict(material, Verdict.NOT_MET)
    open_ones = _with_verdict(material, Verdict.UNDETERMINED)
    if not_met:
        said.append(_list(material, "Chưa đạt {n} mục tiêu: {list}.", not_met))
    if open_ones:
        text = "Chưa đủ cơ sở đánh giá {n} mục tiêu: {list}."
        said.append(_list(material, text, open_ones))
    missing = returns.every.expected - returns.every.received
    if missing:
        said.append(
            say(
                "Còn {missing} cơ quan, đơn vị {lacking} (Phụ lục II).",
                missing=ratio_of_units(missing, returns.every.expected, "returns missing"),
                lacking="chưa có báo cáo được chấp nhận"
                if returns.every.rejected
                else "chưa gửi báo cáo",
            )
        )
    if returns.every.late:
        said.append(
            say(
                "Có {late} cơ quan, đơn vị gửi báo cáo chậm.",
                late=ratio_of_units(returns.every.late, returns.every.expected, "returns late"),
            )
        )
    if not said and not _any_withheld(material):
        said.append(say("Các mục tiêu được giao đều đã có kết luận; báo cáo nhận đủ, đúng hạn."))
    return (*written(material, "V.2"), *said)


def causes(material: Material, returns: Returns) -> tuple[Prose, ...]:
    """V.3: why targets are open, as far as the figures show it."""
    said = []
    silent = returns.every.silent
    doubtful = _units_with(material, Absence.QUARANTINED)
    blank = _units_with(material, Absence.BLANK)
    idle = _units_without_review(material)
    if silent:
        said.append(
            say(
                "Chưa có số liệu do đơn vị chưa gửi báo cáo: {units}.",
                units=listed(silent, "returns missing"),
            )
        )
    said += refused(returns.every)
    if doubtful:
        said.append(
            say(
                "Số liệu chưa sử dụng, đang đề nghị đơn vị kiểm tra lại: {units}.",
                units=material.names(doubtful, "quarantined"),
            )
        )
    if blank:
        said.append(
            say("Báo cáo còn nội dung để trống: {units}.", units=material.names(blank, "blank"))
        )
    if idle:
        said.append(
            say("Chưa rà soát trong kỳ: {units}.", units=material.names(idle, "unreviewed"))
        )
    if not said:
        said.append(_elsewhere(returns))
    return (*written(material, "V.3"), *said)


def _elsewhere(returns: Returns) -> Prose:
    """Return what is left open outside the targets, or that nothing is."""
    wanting = [row.name for row in returns.rows if row.errors]
    if wanting:
        return say(
            "Báo cáo còn nội dung để trống hoặc đang kiểm tra lại ngoài các mục tiêu: {units}.",
            units=listed(wanting, "returns wanting"),
        )
    return say("Số liệu của các đơn vị đã gửi đầy đủ, không có nội dung chưa sử dụng.")


def next_tasks(material: Material) -> tuple[Prose, ...]:
    """VI: the targets still to be reached, and when the next returns are due."""
    said = []
    lacking = [
        outcome
        for outcome in _with_verdict(material, Verdict.NOT_MET)
        if outcome.gap and not outcome.owners.missing
    ]
    if lacking:
        said.append(
            say(
                "Tiếp tục thực hiện các mục tiêu chưa đạt, trong đó số còn thiếu: {list}.",
                list=join((_gap(material, outcome) for outcome in lacking), "; "),
            )
        )
    following = _following(material.period)
    due = calendar.due(material.plan, following)
    said.append(
        say(
            "Các cơ quan, đơn vị, địa phương gửi báo cáo {period} chậm nhất ngày {due}.",
            period=period_text(following),
            due=figures.day(due.moved, "next due"),
        )
    )
    return (*written(material, "VI"), *said)


def _gap(material: Material, outcome: Outcome) -> Prose:
    indicator = material.indicator(outcome)
    return say(
        "{name}: {gap} {people}",
        name=lower_first(indicator.name),
        gap=figures.count(outcome.gap or 0, f"{indicator.code} gap", prose=True),
        people=indicator.people,
    )


def _following(period: Period) -> Period:
    return Period(period.year + 1, annual=False) if period.annual else period.whole_year


def proposals(material: Material, returns: Returns) -> tuple[Proposal, ...]:
    """VII: what is asked of the ministry, of the province, and of the units."""
    to: tuple[tuple[str, str, Callable[[], Iterator[Prose]]], ...] = (
        ("VII.1", f"Với {wording.ministry(material.day)}", _nothing),
        ("VII.2", "Với UBND tỉnh", lambda: _of_province(returns)),
        ("VII.3", "Với các sở, ngành, địa phương", lambda: _of_units(material, returns)),
    )
    return tuple(
        Proposal(title, (*written(material, numeral), *make()) or _no_proposal())
        for numeral, title, make in to
    )


def _no_proposal() -> tuple[Prose, ...]:
    return (say("Chưa có đề xuất, kiến nghị trong kỳ này."),)


def _nothing() -> Iterator[Prose]:
    yield from ()


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
    doubtful = _units_with(material, Absence.QUARANTINED)
    if doubtful:
        yield say(
            "Đề nghị kiểm tra, gửi lại số liệu chưa sử dụng được: {units}.",
            units=material.names(doubtful, "quarantined"),
        )
    blank = _units_with(material, Absence.BLANK)
    if blank:
        yield say(
            "Đề nghị bổ sung số liệu còn trống: {units}.", units=material.names(blank, "blank")
        )
    idle = _units_without_review(material)
    if idle:
        yield say(
            "Đề nghị rà soát và báo cáo kết quả: {units}.",
            units=material.names(idle, "unreviewed"),
        )


def _with_verdict(material: Material, verdict: Verdict) -> list[Outcome]:
    return [
        outcome
        for outcome in material.outcomes
        if outcome.verdict is verdict and not _withheld(material, outcome)
    ]


def _withheld(material: Material, outcome: Outcome) -> bool:
    keys = keys_of_indicator(material.indicator(outcome))
    return outcome.kind != "count_is_zero" and material.mask.hides(keys)


def _any_withheld(material: Material) -> bool:
    return any(_withheld(material, outcome) for outcome in material.outcomes)


def _list(material: Material, text: str, outcomes: Sequence[Outcome]) -> Prose:
    names = [f"{lower_first(material.indicator(one).name)} ({one.clause})" for one in outcomes]
    return say(
        text,
        n=figures.count(len(outcomes), f"targets {outcomes[0].verdict}", prose=True),
        list="; ".join(names),
    )


def _units_with(material: Material, absence: Absence) -> list[str]:
    """Return the codes of the units with a figure that is missing for this reason."""
    found = dict.fromkeys(
        unit.code
        for outcome in material.outcomes
        for part in (outcome, *outcome.lines)
        for unit in part.units
        if unit.reason is absence and not unreviewed(material.indicator(outcome), unit)
    )
    return [unit.code for unit in material.known.expected if unit.code in found]


def _units_without_review(material: Material) -> list[str]:
    """Return the codes of the units whose zero no review stands behind."""
    return [
        unit.code
        for outcome in material.outcomes
        for unit in outcome.units
        if unreviewed(material.indicator(outcome), unit)
    ]
