"""A report says what things are called on the last day of its window."""

from __future__ import annotations

import pytest

from lsreport.domain.period import Period
from lsreport.indicators.plan import Plan
from lsreport.report.view_types import ReportView
from support.report import Sent, assessment_of, view_of

HALF, YEAR = Period.parse("2025-H1"), Period.parse("2025")


def view(plan: Plan, period: Period) -> ReportView:
    sent: dict[str, Sent | None] = {"SNV": Sent({"TK03": 7, "TK05": 2})}
    return view_of(plan, assessment_of(plan, sent, period), period)


@pytest.mark.parametrize(
    ("period", "title", "inspected", "planned"),
    [
        (
            HALF,
            "Thanh tra, kiểm tra, giám sát, xử lý vi phạm",
            "Cơ sở được thanh tra, kiểm tra",
            "Số xã, phường, thị trấn đã có kế hoạch",
        ),
        (
            YEAR,
            "Kiểm tra, giám sát, xử lý vi phạm",
            "Cơ sở được kiểm tra",
            "Số xã, phường đã có kế hoạch",
        ),
    ],
)
def test_activities(plan: Plan, period: Period, title: str, inspected: str, planned: str) -> None:
    made = view(plan, period)
    group = made.activities[4]
    assert group.title == title
    assert next(row.label for row in group.rows if row.code == "TK03") == inspected
    assert next(row.label for row in made.direction.rows if row.code == "KH04") == planned


@pytest.mark.parametrize(
    ("period", "name", "note"),
    [
        (
            HALF,
            "Trẻ em do thanh tra, kiểm tra, công an phát hiện",
            "Trẻ em được phát hiện phải được địa phương nơi cư trú xác minh.",
        ),
        (
            YEAR,
            "Trẻ em do kiểm tra, công an phát hiện",
            (
                "Trẻ em được phát hiện phải được địa phương nơi cư trú xác minh. Số năm 2025 gồm "
                "cả trẻ em do thanh tra phát hiện đến hết ngày 30/6/2025."
            ),
        ),
    ],
)
def test_figures_side_by_side(plan: Plan, period: Period, name: str, note: str) -> None:
    row = next(one for one in view(plan, period).cross_checks if one.code == "detected")
    assert (row.name, row.note) == (name, note)


def test_a_pair_names_only_what_forms_of_the_day_ask_for(plan: Plan) -> None:
    def labels(period: Period) -> str:
        checks = view(plan, period).cross_checks
        return next(one.right_label for one in checks if one.code == "officials")

    province = "Công chức, viên chức cấp tỉnh có nhiệm vụ liên quan được tập huấn"
    district = "Công chức, viên chức cấp huyện có nhiệm vụ liên quan được tập huấn"
    commune = "Cán bộ, công chức cấp xã có nhiệm vụ liên quan được tập huấn"
    assert labels(HALF) == f"{province}; {district}; {commune}"
    assert labels(YEAR) == f"{province}; {commune}"


@pytest.mark.parametrize(
    ("period", "who"),
    [(HALF, "Cơ quan thanh tra, kiểm tra, công an"), (YEAR, "Cơ quan kiểm tra, công an")],
)
def test_who_found_what_is_being_verified(plan: Plan, period: Period, who: str) -> None:
    said = str(view(plan, period).targets[0].paragraphs[0])
    assert said.endswith(f" {who} báo cáo có trường hợp, đang xác minh; chưa đủ cơ sở kết luận.")
