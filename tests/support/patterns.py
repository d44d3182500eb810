"""Returns of all districts, plausible and each its own, and figures that make a pattern."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date

from lsreport.checks.judge import judge
from lsreport.domain.assessment import PeriodAssessment
from lsreport.domain.finding import Finding, Waiver
from lsreport.domain.observation import facet_of
from lsreport.domain.period import Period
from lsreport.domain.submission import ReferenceFigure, Submission, Vintage
from lsreport.indicators.asks import asked_keys
from lsreport.indicators.calendar import window
from support.checks import H1, Content, submission, the_plan, unit_of

DISTRICTS = ("178", "180", "181", "182", "183", "184", "185", "186", "187", "188", "189")
"""In this order they have 1003, 1100, … 1973 of everybody, and cover 40, 42, … 60 % of them."""

CUMULATIVE = ("GV", "DN", "HTX", "CCH", "CCX", "DNR", "HTXR", "HTX_T", "CTV")
REACHED = ("NL18", "TE06", "TE615", "HO", "HO_T")

EVERYBODY: Mapping[str, Content] = {
    **{f"{code}.base": 111 for code in CUMULATIVE},
    **{f"{code}.gains": 9 for code in CUMULATIVE},
    **{f"{code}.reached": 120 for code in REACHED},
}
"""Every one of the 120 of a faultless return."""
NO_CASE_NOTIFIED: Mapping[str, Content] = {
    "G_CL": None,
    **dict.fromkeys(("CL_DK", "CL_MOI", "CL_HET", "CL_NN", "HOC_CL", "HT_CL", "CH_CL"), 0),
    "TB_CL": 1,
}
AT_RISK: Mapping[str, Content] = {
    "G_NC": None,
    **dict.fromkeys(("HOC_NC", "HIEU_NC", "TB_NC", "HT_NC", "CH_NC"), 0),
    "NC_CK": 13,
}
"""13 of 240 children."""
ROUND: Mapping[str, Content] = {f"{code}.gains": 20 for code in CUMULATIVE[:3]}
"""With 12 totals of 120 and 5 times 40 reached, 20 figures that are all round."""
AT_LEVEL: Mapping[str, Content] = {
    "GV.gains": 58,
    "NL18.reached": 96,
    "CCX.total": 121,
    "CCX.gains": 59,
}
"""108 of 120 (90 %), 96 of 120 (80 %), and 109 of 121, the least that is 90 %."""

APART: Mapping[str, Mapping[str, Content]] = {
    **{code: {"TT01": 20 + place} for place, code in enumerate(DISTRICTS)},
    "182": {
        "TT01": 23,
        **dict.fromkeys(("NL18.total", "TE06.total", "TE615.total"), 1197),
        **dict.fromkeys(("HO.total", "GV.total"), 1197),
    },
    "185": {"TT01": 260, "NL18.reached": 1505},
}
"""Totals of 182 copied from 181, and of 185 a digit too many and nearly everybody reached."""


def total_of(code: str) -> int:
    return 1003 + 97 * DISTRICTS.index(code)


def covered_of(code: str) -> int:
    return total_of(code) * (40 + 2 * DISTRICTS.index(code)) // 100


def district(code: str, period: Period = H1) -> dict[str, Content]:
    """Return the figures of a district that differ from those of the others."""
    facets: dict[str, Content] = {
        "total": total_of(code),
        "base": covered_of(code),
        "gains": 0,
        "reached": covered_of(code),
    }
    keys = asked_keys(the_plan(), unit_of(code, period), window(the_plan(), period)[1])
    return {key: facets[facet_of(key)] for key in keys if facet_of(key) in facets}


def districts(
    changes: Mapping[str, Mapping[str, Content]] | None = None, *, silent: tuple[str, ...] = ()
) -> list[Submission]:
    """Return the returns of all districts but the silent ones, with some cells changed."""
    return [
        submission(code, changes={**district(code), **(changes or {}).get(code, {})})
        for code in DISTRICTS
        if code not in silent
    ]


def pattern_findings() -> Iterator[Finding]:
    """Yield findings of every rule on patterns of one return or over units."""
    for changes in (
        *(AT_LEVEL, EVERYBODY, AT_RISK, ROUND, NO_CASE_NOTIFIED),
        *({"GV.gains": 15, "TT02": 15}, {"KP02": 5001}),
    ):
        yield from assessed([submission(changes=changes)]).all_findings
    listed = ReferenceFigure("178", "NL18", 900, date(2023, 12, 31), "Dân cư", 2)
    yield from assessed(districts(APART), listed).all_findings


def assessed(
    sent: list[Submission],
    *reference: ReferenceFigure,
    waivers: tuple[Waiver, ...] = (),
) -> PeriodAssessment:
    """Judge some returns of 2024-H1 with a reference table."""
    known = Vintage(None, {H1: {one.unit: one for one in sent}}, reference=reference)
    return judge(the_plan(), known, waivers).periods[H1]
