from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from lsreport.domain.finding import Finding, Severity
from lsreport.domain.observation import Observation, State
from lsreport.domain.period import Period
from lsreport.domain.submission import PAPER_VERSION, Cover
from lsreport.indicators.compute import compute
from lsreport.indicators.outcome import Evidence
from lsreport.indicators.plan import Plan
from lsreport.report import figures
from lsreport.report.hiding import families, mask_of
from lsreport.report.masking import Mask, case_elements
from lsreport.report.view_types import ReportView
from support.report import FIRST_HALF, Sent, assessment_of, view_of


def mask_for(plan: Plan, sent: Mapping[str, Sent | None], *, public: bool = False) -> Mask:
    assessment = assessment_of(plan, sent)
    outcomes = compute(plan, assessment, FIRST_HALF)
    return mask_of(plan, assessment, FIRST_HALF, outcomes, public=public)


def test_cases_are_children_and_never_hamlets_or_classes(plan: Plan) -> None:
    cases = case_elements(plan)
    assert {"CL_DK", "CL_CK", "NC_CK", "HT_MB", "TK05", "CA04", "CA10", "PH07a"} <= cases
    assert not {"RS_THON", "RS_THON_T", "TK03", "TT01", "TE615", "PH07"} & cases


def test_one_to_four_are_masked_and_nought_and_five_are_not(plan: Plan) -> None:
    mask = mask_for(plan, {})
    shown = [mask.cell(figures.count(n, "x"), ("CL_MOI",)).text for n in range(7)]
    assert shown == ["0", "*", "*", "*", "*", "5", "6"]
    assert mask.cell(figures.count(3, "x"), ("TT01", "NL01")).text == "3"


def test_a_breakdown_of_a_case_element_is_one_too(plan: Plan) -> None:
    mask = mask_for(plan, {})
    assert mask.cell(figures.count(2, "x"), ("CL_MOI@5-11.male",)).text == "*"


def test_a_sum_with_few_cases_in_it_is_starred_for_the_other_parts_are_printed(plan: Plan) -> None:
    period = Period(2024, annual=False)
    few = Evidence("HOC_CL", "178", period, 1, "ab", 2, None)
    many = Evidence("HOC_NC", "178", period, 1, "ab", 9, None)
    shown = mask_for(plan, {}).cell(figures.count(11, "x", (few, many)), ("HOC_CL", "HOC_NC"))
    assert (shown.text, [cell.value for cell in shown.evidence]) == ("*", [None, None])
    nought = mask_for(plan, {}).cell(figures.count(0, "x", (few,)), ("CL_CK",))
    assert (nought.text, nought.evidence[0].value) == ("0", None)
    assert [cell.value for cell in mask_for(plan, {}).evidence((few, many))] == [None, 9]


def test_a_public_copy_hides_an_element_once_any_unit_has_few(plan: Plan) -> None:
    sent = {"178": Sent({"CL_MOI": 1, "CL_CK": 1, "NC_CK": 8, "HOC_NC": 7})}
    mask = mask_for(plan, sent, public=True)
    assert mask.hidden == {"CL_DK", "CL_MOI", "CL_HET", "CL_CK", "CL_NN", "HOC_CL"}
    assert mask.cell(figures.count(0, "x"), ("CL_MOI",)).text == "*"
    assert mask.cell(figures.count(8, "x"), ("NC_CK",)).text == "8"


def test_a_public_copy_hides_few_cases_that_are_in_doubt_too(plan: Plan) -> None:
    doubtful = Observation("CA10", State.VALUE, 2, None, quarantined=True)
    mask = mask_for(plan, {"CAT": Sent({"CA10": doubtful})}, public=True)
    assert mask.hidden == {"CA10"}


def test_what_bounds_one_another_is_hidden_together(plan: Plan) -> None:
    together = families(plan)
    assert together["HT_NC"] == {"TB_NC", "HT_NC", "CH_NC"}
    assert together["NC_CK"] == {"NC_CK", "HOC_NC", "HIEU_NC"}
    assert together["CL_MOI"] == {"CL_DK", "CL_MOI", "CL_HET", "CL_CK", "CL_NN", "HOC_CL"}
    assert together["CA06"] == {"CA04", "CA05", "CA06", "CA07"}
    assert together["TK05"] == {"TK05"}
    assert together.keys() == case_elements(plan)


def test_many_taken_away_from_many_leave_few(plan: Plan) -> None:
    mask = mask_for(plan, {"178": Sent({"TB_NC": 8, "CH_NC": 6, "HT_NC": 2})})
    assert mask.telling == {("178", FIRST_HALF, "CH_NC")}
    pending = Evidence("CH_NC", "178", FIRST_HALF, 1, "ab", 6, None)
    notified = Evidence("TB_NC", "178", FIRST_HALF, 1, "ab", 8, None)
    assert [one.value for one in mask.evidence((notified, pending))] == [8, None]
    public = mask_for(plan, {"178": Sent({"TB_NC": 8, "CH_NC": 6, "HT_NC": 0})}, public=True)
    assert public.hidden == {"TB_NC", "HT_NC", "CH_NC"}


def test_a_few_of_whom_few_are_cases_would_say_how_many(plan: Plan) -> None:
    few = mask_for(plan, {"SGDDT": Sent({"PH07": 3, "PH07a": 1})})
    pupils = figures.count(3, "x", (Evidence("PH07", "SGDDT", FIRST_HALF, 1, "ab", 3, None),))
    assert few.cell(pupils, ("PH07",)).text == "*"
    none = mask_for(plan, {"SGDDT": Sent({"PH07": 3, "PH07a": 0})})
    assert none.cell(pupils, ("PH07",)).text == "3"


def test_the_total_of_a_single_unit_is_that_units_figure(plan: Plan) -> None:
    sent = {"CAT": Sent({"CA10": 2, "CA04": 3}), "SLDTBXH": Sent({"TB_MB": 3, "HT_MB": 2})}
    view = view_of(plan, assessment_of(plan, sent))
    assert _total(view, "CA10") == "*"
    trafficked = [row for row in view.targets[0].rows if row.line == "trafficked"]
    assert [str(row.result) for row in trafficked] == ["*/*; *"]
    pair = next(one for one in view.cross_checks if one.code == "trafficked")
    assert (pair.left.text, pair.right.text, pair.difference.text) == ("*", "*", "*")
    whole = next(row for row in view.targets[0].rows if row.code == "1.2" and not row.line)
    assert (whole.numerator.value, whole.denominator.value) == (2, 3)


def test_a_total_over_units_stays_inside_the_administration(plan: Plan) -> None:
    sent = {"180": Sent({"TK05": 2}), "181": Sent({"TK05": 1})}
    assert _total(view_of(plan, assessment_of(plan, sent)), "TK05") == "3"
    assert _total(view_of(plan, assessment_of(plan, sent), public=True), "TK05") == "*"


def _total(view: ReportView, code: str) -> str:
    rows = (row for group in view.activities for row in group.rows)
    return next(row.total.text for row in rows if row.code == code)


def test_last_years_column_is_starred_by_what_last_year_hid(plan: Plan) -> None:
    last = FIRST_HALF.same_period_last_year
    few, many = Sent({"NC_CK": 3, "HOC_NC": 3}), Sent({"NC_CK": 9, "HOC_NC": 9})
    before = assessment_of(plan, {"178": few, "180": many}, last)
    now = assessment_of(plan, {"178": Sent({"NC_CK": 20, "HOC_NC": 19})})
    for public, previous in ((False, "100%"), (True, "*")):
        view = view_of(plan, now, before=before, public=public)
        row = next(one for one in view.targets[0].rows if one.code == "1.3")
        assert (row.ratio.text, row.previous.text) == ("95,00%", previous)
        assert (row.change.text == "*") is public
        said = next(text.text for text in view.targets[0].paragraphs if "19/20" in text.text)
        assert ("cùng kỳ năm trước" in said) is not public


def test_a_public_copy_does_not_say_whose_cases_are_in_doubt(plan: Plan) -> None:
    doubtful = Observation("CL_MOI", State.VALUE, 2, None, quarantined=True, breach=True)
    facts = {"label": "CL_MOI", "how": "Ghi số."}
    finding = Finding("LS206", Severity.ERROR, "178", FIRST_HALF, key="CL_MOI", facts=facts)
    told = assessment_of(plan, {"178": Sent({"CL_MOI": doubtful}, findings=(finding,))})
    town = "UBND thành phố Lạng Sơn"
    for public in (False, True):
        view = view_of(plan, told, public=public)
        said = [*view.targets[0].paragraphs[:1], *view.causes, *view.proposals[2].paragraphs]
        assert any(town in str(text) for text in said) is not public
        table = next(one for one in view.indicators if one.code == "1.1")
        row = next(one for one in table.rows if one.code == "178")
        shown = (row.cells[0].numerator.text, row.note)
        assert shown == ("*", "" if public else "đang đề nghị đơn vị kiểm tra lại")
        returned = next(one for one in view.returns.rows if one.code == "178")
        assert returned.errors == (0 if public else 1)


def test_a_sum_does_not_give_away_the_starred_figure_of_its_only_owner(plan: Plan) -> None:
    # TK05 is told as a total of its own: what the police add to it could be worked out.
    shown = {}
    for rescued in (0, 3, 7):
        view = view_of(plan, assessment_of(plan, {"CAT": Sent({"CA10": rescued})}))
        pair = next(one for one in view.cross_checks if one.code == "detected")
        shown[rescued] = str(pair.left)
    assert shown == {0: "0", 3: "*", 7: "7"}


def test_a_public_copy_does_not_quote_the_document_a_unit_was_typed_from(plan: Plan) -> None:
    told = assessment_of(plan, {"178": Sent(cover=Cover(on_behalf_from="Báo cáo 12/BC"))})
    known = told.periods[FIRST_HALF]
    paper = replace(known.returns["178"].submission, form_version=PAPER_VERSION)
    returns = {**known.returns, "178": replace(known.returns["178"], submission=paper)}
    typed = replace(told, periods={FIRST_HALF: replace(known, returns=returns)})
    notes = {
        public: [row.note for row in view_of(plan, typed, public=public).returns.rows if row.note]
        for public in (False, True)
    }
    assert notes == {
        False: ["số liệu nhập từ báo cáo giấy: Báo cáo 12/BC"],
        True: ["số liệu nhập từ báo cáo giấy"],
    }
