"""Bounds and verdicts against every completion of the missing figures."""

from __future__ import annotations

from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from lsreport.indicators.bounds import bounds, break_even
from lsreport.indicators.plan import Target
from lsreport.indicators.verdict import Sums, judge_ratio
from support.slow import completions, verdict_of

levels = st.sampled_from(["0.70", "0.80", "0.90", "1"])


@st.composite
def figures(draw: st.DrawFn) -> tuple[list[tuple[int, int]], list[int]]:
    """Draw owners with figures and denominators of missing ones, with somebody to cover."""
    whole = st.integers(0, 12)
    used = [(draw(st.integers(0, d)), d) for d in draw(st.lists(whole, max_size=4))]
    missing = draw(st.lists(st.integers(0, 6), max_size=3))
    if sum(d for _, d in used) + sum(missing) == 0:
        missing.append(draw(st.integers(1, 6)))
    return used, missing


@given(figures())
def test_bounds_are_the_extremes_of_every_completion(
    drawn: tuple[list[tuple[int, int]], list[int]],
) -> None:
    used, missing = drawn
    ratios = list(completions(used, missing))
    found = bounds(sum(n for n, _ in used), sum(d for _, d in used), sum(missing))
    assert found == (min(ratios), max(ratios))


@given(figures(), levels)
def test_a_verdict_is_given_only_when_every_completion_agrees(
    drawn: tuple[list[tuple[int, int]], list[int]], level: str
) -> None:
    used, missing = drawn
    sums = Sums(
        numerator=sum(n for n, _ in used),
        denominator=sum(d for _, d in used),
        missing=bool(missing),
        assumed=sum(missing),
        short=any(n < d for n, d in used),
    )
    target = Target(op=">=", value=level, words=level, source="187/KH-UBND")
    assert judge_ratio(target, sums) == verdict_of(Fraction(level), used, missing)


@given(figures(), levels)
def test_break_even_is_the_share_that_reaches_the_level(
    drawn: tuple[list[tuple[int, int]], list[int]], level: str
) -> None:
    used, missing = drawn
    n, d, assumed = sum(n for n, _ in used), sum(d for _, d in used), sum(missing)
    share = break_even(Fraction(level), n, d, assumed)
    undetermined = verdict_of(Fraction(level), used, missing) == "undetermined"
    if share is None:
        assert not undetermined
    else:
        assert (n + share * assumed) / (d + assumed) == Fraction(level)
        assert undetermined
