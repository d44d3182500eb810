"""A rule that is not in force throughout says from when it is."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from lsreport.checks.rulebook import RULES
from lsreport.console.rules import rules_document, show_rules
from lsreport.console.terminal import Terminal
from lsreport.i18n import Catalogue

RULE = replace(RULES["LS303"], since=date(2025, 6, 14), blocking_from=date(2026, 6, 14))


def test_the_days_of_a_rule_are_printed(capsys: pytest.CaptureFixture[str]) -> None:
    show_rules(Terminal(Catalogue("en")), [RULE])
    assert capsys.readouterr().out.splitlines() == [
        "LS303 error · may be waived · since 2025-06-14 · blocks from 2026-06-14 ·",
        "  part-exceeds-whole",
        "  …: … is more than the … of “…”, of which it is a part.",
        "  → Check both figures: what is counted in the part is counted in the whole.",
        "  Source: Checks: cross-element errors",
    ]


def test_the_days_of_a_rule_are_in_the_document() -> None:
    document = rules_document([RULE], Catalogue("en"))
    assert document == {
        "rules": [
            {
                "code": "LS303",
                "name": "part-exceeds-whole",
                "severity": "error",
                "waivable": True,
                "since": "2025-06-14",
                "blocking_from": "2026-06-14",
                "source": "Checks: cross-element errors",
                "message": RULE.message,
                "remedy": RULE.remedy,
            }
        ]
    }
