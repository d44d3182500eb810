"""One return under judgement, and how a check reports on it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from lsreport.checks.questionnaire import Questionnaire, amount
from lsreport.checks.rule import Rule
from lsreport.checks.waivers import Waivers
from lsreport.domain.finding import Finding, NotTestable, Severity
from lsreport.domain.observation import Observation, Place, Raw, RawKind, State
from lsreport.domain.period import Period
from lsreport.domain.submission import Submission
from lsreport.domain.unit import Unit
from lsreport.i18n import Message


@dataclass(frozen=True, slots=True)
class Failure:
    """A finding about a return, and the cells it puts aside."""

    finding: Finding
    cells: tuple[str, ...] = ()
    """Keys quarantined with it; none when the finding is waived or no error."""
    breach: tuple[str, ...] = ()
    """Those of its cells that show somebody whichever is right: both sides of the failed
    comparison are at least 1."""


@dataclass(frozen=True, slots=True)
class Form:
    """A return as far as the checks have come with it."""

    questionnaire: Questionnaire
    unit: Unit
    period: Period
    submission: Submission
    raws: Mapping[str, Raw]
    """Cells of the workbook by key."""
    waivers: Waivers
    observations: Mapping[str, Observation]
    """Every figure it owes, present even when missing."""
    rules: Mapping[str, Rule]
    """The rules it is judged by, each with the days it is in force."""

    def figure(self, key: str) -> int | None:
        """Return the number under `key` that may be used; 0 where it is not applicable."""
        observation = self.observations[key]
        if observation.state is State.NOT_APPLICABLE and not observation.quarantined:
            return 0
        return observation.figure

    def is_blank(self, key: str) -> bool:
        """Say whether a cell holds nothing at all, and nothing was found wrong with it."""
        observation = self.observations[key]
        return observation.state is State.MISSING and not observation.quarantined

    def is_unread(self, key: str) -> bool:
        """Say whether a cell holds a formula without a stored value: nobody knows what it says."""
        raw = self.raws.get(key)
        return raw is not None and raw.kind is RawKind.UNCACHED

    def place(self, key: str) -> Place | None:
        """Return the cell of `key` in the workbook; None when its row is not there."""
        raw = self.raws.get(key)
        return Place(self.submission.file, raw.sheet, raw.cell) if raw else None

    def amount(self, key: str, value: int) -> Message | int:
        """Return a number under `key` as a fact of a message."""
        return amount(self.questionnaire.keys[key].element, value)

    def fail(
        self,
        rule: Rule,
        key: str,
        *,
        seen: str | None,
        expected: str | None = None,
        cells: Iterable[str] = (),
        breach: Iterable[str] = (),
        facts: Mapping[str, object] | None = None,
    ) -> Failure:
        """Report an occurrence of `rule` at the cell `key`, with the cells it puts aside.

        A waived finding puts nothing aside, nor one of a rule that does not block yet.
        """
        rule = self.rules.get(rule.code, rule)
        found = rule.finding(
            unit=self.unit.code,
            period=self.period,
            key=key,
            place=self.place(key),
            file=self.submission.file,
            seen=seen,
            expected=expected,
            facts={"label": self.questionnaire.label(key), **(facts or {})},
        )
        finding = self.waivers.applied(rule, found)
        blocks = rule.severity_on(self.questionnaire.day) is Severity.ERROR
        aside = blocks and finding.waived is None
        return Failure(finding, tuple(cells), tuple(breach)) if aside else Failure(finding)

    def untested(self, rule: Rule, key: str, reason: str, **facts: object) -> NotTestable:
        """Report that `rule` could not be tested at the cell `key`, and why."""
        label = self.questionnaire.label(key)
        return NotTestable(
            rule=rule.code,
            unit=self.unit.code,
            period=self.period,
            reason=reason,
            facts={"key": key, "label": label, **facts},
        )

    def revised(self, changes: Mapping[str, Observation]) -> Form:
        """Return the form with some observations replaced."""
        return replace(self, observations={**self.observations, **changes})

    def after(self, failures: Iterable[Failure]) -> Form:
        """Return the form with the cells of `failures` put aside."""
        changes: dict[str, Observation] = {}
        for failure in failures:
            for key in failure.cells:
                known = changes.get(key, self.observations[key])
                somebody = key in failure.breach and bool(known.value)
                changes[key] = replace(known, quarantined=True, breach=known.breach or somebody)
        return self.revised(changes)
