from __future__ import annotations

from datetime import date
from fractions import Fraction

import pytest

from lsreport.indicators.plan import Target
from lsreport.report import numbers
from lsreport.report.numbers import Rounding


def target(value: str) -> Target:
    return Target(op=">=", value=value, words="", source="")


NINETY = target("0.90")


@pytest.mark.parametrize(
    ("value", "text"),
    [(0, "0"), (7, "7"), (999, "999"), (1234, "1.234"), (1234567, "1.234.567"), (-1234, "-1.234")],
)
def test_whole_numbers_are_grouped_by_points(value: int, text: str) -> None:
    assert numbers.grouped(value) == text


@pytest.mark.parametrize(
    ("value", "text"), [(0, "0"), (1, "01"), (2, "02"), (9, "09"), (10, "10"), (1520, "1.520")]
)
def test_prose_counts_below_ten_are_padded(value: int, text: str) -> None:
    assert numbers.counted(value) == text


@pytest.mark.parametrize(
    ("value", "digits", "rounding", "text"),
    [
        (Fraction("1234.5"), 1, Rounding.NEAREST, "1.234,5"),
        (Fraction("0.25"), 1, Rounding.NEAREST, "0,3"),
        (Fraction("-0.25"), 1, Rounding.NEAREST, "-0,3"),
        (Fraction("-0.04"), 1, Rounding.NEAREST, "0,0"),
        (Fraction("74.019"), 1, Rounding.DOWN, "74,0"),
        (Fraction("80.801"), 1, Rounding.UP, "80,9"),
        (Fraction(12), 0, Rounding.NEAREST, "12"),
    ],
)
def test_decimals_have_a_comma_and_round_as_told(
    value: Fraction, digits: int, rounding: Rounding, text: str
) -> None:
    assert numbers.decimal(value, digits, rounding) == text


@pytest.mark.parametrize(
    ("ratio", "text"),
    [
        (Fraction(2685, 10000), "26,85%"),
        (Fraction(8996, 10000), "89,96%"),
        (Fraction(89996, 100000), "89,996%"),
        (Fraction(899999, 1000000), "89,9999%"),
        (Fraction(9, 10), "90,00%"),
        (Fraction(900001, 1000000), "90,00%"),
        (Fraction(1), "100%"),
        (Fraction(199999, 200000), "99,9995%"),
        (Fraction(0), "0%"),
        (Fraction(1, 200000), "0,001%"),
    ],
)
def test_a_percentage_stays_on_its_side_of_the_target(ratio: Fraction, text: str) -> None:
    assert numbers.percent(ratio, NINETY) == text


def test_without_a_target_only_the_ends_are_kept_apart() -> None:
    assert numbers.percent(Fraction(8999, 10000), digits=1) == "90,0%"
    assert numbers.percent(Fraction(9999, 10000), digits=1) == "99,99%"


def test_a_high_bound_below_the_target_is_not_rounded_up_to_it() -> None:
    high = Fraction(7996, 10000)
    assert numbers.percent(high, target("0.80"), digits=1, rounding=Rounding.UP) == "79,96%"
    low = Fraction(80001, 100000)
    assert numbers.percent(low, target("0.80"), digits=1, rounding=Rounding.DOWN) == "80,0%"


def test_levels_are_printed_in_their_shortest_form() -> None:
    assert numbers.level(target("0.80")) == "80%"
    assert numbers.level(target("1")) == "100%"
    assert numbers.level(target("0.049")) == "4,9%"


def test_differences_never_look_like_nought_unless_they_are() -> None:
    assert numbers.points(Fraction(-231, 10000)) == "2,31"
    assert numbers.points(Fraction(1, 100000)) == "0,001"
    assert numbers.signed_points(Fraction(231, 10000)) == "+2,31"
    assert numbers.signed_points(Fraction(-4, 1000)) == "-0,40"
    assert numbers.signed_points(Fraction(0)) == "0"


@pytest.mark.parametrize(
    ("thousand", "text"),
    [(0, "0"), (12_500, "12,5"), (1_234_500, "1.234,5"), (20_000, "20"), (1, "0,001")],
)
def test_money_is_printed_in_million(thousand: int, text: str) -> None:
    assert numbers.million(thousand) == text


@pytest.mark.parametrize(
    ("day", "short"),
    [
        (date(2025, 7, 5), "05/7/2025"),
        (date(2025, 7, 10), "10/7/2025"),
        (date(2024, 2, 14), "14/02/2024"),
        (date(2024, 1, 1), "01/01/2024"),
        (date(2023, 12, 15), "15/12/2023"),
        (date(2021, 9, 13), "13/9/2021"),
        (date(2021, 3, 9), "09/3/2021"),
    ],
)
def test_dates_follow_decree_30(day: date, short: str) -> None:
    assert numbers.short_date(day) == short


def test_a_draft_leaves_the_day_open() -> None:
    assert numbers.open_date(date(2025, 2, 5), " … ") == "ngày … tháng 02 năm 2025"


def test_weekdays_stand_as_in_a_sentence() -> None:
    names = [numbers.weekday(date(2025, 7, day)) for day in range(5, 12)]
    assert names == [
        "thứ Bảy", "Chủ nhật", "thứ Hai", "thứ Ba", "thứ Tư", "thứ Năm", "thứ Sáu",
    ]  # fmt: skip
