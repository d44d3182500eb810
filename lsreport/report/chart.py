"""The chart of coverage: columns, the level each has to reach, and the range while units miss.

It reads in black and white: grey columns, a black dash for the level, a thin line from the low to
the high bound. The numbers are those of the table on the same sheet, where Excel edits both.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from xml.sax.saxutils import quoteattr

from openpyxl.chart import BarChart, LineChart
from openpyxl.chart.data_source import (
    AxDataSource,
    NumData,
    NumDataSource,
    NumRef,
    NumVal,
    StrData,
    StrRef,
    StrVal,
)
from openpyxl.chart.error_bar import ErrorBars
from openpyxl.chart.legend import Legend
from openpyxl.chart.marker import Marker
from openpyxl.chart.series import Series, SeriesLabel
from openpyxl.chart.shapes import GraphicalProperties
from openpyxl.chart.title import Title, title_maker
from openpyxl.drawing.line import LineProperties
from openpyxl.utils import get_column_letter, quote_sheetname
from openpyxl.worksheet.worksheet import Worksheet

from lsreport.ooxml.pack import Patch
from lsreport.report import figures, numbers
from lsreport.report.cell_tags import FilledRow
from lsreport.report.cells import number_of
from lsreport.report.figures import Figure
from lsreport.report.filled_sheets import place_of
from lsreport.report.view_types import ReportView

TITLE = "Tỷ lệ thực hiện so với mức chỉ tiêu của Kế hoạch"
ALT_TEXT = (
    "Biểu đồ cột: mỗi cột là tỷ lệ thực hiện của một mục tiêu; gạch ngang đậm là mức chỉ tiêu; "
    "đoạn thẳng đứng là khoảng từ cận dưới đến cận trên khi còn đơn vị chưa có số liệu. Số liệu "
    "của biểu đồ là bảng trên cùng trang."
)
_NAME = "Biểu đồ tỷ lệ thực hiện"
_RATIO = "Tỷ lệ thực hiện (đoạn thẳng: cận dưới đến cận trên)"
_LEVEL = "Mức chỉ tiêu"
_GREY, _BLACK = "BFBFBF", "000000"
_WIDTH, _HEIGHT = 30.0, 15.0
_THIN, _BOLD = 9_525, 19_050
"""Line widths in EMU: 0.75 and 1.5 points."""
_DRAWING = re.compile(r"xl/drawings/drawing\d+\.xml")
_CHART_FRAME = re.compile(rb'(<(?:xdr:)?cNvPr id="\d+") name="Chart \d+"')


@dataclass(frozen=True, slots=True)
class ChartEntry:
    """One column of the chart."""

    label: str
    """Code, with the name of the line."""
    goal: str
    ratio: Figure
    level: Figure
    low: Figure
    high: Figure
    below: Figure
    """From the low bound to the ratio."""
    above: Figure
    """From the ratio to the high bound."""


def chart_entries(view: ReportView) -> tuple[ChartEntry, ...]:
    """Return what is judged by a level and has a ratio that may be shown."""
    rows = (row for group in view.targets for row in group.rows)
    entries = []
    for row in rows:
        if row.level is None or not isinstance(row.ratio.value, Fraction):
            continue
        of = row.ratio.of.removesuffix(" ratio")
        entries.append(
            ChartEntry(
                label=f"{row.code} {row.goal}" if row.line else row.code,
                goal=row.goal,
                ratio=row.ratio,
                level=row.level,
                low=row.low,
                high=row.high,
                below=_length(row.low, row.ratio, f"{of} below"),
                above=_length(row.ratio, row.high, f"{of} above"),
            )
        )
    return tuple(entries)


def _length(start: Figure, end: Figure, of: str) -> Figure:
    if isinstance(start.value, Fraction) and isinstance(end.value, Fraction):
        return figures.share(end.value - start.value, of)
    return figures.symbol(numbers.MISSING, of)


def draw(sheet: Worksheet, rows: Sequence[FilledRow], entries: Sequence[ChartEntry]) -> None:
    """Draw the chart below the table of `entries`, if this sheet is where it is printed.

    A template may move, drop or add columns; the chart needs those for label, ratio and level.
    """
    if not entries:
        return
    parts = ("label", "ratio", "level", "below", "above")
    labels, ratio, level, below, above = (_column(sheet, rows, entries, part) for part in parts)
    if labels is None or ratio is None or level is None:
        return
    categories = AxDataSource(
        strRef=StrRef(f=labels, strCache=StrData(len(entries), _texts(entries)))
    )
    chart = _columns(_series(_RATIO, categories, ratio, [one.ratio for one in entries]))
    if below and above:
        chart.series[0].errBars = _error_bars(below, above, entries)
    chart += _dashes(_series(_LEVEL, categories, level, [one.level for one in entries]))
    sheet.add_chart(chart, f"A{len(rows) + 2}")


def _column(
    sheet: Worksheet, rows: Sequence[FilledRow], entries: Sequence[ChartEntry], part: str
) -> str | None:
    """Return the range that prints a part of every entry, None where it is no column of them."""
    first = place_of(rows, getattr(entries[0], part))
    if first is None:
        return None
    top, left = first
    below = rows[top - 1 : top - 1 + len(entries)]
    if [row.values.get(left) for row in below] != [getattr(entry, part) for entry in entries]:
        return None
    letter = get_column_letter(left)
    return f"{quote_sheetname(sheet.title)}!${letter}${top}:${letter}${top + len(entries) - 1}"


# --- the parts of the chart -----------------------------------------------------------------


def _columns(series: Series) -> BarChart:
    series.spPr = GraphicalProperties(solidFill=_GREY, ln=_line(_THIN))
    series.invertIfNegative = False
    chart = BarChart()
    chart.type = "col"
    chart.gapWidth = 60
    chart.series = [series]
    chart.title = _title(TITLE)
    chart.legend = Legend(legendPos="b", overlay=False)
    chart.roundedCorners = False
    chart.width, chart.height = _WIDTH, _HEIGHT  # type: ignore[assignment]  # the stubs say int
    chart.y_axis.scaling.min, chart.y_axis.scaling.max = 0.0, 1.0
    chart.y_axis.majorUnit = 0.1
    chart.y_axis.number_format = "0%"
    chart.y_axis.title = _title("Tỷ lệ (%)")
    chart.x_axis.title = _title("Mục tiêu")
    # Left out, Excel takes an axis for deleted.
    chart.x_axis.delete = chart.y_axis.delete = False
    return chart


def _title(text: str) -> Title:
    """Return a title that, unlike openpyxl's own, never lies over the columns in Excel."""
    title = title_maker(text)
    title.overlay = False
    return title


def _dashes(series: Series) -> LineChart:
    series.spPr = GraphicalProperties(ln=LineProperties(noFill=True))
    series.marker = Marker(symbol="dash", size=18)
    series.marker.graphicalProperties = GraphicalProperties(solidFill=_BLACK, ln=_line(_THIN))
    series.smooth = False
    chart = LineChart()
    chart.series = [series]
    return chart


def _line(width: int) -> LineProperties:
    return LineProperties(w=width, solidFill=_BLACK)


def _series(title: str, categories: AxDataSource, ref: str, values: Sequence[Figure]) -> Series:
    return Series(tx=SeriesLabel(v=title), cat=categories, val=_numbers(ref, values))


def _error_bars(below: str, above: str, entries: Sequence[ChartEntry]) -> ErrorBars:
    return ErrorBars(
        errBarType="both",
        errValType="cust",
        noEndCap=False,
        minus=_numbers(below, [one.below for one in entries]),
        plus=_numbers(above, [one.above for one in entries]),
        spPr=GraphicalProperties(ln=_line(_BOLD)),
    )


def _numbers(ref: str, values: Sequence[Figure]) -> NumDataSource:
    """Return a reference with its numbers, which previews draw without opening the sheet."""
    points = [
        NumVal(idx=position, v=f"{shown[0]:.15g}")
        for position, value in enumerate(values)
        if (shown := number_of(value)) is not None
    ]
    cache = NumData(formatCode="0%", ptCount=len(values), pt=points)
    return NumDataSource(numRef=NumRef(f=ref, numCache=cache))


def _texts(entries: Sequence[ChartEntry]) -> list[StrVal]:
    return [StrVal(idx=position, v=entry.label) for position, entry in enumerate(entries)]


def described(then: Patch) -> Patch:
    """Return a patch that gives charts a name and an alternative text, and then does `then`."""
    named = f" name={quoteattr(_NAME)} descr={quoteattr(ALT_TEXT)}".encode()

    def patch(part: str, content: bytes) -> bytes:
        if _DRAWING.fullmatch(part):
            content = _CHART_FRAME.sub(lambda match: match[1] + named, content)
        return then(part, content)

    return patch
