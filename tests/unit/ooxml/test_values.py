import math
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lsreport.ooxml.values import (
    cell_range,
    column_letters,
    column_number,
    is_date_format,
    iso_date,
    number,
    serial_date,
    unescaped,
)


@pytest.mark.parametrize(
    ("raw", "text"),
    [
        ("0", "0"),
        ("-0.0", "0"),
        ("007", "7"),
        ("+5", "5"),
        (".5", "0.5"),
        ("5.", "5"),
        ("1.1000000000000001", "1.1"),
        ("0.10000000000000001", "0.1"),
        ("123456789012345", "123456789012345"),
        ("12345678901234567890", "12345678901234567000"),
        ("1E+20", "100000000000000000000"),
        ("1E21", "1e+21"),
        ("1.5e-7", "0.00000015"),
        ("1e-300", "1e-300"),
        ("1e-400", "0"),
    ],
)
def test_numbers_are_written_plainly(raw: str, text: str) -> None:
    assert number(raw) == text


@pytest.mark.parametrize(
    "raw", ["", " ", "1,5", "0x1", "1e", "--1", "1e9999999", "Infinity", "1 2"]
)
def test_what_is_no_number_is_refused(raw: str) -> None:
    with pytest.raises(ValueError, match="number"):
        number(raw)


@settings(derandomize=True, deadline=None)
@given(st.floats(allow_nan=False, allow_infinity=False))
def test_a_number_keeps_its_value_and_is_written_one_way(value: float) -> None:
    text = number(repr(value))
    assert float(text) == value
    assert number(text) == text
    assert Decimal(text) == Decimal(repr(value))
    assert not text.endswith(".0")
    assert math.copysign(1, float(text)) == (1 if value == 0 else math.copysign(1, value))


@pytest.mark.parametrize(
    ("serial", "shown"),
    [
        ("0", "00:00:00"),
        ("0.999999", "1900-01-01"),
        ("0.75", "18:00:00"),
        ("1", "1900-01-01"),
        ("59", "1900-02-28"),
        ("60", "1900-02-28"),
        ("61", "1900-03-01"),
        ("45296.999999", "2024-01-06"),
        ("45296.25", "2024-01-05T06:00:00"),
        ("2958465", "9999-12-31"),
        ("2958466", None),
        ("1e300", None),
        ("-1", None),
    ],
)
def test_serial_numbers_are_the_dates_that_excel_shows(serial: str, shown: str | None) -> None:
    assert serial_date(serial, date1904=False) == shown


def test_serial_numbers_from_1904() -> None:
    assert serial_date("1", date1904=True) == "1904-01-02"
    assert serial_date("60", date1904=True) == "1904-03-01"


@pytest.mark.parametrize(
    ("raw", "text"),
    [
        ("2024-01-05", "2024-01-05"),
        ("2024-01-05T00:00:00", "2024-01-05"),
        ("2024-01-05T23:59:59.9", "2024-01-05T23:59:59"),
        (" 08:30 ", "08:30:00"),
        ("08:30:15Z", "08:30:15"),
    ],
)
def test_iso_dates(raw: str, text: str) -> None:
    assert iso_date(raw) == text


@pytest.mark.parametrize(
    "raw", ["", "Z", "2024-13-01", "2023-02-29", "24:00:00", "2024-01-05 10:00", "20240105"]
)
def test_what_is_no_iso_date_is_refused(raw: str) -> None:
    with pytest.raises(ValueError, match=r"date|month|day"):
        iso_date(raw)


@pytest.mark.parametrize(
    ("identifier", "code", "dated"),
    [
        (14, None, True),
        (22, None, True),
        (46, None, False),
        (47, None, True),
        (0, None, False),
        (164, "dd/mm/yyyy", True),
        (164, "DD-MM-YY;@", True),
        (164, "[$-42A]d mmmm yyyy", True),
        (164, '"ngày "dd" tháng "mm', True),
        (164, "h:mm AM/PM", True),
        (164, "[h]:mm", False),
        (164, "[mm]:ss", False),
        (164, "General", False),
        (164, '#,##0" người"', False),
        (164, "[Red]#,##0;[Blue]-0", False),
        (164, r"#,##0\d", False),
        (164, "0_d*d", False),
        (164, "[$VND-42A] #,##0", False),
        (164, "0.00E+00", False),
        (164, "0;dd", False),
        (14, "0", False),
        (164, "", False),
    ],
)
def test_date_formats(identifier: int, code: str | None, dated: bool) -> None:
    assert is_date_format(identifier, code) is dated


@pytest.mark.parametrize(
    ("raw", "text"),
    [
        ("plain", "plain"),
        ("a_x000D__x000a_b", "a\r\nb"),
        ("_x005F_x000D_", "_x000D_"),
        ("_xZZZZ_", "_xZZZZ_"),
        ("_xD83D__xDE00_", "\U0001f600"),
        ("_xD83D_!", "\ufffd!"),
    ],
)
def test_escapes_are_decoded(raw: str, text: str) -> None:
    assert unescaped(raw) == text


@settings(derandomize=True, deadline=None)
@given(st.integers(1, 16_384))
def test_column_letters_and_numbers_are_each_others_inverse(column: int) -> None:
    assert column_number(column_letters(column)) == column


def test_ranges() -> None:
    assert cell_range("XFD1048576") == (1_048_576, 16_384, 1_048_576, 16_384)
    assert cell_range("B2:D5") == (2, 2, 5, 4)
