"""The time of Lạng Sơn, fixed: Viet Nam has kept UTC+7 without daylight saving since 1975."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta, timezone

LANG_SON = timezone(timedelta(hours=7))


def lang_son_day(moment: datetime) -> date:
    """Return the date in Lạng Sơn at an aware moment."""
    return moment.astimezone(LANG_SON).date()


def end_of(day: date) -> datetime:
    """Return the last moment of `day`: what stands for a moment of which only the day is known."""
    return datetime.combine(day, time.max, LANG_SON)


def midnight_after(day: date) -> datetime:
    """Return 24:00 of `day`, the last moment that still counts as that day."""
    return datetime.combine(day + timedelta(days=1), time.min, LANG_SON)


def is_ahead(moment: datetime, now: datetime) -> bool:
    """Say whether a moment is later than now; today as a whole, written as its end, is not."""
    return moment > now and moment != end_of(lang_son_day(now))
