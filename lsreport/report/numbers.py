"""Numbers and dates as Vietnamese official documents print them: 1.234,5 · 26,85% · 05/7/2025.

Everything stays exact until here. Rounding never carries a text across a level: a ratio that is
below its target is printed with as many digits as keep it below.
"""

from __future__ import annotations

import math
from datetime import date
from enum import Enum
from fractions import Fraction

from lsreport.indicators.plan import Target

ZERO = "0"
"""An exact zero."""
MISSING = "…"
"""No figure: not received, blank, rejected or quarantined."""
NOT_APPLICABLE = "x"
"""Declared not applicable."""
NO_BASE = "#"
"""A ratio whose denominator is zero."""
MASKED = "*"
"""A figure that would show the cases of few children."""

RATIO_DIGITS = 2
"""Decimals of a percentage that was counted."""
ESTIMATE_DIGITS = 1
"""Decimals of a percentage that rests on assumed figures: bounds, shares, break-even."""

_WEEKDAYS = ("thứ Hai", "thứ Ba", "thứ Tư", "thứ Năm", "thứ Sáu", "thứ Bảy", "Chủ nhật")


class Rounding(Enum):
    """Which way a text may differ from its number."""

    NEAREST = "nearest"
    """Halves away from zero, as a clerk rounds."""
    DOWN = "down"
    """Toward minus infinity: the low end of a range."""
    UP = "up"
    """Toward plus infinity: the high end of a range, and what is still needed."""


def grouped(value: int) -> str:
    """Return a whole number in groups of three: 1.234."""
    return f"{value:,}".replace(",", ".")


def counted(value: int) -> str:
    """Return a count as prose writes it, zero-padded from 1 to 9: 02, 15, 1.234."""
    return f"0{value}" if 0 < value < 10 else grouped(value)


def rounded(value: Fraction, digits: int, rounding: Rounding = Rounding.NEAREST) -> Fraction:
    """Return `value` cut to `digits` decimals, exactly."""
    scaled = value * 10**digits
    if rounding is Rounding.DOWN:
        whole = math.floor(scaled)
    elif rounding is Rounding.UP:
        whole = math.ceil(scaled)
    else:
        whole = math.floor(abs(scaled) + Fraction(1, 2)) * (1 if scaled >= 0 else -1)
    return Fraction(whole, 10**digits)


def decimal(value: Fraction, digits: int, rounding: Rounding = Rounding.NEAREST) -> str:
    """Return a number with exactly `digits` decimals: 1.234,5."""
    units = abs(rounded(value, digits, rounding)) * 10**digits
    sign = "-" if rounded(value, digits, rounding) < 0 else ""
    whole, rest = divmod(int(units), 10**digits)
    return f"{sign}{grouped(whole)}" + (f",{rest:0{digits}d}" if digits else "")


def percent_digits(
    ratio: Fraction,
    target: Target | None = None,
    *,
    digits: int = RATIO_DIGITS,
    rounding: Rounding = Rounding.NEAREST,
) -> int:
    """Return how many decimals a percentage needs.

    At least `digits`, and as many more as keep the text on the side of `target` where the ratio
    is, below 100 unless it is 1, and above 0 unless it is 0. A whole 0 or 1 needs none.
    """
    if ratio in {0, 1}:
        return 0
    while not _faithful(rounded(ratio, digits + 2, rounding), ratio, target):
        digits += 1
    return digits


def _faithful(shown: Fraction, ratio: Fraction, target: Target | None) -> bool:
    edges = (shown >= 1) == (ratio >= 1) and (shown > 0) == (ratio > 0)
    return edges and (target is None or (shown >= target.level) == (ratio >= target.level))


def percent(
    ratio: Fraction,
    target: Target | None = None,
    *,
    digits: int = RATIO_DIGITS,
    rounding: Rounding = Rounding.NEAREST,
) -> str:
    """Return a ratio as a percentage that never crosses its target: 26,85%, 100%."""
    needed = percent_digits(ratio, target, digits=digits, rounding=rounding)
    return f"{decimal(ratio * 100, needed, rounding)}%"


def level(target: Target) -> str:
    """Return the level of a share target in its shortest form: 80%, 4,9%."""
    share = target.level * 100
    digits = next(count for count in range(20) if (share * 10**count).denominator == 1)
    return f"{decimal(share, digits)}%"


def point_digits(difference: Fraction, digits: int = RATIO_DIGITS) -> int:
    """Return how many decimals a difference in percentage points needs not to look like zero."""
    if difference == 0:
        return 0
    while rounded(difference, digits + 2) == 0:
        digits += 1
    return digits


def points(difference: Fraction) -> str:
    """Return the size of a difference of two ratios in percentage points, without sign: 2,31."""
    return decimal(abs(difference) * 100, point_digits(difference))


def signed_points(difference: Fraction) -> str:
    """Return a difference of two ratios in percentage points with its sign: +2,31, -0,40, 0."""
    sign = "+" if difference > 0 else "-" if difference < 0 else ""
    return f"{sign}{points(difference)}"


def million_digits(thousand: int) -> int:
    """Return how many decimals an amount in thousand đồng needs in million đồng."""
    return next(count for count in (0, 1, 2, 3) if thousand * 10**count % 1000 == 0)


def million(thousand: int) -> str:
    """Return an amount in thousand đồng as million đồng: 1.234,5."""
    return decimal(Fraction(thousand, 1000), million_digits(thousand))


def _day(day: date) -> str:
    return f"{day.day:02d}"


def _month(day: date) -> str:
    # Decree 30/2020/NĐ-CP, appendix I: a zero before months 1 and 2 only.
    return f"{day.month:02d}" if day.month < 3 else str(day.month)


def short_date(day: date) -> str:
    """Return a date in figures: 05/7/2025, 14/02/2025."""
    return f"{_day(day)}/{_month(day)}/{day.year}"


def long_date(day: date) -> str:
    """Return a date in words, as the head of a document prints it: ngày 05 tháng 7 năm 2025."""
    return f"ngày {_day(day)} tháng {_month(day)} năm {day.year}"


def open_date(day: date, blank: str) -> str:
    """Return a date in words whose day is left open: ngày … tháng 7 năm 2025."""
    return f"ngày{blank}tháng {_month(day)} năm {day.year}"


def weekday(day: date) -> str:
    """Return the name of the weekday as it stands inside a sentence: thứ Bảy, Chủ nhật."""
    return _WEEKDAYS[day.weekday()]
