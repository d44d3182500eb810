"""The units of the samples, and how large each district is (approximate, as published)."""

from __future__ import annotations

from dataclasses import dataclass

HALF_2024, YEAR_2024, HALF_2025 = PERIODS = ("2024-H1", "2024", "2025-H1")
"""Ids of the sample periods, oldest first."""


@dataclass(frozen=True, slots=True)
class District:
    """A district, and what its figures are proportional to."""

    code: str
    people: int
    """In thousands."""
    communes: int
    """Until 30 Nov 2024."""
    merged: int
    """Communes fewer from 1 Dec 2024."""
    trade: float
    """Enterprises per head against the province."""
    farms: float
    """Households that produce for sale, and cooperatives, per head against the province."""

    def communes_in(self, period: str) -> int:
        """Return the number of communes on the last day of the window."""
        return self.communes if period == HALF_2024 else self.communes - self.merged


DISTRICTS = (
    District("178", 103, 8, 0, trade=2.90, farms=0.62),
    District("180", 57, 22, 1, trade=0.45, farms=1.12),
    District("181", 53, 19, 1, trade=0.30, farms=1.05),
    District("182", 50, 17, 0, trade=0.60, farms=0.96),
    District("183", 80, 22, 1, trade=1.50, farms=0.91),
    District("184", 54, 17, 1, trade=0.40, farms=1.08),
    District("185", 72, 18, 1, trade=0.52, farms=1.17),
    District("186", 122, 24, 0, trade=1.05, farms=1.09),
    District("187", 78, 20, 0, trade=0.80, farms=1.14),
    District("188", 85, 21, 1, trade=0.85, farms=0.99),
    District("189", 29, 12, 0, trade=0.48, farms=0.84),
)

SUCCESSORS = {"SYT": "SLDTBXH", "SNV": "SLDTBXH", "SNNMT": "SNNPTNT"}
"""Departments from 1 Mar 2025, and whose work they continue."""
