"""Judging a vintage: findings and quarantine as a pure function of vintage, plan and waivers."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from lsreport.checks.between import check_between
from lsreport.checks.completeness import check_returns, check_sending
from lsreport.checks.consistency import check_consistency
from lsreport.checks.content import read_cells
from lsreport.checks.derived import check_derived, derive
from lsreport.checks.form import Failure, Form
from lsreport.checks.history import check_history
from lsreport.checks.questionnaire import Questionnaire, Questionnaires
from lsreport.checks.required import check_required
from lsreport.checks.settling import settle_rows, settle_ticks
from lsreport.checks.waivers import Waivers
from lsreport.domain.assessment import Assessment, PeriodAssessment
from lsreport.domain.finding import Finding, NotTestable, Severity, Waiver
from lsreport.domain.observation import Observation, State
from lsreport.domain.period import Period
from lsreport.domain.submission import JudgedReturn, Submission, Vintage
from lsreport.domain.unit import Unit
from lsreport.indicators.calendar import window
from lsreport.indicators.plan import Plan


def judge(
    plan: Plan,
    vintage: Vintage,
    waivers: Iterable[Waiver] = (),
    *,
    also: Iterable[Period] = (),
) -> Assessment:
    """Judge every period something was received for, oldest first, and those of `also`."""
    agreed = Waivers(waivers)
    known = Assessment({}, vintage.reference)
    received = {period for period, units in vintage.submissions.items() if units}
    refused = {period for period, units in vintage.rejected.items() if units}
    for period in sorted({*received, *refused, *also}):
        judged = _judge_period(plan, vintage, period, agreed, known)
        known = replace(known, periods={**known.periods, period: judged})
        between = tuple(check_between(plan, known, period))
        judged = _with(judged, (*check_returns(plan, judged), *between))
        known = replace(known, periods={**known.periods, period: judged})
    return known


def judge_return(
    questionnaire: Questionnaire,
    unit: Unit,
    submission: Submission,
    waivers: Waivers,
    earlier: Assessment,
) -> tuple[JudgedReturn, tuple[NotTestable, ...]]:
    """Judge one return, given the periods before it; say what could not be tested."""
    form, noted = _opened(questionnaire, unit, submission, waivers)
    form, content = read_cells(form)
    form, rows = settle_rows(form)
    form, ticks = settle_ticks(form)
    form = derive(form)
    blank = tuple(check_required(form))
    compared = (
        *check_consistency(form),
        *check_derived(form),
        *check_history(form, earlier),
    )
    failures = [one for one in compared if isinstance(one, Failure)]
    untested = tuple(one for one in compared if isinstance(one, NotTestable))
    form = derive(form.after(failures))
    found = (*content, *rows, *ticks, *blank, *failures)
    findings = (*noted, *(one.finding for one in found))
    return JudgedReturn(submission, form.observations, findings), untested


def _judge_period(
    plan: Plan, vintage: Vintage, period: Period, waivers: Waivers, earlier: Assessment
) -> PeriodAssessment:
    days = window(plan, period)
    units = plan.units_on(days[1])
    sent = vintage.submissions.get(period, {})
    questionnaires = Questionnaires(plan, days[1])
    returns: dict[str, JudgedReturn] = {}
    untested: list[NotTestable] = []
    for unit in units:
        if unit.code in sent:
            returns[unit.code], unsaid = judge_return(
                questionnaires.of(unit), unit, sent[unit.code], waivers, earlier
            )
            untested += unsaid
    expected = {unit.code for unit in units}
    refused = vintage.rejected.get(period, {})
    return PeriodAssessment(
        period=period,
        window=days,
        expected=units,
        returns=returns,
        rejected={
            code: one for code, one in refused.items() if code in expected and code not in returns
        },
        not_testable=tuple(untested),
    )


def _opened(
    questionnaire: Questionnaire, unit: Unit, submission: Submission, waivers: Waivers
) -> tuple[Form, tuple[Finding, ...]]:
    """Return the form before anything is read: every figure missing, faulty cells put aside."""
    form = Form(
        questionnaire=questionnaire,
        unit=unit,
        period=submission.period,
        submission=submission,
        raws={raw.key: raw for raw in submission.raws},
        waivers=waivers,
        observations={
            key: Observation(key, State.MISSING, None, place=None) for key in questionnaire.keys
        },
    )
    faulty = tuple(
        Failure(note, (note.key,))
        for note in submission.notes
        if note.severity is Severity.ERROR and note.key is not None
        if note.key in form.observations
    )
    notes = (*submission.notes, *check_sending(questionnaire.plan, submission))
    return form.after(faulty), notes


def _with(judged: PeriodAssessment, more: Iterable[Finding | NotTestable]) -> PeriodAssessment:
    found = tuple(more)
    return replace(
        judged,
        findings=tuple(one for one in found if isinstance(one, Finding)),
        not_testable=(
            *judged.not_testable,
            *(one for one in found if isinstance(one, NotTestable)),
        ),
    )
