"""A chart as the part of a Word document or workbook that draws it (DrawingML).

Its numbers stand twice, as Office wants it: in the part, which is drawn, and in cells, which are
opened to edit the chart: those of the workbook within a document, or of the sheet it stands on.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from xml.sax.saxutils import escape

from lsreport.report.charted import Chart, Look, Series
from lsreport.report.figures import Figure
from lsreport.report.native_values import clean, number_of

FONT = "Times New Roman"
GAP = 60
"""Space between categories, in percent of the width of a bar."""
FILLS: dict[Look, str] = {
    "black": "262626",
    "dark": "7F7F7F",
    "grey": "BFBFBF",
    "light": "D9D9D9",
    "white": "FFFFFF",
}
_BLACK, _PALE = "000000", "BFBFBF"
_THIN, _BOLD, _HAIR = 6_350, 19_050, 3_175
"""Line widths in EMU: 0.5, 1.5 and 0.25 points."""
_NAMESPACES = (
    'xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
)
_UNTITLED = '<c:autoTitleDeleted val="1"/>'
_LABELLED = 3
"""Bars of a category that are wide enough for a number each."""
_CATEGORIES, _VALUES = 111, 112
"""Ids of the axes."""
_VIETNAMESE = "[$-42A]"
"""Before a format: the decimal comma, whatever language the office program runs in."""


@dataclass(frozen=True, slots=True)
class SeriesCells:
    """Where the numbers of a series are."""

    values: str
    """A range of cells, one per category: `'1a Biểu đồ'!$C$4:$C$18`."""
    below: str | None = None
    above: str | None = None
    """None where no bounds are drawn."""
    name: str | None = None
    """The cell with its name; None where no cell has it."""


@dataclass(frozen=True, slots=True)
class ChartCells:
    """Where everything a chart shows is."""

    categories: str
    series: tuple[SeriesCells, ...]
    """As many as the chart has."""


def chart_xml(
    chart: Chart, cells: ChartCells, *, workbook: str | None = None, titled: bool = False
) -> bytes:
    """Return the part.

    `workbook` is the id of its relation to a workbook that has the cells, if it is not in one.
    With `titled` the title stands in the chart, not above it.
    """
    title = f'{_title(chart.title, 1200)}<c:autoTitleDeleted val="0"/>' if titled else _UNTITLED
    behind = f'<c:externalData r:id="{workbook}"><c:autoUpdate val="0"/></c:externalData>'
    text = (
        f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<c:chartSpace {_NAMESPACES}>'
        f'<c:lang val="vi-VN"/><c:roundedCorners val="0"/><c:chart>{title}<c:plotArea><c:layout/>'
        f"{_bars(chart, cells)}{_category_axis()}{_value_axis(chart)}</c:plotArea>"
        '<c:legend><c:legendPos val="b"/><c:overlay val="0"/></c:legend>'
        '<c:plotVisOnly val="1"/><c:dispBlanksAs val="gap"/></c:chart>'
        '<c:spPr><a:solidFill><a:srgbClr val="FFFFFF"/></a:solidFill><a:ln><a:noFill/></a:ln>'
        f"</c:spPr>{_font(1000)}{behind if workbook else ''}</c:chartSpace>"
    )
    return text.encode()


# --- bars -----------------------------------------------------------------------------------


def _bars(chart: Chart, cells: ChartCells) -> str:
    """Return the bars; the level lies over a single one, and beside several."""
    alone = chart.stacked or len(chart.bars) == 1
    grouping = "stacked" if chart.stacked else "clustered"
    pairs = zip(chart.series, cells.series, strict=True)
    series = "".join(
        _series(chart, place, one, cells.categories, of) for place, (one, of) in enumerate(pairs)
    )
    return (
        f'<c:barChart><c:barDir val="bar"/><c:grouping val="{grouping}"/><c:varyColors val="0"/>'
        f'{series}<c:gapWidth val="{GAP}"/><c:overlap val="{100 if alone else 0}"/>'
        f'<c:axId val="{_CATEGORIES}"/><c:axId val="{_VALUES}"/></c:barChart>'
    )


def _series(chart: Chart, place: int, series: Series, categories: str, of: SeriesCells) -> str:
    name = f"<c:v>{_escaped(series.name)}</c:v>"
    if of.name:
        name = f"<c:strRef><c:f>{_escaped(of.name)}</c:f>{_texts((series.name,))}</c:strRef>"
    labels = _labels(chart, series) if _is_labelled(chart, series) else ""
    bounds = ""
    if of.below and of.above:
        bounds = _bounds(_numbers(of.below, series.below), _numbers(of.above, series.above))
    return (
        f'<c:ser><c:idx val="{place}"/><c:order val="{place}"/><c:tx>{name}</c:tx>'
        f'{_fill(series.look)}<c:invertIfNegative val="0"/>{labels}{bounds}'
        f"<c:cat><c:strRef><c:f>{_escaped(categories)}</c:f>{_texts(chart.categories)}"
        f"</c:strRef></c:cat><c:val>{_numbers(of.values, series.values)}</c:val></c:ser>"
    )


def _fill(look: Look) -> str:
    if look == "level":
        return f"<c:spPr><a:noFill/>{_line(_BOLD)}</c:spPr>"
    if look == "hatched":
        colours = f"<a:fgClr>{_colour(_BLACK)}</a:fgClr><a:bgClr>{_colour('FFFFFF')}</a:bgClr>"
        return f'<c:spPr><a:pattFill prst="wdUpDiag">{colours}</a:pattFill>{_line(_THIN)}</c:spPr>'
    return f"<c:spPr><a:solidFill>{_colour(FILLS[look])}</a:solidFill>{_line(_THIN)}</c:spPr>"


def _line(width: int, colour: str = _BLACK) -> str:
    return f'<a:ln w="{width}"><a:solidFill>{_colour(colour)}</a:solidFill></a:ln>'


def _colour(name: str) -> str:
    return f'<a:srgbClr val="{name}"/>'


def _is_labelled(chart: Chart, series: Series) -> bool:
    """Say whether the bars of a series have room for their numbers: of many only the newest."""
    many = not chart.stacked and len(chart.bars) > _LABELLED
    return series.look != "level" and (not many or series is chart.bars[-1])


def _labels(chart: Chart, series: Series) -> str:
    """Return the numbers printed in the bars as the report prints them; no nought in a stack."""
    place = "ctr" if chart.stacked else "inBase"
    look = (
        '<c:spPr><a:solidFill><a:srgbClr val="FFFFFF"/></a:solidFill></c:spPr>'
        f'{_font(800)}<c:dLblPos val="{place}"/>{_label_parts(value=True)}'
    )
    each = "".join(
        f'<c:dLbl><c:idx val="{position}"/>'
        f'<c:numFmt formatCode="{_VIETNAMESE}{shown[1]}" sourceLinked="0"/>{look}</c:dLbl>'
        for position, figure in enumerate(series.values)
        if (shown := number_of(figure)) is not None and (shown[0] or not chart.stacked)
    )
    return f"<c:dLbls>{each}{_label_parts(value=False)}</c:dLbls>"


def _label_parts(*, value: bool) -> str:
    others = ("CatName", "SerName", "Percent", "BubbleSize")
    return f'<c:showLegendKey val="0"/><c:showVal val="{value:d}"/>' + "".join(
        f'<c:show{other} val="0"/>' for other in others
    )


def _bounds(below: str, above: str) -> str:
    return (
        '<c:errBars><c:errBarType val="both"/><c:errValType val="cust"/><c:noEndCap val="0"/>'
        f"<c:plus>{above}</c:plus><c:minus>{below}</c:minus>"
        f"<c:spPr>{_line(_BOLD)}</c:spPr></c:errBars>"
    )


# --- axes -----------------------------------------------------------------------------------


def _category_axis() -> str:
    return (
        f'<c:catAx><c:axId val="{_CATEGORIES}"/>'
        '<c:scaling><c:orientation val="maxMin"/></c:scaling><c:delete val="0"/>'
        '<c:axPos val="l"/><c:numFmt formatCode="General" sourceLinked="0"/>'
        '<c:majorTickMark val="none"/><c:minorTickMark val="none"/><c:tickLblPos val="low"/>'
        f'<c:crossAx val="{_VALUES}"/><c:crosses val="autoZero"/><c:tickLblSkip val="1"/></c:catAx>'
    )


def _value_axis(chart: Chart) -> str:
    longest, pattern, step = 1, "0%", '<c:majorUnit val="0.1"/>'
    if not chart.shares:
        longest, pattern, step = _longest(chart), "0", ""
    return (
        f'<c:valAx><c:axId val="{_VALUES}"/><c:scaling><c:orientation val="minMax"/>'
        f'<c:max val="{longest}"/><c:min val="0"/></c:scaling><c:delete val="0"/>'
        f'<c:axPos val="b"/><c:majorGridlines><c:spPr>{_line(_HAIR, _PALE)}</c:spPr>'
        f"</c:majorGridlines>{_title(chart.value_title)}"
        f'<c:numFmt formatCode="{pattern}" sourceLinked="0"/><c:majorTickMark val="out"/>'
        '<c:minorTickMark val="none"/><c:tickLblPos val="nextTo"/>'
        f'<c:crossAx val="{_CATEGORIES}"/><c:crosses val="max"/>'
        f'<c:crossBetween val="between"/>{step}</c:valAx>'
    )


def _longest(chart: Chart) -> int:
    """Return the greatest count: of the bars of a category together where they are stacked."""
    counts = [
        [one.value if isinstance(one.value, int) else 0 for one in values]
        for values in zip(*(series.values for series in chart.bars), strict=True)
    ]
    measure = sum if chart.stacked else max
    return max((measure(one) for one in counts), default=1) or 1


def _title(text: str, hundredths: int = 900) -> str:
    """Return the title of the chart or an axis, in hundredths of a point; never over the bars."""
    bold = f'b="{hundredths > 1000:d}"'
    return (
        "<c:title><c:tx><c:rich><a:bodyPr/><a:lstStyle/><a:p><a:pPr>"
        f'{_letters(hundredths)}</a:pPr><a:r><a:rPr lang="vi-VN" sz="{hundredths}" {bold}/>'
        f"<a:t>{_escaped(text)}</a:t></a:r></a:p></c:rich></c:tx>"
        '<c:overlay val="0"/></c:title>'
    )


# --- texts and numbers ----------------------------------------------------------------------


def _font(hundredths: int) -> str:
    """Return the letters of a part, in hundredths of a point."""
    return (
        f"<c:txPr><a:bodyPr/><a:lstStyle/><a:p><a:pPr>{_letters(hundredths)}</a:pPr>"
        '<a:endParaRPr lang="vi-VN"/></a:p></c:txPr>'
    )


def _letters(hundredths: int) -> str:
    return (
        f'<a:defRPr sz="{hundredths}" b="0"><a:solidFill>{_colour(_BLACK)}</a:solidFill>'
        f'<a:latin typeface="{FONT}"/><a:cs typeface="{FONT}"/></a:defRPr>'
    )


def _texts(texts: Sequence[str]) -> str:
    points = "".join(
        f'<c:pt idx="{position}"><c:v>{_escaped(text)}</c:v></c:pt>'
        for position, text in enumerate(texts)
    )
    return f'<c:strCache><c:ptCount val="{len(texts)}"/>{points}</c:strCache>'


def _numbers(cells: str, values: Sequence[Figure]) -> str:
    """Return a reference with the numbers that are drawn; what has none is a gap."""
    points = "".join(
        f'<c:pt idx="{position}"><c:v>{shown[0]:.15g}</c:v></c:pt>'
        for position, figure in enumerate(values)
        if (shown := number_of(figure)) is not None
    )
    return (
        f"<c:numRef><c:f>{_escaped(cells)}</c:f>"
        f'<c:numCache><c:formatCode>General</c:formatCode><c:ptCount val="{len(values)}"/>'
        f"{points}</c:numCache></c:numRef>"
    )


def _escaped(text: str) -> str:
    return escape(clean(text))
