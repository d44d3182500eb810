"""Header, addressees and signature block of the report, the letters and the receipts."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from lsreport.report.numbers import open_date
from lsreport.report.office import IssuingBody

BLANK = "\N{NO-BREAK SPACE}" * 6
"""The place of a number or a day that is written by hand."""


@dataclass(frozen=True, slots=True)
class Letterhead:
    """Header, addressees and signature block in force on the day of a document."""

    superior: str
    issuer: str
    number: str
    """`      /BC-SLĐTBXH`: the number itself stays open in a draft."""
    place_date: str
    """`Lạng Sơn, ngày … tháng 7 năm 2025`: the day stays open in a draft."""
    addressees: tuple[str, ...]
    recipients: tuple[str, ...]
    """Nơi nhận, with "Như trên" first and the archive last, without dashes and semicolons."""
    signer_authority: tuple[str, ...]
    """Such as (`KT. GIÁM ĐỐC`, `PHÓ GIÁM ĐỐC`)."""
    signer_name: str
    attached: str = ""
    """`(Kèm theo Báo cáo số …/BC-… ngày … của …)`, under the title of each annex."""
    bases: tuple[str, ...] = ()
    """Căn cứ lines, without final signs; usually none."""


def open_letterhead(
    body: IssuingBody,
    day: date,
    symbol: str,
    addressees: Iterable[str],
    recipients: Iterable[str],
) -> Letterhead:
    """Return the letterhead of a document that `body` issues on `day` under `symbol`.

    Number and day stay open: the registry of outgoing documents gives them on signing.
    """
    return Letterhead(
        superior=body.superior,
        issuer=body.issuer,
        number=f"{BLANK}/{symbol}",
        place_date=f"{body.place}, {open_date(day, BLANK)}",
        addressees=tuple(addressees),
        recipients=tuple(recipients),
        signer_authority=body.signer_authority,
        signer_name=body.signer_name,
    )
