"""The returns of a period side by side: each with what its unit was asked."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from lsreport.checks.questionnaire import Questionnaire, Questionnaires
from lsreport.checks.rule import Rule, asked_by
from lsreport.domain.assessment import PeriodAssessment
from lsreport.domain.finding import Finding
from lsreport.domain.observation import Place
from lsreport.domain.submission import JudgedReturn
from lsreport.indicators.plan import Plan


@dataclass(frozen=True, slots=True, eq=False)
class Peer:
    """A return, and what its unit was asked; each is itself only."""

    judged: JudgedReturn
    asked: Questionnaire

    @property
    def code(self) -> str:
        """Code of the unit."""
        return self.judged.unit

    def figure(self, key: str) -> int | None:
        """Return a figure that passed its checks; None also where it was not asked."""
        observation = self.judged.observations.get(key)
        return None if observation is None else observation.figure

    def asked_by(self, rules: Iterable[Rule]) -> frozenset[str]:
        """Return the keys that some rules ask its unit about already."""
        return asked_by(rules, self.judged.findings)

    def finding(self, rule: Rule, key: str, seen: str, **facts: object) -> Finding:
        """Report an occurrence of a rule at one of its cells."""
        submission = self.judged.submission
        raw = next((one for one in submission.raws if one.key == key), None)
        return rule.finding(
            unit=self.code,
            period=submission.period,
            key=key,
            place=Place(submission.file, raw.sheet, raw.cell) if raw else None,
            file=submission.file,
            seen=seen,
            facts={"label": self.asked.label(key), **facts},
        )


def peers_in(plan: Plan, judged: PeriodAssessment) -> tuple[Peer, ...]:
    """Return the returns that came as forms, in the order of the plan."""
    questionnaires = Questionnaires(plan, judged.window[1])
    return tuple(
        Peer(judged.returns[unit.code], questionnaires.of(unit))
        for unit in judged.expected
        if unit.code in judged.returns and not judged.returns[unit.code].submission.from_paper
    )
