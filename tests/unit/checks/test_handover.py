"""What communes took over: kept beside the returns of then, and compared with the district's."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from lsreport.checks.rulebook import message_of, remedy_of
from lsreport.domain.assessment import Assessment
from lsreport.domain.period import Period
from lsreport.domain.submission import Submission
from lsreport.i18n import Catalogue
from lsreport.indicators.compute import compute
from support.checks import Content, findings, judged_all, submission, the_plan
from support.handover import CLOSING, COMMUNES, FIRST, REACHED, handed

DISTRICT: Mapping[str, Content] = {
    **{"GV.total": 400, "GV.base": 300, "GV.gains": 20, "GV.losses": 10},
    **{"DNR.total": "không áp dụng", "DNR.base": None, "DNR.gains": None, "DNR.losses": None},
    "DNR.case": "không áp dụng",
}
"""310 of 400 teachers informed, no enterprises of the sectors of high risk."""
TAKEN = (100, 90, 70, 50)
"""The 310 teachers by commune."""


def covered(*counts: int) -> list[Submission]:
    """Return a hand-over of those teachers to the communes of the district, in turn."""
    pairs = zip(COMMUNES, counts, strict=False)
    return [handed(code, {"GV.total": count + 10, "GV.covered": count}) for code, count in pairs]


def closing(*sent: Submission) -> Assessment:
    return judged_all(submission("189", CLOSING, DISTRICT), *sent, also=[FIRST])


def asked(known: Assessment) -> list[tuple[str | None, str | None, str | None, str | None]]:
    return [
        (one.unit, one.key, one.seen, one.expected)
        for one in known.periods[FIRST].findings
        if one.rule == "LS431"
    ]


def untested(known: Assessment) -> list[str]:
    return [
        Catalogue("en").text(one.reason, **one.facts)
        for one in known.periods[FIRST].not_testable
        if one.rule == "LS431"
    ]


def test_it_is_kept_beside_the_returns_of_its_period() -> None:
    period = closing(*covered(*TAKEN)).periods[CLOSING]
    assert set(period.returns) == {"189"}
    assert set(period.handed) == set(COMMUNES)
    assert {unit.code for unit in period.expected}.isdisjoint(COMMUNES)
    given = period.said_by("06613")
    assert given is not None
    assert given.observations["GV.covered"].figure == 100
    assert period.said_by("06124") is None


def test_nothing_of_its_period_counts_it() -> None:
    without, known = closing(), closing(*covered(*TAKEN))
    for period in (CLOSING, REACHED):
        assert compute(the_plan(), known, period) == compute(the_plan(), without, period)
    assert known.periods[CLOSING].all_findings == without.periods[CLOSING].all_findings
    assert known.periods[CLOSING].not_testable == without.periods[CLOSING].not_testable


def test_only_what_the_office_typed_from_a_record_is_taken_over() -> None:
    sent = [replace(one, form_version="1") for one in covered(*TAKEN)]
    assert closing(*sent).periods[CLOSING].handed == {}


def test_what_it_says_is_judged_like_any_other_figure() -> None:
    sent = handed("06613", {"GV.total": 50, "GV.covered": 60})
    judged = closing(sent).periods[CLOSING].handed["06613"]
    assert [one.rule for one in judged.findings if one.rule < "LS5"] == ["LS301"]
    assert judged.observations["GV.covered"].figure is None


def test_a_hand_over_that_adds_up_is_not_asked_about() -> None:
    sent = [
        handed(code, {"GV.covered": count, "DNR.total": "không áp dụng"})
        for code, count in zip(COMMUNES, TAKEN, strict=True)
    ]
    assert asked(closing(*sent)) == []


def test_one_that_does_not_is_asked_about_once_when_the_communes_begin() -> None:
    known = closing(*covered(100, 90, 70, 51))
    assert asked(known) == [("189", "GV.total", "351", "400"), ("189", "GV.covered", "311", "310")]
    finding = known.periods[FIRST].findings[-1]
    catalogue = Catalogue("en")
    assert message_of(finding, catalogue) == (
        "UBND huyện Đình Lập (cũ), GV.covered Cán bộ quản lý, giáo viên, nhân viên cơ sở giáo dục "
        "mầm non, tiểu học, THCS được cung cấp thông tin: the 4 units of today took over 311 of "
        "2025-H1, but the former unit's return says 310."
    )
    assert remedy_of(finding, catalogue) == (
        "Compare the hand-over sheet with the record of the hand-over, correct the sheet and read "
        "it again; if the record itself differs, write down why."
    )


def test_later_periods_do_not_ask_again() -> None:
    later = Period.parse("2026-H1")
    sent = (submission("189", CLOSING, DISTRICT), *covered(1, 1, 1, 1))
    found = judged_all(*sent, also=[FIRST, later]).periods
    assert "LS431" in {one.rule for one in found[FIRST].findings}
    assert "LS431" not in {one.rule for one in found[later].findings}


def test_whom_the_district_reached_the_year_before_is_compared_too() -> None:
    sent = [
        handed(code, {"NL18.reached": count}, REACHED)
        for code, count in zip(COMMUNES, (20, 10, 5, 6), strict=True)
    ]
    known = judged_all(submission("189", REACHED), *sent, also=[FIRST])
    assert asked(known) == [("189", "NL18.reached", "41", "40")]


def test_with_a_commune_missing_it_cannot_be_tested() -> None:
    assert untested(closing(*covered(310))) == [
        "UBND huyện Đình Lập (cũ), 2025-H1: no hand-over for 06616, 06625, 06637"
    ]


def test_without_the_districts_return_it_cannot_be_tested() -> None:
    assert untested(judged_all(*covered(*TAKEN), also=[FIRST])) == [
        "UBND huyện Đình Lập (cũ): no return for 2025-H1 of 189"
    ]


def test_districts_whose_lines_are_crossed_are_compared_together() -> None:
    """05977 is of the former 178; 183 and 184 have communes across its lines."""
    (said,) = untested(closing(handed("05977", {"GV.covered": 5})))
    assert said.startswith("TP Lạng Sơn, Cao Lộc, Văn Quan (cũ), 2025-H1: no hand-over for 05983")
    assert said.endswith("06286, 06298, 06313, 06316")


def test_a_row_that_not_everybody_gives_cannot_be_tested() -> None:
    sent = [handed(code, {"GV.covered": 5, "CL_CK": 0}) for code in COMMUNES[:3]]
    (said,) = untested(closing(*sent, handed("06637", {"GV.covered": 295})))
    assert said.startswith("UBND huyện Đình Lập (cũ), 2025-H1: not every unit's figure is known: ")
    keys = said.rpartition(": ")[2].split(", ")
    assert "CL_CK" in keys
    # Neither the district nor a commune says how many small enterprises there are.
    assert not {"GV.covered", "DNNVV.total"} & set(keys)


def test_what_a_commune_brings_forward_is_what_it_took_over() -> None:
    base: dict[str, Content] = {"GV.total": 110, "GV.base": 99, "GV.gains": 1, "GV.losses": 0}
    year = replace(submission("06613", FIRST, base), revision=1)
    known = judged_all(*covered(*TAKEN), year)
    said = [one[:4] for one in findings(known.periods[FIRST].returns["06613"]) if "LS4" in one[0]]
    assert said == [("LS401", "GV.base", "99", "100")]


def test_cases_still_open_at_the_hand_over_are_open_at_the_start() -> None:
    year = submission("06613", FIRST)
    known = judged_all(handed("06613", {"CL_CK": 2}), year)
    judged: Any = known.periods[FIRST].returns["06613"]
    assert ("LS402", "CL_DK", "0", "2") in [one[:4] for one in findings(judged)]
