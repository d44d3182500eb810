"""Observations: what one cell of a submission says about one data element.

A key names a data element and, where its row has several columns, the facet after a dot:
`CL_MOI`, `TE615.total`, `GV.gains`, `CL_MOI@5-11.male`.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class RawKind(StrEnum):
    """How a workbook stores a cell."""

    NUMBER = "number"
    TEXT = "text"
    BOOLEAN = "boolean"
    ERROR = "error"
    DATE = "date"
    BLANK = "blank"
    UNCACHED = "uncached"
    """A formula without a stored value."""


@dataclass(frozen=True, slots=True)
class Raw:
    """One cell as it was found, before anyone interprets it."""

    key: str
    """Data element and facet."""
    sheet: str
    """Name of the sheet as the unit left it."""
    cell: str
    """Address as the unit left it, such as `E14`."""
    kind: RawKind
    text: str | None
    """Stored value as text: integers without decimals, dates as ISO 8601; None when blank."""
    formula: bool = False
    """Whether the clerk, or the form, put a formula there."""
    hidden: bool = False
    """Whether its row, column or sheet is hidden."""


class State(StrEnum):
    """What a cell says. Blank is never zero."""

    VALUE = "value"
    ZERO = "zero"
    NOT_APPLICABLE = "not_applicable"
    MISSING = "missing"


class Absence(StrEnum):
    """Why a figure is missing."""

    NOT_RECEIVED = "not_received"
    REJECTED = "rejected"
    BLANK = "blank"
    QUARANTINED = "quarantined"


@dataclass(frozen=True, slots=True)
class Place:
    """Where a figure was read."""

    file: str
    """File name as it was received."""
    sheet: str
    cell: str

    def __str__(self) -> str:
        return f"{self.file} · {self.sheet}!{self.cell}"


@dataclass(frozen=True, slots=True)
class Observation:
    """An interpreted cell.

    Counts are whole numbers; money is whole thousand đồng; a choice is its number; a tick is 1.
    """

    key: str
    state: State
    value: int | None
    """The figure; 0 when the state is zero; None when missing, not applicable or only text.
    A quarantined figure keeps the number that was read, if it was one."""
    place: Place | None
    """Where it was read; None for a figure derived from others of the same form."""
    text: str | None = None
    """Text of text cells (reasons, narratives, numbers of documents)."""
    quarantined: bool = False
    """Failed a check of error severity: missing for every computation except a positive case."""
    breach: bool = False
    """Quarantined by a comparison whose sides were both at least 1: a case exists whichever side
    is right, so the figure still counts against a target of zero."""
    parts: tuple[str, ...] = ()
    """Keys of the observations a derived figure was computed from."""

    @property
    def figure(self) -> int | None:
        """The number a computation may use: a value or an explicit zero that is not quarantined."""
        usable = not self.quarantined and self.state in {State.VALUE, State.ZERO}
        return self.value if usable else None


def element_of(key: str) -> str:
    """Return the data element of a key: `TE615` for `TE615.total`, `CL_MOI` for its grid."""
    return key.partition(".")[0].partition("@")[0]


def facet_of(key: str) -> str:
    """Return the facet of a key, `value` when the row has a single figure."""
    return key.partition(".")[2] or "value"
