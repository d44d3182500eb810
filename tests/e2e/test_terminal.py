"""What a person at a terminal sees, and what a pipe gets."""

from __future__ import annotations

import os
import pty
import subprocess
import sys
from fractions import Fraction
from pathlib import Path

import pytest

from lsreport.console.language import choose_language
from lsreport.console.ratios import cut, level, rounded_up


def at_terminal(folder: Path, *arguments: str, columns: int = 80) -> list[str]:
    """Run a command with its output on a pseudo-terminal and return what it shows."""
    here, there = pty.openpty()
    environment = {k: v for k, v in os.environ.items() if not k.startswith(("LSREPORT", "COV"))}
    environment |= {"COLUMNS": str(columns), "TERM": "xterm", "NO_COLOR": "1"}
    process = subprocess.Popen(
        [sys.executable, "-m", "lsreport", "--lang", "en", "--workspace", folder, *arguments],
        stdin=there,
        stdout=there,
        stderr=there,
        env=environment,
    )
    os.close(there)
    shown = bytearray()
    while True:
        try:
            block = os.read(here, 1 << 16)
        except OSError:  # the other end is closed
            break
        if not block:
            break
        shown += block
    os.close(here)
    process.wait()
    return shown.decode("utf-8").replace("\r\n", "\n").splitlines()


def test_tables_keep_to_80_columns(demo: Path) -> None:
    for command in (["compute", "2025-H1"], ["status", "2025-H1"], ["units", "2025-H1"]):
        shown = at_terminal(demo, *command)
        tables = [line for line in shown if not line.startswith(("2025-H1:", "UBND", "Bộ"))]
        assert max(map(len, tables)) <= 80, command
        assert len(shown) > 15
        assert "\x1b" not in "".join(shown), "NO_COLOR turns styling off"
    verdicts = [line for line in at_terminal(demo, "compute", "2025-H1") if line.startswith("2.2 ")]
    assert "undetermined;" in verdicts[0]


def test_reading_shows_its_progress(demo: Path) -> None:
    shown = "".join(at_terminal(demo, "ingest"))
    assert "Reading" in shown
    assert "169/169" in shown


@pytest.mark.parametrize(
    ("arguments", "environment", "language"),
    [
        (["--lang", "en", "units"], {"LSREPORT_LANG": "vi"}, "en"),
        (["--lang=vi"], {}, "vi"),
        ([], {"LSREPORT_LANG": "en", "LANG": "vi_VN.UTF-8"}, "en"),
        ([], {"LANG": "en_GB.UTF-8"}, "en"),
        ([], {"LC_ALL": "vi_VN", "LANG": "en_GB.UTF-8"}, "vi"),
        ([], {"LANG": "C.UTF-8"}, "vi"),
        (["--lang", "fr"], {"LANG": "en_US"}, "en"),
        (["units", "--lang"], {"LANG": "en_US"}, "en"),
    ],
)
def test_the_language_is_chosen(
    tmp_path: Path, arguments: list[str], environment: dict[str, str], language: str
) -> None:
    assert choose_language(arguments, environment, tmp_path) == language


def test_the_workspace_names_its_language(tmp_path: Path) -> None:
    configuration = tmp_path / "lsreport.toml"
    environment = {"LANG": "en_US"}
    configuration.write_text('lang = "vi"\n', "utf-8")
    below = tmp_path / "inbox"
    below.mkdir()
    assert choose_language([], environment, below) == "vi"
    named = ["--workspace", str(tmp_path)]
    assert choose_language(named, environment, Path("/")) == "vi"
    configuration.write_text("lang = \n", "utf-8")
    assert choose_language([], environment, tmp_path) == "en"


def test_ratios_are_cut_and_break_even_is_rounded_up() -> None:
    assert cut(Fraction(151_000, 190_000)) == "0.79473684"
    assert cut(Fraction(79_999_999_999, 10**11)) == "0.79999999"
    assert cut(Fraction(1)) == "1.00000000"
    assert cut(None) is rounded_up(None) is None
    assert rounded_up(Fraction(61, 70)) == "0.87142858"
    assert rounded_up(Fraction(1, 2)) == "0.50000000"
    assert [level(text) for text in ("0.80", "1", "0", "0.9", "1.00")] == [
        "0.8",
        "1",
        "0",
        "0.9",
        "1",
    ]
