"""The units of the samples, and how large each district is (approximate, as published)."""

from __future__ import annotations

from dataclasses import dataclass

HALF_2024, YEAR_2024, HALF_2025, YEAR_2025 = PERIODS = ("2024-H1", "2024", "2025-H1", "2025")
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

COMMUNES = {
    "178": ("05977", "05983", "05986"),
    "180": ("06001", "06004", "06019", "06037", "06040", "06046", "06058"),
    "181": ("06073", "06076", "06079", "06085", "06091", "06103", "06112", "06115"),
    "182": ("06124", "06148", "06151", "06154", "06172"),
    "183": ("06184", "06187", "06196", "06211", "06220"),
    "184": ("06253", "06280", "06286", "06298", "06313", "06316"),
    "185": ("06325", "06337", "06349", "06364", "06367", "06376"),
    "186": ("06385", "06391", "06400", "06415", "06427", "06436", "06445", "06457"),
    "187": ("06463", "06475", "06481", "06496", "06505", "06517"),
    "188": ("06526", "06529", "06541", "06565", "06577", "06601", "06607"),
    "189": ("06613", "06616", "06625", "06637"),
}  # fmt: skip
"""Communes from 1 Jul 2025, by the district their code comes from."""
