"""What is said about a count that has to be nought. Zero is what a review found, never a fact."""

from __future__ import annotations

from collections.abc import Iterator

from lsreport.indicators.measures import as_given
from lsreport.indicators.outcome import Outcome, Verdict
from lsreport.indicators.plan import Indicator
from lsreport.indicators.units import owned, owners_of
from lsreport.report import figures, wording
from lsreport.report.figures import Figure, Prose, join, say
from lsreport.report.material import Material, lower_first
from lsreport.report.sentences import Subject, ratio_of_units


def zero_paragraph(
    material: Material, subject: Subject, indicator: Indicator, outcome: Outcome
) -> Prose:
    """Return the sentences about a zero target: `Qua rà soát …, trong kỳ chưa phát hiện …`."""
    return join(_sentences(material, subject, indicator, outcome))


def _sentences(
    material: Material, subject: Subject, indicator: Indicator, outcome: Outcome
) -> Iterator[Prose]:
    positive = sum(unit.positive for unit in outcome.units)
    who = lower_first(indicator.name)
    review = _reviewed(material, indicator)
    if outcome.owners.used == 0 and not positive and not outcome.suspicions:
        yield say("Chưa có số liệu (đơn vị chưa báo cáo).")
        return
    if positive:
        yield from _found(material, subject, indicator, outcome)
    elif outcome.owners.missing:
        yield say(
            "{review}{units} {noun} xác nhận trong kỳ chưa phát hiện {who}; còn {missing} đơn vị "
            "chưa có số liệu, chưa đủ cơ sở kết luận.",
            review=review,
            units=_units(subject, outcome, outcome.owners.used, "confirmed"),
            noun=_noun(subject, outcome),
            who=who,
            missing=_units(subject, outcome, len(outcome.owners.missing), "missing"),
        )
    else:
        lead = say("{review}trong kỳ chưa phát hiện {who}.", review=review, who=who)
        yield lead if review.parts else say("Trong kỳ chưa phát hiện {who}.", who=who)
    if outcome.verdict is Verdict.MET:
        yield say("Đạt mục tiêu.")
    if outcome.suspicions and not positive:
        yield _suspected(material, subject, outcome)


def _suspected(material: Material, subject: Subject, outcome: Outcome) -> Prose:
    """Return what others reported; not how many where they are a unit's few, or hidden."""
    count: Prose | Figure = figures.count(
        sum(one.value or 0 for one in outcome.suspicions), f"{subject.code} suspicions", prose=True
    )
    reporters = {one.unit for one in outcome.suspicions}
    few = len(reporters) == 1 and any(material.mask.is_few(one.value) for one in outcome.suspicions)
    if few or material.mask.hides([one.key for one in outcome.suspicions]):
        count = say("có")
    return say(
        "{detectors} báo cáo {count} trường hợp, đang xác minh; chưa đủ cơ sở kết luận.",
        detectors=wording.detectors(material.day),
        count=count,
    )


def _found(
    material: Material, subject: Subject, indicator: Indicator, outcome: Outcome
) -> Iterator[Prose]:
    who = lower_first(indicator.name)
    where = _where(material, subject, indicator, outcome)
    if outcome.numerator:
        yield say(
            "Trong kỳ ghi nhận {count} {who}{where} (gồm số đầu kỳ và số xác minh mới).",
            count=figures.count(outcome.numerator, f"{subject.code} numerator", prose=True),
            who=who,
            where=say(" tại {units}", units=where) if where.parts else where,
        )
    else:
        yield say(
            "Có {units} báo cáo trường hợp {who}, số liệu đang đề nghị đơn vị kiểm tra lại.",
            units=where if where.parts else "đơn vị",
            who=who,
        )
    if outcome.owners.missing:
        yield say(
            "Còn {missing} đơn vị chưa có số liệu.",
            missing=_units(subject, outcome, len(outcome.owners.missing), "missing"),
        )
    if outcome.verdict is Verdict.NOT_MET:
        yield say("Chưa đạt mục tiêu.")


def _where(material: Material, subject: Subject, indicator: Indicator, outcome: Outcome) -> Prose:
    """Return in how many units cases were found.

    Nothing where the units are hidden and it would be said of each of them.
    """
    positive = sum(unit.positive for unit in outcome.units)
    if material.mask.hides(indicator.keys) and positive >= outcome.owners.used:
        return Prose(())
    units = _units(subject, outcome, positive, "positive")
    return say("{units} {noun}", units=units, noun=_noun(subject, outcome))


def _noun(subject: Subject, outcome: Outcome) -> str:
    """Return what the owners are together; units that ended in the year are no communes."""
    return subject.local_noun if outcome.owners.expected == len(subject.local) else "đơn vị"


def _units(subject: Subject, outcome: Outcome, part: int, what: str) -> Prose:
    return ratio_of_units(part, outcome.owners.expected, f"{subject.code} {what}")


def _reviewed(material: Material, indicator: Indicator) -> Prose:
    """Return `Qua rà soát 1.520/1.676 thôn, khối phố, `; nothing where nobody reviewed."""
    if indicator.reviewed is None:
        return Prose(())
    element = material.plan.elements[indicator.reviewed]
    whole = next(iter(element.subset_of), None)
    pairs = list(_pairs(material, indicator, element.code, whole)) if whole else []
    done, of = sum(pair[0] for pair in pairs), sum(pair[1] for pair in pairs)
    if not done:
        return Prose(())
    return say(
        "Qua rà soát {done}/{of} {counted}, ",
        done=figures.count(done, f"{element.code} total", prose=True),
        of=figures.count(of, f"{whole} total", prose=True),
        counted=element.counted_in,
    )


def _pairs(
    material: Material, indicator: Indicator, part: str, whole: str
) -> Iterator[tuple[int, int]]:
    """Yield what each owner reviewed, out of how many, where it gave both."""
    for owner in owners_of(material.plan, material.assessment, material.period, indicator.code):
        if owner.period == material.period and owned(material.plan, owner, (part,)):
            done, of = as_given(owner, part).value, as_given(owner, whole).value
            if done is not None and of is not None:
                yield done, of
