"""What the office tells a unit about its return: each open finding as a person reads it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from lsreport.checks.rulebook import message_of, remedy_of
from lsreport.domain.finding import Finding, Severity
from lsreport.domain.observation import Place
from lsreport.i18n import Catalogue
from lsreport.report.ranking import Rank

KINDS = {
    Severity.ERROR: "Lỗi, số liệu chưa được sử dụng",
    Severity.QUERY: "Đề nghị kiểm tra, giải trình",
    Severity.NOTE: "Lưu ý",
}
"""What each severity asks of the unit."""
WHOLE_RETURN = "Cả báo cáo"
"""Stands for the place of an opinion that belongs to no cell."""
NO_RANKS: Mapping[str, Rank] = MappingProxyType({})
"""Where no query comes before another."""
_ORDER = tuple(KINDS)
_AGREED = "Đã chấp nhận"
_NOTHING_TO_DO = "Số liệu được giữ nguyên, không phải sửa."


@dataclass(frozen=True, slots=True)
class Opinion:
    """One finding in words."""

    rule: str
    severity: Severity
    agreed: bool
    """The finding was waived: it is listed, and asks for nothing."""
    place: Place | None
    message: str
    remedy: str

    @property
    def kind(self) -> str:
        """What it asks of the unit."""
        return _AGREED if self.agreed else KINDS[self.severity]

    @property
    def where(self) -> str:
        """Its cell as the unit knows it, such as `Trẻ em!E14`."""
        return f"{self.place.sheet}!{self.place.cell}" if self.place else WHOLE_RETURN


def opinions_of(
    findings: Iterable[Finding], file: str, ranks: Mapping[str, Rank] = NO_RANKS
) -> tuple[Opinion, ...]:
    """Return findings as the unit that sent `file` reads them.

    Errors come before queries, queries before notes, and what was agreed on comes last; queries
    come in the order of their ranks, else findings keep their order. A cell of any other file is
    no place of this one.
    """

    def order(finding: Finding) -> tuple[bool, int, int]:
        rank = ranks.get(finding.id)
        return finding.waived is not None, _ORDER.index(finding.severity), rank.place if rank else 0

    catalogue = Catalogue("vi")
    return tuple(_opinion(finding, file, catalogue) for finding in sorted(findings, key=order))


def _opinion(finding: Finding, file: str, catalogue: Catalogue) -> Opinion:
    place = finding.place
    agreed = finding.waived is not None
    return Opinion(
        rule=finding.rule,
        severity=finding.severity,
        agreed=agreed,
        place=place if place is not None and place.file == file else None,
        message=message_of(finding, catalogue),
        remedy=_NOTHING_TO_DO if agreed else remedy_of(finding, catalogue),
    )
