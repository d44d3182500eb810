"""Part V: what the verdicts add up to, what is wanting, and why.

The analyst's own paragraphs come first; generated ones state facts only.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from lsreport.domain.observation import Absence
from lsreport.indicators.outcome import Outcome, Verdict
from lsreport.report import figures
from lsreport.report.annex_types import Returns
from lsreport.report.figures import Prose, say
from lsreport.report.masking import keys_of_indicator
from lsreport.report.material import Material, itemized, listed, lower_first
from lsreport.report.remarks import unreviewed
from lsreport.report.returns import refused
from lsreport.report.sentences import ratio_of_units


def written(material: Material, numeral: str) -> tuple[Prose, ...]:
    """Return the analyst's paragraphs of a section."""
    return tuple(Prose((paragraph,)) for paragraph in material.texts.of(numeral))


def results(material: Material) -> tuple[Prose, ...]:
    """V.1: the targets that are met, and those with nothing to judge."""
    met = with_verdict(material, Verdict.MET)
    none = with_verdict(material, Verdict.NO_CASES)
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
    not_met = with_verdict(material, Verdict.NOT_MET)
    open_ones = with_verdict(material, Verdict.UNDETERMINED)
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
    doubtful = units_with(material, Absence.QUARANTINED)
    blank = units_with(material, Absence.BLANK)
    idle = units_without_review(material)
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


def with_verdict(material: Material, verdict: Verdict) -> list[Outcome]:
    """Return the indicators with a verdict, but for those that the document does not tell."""
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


def units_with(material: Material, absence: Absence) -> list[str]:
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


def units_without_review(material: Material) -> list[str]:
    """Return the codes of the units whose zero no review stands behind."""
    return [
        unit.code
        for outcome in material.outcomes
        for unit in outcome.units
        if unreviewed(material.indicator(outcome), unit)
    ]
