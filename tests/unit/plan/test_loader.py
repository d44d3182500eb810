"""Loading a plan folder: what is broken in it is named by file, key and remedy."""

from __future__ import annotations

import hashlib
import tomllib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from lsreport.errors import ConfigurationError, UsageError
from lsreport.indicators.loader import export_plan, load_plan
from lsreport.indicators.plan import Plan

FILES = [
    "activities.toml",
    "calendar.toml",
    "cross_checks.toml",
    "elements.toml",
    "forms.toml",
    "indicators.toml",
    "plan.toml",
    "thresholds.toml",
    "units.toml",
]

BROKEN = tomllib.loads(Path(__file__).with_name("broken.toml").read_text(encoding="utf-8"))["case"]


@pytest.mark.parametrize("case", BROKEN, ids=lambda case: f"{case['file']} {case['new']}")
def test_a_broken_plan_says_where_and_what_to_do(
    spoil: Callable[[str, str, str], Any], case: dict[str, str]
) -> None:
    fault = spoil(case["file"], case["old"], case["new"])
    assert fault.message == case["message"].replace("{line}", str(fault.line))


def test_the_packaged_plan_and_its_exported_copy_are_the_same(plan: Plan, folder: Path) -> None:
    assert load_plan(folder) == plan
    assert sorted(path.name for path in folder.iterdir()) == FILES


def test_the_head_of_the_plan(plan: Plan) -> None:
    assert (plan.id, plan.number, plan.dated.isoformat()) == ("187", "187/KH-UBND", "2021-09-13")
    assert [clause for clause in plan.clauses if clause.startswith("V.")] == [
        f"V.{number}" for number in range(1, 15)
    ]


def test_the_digest_covers_names_and_texts_whatever_the_newlines(plan: Plan, folder: Path) -> None:
    digest = hashlib.sha256()
    for name in FILES:
        text = (folder / name).read_bytes()
        for part in (name.encode(), text):
            digest.update(len(part).to_bytes(8, "big") + part)
        (folder / name).write_bytes(b"\xef\xbb\xbf" + text.replace(b"\n", b"\r\n"))
    assert plan.digest == digest.hexdigest()
    assert load_plan(folder).digest == plan.digest
    path = folder / "units.toml"
    path.write_bytes(path.read_bytes() + b"\r\n# changed\r\n")
    assert load_plan(folder).digest != plan.digest


def test_a_missing_file(folder: Path) -> None:
    (folder / "units.toml").unlink()
    assert broken(folder) == (
        f"{folder}: units.toml cannot be read (No such file or directory). A plan has all of: "
        "plan.toml, elements.toml, activities.toml, forms.toml, indicators.toml, units.toml, "
        "calendar.toml, cross_checks.toml, thresholds.toml."
    )


def test_a_file_nobody_would_read(folder: Path) -> None:
    (folder / "unit.toml").write_text("", encoding="utf-8")
    assert broken(folder) == (
        f"{folder}: unit.toml is no file of a plan. Remove it, or name it one of: plan.toml, "
        "elements.toml, activities.toml, forms.toml, indicators.toml, units.toml, calendar.toml, "
        "cross_checks.toml, thresholds.toml."
    )


def test_a_file_in_another_encoding(folder: Path) -> None:
    path = folder / "units.toml"
    path.write_bytes(path.read_text(encoding="utf-8").encode("utf-16"))
    assert broken(folder) == (
        "units.toml, line 1: not UTF-8 text. Save the file with the encoding UTF-8."
    )


def test_a_plan_that_is_nowhere(tmp_path: Path) -> None:
    missing = tmp_path / "plan188"
    assert broken(missing) == (
        f"No plan {missing}: it is neither a folder nor one of the packaged plans (187)."
    )


def test_a_plan_is_never_exported_over_other_files(tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text("mine", encoding="utf-8")
    with pytest.raises(UsageError) as raised:
        export_plan("187", tmp_path)
    assert str(raised.value) == (
        f"{tmp_path} is not empty. Name a new or empty folder for the plan's files."
    )
    assert [path.name for path in tmp_path.iterdir()] == ["notes.txt"]


def broken(source: Path) -> str:
    with pytest.raises(ConfigurationError) as raised:
        load_plan(source)
    return str(raised.value)
