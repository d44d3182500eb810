"""What a rule is: a permanent code, its severity, its words, and where the method comes from."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from lsreport.domain.finding import Finding, Severity
from lsreport.domain.observation import Place
from lsreport.domain.period import Period


@dataclass(frozen=True, slots=True)
class Rule:
    """A declaration; the function that checks it is named after it in its module."""

    code: str
    """Permanent: `LS1xx` structure, `2xx` content, `3xx` consistency, `4xx` history,
    `5xx` completeness, `6xx` between forms."""
    name: str
    severity: Severity
    message: str
    """Source string: what was seen, with the facts in braces."""
    remedy: str
    """Source string: what to do next."""
    source: str
    """Clause or origin of the method."""
    waivable: bool = True

    def finding(
        self,
        *,
        unit: str | None,
        period: Period | None,
        key: str | None = None,
        place: Place | None = None,
        file: str | None = None,
        seen: str | None = None,
        expected: str | None = None,
        facts: Mapping[str, object] | None = None,
    ) -> Finding:
        """Make an occurrence of the rule."""
        return Finding(
            rule=self.code,
            severity=self.severity,
            unit=unit,
            period=period,
            key=key,
            place=place,
            file=file if place is None else place.file,
            seen=seen,
            expected=expected,
            facts=facts or {},
        )
