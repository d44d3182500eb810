"""The national levels of Decision 782/QĐ-TTg beside those of the plan: the ministry's copy only."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from lsreport.indicators.outcome import Outcome
from lsreport.indicators.plan import Benchmark, Indicator, Line
from lsreport.report import figures
from lsreport.report.figures import Figure, Printable, Prose, join, say
from lsreport.report.material import Material, lower_first

POPULATION = "TE517"
"""Element of the reference table that the national rate of child labour is measured on."""
_APART = "; không so sánh trực tiếp"


def levels(material: Material, indicator: Indicator, line: Line | None, target: Printable) -> Prose:
    """Return the level of an indicator or line, with the national one as a table prints it."""
    beside = [
        say("{words}{apart}", words=_stated(indicator, one), apart="" if one.comparable else _APART)
        for one in _in_force(material, indicator)
        if one.line == (line.code if line else None)
    ]
    if not beside:
        return say("{target}", target=target)
    return say("{target} (cả nước: {levels})", target=target, levels=join(beside, "; "))


def benchmark_sentences(
    material: Material, indicator: Indicator, outcome: Outcome
) -> Iterator[Prose]:
    """Yield the national levels in words, and what a rate of cases would be measured on."""
    for one in _in_force(material, indicator):
        yield say(
            "Mức chung của cả nước ({source}): {words}{note}.",
            source=one.source,
            words=_stated(indicator, one),
            note=f" ({lower_first(one.note.rstrip('.'))})" if one.note else "",
        )
        if not one.comparable:
            yield from _measured_on(material, indicator, outcome)


def benchmark_note(material: Material) -> Iterator[Prose]:
    """Yield what the levels in brackets are, under the table that prints them."""
    sources = dict.fromkeys(
        one.source
        for outcome in material.outcomes
        for one in _in_force(material, material.indicator(outcome))
    )
    if sources:
        yield say(
            "Trong ngoặc ở cột chỉ tiêu: mức chung của cả nước theo Quyết định số {sources}.",
            sources=", ".join(sources),
        )


def _in_force(material: Material, indicator: Indicator) -> tuple[Benchmark, ...]:
    if material.edition.audience != "ministry":
        return ()
    return tuple(one for one in indicator.benchmark if one.holds(material.day))


def _stated(indicator: Indicator, one: Benchmark) -> Figure:
    return figures.stated(one.words, Fraction(one.value), f"{indicator.code} benchmark")


def _measured_on(material: Material, indicator: Indicator, outcome: Outcome) -> Iterator[Prose]:
    """Yield the cases on record out of the population of the units that gave them.

    Only where the reference table has it for each of them.
    """
    used = [unit.code for unit in outcome.units if unit.reason is None]
    found = [material.assessment.reference_for(code, POPULATION, material.day) for code in used]
    known = [one for one in found if one is not None]
    if not known or len(known) < len(found) or outcome.numerator is None:
        return
    yield say(
        "Số trường hợp ghi nhận trên dân số từ 5 đến 17 tuổi của đơn vị có số liệu (bảng số liệu "
        "tham chiếu, ngày {dated}): {n}/{population}.",
        dated=figures.day(max(one.dated for one in known), f"{indicator.code} population dated"),
        n=figures.count(outcome.numerator, f"{indicator.code} numerator", prose=True),
        population=figures.count(
            sum(one.value for one in known), f"{indicator.code} population", prose=True
        ),
    )
