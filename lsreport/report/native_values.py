"""Figures and texts as a cell or a chart holds them, before any library writes them.

A figure keeps its exact number where the number format rounds it to the printed digits; a figure
printed rounded down or up becomes the number that is printed.
"""

from __future__ import annotations

import re
from datetime import date
from fractions import Fraction

from lsreport.report import numbers
from lsreport.report.figures import Figure

DATE = "dd/mm/yyyy"
"""Format of a day."""
_WHOLE = "#,##0"
# Control characters, and what XML 1.0 cannot hold; tabs and line ends stay.
UNPRINTABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
# Excel reads `_x000D_` as the character of that number.
_ESCAPE_LIKE = re.compile("_(?=x[0-9A-Fa-f]{4}_)")

Number = int | float | date


def number_of(figure: Figure) -> tuple[Number, str] | None:
    """Return the number of a figure and a format that shows its text; None for a symbol.

    Shares stay shares (0.8 for 80 %), money is in million đồng, differences in percentage points.
    """
    value = figure.value
    if figure.style == "symbol" or value is None:
        return None
    if isinstance(value, date):
        return value, DATE
    if figure.style == "percent":
        share = _printed(Fraction(value), figure, scale=100)
        return float(share), f"{_decimals('0', figure.digits)}%"
    if figure.style == "points":
        points = _printed(Fraction(value) * 100, figure)
        pattern = _decimals(_WHOLE, figure.digits)
        signed = figure.text.startswith("+")
        return float(points), f"+{pattern};-{pattern};0" if signed else pattern
    if figure.style == "million":
        return float(Fraction(value, 1000)), _decimals(_WHOLE, figure.digits)
    return int(value), _WHOLE


def clean(text: str) -> str:
    """Return `text` as a cell can hold it and Excel reads it back."""
    return _ESCAPE_LIKE.sub("_x005F_", UNPRINTABLE.sub("", text))


def _decimals(whole: str, digits: int) -> str:
    return f"{whole}.{'0' * digits}" if digits else whole


def _printed(value: Fraction, figure: Figure, scale: int = 1) -> Fraction:
    """Return `value` if rounding it gives the text of the figure, else the number of the text."""
    text = figure.text.strip("+%")
    if numbers.decimal(value * scale, figure.digits) == text:
        return value
    return Fraction(text.replace(".", "").replace(",", ".")) / scale
