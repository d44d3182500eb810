"""Every rule there is, by its permanent code."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from lsreport.checks.between import BETWEEN_RULES
from lsreport.checks.completeness import COMPLETENESS_RULES
from lsreport.checks.consistency import CONSISTENCY_RULES
from lsreport.checks.content import CONTENT_RULES
from lsreport.checks.derived import DERIVED_RULES
from lsreport.checks.history import HISTORY_RULES
from lsreport.checks.required import REQUIRED_RULES
from lsreport.checks.rule import Rule
from lsreport.checks.settling import SETTLING_RULES
from lsreport.checks.structure import STRUCTURE_RULES

_EVERY = (
    *STRUCTURE_RULES,
    *CONTENT_RULES,
    *REQUIRED_RULES,
    *SETTLING_RULES,
    *CONSISTENCY_RULES,
    *DERIVED_RULES,
    *HISTORY_RULES,
    *COMPLETENESS_RULES,
    *BETWEEN_RULES,
)

RULES: Mapping[str, Rule] = MappingProxyType(
    {rule.code: rule for rule in sorted(_EVERY, key=lambda rule: rule.code)}
)
"""Rules by code, in the order of the codes."""
