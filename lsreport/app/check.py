"""`check`: every finding of a period, and completeness at three levels."""

from __future__ import annotations

from lsreport.app.results import Inspection, judged_file
from lsreport.app.workspace import Desk
from lsreport.checks.completeness import IndicatorCoverage, completeness_of
from lsreport.domain.assessment import Assessment
from lsreport.domain.period import Period
from lsreport.indicators.compute import compute
from lsreport.report.ranking import ranked


def check(desk: Desk, period: Period) -> Inspection:
    """Run every check on `period`.

    Raises:
        NotFoundError: the plan has no such period.
    """
    desk.require(period)
    return inspect(desk, desk.assess_until(None, period), period)


def inspect(desk: Desk, assessment: Assessment, period: Period) -> Inspection:
    """Return the returns of an assessed period with their findings, and its completeness."""
    assessed = assessment.periods[period]
    outcomes = compute(desk.plan, assessment, period)
    coverage = (
        IndicatorCoverage(
            outcome.code, outcome.owners.expected, outcome.owners.used, outcome.denominator_share
        )
        for outcome in outcomes
    )
    files = tuple(
        judged_file(judged)
        for unit in assessed.expected
        if (judged := assessed.returns.get(unit.code)) is not None
    )
    return Inspection(
        files=files,
        findings=assessed.findings,
        completeness=completeness_of(desk.plan, assessed, coverage),
        not_testable=assessed.not_testable,
        ranks=ranked(desk.plan, outcomes, assessed),
        queries_first=desk.plan.thresholds.first_queries,
    )
