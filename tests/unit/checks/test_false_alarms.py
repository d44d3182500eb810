"""Honest returns are left alone: two provinces of 29 units, and one of 83 with the communes."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from lsreport.domain.period import Period

# Much of the same code, many times over: other tests measure what of it is covered.
pytestmark = pytest.mark.no_cover

TOOLS = Path(__file__).parents[3] / "tools"

MOST_A_RETURN = {"LS411": 0.8, "LS412": 0.15, "LS602": 0.2}
"""Queries a return of the rules that compare what varies anyway."""
MOST_OF_ANOTHER = 0.03
"""Of each rule about what hardly comes by chance."""


@pytest.mark.parametrize(
    ("name", "provinces", "last", "units", "returns"),
    [("DISTRICTS", 2, "2024", 29, {6}), ("COMMUNES", 1, "2027", 83, {5, 6})],
)
def test_the_median_honest_unit_gets_at_most_two_queries_a_return(
    monkeypatch: pytest.MonkeyPatch,
    name: str,
    provinces: int,
    last: str,
    units: int,
    returns: set[int],
) -> None:
    """A commune has one return less: it began within 2025."""
    monkeypatch.syspath_prepend(str(TOOLS))
    import simulate_false_alarms as simulation

    setting = replace(getattr(simulation, name), last=Period.parse(last))
    found = simulation.simulate(range(provinces), setting)
    assert len(found.queries) == provinces * units
    assert {len(counts) for counts in found.queries.values()} == returns
    assert found.errors == {}
    assert found.by_rule["LS411"] > 0
    assert found.median_unit <= simulation.MOST_QUERIES
    shares = {rule: count / len(found.returns) for rule, count in found.by_rule.items()}
    often = {
        rule: share
        for rule, share in shares.items()
        if share > MOST_A_RETURN.get(rule, MOST_OF_ANOTHER)
    }
    assert often == {}
