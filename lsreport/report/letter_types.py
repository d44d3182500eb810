"""What the letters to the reporting units say, ready to print; the words stand in the templates."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from lsreport.domain.unit import Standing
from lsreport.indicators.calendar import Due
from lsreport.report.letterhead import Letterhead


@dataclass(frozen=True, slots=True)
class Refused:
    """A file that came and was not accepted."""

    day: date
    """When it was received (Lạng Sơn's date)."""
    reason: str


@dataclass(frozen=True, slots=True)
class Asked:
    """One unit a letter is about."""

    name: str
    refused: Refused | None = None


@dataclass(frozen=True, slots=True)
class Part:
    """The units of one standing, in the order of the plan; never empty."""

    standing: Standing
    units: tuple[Asked, ...]
    names: tuple[str, ...]
    """Their names, the local units together where all of them are there."""


@dataclass(frozen=True, slots=True)
class Letter:
    """What an opening letter says, and a reminder too."""

    letterhead: Letterhead
    synthetic: bool
    clause: str
    """Clause of the plan that sets the due dates."""
    plan_number: str
    plan_dated: date
    plan_about: str
    """What the plan is about, as a sentence names it after "về"."""
    period: str
    window: tuple[date, date]
    """First and last day of the figures asked for."""
    local_window: tuple[date, date] | None
    """That of the local units where theirs is another."""
    due: Due
    local: str
    """What the local units are called together: huyện, thành phố."""
    ministry: str
    sender: str
    """Name of the issuing body inside a sentence."""
    send_to: str
    """Section, address or mailbox that returns go to; blank leaves the place open."""
    parts: tuple[Part, ...]
    """Units that must report, then units that are asked to; a part without units is left out."""
    day: date
    """The day the letter is made (Lạng Sơn's date)."""

    @property
    def forms(self) -> int:
        """Number of forms that go with the letter: one for each unit."""
        return sum(len(part.units) for part in self.parts)

    @property
    def alone(self) -> bool:
        """Whether the letter is about one unit."""
        return self.forms == 1


@dataclass(frozen=True, slots=True)
class Reminder:
    """A letter to units whose return is missing past its due date."""

    letter: Letter
    days_late: int
    """Working days since the due date as moved."""
    received: int
    expected: int

    @property
    def missing(self) -> int:
        """Units of the period that have not reported."""
        return self.expected - self.received
