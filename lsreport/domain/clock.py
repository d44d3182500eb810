"""The time of Lạng Sơn, fixed: Viet Nam has kept UTC+7 without daylight saving since 1975."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta, timezone

LANG_SON = timezone(timedelta(hours=7))


def midnight_after(day: date) -> datetime:
    """Return 24:00 of `day`, the last moment that still counts as that day."""
    return datetime.combine(day + timedelta(days=1), time.min, LANG_SON)
