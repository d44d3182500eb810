"""The README is true: its blocks run and print what it shows, and it names every command."""

from __future__ import annotations

import re
import subprocess
import sys
import tomllib
from pathlib import Path

import typer

from lsreport.cli import app
from support.console_blocks import run_steps, steps_of

ROOT = Path(__file__).parents[2]
README = (ROOT / "README.md").read_text("utf-8")


def test_the_tour_prints_what_it_shows(tmp_path: Path) -> None:
    steps = steps_of(README)
    assert len(steps) >= 7
    for command, expected, shown in run_steps(steps, tmp_path):
        # Sentences (stderr) and data (stdout) of one command come in no set order.
        assert sorted(shown) == sorted(expected), command


def test_every_command_is_documented() -> None:
    commands = set(typer.main.get_command(app).commands)
    assert set(re.findall(r"^\| `lsreport (\w+)", README, re.MULTILINE)) == commands


def test_every_dependency_has_its_reason() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    named = {re.split(r"[<>=~ ]", one)[0] for one in project["dependencies"]}
    table = README.partition("## What it is made of")[2]
    rows = re.findall(r"^\| ([a-z0-9, -]+) \|", table, re.MULTILINE)
    listed = {name.strip() for row in rows for name in row.split(",")} - {"library"}
    assert {name for name in listed if not set(name) <= {"-"}} == named


def test_the_requirement_files_are_the_lock_file() -> None:
    uv = Path(sys.executable).parent / "uv"
    export = [uv, "export", "--frozen", "--offline", "-q", "--no-emit-project", "--no-header"]
    for name, options in {"requirements.txt": ["--no-dev"], "requirements-dev.txt": []}.items():
        done = subprocess.run(
            [*export, *options], cwd=ROOT, capture_output=True, text=True, check=True
        )
        assert (ROOT / name).read_text("utf-8") == done.stdout, name
