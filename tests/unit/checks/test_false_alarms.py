"""Honest returns are left alone: two provinces of 29 units over three years."""

from __future__ import annotations

from pathlib import Path

import pytest

TOOLS = Path(__file__).parents[3] / "tools"


def test_the_median_honest_unit_gets_at_most_two_queries_a_return(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.syspath_prepend(str(TOOLS))
    from simulate_false_alarms import MOST_QUERIES, simulate

    found = simulate(range(2), (2022, 2023, 2024))
    assert len(found.queries) == 2 * 29
    assert {len(returns) for returns in found.queries.values()} == {6}
    assert found.errors == {}
    assert found.by_rule["LS411"] > 0
    assert found.median_unit <= MOST_QUERIES
