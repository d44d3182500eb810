"""Branch coverage after a test run: `python tools/check_coverage.py [--whole]`.

100 % of the files that `exact.coveragerc` names; with `--whole`, after a run that traced the whole
package (`make coverage`), also 95 % of the rest.
"""

from __future__ import annotations

import argparse
import sys
from configparser import ConfigParser
from pathlib import Path
from typing import NamedTuple

from coverage import Coverage

ROOT = Path(__file__).parent.parent
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


def exact_files() -> tuple[str, ...]:
    """Return the files of which every branch has to be taken."""
    settings = ConfigParser()
    settings.read(ROOT / "tools" / "exact.coveragerc", encoding="utf-8")
    return tuple(settings["run"]["include"].split())


def main() -> int:
    """Print what falls short, and return 1 if anything does."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--whole", action="store_true")
    whole_package = parser.parse_args().whole
    coverage = Coverage(config_file=str(ROOT / "pyproject.toml"))
    coverage.load()
    files, exact = measured(coverage), exact_files()
    short = [
        f"{name}: {files[name].percent:.2f} %, must be 100 %"
        for name in exact
        if files[name].taken < files[name].possible
    ]
    if whole_package:
        rest = [counted for name, counted in files.items() if name not in exact]
        whole = Counted(sum(one.possible for one in rest), sum(one.taken for one in rest))
        if whole.percent < LEAST:
            short.append(f"the rest: {whole.percent:.2f} %, must be {LEAST:.0f} %")
        print(f"branch coverage outside the exact files: {whole.percent:.2f} %")
    for line in short:
        print(line, file=sys.stderr)
    return 1 if short else 0


if __name__ == "__main__":
    sys.exit(main())
