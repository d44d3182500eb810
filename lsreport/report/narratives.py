"""The working annex: units' own words, open findings and unmasked cases, for the office only."""

from __future__ import annotations

from collections.abc import Iterator

from lsreport.checks.rulebook import message_of, remedy_of
from lsreport.domain.finding import Finding, Severity
from lsreport.domain.submission import JudgedReturn
from lsreport.domain.unit import Unit
from lsreport.i18n import Catalogue
from lsreport.indicators.measures import as_given
from lsreport.indicators.plan import Element
from lsreport.indicators.units import owned, owners_in
from lsreport.report import figures
from lsreport.report.material import Material
from lsreport.report.working_types import CaseRow, Narrative, UnitPages, WorkingAnnex

_VIETNAMESE = "vi"
_ADDRESSEE = "N"
"""Suffix of the element that says whom a narrative is addressed to: D2N of D2."""


def working_annex(material: Material) -> WorkingAnnex:
    """Return what the office works with and never issues."""
    catalogue = Catalogue(_VIETNAMESE)
    pages = (_pages(material, unit, catalogue) for unit in material.known.expected)
    return WorkingAnnex(
        units=tuple(one for one in pages if one.narratives or one.errors or one.queries),
        cases=tuple(_case_rows(material)),
        general=tuple(_sentence(one, catalogue) for one in material.known.findings),
    )


def _pages(material: Material, unit: Unit, catalogue: Catalogue) -> UnitPages:
    judged = material.known.returns.get(unit.code)
    findings = [one for one in judged.findings if one.waived is None] if judged else []
    return UnitPages(
        code=unit.code,
        name=unit.name,
        narratives=tuple(_narratives(material, unit, judged)) if judged else (),
        errors=tuple(
            _sentence(one, catalogue) for one in findings if one.severity is Severity.ERROR
        ),
        queries=tuple(
            _sentence(one, catalogue) for one in findings if one.severity is Severity.QUERY
        ),
    )


def _narratives(material: Material, unit: Unit, judged: JudgedReturn) -> Iterator[Narrative]:
    texts = {block.code for block in material.plan.blocks if block.layout == "text"}
    for element in material.plan.elements_of(unit, material.day):
        if element.block not in texts or element.value_type != "text":
            continue
        given = judged.observations.get(element.code)
        lines = (given.text or "").splitlines() if given else []
        paragraphs = tuple(" ".join(line.split()) for line in lines if line.strip())
        if paragraphs:
            yield Narrative(element.label, _addressee(material, element, judged), paragraphs)


def _addressee(material: Material, element: Element, judged: JudgedReturn) -> str:
    code = f"{element.code}{_ADDRESSEE}"
    choices = material.plan.elements[code].choices if code in material.plan.elements else ()
    given = judged.observations.get(code)
    return next((one.label for one in choices if given and one.value == given.figure), "")


def _case_rows(material: Material) -> Iterator[CaseRow]:
    """Yield every case figure above zero, by unit in the order of the plan."""
    plan = material.plan
    cases = [one for one in plan.elements.values() if one.code in material.mask.cases]
    for owner in owners_in(plan, material.assessment, material.period):
        for element in cases:
            given = as_given(owner, element.code)
            if given.value and owned(plan, owner, (element.code,)):
                of = f"{element.code}@{owner.code}"
                figure = figures.count(given.value, of, given.evidence)
                yield CaseRow(owner.unit.name, element.label, figure)


def _sentence(finding: Finding, catalogue: Catalogue) -> str:
    """Return a finding in words: where, what, and what to do."""
    where = f"{finding.place.sheet}!{finding.place.cell}: " if finding.place else ""
    return (
        f"[{finding.rule}] {where}{message_of(finding, catalogue)} {remedy_of(finding, catalogue)}"
    )
