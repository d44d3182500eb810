from __future__ import annotations

import stat
from pathlib import Path

import pytest

from lsreport.errors import StorageError
from lsreport.store.archive import Archive
from lsreport.store.faults import storage_faults
from support.store import sha256

ONE = sha256(b"one")


@pytest.fixture
def archive(tmp_path: Path) -> Archive:
    (tmp_path / "archive").mkdir()
    return Archive(tmp_path / "archive")


def test_an_original_lies_under_its_digest(archive: Archive, tmp_path: Path) -> None:
    archive.put(b"one", ONE)

    place = tmp_path / "archive" / "76" / ONE
    assert archive.path(ONE) == place
    assert place.read_bytes() == b"one"
    assert [path.name for path in sorted(tmp_path.rglob("*"))] == ["archive", "76", ONE]


def test_only_its_owner_reads_an_original(archive: Archive) -> None:
    archive.put(b"one", ONE)

    place = archive.path(ONE)
    assert stat.S_IMODE(place.stat().st_mode) == 0o600
    assert stat.S_IMODE(place.parent.stat().st_mode) == 0o700


def test_a_large_original_is_copied_whole(archive: Archive, tmp_path: Path) -> None:
    large = bytes(range(256)) * 10_000
    (tmp_path / "large.xlsx").write_bytes(large)

    archive.put(tmp_path / "large.xlsx", sha256(large))

    assert archive.read(sha256(large)) == large


def test_an_original_already_there_is_left_alone(archive: Archive) -> None:
    archive.put(b"one", ONE)
    before = archive.path(ONE).stat()

    archive.put(b"one", ONE)

    assert archive.path(ONE).stat().st_ino == before.st_ino


def test_the_same_file_heals_a_damaged_original(archive: Archive) -> None:
    archive.put(b"one", ONE)
    archive.path(ONE).write_bytes(b"ont")
    assert not archive.holds(ONE)

    archive.put(b"one", ONE)

    assert archive.read(ONE) == b"one"


@pytest.mark.parametrize("tampered", [b"two", b"", None])
def test_what_is_not_as_received_is_never_given_out(
    archive: Archive, tampered: bytes | None
) -> None:
    archive.put(b"one", ONE)
    if tampered is None:
        archive.path(ONE).unlink()
    else:
        archive.path(ONE).write_bytes(tampered)

    with pytest.raises(StorageError) as caught:
        archive.read(ONE)

    assert str(caught.value) == (
        f"The archived original {archive.path(ONE)} is missing or is not what was received. "
        "Restore it from a backup; `lsreport doctor` tells which file it is."
    )


def test_bytes_that_do_not_match_their_digest_are_not_kept(
    archive: Archive, tmp_path: Path
) -> None:
    with pytest.raises(ValueError, match="the digest is not that of the bytes"):
        archive.put(b"two", ONE)

    assert not [path for path in tmp_path.rglob("*") if path.is_file()]


def test_a_full_disk_leaves_nothing_half_written(archive: Archive, tmp_path: Path) -> None:
    incoming = tmp_path / "archive" / "incoming"
    incoming.symlink_to("/dev/full")

    with pytest.raises(StorageError) as caught, storage_faults(tmp_path):
        archive.put(b"one", ONE)

    assert str(caught.value) == (
        f"The disk is full at {tmp_path}. What was stored before is safe: free some space, then "
        "run the command again."
    )
    assert not [path for path in tmp_path.rglob("*") if path.is_file()]
    assert not incoming.is_symlink()


def test_what_a_crash_left_is_swept(archive: Archive, tmp_path: Path) -> None:
    (tmp_path / "archive" / "incoming").write_bytes(b"hal")

    archive.sweep()
    archive.sweep()

    assert list((tmp_path / "archive").iterdir()) == []
