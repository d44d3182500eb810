"""Pieces of a page as Decree 30/2020/NĐ-CP, appendix I, wants it, built with python-docx."""

from __future__ import annotations

from collections.abc import Sequence

from docx.document import Document as DocumentType
from docx.enum.table import WD_CELL_VERTICAL_ALIGNMENT, WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Mm, Pt
from docx.table import Table, _Cell
from docx.text.paragraph import Paragraph
from page_setup import (
    BODY,
    CENTER,
    LEFT_ALIGNED,
    SMALL,
    TABLE,
    WIDE_TEXT_WIDTH,
    mark_each_page,
    new_document,
    new_section,
)

from lsreport.report.heading_rules import PART, WHOLE

__all__ = [
    "BODY",
    "CENTER",
    "LEFT_ALIGNED",
    "SMALL",
    "TABLE",
    "WIDE_TEXT_WIDTH",
    "directive",
    "fill",
    "heading_row",
    "join",
    "line",
    "mark_each_page",
    "new_document",
    "new_section",
    "rule",
    "spanning",
    "table",
    "write",
]


# --- paragraphs -----------------------------------------------------------------------------


def line(
    place: DocumentType | _Cell,
    text: str,
    points: float = BODY,
    *,
    bold: bool = False,
    italic: bool = False,
    align: WD_ALIGN_PARAGRAPH = CENTER,
    keep: bool = False,
) -> Paragraph:
    """Add one line without space after it, such as those of the header."""
    paragraph = _first_free(place)
    paragraph.alignment = align
    paragraph.paragraph_format.space_after = Pt(0)
    paragraph.paragraph_format.keep_with_next = keep
    run = paragraph.add_run(text)
    run.bold, run.italic, run.font.size = bold, italic, Pt(points)
    _mark_size(paragraph, points)
    return paragraph


def _mark_size(paragraph: Paragraph, points: float) -> None:
    """Give the end of a paragraph the size of its text: it is what an empty one is high."""
    mark = OxmlElement("w:rPr")
    for name in ("w:sz", "w:szCs"):
        size = OxmlElement(name)
        size.set(qn("w:val"), str(round(2 * points)))
        mark.append(size)
    properties = paragraph._p.get_or_add_pPr()
    properties.insert_element_before(mark, "w:sectPr", "w:pPrChange")


def _first_free(place: DocumentType | _Cell) -> Paragraph:
    """Return the empty paragraph a new cell starts with, else a new one."""
    if isinstance(place, _Cell) and not place.paragraphs[-1].runs and not place.tables:
        last: Paragraph = place.paragraphs[-1]
        if last._p.pPr is None:
            return last
    added: Paragraph = place.add_paragraph()
    return added


def rule(place: DocumentType | _Cell, *, whole: bool = False) -> None:
    """Add a rule under the line above it: as long as that, or a third to a half as long.

    How long that is shows when the document is filled in; until then the rule crosses the page.
    """
    paragraph = _first_free(place)
    paragraph.style = WHOLE if whole else PART
    border = f'<w:pBdr {nsdecls("w")}><w:top w:val="single" w:sz="6" w:space="1"/></w:pBdr>'
    properties = paragraph._p.get_or_add_pPr()
    properties.insert_element_before(
        parse_xml(border), "w:shd", "w:tabs", "w:spacing", "w:ind", "w:jc", "w:rPr"
    )


# --- tables ---------------------------------------------------------------------------------


def table(
    document: DocumentType,
    widths: Sequence[float],
    rows: int,
    *,
    borders: bool = True,
) -> Table:
    """Add a table of fixed column widths in millimetres; no row breaks over pages."""
    made: Table = document.add_table(rows, len(widths))
    made.alignment = WD_TABLE_ALIGNMENT.CENTER
    made.autofit = False
    if borders:
        _borders(made)
        for cell in made._cells:
            cell.vertical_alignment = WD_CELL_VERTICAL_ALIGNMENT.CENTER
    for column, width in zip(made.columns, widths, strict=True):
        column.width = Mm(width)
        for cell in column.cells:
            cell.width = Mm(width)
    for row in made.rows:
        row._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))
    return made


def _borders(made: Table) -> None:
    sides = ("top", "left", "bottom", "right", "insideH", "insideV")
    lines = "".join(f'<w:{side} w:val="single" w:sz="4" w:space="0"/>' for side in sides)
    xml = f"<w:tblBorders {nsdecls('w')}>{lines}</w:tblBorders>"
    margins = "".join(f'<w:{side} w:w="60" w:type="dxa"/>' for side in ("left", "right"))
    made._tbl.tblPr.append(parse_xml(xml))
    made._tbl.tblPr.append(parse_xml(f"<w:tblCellMar {nsdecls('w')}>{margins}</w:tblCellMar>"))


def heading_row(made: Table, row: int, texts: Sequence[str], points: float = TABLE) -> None:
    """Fill a row that is repeated on every page of the table."""
    made.rows[row]._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))
    for cell, text in zip(made.rows[row].cells, texts, strict=True):
        fill(cell, text, points, bold=True, align=CENTER)


def fill(
    cell: _Cell,
    text: str,
    points: float = TABLE,
    *,
    bold: bool = False,
    italic: bool = False,
    align: WD_ALIGN_PARAGRAPH = LEFT_ALIGNED,
) -> None:
    """Put a text into a cell."""
    paragraph = cell.paragraphs[0]
    paragraph.style = "Cell LS"
    paragraph.alignment = align
    run = paragraph.add_run(text)
    run.bold, run.italic, run.font.size = bold, italic, Pt(points)
    if points != TABLE:
        _mark_size(paragraph, points)


def directive(made: Table, row: int, text: str) -> None:
    """Turn a row into a Jinja directive, which rendering removes."""
    cells = made.rows[row].cells
    cells[0].merge(cells[-1]).paragraphs[0].add_run(text)


def spanning(made: Table, row: int, text: str, points: float = TABLE) -> None:
    """Fill a whole row with a bold heading that stays with the row below it."""
    cells = made.rows[row].cells
    joined = cells[0].merge(cells[-1])
    fill(joined, text, points, bold=True)
    joined.paragraphs[0].paragraph_format.keep_with_next = True


def join(
    made: Table, first: tuple[int, int], last: tuple[int, int], text: str, points: float
) -> None:
    """Merge a block of heading cells into one with `text`."""
    for row in range(first[0], last[0] + 1):
        for column in range(first[1], last[1] + 1):
            _empty(made.cell(row, column))
    joined = made.cell(*first).merge(made.cell(*last))
    for spare in joined.paragraphs[1:]:
        spare._p.getparent().remove(spare._p)
    fill(joined, text, points, bold=True, align=CENTER)


def write(cell: _Cell, text: str, points: float) -> None:
    """Replace the text of a heading cell."""
    _empty(cell)
    fill(cell, text, points, bold=True, align=CENTER)


def _empty(cell: _Cell) -> None:
    for run in cell.paragraphs[0].runs:
        run._r.getparent().remove(run._r)
