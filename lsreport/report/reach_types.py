"""Which local units have reached each level, ready to print: a part of `ReportView`."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from lsreport.report.figures import Figure, Printable, Prose

Reach = Literal["reached", "short", "unknown", "none", "masked"]
"""Of a unit and a level: reached · not reached · no usable figure · nobody to be reached · what it
is may not be printed."""

REACHED = "Đạt"
"""In place of the number still missing where the level is reached."""


@dataclass(frozen=True, slots=True)
class ReachCell:
    """One unit against one level."""

    reach: Reach
    gap: Figure
    """Persons or bodies still missing; 0 where reached, a symbol where it is not known."""

    @property
    def shown(self) -> Printable:
        """What a table prints: `Đạt`, the number still missing, or the symbol."""
        return REACHED if self.reach == "reached" else self.gap


@dataclass(frozen=True, slots=True)
class ReachColumn:
    """One level, and who has reached it."""

    code: str
    """`2.2`, `2.3/households`."""
    label: str
    people: str
    """What is counted: trẻ em, doanh nghiệp."""
    level: Figure
    cells: tuple[ReachCell, ...]
    """One per unit of the table."""
    reached: Figure
    short: Figure
    unknown: Figure
    none: Figure
    """Units that have reached the level, have not, are not known to, or have nobody to reach;
    together all units. All `*` where one of them is."""
    units: Figure
    """All units of the table."""
    province: Printable
    """Against the level as a whole: `Đạt`, the number still missing, else the verdict."""

    @property
    def indicator(self) -> str:
        """The indicator alone: `2.3`."""
        return self.code.partition("/")[0]

    @property
    def count(self) -> Prose:
        """Units that have reached the level, of all: `7/11`."""
        if self.reached.value is None:
            return Prose((self.reached,))
        return Prose((self.reached, "/", self.units))


@dataclass(frozen=True, slots=True)
class ReachRow:
    """One unit, or the units of one area, against every level."""

    name: str
    cells: tuple[Printable, ...]
    """One per column: of a unit what it still lacks, of an area `3/5; 120`."""


@dataclass(frozen=True, slots=True)
class ReachTable:
    """Local units against the levels of the plan."""

    noun: str
    """What the units are together: huyện, thành phố."""
    units: tuple[tuple[str, str], ...]
    """Code and name of each unit."""
    columns: tuple[ReachColumn, ...]
    rows: tuple[ReachRow, ...]
    """By unit; by area where there are more units than a page holds."""
    by_area: bool
