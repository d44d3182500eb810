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
from lsreport.indicators.outcome import Outcome
from lsreport.indicators.plan import Plan
from lsreport.report import figures, numbers
from lsreport.report.annex_types import RestatedRow
from lsreport.report.figures import Figure, Prose, say
from lsreport.report.hiding import mask_of
from lsreport.report.masking import Mask, keys_of_indicator
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
        row for period, told in released for row in _period_rows(_Both.of(material, period, told))
    )


@dataclass(frozen=True, slots=True)
class _Version:
    """A released period as one assessment tells it."""

    assessment: Assessment
    outcomes: Mapping[str, Outcome]
    """By indicator; empty where the assessment knows nothing of the period."""
    mask: Mask

    @classmethod
    def of(cls, material: Material, assessment: Assessment, period: Period) -> _Version:
        """Compute it."""
        plan, public = material.plan, material.edition.public
        known = period in assessment.periods
        outcomes = compute(plan, assessment, period) if known else ()
        mask = mask_of(plan, assessment, period, outcomes, public=public)
        return cls(assessment, {one.code: one for one in outcomes}, mask)


@dataclass(frozen=True, slots=True)
class _Both:
    """A released period as it was told, and as it is known now."""

    plan: Plan
    period: Period
    told: _Version
    known: _Version

    @classmethod
    def of(cls, material: Material, period: Period, told: Assessment) -> _Both:
        """Compute both."""
        was = _Version.of(material, told, period)
        return cls(material.plan, period, was, _Version.of(material, material.assessment, period))

    def hides(self, keys: Sequence[str]) -> bool:
        """Say whether a public copy hid the figures when they were told, or would hide them now.

        That such a figure changed would say that there is one.
        """
        return self.told.mask.hides(keys) or self.known.mask.hides(keys)

    @property
    def public(self) -> bool:
        """Whether anybody may read the document."""
        return self.known.mask.public


def _period_rows(both: _Both) -> Iterator[RestatedRow]:
    now = both.known.assessment.periods.get(both.period)
    if now is None:
        return
    was = both.told.assessment.periods.get(both.period)
    verdicts = _Verdicts(both)
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
        if observation.parts or _said(was) == _said(observation) or both.hides((key,)):
            continue
        yield RestatedRow(
            period=period_text(both.period),
            unit=unit.name,
            label=labels.get(key, key),
            was=_figure(both, both.told.mask, before, was, f"restated was {key}"),
            now=_figure(both, both.known.mask, after, observation, f"restated now {key}"),
            why=_why(after, key, quoted=not both.public),
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
    both: _Both, mask: Mask, judged: JudgedReturn, observation: Observation | None, measured: str
) -> Figure:
    submission = judged.submission
    of = f"{measured}@{submission.unit} {submission.period.id}"
    said = _said(observation)
    if observation is None or isinstance(said, State):
        sign = numbers.NOT_APPLICABLE if said is State.NOT_APPLICABLE else numbers.MISSING
        return figures.symbol(sign, of)
    element = both.plan.elements.get(element_of(observation.key))
    money = element is not None and element.value_type == "money"
    make = figures.million if money else figures.count
    made = make(said, of, evidence_of(submission, (observation,)))
    return mask.cell(made, (observation.key,))


def _why(judged: JudgedReturn, key: str, *, quoted: bool) -> Prose:
    """Return the unit's reason if it may be quoted, else which sending of the return it was."""
    reason = judged.observations.get(f"{element_of(key)}.reason") if quoted else None
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

    both: _Both

    def of_element(self, element: str) -> str:
        """Return, per indicator the element is part of, whether its verdict changed."""
        codes = [
            code
            for code in self.both.known.outcomes
            if element in map(element_of, self._keys(code))
        ]
        return "; ".join(map(self._one, codes)) or _NOT_JUDGED

    def of_all(self) -> str:
        """Return the indicators whose verdict changed."""
        told = self.both.told.outcomes
        changed = [
            code
            for code, now in self.both.known.outcomes.items()
            if code not in told or told[code].verdict is not now.verdict
        ]
        return "; ".join(map(self._one, changed)) or _UNCHANGED.capitalize()

    def _one(self, code: str) -> str:
        told, known = self.both.told, self.both.known
        was, now = told.outcomes.get(code), known.outcomes[code]
        if known.mask.withholds(now, self._keys(code)) or (
            was is not None and told.mask.withholds(was, self._keys(code))
        ):
            return f"{code}: {numbers.MASKED}"
        if was is not None and was.verdict is now.verdict:
            return f"{code}: {_UNCHANGED}"
        before = "chưa có" if was is None else VERDICTS[was.verdict]
        return f"{code}: {before} → {VERDICTS[now.verdict]}"

    def _keys(self, code: str) -> tuple[str, ...]:
        indicator = self.both.plan.indicator(code)
        return keys_of_indicator(indicator) if indicator else ()
