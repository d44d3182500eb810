"""Restatements: what returns of released periods say now, against what the reader was told."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from lsreport.checks.questionnaire import Questionnaires
from lsreport.domain.assessment import Assessment, PeriodAssessment
from lsreport.domain.observation import Observation, State, element_of
from lsreport.domain.period import Period
from lsreport.domain.personal import looks_personal
from lsreport.domain.submission import JudgedReturn
from lsreport.domain.unit import Unit
from lsreport.i18n import Catalogue
from lsreport.indicators.compute import compute
from lsreport.indicators.measures import evidence_of
from lsreport.indicators.outcome import Verdict
from lsreport.indicators.plan import Plan
from lsreport.report import figures, numbers
from lsreport.report.annex_types import RestatedRow
from lsreport.report.figures import Figure, Prose, say
from lsreport.report.masking import keys_of_indicator
from lsreport.report.material import Material, period_text
from lsreport.report.sentences import VERDICTS

_WHOLE = "Toàn bộ báo cáo"
_NOT_SENT = Prose(("Chưa gửi",))
_SENT = Prose(("Đã gửi",))
_NOT_JUDGED = "Không tính vào chỉ tiêu"
_UNCHANGED = "không đổi"


def restated_rows(
    material: Material, released: Sequence[tuple[Period, Assessment]]
) -> tuple[RestatedRow, ...]:
    """Return every figure of the released periods that is another now, by period and unit.

    `released` holds each period with everything as it was told. A return that came only after
    that is one row, for all its figures are new.
    """
    return tuple(
        row
        for period, told in released
        for row in _period_rows(_Both(material, period, told, material.assessment))
    )


@dataclass(frozen=True, slots=True)
class _Both:
    """A released period as it was told, and as it is known now."""

    material: Material
    period: Period
    told: Assessment
    known: Assessment

    @property
    def plan(self) -> Plan:
        """The plan of the report."""
        return self.material.plan


def _period_rows(both: _Both) -> Iterator[RestatedRow]:
    now = both.known.periods.get(both.period)
    if now is None:
        return
    was = both.told.periods.get(both.period)
    verdicts = _Verdicts.of(both)
    questionnaires = Questionnaires(both.plan, now.window[1])
    for unit in now.expected:
        before, after = _return(was, unit), _return(now, unit)
        if after is None:
            continue
        if before is None:
            yield _first_sent(both, unit, verdicts)
        elif before.submission.sha256 != after.submission.sha256:
            labels = {
                key: Catalogue("vi").text(asked.label)
                for key, asked in questionnaires.of(unit).keys.items()
            }
            yield from _changed(both, unit, before, after, labels, verdicts)


def _return(assessed: PeriodAssessment | None, unit: Unit) -> JudgedReturn | None:
    return None if assessed is None else assessed.returns.get(unit.code)


def _first_sent(both: _Both, unit: Unit, verdicts: _Verdicts) -> RestatedRow:
    return RestatedRow(
        period=period_text(both.period),
        unit=unit.name,
        label=_WHOLE,
        was=_NOT_SENT,
        now=_SENT,
        why=say("Gửi sau khi báo cáo đã phát hành"),
        verdict=verdicts.of_all(),
    )


def _changed(
    both: _Both,
    unit: Unit,
    before: JudgedReturn,
    after: JudgedReturn,
    labels: Mapping[str, str],
    verdicts: _Verdicts,
) -> Iterator[RestatedRow]:
    for key, observation in after.observations.items():
        was = before.observations.get(key)
        if observation.parts or _said(was) == _said(observation):
            continue
        yield RestatedRow(
            period=period_text(both.period),
            unit=unit.name,
            label=labels.get(key, key),
            was=_figure(both.material, before, was, f"restated was {key}"),
            now=_figure(both.material, after, observation, f"restated now {key}"),
            why=_why(after, key),
            verdict=verdicts.of_element(element_of(key)),
        )


def _said(observation: Observation | None) -> int | State:
    """Return what a computation could use of it; without a figure, why there is none."""
    if observation is None or observation.quarantined:
        return State.MISSING
    if observation.figure is not None:
        return observation.figure
    return State.NOT_APPLICABLE if observation.state is State.NOT_APPLICABLE else State.MISSING


def _figure(
    material: Material, judged: JudgedReturn, observation: Observation | None, measured: str
) -> Figure:
    submission = judged.submission
    of = f"{measured}@{submission.unit} {submission.period.id}"
    said = _said(observation)
    if observation is None or isinstance(said, State):
        sign = numbers.NOT_APPLICABLE if said is State.NOT_APPLICABLE else numbers.MISSING
        return figures.symbol(sign, of)
    element = material.plan.elements.get(element_of(observation.key))
    money = element is not None and element.value_type == "money"
    make = figures.million if money else figures.count
    made = make(said, of, evidence_of(submission, (observation,)))
    return material.mask.cell(made, (observation.key,))


def _why(judged: JudgedReturn, key: str) -> Prose:
    """Return the reason beside the figure, else which sending of the return changed it."""
    reason = judged.observations.get(f"{element_of(key)}.reason")
    if reason is not None and reason.text and not looks_personal(reason.text):
        return say("Lý do của đơn vị: {text}", text=reason.text)
    sending, revision = judged.submission.cover.sending, judged.submission.revision
    of = f"restated sending @{judged.unit} {judged.submission.period.id}"
    if sending > 1:
        return say("Gửi lại lần {n}", n=figures.count(sending, of))
    return say("Bản thứ {n} nhận được", n=figures.count(revision, of))


@dataclass(frozen=True, slots=True)
class _Verdicts:
    """The verdicts of a period as they were told and as they are now, by indicator."""

    told: Mapping[str, Verdict]
    known: Mapping[str, Verdict]
    elements: Mapping[str, frozenset[str]]
    """Elements each indicator is computed from."""

    @classmethod
    def of(cls, both: _Both) -> _Verdicts:
        """Compute both."""
        return cls(
            told=_verdicts(both.plan, both.told, both.period),
            known=_verdicts(both.plan, both.known, both.period),
            elements={
                one.code: frozenset(map(element_of, keys_of_indicator(one)))
                for one in both.plan.indicators
            },
        )

    def of_element(self, element: str) -> str:
        """Return, per indicator the element is part of, whether its verdict changed."""
        codes = [code for code in self.known if element in self.elements.get(code, ())]
        return "; ".join(map(self._one, codes)) or _NOT_JUDGED

    def of_all(self) -> str:
        """Return the indicators whose verdict changed."""
        changed = [code for code in self.known if self.told.get(code) != self.known[code]]
        return "; ".join(map(self._one, changed)) or _UNCHANGED.capitalize()

    def _one(self, code: str) -> str:
        was, now = self.told.get(code), self.known[code]
        if was == now:
            return f"{code}: {_UNCHANGED}"
        return f"{code}: {'chưa có' if was is None else VERDICTS[was]} → {VERDICTS[now]}"


def _verdicts(plan: Plan, assessment: Assessment, period: Period) -> dict[str, Verdict]:
    if period not in assessment.periods:
        return {}
    return {one.code: one.verdict for one in compute(plan, assessment, period)}
