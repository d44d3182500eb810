"""Honest provinces over years: what units report when nobody makes a mistake.

Levels are those of a half year in the samples, moved apart from province to province.
Then chance alone works: what is done in a half year is a Poisson number around a level that itself
moves by about a seventh; attendances go with the events, by a fifth; populations drift by about a
percent; who is covered grows towards everybody. Parts stay within their wholes, and a year is its
halves.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from math import exp, sqrt
from statistics import NormalDist

from lsreport.domain.observation import element_of
from lsreport.domain.unit import Unit
from lsreport.indicators.plan import Element, Plan
from samples.chance import draw
from samples.communes import CASES
from samples.coverage import Figures
from samples.places import HALF_2025, YEAR_2025
from samples.returns import figures_of

_EVENTS = {"TT02": "TT01", "TT02a": "TT01", "NL02": "NL01", "TT15": "TT14", "TT15a": "TT14"}
"""Attendances, and the events they are of."""
_PARTS = {
    "TT16a": "TT16",
    "TK02a": "TK02",
    "TK03": "TK02",
    "TK04": "TK03",
    "TK06": "TK04",
    "TK07": "TK06",
    "TT15a": "TT15",
    "PH07a": "PH07",
}
"""What goes with something else of the same form: parts of it, or what follows from it."""
_WHOLES = frozenset({"RS_THON_T", "PH09T", "NL07T"})
"""Bodies counted once however often they are reached; their number stays."""
_ALLOTTED = frozenset({"KP01", "KP04T", "KP04H", "KP04X"})
"""Money given once a year."""
_NORMAL_FROM = 40
"""Mean from which a Poisson number is all but normal."""
_NOTIFIED = 0.8
"""Children at risk notified in a half year, where a district knows of any."""
_LATER = 0.6
"""Reached in a second half year, of those reached in a first one."""
_LEAVE, _CATCH_UP = 0.01, 0.8
"""Shares of a group that leave in a half year, and of those not yet covered that remain so."""


@dataclass
class _Row:
    """Where a row with a list stands: total, covered, and what moved since the year began."""

    total: int
    covered: int
    base: int = 0
    gains: int = 0
    losses: int = 0


@dataclass
class Honest:
    """One unit of one province, from half year to half year."""

    plan: Plan
    unit: Unit
    province: int
    levels: Mapping[str, int | str]
    """Its figures of a half year in the samples."""
    rows: dict[str, _Row] = field(default_factory=dict)
    stocks: dict[str, int] = field(default_factory=dict)
    year: Figures = field(default_factory=dict)
    """What runs on through the year."""

    def half(self, year: int, *, second: bool) -> Figures:
        """Live through a half year and return the figures for the period that ends with it."""
        when = (self.unit.code, year, second)
        before = dict(self.year) if second else {}
        figures: Figures = {}
        for element in self.plan.elements.values():
            figures |= dict(self._row(element, before, second, when))
        self.year = figures
        return figures

    def _row(
        self, element: Element, before: Figures, second: bool, when: tuple[object, ...]
    ) -> Iterator[tuple[str, int | str]]:
        code = element.code
        if element.measure == "cumulative" and f"{code}.base" in self.levels:
            yield from self._listed(element, second, when)
        elif element.measure == "reach" and f"{code}.reached" in self.levels:
            yield from self._reached(code, before, second, when)
        elif f"{code}.case" in self.levels:
            yield f"{code}.case", self.levels[f"{code}.case"]
        elif code in self.levels and element.value_type == "choice":
            yield code, self.levels[code]
        elif code in self.levels and element.measure == "stock":
            yield code, self._stock(element, when)
        elif code in self.levels:
            yield code, self._flow(element, int(before.get(code, 0)), second, when)

    def _listed(
        self, element: Element, second: bool, when: tuple[object, ...]
    ) -> Iterator[tuple[str, int | str]]:
        """Yield a row with a list: some left, some of those not covered are covered now."""
        code = element.code
        row = self.rows.setdefault(code, self._begun(code))
        if not second:
            row.base, row.gains, row.losses = row.covered, 0, 0
        row.total = self._drifted(row.total, code, *when)
        if element.total_of is not None:
            row.total = self.rows[element.total_of].total
        if element.subset_of:
            row.total = min(row.total, self.rows[element_of(element.subset_of[0])].total)
        left = min(row.covered, self._poisson(row.covered * _LEAVE, code, "left", *when))
        left = max(left, row.covered - row.total)
        aim = row.total - round((row.total - row.covered) * _CATCH_UP)
        gained = max(0, self._poisson(aim - row.covered + left, code, "gained", *when))
        gained = min(gained, row.total - row.covered + left)
        row.covered += gained - left
        row.gains, row.losses = row.gains + gained, row.losses + left
        if element.has_total:
            yield f"{code}.total", row.total
        yield f"{code}.base", row.base
        yield f"{code}.gains", row.gains
        yield f"{code}.losses", row.losses
        if row.losses:
            yield f"{code}.reason", "Nghỉ hưu, chuyển công tác, giải thể"

    def _begun(self, code: str) -> _Row:
        of = self.plan.elements[code].total_of or code
        total = max(1, round(int(self.levels[f"{of}.total"]) * self._apart(of)))
        share = int(self.levels[f"{code}.base"]) / int(self.levels[f"{of}.total"])
        covered = round(total * min(share, 1) * 0.6)
        return _Row(total, covered, base=covered)

    def _reached(
        self, code: str, before: Figures, second: bool, when: tuple[object, ...]
    ) -> Iterator[tuple[str, int | str]]:
        """Yield a row that nobody lists: some more are reached in the second half of a year."""
        of = self.plan.elements[code].total_of or code
        known = self.stocks.get(of, round(int(self.levels[f"{of}.total"]) * self._apart(of)))
        total = known if code != of else self._drifted(known, of, *when)
        self.stocks[of] = total
        share = int(self.levels[f"{code}.reached"]) / int(self.levels[f"{of}.total"])
        share *= (_LATER if second else 1) * exp(0.08 * self._normal(code, "reached", *when))
        reached = min(total, int(before.get(f"{code}.reached", 0)) + round(share * total))
        if code == of:
            yield f"{code}.total", total
        yield f"{code}.reached", reached
        yield f"{code}.basis", self.levels[f"{code}.basis"]

    def _stock(self, element: Element, when: tuple[object, ...]) -> int:
        """Return a stock: it drifts, and cases come and go one by one."""
        code, level = element.code, int(self.levels[element.code])
        known = self.stocks.get(code, level)
        now = known if code in _WHOLES else self._drifted(known, code, *when) if level else 0
        if element.subset_of:
            now = min(round(self._whole(element) * self._share(element)), self._whole(element))
        self.stocks[code] = now
        return now

    def _flow(self, element: Element, before: int, second: bool, when: tuple[object, ...]) -> int:
        code = element.code
        if code in {"TB_NC", "HT_NC"}:
            notified = self._poisson(_NOTIFIED, "TB_NC", *when) if self.levels["NC_CK"] else 0
            return before + min(notified, self.stocks.get("NC_CK", 0))
        if element.subset_of and element.subset_of[0] in _WHOLES:
            share = self._share(element) * exp(-0.1 * abs(self._normal(code, *when)))
            return max(before, round(self._whole(element) * share))
        if element.parts:
            rows = [self.plan.elements.get(part) for part in element.parts if part in self.levels]
            return sum(self._flow(row, before, second, when) for row in rows if row is not None)
        if code in _ALLOTTED:
            return self._money(code, 0.1, self.unit.code, when[1])
        if code in {"KP02", "KP03"}:
            return before + self._money(code, 0.12, *when)
        if element.value_type == "money" and code not in _PARTS:
            return before + self._money(code, 0.3, *when)
        return before + self._done(code, when)

    def _whole(self, element: Element) -> int:
        """Return what an element is a part of."""
        whole = element.subset_of[0]
        return self.stocks.get(whole, int(self.levels.get(whole, 0)))

    def _share(self, element: Element) -> float:
        """Return which part of it that was in the samples."""
        whole = int(self.levels.get(element.subset_of[0], 0))
        return int(self.levels[element.code]) / whole if whole else 0

    def _done(self, code: str, when: tuple[object, ...]) -> int:
        """Return how often something was done in a half year, or who came to it."""
        level = int(self.levels[code])
        followed = _PARTS.get(code) or _EVENTS.get(code)
        if followed is not None and followed in self.levels:
            of = int(self.levels[followed])
            led = self._done(followed, when)
            size = level / of if of else 0
            if code in _EVENTS:
                size *= exp(0.2 * self._normal(code, "size", *when))
            return round(led * size)
        moving = level * self._apart(code) * exp(0.15 * self._normal(code, "level", *when))
        return self._poisson(moving, code, *when)

    def _money(self, code: str, sigma: float, *when: object) -> int:
        """Return an amount in whole hundreds of thousand đồng."""
        amount = int(self.levels[code]) * self._apart(code)
        return round(amount * exp(sigma * self._normal(code, *when)) / 100) * 100

    def _drifted(self, count: int, *what: object) -> int:
        """Return a population half a year later."""
        moved = count * 0.008 * self._normal("drift", *what)
        return max(1, count + round(moved))

    def _apart(self, code: str) -> float:
        """Return how far the province's unit is from that of the samples, for good."""
        return exp(0.25 * self._normal("apart", self.unit.code, code))

    def _poisson(self, mean: float, *what: object) -> int:
        """Return a Poisson number: by inversion, a large one by its normal approximation."""
        if mean >= _NORMAL_FROM:
            return round(mean + sqrt(mean) * self._normal(*what))
        rest, chance, count = draw(self.province, "poisson", *what), exp(-mean), 0
        while rest > chance:
            rest -= chance
            count += 1
            chance *= mean / count
        return count

    def _normal(self, *what: object) -> float:
        """Return a number of the standard normal distribution, for what it is drawn for."""
        return NormalDist().inv_cdf(max(draw(self.province, *what), 1e-9))


def honest_units(plan: Plan, units: Sequence[Unit], province: int, of: str) -> tuple[Honest, ...]:
    """Return the units of one province, before their first half year, at the levels of a period."""
    levels = _levels([unit.code for unit in units], of)
    return tuple(Honest(plan, unit, province, levels[unit.code]) for unit in units)


def _levels(units: Sequence[str], period: str) -> Mapping[str, Figures]:
    """Return what the units of a period do in a half year.

    The communes of 2025 had half a year, but count who was reached in the whole of it; of the
    others the first half is known.
    """
    if period != YEAR_2025:
        return figures_of(units, period)
    half = figures_of([unit for unit in units if not unit.isdigit()], HALF_2025)
    return {
        code: _halved(figures) if code.isdigit() else figures | half[code]
        for code, figures in figures_of(units, period).items()
    }


def _halved(figures: Figures) -> Figures:
    """Return the figures of a commune for half a year, without the case that one of them found."""
    reached = {key: int(figures[key]) for key in figures if key.endswith(".reached")}
    halves = {key: round(count / (1 + _LATER)) for key, count in reached.items()}
    return {**figures, **dict.fromkeys(CASES, 0), **halves}
