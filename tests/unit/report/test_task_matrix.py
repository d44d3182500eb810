"""Annex III on a page: unit by unit, and by area where the units are many."""

from __future__ import annotations

from lsreport.domain.period import Period
from lsreport.indicators.plan import Plan
from support.report import Sent, assessment_of, view_of

YEAR_2025 = Period(2025, annual=True)


def test_a_few_units_have_a_line_each(plan: Plan) -> None:
    view = view_of(plan, assessment_of(plan, {"186": None}))
    assert [line.states for line in view.task_matrix] == [row.states for row in view.tasks]
    assert len(view.task_matrix) == 29
    (sections,) = view.task_notes
    assert sections.text.startswith("Mục của Kế hoạch: I.2: Công tác chỉ đạo, triển khai; III.1: ")


def test_communes_are_counted_by_area(plan: Plan) -> None:
    # Đình Lập's four communes: one is silent, one declares that it raised nothing.
    nothing = {"HD01": 0}
    sent = {"06613": None, "06616": Sent(nothing)}
    view = view_of(plan, assessment_of(plan, sent, YEAR_2025), YEAR_2025)
    assert (len(view.tasks), len(view.task_matrix)) == (83, 27)
    last = view.task_matrix[-1]
    assert (last.clause, last.unit) == ("V.13", "UBND huyện Đình Lập (cũ)")
    assert [str(state) for state in last.states] == [
        "3/4 (1)", "3/4 (1)", "3/4 (1)", "3/4 (1)", "3/4 (1)", "3/4 (1)", "2/4 (1)", "3/4 (1)",
    ]  # fmt: skip
    assert {str(state) for state in view.task_matrix[-2].states} <= {"7/7", "x"}
    assert "trong ngoặc là số đơn vị chưa có số liệu" in view.task_notes[0].text
