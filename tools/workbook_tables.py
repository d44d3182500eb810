"""A table of the report's workbook: its sheet, its words, its columns with their tags."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from lsreport.report.view_types import SYMBOLS

CONTENTS = "Mục lục"
NOTES = "Ghi chú"
SOURCE = f"Nguồn: báo cáo của các cơ quan, đơn vị. Cách tính: trang {NOTES}."


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a table: what heads it, and the tag below."""

    head: str
    width: float
    tag: str
    align: Literal["left", "right", "center"] = "left"
    """Figures stand right, states in the centre, text left."""
    printed: bool = True
    """False for one of the last columns that only the screen shows."""


@dataclass(frozen=True, slots=True)
class Table:
    """One sheet with one table."""

    sheet: str
    title: str
    about: str
    """Between title and table: where the figures come from, which note explains them."""
    rows: str
    """Name of the list that the rows loop over; each entry is `one`."""
    columns: tuple[Column, ...]
    empty: str
    """What stands in place of a table without rows."""
    signs: str = ""
    """Table symbols that may stand in it."""
    landscape: bool = True
    one_page: bool = False
    """Whether it is printed on a single page, chart and all."""
    filtered: bool = False
    """Whether readers pick their rows out of hundreds by its heads."""

    @property
    def name(self) -> str:
        """Name the table has in Excel, after its number: `Bang_2a`."""
        return f"Bang_{self.sheet.partition(' ')[0]}"

    @property
    def legend(self) -> str:
        """What its symbols mean; empty where it has none."""
        meanings = [f"{sign} {meaning}" for sign, meaning in SYMBOLS if sign in self.signs]
        return f"Ký hiệu: {'; '.join(meanings)}." if meanings else ""

    @property
    def width(self) -> float:
        """Width of the printed columns together."""
        return sum(column.width for column in self.columns if column.printed)


def figure(head: str, width: float, tag: str) -> Column:
    """Return a column of figures."""
    return Column(head, width, f"{{{{ one.{tag} }}}}", "right")


def text(head: str, width: float, tag: str) -> Column:
    """Return a column of text."""
    return Column(head, width, f"{{{{ one.{tag} }}}}")


def bars(period: Column, note: str) -> tuple[Column, ...]:
    """Return the columns behind a chart of ratios over periods; `note` is that of the bounds."""
    return (
        period,
        text("Mục tiêu", 40, "label"),
        figure("Tỷ lệ", 10, "value"),
        figure(f"Từ cận dưới đến tỷ lệ {note}", 12, "below"),
        figure(f"Từ tỷ lệ đến cận trên {note}", 12, "above"),
    )


def numbered(notes: Mapping[str, tuple[str, str]]) -> tuple[tuple[str, str, str], ...]:
    """Return number, subject and text of every note."""
    return tuple((f"Ghi chú {at}", *note) for at, note in enumerate(notes.values(), 1))


def reference(notes: Mapping[str, tuple[str, str]], first: str, last: str | None = None) -> str:
    """Return how heads and sentences refer to a note, or to all from one to another."""
    names = list(notes)
    number = names.index(first) + 1
    return f"[ghi chú {number}{f' đến {names.index(last) + 1}' if last else ''}]"


CODE = text("Mã", 9, "code")
UNIT = (text("Mã đơn vị", 13, "unit"), text("Đơn vị", 38, "unit_name"))
