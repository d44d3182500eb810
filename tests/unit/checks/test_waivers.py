from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from lsreport.checks.consistency import NUMERATOR_EXCEEDS, PART_EXCEEDS_WHOLE
from lsreport.checks.waivers import Waivers
from lsreport.domain.finding import Finding, Severity, Waiver, WaiverEnd
from lsreport.domain.period import Period
from support.checks import H1, RECEIVED, YEAR, aside, judged

WAIVER = Waiver(
    rule="LS303",
    unit="178",
    key="TK06",
    seen="5",
    first=H1,
    until=YEAR,
    who="Vi Thị B",
    why="02 quyết định cho một cơ sở",
    recorded=RECEIVED,
)
CHANGES = {"TK06": 5}


def test_a_waived_error_puts_nothing_aside() -> None:
    judgement = judged(CHANGES, waivers=[WAIVER])
    assert [(one.rule, one.waived) for one in judgement.findings] == [("LS303", WAIVER)]
    assert aside(judgement) == set()
    assert judgement.observations["TK06"].figure == 5
    assert aside(judged(CHANGES)) == {"TK04", "TK06"}


@pytest.mark.parametrize(
    "other",
    [
        replace(WAIVER, rule="LS301"),
        replace(WAIVER, unit="180"),
        replace(WAIVER, key="TK04"),
        replace(WAIVER, seen="6"),
        replace(WAIVER, first=YEAR),
        replace(WAIVER, first=Period.parse("2023-H1"), until=Period.parse("2023")),
    ],
    ids=["rule", "unit", "element", "value", "not yet", "no longer"],
)
def test_a_waiver_holds_for_one_thing_only(other: Waiver) -> None:
    judgement = judged(CHANGES, waivers=[other])
    assert [one.waived for one in judgement.findings] == [None]
    assert aside(judgement) == {"TK04", "TK06"}


def test_a_waiver_lapses_when_the_value_changes() -> None:
    assert aside(judged({"TK06": 6}, waivers=[WAIVER])) == {"TK04", "TK06"}


def test_the_waiver_recorded_last_holds() -> None:
    later = replace(WAIVER, who="Hoàng Văn C", recorded=RECEIVED + timedelta(days=1))
    (finding,) = judged(CHANGES, waivers=[later, WAIVER]).findings
    assert finding.waived == later


def test_nobody_is_covered_who_is_not_in_scope_whatever_was_agreed() -> None:
    waiver = replace(WAIVER, rule="LS301", key="TE615.reached", seen="121")
    judgement = judged({"TE615.reached": 121}, waivers=[waiver])
    assert [one.waived for one in judgement.findings] == [None]
    assert aside(judgement) == {"TE615.reached", "TE615.total"}


@pytest.mark.parametrize("lacking", ["unit", "period", "key", "seen"])
def test_a_finding_without_a_unit_a_cell_or_a_value_is_never_waived(lacking: str) -> None:
    finding = Finding("LS303", Severity.ERROR, "178", H1, key="TK06", seen="5")
    waivers = Waivers([WAIVER])
    assert waivers.applied(PART_EXCEEDS_WHOLE, finding).waived == WAIVER
    vague = replace(finding, **{lacking: None})
    assert waivers.applied(PART_EXCEEDS_WHOLE, vague) == vague
    assert waivers.applied(NUMERATOR_EXCEEDS, finding) == finding


def test_an_ended_waiver_holds_no_longer() -> None:
    end = WaiverEnd(WAIVER.finding, "Hoàng Văn C", "đã sửa", RECEIVED)
    assert aside(judged(CHANGES, waivers=[replace(WAIVER, ended=end)])) == {"TK04", "TK06"}


def test_a_waiver_names_the_finding_it_was_agreed_for() -> None:
    (finding,) = judged(CHANGES).findings
    assert WAIVER.finding == finding.id
