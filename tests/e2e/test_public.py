"""The public copy of the sample report, against everything that is published of it."""

from __future__ import annotations

import json
import re
from fractions import Fraction
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import openpyxl
import pytest

from lsreport.app.workspace import Workspace, opened
from lsreport.cli import invoke
from lsreport.domain.period import Period
from support.ledger import Ledger, Printed
from support.published import worked_out

pytestmark = pytest.mark.no_cover
PERIOD = Period.parse("2025-H1")
FRACTION = re.compile(r"-?\d+(/\d+)?", re.ASCII)


@pytest.fixture(scope="module")
def published(demo: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder of a public copy of the first half of 2025."""
    folder = tmp_path_factory.mktemp("public")
    render = ["--workspace", str(demo), "-q", "render", PERIOD.id, "--public"]
    assert invoke([*render, "--out", str(folder)]) == 0
    return folder


@pytest.fixture(scope="module")
def ledgers(demo: Path) -> tuple[Ledger, Ledger]:
    """Return the equations of the period and of the same period of last year."""
    with opened(Workspace(demo), "test") as desk:
        assessment = desk.assess(None, PERIOD)
        plan = desk.plan.worded_on(assessment.periods[PERIOD].window[1])
        before = PERIOD.same_period_last_year
        return Ledger(plan, assessment, PERIOD), Ledger(plan, assessment, before)


def manifests(folder: Path) -> list[dict[str, Any]]:
    return [json.loads(one.read_text("utf-8")) for one in sorted(folder.glob("*.manifest.json"))]


def printed(folder: Path) -> list[Printed]:
    """Return every figure of the documents of a folder, as their manifests list them."""
    found = [
        Printed(one["of"], one["text"], _number(one["value"]))
        for manifest in manifests(folder)
        for one in manifest["figures"]
    ]
    outcomes = [
        Printed(f"{one['of']} {what}", "", _number(one[what]))
        for manifest in manifests(folder)
        for one in manifest["outcomes"]
        for what in ("numerator", "denominator", "ratio")
        if one[what] is not None
    ]
    return list(dict.fromkeys((*found, *outcomes)))


def _number(value: int | str | None) -> int | Fraction | None:
    """Return a count or an exact ratio; a day is no number."""
    if isinstance(value, str):
        return Fraction(value) if FRACTION.fullmatch(value) else None
    return value


def test_it_is_written_without_a_working_annex(published: Path) -> None:
    name = "lsreport-187-2025-H1-province-public"
    documents = {f"{name}.docx", f"{name}.xlsx"}
    written = {one.name for one in published.iterdir()}
    assert written == documents | {f"{one}.manifest.json" for one in documents}


def test_nothing_starred_can_be_worked_out_of_all_of_it(
    published: Path, ledgers: tuple[Ledger, Ledger]
) -> None:
    shown = printed(published)
    assert len([one for one in shown if one.text == "*"]) > 100
    now, before = ledgers
    assert worked_out(now, shown, before=before, stars_are_few=False) == {}


def test_the_same_attack_finds_the_case_in_the_report_for_the_province(
    demo: Path, ledgers: tuple[Ledger, Ledger], tmp_path: Path
) -> None:
    for one in (demo / "out" / PERIOD.id).glob("*-province.*.manifest.json"):
        (tmp_path / one.name).write_bytes(one.read_bytes())
    found = worked_out(ledgers[0], printed(tmp_path))
    assert found["1.1@183 numerator"] == ledgers[0].few[f"CL_MOI@183 {PERIOD.id}"] == 1


def test_no_cell_in_a_manifest_for_the_province_holds_few(
    demo: Path, ledgers: tuple[Ledger, Ledger]
) -> None:
    cells = [
        cell
        for path in sorted((demo / "out" / PERIOD.id).glob("*-province.*.manifest.json"))
        for cell in json.loads(path.read_text("utf-8"))["cells"]
        if cell["key"] in ledgers[0].cases
    ]
    assert {cell["value"] for cell in cells} >= {None, 0}
    assert not {cell["value"] for cell in cells} & {1, 2, 3, 4}


def test_its_manifests_name_no_cell_and_no_file_of_a_unit(published: Path) -> None:
    for manifest in manifests(published):
        assert (manifest["public"], manifest["cells"]) == (True, [])
        assert {one["file"] for one in manifest["submissions"]} == {None}
        assert not any(one["cells"] for one in (*manifest["figures"], *manifest["outcomes"]))


def test_no_part_of_it_quotes_a_unit(demo: Path, published: Path) -> None:
    with opened(Workspace(demo), "test") as desk:
        returns = desk.assess(None, PERIOD).periods[PERIOD].returns.values()
    words = {
        line.strip()
        for judged in returns
        for observation in judged.observations.values()
        for line in (observation.text or "").splitlines()
        if len(line.split()) > 6
    }
    assert len(words) > 20
    for document in sorted(published.glob("*.*x")):
        with ZipFile(document) as parts:
            text = "\n".join(
                parts.read(name).decode("utf-8", "replace") for name in parts.namelist()
            )
        assert not [line for line in words if line in text], document.name


def test_every_sheet_prints_a_starred_count_as_a_star(published: Path) -> None:
    (path,) = published.glob("*.xlsx")
    workbook = openpyxl.load_workbook(path, read_only=True)
    rows = [tuple(row) for row in workbook["2 Theo đơn vị"].iter_rows(values_only=True)]
    heading = next(row for row in rows if row[0] == "Mã")
    code, line, count = (heading.index(name) for name in ("Mã", "Dòng", "Tử số"))
    of_zero_target = [row[count] for row in rows if row[code] == "1.1"]
    assert of_zero_target == ["*"] * 11
    whole = [row[count] for row in rows if row[code] == "1.2" and row[line] == "Chung"]
    assert set(whole[:11]) == {"*"}
