from __future__ import annotations

import shutil
import sqlite3
import stat
import tempfile
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from lsreport.errors import StorageError
from lsreport.store import database as files
from lsreport.store.faults import storage_faults
from lsreport.store.store import Store
from support.store import (
    COMMAND,
    accepted,
    at,
    database,
    journal,
    noon,
    receive,
    without_privileges,
)


@pytest.fixture
def shared() -> Iterator[Path]:
    """A folder that every account of the computer reaches."""
    with tempfile.TemporaryDirectory() as folder:
        Path(folder).chmod(0o755)
        yield Path(folder)


def pragma(path: Path, name: str) -> object:
    with closing(sqlite3.connect(path)) as connection:
        return connection.execute(f"PRAGMA {name}").fetchone()[0]


def copied_for_all(store: Store, shared: Path) -> Path:
    """A copy of the store that everyone reads and nobody changes."""
    folder = shared / "store"
    shutil.copytree(store.folder, folder, ignore=shutil.ignore_patterns("*-shm"))
    for path in folder.rglob("*"):
        path.chmod(0o555 if path.is_dir() else 0o444)
    folder.chmod(0o555)
    return folder


def test_a_new_store_is_private_and_complete(store: Store) -> None:
    receive(store, accepted(b"one"))

    modes = {
        path.name: stat.S_IMODE(path.stat().st_mode)
        for path in (store.folder, *store.folder.iterdir())
    }
    assert modes.pop("lsreport.sqlite3-wal") == 0o600
    assert modes.pop("lsreport.sqlite3-shm") == 0o600
    assert modes == {
        "store": 0o700,
        "archive": 0o700,
        "journal.jsonl": 0o600,
        "lsreport.sqlite3": 0o600,
        "lock": 0o600,
    }


def test_the_database_says_whose_it_is(store: Store) -> None:
    assert pragma(database(store), "application_id") == 0x4C533837
    assert pragma(database(store), "user_version") == len(files.MIGRATIONS)
    assert pragma(database(store), "journal_mode") == "wal"


def test_connections_wait_for_the_disk_and_hold_references(store: Store) -> None:
    with closing(files.open_to_write(database(store))) as connection:
        assert connection.execute("PRAGMA synchronous").fetchone() == (2,)
        assert connection.execute("PRAGMA foreign_keys").fetchone() == (1,)


def test_a_reader_cannot_write(store: Store) -> None:
    with (
        closing(files.open_to_read(database(store))) as connection,
        pytest.raises(sqlite3.OperationalError, match="readonly"),
    ):
        connection.execute("DELETE FROM entry")


def test_after_writing_the_database_file_is_complete_by_itself(
    store: Store, tmp_path: Path
) -> None:
    receive(store, accepted(b"one"))
    shutil.copy(database(store), tmp_path / "copy.sqlite3")

    with closing(sqlite3.connect(tmp_path / "copy.sqlite3")) as connection:
        assert connection.execute("SELECT count(*) FROM raw").fetchone() == (2,)


def test_a_store_cannot_be_made_twice(store: Store) -> None:
    receive(store, accepted(b"one"))
    message = f"There is a store in {store.folder} already; nothing was changed."

    with pytest.raises(StorageError) as caught:
        Store.create(store.folder, command=COMMAND)
    assert str(caught.value) == message

    database(store).unlink()
    with pytest.raises(StorageError, match=r"already; nothing was changed"):
        Store.create(store.folder, command=COMMAND)
    assert len(journal(store).read_bytes().splitlines()) == 1


def test_a_store_whose_making_was_interrupted_can_be_made(tmp_path: Path) -> None:
    (tmp_path / "store" / "archive").mkdir(parents=True)
    (tmp_path / "store" / "journal.jsonl").touch()

    with Store.create(tmp_path / "store", command=COMMAND) as store:
        assert store.vintage().periods == ()


@pytest.mark.parametrize("made", [False, True])
def test_a_folder_without_a_store_is_said(tmp_path: Path, made: bool) -> None:
    folder = tmp_path / "somewhere"
    if made:
        folder.mkdir()
    message = f"{folder} is not a store. `lsreport init` makes a workspace with its store."

    with pytest.raises(StorageError) as caught:
        Store.open(folder, command=COMMAND)
    assert str(caught.value) == message
    with pytest.raises(StorageError) as caught:
        Store.rebuild(folder, command=COMMAND)
    assert str(caught.value) == message
    assert folder.exists() == made


def test_a_newer_store_is_refused(store: Store) -> None:
    newer = len(files.MIGRATIONS) + 3
    with closing(sqlite3.connect(database(store))) as connection:
        connection.execute(f"PRAGMA user_version = {newer}")

    with pytest.raises(StorageError) as caught:
        Store.open(store.folder, command=COMMAND)
    assert str(caught.value) == (
        f"The store {database(store)} was written by a newer lsreport (version {newer} of its "
        f"database; this one knows {newer - 3}). Install the newer lsreport."
    )
    with pytest.raises(StorageError, match=r"was written by a newer lsreport"):
        receive(store, accepted(b"one"))


def test_a_database_of_another_program_is_refused(store: Store) -> None:
    with closing(sqlite3.connect(database(store))) as connection:
        connection.execute("PRAGMA application_id = 1")

    with pytest.raises(StorageError) as caught:
        Store.open(store.folder, command=COMMAND)
    assert str(caught.value) == f"{database(store)} is not a database of lsreport."


def test_a_damaged_database_is_said_with_its_remedy(store: Store) -> None:
    store.close()
    database(store).write_bytes(b"\x7fELF" * 1000)

    with pytest.raises(StorageError) as caught:
        Store.open(store.folder, command=COMMAND)
    assert str(caught.value) == (
        f"The database in {store.folder} is damaged (file is not a database). Nothing is lost: "
        "run `lsreport doctor --rebuild`, which makes it again from the journal."
    )


def test_a_database_held_by_another_program_does_not_hang_for_ever(store: Store) -> None:
    with (
        closing(sqlite3.connect(database(store), isolation_level=None)) as other,
        closing(files.open_to_write(database(store))) as connection,
    ):
        other.execute("BEGIN IMMEDIATE")
        connection.execute("PRAGMA busy_timeout = 10")
        with pytest.raises(StorageError) as caught, storage_faults(store.folder):
            connection.execute("BEGIN IMMEDIATE")
    assert str(caught.value) == (
        f"The database in {store.folder} does not answer (database is locked). Close other "
        "programs that have it open, check the disk, then run the command again."
    )


@pytest.mark.parametrize("with_empty_log", [False, True])
def test_a_store_on_read_only_media_can_be_read(
    store: Store, shared: Path, with_empty_log: bool
) -> None:
    receive(store, accepted(b"one"))
    before = store.vintage()
    folder = copied_for_all(store, shared)
    if not with_empty_log:
        (folder / "lsreport.sqlite3-wal").unlink()

    with without_privileges(), Store.open(folder, command=COMMAND) as copy:
        assert copy.vintage() == before
        with pytest.raises(StorageError) as caught:
            receive(copy, accepted(b"two"))
    assert str(caught.value) == (
        f"{folder / 'lock'} cannot be opened or written: it is read-only, open in another program, "
        "or this account has no permission. Check who owns the folder of the store."
    )


def test_a_read_only_copy_whose_log_cannot_be_read_is_not_taken_for_whole(
    store: Store, shared: Path
) -> None:
    receive(store, accepted(b"one"))
    with store.writing(command=COMMAND, clock=noon) as writer:
        writer.receive([accepted(b"two", received=at(5))])
        folder = copied_for_all(store, shared)

    assert (folder / "lsreport.sqlite3-wal").stat().st_size > 0
    with without_privileges(), pytest.raises(StorageError, match=r"cannot be opened or written"):
        Store.open(folder, command=COMMAND)


def test_a_database_this_account_may_not_open_is_said(store: Store, shared: Path) -> None:
    folder = copied_for_all(store, shared)
    (folder / "lsreport.sqlite3").chmod(0)

    with without_privileges(), pytest.raises(StorageError) as caught:
        Store.open(folder, command=COMMAND)

    assert str(caught.value) == (
        f"{folder} cannot be opened or written: it is read-only, open in another program, or "
        "this account has no permission. Check who owns the folder of the store."
    )


def rows(path: Path) -> list[tuple[object, ...]]:
    with closing(sqlite3.connect(path)) as connection:
        return connection.execute("SELECT * FROM one").fetchall()


FIRST = "CREATE TABLE one (a TEXT) STRICT; INSERT INTO one VALUES ('kept');"
SECOND = "ALTER TABLE one ADD COLUMN b TEXT; UPDATE one SET b = 'new';"


def test_an_older_database_is_brought_up_to_date_and_kept_as_it_was(tmp_path: Path) -> None:
    path = tmp_path / "small.sqlite3"
    files.create(path, [FIRST])

    files.upgrade(path, [FIRST, SECOND])

    assert (pragma(path, "user_version"), rows(path)) == (2, [("kept", "new")])
    before = tmp_path / "small.sqlite3.v1"
    assert (pragma(before, "user_version"), rows(before)) == (1, [("kept",)])
    assert stat.S_IMODE(before.stat().st_mode) == 0o600


def test_a_database_of_this_version_is_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "small.sqlite3"
    files.create(path, [FIRST])

    files.upgrade(path, [FIRST])

    assert [one.name for one in tmp_path.iterdir()] == ["small.sqlite3"]


def test_a_migration_that_fails_changes_nothing(tmp_path: Path) -> None:
    path = tmp_path / "small.sqlite3"
    files.create(path, [FIRST])

    with pytest.raises(sqlite3.OperationalError, match="no such table: two"):
        files.upgrade(path, [FIRST, SECOND, "DELETE FROM two;"])

    assert (pragma(path, "user_version"), rows(path)) == (1, [("kept",)])


def test_opening_an_older_store_brings_it_up_to_date(store: Store) -> None:
    receive(store, accepted(b"one"))
    before = store.vintage()
    store.close()
    database(store).unlink()
    files.create(database(store), [])

    with Store.open(store.folder, command=COMMAND) as opened:
        receive(opened)
        assert opened.vintage() == before
    assert pragma(database(store), "user_version") == len(files.MIGRATIONS)
    assert database(store).with_name("lsreport.sqlite3.v0").exists()


def test_a_database_that_is_in_use_can_be_copied(store: Store, tmp_path: Path) -> None:
    receive(store, accepted(b"one"))
    target = tmp_path / "copy.sqlite3"
    with (
        store.writing(command=COMMAND, clock=noon) as writer,
        closing(files.open_to_read(database(store))) as connection,
    ):
        writer.receive([accepted(b"two")])
        files.backup(connection, target)

    with closing(sqlite3.connect(target)) as copy:
        assert copy.execute("SELECT count(*) FROM submission").fetchone() == (2,)
    assert stat.S_IMODE(target.stat().st_mode) == 0o600
