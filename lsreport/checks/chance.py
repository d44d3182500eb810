"""What chance alone makes of counts that nobody copied."""

from __future__ import annotations

from collections.abc import Iterable
from math import exp, factorial, pi, sqrt

_NEGLIGIBLE = 1e-12
"""Share of a sum below which a further term no longer matters."""


def chance_of_equal(size: int) -> float:
    """Return the chance that two counts are equal, of which the larger is `size`.

    That of two Poisson numbers of this mean, the most that independent counts can have: units of
    the same size, which differ by nothing but chance.

    Raises:
        ZeroDivisionError: the size is 0.
    """
    return 1 / (2 * sqrt(pi * size))


def chance_of_at_least(count: int, chances: Iterable[float]) -> float:
    """Return the chance that at least so many of several events happen (Poisson, by their sum).

    Its terms are added from `count` on, so that a chance far below 1e-16 is no 0.
    """
    mean, total = sum(chances), 0.0
    term = exp(-mean) * mean**count / factorial(count)
    while term > total * _NEGLIGIBLE:
        total += term
        count += 1
        term *= mean / count
    return total
