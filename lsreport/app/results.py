"""What use cases return: results as data, with the exit code they deserve."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import astuple, dataclass
from enum import StrEnum

from lsreport.checks.completeness import Cells, Completeness
from lsreport.domain.finding import Finding, NotTestable, Severity
from lsreport.domain.period import Period
from lsreport.domain.submission import JudgedReturn
from lsreport.errors import NEEDS_A_PERSON


class FileStatus(StrEnum):
    """What became of one file."""

    ACCEPTED = "accepted"
    ACCEPTED_WITH_ERRORS = "accepted_with_errors"
    ACCEPTED_WITH_QUERIES = "accepted_with_queries"
    UNCHANGED = "unchanged"
    OLDER = "older"
    REJECTED = "rejected"


@dataclass(frozen=True, slots=True)
class FileResult:
    """One file of a batch."""

    file: str
    sha256: str | None
    """None when the file could not be read at all."""
    unit: str | None
    period: Period | None
    revision: int | None
    status: FileStatus
    findings: tuple[Finding, ...] = ()


def accepted_status(findings: tuple[Finding, ...]) -> FileStatus:
    """Return the status of an accepted file by the worst finding that is not waived."""
    open_findings = {finding.severity for finding in findings if finding.waived is None}
    if Severity.ERROR in open_findings:
        return FileStatus.ACCEPTED_WITH_ERRORS
    if Severity.QUERY in open_findings:
        return FileStatus.ACCEPTED_WITH_QUERIES
    return FileStatus.ACCEPTED


def judged_file(judged: JudgedReturn) -> FileResult:
    """Return an accepted file with what the checks say of it."""
    submission = judged.submission
    return FileResult(
        file=submission.file,
        sha256=submission.sha256,
        unit=submission.unit,
        period=submission.period,
        revision=submission.revision,
        status=accepted_status(judged.findings),
        findings=judged.findings,
    )


def all_cells(counted: Iterable[Cells]) -> Completeness | None:
    """Return the cells of several periods or files together, None where there is none."""
    columns = list(zip(*map(astuple, counted), strict=True))
    return Completeness(cells=Cells(*map(sum, columns))) if columns else None


@dataclass(frozen=True, slots=True)
class Inspection:
    """Files looked at, the findings that belong to no file, and completeness."""

    files: tuple[FileResult, ...]
    findings: tuple[Finding, ...] = ()
    completeness: Completeness | None = None
    not_testable: tuple[NotTestable, ...] = ()

    @property
    def all_findings(self) -> tuple[Finding, ...]:
        """Findings of every file, then those of no file."""
        return (*(one for file in self.files for one in file.findings), *self.findings)

    @property
    def exit_code(self) -> int:
        """1 when a file was rejected or an error is open, 0 otherwise."""
        rejected = any(file.status is FileStatus.REJECTED for file in self.files)
        wrong = any(
            finding.severity is Severity.ERROR and finding.waived is None
            for finding in self.all_findings
        )
        return NEEDS_A_PERSON if rejected or wrong else 0
