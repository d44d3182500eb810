"""What the checks made of a vintage: the input of every computation and report."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from lsreport.domain.finding import Finding, NotTestable
from lsreport.domain.period import Period
from lsreport.domain.submission import JudgedReturn, ReferenceFigure, Rejected
from lsreport.domain.unit import Unit


@dataclass(frozen=True, slots=True)
class PeriodAssessment:
    """One period: who was expected, what they sent, and what the checks found."""

    period: Period
    window: tuple[date, date]
    """First and last day of the data window."""
    expected: tuple[Unit, ...]
    """Units expected on the last day of the window, in the order of the plan."""
    returns: Mapping[str, JudgedReturn]
    """Per unit code, the current return after its checks."""
    rejected: Mapping[str, Rejected] = field(default_factory=dict)
    """Per unit code, the rejected file of a unit with no accepted return."""
    findings: tuple[Finding, ...] = ()
    """Findings of the period itself (between forms, missing returns); each return has its own."""
    not_testable: tuple[NotTestable, ...] = ()
    handed: Mapping[str, JudgedReturn] = field(default_factory=dict)
    """Per code of a unit that did not report yet, the figures handed over to it: later periods
    start from them, and nothing of this one counts them."""

    def said_by(self, code: str) -> JudgedReturn | None:
        """Return what is known of a unit for the period: its return, else what it took over."""
        return self.returns.get(code) or self.handed.get(code)

    @property
    def all_findings(self) -> tuple[Finding, ...]:
        """Findings of every return in the order of the units, then those of the period."""
        own = [
            finding
            for unit in self.expected
            if unit.code in self.returns
            for finding in self.returns[unit.code].findings
        ]
        return (*own, *self.findings)


@dataclass(frozen=True, slots=True)
class Assessment:
    """Every period of a vintage, judged oldest first."""

    periods: Mapping[Period, PeriodAssessment]
    reference: tuple[ReferenceFigure, ...] = ()

    def reference_for(self, unit: str, element: str, day: date) -> ReferenceFigure | None:
        """Return the office's denominator: the latest dated on or before `day`."""
        known = [
            figure
            for figure in self.reference
            if figure.unit == unit and figure.element == element and figure.dated <= day
        ]
        return max(known, key=lambda figure: figure.dated, default=None)
