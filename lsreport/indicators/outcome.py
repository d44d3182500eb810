"""Outcomes: computed indicators, with everything needed to print, judge and trace them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from fractions import Fraction

from lsreport.domain.observation import Absence, Place, State
from lsreport.domain.period import Period
from lsreport.indicators.plan import Kind, Target


class Verdict(StrEnum):
    """What a number may claim."""

    MET = "met"
    NOT_MET = "not_met"
    UNDETERMINED = "undetermined"
    NO_CASES = "no_cases"
    NO_TARGET = "no_target"


@dataclass(frozen=True, slots=True)
class Evidence:
    """One observation a figure was computed from."""

    key: str
    unit: str
    period: Period
    revision: int
    sha256: str
    value: int | None
    place: Place | None


@dataclass(frozen=True, slots=True)
class Assumed:
    """A denominator the bounds had to assume for a unit without a usable figure."""

    unit: str
    denominator: int
    source: str
    """`given`, `reference`, or the period id it was carried from."""
    line: str | None = None


@dataclass(frozen=True, slots=True)
class Bounds:
    """The ratio with every missing part at nought, and with every missing part covered."""

    low: Fraction
    high: Fraction
    assumed: tuple[Assumed, ...] = ()


@dataclass(frozen=True, slots=True)
class Owners:
    """Units of record of an indicator or line."""

    expected: int
    """used + missing."""
    used: int
    not_applicable: tuple[str, ...] = ()
    """Codes of used units whose whole part is declared not applicable."""
    missing: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class UnitFigure:
    """One owner's part of an indicator or line."""

    code: str
    numerator: int | None
    denominator: int | None
    state: State
    reason: Absence | None
    """Why it is missing; None otherwise."""
    reached_in: Mapping[str, str] = field(default_factory=dict)
    """For reach numerators: key → period id whose figure was the larger."""
    positive: bool = False
    """A case counts against a zero target even when the unit is missing or quarantined."""
    evidence: tuple[Evidence, ...] = ()

    @property
    def ratio(self) -> Fraction | None:
        """Exact numerator ÷ denominator, None when there is no denominator."""
        if self.numerator is None or not self.denominator:
            return None
        return Fraction(self.numerator, self.denominator)


@dataclass(frozen=True, slots=True)
class Outcome:
    """An indicator, or one of its lines, computed for a period."""

    code: str
    clause: str
    kind: Kind
    target: Target | None
    numerator: int | None
    """None for "all lines" overall, or when nobody gave it."""
    denominator: int | None
    verdict: Verdict
    bounds: Bounds | None
    break_even: Fraction | None
    """Share the missing owners must reach; only when undetermined and within (0, 1]."""
    denominator_share: Fraction | None
    """Share of the (partly assumed) denominator that the used owners hold."""
    owners: Owners
    lines: tuple[Outcome, ...] = ()
    units: tuple[UnitFigure, ...] = ()
    suspicions: tuple[Evidence, ...] = ()
    """Reports of others that keep a zero open: TK05, CA08, CA10 above zero."""

    @property
    def ratio(self) -> Fraction | None:
        """Exact numerator ÷ denominator, None when there is none."""
        if self.kind == "count_is_zero" or self.numerator is None or not self.denominator:
            return None
        return Fraction(self.numerator, self.denominator)

    @property
    def gap(self) -> int | None:
        """Persons still missing to reach the level, ⌈T·D⌉ - N; None without target or ratio."""
        if self.target is None or self.ratio is None or self.denominator is None:
            return None
        needed = -(-self.target.level * self.denominator // 1)
        return max(int(needed) - (self.numerator or 0), 0)
