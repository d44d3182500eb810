"""Branch coverage after a test run: 100 % for verdicts, bounds and numbers, 95 % for the rest."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import NamedTuple

from coverage import Coverage

ROOT = Path(__file__).parent.parent
EXACT = (
    "lsreport/domain/numbers.py",
    "lsreport/indicators/assumed.py",
    "lsreport/indicators/bounds.py",
    "lsreport/indicators/rollup.py",
    "lsreport/indicators/verdict.py",
    "lsreport/report/numbers.py",
)
"""Files in which a branch never taken could print a wrong number."""
LEAST = 95.0


class Counted(NamedTuple):
    """Statements and branches of a file, and how many of them ran."""

    possible: int
    taken: int

    @property
    def percent(self) -> float:
        """Share of statements and branches that ran, in per cent."""
        return 100 * self.taken / self.possible if self.possible else 100.0


def measured(coverage: Coverage) -> dict[str, Counted]:
    """Return statements and branches of every file of the package."""
    files: dict[str, Counted] = {}
    for path in sorted((ROOT / "lsreport").rglob("*.py")):
        numbers = coverage._analyze(str(path)).numbers
        possible = numbers.n_statements + numbers.n_branches
        missed = numbers.n_missing + numbers.n_missing_branches
        files[path.relative_to(ROOT).as_posix()] = Counted(possible, possible - missed)
    return files


def main() -> int:
    """Print what falls short, and return 1 if anything does."""
    coverage = Coverage(config_file=str(ROOT / "pyproject.toml"))
    coverage.load()
    files = measured(coverage)
    short = [
        f"{name}: {files[name].percent:.2f} %, must be 100 %"
        for name in EXACT
        if files[name].taken < files[name].possible
    ]
    rest = [counted for name, counted in files.items() if name not in EXACT]
    whole = Counted(sum(one.possible for one in rest), sum(one.taken for one in rest))
    if whole.percent < LEAST:
        short.append(f"the rest: {whole.percent:.2f} %, must be {LEAST:.0f} %")
    print(f"branch coverage outside the exact files: {whole.percent:.2f} %")
    for line in short:
        print(line, file=sys.stderr)
    return 1 if short else 0


if __name__ == "__main__":
    sys.exit(main())
