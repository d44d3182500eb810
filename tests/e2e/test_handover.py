"""The hand-over: one sheet filled in and ingested, and what the communes' first year makes of it.

Against the samples, in which nothing is handed over.
"""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import pytest

from lsreport.app.documents import report_view
from lsreport.app.workspace import Workspace, opened
from lsreport.cli import invoke
from lsreport.domain.assessment import PeriodAssessment
from lsreport.excel.paper_form import write_handover_form
from lsreport.excel.prefill import prefill
from support.cli import Lsreport
from support.handover import CLOSING, COMMUNES, FILE, FIRST, KNOWN, REACHED
from support.submissions import PLAN, unit_of


@pytest.fixture(scope="module")
def office(demo: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The samples, and then the sheet of a hand-over."""
    folder = tmp_path_factory.mktemp("handover") / "office"
    shutil.copytree(demo, folder)
    (folder / FILE).write_bytes(write_handover_form(PLAN, KNOWN))
    assert invoke(["-q", "--workspace", str(folder), "ingest", str(folder / FILE)]) == 0
    return folder


def test_the_blank_sheet_is_written_and_taken_back(office: Path, lsreport: Lsreport) -> None:
    written = lsreport("--workspace", office, "forms", "--handover")
    assert written.lines == [str(office / "out" / "so-lieu-ban-giao.xlsx")]
    again = lsreport("validate", written.lines[0])
    assert again.code == 0
    assert again.lines[0] == (
        "so-lieu-ban-giao.xlsx: accepted · hand-over of –: 0 units, 0 new returns, 0 unchanged, "
        "0 rejected"
    )


@pytest.mark.parametrize("other", ["2025", "--history", "--letter"])
def test_nothing_else_goes_with_it(office: Path, lsreport: Lsreport, other: str) -> None:
    refused = lsreport("--workspace", office, "forms", "--handover", other)
    assert refused.code == 2
    assert "--handover writes one sheet for all units that took figures over." in refused.err


def test_the_sheet_becomes_a_return_per_commune_and_period(
    office: Path, lsreport: Lsreport
) -> None:
    again = lsreport("--workspace", office, "ingest", office / FILE)
    assert again.code == 0
    assert again.lines[0].startswith(
        f"{FILE}: unchanged · hand-over of 2024, 2025-H1: 6 units, 0 new returns, 10 unchanged, "
        "0 rejected"
    )
    checked = json.loads(lsreport("validate", office / FILE, "--json").out)["files"][0]
    assert [(one["unit"], one["period"], one["status"]) for one in checked["returns"]] == [
        *((code, "2024", "accepted") for code in COMMUNES),
        ("06286", "2025-H1", "accepted"),
        ("06601", "2025-H1", "accepted"),
        *((code, "2025-H1", "accepted") for code in COMMUNES),
    ]


@pytest.mark.parametrize("period", ["2024", "2025-H1"])
@pytest.mark.parametrize(
    "command",
    [
        ("compute", "--format", "json"),
        ("status", "--json"),
        ("check", "--json"),
    ],
)
def test_the_periods_the_districts_reported_stay_as_they_were(
    demo: Path, office: Path, lsreport: Lsreport, period: str, command: tuple[str, ...]
) -> None:
    name, *options = command
    before, after = (
        json.loads(lsreport("--workspace", folder, name, period, *options).out)
        for folder in (demo, office)
    )
    if name == "status":
        assert before.pop("as_of") < after.pop("as_of")
    assert after == before


def test_the_report_on_the_districts_last_half_stays_as_it_was(
    demo: Path, office: Path, tmp_path: Path, lsreport: Lsreport
) -> None:
    """Byte by byte, what it was made from included; only the journal has gone on since."""
    for folder, name in ((demo, "before"), (office, "after")):
        render = ("render", CLOSING, "--format", "docx", "--out", tmp_path / name)
        assert lsreport("--workspace", folder, *render).code == 0
    before, after = (
        {path.name: path.read_bytes() for path in (tmp_path / name).iterdir()}
        for name in ("before", "after")
    )
    assert len(before) == 4
    moments = [_without_moment(files) for files in (before, after)]
    assert len(moments[0]) == 2
    assert all(earlier < later for earlier, later in zip(*moments, strict=True))
    assert after == before


def test_whom_the_district_reached_in_2024_counts_for_its_communes(
    demo: Path, office: Path, lsreport: Lsreport
) -> None:
    """7,000 instead of 6,857 and 2,600 instead of 2,477; 5,281 stays, the silent one adds none."""
    before, after = (computed(lsreport, folder)["2.1b"] for folder in (demo, office))
    assert (before["numerator"], before["denominator"]) == (472_374, 534_245)
    assert (after["numerator"], after["denominator"]) == (472_374 + 143 + 123, 534_245)


def test_silent_communes_are_bounded_by_what_they_took_over(
    demo: Path, office: Path, lsreport: Lsreport
) -> None:
    """20, 30 and 22 officials, each with a tenth added and rounded up: at most 80 are missing."""
    before, after = (computed(lsreport, folder)["3.1"] for folder in (demo, office))
    assert (before["numerator"], before["denominator"]) == (1_935, 2_080)
    assert before["bounds"] is None
    assert (after["numerator"], after["denominator"]) == (1_935, 2_080)
    assert after["bounds"] == {
        "low": "0.89583333",
        "high": "0.93287037",
        "assumed": [
            {"unit": "06286", "denominator": 22, "source": "2025-H1"},
            {"unit": "06601", "denominator": 33, "source": "2025-H1"},
            {"unit": "06637", "denominator": 25, "source": "2025-H1"},
        ],
    }


def test_what_a_commune_brings_forward_is_compared_with_what_it_took_over(office: Path) -> None:
    year = assessed(office)
    said = {code: year.returns[code] for code in COMMUNES[:3]}
    assert [
        (one.rule, one.unit, one.key, one.seen, one.expected)
        for judged in said.values()
        for one in judged.findings
    ] == [("LS401", "06625", "GV.base", "85", "87")]
    untested = {
        (one.rule, one.facts["key"]) for one in year.not_testable if one.unit == COMMUNES[0]
    }
    assert ("LS402", "CL_DK") not in untested
    assert ("LS401", "GV.base") not in untested
    assert ("LS401", "DN.base") in untested


def test_the_hand_over_is_compared_with_what_the_district_closed_with(
    office: Path, lsreport: Lsreport
) -> None:
    year = assessed(office)
    assert [
        (one.unit, one.key, one.seen, one.expected) for one in year.findings if one.rule == "LS431"
    ] == [("189", "GV.covered", "629", "627")]
    shown = lsreport("--workspace", office, "check", "2025").out
    (line,) = (line.strip() for line in shown.splitlines() if "took over" in line)
    assert line.startswith("UBND huyện Đình Lập (cũ), GV.covered ")
    assert line.endswith(
        "the 4 units of today took over 629 of 2025-H1, but the former unit's return says 627."
    )


def test_the_forms_of_the_first_year_bring_it_along(office: Path) -> None:
    with opened(Workspace(office), "test") as desk:
        known = prefill(PLAN, desk.assess(None), unit_of("06637", FIRST), FIRST)
    source = "bàn giao 6 tháng đầu năm 2025, đến 14/6/2025"
    assert {key: one.value for key, one in known.items() if one.source == source} == {
        "GV.total": 139,
        "GV.base": 136,
        "CCX.total": 22,
        "CL_DK": 0,
    }


def test_a_figure_of_the_report_walks_to_its_cell_on_the_sheet(
    office: Path, tmp_path: Path, lsreport: Lsreport
) -> None:
    rendered = lsreport("--workspace", office, "render", "2025", "--out", tmp_path)
    assert rendered.code == 0
    (path,) = tmp_path.glob("*province.docx.manifest.json")
    document = json.loads(path.read_text(encoding="utf-8"))
    handed = {
        (one["unit"], one["period"], one["key"]): one["value"]
        for one in document["cells"]
        if one["unit"] in COMMUNES and one["period"] != "2025"
    }
    assert handed == {
        ("06613", "2024", "NL18.reached"): 7_000,
        ("06616", "2024", "NL18.reached"): 5_200,
        ("06625", "2024", "NL18.reached"): 2_600,
    }
    sheets = {one["unit"] for one in document["submissions"] if one["file"] == FILE}
    assert sheets == {*COMMUNES, "06286", "06601"}


def test_an_office_that_starts_with_the_hand_over_knows_no_last_year(
    tmp_path: Path, lsreport: Lsreport
) -> None:
    folder = tmp_path / "office"
    assert lsreport("init", folder).code == 0
    (tmp_path / FILE).write_bytes(write_handover_form(PLAN, KNOWN))
    taken = lsreport("--workspace", folder, "ingest", tmp_path / FILE)
    assert taken.lines[0].startswith(
        f"{FILE}: accepted · hand-over of 2024, 2025-H1: 6 units, 10 new returns, 0 unchanged, "
        "0 rejected"
    )
    with opened(Workspace(folder), "test") as desk:
        view = report_view(desk, desk.assess(None, FIRST), FIRST)
    assert view.areas == ()


def test_a_number_that_starts_from_the_hand_over_says_so(office: Path, lsreport: Lsreport) -> None:
    asked = ("explain", FIRST, "2.1a/schools", "--unit", "06613")
    told = lsreport("--workspace", office, *asked)
    assert told.code == 0
    starts = [line.lstrip("│├└─ ") for line in told.lines if "starts from" in line]
    assert starts == [
        f"starts from 227, handed over for 2025-H1 · {FILE} · Số liệu!F1720",
    ]


def _without_moment(files: dict[str, bytes]) -> list[str]:
    """Take out of each manifest which entry of the journal it could know last."""
    found = []
    for name in sorted(name for name in files if name.endswith(".json")):
        manifest = json.loads(files[name])
        found.append(manifest.pop("as_of"))
        files[name] = json.dumps(manifest).encode()
    return found


def computed(lsreport: Lsreport, workspace: Path) -> dict[str, Any]:
    ran = lsreport("--workspace", workspace, "compute", FIRST, "--format", "json")
    return {one["code"]: one for one in json.loads(ran.out)["indicators"]}


def assessed(workspace: Path) -> PeriodAssessment:
    with opened(Workspace(workspace), "test") as desk:
        known = desk.assess(None)
    assert set(known.periods[REACHED].handed) == set(COMMUNES)
    assert set(known.periods[CLOSING].handed) == {*COMMUNES, "06286", "06601"}
    return known.periods[FIRST]
