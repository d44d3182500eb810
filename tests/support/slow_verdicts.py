"""What the slow computation makes of the figures of all owners: sums, bounds and verdict."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import ceil, floor

from support.slow_plan import ORDER, Indicator

Document = dict[str, object]
Assumed = list[tuple[str, int, str]]
"""Unit, denominator and source."""


@dataclass
class Part:
    """One owner's figures for one line."""

    unit: str
    top: int | None
    bottom: int | None
    not_applicable: bool = False
    assumed: Assumed | None = None
    """Of an owner without both: None when it cannot be bounded."""

    @property
    def used(self) -> bool:
        return self.top is not None and self.bottom is not None


def ratio(indicator: Indicator, code: str, parts: Sequence[Part], *, judged: bool) -> Document:
    used = [part for part in parts if part.used]
    n, d = sum(part.top or 0 for part in used), sum(part.bottom or 0 for part in used)
    unknown = [part.assumed for part in parts if not part.used]
    boundable = all(one is not None for one in unknown)
    assumed = [entry for one in unknown for entry in one or ()]
    more = sum(count for _unit, count, _source in assumed)
    target = indicator.target if judged else None
    level = None if target is None else Fraction(target[1])
    short = any((part.top or 0) < (part.bottom or 0) for part in used)
    verdict = _verdict(level, n, d, more if boundable else None, bool(unknown), short)
    low = high = share = even = None
    if boundable and d + more:
        low, high = Fraction(n, d + more), Fraction(n + more, d + more)
        share = Fraction(d, d + more)
    if verdict == "undetermined" and boundable and more and level is not None:
        even = (level * (d + more) - n) / more
        even = even if 0 < even <= 1 else None
    return {
        **_head(indicator, code, target),
        "numerator": n if used else None,
        "denominator": d if used else None,
        "ratio": _cut(Fraction(n, d)) if d else None,
        "verdict": verdict,
        "bounds": None
        if low is None or high is None
        else {
            "low": _cut(low),
            "high": _cut(high),
            "assumed": [
                {"unit": unit, "denominator": count, "source": source}
                for unit, count, source in assumed
            ],
        },
        "break_even": None if even is None else _text(ceil(even * 10**8)),
        "denominator_share": None if share is None else _cut(share),
        "owners": owners_of(parts),
        "lines": [],
    }


def _verdict(
    level: Fraction | None, n: int, d: int, more: int | None, missing: bool, short: bool
) -> str:
    """The rules of "Verdicts", in their order; `more` is None when not boundable."""
    if level is None:
        return "no_target"
    if level == 1 and short:
        return "not_met"
    if missing and more is None:
        return "undetermined"
    if d == 0:
        return "undetermined" if missing else "no_cases"
    low, high = Fraction(n, d + (more or 0)), Fraction(n + (more or 0), d + (more or 0))
    return "met" if low >= level else "not_met" if high < level else "undetermined"


def without_ratio(indicator: Indicator, numerator: int | None, verdict: str) -> Document:
    nothing = ("denominator", "ratio", "bounds", "break_even", "denominator_share")
    head = _head(indicator, indicator.code, indicator.target)
    return {**head, "numerator": numerator, "verdict": verdict, **dict.fromkeys(nothing)}


def _head(indicator: Indicator, code: str, target: tuple[str, str, str] | None) -> Document:
    named = None if target is None else dict(zip(("op", "value", "words"), target, strict=True))
    return {
        "code": code,
        "clause": indicator.clause,
        "kind": indicator.kind,
        "target": named,
    }


def owners_of(parts: Sequence[Part]) -> Document:
    """An owner counts as used when all its lines are, as not applicable when all of them are."""
    units = [unit for unit in ORDER if any(part.unit == unit for part in parts)]
    of = {unit: [part for part in parts if part.unit == unit] for unit in units}
    missing = [unit for unit in units if not all(part.used for part in of[unit])]
    return {
        "expected": len(units),
        "used": len(units) - len(missing),
        "not_applicable": [u for u in units if all(part.not_applicable for part in of[u])],
        "missing": missing,
    }


def _cut(share: Fraction) -> str:
    return _text(floor(share * 10**8))


def _text(scaled: int) -> str:
    return f"{scaled // 10**8}.{scaled % 10**8:08d}"
