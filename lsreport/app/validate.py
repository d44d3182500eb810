"""`validate`: what a unit can find in its own workbook before sending it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from lsreport.app.ingest import refused_file, unread_file
from lsreport.app.paper import paper_result
from lsreport.app.results import FileResult, Inspection, all_cells, judged_file
from lsreport.checks.alone import untested_alone
from lsreport.checks.completeness import cells_of
from lsreport.checks.judge import judge
from lsreport.domain.assessment import PeriodAssessment
from lsreport.domain.clock import midnight_after
from lsreport.domain.finding import NotTestable
from lsreport.domain.period import Period
from lsreport.domain.submission import Submission, Vintage
from lsreport.excel.admission import Asked
from lsreport.excel.arrivals import read_arrival
from lsreport.excel.guard import Original, candidates, read_original
from lsreport.excel.paper_groups import PaperReading
from lsreport.excel.submissions import Reading, Refusal
from lsreport.indicators.calendar import due
from lsreport.indicators.plan import Plan
from lsreport.ooxml.package import Refused


def validate(
    plan: Plan,
    paths: Sequence[Path],
    *,
    unit: str | None = None,
    period: Period | None = None,
) -> Inspection:
    """Check each workbook by itself: no other unit, no earlier period, nothing stored.

    The findings are those the office will see, except those that need more than the workbook;
    the rules it was not tested by are returned with the reason.

    Raises:
        NotFoundError: a path names nothing, before anything is read.
    """
    results: list[FileResult] = []
    assessed: list[PeriodAssessment] = []
    untested: list[NotTestable] = []
    for path in candidates(paths):
        try:
            original = read_original(path)
        except Refused as refused:
            results.append(unread_file(path, refused))
            continue
        reading = read_arrival(original.content, original.file, plan, Asked(unit, period))
        each: list[FileResult] = []
        for one in _readings(reading):
            if isinstance(one, Refusal):
                each.append(refused_file(original.file, original.sha256, one))
                continue
            submission = _unsent(plan, one, original)
            alone = _judged_alone(plan, submission)
            assessed.append(alone)
            # What has not been sent is no revision yet.
            (judged,) = (*alone.returns.values(), *alone.handed.values())
            each.append(replace(judged_file(judged), revision=None))
            untested += untested_alone(
                submission.unit,
                submission.period,
                alone.window[1],
                each[-1].findings,
                alone.not_testable,
            )
        results += (
            [paper_result(original.file, original.sha256, each, handover=reading.handover)]
            if isinstance(reading, PaperReading)
            else each
        )
    return Inspection(
        files=tuple(results),
        completeness=all_cells(cells_of(plan, one) for one in assessed),
        not_testable=tuple(untested),
    )


def _readings(
    reading: Reading | Refusal | PaperReading,
) -> tuple[Reading | Refusal, ...]:
    """Return what a file holds: one return, or those of an import sheet."""
    if isinstance(reading, PaperReading):
        return (*(one.reading for one in reading.returns), *reading.refusals)
    return (reading,)


def _unsent(plan: Plan, reading: Reading, original: Original) -> Submission:
    """Return the reading as if it had just come in time: it has not been sent yet."""
    moment = midnight_after(due(plan, reading.period).moved)
    return Submission(
        sha256=original.sha256,
        file=original.file,
        unit=reading.unit,
        period=reading.period,
        form_version=reading.version,
        received=moment,
        recorded=moment,
        revision=1,
        cover=reading.cover,
        raws=reading.raws,
        notes=reading.notes,
    )


def _judged_alone(plan: Plan, submission: Submission) -> PeriodAssessment:
    known = Vintage(None, {submission.period: {submission.unit: submission}})
    return judge(plan, known).periods[submission.period]
