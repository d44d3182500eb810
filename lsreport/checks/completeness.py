"""Completeness: which returns, cells and indicators there are figures for."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from fractions import Fraction

from lsreport.checks.questionnaire import Questionnaires
from lsreport.checks.required import required_keys
from lsreport.checks.rule import Rule
from lsreport.checks.structure import SENDING_REPEATED
from lsreport.domain.assessment import PeriodAssessment
from lsreport.domain.clock import LANG_SON, lang_son_day
from lsreport.domain.finding import Finding, Severity
from lsreport.domain.observation import Observation, State
from lsreport.domain.personal import looks_personal
from lsreport.domain.submission import Rejected, Submission
from lsreport.domain.unit import Standing, Unit
from lsreport.i18n import Message, _
from lsreport.indicators.calendar import due, on_time
from lsreport.indicators.plan import Plan

RETURN_MISSING = Rule(
    "LS501",
    "return-missing",
    Severity.QUERY,
    _("{name} ({standing}): no return for {period} has been received; it is due on {due}."),
    _("Remind the unit; until then its figures are missing, not zero."),
    "187/KH-UBND V.14",
)
RETURN_REJECTED = Rule(
    "LS502",
    "return-rejected",
    Severity.ERROR,
    _("{name}: {file}, received on {received}, was rejected, and there is no other return."),
    _("Send the unit the findings about its file and ask for it again."),
    "187/KH-UBND V.14",
    waivable=False,
)
RETURN_LATE = Rule(
    "LS503",
    "return-late",
    Severity.NOTE,
    _("{came}, after {due}."),
    _("Nothing to correct; the report lists the return as late."),
    _("187/KH-UBND V.14; Civil Code 91/2015/QH13 art. 148(5), by analogy"),
)
ON_BEHALF = Rule(
    "LS504",
    "entered-on-behalf",
    Severity.NOTE,
    _("The return was typed for the unit by {by}, from {document}."),
    _("Keep the document it was typed from."),
    _("Form, cover: nhập thay"),
)

COMPLETENESS_RULES: tuple[Rule, ...] = (RETURN_MISSING, RETURN_REJECTED, RETURN_LATE, ON_BEHALF)
"""Every rule of this module, by code."""

_FILE_CAME = _("{file} was received on {received} at {clock}")
_DOCUMENT_CAME = _("The document “{document}” was received on {received}")

_STANDING = {Standing.MUST: _("must report"), Standing.REQUESTED: _("requested")}


@dataclass(frozen=True, slots=True)
class UnitCounts:
    """Returns of a group of units."""

    expected: int
    received: int
    on_time: int
    late: int
    missing: tuple[str, ...]
    """Codes of the units without an accepted return, in the order of the plan."""


@dataclass(frozen=True, slots=True)
class UnitLevels:
    """Returns of all units, of those bound to report, and of those requested to."""

    all: UnitCounts
    must: UnitCounts
    requested: UnitCounts


@dataclass(frozen=True, slots=True)
class Cells:
    """Cells the returns received had to fill in, by state."""

    required: int
    value: int
    zero: int
    not_applicable: int
    missing: int
    quarantined: int


@dataclass(frozen=True, slots=True)
class IndicatorCoverage:
    """Owners an indicator was computed from."""

    code: str
    expected: int
    used: int
    denominator_share: Fraction | None
    """Share of the (partly assumed) denominator that the used owners hold."""


@dataclass(frozen=True, slots=True)
class Completeness:
    """Completeness at its three levels; None where a level says nothing, as of a single file."""

    cells: Cells
    units: UnitLevels | None = None
    indicators: tuple[IndicatorCoverage, ...] | None = None


def completeness_of(
    plan: Plan, period: PeriodAssessment, indicators: Iterable[IndicatorCoverage] = ()
) -> Completeness:
    """Return the completeness of a period, with that of its indicators as computed."""
    groups = {
        standing: [unit for unit in period.expected if unit.standing is standing]
        for standing in Standing
    }
    return Completeness(
        cells=cells_of(plan, period),
        units=UnitLevels(
            all=_returns(plan, period, period.expected),
            must=_returns(plan, period, groups[Standing.MUST]),
            requested=_returns(plan, period, groups[Standing.REQUESTED]),
        ),
        indicators=tuple(indicators),
    )


def cells_of(plan: Plan, period: PeriodAssessment) -> Cells:
    """Return what the returns received say in the cells they had to fill in.

    Paper reports answered no form, so nothing was required of them.
    """
    states: Counter[str] = Counter()
    questionnaires = Questionnaires(plan, period.window[1])
    for unit in period.expected:
        judged = period.returns.get(unit.code)
        if judged is not None and not judged.submission.from_paper:
            for key in required_keys(questionnaires.of(unit), judged.observations):
                states[_state(judged.observations[key])] += 1
    return Cells(
        required=states.total(),
        value=states[State.VALUE],
        zero=states[State.ZERO],
        not_applicable=states[State.NOT_APPLICABLE],
        missing=states[State.MISSING],
        quarantined=states[_QUARANTINED],
    )


_QUARANTINED = "quarantined"


def _state(observation: Observation) -> str:
    return _QUARANTINED if observation.quarantined else observation.state


def _returns(plan: Plan, period: PeriodAssessment, units: Iterable[Unit]) -> UnitCounts:
    every = tuple(units)
    received = [period.returns[unit.code] for unit in every if unit.code in period.returns]
    kept = sum(on_time(plan, period.period, one.submission.arrived) for one in received)
    return UnitCounts(
        expected=len(every),
        received=len(received),
        on_time=kept,
        late=len(received) - kept,
        missing=tuple(unit.code for unit in every if unit.code not in period.returns),
    )


def check_returns(plan: Plan, period: PeriodAssessment) -> Iterator[Finding]:
    """LS501, LS502: every expected unit has an accepted return."""
    for unit in period.expected:
        rejected = period.rejected.get(unit.code)
        if unit.code in period.returns:
            continue
        if rejected is not None:
            yield _rejected(unit, rejected)
        else:
            yield RETURN_MISSING.finding(
                unit=unit.code,
                period=period.period,
                facts={
                    "name": unit.name,
                    "standing": Message(_STANDING[unit.standing]),
                    "due": due(plan, period.period).moved,
                },
            )


def _rejected(unit: Unit, rejected: Rejected) -> Finding:
    return RETURN_REJECTED.finding(
        unit=unit.code,
        period=rejected.period,
        file=rejected.file,
        facts={"name": unit.name, "received": lang_son_day(rejected.received)},
    )


def check_sending(plan: Plan, submission: Submission) -> Iterator[Finding]:
    """LS150, LS503, LS504: what should be known about how a return came."""
    period = submission.period
    if not on_time(plan, period, submission.arrived.astimezone(LANG_SON)):
        yield RETURN_LATE.finding(
            unit=submission.unit,
            period=period,
            file=submission.file,
            facts={"came": _came(submission), "due": due(plan, period).moved},
        )
    cover = submission.cover
    if cover.sending in submission.other_sendings and not submission.from_paper:
        yield SENDING_REPEATED.finding(
            unit=submission.unit,
            period=period,
            file=submission.file,
            facts={"revision": submission.revision, "sending": cover.sending},
        )
    if cover.on_behalf_by is not None or cover.on_behalf_from is not None:
        yield ON_BEHALF.finding(
            unit=submission.unit,
            period=period,
            file=submission.file,
            facts={"by": _told(cover.on_behalf_by), "document": _told(cover.on_behalf_from)},
        )


def _told(typed: str | None) -> str:
    """Return what a cover or an import sheet names, an ellipsis for nothing or for a person."""
    return "…" if typed is None or looks_personal(typed) else typed


def _came(submission: Submission) -> Message:
    """Say what came and when: of a paper report that report, on its day, not the import sheet."""
    arrived, document = submission.arrived.astimezone(LANG_SON), submission.cover.on_behalf_from
    if submission.from_paper and document is not None:
        return Message(_DOCUMENT_CAME, {"document": _told(document), "received": arrived.date()})
    clock = f"{arrived:%H:%M}"
    facts = {"file": submission.file, "received": arrived.date(), "clock": clock}
    return Message(_FILE_CAME, facts)
