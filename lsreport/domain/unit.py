"""Reporting units as they stand on one day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class Standing(StrEnum):
    """How the plan binds a unit to report."""

    MUST = "must"
    REQUESTED = "requested"


@dataclass(frozen=True, slots=True)
class Unit:
    """One entry of the dated registry; (code, valid_from) is its key."""

    code: str
    name: str
    standing: Standing
    roles: tuple[str, ...]
    """What the unit owns figures as: coordinator, education, police, local, provincial, …"""
    clauses: tuple[str, ...]
    """Clauses of part V of the plan that bind it, such as `V.13`."""
    valid_from: date
    valid_until: date | None
    """Last day, None while it stands."""
    predecessors: tuple[str, ...] = ()
    """Codes of the units whose figures it continues."""
    takes_over: tuple[str, ...] = ()
    """Elements it continues from its predecessors; empty means all of them."""
    former: str = ""
    """Code of the former unit its area comes from. For comparison only: its figures were the
    whole of several units of today, so it is no predecessor."""
    note: str = ""
    """What the office should know of the entry, such as a choice it still has to confirm."""

    def plays(self, roles: tuple[str, ...]) -> bool:
        """Say whether the unit plays any of the roles; the role `every` is played by all."""
        return "every" in roles or any(role in self.roles for role in roles)
