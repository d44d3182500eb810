"""Parts V to VII: what the verdicts add up to, what is asked next, and of whom.

The analyst's own paragraphs come first; generated ones state facts only.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from lsreport.domain.observation import Absence
from lsreport.domain.period import Period
from lsreport.indicators import calendar
from lsreport.indicators.outcome import Outcome, Verdict
from lsreport.report import figures, numbers, wording
from lsreport.report.annex_types import Returns
from lsreport.report.figures import Prose, say
from lsreport.report.masking import keys_of_indicator
from lsreport.report.material import Material, itemized, listed, lower_first, period_text
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
    said: list[Prose] = []
    if met:
        said += _list(material, "Đã đạt {n} mục tiêu:", met)
    if none:
        said += _list(material, "Không phát sinh ở {n} mục tiêu:", none)
    if not said:
        text = "Trong kỳ chưa có mục tiêu nào đủ cơ sở kết luận đã đạt."
        said.append(_unless_withheld(material, text))
    return (*written(material, "V.1"), *said)


def shortcomings(material: Material, returns: Returns) -> tuple[Prose, ...]:
    """V.2: the targets that are not met or open, and the returns that are missing."""
    said: list[Prose] = []
    not_met = _with_verdict(material, Verdict.NOT_MET)
    open_ones = _with_verdict(material, Verdict.UNDETERMINED)
    if not_met:
        said += _list(material, "Chưa đạt {n} mục tiêu:", not_met)
    if open_ones:
        said += _list(material, "Chưa đủ cơ sở đánh giá {n} mục tiêu:", open_ones)
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
    if not said:
        text = "Các mục tiêu được giao đều đã có kết luận; báo cáo nhận đủ, đúng hạn."
        said.append(_unless_withheld(material, text))
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
        said.append(_elsewhere(material, returns))
    return (*written(material, "V.3"), *said)


def _elsewhere(material: Material, returns: Returns) -> Prose:
    """Return what is left open outside the targets, or that nothing is."""
    wanting = [row.name for row in returns.rows if row.errors]
    if wanting:
        return say(
            "Báo cáo còn nội dung để trống hoặc đang kiểm tra lại ngoài các mục tiêu: {units}.",
            units=listed(wanting, "returns wanting"),
        )
    if any(_hidden(material, outcome) for outcome in material.outcomes):
        return say(
            "Ngoài nội dung không công bố do số trường hợp nhỏ, số liệu của các đơn vị đã gửi đầy "
            "đủ, không có nội dung chưa sử dụng."
        )
    return say("Số liệu của các đơn vị đã gửi đầy đủ, không có nội dung chưa sử dụng.")


def next_tasks(material: Material) -> tuple[Prose, ...]:
    """VI: the targets still to be reached, and when the next returns are due."""
    said: list[Prose] = []
    lacking = [
        outcome
        for outcome in _with_verdict(material, Verdict.NOT_MET)
        if outcome.gap and not outcome.owners.missing
    ]
    if lacking:
        lead = say("Tiếp tục thực hiện các mục tiêu chưa đạt, trong đó số còn thiếu:")
        said += itemized(lead, [_gap(material, outcome) for outcome in lacking])
    return (*written(material, "VI"), *said, next_returns(material))


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
    """VII: what is asked of the ministry, of the province, and of the units.

    The ministry's copy asks others only what the analyst wrote: who has not reported is a matter
    between the province and its units.
    """
    ministry = material.edition.audience == "ministry"
    asked = (
        (f"Với {wording.ministry(material.day)}", "VII.1", ()),
        ("Với UBND tỉnh", "VII.2", () if ministry else tuple(_of_province(returns))),
        (
            "Với các sở, ngành, địa phương",
            "VII.3",
            () if ministry else tuple(_of_units(material, returns)),
        ),
    )
    said = [(to, (*written(material, numeral), *made)) for to, numeral, made in asked]
    return tuple(
        Proposal(to, paragraphs or _no_proposal())
        for place, (to, paragraphs) in enumerate(said)
        if paragraphs or place == 0 or not ministry
    )


def _no_proposal() -> tuple[Prose, ...]:
    return (say("Chưa có đề xuất, kiến nghị trong kỳ này."),)


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
    return material.withholds(outcome, material.indicator(outcome))


def _hidden(material: Material, outcome: Outcome) -> bool:
    """Say whether a public copy shows no unit's part of it, that of the zero target included."""
    return material.mask.hides(keys_of_indicator(material.indicator(outcome)))


def _unless_withheld(material: Material, text: str) -> Prose:
    """Return what is said of all verdicts; a public copy that hides one draws no conclusion."""
    withheld = any(_withheld(material, outcome) for outcome in material.outcomes)
    return say("Kết quả đối với từng mục tiêu nêu tại mục II." if withheld else text)


def _list(material: Material, text: str, outcomes: Sequence[Outcome]) -> Iterator[Prose]:
    number = figures.count(len(outcomes), f"targets {outcomes[0].verdict}", prose=True)
    names = [f"{goal_of(material, one)} ({one.clause})" for one in outcomes]
    return itemized(say(text, n=number), names)


def goal_of(material: Material, outcome: Outcome) -> str:
    """Return what a list of verdicts calls a target; of a zero one it says what has to be none."""
    name = lower_first(material.indicator(outcome).name)
    if outcome.kind != "count_is_zero" or outcome.target is None:
        return name
    if outcome.verdict is Verdict.MET:
        # Zero is what a review found: it is never said that there are none.
        return f"chưa phát hiện {name}"
    return f"{lower_first(outcome.target.words)} {name}"


def _units_with(material: Material, absence: Absence) -> list[str]:
    """Return the codes of the units with a figure that is missing for this reason."""
    found = dict.fromkeys(
        unit.code
        for outcome in material.outcomes
        if not _hidden(material, outcome)
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
