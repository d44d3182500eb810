"""What the working annex says, ready to print: unmasked, and for the office only."""

from __future__ import annotations

from dataclasses import dataclass

from lsreport.report.figures import Figure


@dataclass(frozen=True, slots=True)
class Narrative:
    """One answer of one unit in its own words."""

    label: str
    addressee: str
    paragraphs: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class UnitPages:
    """What one unit wrote, and what the checks ask it."""

    code: str
    name: str
    narratives: tuple[Narrative, ...]
    errors: tuple[str, ...]
    queries: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class CaseRow:
    """A case figure above zero of one unit, unmasked."""

    unit: str
    label: str
    figure: Figure


@dataclass(frozen=True, slots=True)
class WorkingAnnex:
    """For the office only: never printed by the report, DOCX or XLSX."""

    units: tuple[UnitPages, ...]
    """Units with narratives or findings."""
    cases: tuple[CaseRow, ...]
    general: tuple[str, ...]
    """Findings of the period itself."""
