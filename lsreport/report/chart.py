"""Charts in a workbook: each below the table that prints its numbers, where Excel edits both."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from io import BytesIO
from xml.sax.saxutils import quoteattr
from zipfile import ZipFile

from openpyxl.chart import BarChart, Reference
from openpyxl.utils import get_column_letter, quote_sheetname
from openpyxl.worksheet.pagebreak import Break
from openpyxl.worksheet.worksheet import Worksheet

from lsreport.ooxml.pack import Patch
from lsreport.report.cell_tags import FilledRow
from lsreport.report.chart_xml import ChartCells, SeriesCells, chart_xml
from lsreport.report.charted import Chart, Series
from lsreport.report.figures import Figure
from lsreport.report.filled_sheets import place_of
from lsreport.report.native_values import clean

_WIDTH = 26.0
_MARGIN, _BAR, _SPACE = 4.5, 0.45, 0.35
"""Centimetres for title, axis and legend, for a bar, and between two categories."""
_DRAWING = re.compile(r"xl/drawings/_rels/(drawing\d+\.xml)\.rels")
_RELATION = re.compile(rb"<Relationship\b[^>]*>")
_PART = re.compile(rb'Target="/?(xl/charts/chart\d+\.xml)"')
_ID = re.compile(rb'\bId="(\w+)"')
_FRAME = re.compile(rb"<(?:xdr:)?graphicFrame\b.*?</(?:xdr:)?graphicFrame>", re.DOTALL)
_SHOWN = re.compile(rb'r:id="(\w+)"')
_NAMED = re.compile(rb'(<(?:xdr:)?cNvPr id="\d+") name="[^"]*"')


class SheetCharts:
    """Draws the charts of a workbook, each on the sheet that prints its numbers."""

    def __init__(self, charts: Sequence[Chart]) -> None:
        self._left = list(charts)
        self._drawn: dict[bytes, tuple[Chart, bytes]] = {}
        """What stands in a chart part until the workbook is written: the chart, and its part."""

    def draw(self, sheet: Worksheet, rows: Sequence[FilledRow]) -> None:
        """Draw the charts all of whose numbers this sheet prints, below its table.

        A template may move or add columns; without one of them there is no chart.
        """
        below = len(rows) + 2
        for chart in list(self._left):
            cells = _cells_of(sheet, rows, chart)
            if cells is None:
                continue
            self._left.remove(chart)
            mark = f"chart-{chart.code}"
            self._drawn[mark.encode()] = chart, chart_xml(chart, cells, titled=True)
            frame = _frame(sheet, mark, chart)
            sheet.add_chart(frame, f"A{below}")
            if not sheet.page_setup.fitToHeight:
                # Else the end of a page would run through the chart.
                sheet.row_breaks.append(Break(id=below - 1))
            below += round(float(frame.height) * 2) + 1

    def patch(self, packed: bytes, then: Patch) -> Patch:
        """Return a patch that puts the charts into the workbook in `packed`, and then does `then`.

        Each gets its title as name and its alternative text.
        """
        parts, frames = self._placed(packed)

        def patch(part: str, content: bytes) -> bytes:
            content = parts.get(part, content)
            described = frames.get(part)
            if described:
                content = _FRAME.sub(lambda found: _described(found[0], described), content)
            return then(part, content)

        return patch

    def _placed(self, packed: bytes) -> tuple[dict[str, bytes], dict[str, dict[bytes, Chart]]]:
        """Return the chart parts by name, and per drawing the charts by relation."""
        parts: dict[str, bytes] = {}
        frames: dict[str, dict[bytes, Chart]] = {}
        with ZipFile(BytesIO(packed)) as package:
            for name in package.namelist():
                drawing = _DRAWING.fullmatch(name)
                if drawing is None:
                    continue
                for relation, target in _charts_of(package.read(name)):
                    content = package.read(target)
                    for mark, (chart, drawn) in self._drawn.items():
                        if mark in content:
                            parts[target] = drawn
                            frames.setdefault(f"xl/drawings/{drawing[1]}", {})[relation] = chart
        return parts, frames


def _charts_of(relations: bytes) -> Iterator[tuple[bytes, str]]:
    """Yield id and part of each chart of a drawing."""
    for relation in _RELATION.findall(relations):
        part, key = _PART.search(relation), _ID.search(relation)
        if part and key:
            yield key[1], part[1].decode()


def _described(frame: bytes, charts: dict[bytes, Chart]) -> bytes:
    shown = _SHOWN.search(frame)
    chart = charts.get(shown[1]) if shown else None
    if chart is None:
        return frame
    name, text = quoteattr(clean(chart.title)), quoteattr(clean(chart.alt_text))
    named = f" name={name} descr={text}".encode()
    return _NAMED.sub(lambda found: found[1] + named, frame)


def _frame(sheet: Worksheet, mark: str, chart: Chart) -> BarChart:
    """Return what keeps the place of a chart until the workbook is written."""
    frame = BarChart()
    frame.title = mark
    frame.add_data(Reference(sheet, min_col=1, min_row=1))
    bars = 1 if chart.stacked or len(chart.bars) == 1 else len(chart.series)
    height = _MARGIN + len(chart.categories) * (_SPACE + bars * _BAR)
    frame.width, frame.height = _WIDTH, height  # type: ignore[assignment]  # the stubs say int
    return frame


# --- where its numbers are printed ------------------------------------------------------------


def _cells_of(sheet: Worksheet, rows: Sequence[FilledRow], chart: Chart) -> ChartCells | None:
    """Return the cells of everything a chart shows, None where this sheet lacks any of it."""
    found = [_series_cells(sheet, rows, series) for series in chart.series]
    series = tuple(one for one in found if one is not None)
    first = place_of(rows, chart.series[0].values[0])
    if len(series) < len(found) or first is None:
        return None
    labels = [row.values for row in rows[first[0] - 1 : first[0] - 1 + len(chart.categories)]]
    for column in labels[0]:
        if tuple(row.get(column) for row in labels) == chart.categories:
            return ChartCells(_range(sheet, column, first[0], len(labels)), series)
    return None


def _series_cells(
    sheet: Worksheet, rows: Sequence[FilledRow], series: Series
) -> SeriesCells | None:
    """Return the cells of a series; bounds that are not printed whole are not drawn."""
    values = _column_of(sheet, rows, series.values)
    below, above = (_column_of(sheet, rows, one) for one in (series.below, series.above))
    if values is None:
        return None
    return SeriesCells(values, below, above) if below and above else SeriesCells(values)


def _column_of(sheet: Worksheet, rows: Sequence[FilledRow], values: Sequence[Figure]) -> str | None:
    """Return the range that prints all of `values` below each other, None without such a range."""
    first = place_of(rows, values[0]) if values else None
    if first is None:
        return None
    top, column = first
    printed = [row.values.get(column) for row in rows[top - 1 : top - 1 + len(values)]]
    if len(printed) < len(values) or any(
        one is not value for one, value in zip(printed, values, strict=True)
    ):
        return None
    return _range(sheet, column, top, len(values))


def _range(sheet: Worksheet, column: int, top: int, length: int) -> str:
    letter = get_column_letter(column)
    return f"{quote_sheetname(sheet.title)}!${letter}${top}:${letter}${top + length - 1}"
