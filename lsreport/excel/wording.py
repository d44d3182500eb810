"""Words that a form prints around its figures: dates, periods and column headings."""

from __future__ import annotations

from datetime import date

from lsreport.domain.period import Period

_WEEKDAYS = (
    "thứ Hai",
    "thứ Ba",
    "thứ Tư",
    "thứ Năm",
    "thứ Sáu",
    "thứ Bảy",
    "Chủ nhật",
)


def day_in_words(day: date) -> str:
    """Return a date as offices write it: zero before days below 10 and before months 1 and 2."""
    month = f"{day.month:02d}" if day.month <= 2 else f"{day.month}"
    return f"{day.day:02d}/{month}/{day.year}"


def period_in_words(period: Period) -> str:
    """Return `6 tháng đầu năm 2025` or `năm 2025`."""
    return f"năm {period.year}" if period.annual else f"6 tháng đầu năm {period.year}"


def window_in_words(window: tuple[date, date]) -> str:
    """Return the data window, both ends included."""
    first, last = map(day_in_words, window)
    return f"từ ngày {first} đến hết ngày {last}"


def due_in_words(written: date, moved: date) -> str:
    """Return the due date as the plan writes it and, if that is no working day, as it moves."""
    text = f"hạn theo Kế hoạch {day_in_words(written)} ({_WEEKDAYS[written.weekday()]})"
    return text if moved == written else f"{text}, tính đến hết {day_in_words(moved)}"
