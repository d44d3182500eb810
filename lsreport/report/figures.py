"""Figures: what is printed, the number behind it, and the cells it came from.

A figure is text from the moment it is made, so the same figure reads the same in every document.
Every document prints through `Register.figure`, which notes what it let through; the manifest
lists it.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import date
from fractions import Fraction
from string import Formatter
from typing import Literal

from lsreport.indicators.outcome import Evidence
from lsreport.indicators.plan import Target
from lsreport.report import numbers
from lsreport.report.numbers import Rounding

Style = Literal["count", "percent", "points", "million", "date", "symbol"]
"""What `value` is: a count · a share (0.8 for 80 %) · a difference of shares · thousand đồng ·
a day · nothing, the text is a table symbol."""


@dataclass(frozen=True, slots=True)
class Figure:
    """One printed figure."""

    text: str
    """As printed in a sentence or a DOCX table."""
    style: Style
    value: int | Fraction | date | None
    """The exact number; None when `text` is a table symbol, a masked figure included."""
    digits: int = 0
    """Decimals of `text`; a spreadsheet needs the same so that no format crosses a target."""
    of: str = ""
    """What it measures: `2.2 numerator`, `2.2/6-15 ratio @178`, `TT01 total`, `returns late`."""
    evidence: tuple[Evidence, ...] = ()
    """Observations it was computed from; those of a masked figure carry no value."""

    def __str__(self) -> str:
        return self.text


def count(
    value: int, of: str, evidence: tuple[Evidence, ...] = (), *, prose: bool = False
) -> Figure:
    """Return a count; `prose` pads it below 10 (02 lớp)."""
    text = numbers.counted(value) if prose else numbers.grouped(value)
    return Figure(text, "count", value, of=of, evidence=evidence)


def in_prose(figure: Figure) -> Figure:
    """Return a count as prose writes it; any other figure as it is."""
    if figure.style == "count" and isinstance(figure.value, int):
        return count(figure.value, figure.of, figure.evidence, prose=True)
    return figure


def share(
    ratio: Fraction,
    of: str,
    target: Target | None = None,
    evidence: tuple[Evidence, ...] = (),
    *,
    digits: int = numbers.RATIO_DIGITS,
    rounding: Rounding = Rounding.NEAREST,
) -> Figure:
    """Return a percentage that stays on its side of `target`."""
    needed = numbers.percent_digits(ratio, target, digits=digits, rounding=rounding)
    text = numbers.percent(ratio, target, digits=digits, rounding=rounding)
    return Figure(text, "percent", ratio, needed, of, evidence)


def level(target: Target, of: str) -> Figure:
    """Return the level of a share target in its shortest form."""
    text = numbers.level(target)
    digits = len(text.removesuffix("%").partition(",")[2])
    return Figure(text, "percent", target.level, digits, of)


def stated(words: str, value: Fraction, of: str) -> Figure:
    """Return a level in the words of who set it: từ 90% trở lên."""
    return Figure(words, "percent", value, of=of)


def points(difference: Fraction, of: str, *, signed: bool = False) -> Figure:
    """Return a difference of two ratios in percentage points."""
    text = numbers.signed_points(difference) if signed else numbers.points(difference)
    return Figure(text, "points", difference, numbers.point_digits(difference), of)


def million(thousand: int, of: str, evidence: tuple[Evidence, ...] = ()) -> Figure:
    """Return an amount kept in thousand đồng, printed in million."""
    digits = numbers.million_digits(thousand)
    return Figure(numbers.million(thousand), "million", thousand, digits, of, evidence)


def day(value: date, of: str) -> Figure:
    """Return a date in figures."""
    return Figure(numbers.short_date(value), "date", value, of=of)


def symbol(text: str, of: str, evidence: tuple[Evidence, ...] = ()) -> Figure:
    """Return a table symbol: `…`, `x`, `#` or `*`."""
    return Figure(text, "symbol", None, of=of, evidence=evidence)


def masked(figure: Figure) -> Figure:
    """Return the figure as `*`; neither its number nor that of its evidence stays behind."""
    hidden = tuple(replace(one, value=None) for one in figure.evidence)
    return Figure(numbers.MASKED, "symbol", None, of=figure.of, evidence=hidden)


@dataclass(frozen=True, slots=True)
class Prose:
    """A sentence or several, with the figures it prints."""

    parts: tuple[str | Figure, ...]

    @property
    def text(self) -> str:
        """The whole text."""
        return "".join(str(part) for part in self.parts)

    @property
    def figures(self) -> tuple[Figure, ...]:
        """The figures in the order they are printed."""
        return tuple(part for part in self.parts if isinstance(part, Figure))

    def __str__(self) -> str:
        return self.text


Printable = str | Figure | Prose
"""Whatever a document prints: plain text holds no figure of the report."""


def say(sentence: str, /, **facts: Printable) -> Prose:
    """Return `sentence` with the facts it names in braces, figures kept as figures.

    Raises:
        KeyError: the sentence names a fact that was not given.
    """
    parts: list[str | Figure] = []
    for literal, name, _format, _conversion in Formatter().parse(sentence):
        if literal:
            parts.append(literal)
        if name is not None:
            parts += _parts(facts[name])
    return Prose(tuple(parts))


def join(pieces: Iterable[Printable], separator: str = " ") -> Prose:
    """Return the pieces as one text."""
    parts: list[str | Figure] = []
    for piece in pieces:
        if parts:
            parts.append(separator)
        parts += _parts(piece)
    return Prose(tuple(parts))


def _parts(piece: Printable) -> tuple[str | Figure, ...]:
    return piece.parts if isinstance(piece, Prose) else (piece,)


@dataclass(slots=True)
class Register:
    """Every figure one document printed, in order."""

    printed: list[Figure] = field(default_factory=list)

    def figure(self, piece: Printable) -> str:
        """Return the text of `piece`, and note its figures as printed: the filter of templates."""
        for part in _parts(piece):
            if isinstance(part, Figure):
                self.printed.append(part)
        return str(piece)
