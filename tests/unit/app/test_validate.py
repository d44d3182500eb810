from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest

from lsreport.app.results import FileStatus, Inspection
from lsreport.app.validate import validate
from lsreport.checks.alone import (
    NEEDS_EARLIER,
    NEEDS_OTHERS,
    NEEDS_REFERENCE,
    NEEDS_SENDING,
)
from lsreport.checks.rulebook import RULES
from lsreport.console.terminal import Terminal
from lsreport.console.validation import show_validation
from lsreport.i18n import Catalogue
from support.submissions import PLAN, blank, edited, fill, filled

BEYOND = {
    # LS431 is on the hand-over sheet of the office, and on no unit's return.
    **{code: NEEDS_EARLIER for code in RULES if code.startswith("LS4") and code != "LS431"},
    **{code: NEEDS_OTHERS for code in RULES if code.startswith("LS6")},
    "LS605": NEEDS_REFERENCE,
    "LS150": NEEDS_SENDING,
    "LS503": NEEDS_SENDING,
}
"""Every rule that a workbook alone cannot be tested by."""


def validated(tmp_path: Path, **forms: bytes) -> Inspection:
    for name, form in forms.items():
        (tmp_path / f"{name}.xlsx").write_bytes(form)
    return validate(PLAN, [tmp_path])


def reasons(inspection: Inspection, unit: str) -> Mapping[str, set[str]]:
    found: dict[str, set[str]] = {}
    for one in inspection.not_testable:
        if one.unit == unit or one.unit is None:
            found.setdefault(one.rule, set()).add(one.reason)
    return found


def test_what_needs_more_than_the_workbook_is_named_once_with_its_reason(tmp_path: Path) -> None:
    inspection = validated(tmp_path, town=filled())
    assert [one.status for one in inspection.files] == [FileStatus.ACCEPTED_WITH_ERRORS]
    beyond = [one for one in inspection.not_testable if one.rule in BEYOND]
    assert {one.rule: one.reason for one in beyond} == BEYOND
    assert len(beyond) == len(BEYOND)
    assert {(one.unit, str(one.period)) for one in beyond} == {("178", "2025-H1")}


def test_a_rule_that_lacks_figures_of_the_workbook_says_which(tmp_path: Path) -> None:
    inspection = validated(tmp_path, town=blank())
    untested = reasons(inspection, "178")
    lacking = "a figure to compare it with is missing or put aside: {missing}"
    assert untested["LS307"] == {lacking}
    assert {one.rule for one in inspection.all_findings}.isdisjoint(untested)


def test_each_file_is_tested_by_itself(tmp_path: Path) -> None:
    both = validated(tmp_path, town=filled(), twin=edited(filled(), fill({"@sending": 1})))
    assert len(both.files) == 2
    assert both.files[0].findings
    rules = [[one.rule for one in file.findings] for file in both.files]
    assert rules[0] == rules[1]
    assert [one.rule for one in both.not_testable].count("LS401") == 2


def test_a_rejected_file_was_tested_by_nothing(tmp_path: Path) -> None:
    rejected = validated(tmp_path, broken=b"PK")
    assert [one.status for one in rejected.files] == [FileStatus.REJECTED]
    assert rejected.not_testable == ()


def test_the_terminal_tells_them_in_one_short_paragraph(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    terminal = Terminal(Catalogue("en"))
    show_validation(terminal, validated(tmp_path, town=filled(), other=blank("180")))
    terminal.flush()
    told = capsys.readouterr().out.splitlines()
    first = next(n for n, line in enumerate(told) if line.startswith("Rules not tested here: "))
    paragraph = " ".join(told[first:-1])
    assert max(map(len, told[first:-1])) <= 80
    assert paragraph.count("(the returns of earlier periods are needed)") == 1
    assert "LS601–LS604" in paragraph
    assert "LS605 (the office's reference table is needed)" in paragraph
    assert "LS150, LS503 (decided when the office receives the return)" in paragraph
    assert told[-1].startswith("Cells: ")
