"""What the stored text of a cell means: numbers, dates, escaped text, addresses."""

import math
import re
from datetime import date, timedelta
from decimal import Decimal

LAST_COLUMN = 16_384
ESCAPE_LENGTH = len("_x000D_")
_LAST_ROW = 1_048_576
_INTEGER = re.compile(r"-?[1-9][0-9]{0,14}|0")
_NUMBER = re.compile(r"[+-]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][+-]?[0-9]{1,6})?")
_ESCAPE = re.compile(r"_x([0-9A-Fa-f]{4})_")
_SURROGATE = re.compile("[\ud800-\udfff]")
_ISO = re.compile(
    r"(?:(?P<day>[0-9]{4}-[0-9]{2}-[0-9]{2})(?:T|$))?"
    r"(?:(?P<time>(?:[01][0-9]|2[0-3]):[0-5][0-9])(?::(?P<second>[0-5][0-9])(?:\.[0-9]+)?)?Z?)?"
)
_RANGE = re.compile(r"([A-Z]{1,3})([1-9][0-9]{0,6})(?::([A-Z]{1,3})([1-9][0-9]{0,6}))?")
_LITERAL = re.compile(r'"[^"]*"|\\.|_.|\*.|\[(?![hHmMsS]+\])[^\]]*\]', re.DOTALL)
_ELAPSED = re.compile(r"\[(?:h+|m+|s+)\]", re.IGNORECASE)
_DATE_FORMATS = frozenset({*range(14, 23), *range(27, 37), 45, 47, *range(50, 59)})
_ZERO_1904 = date(1904, 1, 1)
_ZERO_1900 = date(1899, 12, 31)
_ZERO_AFTER_FALSE_DAY = date(1899, 12, 30)


def number(raw: str) -> str:
    """Return a stored number in plain decimal notation, at the precision of a double.

    Integers carry no '.0', zero no sign; beyond 1e21 and below 1e-15 the exponent stays.

    Raises:
        ValueError: `raw` is not a finite number.
    """
    if _INTEGER.fullmatch(raw):
        return raw
    raw = raw.strip()
    if not _NUMBER.fullmatch(raw):
        raise ValueError(f"not a number: {raw[:20]!r}")
    value = float(raw)
    if not math.isfinite(value):
        raise ValueError(f"not a finite number: {raw[:20]!r}")
    if value == 0:
        return "0"
    if not 1e-15 <= abs(value) < 1e21:
        return repr(value)
    plain = format(Decimal(repr(value)), "f")
    return plain.rstrip("0").rstrip(".") if "." in plain else plain


def serial_date(serial: str, *, date1904: bool) -> str | None:
    """Return the date, date and time, or time of day that Excel shows for a serial number of days.

    Rounded to seconds. Below 1 it is a time of day. None where Excel shows #### (negative, or
    after the year 9999). The 29 February 1900 that Excel invented is given as the 28th.
    """
    seconds = round(float(serial) * 86_400)
    if seconds < 0:
        return None
    days, seconds = divmod(seconds, 86_400)
    clock = f"{seconds // 3600:02}:{seconds // 60 % 60:02}:{seconds % 60:02}"
    if days == 0:
        return clock
    zero = _ZERO_1904 if date1904 else _ZERO_1900 if days < 60 else _ZERO_AFTER_FALSE_DAY
    try:
        day = zero + timedelta(days=days)
    except OverflowError:
        return None
    return f"{day}T{clock}" if seconds else f"{day}"


def iso_date(raw: str) -> str:
    """Return a stored ISO 8601 date or time in the form that `serial_date` gives.

    Raises:
        ValueError: `raw` is no ISO date, date and time, or time.
    """
    match = _ISO.fullmatch(raw.strip())
    if match is None or not (match["day"] or match["time"]):
        raise ValueError(f"not a date: {raw[:20]!r}")
    clock = f"{match['time']}:{match['second'] or '00'}" if match["time"] else "00:00:00"
    if not match["day"]:
        return clock
    day = date.fromisoformat(match["day"])
    return f"{day}" if clock == "00:00:00" else f"{day}T{clock}"


def is_date_format(identifier: int, code: str | None) -> bool:
    """Whether a number format shows dates or times of day; elapsed time such as [h]:mm does not.

    `code` is the custom format code, None for a built-in format.
    """
    if code is None:
        return identifier in _DATE_FORMATS
    positive = _LITERAL.sub("", code[:1000]).lower().partition(";")[0]
    return not _ELAPSED.search(positive) and any(letter in "dmyhs" for letter in positive)


def unescaped(text: str) -> str:
    """Decode `_x000D_` escapes; a half of a surrogate pair becomes the replacement character."""
    if "_x" not in text:
        return text
    text = _ESCAPE.sub(lambda match: chr(int(match[1], 16)), text)
    if _SURROGATE.search(text):
        text = text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
    return text


def column_number(letters: str) -> int:
    """Return 1 for 'A', 16384 for 'XFD'."""
    result = 0
    for letter in letters:
        result = result * 26 + ord(letter) - 64
    return result


def column_letters(column: int) -> str:
    """Return 'A' for 1, 'XFD' for 16384."""
    letters = ""
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def cell_range(reference: str) -> tuple[int, int, int, int]:
    """Return top row, left column, bottom row and right column of 'B2:D5' or 'B2', from 1.

    Raises:
        ValueError: `reference` is not such a range, or lies outside the largest sheet.
    """
    match = _RANGE.fullmatch(reference)
    if match is None:
        raise ValueError(f"not a reference: {reference[:20]!r}")
    left, top = column_number(match[1]), int(match[2])
    right, bottom = (column_number(match[3]), int(match[4])) if match[3] else (left, top)
    if not (left <= right <= LAST_COLUMN and top <= bottom <= _LAST_ROW):
        raise ValueError(f"outside the sheet: {reference}")
    return top, left, bottom, right
