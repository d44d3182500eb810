"""The charts of a report: what they show, what they leave as a gap, and what they say of it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from fractions import Fraction

import pytest

from lsreport.domain.period import Period
from lsreport.domain.submission import ReferenceFigure
from lsreport.indicators.compute import compute
from lsreport.indicators.plan import Plan
from lsreport.report.charted import Chart, Series, ranged
from lsreport.report.figures import Figure, count, masked, share, symbol
from lsreport.report.view import build_view
from lsreport.report.view_types import ReportView
from support.report import FIRST_HALF, OFFICE, Sent, assessment_of, view_of

LAST_YEAR = Period(2023, annual=False)
CHILDREN, ADULTS = "Truyền thông: trẻ em", "Truyền thông: cha mẹ, người dân"
PUPILS = "Trẻ em được học văn hóa, học nghề"


def of(view: ReportView, code: str) -> Chart:
    return next(chart for chart in view.charts if chart.code == code)


def bars(chart: Chart, label: str) -> dict[str, str]:
    """Return what each series shows for a category."""
    place = chart.categories.index(label)
    return {series.name: series.values[place].text for series in chart.series}


@pytest.fixture(scope="module")
def view(plan: Plan) -> ReportView:
    """Hữu Lũng (186) is silent; the reference table has its 100 children, not its adults."""
    listed = ReferenceFigure("186", "TE615", 100, date(2024, 1, 1), "Cục Thống kê", 2)
    sent = {
        "178": Sent({"NC_CK": 3, "HOC_NC": 3, "NL18.reached": 41}),
        "180": Sent({"NC_CK": 10, "HOC_NC": 8}),
        "186": None,
    }
    before = assessment_of(plan, {"178": Sent({"NL18.reached": 30})}, LAST_YEAR)
    return view_of(plan, assessment_of(plan, sent, reference=(listed,)), before=before)


def test_coverage_draws_each_ratio_with_its_level_and_range(view: ReportView) -> None:
    chart = of(view, "coverage")
    ratio, level = chart.series
    place = chart.categories.index(CHILDREN)
    # 85 of 100 in ten districts and the department; 100 children of Hữu Lũng are not known.
    assert ratio.values[place].value == Fraction(935, 1100)
    assert ratio.below[place].value == Fraction(935, 1100) - Fraction(935, 1200)
    assert ratio.above[place].value == Fraction(1035, 1200) - Fraction(935, 1100)
    assert level.values[place].text == "80%"
    assert (chart.shares, chart.level, chart.bars) == (True, level, (ratio,))


def test_coverage_names_what_it_cannot_show(view: ReportView) -> None:
    left_out, open_ended = (note.text for note in of(view, "coverage").notes)
    assert left_out == (
        "Không có thanh vì không có tỷ lệ hoặc không công bố: Hỗ trợ, quản lý trẻ em được thông "
        "báo."
    )
    assert open_ended.startswith("Còn đơn vị chưa có số liệu nhưng chưa đủ cơ sở tính cận dưới")
    assert ADULTS in open_ended
    assert CHILDREN not in open_ended


def test_reached_counts_every_local_unit_once(view: ReportView) -> None:
    chart = of(view, "reached")
    assert chart.title == "Số huyện, thành phố đã đạt mức chỉ tiêu, 6 tháng đầu năm 2024"
    assert bars(chart, ADULTS) == {
        "Đã đạt": "9", "Chưa đạt": "1", "Chưa có số liệu": "1", "Không có đối tượng": "0",
    }  # fmt: skip
    for place, label in enumerate(chart.categories):
        values = [series.values[place].value for series in chart.series]
        if label != PUPILS:
            assert sum(value for value in values if isinstance(value, int)) == 11, label
    assert (chart.stacked, chart.shares, chart.level) == (True, False, None)


def test_a_level_with_one_masked_unit_has_no_bar_at_all(view: ReportView) -> None:
    chart = of(view, "reached")
    assert set(bars(chart, PUPILS).values()) == {"*"}
    assert [note.text for note in chart.notes] == [
        "Không công bố do số trường hợp nhỏ: Trẻ em được học văn hóa, học nghề."
    ]


def test_the_trend_runs_from_the_oldest_to_the_newest_and_darkest(view: ReportView) -> None:
    chart = of(view, "trend")
    assert chart.title == "Tỷ lệ thực hiện qua các kỳ, 6 tháng đầu các năm 2023 - 2024"
    looks = [(series.name, series.look) for series in chart.series]
    assert looks == [
        ("6 tháng đầu năm 2023", "grey"),
        ("6 tháng đầu năm 2024", "dark"),
        ("Mức chỉ tiêu", "level"),
    ]
    # 30 of 100 adults in the town, 85 in ten districts; then 41, and nobody known in Hữu Lũng.
    assert bars(chart, ADULTS) == {
        "6 tháng đầu năm 2023": "80,00%", "6 tháng đầu năm 2024": "80,60%", "Mức chỉ tiêu": "80%",
    }  # fmt: skip
    # Nobody was at risk in 2023: no ratio, no bar.
    assert bars(chart, PUPILS)["6 tháng đầu năm 2023"] == "#"


def test_a_year_nothing_is_known_of_stays_a_gap(plan: Plan) -> None:
    old, now = Period(2022, annual=False), FIRST_HALF
    assessment = assessment_of(plan, {})
    past = {old: compute(plan, assessment_of(plan, {}, old), old)}
    view = build_view(plan, assessment, now, compute(plan, assessment, now), OFFICE, past=past)
    chart = of(view, "trend")
    assert [series.name for series in chart.bars] == [
        "6 tháng đầu năm 2022", "6 tháng đầu năm 2023", "6 tháng đầu năm 2024",
    ]  # fmt: skip
    assert {figure.text for figure in chart.bars[1].values} == {"…"}
    assert chart.notes[0].text == "Chưa có số liệu: 6 tháng đầu năm 2023."


def test_at_most_five_periods_are_told_apart(plan: Plan) -> None:
    year = Period(2030, annual=True)
    assessment = assessment_of(plan, {}, year)
    outcomes = compute(plan, assessment, year)
    assert not [one for one in outcomes if one.kind != "count_is_zero" and one.target]
    past = {Period(one, annual=True): outcomes for one in range(2021, 2024)}
    now = Period(2024, annual=True)
    known = assessment_of(plan, {}, now)
    past |= {Period(one, annual=True): compute(plan, known, now) for one in range(2015, 2024)}
    view = build_view(plan, known, now, compute(plan, known, now), OFFICE, past=past)
    names = [series.name for series in of(view, "trend").bars]
    assert names == ["năm 2020", "năm 2021", "năm 2022", "năm 2023", "năm 2024"]
    assert len({series.look for series in of(view, "trend").bars}) == 5


def test_without_an_earlier_period_there_is_no_trend(plan: Plan) -> None:
    view = view_of(plan, assessment_of(plan, {}))
    assert [chart.code for chart in view.charts] == ["coverage", "reached"]


def test_after_the_levels_have_ended_there_is_no_chart(plan: Plan) -> None:
    half = Period(2026, annual=False)
    view = view_of(plan, assessment_of(plan, {}, half), half)
    assert (view.charts, view.reach) == ((), None)


def test_a_public_copy_draws_no_bar_of_what_it_hides_in_any_period(plan: Plan) -> None:
    then = assessment_of(plan, {"178": Sent({"NC_CK": 3, "HOC_NC": 3})}, LAST_YEAR)
    now = assessment_of(plan, {"180": Sent({"NC_CK": 10, "HOC_NC": 8})})
    inside = of(view_of(plan, now, before=then), "trend")
    assert bars(inside, PUPILS)["6 tháng đầu năm 2024"] == "80,00%"
    public = view_of(plan, now, before=then, public=True)
    assert bars(of(public, "trend"), PUPILS)["6 tháng đầu năm 2023"] == "*"
    both = {"180": Sent({"NC_CK": 10, "HOC_NC": 8}), "178": Sent({"NC_CK": 3, "HOC_NC": 3})}
    hidden = view_of(plan, assessment_of(plan, both), before=then, public=True)
    assert PUPILS not in of(hidden, "trend").categories
    assert PUPILS not in of(hidden, "coverage").categories


def test_a_range_needs_both_its_ends() -> None:
    ratio, low = share(Fraction(4, 5), "r ratio"), share(Fraction(3, 4), "r low")
    unknown = symbol("…", "r high")
    series = ranged("r", (ratio, masked(ratio)), (low, low), (unknown, unknown))
    assert [one.text for one in series.below] == ["5,00%", "…"]
    assert [one.text for one in series.above] == ["…", "…"]
    assert series.below[0].of == "r ratio below"


def test_a_chart_lists_every_figure_it_draws() -> None:
    figures: tuple[Figure, ...] = tuple(count(value, "n") for value in (1, 2, 3))
    one, two, three = figures
    series = Series("a", (one,), "dark", (two,), (three,))
    chart = Chart("c", "t", "a", "c", "v", ("x",), (series,))
    assert list(chart.figures) == [one, two, three]
    assert not replace(chart, series=()).shares
