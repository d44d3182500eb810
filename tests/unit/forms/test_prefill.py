from __future__ import annotations

from dataclasses import replace
from datetime import date

import msgspec
import pytest

from lsreport.domain.assessment import Assessment
from lsreport.domain.observation import Observation, State
from lsreport.domain.period import Period
from lsreport.domain.submission import JudgedReturn, ReferenceFigure
from lsreport.excel.forms import Prefilled
from lsreport.excel.prefill import prefill
from lsreport.indicators.plan import Plan
from support.forms import assessment, figure, judged, plan, text, unit

YEAR_2023 = Period.parse("2023")
H1_2024 = Period.parse("2024-H1")
YEAR_2024 = Period.parse("2024")
H1_2025 = Period.parse("2025-H1")
YEAR_2025 = Period.parse("2025")


def reference(code: str, element: str, value: int, dated: date) -> ReferenceFigure:
    return ReferenceFigure(code, element, value, dated, "Chi cục Thống kê", line=2)


def brought(
    code: str, period: Period, past: Assessment, source: Plan | None = None
) -> dict[str, Prefilled]:
    return prefill(source or plan(), past, unit(code, period), period)


def values(code: str, period: Period, past: Assessment) -> dict[str, int | str]:
    return {key: known.value for key, known in brought(code, period, past).items()}


def district_2024(*more: Observation) -> JudgedReturn:
    return judged("178", YEAR_2024, (figure("GV.total", 2300), figure("GV.covered", 1848), *more))


def test_nothing_known_brings_nothing() -> None:
    assert brought("178", Period.parse("2021"), assessment()) == {}
    assert brought("HLHPN", H1_2025, assessment()) == {}


def test_total_and_base_of_the_last_return_with_their_source() -> None:
    assert brought("178", H1_2025, assessment(district_2024())) == {
        "GV.total": Prefilled(2300, "báo cáo năm 2024, đến 14/12/2024"),
        "GV.base": Prefilled(1848, "báo cáo năm 2024, đến 14/12/2024"),
    }


@pytest.mark.parametrize(
    ("dated", "expected"),
    [
        (date(2024, 12, 31), Prefilled(2310, "Chi cục Thống kê, 31/12/2024")),
        (date(2025, 2, 1), Prefilled(2310, "Chi cục Thống kê, 01/02/2025")),
        (date(2024, 12, 14), Prefilled(2310, "Chi cục Thống kê, 14/12/2024")),
        (date(2024, 12, 13), Prefilled(2300, "báo cáo năm 2024, đến 14/12/2024")),
        (date(2025, 6, 15), Prefilled(2300, "báo cáo năm 2024, đến 14/12/2024")),
    ],
)
def test_total_is_the_newer_of_reference_and_return_up_to_the_end_of_the_window(
    dated: date, expected: Prefilled
) -> None:
    past = assessment(district_2024(), reference=(reference("178", "GV", 2310, dated),))
    assert brought("178", H1_2025, past)["GV.total"] == expected


def test_base_of_first_half_and_year_is_the_same_last_figure_before_the_window() -> None:
    half = judged("178", H1_2024, (figure("GV.total", 2290), figure("GV.covered", 1700)))
    before = judged("178", YEAR_2023, (figure("GV.total", 2250), figure("GV.covered", 1500)))
    past = assessment(before, half)
    base = Prefilled(1500, "báo cáo năm 2023, đến 14/12/2023")
    assert brought("178", H1_2024, past)["GV.base"] == base
    assert brought("178", YEAR_2024, past)["GV.base"] == base
    # The total is a stock at the window's end: the half-year's is the newest known.
    assert brought("178", YEAR_2024, past)["GV.total"].value == 2290
    assert brought("178", H1_2024, past)["GV.total"].value == 2250


def test_a_form_issued_again_does_not_feed_on_its_own_return() -> None:
    own = judged("178", H1_2024, (figure("GV.total", 2290), figure("GV.covered", 1700)))
    assert brought("178", H1_2024, assessment(own)) == {}


def test_a_gap_of_a_year_brings_the_older_base_with_its_date() -> None:
    past = assessment(judged("178", YEAR_2023, (figure("GV.covered", 1500),)))
    assert brought("178", H1_2025, past) == {
        "GV.base": Prefilled(1500, "báo cáo năm 2023, đến 14/12/2023")
    }


def test_quarantined_and_missing_figures_bring_nothing() -> None:
    spoilt = replace(figure("GV.covered", 9999), quarantined=True)
    missing = Observation("GV.total", State.MISSING, None, place=None)
    past = assessment(judged("178", YEAR_2024, (spoilt, missing)))
    assert brought("178", H1_2025, past) == {}


def test_cases_at_the_start_are_those_at_the_end_of_the_last_year() -> None:
    past = assessment(
        judged("178", YEAR_2023, (figure("CL_CK", 3),)),
        judged("178", H1_2024, (figure("CL_CK", 1),)),
    )
    assert values("178", H1_2024, past) == {"CL_DK": 3}
    assert values("178", YEAR_2024, past) == {"CL_DK": 3}
    nought = assessment(judged("178", YEAR_2024, (figure("CL_CK", 0),)))
    assert values("178", H1_2025, nought) == {"CL_DK": 0}


def test_hamlets_come_from_reference_or_return_and_other_stocks_do_not() -> None:
    past = assessment(
        judged("178", YEAR_2024, (figure("RS_THON_T", 96), figure("PH01", 2), figure("KH04", 7))),
        judged("SGDDT", YEAR_2024, (figure("DC_GV", 20500), figure("HS16.total", 900))),
        reference=(reference("178", "RS_THON_T", 98, date(2025, 1, 1)),),
    )
    assert brought("178", H1_2025, past) == {
        "RS_THON_T": Prefilled(98, "Chi cục Thống kê, 01/01/2025")
    }
    # What is asked only to compare with others must not be an echo of the last answer.
    assert values("SGDDT", H1_2025, past) == {"HS16.total": 900}


def test_the_plan_stands_until_withdrawn_with_number_and_date_of_the_same_return() -> None:
    older = judged(
        "HLHPN",
        YEAR_2023,
        (figure("KH01", 1), text("KH02", "12/KH-BTV"), text("KH02N", "2022-03-15")),
    )
    half = judged("HLHPN", H1_2024, (figure("KH01", 3), figure("KH03", 4)))
    past = assessment(older)
    source = "báo cáo năm 2023, đến 14/12/2023"
    assert brought("HLHPN", YEAR_2024, past) == {
        "KH01": Prefilled(1, source),
        "KH02": Prefilled("12/KH-BTV", source),
        "KH02N": Prefilled("2022-03-15", source),
    }
    # Withdrawn at mid-year: the number of the plan that no longer stands is not brought.
    assert values("HLHPN", YEAR_2024, assessment(older, half)) == {"KH01": 3}


def test_a_renamed_department_goes_on_where_the_old_one_stopped() -> None:
    past = assessment(
        judged(
            "SNNPTNT",
            YEAR_2024,
            (figure("CC_T.total", 24), figure("CC_T.covered", 20), figure("KH01", 2)),
        )
    )
    source = "báo cáo năm 2024, đến 14/12/2024 (SNNPTNT)"
    assert brought("SNNMT", H1_2025, past) == {
        "CC_T.total": Prefilled(24, source),
        "CC_T.base": Prefilled(20, source),
        "KH01": Prefilled(2, source),
    }


def test_a_unit_continues_only_what_it_takes_over() -> None:
    past = assessment(
        judged(
            "SLDTBXH",
            YEAR_2024,
            (
                figure("NVCS.total", 60),
                figure("NVCS.covered", 50),
                figure("CC_T.total", 40),
                figure("CC_T.covered", 30),
                figure("KH01", 1),
            ),
        )
    )
    assert values("SYT", H1_2025, past) == {"NVCS.total": 60, "NVCS.base": 50}
    assert values("SNV", H1_2025, past) == {}


def test_a_whole_that_two_units_continue_says_nothing_of_either() -> None:
    parts = tuple(
        replace(one, predecessors=("178",)) for one in (unit("180", H1_2025), unit("181", H1_2025))
    )
    others = tuple(one for one in plan().units if one.code not in {"178", "180", "181"})
    past = assessment(
        district_2024(), reference=(reference("178", "TE06", 9000, date(2024, 12, 31)),)
    )
    split = msgspec.structs.replace(plan(), units=(*others, *parts))
    for part in parts:
        assert prefill(split, past, part, H1_2025) == {}
    alone = msgspec.structs.replace(plan(), units=(*others, parts[0]))
    brought_alone = prefill(alone, past, parts[0], H1_2025)
    assert {key: known.value for key, known in brought_alone.items()} == {
        "GV.total": 2300,
        "GV.base": 1848,
        "TE06.total": 9000,
    }


def test_a_department_in_a_joined_year_starts_from_the_year_before() -> None:
    past = assessment(
        judged("SCT", YEAR_2024, (figure("CC_T.covered", 8),)),
        judged("SCT", H1_2025, (figure("CC_T.covered", 9), figure("CC_T.total", 12))),
    )
    assert values("SCT", YEAR_2025, past) == {"CC_T.total": 12, "CC_T.base": 8}
