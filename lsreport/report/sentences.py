"""What is said about one indicator or line: its result and its judgement.

Sentences claim what the figures bear and nothing else: đạt, vượt, thấp hơn … điểm %.
Wording follows the office's reports; figures agree with it (none, one, several).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction

from lsreport.domain.observation import Absence
from lsreport.indicators.outcome import Bounds, Outcome, Verdict
from lsreport.indicators.plan import Target
from lsreport.report import figures
from lsreport.report.figures import Figure, Prose, join, say
from lsreport.report.numbers import ESTIMATE_DIGITS, Rounding

VERDICTS = {
    Verdict.MET: "Đạt",
    Verdict.NOT_MET: "Chưa đạt",
    Verdict.UNDETERMINED: "Chưa đủ cơ sở đánh giá",
    Verdict.NO_CASES: "Không phát sinh",
    Verdict.NO_TARGET: "Chưa giao chỉ tiêu",
}


@dataclass(frozen=True, slots=True)
class Subject:
    """What the sentences about an indicator or line need besides its outcome."""

    code: str
    """As figures are registered under: `2.2`, `2.2/6-15`."""
    people: str
    """What the denominator counts: trẻ em, cán bộ, doanh nghiệp."""
    to_be_reached: bool
    """Whether the level is to be reached by the last day of its target, or binds all along."""
    notified: bool = False
    """Whether the denominator counts notifications of the period."""
    share_of_cases: bool = False
    """Whether it is a share among few cases, printed as counts (02/05)."""
    least_cases: int = 0
    """Cases both periods need before the share is said to rise or fall."""
    local_noun: str = ""
    """What the local units are together: huyện, thành phố."""
    local: frozenset[str] = frozenset()
    """Codes of the local units."""
    estimated: int = 0
    """Units whose numerator is an estimate."""
    shared_years: frozenset[str] = frozenset()
    """Years that ended and new units share: who was reached in them covers a part of a year."""


def verdict_text(subject: Subject, outcome: Outcome) -> str:
    """Return the judgement as the table prints it."""
    said = VERDICTS[outcome.verdict]
    if outcome.target and outcome.verdict in {Verdict.MET, Verdict.NOT_MET}:
        aim = _aim(subject, outcome.target)
        return f"{_reached(subject) if outcome.verdict is Verdict.MET else said} {aim}"
    return said


def _stated(subject: Subject, target: Target) -> Figure:
    """Return the level in the words of the plan."""
    return figures.stated(target.words, target.level, f"{subject.code} level")


def _aim(subject: Subject, target: Target) -> str:
    if subject.to_be_reached and target.until:
        return f"mức mục tiêu năm {target.until.year}"
    return "mục tiêu"


def _reached(subject: Subject) -> str:
    return "Đã đạt" if subject.to_be_reached else "Đạt"


def result(subject: Subject, outcome: Outcome) -> Prose | None:
    """Return counts and ratio: `151.000/190.000 trẻ em, tỷ lệ 79,47%`; None without a figure."""
    n, d = outcome.numerator, outcome.denominator
    if n is None or not d:
        return None
    counts = say(
        "{n}/{d} {people}",
        n=figures.count(n, f"{subject.code} numerator", prose=True),
        d=figures.count(d, f"{subject.code} denominator", prose=True),
        people=subject.people,
    )
    if subject.share_of_cases:
        return counts
    ratio = figures.share(Fraction(n, d), f"{subject.code} ratio", outcome.target)
    estimate = " (số ước tính)" if subject.estimated else ""
    return say("{counts}, tỷ lệ {ratio}{estimate}", counts=counts, ratio=ratio, estimate=estimate)


def judgement(subject: Subject, outcome: Outcome) -> Prose | None:
    """Return the sentences that judge a ratio; None where there is nothing to judge.

    Without a target the bounds are still given when somebody is missing.
    """
    if outcome.verdict is Verdict.NO_CASES:
        return no_cases(subject, outcome)
    if outcome.owners.used == 0 and outcome.bounds is None:
        return None
    if outcome.target is None:
        return _unjudged(subject, outcome)
    if outcome.owners.missing:
        return join(_judged_in_part(subject, outcome, outcome.target))
    return join(_judged_in_full(subject, outcome, outcome.target))


def no_cases(subject: Subject, outcome: Outcome) -> Prose:
    """Return what is said where nobody is in the denominator and no unit is missing."""
    if outcome.owners.not_applicable:
        return say("Các đơn vị báo cáo không áp dụng nội dung này; không tính tỷ lệ.")
    if subject.notified:
        return say("Trong kỳ không phát sinh trường hợp được thông báo; không tính tỷ lệ.")
    return say("Chưa phát hiện trường hợp; không tính tỷ lệ.")


def _unjudged(subject: Subject, outcome: Outcome) -> Prose | None:
    if not outcome.owners.missing:
        return None
    if outcome.bounds is None or subject.share_of_cases:
        return say("Còn {missing} đơn vị chưa có số liệu.", missing=_missing(subject, outcome))
    return say("{range}.", range=_range(subject, outcome, outcome.bounds))


def _judged_in_full(subject: Subject, outcome: Outcome, target: Target) -> Iterator[Prose]:
    ratio, gap = outcome.ratio, outcome.gap
    if ratio is None or gap is None:
        return
    aim, words = _aim(subject, target), _stated(subject, target)
    difference = figures.points(ratio - target.level, f"{subject.code} difference")
    reached = _local_reached(subject, outcome, target)
    if outcome.verdict is Verdict.MET:
        lead = say("{reached} {aim} ({words})", reached=_reached(subject), aim=aim, words=words)
        over = say(", vượt {points} điểm %", points=difference) if ratio > target.level else say("")
        local = say("; {reached}", reached=reached) if reached else say("")
        yield join((lead, over, local, "."), "")
        return
    yield say(
        "Chưa đạt {aim} ({words}), thấp hơn {points} điểm %.",
        aim=aim,
        words=words,
        points=difference,
    )
    lacking = say(
        "Còn thiếu {gap} {people} để đạt mức {level}",
        gap=figures.count(gap, f"{subject.code} gap", prose=True),
        people=subject.people,
        level=figures.level(target, f"{subject.code} level"),
    )
    yield join((lacking, say("; {reached}.", reached=reached) if reached else "."), "")


def _judged_in_part(subject: Subject, outcome: Outcome, target: Target) -> Iterator[Prose]:
    aim, level = _aim(subject, target), figures.level(target, f"{subject.code} level")
    if outcome.bounds is None:
        yield _unbounded(subject, outcome, target)
        return
    if outcome.verdict is not Verdict.UNDETERMINED:
        said = "đã đạt" if outcome.verdict is Verdict.MET else "chưa đạt"
        yield say(
            "{range}; {said} {aim} ({words}).",
            range=_range(subject, outcome, outcome.bounds),
            said=said,
            aim=aim,
            words=_stated(subject, target),
        )
        return
    yield say(
        "{range}; chưa đủ cơ sở kết luận mức đạt mục tiêu {level}.",
        range=_range(subject, outcome, outcome.bounds),
        level=level,
    )
    if outcome.break_even is not None:
        share = figures.share(
            outcome.break_even,
            f"{subject.code} break_even",
            digits=ESTIMATE_DIGITS,
            rounding=Rounding.UP,
        )
        yield say(
            "Để toàn tỉnh đạt {level}, tỷ lệ bình quân tại đơn vị {missing} phải {share}.",
            level=level,
            missing="chưa báo cáo" if _all_silent(outcome) else "chưa có số liệu",
            share=say("từ {share} trở lên", share=share)
            if outcome.break_even < 1
            else say("bằng {share}", share=share),
        )


def _all_silent(outcome: Outcome) -> bool:
    """Say whether every missing unit sent nothing; one that sent doubtful figures did report."""
    return all(unit.reason in {None, Absence.NOT_RECEIVED} for unit in outcome.units)


def _unbounded(subject: Subject, outcome: Outcome, target: Target) -> Prose:
    missing = _missing(subject, outcome)
    if outcome.verdict is Verdict.NOT_MET:
        return say(
            "Chưa đạt {aim} ({words}); còn {missing} đơn vị chưa có số liệu.",
            aim=_aim(subject, target),
            words=_stated(subject, target),
            missing=missing,
        )
    return say(
        "Còn {missing} đơn vị chưa có số liệu; chưa đủ cơ sở kết luận mức đạt mục tiêu {level}.",
        missing=missing,
        level=figures.level(target, f"{subject.code} level"),
    )


def _range(subject: Subject, outcome: Outcome, bounds: Bounds) -> Prose:
    share = outcome.denominator_share
    weight = say("")
    if share is not None and share < 1:
        weight = say(
            " (khoảng {share} tổng số {people})",
            share=figures.share(1 - share, f"{subject.code} missing_share", digits=ESTIMATE_DIGITS),
            people=subject.people,
        )
    return say(
        "Do còn {missing} đơn vị chưa có số liệu{weight}, tỷ lệ toàn tỉnh nằm trong khoảng từ "
        "{low} đến {high}",
        missing=_missing(subject, outcome),
        weight=weight,
        low=low_of(subject, outcome, bounds),
        high=high_of(subject, outcome, bounds),
    )


def low_of(subject: Subject, outcome: Outcome, bounds: Bounds) -> Figure:
    """Return the low bound, rounded down."""
    return figures.share(
        bounds.low,
        f"{subject.code} low",
        outcome.target,
        digits=ESTIMATE_DIGITS,
        rounding=Rounding.DOWN,
    )


def high_of(subject: Subject, outcome: Outcome, bounds: Bounds) -> Figure:
    """Return the high bound, rounded up."""
    return figures.share(
        bounds.high,
        f"{subject.code} high",
        outcome.target,
        digits=ESTIMATE_DIGITS,
        rounding=Rounding.UP,
    )


def _missing(subject: Subject, outcome: Outcome) -> Prose:
    owners = outcome.owners
    return ratio_of_units(len(owners.missing), owners.expected, f"{subject.code} missing")


def ratio_of_units(part: int, whole: int, of: str) -> Prose:
    """Return a number of units out of those expected: 01/12."""
    return say(
        "{part}/{whole}",
        part=figures.count(part, of, prose=True),
        whole=figures.count(whole, f"{of} expected", prose=True),
    )


def _local_reached(subject: Subject, outcome: Outcome, target: Target) -> Prose | None:
    ratios = [unit.ratio for unit in outcome.units if unit.code in subject.local]
    if not ratios or not subject.to_be_reached:
        return None
    reached = sum(ratio is not None and ratio >= target.level for ratio in ratios)
    return say(
        "{units} {noun} đã đạt",
        units=ratio_of_units(reached, len(ratios), f"{subject.code} local_reached"),
        noun=subject.local_noun,
    )
