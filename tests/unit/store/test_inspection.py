from __future__ import annotations

import sqlite3
from contextlib import closing

from lsreport.store.archive import Archive
from lsreport.store.inspection import Inspection, inspect
from lsreport.store.journal import append_to_journal, read_journal
from lsreport.store.store import Store
from support.store import accepted, database, journal, receive, rejected, sha256


def fill(store: Store) -> Store:
    receive(store, accepted(b"one", file="mot.xlsx"), rejected(b"two", file="hai.xlsx"))
    return store


def found(store: Store) -> list[str]:
    return [str(message) for message in inspect(store.folder).damage]


def damaged_at(store: Store, line: int) -> str:
    return (
        f"The journal {journal(store)} was changed or damaged at line {line}: its digest does not "
        "follow from the line before. Restore the journal from a backup; the originals are in the "
        "archive."
    )


def test_a_new_store_is_whole(store: Store) -> None:
    assert inspect(store.folder) == Inspection(0, 0, torn=False, damage=())


def test_a_used_store_is_whole(store: Store) -> None:
    assert inspect(fill(store).folder) == Inspection(2, 0, torn=False, damage=())


def test_every_original_that_is_not_as_received_is_named(store: Store) -> None:
    archive = Archive(fill(store).folder / "archive")
    archive.path(sha256(b"one")).write_bytes(b"tampered")
    archive.path(sha256(b"two")).unlink()

    assert found(store) == [
        f"The archived original of {file}, {archive.path(sha256(original))}, is missing or is not "
        "what was received. Restore it from a backup, or ingest the same file again: it takes its "
        "old place."
        for file, original in (("hai.xlsx", b"two"), ("mot.xlsx", b"one"))
    ]

    receive(store, accepted(b"one"))
    assert len(found(store)) == 1


def test_a_figure_changed_in_the_database_is_found(store: Store) -> None:
    with closing(sqlite3.connect(database(fill(store)))) as connection, connection:
        connection.execute("UPDATE raw SET text = '9000' WHERE key = 'TE615.total'")

    (damage,) = found(store)
    assert damage == (
        f"The database in {store.folder} does not say what the journal says. If the journal is "
        "the one you trust, run `lsreport doctor --rebuild`."
    )


def test_a_row_removed_from_the_end_of_the_database_is_found(store: Store) -> None:
    with closing(sqlite3.connect(database(fill(store)))) as connection, connection:
        connection.execute("DELETE FROM submission")

    assert len(found(store)) == 1


def test_a_damaged_page_of_the_database_is_found(store: Store) -> None:
    figures = {f"K{cell}": "1" * 50 for cell in range(500)}
    receive(fill(store), accepted(b"three", figures=figures))
    content = bytearray(database(store).read_bytes())
    content[-4096:] = b"\xff" * 4096
    database(store).write_bytes(content)

    (damage,) = found(store)

    assert damage.startswith(f"The database in {store.folder} is damaged (")
    assert damage.endswith(
        "Nothing is lost: run `lsreport doctor --rebuild`, which makes it again from the journal."
    )


def test_a_missing_database_does_not_end_the_examination(store: Store) -> None:
    archive = Archive(fill(store).folder / "archive")
    archive.path(sha256(b"one")).unlink()
    store.close()
    database(store).unlink()

    missing, lost = found(store)

    assert missing.startswith(f"The database {database(store)} is missing.")
    assert lost.startswith("The archived original of mot.xlsx, ")


def test_a_changed_journal_is_found(store: Store) -> None:
    journal(fill(store)).write_bytes(journal(store).read_bytes().replace(b"hai", b"ba"))

    inspection = inspect(store.folder)

    assert (inspection.recorded, inspection.pending, inspection.torn) == (0, 0, False)
    assert list(map(str, inspection.damage)) == [damaged_at(store, line=1)]


def test_a_journal_cut_off_is_found(store: Store) -> None:
    lines = journal(fill(store)).read_bytes().splitlines(keepends=True)
    journal(store).write_bytes(lines[0])

    (damage,) = found(store)
    assert damage == (
        f"The journal {journal(store)} ends at line 1, but the database knows line 2: its end was "
        "cut off. Restore the journal from a backup."
    )


def test_traces_of_a_crash_are_no_damage(store: Store) -> None:
    first = read_journal(journal(fill(store))).contents[0]
    pending = first.replace(b'"seq":1', b'"seq":3')
    append_to_journal(journal(store), read_journal(journal(store)), [pending])
    with journal(store).open("ab") as file:
        file.write(b'{"seq":4')

    assert inspect(store.folder) == Inspection(3, 1, torn=True, damage=())
