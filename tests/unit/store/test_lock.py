from __future__ import annotations

import fcntl
import json
import os
import platform
import signal
import subprocess
import sys
from pathlib import Path

import pytest

import lsreport
from lsreport.errors import StorageError
from lsreport.store.lock import writer_lock


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "lock"


def test_the_holder_signs_and_erases_its_name(path: Path) -> None:
    with writer_lock(path, "lsreport run", 0):
        assert json.loads(path.read_bytes()) == {
            "pid": os.getpid(),
            "host": platform.node(),
            "command": "lsreport run",
        }
    assert path.read_bytes() == b""


def test_who_waits_too_long_is_told_for_whom(path: Path) -> None:
    with (
        writer_lock(path, "lsreport run", 0),
        pytest.raises(StorageError) as caught,
        writer_lock(path, "lsreport ingest", 0.05),
    ):
        raise AssertionError

    assert str(caught.value) == (
        f"`lsreport run` (process {os.getpid()} on {platform.node()}) has been writing to "
        f"{path.parent} for more than 0 seconds. Wait until it is done, or end it, then run the "
        "command again."
    )
    assert caught.value.exit_code == 5


@pytest.mark.parametrize("signature", ["", "{", "[]", '{"pid": 1}'])
def test_a_holder_without_a_name_is_still_a_holder(path: Path, signature: str) -> None:
    path.write_text(signature, encoding="utf-8")
    with path.open("rb") as held:
        fcntl.flock(held, fcntl.LOCK_EX)
        with pytest.raises(StorageError) as caught, writer_lock(path, "lsreport ingest", 0):
            raise AssertionError

    assert str(caught.value) == (
        f"Another process has been writing to {path.parent} for more than 0 seconds. Wait until "
        "it is done, then run the command again."
    )


def test_the_lock_is_free_after_an_error(path: Path) -> None:
    with pytest.raises(ZeroDivisionError), writer_lock(path, "lsreport run", 0):
        raise ZeroDivisionError
    with writer_lock(path, "lsreport run", 0):
        assert path.read_bytes() != b""


def test_who_waits_gets_the_lock_when_it_is_free(path: Path) -> None:
    with _holder(path) as process:
        process.stdin.close()  # type: ignore[union-attr] - it is a pipe
        with writer_lock(path, "lsreport ingest", 30):
            assert json.loads(path.read_bytes())["pid"] == os.getpid()
    assert process.returncode == 0


def test_a_dead_process_holds_nothing(path: Path) -> None:
    with _holder(path) as process:
        process.send_signal(signal.SIGKILL)
        process.wait()
        assert json.loads(path.read_bytes())["command"] == "lsreport run"
        with writer_lock(path, "lsreport ingest", 0):
            assert json.loads(path.read_bytes())["command"] == "lsreport ingest"


def _holder(path: Path) -> subprocess.Popen[str]:
    """A process that holds the lock until its input ends."""
    program = (
        "import sys, pathlib\n"
        "from lsreport.store.lock import writer_lock\n"
        "with writer_lock(pathlib.Path(sys.argv[1]), 'lsreport run'):\n"
        "    print('held', flush=True)\n"
        "    sys.stdin.read()\n"
    )
    process = subprocess.Popen(
        (sys.executable, "-c", program, str(path)),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        env={**os.environ, "PYTHONPATH": str(Path(lsreport.__file__).parents[1])},
    )
    assert process.stdout is not None
    assert process.stdout.readline() == "held\n"
    return process
