"""Figures and areas a plan sets side by side: compared or shown, never added."""

from __future__ import annotations

from lsreport.indicators.dated import CrossCheckWording, Data, Dated


class CrossCheck(Dated, frozen=True, kw_only=True):
    """Figures of two reporters on the same thing; compared or shown, never added."""

    code: str
    name: str
    left: tuple[str, ...]
    """Keys added on one side, over the units that play its roles."""
    left_roles: tuple[str, ...]
    right: tuple[str, ...]
    right_roles: tuple[str, ...]
    clause: str
    note: str = ""
    wording: tuple[CrossCheckWording, ...] = ()
    """Its name and note on the days of another wording."""


class Comparable(Data, frozen=True, kw_only=True):
    """Former units whose areas only together are those of the units their codes passed to."""

    former: tuple[str, ...]
    name: str
    """What a table calls them together."""
    reason: str
