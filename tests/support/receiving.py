"""A process that receives files one by one and says so: `FOLDER NAME COUNT` (0: without end)."""

from __future__ import annotations

import itertools
import sys
from pathlib import Path

from lsreport.store.store import Store
from support.store import accepted, at, noon, sha256


def main(folder: Path, name: str, count: int) -> None:
    print("ready", flush=True)  # noqa: T201 - the test reads it
    with Store.open(folder, command=f"receive {name}") as store:
        for number in itertools.islice(itertools.count(), count or None):
            original = f"{name}-{number}".encode()
            # A few hundred cells and more than one page, like a form of a district.
            figures = {f"K{cell}": str(cell) for cell in range(150)}
            receipt = accepted(original, f"U{number % 7}", received=at(5), figures=figures)
            with store.writing(command=f"receive {name}", clock=noon) as writer:
                writer.receive([receipt])
            print(sha256(original), flush=True)  # noqa: T201 - the acknowledgement


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2], int(sys.argv[3]))
