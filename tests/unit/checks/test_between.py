from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

import pytest
from msgspec import structs

from lsreport.checks.judge import judge
from lsreport.domain.finding import Finding, NotTestable, Severity
from lsreport.domain.period import Period
from lsreport.domain.submission import Submission
from lsreport.domain.unit import Standing, Unit
from support.checks import (
    H1,
    YEAR,
    Content,
    judged_all,
    submission,
    the_plan,
    told,
    unit_of,
    vintage,
)

CASE: dict[str, Content] = {
    "G_CL": None,
    "CL_DK": 0,
    "CL_MOI": 2,
    "CL_HET": 2,
    "CL_NN": 0,
    "HOC_CL": 0,
    "TB_CL": 2,
    "HT_CL": 2,
    "CH_CL": 0,
    "CL_MOI@15.male": 2,
    "CL_MOI@garment": 2,
}


def everybody(changes: Mapping[str, Mapping[str, Content]], silent: str = "") -> list[Submission]:
    day = date(2024, 6, 14)
    codes = [unit.code for unit in the_plan().units_on(day) if unit.code != silent]
    agreeing: dict[str, dict[str, Content]] = {
        "SGDDT": {"DC_GV": 12 * 120},
        "STTTT": {"TT06": 8, "TT07": 44},
        "SLDTBXH": {"G_MB": None, "TB_MB": 4, "HT_MB": 4, "CH_MB": 0},
        "STC": {"KP04": 116, "KP04T": 100, "KP04H": 16},
        "178": CASE,
        "CAT": {"CA10": 2},
    }
    return [
        submission(code, changes={**agreeing.get(code, {}), **changes.get(code, {})})
        for code in codes
    ]


def pairs(changes: Mapping[str, Mapping[str, Content]]) -> list[tuple[object, ...]]:
    assessment = judged_all(*everybody(changes))
    return [told(one) for one in assessment.periods[H1].findings]


def test_sides_that_agree_are_not_remarked() -> None:
    assessment = judged_all(*everybody({}))
    assert assessment.periods[H1].findings == ()
    assert [one for one in assessment.periods[H1].not_testable if one.rule == "LS601"] == []


@pytest.mark.parametrize(
    ("changes", "expected", "near"),
    [
        (
            {"SGDDT": {"DC_GV": 1585}},
            (
                "DC_GV",
                "1585",
                "1440",
                (
                    "Cán bộ, giáo viên, nhân viên ngành giáo dục: DC_GV add up to 1,585, "
                    "GV.total + GV_S.total to 1,440 (more than 10% apart)."
                ),
            ),
            {"SGDDT": {"DC_GV": 1584}},
        ),
        (
            {"CAT": {"CA10": 2, "CA04": 5}},
            (
                "CA04",
                "5",
                "4",
                (
                    "Trẻ em bị mua bán vì mục đích bóc lột sức lao động: CA04 add up to 5, "
                    "TB_MB to 4 (more than 10% apart)."
                ),
            ),
            {"CAT": {"CA10": 2, "CA04": 4}},
        ),
        (
            {"SVHTTDL": {"TK05": 1}},
            (
                "TK05",
                "3",
                "2",
                (
                    "Trẻ em do thanh tra, kiểm tra, công an phát hiện: TK05 + CA10 add up to 3, "
                    "CL_MOI to 2 (more than 10% apart)."
                ),
            ),
            {"SVHTTDL": {"TK05": 1}, "CAT": {"CA10": 1}},
        ),
        (
            {"STTTT": {"TT06": 7, "TT07": 44}},
            (
                "TT06",
                "7",
                "8",
                "Tin, bài, phóng sự: TT06 add up to 7, TT06 to 8 (more than 10% apart).",
            ),
            {"STTTT": {"TT06": 8, "TT07": 40}},
        ),
        (
            {"STC": {"KP04": 104, "KP04T": 100, "KP04H": 4}},
            (
                "KP04",
                "104000",
                "116000",
                (
                    "Kinh phí ngân sách: KP04 add up to 104 million đồng, "
                    "KP01 to 116 million đồng (more than 10% apart)."
                ),
            ),
            {"STC": {"KP04": 105, "KP04T": 100, "KP04H": 5}},
        ),
    ],
    ids=["teachers", "trafficked", "detected", "press", "budget"],
)
def test_sides_that_differ_are_asked_about(changes, expected, near) -> None:
    key, seen, should, message = expected
    assert pairs(changes) == [("LS601", key, seen, should, message)]
    assert pairs(near) == []


def test_a_cross_check_concerns_no_single_unit() -> None:
    (finding,) = judged_all(*everybody({"STTTT": {"TT06": 8, "TT07": 1}})).periods[H1].findings
    assert finding == Finding(
        rule="LS601",
        severity=Severity.QUERY,
        unit=None,
        period=H1,
        key="TT07",
        seen="1",
        expected="44",
        facts={
            "name": "Lượt phát thanh cơ sở",
            "left_keys": "TT07",
            "left": 1,
            "right_keys": "TT07",
            "right": 44,
            "share": "10%",
        },
    )


def test_children_found_where_nobody_verified_any() -> None:
    zero: dict[str, Content] = {"G_CL": "x"} | dict.fromkeys(CASE, None) | {"G_CL": "x"}
    told_pairs = pairs({"178": zero, "CAT": {"CA10": 1}})
    assert [one[:4] for one in told_pairs] == [("LS601", "TK05", "1", "0")]


def test_a_silent_unit_leaves_its_pairs_untested() -> None:
    assessment = judged_all(*everybody({"180": {"CL_MOI": "hai"}}, silent="189"))
    untested = [one for one in assessment.periods[H1].not_testable if one.rule == "LS601"]
    reason = "{keys} cannot be added up: no usable figure from {units}"

    def because(name: str, keys: str, units: str) -> NotTestable:
        return NotTestable("LS601", None, H1, reason, {"name": name, "keys": keys, "units": units})

    assert untested == [
        because("Cán bộ, giáo viên, nhân viên ngành giáo dục", "GV.total + GV_S.total", "189"),
        because("Trẻ em do thanh tra, kiểm tra, công an phát hiện", "TK05 + CA10", "189"),
        because("Lượt phát thanh cơ sở", "TT07", "189"),
        because("Kinh phí ngân sách", "KP01", "189"),
    ]


def test_a_pair_nobody_reports_one_side_of_is_untested() -> None:
    plan = structs.replace(the_plan(), units=(unit_of("178"),))
    found = judge(plan, vintage([submission()])).periods[H1].not_testable
    assert next(one.facts for one in found if one.rule == "LS601") == {
        "name": "Cán bộ, giáo viên, nhân viên ngành giáo dục",
        "keys": "DC_GV",
    }


def test_flows_of_a_shared_year_are_those_of_both_sets_of_units() -> None:
    """2025: a district's first half and a commune's second half are one year."""
    half, year = Period.parse("2025-H1"), Period.parse("2025")
    commune = Unit(
        code="99901",
        name="Xã A",
        standing=Standing.MUST,
        roles=("local",),
        clauses=("V.13",),
        valid_from=date(2025, 7, 1),
        valid_until=None,
    )
    press = replace(unit_of("SVHTTDL", half), roles=("culture", "media_authority", "provincial"))
    district = unit_of("180", half)
    plan = structs.replace(the_plan(), units=(press, district, commune))
    sent = [
        submission("180", half, {"TT07": 30}),
        replace(submission("180", half, {"TT07": 12}), unit="99901", period=year),
        submission("SVHTTDL", year, {"TT07": 42}),
    ]
    found = judge(plan, vintage(sent)).periods[year]
    assert [one for one in found.findings if one.rule == "LS601"] == []
    sent[2] = submission("SVHTTDL", year, {"TT07": 12})
    differing = judge(plan, vintage(sent)).periods[year]
    assert [(one.seen, one.expected) for one in differing.findings if one.rule == "LS601"] == [
        ("12", "42")
    ]


def test_a_pair_holds_only_in_its_days() -> None:
    ended = tuple(structs.replace(one, until=date(2023, 12, 31)) for one in the_plan().cross_checks)
    plan = structs.replace(the_plan(), cross_checks=ended)
    sent = everybody({"SGDDT": {"DC_GV": 1}})
    assert judge(plan, vintage(sent)).periods[H1].findings == ()
    assert YEAR not in judge(plan, vintage(sent)).periods
