"""Who does what each finding says gets a clean return: the samples mended, or confirmed."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook
from samples.returns import figures_of

from lsreport.app.demo import samples as sample_folder
from lsreport.checks.rulebook import RULES
from lsreport.domain.observation import element_of, facet_of
from lsreport.domain.period import Period
from lsreport.indicators.calendar import expected
from support.cli import Lsreport
from support.submissions import PLAN, box

# Much of the same code, many times over: other tests measure what of it is covered.
pytestmark = pytest.mark.no_cover

Document = dict[str, Any]
Typed = Mapping[str, int | float]


def own_figures(unit: str, period: str) -> Typed:
    """What a unit counted itself, of which it sends what it had copied."""
    units = [one.code for one in expected(PLAN, Period.parse(period))]
    figures = figures_of(units, period)[unit]
    return {
        key: figure
        for key, figure in figures.items()
        if isinstance(figure, int) and facet_of(key) in {"value", "total", "gains", "reached"}
    }


MENDED: Mapping[str, Mapping[str, Typed]] = {
    "2025-H1": {
        "187": {"DN.gains": 51},
        "180": {"CCX.gains": 4, "TE06.reached": 2022, "TT05": 3, "PH12": 2},
        "HLHPN": {"TT02": 5588, "TK09": 0},
    },
    "2025": {
        "06046": {"TE615.reached": 681},
        "SCT": {"TT02": 953},
        "06385": {"KP01": 21.3, "KP02": 19.8},
        "06577": own_figures("06577", "2025"),
    },
}
"""What each unit counted, in the cells that its findings name."""
STANDING_BY = {"06565": "it is asked until its neighbour sends its own figures"}
"""Units that are asked and have nothing to mend, and why."""
STILL_THERE: Mapping[str, set[tuple[str, str]]] = {
    "2025-H1": {("LS501", "184"), ("LS503", "181"), ("LS504", "HBTNKT")},
    "2025": {("LS501", "06286"), ("LS501", "06601"), ("LS501", "06637"), ("LS503", "06124")},
}
"""What no workbook can mend: returns that never came, came late or were entered by others."""
AGAIN = {"2025-H1": "2025-07-10", "2025": "2026-01-05"}
SAID = ("--who", "Vi Thị B", "--why", "đã đối chiếu danh sách", "--until", "2025")


@pytest.fixture
def office(demo: Path, tmp_path: Path) -> Path:
    """A copy of the demo workspace that the test may change."""
    return Path(shutil.copytree(demo, tmp_path / "office"))


@pytest.mark.parametrize("period", MENDED)
def test_who_corrects_what_the_findings_name_gets_a_clean_return(
    office: Path, lsreport: Lsreport, tmp_path: Path, period: str
) -> None:
    asked = by_unit(checked(lsreport, office, period))
    assert set(asked) == set(MENDED[period]) | {unit for unit in STANDING_BY if unit in asked}
    again = [
        mended(tmp_path, findings, MENDED[period][unit])
        for unit, findings in asked.items()
        if unit not in STANDING_BY
    ]
    received = lsreport(
        "--workspace", office, "ingest", *again, "--received", AGAIN[period], "--json"
    )
    files = json.loads(received.out)["files"]
    assert {(one["unit"], one["status"], one["revision"]) for one in files} == {
        (unit, "accepted", 2) for unit in MENDED[period]
    }
    left = checked(lsreport, office, period)
    assert sorted((one["rule"], one["unit"]) for one in left) == sorted(STILL_THERE[period])


@pytest.mark.parametrize("period", MENDED)
def test_a_query_that_is_confirmed_is_asked_no_more(
    office: Path, lsreport: Lsreport, period: str
) -> None:
    queries = [
        one
        for findings in by_unit(checked(lsreport, office, period)).values()
        for one in findings
        if one["severity"] == "query"
    ]
    assert all(RULES[one["rule"]].waivable for one in queries)
    names = {one["id"] for one in queries}
    assert open_queries(lsreport, office, period) == names
    for name in names:
        assert lsreport("--workspace", office, "waive", name, *SAID).code == 0
    assert open_queries(lsreport, office, period) == set()


def checked(lsreport: Lsreport, office: Path, period: str) -> list[Document]:
    """Everything found of a period."""
    document = json.loads(lsreport("--workspace", office, "check", period, "--json").out)
    files = (one for file in document["files"] for one in file["findings"])
    return [*document["findings"], *files]


def by_unit(findings: Sequence[Document]) -> dict[str, list[Document]]:
    """The findings at a cell of a workbook, by unit."""
    found: dict[str, list[Document]] = {}
    for one in findings:
        if one["cell"] is not None:
            found.setdefault(one["unit"], []).append(one)
    return found


def mended(folder: Path, findings: Sequence[Document], typed: Typed) -> Path:
    """The workbook of some findings with the figures they name typed again, sent again."""
    first = findings[0]
    (original,) = (sample_folder() / first["period"]).rglob(first["file"])
    workbook = load_workbook(original)
    for one in findings:
        keys = named(one, typed)
        assert keys, one["message"]
        for key in keys:
            named_cell = workbook[one["sheet"]][one["cell"]]
            cell = named_cell if key == one["element"] else box(workbook, key)
            cell.value = typed[key]
    box(workbook, "@sending").value = 2
    path = folder / f"{first['period']}-{first['unit']}-lan-2.xlsx"
    workbook.save(path)
    return path


def named(finding: Document, typed: Typed) -> set[str]:
    """Which figures a finding names: its own, the columns of a computed one, those it lists."""
    key = finding["element"]
    row = key.removesuffix(".covered")
    columns = {f"{row}.{facet}" for facet in ("base", "gains", "losses")} if row != key else set()
    codes = set(re.findall(r"(\w+) \d+(?:, |$)", finding["seen"]))
    listed = {one for one in typed if element_of(one) in codes}
    return {key, *columns, *listed} & set(typed)


def open_queries(lsreport: Lsreport, office: Path, period: str) -> set[str]:
    """The names of the queries at a cell that `check` still asks, and does not say are accepted."""
    lines = lsreport("--workspace", office, "check", period).lines
    found = set()
    for heading, *block in zip(lines, lines[1:], lines[2:], lines[3:], strict=False):
        if re.match(r"query LS\d+ · .*!", heading):
            name = next(line for line in block if line.startswith("  # "))
            found |= {name.removeprefix("  # ")} if ", accepted" not in name else set()
    return found
