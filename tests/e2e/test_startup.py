"""What a command loads before it does anything, and how long that takes."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

HEAVY = ("pandas", "openpyxl", "docxtpl", "docx", "xlsxwriter", "numpy", "lxml", "rich")
LOADED = f"""
import sys
from lsreport.cli import invoke
code = invoke(sys.argv[1:])
sys.stdout.flush()
print("loaded", *(name for name in {HEAVY!r} if name in sys.modules), file=sys.stderr)
sys.exit(code)
"""
# Which heavy libraries each command may load in a pipe; what it does not name it must not load.
USED = {
    ("--help",): set(),
    ("init", "again"): set(),
    ("units", "2025-H1"): {"rich"},
    ("indicators",): {"rich"},
    ("indicators", "2.2"): set(),
    ("forms", "2025-H1", "--unit", "HLHPN"): {"xlsxwriter"},
    ("validate", "form.xlsx"): set(),
    ("ingest", "form.xlsx"): set(),
    ("status", "2025-H1"): {"rich"},
    ("check", "2025-H1"): set(),
    ("compute", "2025-H1"): {"rich"},
    ("compute", "2025-H1", "--format", "json"): set(),
    ("compute", "2025-H1", "--format", "csv"): {"pandas", "numpy"},
}


def environment() -> dict[str, str]:
    """Return the environment of a person: bytecode is kept, the workspace is the folder."""
    kept = {k: v for k, v in os.environ.items() if not k.startswith(("LSREPORT", "COV"))}
    kept.pop("PYTHONDONTWRITEBYTECODE", None)
    return kept | {"LSREPORT_LANG": "en"}


@pytest.fixture(scope="module")
def workspace(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("workspace")
    lsreport = [sys.executable, "-m", "lsreport"]
    subprocess.run([*lsreport, "init", folder], check=True, env=environment())
    made = subprocess.run(
        [*lsreport, "--workspace", folder, "forms", "2025-H1", "--unit", "HLHPN"],
        check=True,
        env=environment(),
        capture_output=True,
        text=True,
    )
    Path(made.stdout.strip()).rename(folder / "form.xlsx")
    return folder


@pytest.mark.parametrize("command", USED, ids=" ".join)
def test_a_command_loads_only_what_it_uses(workspace: Path, command: tuple[str, ...]) -> None:
    done = subprocess.run(
        [sys.executable, "-c", LOADED, *command],
        cwd=workspace,
        env=environment(),
        capture_output=True,
        text=True,
        check=False,
    )
    *_, last = done.stderr.splitlines()
    assert last.split()[0] == "loaded"
    assert set(last.split()[1:]) <= USED[command], done.stderr


def test_help_takes_at_most_twice_the_import_of_typer() -> None:
    commands = {
        "help": [sys.executable, "-m", "lsreport", "--help"],
        "typer": [sys.executable, "-c", "import typer"],
    }
    # The shortest of interleaved runs: what else the machine does only ever adds time.
    best = dict.fromkeys(commands, float("inf"))
    for _ in range(9):
        for name, command in commands.items():
            started = time.perf_counter()
            subprocess.run(command, check=True, env=environment(), stdout=subprocess.DEVNULL)
            best[name] = min(best[name], time.perf_counter() - started)
    assert best["help"] <= 2 * best["typer"], best


def test_the_version_is_answered_without_loading_anything() -> None:
    script = "import sys, lsreport.__main__ as m; m.main(); print('typer' in sys.modules)"
    done = subprocess.run(
        [sys.executable, "-c", script, "--version"],
        env=environment(),
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout.splitlines()[1] == "False"
