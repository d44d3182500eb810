"""Header, addressees and signature block of the report, the letters and the receipts."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from lsreport.report.numbers import counted, long_date, open_date
from lsreport.report.office import IssuingBody

BLANK = "\N{NO-BREAK SPACE}" * 6
"""The place of a number or a day that is written by hand."""
_BASED = "Căn cứ"


@dataclass(frozen=True, slots=True)
class Signed:
    """What the registry of outgoing documents gave a document; None where it is still open."""

    number: str | None = None
    """`123`, or with its symbol `123/BC-SYT`."""
    dated: date | None = None
    """Day it was signed."""

    def number_under(self, symbol: str) -> str:
        """Return the number with its symbol, open in a draft: `05/BC-SYT`."""
        if self.number is None:
            return f"{BLANK}/{symbol}"
        if not self.number.isdecimal():
            return self.number if "/" in self.number else f"{self.number}/{symbol}"
        # Decree 30/2020/NĐ-CP, appendix I: a zero before a number below 10.
        padded = counted(int(self.number)) if len(self.number) == 1 else self.number
        return f"{padded}/{symbol}"

    def day_or_open(self, day: date) -> str:
        """Return the day in words; in a draft that of `day` with its day left open."""
        return open_date(day, BLANK) if self.dated is None else long_date(self.dated)


DRAFT = Signed()
"""Neither number nor day: the registry gives them on signing."""


@dataclass(frozen=True, slots=True)
class Letterhead:
    """Header, addressees and signature block in force on the day of a document."""

    superior: str
    issuer: str
    number: str
    """`123/BC-SLĐTBXH`; the number itself stays open in a draft."""
    place_date: str
    """`Lạng Sơn, ngày 10 tháng 7 năm 2025`; the day stays open in a draft."""
    addressees: tuple[str, ...]
    recipients: tuple[str, ...]
    """Nơi nhận, with "Như trên" first and the archive last, without dashes and semicolons."""
    signer_authority: tuple[str, ...]
    """Such as (`KT. GIÁM ĐỐC`, `PHÓ GIÁM ĐỐC`)."""
    signer_name: str
    attached: str = ""
    """`(Kèm theo Báo cáo số …/BC-… ngày … của …)`, under the title of each annex."""
    bases: tuple[str, ...] = ()
    """Căn cứ lines, each beginning so and without its final sign; usually none."""


def open_letterhead(
    body: IssuingBody,
    day: date,
    symbol: str,
    addressees: Iterable[str],
    recipients: Iterable[str],
    signed: Signed = DRAFT,
) -> Letterhead:
    """Return the letterhead of a document that `body` issues on `day` under `symbol`.

    Number and day stay open until the registry of outgoing documents gave them (`signed`).
    """
    return Letterhead(
        superior=body.superior,
        issuer=body.issuer,
        number=signed.number_under(symbol),
        place_date=f"{body.place}, {signed.day_or_open(day)}",
        addressees=tuple(addressees),
        recipients=tuple(recipients),
        signer_authority=body.signer_authority,
        signer_name=body.signer_name,
    )


def based_on(lines: Iterable[str]) -> tuple[str, ...]:
    """Return the Căn cứ lines of the configuration as the document begins and ends them."""
    bare = (line.strip().rstrip(" ;.,") for line in lines)
    return tuple(line if line.startswith(_BASED) else f"{_BASED} {line}" for line in bare)
