"""The rule on figures of another unit: what two units counted apart is equal by chance only."""

from __future__ import annotations

from collections import Counter, deque
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from lsreport.checks.chance import chance_of_at_least, chance_of_equal
from lsreport.checks.peers import Peer
from lsreport.checks.rule import Rule
from lsreport.domain.finding import Finding, Severity
from lsreport.domain.observation import element_of, facet_of
from lsreport.i18n import _
from lsreport.indicators.plan import Plan

SAME_AS_ANOTHER = Rule(
    "LS604",
    "same-as-another-unit",
    Severity.QUERY,
    _("{count} of {compared} figures are those of {other}: {rows}."),
    _("Confirm that this return was counted in the unit itself, or send its own figures."),
    _(
        "Checks: figures copied from another return; asked when fewer than one pair in a hundred "
        "periods would be as equal by chance"
    ),
)


@dataclass(frozen=True, slots=True)
class _Compared:
    """Two units asked the same, and the figures of theirs that are not small on a side."""

    units: tuple[Peer, Peer]
    sizes: Mapping[str, int]
    """The larger of both figures, by key."""
    near: tuple[str, ...]
    """Keys of those that differ by no more than chance: the only ones it could make equal."""
    same: tuple[str, ...]
    """Keys of those that are equal."""


def check_copies(plan: Plan, peers: Sequence[Peer]) -> Iterator[Finding]:
    """LS604: units that are asked the same did not count the same.

    Each unit is told of the other it has most in common with.
    """
    groups = _groups(peers)
    compared = sum(len(group) * (len(group) - 1) // 2 for group in groups)
    closest: dict[Peer, tuple[Peer, _Compared]] = {}
    for pair in (one for group in groups for one in _alike(plan, group)):
        if not _is_copy(plan, pair, compared):
            continue
        left, right = pair.units
        for one, other in ((left, right), (right, left)):
            if one not in closest or len(pair.same) > len(closest[one][1].same):
                closest[one] = (other, pair)
    for one, (other, pair) in closest.items():
        rows = ", ".join(f"{element_of(key)} {pair.sizes[key]}" for key in pair.same)
        known = {"count": len(pair.same), "compared": len(pair.sizes)}
        yield one.finding(SAME_AS_ANOTHER, pair.same[0], rows, **known, other=other.code, rows=rows)


def _groups(peers: Sequence[Peer]) -> list[list[Peer]]:
    """Return the returns whose units are asked the same, together."""
    groups: dict[int, list[Peer]] = {}
    for one in peers:
        groups.setdefault(id(one.asked), []).append(one)
    return list(groups.values())


def _alike(plan: Plan, group: Sequence[Peer]) -> Iterator[_Compared]:
    """Yield the pairs that have enough figures in common to be asked about.

    Who shares a figure is looked up by it, so that thousands of units are not compared one by one.
    """
    counted = [_counted(one) for one in group]
    sharing: dict[tuple[str, int], deque[int]] = {}
    for place, figures in enumerate(counted):
        for key, figure in figures.items():
            if figure >= plan.thresholds.equal_from:
                sharing.setdefault((key, figure), deque()).append(place)
    for place, figures in enumerate(counted):
        common: Counter[int] = Counter()
        for shared in figures.items():
            others = sharing.get(shared)
            if others is not None:
                others.popleft()  # this unit itself: those before it are gone already
                common.update(others)
        for other in sorted(common):
            if common[other] >= plan.thresholds.equal_figures:
                pair = (group[place], group[other])
                yield _compared(plan, pair, counted[place], counted[other])


def _counted(one: Peer) -> dict[str, int]:
    """Return the figures a unit counted for the period: no money, nothing brought forward."""
    return {
        key: figure
        for key, asked in one.asked.cells.items()
        if asked.element is not None and asked.element.value_type == "count"
        if facet_of(key) in {"value", "total", "gains", "reached"}
        if (figure := one.figure(key)) is not None
    }


def _compared(
    plan: Plan, units: tuple[Peer, Peer], left: Mapping[str, int], right: Mapping[str, int]
) -> _Compared:
    limits = plan.thresholds
    sizes = {
        key: size
        for key, count in left.items()
        if key in right and (size := max(count, right[key])) >= limits.equal_from
    }
    near = (
        key
        for key in sizes
        if (left[key] - right[key]) ** 2 <= limits.flow_sigmas**2 * (left[key] + right[key])
    )
    same = (key for key in sizes if left[key] == right[key])
    return _Compared(units, sizes, tuple(near), tuple(same))


def _is_copy(plan: Plan, pair: _Compared, pairs: int) -> bool:
    """Say whether more figures are equal than chance makes so in any of the pairs compared."""
    limits, same = plan.thresholds, len(pair.same)
    if same < limits.equal_figures or same < Fraction(limits.equal_share) * len(pair.sizes):
        return False
    chance = chance_of_at_least(same, (chance_of_equal(pair.sizes[key]) for key in pair.near))
    return pairs * chance <= float(limits.equal_chance)
