"""What an office meets: broken files, wrong forms, full disks, and cases somebody hides."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from openpyxl import Workbook

from lsreport.app.demo import samples
from lsreport.cli import invoke
from support.attacks import GOOD, REJECTED, typed, write_batch
from support.cli import Lsreport
from support.submissions import box, edited, filled

BOUNDED = """
import resource, sys
resource.setrlimit(resource.RLIMIT_AS, (1 << 30, 1 << 30))
from lsreport.cli import invoke
sys.exit(invoke(sys.argv[1:]))
"""


def rules(inspection: str) -> dict[str, str]:
    """Return the rule that rejects each rejected file, by its name."""
    files = json.loads(inspection)["files"]
    return {one["file"]: one["findings"][0]["rule"] for one in files if one["status"] == "rejected"}


def test_every_bad_file_is_rejected_and_the_good_one_is_stored(
    tmp_path: Path, lsreport: Lsreport
) -> None:
    folder = tmp_path / "w"
    assert lsreport("init", folder).code == 0
    write_batch(folder / "inbox")
    command = ["--workspace", str(folder), "--lang", "en", "ingest", "--json"]
    ran = subprocess.run(
        [sys.executable, "-c", BOUNDED, *command], capture_output=True, timeout=20, check=False
    )
    assert (ran.returncode, ran.stderr) == (1, b"")
    assert rules(ran.stdout.decode()) == REJECTED
    good = next(one for one in json.loads(ran.stdout)["files"] if one["file"] == GOOD)
    assert (good["unit"], good["period"], good["revision"]) == ("178", "2025-H1", 1)
    status = json.loads(lsreport("--workspace", folder, "status", "2025-H1", "--json").out)
    assert [one["code"] for one in status["units"] if one["received"]] == ["178"]


@pytest.mark.parametrize("lang", ["vi", "en"])
def test_every_rejection_names_the_file_and_a_remedy(
    lang: str, tmp_path: Path, lsreport: Lsreport
) -> None:
    write_batch(tmp_path)
    said = json.loads(lsreport("validate", tmp_path, "--json", lang=lang).out)
    findings = [one["findings"][0] for one in said["files"] if one["file"] in REJECTED]
    assert len(findings) == len(REJECTED)
    for finding in findings:
        assert finding["file"] in finding["message"] or finding["cell"]
        assert len(finding["remedy"]) > 20


@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        (("--unit", "180"), ["LS131"]),
        (("--period", "2024-H1"), ["LS132"]),
        (("--unit", "180", "--period", "2024-H1"), ["LS131", "LS132"]),
    ],
)
def test_a_form_that_is_not_what_the_command_says_is_rejected(
    asked: tuple[str, ...], expected: list[str], tmp_path: Path, lsreport: Lsreport
) -> None:
    (tmp_path / GOOD).write_bytes(filled())
    ran = lsreport("validate", tmp_path / GOOD, *asked, "--json")
    [one] = json.loads(ran.out)["files"]
    assert (ran.code, one["status"]) == (1, "rejected")
    assert [finding["rule"] for finding in one["findings"]] == expected


def copied_with_a_case(workbook: Workbook) -> None:
    box_of_cases = box(workbook, "CL_MOI")
    copy = workbook.copy_worksheet(box_of_cases.parent)
    copy.sheet_state = "hidden"
    copy[box_of_cases.coordinate].value = 3
    box_of_cases.value = 0


def case_in_a_hidden_row(workbook: Workbook) -> None:
    cell = box(workbook, "CL_MOI")
    cell.value = 3
    cell.parent.row_dimensions[cell.row].hidden = True


@pytest.fixture(scope="module")
def year_without_cases(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A workspace with the whole of 2024, in which 1.1 is met."""
    folder = tmp_path_factory.mktemp("year") / "w"
    assert invoke(["-q", "init", str(folder)]) == 0
    for period in ("2024-H1", "2024"):
        shutil.copytree(samples() / period, folder / "inbox" / period)
    assert invoke(["-q", "--workspace", str(folder), "ingest"]) == 0
    return folder


@pytest.mark.parametrize(
    ("edit", "verdict"),
    [
        pytest.param(typed({}), "met", id="untouched"),
        pytest.param(typed({"CL_MOI": "=5+7"}), "undetermined", id="formula without a value"),
        pytest.param(typed({"CL_MOI": "ba em"}), "undetermined", id="words"),
        pytest.param(typed({"CL_MOI": 3}), "not_met", id="a case beside the tick"),
        pytest.param(typed({"CL_MOI@5-11.male": 2}), "undetermined", id="a case by age only"),
        pytest.param(typed({"G_CL": None}), "undetermined", id="no tick and nothing typed"),
        pytest.param(typed({"RS_THON": 0}), "undetermined", id="no hamlet reviewed"),
        pytest.param(copied_with_a_case, "undetermined", id="hidden copy of the sheet"),
        pytest.param(case_in_a_hidden_row, "not_met", id="hidden row"),
    ],
)
def test_no_edit_of_a_form_hides_a_case(
    edit: Callable[[Workbook], None],
    verdict: str,
    year_without_cases: Path,
    tmp_path: Path,
    lsreport: Lsreport,
) -> None:
    folder = tmp_path / "w"
    shutil.copytree(year_without_cases, folder)
    form = next((samples() / "2024").rglob("2024-181.xlsx")).read_bytes()
    (tmp_path / "again.xlsx").write_bytes(edited(form, edit))
    at = ("--workspace", folder)
    lsreport(*at, "ingest", tmp_path / "again.xlsx", "--received", "2025-01-02")
    document = json.loads(lsreport(*at, "compute", "2024", "--format", "json").out)
    outcome = next(one for one in document["indicators"] if one["code"] == "1.1")
    assert outcome["verdict"] == verdict


def test_output_that_cannot_be_written_stops_with_a_remedy(demo: Path) -> None:
    command = ["--lang", "en", "--workspace", str(demo), "units", "2025-H1"]
    with Path("/dev/full").open("wb") as full:
        ran = subprocess.run(
            [sys.executable, "-m", "lsreport", *command],
            stdout=full,
            stderr=subprocess.PIPE,
            check=False,
        )
    assert ran.returncode == 5
    assert ran.stderr.decode() == (
        "lsreport: The output of the command cannot be written (No space left on device). Free "
        "some space or send it elsewhere, and run the command again.\n"
    )


def test_output_is_utf_8_whatever_the_encoding_of_the_system(demo: Path) -> None:
    ran = subprocess.run(
        [sys.executable, "-m", "lsreport", "--workspace", str(demo), "units", "2025-H1"],
        capture_output=True,
        env={**os.environ, "PYTHONIOENCODING": "cp1252"},
        check=False,
    )
    assert (ran.returncode, ran.stderr) == (0, b"")
    assert "Sở Y tế" in ran.stdout.decode()


def test_what_stands_in_the_place_of_the_reference_table_is_named(
    tmp_path: Path, lsreport: Lsreport
) -> None:
    folder = tmp_path / "w"
    lsreport("init", folder)
    (folder / "reference.csv").unlink(missing_ok=True)
    (folder / "reference.csv").symlink_to("moved.csv")
    ran = lsreport("--workspace", folder, "compute", "2025-H1")
    assert ran.code == 4
    assert "reference.csv cannot be read (No such file or directory)" in ran.err


def test_settings_saved_by_notepad_are_read(tmp_path: Path, lsreport: Lsreport) -> None:
    folder = tmp_path / "w"
    lsreport("init", folder)
    settings = folder / "lsreport.toml"
    settings.write_bytes(b"\xef\xbb\xbf" + settings.read_bytes().replace(b"\n", b"\r\n"))
    assert lsreport("--workspace", folder, "units", "2025-H1").code == 0


@pytest.mark.parametrize("nested", ["[" * 5_000, "{a=" * 5_000])
def test_settings_nested_beyond_reason_are_a_fault_of_the_file(
    nested: str, tmp_path: Path, lsreport: Lsreport
) -> None:
    folder = tmp_path / "w"
    lsreport("init", folder)
    (folder / "lsreport.toml").write_text(f"plan = {nested}", encoding="utf-8")
    assert lsreport("--workspace", folder, "units", "2025-H1").code == 4


@pytest.mark.parametrize("moment", ["9999-12-31T23:59:59-23:00", "0001-01-01T00:00"])
def test_a_moment_beyond_the_calendar_is_a_fault_of_usage(
    moment: str, demo: Path, lsreport: Lsreport
) -> None:
    ran = lsreport("--workspace", demo, "status", "2025-H1", "--as-of", moment)
    assert ran.code == 2
    assert ran.err == (
        f"lsreport: {moment} is no date or time. Write it as 2025-07-05 or 2025-07-05T16:30.\n"
    )


def test_a_folder_in_the_place_of_the_prose_is_named(
    demo: Path, tmp_path: Path, lsreport: Lsreport
) -> None:
    folder = tmp_path / "w"
    shutil.copytree(demo, folder)
    (folder / "texts" / "2025-H1.md").unlink()
    (folder / "texts" / "2025-H1.md").mkdir()
    ran = lsreport("--workspace", folder, "render", "2025-H1", "--format", "docx")
    assert ran.code == 4
    assert "2025-H1.md cannot be read (Is a directory)" in ran.err
