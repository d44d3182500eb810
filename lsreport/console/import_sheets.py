"""What `ingest` and `validate` say of an import sheet."""

from __future__ import annotations

from collections.abc import Iterator

from lsreport.app.results import FileResult, FileStatus
from lsreport.checks.rulebook import message_of, remedy_of
from lsreport.i18n import Catalogue, _

_PAPER_YEARS = _(
    "paper years {years}: {units} units, {new} new returns, {unchanged} unchanged, "
    "{rejected} rejected"
)
_HANDOVER = _(
    "hand-over of {years}: {units} units, {new} new returns, {unchanged} unchanged, "
    "{rejected} rejected"
)
_NEW = frozenset(FileStatus) - {FileStatus.UNCHANGED, FileStatus.REJECTED}


def import_summary(catalogue: Catalogue, result: FileResult) -> str:
    """Return how many units and years a sheet holds, and what became of their returns."""
    returns = result.returns or ()
    years = map(str, sorted({one.period for one in returns if one.period}))
    units = {one.unit for one in returns if one.unit}
    statuses = [one.status for one in returns]
    return catalogue.text(
        _HANDOVER if result.handover else _PAPER_YEARS,
        years=", ".join(years) or "–",
        units=len(units),
        new=sum(one in _NEW for one in statuses),
        unchanged=statuses.count(FileStatus.UNCHANGED),
        rejected=sum(one.status is FileStatus.REJECTED for one in returns if one.unit),
    )


def refused_lines(catalogue: Catalogue, result: FileResult) -> Iterator[str]:
    """Yield, for what of a sheet was not taken, where it stands, why, and what to do."""
    for one in result.returns or ():
        for finding in one.findings if one.status is FileStatus.REJECTED else ():
            place = f" · {finding.place}" if finding.place else ""
            yield f"  {finding.rule}{place}"
            yield f"    {message_of(finding, catalogue)}"
            yield f"    → {remedy_of(finding, catalogue)}"
