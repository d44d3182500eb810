from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path

import pytest

from lsreport.app.init import init
from lsreport.app.status import StatusReport, call_list, status_of
from lsreport.app.workspace import Desk, Workspace, opened
from lsreport.console.documents import status_document
from lsreport.console.standing import show_calls, show_status
from lsreport.console.terminal import Terminal
from lsreport.domain.clock import LANG_SON
from lsreport.domain.finding import Finding, Severity
from lsreport.domain.submission import Cover, ReferenceFigure, Rejected
from lsreport.i18n import Catalogue
from support.report import FIRST_HALF, RECEIVED, Sent, assessment_of

AFTER = datetime(2024, 7, 10, tzinfo=LANG_SON)


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    with opened(Workspace(init(tmp_path)), "status") as opened_desk:
        yield opened_desk


def report_of(
    desk: Desk, sent: Mapping[str, Sent | None], moment: datetime = AFTER, *refused: str
) -> StatusReport:
    listed = ReferenceFigure("184", "TE615", 100, date(2023, 12, 31), "Sở GD&ĐT", 2)
    assessment = assessment_of(desk.plan, sent, reference=(listed,))
    rejected = {
        code: Rejected("ab", "x.xlsx", code, FIRST_HALF, RECEIVED, RECEIVED, ()) for code in refused
    }
    assessed = replace(assessment.periods[FIRST_HALF], rejected=rejected)
    report = status_of(desk, assessed, moment)
    return replace(report, calls=call_list(desk.plan, assessment, report))


def called(report: StatusReport, capsys: pytest.CaptureFixture[str], lang: str = "en") -> list[str]:
    terminal = Terminal(Catalogue(lang))
    show_calls(terminal, report)
    terminal.flush()
    return capsys.readouterr().out.replace("\u00a0", " ").splitlines()


def test_a_call_says_what_for_what_waits_and_whom(
    desk: Desk, capsys: pytest.CaptureFixture[str]
) -> None:
    ask = Finding("LS221", Severity.QUERY, "178", FIRST_HALF, key="TT02")
    wrong = Finding("LS206", Severity.ERROR, "178", FIRST_HALF, key="TT03")
    sent = {
        "184": None,
        "178": Sent(
            cover=Cover(contact="Nguyễn Thị Hoa,\n0205 3812 345\u202e"), findings=(ask, ask, wrong)
        ),
        "CAT": Sent({"CA08": 1}, cover=Cover(contact="Hùng")),
    }
    lines = called(report_of(desk, sent), capsys)
    assert lines == [
        "1. UBND huyện Văn Quan (184, must)",
        "   No return yet, past its due date (2024-07-05).",
        "   Can decide alone, with its share of the denominator: 1.1, 1.2, 1.3,",
        "     2.1a schools, 2.1b, 2.2 (8.33%), 2.3 enterprises, 2.3 cooperatives,",
        "     2.3 households, 3.1, 3.2a, 3.2b cooperatives, 3.2b households, P2 (3.45%)",
        "   Contact: –",
        "2. Công an tỉnh (CAT, must)",
        "   Its return has no open question of its own.",
        "   Cases it reported and nobody has confirmed keep open: 1.1",
        "   Contact: Hùng (return for 2024-H1)",
        "3. UBND thành phố Lạng Sơn (178, must)",
        "   Open: errors 1, queries 2 (LS221, LS206).",
        "   Contact: Nguyễn Thị Hoa, 0205 3812 345\\u202e (return for 2024-H1)",
    ]
    assert max(map(len, called(report_of(desk, sent), capsys, "vi"))) <= 80


def test_silence_is_told_as_what_it_is(desk: Desk, capsys: pytest.CaptureFixture[str]) -> None:
    early = datetime(2024, 7, 1, tzinfo=LANG_SON)
    silent = {"HND": None, "HCCB": None}
    assert called(report_of(desk, silent, early, "HCCB"), capsys) == [
        "1. Hội Cựu chiến binh tỉnh (HCCB, requested)",
        "   Its file was rejected and there is no other return (due 2024-07-05).",
        "   Can decide alone, with its share of the denominator: P2 (3.45%)",
        "   Decides with others, with its share of the denominator: 3.1",
        "   Contact: –",
        "2. Hội Nông dân tỉnh (HND, requested)",
        "   No return yet; it is due on 2024-07-05.",
        "   Can decide alone, with its share of the denominator: P2 (3.45%)",
        "   Decides with others, with its share of the denominator: 3.1",
        "   Contact: –",
    ]
    assert called(report_of(desk, {}), capsys) == []


def test_the_table_marks_what_was_typed_for_a_unit(
    desk: Desk, capsys: pytest.CaptureFixture[str]
) -> None:
    sent = {"SCT": Sent(cover=Cover(on_behalf_by="Sở LĐ-TBXH")), "184": None}
    show_status(Terminal(Catalogue("en")), report_of(desk, sent))
    shown = capsys.readouterr()
    lines = shown.out.splitlines()
    assert "SCT\tmust\ton time\t2024-07-04\t1\t0\t0\tSở Công Thương (entered on behalf)" in lines
    assert "184\tmust\tmissing\t\t\t\t\tUBND huyện Văn Quan" in lines
    assert shown.err.splitlines() == [
        "2024-H1: due 2024-07-05, counted until the end of 2024-07-05",
        "UBND tỉnh: the consolidated report is due on 2024-06-25, before the units' returns.",
        "Bộ chủ quản: the consolidated report is due on 2024-06-25, before the units' returns.",
        "All returns: 29 expected, 28 on time, 0 late, 1 missing, 0 not due yet",
        "Must report: 21 expected, 20 on time, 0 late, 1 missing, 0 not due yet",
        "Requested: 8 expected, 8 on time, 0 late, 0 missing, 0 not due yet",
        "Entered on behalf: 1; open: errors 0, queries 0",
    ]


def test_dates_follow_the_language(desk: Desk, capsys: pytest.CaptureFixture[str]) -> None:
    show_status(Terminal(Catalogue("vi")), report_of(desk, {}))
    shown = capsys.readouterr()
    assert "\t04/07/2024\t" in shown.out
    assert "2024-07" not in shown.out + shown.err
    assert "25/06/2024" in shown.err


def test_the_document_has_the_calls_in_their_order(desk: Desk) -> None:
    sent = {"184": None, "CAT": Sent({"CA08": 1}, cover=Cover(contact="Hùng"))}
    document = status_document(report_of(desk, sent))
    calls = document["calls"]
    assert isinstance(calls, list)
    first, second = calls
    assert [one for one in first["verdicts"] if one["indicator"] == "2.2"] == [
        {
            "indicator": "2.2",
            "line": None,
            "why": "missing",
            "denominator_share": "0.08333333",
            "settles": True,
        }
    ]
    assert (first["code"], first["state"], first["contact"]) == ("184", "missing", None)
    assert second == {
        "code": "CAT",
        "name": "Công an tỉnh",
        "standing": "must",
        "state": "received",
        "rejected": False,
        "errors": 0,
        "queries": 0,
        "findings": [],
        "verdicts": [
            {
                "indicator": "1.1",
                "line": None,
                "why": "suspicion",
                "denominator_share": None,
                "settles": False,
            }
        ],
        "contact": {"text": "Hùng", "period": "2024-H1"},
    }
