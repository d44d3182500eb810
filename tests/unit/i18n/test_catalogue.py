from __future__ import annotations

from datetime import date, datetime

from lsreport.i18n import Catalogue, Message

DAY = date(2025, 7, 5)


def test_a_day_is_written_in_the_order_of_the_language() -> None:
    assert Catalogue("vi").day(DAY) == "05/07/2025"
    assert Catalogue("en").day(DAY) == "2025-07-05"


def test_days_within_sentences_follow_it_too() -> None:
    message = Message("{since}: {inner}", {"since": DAY, "inner": Message("{day}", {"day": DAY})})
    assert Catalogue("vi").text(message) == "05/07/2025: 05/07/2025"
    assert str(message) == "2025-07-05: 2025-07-05"


def test_a_moment_keeps_its_offset_and_form() -> None:
    moment = datetime.fromisoformat("2025-07-05T16:30:00+07:00")
    assert Catalogue("vi").text("{moment}", moment=moment) == "2025-07-05 16:30:00+07:00"
