"""How far one number lies from the others: robust measures for a handful of units.

A z-score of mean and standard deviation is not among them: below ten numbers it cannot reach 3.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from statistics import fmean, median

_MAD_TO_SIGMA = 0.6745
_MEAN_DEVIATION_TO_SIGMA = 1.253314
"""A normal distribution's sigma over its median, and its mean, absolute deviation."""


@dataclass(frozen=True, slots=True)
class Fence:
    """Tukey's fence: the quartiles moved outwards by a multiple of what lies between them."""

    low: Fraction
    high: Fraction

    def holds(self, value: Fraction) -> bool:
        """Say whether a value stands within it."""
        return self.low <= value <= self.high


def fence(values: Sequence[Fraction], reach: Fraction) -> Fence | None:
    """Return the fence around some numbers; None where the middle half of them are the same."""
    ordered = sorted(values)
    lower, upper = _quantile(ordered, Fraction(1, 4)), _quantile(ordered, Fraction(3, 4))
    if lower == upper:
        return None
    return Fence(lower - reach * (upper - lower), upper + reach * (upper - lower))


def modified_z(values: Sequence[float]) -> tuple[float, ...]:
    """Return each number's modified z-score (Iglewicz and Hoaglin 1993).

    Where more than half of the numbers are the same, the mean of the absolute deviations stands in
    for their median; where all are, every score is 0.
    """
    middle = median(values)
    deviations = [abs(value - middle) for value in values]
    scale = median(deviations) / _MAD_TO_SIGMA or fmean(deviations) * _MEAN_DEVIATION_TO_SIGMA
    return tuple((value - middle) / scale if scale else 0.0 for value in values)


def _quantile(ordered: Sequence[Fraction], share: Fraction) -> Fraction:
    """Return a quantile by linear interpolation between the numbers beside it."""
    place = share * (len(ordered) - 1)
    below = int(place)
    above = min(below + 1, len(ordered) - 1)
    return ordered[below] + (place - below) * (ordered[above] - ordered[below])
