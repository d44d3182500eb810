"""A process whose children die at one step after another, in `FOLDER`.

They receive a file, then accept a finding about it.

A step is the moment before or after a call that may touch the disk: every write, sync, rename and
statement of SQL. What each death left is examined before the next one.
"""

from __future__ import annotations

import os
import signal
import sys
from pathlib import Path

from lsreport.domain.finding import Waiver
from lsreport.store.inspection import inspect
from lsreport.store.store import Store
from support.store import H1, accepted, noon, sha256

TOUCHES_DISK = {
    "execute",
    "executemany",
    "flush",
    "fsync",
    "mkdir",
    "open",
    "replace",
    "rollback",
    "truncate",
    "unlink",
    "write",
}


def receive(folder: Path, original: bytes, *, deadly_step: int = 0) -> None:
    """Receive a file and accept a finding about it; with a deadly step, die there as by kill -9."""
    steps = 0

    def count(_frame: object, event: str, called: object) -> None:
        nonlocal steps
        if event.startswith("c_") and getattr(called, "__name__", "") in TOUCHES_DISK:
            steps += 1
            if steps == deadly_step:
                os.kill(os.getpid(), signal.SIGKILL)

    with Store.open(folder) as store, store.writing(command="test", clock=noon) as writer:
        sys.setprofile(count)
        unit = original.decode()
        writer.receive([accepted(original, unit=unit, figures={"A": "1"})])
        writer.decide(Waiver("LS303", unit, "A", "1", H1, H1, "Lan", "đã kiểm tra", noon()))
        sys.setprofile(None)


def survived(folder: Path, step: int) -> bool:
    """Say whether a child got past the step and acknowledged its file."""
    child = os.fork()
    if child == 0:
        receive(folder, str(step).encode(), deadly_step=step)
        os._exit(0)
    return os.waitpid(child, 0)[1] == 0


def main(folder: Path) -> None:
    step = kept = 0
    alive = False
    while not alive:
        step += 1
        alive = survived(folder, step)
        assert inspect(folder).damage == ()
        receive(folder, b"after" + str(step).encode())
        assert inspect(folder).damage == ()
        with Store.open(folder) as store:
            stored = [one.sha256 for one in store.history(str(step), H1)]
            waived = [one for one in store.waivers() if one.unit == str(step)]
        assert len(waived) <= len(stored)
        assert waived or not alive
        assert stored in ([], [sha256(str(step).encode())])
        assert stored or not alive
        kept += bool(stored)
    print(step, kept)  # noqa: T201 - the test reads it


if __name__ == "__main__":
    main(Path(sys.argv[1]))
