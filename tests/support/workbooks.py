"""Real workbooks: forms filled in without a fault, some boxes typed otherwise, read and judged."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import cache

from samples.filling import Clerk, Edit, filled
from samples.returns import figures_of
from samples.words import cover_of, plan_of

from lsreport.checks.judge import judge
from lsreport.domain.assessment import Assessment
from lsreport.domain.clock import LANG_SON
from lsreport.domain.period import Period
from lsreport.domain.submission import ReferenceFigure, Rejected, Submission, Vintage
from lsreport.excel.forms import write_form
from lsreport.excel.submissions import Refusal, read_submission
from lsreport.indicators.calendar import expected, window
from support.submissions import PLAN, unit_of

Typed = Mapping[str, object]
"""What stands in boxes, by key; None empties a box."""
Found = tuple[str, str | None, str | None]
"""Rule, unit and key of a finding."""

RECEIVED: Mapping[str, datetime] = {
    "2024-H1": datetime(2024, 7, 3, 9, tzinfo=LANG_SON),
    "2024": datetime(2024, 12, 20, 9, tzinfo=LANG_SON),
    "2025-H1": datetime(2025, 7, 3, 9, tzinfo=LANG_SON),
}
"""When a return of each period came, in time."""


@dataclass(frozen=True)
class Sent:
    """One workbook that was sent."""

    unit: str = "178"
    period: str = "2024-H1"
    typed: Typed = field(default_factory=dict)
    """What is typed otherwise than without a fault."""
    received: datetime | None = None
    """None for in time."""
    edits: tuple[Edit, ...] = ()


def faultless(unit: str, period: str) -> Typed:
    """What a clerk types who makes no mistake and writes out every nought."""
    at = Period.parse(period)
    clerk = Clerk(PLAN, unit_of(unit, at), window(PLAN, at)[1], writes_noughts=True)
    return {
        **cover_of(unit, RECEIVED[period].date()),
        **plan_of(unit, period),
        **clerk.typed(_figures(period)[unit]),
    }


def judged(*sent: Sent, reference: Iterable[ReferenceFigure] = ()) -> Assessment:
    """Judge what was sent; of two workbooks of the same unit and period the later one counts."""
    returns: dict[Period, dict[str, Submission]] = {}
    refused: dict[Period, dict[str, Rejected]] = {}
    for one in sent:
        read = _read(one)
        if isinstance(read, Submission):
            returns.setdefault(read.period, {})[read.unit] = read
        else:
            refused.setdefault(read.period, {})[read.unit] = read
    return judge(PLAN, Vintage(None, returns, refused, tuple(reference)))


def found(assessment: Assessment, period: str) -> set[Found]:
    """What is found in a period, but for the units that sent nothing."""
    return set(_found(assessment, period))


def _found(assessment: Assessment, period: str) -> Iterator[Found]:
    for one in assessment.periods[Period.parse(period)].all_findings:
        if one.rule != "LS501":
            yield one.rule, one.unit, one.key


def workbook(sent: Sent) -> bytes:
    """The workbook as it was sent."""
    clean = _clean(sent.unit, sent.period)
    if not (sent.typed or sent.edits):
        return clean
    return filled(clean, sent.typed, sent.edits, RECEIVED[sent.period].date())


@cache
def _figures(period: str) -> Mapping[str, Typed]:
    units = [unit.code for unit in expected(PLAN, Period.parse(period))]
    return figures_of(units, period)


@cache
def _clean(unit: str, period: str) -> bytes:
    at = Period.parse(period)
    form = write_form(PLAN, unit_of(unit, at), at, {})
    return filled(form, faultless(unit, period), (), RECEIVED[period].date())


def _read(sent: Sent) -> Submission | Rejected:
    if sent.typed or sent.edits:
        read = _submission(workbook(sent), sent)
    else:
        read = _clean_submission(sent.unit, sent.period)
    return read if sent.received is None else replace(read, received=sent.received)


@cache
def _clean_submission(unit: str, period: str) -> Submission | Rejected:
    return _submission(_clean(unit, period), Sent(unit, period))


def _submission(content: bytes, sent: Sent) -> Submission | Rejected:
    reading = read_submission(content, f"{sent.period}-{sent.unit}.xlsx", PLAN)
    received = RECEIVED[sent.period]
    if isinstance(reading, Refusal):
        assert reading.unit == sent.unit, reading
        assert reading.period == Period.parse(sent.period)
        return Rejected(
            sha256=hashlib.sha256(content).hexdigest(),
            file=f"{sent.period}-{sent.unit}.xlsx",
            unit=sent.unit,
            period=reading.period,
            received=received,
            recorded=received,
            findings=reading.findings,
        )
    return Submission(
        sha256=hashlib.sha256(content).hexdigest(),
        file=f"{sent.period}-{sent.unit}.xlsx",
        unit=reading.unit,
        period=reading.period,
        form_version=reading.version,
        received=received,
        recorded=received,
        revision=1,
        cover=reading.cover,
        raws=reading.raws,
        notes=reading.notes,
    )
