"""When things are due, as a plan says it: windows, due dates, holidays, years two sets share."""

from __future__ import annotations

from datetime import date
from typing import Literal

import msgspec

from lsreport.indicators.dated import Data, Dated


class Holiday(Data, frozen=True, kw_only=True):
    """Public holidays on given days: a due date on one moves to the next working day."""

    name: str
    days: tuple[date, ...]


class YearlyHoliday(Data, frozen=True, kw_only=True):
    """A public holiday of every year, `MM-DD`."""

    name: str
    day: str


class Onward(Data, frozen=True, kw_only=True):
    """What the office itself owes: to whom, and by which `MM-DD` of the year."""

    to: Literal["province", "ministry"]
    name: str
    due_half: str
    due_year: str
    source: str


class Window(Data, frozen=True, kw_only=True):
    """The data window of one period that the general rule does not give."""

    period: str
    start: date
    end: date
    source: str


class JoinedYear(Data, frozen=True, kw_only=True):
    """A year that two sets of units share: the flows of both are added, each for its own part."""

    period: str
    """The year, such as `2025`."""
    earlier: str
    """Period whose returns are the part of the units that ended in it."""
    roles: tuple[str, ...]
    """Whose units ended and began; the others report the whole year themselves."""
    indicators: tuple[str, ...]
    """Indicators of which the ended units stay owners."""
    opening: tuple[str, ...] = ()
    """Keys of the state at the opening of the year: only the ended units' are added."""
    clause: str
    reason: str = ""


class Handover(Data, frozen=True, kw_only=True):
    """Figures of units that ended, divided among the units that began in their place."""

    began: date
    """First day of the units that take them over; each names its former unit."""
    closing: str
    """Last period of the ended units: their figures at its end are what the others start from."""
    reached: str
    """Year whose persons reached are handed over too."""
    clause: str
    reason: str = ""


class FormVersion(Dated, frozen=True, kw_only=True):
    """A version of the form, with the window ends it is issued for."""

    id: str
    note: str = ""


class Calendar(Data, frozen=True, kw_only=True):
    """Windows and due dates; months and days are `MM-DD` of the year, or of the year before."""

    first_period: str
    window_start: str
    """`MM-DD` of the year before."""
    window_end_half: str
    window_end_year: str
    due_half: str
    due_year: str
    clause_windows: str
    """Source of the windows: a law, or a decision of the province."""
    clause_due: str
    """Clause of the plan that sets the due dates."""
    clause_moves: str
    """Source of the move to the next working day."""
    windows: tuple[Window, ...] = msgspec.field(name="window", default=())
    joined: tuple[JoinedYear, ...] = ()
    holidays: tuple[Holiday, ...] = msgspec.field(name="holiday", default=())
    """Public holidays by day; weekends need no entry."""
    yearly_holidays: tuple[YearlyHoliday, ...] = msgspec.field(name="yearly_holiday", default=())
    onward: tuple[Onward, ...] = ()
    paper_years: tuple[int, ...] = ()
    """Years whose returns came on paper only: their figures come from one import sheet."""
    handovers: tuple[Handover, ...] = msgspec.field(name="handover", default=())
