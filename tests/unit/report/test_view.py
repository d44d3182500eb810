"""Parts of the report on a whole period made by hand."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime

import msgspec

from lsreport.checks.rulebook import RULES
from lsreport.domain.assessment import Assessment
from lsreport.domain.clock import LANG_SON
from lsreport.domain.finding import Finding, Severity, Waiver
from lsreport.domain.observation import Observation, Place, State
from lsreport.domain.period import Period
from lsreport.domain.submission import Cover, ReferenceFigure, Rejected
from lsreport.domain.unit import Standing, Unit
from lsreport.indicators.plan import Plan
from lsreport.report.annex_types import UnitRow
from lsreport.report.texts import parse_texts
from lsreport.report.view_types import ReportView, TargetRow
from support.report import (
    FIRST_HALF,
    RECEIVED,
    Sent,
    assessment_of,
    judged_return,
    view_of,
)

YEAR_BEFORE = Period(2023, annual=False)


def row(view: ReportView, code: str, line: str | None = None) -> TargetRow:
    rows = [one for group in view.targets for one in group.rows]
    return next(one for one in rows if (one.code, one.line) == (code, line))


def paragraph(view: ReportView, start: str) -> str:
    texts = [str(one) for group in view.targets for one in group.paragraphs]
    return next(text for text in texts if text.startswith(start))


def unit_row(view: ReportView, indicator: str, unit: str) -> UnitRow:
    table = next(one for one in view.indicators if one.code == indicator)
    return next(one for one in table.rows if one.code == unit)


def shown(unit: UnitRow) -> list[tuple[str, str, str]]:
    return [(str(one.numerator), str(one.denominator), str(one.ratio)) for one in unit.cells]


def test_the_opening_says_whose_figures_of_which_days(plan: Plan) -> None:
    view = view_of(plan, assessment_of(plan, {"186": None}))
    assert str(view.opening) == (
        "Thực hiện Kế hoạch số 187/KH-UBND ngày 13/9/2021 của UBND tỉnh Lạng Sơn về thực hiện "
        "Chương trình phòng ngừa, giảm thiểu trẻ em lao động trái quy định của pháp luật tỉnh "
        "Lạng Sơn giai đoạn 2021 - 2025, định hướng đến năm 2030; trên cơ sở báo cáo của 28/29 cơ "
        "quan, đơn vị (số liệu từ ngày 15/12/2023 đến hết ngày 14/6/2024), Sở Lao động - Thương "
        "binh và Xã hội báo cáo kết quả thực hiện 6 tháng đầu năm 2024 như sau:"
    )


def test_the_table_of_targets_follows_its_columns(plan: Plan) -> None:
    reference = (ReferenceFigure("186", "TE615", 100, date(2024, 1, 1), "", 2),)
    view = view_of(
        plan,
        assessment_of(plan, {"186": None}, reference=reference),
        before=assessment_of(plan, {"186": None}, YEAR_BEFORE),
    )
    found = row(view, "2.2")
    assert (found.number, found.clause, found.target) == ("6", "II.2.b-2", "80%")
    assert str(found.result) == "935/1.100; 85,00%"
    assert str(found.coverage) == "11/12; 91,7%"
    assert (found.low.text, found.high.text) == ("77,9%", "86,3%")
    assert found.verdict_text == "Chưa đủ cơ sở đánh giá"
    # Nothing bounds what the silent district had last year, so no change may be claimed.
    assert (found.previous.text, found.change.text) == ("85,00%", "…")
    shown_only = row(view, "2.2", "under_16")
    assert (shown_only.number, shown_only.target, shown_only.verdict_text) == ("", "-", "Tham khảo")
    whole = row(view, "2.3")
    assert str(whole.result) == "Theo từng dòng"
    assert (whole.ratio.text, whole.change.text, whole.low.text) == ("x", "x", "x")
    zero = row(view, "1.1")
    assert (str(zero.result), zero.change.text, str(zero.coverage)) == ("0", "x", "10/11")


def test_a_complete_period_is_compared_with_the_last_one(plan: Plan) -> None:
    less = {code: Sent({"NL18.reached": 80}) for code in ("178", "180")}
    view = view_of(plan, assessment_of(plan, {}), before=assessment_of(plan, less, YEAR_BEFORE))
    found = row(view, "2.1b")
    assert (found.previous.text, found.change.text) == ("84,09%", "+0,91")
    assert paragraph(view, "Cha, mẹ") == (
        "Cha, mẹ, người chăm sóc trẻ em, người dân cộng đồng dân cư được cung cấp thông tin, kiến "
        "thức: 935/1.100 người, tỷ lệ 85,00%. Đã đạt mức mục tiêu năm 2025 (80%), vượt 5,00 điểm "
        "%; 11/11 huyện, thành phố đã đạt. So với cùng kỳ năm trước (84,09%) tăng 0,91 điểm %. Kết "
        "quả tính trong năm 2024."
    )


def test_lines_that_must_all_be_met_are_judged_one_by_one(plan: Plan) -> None:
    view = view_of(plan, assessment_of(plan, {"SLDTBXH": Sent({"NVCS.covered": 89})}))
    said = [str(one) for one in view.targets[1].paragraphs][:3]
    assert said == [
        TEACHERS,
        "- Cơ sở giáo dục: 1.104/1.200 người, tỷ lệ 92,00%. " + REACHED,
        "- Cơ sở nuôi dưỡng trẻ em: 89/100 người, tỷ lệ 89,00%. " + MISSED,
    ]


TEACHERS = (
    "Cán bộ, giáo viên trong các cơ sở giáo dục, cơ sở nuôi dưỡng trẻ em được cung cấp thông tin, "
    "kiến thức: chưa đạt mức mục tiêu năm 2025 (từ 90% trở lên ở từng nhóm). Trong đó:"
)
REACHED = (
    "Đã đạt mức mục tiêu năm 2025 (từ 90% trở lên), vượt 2,00 điểm %; 11/11 huyện, thành phố đã "
    "đạt."
)
MISSED = (
    "Chưa đạt mức mục tiêu năm 2025 (từ 90% trở lên), thấp hơn 1,00 điểm %. Còn thiếu 01 người để "
    "đạt mức 90%."
)


def test_assumed_denominators_name_unit_and_source(plan: Plan) -> None:
    assessment = assessment_of(
        plan,
        {"186": None, "187": Sent({"NL18.reached": None})},
        reference=(ReferenceFigure("186", "NL18", 14_000, date(2024, 1, 1), "", 2),),
    )
    said = paragraph(view_of(plan, assessment), "Cha, mẹ")
    assert (
        "Số người của đơn vị chưa có số liệu lấy theo bảng số liệu tham chiếu (UBND huyện Hữu Lũng "
        "14.000); số đơn vị báo cáo kỳ này (UBND huyện Chi Lăng 100)."
    ) in said
    assert "Chưa có số liệu của UBND huyện Chi Lăng (để trống)." in said


def test_a_carried_denominator_names_its_period_and_margin(plan: Plan) -> None:
    known = assessment_of(plan, {}, YEAR_BEFORE)
    now = assessment_of(plan, {"186": None})
    both = Assessment({**known.periods, **now.periods})
    said = paragraph(view_of(plan, both), "Cộng tác viên")
    assert (
        "Số người của đơn vị chưa có số liệu lấy theo báo cáo 6 tháng đầu năm 2023, cộng 10% (UBND "
        "huyện Hữu Lũng 110)."
    ) in said


def test_estimates_and_earlier_reach_are_named(plan: Plan) -> None:
    last_year = assessment_of(plan, {"178": Sent({"NL18.reached": 97})}, Period(2023, annual=True))
    now = assessment_of(plan, {"180": Sent({"NL18.basis": 3})})
    view = view_of(plan, Assessment({**last_year.periods, **now.periods}))
    said = paragraph(view, "Cha, mẹ")
    assert "tỷ lệ 86,09% (số ước tính)." in said
    assert (
        "Kết quả tính trong năm 2024; riêng UBND thành phố Lạng Sơn tính theo kết quả năm 2023 do "
        "cao hơn."
    ) in said
    assert "Có 01 đơn vị dùng số ước tính." in said
    assert unit_row(view, "2.1b", "178").note == "kết quả năm 2023"
    assert unit_row(view, "2.1b", "180").note == "số ước tính"


def test_shares_of_cases_are_counts_and_no_case_is_no_missing_figure(plan: Plan) -> None:
    view = view_of(plan, assessment_of(plan, {}))
    heavy = "Tỷ lệ làm công việc nặng nhọc"
    assert paragraph(view, heavy).endswith(": chưa phát hiện trường hợp; không tính tỷ lệ.")
    sent = {"178": Sent({"CL_MOI": 5, "CL_CK": 5, "CL_NN": 2, "HOC_CL": 5})}
    assert str(row(view_of(plan, assessment_of(plan, sent)), "O1").result) == "02/05"
    part = view_of(plan, assessment_of(plan, {"186": None}))
    assert ": chưa phát hiện trường hợp ở các đơn vị có số liệu." in paragraph(part, heavy)


def test_an_empty_line_claims_no_more_than_its_units_said(plan: Plan) -> None:
    notified = "Trẻ em có nguy cơ, lao động"
    whole = paragraph(
        view_of(plan, assessment_of(plan, {"178": Sent({"TB_CL": 5, "HT_CL": 5})})), notified
    )
    assert "Trong đó: trẻ em có nguy cơ không phát sinh;" in whole
    sent = {"178": Sent({"TB_CL": 5, "HT_CL": 5}), "186": None}
    part = paragraph(view_of(plan, assessment_of(plan, sent)), notified)
    assert "Trong đó: trẻ em có nguy cơ chưa phát sinh ở các đơn vị có số liệu;" in part
    nobody = Observation("HTXR.total", State.NOT_APPLICABLE, None, None)
    districts = [unit.code for unit in plan.units_on(date(2024, 6, 14)) if "local" in unit.roles]
    none = dict.fromkeys(districts, Sent({"HTXR.total": nobody, "HTXR.covered": nobody}))
    said = paragraph(view_of(plan, assessment_of(plan, none)), "Doanh nghiệp, hợp tác xã lĩnh vực")
    assert "; hợp tác xã không áp dụng." in said


def test_a_quarantined_figure_is_not_used_and_said_so(plan: Plan) -> None:
    doubtful = Observation("CTV.covered", State.VALUE, 120, None, quarantined=True)
    view = view_of(plan, assessment_of(plan, {"178": Sent({"CTV.covered": doubtful})}))
    assert (
        "Chưa sử dụng số liệu của UBND thành phố Lạng Sơn, đang đề nghị đơn vị kiểm tra lại."
    ) in paragraph(view, "Cộng tác viên")
    found = unit_row(view, "P1", "178")
    assert shown(found) == [("…", "100", "…")]
    assert found.note == "đang đề nghị đơn vị kiểm tra lại"


def test_the_ministry_sees_the_national_level(plan: Plan) -> None:
    view = view_of(plan, assessment_of(plan, {}), audience="ministry")
    assert paragraph(view, "Cha, mẹ").endswith("Mức chung của cả nước (782/QĐ-TTg): 70%.")
    assert view.letterhead.addressees == ("Bộ Lao động - Thương binh và Xã hội",)
    assert "782/QĐ-TTg" not in paragraph(view_of(plan, assessment_of(plan, {})), "Cha, mẹ")


# --- activities and money -------------------------------------------------------------------


def test_only_units_of_record_are_added_and_missing_ones_named(plan: Plan) -> None:
    sent = {"186": None, "STTTT": Sent({"TT06": 500}), "178": Sent({"TT01": 0})}
    view = view_of(plan, assessment_of(plan, sent))
    group = view.activities[0]
    rows = {one.code: one for one in group.rows}
    assert (rows["TT06"].total.text, rows["TT06"].used) == ("8", 2)
    assert (rows["TT01"].total.text, rows["TT01"].used, rows["TT01"].expected) == ("92", 24, 25)
    assert rows["TT01"].missing == ("UBND huyện Hữu Lũng",)
    said = [str(one) for one in group.paragraphs]
    assert said[0] == "Trong kỳ, theo báo cáo của các cơ quan, đơn vị, địa phương:"
    assert said[1] == "- 92 cuộc truyền thông trực tiếp;"
    assert "- 08 tin, bài, phóng sự;" in said
    assert "- 40 hộ được vận động, cam kết (trong đó hộ nghèo, cận nghèo: 40 hộ);" in said
    assert said[-1] == "- 40 cuộc giới thiệu Tổng đài quốc gia bảo vệ trẻ em 111."
    assert [str(one) for one in view.task_remarks] == [
        "Số liệu hoạt động và kinh phí trong Báo cáo này chưa gồm UBND huyện Hữu Lũng."
    ]
    press = next(one for one in view.cross_checks if one.code == "press")
    assert (press.left.text, press.right.text, press.difference.text) == ("500", "8", "492")
    partial = next(one for one in view.cross_checks if one.code == "loudspeakers")
    assert (partial.right.text, partial.difference.text) == ("40", "…")
    assert partial.note.endswith("Chưa đủ số liệu của các đơn vị.")


def test_nought_and_nothing_are_told_apart(plan: Plan) -> None:
    none = {"CAT": Sent(dict.fromkeys(("CA01", "CA02", "CA03", "CA05", "CA06"), None))}
    view = view_of(plan, assessment_of(plan, none))
    group = view.activities[2]
    rows = {one.code: one.total.text for one in group.rows}
    assert (rows["CA01"], rows["CA04"]) == ("…", "0")
    said = [str(one) for one in group.paragraphs]
    zero = next(text for text in said if text.startswith("Chưa phát sinh: "))
    assert "nạn nhân dưới 16 tuổi" in zero
    unknown = next(text for text in said if text.startswith("Chưa có số liệu"))
    assert unknown.startswith(
        "Chưa có số liệu (đơn vị chưa báo cáo): vụ mua bán trẻ em vì mục đích bóc lột sức lao động"
    )


def test_figures_that_may_overlap_stand_side_by_side(plan: Plan) -> None:
    view = view_of(plan, assessment_of(plan, {"SCT": Sent({"NL05": 12})}))
    rows = {one.code: one for one in view.activities[1].rows}
    assert (rows["NL05"].total.text, rows["NL05"].additive) == ("x", False)
    said = [str(one) for one in view.activities[1].paragraphs]
    assert (
        "- doanh nghiệp, người sử dụng lao động được hướng dẫn (không cộng): Sở Nông nghiệp và "
        "Phát triển nông thôn 04, Sở Công Thương 12;"
    ) in said


def test_the_only_units_few_cases_are_no_total(plan: Plan) -> None:
    askers = {
        unit.code: Sent({"PH10": None})
        for unit in plan.units_on(date(2024, 6, 14))
        if unit.plays(("culture", "mass"))
    }
    view = view_of(plan, assessment_of(plan, {**askers, "SGDDT": Sent({"PH10": 2})}))
    rows = {one.code: one for one in view.activities[2].rows}
    assert (rows["PH10"].total.text, rows["PH10"].used) == ("*", 1)
    said = [str(one) for one in view.activities[2].paragraphs]
    assert (
        "Không công bố do số trường hợp nhỏ: trường hợp nghi vấn đã chuyển cơ quan có thẩm quyền."
    ) in said


def test_overlapping_figures_that_are_all_nought_did_not_occur(plan: Plan) -> None:
    said = [str(one) for one in view_of(plan, assessment_of(plan, {})).activities[2].paragraphs]
    zero = next(text for text in said if text.startswith("Chưa phát sinh: "))
    assert "trường hợp nghi vấn đã chuyển cơ quan có thẩm quyền" in zero
    assert "(không cộng)" not in " ".join(said)


def test_money_is_in_million(plan: Plan) -> None:
    view = view_of(plan, assessment_of(plan, {"STC": Sent({"KP04": 1_234_500})}))
    rows = {one.code: one for one in view.funding.rows}
    assert (rows["KP04"].total.text, rows["KP04"].total.value) == ("1.234,5", 1_234_500)
    assert rows["KP01"].total.text == "362,5"


# --- returns --------------------------------------------------------------------------------


def test_returns_on_time_late_and_missing(plan: Plan) -> None:
    late = datetime(2025, 7, 10, 8, 0, tzinfo=LANG_SON)
    last_moment = datetime(2025, 7, 7, 23, 59, tzinfo=LANG_SON)
    period = Period(2025, annual=False)
    units = [unit.code for unit in plan.units_on(date(2025, 6, 14))]
    sent: dict[str, Sent | None] = {code: Sent(received=last_moment) for code in units}
    sent |= {"178": Sent(received=late), "186": None, "HBTNKT": None}
    view = view_of(plan, assessment_of(plan, sent, period), period)
    assert str(view.returns.sentence) == (
        "Tính đến ngày 10/7/2025 (hạn theo Kế hoạch là 05/7/2025, thứ Bảy, được tính đến hết ngày "
        "07/7/2025), Sở nhận được báo cáo của 27/29 cơ quan, đơn vị: 26 đúng hạn, 01 chậm. Trong "
        "đó: 20/21 cơ quan, đơn vị, địa phương được giao nhiệm vụ và 07/08 tổ chức được đề nghị "
        "thực hiện Kế hoạch. Chưa gửi: UBND huyện Hữu Lũng. Tổ chức được đề nghị chưa gửi: Hội Bảo "
        "trợ người khuyết tật và bảo vệ quyền trẻ em tỉnh."
    )
    assert view.letterhead.number.endswith("/BC-SYT")
    states = {one.code: one.state for one in view.returns.rows}
    assert (states["178"], states["180"], states["186"]) == ("late", "on_time", "missing")


def test_nothing_received_says_so(plan: Plan) -> None:
    silent = dict.fromkeys((unit.code for unit in plan.units_on(date(2024, 6, 14))), None)
    view = view_of(plan, assessment_of(plan, silent))
    assert str(view.returns.sentence) == "Sở chưa nhận được báo cáo nào của 29 cơ quan, đơn vị."
    assert view.as_of is None
    assert [str(one) for one in view.results] == [
        "Trong kỳ chưa có mục tiêu nào đủ cơ sở kết luận đã đạt."
    ]
    assert str(view.situation[0]).startswith("Chưa có số liệu về đối tượng của Kế hoạch")
    assert row(view, "2.2").coverage.text == "0/12"
    assert paragraph(view, "Trẻ em được cung cấp").endswith(
        ": chưa có số liệu (đơn vị chưa báo cáo)."
    )


def test_names_of_bodies_keep_their_capital_within_a_list(plan: Plan) -> None:
    said = [str(one) for one in view_of(plan, assessment_of(plan, {})).activities[2].paragraphs]
    assert "- Ban Chỉ đạo, nhóm công tác cấp xã có nội dung lao động trẻ em: 44 xã;" in said


def test_a_correction_does_not_make_a_return_late(plan: Plan) -> None:
    late = datetime(2024, 8, 1, tzinfo=LANG_SON)
    corrected = Sent(received=late, revision=2, first_received=RECEIVED)
    view = view_of(plan, assessment_of(plan, {"178": corrected}))
    found = next(one for one in view.returns.rows if one.code == "178")
    assert (found.state, found.received, found.note) == (
        "on_time",
        date(2024, 7, 4),
        "đã gửi lại, bản gần nhất ngày 01/8/2024",
    )
    assert [str(one.text) for one in view.restatements] == [
        "Gửi lại báo cáo: bản thứ 2 thay bản trước."
    ]


# --- masking --------------------------------------------------------------------------------


CASES = {"178": Sent({"CL_MOI": 3, "CL_CK": 3, "HOC_CL": 2, "NC_CK": 9, "HOC_NC": 9, "D1": "Tốt."})}


def test_a_units_few_cases_are_starred_with_the_ratio_they_give_away(plan: Plan) -> None:
    view = view_of(plan, assessment_of(plan, CASES))
    assert shown(unit_row(view, "1.1", "178")) == [("*", "x", "x")]
    # 12 less the nine at risk, printed among the sources, would be the three at work.
    assert shown(unit_row(view, "1.3", "178")) == [("*", "*", "*")]
    assert shown(unit_row(view, "O1", "178")) == [("0", "*", "*")]
    table = next(one for one in view.indicators if one.code == "1.1")
    assert table.total[0].numerator.text == "3"
    sources = {(one.key, one.unit): one.value.text for one in view.sources}
    assert (sources["CL_MOI", "178"], sources["NC_CK", "178"]) == ("*", "9")
    assert sources["TE615.total", "178"] == "100"
    hidden = [
        cell.value
        for one in (*table.rows, *view.indicators[2].rows)
        for unit in one.cells
        for figure in (unit.numerator, unit.denominator, unit.ratio)
        for cell in figure.evidence
        if cell.key in {"CL_MOI", "HOC_CL"} and cell.unit == "178"
    ]
    assert set(hidden) == {None}


def test_an_assumed_count_of_few_cases_is_starred_in_the_sentence(plan: Plan) -> None:
    sent = {"178": Sent({"TB_NC": 2, "HT_NC": None}), "180": Sent({"TB_NC": 9, "HT_NC": 9})}
    said = paragraph(view_of(plan, assessment_of(plan, sent)), "Trẻ em có nguy cơ, lao động")
    assert "số đơn vị báo cáo kỳ này (UBND thành phố Lạng Sơn *)" in said


def test_the_working_annex_shows_them(plan: Plan) -> None:
    view = view_of(plan, assessment_of(plan, CASES))
    assert view.working is not None
    assert [(one.unit, one.label, one.figure.text) for one in view.working.cases] == [
        ("UBND thành phố Lạng Sơn", "Lao động trẻ em xác minh mới trong kỳ", "3"),
        ("UBND thành phố Lạng Sơn", "Lao động trẻ em cuối kỳ", "3"),
        ("UBND thành phố Lạng Sơn", "Trong đó: đang học phổ thông hoặc học nghề", "2"),
        ("UBND thành phố Lạng Sơn", "Trẻ em có nguy cơ trở thành lao động trẻ em cuối kỳ", "9"),
        ("UBND thành phố Lạng Sơn", "Trong đó: đang học phổ thông hoặc học nghề", "9"),
    ]
    assert [one.name for one in view.working.units] == ["UBND thành phố Lạng Sơn"]
    (answer,) = view.working.units[0].narratives
    assert (answer.label, answer.paragraphs) == ("Kết quả nổi bật", ("Tốt.",))


def test_a_public_copy_hides_the_element_everywhere_but_the_breach(plan: Plan) -> None:
    sent = {**CASES, "180": Sent({"CL_MOI": 8, "CL_CK": 8})}
    view = view_of(plan, assessment_of(plan, sent), public=True)
    assert shown(unit_row(view, "1.1", "180"))[0][0] == "*"
    assert row(view, "1.1").numerator.text == "11"
    assert row(view, "1.1").verdict_text == "Chưa đạt mục tiêu"
    hidden = row(view, "1.3")
    assert (hidden.ratio.text, hidden.verdict_text, str(hidden.result)) == ("*", "*", "*/*; *")
    assert paragraph(view, "Trẻ em có nguy cơ, lao động trẻ em được tiếp cận").endswith(
        ": không công bố do số trường hợp nhỏ."
    )
    assert row(view, "2.2").verdict_text == "Đã đạt mức mục tiêu năm 2025"
    assert view.working is None
    assert all("tiếp cận giáo dục" not in str(one) for one in (*view.results, *view.shortcomings))
    assert view.sources == ()
    assert row(view, "1.1").numerator.evidence == ()


# --- V to VII, texts, letterhead, synthetic -------------------------------------------------


def test_the_appraisal_counts_its_targets(plan: Plan) -> None:
    sent = {"186": None, "187": Sent({"GV.covered": None})}
    view = view_of(plan, assessment_of(plan, sent))
    assert str(view.shortcomings[0]).startswith("Chưa đạt 01 mục tiêu: cộng tác viên kiêm nhiệm")
    assert [str(one) for one in view.causes] == [
        "Chưa có số liệu do đơn vị chưa gửi báo cáo: UBND huyện Hữu Lũng.",
        "Báo cáo còn nội dung để trống: UBND huyện Chi Lăng.",
    ]
    assert str(view.next_tasks[-1]) == (
        "Các cơ quan, đơn vị, địa phương gửi báo cáo năm 2024 chậm nhất ngày 25/12/2024."
    )
    ordered = (
        "Chỉ đạo các cơ quan, đơn vị, địa phương chưa gửi báo cáo thực hiện chế độ báo cáo theo "
        "mục V.14 của Kế hoạch:"
    )
    assert [(one.to, [str(text) for text in one.paragraphs]) for one in view.proposals] == [
        ("Với Bộ Lao động - Thương binh và Xã hội", ["Chưa có đề xuất, kiến nghị."]),
        (
            "Với UBND tỉnh",
            [f"{ordered} UBND huyện Hữu Lũng."],
        ),
        (
            "Với các sở, ngành, địa phương",
            [
                "Đề nghị gửi báo cáo còn thiếu: UBND huyện Hữu Lũng.",
                "Đề nghị bổ sung số liệu còn trống: UBND huyện Chi Lăng.",
            ],
        ),
    ]


def test_figures_outside_the_targets_keep_the_returns_from_being_called_whole(plan: Plan) -> None:
    whole = view_of(plan, assessment_of(plan, {}))
    assert [str(one) for one in whole.causes] == [
        "Số liệu của các đơn vị đã gửi đầy đủ, không có nội dung chưa sử dụng."
    ]
    blank = RULES["LS206"].finding(
        unit="178", period=FIRST_HALF, key="TT05", facts={"label": "TT05", "how": "0"}
    )
    wanting = assessment_of(plan, {"178": Sent({"TT05": None}, findings=(blank,))})
    (said,) = view_of(plan, wanting).causes
    assert str(said) == (
        "Báo cáo còn nội dung để trống hoặc đang kiểm tra lại ngoài các mục tiêu: UBND thành phố "
        "Lạng Sơn."
    )


def test_a_public_copy_draws_no_conclusion_from_what_it_hides(plan: Plan) -> None:
    reached = {"CTV.covered": 100, "HO.reached": 100}
    districts = [unit.code for unit in plan.units_on(date(2024, 6, 14)) if "local" in unit.roles]
    sent = dict.fromkeys(districts, Sent(reached))
    whole = view_of(plan, assessment_of(plan, sent), public=True)
    assert str(whole.shortcomings[0]).startswith("Các mục tiêu được giao đều đã có kết luận")
    sent |= {"178": Sent({**reached, "TB_NC": 2, "HT_NC": 1})}
    (said,) = view_of(plan, assessment_of(plan, sent), public=True).shortcomings
    assert str(said) == "Kết quả đối với từng mục tiêu nêu tại mục II."


def test_the_analysts_paragraphs_come_first(plan: Plan) -> None:
    texts = parse_texts("## V.1 Kết quả\n\nĐoạn một,\nvẫn đoạn một.\n\n- Đoạn hai.\n")
    view = view_of(plan, assessment_of(plan, {}), texts=texts)
    assert [str(one) for one in view.results][:2] == ["Đoạn một, vẫn đoạn một.", "- Đoạn hai."]
    assert str(view.results[2]).startswith("Đã đạt ")


def test_a_synthetic_cover_marks_the_report(plan: Plan) -> None:
    marked = Sent(cover=Cover(contact="Nguyễn A (SỐ LIỆU MÔ PHỎNG)"))
    assert view_of(plan, assessment_of(plan, {"178": marked})).synthetic
    assert not view_of(plan, assessment_of(plan, {})).synthetic


def test_the_draft_leaves_number_and_day_open(plan: Plan) -> None:
    letterhead = view_of(plan, assessment_of(plan, {})).letterhead
    assert " ".join(letterhead.number.split()) == "/BC-SLĐTBXH"
    assert " ".join(letterhead.place_date.split()) == "Lạng Sơn, ngày tháng 7 năm 2024"
    assert letterhead.recipients[0] == "Như trên"
    assert letterhead.signer_name == ""


def test_waived_findings_are_restated(plan: Plan) -> None:
    waiver = Waiver(
        "LS401", "178", "NC_CK", "3", FIRST_HALF, FIRST_HALF, "Lan", "đã kiểm tra", RECEIVED
    )
    finding = Finding(
        "LS401", Severity.QUERY, "178", FIRST_HALF, key="NC_CK", seen="3", waived=waiver
    )
    view = view_of(plan, assessment_of(plan, {"178": Sent(findings=(finding,))}))
    (restated,) = view.restatements
    assert restated.text.text == (
        "Chấp nhận số liệu Trẻ em có nguy cơ trở thành lao động trẻ em cuối kỳ: * (lý do: lưu "
        "tại cơ quan tổng hợp; người chấp nhận: Lan; đến hết kỳ báo cáo 6 tháng đầu năm 2024)."
    )


def test_a_public_copy_does_not_say_which_figures_were_accepted(plan: Plan) -> None:
    waiver = Waiver("LS401", "178", "NC_CK", "9", FIRST_HALF, FIRST_HALF, "Lan", "đúng", RECEIVED)
    finding = Finding(
        "LS401", Severity.QUERY, "178", FIRST_HALF, key="NC_CK", seen="9", waived=waiver
    )
    told = assessment_of(plan, {"178": Sent({"NC_CK": 9}, revision=2, findings=(finding,))})
    internal = [str(one.text) for one in view_of(plan, told).restatements]
    assert [": 9 (lý do: đúng; người chấp nhận: Lan;" in text for text in internal] == [False, True]
    public = [str(one.text) for one in view_of(plan, told, public=True).restatements]
    assert public == internal[:1]


def test_tasks_tell_done_idle_silent_and_not_asked_apart(plan: Plan) -> None:
    nothing = dict.fromkeys(("PP01",), 0)
    view = view_of(plan, assessment_of(plan, {"186": None, "178": Sent(nothing)}))
    states = {one.unit: tuple(map(str, one.states)) for one in view.tasks}
    assert states["UBND thành phố Lạng Sơn"] == ("Có", "Có", "Có", "Có", "0", "Có", "Có", "Có")
    assert states["UBND huyện Hữu Lũng"] == ("…",) * 8
    assert states["Báo Lạng Sơn"] == ("Có", "Có", "x", "x", "x", "x", "x", "Có")


def test_the_year_2025_adds_what_the_districts_did_before_they_ended(plan: Plan) -> None:
    half, year = Period(2025, annual=False), Period(2025, annual=True)
    commune = Unit(
        "06001", "Xã Đoàn Kết", Standing.MUST, ("local",), ("V.13",), date(2025, 7, 1), None
    )
    others = tuple(unit for unit in plan.units if "local" not in unit.roles)
    districts = tuple(
        unit for unit in plan.units if "local" in unit.roles and unit.valid_from < date(2025, 7, 1)
    )
    joined = msgspec.structs.replace(plan, units=(*others, *districts, commune))
    first = assessment_of(joined, {"178": Sent({"TT05": 7, "PH04": 9})}, half)
    second = assessment_of(joined, {"06001": Sent({"TT05": 2, "PH04": 5})}, year)
    view = view_of(joined, Assessment({**first.periods, **second.periods}), year)
    rows = {one.code: one for group in view.activities for one in group.rows}
    # A flow of both; a state at the end of the window of those that stand then.
    assert rows["TT05"].total.value == 7 + 10 * 4 + 2
    assert rows["PH04"].total.value == 5
    codes = [code for code, _figure in rows["TT05"].by_unit]
    assert codes == ["06001", *(unit.code for unit in districts)]


def test_the_view_is_a_pure_function(plan: Plan) -> None:
    first = view_of(plan, assessment_of(plan, CASES))
    again = view_of(plan, assessment_of(plan, CASES))
    assert first == again
    unit = next(one for one in plan.units if one.code == "178")
    other = judged_return(plan, unit, FIRST_HALF, Sent({"TT01": 5}))
    changed = assessment_of(plan, CASES)
    period = changed.periods[FIRST_HALF]
    changed = Assessment({FIRST_HALF: replace(period, returns={**period.returns, "178": other})})
    assert view_of(plan, changed) != first


def test_findings_reach_the_working_annex_in_words(plan: Plan) -> None:
    blank = RULES["LS206"].finding(
        unit="178",
        period=FIRST_HALF,
        key="TE06.reached",
        place=Place("178.xlsx", "A", "H14"),
        facts={"label": "TE06", "how": "0"},
    )
    zero = RULES["LS222"].finding(
        unit="178",
        period=FIRST_HALF,
        key="TK09",
        facts={"label": "TK09", "content": "“không”"},
    )
    assessment = assessment_of(plan, {"178": Sent(findings=(zero, blank))})
    view = view_of(plan, assessment)
    assert view.working is not None
    (unit,) = view.working.units
    (error,), (query,) = unit.errors, unit.queries
    assert error.startswith("[LS206] A!H14: TE06")
    assert query.startswith("[LS222] TK09")
    found = next(one for one in view.returns.rows if one.code == "178")
    assert (found.errors, found.queries) == (1, 1)


def test_a_rejected_file_is_no_return_and_is_told_from_silence(plan: Plan) -> None:
    assessment = assessment_of(plan, {"186": None})
    period = assessment.periods[FIRST_HALF]
    refused = Rejected("ab", "186.xlsx", "186", FIRST_HALF, RECEIVED, RECEIVED, ())
    assessment = Assessment({FIRST_HALF: replace(period, rejected={"186": refused})})
    view = view_of(plan, assessment)
    found = next(one for one in view.returns.rows if one.code == "186")
    assert (found.state, found.state_text) == ("rejected", "Tệp gửi chưa được chấp nhận")
    assert view.returns.must.missing == ("UBND huyện Hữu Lũng",)
    assert "Chưa gửi" not in str(view.returns.sentence)
    refusal = "Tệp gửi chưa được chấp nhận: UBND huyện Hữu Lũng."
    assert str(view.returns.sentence).endswith(refusal)
    assert [str(one) for one in view.causes] == [refusal]
    assert str(view.shortcomings[-1]) == (
        "Còn 01/29 cơ quan, đơn vị chưa có báo cáo được chấp nhận (Phụ lục II)."
    )
    assert [str(one) for one in view.proposals[1].paragraphs] == ["Chưa có đề xuất, kiến nghị."]
    assert unit_row(view, "2.1b", "186").note == "tệp gửi chưa được chấp nhận"


def test_figures_nobody_may_use_say_whose_they_are(plan: Plan) -> None:
    doubtful = Observation("NVCS.covered", State.VALUE, 120, None, quarantined=True)
    view = view_of(plan, assessment_of(plan, {"SLDTBXH": Sent({"NVCS.covered": doubtful})}))
    said = [str(one) for one in view.targets[1].paragraphs][2]
    assert said.startswith("- Cơ sở nuôi dưỡng trẻ em: ")
    assert (
        "Chưa sử dụng số liệu của Sở Lao động - Thương binh và Xã hội, đang đề nghị đơn vị kiểm "
        "tra lại."
    ) in said
    blank = view_of(plan, assessment_of(plan, {"SLDTBXH": Sent({"TB_MB": None, "CH_MB": None})}))
    assert "để trống" in unit_row(blank, "1.2", "SLDTBXH").note


def test_a_long_list_of_names_is_cut_and_counted(plan: Plan) -> None:
    districts = [unit.code for unit in plan.units_on(date(2024, 6, 14)) if "local" in unit.roles]
    view = view_of(plan, assessment_of(plan, dict.fromkeys(districts)))
    assert str(view.causes[0]).endswith(
        "UBND huyện Bắc Sơn, UBND huyện Hữu Lũng và 03 đơn vị khác."
    )
