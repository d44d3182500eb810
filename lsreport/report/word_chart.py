"""Charts in a Word document: drawn by Word itself, and edited there like any other.

Each is a chart part with a workbook inside the document. Templates place one with
`{{ picture(chart) }}` in a paragraph of its own, `chart` being one of `view.charts`.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from io import BytesIO
from string import ascii_uppercase
from xml.sax.saxutils import quoteattr

from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docxtpl import DocxTemplate

from lsreport.ooxml.pack import fixed_core, repack
from lsreport.report.chart_xml import ChartCells, SeriesCells, chart_xml
from lsreport.report.charted import Chart
from lsreport.report.figures import Figure, Register
from lsreport.report.native_values import clean, number_of

WIDTH = 165
"""Millimetres: the text of an upright page."""
_LOWEST, _TALLEST = 75, 225
"""Millimetres: in a lower chart some labels of its bars are left out."""
_MARGIN, _BAR, _BARS, _SPACE = 20, 4.0, 3.0, 1.4
"""Millimetres for axis and legend, for a bar alone, one of several, and between categories."""
_EMU = 36_000
"""To the millimetre."""
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_OPEN_XML = "application/vnd.openxmlformats-officedocument"
_DRAWING = "http://schemas.openxmlformats.org/drawingml/2006"
_SHEET = "Số liệu"
_BUILT = datetime(2026, 1, 1, tzinfo=UTC)
_AUTHOR = "lsreport"


@dataclass(slots=True)
class Pictures:
    """Draws charts into one document while its template is filled in."""

    register: Register
    document: DocxTemplate | None = None
    """The document; set before the template is filled in."""

    def picture(self, chart: Chart) -> Picture:
        """Return the chart as a template prints it; the register takes every figure of it."""
        return Picture(self, chart)


@dataclass(frozen=True, slots=True)
class Picture:
    """A chart where a template has placed it."""

    pictures: Pictures
    chart: Chart

    def __html__(self) -> str:
        """Add the chart to the document, and return the run that shows it."""
        for figure in self.chart.figures:
            self.pictures.register.figure(figure)
        if self.pictures.document is None:
            raise ValueError("no document to draw into")
        page = self.pictures.document.current_rendering_part
        relation = page.relate_to(_chart_part(page, self.chart), f"{_OFFICE}/chart")
        drawing = _drawing(self.chart, relation)
        return f'</w:t></w:r><w:r>{drawing}</w:r><w:r><w:t xml:space="preserve">'


def _chart_part(page: Part, chart: Chart) -> Part:
    package = page.package
    name = package.next_partname("/word/charts/chart%d.xml")
    book = Part(
        PackURI(name.replace("/charts/chart", "/embeddings/chart").replace(".xml", ".xlsx")),
        f"{_OPEN_XML}.spreadsheetml.sheet",
        embedded_workbook(chart),
        package,
    )
    part = Part(name, f"{_OPEN_XML}.drawingml.chart+xml", b"", package)
    relation = part.relate_to(book, f"{_OFFICE}/package")
    part._blob = chart_xml(chart, _cells(chart), workbook=relation)
    return part


def _columns(chart: Chart) -> Iterator[tuple[str, tuple[Figure, ...]]]:
    """Yield heads and numbers of the columns behind a chart, right of its categories."""
    for series in chart.series:
        yield series.name, series.values
        if series.below:
            yield f"{series.name}: từ cận dưới", series.below
            yield f"{series.name}: đến cận trên", series.above


def _cells(chart: Chart) -> ChartCells:
    """Return where the embedded workbook has what the chart shows."""
    last = len(chart.categories) + 1
    letters = iter(ascii_uppercase[1:])

    def column() -> str:
        return f"'{_SHEET}'!${(letter := next(letters))}$2:${letter}${last}"

    series = []
    for one in chart.series:
        values = column()
        below, above = (column(), column()) if one.below else (None, None)
        series.append(SeriesCells(values, below, above, values.partition("$2:")[0] + "$1"))
    return ChartCells(f"'{_SHEET}'!$A$2:$A${last}", tuple(series))


def embedded_workbook(chart: Chart) -> bytes:
    """Return the numbers of a chart as the workbook that Word opens to edit them.

    Gaps are empty cells. Its parts are not compressed: no build of zlib shows in the document.
    """
    from xlsxwriter import Workbook
    from xlsxwriter.format import Format

    packed = BytesIO()
    with Workbook(packed, {"in_memory": True}) as workbook:
        sheet = workbook.add_worksheet(_SHEET)
        sheet.write_string(0, 0, clean(chart.category_title))
        for row, category in enumerate(chart.categories, 1):
            sheet.write_string(row, 0, clean(category))
        forms: dict[str, Format] = {}
        for place, (head, values) in enumerate(_columns(chart), 1):
            sheet.write_string(0, place, clean(head))
            for row, figure in enumerate(values, 1):
                shown = number_of(figure)
                if shown is not None:
                    if shown[1] not in forms:
                        forms[shown[1]] = workbook.add_format({"num_format": shown[1]})
                    sheet.write_number(row, place, shown[0], forms[shown[1]])
    return repack(packed.getvalue(), patch=fixed_core(_BUILT, _AUTHOR), stored=True)


def _drawing(chart: Chart, relation: str) -> str:
    alone = chart.stacked or len(chart.bars) == 1
    category = _SPACE + (_BAR if alone else _BARS * len(chart.series))
    height = max(_LOWEST, min(_MARGIN + category * len(chart.categories), _TALLEST))
    title, described = quoteattr(clean(chart.title)), quoteattr(clean(chart.alt_text))
    return (
        f'<w:drawing><wp:inline xmlns:wp="{_DRAWING}/wordprocessingDrawing" distT="0" distB="0" '
        f'distL="0" distR="0"><wp:extent cx="{WIDTH * _EMU}" cy="{round(height * _EMU)}"/>'
        # docxtpl numbers all drawings of the document.
        f'<wp:docPr id="1" name={title} descr={described}/><wp:cNvGraphicFramePr/>'
        f'<a:graphic xmlns:a="{_DRAWING}/main"><a:graphicData uri="{_DRAWING}/chart">'
        f'<c:chart xmlns:c="{_DRAWING}/chart" xmlns:r="{_OFFICE}" r:id="{relation}"/>'
        "</a:graphicData></a:graphic></wp:inline></w:drawing>"
    )
