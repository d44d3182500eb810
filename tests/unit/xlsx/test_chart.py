"""The chart of coverage: its numbers are those of the table, and it reads without colour."""

from __future__ import annotations

import xml.etree.ElementTree as ET
from dataclasses import replace
from fractions import Fraction
from pathlib import Path

import pytest
from openpyxl import load_workbook
from openpyxl.utils import range_boundaries

from lsreport.indicators.plan import Plan
from lsreport.report.chart import ALT_TEXT, chart_entries
from lsreport.report.docx import PACKAGED
from lsreport.report.figures import Register, masked
from lsreport.report.view_types import ReportView
from lsreport.report.xlsx import render_workbook
from support.report import Sent, assessment_of, view_of
from support.xlsx import NINETY, opened, parts, small_view

C = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"


@pytest.fixture(scope="module")
def view(plan: Plan) -> ReportView:
    sent = {"178": Sent({"NL18.reached": 41}), "186": None}
    return view_of(plan, assessment_of(plan, sent))


@pytest.fixture(scope="module")
def content(view: ReportView) -> bytes:
    return render_workbook(view, Register())


@pytest.fixture(scope="module")
def chart(content: bytes) -> ET.Element:
    return ET.fromstring(parts(content)["xl/charts/chart1.xml"])  # noqa: S314 - our own file


def cached(reference: ET.Element) -> dict[int, str]:
    """Return the values kept beside a reference, by position."""
    return {int(one.attrib["idx"]): one.findtext(f"{C}v", "") for one in reference.iter(f"{C}pt")}


def of_cells(content: bytes, reference: ET.Element) -> dict[int, object]:
    """Return what the cells of a reference hold, by position."""
    sheet, cells = reference.findtext(f"{C}f", "").replace("$", "").rsplit("!", 1)
    left, top, _right, bottom = range_boundaries(cells)
    assert isinstance(left, int)
    assert isinstance(top, int)
    assert isinstance(bottom, int)
    worksheet = opened(content)[sheet.strip("'")]
    return {row - top: worksheet.cell(row, left).value for row in range(top, bottom + 1)}


def test_every_number_of_the_chart_is_in_the_table(content: bytes, chart: ET.Element) -> None:
    references = [*chart.iter(f"{C}numRef"), *chart.iter(f"{C}strRef")]
    assert len(references) == 6
    for reference in references:
        cells = of_cells(content, reference)
        drawn = cached(reference)
        assert int(next(reference.iter(f"{C}ptCount")).attrib["val"]) == len(cells)
        if reference.tag == f"{C}numRef":
            known = {at: value for at, value in cells.items() if not isinstance(value, str)}
            assert {at: float(text) for at, text in drawn.items()} == pytest.approx(known)
        else:
            assert drawn == cells


def test_it_draws_what_a_level_judges(view: ReportView) -> None:
    drawn = [(entry.label, entry.ratio.text, entry.level.text) for entry in chart_entries(view)]
    assert drawn[:4] == [
        ("2.1a Cơ sở giáo dục", "92,00%", "90%"),
        ("2.1a Cơ sở nuôi dưỡng trẻ em", "92,00%", "90%"),
        ("2.1b", "80,60%", "80%"),
        ("2.2", "85,00%", "80%"),
    ]
    assert not {"1.1", "1.2", "1.3", "2.1a", "2.3", "O1"} & {label for label, _r, _l in drawn}


def test_the_range_runs_from_low_to_high(plan: Plan) -> None:
    (entry,) = chart_entries(small_view(plan))
    assert entry.below.value == Fraction("0.8996") - Fraction("0.84078")
    assert entry.above.value == Fraction("0.90801") - Fraction("0.8996")


def test_without_bounds_no_range_is_drawn(plan: Plan) -> None:
    view = small_view(plan)
    (group,) = view.targets
    row = replace(group.rows[2], low=masked(group.rows[2].low))
    (entry,) = chart_entries(replace(view, targets=(replace(group, rows=(row,)),)))
    assert (entry.below.text, entry.below.value) == ("…", None)


def test_a_masked_ratio_is_not_drawn(plan: Plan) -> None:
    view = small_view(plan)
    (group,) = view.targets
    row = replace(group.rows[2], ratio=masked(group.rows[2].ratio))
    assert chart_entries(replace(view, targets=(replace(group, rows=(row,)),))) == ()


def test_it_reads_in_black_and_white_from_nought_to_all(chart: ET.Element) -> None:
    colours = {one.attrib["val"] for one in chart.iter(f"{A}srgbClr")}
    assert colours == {"BFBFBF", "000000"}
    scaling = next(chart.iter(f"{C}valAx")).find(f"{C}scaling")
    assert scaling is not None
    ends = [scaling.find(f"{C}{end}") for end in ("min", "max")]
    assert [float(one.attrib["val"]) for one in ends if one is not None] == [0, 1]
    assert [one.attrib["val"] for one in chart.iter(f"{C}delete")] == ["0", "0"]
    assert {one.attrib["val"] for one in chart.iter(f"{C}overlay")} == {"0"}
    texts = [one.text for one in chart.iter(f"{A}t")]
    assert texts == ["Tỷ lệ thực hiện so với mức chỉ tiêu của Kế hoạch", "Mục tiêu", "Tỷ lệ (%)"]


def test_it_is_described_for_those_who_do_not_see_it(content: bytes) -> None:
    drawing = ET.fromstring(parts(content)["xl/drawings/drawing1.xml"])  # noqa: S314 - our own file
    (frame,) = [one for one in drawing.iter() if one.tag.endswith("cNvPr")]
    assert frame.attrib["descr"] == ALT_TEXT
    assert frame.attrib["name"] == "Biểu đồ tỷ lệ thực hiện"


def test_it_stands_below_its_table(content: bytes) -> None:
    sheet = opened(content)["1a Biểu đồ"]
    (drawn,) = sheet._charts
    assert drawn.anchor._from.row == sheet.max_row + 1


def test_it_follows_columns_an_office_moved_and_leaves_when_they_are_gone(
    tmp_path: Path, plan: Plan
) -> None:
    template = load_workbook(PACKAGED / "report.xlsx")
    sheet = template["1a Biểu đồ"]
    sheet["C8"], sheet["H8"] = sheet["H8"].value, sheet["C8"].value
    template.save(tmp_path / "report.xlsx")
    moved = parts(render_workbook(small_view(plan), Register(), tmp_path))
    assert b"$H$4:$H$4" in moved["xl/charts/chart1.xml"]
    sheet["H8"] = "{{ one.goal }}"
    template.save(tmp_path / "report.xlsx")
    bare = parts(render_workbook(small_view(plan), Register(), tmp_path))
    assert "xl/charts/chart1.xml" not in bare


def test_the_level_of_the_plan_stays_exact(plan: Plan) -> None:
    (entry,) = chart_entries(small_view(plan))
    assert entry.level.value == NINETY.level == Fraction(9, 10)
