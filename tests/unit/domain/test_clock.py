from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from lsreport.domain.clock import LANG_SON, is_ahead, midnight_after

NOW = datetime(2025, 7, 4, 16, 30, tzinfo=UTC)
"""23:30 of 4 July in Lạng Sơn."""


def test_midnight_after_a_day_is_the_first_moment_of_the_next() -> None:
    assert midnight_after(date(2025, 7, 7)) == datetime(2025, 7, 7, 17, tzinfo=UTC)


@pytest.mark.parametrize(
    ("moment", "ahead"),
    [
        (datetime(2025, 7, 4, 23, 30, tzinfo=LANG_SON), False),
        (datetime(2025, 7, 4, 23, 30, 0, 1, tzinfo=LANG_SON), True),
        (datetime(2025, 7, 4, 23, 59, 59, 999999, tzinfo=LANG_SON), False),  # today, a bare date
        (datetime(2025, 7, 5, tzinfo=LANG_SON), True),
        (datetime(2025, 7, 5, 23, 59, 59, 999999, tzinfo=LANG_SON), True),
    ],
)
def test_only_what_is_later_than_now_is_ahead(moment: datetime, ahead: bool) -> None:
    assert is_ahead(moment, NOW) is ahead
