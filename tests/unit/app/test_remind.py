"""When a reminder is written, which files there are, and why there is none."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from lsreport.app.init import init
from lsreport.app.remind import remind
from lsreport.app.workspace import Desk, Workspace, opened
from lsreport.domain.clock import LANG_SON
from lsreport.domain.period import Period
from lsreport.errors import ConfigurationError, NotFoundError, StorageError

HALF = Period(2025, annual=False)
DUE = datetime(2025, 7, 7, 23, 59, 59, tzinfo=LANG_SON)
"""The last second of the moved due date."""
LATE = datetime(2025, 7, 8, 0, 0, 1, tzinfo=LANG_SON)


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    with opened(Workspace(init(tmp_path)), "remind") as desk:
        yield desk


def test_until_the_due_date_has_passed_there_is_no_letter(desk: Desk) -> None:
    done = remind(desk, HALF, now=DUE)
    assert done.letters == ()
    assert str(done.nothing) == (
        "No reminder yet: the returns of 2025-H1 are due by the end of 07/7/2025; 29 of them have "
        "not come."
    )
    assert list(desk.workspace.out.iterdir()) == []


def test_the_moment_that_counts_is_that_of_lang_son_and_as_of_wins(desk: Desk) -> None:
    # 17:00:01 UTC is the eighth of July in Lạng Sơn.
    assert remind(desk, HALF, now=datetime(2025, 7, 7, 17, 0, 1, tzinfo=UTC)).nothing is None
    assert remind(desk, HALF, now=LATE, as_of=DUE).nothing is not None
    assert remind(desk, HALF, now=DUE, as_of=LATE).nothing is None


def test_one_letter_names_all_and_each_writes_one_for_each_unit(desk: Desk) -> None:
    one = remind(desk, HALF, now=LATE)
    assert (one.letters, one.nothing) == (
        (desk.workspace.out / "2025-H1" / "lsreport-187-2025-H1-reminder.docx",),
        None,
    )
    first = one.letters[0].read_bytes()
    assert remind(desk, HALF, now=LATE.replace(hour=16)).letters == one.letters
    assert one.letters[0].read_bytes() == first
    each = remind(desk, HALF, now=LATE, each=True, out=desk.workspace.root / "letters")
    names = [path.name for path in each.letters]
    assert (len(names), names[0], names[-1]) == (
        29,
        "lsreport-187-2025-H1-reminder-SYT.docx",
        "lsreport-187-2025-H1-reminder-189.docx",
    )
    assert {path.parent for path in each.letters} == {desk.workspace.root / "letters"}
    assert all(path.is_file() for path in each.letters)


def test_what_cannot_be_written_is_named_and_leaves_nothing(desk: Desk) -> None:
    with pytest.raises(NotFoundError, match="outside plan"):
        remind(desk, Period(2020, annual=True), now=LATE)
    blocked = desk.workspace.root / "file"
    blocked.write_text("in the way")
    with pytest.raises(StorageError, match="cannot be written"):
        remind(desk, HALF, now=LATE, out=blocked)
    desk.workspace.templates.mkdir()
    (desk.workspace.templates / "reminder.docx").write_bytes(b"no document")
    with pytest.raises(ConfigurationError, match=r"reminder\.docx: not a Word document"):
        remind(desk, HALF, now=LATE, each=True)
    assert list(desk.workspace.out.iterdir()) == []
