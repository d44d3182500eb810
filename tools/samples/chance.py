"""Chance that never changes: a number depends on the seed and on what it is drawn for, only.

So a figure added to the samples leaves every other figure as it was, on every Python version.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence

SEED = "187/KH-UBND 5"
_STEPS = 2**53


def draw(*what: object) -> float:
    """Return a number from 0 up to 1, excluded, for `what`."""
    text = "\x1f".join(map(str, (SEED, *what)))
    digest = hashlib.sha256(text.encode()).digest()
    return int.from_bytes(digest[:8], "big") % _STEPS / _STEPS


def spread(low: float, high: float, *what: object) -> float:
    """Return a number from `low` up to `high`."""
    return low + draw(*what) * (high - low)


def whole(low: int, high: int, *what: object) -> int:
    """Return a whole number from `low` to `high`, both included."""
    return low + int(draw(*what) * (high - low + 1))


def one_of(choices: Sequence[str], *what: object) -> str:
    """Return one of `choices`."""
    return choices[whole(0, len(choices) - 1, *what)]
