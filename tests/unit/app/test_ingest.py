from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from lsreport.app.ingest import ingest
from lsreport.app.init import init
from lsreport.app.results import FileStatus
from lsreport.app.workspace import Desk, Workspace, opened
from lsreport.checks.rulebook import message_of
from lsreport.domain.clock import LANG_SON
from lsreport.errors import UsageError
from lsreport.i18n import Catalogue
from support.submissions import H1, edited, fill, filled

NOW = datetime(2025, 7, 4, 16, 30, tzinfo=UTC)
"""23:30 of 4 July in Lạng Sơn."""


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    with opened(Workspace(init(tmp_path)), "ingest") as opened_desk:
        yield opened_desk


def drop(desk: Desk, name: str, form: bytes) -> Path:
    path = desk.workspace.inbox / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(form)
    return path


def test_a_file_in_the_folder_of_a_day_to_come_waits_for_its_day(desk: Desk) -> None:
    drop(desk, "2025-07-05/a.xlsx", filled())
    early = ingest(desk, [], clock=lambda: NOW)
    (file,) = early.files
    assert (file.status, file.unit, [one.rule for one in file.findings], early.exit_code) == (
        FileStatus.REJECTED,
        None,
        ["LS114"],
        1,
    )
    told = message_of(file.findings[0], Catalogue("en"))
    assert told == (
        "a.xlsx lies in the folder of 2025-07-05, a day that has not come yet; today is 2025-07-04."
    )
    assert desk.store.vintage().submissions == desk.store.vintage().rejected == {}
    # Half an hour later it is the 5th in Lạng Sơn.
    taken = ingest(desk, [], clock=lambda: datetime(2025, 7, 4, 17, 0, 1, tzinfo=UTC))
    assert [(one.unit, one.revision) for one in taken.files] == [("178", 1)]


def test_the_folder_of_today_is_taken(desk: Desk) -> None:
    drop(desk, "2025-07-04/a.xlsx", filled())
    (file,) = ingest(desk, [], clock=lambda: NOW).files
    assert file.revision == 1
    received = desk.store.vintage().submissions[H1]["178"].received
    assert received == datetime(2025, 7, 4, 23, 59, 59, 999999, tzinfo=LANG_SON)


def test_received_later_than_the_clock_is_refused_before_anything_is_read(desk: Desk) -> None:
    path = drop(desk, "a.xlsx", filled())
    later = datetime(2025, 7, 4, 23, 31, tzinfo=LANG_SON)
    with pytest.raises(UsageError) as refused:
        ingest(desk, [path], clock=lambda: NOW, received=later)
    assert str(refused.value) == (
        "--received 2025-07-04 23:31 is yet to come: the clock of this computer says 2025-07-04 "
        "23:30. Give the day or time at which the files were received."
    )
    assert desk.store.vintage().submissions == {}
    today = datetime(2025, 7, 4, 23, 59, 59, 999999, tzinfo=LANG_SON)
    for moment in (NOW, today):
        (file,) = ingest(desk, [path], clock=lambda: NOW, received=moment).files
        assert (file.unit, file.revision) == ("178", 1)


def test_a_correction_with_the_sending_number_of_the_first_is_noted(desk: Desk) -> None:
    first = edited(filled(), fill({"@sending": 1}))
    same = edited(filled(), fill({"@sending": 1, "TE615.reached": 33001}))
    right = edited(filled(), fill({"@sending": 2, "TE615.reached": 33002}))
    noted = {}
    for day, form in enumerate((first, same, right), 1):
        path = drop(desk, "a.xlsx", form)
        (file,) = ingest(desk, [path], clock=lambda: NOW, received=NOW.replace(day=day)).files
        noted[day] = [
            message_of(one, Catalogue("en")) for one in file.findings if one.rule == "LS150"
        ]
    assert noted == {
        1: [],
        2: ["a.xlsx is revision 2 of the return, yet says sending 1 as another did."],
        3: [],
    }


def test_what_was_accepted_is_not_stored_again_but_a_lost_original_takes_its_place(
    desk: Desk,
) -> None:
    drop(desk, "2025-07-04/a.xlsx", filled())
    (first,) = ingest(desk, [], clock=lambda: NOW).files
    assert first.sha256 is not None
    archived = desk.workspace.store / "archive" / first.sha256[:2] / first.sha256
    whole = archived.read_bytes()
    archived.write_bytes(whole[:-1])
    drop(desk, "2025-07-05/b.xlsx", filled())

    again = ingest(desk, [], clock=lambda: datetime(2025, 7, 6, tzinfo=UTC)).files

    assert [(one.file, one.unit, one.revision, one.status) for one in again] == [
        ("a.xlsx", "178", 1, FileStatus.UNCHANGED),
        ("b.xlsx", "178", 1, FileStatus.UNCHANGED),
    ]
    assert again[0].findings == first.findings
    assert archived.read_bytes() == whole
    assert len(desk.store.history("178", H1)) == 1
