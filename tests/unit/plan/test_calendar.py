"""Windows and due dates."""

from __future__ import annotations

from datetime import UTC, date, datetime

import msgspec
import pytest

from lsreport.domain.clock import LANG_SON
from lsreport.domain.period import Period
from lsreport.errors import NotFoundError
from lsreport.indicators.calendar import (
    Due,
    due,
    exists,
    latest_ended,
    on_time,
    onward,
    window,
    working_days,
)
from lsreport.indicators.plan import Plan


@pytest.mark.parametrize(
    ("period", "start", "end"),
    [
        ("2021", date(2021, 9, 13), date(2021, 12, 14)),
        ("2022-H1", date(2021, 12, 15), date(2022, 6, 14)),
        ("2022", date(2021, 12, 15), date(2022, 12, 14)),
        ("2025-H1", date(2024, 12, 15), date(2025, 6, 14)),
        ("2026-H1", date(2025, 12, 15), date(2026, 6, 14)),
    ],
)
def test_windows(plan: Plan, period: str, start: date, end: date) -> None:
    assert window(plan, Period.parse(period)) == (start, end)


@pytest.mark.parametrize(
    ("period", "written", "moved"),
    [
        ("2021", date(2021, 12, 25), date(2021, 12, 27)),
        ("2022", date(2022, 12, 25), date(2022, 12, 26)),
        ("2024-H1", date(2024, 7, 5), date(2024, 7, 5)),
        ("2024", date(2024, 12, 25), date(2024, 12, 25)),
        ("2025-H1", date(2025, 7, 5), date(2025, 7, 7)),
        ("2026-H1", date(2026, 7, 5), date(2026, 7, 6)),
        ("2027", date(2027, 12, 25), date(2027, 12, 27)),
    ],
)
def test_due_dates_move_to_the_next_working_day(
    plan: Plan, period: str, written: date, moved: date
) -> None:
    assert due(plan, Period.parse(period)) == Due(written, moved)


@pytest.mark.parametrize(
    ("month_day", "written", "moved"),
    [
        # New Year 2022 is a Saturday: Monday is off in lieu.
        ("01-01", date(2022, 1, 1), date(2022, 1, 4)),
        # Tết 2022: Monday to Friday.
        ("02-01", date(2022, 2, 1), date(2022, 2, 7)),
        # 30 April and 1 May 2022 are Saturday and Sunday: Monday and Tuesday are off in lieu.
        ("04-30", date(2022, 4, 30), date(2022, 5, 4)),
    ],
)
def test_a_due_date_on_a_public_holiday_moves_too(
    plan: Plan, month_day: str, written: date, moved: date
) -> None:
    calendar = msgspec.structs.replace(plan.calendar, due_year=month_day)
    other = msgspec.structs.replace(plan, calendar=calendar)
    assert due(other, Period(2022, annual=True)) == Due(written, moved)


@pytest.mark.parametrize(
    ("after", "until", "count"),
    [
        # 2025-07-07 is a Monday.
        (date(2025, 7, 7), date(2025, 7, 6), 0),
        (date(2025, 7, 7), date(2025, 7, 7), 0),
        (date(2025, 7, 7), date(2025, 7, 8), 1),
        (date(2025, 7, 7), date(2025, 7, 11), 4),
        (date(2025, 7, 7), date(2025, 7, 13), 4),
        (date(2025, 7, 7), date(2025, 7, 14), 5),
        # From a Friday over the weekend.
        (date(2024, 7, 5), date(2024, 7, 7), 0),
        (date(2024, 7, 5), date(2024, 7, 8), 1),
        # 2 September 2024 is a Monday, 3 September its second day: Fri 30 Aug, Wed 4, Thu 5.
        (date(2024, 8, 29), date(2024, 9, 5), 3),
        # New Year 2025 on a Wednesday: Thu 26, Fri 27, Mon 30, Tue 31, Thu 2, Fri 3.
        (date(2024, 12, 25), date(2025, 1, 3), 6),
        # Tết 2025, 27 to 31 January: Thu 23, Fri 24 before it, Mon 3, Tue 4 after it.
        (date(2025, 1, 22), date(2025, 2, 2), 2),
        (date(2025, 1, 22), date(2025, 2, 4), 4),
    ],
)
def test_working_days_leave_out_weekends_and_public_holidays(
    plan: Plan, after: date, until: date, count: int
) -> None:
    assert working_days(plan, after, until) == count


@pytest.mark.parametrize(
    ("received", "kept"),
    [
        (datetime(2025, 7, 5, 9, 0, tzinfo=LANG_SON), True),
        (datetime(2025, 7, 7, 23, 59, 59, tzinfo=LANG_SON), True),
        (datetime(2025, 7, 8, 0, 0, tzinfo=LANG_SON), True),
        (datetime(2025, 7, 8, 0, 0, 1, tzinfo=LANG_SON), False),
        (datetime(2025, 7, 7, 17, 0, tzinfo=UTC), True),
        (datetime(2025, 7, 7, 17, 0, 1, tzinfo=UTC), False),
    ],
)
def test_on_time_is_by_24_00_of_the_moved_date_in_lang_son(
    plan: Plan, received: datetime, kept: bool
) -> None:
    assert on_time(plan, Period(2025, annual=False), received) is kept


@pytest.mark.parametrize(
    ("period", "inside"),
    [("2020", False), ("2021-H1", False), ("2021", True), ("2022-H1", True), ("2040", True)],
)
def test_the_plan_has_a_first_period_and_no_last_one(plan: Plan, period: str, inside: bool) -> None:
    assert exists(plan, Period.parse(period)) is inside


@pytest.mark.parametrize(
    ("today", "period"),
    [
        (date(2021, 12, 15), "2021"),
        (date(2022, 6, 14), "2021"),
        (date(2022, 6, 15), "2022-H1"),
        (date(2025, 6, 14), "2024"),
        (date(2025, 6, 15), "2025-H1"),
        (date(2025, 12, 14), "2025-H1"),
        (date(2026, 1, 1), "2025"),
    ],
)
def test_the_latest_period_whose_window_has_ended(plan: Plan, today: date, period: str) -> None:
    assert latest_ended(plan, today) == Period.parse(period)


def test_before_the_first_window_ends_there_is_no_period_to_report(plan: Plan) -> None:
    with pytest.raises(NotFoundError) as raised:
        latest_ended(plan, date(2021, 12, 14))
    assert str(raised.value) == (
        "No period of plan 187/KH-UBND ended before 2021-12-14: the first one, 2021, ends on "
        "2021-12-14."
    )


def test_the_office_owes_its_half_year_report_before_the_units_owe_theirs(plan: Plan) -> None:
    half = [(one.to.to, one.due, one.early) for one in onward(plan, Period(2024, annual=False))]
    year = [(one.to.to, one.due, one.early) for one in onward(plan, Period(2024, annual=True))]
    june, christmas = date(2024, 6, 25), date(2024, 12, 25)
    assert half == [
        ("province", Due(june, june), True),
        ("ministry", Due(june, june), True),
    ]
    assert year == [
        ("province", Due(christmas, christmas), False),
        ("ministry", Due(christmas, christmas), False),
    ]


def test_in_2025_the_ended_districts_stay_owners_of_their_part_of_the_year(plan: Plan) -> None:
    joined = [
        (one.period, one.earlier, one.roles, one.indicators, one.opening)
        for one in plan.calendar.joined
    ]
    assert joined == [("2025", "2025-H1", ("local",), ("1.1", "1.2"), ("CL_DK",))]
