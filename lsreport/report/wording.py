"""Words of the report that change with the organisation of the state."""

from __future__ import annotations

import tomllib
from collections.abc import Sequence
from datetime import date
from functools import lru_cache
from pathlib import Path

import msgspec
from msgspec import Struct

_FILE = Path(__file__).with_name("wording.toml")


class Noun(Struct, frozen=True, forbid_unknown_fields=True):
    """A name in use from a day on, until the next."""

    since: date = msgspec.field(name="from")
    noun: str
    source: str


class Title(Noun, frozen=True, forbid_unknown_fields=True):
    """What a section of the report is headed from a day on."""

    clause: str


class Population(Noun, frozen=True, forbid_unknown_fields=True):
    """A group of persons or bodies the plan is for."""

    keys: tuple[str, ...]
    """Keys of the totals that are added."""


class Wording(Struct, frozen=True, forbid_unknown_fields=True):
    """The whole of `wording.toml`, each list oldest first."""

    local: tuple[Noun, ...]
    """What the local units are together: huyện, thành phố."""
    ministry: tuple[Noun, ...]
    """The ministry in charge of children."""
    detector: tuple[Noun, ...]
    """Who finds children at work besides the local units, as a sentence begins."""
    section: tuple[Title, ...]
    """Headings of the sections that list activities."""
    population: tuple[Population, ...]
    """Groups the report opens with."""


@lru_cache(maxsize=1)
def _wording() -> Wording:
    return msgspec.convert(tomllib.loads(_FILE.read_text(encoding="utf-8")), Wording)


def local_units(day: date) -> str:
    """Return what the local units are called together on `day`."""
    return _in_use(_wording().local, day)


def ministry(day: date) -> str:
    """Return the ministry in charge of children on `day`."""
    return _in_use(_wording().ministry, day)


def detectors(day: date) -> str:
    """Return who finds children at work on `day` besides the local units."""
    return _in_use(_wording().detector, day)


def section_title(clause: str, day: date) -> str:
    """Return the heading of the section that lists the activities of `clause` on `day`."""
    return _in_use([one for one in _wording().section if one.clause == clause], day)


def populations(day: date) -> tuple[Population, ...]:
    """Return the groups the report opens with, in its order."""
    return tuple(one for one in _wording().population if one.since <= day)


def _in_use(nouns: Sequence[Noun], day: date) -> str:
    return [one.noun for one in nouns if one.since <= day][-1]
