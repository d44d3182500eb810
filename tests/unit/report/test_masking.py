from __future__ import annotations

from lsreport.domain.observation import Observation, State
from lsreport.domain.period import Period
from lsreport.indicators.outcome import Evidence
from lsreport.indicators.plan import Plan
from lsreport.report import figures
from lsreport.report.masking import case_elements, internal_mask, public_mask
from support.report import FIRST_HALF, Sent, assessment_of


def test_cases_are_children_and_never_hamlets_or_classes(plan: Plan) -> None:
    cases = case_elements(plan)
    assert {"CL_DK", "CL_CK", "NC_CK", "HT_MB", "TK05", "CA04", "CA10", "PH07a"} <= cases
    assert not {"RS_THON", "RS_THON_T", "TK03", "TT01", "TE615", "PH07"} & cases


def test_one_to_four_are_masked_and_nought_and_five_are_not(plan: Plan) -> None:
    mask = internal_mask(plan)
    shown = [mask.cell(figures.count(n, "x"), ("CL_MOI",)).text for n in range(7)]
    assert shown == ["0", "*", "*", "*", "*", "5", "6"]
    assert mask.cell(figures.count(3, "x"), ("TT01", "NL01")).text == "3"


def test_a_breakdown_of_a_case_element_is_one_too(plan: Plan) -> None:
    mask = internal_mask(plan)
    assert mask.cell(figures.count(2, "x"), ("CL_MOI@5-11.male",)).text == "*"


def test_a_sum_with_few_cases_in_it_is_starred_for_the_other_parts_are_printed(plan: Plan) -> None:
    period = Period(2024, annual=False)
    few = Evidence("HOC_CL", "178", period, 1, "ab", 2, None)
    many = Evidence("HOC_NC", "178", period, 1, "ab", 9, None)
    shown = internal_mask(plan).cell(figures.count(11, "x", (few, many)), ("HOC_CL", "HOC_NC"))
    assert (shown.text, [cell.value for cell in shown.evidence]) == ("*", [None, None])
    nought = internal_mask(plan).cell(figures.count(0, "x", (few,)), ("CL_CK",))
    assert (nought.text, nought.evidence[0].value) == ("0", None)
    assert [cell.value for cell in internal_mask(plan).evidence((few, many))] == [None, 9]


def test_a_public_copy_hides_an_element_once_any_unit_has_few(plan: Plan) -> None:
    sent = {"178": Sent({"CL_MOI": 1, "CL_CK": 1, "NC_CK": 8, "HOC_NC": 7})}
    mask = public_mask(plan, assessment_of(plan, sent).periods[FIRST_HALF])
    assert mask.hidden == {"CL_MOI", "CL_CK"}
    assert mask.cell(figures.count(0, "x"), ("CL_MOI",)).text == "*"
    assert mask.cell(figures.count(8, "x"), ("NC_CK",)).text == "8"


def test_a_public_copy_hides_few_cases_that_are_in_doubt_too(plan: Plan) -> None:
    doubtful = Observation("CA10", State.VALUE, 2, None, quarantined=True)
    mask = public_mask(
        plan, assessment_of(plan, {"CAT": Sent({"CA10": doubtful})}).periods[FIRST_HALF]
    )
    assert mask.hidden == {"CA10"}
