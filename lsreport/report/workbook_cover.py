"""What the cover and the notes of every workbook print."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TypedDict

from lsreport.domain.clock import lang_son_day
from lsreport.report import figures, numbers
from lsreport.report.figures import Figure
from lsreport.report.template_language import capitalized
from lsreport.report.view_types import SYMBOLS, SYNTHETIC_LINE, DocumentView


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkbookCover:
    """Variables that the templates of all workbooks have."""

    synthetic_line: str
    symbols: tuple[tuple[str, str], ...]
    """Table symbols, each with its meaning."""
    addressees: str
    most_masked: int
    """Largest count of cases of a unit that is hidden."""
    first_day: Figure
    last_day: Figure
    latest_receipt: Figure


class CoverFields(TypedDict):
    """The fields of `WorkbookCover`."""

    synthetic_line: str
    symbols: tuple[tuple[str, str], ...]
    addressees: str
    most_masked: int
    first_day: Figure
    last_day: Figure
    latest_receipt: Figure


def cover_of(view: DocumentView) -> CoverFields:
    """Return what a view says on the cover and in the notes of its workbook."""
    return {
        "synthetic_line": SYNTHETIC_LINE,
        "symbols": tuple((sign, f"{capitalized(meaning)}.") for sign, meaning in SYMBOLS),
        "addressees": "; ".join(view.letterhead.addressees),
        "most_masked": view.masked_below - 1,
        "first_day": figures.day(view.window[0], "window first"),
        "last_day": figures.day(view.window[1], "window last"),
        "latest_receipt": _receipt_day(view.as_of),
    }


def _receipt_day(as_of: datetime | None) -> Figure:
    """Return the day of the latest receipt, `…` without any."""
    of = "latest receipt"
    if as_of is None:
        return figures.symbol(numbers.MISSING, of)
    return figures.day(lang_son_day(as_of), of)
