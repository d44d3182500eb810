"""What the districts hand over: one district divided by commune, and single figures of others."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date

from lsreport.domain.finding import Finding
from lsreport.domain.period import Period
from lsreport.domain.submission import PAPER_VERSION, Cover, Submission
from lsreport.excel.paper_form import Paper
from support.checks import Content, judged_all, raw, submission

FILE = "ban-giao.xlsx"
REACHED, CLOSING, FIRST = Period.parse("2024"), Period.parse("2025-H1"), Period.parse("2025")
RECORD = "Biên bản bàn giao số 15/BB-UBND ngày 30/6/2025"
DAY = date(2025, 7, 2)

COMMUNES = ("06613", "06616", "06625", "06637")
"""The communes of the former district 189; the last one is silent in the samples of 2025."""
_ROWS: Mapping[Period, Mapping[str, tuple[int, int, int, int]]] = {
    # The district reached 18,265 persons in 2024.
    REACHED: {"NL18.reached": (7_000, 5_200, 2_600, 3_465)},
    # It closed with 643 teachers, 627 of them informed, 97 officials and no child labour. Two
    # teachers too many are handed over to the third commune.
    CLOSING: {
        "GV.total": (233, 184, 87, 139),
        "GV.covered": (227, 179, 87, 136),
        "CCX.total": (35, 27, 13, 22),
        "CL_CK": (0, 0, 0, 0),
    },
}

KNOWN: Mapping[tuple[str, Period], Paper] = {
    **{
        (code, period): Paper(RECORD, DAY, {key: row[place] for key, row in rows.items()})
        for period, rows in _ROWS.items()
        for place, code in enumerate(COMMUNES)
    },
    ("06286", CLOSING): Paper(RECORD, DAY, {"CCX.total": 20}),
    ("06601", CLOSING): Paper(RECORD, DAY, {"CCX.total": 30}),
}
"""What the record says of six communes."""


def handed(code: str, figures: Mapping[str, Content], period: Period = CLOSING) -> Submission:
    """Return what a commune took over of a period, as it is stored."""
    return replace(
        submission("189", period, cover=Cover(sending=0, on_behalf_by="office")),
        unit=code,
        file="ban-giao.xlsx",
        form_version=PAPER_VERSION,
        raws=tuple(raw(key, content) for key, content in figures.items()),
    )


def handover_findings() -> Iterator[Finding]:
    """Yield what is asked of a hand-over that does not add up."""
    sent = [handed(code, {"CL_CK": 1}) for code in COMMUNES]
    known = judged_all(submission("189", CLOSING), *sent, also=[FIRST])
    yield from known.periods[FIRST].findings
