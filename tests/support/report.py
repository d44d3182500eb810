"""A judged period made by hand, for tests of what the report says about it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime

from lsreport.domain.assessment import Assessment, PeriodAssessment
from lsreport.domain.clock import LANG_SON
from lsreport.domain.finding import Finding
from lsreport.domain.observation import Observation, Place, State, element_of, facet_of
from lsreport.domain.period import Period
from lsreport.domain.submission import Cover, JudgedReturn, ReferenceFigure, Submission
from lsreport.domain.unit import Unit
from lsreport.indicators import calendar
from lsreport.indicators.asks import asked_keys, derived_facets, key_of
from lsreport.indicators.compute import compute
from lsreport.indicators.plan import Element, Plan
from lsreport.report.letterhead import DRAFT, Signed
from lsreport.report.office import DEFAULT_CONFIGURATION, Office, parse_office
from lsreport.report.texts import Texts
from lsreport.report.view import build_view
from lsreport.report.view_types import Audience, ReportView

FIRST_HALF = Period(2024, annual=False)
RECEIVED = datetime(2024, 7, 4, 9, 0, tzinfo=LANG_SON)
OFFICE = parse_office(DEFAULT_CONFIGURATION)
Given = int | str | Observation | None
"""A figure, a text, a whole observation, or a blank cell."""


@dataclass(frozen=True)
class Sent:
    """What one unit sent: `figures` by key override the ordinary ones."""

    figures: Mapping[str, Given] = field(default_factory=dict)
    received: datetime = RECEIVED
    revision: int = 1
    first_received: datetime | None = None
    cover: Cover = field(default_factory=Cover)
    findings: tuple[Finding, ...] = ()


def ordinary(element: Element, facet: str) -> int:
    """Return an unremarkable figure: 92 of 100 covered, 85 reached, no cases, 4 activities."""
    of_facet = {"total": 100, "base": 80, "gains": 12, "losses": 0, "covered": 92}
    of_facet |= {"reached": 85, "basis": 1}
    if facet in of_facet:
        return of_facet[facet]
    if element.block == "RS":
        return 150
    if element.value_type == "choice":
        return 1
    if element.case or element.block in {"CL", "NC", "MB"}:
        return 0
    return 12_500 if element.value_type == "money" else 4


def judged_return(plan: Plan, unit: Unit, period: Period, sent: Sent) -> JudgedReturn:
    """Return a return whose every key is there, as the checks would leave it."""
    day = calendar.window(plan, period)[1]
    keys = list(asked_keys(plan, unit, day))
    for element in plan.elements_of(unit, day):
        keys += [key_of(element.code, facet) for facet in derived_facets(element)]
    strangers = set(sent.figures) - set(keys)
    if strangers:
        raise KeyError(strangers)
    observations = {
        key: _observation(plan, key, sent.figures, row) for row, key in enumerate(keys, 10)
    }
    submission = Submission(
        sha256=f"{unit.code if sent.revision == 1 else f'{unit.code}.{sent.revision}':0>64}",
        file=f"{unit.code}.xlsx",
        unit=unit.code,
        period=period,
        form_version="1",
        received=sent.received,
        recorded=datetime(2024, 7, 4, tzinfo=UTC),
        revision=sent.revision,
        cover=sent.cover,
        raws=(),
        first_received=sent.first_received,
    )
    return JudgedReturn(submission, observations, sent.findings)


def _observation(plan: Plan, key: str, figures: Mapping[str, Given], row: int) -> Observation:
    place = Place("form.xlsx", "A", f"E{row}")
    given = figures.get(key, _ordinary(plan.elements.get(element_of(key)), key))
    if isinstance(given, Observation):
        return replace(given, key=key, place=place)
    if given is None:
        return Observation(key, State.MISSING, None, place)
    if isinstance(given, str):
        return Observation(key, State.VALUE, None, place, text=given)
    return Observation(key, State.VALUE if given else State.ZERO, given, place)


def _ordinary(element: Element | None, key: str) -> int | None:
    tick_or_grid = element is None or "@" in key
    if tick_or_grid or element.value_type in {"text", "date"}:
        return None
    return None if facet_of(key) in {"case", "reason"} else ordinary(element, facet_of(key))


def assessment_of(
    plan: Plan,
    sent: Mapping[str, Sent | None],
    period: Period = FIRST_HALF,
    reference: tuple[ReferenceFigure, ...] = (),
) -> Assessment:
    """Return a judged period: every expected unit sends ordinary figures unless `sent` says else.

    A unit given as None is silent.
    """
    window = calendar.window(plan, period)
    expected = plan.units_on(window[1])
    strangers = set(sent) - {unit.code for unit in expected}
    if strangers:
        raise KeyError(strangers)
    returns = {}
    for unit in expected:
        what = sent.get(unit.code, Sent())
        if what is not None:
            returns[unit.code] = judged_return(plan, unit, period, what)
    judged = PeriodAssessment(period, window, expected, returns)
    return Assessment({period: judged}, reference)


def view_of(
    plan: Plan,
    assessment: Assessment,
    period: Period = FIRST_HALF,
    *,
    before: Assessment | None = None,
    texts: Texts | None = None,
    audience: Audience = "province",
    public: bool = False,
    released: Sequence[tuple[Period, Assessment]] = (),
    signed: Signed = DRAFT,
    office: Office = OFFICE,
) -> ReportView:
    """Return the view of an assessment; `before` is that of the same period of last year."""
    last = period.same_period_last_year
    previous = compute(plan, before, last) if before else ()
    return build_view(
        plan,
        assessment,
        period,
        compute(plan, assessment, period),
        office,
        previous=previous,
        past={last: previous} if previous else {},
        texts=texts,
        audience=audience,
        public=public,
        released=released,
        signed=signed,
    )
