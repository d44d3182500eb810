from __future__ import annotations

import pytest

from lsreport.checks.chance import chance_of_at_least, chance_of_equal


@pytest.mark.parametrize(("size", "chance"), [(15, 0.07284), (100, 0.02821), (1000, 0.00892)])
def test_two_counts_of_one_size_are_equal_once_in_so_many(size: int, chance: float) -> None:
    """1/(2√(15π)) is 1/13.73."""
    assert chance_of_equal(size) == pytest.approx(chance, abs=5e-6)


def test_it_is_close_to_that_of_two_poisson_numbers() -> None:
    """The sum of e^-15·15^k/k!, squared, over every k."""
    term, exact = 3.059023205018258e-07, 0.0
    for count in range(1, 80):
        exact += term**2
        term *= 15 / count
    assert chance_of_equal(15) == pytest.approx(exact, rel=0.01)


@pytest.mark.parametrize(
    ("count", "mean", "chance"),
    [
        (0, 1.0, 1.0),
        (1, 1.0, 0.632121),  # 1 - 1/e
        (5, 1.0, 0.003660),  # 1 - (1 + 1 + 1/2 + 1/6 + 1/24)/e
        (20, 0.1, 3.7365e-39),  # all but its first term, e^-0.1 · 0.1^20/20!
        (5, 0.0, 0.0),
    ],
)
def test_at_least_so_many_happen(count: int, mean: float, chance: float) -> None:
    assert chance_of_at_least(count, [mean / 2, mean / 2]) == pytest.approx(chance, rel=2e-4)
