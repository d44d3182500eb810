from __future__ import annotations

import pytest

from lsreport.domain.numbers import (
    Fault,
    Reading,
    Remark,
    cleaned,
    folded,
    read_choice,
    read_count,
    read_date,
    read_money,
    read_text,
    read_tick,
)
from lsreport.domain.observation import Raw, RawKind, State

LARGEST = 1_000_000_000


def text(content: str) -> Raw:
    return Raw("TT01", "C", "E5", RawKind.TEXT, content)


def number(content: str) -> Raw:
    return Raw("TT01", "C", "E5", RawKind.NUMBER, content)


def other(kind: RawKind, content: str | None = None) -> Raw:
    return Raw("TT01", "C", "E5", kind, content)


BLANK = Reading(State.MISSING)
ZERO = Reading(State.ZERO, 0)
UNCACHED = Reading(State.MISSING, remark=Remark.UNCACHED)
WORD = Reading(State.ZERO, 0, remark=Remark.WORD)


def value(count: int) -> Reading:
    return Reading(State.VALUE, count)


def typed(count: int) -> Reading:
    return Reading(State.VALUE if count else State.ZERO, count, remark=Remark.TEXT)


def fault(reason: Fault, count: int | None = None) -> Reading:
    return Reading(State.MISSING if count is None else State.VALUE, count, fault=reason)


@pytest.mark.parametrize(
    ("content", "reading"),
    [
        ("0", typed(0)),
        ("7", typed(7)),
        ("1234", typed(1234)),
        ("1.234", typed(1234)),
        ("1 234", typed(1234)),
        ("1\u00a0234", typed(1234)),
        ("1\u202f234", typed(1234)),
        ("1.234 567", typed(1_234_567)),
        ("12.345.678", typed(12_345_678)),
        ("  15 ", typed(15)),
        ("1\u2009234", typed(1234)),
        ("1\u3000234", typed(1234)),
        ("\u200b15\ufeff", typed(15)),
        ("１５", typed(15)),
        ("１．２３４", typed(1234)),
        ("1000000000", typed(1_000_000_000)),
        ("1000000001", fault(Fault.TOO_LARGE, 1_000_000_001)),
        ("1.000.000.001", fault(Fault.TOO_LARGE, 1_000_000_001)),
        ("9" * 18, fault(Fault.TOO_LARGE, 10**18 - 1)),
        ("9" * 19, fault(Fault.TOO_LARGE)),
        ("9" * 30_000, fault(Fault.TOO_LARGE)),
        ("-" + "9" * 30_000, fault(Fault.NEGATIVE)),
        ("-5", fault(Fault.NEGATIVE, -5)),
        ("− 5", fault(Fault.NEGATIVE, -5)),
        ("–1.234", fault(Fault.NEGATIVE, -1234)),
        ("-0", typed(0)),
        ("12,5", fault(Fault.DECIMALS)),
        ("1.234,05", fault(Fault.DECIMALS)),
        ("1,234", fault(Fault.NOT_A_NUMBER)),
        ("1.5", fault(Fault.NOT_A_NUMBER)),
        ("0.123", fault(Fault.NOT_A_NUMBER)),
        ("1.2345", fault(Fault.NOT_A_NUMBER)),
        ("1234.567", fault(Fault.NOT_A_NUMBER)),
        ("007", fault(Fault.NOT_A_NUMBER)),
        ("0.000", fault(Fault.NOT_A_NUMBER)),
        ("85%", fault(Fault.NOT_A_NUMBER)),
        ("15/6/2024", fault(Fault.NOT_A_NUMBER)),
        ("+5", fault(Fault.NOT_A_NUMBER)),
        ("5-3", fault(Fault.NOT_A_NUMBER)),
        ("12 em", fault(Fault.NOT_A_NUMBER)),
        ("khoảng 20", fault(Fault.NOT_A_NUMBER)),
        ("12\n345", fault(Fault.NOT_A_NUMBER)),
        ("12\t345", fault(Fault.NOT_A_NUMBER)),
        ("٣", fault(Fault.NOT_A_NUMBER)),
        ("5²", fault(Fault.NOT_A_NUMBER)),
        ("x", fault(Fault.NOT_A_NUMBER)),
        ("-", fault(Fault.DASH)),
        (" – ", fault(Fault.DASH)),
        ("---", fault(Fault.DASH)),
        ("", BLANK),
        (" \u00a0 ", BLANK),
        ("không", WORD),
        ("Không  có", WORD),
        ("KHÔNG PHÁT SINH", WORD),
        ("chưa phát hiện", WORD),
        ("kh\u006f\u0302ng", WORD),
        ("không ai", fault(Fault.NOT_A_NUMBER)),
        ("Không áp dụng", Reading(State.NOT_APPLICABLE)),
    ],
)
def test_a_count_typed_as_text(content: str, reading: Reading) -> None:
    assert read_count(text(content), LARGEST) == reading


@pytest.mark.parametrize(
    ("content", "reading"),
    [
        ("0", ZERO),
        ("12", value(12)),
        ("1000000000", value(1_000_000_000)),
        ("1000000001", fault(Fault.TOO_LARGE, 1_000_000_001)),
        ("-1", fault(Fault.NEGATIVE, -1)),
        ("2.5", fault(Fault.DECIMALS)),
        ("0.85", fault(Fault.DECIMALS)),
        ("-0.5", fault(Fault.DECIMALS)),
        # 0.1 * 30 in a spreadsheet: the noise after 15 digits is no decimal.
        ("3.0000000000000004", value(3)),
        ("2.9999999999999996", value(3)),
        ("1e+300", fault(Fault.TOO_LARGE)),
        ("-1e+300", fault(Fault.NEGATIVE)),
    ],
)
def test_a_count_stored_as_a_number(content: str, reading: Reading) -> None:
    assert read_count(number(content), LARGEST) == reading


@pytest.mark.parametrize(
    ("content", "reading"),
    [
        ("0", typed(0)),
        ("12", typed(12_000)),
        ("12,5", typed(12_500)),
        ("0,5", typed(500)),
        ("1,234", typed(1_234)),
        ("1.234", typed(1_234_000)),
        ("1.234,05", typed(1_234_050)),
        ("1 234,005", typed(1_234_005)),
        ("-1,5", fault(Fault.NEGATIVE, -1_500)),
        ("2.000.000", fault(Fault.TOO_LARGE, 2_000_000_000)),
        ("1,2345", fault(Fault.NOT_A_NUMBER)),
        ("1.5", fault(Fault.NOT_A_NUMBER)),
        ("0.123", fault(Fault.NOT_A_NUMBER)),
        ("12,", fault(Fault.NOT_A_NUMBER)),
        (",5", fault(Fault.NOT_A_NUMBER)),
        ("12 triệu", fault(Fault.NOT_A_NUMBER)),
        ("-", fault(Fault.DASH)),
        ("không", WORD),
    ],
)
def test_an_amount_typed_in_million(content: str, reading: Reading) -> None:
    assert read_money(text(content), LARGEST) == reading


@pytest.mark.parametrize(
    ("content", "reading"),
    [
        ("0", ZERO),
        ("12", value(12_000)),
        ("12.5", value(12_500)),
        ("0.001", value(1)),
        ("0.0005", fault(Fault.DECIMALS)),
        # 0.1 + 0.2 as a double.
        ("0.30000000000000004", value(300)),
        ("-0.5", fault(Fault.NEGATIVE, -500)),
        ("1000000", value(1_000_000_000)),
        ("1000000.001", fault(Fault.TOO_LARGE, 1_000_000_001)),
    ],
)
def test_an_amount_stored_as_a_number(content: str, reading: Reading) -> None:
    assert read_money(number(content), LARGEST) == reading


@pytest.mark.parametrize("read", [read_count, read_money])
@pytest.mark.parametrize(
    ("raw", "reading"),
    [
        (other(RawKind.BLANK), BLANK),
        (other(RawKind.UNCACHED), UNCACHED),
        (other(RawKind.ERROR, "#REF!"), fault(Fault.ERROR_VALUE)),
        (other(RawKind.BOOLEAN, "1"), fault(Fault.NOT_A_NUMBER)),
        (other(RawKind.DATE, "2024-06-15"), fault(Fault.NOT_A_NUMBER)),
    ],
)
def test_what_is_no_number_is_never_read_as_one(read, raw: Raw, reading: Reading) -> None:
    assert read(raw, LARGEST) == reading


@pytest.mark.parametrize(
    ("raw", "reading"),
    [
        (text("x"), value(1)),
        (text(" X "), value(1)),
        (text("Có"), value(1)),
        (text("TRUE"), value(1)),
        (text("✓"), value(1)),
        (number("1"), value(1)),
        (other(RawKind.BOOLEAN, "1"), value(1)),
        (other(RawKind.BOOLEAN, "0"), BLANK),
        (other(RawKind.BLANK), BLANK),
        (text("  "), BLANK),
        (other(RawKind.UNCACHED), UNCACHED),
        (text("không"), fault(Fault.NOT_A_TICK)),
        (number("0"), fault(Fault.NOT_A_TICK)),
        (number("2"), fault(Fault.NOT_A_TICK)),
        (other(RawKind.ERROR, "#N/A"), fault(Fault.NOT_A_TICK)),
    ],
)
def test_ticks(raw: Raw, reading: Reading) -> None:
    assert read_tick(raw) == reading


@pytest.mark.parametrize(
    ("raw", "reading"),
    [
        (number("2"), value(2)),
        (number("0"), value(0)),
        (text("2"), value(2)),
        (text("hồ sơ  từng buổi"), value(2)),
        (text("2. Hồ sơ từng buổi"), value(2)),
        (text("2 - hồ sơ từng buổi"), value(2)),
        (text("2)"), value(2)),
        (text("1 - hồ sơ từng buổi"), fault(Fault.NOT_A_CHOICE)),
        (text("4"), fault(Fault.NOT_A_CHOICE)),
        (text("hồ sơ"), fault(Fault.NOT_A_CHOICE)),
        (number("1.5"), fault(Fault.NOT_A_CHOICE)),
        (text("1" * 5000), fault(Fault.NOT_A_CHOICE)),
        (other(RawKind.BOOLEAN, "1"), fault(Fault.NOT_A_CHOICE)),
        (other(RawKind.DATE, "2024-01-02"), fault(Fault.NOT_A_CHOICE)),
        (text("-"), fault(Fault.DASH)),
        (text(" "), BLANK),
        (other(RawKind.BLANK), BLANK),
        (other(RawKind.UNCACHED), UNCACHED),
    ],
)
def test_choices_by_number_or_label(raw: Raw, reading: Reading) -> None:
    assert read_choice(raw, {0: "Chưa", 1: "Danh sách", 2: "Hồ sơ từng buổi"}) == reading


@pytest.mark.parametrize(
    ("raw", "reading"),
    [
        (other(RawKind.DATE, "2021-09-13"), Reading(State.VALUE, text="2021-09-13")),
        (other(RawKind.DATE, "2021-09-13T08:00:00"), Reading(State.VALUE, text="2021-09-13")),
        (text("13/9/2021"), Reading(State.VALUE, text="2021-09-13")),
        (text("13-09-2021"), Reading(State.VALUE, text="2021-09-13")),
        (text("13.9.2021"), Reading(State.VALUE, text="2021-09-13")),
        (text("9/13/2021"), fault(Fault.NOT_A_DATE)),
        (text("31/4/2021"), fault(Fault.NOT_A_DATE)),
        (text("tháng 9 năm 2021"), fault(Fault.NOT_A_DATE)),
        (text("2021"), fault(Fault.NOT_A_DATE)),
        (number("44452"), fault(Fault.NOT_A_DATE)),
        (other(RawKind.DATE, "08:30:00"), fault(Fault.NOT_A_DATE)),
        (text("-"), fault(Fault.DASH)),
        (other(RawKind.BLANK), BLANK),
        (other(RawKind.UNCACHED), UNCACHED),
    ],
)
def test_dates_are_day_month_year(raw: Raw, reading: Reading) -> None:
    assert read_date(raw) == reading


@pytest.mark.parametrize(
    ("raw", "reading"),
    [
        (text("  Thiếu   kinh phí. \n Chưa có mô hình. "), "Thiếu kinh phí.\nChưa có mô hình."),
        (number("187"), "187"),
        (text("\n \n"), None),
        (other(RawKind.BLANK), None),
    ],
)
def test_text_keeps_its_lines(raw: Raw, reading: str | None) -> None:
    expected = BLANK if reading is None else Reading(State.VALUE, text=reading)
    assert read_text(raw) == expected


@pytest.mark.parametrize(
    ("raw", "reading"),
    [
        (text("-"), fault(Fault.DASH)),
        (other(RawKind.ERROR, "#REF!"), fault(Fault.ERROR_VALUE)),
        (other(RawKind.UNCACHED), UNCACHED),
    ],
)
def test_what_is_no_text(raw: Raw, reading: Reading) -> None:
    assert read_text(raw) == reading


def test_cleaning_keeps_what_a_reader_sees() -> None:
    assert cleaned("  Xã\u00a0Quốc  Kha\u0301nh\u200b ") == "Xã Quốc Khánh"
    assert folded("KHÔNG\tCó") == "không có"
