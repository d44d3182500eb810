"""Periods: a first half or a whole year of the plan."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

_PERIOD = re.compile(r"(?P<year>[0-9]{4})(?P<half>-H1)?", re.ASCII)


@dataclass(frozen=True, slots=True, order=True)
class Period:
    """One reporting period. Ordered by the end of its window: `2024-H1` < `2024` < `2025-H1`."""

    year: int
    """Calendar year the period belongs to."""
    annual: bool
    """False for the first half, True for the year, which already contains the first half."""

    @classmethod
    def parse(cls, text: str) -> Period:
        """Read `2024-H1` or `2024`.

        Raises:
            ValueError: the text is no period id.
        """
        match = _PERIOD.fullmatch(text)
        if match is None:
            raise ValueError(text)
        return cls(int(match["year"]), annual=match["half"] is None)

    @property
    def id(self) -> str:
        """The id used on the command line, in forms and in JSON."""
        return f"{self.year}" if self.annual else f"{self.year}-H1"

    @property
    def first_half(self) -> Period:
        """The first half of the same year."""
        return Period(self.year, annual=False)

    @property
    def whole_year(self) -> Period:
        """The year the period belongs to."""
        return Period(self.year, annual=True)

    @property
    def same_period_last_year(self) -> Period:
        """The period of the same kind one year earlier."""
        return Period(self.year - 1, self.annual)

    def __str__(self) -> str:
        return self.id


@dataclass(frozen=True, slots=True)
class Span:
    """The years of a review (sơ kết, tổng kết), both ends included."""

    first: int
    last: int

    @classmethod
    def parse(cls, text: str) -> Span:
        """Read `2021..2025`.

        Raises:
            ValueError: the text is no span, or it runs backwards.
        """
        first, dots, last = text.partition("..")
        years = Period.parse(first), Period.parse(last)
        if not dots or not all(year.annual for year in years) or years[0] > years[1]:
            raise ValueError(text)
        return cls(years[0].year, years[1].year)

    @property
    def id(self) -> str:
        """The id used on the command line and in JSON."""
        return f"{self.first}..{self.last}"

    def __iter__(self) -> Iterator[Period]:
        return (Period(year, annual=True) for year in range(self.first, self.last + 1))
