"""Annex I in the year the communes began: results by the area of the former districts."""

from __future__ import annotations

from lsreport.domain.assessment import Assessment
from lsreport.domain.period import Period
from lsreport.indicators.compute import compute
from lsreport.indicators.plan import Plan
from lsreport.report.annex_types import AreaRow
from lsreport.report.view import build_view
from lsreport.report.view_types import ReportView
from support.report import OFFICE, Sent, assessment_of

YEAR_2024, YEAR_2025 = Period.parse("2024"), Period.parse("2025")
DINH_LAP = ("06613", "06616", "06625", "06637")


def view_2025(plan: Plan, sent: dict[str, Sent | None]) -> ReportView:
    before = assessment_of(plan, {"189": Sent({"GV.covered": 70})}, YEAR_2024)
    now = assessment_of(plan, sent, YEAR_2025)
    both = Assessment({**before.periods, **now.periods})
    return build_view(
        plan,
        both,
        YEAR_2025,
        compute(plan, both, YEAR_2025),
        OFFICE,
        previous=compute(plan, both, YEAR_2024),
    )


def row_of(view: ReportView, title: str, name: str) -> tuple[str, ...]:
    (table,) = (one for one in view.areas if one.title.endswith(title))
    (row,) = (one for one in table.rows if name in one.name)
    return _texts(row)


def _texts(row: AreaRow) -> tuple[str, ...]:
    return tuple(map(str, (row.reported, row.previous, row.ratio, row.change)))


def test_cumulative_ratios_compare_by_area(plan: Plan) -> None:
    view = view_2025(plan, {code: Sent({"GV.covered": 95}) for code in DINH_LAP})
    # 4 × 95 of 4 × 100 now, 70 of 100 then; elsewhere 92 of 100 in both years.
    assert row_of(view, "Cơ sở giáo dục", "Đình Lập") == ("4/4", "70,00%", "95,00%", "+25,00")
    assert row_of(view, "Cơ sở giáo dục", "Bắc Sơn") == ("6/6", "92,00%", "92,00%", "0")
    assert row_of(view, "Cơ sở giáo dục", "TP Lạng Sơn, Cao Lộc, Văn Quan") == (
        "14/14",
        "92,00%",
        "92,00%",
        "0",
    )


def test_an_area_has_its_units_and_counts(plan: Plan) -> None:
    view = view_2025(plan, {"06613": None, "06616": Sent({"GV.covered": 95})})
    (table,) = (one for one in view.areas if (one.code, one.line) == ("2.1a", "Cơ sở giáo dục"))
    (row,) = (one for one in table.rows if "Đình Lập" in one.name)
    counts = (row.used, row.expected, row.numerator, row.denominator, row.ratio)
    # 06613 is silent; 95 of 100 and twice 92 of 100 are left.
    assert [figure.text for figure in counts] == ["3", "4", "279", "300", "93,00%"]
    assert {cell.unit for cell in row.numerator.evidence} == set(DINH_LAP) - {"06613"}


def test_an_area_nobody_reported_of_has_no_counts(plan: Plan) -> None:
    view = view_2025(plan, dict.fromkeys(DINH_LAP))
    (table,) = (one for one in view.areas if (one.code, one.line) == ("2.1a", "Cơ sở giáo dục"))
    (row,) = (one for one in table.rows if "Đình Lập" in one.name)
    counts = (row.used, row.numerator, row.denominator, row.ratio)
    assert [figure.text for figure in counts] == ["0", "…", "…", "…"]


def test_an_area_with_a_silent_commune_is_not_compared(plan: Plan) -> None:
    view = view_2025(plan, {"06613": None})
    assert row_of(view, "Cơ sở giáo dục", "Đình Lập") == ("3/4", "70,00%", "92,00%", "…")


def test_persons_reached_and_cases_are_not_compared_by_area(plan: Plan) -> None:
    lines = [one.title.rpartition(" - ")[2] for one in view_2025(plan, {}).areas]
    assert lines == [
        "Cơ sở giáo dục",
        "Doanh nghiệp",
        "Hợp tác xã",
        "Cấp xã",
        "Doanh nghiệp",
        "Hợp tác xã",
        "Hợp tác xã",
        "Cộng tác viên kiêm nhiệm làm công tác trẻ em được phổ biến Kế hoạch",
    ]


def test_a_year_with_the_same_units_has_no_such_table(plan: Plan) -> None:
    both = Assessment({**assessment_of(plan, {}, YEAR_2024).periods})
    view = build_view(plan, both, YEAR_2024, compute(plan, both, YEAR_2024), OFFICE)
    assert view.areas == ()


def test_a_line_whose_owners_have_ended_is_not_shown(plan: Plan) -> None:
    view = view_2025(plan, {})
    lines = [row.line for group in view.targets for row in group.rows if row.code == "3.1"]
    assert lines == [None, "province", "commune"]
    (table,) = (one for one in view.indicators if one.code == "3.1")
    assert table.columns == ("Cấp tỉnh", "Cấp xã", "Chung")


def test_reach_of_a_shared_year_shows_no_change(plan: Plan) -> None:
    view = view_2025(plan, {})
    (informed,) = (row for group in view.targets for row in group.rows if row.code == "2.1b")
    assert (str(informed.ratio), str(informed.previous), str(informed.change)) == (
        "85,00%",
        "85,00%",
        "…",
    )
