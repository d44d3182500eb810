"""Entries of a plan that hold for some days only, and texts of them that change on a day.

What an entry *is* — its code, owners, measure — never changes with the days; what it is *called*
may: the state was reorganised within the plan's term. A wording gives the texts of some days.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import TypeVar

import msgspec

Named = TypeVar("Named", bound="Data")


class Data(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """Base of every structure read from a plan file: unknown fields are errors."""


class Dated(Data, frozen=True, kw_only=True):
    """An entry that holds from a day, until a day or for good."""

    since: date | None = msgspec.field(name="from", default=None)
    """First day; None since the plan began."""
    until: date | None = None
    """Last day; None while it stands."""

    def holds(self, day: date) -> bool:
        """Say whether the entry is in force on `day`."""
        started = self.since is None or self.since <= day
        return started and (self.until is None or day <= self.until)


class Wording(Dated, frozen=True, kw_only=True):
    """Texts that stand for those of an entry while it holds; what it leaves out stays."""

    source: str
    """Law or decision that the change follows."""

    @property
    def texts(self) -> dict[str, str]:
        """Its texts, by the key of the entry whose text they replace."""
        return {
            name: text
            for name, text in msgspec.structs.asdict(self).items()
            if name not in Wording.__struct_fields__ and text is not None
        }


class ElementWording(Wording, frozen=True, kw_only=True):
    """What a data element is called."""

    label: str | None = None
    definition: str | None = None


class BlockWording(Wording, frozen=True, kw_only=True):
    """What a part of the form is called."""

    title: str | None = None
    tick_label: str | None = None
    note: str | None = None


class CrossCheckWording(Wording, frozen=True, kw_only=True):
    """What a pair of figures is called."""

    name: str | None = None
    note: str | None = None


def worded(entry: Named, wordings: Iterable[Wording], day: date) -> Named:
    """Return `entry` in the texts of `day`; at most one of its wordings holds on a day."""
    for wording in wordings:
        if wording.holds(day):
            return msgspec.structs.replace(entry, **wording.texts)
    return entry
