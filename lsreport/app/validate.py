"""`validate`: what a unit can find in its own workbook before sending it."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from lsreport.app.ingest import refused_file
from lsreport.app.results import FileResult, FileStatus, Inspection, accepted_status, all_cells
from lsreport.checks.completeness import cells_of
from lsreport.checks.judge import judge
from lsreport.domain.assessment import PeriodAssessment
from lsreport.domain.clock import midnight_after
from lsreport.domain.period import Period
from lsreport.domain.submission import Submission, Vintage
from lsreport.excel.guard import Original, candidates, read_original, refusal_finding, shown
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
            name = shown(path.name)
            finding = refusal_finding(refused, name)
            results.append(
                FileResult(name, None, None, None, None, FileStatus.REJECTED, (finding,))
            )
            continue
        reading = read_submission(original.content, original.file, plan, unit=unit, period=period)
        if isinstance(reading, Refusal):
            results.append(refused_file(original.file, original.sha256, reading))
            continue
        submission = _unsent(plan, reading, original)
        alone = _judged_alone(plan, submission)
        assessed.append(alone)
        findings = alone.returns[submission.unit].findings
        results.append(
            FileResult(
                file=submission.file,
                sha256=submission.sha256,
                unit=submission.unit,
                period=submission.period,
                revision=None,
                status=accepted_status(findings),
                findings=findings,
            )
        )
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
