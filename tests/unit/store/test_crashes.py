"""Real processes: two writers at once, and writers killed at any moment."""

from __future__ import annotations

import os
import random
import subprocess
import sys
import time
from pathlib import Path

import lsreport
from lsreport.store.inspection import Inspection, inspect
from lsreport.store.store import Store
from support import receiving
from support.store import H1, accepted, at, receive, sha256

ROUNDS = 15
LONGEST_SECONDS = 0.12


def start(module: str, *arguments: object) -> subprocess.Popen[str]:
    paths = (Path(lsreport.__file__).parents[1], Path(receiving.__file__).parents[1])
    return subprocess.Popen(
        (sys.executable, "-m", module, *map(str, arguments)),
        stdout=subprocess.PIPE,
        text=True,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(map(str, paths))},
    )


def receiver(folder: Path, name: str, count: int = 0) -> subprocess.Popen[str]:
    return start("support.receiving", folder, name, count)


def acknowledged(process: subprocess.Popen[str]) -> set[str]:
    """Digests the process said were stored; a word cut short by its death is not said."""
    said, _ = process.communicate(timeout=60)
    return {line.strip() for line in said.splitlines(keepends=True) if len(line) == 65}


def stored(store: Store) -> set[str]:
    return {one.sha256 for unit in range(7) for one in store.history(f"U{unit}", H1)}


def test_two_writers_at_once_lose_nothing(store: Store) -> None:
    processes = [receiver(store.folder, name, count=20) for name in ("first", "second")]
    said = [acknowledged(process) for process in processes]

    assert [process.returncode for process in processes] == [0, 0]
    assert said == [
        {sha256(f"{name}-{number}".encode()) for number in range(20)}
        for name in ("first", "second")
    ]
    assert stored(store) == said[0] | said[1]
    assert inspect(store.folder) == Inspection(40, 0, torn=False, damage=())


def test_what_was_acknowledged_outlives_kill_9_at_any_moment(store: Store) -> None:
    moments = random.Random(187)
    said: set[str] = set()
    for number in range(ROUNDS):
        # Two at once: one usually dies at work, the other waiting for the lock.
        processes = [receiver(store.folder, f"{name}-{number}") for name in ("first", "second")]
        for process in processes:
            assert process.stdout is not None
            assert process.stdout.readline() == "ready\n"
        for process in processes:
            time.sleep(moments.uniform(0, LONGEST_SECONDS))
            process.kill()
        for process in processes:
            said |= acknowledged(process)
        with Store.open(store.folder, command="test") as opened:
            assert said <= stored(opened)

    receive(store, accepted(b"after the last crash", received=at(6)))
    assert said <= stored(store)
    assert len(said) >= ROUNDS
    found = inspect(store.folder)
    assert found == Inspection(found.recorded, 0, torn=False, damage=())
    assert all(store.original(digest) for digest in said)


def test_death_at_any_step_leaves_a_whole_store_and_a_whole_receipt_or_none(store: Store) -> None:
    process = start("support.dying", store.folder)
    said, _ = process.communicate(timeout=120)

    assert process.returncode == 0
    steps, kept = map(int, said.split())
    assert steps > 40
    assert 1 < kept < steps
