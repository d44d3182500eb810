"""`run` as cron and systemd start it: no environment, any time zone, nobody watching."""

from __future__ import annotations

import configparser
import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

from lsreport.cli import invoke
from support.cli import Lsreport

DOCS = Path(__file__).parents[2] / "docs"
PROGRAM = Path(sys.executable).with_name("lsreport")


@pytest.fixture(scope="module")
def workspace(demo: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A workspace in which the departments of 2024-H1 have sent, and others have not."""
    folder = tmp_path_factory.mktemp("cron") / "office"
    assert invoke(["-q", "init", str(folder)]) == 0
    day = next((demo / "inbox" / "2024-H1").iterdir())
    target = folder / "inbox" / day.name
    target.mkdir()
    for form in sorted(day.iterdir())[:3]:
        (target / form.name).write_bytes(form.read_bytes())
    return folder


def in_place(command: str, workspace: Path) -> list[str]:
    """The command of an example, with this program and this workspace in its places."""
    assert "/opt/lsreport/.venv/bin/lsreport" in command
    assert "/srv/lsreport" in command
    words = shlex.split(command.replace("> /dev/null", ""))
    places = {"/opt/lsreport/.venv/bin/lsreport": str(PROGRAM), "/srv/lsreport": str(workspace)}
    return [places.get(word, word) for word in words]


def cron_commands() -> list[str]:
    lines = (DOCS / "crontab").read_text(encoding="utf-8").splitlines()
    entries = [line for line in lines if line and not line.startswith("#")]
    times = re.compile(r"(?:[\d*/,-]+ ){5}")
    assert all(times.match(line) for line in entries)
    return [times.sub("", line, count=1) for line in entries]


def unit(name: str) -> configparser.ConfigParser:
    parsed = configparser.ConfigParser(interpolation=None)
    parsed.optionxform = str  # type: ignore[assignment,method-assign]
    parsed.read_string((DOCS / "systemd" / name).read_text(encoding="utf-8"))
    return parsed


@pytest.mark.parametrize("zone", ["UTC", "Asia/Ho_Chi_Minh", "America/Los_Angeles"])
def test_the_command_of_crontab_runs_without_an_environment(workspace: Path, zone: str) -> None:
    run, _backup = cron_commands()

    done = subprocess.run(
        ["env", "-i", f"TZ={zone}", *in_place(run, workspace), "2024-H1"],
        cwd="/",
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
    )

    # Most returns are missing past their date: a person has to know, and cron mails it.
    assert (done.returncode, done.stderr) == (1, "")
    assert [Path(line).name for line in done.stdout.splitlines()] == [
        "lsreport-187-2024-H1-province.docx",
        "lsreport-187-2024-H1-province.xlsx",
        "lsreport-187-2024-H1-working-annex.docx",
    ]
    last = (workspace / "log" / "lsreport.log").read_text(encoding="utf-8").splitlines()[-1]
    assert re.fullmatch(
        r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\+07:00 run exit=1 period=2024-H1 files=3 new=[03] "
        r"rejected=0 errors=0 missing=26 reports=3 seconds=\d+",
        last,
    )


def test_the_backup_of_crontab_runs_without_an_environment(workspace: Path, tmp_path: Path) -> None:
    _run, backup = cron_commands()
    words = in_place(backup, workspace)
    assert words[-1] == "/var/backups/lsreport.zip"

    done = subprocess.run(
        ["env", "-i", *words[:-1], str(tmp_path / "copy.zip")],
        cwd="/",
        capture_output=True,
        text=True,
        check=False,
    )

    assert (done.returncode, done.stderr) == (0, "")
    assert (tmp_path / "copy.zip").stat().st_size > 0


def test_the_units_of_systemd_run_the_same_command_every_working_morning() -> None:
    service, timer = unit("lsreport.service"), unit("lsreport.timer")

    run, _backup = cron_commands()
    assert service["Service"]["ExecStart"] == run
    assert service["Service"]["Type"] == "oneshot"
    assert service["Service"]["SuccessExitStatus"] == "1"
    assert timer["Timer"]["OnCalendar"] == "Mon..Fri 07:15 Asia/Ho_Chi_Minh"
    assert timer["Install"]["WantedBy"] == "timers.target"


def test_a_run_that_cannot_begin_is_in_the_log(workspace: Path, lsreport: Lsreport) -> None:
    ran = lsreport("--workspace", workspace, "run", "2021-H1")

    assert ran.code == 3
    last = (workspace / "log" / "lsreport.log").read_text(encoding="utf-8").splitlines()[-1]
    assert ' run exit=3 error="Period 2021-H1 is outside plan 187/KH-UBND' in last


def test_nothing_is_logged_where_there_is_no_workspace(tmp_path: Path, lsreport: Lsreport) -> None:
    assert lsreport("--workspace", tmp_path, "run").code == 3
    assert list(tmp_path.iterdir()) == []
