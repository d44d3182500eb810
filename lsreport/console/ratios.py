"""Exact ratios as decimal text, cut so that no text crosses a target."""

from __future__ import annotations

from fractions import Fraction

PLACES = 8


def cut(ratio: Fraction | None, places: int = PLACES) -> str | None:
    """Return the ratio as a decimal string cut (not rounded) at `places`."""
    if ratio is None:
        return None
    return _fixed(ratio.numerator * 10**places // ratio.denominator, places)


def rounded_up(ratio: Fraction | None, places: int = PLACES) -> str | None:
    """Return the ratio as a decimal string rounded up at `places` (break-even)."""
    if ratio is None:
        return None
    return _fixed(-(-ratio.numerator * 10**places // ratio.denominator), places)


def level(value: str) -> str:
    """Return a target's level without trailing zeros: `0.80` as `0.8`, `1` as `1`."""
    whole, point, decimals = value.partition(".")
    decimals = decimals.rstrip("0")
    return whole + point + decimals if decimals else whole


def _fixed(scaled: int, places: int) -> str:
    whole, decimals = divmod(scaled, 10**places)
    return f"{whole}.{decimals:0{places}d}"
