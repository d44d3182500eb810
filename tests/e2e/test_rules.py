"""The rule book, one rule over stored periods, and what `check` shows first."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import openpyxl
import pytest

from lsreport.app.demo import samples
from lsreport.checks.rulebook import RULES
from lsreport.i18n import Catalogue
from support.cli import Lsreport


@pytest.mark.parametrize("lang", ["en", "vi"])
def test_the_rule_book_is_readable_at_80_columns(lsreport: Lsreport, lang: str) -> None:
    ran = lsreport("check", "--rules", lang=lang)
    assert (ran.code, ran.err) == (0, "")
    assert max(map(len, ran.lines)) <= 80
    assert not {"{", "}"} & set(ran.out)
    headings = [line.split() for line in ran.lines if not line.startswith(" ")]
    assert [(one[0], one[-1]) for one in headings] == [
        (code, rule.name) for code, rule in RULES.items()
    ]


def test_a_rule_says_what_it_does_and_where_it_comes_from(lsreport: Lsreport) -> None:
    lines = lsreport("check", "--rules").lines
    first = lines.index("LS301 error · never waived · numerator-exceeds-denominator")
    assert lines[first : first + 5] == [
        "LS301 error · never waived · numerator-exceeds-denominator",
        "  …: … is more than the … of “…”.",
        "  → Check both counts as of the cut-off date: a cumulative one is corrected in",
        "    the columns it is computed from; attendances are not persons.",
        "  Source: Verdicts: nobody is covered who is not in scope",
    ]


def test_the_rule_book_as_json(lsreport: Lsreport) -> None:
    document = json.loads(lsreport("check", "--rules", "--json", lang="vi").out)
    assert [one["code"] for one in document["rules"]] == list(RULES)
    found = next(one for one in document["rules"] if one["code"] == "LS302")
    words = Catalogue("vi")
    assert found == {
        "code": "LS302",
        "name": "parts-differ-from-total",
        "severity": "error",
        "waivable": True,
        "since": None,
        "blocking_from": None,
        "source": words.text(RULES["LS302"].source),
        "message": words.text(RULES["LS302"].message),
        "remedy": words.text(RULES["LS302"].remedy),
    }


def test_a_rule_is_tried_on_every_stored_period(demo: Path, lsreport: Lsreport) -> None:
    ran = lsreport("--workspace", demo, "check", "--rule", "LS206")
    assert ran.code == 0
    assert [line for line in ran.lines if not line.startswith(" ")] == [
        "2024-H1: 0 findings in 0 units, 0 not testable",
        "2024: 0 findings in 0 units, 0 not testable",
        "2025-H1: 4 findings in 1 units, 0 not testable",
        "2025: 0 findings in 0 units, 0 not testable",
    ]
    assert ran.lines[-2].startswith("  180 PH12 Đợt rà soát, khảo sát: nothing is given.")


def test_a_rule_is_tried_on_the_periods_named(demo: Path, lsreport: Lsreport) -> None:
    ran = lsreport("--workspace", demo, "check", "2024", "2025-H1", "--rule", "LS301", "--json")
    document = json.loads(ran.out)
    assert document["rule"] == "LS301"
    first, second = document["periods"]
    assert first == {"period": "2024", "units": [], "findings": [], "not_testable": []}
    assert (second["period"], second["units"]) == ("2025-H1", ["187"])
    assert [(one["unit"], one["element"]) for one in second["findings"]] == [("187", "DN.covered")]
    assert [one["unit"] for one in second["not_testable"]] == ["180", "180"]


@pytest.mark.parametrize(
    ("arguments", "code", "words"),
    [
        (["--rule", "LS999"], 3, "The rule book has no rule LS999."),
        (["--rule", "LS120"], 2, "LS120 is applied when a file is received"),
        (["2024", "2025-H1"], 2, "check takes one period"),
        (["2024", "--rules"], 2, "--rules prints the whole rule book"),
        (["--rules", "--rule", "LS301"], 2, "--rules prints the whole rule book"),
        (["--rule", "LS301", "2020"], 3, "Period 2020 is outside plan"),
        (["--rule", "LS301", "2025-H3"], 2, "2025-H3 is no period"),
    ],
)
def test_what_cannot_be_asked(
    demo: Path, lsreport: Lsreport, arguments: list[str], code: int, words: str
) -> None:
    ran = lsreport("--workspace", demo, "check", *arguments)
    assert (ran.code, ran.out) == (code, "")
    assert ran.err.startswith(f"lsreport: {words}")


def test_check_shows_the_queries_to_read_first(tmp_path: Path, lsreport: Lsreport) -> None:
    """A return whose numbers are text: a query each, and only five are shown."""
    folder = tmp_path / "w"
    assert lsreport("init", folder).code == 0
    (folder / "inbox").mkdir(exist_ok=True)
    original = next((samples() / "2024-H1").glob("*/2024-H1-178.xlsx"))
    shutil.copyfile(original, folder / "inbox" / original.name)
    typed_as_text(folder / "inbox" / original.name)
    assert lsreport("--workspace", folder, "ingest").code == 0
    document = json.loads(lsreport("--workspace", folder, "check", "2024-H1", "--json").out)
    (file,) = document["files"]
    ranks = [one["rank"] for one in file["findings"] if one["rule"] == "LS221"]
    assert sorted(ranks) == [1, 2, 3, 4, 5, 6, 7]
    ran = lsreport("--workspace", folder, "check", "2024-H1")
    shown = [line for line in ran.lines if line.startswith("query LS221")]
    assert len(shown) == 5
    assert "178: 2 more; `check --json` has all queries." in ran.lines


def typed_as_text(path: Path) -> None:
    """Turn the first counts of activities into text, seven of which the form asks for."""
    workbook = openpyxl.load_workbook(path)
    sheet = next(one for one in workbook.worksheets if one.title.startswith("C."))
    left = 8
    for row in sheet.iter_rows(min_col=4, max_col=4):
        if left and isinstance(row[0].value, int):
            row[0].value = str(row[0].value)
            left -= 1
    workbook.save(path)
