"""Read the cells and merged ranges of one worksheet."""

import enum
from collections.abc import Sequence
from dataclasses import dataclass

from lsreport.ooxml.package import Fault, Package, Refused
from lsreport.ooxml.parts import SPREADSHEET, RichText
from lsreport.ooxml.stream import Attributes, parse
from lsreport.ooxml.values import (
    LAST_COLUMN,
    cell_range,
    column_letters,
    iso_date,
    number,
    serial_date,
    unescaped,
)

_TRUE = ("1", "true")
_BOOLEANS = {"1": "1", "true": "1", "0": "0", "false": "0"}
_HIDDEN_RANGES = 16_384


class CellKind(enum.Enum):
    """What a cell holds."""

    NUMBER = "number"
    TEXT = "text"
    BOOLEAN = "boolean"
    ERROR = "error"
    DATE = "date"
    UNCACHED = "uncached"
    """A formula without a stored value, or with the empty text, which no file tells apart."""


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell with content; empty cells, styled or not, are not kept."""

    row: int
    """From 1."""
    col: int
    """From 1."""
    kind: CellKind
    text: str
    """NUMBER in plain notation ('12', '0.5'); DATE as 'YYYY-MM-DD', with 'THH:MM:SS' where it has
    a time, or 'HH:MM:SS' alone; BOOLEAN '1' or '0'; ERROR as '#N/A'; TEXT as typed; UNCACHED ''."""
    formula: str | None
    """Without '='; '' where it is shared from another cell; None if the value was typed."""
    hidden: bool
    """Its row or its column is hidden."""

    @property
    def address(self) -> str:
        """Such as 'E14'."""
        return f"{column_letters(self.col)}{self.row}"


@dataclass(frozen=True, slots=True)
class Shared:
    """What the sheets of a workbook have in common."""

    strings: Sequence[str]
    date_styles: frozenset[str]
    """Numbers, as written in cells, of the styles that show dates."""
    date1904: bool


class SheetReader:
    """Turns the events of a worksheet part into cells, in the order of rows, then columns.

    An address that is repeated or out of order is refused: readers disagree on which cell counts.
    """

    def __init__(self, package: Package, shared: Shared, title: str, cells_left: int) -> None:
        """Prepare to read at most `cells_left` cells; `title` names the sheet in refusals."""
        self.cells: list[Cell] = []
        self.merges: list[str] = []
        self._package = package
        self._limits = package.limits
        self._shared = shared
        self._title = title
        self._cells_left = cells_left
        self._merged_cells = 0
        self._hidden_columns: set[int] = set()
        self._hidden_ranges = 0
        self._columns: dict[str, int] = {}
        self._row = self._col = 0
        self._row_digits = ""
        self._row_hidden = False
        self._last = (0, 0)
        self._type = self._style = ""
        self._formula: str | None = None
        self._value = ""
        self._inline = RichText(package.limits.text)

    def read(self, part: str) -> None:
        """Fill `cells` and `merges` from a worksheet part.

        Raises:
            Refused: DAMAGED, UNSAFE or TOO_SLOW.
        """
        parse(
            self._package,
            part,
            SPREADSHEET,
            starts={
                "col": self._start_column,
                "row": self._start_row,
                "c": self._start_cell,
                "is": self._inline.begin,
                "rPh": self._inline.start_guide,
                "mergeCell": self._add_merge,
            },
            texts={"f": self._set_formula, "v": self._set_value, "t": self._inline.add},
            ends={
                "rPh": self._inline.end_guide,
                "is": lambda: self._set_value(self._inline.take()),
                "c": self._end_cell,
            },
        )

    def _refused(self, fault: Fault, reason: object) -> Refused:
        address = f"{column_letters(self._col)}{self._row}"
        return Refused(fault, f"sheet {self._title!r}, cell {address}: {reason}")

    def _start_column(self, attributes: Attributes) -> None:
        if attributes.get("hidden") not in _TRUE:
            return
        self._hidden_ranges += 1
        if self._hidden_ranges > _HIDDEN_RANGES:
            raise Refused(Fault.UNSAFE, f"over {_HIDDEN_RANGES} ranges of hidden columns")
        first, last = int(attributes.get("min", "")), int(attributes.get("max", ""))
        self._hidden_columns.update(range(max(first, 1), min(last, self._limits.columns) + 1))

    def _start_row(self, attributes: Attributes) -> None:
        self._row_digits = attributes.get("r") or str(self._row + 1)
        self._row = cell_range(f"A{self._row_digits}")[0]
        self._col = 0
        self._row_hidden = attributes.get("hidden") in _TRUE

    def _start_cell(self, attributes: Attributes) -> None:
        if reference := attributes.get("r"):
            # Almost always the column letters were seen before and the row is the current one.
            column = self._columns.get(reference.removesuffix(self._row_digits))
            if column is None:
                self._row, column, *_ = cell_range(reference)
                self._row_digits = str(self._row)
                self._columns[reference.removesuffix(self._row_digits)] = column
            self._col = column
        else:
            self._col += 1
            if self._col > LAST_COLUMN:
                raise self._refused(Fault.DAMAGED, "beyond the last column")
        place = (self._row, self._col)
        if place <= self._last:
            raise self._refused(Fault.DAMAGED, "repeated, or out of order")
        self._last = place
        self._type = attributes.get("t") or "n"
        self._style = attributes.get("s", "")
        self._formula = None
        self._value = ""

    def _set_formula(self, text: str) -> None:
        self._formula = text

    def _set_value(self, text: str) -> None:
        self._value = text

    def _end_cell(self) -> None:
        try:
            kind, text = self._content()
        except ValueError as error:
            raise self._refused(Fault.DAMAGED, error) from error
        if not text:
            if self._formula is None:
                return
            kind = CellKind.UNCACHED
        if self._row > self._limits.rows or self._col > self._limits.columns:
            raise self._refused(Fault.UNSAFE, "far outside any form")
        if max(len(text), len(self._formula or "")) > self._limits.text:
            raise self._refused(Fault.UNSAFE, f"over {self._limits.text} characters")
        if len(self.cells) >= self._cells_left:
            raise self._refused(Fault.UNSAFE, f"over {self._limits.cells} cells")
        hidden = self._row_hidden or self._col in self._hidden_columns
        self.cells.append(Cell(self._row, self._col, kind, text, self._formula, hidden))

    def _content(self) -> tuple[CellKind, str]:
        stored, raw = self._type, self._value
        if stored == "inlineStr" or not raw:
            return CellKind.TEXT, raw
        if stored == "n":
            return self._number(raw)
        if stored == "s":
            return CellKind.TEXT, self._shared_string(raw)
        if stored == "str":
            return CellKind.TEXT, unescaped(raw)
        if stored == "b" and raw in _BOOLEANS:
            return CellKind.BOOLEAN, _BOOLEANS[raw]
        if stored == "e":
            return CellKind.ERROR, raw
        if stored == "d":
            return CellKind.DATE, iso_date(raw)
        raise ValueError(f"type {stored[:10]!r}, value {raw[:20]!r}")

    def _number(self, raw: str) -> tuple[CellKind, str]:
        text = number(raw)
        if self._style in self._shared.date_styles:
            shown = serial_date(text, date1904=self._shared.date1904)
            if shown is not None:
                return CellKind.DATE, shown
        return CellKind.NUMBER, text

    def _shared_string(self, raw: str) -> str:
        index, strings = int(raw), self._shared.strings
        if not 0 <= index < len(strings):
            raise ValueError(f"shared string {index} of {len(strings)}")
        return strings[index]

    def _add_merge(self, attributes: Attributes) -> None:
        reference = attributes.get("ref", "")
        top, left, bottom, right = cell_range(reference)
        self._merged_cells += (bottom - top + 1) * (right - left + 1)
        if self._merged_cells > self._limits.merged_cells:
            raise Refused(Fault.UNSAFE, f"sheet {self._title!r}: merged {reference} is too large")
        if len(self.merges) >= self._limits.merges:
            raise Refused(Fault.UNSAFE, f"sheet {self._title!r}: too many merged ranges")
        self.merges.append(reference)
