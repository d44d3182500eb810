"""What `check` shows of the findings of a return, in which order."""

from __future__ import annotations

import pytest

from lsreport.app.results import FileResult, FileStatus, Inspection
from lsreport.checks.rulebook import RULES
from lsreport.console.terminal import Terminal
from lsreport.console.views import show_inspection, show_ranked
from lsreport.domain.finding import Finding, NotTestable
from lsreport.i18n import Catalogue
from lsreport.report.ranking import Rank
from support.checks import H1


def finding(rule: str, key: str, **facts: object) -> Finding:
    return RULES[rule].finding(
        unit="178", period=H1, key=key, file="178.xlsx", seen="1", facts={"label": key, **facts}
    )


def test_first_queries_by_rank_and_what_hangs_on_them(capsys: pytest.CaptureFixture[str]) -> None:
    first, second, third = (
        finding("LS337", key, count=count) for count, key in enumerate(("A", "B", "C"), start=1)
    )
    wrong = finding("LS206", "D", how="Type the figure; type 0 if there was none.")
    note = finding("LS504", "E", by="CAT", document="12/BC")
    file = FileResult(
        file="178.xlsx",
        sha256=None,
        unit="178",
        period=H1,
        revision=1,
        status=FileStatus.ACCEPTED_WITH_ERRORS,
        findings=(note, third, wrong, first, second),
    )
    ranks = {
        third.id: Rank(3, ()),
        first.id: Rank(1, ("1.1", "2.2")),
        second.id: Rank(2, ()),
    }
    show_ranked(Terminal(Catalogue("en")), Inspection(files=(file,), ranks=ranks, queries_first=2))
    asks = "  → Count the cases verified in the period, or say why none of those notified was one."
    lines = capsys.readouterr().out.splitlines()
    assert [line for line in lines if not line.startswith("  # ")] == [
        "error LS206 · 178.xlsx",
        "  D: nothing is given. A blank or a dash is never read as zero.",
        "  → Do not leave this box blank. Type the figure; type 0 if there was none.",
        "query LS337 · 178.xlsx",
        "  A: 1 notified, but no case of child labour was open or verified.",
        asks,
        "  could change the verdict of 1.1, 2.2",
        "query LS337 · 178.xlsx",
        "  B: 2 notified, but no case of child labour was open or verified.",
        asks,
        "note LS504 · 178.xlsx",
        "  The return was typed for the unit by CAT, from 12/BC.",
        "  → Keep the document it was typed from.",
        "178: 1 more; `check --json` has all queries.",
    ]


def untested(units: int) -> tuple[NotTestable, ...]:
    reason = "there is no earlier accepted figure"
    codes = (f"{number:05}" for number in range(1, units + 1))
    return tuple(NotTestable("LS401", code, H1, reason) for code in (*codes, "00001"))


def test_what_was_not_testable_stands_once(capsys: pytest.CaptureFixture[str]) -> None:
    show_inspection(
        Terminal(Catalogue("en")), Inspection(files=(), not_testable=untested(2)), files=False
    )
    assert capsys.readouterr().out.splitlines() == [
        "not testable LS401 · 00001 (×2), 00002",
        "  there is no earlier accepted figure",
    ]


def test_what_was_not_testable_goes_by_rule(capsys: pytest.CaptureFixture[str]) -> None:
    told = (("LS413", "SGDDT"), ("LS411", "SGDDT"), ("LS413", "CAT"), ("LS411", "178"))
    every = tuple(NotTestable(rule, unit, H1, f"none of {unit}") for rule, unit in told)
    show_inspection(Terminal(Catalogue("en")), Inspection((), not_testable=every), files=False)
    assert capsys.readouterr().out.splitlines() == [
        "not testable LS411 · SGDDT",
        "  none of SGDDT",
        "not testable LS411 · 178",
        "  none of 178",
        "not testable LS413 · SGDDT",
        "  none of SGDDT",
        "not testable LS413 · CAT",
        "  none of CAT",
    ]


def test_many_units_are_counted_past_the_first_ten(capsys: pytest.CaptureFixture[str]) -> None:
    show_inspection(
        Terminal(Catalogue("en")), Inspection(files=(), not_testable=untested(31)), files=False
    )
    assert capsys.readouterr().out.splitlines()[0] == (
        "not testable LS401 · 00001 (×2), 00002, 00003, 00004, 00005, 00006, 00007, 00008, 00009, "
        "00010 and 21 more units"
    )
