"""The Vietnamese guide is true: its blocks run and print what it shows."""

from __future__ import annotations

import re
from pathlib import Path

from lsreport.checks.rulebook import RULES
from support.console_blocks import run_steps, steps_of

DOCS = Path(__file__).parents[2] / "docs"
GUIDE = (DOCS / "huong-dan.md").read_text("utf-8")


def test_the_cycle_of_the_guide_prints_what_it_shows(tmp_path: Path) -> None:
    steps = steps_of(GUIDE)
    assert len(steps) >= 10
    for command, expected, shown in run_steps(steps, tmp_path):
        assert sorted(shown) == sorted(expected), command


def test_the_guide_names_every_family_of_rules() -> None:
    families = {f"{code[:3]}xx" for code in RULES}
    assert set(re.findall(r"^\| (LS\dxx) \|", GUIDE, re.MULTILINE)) == families


def test_what_is_double_clicked_stops_at_each_outcome() -> None:
    script = (DOCS / "chay-bao-cao.bat").read_bytes()
    assert script.count(b"\n") == script.count(b"\r\n")
    lines = script.decode().split("\r\n")
    assert "lsreport --lang vi run %*" in lines
    labels = {line[1:] for line in lines if line.startswith(":")}
    assert labels == {line.rpartition("goto ")[2] for line in lines if "goto " in line}
    assert lines[-2:] == ["pause", ""]
