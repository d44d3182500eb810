"""Every rule there is, by its permanent code, and the words of its findings."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date
from types import MappingProxyType

from lsreport.checks.between import BETWEEN_RULES
from lsreport.checks.completeness import COMPLETENESS_RULES
from lsreport.checks.consistency import CONSISTENCY_RULES
from lsreport.checks.content import CONTENT_RULES
from lsreport.checks.control_totals import CONTROL_TOTAL_RULES
from lsreport.checks.derived import DERIVED_RULES
from lsreport.checks.handover import HANDOVER_RULES
from lsreport.checks.history import HISTORY_RULES
from lsreport.checks.over_time import OVER_TIME_RULES
from lsreport.checks.over_units import OVER_UNITS_RULES
from lsreport.checks.patterns import PATTERN_RULES
from lsreport.checks.required import REQUIRED_RULES
from lsreport.checks.rule import Rule
from lsreport.checks.settling import SETTLING_RULES
from lsreport.checks.structure import STRUCTURE_RULES
from lsreport.checks.within_year import WITHIN_YEAR_RULES
from lsreport.domain.finding import Finding, NotTestable, Severity
from lsreport.i18n import Catalogue

_EVERY = (
    *STRUCTURE_RULES,
    *CONTENT_RULES,
    *REQUIRED_RULES,
    *SETTLING_RULES,
    *CONSISTENCY_RULES,
    *DERIVED_RULES,
    *PATTERN_RULES,
    *HISTORY_RULES,
    *WITHIN_YEAR_RULES,
    *OVER_TIME_RULES,
    *HANDOVER_RULES,
    *COMPLETENESS_RULES,
    *BETWEEN_RULES,
    *OVER_UNITS_RULES,
    *CONTROL_TOTAL_RULES,
)

RULES: Mapping[str, Rule] = MappingProxyType(
    {rule.code: rule for rule in sorted(_EVERY, key=lambda rule: rule.code)}
)
"""Rules by code, in the order of the codes."""


def in_force(
    found: Iterable[Finding | NotTestable], rules: Mapping[str, Rule], day: date
) -> tuple[Finding | NotTestable, ...]:
    """Return what the rules in force on a day have to say, in the severity they have by then."""
    said: list[Finding | NotTestable] = []
    for one in found:
        severity = rules[one.rule].severity_on(day)
        if isinstance(one, Finding) and one.severity is Severity.ERROR and severity is not None:
            said.append(replace(one, severity=severity))
        elif severity is not None:
            said.append(one)
    return tuple(said)


def message_of(finding: Finding, catalogue: Catalogue) -> str:
    """Return what a finding says, in the language of the catalogue."""
    return catalogue.text(RULES[finding.rule].message, **_facts(finding))


def remedy_of(finding: Finding, catalogue: Catalogue) -> str:
    """Return what to do about a finding, in the language of the catalogue."""
    return catalogue.text(RULES[finding.rule].remedy, **_facts(finding))


def _facts(finding: Finding) -> dict[str, object]:
    """Return what a rule's sentences may name: the fields of the finding, then its own facts."""
    fields = {
        "unit": finding.unit or "",
        "period": finding.period or "",
        "key": finding.key or "",
        "seen": finding.seen or "",
        "expected": finding.expected or "",
        "file": finding.file or "",
    }
    return {**fields, **finding.facts}
