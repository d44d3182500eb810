"""`feedback`: a receipt for each return, and an annotated copy of the unit's own workbook."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from lsreport.app.output import save
from lsreport.app.workspace import Desk, expected_units
from lsreport.checks.paper import PAPER_RULES
from lsreport.domain.assessment import PeriodAssessment
from lsreport.domain.period import Period
from lsreport.domain.submission import JudgedReturn, Rejected, Submission
from lsreport.domain.unit import Unit
from lsreport.excel.submissions import Reading, Refusal, read_submission
from lsreport.i18n import Message, _
from lsreport.indicators.compute import compute
from lsreport.report.annotation import NotCopied, annotate
from lsreport.report.opinions import Opinion, opinions_of
from lsreport.report.ranking import Rank, ranked
from lsreport.report.receipt import Receipt, receipt_of, refusal_of, render_receipt

_PAPER_RULES = frozenset(rule.code for rule in PAPER_RULES)


@dataclass(frozen=True, slots=True)
class Feedback:
    """What was written for one unit."""

    unit: Unit
    paths: tuple[Path, ...]
    problem: Message | None = None
    """Why a document is missing, None when nothing is."""


def feedback(
    desk: Desk, period: Period, codes: Sequence[str], out: Path | None
) -> Iterator[Feedback]:
    """Write the receipts of `period` and the annotated copies, unit by unit as the plan has them.

    Units that sent no file are passed over, unless `codes` names them; what the office typed from
    papers of earlier years is no file of theirs. An original in the archive is never changed.

    Raises:
        NotFoundError: a code names no unit expected in the period.
        ConfigurationError: the office's configuration or the template is broken.
        StorageError: the archive is damaged, or a document cannot be written.
    """
    units = expected_units(desk.plan, desk.require(period), codes)
    assessment = desk.assess_until(None, period)
    known = assessment.periods[period]
    ranks = ranked(desk.plan, compute(desk.plan, assessment, period), known)
    answers = _Answers(desk, known, ranks, out or desk.workspace.out / period.id / "feedback")
    refused = {code: one for code, one in desk.store.refused(period).items() if not _of_paper(one)}
    for unit in units:
        given = tuple(answers.to(unit, refused.get(unit.code)))
        yield from given
        if codes and not given:
            yield Feedback(unit, (), _no_file(unit, period))


@dataclass(frozen=True, slots=True)
class _Answers:
    """The answers to the units of one period."""

    desk: Desk
    known: PeriodAssessment
    ranks: Mapping[str, Rank]
    folder: Path

    def to(self, unit: Unit, rejected: Rejected | None) -> Iterator[Feedback]:
        """Answer the return in use, and a file rejected after it or where there is none."""
        judged = self.known.returns.get(unit.code)
        if judged is not None and judged.submission.from_paper:
            judged = None
        if judged is not None:
            yield self.on_return(unit, judged)
        if rejected is not None and (
            judged is None or judged.submission.received < rejected.received
        ):
            yield self.on_refused(unit, rejected)

    def on_return(self, unit: Unit, judged: JudgedReturn) -> Feedback:
        """Write receipt and annotated copy; the receipt alone where no true copy can be made."""
        opinions = opinions_of(judged.findings, judged.submission.file, self.ranks)
        copy = self._copy(judged.submission, opinions)
        path = self.folder / f"BIEU-CO-Y-KIEN-{self.known.period.id}-{unit.code}.xlsx"
        annotated = None if copy is None else path.name
        desk = self.desk
        receipt = receipt_of(desk.plan, desk.office, self.known, judged, opinions, annotated)
        written = self._save(unit.code, receipt)
        if copy is None:
            return Feedback(unit, (written,), _not_annotated(unit, judged.submission.file))
        return Feedback(unit, (written, save(path, copy)))

    def on_refused(self, unit: Unit, rejected: Rejected) -> Feedback:
        """Write the receipt of a file that was not accepted: nothing but our reader opens it."""
        receipt = refusal_of(self.desk.plan, self.desk.office, self.known, rejected)
        return Feedback(unit, (self._save(f"{unit.code}-KHONG-CHAP-NHAN", receipt),))

    def _save(self, name: str, receipt: Receipt) -> Path:
        document = render_receipt(receipt, self.desk.workspace.templates)
        return save(self.folder / f"PHIEU-TIEP-NHAN-{self.known.period.id}-{name}.docx", document)

    def _copy(self, submission: Submission, opinions: Sequence[Opinion]) -> bytes | None:
        """Return the annotated copy, None where it would not say what the unit's workbook says."""
        original = self.desk.store.original(submission.sha256)
        try:
            copy = annotate(original, opinions, submission.received)
        except NotCopied:
            return None
        before, after = self._read(submission, original), self._read(submission, copy)
        if isinstance(before, Refusal) or isinstance(after, Refusal):
            return None
        return copy if (after.raws, after.cover) == (before.raws, before.cover) else None

    def _read(self, submission: Submission, workbook: bytes) -> Reading | Refusal:
        unit, period = submission.unit, submission.period
        return read_submission(workbook, submission.file, self.desk.plan, unit=unit, period=period)


def _of_paper(rejected: Rejected) -> bool:
    """Say whether it was rejected on an import sheet of the office, which no unit has sent."""
    return any(finding.rule in _PAPER_RULES for finding in rejected.findings)


def _no_file(unit: Unit, period: Period) -> Message:
    return Message(
        _("{unit} has sent no file for {period}: there is nothing to give a receipt for."),
        {"unit": f"{unit.code} {unit.name}", "period": period.id},
    )


def _not_annotated(unit: Unit, file: str) -> Message:
    return Message(
        _(
            "{unit}: {file} has parts that cannot be copied, so there is no annotated copy. The "
            "receipt lists every finding with its cell."
        ),
        {"unit": f"{unit.code} {unit.name}", "file": file},
    )
