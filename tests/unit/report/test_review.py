"""The review of several years against literals worked out by hand.

In 2022 nobody reports. In 2023 and 2024 each of 29 units sends ordinary figures, unless said
otherwise: 92 of 100 covered, 85 of 100 reached, no cases, 4 of every activity.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import fields, is_dataclass
from datetime import date
from typing import Any

import msgspec
import pytest

from lsreport.domain.assessment import Assessment
from lsreport.domain.period import Period, Span
from lsreport.indicators.compute import compute
from lsreport.indicators.plan import Plan
from lsreport.report.figures import Figure
from lsreport.report.review import build_review
from lsreport.report.review_types import ReviewView, TrendRow, YearlyRow
from lsreport.report.review_variables import review_variables
from lsreport.report.texts import REVIEW_SECTIONS, Texts, parse_texts
from lsreport.report.view_types import Edition
from support.published import Ledger, Printed, worked_out
from support.report import OFFICE, Sent, assessment_of

DISTRICTS = ("178", "180", "181", "182", "183", "184", "185", "186", "187", "188", "189")
pytestmark = pytest.mark.no_cover

SPAN = Span(2022, 2024)
HALF = Period(2024, annual=False)
EARLY, LATE = Period(2023, annual=True), Period(2024, annual=True)
Returns = Mapping[str, Sent | None]


@pytest.fixture(scope="module")
def plain(plan: Plan) -> ReviewView:
    """The review of ordinary figures."""
    return review(plan)


def all_years(plan: Plan, early: Returns, late: Returns) -> Assessment:
    """Return 2023 and 2024 with the first half of 2024, which no year may be made of."""
    known = [assessment_of(plan, {}, HALF)]
    known += [assessment_of(plan, early, EARLY), assessment_of(plan, late, LATE)]
    return Assessment({key: one for each in known for key, one in each.periods.items()})


def review(
    plan: Plan,
    early: Returns | None = None,
    late: Returns | None = None,
    *,
    span: Span = SPAN,
    texts: Texts | None = None,
    edition: Edition | None = None,
) -> ReviewView:
    assessment = all_years(plan, early or {}, late or {})
    return build_review(
        plan,
        assessment,
        span,
        {year: compute(plan, assessment, year) for year in span},
        OFFICE,
        texts=texts,
        edition=edition or Edition(),
    )


def everywhere(**figures: int) -> Returns:
    """Return returns in which every district gives these figures, dots written as `__`."""
    given = {key.replace("__", "."): value for key, value in figures.items()}
    return {code: Sent(given) for code in DISTRICTS}


def trend(view: ReviewView, code: str, line: str | None = None) -> TrendRow:
    (row,) = (one for one in view.rows if (one.code, one.line) == (code, line))
    return row


def activity(view: ReviewView, code: str) -> YearlyRow:
    groups = (view.direction, *view.activities, view.funding)
    (row,) = (one for group in groups for one in group.rows if one.code == code)
    return row


def paragraph(view: ReviewView, start: str) -> str:
    said = (text for group in view.targets for point in group.points for text in point.paragraphs)
    (found,) = (text.text for text in said if text.text.startswith(start))
    return found


def every_figure(piece: Any) -> Iterator[Figure]:
    if isinstance(piece, Figure):
        yield piece
    elif isinstance(piece, tuple | list):
        for one in piece:
            yield from every_figure(one)
    elif is_dataclass(piece):
        for field in fields(piece):
            yield from every_figure(getattr(piece, field.name))


def test_a_level_is_reached_after_a_gap(plan: Plan) -> None:
    # 2023: 11 districts reached 60 of 100, education 85 of 100: 745/1200. 2024: 1020/1200.
    view = review(plan, everywhere(TE615__reached=60))
    row = trend(view, "2.2")
    assert [str(one) for one in row.cells] == ["…", "62,08%", "85,00%"]
    assert row.verdicts == ("…", "Chưa đạt", "Đạt")
    assert [str(one) for one in row.details] == [
        "…; 0/12 đơn vị",
        "745/1.200; 62,08%; 12/12 đơn vị; Chưa đạt",
        "1.020/1.200; 85,00%; 12/12 đơn vị; Đạt",
    ]
    assert (row.first_met, row.since, str(row.gap)) == ("Năm 2024", "-", "0")
    assert paragraph(view, "Trẻ em được cung cấp thông tin") == (
        "Trẻ em được cung cấp thông tin, kiến thức về phòng ngừa, giảm thiểu lao động trẻ em "
        "(II.2.b-2): kết quả qua các năm: năm 2023: 62,08%; năm 2024: 85,00%; năm 2022: chưa có "
        "số liệu. Riêng năm 2024: 1.020/1.200 trẻ em, tỷ lệ 85,00%. Đã đạt mức mục tiêu năm 2025 "
        "(80%), vượt 5,00 điểm %; 11/11 huyện, thành phố đã đạt. Năm 2024 tăng 22,92 điểm % so với "
        "năm 2023. Lần đầu ghi nhận đạt: năm 2024."
    )


def test_a_level_that_was_not_kept(plan: Plan) -> None:
    # Schools in 2024: 11 x 89 + 92 of education, of 1200: 1071, 9 short of 90 %.
    view = review(plan, late=everywhere(GV__covered=89))
    row = trend(view, "2.1a", "schools")
    assert [str(one) for one in row.cells] == ["…", "92,00%", "89,25%"]
    assert (row.first_met, row.since, str(row.gap)) == ("Năm 2023", "Không đạt năm 2024", "9")
    assert view.shortcomings[-2].text == (
        "Đã đạt nhưng có năm không giữ được: cán bộ, giáo viên trong các cơ sở giáo dục, cơ sở "
        "nuôi dưỡng trẻ em được cung cấp thông tin, kiến thức (II.2.b-1) (đạt năm 2023; không đạt "
        "năm 2024)."
    )


def test_cases_found_and_then_none(plan: Plan) -> None:
    view = review(plan, {"178": Sent({"CL_MOI": 7, "CL_CK": 7})})
    row = trend(view, "1.1")
    assert [str(one) for one in row.cells] == ["…", "7", "0"]
    assert row.verdicts == ("…", "Chưa đạt", "Đạt")
    text = paragraph(view, "Trẻ em và người chưa thành niên")
    assert (
        "số trường hợp ghi nhận qua các năm: năm 2023: 07 trường hợp; năm 2024: chưa phát hiện; "
        "năm 2022: chưa có số liệu." in text
    )
    assert text.endswith("Lần đầu ghi nhận đạt: năm 2024.")


def test_zero_of_those_who_reviewed_is_no_zero_of_all(plan: Plan) -> None:
    view = review(plan, {"178": None})
    assert "năm 2023: chưa phát hiện tại 10/11 huyện, thành phố có số liệu" in paragraph(
        view, "Trẻ em và người chưa thành niên"
    )
    assert trend(view, "1.1").verdicts == ("…", "Chưa đủ cơ sở", "Đạt")


def test_flows_add_years_and_no_half(plan: Plan) -> None:
    # TT01 is asked of 25 units: 25 x 4 in 2023, 25 x 6 in 2024; the first half is in its year.
    view = review(plan, late={unit: Sent({"TT01": 6}) for unit in _asked(plan, "TT01")})
    row = activity(view, "TT01")
    assert [str(one) for one in row.years] == ["…", "100", "150"]
    assert (str(row.total), str(row.known)) == ("250", "02/03")


def test_what_stands_at_the_end_of_a_year_is_not_added(plain: ReviewView) -> None:
    row = activity(plain, "PH01")
    assert [str(one) for one in row.years] == ["…", "76", "76"]
    assert str(row.total) == "x"


def test_money_adds_up_exactly(plain: ReviewView) -> None:
    # 29 units, 12.500 thousand đồng each, in two years.
    row = activity(plain, "KP01")
    assert [str(one) for one in row.years] == ["…", "362,5", "362,5"]
    assert (str(row.total), row.total.value) == ("725", 725_000)


def _asked(plan: Plan, code: str) -> list[str]:
    day = all_years(plan, {}, {}).periods[LATE].window[1]
    units = plan.units_on(day)
    return [one.code for one in units if code in {each.code for each in plan.elements_of(one, day)}]


def test_gaps_of_the_series_are_named(plan: Plan) -> None:
    view = review(plan, {"STC": None, "HND": None})
    assert [text.text for text in view.situation[1:3]] == [
        (
            "Chuỗi số liệu còn khoảng trống: chưa có báo cáo nào của năm 2022; những năm này không "
            "kết luận."
        ),
        "Số báo cáo năm còn thiếu: năm 2023: 02/29 đơn vị.",
    ]
    assert [(one.period.id, one.note, one.missing) for one in view.years[1:]] == [
        ("2023", "Số liệu nhập từ báo cáo giấy", "Sở Tài chính, Hội Nông dân tỉnh"),
        ("2024", "", ""),
    ]
    assert view.years[0].note == "Báo cáo giấy chưa được nhập"
    assert [text.text for text in view.task_remarks] == [
        "Số liệu hoạt động và kinh phí năm 2023 chưa gồm Sở Tài chính, Hội Nông dân tỉnh."
    ]


def test_a_first_half_stands_in_for_no_year(plan: Plan) -> None:
    assessment = assessment_of(plan, {}, HALF)
    span = Span(2024, 2024)
    outcomes = {LATE: compute(plan, assessment, LATE)}
    view = build_review(plan, assessment, span, outcomes, OFFICE)
    (year,) = view.years
    assert (
        year.note
        == "Chưa nhận báo cáo năm; có số liệu 6 tháng đầu năm, không dùng thay số liệu năm"
    )
    assert str(trend(view, "2.2").cells[0]) == "…"
    assert view.direction.rows == ()


def test_tasks_by_clause(plan: Plan) -> None:
    view = review(plan, {"180": Sent(dict.fromkeys(("KH04", "KH03"), 0))})
    by_clause = {one.clause: one for one in view.tasks}
    assert list(by_clause) == [f"V.{number}" for number in range(1, 14)]
    assert [
        (one.year, str(one.who), [str(state) for state in one.states[:2]])
        for one in by_clause["V.13"].years
    ] == [
        ("2022", "11 huyện, thành phố", ["…", "…"]),
        ("2023", "11 huyện, thành phố", ["10/11", "11/11"]),
        ("2024", "11 huyện, thành phố", ["11/11", "11/11"]),
    ]
    (last,) = (one for one in by_clause["V.9"].years if one.year == "2024")
    assert (str(last.who), [str(one) for one in last.states]) == (
        "Sở Tài chính",
        ["Có", "x", "x", "x", "x", "x", "x", "Có"],
    )


def test_the_end_of_the_stage_is_told(plan: Plan) -> None:
    view = review(plan, span=Span(2021, 2025))
    whole = "Tổng kết thực hiện Kế hoạch số 187/KH-UBND giai đoạn 2021 - 2025"
    assert view.subject == whole
    assert view.next_tasks[0].text == (
        "Mức chỉ tiêu của giai đoạn có hiệu lực đến hết ngày 31/12/2025; sau đó Kế hoạch còn giao "
        "mức cho: trẻ em và người chưa thành niên từ 5 đến 17 tuổi lao động trái quy định của pháp "
        "luật (duy trì không để xảy ra). Các mục tiêu khác chưa giao chỉ tiêu cho đến khi có kế "
        "hoạch mới."
    )


def test_what_a_public_copy_hides_of_one_year_it_hides_of_all(plan: Plan) -> None:
    # Three children at risk in one district, in 2023 alone.
    few = {"178": Sent({"NC_CK": 3, "HOC_NC": 3})}
    inside = review(plan, few)
    assert [str(one) for one in trend(inside, "1.3").cells][1:] != ["*", "*"]
    view = review(plan, few, edition=Edition(public=True))
    row = trend(view, "1.3")
    assert [str(one) for one in row.cells[1:]] == ["*", "*"]
    assert row.verdicts[1:] == ("*", "*")
    assert (row.first_met, row.since, str(row.gap), str(row.result)) == ("*", "*", "*", "*")
    assert paragraph(view, "Trẻ em có nguy cơ, lao động trẻ em được tiếp cận").endswith(
        "(II.2.a-3): không công bố do số trường hợp nhỏ."
    )
    told = (one for one in every_figure(view) if one.of.startswith(("1.3 ", "NC_CK", "HOC_NC")))
    counted = ("used", "expected", "level")
    assert {one.value for one in told if one.of.split()[1] not in counted} == {None}
    # The count of the zero target always stays.
    assert [str(one) for one in trend(view, "1.1").cells[1:]] == ["0", "0"]


def test_counts_of_verdicts_leave_out_what_is_hidden(plan: Plan) -> None:
    few = {"178": Sent({"NC_CK": 3, "HOC_NC": 3})}
    view = review(plan, few, edition=Edition(public=True))
    chart = view.verdicts
    assert chart is not None
    shown = {one.name: [figure.value for figure in one.values] for one in chart.series}
    # Twelve indicators have a level; 1.3 is hidden.
    assert [sum(column) for column in zip(*shown.values(), strict=True)] == [11, 11, 11]
    assert [note.text for note in chart.notes] == [
        "Không gồm mục tiêu không công bố do số trường hợp nhỏ."
    ]


def test_ratios_are_drawn_against_their_level(plan: Plan) -> None:
    view = review(plan, everywhere(TE615__reached=60))
    (chart,) = (
        one.chart for one in view.targets if one.title == "Mục tiêu 2: truyền thông" and one.chart
    )
    place = chart.categories.index(trend(view, "2.2").label)
    assert [(one.name, str(one.values[place])) for one in chart.series] == [
        ("Năm 2022", "…"),
        ("Năm 2023", "62,08%"),
        ("Năm 2024", "85,00%"),
        ("Mức chỉ tiêu", "80%"),
    ]
    looks = [one.look for one in chart.series]
    assert len(set(looks)) == 4
    assert looks[-1] == "level"


def test_a_longer_span_goes_on_in_further_tables(plan: Plan) -> None:
    view = review(plan, span=Span(2021, 2026))
    # It sums up more than the stage, as one of a part of it does.
    assert view.subject == "Sơ kết thực hiện Kế hoạch số 187/KH-UBND giai đoạn 2021 - 2026"
    variables = review_variables(view, str, lambda chart: chart, "")
    assert [page.heads for page in variables.pages] == [
        ("2021", "2022", "2023", "2024", "2025"),
        ("2026",),
    ]
    assert [len(page.groups[0].rows[0].cells) for page in variables.pages] == [5, 1]
    (section,) = (one for one in variables.activities if one.clause == "III.1")
    assert [len(page.rows[0].years) for page in section.pages] == [5, 1]


def test_the_analyst_adds_lessons(plan: Plan) -> None:
    texts = parse_texts("## V.4 Bài học\n\nPhối hợp sớm với nhà trường.\n", "t", REVIEW_SECTIONS)
    assert [text.text for text in review(plan, texts=texts).lessons] == [
        "Phối hợp sớm với nhà trường."
    ]


def test_every_figure_says_its_year(plain: ReviewView) -> None:
    for row in plain.rows:
        for year, figure in zip(plain.heads, row.shown, strict=True):
            assert figure.of.endswith(f" {year}"), figure.of


# --- what a public review gives away ---------------------------------------------------------

FEW: Returns = {
    "178": Sent({"CL_DK": 5, "CL_MOI": 1, "CL_CK": 6, "HOC_CL": 6}),
    "180": Sent({"NC_CK": 3, "HOC_NC": 2, "TB_NC": 8, "CH_NC": 6, "HT_NC": 2}),
}
MANY: Returns = {"180": Sent({"NC_CK": 20, "HOC_NC": 15, "TB_NC": 9, "HT_NC": 9})}


def of_year(view: ReviewView, year: Period) -> list[Printed]:
    """Return the figures of one year of a review under the names its own report has for them."""
    end = f" {year.id}"
    return [
        Printed(
            one.of.removesuffix(end), one.text, None if isinstance(one.value, date) else one.value
        )
        for one in dict.fromkeys(every_figure(view))
        if one.of.endswith(end)
    ]


def recovered(plan: Plan, view: ReviewView, assessment: Assessment) -> dict[str, object]:
    found: dict[str, object] = {}
    for year in (EARLY, LATE):
        ledger = Ledger(plan, assessment, year)
        found |= worked_out(ledger, of_year(view, year), stars_are_few=False)
    return found


def test_no_small_cell_can_be_worked_out_from_a_public_review(plan: Plan) -> None:
    assessment = all_years(plan, FEW, MANY)
    view = review(plan, FEW, MANY, edition=Edition("ministry", public=True))
    assert [one.of for one in of_year(view, LATE) if one.text == "*"]
    # That there are no cases in a year the zero target itself says; it is nobody's number.
    assert {of for of, value in recovered(plan, view, assessment).items() if value} == set()


def test_the_attack_succeeds_where_nothing_is_hidden(plan: Plan) -> None:
    thresholds = msgspec.structs.replace(plan.thresholds, masked_below=1)
    open_ = msgspec.structs.replace(plan, thresholds=thresholds)
    alone: Returns = {"178": Sent({"NC_CK": 3, "HOC_NC": 2})}
    silent = dict.fromkeys(DISTRICTS[1:])
    view = review(open_, {**silent, **alone}, {**silent, **alone})
    found = recovered(plan, view, all_years(plan, {**silent, **alone}, {**silent, **alone}))
    assert found["NC_CK@178 2023"] == 3
