from __future__ import annotations

from dataclasses import replace
from datetime import date

from lsreport.checks.judge import judge
from lsreport.checks.structure import FIGURE_TWICE, LAYOUT_CHANGED
from lsreport.domain.observation import Observation, Place, State
from lsreport.domain.period import Period
from lsreport.domain.submission import ReferenceFigure, Rejected
from lsreport.indicators.asks import asked_keys
from support.checks import (
    H1,
    RECEIVED,
    SHEET,
    YEAR,
    aside,
    findings,
    judged_all,
    submission,
    the_plan,
    unit_of,
    vintage,
)

BEFORE = Period.parse("2023")


def test_periods_are_judged_oldest_first_whatever_their_order() -> None:
    sent = [submission(period=YEAR), submission(period=BEFORE), submission(period=H1)]
    one, other = judged_all(*sent), judged_all(*reversed(sent))
    assert list(one.periods) == [BEFORE, H1, YEAR]
    assert one == other


def test_a_period_is_who_was_expected_on_its_last_day() -> None:
    period = judged_all(submission()).periods[H1]
    assert period.window == (date(2023, 12, 15), date(2024, 6, 14))
    assert len(period.expected) == 29
    assert list(period.returns) == ["178"]


def test_a_return_of_a_unit_that_is_not_expected_is_left_out() -> None:
    stray = replace(submission("STTTT"), period=Period.parse("2025-H1"))
    period = judged_all(stray).periods[stray.period]
    assert dict(period.returns) == {}
    assert len([one for one in period.findings if one.rule == "LS501"]) == 29


def test_a_period_can_be_judged_though_nothing_was_received() -> None:
    assessment = judged_all(submission(), also=[YEAR])
    assert list(assessment.periods) == [H1, YEAR]
    assert len([one for one in assessment.periods[YEAR].findings if one.rule == "LS501"]) == 29


def test_a_period_of_rejected_files_only_is_judged() -> None:
    no = Rejected("f" * 64, "178.xls", "178", H1, RECEIVED, RECEIVED, ())
    stray = replace(no, unit="06001")
    period = judge(the_plan(), vintage([], [no, stray])).periods[H1]
    assert period.rejected == {"178": no}
    assert [one.rule for one in period.findings if one.unit == "178"] == ["LS502"]
    empty = replace(vintage([]), submissions={H1: {}}, rejected={YEAR: {}})
    assert judge(the_plan(), empty).periods == {}


def test_the_reference_table_is_handed_on() -> None:
    figure = ReferenceFigure("178", "TE615", 31_000, date(2024, 1, 1), "Công an tỉnh", 2)
    known = replace(vintage([submission()]), reference=(figure,))
    assert judge(the_plan(), known).reference == (figure,)


def test_every_figure_is_there_even_when_missing() -> None:
    bare = replace(submission(), raws=())
    judgement = judged_all(bare).periods[H1].returns["178"]
    derived = {
        "CL_CK",
        *(f"{one}.covered" for one in ("GV", "DN", "DNNVV", "HTX", "CCH", "CCX")),
        *(f"{one}.covered" for one in ("DNR", "HTXR", "HTX_T", "CTV")),
    }
    asked = set(asked_keys(the_plan(), unit_of("178"), date(2024, 6, 14)))
    assert set(judgement.observations) == asked | derived
    assert {one.state for one in judgement.observations.values()} == {State.MISSING}
    assert {one.rule for one in judgement.findings} == {"LS206"}
    assert {one.place for one in judgement.findings} == {None}
    assert {one.file for one in judgement.findings} == {"178.xlsx"}


def test_a_cell_that_is_not_asked_for_is_not_an_observation() -> None:
    judgement = judged_all(submission("HND", changes={"GV.total": 5, "@contact": "…"}))
    assert "GV.total" not in judgement.periods[H1].returns["HND"].observations


def test_faults_of_the_workbook_stand_first_and_put_their_cell_aside() -> None:
    twice = FIGURE_TWICE.finding(
        unit="178",
        period=H1,
        key="TT01",
        place=Place("178.xlsx", SHEET, "E5"),
        facts={"label": "TT01", "places": "E5, E9"},
    )
    moved = LAYOUT_CHANGED.finding(unit="178", period=H1, file="178.xlsx")
    elsewhere = replace(twice, key="@contact")
    sent = submission(notes=(twice, moved, elsewhere), changes={"TT02": None})
    sent = replace(sent, raws=tuple(raw for raw in sent.raws if raw.key != "TT01"))
    judgement = judged_all(sent).periods[H1].returns["178"]
    assert judgement.findings[:3] == (twice, moved, elsewhere)
    assert [one.key for one in judgement.findings[3:]] == ["TT02"]
    assert judgement.observations["TT01"] == Observation(
        "TT01", State.MISSING, None, None, quarantined=True
    )


def test_a_cell_with_a_fault_stays_aside_whatever_it_says() -> None:
    merged = FIGURE_TWICE.finding(unit="178", period=H1, key="TT01")
    judgement = judged_all(submission(notes=(merged,))).periods[H1].returns["178"]
    assert aside(judgement) == {"TT01"}
    assert judgement.observations["TT01"].value == 4


def test_findings_come_in_the_order_of_the_checks() -> None:
    judgement = (
        judged_all(
            submission(
                period=BEFORE,
                changes={"TT01": "?", "GV.total": 0, "CL_DK": 1, "TT02": None, "RS_THON": 9},
            )
        )
        .periods[BEFORE]
        .returns["178"]
    )
    assert [one[:2] for one in findings(judgement)] == [
        ("LS503", None),
        ("LS201", "TT01"),
        ("LS207", "GV.total"),
        ("LS212", "CL_DK"),
        ("LS206", "TT02"),
        ("LS303", "RS_THON"),
    ]


def test_judging_again_changes_nothing() -> None:
    sent = [submission(), submission("CAT", changes={"TT01": "?"})]
    assert judged_all(*sent) == judged_all(*sent)
    assert aside(judged_all(*sent).periods[H1].returns["CAT"]) == {"TT01"}
