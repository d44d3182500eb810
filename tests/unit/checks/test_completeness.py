from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from fractions import Fraction

from lsreport.checks.completeness import (
    Cells,
    Completeness,
    IndicatorCoverage,
    UnitCounts,
    UnitLevels,
    cells_of,
    completeness_of,
)
from lsreport.checks.judge import judge
from lsreport.domain.clock import LANG_SON
from lsreport.domain.finding import Finding, Severity
from lsreport.domain.submission import PAPER_VERSION, Cover, Rejected
from support.checks import H1, RECEIVED, judged_all, submission, the_plan, told, vintage

LATE = datetime(2024, 7, 6, 0, 0, 1, tzinfo=LANG_SON)
IN_TIME = datetime(2024, 7, 6, 0, 0, tzinfo=LANG_SON)
REJECTED = Rejected("f" * 64, "CAT.xls", "CAT", H1, RECEIVED, RECEIVED, ())


def test_a_silent_unit_is_named() -> None:
    found = judged_all(submission()).periods[H1].findings
    silent = {one.unit: told(one)[4] for one in found if one.rule == "LS501"}
    assert len(silent) == 28
    assert silent["180"] == (
        "UBND huyện Tràng Định (must report): no return for 2024-H1 has been received; "
        "it is due on 2024-07-05."
    )
    assert silent["HND"] == (
        "Hội Nông dân tỉnh (requested): no return for 2024-H1 has been received; "
        "it is due on 2024-07-05."
    )
    assert "178" not in silent


def test_a_rejected_file_is_no_return() -> None:
    assessment = judge(the_plan(), vintage([submission()], [REJECTED])).periods[H1]
    (finding,) = [one for one in assessment.findings if one.unit == "CAT"]
    assert finding == Finding(
        rule="LS502",
        severity=Severity.ERROR,
        unit="CAT",
        period=H1,
        file="CAT.xls",
        facts={
            "name": "Công an tỉnh",
            "received": date(2024, 7, 1),
        },
    )
    assert assessment.rejected == {"CAT": REJECTED}


def test_a_return_takes_the_place_of_a_rejected_file() -> None:
    assessment = judge(the_plan(), vintage([submission("CAT")], [REJECTED])).periods[H1]
    assert [one for one in assessment.findings if one.unit == "CAT"] == []
    assert assessment.rejected == {}


def test_a_late_return_is_noted() -> None:
    judgement = judged_all(submission(received=LATE)).periods[H1].returns["178"]
    assert [told(one) for one in judgement.findings] == [
        (
            "LS503",
            None,
            None,
            None,
            "178.xlsx was received on 2024-07-06 at 00:00, after 2024-07-05.",
        )
    ]
    on_time = judged_all(submission(received=IN_TIME)).periods[H1].returns["178"]
    assert on_time.findings == ()


def test_a_late_return_is_dated_in_the_time_of_lang_son() -> None:
    at_dawn = datetime(2024, 7, 7, 23, 30, tzinfo=UTC)
    (finding,) = judged_all(submission(received=at_dawn)).periods[H1].returns["178"].findings
    assert told(finding)[4] == "178.xlsx was received on 2024-07-08 at 06:30, after 2024-07-05."


def test_of_a_late_paper_report_the_report_is_named_and_not_the_import_sheet() -> None:
    cover = Cover(on_behalf_from="Báo cáo số 45/BC-LĐTBXH")
    paper = replace(
        submission(received=LATE, cover=cover), form_version=PAPER_VERSION, file="nhap-2022.xlsx"
    )
    late, _by_hand = judged_all(paper).periods[H1].returns["178"].findings
    assert (late.rule, late.file) == ("LS503", "nhap-2022.xlsx")
    came = "The document “Báo cáo số 45/BC-LĐTBXH” was received on 2024-07-06, after 2024-07-05."
    assert told(late)[4] == came
    nameless = replace(paper, cover=Cover())
    (late,) = judged_all(nameless).periods[H1].returns["178"].findings
    came = "nhap-2022.xlsx was received on 2024-07-06 at 00:00, after 2024-07-05."
    assert told(late)[4] == came


def test_a_return_typed_for_the_unit_is_noted() -> None:
    cover = Cover(on_behalf_by="Phòng Bảo vệ trẻ em", on_behalf_from="Báo cáo số 12/BC-UBND")
    judgement = judged_all(submission(cover=cover)).periods[H1].returns["178"]
    assert [told(one)[4] for one in judgement.findings] == [
        "The return was typed for the unit by Phòng Bảo vệ trẻ em, from Báo cáo số 12/BC-UBND."
    ]
    by_somebody = judged_all(submission(cover=Cover(on_behalf_from="công văn")))
    assert [told(one)[4] for one in by_somebody.periods[H1].returns["178"].findings] == [
        "The return was typed for the unit by …, from công văn."
    ]


def test_whoever_a_source_names_by_birth_or_number_is_not_told() -> None:
    cover = Cover(on_behalf_by="Lan, 0912 345 678", on_behalf_from="bé A, sinh ngày 12/3/2012")
    judgement = judged_all(submission(cover=cover)).periods[H1].returns["178"]
    assert [told(one)[4] for one in judgement.findings] == [
        "The return was typed for the unit by …, from …."
    ]


def test_a_correction_that_repeats_a_sending_number_is_noted() -> None:
    repeated = replace(submission(revision=3, cover=Cover(2)), other_sendings=(1, 2))
    judgement = judged_all(repeated).periods[H1].returns["178"]
    assert [told(one) for one in judgement.findings] == [
        (
            "LS150",
            None,
            None,
            None,
            "178.xlsx is revision 3 of the return, yet says sending 2 as another did.",
        )
    ]
    raised = replace(repeated, cover=Cover(3))
    assert judged_all(raised).periods[H1].returns["178"].findings == ()


def test_completeness_at_its_three_levels() -> None:
    sent = [
        submission("178", changes={"GV.total": None, "TE615.total": 10}),
        submission("HND", received=LATE),
    ]
    period = judged_all(*sent).periods[H1]
    indicators = (IndicatorCoverage("2.2", 12, 1, Fraction(1, 9)),)
    found = completeness_of(the_plan(), period, indicators)
    missing = tuple(unit.code for unit in period.expected if unit.code not in {"178", "HND"})
    requested = ("LDLD", "LMHTX", "UBMTTQ", "TINHDOAN", "HLHPN", "HCCB", "HBTNKT")
    must = tuple(code for code in missing if code not in requested)
    assert found.units == UnitLevels(
        all=UnitCounts(29, 2, 1, 1, missing),
        must=UnitCounts(21, 1, 1, 0, must),
        requested=UnitCounts(8, 1, 0, 1, requested),
    )
    assert found.indicators == indicators


def test_cells_are_counted_by_what_they_say() -> None:
    """Hội Nông dân fills in its plan (4), officials (4), activities (12) and money (3)."""

    def cells(**changes) -> Cells:
        return cells_of(the_plan(), judged_all(submission("HND", changes=changes)).periods[H1])

    faultless = cells()
    assert faultless == Cells(23, 22, 1, 0, 0, 0)
    assert cells(TT01=None) == Cells(23, 21, 1, 0, 1, 0)
    assert cells(TT01="nhiều") == Cells(23, 21, 1, 0, 0, 1)
    assert cells(TT01=0) == Cells(23, 21, 2, 0, 0, 0)
    assert cells(KH01=3, KH02=None, KH02N=None) == Cells(21, 20, 1, 0, 0, 0)


def test_not_applicable_cells_are_filled() -> None:
    row = {f"DNR.{facet}": None for facet in ("total", "base", "gains", "losses")}
    before = cells_of(the_plan(), judged_all(submission()).periods[H1])
    after = cells_of(the_plan(), judged_all(submission(changes=row | {"DNR.case": 2})).periods[H1])
    assert (before.required, before.not_applicable) == (after.required, 0)
    assert after.not_applicable == 4


def test_of_a_single_file_only_its_cells_are_complete_or_not() -> None:
    cells = cells_of(the_plan(), judged_all(submission("HND")).periods[H1])
    assert Completeness(cells) == Completeness(cells, units=None, indicators=None)
