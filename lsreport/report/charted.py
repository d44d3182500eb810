"""A chart before it is drawn: what it shows, in words and figures.

Word and Excel draw the same one: lying bars that read in black and white. Bars differ in grey or
hatching, the level to reach is a hollow bar over them, the range from bound to bound a line.
A figure without a number (`…`, `x`, `#`, `*`) is a gap, never a bar of nought.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

from lsreport.report import figures, numbers
from lsreport.report.figures import Figure, Prose

Look = Literal["black", "dark", "grey", "light", "white", "hatched", "level"]
"""Fill of the bars of a series, all with a black edge; `level` is hollow and lies over the rest."""

GOAL, RATIO = "Mục tiêu", "Tỷ lệ"
"""What the categories and the bars of most charts are."""
LEVEL = "Mức chỉ tiêu"
"""Name of the series of levels."""
BOUNDS = "từ cận dưới đến cận trên khi còn đơn vị chưa có số liệu"
"""What the line at the end of a bar is, in the words of an alternative text."""
AGES: tuple[Look, ...] = ("dark", "grey", "light", "hatched", "white")
"""Looks of up to five periods, the newest first: it is the darkest."""


@dataclass(frozen=True, slots=True)
class Series:
    """One number for each category of a chart."""

    name: str
    """As the legend prints it."""
    values: tuple[Figure, ...]
    """One per category; one without a number is a gap."""
    look: Look = "grey"
    below: tuple[Figure, ...] = ()
    """From the low bound to the value, one per category; empty where no bounds are drawn."""
    above: tuple[Figure, ...] = ()
    """From the value to the high bound, one per category; empty where no bounds are drawn."""


@dataclass(frozen=True, slots=True)
class Chart:
    """What one chart shows."""

    code: str
    """Name of the chart among those of a document: `coverage`."""
    title: str
    alt_text: str
    """What the picture shows, for who cannot see it; it holds no figure."""
    category_title: str
    """What the categories are: `Mục tiêu`, `Năm`."""
    value_title: str
    """What is measured, with its unit: `Tỷ lệ (%)`."""
    categories: tuple[str, ...]
    """Labels from the top down."""
    series: tuple[Series, ...]
    """In the order of the legend; at most one has the look `level`."""
    stacked: bool = False
    """Whether bars of one category are laid end to end, not side by side."""
    notes: tuple[Prose, ...] = ()
    """Under the chart: what it cannot show."""

    @property
    def shares(self) -> bool:
        """Whether the values are shares, drawn from 0 to 100 %, and no counts."""
        styles = {one.style for series in self.series for one in series.values}
        return "percent" in styles

    @property
    def bars(self) -> tuple[Series, ...]:
        """The series drawn as filled bars."""
        return tuple(one for one in self.series if one.look != "level")

    @property
    def level(self) -> Series | None:
        """The series of levels to reach, None without one."""
        return next((one for one in self.series if one.look == "level"), None)

    @property
    def figures(self) -> Iterator[Figure]:
        """Every figure of the chart, those that draw the bounds included."""
        for series in self.series:
            yield from series.values
            yield from series.below
            yield from series.above


def has_share(figure: Figure) -> bool:
    """Say whether a figure is a share that has a bar."""
    return figure.style == "percent" and isinstance(figure.value, Fraction)


def ranged(
    name: str,
    values: Sequence[Figure],
    lows: Sequence[Figure],
    highs: Sequence[Figure],
    look: Look = "grey",
) -> Series:
    """Return a series of shares with the range each may lie in."""
    return Series(
        name=name,
        values=tuple(values),
        look=look,
        below=tuple(_length(low, value) for low, value in zip(lows, values, strict=True)),
        above=tuple(
            _length(value, high, up=True) for value, high in zip(values, highs, strict=True)
        ),
    )


def _length(start: Figure, end: Figure, *, up: bool = False) -> Figure:
    """Return the distance of a bound from its value, a gap where either has no number."""
    measured = (start if up else end).of
    of = f"{measured} {'above' if up else 'below'}"
    if isinstance(start.value, Fraction) and isinstance(end.value, Fraction):
        return figures.share(end.value - start.value, of)
    return figures.symbol(numbers.MISSING, of)
