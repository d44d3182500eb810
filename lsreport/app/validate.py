"""`validate`: what a unit can find in its own workbook before sending it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from lsreport.app.ingest import refused_file, unread_file
from lsreport.app.results import FileResult, Inspection, all_cells, judged_file
from lsreport.checks.completeness import cells_of
from lsreport.checks.judge import judge
from lsreport.domain.assessment import PeriodAssessment
from lsreport.domain.clock import midnight_after
from lsreport.domain.period import Period
from lsreport.domain.submission import Submission, Vintage
from lsreport.excel.guard import Original, candidates, read_original
from lsreport.excel.submissions import Reading, Refusal, read_submission
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

    Raises:
        NotFoundError: a path names nothing, before anything is read.
    """
    results: list[FileResult] = []
    assessed: list[PeriodAssessment] = []
    for path in candidates(paths):
        try:
            original = read_original(path)
        except Refused as refused:
            results.append(unread_file(path, refused))
            continue
        reading = read_submission(original.content, original.file, plan, unit=unit, period=period)
        if isinstance(reading, Refusal):
            results.append(refused_file(original.file, original.sha256, reading))
            continue
        submission = _unsent(plan, reading, original)
        alone = _judged_alone(plan, submission)
        assessed.append(alone)
        # What has not been sent is no revision yet.
        results.append(replace(judged_file(alone.returns[submission.unit]), revision=None))
    return Inspection(
        files=tuple(results), completeness=all_cells(cells_of(plan, one) for one in assessed)
    )


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
