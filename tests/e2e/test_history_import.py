"""The paper years: one sheet written, filled in, ingested, and what stands on it afterwards."""

from __future__ import annotations

import json
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from lsreport.app.workspace import Workspace, opened
from lsreport.cli import invoke
from lsreport.domain.period import Period
from lsreport.excel.paper_form import Paper, write_paper_form
from support.cli import Lsreport
from support.paper import FIGURES_SHEET, FILE, KNOWN, figure, source
from support.submissions import PLAN

SAMPLES = Path(__file__).parents[2] / "data" / "samples"
REMEDY = (
    "Write on the sheet of sources which document they stand in and when it came; a figure without "
    "a source is not used."
)
IMPORT = SAMPLES / "history" / "so-lieu-bao-cao-giay.xlsx"


@pytest.fixture
def workspace(tmp_path: Path, lsreport: Lsreport) -> Path:
    folder = tmp_path / "office"
    assert lsreport("init", folder).code == 0
    return folder


@pytest.fixture(scope="module")
def years(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A workspace with the paper years of the samples and the returns of 2024-H1."""
    folder = tmp_path_factory.mktemp("years") / "office"
    assert invoke(["-q", "init", str(folder)]) == 0
    (folder / "reference.csv").write_bytes((SAMPLES / "reference.csv").read_bytes())
    home = ["-q", "--workspace", str(folder)]
    assert invoke([*home, "ingest", str(IMPORT)]) == 0
    assert invoke([*home, "ingest", str(SAMPLES / "2024-H1")]) == 0
    return folder


def test_the_blank_sheet_is_written_and_taken_back(workspace: Path, lsreport: Lsreport) -> None:
    written = lsreport("--workspace", workspace, "forms", "--history")
    assert written.lines == [str(workspace / "out" / "so-lieu-bao-cao-giay.xlsx")]
    again = lsreport("--workspace", workspace, "ingest", written.lines[0])
    assert (again.code, again.lines) == (
        0,
        [f"so-lieu-bao-cao-giay.xlsx: accepted · {told('–', 0, new=0)}"],
    )


def test_a_period_does_not_go_with_it(workspace: Path, lsreport: Lsreport) -> None:
    refused = lsreport("--workspace", workspace, "forms", "--history", "2024")
    assert refused.code == 2
    assert "--history writes one sheet for all units and paper years." in refused.err


def test_import_correct_and_import_again(workspace: Path, lsreport: Lsreport) -> None:
    path = workspace / FILE
    path.write_bytes(write_paper_form(PLAN, KNOWN))
    first = lsreport("--workspace", workspace, "ingest", path)
    assert first.lines == [
        f"{FILE}: accepted · {told('2022, 2023', 2, new=3)} · errors 0, queries 0, notes 4"
    ]
    assert lsreport("--workspace", workspace, "ingest", path).lines == [
        f"{FILE}: unchanged · {told('2022, 2023', 2, unchanged=3)} · errors 0, queries 0, notes 4"
    ]
    workbook = load_workbook(path)
    workbook[FIGURES_SHEET].insert_rows(6)
    figure(workbook, "178", "GV.covered", 2023).value = 1_390
    source(workbook, "SGDDT", 2022, "received").value = None
    workbook.save(path)
    corrected = lsreport("--workspace", workspace, "ingest", path, "--json")
    assert corrected.code == 1
    (file,) = json.loads(corrected.out)["files"]
    assert file["status"] == "accepted_with_errors"
    assert file["returns"] == [
        {"unit": "178", "period": "2022", "revision": 1, "status": "unchanged"},
        {"unit": "178", "period": "2023", "revision": 2, "status": "accepted"},
        {"unit": "SGDDT", "period": "2022", "revision": None, "status": "rejected"},
    ]
    assert covered(workspace, "178", "2023") == 1_390
    assert covered(workspace, "SGDDT", "2022", "GV_S.covered") == 1_150


def test_a_refused_row_is_named_with_its_remedy(workspace: Path, lsreport: Lsreport) -> None:
    path = workspace / FILE
    schools = KNOWN["SGDDT", 2022]
    wrong = {**KNOWN, ("SGDDT", 2022): Paper("", schools.received, schools.figures)}
    path.write_bytes(write_paper_form(PLAN, wrong))
    refused = lsreport("--workspace", workspace, "ingest", path)
    assert refused.code == 1
    summary = told("2022, 2023", 2, new=2, rejected=1)
    where = "Sở Giáo dục và Đào tạo, 2022: 2 figures are given (the first in Số liệu!F46)"
    assert refused.lines == [
        f"{FILE}: accepted with errors · {summary} · errors 1, queries 0, notes 2",
        f"  LS157 · {FILE} · Số liệu!F46",
        f"    {where}, but no source.",
        f"    → {REMEDY}",
    ]


def test_what_stands_in_a_cell_is_judged_at_its_cell(workspace: Path, lsreport: Lsreport) -> None:
    path = workspace / FILE
    path.write_bytes(write_paper_form(PLAN, KNOWN))
    workbook = load_workbook(path)
    figure(workbook, "178", "GV.total", 2022).value = "2.050"
    figure(workbook, "178", "GV.covered", 2022).value = "=450*2"
    figure(workbook, "178", "CL_MOI", 2022).value = "một em"
    cells = {key: figure(workbook, "178", key, 2022).coordinate for key in ("GV.total", "CL_MOI")}
    workbook.save(path)
    ran = lsreport("--workspace", workspace, "ingest", path, "--json")
    (file,) = json.loads(ran.out)["files"]
    found = {
        (one["rule"], one["element"]): f"{one['file']} {one['sheet']}!{one['cell']}"
        for one in file["findings"]
        if one["unit"] == "178" and one["rule"] != "LS504"
    }
    assert ran.code == 1
    assert found.keys() == {("LS221", "GV.total"), ("LS201", "CL_MOI"), ("LS223", "GV.covered")}
    assert found["LS221", "GV.total"] == f"{FILE} {FIGURES_SHEET}!{cells['GV.total']}"
    assert found["LS201", "CL_MOI"] == f"{FILE} {FIGURES_SHEET}!{cells['CL_MOI']}"
    assert covered(workspace, "178", "2022") is None
    assert covered(workspace, "178", "2022", "GV.total") == 2_050


def test_figures_typed_in_error_are_taken_back(workspace: Path, lsreport: Lsreport) -> None:
    path = workspace / FILE
    path.write_bytes(write_paper_form(PLAN, KNOWN))
    assert lsreport("--workspace", workspace, "ingest", path).code == 0
    schools = KNOWN["SGDDT", 2022]
    emptied = {**KNOWN, ("SGDDT", 2022): Paper(schools.document, schools.received, {})}
    path.write_bytes(write_paper_form(PLAN, emptied))
    assert lsreport("--workspace", workspace, "ingest", path).code == 0
    assert covered(workspace, "SGDDT", "2022", "GV_S.covered") is None


def test_the_form_of_the_unit_itself_stands_against_paper(
    workspace: Path, lsreport: Lsreport
) -> None:
    home = ("--workspace", workspace)
    (form,) = lsreport(*home, "forms", "2023", "--unit", "178").lines
    assert lsreport(*home, "ingest", form, "--received", "2023-12-15").code == 1
    path = workspace / FILE
    path.write_bytes(write_paper_form(PLAN, KNOWN))
    (file,) = json.loads(lsreport(*home, "ingest", path, "--json").out)["files"]
    assert [(one["unit"], one["period"], one["status"]) for one in file["returns"]] == [
        ("SGDDT", "2022", "accepted"),
        ("178", "2022", "accepted"),
        ("178", "2023", "older"),
    ]
    assert covered(workspace, "178", "2023") is None


def test_validate_says_the_same(tmp_path: Path, lsreport: Lsreport) -> None:
    path = tmp_path / FILE
    path.write_bytes(write_paper_form(PLAN, KNOWN))
    checked = lsreport("validate", path, "--json")
    assert checked.code == 0
    (file,) = json.loads(checked.out)["files"]
    assert [(one["unit"], one["period"], one["status"]) for one in file["returns"]] == [
        ("SGDDT", "2022", "accepted"),
        ("178", "2022", "accepted"),
        ("178", "2023", "accepted"),
    ]


def test_status_knows_the_paper_years(years: Path, lsreport: Lsreport) -> None:
    shown = json.loads(lsreport("--workspace", years, "status", "2022", "--json").out)
    assert shown["totals"]["expected"] == 29
    assert shown["totals"]["missing"] == 1
    (town,) = (one for one in shown["units"] if one["code"] == "178")
    assert (town["state"], town["received"][:10]) == ("received", "2022-12-24")


def test_the_year_2022_is_computed_from_the_sheet(years: Path, lsreport: Lsreport) -> None:
    """Against the sums over the sheet, taken row by row."""
    page = load_workbook(IMPORT)[FIGURES_SHEET]
    sums: dict[object, int] = {}
    for row in page.iter_rows(min_row=6, values_only=True):
        if isinstance(row[5], int):
            sums[row[2]] = sums.get(row[2], 0) + row[5]
    outcomes = computed(lsreport, years, "2022")
    assert outcomes["P1"] == (sums["CTV.covered"], sums["CTV.total"]) == (1_067, 1_838)
    assert outcomes["2.1a schools"] == (
        sums["GV.covered"] + sums["GV_S.covered"],
        sums["GV.total"] + sums["GV_S.total"],
    )
    # One district's report does not say how many hamlets were reviewed.
    assert outcomes["1.1 owners"] == (10, 11)


def test_a_half_year_reaches_at_least_whom_the_paper_year_reached(
    years: Path, lsreport: Lsreport
) -> None:
    with opened(Workspace(years), "test") as desk:
        periods = desk.assess(None).periods
        half = periods[Period.parse("2024-H1")].returns
        past = periods[Period.parse("2023")].returns
        expected = sum(
            min(
                max(figure_of(half[unit], "NL18.reached"), figure_of(past[unit], "NL18.reached")),
                figure_of(half[unit], "NL18.total"),
            )
            for unit in half
            if unit.isdigit()
        )
        alone = sum(figure_of(half[unit], "NL18.reached") for unit in half if unit.isdigit())
    assert computed(lsreport, years, "2024-H1")["2.1b"][0] == expected
    assert expected > alone


def test_the_forms_of_2024_bring_forward_what_the_sheet_gives(years: Path) -> None:
    with opened(Workspace(years), "test") as desk:
        half = desk.assess(None).periods[Period.parse("2024-H1")]
    over_time = [one for one in half.all_findings if one.rule.startswith("LS4")]
    assert over_time == []
    untested = {one.unit for one in half.not_testable if one.rule in {"LS401", "LS402"}}
    # Đình Lập has no enterprises in the sectors of high risk: it brings nothing forward to test.
    assert untested == set()


def test_a_figure_of_the_report_walks_to_its_cell_on_the_sheet(
    years: Path, tmp_path: Path, lsreport: Lsreport
) -> None:
    rendered = lsreport("--workspace", years, "render", "2022", "--out", tmp_path)
    assert rendered.code == 0
    (manifest,) = tmp_path.glob("*province.docx.manifest.json")
    document = json.loads(manifest.read_text(encoding="utf-8"))
    assert document["synthetic"]
    page = load_workbook(IMPORT)
    places = {
        (one["unit"], one["key"]): one for one in document["cells"] if one["period"] == "2022"
    }
    seen = places["178", "CTV.covered"]
    cell = figure(page, "178", "CTV.covered", 2022)
    assert (seen["cell"], seen["value"]) == (f"{FIGURES_SHEET}!{cell.coordinate}", cell.value)
    original = years / "store" / "archive" / seen["sha256"][:2] / seen["sha256"]
    assert next(original.parent.glob(f"{seen['sha256']}*")).read_bytes() == IMPORT.read_bytes()


def test_the_sample_is_what_the_generator_makes(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.syspath_prepend(str(SAMPLES.parents[1] / "tools"))
    from samples.history import history_sheet

    assert sheets_of(history_sheet(PLAN)) == sheets_of(IMPORT.read_bytes())


def test_the_sample_says_that_it_is_synthetic() -> None:
    workbook = load_workbook(IMPORT)
    for page in workbook.worksheets:
        texts = [str(cell.value) for row in page.iter_rows(max_row=4) for cell in row if cell.value]
        assert any(text.startswith("SỐ LIỆU MÔ PHỎNG") for text in texts), page.title


def told(years: str, units: int, *, new: int = 0, unchanged: int = 0, rejected: int = 0) -> str:
    """What `ingest` says of a sheet as a whole."""
    return (
        f"paper years {years}: {units} units, {new} new returns, {unchanged} unchanged, "
        f"{rejected} rejected"
    )


def covered(workspace: Path, unit: str, period: str, key: str = "GV.covered") -> int | None:
    with opened(Workspace(workspace), "test") as desk:
        judged = desk.assess(None).periods[Period.parse(period)].returns[unit]
    return judged.observations[key].figure


def figure_of(judged: Any, key: str) -> int:
    figure = judged.observations[key].figure
    assert figure is not None
    return int(figure)


def computed(lsreport: Lsreport, workspace: Path, period: str) -> dict[str, tuple[int, int]]:
    ran = lsreport("--workspace", workspace, "compute", period, "--format", "json")
    found: dict[str, tuple[int, int]] = {}
    for one in json.loads(ran.out)["indicators"]:
        found[f"{one['code']} owners"] = (one["owners"]["used"], one["owners"]["expected"])
        found[one["code"]] = (one["numerator"], one["denominator"])
        for line in one["lines"]:
            found[f"{one['code']} {line['code']}"] = (line["numerator"], line["denominator"])
    return found


def sheets_of(content: bytes) -> dict[str, list[tuple[object, ...]]]:
    workbook = load_workbook(BytesIO(content))
    return {page.title: list(page.iter_rows(values_only=True)) for page in workbook.worksheets}
