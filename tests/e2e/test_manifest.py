"""The manifest walks printed figures back to files and cells."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import Any

import openpyxl
import pytest

NAME = "lsreport-187-2025-H1-province.docx"


@pytest.fixture(scope="module")
def manifest(demo: Path) -> dict[str, Any]:
    path = demo / "out" / "2025-H1" / f"{NAME}.manifest.json"
    document: dict[str, Any] = json.loads(path.read_text("utf-8"))
    return document


def cells_of(manifest: dict[str, Any], of: str) -> list[dict[str, Any]]:
    figure = next(one for one in manifest["figures"] if one["of"] == of)
    return [manifest["cells"][position] for position in figure["cells"]]


def test_the_manifest_names_its_document_and_inputs(demo: Path, manifest: dict[str, Any]) -> None:
    content = (demo / "out" / "2025-H1" / NAME).read_bytes()
    assert manifest["sha256"] == hashlib.sha256(content).hexdigest()
    assert (manifest["period"], manifest["synthetic"]) == ("2025-H1", True)
    assert manifest["latest_receipt"] == "2025-07-09T23:59:59.999999+07:00"
    periods = [one["period"] for one in manifest["submissions"]]
    assert [periods.count(one) for one in ("2024-H1", "2024", "2025-H1")] == [29, 29, 28]
    assert sorted(manifest["files"]) == [
        "lsreport.toml",
        "reference.csv",
        "templates/report.docx",
        "texts/2025-H1.md",
    ]


def test_a_printed_sum_is_the_sum_of_its_cells(demo: Path, manifest: dict[str, Any]) -> None:
    figure = next(one for one in manifest["figures"] if one["of"] == "P1 numerator")
    covered = 0
    for cell in cells_of(manifest, "P1 numerator"):
        original = demo / "store" / "archive" / cell["sha256"][:2] / cell["sha256"]
        sheet, _, address = cell["cell"].rpartition("!")
        with original.open("rb") as file:
            seen = openpyxl.load_workbook(file)[sheet][address].value
        assert seen == cell["value"], cell
        sign = {"CTV.base": 1, "CTV.gains": 1, "CTV.losses": -1}.get(cell["key"], 0)
        covered += sign * seen
    assert figure["value"] == covered == 1688


def test_few_cases_of_a_unit_stay_masked(manifest: dict[str, Any]) -> None:
    cells = cells_of(manifest, "1.1 numerator")
    assert {one["key"] for one in cells} == {"CL_DK", "CL_MOI", "RS_THON"}
    found = [one for one in cells if one["unit"] == "183" and one["key"] == "CL_MOI"]
    assert [one["value"] for one in found] == [None]


def test_every_figure_of_a_target_has_its_cells(manifest: dict[str, Any]) -> None:
    kinds = {"numerator", "denominator", "ratio"}
    told = [
        one
        for one in manifest["figures"]
        if one["of"].rpartition(" ")[2] in kinds and one["value"] is not None
    ]
    assert {one["of"].rpartition(" ")[2] for one in told} == kinds
    assert [one["of"] for one in told if not one["cells"]] == []


def test_a_figure_leads_to_its_outcome_and_that_to_files_and_cells(
    manifest: dict[str, Any],
) -> None:
    low = next(one for one in manifest["figures"] if one["of"] == "2.2 low")
    assert (low["value"], low["outcome"]) == ("90082/121411", "2.2")
    of_unit = next(one for one in manifest["figures"] if one["of"] == "2.2/6-15@178 ratio")
    assert of_unit["outcome"] == "2.2"
    outcome = next(one for one in manifest["outcomes"] if one["of"] == "2.2")
    cells = [manifest["cells"][place] for place in outcome.pop("cells")]
    assert outcome == {
        "of": "2.2",
        "clause": "II.2.b-2",
        "target": "80%",
        "numerator": 90_082,
        "denominator": 113_495,
        "ratio": "90082/113495",
        "low": "90082/121411",
        "high": "97998/121411",
        "used": 11,
        "expected": 12,
        "verdict": "Chưa đủ cơ sở đánh giá",
    }
    totals = [one for one in cells if one["key"].endswith(".total")]
    assert sum(one["value"] for one in totals) == 113_495
    first = totals[1]
    assert (first["unit"], first["file"], first["cell"]) == (
        "178",
        "2025-H1-178.xlsx",
        "A. Độ bao phủ!C15",
    )


def test_every_figure_rests_on_cells_an_outcome_or_what_was_received(
    manifest: dict[str, Any],
) -> None:
    # How many were expected or received, when, and what follows from how many verdicts there are.
    counted = ("returns ", "targets ", "window ", "due ", "next due", "carry margin")
    for one in manifest["figures"]:
        rests = one["cells"] or one["outcome"] or one["value"] is None
        listed = one["of"].startswith(counted) or one["of"].endswith((" used", " expected"))
        assert rests or listed or one["of"].startswith("tasks "), one
