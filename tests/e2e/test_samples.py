"""The sample cycles received, checked and computed, against what is known of them."""

from __future__ import annotations

import copy
import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator, Mapping
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

from lsreport.app.compute import Computation
from lsreport.app.workspace import Desk, Workspace, opened
from lsreport.checks.judge import judge
from lsreport.console.documents import computation_document
from lsreport.domain.period import Period
from lsreport.domain.submission import Vintage
from lsreport.indicators.compute import compute
from support.slow_cycle import Cycle

# Much of the same code, many times over: other tests measure what of it is covered.
pytestmark = pytest.mark.no_cover

ROOT = Path(__file__).parents[2]
SAMPLES = ROOT / "data" / "samples"
H1 = Period(2025, annual=False)
YEAR = Period(2025, annual=True)
PERIODS = ("2024-H1", "2024", "2025-H1", "2025")
FINDINGS: Mapping[str, set[tuple[str, str, str | None]]] = {
    "2024-H1": {("LS503", "HCCB", None)},
    "2024": set(),
    "2025-H1": {
        ("LS501", "184", None),
        ("LS503", "181", None),
        ("LS301", "187", "DN.covered"),
        ("LS206", "180", "CCX.gains"),
        ("LS206", "180", "TE06.reached"),
        ("LS206", "180", "TT05"),
        ("LS206", "180", "PH12"),
        ("LS221", "HLHPN", "TT02"),
        ("LS222", "HLHPN", "TK09"),
        ("LS504", "HBTNKT", None),
    },
    "2025": {
        ("LS501", "06286", None),
        ("LS501", "06601", None),
        ("LS501", "06637", None),
        ("LS503", "06124", None),
        ("LS301", "06046", "TE615.reached"),
        ("LS413", "SCT", "TT02"),
        ("LS335", "06385", "KP01"),
        ("LS335", "06385", "KP02"),
        ("LS604", "06565", "TT02"),
        ("LS604", "06577", "TT02"),
    },
}
VERDICTS = {
    "2024-H1": {
        "1.1": "met", "1.2": "no_cases", "1.3": "met", "2.1a": "not_met", "2.1b": "not_met",
        "2.2": "not_met", "2.3": "not_met", "3.1": "not_met", "3.2a": "not_met",
        "3.2b": "not_met", "P1": "not_met", "P2": "not_met", "O1": "no_target", "O2": "no_target",
    },
    "2024": {
        "1.1": "met", "1.2": "met", "1.3": "met", "2.1a": "not_met", "2.1b": "met",
        "2.2": "not_met", "2.3": "not_met", "3.1": "not_met", "3.2a": "not_met",
        "3.2b": "not_met", "P1": "not_met", "P2": "not_met", "O1": "no_target", "O2": "no_target",
    },
    "2025-H1": {
        "1.1": "not_met", "1.2": "undetermined", "1.3": "undetermined", "2.1a": "met",
        "2.1b": "met", "2.2": "undetermined", "2.3": "not_met", "3.1": "undetermined",
        "3.2a": "not_met", "3.2b": "not_met", "P1": "not_met", "P2": "not_met",
        "O1": "no_target", "O2": "no_target",
    },
    "2025": {
        "1.1": "not_met", "1.2": "undetermined", "1.3": "undetermined", "2.1a": "undetermined",
        "2.1b": "met", "2.2": "met", "2.3": "not_met", "3.1": "undetermined",
        "3.2a": "undetermined", "3.2b": "not_met", "P1": "not_met", "P2": "not_met",
        "O1": "no_target", "O2": "no_target",
    },
}  # fmt: skip
Document = dict[str, Any]


def lsreport(workspace: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """The command as a person runs it."""
    kept = {k: v for k, v in os.environ.items() if not k.startswith(("LSREPORT", "COV"))}
    command = [sys.executable, "-m", "lsreport", "--workspace", str(workspace), *arguments]
    return subprocess.run(command, env=kept, capture_output=True, text=True, check=False)


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Document]:
    """A workspace that received every sample, and what `ingest` said."""
    workspace = tmp_path_factory.mktemp("office")
    assert lsreport(workspace, "init", str(workspace)).returncode == 0
    for period in PERIODS:
        shutil.copytree(SAMPLES / period, workspace / "inbox" / period)
    shutil.copyfile(SAMPLES / "reference.csv", workspace / "reference.csv")
    ingested = lsreport(workspace, "ingest", "--json")
    assert ingested.returncode == 1, ingested.stderr
    return workspace, json.loads(ingested.stdout)


@pytest.fixture(scope="module")
def desk(office: tuple[Path, Document]) -> Iterator[Desk]:
    with opened(Workspace(office[0]), "test") as desk:
        yield desk


@pytest.fixture(scope="module")
def slow() -> Cycle:
    return Cycle(SAMPLES)


@pytest.fixture(scope="module")
def slow_year() -> Cycle:
    return Cycle(SAMPLES, YEAR.id)


def test_30_workbooks_reach_the_office_for_28_of_29_returns(
    office: tuple[Path, Document], desk: Desk
) -> None:
    assert len(list((SAMPLES / "2025-H1").glob("*/*.xlsx"))) == 30
    rejected = [file for file in office[1]["files"] if file["status"] == "rejected"]
    assert [(one["file"], one["unit"]) for one in rejected] == [
        ("Du toan hoi nghi so ket 6 thang.xlsx", None)
    ]
    assert [finding["rule"] for finding in rejected[0]["findings"]] == ["LS120"]
    known = desk.store.vintage(None, ()).submissions[H1]
    assert len(known) == 28
    assert "184" not in known
    assert {unit: one.revision for unit, one in known.items() if one.revision > 1} == {"SCT": 2}
    assert known["SCT"].file == "2025-H1-SCT-gui-lai.xlsx"


@pytest.mark.parametrize("period", PERIODS)
def test_check_finds_what_was_planted_and_nothing_else(
    office: tuple[Path, Document], period: str
) -> None:
    checked = lsreport(office[0], "check", period, "--json")
    assert checked.returncode == (1 if period in {"2025-H1", "2025"} else 0), checked.stderr
    document = json.loads(checked.stdout)
    found = [
        *document["findings"],
        *(one for file in document["files"] for one in file["findings"]),
    ]
    assert {(one["rule"], one["unit"], one["element"]) for one in found} == FINDINGS[period]
    assert len(found) == len(FINDINGS[period])


def test_the_readme_lists_what_was_planted() -> None:
    text = (SAMPLES / "README.md").read_text(encoding="utf-8")
    row = re.compile(r"^\| (\S+) \| (LS\d+) \| (\S+) \| (\S*) *\|", re.MULTILINE)
    listed = {period: set() for period in PERIODS}
    for period, rule, unit, key in row.findall(text):
        listed[period].add((rule, unit, key or None))
    assert listed == FINDINGS


@pytest.mark.parametrize("period", PERIODS)
def test_the_totals_are_those_the_generator_knows(desk: Desk, period: str) -> None:
    known = json.loads((SAMPLES / "totals.json").read_text(encoding="utf-8"))[period]
    document = computed(desk, Period.parse(period))
    found: dict[str, list[int | None]] = {}
    for indicator in document["indicators"]:
        for one in (indicator, *indicator["lines"]):
            code = indicator["code"] if one is indicator else f"{indicator['code']} {one['code']}"
            found[code] = [one["numerator"], one["denominator"] or 0]
    repeated = {"2.2": found["2.2 6-15"]}
    not_added = {code: [None, 0] for code in ("2.1a", "2.3", "3.2b")}
    if period == "2025":
        # Nobody owns the row any more: its districts ended.
        assert known.pop("3.1 district") == [0, 0]
        not_added["3.1 district"] = [None, 0]
    assert found == known | repeated | not_added
    verdicts = {one["code"]: one["verdict"] for one in document["indicators"]}
    assert verdicts == VERDICTS[period]


def test_the_command_computes_what_the_slow_way_does(
    office: tuple[Path, Document], slow: Cycle
) -> None:
    shown = lsreport(office[0], "compute", "2025-H1", "--format", "json")
    assert shown.returncode == 0, shown.stderr
    document = json.loads(shown.stdout)
    assert document.pop("plan")["id"] == "187"
    assert document == slow.document()


def test_the_joined_year_too(office: tuple[Path, Document], slow_year: Cycle) -> None:
    """The first half of the districts and the part of the communes."""
    shown = lsreport(office[0], "compute", "2025", "--format", "json")
    assert shown.returncode == 0, shown.stderr
    document = json.loads(shown.stdout)
    assert document.pop("plan")["id"] == "187"
    assert document == slow_year.document()


@pytest.mark.parametrize(
    "absent",
    [
        (("2025-H1", "183"),),
        (("2025-H1", "183"), ("2025", "06253")),
        (("2025", "CAT"), ("2025", "SYT"), ("2025", "SGDDT")),
        (("2025", "06001"), ("2025", "06385"), ("2024", "SGDDT")),
    ],
    ids=lambda absent: " ".join("/".join(one) for one in absent),
)
def test_and_the_joined_year_with_other_returns_absent(
    desk: Desk, slow_year: Cycle, absent: tuple[tuple[str, str], ...]
) -> None:
    slow_year = copy.deepcopy(slow_year)
    for period, unit in absent:
        del slow_year.sent[period][unit]
    document = computed(desk, YEAR, *absent)
    document.pop("plan")
    assert document == slow_year.document()


def test_a_year_of_the_province_is_no_less_than_its_first_half(slow_year: Cycle) -> None:
    """What agencies did and whom they reached, as typed."""
    half, year = slow_year.sent["2025-H1"], slow_year.sent["2025"]
    agencies = [unit for unit in half if not unit.isdigit() and unit in year]
    assert len(agencies) == 18
    for unit in agencies:
        for key, figure in half[unit].figures.items():
            code = key.partition(".")[0]
            if figure is not None and code[:2] in {"TT", "NL", "SK"}:
                assert (year[unit].figures[key] or 0) >= figure, (unit, key)


@pytest.mark.parametrize(
    "absent",
    [
        (("2025-H1", "183"),),
        (("2025-H1", "CAT"), ("2025-H1", "183")),
        (("2025-H1", "SYT"), ("2025-H1", "SNNMT"), ("2025-H1", "SGDDT"), ("2024", "SGDDT")),
        (("2025-H1", "186"), ("2024", "186"), ("2024", "184")),
        (("2024", "184"), ("2024-H1", "184")),
        tuple(("2025-H1", district) for district in ("178", "180", "181", "182", "185", "187")),
        tuple((period, "188") for period in PERIODS[:-1]),
    ],
    ids=lambda absent: " ".join("/".join(one) for one in absent),
)
def test_so_it_does_with_other_returns_absent(
    desk: Desk, slow: Cycle, absent: tuple[tuple[str, str], ...]
) -> None:
    slow = copy.deepcopy(slow)
    for period, unit in absent:
        del slow.sent[period][unit]
    document = computed(desk, H1, *absent)
    document.pop("plan")
    assert document == slow.document()


def test_one_case_found_and_closed_breaks_the_first_target(desk: Desk) -> None:
    first = indicator_of(computed(desk, H1), "1.1")
    assert (first["verdict"], first["numerator"]) == ("not_met", 1)
    assert first["owners"]["missing"] == ["184"]


def test_without_the_case_the_silent_district_keeps_it_open(desk: Desk) -> None:
    first = indicator_of(computed(desk, H1, ("2025-H1", "183"), ("2025-H1", "CAT")), "1.1")
    assert (first["verdict"], first["numerator"]) == ("undetermined", 0)


def test_the_police_alone_keep_a_nought_open(desk: Desk) -> None:
    """As in 2024, when every district reported nought, with the police report of 2025."""
    period = Period(2024, annual=False)
    assert indicator_of(computed(desk, period), "1.1")["verdict"] == "met"
    vintage = desk.store.vintage(None, desk.reference)
    later = vintage.submissions[H1]["CAT"]
    sent = {period: {**vintage.submissions[period], "CAT": later}}
    assessment = judge(desk.plan, Vintage(None, sent, reference=vintage.reference))
    first = next(one for one in compute(desk.plan, assessment, period) if one.code == "1.1")
    assert (first.verdict, first.numerator) == ("undetermined", 0)
    assert {one.key for one in first.suspicions} == {"CA08", "CA10"}


def test_the_silent_district_keeps_the_children_open(desk: Desk) -> None:
    children = indicator_of(computed(desk, H1), "2.2")
    low, high = (Fraction(children["bounds"][end]) for end in ("low", "high"))
    assert children["verdict"] == "undetermined"
    assert low < Fraction(8, 10) <= high
    assert (low, high) == (Fraction("0.74195913"), Fraction("0.80715915"))
    assert children["break_even"] == "0.89019707"
    assert [one["source"] for one in children["bounds"]["assumed"]] == ["reference"]
    assert children["owners"]["missing"] == ["184"]


def computed(desk: Desk, period: Period, *absent: tuple[str, str]) -> Document:
    """The document of a period as if some returns had never come."""
    vintage = desk.store.vintage(None, desk.reference)
    sent = {
        period: {unit: one for unit, one in units.items() if (period.id, unit) not in absent}
        for period, units in vintage.submissions.items()
    }
    known = judge(desk.plan, Vintage(None, sent, reference=vintage.reference), also=(period,))
    days = known.periods[period].window
    outcomes = compute(desk.plan, known, period)
    return computation_document(
        desk.plan, [Computation(period, days, None, outcomes)], None, by_unit=False
    )


def indicator_of(document: Document, code: str) -> Document:
    return next(one for one in document["indicators"] if one["code"] == code)


@pytest.mark.parametrize("period", ["2024-H1", "2024", "2025-H1", "2025"])
def test_what_is_found_in_a_period_rests_on_earlier_ones_alone(demo: Path, period: str) -> None:
    asked = Period.parse(period)
    with opened(Workspace(demo), "test") as desk:
        whole = desk.assess(None)
        part = desk.assess_until(None, asked)
    assert part.periods == {one: known for one, known in whole.periods.items() if one <= asked}
