"""The dated registry of reporting units."""

from __future__ import annotations

from datetime import date

import msgspec
import pytest

from lsreport.domain.period import Period
from lsreport.domain.unit import Standing
from lsreport.errors import ConfigurationError
from lsreport.indicators.calendar import expected
from lsreport.indicators.plan import Plan

REQUESTED = ["LDLD", "LMHTX", "UBMTTQ", "TINHDOAN", "HLHPN", "HND", "HCCB", "HBTNKT"]
DISTRICTS = ["178", "180", "181", "182", "183", "184", "185", "186", "187", "188", "189"]
TO_FEBRUARY_2025 = [
    "SLDTBXH",
    "SGDDT",
    "STTTT",
    "BAOLS",
    "DAIPTTH",
    "SVHTTDL",
    "CAT",
    "SNNPTNT",
    "SCT",
    "STC",
    *REQUESTED,
    *DISTRICTS,
]
FROM_MARCH_2025 = [
    "SYT",
    "SNV",
    "SGDDT",
    "BAOLS",
    "DAIPTTH",
    "SVHTTDL",
    "CAT",
    "SNNMT",
    "SCT",
    "STC",
    *REQUESTED,
    *DISTRICTS,
]

BY_DISTRICT = {
    "178": "05977 05983 05986",
    "180": "06001 06004 06019 06037 06040 06046 06058",
    "181": "06073 06076 06079 06085 06091 06103 06112 06115",
    "182": "06124 06148 06151 06154 06172",
    "183": "06184 06187 06196 06211 06220",
    "184": "06253 06280 06286 06298 06313 06316",
    "185": "06325 06337 06349 06364 06367 06376",
    "186": "06385 06391 06400 06415 06427 06436 06445 06457",
    "187": "06463 06475 06481 06496 06505 06517",
    "188": "06526 06529 06541 06565 06577 06601 06607",
    "189": "06613 06616 06625 06637",
}
COMMUNES = " ".join(BY_DISTRICT.values()).split()


@pytest.mark.parametrize(
    ("day", "codes"),
    [
        (date(2021, 9, 12), []),
        (date(2021, 9, 13), TO_FEBRUARY_2025),
        (date(2024, 12, 14), TO_FEBRUARY_2025),
        (date(2025, 2, 28), TO_FEBRUARY_2025),
        (date(2025, 3, 1), FROM_MARCH_2025),
        (date(2025, 6, 14), FROM_MARCH_2025),
        (date(2025, 6, 30), FROM_MARCH_2025),
        (date(2025, 7, 1), [*FROM_MARCH_2025[:-11], *COMMUNES]),
        (date(2026, 6, 14), [*FROM_MARCH_2025[:-11], *COMMUNES]),
    ],
)
def test_who_stands_in_the_registry(plan: Plan, day: date, codes: list[str]) -> None:
    assert [unit.code for unit in plan.units_on(day)] == codes


@pytest.mark.parametrize("period", ["2021", "2024-H1", "2024", "2025-H1"])
def test_29_returns_are_owed(plan: Plan, period: str) -> None:
    assert len(expected(plan, Period.parse(period))) == 29


@pytest.mark.parametrize("period", ["2025", "2026-H1", "2026"])
def test_83_returns_are_owed_once_the_communes_report(plan: Plan, period: str) -> None:
    assert len(expected(plan, Period.parse(period))) == 83


def test_communes_come_from_a_district_and_continue_none(plan: Plan) -> None:
    communes = [one for one in plan.units if one.former]
    former: dict[str, list[str]] = {}
    for one in communes:
        former.setdefault(one.former, []).append(one.code)
    assert {code: " ".join(codes) for code, codes in former.items()} == BY_DISTRICT
    assert {(one.roles, one.clauses, one.predecessors, one.valid_from) for one in communes} == {
        (("local",), ("V.13",), (), date(2025, 7, 1))
    }
    wards = [one.name for one in communes if one.name.startswith("UBND phường")]
    assert wards == [
        "UBND phường Đông Kinh",
        "UBND phường Lương Văn Tri",
        "UBND phường Tam Thanh",
        "UBND phường Kỳ Lừa",
    ]


def test_three_former_districts_compare_only_together(plan: Plan) -> None:
    assert [one.former for one in plan.comparable] == [("178", "183", "184")]


def test_must_and_requested_units(plan: Plan) -> None:
    units = expected(plan, Period(2025, annual=False))
    assert [one.code for one in units if one.standing is Standing.REQUESTED] == REQUESTED
    clauses = [one.clauses for one in units if one.standing is Standing.REQUESTED]
    assert clauses == [("V.10",), ("V.11",), *[("V.12",)] * 6]


def test_roles_and_clauses_before_and_after_march_2025(plan: Plan) -> None:
    def played(day: date, *codes: str) -> list[tuple[str, tuple[str, ...], tuple[str, ...]]]:
        return [
            (one.code, one.roles, one.clauses) for one in plan.units_on(day) if one.code in codes
        ]

    before = played(date(2024, 12, 14), "SLDTBXH", "STTTT", "SVHTTDL")
    after = played(date(2025, 6, 14), "SYT", "SNV", "SVHTTDL")
    assert before == [
        ("SLDTBXH", ("coordinator", "labour_inspection", "provincial"), ("V.1",)),
        ("STTTT", ("media_authority", "provincial"), ("V.3",)),
        ("SVHTTDL", ("culture", "provincial"), ("V.5",)),
    ]
    assert after == [
        ("SYT", ("coordinator", "provincial"), ("V.1",)),
        ("SNV", ("labour_inspection", "provincial"), ("V.1",)),
        ("SVHTTDL", ("culture", "media_authority", "provincial"), ("V.3", "V.5")),
    ]


def test_who_continues_whose_figures(plan: Plan) -> None:
    heirs = {one.code: (one.predecessors, one.takes_over) for one in plan.units if one.predecessors}
    assert heirs == {
        "SYT": (
            ("SLDTBXH",),
            (
                "NVCS", "TB_MB", "HT_MB", "CH_MB", "SK01", "TT01", "TT02", "TT03", "TT13", "NL01",
                "NL02", "NL03", "NL04", "PH01", "PH02", "PH03", "PH11", "PH12", "PH13", "PP01",
                "PP02", "HD01", "HD04",
            ),
        ),
        "SNV": (
            ("SLDTBXH",),
            ("TK01", "TK02", "TK02a", "TK03", "TK04", "TK05", "TK06", "TK07", "TK08"),
        ),
        "SVHTTDL": (("STTTT",), ("TT06", "TT07", "TT12")),
        "SNNMT": (("SNNPTNT",), ()),
    }  # fmt: skip


def test_a_period_the_registry_does_not_reach_stops_with_a_remedy(plan: Plan) -> None:
    until_june = msgspec.structs.replace(
        plan, units=tuple(one for one in plan.units if not one.former)
    )
    with pytest.raises(ConfigurationError) as raised:
        expected(until_june, Period(2025, annual=True))
    assert str(raised.value) == (
        "units.toml: the registry names no unit on 2025-12-14 for the role local, which owns GV. "
        "Add the units that report then."
    )


def test_a_period_before_the_registry_stops_with_a_remedy(plan: Plan) -> None:
    with pytest.raises(ConfigurationError) as raised:
        expected(plan, Period(2020, annual=True))
    assert str(raised.value) == (
        "units.toml: the registry names no unit on 2020-12-14. Add the units that report then."
    )
