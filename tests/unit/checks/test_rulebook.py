from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import datetime

import pytest

from lsreport.checks.judge import judge
from lsreport.checks.rulebook import RULES
from lsreport.domain.clock import LANG_SON
from lsreport.domain.finding import Finding, Severity
from lsreport.domain.period import Period
from lsreport.domain.submission import Cover, Rejected
from lsreport.i18n import Catalogue, Message
from support.checks import (
    H1,
    RECEIVED,
    YEAR,
    Content,
    RawKind,
    judged_all,
    submission,
    the_plan,
    vintage,
)
from support.handover import handover_findings
from support.over_time import over_time_findings
from support.patterns import pattern_findings

LATE = datetime(2024, 7, 9, tzinfo=LANG_SON)

EVERY_FAULT: dict[str, Content] = {
    "TT01": "khoảng 20",
    "TT02": (RawKind.ERROR, "#REF!"),
    "TT03": -1,
    "TT04": (RawKind.NUMBER, "1.5"),
    "TT05": 2_000_000_000,
    "TT07": None,
    "GV.total": 0,
    "TT08": "không áp dụng",
    "KPS_III1": "?",
    "KH01": 7,
    "KH02N": "quý I",
    "KPS_III2": "x",
    "NL01": 3,
    "DNR.case": 2,
    "TT16": "12",
    "TT16a": "không",
    "TT17": (RawKind.UNCACHED, ""),
    "D1": "đt 0912345678",
    "TE615.reached": 500,
    "RS_THON": 9,
    "HTX.covered": 1,
    "CTV.base": 0,
    "CTV.losses": 5,
    "TK05": 1,
}
CASES_THAT_CONTRADICT: dict[str, Content] = {
    "G_CL": None,
    "CL_DK": 0,
    "CL_MOI": 2,
    "CL_HET": 3,
    "CL_CK": 5,
    "CL_NN": 0,
    "HOC_CL": 0,
    "TB_CL": 1,
    "HT_CL": 2,
    "CH_CL": 0,
    "CL_MOI@15.male": 3,
}
ONE_CASE: dict[str, Content] = {
    "G_CL": None,
    "CL_DK": 0,
    "CL_MOI": 1,
    "CL_HET": 0,
    "CL_NN": 0,
    "HOC_CL": 0,
    "TB_CL": 0,
    "HT_CL": 0,
    "CH_CL": 0,
}


def every_finding() -> Iterator[Finding]:
    """Yield findings of every rule on figures and returns."""
    behalf = Cover(on_behalf_by="Phòng A", on_behalf_from="Báo cáo")
    sent = [
        submission("180", Period.parse("2023"), ONE_CASE),
        submission("180", H1, received=LATE, cover=behalf),
        submission("182", H1),
        submission("182", YEAR, ONE_CASE | {"CL_DK": 1}),
        submission("178", H1, EVERY_FAULT),
        submission("181", H1, CASES_THAT_CONTRADICT),
        submission("SGDDT", H1, {"DC_GV": 3}),
        submission("STTTT", H1, {"TT06": 3}),
        *(submission(code, H1) for code in ("BAOLS", "DAIPTTH")),
    ]
    no = Rejected("f" * 64, "CAT.xls", "CAT", H1, RECEIVED, RECEIVED, ())
    for period in judge(the_plan(), vintage(sent, [no])).periods.values():
        yield from period.all_findings
    yield from pattern_findings()
    yield from over_time_findings()
    yield from handover_findings()


def test_every_rule_on_figures_and_returns_has_a_sample() -> None:
    assert sorted({one.rule for one in every_finding()}) == [code for code in RULES if code > "LS2"]


@pytest.mark.parametrize("language", ["en", "vi"])
def test_every_finding_can_be_said(language: str) -> None:
    catalogue = Catalogue(language)
    for finding in every_finding():
        rule = RULES[finding.rule]
        known = {"unit": finding.unit, "period": finding.period, "file": finding.file}
        for words in (rule.message, rule.remedy):
            sentence = catalogue.text(words, **{**known, **finding.facts})
            assert not re.search(r"[{}]|Message\(|None", sentence)


def test_a_finding_says_which_row_and_column_it_is_about() -> None:
    (finding,) = (
        judged_all(submission(changes={"GV.gains": -1})).periods[H1].returns["178"].findings
    )
    label = finding.facts["label"]
    assert isinstance(label, Message)
    assert Catalogue("en").text(label) == (
        f"GV {the_plan().elements['GV'].label}, column “gains in the period”"
    )
    (cell,) = (
        judged_all(submission(changes={"CL_CK@15.male": -1})).periods[H1].returns["178"].findings
    )
    assert str(cell.facts["label"]) == (
        "CL_CK@15 Lao động trẻ em cuối kỳ: Từ đủ 15 đến dưới 16 tuổi, column “boys”"
    )
    (tick,) = (
        judged_all(
            submission(
                changes={"G_CL": "?", "CL_DK": 0}
                | dict.fromkeys(
                    ("CL_MOI", "CL_HET", "CL_NN", "HOC_CL", "TB_CL", "HT_CL", "CH_CL"), 0
                )
            )
        )
        .periods[H1]
        .returns["178"]
        .findings
    )
    assert tick.facts["label"] == "Lao động trẻ em: không phát sinh"


def test_every_reason_why_a_check_was_not_made_can_be_said() -> None:
    sent = [submission("178", H1, {"GV.base": None}), submission("178", YEAR)]
    reasons = [
        Catalogue("vi").text(one.reason, **one.facts)
        for period in judged_all(*sent).periods.values()
        for one in period.not_testable
    ]
    assert reasons
    assert not [reason for reason in reasons if "{" in reason]


def test_codes_are_in_order_and_names_are_their_own() -> None:
    assert list(RULES) == sorted(RULES)
    assert all(re.fullmatch(r"LS[1-6][0-9]{2}", code) for code in RULES)
    assert all(rule.code == code for code, rule in RULES.items())
    names = [rule.name for rule in RULES.values()]
    assert len(set(names)) == len(names)
    assert all(re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", name) for name in names)
    assert all(rule.message and rule.remedy and rule.source for rule in RULES.values())


def test_what_can_never_be_agreed_away() -> None:
    """Identity, not a number, negative, more covered than in scope; and what leaves no figure."""
    never = {code for code, rule in RULES.items() if not rule.waivable and code > "LS2"}
    assert never == {
        "LS201",
        "LS202",
        "LS203",
        "LS204",
        "LS208",
        "LS209",
        "LS210",
        "LS211",
        "LS213",
        "LS301",
        "LS307",
        "LS502",
    }


def test_severities() -> None:
    by_severity = {
        severity: [
            code for code, rule in RULES.items() if rule.severity is severity and code > "LS2"
        ]
        for severity in Severity
    }
    assert by_severity[Severity.QUERY] == [
        "LS221",
        "LS222",
        "LS223",
        "LS224",
        "LS321",
        "LS331",
        "LS332",
        "LS333",
        "LS334",
        "LS335",
        "LS336",
        "LS337",
        "LS401",
        "LS407",
        "LS411",
        "LS412",
        "LS413",
        "LS414",
        "LS415",
        "LS421",
        "LS422",
        "LS423",
        "LS424",
        "LS431",
        "LS501",
        "LS601",
        "LS602",
        "LS603",
        "LS604",
        "LS605",
    ]
    assert by_severity[Severity.NOTE] == ["LS503", "LS504"]
