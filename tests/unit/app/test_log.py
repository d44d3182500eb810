from __future__ import annotations

import os
import stat
import threading
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from lsreport.app import log
from lsreport.app.log import logged
from lsreport.errors import NotFoundError, StorageError
from support.store import without_privileges

START = datetime(2025, 7, 4, 17, 30, tzinfo=UTC)
"""00:30 of 5 July in Lạng Sơn."""


def ticking(*seconds: float) -> Iterator[datetime]:
    return (START + timedelta(seconds=one) for one in seconds)


def lines(folder: Path) -> list[str]:
    return (folder / "lsreport.log").read_text(encoding="utf-8").splitlines()


def test_a_run_is_a_line_in_the_time_of_lang_son(tmp_path: Path) -> None:
    clock = ticking(0, 4.4).__next__
    with logged(tmp_path / "log", "run", clock):
        pass

    assert lines(tmp_path / "log") == ["2025-07-05T00:30:00+07:00 run exit=0 seconds=4"]
    if os.name == "posix":
        modes = [
            stat.S_IMODE(path.stat().st_mode) for path in (tmp_path / "log", *_files(tmp_path))
        ]
        assert modes == [0o700, 0o600, 0o600]


def _files(folder: Path) -> list[Path]:
    return sorted((folder / "log").iterdir())


def test_a_clock_set_back_gives_no_negative_time(tmp_path: Path) -> None:
    with logged(tmp_path / "log", "run", ticking(0, -3600).__next__):
        pass

    assert lines(tmp_path / "log") == ["2025-07-05T00:30:00+07:00 run exit=0 seconds=0"]


@pytest.mark.parametrize(
    ("error", "told"),
    [
        (
            NotFoundError("{path} is not there", path="bảng\n2025 \x1b[2J.csv"),
            'exit=3 error="bảng\\n2025 \\x1b[2J.csv is not there"',
        ),
        (KeyboardInterrupt(), "exit=130"),
        (ZeroDivisionError("never told"), "exit=70"),
    ],
)
def test_a_run_that_stops_is_a_line_too(tmp_path: Path, error: BaseException, told: str) -> None:
    with (
        pytest.raises(type(error)),
        logged(tmp_path / "log", "run", ticking(0, 1).__next__),
    ):
        raise error

    assert lines(tmp_path / "log") == [f"2025-07-05T00:30:00+07:00 run {told} seconds=1"]


def test_a_log_that_cannot_be_written_stops_nothing(tmp_path: Path) -> None:
    tmp_path.chmod(0o555)
    try:
        with (
            without_privileges(),
            logged(tmp_path / "log", "run", ticking(0, 1).__next__) as entry,
        ):
            done = True
    finally:
        tmp_path.chmod(0o755)

    assert done
    assert isinstance(entry.error, StorageError)
    assert str(tmp_path / "log") in str(entry.error)


def test_old_lines_move_on_and_the_oldest_go(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(log, "LARGEST", 200)
    # Each line is 47 bytes: four in a log of 200, so 14 lines are 4 + 4 + 4 + 2.
    for second in range(14):
        with logged(tmp_path / "log", "run", ticking(second, second).__next__):
            pass

    kept = {path.name: path.read_text().count("\n") for path in _files(tmp_path)}
    assert kept == {
        "lock": 0,
        "lsreport.log": 2,
        "lsreport.log.1": 4,
        "lsreport.log.2": 4,
        "lsreport.log.3": 4,
    }
    assert [line[17:19] for line in lines(tmp_path / "log")] == ["12", "13"]


def test_writers_at_once_lose_no_line(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(log, "LARGEST", 47 * 20)

    def write(first: int) -> None:
        for second in range(first, first + 20):
            with logged(tmp_path / "log", "run", ticking(second, second).__next__):
                pass

    writers = [threading.Thread(target=write, args=(20 * number,)) for number in range(3)]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()

    written = [
        line
        for path in _files(tmp_path)
        if path.name != "lock"
        for line in path.read_text().splitlines()
    ]
    assert sorted(written) == [
        f"{(START + timedelta(hours=7, seconds=second)):%Y-%m-%dT%H:%M:%S}+07:00 run exit=0 "
        "seconds=0"
        for second in range(60)
    ]
