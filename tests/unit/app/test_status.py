from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest

from lsreport.app.init import init
from lsreport.app.status import Contact, ReturnState, StatusReport, Totals, call_list, status_of
from lsreport.app.workspace import Desk, Workspace, opened
from lsreport.domain.assessment import Assessment
from lsreport.domain.clock import LANG_SON
from lsreport.domain.finding import Finding, Severity, Waiver
from lsreport.domain.period import Period
from lsreport.domain.submission import Cover, ReferenceFigure, Rejected
from support.checks import judged_all, submission
from support.report import FIRST_HALF, RECEIVED, Given, Sent, assessment_of

EARLY = datetime(2024, 7, 1, tzinfo=LANG_SON)
AFTER = datetime(2024, 7, 10, tzinfo=LANG_SON)
TICK = timedelta(microseconds=1)


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    with opened(Workspace(init(tmp_path)), "status") as opened_desk:
        yield opened_desk


def report_of(desk: Desk, assessment: Assessment, moment: datetime) -> StatusReport:
    return status_of(desk, assessment.periods[FIRST_HALF], moment)


def finding(severity: Severity, key: str | None = None, unit: str = "178") -> Finding:
    rule = {Severity.ERROR: "LS206", Severity.QUERY: "LS221", Severity.NOTE: "LS504"}[severity]
    return Finding(rule, severity, unit, FIRST_HALF, key=key, seen="85")


def test_a_refused_file_needs_a_person_before_the_return_is_due(desk: Desk) -> None:
    assessed = assessment_of(desk.plan, {"186": None}).periods[FIRST_HALF]
    waiting = status_of(desk, assessed, EARLY)
    refused = Rejected("ab", "186.xlsx", "186", FIRST_HALF, RECEIVED, RECEIVED, ())
    wrong = status_of(desk, replace(assessed, rejected={"186": refused}), EARLY)
    assert waiting.exit_code == 0
    assert wrong.exit_code == 1
    unit = next(one for one in wrong.units if one.unit.code == "186")
    assert (unit.state, unit.errors, unit.refused) == (ReturnState.NOT_DUE, 1, True)


# The moved date ends at 24:00 in Lạng Sơn: 17:00 of that day in UTC.
@pytest.mark.parametrize(
    ("period", "end"),
    [
        ("2021", "2021-12-28T00:00:00+07:00"),  # due on Saturday 25 December
        ("2022", "2022-12-26T17:00:00+00:00"),  # due on Sunday 25 December
        ("2024-H1", "2024-07-06T00:00:00+07:00"),
        ("2025-H1", "2025-07-07T17:00:00+00:00"),  # due on Saturday 5 July
    ],
)
def test_a_return_is_missing_only_after_24_00_of_the_moved_date(
    desk: Desk, period: str, end: str
) -> None:
    last = datetime.fromisoformat(end)
    known = assessment_of(desk.plan, {"SCT": None}, Period.parse(period))
    assessed = known.periods[Period.parse(period)]

    def state(moment: datetime) -> tuple[ReturnState, int]:
        report = status_of(desk, assessed, moment)
        (silent,) = (one for one in report.units if one.silent)
        return silent.state, report.exit_code

    assert state(last - timedelta(days=300)) == (ReturnState.NOT_DUE, 0)
    assert state(last) == (ReturnState.NOT_DUE, 0)
    assert state(last + TICK) == (ReturnState.MISSING, 1)


def test_a_return_is_late_only_after_24_00_of_the_due_date(desk: Desk) -> None:
    midnight = datetime(2024, 7, 6, tzinfo=LANG_SON)
    sent = {"178": Sent(received=midnight), "180": Sent(received=midnight + TICK)}
    units = {
        one.unit.code: one for one in report_of(desk, assessment_of(desk.plan, sent), AFTER).units
    }
    assert (units["178"].state, units["180"].state) == (ReturnState.RECEIVED, ReturnState.LATE)


def test_totals_keep_must_and_requested_apart(desk: Desk) -> None:
    late = datetime(2024, 7, 8, 9, tzinfo=LANG_SON)
    sent: dict[str, Sent | None] = {
        "178": Sent(findings=(finding(Severity.ERROR), finding(Severity.NOTE))),
        "180": Sent(received=late, findings=(finding(Severity.QUERY),) * 2),
        "181": None,
        "SCT": Sent(cover=Cover(on_behalf_by="Sở LĐ-TBXH", on_behalf_from="BC 12")),
        "HND": None,
        "LDLD": Sent(received=late),
    }
    report = report_of(desk, assessment_of(desk.plan, sent), AFTER)
    assert report.totals == {"expected": 29, "received": 25, "late": 2, "missing": 2, "not_due": 0}
    assert report.groups == {
        "all": Totals(29, 27, 25, 2, ("HND", "181"), 0, 1, 1, 2),
        "must": Totals(21, 20, 19, 1, ("181",), 0, 1, 1, 2),
        "requested": Totals(8, 7, 6, 1, ("HND",), 0, 0, 0, 0),
    }
    waiting = report_of(desk, assessment_of(desk.plan, sent), EARLY).groups["all"]
    assert (waiting.missing, waiting.not_due) == ((), 2)


def test_a_correction_keeps_the_day_the_return_came(desk: Desk) -> None:
    corrected = datetime(2024, 7, 20, 9, tzinfo=LANG_SON)
    sent = {"178": Sent(received=corrected, revision=2, first_received=RECEIVED)}
    units = {
        one.unit.code: one for one in report_of(desk, assessment_of(desk.plan, sent), AFTER).units
    }
    town, other = units["178"], units["180"]
    assert (town.state, town.received, town.revision, town.revised) == (
        ReturnState.RECEIVED,
        RECEIVED,
        2,
        corrected,
    )
    assert (other.revision, other.revised) == (1, None)


def test_what_is_waived_or_only_noted_is_not_open(desk: Desk) -> None:
    agreed = Waiver("LS221", "178", "TE615", "85", FIRST_HALF, FIRST_HALF, "Hà", "đúng", RECEIVED)
    waived = replace(finding(Severity.QUERY, "TE615.reached"), waived=agreed)
    sent = {"178": Sent(findings=(waived, finding(Severity.NOTE)))}
    assessment = assessment_of(desk.plan, sent)
    report = report_of(desk, assessment, AFTER)
    assert report.groups["all"].errors == report.groups["all"].queries == 0
    assert call_list(desk.plan, assessment, report) == ()


def test_a_question_between_units_is_open_for_the_units_it_names(desk: Desk) -> None:
    alike = judged_all(submission("178"), submission("180"))
    report = report_of(desk, alike, AFTER)
    asked = {
        one.unit.code: (one.queries, [found.rule for found in one.findings])
        for one in report.units
        if one.queries
    }
    assert asked == {"178": (1, ["LS604"]), "180": (1, ["LS604"])}


def test_the_unit_that_decides_most_is_called_first(desk: Desk) -> None:
    figures: dict[str, Given] = {"TE615.total": 10, "TE615.reached": 8}
    sent: dict[str, Sent | None] = {
        "HCCB": None,
        "CAT": Sent({"CA08": 1}),
        "178": Sent(findings=(finding(Severity.QUERY, "TE615.reached"),)),
        "180": Sent(figures, findings=(finding(Severity.QUERY, "TE615.reached"),) * 3),
        "181": Sent(figures, findings=(finding(Severity.ERROR, "TT01"),)),
        "186": None,
    }
    listed = ReferenceFigure("186", "TE615", 10, date(2023, 12, 31), "Sở GD&ĐT", 2)
    assessment = assessment_of(desk.plan, sent, reference=(listed,))
    calls = call_list(desk.plan, assessment, report_of(desk, assessment, AFTER))
    assert [one.status.unit.code for one in calls] == [
        "186",  # 1.1 and every share of the districts waits for it
        "HCCB",  # only P2 and 3.1
        "CAT",  # 1.1 waits, but for 186 too
        "178",  # 781 of 920 children reach 2.2 whatever 186 says, without its 85 they do not
        "181",  # an error before
        "180",  # three queries that can turn nothing
    ]


def test_the_contact_is_that_of_the_newest_return_that_names_one(desk: Desk) -> None:
    year, half = Period(2023, annual=True), FIRST_HALF
    earlier = assessment_of(
        desk.plan,
        {
            "186": Sent(cover=Cover(contact="Hoa, 0205 3812 345")),
            "187": Sent(cover=Cover(contact="Lan")),
        },
        year,
    )
    now = assessment_of(
        desk.plan, {"186": None, "187": Sent(cover=Cover(contact="Mai")), "188": None}
    )
    assessment = Assessment({**now.periods, **earlier.periods})
    report = report_of(desk, assessment, AFTER)
    contacts = {
        one.status.unit.code: one.contact for one in call_list(desk.plan, assessment, report)
    }
    assert contacts == {"186": Contact("Hoa, 0205 3812 345", year), "188": None}
    suspected = assessment_of(desk.plan, {"SNNPTNT": Sent({"TK05": 1}, cover=Cover(contact="Mai"))})
    (call,) = call_list(desk.plan, suspected, report_of(desk, suspected, AFTER))
    assert call.contact == Contact("Mai", half)
