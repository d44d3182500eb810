from __future__ import annotations

import hashlib
import resource
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from lsreport.errors import StorageError
from lsreport.store.journal import (
    Chain,
    append_to_journal,
    read_journal,
    withdraw_from_journal,
)

FIRST, SECOND, THIRD = b'{"seq":1}', '{"seq":2,"file":"phiếu"}'.encode(), b'{"seq":3}'


@pytest.fixture
def path(tmp_path: Path) -> Path:
    journal = tmp_path / "journal.jsonl"
    journal.touch()
    return journal


@pytest.fixture
def chain(path: Path) -> Chain:
    return append_to_journal(path, read_journal(path), [FIRST, SECOND, THIRD])


@contextmanager
def files_no_longer_than(size: int) -> Iterator[None]:
    _, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (hard, hard))


def test_each_digest_covers_the_lines_before(path: Path, chain: Chain) -> None:
    one = hashlib.sha256(b"0" * 64 + b'{"seq":1').hexdigest()
    two = hashlib.sha256(one.encode() + '{"seq":2,"file":"phiếu"'.encode()).hexdigest()

    lines = path.read_text(encoding="utf-8").splitlines()

    assert lines[0] == f'{{"seq":1,"digest":"{one}"}}'
    assert lines[1] == f'{{"seq":2,"file":"phiếu","digest":"{two}"}}'
    assert chain.digests[:2] == (one, two)


def test_what_was_appended_is_read_back(path: Path, chain: Chain) -> None:
    assert chain.contents == (FIRST, SECOND, THIRD)
    assert chain.end == path.stat().st_size
    assert len(chain) == 3
    assert read_journal(path) == chain


def test_appending_twice_is_appending_all_at_once(path: Path, tmp_path: Path) -> None:
    for content in (FIRST, SECOND, THIRD):
        append_to_journal(path, read_journal(path), [content])
    (tmp_path / "other").touch()
    append_to_journal(tmp_path / "other", Chain((), (), 0), [FIRST, SECOND, THIRD])

    assert path.read_bytes() == (tmp_path / "other").read_bytes()


@pytest.mark.parametrize("kept", [1, 40, -1])
def test_a_torn_last_line_is_seen_and_makes_way(path: Path, chain: Chain, kept: int) -> None:
    whole = path.read_bytes()
    start = len(b"".join(whole.splitlines(keepends=True)[:2]))
    last = whole[start:]
    path.write_bytes(whole[:start] + last[:kept])

    torn = read_journal(path)

    assert torn == Chain(chain.contents[:2], chain.digests[:2], start, torn=True)
    assert append_to_journal(path, torn, [THIRD]) == chain
    assert path.read_bytes() == whole


def test_zeros_that_a_power_cut_left_at_the_end_are_a_torn_line(path: Path, chain: Chain) -> None:
    path.write_bytes(path.read_bytes() + b"\0" * 4096)

    assert read_journal(path).torn
    assert read_journal(path).digests == chain.digests


@pytest.mark.usefixtures("chain")
@pytest.mark.parametrize(
    ("old", "new", "line"),
    [
        (b'"seq":2', b'"seq":5', 2),
        (b'"file"', b'"fil"', 2),
        (b'{"seq":1,"digest"', b'{"seq":1, "digest"', 1),
        (b"\n", b"\r\n", 1),
        (b"\n", b"\n\n", 2),
        (b'{"seq":3', b"short", 3),
    ],
)
def test_a_changed_line_is_named(path: Path, old: bytes, new: bytes, line: int) -> None:
    path.write_bytes(path.read_bytes().replace(old, new, 1))

    with pytest.raises(StorageError) as caught:
        read_journal(path)
    assert str(caught.value) == (
        f"The journal {path} was changed or damaged at line {line}: its digest does not follow "
        "from the line before. Restore the journal from a backup; the originals are in the archive."
    )


@pytest.mark.usefixtures("chain")
@pytest.mark.parametrize("removed", [0, 1])
def test_a_removed_line_is_noticed_where_it_stood(path: Path, removed: int) -> None:
    lines = path.read_bytes().splitlines(keepends=True)
    del lines[removed]
    path.write_bytes(b"".join(lines))

    with pytest.raises(StorageError, match=f"at line {removed + 1}:"):
        read_journal(path)


@pytest.mark.usefixtures("chain")
def test_exchanged_lines_are_noticed(path: Path) -> None:
    lines = path.read_bytes().splitlines(keepends=True)
    path.write_bytes(b"".join((lines[1], lines[0], lines[2])))

    with pytest.raises(StorageError, match="at line 1:"):
        read_journal(path)


def test_a_missing_journal_is_said(tmp_path: Path) -> None:
    with pytest.raises(StorageError) as caught:
        read_journal(tmp_path / "journal.jsonl")

    assert str(caught.value) == (
        f"The journal {tmp_path / 'journal.jsonl'} is missing. Restore it and its folder from a "
        "backup."
    )


def test_when_the_disk_refuses_the_journal_stays_as_it_was(path: Path, chain: Chain) -> None:
    before = path.read_bytes()

    with files_no_longer_than(chain.end + 50), pytest.raises(OSError, match="File too large"):
        append_to_journal(path, chain, [b'{"seq":4}'])

    assert path.read_bytes() == before
    assert append_to_journal(path, chain, [b'{"seq":4}']).contents[3] == b'{"seq":4}'


def test_lines_nobody_was_told_of_can_be_withdrawn(path: Path, chain: Chain) -> None:
    before = path.read_bytes()
    append_to_journal(path, chain, [b'{"seq":4}', b'{"seq":5}'])

    withdraw_from_journal(path, chain)

    assert path.read_bytes() == before
