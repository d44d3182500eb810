"""A rule begins on a day, and may ask for a while before it puts figures aside."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, timedelta

import pytest

from lsreport.checks.judge import judge
from lsreport.checks.rule import Rule
from lsreport.checks.rulebook import RULES
from lsreport.domain.assessment import PeriodAssessment
from lsreport.domain.finding import Finding, Severity
from support.checks import H1, Content, aside, submission, the_plan, vintage

LAST = date(2024, 6, 14)
"""Last day of the window of 2024-H1."""
NEXT = LAST + timedelta(days=1)
MORE_THAN_ALL: dict[str, Content] = {"GV.gains": 100}


def rules(
    code: str, *, since: date | None = None, blocking_from: date | None = None
) -> dict[str, Rule]:
    return {**RULES, code: replace(RULES[code], since=since, blocking_from=blocking_from)}


def judged(changes: Mapping[str, Content], known: Mapping[str, Rule]) -> PeriodAssessment:
    sent = vintage([submission("178", H1, changes)])
    return judge(the_plan(), sent, rules=known).periods[H1]


def found(period: PeriodAssessment, code: str) -> list[Finding]:
    return [one for one in period.all_findings if one.rule == code]


@pytest.mark.parametrize(
    ("since", "blocking_from", "severity"),
    [
        (None, None, Severity.ERROR),
        (LAST, None, Severity.ERROR),
        (LAST, LAST, Severity.ERROR),
        (None, LAST, Severity.ERROR),
        (LAST, NEXT, Severity.QUERY),
        (None, NEXT, Severity.QUERY),
        (NEXT, None, None),
        (NEXT, NEXT, None),
    ],
)
def test_the_last_day_of_the_window_decides(
    since: date | None, blocking_from: date | None, severity: Severity | None
) -> None:
    known = rules("LS301", since=since, blocking_from=blocking_from)
    period = judged(MORE_THAN_ALL, known)
    assert known["LS301"].severity_on(LAST) is severity
    assert [one.severity for one in found(period, "LS301")] == ([severity] if severity else [])
    blocked = severity is Severity.ERROR
    assert ("GV.covered" in aside(period.returns["178"])) is blocked


def test_a_query_is_a_query_from_its_first_day() -> None:
    asking: dict[str, Content] = {"TK05": 2}
    later = rules("LS321", blocking_from=NEXT)
    assert [one.severity for one in found(judged(asking, later), "LS321")] == [Severity.QUERY]
    assert found(judged(asking, rules("LS321", since=NEXT)), "LS321") == []


@pytest.mark.parametrize(
    ("code", "changes", "key"),
    [
        ("LS203", {"TT03": -1}, "TT03"),
        ("LS206", {"TT03": None}, "TT03"),
        ("LS501", {}, None),
    ],
)
def test_so_it_is_with_rules_of_every_level(
    code: str, changes: dict[str, Content], key: str | None
) -> None:
    assert key in {one.key for one in found(judged(changes, RULES), code)}
    assert found(judged(changes, rules(code, since=NEXT)), code) == []


def test_a_rule_that_is_silent_does_not_say_that_it_cannot_test() -> None:
    blank: dict[str, Content] = {"TE615.total": None}
    assert "LS301" in {one.rule for one in judged(blank, RULES).not_testable}
    silent = judged(blank, rules("LS301", since=NEXT))
    assert "LS301" not in {one.rule for one in silent.not_testable}


def test_throughout_is_from_the_beginning() -> None:
    rule = replace(RULES["LS301"], since=NEXT, blocking_from=NEXT)
    assert rule.throughout == RULES["LS301"]
