from __future__ import annotations

from fractions import Fraction

import pytest

from lsreport.checks.spread import fence, modified_z


def shares(*percent: int) -> list[Fraction]:
    return [Fraction(one, 100) for one in percent]


def test_the_fence_stands_one_and_a_half_times_the_middle_half_away() -> None:
    """Of 10 … 90 the quartiles are 30 and 70: the fence stands at -30 and 130."""
    found = fence(shares(50, 10, 90, 20, 80, 30, 70, 40, 60), Fraction("1.5"))
    assert found is not None
    assert (found.low, found.high) == (Fraction(-30, 100), Fraction(130, 100))


def test_quartiles_lie_between_the_numbers_beside_them() -> None:
    """Of eight numbers the lower quartile is 0.75 of the way from the second to the third."""
    found = fence(shares(0, 4, 8, 12, 16, 20, 24, 28), Fraction(1))
    assert found is not None
    assert (found.low, found.high) == (Fraction(-7, 100), Fraction(35, 100))
    assert found.holds(Fraction(35, 100))
    assert not found.holds(Fraction(3501, 10000))


def test_there_is_no_fence_around_a_middle_half_that_is_the_same() -> None:
    assert fence(shares(10, 50, 50, 50, 50, 50, 50, 90), Fraction("1.5")) is None


def test_the_score_is_the_distance_from_the_median_in_median_deviations() -> None:
    """Median 4, deviations 3 2 1 0 1 2 96, their median 2."""
    scores = modified_z([1, 2, 3, 4, 5, 6, 100])
    assert scores == pytest.approx([one * 0.6745 / 2 for one in (-3, -2, -1, 0, 1, 2, 96)])


def test_mean_deviations_stand_in_where_most_numbers_are_the_same() -> None:
    """One of six differs by 6: the mean deviation is 1."""
    assert modified_z([2, 2, 2, 2, 2, 8]) == pytest.approx([0, 0, 0, 0, 0, 6 / 1.253314])


def test_numbers_that_are_all_the_same_lie_nowhere_apart() -> None:
    assert modified_z([3, 3, 3, 3, 3, 3]) == (0, 0, 0, 0, 0, 0)
