"""Returns to judge: a faultless one of any unit, and the same with some cells changed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from functools import lru_cache

from lsreport.checks.judge import judge
from lsreport.checks.rulebook import RULES
from lsreport.domain.assessment import Assessment
from lsreport.domain.clock import LANG_SON
from lsreport.domain.finding import Finding, Waiver
from lsreport.domain.observation import Raw, RawKind, element_of, facet_of
from lsreport.domain.period import Period
from lsreport.domain.submission import Cover, JudgedReturn, Rejected, Submission, Vintage
from lsreport.domain.unit import Unit
from lsreport.i18n import Catalogue
from lsreport.indicators.asks import asked_keys
from lsreport.indicators.calendar import window
from lsreport.indicators.loader import load_plan
from lsreport.indicators.plan import Plan

H1 = Period.parse("2024-H1")
YEAR = Period.parse("2024")
SHEET = "Biểu"
"""Every cell of a sample return stands on this sheet, at an address that is its key."""
RECEIVED = datetime(2024, 7, 1, 9, tzinfo=LANG_SON)

Content = int | str | tuple[RawKind, str] | None
"""A number, a text, any other cell, or a blank one."""
GONE = (RawKind.BLANK, "gone")
"""The row is not in the workbook at all."""

_FIGURES: Mapping[str, Content] = {
    "KH01": 1,
    "KH02": "12/KH-UBND",
    "KH02N": (RawKind.DATE, "2021-10-01"),
    "DC_GV": 120,
    "RS_THON": 4,
    "RS_THON_T": 4,
    "PH13": 1,
    "CC_T.total": 9,
    "TK05": 0,
    "KP04": 8,
    "NL07T": 4,
    "PH09T": 4,
}
_FACETS: Mapping[str, Content] = {
    "total": 120,
    "base": 50,
    "gains": 10,
    "losses": 0,
    "reached": 40,
    "basis": 1,
    "case": None,
    "reason": None,
    "male": None,
    "female": None,
    "value": 4,
}
_TICKED = ("CL", "NC", "MB")


@lru_cache
def the_plan() -> Plan:
    return load_plan("187")


def unit_of(code: str, period: Period = H1) -> Unit:
    day = window(the_plan(), period)[1]
    return next(unit for unit in the_plan().units_on(day) if unit.code == code)


def contents(unit: Unit, period: Period) -> dict[str, Content]:
    """Return a faultless return: no cases, and every other figure plausible."""
    day = window(the_plan(), period)[1]
    return {key: _content(key) for key in asked_keys(the_plan(), unit, day)}


def _content(key: str) -> Content:
    code = element_of(key)
    if code.startswith("G_"):
        return "x"
    if code.startswith("KPS_") or "@" in key or (code.startswith("D") and code[1:2].isdigit()):
        return None
    if code == "CC_T":
        return {"total": 9, "base": 5, "gains": 2}.get(facet_of(key), _FACETS[facet_of(key)])
    element = the_plan().elements[code]
    if element.block in _TICKED or code == "DNNVV":
        return None
    return _FIGURES.get(key, _FACETS[facet_of(key)])


def submission(
    code: str = "178",
    period: Period = H1,
    changes: Mapping[str, Content] | None = None,
    *,
    received: datetime = RECEIVED,
    cover: Cover | None = None,
    revision: int = 1,
    notes: tuple[Finding, ...] = (),
) -> Submission:
    """Return the faultless return of a unit with some cells changed."""
    cells = {**contents(unit_of(code, period), period), **(changes or {})}
    return Submission(
        sha256=f"{revision:064x}",
        file=f"{code}.xlsx",
        unit=code,
        period=period,
        form_version="1",
        received=received,
        recorded=received,
        revision=revision,
        cover=cover or Cover(),
        raws=tuple(raw(key, cell) for key, cell in cells.items() if cell != GONE),
        notes=notes,
    )


def raw(key: str, content: Content) -> Raw:
    if content is None:
        return Raw(key, SHEET, key, RawKind.BLANK, None)
    if isinstance(content, tuple):
        return Raw(key, SHEET, key, content[0], content[1] or None)
    kind = RawKind.NUMBER if isinstance(content, int) else RawKind.TEXT
    return Raw(key, SHEET, key, kind, str(content))


def vintage(submissions: Iterable[Submission], rejected: Iterable[Rejected] = ()) -> Vintage:
    known: dict[Period, dict[str, Submission]] = {}
    for one in submissions:
        known.setdefault(one.period, {})[one.unit] = one
    refused: dict[Period, dict[str, Rejected]] = {}
    for no in rejected:
        refused.setdefault(no.period, {})[no.unit] = no
    return Vintage(None, known, refused)


def judged_all(
    *submissions: Submission, waivers: Iterable[Waiver] = (), also: Iterable[Period] = ()
) -> Assessment:
    return judge(the_plan(), vintage(submissions), waivers, also=also)


def judged(
    changes: Mapping[str, Content] | None = None,
    *,
    code: str = "178",
    period: Period = H1,
    waivers: Iterable[Waiver] = (),
    earlier: Iterable[Submission] = (),
) -> JudgedReturn:
    """Judge the faultless return of a unit with some cells changed."""
    sent = submission(code, period, changes)
    return judged_all(*earlier, sent, waivers=waivers).periods[period].returns[code]


Told = tuple[str, str | None, str | None, str | None, str]


def told(finding: Finding) -> Told:
    """Return rule, key, seen, expected and the English message, its labels cut to “…”."""
    facts = {
        name: "…" if name.endswith("label") or name == "tick" else fact
        for name, fact in finding.facts.items()
    }
    rule = RULES[finding.rule]
    known = {"unit": finding.unit, "period": finding.period, "file": finding.file}
    message = Catalogue("en").text(rule.message, **{**known, **facts})
    return (finding.rule, finding.key, finding.seen, finding.expected, message)


def findings(judgement: JudgedReturn) -> list[Told]:
    return [told(finding) for finding in judgement.findings]


def aside(judgement: JudgedReturn) -> set[str]:
    """Return the keys put aside."""
    return {key for key, one in judgement.observations.items() if one.quarantined}


def breaches(judgement: JudgedReturn) -> set[str]:
    """Return the keys put aside that still show somebody."""
    return {key for key, one in judgement.observations.items() if one.breach}
