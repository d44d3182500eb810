"""What a rule is: a permanent code, its severity, its words, and where the method comes from."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date

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
    """Clause, or source string: origin of the method."""
    waivable: bool = True
    since: date | None = None
    """First day the rule is applied at all; None from the beginning of the plan."""
    blocking_from: date | None = None
    """First day an error of it puts figures aside; before it the same is a query. The last day of
    a period's window decides."""

    def severity_on(self, day: date) -> Severity | None:
        """Return what a finding of it does on `day`; None while the rule is not applied yet."""
        if self.since is not None and day < self.since:
            return None
        early = self.blocking_from is not None and day < self.blocking_from
        return Severity.QUERY if early and self.severity is Severity.ERROR else self.severity

    @property
    def throughout(self) -> Rule:
        """The rule as if it had been in force and blocking ever since the plan began."""
        return replace(self, since=None, blocking_from=None)

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


def asked_by(rules: Iterable[Rule], findings: Iterable[Finding]) -> frozenset[str]:
    """Return the keys of the cells that some rules ask about, so that no other asks as well."""
    codes = {rule.code for rule in rules}
    return frozenset(one.key for one in findings if one.rule in codes and one.key is not None)
