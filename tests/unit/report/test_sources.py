"""The sources: behind every figure of a unit stand the cells it was taken from."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

import pytest

from lsreport.indicators.outcome import Evidence
from lsreport.indicators.plan import Plan
from lsreport.report.annex_types import SourceRow
from lsreport.report.figures import Figure
from lsreport.report.view_types import ReportView
from support.report import Sent, assessment_of, view_of


@pytest.fixture(scope="module")
def view(plan: Plan) -> ReportView:
    sent = {"186": None, "178": Sent({"CL_MOI": 3, "CL_CK": 3, "KP01": 12_500})}
    return view_of(plan, assessment_of(plan, sent))


def row_of(view: ReportView, key: str, unit: str = "178") -> SourceRow:
    (row,) = (one for one in view.sources if (one.key, one.unit) == (key, unit))
    return row


def printed(view: ReportView) -> Iterator[tuple[str, Figure]]:
    """Yield the figures by unit that the workbook prints, with the code it prints them under."""
    for table in view.indicators:
        for unit in table.rows:
            for cell in unit.cells:
                yield from ((table.code, one) for one in (cell.numerator, cell.denominator))
    for group in (view.direction, *view.activities, view.funding):
        for activity in group.rows:
            yield from ((activity.code, figure) for _unit, figure in activity.by_unit)


def test_every_cell_behind_a_figure_is_a_row_that_names_it(view: ReportView) -> None:
    used: dict[tuple[str, str, str], set[str]] = defaultdict(set)
    for row in view.sources:
        used[row.unit, row.period, row.key] |= set(row.figures)
    looked_at = 0
    for code, figure in printed(view):
        for cell in figure.evidence:
            assert code in used[_place(cell)], (code, cell)
            looked_at += 1
    assert looked_at > 2000


def _place(cell: Evidence) -> tuple[str, str, str]:
    return cell.unit, cell.period.id, cell.key


def test_each_cell_stands_once_and_by_unit(view: ReportView) -> None:
    cells = [(row.unit, row.period, row.key) for row in view.sources]
    assert len(set(cells)) == len(cells)
    units = list(dict.fromkeys(row.unit for row in view.sources))
    assert sorted(units) == sorted({row.unit for row in view.sources})
    assert "186" not in units


def test_a_row_leads_to_file_sheet_cell_revision_and_hash(view: ReportView) -> None:
    row = row_of(view, "NL18.reached")
    assert row.figures == ("2.1b",)
    assert (row.unit_name, row.period, row.value.text) == (
        "UBND thành phố Lạng Sơn",
        "2024-H1",
        "85",
    )
    assert (row.file, row.sheet, row.revision) == ("form.xlsx", "A", 1)
    assert row.cell.startswith("E")
    assert row.sha256 == f"{'178':0>64}"


def test_a_cell_of_several_figures_names_them_all(view: ReportView) -> None:
    assert row_of(view, "HTX.total").figures == ("2.3", "3.2b")


def test_activities_and_money_have_their_cells_too(view: ReportView) -> None:
    assert (row_of(view, "TT01").figures, row_of(view, "TT01").value.text) == (("TT01",), "4")
    assert row_of(view, "KP01").value.text == "12,5"


def test_few_cases_are_masked_here_as_everywhere(view: ReportView) -> None:
    assert row_of(view, "CL_MOI").value.text == "*"
    assert row_of(view, "CL_MOI", "180").value.text == "0"


def test_a_public_copy_names_no_cell(plan: Plan) -> None:
    assert view_of(plan, assessment_of(plan, {}), public=True).sources == ()
