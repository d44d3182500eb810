"""The journal is the record: what a crash or damage took from the database comes back from it."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from lsreport.domain.submission import Vintage
from lsreport.errors import StorageError
from lsreport.store import database as files
from lsreport.store.archive import Archive
from lsreport.store.entries import Entry, encode_entry
from lsreport.store.faults import storage_faults
from lsreport.store.inspection import Inspection, inspect
from lsreport.store.journal import append_to_journal, read_journal
from lsreport.store.store import Store
from lsreport.store.writer import Writer
from support.store import (
    COMMAND,
    FAULT,
    H1,
    YEAR,
    accepted,
    at,
    database,
    journal,
    noon,
    receive,
    rejected,
    sha256,
)


def fill(store: Store) -> Vintage:
    """Several batches with every kind of receipt; return what is known after them."""
    receive(store, accepted(b"one", notes=(FAULT,)), accepted(b"two", unit="180", period=YEAR))
    receive(store, accepted(b"three", received=at(5)), rejected(b"bad", unit="181"))
    receive(store, rejected(b"lost", unit=None, period=None), accepted(b"four", figures={}))
    return store.vintage()


def crash_after_journal(store: Store, seq: int) -> Entry:
    """Leave the store as a crash between journal and database does."""
    submission = store.history("178", H1)[0]
    entry = Entry(
        seq,
        replace(
            submission,
            sha256=sha256(b"crash"),
            unit="189",
            revision=1,
            recorded=noon(10),
        ),
    )
    Archive(store.folder / "archive").put(b"crash", sha256(b"crash"))
    append_to_journal(journal(store), read_journal(journal(store)), [encode_entry(entry)])
    return entry


def test_a_deleted_database_comes_back_equal(store: Store) -> None:
    before = fill(store)
    earlier = store.vintage(noon())
    histories = store.history("178", H1)
    store.close()
    database(store).unlink()

    assert Store.rebuild(store.folder, command="lsreport doctor") == 6

    with Store.open(store.folder, command=COMMAND) as rebuilt:
        assert rebuilt.vintage() == before
        assert rebuilt.vintage(noon()) == earlier
        assert rebuilt.history("178", H1) == histories
        assert len(histories) == 3
    assert inspect(store.folder) == Inspection(6, 0, torn=False, damage=())


def test_a_damaged_database_comes_back_equal_and_its_log_is_gone(store: Store) -> None:
    before = fill(store)
    store.close()
    database(store).write_bytes(b"not a database" * 1000)
    log = database(store).with_name("lsreport.sqlite3-wal")
    log.write_bytes(b"a log of something else")

    Store.rebuild(store.folder, command="lsreport doctor")

    assert not log.exists()
    with Store.open(store.folder, command=COMMAND) as rebuilt:
        assert rebuilt.vintage() == before
        receive(rebuilt, accepted(b"five", received=at(9)))
        assert len(rebuilt.history("178", H1)) == 4


def test_a_missing_database_is_said_with_its_remedy(store: Store) -> None:
    store.close()
    database(store).unlink()

    with pytest.raises(StorageError) as caught:
        Store.open(store.folder, command=COMMAND)

    assert str(caught.value) == (
        f"The database {database(store)} is missing. Nothing is lost: run "
        "`lsreport doctor --rebuild`, which makes it again from the journal."
    )


def test_a_line_the_database_lacks_is_replayed_by_the_next_writer(store: Store) -> None:
    before = fill(store)
    entry = crash_after_journal(store, 7)
    assert store.vintage() == before

    with store.writing(command=COMMAND, clock=noon):
        assert store.vintage().submissions[H1]["189"] == entry.record

    (again,) = receive(store, accepted(b"crash", unit="189"))
    (after,) = receive(store, accepted(b"next", unit="189", received=at(6)))
    assert again.status == "unchanged"
    assert after.submission is not None
    assert (after.submission.revision, after.submission.recorded.day) == (2, 10)
    assert inspect(store.folder) == Inspection(8, 0, torn=False, damage=())


def test_a_torn_line_was_never_stored_and_makes_way(store: Store) -> None:
    before = fill(store)
    whole = journal(store).read_bytes()
    journal(store).write_bytes(whole + whole.splitlines()[0][:100])
    assert store.vintage() == before

    (stored,) = receive(store, accepted(b"next", unit="189"))

    assert stored.status == "new"
    assert journal(store).read_bytes().startswith(whole)
    assert inspect(store.folder) == Inspection(7, 0, torn=False, damage=())


def test_a_journal_cut_off_at_its_end_is_noticed(store: Store) -> None:
    fill(store)
    lines = journal(store).read_bytes().splitlines(keepends=True)
    journal(store).write_bytes(b"".join(lines[:4]))

    with pytest.raises(StorageError) as caught:
        receive(store, accepted(b"next"))

    assert str(caught.value) == (
        f"The journal {journal(store)} ends at line 4, but the database knows line 6: its end was "
        "cut off. Restore the journal from a backup."
    )


def test_a_journal_cut_inside_a_line_the_database_knows_is_not_a_torn_line(store: Store) -> None:
    fill(store)
    journal(store).write_bytes(journal(store).read_bytes()[:-20])

    with pytest.raises(StorageError, match=r"ends at line 5, but the database knows line 6"):
        receive(store, accepted(b"next"))


def test_a_journal_of_another_store_is_noticed(store: Store, tmp_path: Path) -> None:
    fill(store)
    with Store.create(tmp_path / "other", command=COMMAND) as other:
        for number in range(8):
            receive(other, accepted(str(number).encode()))
        journal(store).write_bytes(journal(other).read_bytes())

    with pytest.raises(StorageError, match=r"was changed or damaged at line 6:"):
        receive(store, accepted(b"next"))


def test_a_changed_journal_stops_the_writer_and_not_the_readers(store: Store) -> None:
    before = fill(store)
    changed = journal(store).read_bytes().replace(b'"4000"', b'"9000"', 1)
    journal(store).write_bytes(changed)

    with pytest.raises(StorageError, match=r"was changed or damaged at line 1:"):
        receive(store, accepted(b"next"))

    assert journal(store).read_bytes() == changed
    assert store.vintage() == before


def test_a_line_of_a_newer_version_is_refused(store: Store) -> None:
    fill(store)
    waiver = b'{"seq":7,"recorded":"2025-07-10T12:00:00.000000+00:00","event":"waiver"}'
    append_to_journal(journal(store), read_journal(journal(store)), [waiver])

    with pytest.raises(StorageError) as caught:
        receive(store, accepted(b"next"))

    assert str(caught.value) == (
        f"Line 7 of the journal {journal(store)} cannot be read (Object missing required field "
        "`decision`): a newer lsreport wrote it. Install the newer lsreport."
    )


def test_a_line_with_a_wrong_number_is_damage(store: Store) -> None:
    fill(store)
    crash_after_journal(store, 9)

    with pytest.raises(StorageError, match=r"was changed or damaged at line 7:"):
        receive(store, accepted(b"next"))


def test_a_rebuild_that_fails_leaves_the_database_as_it_was(store: Store) -> None:
    before = fill(store)
    crash_after_journal(store, 9)
    whole = database(store).read_bytes()

    with pytest.raises(StorageError, match=r"was changed or damaged at line 7:"):
        Store.rebuild(store.folder, command=COMMAND)

    assert database(store).read_bytes() == whole
    assert sorted(path.name for path in store.folder.iterdir() if "new" in path.name) == []
    assert store.vintage() == before


def test_when_the_database_is_full_the_batch_is_as_if_never_sent(store: Store) -> None:
    before = fill(store)
    lines = journal(store).read_bytes()
    large = {f"K{cell}": "1" * 50 for cell in range(5000)}

    with closing(files.open_to_write(database(store))) as connection:
        connection.execute("PRAGMA max_page_count = 20")
        archive = Archive(store.folder / "archive")
        writer = Writer(connection, archive, journal(store), read_journal(journal(store)), noon)
        with pytest.raises(StorageError) as caught:
            writer.receive([accepted(b"small", unit="188"), accepted(b"large", figures=large)])

    assert str(caught.value).startswith(f"The disk is full at {store.folder}.")
    assert journal(store).read_bytes() == lines
    assert store.vintage() == before
    assert [stored.status for stored in receive(store, accepted(b"large", figures=large))] == [
        "older"
    ]


def test_a_writer_goes_on_after_a_batch_the_database_refused(store: Store) -> None:
    large = {f"K{cell}": "1" * 50 for cell in range(5000)}
    with closing(files.open_to_write(database(store))) as connection:
        archive = Archive(store.folder / "archive")
        writer = Writer(connection, archive, journal(store), read_journal(journal(store)), noon)
        connection.execute("PRAGMA max_page_count = 20")
        with pytest.raises(StorageError):
            writer.receive([accepted(b"large", figures=large)])
        (stored,) = writer.receive([accepted(b"small")])

    assert stored.status == "new"
    assert inspect(store.folder) == Inspection(1, 0, torn=False, damage=())


def test_a_mistake_of_the_program_keeps_its_traceback(store: Store) -> None:
    with (
        pytest.raises(sqlite3.OperationalError, match="no such table: missing"),
        storage_faults(store.folder),
        closing(files.open_to_read(database(store))) as connection,
    ):
        connection.execute("SELECT * FROM missing")


def test_the_journal_alone_answers_every_question(store: Store) -> None:
    known = fill(store)
    latest, history = store.latest(), store.history("178", H1)
    store.close()
    database(store).write_bytes(b"no database")

    with Store.recorded(store.folder) as told:
        assert (told.vintage(), told.latest(), told.history("178", H1)) == (known, latest, history)
        assert told.original(sha256(b"one")) == b"one"
    assert database(store).read_bytes() == b"no database"


def test_the_last_entry_up_to_a_moment_is_known(store: Store) -> None:
    first = receive(store, accepted(b"one"), now=noon(4))[0].submission
    receive(store, accepted(b"two", unit="180"), now=noon(6))

    assert first is not None
    assert (store.latest(noon(5)), store.latest(noon(3))) == (first.recorded, None)


def test_a_journal_that_contradicts_itself_is_told(store: Store) -> None:
    receive(store, accepted(b"one"))
    (line,) = read_journal(journal(store)).contents
    twice = line.replace(b'"seq":1', b'"seq":2')
    append_to_journal(journal(store), read_journal(journal(store)), [twice])

    for read in (Store.recorded, Store.rebuild):
        with pytest.raises(StorageError, match="says what cannot be"):
            read(store.folder)
