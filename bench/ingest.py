"""`ingest` against reading alone, and against the script an analyst would write.

`PYTHONPATH=tools python bench/ingest.py [--communes N…] [--times N]`: the floor reads every cell
with python-calamine and keeps none; the analyst's script reads with pandas and openpyxl into a
database, without archive, journal, checks or durable commits.
"""

from __future__ import annotations

import argparse
import shutil
import subprocess
import tempfile
from pathlib import Path

from country import Country, make_country
from measure import ENVIRONMENT, LSREPORT, PYTHON, Peer, Taken, in_turns

_PEERS = Path(__file__).parent / "peers"
_DONE = frozenset({0, 1})
"""Whole cycles have files with errors: exit code 1."""


def main() -> None:
    """Measure, and print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--communes", type=int, nargs="+", default=[29, 332, 3321])
    parser.add_argument("--times", type=int, default=3)
    asked = parser.parse_args()
    for communes in asked.communes:
        with tempfile.TemporaryDirectory() as folder:
            print("\n".join(table(communes, measured(Path(folder), communes, asked.times))))


def measured(folder: Path, communes: int, times: int) -> dict[str, Taken]:
    """Return what each peer took for as many communes."""
    country = make_country(folder / "country", communes)
    office, database = folder / "office", folder / "analyst.sqlite3"
    ingest = [LSREPORT, "--workspace", str(office), "-q", "ingest", str(country.inbox.parent)]

    def new_office() -> None:
        shutil.rmtree(office, ignore_errors=True)
        _init(office, country)

    peers = {
        "floor": Peer([PYTHON, str(_PEERS / "floor.py"), str(country.inbox)]),
        "analyst": Peer([PYTHON, str(_PEERS / "analyst.py"), str(country.inbox), str(database)]),
        "ingest, one core": Peer(ingest, new_office, accepted=_DONE),
        "ingest, two cores": Peer(ingest, new_office, cores=2, accepted=_DONE),
        "ingest again": Peer(ingest, accepted=_DONE),
    }
    return in_turns(peers, times)


def _init(office: Path, country: Country) -> None:
    subprocess.run([LSREPORT, "-q", "init", str(office)], env=ENVIRONMENT, check=True)
    settings = office / "lsreport.toml"
    text = settings.read_text(encoding="utf-8")
    settings.write_text(text.replace('plan = "187"', f'plan = "{country.plan}"'), encoding="utf-8")


def table(communes: int, taken: dict[str, Taken]) -> list[str]:
    """Return the lines of the table: seconds, and ratios to both peers."""
    floor, analyst = taken["floor"].seconds, taken["analyst"].seconds
    lines = [f"{communes} workbooks       s     MB   ms a file   × floor   analyst ÷ it"]
    lines += [
        f"{name:<18}{one.seconds:>8.2f}{one.megabytes:>7.0f}{1000 * one.seconds / communes:>12.1f}"
        f"{one.seconds / floor:>10.1f}{analyst / one.seconds:>15.1f}"
        for name, one in taken.items()
    ]
    return lines


if __name__ == "__main__":
    main()
