"""Section II in words: one paragraph per indicator."""

from __future__ import annotations

from collections.abc import Iterator

from lsreport.indicators.outcome import Outcome, Verdict
from lsreport.indicators.plan import Benchmark, Indicator, Line
from lsreport.report import last_year, sentences
from lsreport.report.figures import Prose, join, say
from lsreport.report.material import Material, lower_first
from lsreport.report.remarks import no_figures, remarks
from lsreport.report.sentences import Subject
from lsreport.report.subjects import hidden, subject_of
from lsreport.report.zero import zero_paragraph

_HIDDEN = "Không công bố do số trường hợp nhỏ."


def paragraphs(material: Material, outcome: Outcome) -> tuple[Prose, ...]:
    """Return what is said about an indicator: result, judgement, comparison, remarks.

    One paragraph; where every line is judged, one more for each line.
    """
    indicator = material.indicator(outcome)
    benchmark = tuple(_benchmark(material, indicator))
    subject = subject_of(material, indicator, outcome)
    if outcome.kind == "count_is_zero":
        body = zero_paragraph(material, subject, indicator, outcome)
        return (join((body, *remarks(material, subject, indicator, outcome), *benchmark)),)
    name = say("{name}: ", name=indicator.name)
    if hidden(material, indicator, indicator):
        return (join((name, _HIDDEN), ""),)
    if indicator.overall == "all_lines":
        lead = join((*_overall(subject, outcome), *benchmark))
        return (join((name, lead), ""), *_each_line(material, indicator, outcome))
    body = join(_single(material, subject, indicator, outcome))
    return (join((name, join((body, *benchmark))), ""),)


def _overall(subject: Subject, outcome: Outcome) -> Iterator[Prose]:
    """Yield the judgement over all lines, and that they follow."""
    if outcome.target is not None:
        verdict = lower_first(sentences.verdict_text(subject, outcome))
        words = outcome.target.words
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
        pieces = (_line_result(material, indicator, line, of_line) for line, of_line in shown)
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


def _line_result(material: Material, indicator: Indicator, line: Line, outcome: Outcome) -> Prose:
    subject = subject_of(material, indicator, outcome, line)
    shown = sentences.result(subject, outcome)
    if shown is None:
        shown = say(_no_result(outcome))
    return say("{name}: {result}", name=line.name, result=shown)


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
    return say("{said}.", said=_line_result(material, indicator, line, outcome))


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
        yield say("- {name}: {body}", name=line.name, body=body)


def _benchmark(material: Material, indicator: Indicator) -> Iterator[Prose]:
    """Yield the national levels beside the plan's, for the ministry."""
    if material.audience != "ministry":
        return
    for one in indicator.benchmark:
        if one.holds(material.day):
            yield _benchmark_sentence(one)


def _benchmark_sentence(one: Benchmark) -> Prose:
    note = f" ({lower_first(one.note.rstrip('.'))})" if one.note else ""
    return say(
        "Mức chung của cả nước ({source}): {words}{note}.",
        source=one.source,
        words=one.words,
        note=note,
    )
