"""The charts of a workbook: their numbers are those of the tables above, and need no colour."""

from __future__ import annotations

import xml.etree.ElementTree as ET
from dataclasses import replace
from fractions import Fraction
from pathlib import Path

import pytest
from openpyxl import load_workbook
from openpyxl.chart import LineChart, Reference
from openpyxl.utils import range_boundaries

from lsreport.domain.period import Period
from lsreport.indicators.plan import Plan
from lsreport.report.chart_tables import coverage_entries
from lsreport.report.docx import PACKAGED
from lsreport.report.figures import Register
from lsreport.report.view_types import ReportView
from lsreport.report.xlsx import render_workbook
from support.report import Sent, assessment_of, view_of
from support.xlsx import NINETY, opened, parts, small_view

C = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
SHEETS = ("1a Biểu đồ", "1c Đơn vị đạt mức", "1d Các kỳ")


@pytest.fixture(scope="module")
def view(plan: Plan) -> ReportView:
    """Hữu Lũng is silent, the town reached too few adults, and last year is known."""
    sent = {"178": Sent({"NL18.reached": 41}), "186": None}
    before = assessment_of(plan, {"178": None}, Period(2023, annual=False))
    return view_of(plan, assessment_of(plan, sent), before=before)


@pytest.fixture(scope="module")
def content(view: ReportView) -> bytes:
    return render_workbook(view, Register())


def chart_part(content: bytes, number: int) -> ET.Element:
    return ET.fromstring(parts(content)[f"xl/charts/chart{number}.xml"])  # noqa: S314 - our own


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


@pytest.mark.parametrize(("number", "references"), [(1, 6), (2, 8), (3, 10)])
def test_every_number_of_a_chart_is_in_the_table(
    content: bytes, number: int, references: int
) -> None:
    chart = chart_part(content, number)
    found = [*chart.iter(f"{C}numRef"), *chart.iter(f"{C}strRef")]
    assert len(found) == references
    for reference in found:
        cells = of_cells(content, reference)
        drawn = cached(reference)
        assert int(next(reference.iter(f"{C}ptCount")).attrib["val"]) == len(cells)
        if reference.tag == f"{C}numRef":
            known = {at: value for at, value in cells.items() if not isinstance(value, str)}
            assert {at: float(text) for at, text in drawn.items()} == pytest.approx(known)
        else:
            assert drawn == cells


def test_each_chart_stands_below_its_table(content: bytes) -> None:
    workbook = opened(content)
    drawn = {sheet.title: len(sheet._charts) for sheet in workbook if sheet._charts}
    assert drawn == dict.fromkeys(SHEETS, 1)
    for name in SHEETS:
        (frame,) = workbook[name]._charts
        assert frame.anchor._from.row == workbook[name].max_row + 1
    # A sheet that may take several pages begins a new one for its chart.
    breaks = [[one.id for one in workbook[name].row_breaks.brk] for name in SHEETS]
    assert breaks == [[], [], [workbook["1d Các kỳ"].max_row + 1]]


def test_charts_are_described_for_those_who_do_not_see_them(
    content: bytes, view: ReportView
) -> None:
    for number, chart in enumerate(view.charts, 1):
        drawing = ET.fromstring(parts(content)[f"xl/drawings/drawing{number}.xml"])  # noqa: S314
        (frame,) = [one for one in drawing.iter() if one.tag.endswith("cNvPr")]
        assert (frame.attrib["name"], frame.attrib["descr"]) == (chart.title, chart.alt_text)


def test_a_chart_of_the_offices_own_keeps_its_name(tmp_path: Path, plan: Plan) -> None:
    template = load_workbook(PACKAGED / "report.xlsx")
    own = LineChart()
    own.add_data(Reference(template["Bìa"], min_col=1, min_row=1))
    own.title = "Của cơ quan"
    template["Bìa"].add_chart(own, "A30")
    template.save(tmp_path / "report.xlsx")
    made = parts(render_workbook(small_view(plan), Register(), tmp_path))
    assert b'name="Chart 1"' in made["xl/drawings/drawing1.xml"]
    assert "Của cơ quan" in made["xl/charts/chart1.xml"].decode()
    titles = [made[f"xl/charts/chart{number}.xml"].decode() for number in (2, 3, 4)]
    assert [text.partition("<a:t>")[2].partition("<")[0] for text in titles] == [
        chart.title for chart in small_view(plan).charts
    ]


def test_they_read_in_black_and_white(content: bytes) -> None:
    colours = {
        one.attrib["val"] for number in (1, 2, 3) for one in chart_part(content, number).iter()
        if one.tag == f"{A}srgbClr"
    }  # fmt: skip
    assert {(name[:2], name[2:4], name[4:]) for name in colours} == {
        (grey, grey, grey) for grey in ("00", "7F", "BF", "D9", "FF")
    }


def test_shares_run_from_nought_to_all_and_counts_to_the_number_of_units(content: bytes) -> None:
    ends = []
    for number in (1, 2, 3):
        scaling = next(chart_part(content, number).iter(f"{C}valAx")).find(f"{C}scaling")
        assert scaling is not None
        found = [scaling.find(f"{C}{end}") for end in ("min", "max")]
        ends.append([int(one.attrib["val"]) for one in found if one is not None])
    assert ends == [[0, 1], [0, 11], [0, 1]]


def test_a_bar_prints_what_the_report_prints(content: bytes, view: ReportView) -> None:
    printed = [one.text for one in view.charts[0].bars[0].values]
    assert {"92,00%", "100%"} <= set(printed)
    formats = [
        form.attrib["formatCode"]
        for label in chart_part(content, 1).iter(f"{C}dLbl")
        if (form := label.find(f"{C}numFmt")) is not None
    ]
    by_text = {"100%": "[$-42A]0%"}
    assert formats == [by_text.get(text, "[$-42A]0.00%") for text in printed]


def test_the_range_runs_from_low_to_high(plan: Plan) -> None:
    (entry,) = coverage_entries(small_view(plan))
    assert entry.below.value == Fraction("0.8996") - Fraction("0.84078")
    assert entry.above.value == Fraction("0.90801") - Fraction("0.8996")
    assert entry.level.value == NINETY.level == Fraction(9, 10)


def test_they_follow_columns_an_office_moved_and_leave_when_they_are_gone(
    tmp_path: Path, plan: Plan
) -> None:
    template = load_workbook(PACKAGED / "report.xlsx")
    sheet = template["1a Biểu đồ"]
    row = next(cell.row for cell in sheet["C"] if cell.value == "{{ one.row.ratio }}")
    sheet.cell(row, 3).value, sheet.cell(row, 8).value = (
        sheet.cell(row, 8).value,
        "{{ one.row.ratio }}",
    )
    template.save(tmp_path / "report.xlsx")
    moved = parts(render_workbook(small_view(plan), Register(), tmp_path))
    assert b"1a Bi\xe1\xbb\x83u \xc4\x91\xe1\xbb\x93'!$H$" in moved["xl/charts/chart1.xml"]
    sheet.cell(row, 8).value = "{{ one.row.label }}"
    template.save(tmp_path / "report.xlsx")
    small = small_view(plan)
    two = replace(small, charts=small.charts[:2])
    bare = parts(render_workbook(two, Register(), tmp_path))
    assert sum(name.startswith("xl/charts/chart") for name in bare) == 1
