"""A tree of sentences, drawn with lines: wrapped for a person, a line a branch in a pipe."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

_NEVER = 1 << 30
"""Wider than any sentence."""


@dataclass(frozen=True, slots=True)
class Branch:
    """A sentence, and what stands under it."""

    text: str
    branches: tuple[Branch, ...] = ()


def branch(text: str, branches: Iterable[Branch] = ()) -> Branch:
    """Return a sentence with what stands under it."""
    return Branch(text, tuple(branches))


def drawn(root: Branch, width: int | None) -> Iterator[str]:
    """Yield the lines of a tree, none wider than `width`; without one, a line a branch."""
    yield from _wrapped(root, width, "", "")
    yield from _below(root, width, "")


def _below(parent: Branch, width: int | None, indent: str) -> Iterator[str]:
    for place, one in enumerate(parent.branches, 1):
        last = place == len(parent.branches)
        beside = indent + ("   " if last else "│  ")
        yield from _wrapped(one, width, indent + ("└─ " if last else "├─ "), beside)
        yield from _below(one, width, beside)


def _wrapped(one: Branch, width: int | None, first: str, beside: str) -> list[str]:
    """Return the lines of a sentence; those after the first keep the line to what is below it."""
    rest = beside + ("│  " if one.branches else "   ")
    return textwrap.wrap(
        one.text,
        width or _NEVER,
        initial_indent=first,
        subsequent_indent=rest,
        break_on_hyphens=False,
    )
