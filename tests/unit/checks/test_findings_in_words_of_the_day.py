"""Findings call things what the form of the window calls them."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from lsreport.domain.period import Period
from lsreport.domain.submission import Submission
from lsreport.indicators.calendar import window
from lsreport.indicators.compute import compute
from lsreport.report.ranking import ranked
from support.checks import Content, judged, judged_all, submission, the_plan

HALF, YEAR = Period.parse("2025-H1"), Period.parse("2025")


def everybody(period: Period, **changes: Mapping[str, Content]) -> list[Submission]:
    """Return the return of every unit expected, no children found anywhere but in `changes`."""
    units = the_plan().units_on(window(the_plan(), period)[1])
    quiet = {"CAT": {"CA10": 0}}
    return [
        submission(unit.code, period, {**quiet.get(unit.code, {}), **changes.get(unit.code, {})})
        for unit in units
    ]


@pytest.mark.parametrize(
    ("period", "label"),
    [(HALF, "TK03 Cơ sở được thanh tra, kiểm tra"), (YEAR, "TK03 Cơ sở được kiểm tra")],
)
def test_a_finding_of_one_return(period: Period, label: str) -> None:
    found = judged({"TK03": "ba"}, code="SNV", period=period).findings
    assert [one.facts["label"] for one in found if one.key == "TK03"] == [label]


@pytest.mark.parametrize(
    ("period", "name"),
    [
        (HALF, "Trẻ em do thanh tra, kiểm tra, công an phát hiện"),
        (YEAR, "Trẻ em do kiểm tra, công an phát hiện"),
    ],
)
def test_a_finding_about_a_pair_is_named_and_ranked(period: Period, name: str) -> None:
    earlier = [] if period == HALF else everybody(HALF)
    assessment = judged_all(*earlier, *everybody(period, SNV={"TK05": 2}))
    known = assessment.periods[period]
    (about,) = (one for one in known.findings if one.key == "TK05")
    told = (about.rule, about.facts["name"], about.seen, about.expected)
    assert told == ("LS601", name, "2", "0")
    ranks = ranked(the_plan(), compute(the_plan(), assessment, period), known)
    assert ranks[about.id].could_change == ()  # no verdict hangs on the sum of such a pair
