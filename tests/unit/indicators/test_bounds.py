from __future__ import annotations

from fractions import Fraction

import pytest

from lsreport.indicators.bounds import bounds, break_even, held_share, raised

EIGHTY = Fraction("0.80")


@pytest.mark.parametrize(
    ("n", "d", "assumed", "low", "high"),
    [
        (33000, 40000, 5600, "33000/45600", "38600/45600"),
        (8, 10, 0, "4/5", "4/5"),
        (0, 0, 12, "0", "1"),
    ],
)
def test_bounds(n: int, d: int, assumed: int, low: str, high: str) -> None:
    assert bounds(n, d, assumed) == (Fraction(low), Fraction(high))


def test_nobody_to_cover_has_no_bounds() -> None:
    assert bounds(0, 0, 0) is None


@pytest.mark.parametrize(
    ("n", "assumed", "share"),
    [
        (33000, 5600, "87/140"),  # (0.8 * 45600 - 33000) / 5600
        (31000, 5000, "1"),
        (36000, 5000, None),  # nought is enough
        (30999, 5000, None),  # all of them are not
        (32000, 0, None),  # nobody is missing
    ],
)
def test_break_even_lies_above_nought_and_up_to_one(
    n: int, assumed: int, share: str | None
) -> None:
    assert break_even(EIGHTY, n, 40000, assumed) == (share and Fraction(share))


def test_held_share() -> None:
    assert held_share(40000, 5600) == Fraction(50, 57)
    assert held_share(0, 5600) == 0
    assert held_share(0, 0) is None


@pytest.mark.parametrize(
    ("denominator", "carried"), [(100, 110), (101, 112), (5005, 5506), (1, 2), (10, 11)]
)
def test_a_carried_denominator_is_rounded_up(denominator: int, carried: int) -> None:
    assert raised(denominator, Fraction("0.10")) == carried


def test_without_a_margin_a_carried_denominator_stays() -> None:
    assert raised(5005, Fraction(0)) == 5005
