"""Annex I: which local units have reached each level, and how much each still lacks."""

from __future__ import annotations

from fractions import Fraction

import pytest

from lsreport.domain.observation import Observation, State
from lsreport.domain.period import Period
from lsreport.indicators.plan import Plan
from lsreport.report.figures import Figure
from lsreport.report.reach_types import ReachColumn, ReachTable
from support.report import Sent, assessment_of, view_of

YEAR_2025 = Period(2025, annual=True)


def reach(plan: Plan, sent: dict[str, Sent | None], *, public: bool = False) -> ReachTable:
    table = view_of(plan, assessment_of(plan, sent), public=public).reach
    assert table is not None
    return table


def column(table: ReachTable, code: str) -> ReachColumn:
    return next(one for one in table.columns if one.code == code)


def cells(table: ReachTable, code: str) -> list[str]:
    """Return what the table prints of a level, unit by unit."""
    place = [one.code for one in table.columns].index(code)
    return [str(row.cells[place]) for row in table.rows]


def test_a_unit_has_reached_the_level_or_lacks_a_whole_number_of_persons(plan: Plan) -> None:
    sent = {
        "178": Sent({"NL18.total": 1001, "NL18.reached": 800}),
        "180": Sent({"NL18.total": 1001, "NL18.reached": 801}),
        "181": Sent({"NL18.total": 1000, "NL18.reached": 800}),
        "182": Sent({"NL18.total": 1000, "NL18.reached": 0}),
        "183": None,
    }
    table = reach(plan, sent)
    # 80 % of 1,001 is 800.8: one more is needed. 80 % of 1,000 is 800 exactly.
    assert cells(table, "2.1b") == ["1", "Đạt", "Đạt", "800", "…", *["Đạt"] * 6]
    adults = column(table, "2.1b")
    assert str(adults.count) == "8/11"
    assert [str(one) for one in (adults.reached, adults.short, adults.unknown, adults.none)] == [
        "8", "2", "1", "0",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("total", "reached"), [(1, 0), (7, 5), (999, 799), (12_345, 9_000), (10**9, 1)]
)
def test_the_number_still_missing_is_the_least_that_reaches_the_level(
    plan: Plan, total: int, reached: int
) -> None:
    table = reach(plan, {"178": Sent({"NL18.total": total, "NL18.reached": reached})})
    gap = column(table, "2.1b").cells[0].gap.value
    assert isinstance(gap, int)
    level = Fraction(4, 5)
    assert Fraction(reached + gap, total) >= level > Fraction(reached + gap - 1, total)


def test_not_applicable_nobody_and_doubtful_are_told_apart(plan: Plan) -> None:
    absent = Observation("DN.total", State.NOT_APPLICABLE, None, None)
    none = Observation("DN.covered", State.NOT_APPLICABLE, None, None)
    doubtful = Observation("TE615.reached", State.VALUE, 200, None, quarantined=True)
    sent = {
        "178": Sent({"DN.total": absent, "DN.covered": none, "TE615.reached": doubtful}),
        "180": Sent({"NC_CK": 10, "HOC_NC": 9}),
    }
    table = reach(plan, sent)
    assert cells(table, "2.3/enterprises")[:2] == ["x", "Đạt"]
    assert column(table, "2.3/enterprises").cells[0].reach == "none"
    assert cells(table, "2.2")[:2] == ["…", "Đạt"]
    assert cells(table, "1.3")[:3] == ["#", "Đạt", "#"]


def test_few_cases_are_masked_and_with_them_the_count_of_units(plan: Plan) -> None:
    sent = {"178": Sent({"NC_CK": 3, "HOC_NC": 2}), "180": Sent({"NC_CK": 10, "HOC_NC": 8})}
    table = reach(plan, sent)
    pupils = column(table, "1.3")
    assert cells(table, "1.3")[:3] == ["*", "1", "#"]
    counts = (pupils.count, pupils.reached, pupils.short, pupils.unknown, pupils.none)
    assert {str(one) for one in counts} == {"*"}
    masked = pupils.cells[0].gap
    assert (masked.value, {one.value for one in masked.evidence}) in [(None, set()), (None, {None})]


def test_a_public_copy_shows_no_unit_of_a_hidden_element(plan: Plan) -> None:
    sent = {"178": Sent({"NC_CK": 3, "HOC_NC": 2}), "180": Sent({"NC_CK": 10, "HOC_NC": 8})}
    table = reach(plan, sent, public=True)
    assert set(cells(table, "1.3")) == {"*"}
    assert str(column(table, "1.3").province) == "*"


def test_the_province_lacks_a_number_only_where_no_unit_is_missing(plan: Plan) -> None:
    short = {"178": Sent({"NL18.reached": 0})}
    # 85 of 100 in ten districts: 850 of 1,100, and 880 are needed.
    whole = column(reach(plan, short), "2.1b").province
    assert isinstance(whole, Figure)
    assert (whole.text, whole.of, len(whole.evidence) > 0) == ("30", "2.1b gap", True)
    assert str(column(reach(plan, {}), "2.1b").province) == "Đạt"
    open_ended = column(reach(plan, {**short, "186": None}), "2.1b").province
    assert str(open_ended) in {"Chưa đạt", "Chưa đủ cơ sở đánh giá"}


def test_what_no_local_unit_has_a_part_in_has_no_column(plan: Plan) -> None:
    codes = [one.code for one in reach(plan, {}).columns]
    # Care facilities belong to the coordinator; without a case nobody is in 1.2 and 1.3.
    assert codes == [
        "2.1a/schools", "2.1b", "2.2", "2.3/enterprises", "2.3/cooperatives", "2.3/households",
        "3.1", "3.2a", "3.2b/cooperatives", "3.2b/households", "P1", "P2",
    ]  # fmt: skip


def test_communes_are_shown_by_area(plan: Plan) -> None:
    # Tràng Định's seven communes: one is silent, two have reached 70 of 100 adults.
    sent = {
        "06001": None,
        "06004": Sent({"NL18.reached": 70}),
        "06019": Sent({"NL18.reached": 70}),
        "06085": None,
    }
    known = assessment_of(plan, sent, YEAR_2025)
    table = view_of(plan, known, YEAR_2025).reach
    assert table is not None
    assert (table.by_area, table.noun, len(table.units)) == (True, "xã, phường", 65)
    assert [row.name for row in table.rows][:3] == [
        "TP Lạng Sơn, Cao Lộc, Văn Quan (cũ)", "UBND huyện Tràng Định (cũ)",
        "UBND huyện Bình Gia (cũ)",
    ]  # fmt: skip
    assert cells(table, "2.1b") == [
        "14/14", "4/7; 20", "7/8", "5/5", "6/6", "8/8", "6/6", "7/7", "4/4",
    ]  # fmt: skip
    assert str(column(table, "2.1b").count) == "61/65"


def test_an_area_whose_communes_are_all_silent_is_not_known(plan: Plan) -> None:
    silent: dict[str, Sent | None] = dict.fromkeys(("06613", "06616", "06625", "06637"))
    table = view_of(plan, assessment_of(plan, silent, YEAR_2025), YEAR_2025).reach
    assert table is not None
    assert set(map(str, table.rows[-1].cells)) == {"…"}
