"""The time of Lạng Sơn, fixed: Viet Nam has kept UTC+7 without daylight saving since 1975."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta, timezone

LANG_SON = timezone(timedelta(hours=7))


def midnight_after(day: date) -> datetime:
    """Return 24:00 of `day`, the last moment that still counts as that day."""
    return datetime.combine(day + timedelta(days=1), time.min, LANG_SON)


def is_ahead(moment: datetime, now: datetime) -> bool:
    """Say whether a moment is later than now; today as a whole, written as its end, is not."""
    end_of_today = datetime.combine(now.astimezone(LANG_SON).date(), time.max, LANG_SON)
    return moment > now and moment != end_of_today
