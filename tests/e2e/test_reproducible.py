"""The same returns give the same bytes: in another folder, zone, locale, order, and again."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from lsreport.cli import invoke
from lsreport.store.store import Store
from support.cli import Lsreport

pytestmark = pytest.mark.no_cover

PERIOD = "2024-H1"
DOCUMENTS = ("province.docx", "province.xlsx", "working-annex.docx")


def made(folder: Path, *late: str, **environment: str) -> Path:
    """A workspace made by a process of its own with that environment."""
    command = [sys.executable, "-m", "support.elsewhere", str(folder), PERIOD, *late]
    tests = str(Path(__file__).parents[1])
    places = os.pathsep.join((tests, *filter(None, [os.environ.get("PYTHONPATH")])))
    variables = {**os.environ, **environment, "PYTHONPATH": places}
    subprocess.run(command, env=variables, check=True, cwd=folder.parent, capture_output=True)
    return folder


@pytest.fixture(scope="module")
def here(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("here") / "office"
    return made(folder, TZ="Asia/Ho_Chi_Minh", LC_ALL="C.UTF-8", PYTHONHASHSEED="1")


@pytest.fixture(scope="module")
def there(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("một nơi khác") / "sâu" / "hơn"
    folder.mkdir(parents=True)
    late = ("2024-07-08", "2024-06-28")
    return made(folder / "office", *late, TZ="America/St_Johns", LC_ALL="C", PYTHONHASHSEED="99")


def document(office: Path, name: str) -> Path:
    return office / "out" / PERIOD / f"lsreport-187-{PERIOD}-{name}"


def manifest(path: Path) -> dict[str, Any]:
    content: dict[str, Any] = json.loads(path.with_name(f"{path.name}.manifest.json").read_bytes())
    return content


def test_the_returns_were_received_in_another_order(here: Path, there: Path) -> None:
    orders = []
    for office in (here, there):
        with Store.open(office / "store") as store:
            returns = store.vintage().submissions.values()
            recorded = sorted(
                (one.recorded, one.unit) for units in returns for one in units.values()
            )
            orders.append([unit for _moment, unit in recorded])
    assert sorted(orders[0]) == sorted(orders[1])
    assert orders[0] != orders[1]


@pytest.mark.parametrize("name", DOCUMENTS)
def test_elsewhere_the_same_returns_give_the_same_bytes(here: Path, there: Path, name: str) -> None:
    own, other = document(here, name), document(there, name)
    assert own.read_bytes() == other.read_bytes()
    # Only when the returns were recorded tells the two stores apart.
    assert {**manifest(own), "as_of": None} == {**manifest(other), "as_of": None}


def test_made_again_every_file_is_the_same(here: Path, tmp_path: Path) -> None:
    again = ["--workspace", str(here), "render", PERIOD, "--out", str(tmp_path)]
    assert invoke(again) == 0
    before = {path.name: path.read_bytes() for path in document(here, "").parent.iterdir()}
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == before
    assert len(before) == 2 * len(DOCUMENTS)


def test_a_report_verifies_in_a_workspace_that_received_in_another_order(
    here: Path, there: Path, lsreport: Lsreport
) -> None:
    """All of the document is the same; that its manifest is of another store is said."""
    theirs = document(there, "working-annex.docx")
    ran = lsreport("--workspace", here, "verify", theirs)
    assert ran.code == 1
    (line,) = ran.lines
    assert line.startswith(f"{theirs.name}.manifest.json: entry as_of reads ")
