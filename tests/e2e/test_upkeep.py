"""`doctor` and `backup`: nothing of a province's figures is lost."""

from __future__ import annotations

import os
import shutil
import stat
import zipfile
from pathlib import Path

import pytest

from support.cli import Lsreport

WHOLE = (
    "The store is whole: 169 entries in the journal, every original as it was received, and a "
    "database that agrees with them."
)
"""The four sample cycles are 169 files, each an entry."""


@pytest.fixture
def workspace(demo: Path, tmp_path: Path) -> Path:
    """The store of the demo in a workspace of its own."""
    folder = tmp_path / "office"
    folder.mkdir()
    shutil.copytree(demo / "store", folder / "store")
    shutil.copytree(demo / "texts", folder / "texts")
    for name in ("lsreport.toml", "reference.csv"):
        shutil.copyfile(demo / name, folder / name)
    return folder


def database(workspace: Path) -> Path:
    return workspace / "store" / "lsreport.sqlite3"


def figures(lsreport: Lsreport, workspace: Path) -> str:
    ran = lsreport(
        "--workspace", workspace, "compute", "2025-H1", "--by", "unit", "--format", "json"
    )
    assert ran.code == 0
    return ran.out


def test_a_whole_store_is_said_to_be_whole(lsreport: Lsreport, demo: Path) -> None:
    ran = lsreport("--workspace", demo, "doctor")

    assert (ran.code, ran.lines, ran.err) == (0, [WHOLE], "")


@pytest.mark.parametrize("damage", ["missing", "no database", "half", "empty"])
def test_the_database_is_rebuilt_to_the_same_figures(
    lsreport: Lsreport, workspace: Path, damage: str
) -> None:
    before = figures(lsreport, workspace)
    file = database(workspace)
    whole = file.read_bytes()
    if damage == "missing":
        file.unlink()
    else:
        left = {"no database": b"not a database" * 400, "half": whole[: len(whole) // 2]}
        file.write_bytes(left.get(damage, b""))

    found = lsreport("--workspace", workspace, "doctor")
    assert found.code == 1
    assert found.lines[-1] == "The store is damaged; 169 entries of its journal read."
    assert len(found.lines) == 2

    rebuilt = lsreport("--workspace", workspace, "doctor", "--rebuild")
    assert (rebuilt.code, rebuilt.lines) == (
        0,
        ["The database was made again from 169 entries of the journal.", WHOLE],
    )
    assert figures(lsreport, workspace) == before


def test_a_changed_original_is_named_and_rebuilding_does_not_hide_it(
    lsreport: Lsreport, workspace: Path
) -> None:
    original = next(path for path in (workspace / "store/archive").rglob("*") if path.is_file())
    original.write_bytes(original.read_bytes()[:-1])

    for options in ((), ("--rebuild",)):
        ran = lsreport("--workspace", workspace, "doctor", *options)
        assert ran.code == 1
        assert str(original) in ran.lines[0]


def test_a_changed_journal_is_damage_and_nothing_is_rebuilt_from_it(
    lsreport: Lsreport, workspace: Path
) -> None:
    journal = workspace / "store" / "journal.jsonl"
    lines = journal.read_bytes().splitlines(keepends=True)
    lines[6] = lines[6].replace(b'"0"', b'"1"', 1)
    journal.write_bytes(b"".join(lines))
    kept = database(workspace).read_bytes()

    found = lsreport("--workspace", workspace, "doctor")
    assert found.code == 1
    assert "was changed or damaged at line 7" in found.lines[0]

    rebuilt = lsreport("--workspace", workspace, "doctor", "--rebuild")
    assert (rebuilt.code, rebuilt.out) == (5, "")
    assert "was changed or damaged at line 7" in rebuilt.err
    assert database(workspace).read_bytes() == kept


def test_a_folder_that_is_no_workspace_is_not_examined(lsreport: Lsreport, tmp_path: Path) -> None:
    for command in (("doctor",), ("backup", tmp_path / "copy.zip")):
        assert lsreport("--workspace", tmp_path, *command).code == 3
    assert list(tmp_path.iterdir()) == []


def test_a_backup_unpacked_is_the_workspace_again(
    lsreport: Lsreport, workspace: Path, tmp_path: Path
) -> None:
    copy, restored = tmp_path / "copy.zip", tmp_path / "restored"

    ran = lsreport("--workspace", workspace, "backup", copy)

    assert (ran.code, ran.lines, ran.err) == (0, [str(copy)], "")
    with zipfile.ZipFile(copy) as packed:
        packed.extractall(restored)
    assert lsreport("--workspace", restored, "doctor").lines == [WHOLE]
    assert figures(lsreport, restored) == figures(lsreport, workspace)
    own = {"lsreport.toml", "reference.csv"}
    own |= {f"texts/{path.name}" for path in (workspace / "texts").iterdir()}
    files = {
        path.relative_to(restored).as_posix() for path in restored.rglob("*") if path.is_file()
    }
    assert {name for name in files if not name.startswith("store/")} == own
    assert all((restored / name).read_bytes() == (workspace / name).read_bytes() for name in own)


def test_a_backup_is_the_same_again_and_takes_the_place_of_the_last(
    lsreport: Lsreport, workspace: Path, tmp_path: Path
) -> None:
    copy = tmp_path / "copy.zip"
    assert lsreport("--workspace", workspace, "backup", copy).code == 0
    first = copy.read_bytes()

    assert lsreport("--workspace", workspace, "backup", copy).code == 0

    assert copy.read_bytes() == first
    if os.name == "posix":
        assert stat.S_IMODE(copy.stat().st_mode) == 0o600


def test_a_backup_never_takes_the_place_of_anything_else(
    lsreport: Lsreport, workspace: Path
) -> None:
    settings = workspace / "lsreport.toml"
    kept = settings.read_bytes()

    ran = lsreport("--workspace", workspace, "backup", settings)

    assert (ran.code, ran.out, settings.read_bytes()) == (2, "", kept)
    assert ran.err == (
        f"lsreport: {settings} is there already and is no backup; it was left alone. Name another "
        "file.\n"
    )


def test_a_backup_does_not_read_a_pipe_to_learn_what_it_is(
    lsreport: Lsreport, workspace: Path, tmp_path: Path
) -> None:
    pipe = tmp_path / "copy.zip"
    os.mkfifo(pipe)

    ran = lsreport("--workspace", workspace, "backup", pipe)

    assert (ran.code, ran.out, pipe.is_fifo()) == (2, "", True)


def test_a_damaged_store_does_not_replace_a_good_backup(
    lsreport: Lsreport, workspace: Path, tmp_path: Path
) -> None:
    copy = tmp_path / "copy.zip"
    assert lsreport("--workspace", workspace, "backup", copy).code == 0
    good = copy.read_bytes()
    original = next(path for path in (workspace / "store/archive").rglob("*") if path.is_file())
    original.unlink()

    ran = lsreport("--workspace", workspace, "backup", copy)

    assert ran.code == 5
    assert str(original) in ran.err
    assert copy.read_bytes() == good
    assert [path.name for path in tmp_path.glob("*.tmp")] == []


def test_a_plan_of_the_office_travels_and_one_outside_is_named(
    lsreport: Lsreport, workspace: Path, tmp_path: Path
) -> None:
    settings = workspace / "lsreport.toml"
    kept = settings.read_text(encoding="utf-8")
    for folder, outside in (("own-plan", False), ("../elsewhere", True)):
        settings.write_text(kept.replace('plan = "187"', f'plan = "{folder}"'), encoding="utf-8")
        place = (workspace / folder).resolve()
        assert lsreport("indicators", "--export", place).code == 0

        ran = lsreport("--workspace", workspace, "backup", tmp_path / "copy.zip")

        assert ran.code == 0
        with zipfile.ZipFile(tmp_path / "copy.zip") as packed:
            names = set(packed.namelist())
        plan = {f"own-plan/{path.name}" for path in place.glob("*.toml")}
        assert ran.err == (
            f"The plan in {place} lies outside the workspace: keep a copy of it yourself.\n"
            if outside
            else ""
        )
        assert (plan <= names) is not outside
