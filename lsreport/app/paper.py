"""An import sheet on its way into the store: a return per unit and year."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from lsreport.app.results import FileResult, FileStatus, accepted_status
from lsreport.domain.finding import Finding
from lsreport.domain.observation import Raw
from lsreport.domain.submission import Submission
from lsreport.excel.guard import Original
from lsreport.excel.paper_groups import PaperReading, PaperReturn
from lsreport.excel.submissions import Reading, Refusal
from lsreport.store.store import Store
from lsreport.store.writer import Receipt


@dataclass(frozen=True, slots=True)
class PaperFile:
    """An import sheet that was read."""

    file: str
    sha256: str
    receipts: tuple[Receipt, ...]
    """What is to be stored of it, rejections included."""
    standing: tuple[Submission, ...]
    """Returns the store holds already, from an earlier sheet that said the same of them."""
    handover: bool = False


def paper_file(
    store: Store, original: Original, reading: PaperReading, arrived: datetime
) -> PaperFile:
    """Return what of an import sheet is new to the store; `arrived` is when the sheet came.

    A return that says what the last sheet said of it keeps its revision, wherever its cells stand
    now. One read from the very same bytes is left to the store, which knows them.

    Raises:
        StorageError: the store is damaged or out of reach.
    """
    receipts: list[Receipt] = []
    standing: list[Submission] = []
    for one in reading.returns:
        held = _held(store, one)
        if held is not None and held.sha256 != original.sha256 and _says_the_same(held, one):
            standing.append(held)
        else:
            receipts.append(_receipt(original, one.received, one.reading))
    receipts += (_receipt(original, arrived, one) for one in reading.refusals)
    return PaperFile(
        original.file, original.sha256, tuple(receipts), tuple(standing), reading.handover
    )


def _receipt(original: Original, received: datetime, reading: Reading | Refusal) -> Receipt:
    return Receipt(original.content, original.sha256, original.file, received, reading)


def _held(store: Store, one: PaperReturn) -> Submission | None:
    """Return what the last import sheet said of the unit and year."""
    every = store.history(one.reading.unit, one.reading.period)
    typed = (known for known in every if known.from_paper)
    return max(typed, key=lambda known: known.order, default=None)


def _says_the_same(held: Submission, one: PaperReturn) -> bool:
    same_source = held.cover == one.reading.cover and held.received == one.received
    return same_source and _contents(held.raws) == _contents(one.reading.raws)


def _contents(raws: Sequence[Raw]) -> dict[str, tuple[str, str | None, bool]]:
    return {raw.key: (raw.kind.value, raw.text, raw.formula) for raw in raws}


def paper_result(
    file: str, sha256: str, returns: Sequence[FileResult], *, handover: bool = False
) -> FileResult:
    """Return what became of an import sheet as a whole; its returns have their own results.

    It is rejected when nothing of it was taken, and unchanged when nothing of it was new.
    """
    findings = tuple(finding for one in returns for finding in one.findings)
    return FileResult(
        file=file,
        sha256=sha256,
        unit=None,
        period=None,
        revision=None,
        status=_status({one.status for one in returns}, findings),
        findings=findings,
        returns=tuple(returns),
        handover=handover,
    )


def _status(statuses: set[FileStatus], findings: tuple[Finding, ...]) -> FileStatus:
    for whole in (FileStatus.REJECTED, FileStatus.UNCHANGED, FileStatus.OLDER):
        if statuses == {whole}:
            return whole
    return accepted_status(findings)
