"""The plan as the slow computation knows it: typed by hand from the description of the field."""

from __future__ import annotations

from dataclasses import dataclass

WINDOWS = {
    "2024-H1": ("2023-12-15", "2024-06-14"),
    "2024": ("2023-12-15", "2024-12-14"),
    "2025-H1": ("2024-12-15", "2025-06-14"),
    "2025": ("2024-12-15", "2025-12-14"),
}
DISTRICTS = ("178", "180", "181", "182", "183", "184", "185", "186", "187", "188", "189")
COMMUNES = (
    "05977", "05983", "05986",
    "06001", "06004", "06019", "06037", "06040", "06046", "06058",
    "06073", "06076", "06079", "06085", "06091", "06103", "06112", "06115",
    "06124", "06148", "06151", "06154", "06172",
    "06184", "06187", "06196", "06211", "06220",
    "06253", "06280", "06286", "06298", "06313", "06316",
    "06325", "06337", "06349", "06364", "06367", "06376",
    "06385", "06391", "06400", "06415", "06427", "06436", "06445", "06457",
    "06463", "06475", "06481", "06496", "06505", "06517",
    "06526", "06529", "06541", "06565", "06577", "06601", "06607",
    "06613", "06616", "06625", "06637",
)  # fmt: skip
"""They follow the districts from 1 July 2025."""
AGENCIES = (
    "SYT", "SNV", "SGDDT", "BAOLS", "DAIPTTH", "SVHTTDL", "CAT", "SNNMT", "SCT", "STC", "LDLD",
    "LMHTX", "UBMTTQ", "TINHDOAN", "HLHPN", "HND", "HCCB", "HBTNKT",
)  # fmt: skip
LOCAL = {"2025-H1": DISTRICTS, "2025": COMMUNES}
ORDER = (*AGENCIES, *COMMUNES, *DISTRICTS)
"""Everybody whose figures may enter 2025: the districts of its first half come last."""
YEAR_BEFORE = ("2024", "2024-H1")
EARLIER = {"2025-H1": YEAR_BEFORE, "2025": ("2025-H1", *YEAR_BEFORE)}
JOINED_INDICATORS = {"1.1", "1.2"}
"""Flows of 2025: the first half of the districts and the part of the communes."""
ENDED = {"CCH"}
"""Rows that end with the districts."""
COORDINATOR = "SYT"
CONTINUED = {"SYT": ("SLDTBXH", {"NVCS"}), "SNNMT": ("SNNPTNT", {"CC_T", "KH01"})}
"""New departments, whom they continue, and for which rows: the staff of SLDTBXH was divided."""

PROVINCIAL = {"CC_T"}
EDUCATION = {"GV_S", "HS16"}
COORDINATORS = {"NVCS", "TB_MB", "HT_MB", "CH_MB"}
"""Every other row of parts A and B is the districts'."""

CUMULATIVE = (
    "GV",
    "GV_S",
    "NVCS",
    "DN",
    "HTX",
    "CC_T",
    "CCH",
    "CCX",
    "DNR",
    "HTXR",
    "HTX_T",
    "CTV",
)
REACH = ("NL18", "TE06", "TE615", "HS16", "HO", "HO_T")
TOTAL_OF = {"HTX_T": "HTX", "HO_T": "HO"}
"""Rows without a total of their own."""
CARRIED = {
    "GV", "GV_S", "NVCS", "DN", "HTX", "NL18", "TE06", "TE615", "HS16", "HO", "CC_T", "CCH", "CCX",
    "DNR", "HTXR", "CTV",
}  # fmt: skip
"""Slow stocks: children, adults, staff, bodies, households, collaborators."""
GATES = {
    "G_CL": ("CL_DK", "CL_MOI", "CL_HET", "CL_NN", "HOC_CL", "TB_CL", "HT_CL", "CH_CL"),
    "G_NC": ("NC_CK", "HOC_NC", "HIEU_NC", "TB_NC", "HT_NC", "CH_NC"),
    "G_MB": ("TB_MB", "HT_MB", "CH_MB"),
}
LIMITS = (
    *((f"{row}.covered", (f"{TOTAL_OF.get(row, row)}.total",), ()) for row in CUMULATIVE),
    *((f"{row}.reached", (f"{TOTAL_OF.get(row, row)}.total",), ()) for row in REACH),
    *((f"{row}.gains", (f"{row}.covered",), ()) for row in CUMULATIVE),
    ("HT_CL", ("TB_CL",), ("CH_CL",)),
    ("HT_NC", ("TB_NC",), ("CH_NC",)),
    ("HT_MB", ("TB_MB",), ("CH_MB",)),
    ("HOC_CL", ("CL_CK",), ()),
    ("CL_NN", ("CL_CK",), ()),
    ("HOC_NC", ("NC_CK",), ()),
    ("HIEU_NC", ("NC_CK",), ()),
    ("RS_THON", ("RS_THON_T",), ()),
    ("DNR.total", ("DN.total",), ()),
    ("HTXR.total", ("HTX.total",), ()),
)
"""Parts that may not exceed a whole, less what does not count; both are put aside if they do."""


@dataclass(frozen=True)
class Line:
    """Numerator and denominator keys of an indicator or line."""

    code: str
    top: tuple[str, ...]
    bottom: tuple[str, ...]
    less: tuple[str, ...] = ()
    judged: bool = True


@dataclass(frozen=True)
class Indicator:
    """An indicator, how it is judged, and its lines; one line of the same code when it has none."""

    code: str
    clause: str
    kind: str
    target: tuple[str, str, str] | None
    """Operator, level as the contract writes it, words of the plan."""
    lines: tuple[Line, ...] = ()
    overall: str = "single"


def _covered(code: str, *rows: str, judged: bool = True) -> Line:
    top = tuple(f"{row}.{'reached' if row in REACH else 'covered'}" for row in rows)
    return Line(code, top, tuple(f"{TOTAL_OF.get(row, row)}.total" for row in rows), judged=judged)


def _notified(code: str, group: str) -> Line:
    return Line(code, (f"HT_{group}",), (f"TB_{group}",), (f"CH_{group}",), judged=False)


INDICATORS = (
    Indicator("1.1", "II.2.a-1", "count_is_zero", ("=", "0", "Duy trì không có")),
    Indicator(
        "1.2", "II.2.a-2", "share", (">=", "1", "100%"),
        (
            _notified("at_risk", "NC"),
            _notified("child_labour", "CL"),
            _notified("trafficked", "MB"),
        ),
        "total",
    ),
    Indicator(
        "1.3", "II.2.a-3", "share", (">=", "0.9", "từ 90% trở lên"),
        (Line("1.3", ("HOC_NC", "HOC_CL"), ("NC_CK", "CL_CK")),),
    ),
    Indicator(
        "2.1a", "II.2.b-1", "coverage", (">=", "0.9", "từ 90% trở lên"),
        (_covered("schools", "GV", "GV_S"), _covered("care", "NVCS")), "all lines",
    ),
    Indicator(
        "2.1b", "II.2.b-1", "coverage", (">=", "0.8", "80%"), (_covered("2.1b", "NL18"),)
    ),
    Indicator(
        "2.2", "II.2.b-2", "coverage", (">=", "0.8", "80%"),
        (
            _covered("6-15", "TE615", "HS16"),
            _covered("under_16", "TE06", "TE615", "HS16", judged=False),
        ),
        "first line",
    ),
    Indicator(
        "2.3", "II.2.b-3", "coverage", (">=", "0.9", "90%"),
        (
            _covered("enterprises", "DN"),
            _covered("cooperatives", "HTX"),
            _covered("households", "HO"),
            _covered("pooled", "DN", "HTX", "HO", judged=False),
        ),
        "all lines",
    ),
    Indicator(
        "3.1", "II.2.c-1", "coverage", (">=", "0.9", "90%"),
        (
            _covered("province", "CC_T", judged=False),
            _covered("district", "CCH", judged=False),
            _covered("commune", "CCX", judged=False),
        ),
        "total",
    ),
    Indicator(
        "3.2a", "II.2.c-2", "coverage", (">=", "0.9", "90%"),
        (
            _covered("enterprises", "DNR", judged=False),
            _covered("cooperatives", "HTXR", judged=False),
        ),
        "total",
    ),
    Indicator(
        "3.2b", "II.2.c-2", "coverage", (">=", "0.7", "70%"),
        (_covered("cooperatives", "HTX_T"), _covered("households", "HO_T")), "all lines",
    ),
    Indicator("P1", "I.2", "coverage", (">=", "1", "100%"), (_covered("P1", "CTV"),)),
    Indicator("P2", "I.2, V.13", "issued", (">=", "1", "100%")),
    Indicator(
        "O1", "II.3", "share", None, (Line("O1", ("CL_NN",), ("CL_CK",), judged=False),)
    ),
    Indicator(
        "O2", "II.3", "share", None, (Line("O2", ("HIEU_NC",), ("NC_CK",), judged=False),)
    ),
)  # fmt: skip
