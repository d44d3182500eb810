"""Waivers, their ends and releases: journalled, dated, read back as of a moment, never deleted."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import TypeVar

import pytest

from lsreport.domain.finding import Waiver, WaiverEnd
from lsreport.domain.release import Release, ReleasedFile
from lsreport.errors import StorageError
from lsreport.store import database as files
from lsreport.store.entries import Entry, decode_entry, encode_entry
from lsreport.store.inspection import Inspection, inspect
from lsreport.store.journal import append_to_journal, read_journal
from lsreport.store.store import Store
from support.store import COMMAND, H1, YEAR, accepted, database, journal, noon, receive, sha256

WAIVER = Waiver("LS303", "178", "TK06", "5", H1, YEAR, "Vi Thị B", "02 quyết định", noon())
END = WaiverEnd(WAIVER.finding, "Hoàng Văn C", "đã sửa", noon())
SCAN = b"%PDF signed"
SETTINGS = b'plan = "187"'
RELEASE = Release(
    period=H1,
    package="0.1.0",
    plan="a" * 64,
    as_of=noon(5),
    outcomes="b" * 64,
    files=(ReleasedFile("bao-cao.docx", "c" * 64), ReleasedFile("bao-cao.xlsx", "d" * 64)),
    recorded=noon(),
    number="45/BC-SNV",
    dated=date(2025, 7, 10),
    scan=ReleasedFile("45-BC-SNV.pdf", hashlib.sha256(SCAN).hexdigest()),
    inputs=(ReleasedFile("lsreport.toml", hashlib.sha256(SETTINGS).hexdigest()),),
)
_Decided = TypeVar("_Decided", Waiver, WaiverEnd, Release)


def decide(store: Store, decision: _Decided, now: datetime, *attached: bytes) -> _Decided:
    with store.writing(command=COMMAND, clock=lambda: now, patience=5) as writer:
        return writer.decide(decision, *attached)


def decided_all(store: Store) -> tuple[Waiver, WaiverEnd, Release]:
    """A receipt, then each kind of decision, a day apart."""
    receive(store, accepted(b"one"))
    return (
        decide(store, WAIVER, noon(6)),
        decide(store, END, noon(7)),
        decide(store, RELEASE, noon(8), SCAN, SETTINGS),
    )


def test_a_decision_is_dated_when_it_is_recorded(store: Store) -> None:
    waiver, end, release = decided_all(store)

    assert waiver == replace(WAIVER, recorded=noon(6))
    assert (end.recorded, release.recorded) == (noon(7), noon(8))
    assert store.latest() == noon(8)
    assert store.releases() == (replace(RELEASE, recorded=noon(8)),)


def test_an_ended_waiver_keeps_its_history(store: Store) -> None:
    waiver, end, _release = decided_all(store)

    assert store.waivers() == (replace(waiver, ended=end),)
    again = decide(store, WAIVER, noon(9))
    assert store.waivers() == (replace(waiver, ended=end), again)
    assert again.ended is None


def test_decisions_are_read_as_of_a_moment(store: Store) -> None:
    waiver, _end, release = decided_all(store)

    before = timedelta(microseconds=1)
    assert store.waivers(noon(6) - before) == ()
    assert store.waivers(noon(6)) == store.waivers(noon(7) - before) == (waiver,)
    assert store.waivers(noon(7))[0].ended is not None
    assert (store.releases(noon(8) - before), store.releases(noon(8))) == ((), (release,))


def test_a_decision_is_later_than_the_last_entry_whatever_the_clock_says(store: Store) -> None:
    receive(store, accepted(b"one"), now=noon(9))

    assert decide(store, WAIVER, noon(1)).recorded == noon(9) + timedelta(microseconds=1)


def test_an_end_is_of_the_waivers_before_it_of_its_finding_alone(store: Store) -> None:
    other = decide(store, replace(WAIVER, seen="6"), noon(5))
    waiver, end, _release = decided_all(store)

    assert store.waivers() == (other, replace(waiver, ended=end))


@pytest.mark.parametrize(
    ("content", "file"), [(SCAN, "45-BC-SNV.pdf"), (SETTINGS, "lsreport.toml")]
)
def test_scan_and_inputs_of_a_release_are_archived_and_examined(
    store: Store, content: bytes, file: str
) -> None:
    decided_all(store)

    digest = hashlib.sha256(content).hexdigest()
    assert store.original(digest) == content
    assert inspect(store.folder) == Inspection(4, 0, torn=False, damage=())
    kept = store.folder / "archive" / digest[:2] / digest
    kept.unlink()
    (damage,) = inspect(store.folder).damage
    assert str(damage).startswith(f"The archived original of {file}, {kept}, is missing")


def test_the_journal_alone_gives_back_every_decision(store: Store) -> None:
    decided_all(store)
    waivers, releases, known = store.waivers(), store.releases(), store.vintage()
    store.close()
    database(store).unlink()

    assert Store.rebuild(store.folder, command=COMMAND) == 4
    with Store.open(store.folder) as rebuilt:
        assert (rebuilt.waivers(), rebuilt.releases()) == (waivers, releases)
        assert rebuilt.vintage() == known
    assert inspect(store.folder).damage == ()


def test_a_decision_a_crash_kept_from_the_database_comes_back(store: Store) -> None:
    lost = replace(WAIVER, recorded=noon(6))
    receive(store, accepted(b"one"))
    content = encode_entry(Entry(2, lost))
    append_to_journal(journal(store), read_journal(journal(store)), [content])

    assert (store.waivers(), inspect(store.folder).pending) == ((), 1)
    end = decide(store, END, noon(7))
    assert store.waivers() == (replace(lost, ended=end),)
    assert inspect(store.folder) == Inspection(3, 0, torn=False, damage=())


def test_a_decision_the_disk_refuses_is_not_recorded(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    receive(store, accepted(b"one"))
    before = journal(store).read_bytes()

    def full(*_arguments: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("lsreport.store.writer.append_to_journal", full)
    with pytest.raises(StorageError):
        decide(store, WAIVER, noon(6))
    assert (journal(store).read_bytes(), store.waivers()) == (before, ())


def test_a_store_of_the_first_version_learns_decisions_and_keeps_its_receipts(
    tmp_path: Path, store: Store
) -> None:
    receive(store, accepted(b"one"))
    known = store.vintage()
    store.close()
    for log in store.folder.glob("lsreport.sqlite3*"):
        log.unlink()
    files.create(database(store), files.MIGRATIONS[:1])
    old = read_journal(journal(store))
    with files.open_to_write(database(store)) as connection:
        digest = old.digests[0]
        connection.execute(
            "INSERT INTO entry VALUES (1, '2025-07-04T12:00:00.000000+00:00', ?)", (digest,)
        )
    connection.close()

    with Store.open(store.folder) as upgraded:
        waiver = decide(upgraded, WAIVER, noon(6))
        assert upgraded.waivers() == (waiver,)
    assert (store.folder / "lsreport.sqlite3.v1").is_file()
    Store.rebuild(store.folder, command=COMMAND)
    with Store.open(store.folder) as rebuilt:
        assert (rebuilt.vintage(), rebuilt.waivers()) == (known, (waiver,))


def test_the_lines_of_the_journal_stay_readable() -> None:
    """These bytes are on the disks of offices: a change of any of them loses their decisions."""
    assert encode_entry(Entry(7, WAIVER)).decode() == (
        '{"decision":"waived","seq":7,"recorded":"2025-07-04T12:00:00.000000+00:00",'
        '"event":"waiver","rule":"LS303","unit":"178","key":"TK06","seen":"5","first":"2025-H1",'
        '"until":"2025","who":"Vi Thị B","why":"02 quyết định"}'
    )
    assert encode_entry(Entry(8, END)).decode() == (
        '{"decision":"waiver_ended","seq":8,"recorded":"2025-07-04T12:00:00.000000+00:00",'
        f'"event":"waiver","finding":"{WAIVER.finding}","who":"Hoàng Văn C","why":"đã sửa"}}'
    )
    bare = replace(RELEASE, files=RELEASE.files[:1], number=None, dated=None, scan=None)
    bare = replace(bare, inputs=())
    earlier = (
        '{"decision":"released","seq":9,"recorded":"2025-07-04T12:00:00.000000+00:00",'
        f'"event":"release","period":"2025-H1","package":"0.1.0","plan":"{"a" * 64}",'
        f'"as_of":"2025-07-05T12:00:00.000000+00:00","outcomes":"{"b" * 64}",'
        f'"files":[["bao-cao.docx","{"c" * 64}"]],"number":null,"dated":null,"scan":null'
    )
    assert decode_entry(f"{earlier}}}".encode()) == Entry(9, bare)
    assert encode_entry(Entry(9, bare)).decode() == f'{earlier},"inputs":[]}}'


def test_the_waiver_knows_the_finding_it_was_agreed_for() -> None:
    assert WAIVER.finding == f"LS303-178-{_digest('LS303', '178', '2025-H1', 'TK06', '5', 'None')}"
    assert datetime(2025, 7, 4, 12, tzinfo=UTC) == WAIVER.recorded


def _digest(*parts: str) -> str:
    return sha256("\x1f".join(parts).encode())[:8]
