"""Moments as text."""

from __future__ import annotations

from datetime import UTC, datetime

_LATEST = "9999"
"""Sorts behind every recorded moment."""


def moment(when: datetime) -> str:
    """Write a moment in UTC with microseconds: equal widths, so that text sorts as time.

    Raises:
        ValueError: the moment has no offset.
    """
    if when.utcoffset() is None:
        raise ValueError(when)
    return when.astimezone(UTC).isoformat(timespec="microseconds")


def until(as_of: datetime | None) -> str:
    """Return the text that moments up to `as_of` sort before, every moment when it is None."""
    return _LATEST if as_of is None else moment(as_of)
