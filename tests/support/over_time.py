"""Returns after others of the same unit, and figures that each rule over time asks about."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from lsreport.domain.finding import Finding
from lsreport.domain.period import Period
from support.checks import H1, YEAR, Content, Told, findings, judged, submission

BEFORE = Period.parse("2023")
HALF_BEFORE = BEFORE.first_half

AT_RISK_5: Mapping[str, Content] = {
    "G_NC": None,
    "NC_CK": 5,
    "HOC_NC": 5,
    "TB_NC": 0,
    "HT_NC": 0,
    "CH_NC": 0,
}
NO_GROUP: Mapping[str, Content] = {
    "DNR.total": None,
    "DNR.base": None,
    "DNR.gains": None,
    "DNR.losses": None,
    "DNR.case": "không áp dụng",
}


def at_risk(count: int) -> Mapping[str, Content]:
    """Return so many children at risk, all of them at school."""
    return {**AT_RISK_5, "NC_CK": count, "HOC_NC": count}


def after(
    changes: Mapping[str, Content],
    *earlier: tuple[Period, Mapping[str, Content]],
    period: Period = H1,
    code: str = "178",
) -> list[Told]:
    """Return what the rules over time say of a return that comes after others."""
    sent = [submission(code, past, cells) for past, cells in earlier]
    found = findings(judged(changes, code=code, period=period, earlier=sent))
    return [one for one in found if "LS404" <= one[0] < "LS5"]


def over_time_findings() -> Iterator[Finding]:
    """Yield findings of every rule over time."""
    bases = {f"{one}.base": 60 for one in ("GV", "DN", "HTX", "CCH", "CCX", "DNR", "HTXR", "CTV")}
    half = submission(period=H1, changes={"NL18.reached": 50, **dict.fromkeys(_RUNNING, 5)})
    yield from judged(period=YEAR, earlier=[half]).findings
    then: dict[str, Content] = {
        "TT01": 50,
        "TT02": 100,
        "TT03": 100,
        "KP01": 4,
        "TE615.total": 120,
        **AT_RISK_5,
    }
    now: dict[str, Content] = {
        **bases,
        **NO_GROUP,
        "GV.losses": 30,
        "TT01": 99,
        "TT02": 400,
        "TT03": 1000,
        "KP01": 4000,
        "TE615.total": 140,
    }
    earlier = [submission(period=HALF_BEFORE, changes=then), submission(period=BEFORE)]
    yield from judged(now, earlier=earlier).findings
    yield from judged(at_risk(5), earlier=[submission(period=one, changes=cells) for one, cells in (
        (Period.parse("2022"), at_risk(6)), (BEFORE, {"TT01": 20})
    )]).findings  # fmt: skip
    copied: dict[str, Content] = {"TT01": 20}
    yield from judged(copied, earlier=[submission(period=HALF_BEFORE, changes=copied)]).findings
    gone = [submission(period=HALF_BEFORE, changes=at_risk(6))]
    yield from judged(earlier=gone).findings


_RUNNING = (
    "KH03", "TT01", "TT02", "TT03", "TT04", "TT05", "TT07", "TT08", "TT16", "TT17", "NL01", "NL02",
    "PH02", "PH05", "PH12", "PP01", "TK01", "TK02", "TK03", "TK04",
)  # fmt: skip
"""More than half of what a district does in a period."""
