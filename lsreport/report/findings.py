"""Open findings and accepted figures, one row each: for the workbook that goes with the report.

A public copy lists neither. In the others a finding about cases of children keeps its place and
loses its words: what a check compares may point to a child, and the working annex says it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from lsreport.domain.finding import Finding, Severity, Waiver
from lsreport.domain.observation import element_of
from lsreport.report.annex_types import FindingRow, WaiverRow
from lsreport.report.annexes import reason_of, seen_figure
from lsreport.report.figures import Prose, say
from lsreport.report.material import Material, period_text
from lsreport.report.opinions import Opinion, opinions_of
from lsreport.report.view_types import ActivityGroup

_QUERY = frozenset({Severity.QUERY})
_ASKING = _QUERY | {Severity.ERROR}
_PROVINCE = "Toàn tỉnh"
_UNSAID = "Nội dung về số trường hợp trẻ em: ghi tại phụ lục làm việc."


def finding_rows(material: Material) -> tuple[FindingRow, ...]:
    """Return the open errors and queries, by unit in the order of the plan, errors first.

    Those about the period itself stand at the end.
    """
    rows: list[FindingRow] = []
    for unit in material.known.expected:
        judged = material.known.returns.get(unit.code)
        if judged is not None:
            rows += _rows(material, _open(judged.findings), judged.submission.file)
    return (*rows, *_rows(material, _open(material.known.findings), ""))


def money_in_question(material: Material, group: ActivityGroup) -> tuple[Prose, ...]:
    """Return whose figures of money count in the totals while a query on them is open.

    One slip of the unit of money outweighs every other return: who reads the total must know.
    """
    codes = {row.code for row in group.rows}
    asked = [
        unit.code
        for unit in material.known.expected
        if (judged := material.known.returns.get(unit.code)) is not None
        and any(element_of(one.key or "") in codes for one in _open(judged.findings, _QUERY))
    ]
    if not asked:
        return ()
    period = period_text(material.period)
    units = material.names(asked, f"money queried {material.period.id}")
    text = "Số liệu kinh phí {period} đã cộng nhưng đang đề nghị đơn vị kiểm tra lại: {units}."
    return (say(text, period=period, units=units),)


def waiver_rows(material: Material) -> tuple[WaiverRow, ...]:
    """Return the figures the office accepted, by unit in the order of the plan."""
    return tuple(
        _waiver(material, unit.name, one.waived)
        for unit in material.known.expected
        if (judged := material.known.returns.get(unit.code)) is not None
        for one in judged.findings
        if one.waived is not None
    )


def _open(findings: Iterable[Finding], asking: frozenset[Severity] = _ASKING) -> list[Finding]:
    return [one for one in findings if one.waived is None and one.severity in asking]


def _rows(material: Material, findings: list[Finding], file: str) -> Iterator[FindingRow]:
    # Sorting is stable: findings and their opinions come in the same order.
    ordered = sorted(findings, key=lambda one: one.severity is not Severity.ERROR)
    for finding, opinion in zip(ordered, opinions_of(ordered, file), strict=True):
        yield FindingRow(
            unit=finding.unit or "",
            unit_name=material.name(finding.unit) if finding.unit else _PROVINCE,
            kind=opinion.kind,
            rule=opinion.rule,
            label=_label(material, finding.key or ""),
            where=opinion.where,
            message=_UNSAID if _is_about_cases(material, finding, opinion) else opinion.message,
            remedy=opinion.remedy,
        )


def _is_about_cases(material: Material, finding: Finding, opinion: Opinion) -> bool:
    """Say whether a finding speaks of children in a case, as its own element or as another."""
    if finding.key and material.mask.is_case((finding.key,)):
        return True
    labels = (
        one.label for one in material.plan.elements.values() if one.code in material.mask.cases
    )
    return any(label in opinion.message for label in labels)


def _label(material: Material, key: str) -> str:
    element = material.plan.elements.get(element_of(key))
    return element.label if element else ""


def _waiver(material: Material, name: str, waiver: Waiver) -> WaiverRow:
    return WaiverRow(
        unit=waiver.unit,
        unit_name=name,
        rule=waiver.rule,
        label=_label(material, waiver.key) or waiver.key,
        seen=seen_figure(material, waiver),
        until=period_text(waiver.until),
        who=waiver.who,
        why=reason_of(material, waiver),
    )
