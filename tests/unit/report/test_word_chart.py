"""Charts in Word: what is drawn, what Word edits and what is registered are the same numbers."""

from __future__ import annotations

import xml.etree.ElementTree as ET
from dataclasses import replace
from fractions import Fraction
from io import BytesIO
from pathlib import Path
from zipfile import ZIP_STORED, ZipFile

import pytest
from openpyxl import load_workbook
from openpyxl.chart.chartspace import ChartSpace
from openpyxl.utils import range_boundaries

from lsreport.domain.period import Period
from lsreport.indicators.plan import Plan
from lsreport.report import figures
from lsreport.report.chart_xml import ChartCells, SeriesCells, chart_xml
from lsreport.report.charted import Chart, Series
from lsreport.report.docx import render_report
from lsreport.report.figures import Register
from lsreport.report.template_check import check_template
from lsreport.report.template_variables import ReportVariables
from lsreport.report.view_types import ReportView
from lsreport.report.word_chart import embedded_workbook
from support.report import Sent, assessment_of, view_of
from support.templates import word

C = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
WP = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"


@pytest.fixture(scope="module")
def view(plan: Plan) -> ReportView:
    """Three children at risk in the town are masked; Hữu Lũng is silent; last year is known."""
    sent = {"178": Sent({"NC_CK": 3, "HOC_NC": 3}), "186": None}
    before = assessment_of(plan, {}, Period(2023, annual=False))
    return view_of(plan, assessment_of(plan, sent), before=before)


@pytest.fixture(scope="module")
def rendered(view: ReportView) -> tuple[bytes, Register]:
    register = Register()
    return render_report(view, register), register


@pytest.fixture(scope="module")
def parts(rendered: tuple[bytes, Register]) -> dict[str, bytes]:
    with ZipFile(BytesIO(rendered[0])) as package:
        return {name: package.read(name) for name in package.namelist()}


def tree(part: bytes) -> ET.Element:
    return ET.fromstring(part)  # noqa: S314 - our own file


def numbers_of(part: bytes, workbook: bytes) -> list[tuple[dict[int, float], dict[int, object]]]:
    """Return each cached column with the cells it refers to, gaps left out of both."""
    sheet = load_workbook(BytesIO(workbook))["Số liệu"]
    pairs = []
    for reference in tree(part).iter(f"{C}numRef"):
        cells = reference.findtext(f"{C}f", "").partition("!")[2]
        left, top, _right, bottom = range_boundaries(cells.replace("$", ""))
        values = [sheet.cell(row, left or 0).value for row in range(top or 0, (bottom or 0) + 1)]
        drawn = {
            int(one.attrib["idx"]): float(one.findtext(f"{C}v", ""))
            for one in reference.iter(f"{C}pt")
        }
        pairs.append((drawn, {at: one for at, one in enumerate(values) if one is not None}))
    return pairs


def test_what_is_drawn_is_what_word_edits(parts: dict[str, bytes], view: ReportView) -> None:
    assert sorted(name for name in parts if name.startswith(("word/charts/", "word/emb"))) == [
        "word/charts/_rels/chart1.xml.rels", "word/charts/_rels/chart2.xml.rels",
        "word/charts/_rels/chart3.xml.rels", "word/charts/chart1.xml", "word/charts/chart2.xml",
        "word/charts/chart3.xml", "word/embeddings/chart1.xlsx", "word/embeddings/chart2.xlsx",
        "word/embeddings/chart3.xlsx",
    ]  # fmt: skip
    for number, chart in enumerate(view.charts, 1):
        part = parts[f"word/charts/chart{number}.xml"]
        pairs = numbers_of(part, parts[f"word/embeddings/chart{number}.xlsx"])
        assert len(pairs) == sum(1 + 2 * bool(one.below) for one in chart.series)
        for drawn, edited in pairs:
            assert drawn == pytest.approx(edited)
        labels = [one.text for one in next(tree(part).iter(f"{C}cat")).iter(f"{C}v")]
        assert tuple(labels) == chart.categories


def test_the_parts_are_those_of_the_standard_in_its_order(parts: dict[str, bytes]) -> None:
    for number in (1, 2, 3):
        root = tree(parts[f"word/charts/chart{number}.xml"])
        # A workbook has none, and openpyxl cannot read its relation.
        root.remove(next(root.iter(f"{C}externalData")))
        # openpyxl refuses what the schema of charts does not know.
        space = ChartSpace.from_tree(root)
        (bars,) = space.chart.plotArea._charts
        assert (bars.barDir, len(space.chart.plotArea._axes)) == ("bar", 2)


def test_every_figure_of_a_chart_is_registered_in_its_place(
    rendered: tuple[bytes, Register], view: ReportView
) -> None:
    printed = [id(figure) for figure in rendered[1].printed]
    for chart in view.charts:
        drawn = [id(figure) for figure in chart.figures]
        starts = [at for at, one in enumerate(printed) if one == drawn[0]]
        assert any(printed[at : at + len(drawn)] == drawn for at in starts), chart.code


def test_what_is_masked_is_a_gap_in_the_chart_and_behind_it(
    parts: dict[str, bytes], view: ReportView
) -> None:
    place = view.charts[1].categories.index("Trẻ em được học văn hóa, học nghề")
    for drawn, edited in numbers_of(
        parts["word/charts/chart2.xml"], parts["word/embeddings/chart2.xlsx"]
    ):
        assert place not in drawn
        assert place not in edited
        assert len(drawn) == len(view.charts[1].categories) - 1


def test_each_picture_has_a_name_a_description_and_an_id_of_its_own(
    parts: dict[str, bytes], view: ReportView
) -> None:
    pictures = list(tree(parts["word/document.xml"]).iter(f"{WP}docPr"))
    described = [(one.attrib["name"], one.attrib["descr"]) for one in pictures]
    assert described == [(chart.title, chart.alt_text) for chart in view.charts]
    assert len({one.attrib["id"] for one in pictures}) == len(pictures) == 3
    assert not any(character.isdigit() for chart in view.charts for character in chart.alt_text)


def test_they_read_in_black_and_white(parts: dict[str, bytes]) -> None:
    colours = {
        one.attrib["val"]
        for number in (1, 2, 3)
        for one in tree(parts[f"word/charts/chart{number}.xml"]).iter(f"{A}srgbClr")
    }
    assert {(name[2:4], name[4:]) for name in colours} == {(name[:2], name[:2]) for name in colours}


def test_the_same_numbers_make_the_same_bytes_on_every_build_of_zlib(
    rendered: tuple[bytes, Register], view: ReportView
) -> None:
    assert render_report(view, Register()) == rendered[0]
    with ZipFile(BytesIO(embedded_workbook(view.charts[0]))) as package:
        assert {one.compress_type for one in package.infolist()} == {ZIP_STORED}
        assert b"2026-01-01T00:00:00Z" in package.read("docProps/core.xml")


def test_text_in_a_chart_is_never_markup_or_formula() -> None:
    label, name = '=1+1 <b>&"', "{{ 7 }} <c:v>"
    value = figures.count(4, "n")
    chart = Chart("c", label, label, label, label, (label,), (Series(name, (value,)),))
    sheet = load_workbook(BytesIO(embedded_workbook(chart)))["Số liệu"]
    rows = [[(cell.value, cell.data_type) for cell in row] for row in sheet.iter_rows()]
    assert rows == [[(label, "s"), (name, "s")], [(label, "s"), (4, "n")]]


def test_the_level_lies_over_one_bar_and_beside_several(parts: dict[str, bytes]) -> None:
    overlaps = [
        next(tree(parts[f"word/charts/chart{number}.xml"]).iter(f"{C}overlap")).attrib["val"]
        for number in (1, 2, 3)
    ]
    assert overlaps == ["100", "100", "0"]


def test_numbers_have_the_decimal_comma_of_the_report(parts: dict[str, bytes]) -> None:
    formats = {
        one.attrib["formatCode"]
        for label in tree(parts["word/charts/chart1.xml"]).iter(f"{C}dLbl")
        for one in label.iter(f"{C}numFmt")
    }
    assert formats == {"[$-42A]0.00%", "[$-42A]0%"}


@pytest.mark.parametrize(("periods", "labelled"), [(3, 3), (4, 1)])
def test_of_many_bars_only_the_newest_prints_its_number(periods: int, labelled: int) -> None:
    values = [figures.share(Fraction(n, 10), f"r{n}") for n in range(periods)]
    series = tuple(Series(f"năm {n}", (one,)) for n, one in enumerate(values))
    cells = ChartCells("A2", tuple(SeriesCells("B2") for _one in series))
    found = tree(chart_xml(Chart("c", "t", "a", "c", "v", ("x",), series), cells))
    shown = [one.findtext(f"{C}tx/{C}v") for one in found.iter(f"{C}ser") if one.find(f"{C}dLbls")]
    assert shown == [f"năm {n}" for n in range(periods)][-labelled:]


@pytest.mark.parametrize(
    ("tag", "problem"),
    [
        ("{{ picture(view.subject) }}", "picture(…) takes one chart"),
        ("{{ figure(view.charts[0]) }}", "figure(…) takes one figure or sentence"),
        ("{{ view.charts[0] }}", "this is no single text or figure and cannot be printed"),
        ("{{ picture }}", "this is no single text or figure and cannot be printed"),
    ],
)
def test_a_picture_tag_takes_a_chart_and_nothing_else(
    tmp_path: Path, tag: str, problem: str
) -> None:
    faults = check_template(word(tmp_path, tag), ReportVariables)
    assert problem in [str(one.problem) for one in faults]


def test_an_office_may_place_a_chart_anywhere_or_leave_it_out(
    tmp_path: Path, view: ReportView
) -> None:
    word(tmp_path, "{{ picture(view.charts[1]) }}")
    lacking = check_template(tmp_path / "report.docx", ReportVariables)
    assert all(one.lacking for one in lacking)
    bare = replace(view, charts=())
    with ZipFile(BytesIO(render_report(bare, Register()))) as package:
        assert not [name for name in package.namelist() if name.startswith("word/charts")]
