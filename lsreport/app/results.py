"""What use cases return: results as data, with the exit code they deserve."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import astuple, dataclass, field
from enum import StrEnum

from lsreport.checks.completeness import Cells, Completeness
from lsreport.domain.finding import Finding, NotTestable, Severity
from lsreport.domain.period import Period
from lsreport.domain.submission import JudgedReturn
from lsreport.errors import NEEDS_A_PERSON
from lsreport.report.ranking import Rank


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
    returns: tuple[FileResult, ...] | None = None
    """Of an import sheet, what became of each return on it; None for any other file."""

    handover: bool = False
    """Whether it is the import sheet of a hand-over, and not that of the paper years."""

    @property
    def is_import(self) -> bool:
        """Whether it is an import sheet."""
        return self.returns is not None


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
    ranks: Mapping[str, Rank] = field(default_factory=dict)
    """Place of each open query among those of its unit, or about no single unit, by the id of the
    finding; empty where no other unit's figures are known."""
    queries_first: int = 0
    """Queries of a unit to read first; the others come after them, or in the annex."""

    @property
    def all_findings(self) -> tuple[Finding, ...]:
        """Findings of every file, then those of no file."""
        return (*(one for file in self.files for one in file.findings), *self.findings)

    def read_first(self, file: FileResult) -> tuple[list[Finding], int]:
        """Return the findings of a file to read first, and how many queries are left.

        Open errors in their order, the first queries by rank, then notes and what was agreed on:
        as the unit is told them. Queries without a rank are all among the last.
        """
        errors = [
            one for one in file.findings if one.severity is Severity.ERROR and one.waived is None
        ]
        asked = sorted(
            (one for one in file.findings if one.id in self.ranks),
            key=lambda one: self.ranks[one.id].place,
        )
        others = [one for one in file.findings if one.id not in self.ranks and one not in errors]
        first, left = asked[: self.queries_first], asked[self.queries_first :]
        return [*errors, *first, *others], len(left)

    @property
    def exit_code(self) -> int:
        """1 when a file was rejected or an error is open, 0 otherwise."""
        rejected = any(file.status is FileStatus.REJECTED for file in self.files)
        wrong = any(
            finding.severity is Severity.ERROR and finding.waived is None
            for finding in self.all_findings
        )
        return NEEDS_A_PERSON if rejected or wrong else 0
