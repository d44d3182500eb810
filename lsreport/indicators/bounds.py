"""Bounds: what a ratio can be while owners are missing. Exact counts and fractions only.

Domain: "Verdicts", rule 4. In every function `n` and `d` are the numerator and the denominator of
the owners that gave both, and `assumed` is the denominator of those that did not.
"""

from __future__ import annotations

from fractions import Fraction


def bounds(n: int, d: int, assumed: int) -> tuple[Fraction, Fraction] | None:
    """Return the ratio with nobody and with everybody covered at the missing owners.

    None when there is nobody to cover at all.
    """
    whole = d + assumed
    if whole == 0:
        return None
    return Fraction(n, whole), Fraction(n + assumed, whole)


def break_even(level: Fraction, n: int, d: int, assumed: int) -> Fraction | None:
    """Return the share the missing owners must reach together for the ratio to reach `level`.

    None unless it lies within (0, 1]: outside, the verdict is settled whatever they covered.
    """
    if assumed == 0:
        return None
    share = (level * (d + assumed) - n) / assumed
    return share if 0 < share <= 1 else None


def held_share(d: int, assumed: int) -> Fraction | None:
    """Return the share of the whole denominator that the owners with figures hold."""
    whole = d + assumed
    return Fraction(d, whole) if whole else None


def raised(denominator: int, margin: Fraction) -> int:
    """Return a carried denominator with its margin added, rounded up to a whole one."""
    return -int(-denominator * (1 + margin) // 1)
