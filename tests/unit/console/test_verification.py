"""What `verify` prints: data on stdout, notes on stderr, and no line that a file repaints."""

from __future__ import annotations

from pathlib import Path

import pytest

from lsreport.app.verify import Verification
from lsreport.console.terminal import Terminal
from lsreport.console.verification import show_verification
from lsreport.i18n import Catalogue, Message
from lsreport.ooxml.comparison import Difference, changed_text

REPORT = Path("/out/report.docx")


def shown(verification: Verification, capsys: pytest.CaptureFixture[str]) -> tuple[str, str]:
    show_verification(Terminal(Catalogue("en")), verification)
    captured = capsys.readouterr()
    return captured.out, captured.err


def test_the_same_is_one_line(capsys: pytest.CaptureFixture[str]) -> None:
    same = Verification(REPORT, (), (Message("Made by {by}.", {"by": "another"}),), 29)
    assert same.exit_code == 0
    assert shown(same, capsys) == (
        "report.docx: same, made again from the journal and 29 originals\n",
        "Made by another.\n",
    )


def test_a_difference_is_a_line_that_nothing_in_it_can_repaint(
    capsys: pytest.CaptureFixture[str],
) -> None:
    place = Message("paragraph {number}", {"number": 3})
    told = changed_text(place, "Đạt\n\x1b[2Kreport.docx: same {x}", "Chưa đạt")
    differs = Verification(REPORT, (Difference("word/document.xml", told),))
    assert differs.exit_code == 1
    found = "Đạt\\n\\x1b[2Kreport.docx: same {x}"
    assert shown(differs, capsys) == (
        f"word/document.xml: paragraph 3 reads “{found}” instead of “Chưa đạt”\n",
        "report.docx is not what the archive and the journal give (differences: 1).\n",
    )
