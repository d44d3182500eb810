"""1.1: zero is the result of a review; print `chưa phát hiện`, never `không có`."""

from __future__ import annotations

from datetime import date

from lsreport.domain.observation import Observation, State
from lsreport.indicators.plan import Plan
from support.report import Sent, assessment_of, view_of

WHO = "trẻ em và người chưa thành niên từ 5 đến 17 tuổi lao động trái quy định của pháp luật"


def paragraph(plan: Plan, sent: dict[str, Sent | None], *, public: bool = False) -> str:
    view = view_of(plan, assessment_of(plan, sent), public=public)
    return str(view.targets[0].paragraphs[0])


def test_a_reviewed_zero_is_not_detected_and_meets_the_target(plan: Plan) -> None:
    assert paragraph(plan, {}) == (
        f"Qua rà soát 1.650/1.650 thôn, khối phố, trong kỳ chưa phát hiện {WHO}. Đạt mục tiêu."
    )


def test_a_silent_unit_leaves_the_zero_open(plan: Plan) -> None:
    assert paragraph(plan, {"186": None}) == (
        "Qua rà soát 1.500/1.500 thôn, khối phố, 10/11 huyện, thành phố xác nhận trong kỳ chưa "
        f"phát hiện {WHO}; còn 01/11 đơn vị chưa có số liệu, chưa đủ cơ sở kết luận."
    )


def test_a_unit_that_reviewed_nothing_left_nothing_blank(plan: Plan) -> None:
    view = view_of(plan, assessment_of(plan, {"178": Sent({"RS_THON": 0})}))
    said = str(view.targets[0].paragraphs[0])
    assert said.endswith(
        "còn 01/11 đơn vị chưa có số liệu, chưa đủ cơ sở kết luận. Chưa rà soát trong kỳ: UBND "
        "thành phố Lạng Sơn."
    )
    assert [one.note for one in view.indicators[0].rows if one.code == "178"] == ["chưa rà soát"]
    assert [str(one) for one in view.causes] == ["Chưa rà soát trong kỳ: UBND thành phố Lạng Sơn."]
    assert [str(one) for one in view.proposals[2].paragraphs] == [
        "Đề nghị rà soát và báo cáo kết quả: UBND thành phố Lạng Sơn."
    ]


def test_nobody_reported_anything(plan: Plan) -> None:
    silent = dict.fromkeys((unit.code for unit in plan.units_on(date(2024, 6, 14))), None)
    assert paragraph(plan, silent) == "Chưa có số liệu (đơn vị chưa báo cáo)."


def test_a_case_breaches_the_target_whoever_is_missing(plan: Plan) -> None:
    sent = {"186": None, "178": Sent({"CL_MOI": 1, "CL_CK": 1}), "180": Sent({"CL_DK": 2})}
    assert paragraph(plan, sent) == (
        f"Trong kỳ ghi nhận 03 {WHO} tại 02/11 huyện, thành phố (gồm số đầu kỳ và số xác minh "
        "mới). Còn 01/11 đơn vị chưa có số liệu. Chưa đạt mục tiêu."
    )


def test_a_quarantined_figure_still_shows_a_case(plan: Plan) -> None:
    doubtful = Observation("CL_MOI", State.VALUE, 7, None, quarantined=True, breach=True)
    said = paragraph(plan, {"178": Sent({"CL_MOI": doubtful})})
    assert said.startswith(f"Trong kỳ ghi nhận 07 {WHO} tại 01/11 huyện, thành phố")
    assert (
        "Chưa sử dụng số liệu của UBND thành phố Lạng Sơn, đang đề nghị đơn vị kiểm tra lại."
        in said
    )


def test_what_inspectors_found_is_being_verified(plan: Plan) -> None:
    said = paragraph(plan, {"CAT": Sent({"CA10": 2}), "SNNPTNT": Sent({"TK05": 1})})
    assert said.endswith(
        f"trong kỳ chưa phát hiện {WHO}. Cơ quan thanh tra, kiểm tra, công an báo cáo 03 trường "
        "hợp, đang xác minh; chưa đủ cơ sở kết luận."
    )


def test_few_cases_that_a_single_unit_suspects_are_not_counted(plan: Plan) -> None:
    few = paragraph(plan, {"CAT": Sent({"CA10": 2})})
    assert few.endswith("công an báo cáo có trường hợp, đang xác minh; chưa đủ cơ sở kết luận.")
    assert "báo cáo 05 trường hợp" in paragraph(plan, {"CAT": Sent({"CA10": 5})})


def test_a_public_copy_keeps_the_count_of_cases_and_not_that_of_suspicions(plan: Plan) -> None:
    cases = paragraph(plan, {"178": Sent({"CL_MOI": 1, "CL_CK": 1})}, public=True)
    assert cases.startswith(f"Trong kỳ ghi nhận 01 {WHO} tại 01/11")
    suspected = {"CAT": Sent({"CA10": 2}), "SNNPTNT": Sent({"TK05": 1})}
    assert "báo cáo có trường hợp, đang xác minh" in paragraph(plan, suspected, public=True)


def test_a_public_copy_does_not_say_that_every_unit_found_some(plan: Plan) -> None:
    districts = [unit.code for unit in plan.units_on(date(2024, 6, 14)) if "local" in unit.roles]
    one_each = {code: Sent({"CL_MOI": 1, "CL_CK": 1}) for code in districts}
    assert paragraph(plan, one_each).startswith(f"Trong kỳ ghi nhận 11 {WHO} tại 11/11")
    public = paragraph(plan, one_each, public=True)
    assert public.startswith(f"Trong kỳ ghi nhận 11 {WHO} (gồm số đầu kỳ")
