"""Judging a vintage: findings and quarantine as a pure function of vintage, plan and waivers."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

from lsreport.checks.between import check_between
from lsreport.checks.completeness import check_returns, check_sending
from lsreport.checks.consistency import check_consistency
from lsreport.checks.content import read_cells
from lsreport.checks.control_totals import check_control_totals
from lsreport.checks.derived import check_derived, derive
from lsreport.checks.form import Failure, Form
from lsreport.checks.handover import check_handover
from lsreport.checks.history import check_history
from lsreport.checks.over_time import check_over_time
from lsreport.checks.over_units import check_over_units
from lsreport.checks.patterns import check_patterns
from lsreport.checks.questionnaire import Questionnaire, Questionnaires
from lsreport.checks.required import check_required
from lsreport.checks.rule import Rule
from lsreport.checks.rulebook import RULES, in_force
from lsreport.checks.settling import settle_rows, settle_ticks
from lsreport.checks.waivers import Waivers
from lsreport.checks.within_year import check_within_year
from lsreport.domain.assessment import Assessment, PeriodAssessment
from lsreport.domain.finding import Finding, NotTestable, Severity, Waiver
from lsreport.domain.observation import Observation, State
from lsreport.domain.period import Period
from lsreport.domain.submission import JudgedReturn, Submission, Vintage
from lsreport.domain.unit import Unit
from lsreport.indicators.calendar import window
from lsreport.indicators.handover import handed_units
from lsreport.indicators.plan import Plan


def judge(
    plan: Plan,
    vintage: Vintage,
    waivers: Iterable[Waiver] = (),
    *,
    also: Iterable[Period] = (),
    until: Period | None = None,
    rules: Mapping[str, Rule] = RULES,
) -> Assessment:
    """Judge every period something was received for, oldest first, and those of `also`.

    Periods after `until` are left out: what is found in a period rests on earlier ones alone.
    `rules` are those of the rule book, each with the days it is in force: the last day of a
    period's window decides whether a rule is silent, asks, or puts figures aside.
    """
    agreed = Waivers(waivers)
    known = Assessment({}, vintage.reference)
    received = {period for period, units in vintage.submissions.items() if units}
    refused = {period for period, units in vintage.rejected.items() if units}
    for period in sorted({*received, *refused, *also}):
        if until is not None and period > until:
            break
        judged = _judge_period(plan, vintage, period, agreed, known, rules)
        known = replace(known, periods={**known.periods, period: judged})
        found = (
            *check_returns(plan, judged),
            *check_between(plan, known, period),
            *check_over_units(plan, known, period),
            *check_control_totals(plan, known, period),
            *check_handover(plan, known, period),
        )
        said = in_force(found, rules, judged.window[1])
        judged = _with(judged, (_agreed(one, agreed, rules) for one in said))
        known = replace(known, periods={**known.periods, period: judged})
    return known


def judge_return(
    questionnaire: Questionnaire,
    unit: Unit,
    submission: Submission,
    waivers: Waivers,
    earlier: Assessment,
    rules: Mapping[str, Rule] = RULES,
) -> tuple[JudgedReturn, tuple[NotTestable, ...]]:
    """Judge one return, given the periods before it; say what could not be tested."""
    form, noted, faulty = _opened(questionnaire, unit, submission, waivers, rules)
    form, content = read_cells(form)
    form, rows = settle_rows(form)
    form, ticks = settle_ticks(form)
    form = derive(form)
    # What was typed from paper is asked only for what that gave.
    blank = () if submission.from_paper else tuple(check_required(form))
    compared = (
        *check_consistency(form),
        *check_derived(form),
        *check_history(form, earlier),
        *check_within_year(form, earlier),
    )
    failures = [one for one in compared if isinstance(one, Failure)]
    form = derive(form.after(failures))
    # Patterns are those of the figures that are used, and nobody is asked about old papers.
    if not submission.from_paper:
        compared = (*compared, *check_patterns(form), *check_over_time(form, earlier))
    found = (*content, *rows, *ticks, *blank, *compared)
    said = in_force(map(_said, found), rules, questionnaire.day)
    findings = (*noted, *(one for one in said if isinstance(one, Finding)))
    untested = tuple(one for one in said if isinstance(one, NotTestable))
    aside = _put_aside((*faulty, *(one for one in found if isinstance(one, Failure))))
    return JudgedReturn(submission, form.observations, findings, aside), untested


def _judge_period(
    plan: Plan,
    vintage: Vintage,
    period: Period,
    waivers: Waivers,
    earlier: Assessment,
    rules: Mapping[str, Rule],
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
                questionnaires.of(unit), unit, sent[unit.code], waivers, earlier, rules
            )
            untested += unsaid
    handed = {
        unit.code: judge_return(
            questionnaires.of(unit), unit, sent[unit.code], waivers, earlier, rules
        )[0]
        for unit in handed_units(plan, period)
        if unit.code in sent and sent[unit.code].from_paper
    }
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
        handed=handed,
    )


def _opened(
    questionnaire: Questionnaire,
    unit: Unit,
    submission: Submission,
    waivers: Waivers,
    rules: Mapping[str, Rule],
) -> tuple[Form, tuple[Finding, ...], tuple[Failure, ...]]:
    """Return the form before anything is read: every figure missing, faulty cells put aside.

    With it come what was noted when the file was read, and those notes that put cells aside.
    """
    noted = (*submission.notes, *check_sending(questionnaire.plan, submission))
    said = in_force(noted, rules, questionnaire.day)
    notes = tuple(one for one in said if isinstance(one, Finding))
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
        rules=rules,
    )
    faulty = tuple(
        Failure(note, (note.key,))
        for note in notes
        if note.severity is Severity.ERROR and note.key is not None
        if note.key in form.observations
    )
    return form.after(faulty), notes, faulty


def _put_aside(failures: Iterable[Failure]) -> Mapping[str, tuple[Finding, ...]]:
    """Return per key the findings that put it aside, in the order of the checks."""
    aside: dict[str, list[Finding]] = {}
    for failure in failures:
        for key in failure.cells:
            aside.setdefault(key, []).append(failure.finding)
    return {key: tuple(findings) for key, findings in aside.items()}


def _said(one: Failure | NotTestable) -> Finding | NotTestable:
    return one.finding if isinstance(one, Failure) else one


def _agreed(
    one: Finding | NotTestable, waivers: Waivers, rules: Mapping[str, Rule]
) -> Finding | NotTestable:
    return waivers.applied(rules[one.rule], one) if isinstance(one, Finding) else one


def _with(judged: PeriodAssessment, more: Iterable[Finding | NotTestable]) -> PeriodAssessment:
    """Return the period with what it shows as a whole; what asks a unit is put to its return."""
    found = tuple(more)
    findings = [one for one in found if isinstance(one, Finding)]
    returns = {
        code: replace(one, findings=(*one.findings, *(new for new in findings if new.unit == code)))
        for code, one in judged.returns.items()
    }
    return replace(
        judged,
        returns=returns,
        findings=tuple(one for one in findings if one.unit not in returns),
        not_testable=(
            *judged.not_testable,
            *(one for one in found if isinstance(one, NotTestable)),
        ),
    )
