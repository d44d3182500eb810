"""Section II in words: one paragraph per indicator."""

from __future__ import annotations

from collections.abc import Iterator

from lsreport.indicators.outcome import Outcome, Verdict
from lsreport.indicators.plan import Indicator, Line
from lsreport.report import figures, last_year, sentences
from lsreport.report.benchmarks import benchmark_sentences
from lsreport.report.figures import Prose, join, say
from lsreport.report.material import Material, lower_first
from lsreport.report.remarks import no_figures, remarks
from lsreport.report.sentences import Subject
from lsreport.report.subjects import subject_of
from lsreport.report.zero import zero_paragraph

_HIDDEN = "Không công bố do số trường hợp nhỏ."


def paragraphs(material: Material, outcome: Outcome) -> tuple[Prose, ...]:
    """Return what is said about an indicator: result, judgement, comparison, remarks.

    One paragraph; where every line is judged, one more for each line.
    """
    indicator = material.indicator(outcome)
    benchmark = tuple(benchmark_sentences(material, indicator, outcome))
    subject = subject_of(material, indicator, outcome)
    if outcome.kind == "count_is_zero":
        body = zero_paragraph(material, subject, indicator, outcome)
        return (join((body, *remarks(material, subject, indicator, outcome), *benchmark)),)
    if material.withholds(outcome, indicator):
        return (_of(indicator.name, say(_HIDDEN)),)
    if indicator.overall == "all_lines":
        lead = join((*_overall(subject, outcome), *benchmark))
        return (_of(indicator.name, lead), *_each_line(material, indicator, outcome))
    body = join((*_single(material, subject, indicator, outcome), *benchmark))
    return (_of(indicator.name, body),)


def _of(name: str, body: Prose) -> Prose:
    """Return what is said about `name`, as the same sentence goes on behind its colon."""
    first, *rest = body.parts or ("",)
    begun = lower_first(first) if isinstance(first, str) else first
    return say("{name}: {body}", name=name, body=Prose((begun, *rest)))


def _overall(subject: Subject, outcome: Outcome) -> Iterator[Prose]:
    """Yield the judgement over all lines, and that they follow."""
    if outcome.target is not None:
        verdict = lower_first(sentences.verdict_text(subject, outcome))
        level, of = outcome.target, f"{outcome.code} level"
        words = figures.stated(level.words, level.level, of)
        yield say("{verdict} ({words} ở từng nhóm).", verdict=verdict, words=words)
    yield say("Trong đó:")


def _single(
    material: Material, subject: Subject, indicator: Indicator, outcome: Outcome
) -> Iterator[Prose]:
    """Yield result, judgement, comparison, lines and remarks of one ratio."""
    yield from _ratio(material, subject, indicator, outcome)
    shown = [
        (line, of_line)
        for line, of_line in zip(indicator.lines, outcome.lines, strict=True)
        if line.code != indicator.judged_line and of_line.owners.expected
    ]
    if indicator.overall == "total" and any(of_line.denominator for _line, of_line in shown):
        pieces = (
            _line_result(material, indicator, line, of_line, lower_first(line.name))
            for line, of_line in shown
        )
        yield say("Trong đó: {lines}.", lines=join(pieces, "; "))
    if indicator.overall == "line":
        for line, of_line in shown if outcome.owners.used else ():
            yield _shown_only(material, indicator, line, of_line)
    yield from remarks(material, subject, indicator, outcome)


def _ratio(
    material: Material,
    subject: Subject,
    indicator: Indicator,
    outcome: Outcome,
    line: Line | None = None,
) -> Iterator[Prose]:
    result = sentences.result(subject, outcome)
    judgement = sentences.judgement(subject, outcome)
    if result is not None:
        yield say("{result}.", result=result)
    elif outcome.denominator == 0 and outcome.verdict is not Verdict.NO_CASES:
        yield _none_so_far(subject, outcome)
    elif judgement is None:
        yield no_figures(material, subject, indicator, outcome)
        return
    if judgement is not None:
        yield judgement
    before = material.previous.get(indicator.code)
    if before is not None and line is not None:
        before = next((one for one in before.lines if one.code == line.code), None)
    if before is not None and material.withheld_before(before, line or indicator):
        before = None
    compared = last_year.comparison(subject, outcome, before)
    if compared is not None:
        yield compared


def _none_so_far(subject: Subject, outcome: Outcome) -> Prose:
    """Return what is said of an empty denominator that no verdict speaks of."""
    if not outcome.owners.missing:
        return sentences.no_cases(subject, outcome)
    if subject.notified:
        return say("Chưa phát sinh trường hợp được thông báo ở các đơn vị có số liệu.")
    return say("Chưa phát hiện trường hợp ở các đơn vị có số liệu.")


def _line_result(
    material: Material, indicator: Indicator, line: Line, outcome: Outcome, name: str
) -> Prose:
    if material.withholds(outcome, line):
        hidden = lower_first(_HIDDEN.rstrip("."))
        return say("{name}: {hidden}", name=name.rstrip(":"), hidden=hidden)
    subject = subject_of(material, indicator, outcome, line)
    shown = sentences.result(subject, outcome)
    if shown is None:
        shown = say(_no_result(outcome))
    return say("{name} {result}", name=name, result=shown)


def _no_result(outcome: Outcome) -> str:
    """Return why a line has no result; a zero is claimed only where every unit said so."""
    owners = outcome.owners
    if outcome.denominator != 0:
        return "chưa có số liệu"
    if len(owners.not_applicable) == owners.used:
        return "không áp dụng"
    return "chưa phát sinh ở các đơn vị có số liệu" if owners.missing else "không phát sinh"


def _shown_only(material: Material, indicator: Indicator, line: Line, outcome: Outcome) -> Prose:
    """Return the sentence about a line that is shown and not judged."""
    return say("{said}.", said=_line_result(material, indicator, line, outcome, f"{line.name}:"))


def _each_line(material: Material, indicator: Indicator, outcome: Outcome) -> Iterator[Prose]:
    """Yield a paragraph per line: the judged ones in full, the others by their result."""
    for line, of_line in zip(indicator.lines, outcome.lines, strict=True):
        if not line.judged:
            said = _shown_only(material, indicator, line, of_line)
            yield say("- {said}", said=said)
            continue
        subject = subject_of(material, indicator, of_line, line)
        body = join(
            (
                *_ratio(material, subject, indicator, of_line, line),
                *remarks(material, subject, indicator, of_line),
            )
        )
        yield say("- {said}", said=_of(line.name, body))
