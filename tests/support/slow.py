"""What the verdicts mean, by trying every way the missing figures could have come out."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction
from itertools import product


def completions(used: Sequence[tuple[int, int]], missing: Sequence[int]) -> Iterator[Fraction]:
    """Yield the ratio for every number the missing owners may have covered.

    `used` are (numerator, denominator) of owners with figures, `missing` the denominators of
    the others. There is at least one person to cover.
    """
    numerator = sum(n for n, _ in used)
    whole = sum(d for _, d in used) + sum(missing)
    for covered in product(*(range(d + 1) for d in missing)):
        yield Fraction(numerator + sum(covered), whole)


def verdict_of(level: Fraction, used: Sequence[tuple[int, int]], missing: Sequence[int]) -> str:
    """Return the verdict on which all completions agree."""
    answers = {ratio >= level for ratio in completions(used, missing)}
    if len(answers) > 1:
        return "undetermined"
    return "met" if answers.pop() else "not_met"
