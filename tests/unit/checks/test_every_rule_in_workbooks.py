"""Every rule on figures and returns: a workbook that triggers it and nothing else, and one like it.

Each case is a real workbook: the form as written, filled in without a fault, a few boxes typed
otherwise, read and judged. What is compared is everything found of the period.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

import pytest

from lsreport.checks.comparisons import covered_limits
from lsreport.checks.questionnaire import Questionnaire
from lsreport.checks.rulebook import RULES
from lsreport.domain.clock import LANG_SON
from lsreport.domain.observation import element_of, facet_of
from lsreport.domain.period import Period
from lsreport.domain.submission import ReferenceFigure
from lsreport.indicators.calendar import window
from support.attacks import without_codes
from support.submissions import PLAN, unit_of
from support.workbooks import Found, Sent, Typed, faultless, found, judged

# Much of the same code, many times over: other tests measure what of it is covered.
pytestmark = pytest.mark.no_cover

HALF, YEAR, NEXT = "2024-H1", "2024", "2025-H1"
DISTRICTS = ("178", "180", "181", "182", "183", "184", "185", "186", "187", "188", "189")


@dataclass(frozen=True)
class Case:
    """Two returns of one unit that differ by what the rule is about."""

    rule: str
    key: str | None
    """Where the rule finds something."""
    wrong: Typed
    right: Typed
    period: str = HALF
    others: tuple[Sent, ...] = ()
    """What else was sent, before or by other units."""
    also: frozenset[Found] = frozenset()
    """What cannot but be found as well."""
    sender: str = "178"
    asked: bool = True
    """Whether the sender is asked, and not the office."""
    reference: tuple[ReferenceFigure, ...] = ()


FOUND_AND_CLOSED: Typed = {
    "CL_MOI": 1,
    "CL_HET": 1,
    "CL_MOI@15.male": 1,
    "CL_MOI@services": 1,
}
"""One case of child labour, found and closed, broken down by age, sex and sector."""
NOBODY_AT_RISK: Typed = dict.fromkeys(("NC_CK", "HOC_NC", "HIEU_NC", "TB_NC", "HT_NC", "CH_NC"), 0)
NO_GROUP: Typed = {
    **dict.fromkeys(("DNR.total", "DNR.base", "DNR.gains", "DNR.losses", "DNR.reason")),
    "DNR.case": "không áp dụng",
}
FORMER = (Sent("178", HALF), Sent("178", YEAR))


def flows(unit: str, period: str) -> Typed:
    """What a faultless form says was done in the period."""
    return {
        key: value
        for key, value in faultless(unit, period).items()
        if (element := PLAN.elements.get(element_of(key))) is not None
        if element.measure in {"flow", "attendance"} and isinstance(value, int | float)
    }


def everybody() -> Typed:
    """Whoever is in scope is covered, in every row."""
    typed = dict(faultless("178", HALF))
    changed: dict[str, object] = {}
    day = window(PLAN, Period.parse(HALF))[1]
    for limit in covered_limits(Questionnaire(PLAN, unit_of("178", Period.parse(HALF)), day)):
        (part,), (whole,) = limit.part, limit.whole
        code = element_of(part)
        if facet_of(part) == "reached":
            changed[part] = typed[whole]
        elif f"{code}.base" in typed:
            now = typed[f"{code}.base"], typed[f"{code}.losses"], typed[whole]
            base, losses, total = (int(str(one)) for one in now)
            changed[f"{code}.gains"] = total - base + losses
    return changed


def round_figures() -> Typed:
    """Every count of the period from 15 up ends in 0: totals rounded up, what is in them down."""
    return {
        key: value // 10 * 10 + 10 * (facet_of(key) == "total")
        for key, value in faultless("178", HALF).items()
        if isinstance(value, int) and value >= 15
        if facet_of(key) in {"value", "total", "gains", "reached"}
        and key not in {"@sending", "TT02"}
    }


def below(half: Typed) -> Typed:
    return {key: value - 1 for key, value in half.items() if isinstance(value, int) and value}


AT_LEVEL: Typed = {
    "GV.gains": 352,  # 1989 of 2210 is exactly 90 %
    "NL18.total": 71_340,
    "NL18.reached": 57_072,  # exactly 80 %
    "CCX.gains": 14,  # 124 of 137, the least that is 90 %
}
NEARLY_ROUND: Typed = {"TT01": 31, "TT04": 51, "TT07": 331, "TT16": 271, "TT17": 31}
"""With them 24 of 29 figures end in 0, more than 80 %."""
COPIED = ("TT01", "TT02", "TT03", "TT04", "TT05", "TT07", "TT08", "TT16", "TT17", "PH05")
"""Two of them are small, and both districts have 17 officials: 9 of 33 figures are the same."""
LISTED = ReferenceFigure("178", "NL18", 67_944, date(2023, 12, 31), "Thống kê dân cư", 2)
"""5 % more than it are 71,341.2."""

CASES = (
    # --- what a cell says ---
    Case("LS201", "TT01", {"TT01": "khoảng 38"}, {"TT01": 38}),
    Case("LS202", "TT01", {"TT01": "#REF!"}, {"TT01": 37}),
    Case("LS203", "TT05", {"TT05": -1}, {"TT05": 0}),
    Case("LS204", "TT05", {"TT05": 15.5}, {"TT05": 15.0}),
    Case("LS205", "TT03", {"TT03": 1_000_000_001}, {"TT03": 1_000_000_000}),
    Case("LS206", "TT05", {"TT05": None}, {"TT05": 0}),
    Case("LS206", "TT05", {"TT05": "-"}, {"TT05": 0}),
    Case("LS207", "GV.total", {"GV.total": 0}, {"GV.total": 1794}),
    Case("LS208", "TT08", {"TT08": "không áp dụng"}, {"TT08": 0}),
    Case("LS209", "G_CL", {"G_CL": "?"}, {"G_CL": "x"}),
    Case("LS210", "KH01", {"KH01": 7}, {"KH01": 2}),
    Case("LS211", "KH02N", {"KH02N": "quý III/2022"}, {"KH02N": "15/7/2022"}),
    Case(
        "LS212",
        "NC_CK",
        {**NOBODY_AT_RISK, "G_NC": "x", "NC_CK": 1},
        {**NOBODY_AT_RISK, "G_NC": "x"},
    ),
    Case("LS213", "DNR.total", {**NO_GROUP, "DNR.total": 203}, NO_GROUP),
    Case(
        "LS214",
        "CL_MOI@garment",
        {**FOUND_AND_CLOSED, "CL_MOI@services": None},
        FOUND_AND_CLOSED,
    ),
    Case("LS221", "TT02", {"TT02": "2.696"}, {"TT02": 2696}),
    Case("LS222", "TT05", {"TT05": "không phát sinh"}, {"CL_NN": "không phát sinh"}),
    Case("LS223", "TT01", {"TT01": "=18+20"}, {"TT01": 38}),
    Case("LS224", "D1", {"D1": "Chị Vi Thị A, 0912345678"}, {"D1": "Tổ chức 12 lớp, 345 người."}),
    # --- within one form ---
    Case("LS301", "TE615.reached", {"TE615.reached": 15_261}, {"TE615.reached": 15_260}),
    Case("LS301", "GV.covered", {"GV.gains": 574}, {"GV.gains": 573}),
    Case("LS302", "CL_MOI", {**FOUND_AND_CLOSED, "CL_MOI@15.male": 2}, FOUND_AND_CLOSED),
    Case("LS303", "TT16a", {"TT16a": 275}, {"TT16a": 274}),
    Case("LS304", "CL_CK", {"CL_CK": 1}, {"CL_CK": 0}),
    Case("LS305", "GV.covered", {"GV.covered": 1795}, {"GV.covered": 1794}),
    Case("LS305", "GV.covered", {"GV.covered": 1795}, {"GV.covered": None}),
    Case("LS306", "GV.gains", {"GV.losses": 1644}, {"GV.losses": 1643}),
    Case(
        "LS307",
        "HT_NC",
        {"TB_NC": 2, "HT_NC": 2, "CH_NC": 1},
        {"TB_NC": 2, "HT_NC": 1, "CH_NC": 1},
    ),
    Case("LS308", "CL_CK", {"CL_HET": 1}, FOUND_AND_CLOSED),
    Case("LS321", "TK05", {"TK05": 1}, {**FOUND_AND_CLOSED, "TK05": 1}),
    Case("LS331", "GV.covered", AT_LEVEL, {**AT_LEVEL, "CCX.gains": 15}),
    Case("LS332", "GV.covered", everybody(), {**everybody(), "NL18.reached": 71_341}),
    Case("LS333", "GV.gains", {"TT02": 157}, {"TT02": 158}),
    Case("LS334", "NC_CK", {"NC_CK": 1266}, {"NC_CK": 1265}),
    Case("LS335", "KP02", {"KP02": 5000.1}, {"KP02": 5000}),
    Case(
        "LS336",
        "GV.total",
        {**round_figures(), **NEARLY_ROUND},
        {**round_figures(), **NEARLY_ROUND, "PH05": 21},
    ),
    Case(
        "LS337",
        "TB_CL",
        {"TB_CL": 1, "HT_CL": 1},
        {**FOUND_AND_CLOSED, "TB_CL": 1, "HT_CL": 1},
    ),
    # --- after earlier returns ---
    Case("LS401", "GV.base", {"GV.base": 1931}, {"GV.base": 1932}, NEXT, FORMER),
    Case("LS402", "CL_DK", {"CL_DK": 1, "CL_HET": 1}, {}, NEXT, FORMER),
    Case("LS403", "CL_DK", {"CL_DK": 1, "CL_HET": 1}, {}, YEAR, FORMER[:1]),
    Case("LS404", "TT05", {"TT05": 15}, {"TT05": 16}, YEAR, FORMER[:1]),
    Case("LS405", "TE615.reached", {"TE615.reached": 6317}, {"TE615.reached": 6318}, YEAR,
         FORMER[:1]),
    Case(
        "LS406",
        "GV.covered",
        {"GV.losses": 384, "GV.reason": None},
        {"GV.losses": 383, "GV.reason": None},
        NEXT,
        FORMER,
    ),
    Case("LS406", "GV.covered", {"GV.losses": 384, "GV.reason": None}, {"GV.losses": 384}, NEXT,
         FORMER),
    Case(
        "LS407",
        "RS_THON",
        below(flows("178", HALF)),
        {**flows("178", HALF), "TT01": 39},
        YEAR,
        FORMER[:1],
        # Each of them is below its first half as well.
        frozenset(("LS404", "178", key) for key in below(flows("178", HALF))),
    ),
    Case("LS411", "TT01", {"TT01": 57}, {"TT01": 56}, NEXT, FORMER),
    Case("LS412", "TT02", {"TT02": 8089}, {"TT02": 8088}, NEXT, FORMER),
    Case("LS413", "TT03", {"TT03": 7960}, {"TT03": 796}, NEXT, FORMER),
    Case(
        "LS414",
        "HD01",
        {"HD01": 2000},
        {"HD01": 2},
        NEXT,
        (Sent("178", HALF, {"HD01": 2}), Sent("178", YEAR)),
    ),
    Case("LS415", "TE06.total", {"TE06.total": 10_678}, {"TE06.total": 10_677}, NEXT, FORMER),
    Case(
        "LS421",
        "RS_THON",
        flows("178", HALF),
        {**flows("178", HALF), "TT01": 37},
        NEXT,
        FORMER,
    ),
    Case("LS422", "NC_CK", NOBODY_AT_RISK, {**NOBODY_AT_RISK, "NC_CK": 1}, NEXT, FORMER),
    Case(
        "LS423",
        "NC_CK",
        {**NOBODY_AT_RISK, "NC_CK": 5},
        {**NOBODY_AT_RISK, "NC_CK": 4},
        NEXT,
        (Sent("178", HALF, {**NOBODY_AT_RISK, "NC_CK": 4}), Sent("178", YEAR, NOBODY_AT_RISK)),
    ),
    Case("LS424", "DNR.total", NO_GROUP, {}, NEXT, FORMER),
    # --- over units ---
    Case(
        "LS601",
        "TT06",
        {"TT06": 178},
        {"TT06": 177},
        others=(Sent("BAOLS"), Sent("DAIPTTH")),
        sender="STTTT",
        asked=False,
    ),
    Case(
        "LS602",
        "NL18.reached",
        {"NL18.reached": 70_000},
        {},
        others=tuple(map(Sent, DISTRICTS[1:])),
    ),
    Case("LS603", "TT05", {"TT05": 400}, {"TT05": 40}, others=tuple(map(Sent, DISTRICTS[1:]))),
    Case(
        "LS604",
        "CCH.total",
        {key: faultless("180", HALF)[key] for key in COPIED},
        {key: faultless("180", HALF)[key] for key in COPIED[:-1]},
        others=(Sent("180"),),
        also=frozenset({("LS604", "180", "CCH.total")}),
    ),
    Case("LS605", "NL18.total", {}, {"NL18.total": 71_341}, asked=False, reference=(LISTED,)),
)  # fmt: skip


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.rule} {case.key}")
def test_a_workbook_triggers_the_rule_alone_and_one_like_it_nothing(case: Case) -> None:
    def of(typed: Typed) -> set[Found]:
        now = Sent(case.sender, case.period, typed)
        return found(judged(*case.others, now, reference=case.reference), case.period)

    unit = case.sender if case.asked else None
    assert of(case.wrong) == {(case.rule, unit, case.key), *case.also}
    assert of(case.right) == set()


LATE = datetime(2024, 7, 6, 0, 1, tzinfo=LANG_SON)
LAST_MINUTE = datetime(2024, 7, 6, 0, 0, tzinfo=LANG_SON)
"""24:00 of the due date, 5 July 2024."""
BEHALF: Typed = {"@on_behalf_by": "Sở Y tế", "@on_behalf_from": "Báo cáo số 27/BC-UBND"}

CAME: tuple[tuple[str, tuple[Sent, ...], tuple[Sent, ...]], ...] = (
    ("LS501", (), (Sent(),)),
    ("LS502", (Sent(edits=(without_codes,)),), (Sent(edits=(without_codes,)), Sent())),
    ("LS503", (Sent(received=LATE),), (Sent(received=LAST_MINUTE),)),
    ("LS504", (Sent(typed=BEHALF),), (Sent(),)),
)
"""Rules on how a return came: what was sent, and what would have been as it should be."""


@pytest.mark.parametrize(("rule", "wrong", "right"), CAME, ids=[rule for rule, *_ in CAME])
def test_a_return_comes_as_it_should_or_is_named(
    rule: str, wrong: tuple[Sent, ...], right: tuple[Sent, ...]
) -> None:
    def of(sent: tuple[Sent, ...]) -> list[tuple[str, str | None]]:
        judgement = judged(*sent, Sent("180")).periods[Period.parse(HALF)]
        return [(one.rule, one.key) for one in judgement.all_findings if one.unit == "178"]

    assert of(wrong) == [(rule, None)]
    assert of(right) == []


NOT_IN_RETURNS: Mapping[str, str] = {
    "LS431": "compares the hand-over sheet of the office, which no unit sends",
}
"""Rules that no return of a unit can trigger, and why."""


def test_no_rule_on_figures_and_returns_is_left_out() -> None:
    tried = {case.rule for case in CASES} | {rule for rule, *_ in CAME}
    assert tried.isdisjoint(NOT_IN_RETURNS)
    assert tried | set(NOT_IN_RETURNS) == {code for code in RULES if code > "LS2"}
