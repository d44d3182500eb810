"""A process that makes a report from the same returns: `FOLDER PERIOD LATE…`.

LATE are the dated folders of the samples that are ingested first, before all others.
"""

from __future__ import annotations

import shutil
import sys
from pathlib import Path

from lsreport.app.demo import samples
from lsreport.cli import invoke


def main(folder: Path, period: str, *late: str) -> None:
    office = ["-q", "--workspace", str(folder)]
    codes = [invoke(["init", str(folder)])]
    shutil.copyfile(samples() / "reference.csv", folder / "reference.csv")
    for days in (late, ("*",)):
        for day in days:
            for arrived in sorted((samples() / period).glob(day), reverse=True):
                shutil.copytree(arrived, folder / "inbox" / arrived.name, dirs_exist_ok=True)
        codes.append(invoke([*office, "ingest"]))
    codes.append(invoke([*office, "render", period]))
    sys.exit(0 if set(codes) <= {0, 1} and codes[-1] == 0 else 70)


if __name__ == "__main__":
    main(Path(sys.argv[1]), *sys.argv[2:])
