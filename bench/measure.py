"""Commands timed as whole processes, in turns, and what their times and memory come to."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median

PYTHON = sys.executable
LSREPORT = str(Path(sys.executable).with_name("lsreport"))
ENVIRONMENT = {
    **{name: value for name, value in os.environ.items() if not name.startswith("LSREPORT_")},
    "PYTHONWARNINGS": "ignore",
}
ENVIRONMENT.pop("PYTHONDONTWRITEBYTECODE", None)


@dataclass(frozen=True, slots=True)
class Taken:
    """What one run of a command took."""

    seconds: float
    megabytes: float
    """Largest resident memory of the process, or of one it waited for."""


@dataclass(frozen=True, slots=True)
class Peer:
    """A command that is measured, and what has to be done before each of its runs."""

    command: Sequence[str]
    before: Callable[[], object] = lambda: None
    cores: int = 1
    accepted: frozenset[int] = frozenset({0})
    """Exit codes of a run that did its work."""


def in_turns(peers: Mapping[str, Peer], times: int) -> dict[str, Taken]:
    """Return the medians of some rounds in which every command runs once."""
    runs: dict[str, list[Taken]] = {name: [] for name in peers}
    for _round in range(times):
        for name, peer in peers.items():
            peer.before()
            runs[name].append(once(peer))
    return {
        name: Taken(median(one.seconds for one in taken), median(one.megabytes for one in taken))
        for name, taken in runs.items()
    }


def once(peer: Peer) -> Taken:
    """Run a command on its cores.

    Raises:
        SystemExit: it ended with another exit code than those of a run that did its work.
    """
    cores = ",".join(map(str, sorted(os.sched_getaffinity(0))[: peer.cores]))
    command = ["taskset", "-c", cores, *peer.command]
    begun = time.perf_counter()
    process = subprocess.Popen(
        command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, env=ENVIRONMENT
    )
    assert process.stderr is not None
    told = process.stderr.read()
    _pid, status, usage = os.wait4(process.pid, 0)
    seconds = time.perf_counter() - begun
    process.returncode = os.waitstatus_to_exitcode(status)
    process.stderr.close()
    if process.returncode not in peer.accepted:
        sys.exit(f"{' '.join(command)}: exit {process.returncode}\n{told.decode()}")
    return Taken(seconds, usage.ru_maxrss / 1024)
