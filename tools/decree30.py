"""Pieces of a page as Decree 30/2020/NĐ-CP, appendix I, wants it, built with python-docx."""

from __future__ import annotations

from collections.abc import Sequence

from docx import Document
from docx.document import Document as DocumentType
from docx.enum.section import WD_ORIENT, WD_SECTION
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.section import Section
from docx.shared import Mm, Pt, RGBColor
from docx.styles.style import ParagraphStyle
from docx.table import Table, _Cell
from docx.text.paragraph import Paragraph

FONT = "Times New Roman"
BODY = 14
"""Points of the text; the decree allows 13 to 14."""
SMALL = 13
TABLE = 11
"""Points inside tables with many columns."""
WIDTH, HEIGHT = 210, 297
TOP, BOTTOM, LEFT, RIGHT = 20, 20, 30, 15
TEXT_WIDTH = WIDTH - LEFT - RIGHT
"""Millimetres between the margins of an upright page."""
WIDE_TEXT_WIDTH = HEIGHT - 2 * 20
"""Millimetres between the margins of a page on its side."""
INDENT = 12.7
CENTER, LEFT_ALIGNED = WD_ALIGN_PARAGRAPH.CENTER, WD_ALIGN_PARAGRAPH.LEFT
RIGHT_ALIGNED, JUSTIFIED = WD_ALIGN_PARAGRAPH.RIGHT, WD_ALIGN_PARAGRAPH.JUSTIFY


def new_document() -> DocumentType:
    """Return an empty document with the styles and the first page of the decree."""
    document = Document()
    _drop_thumbnail(document)
    _styles(document)
    _language(document)
    section = document.sections[0]
    _upright(section)
    number_pages(section)
    return document


def _drop_thumbnail(document: DocumentType) -> None:
    """Remove the preview picture of python-docx's own template."""
    package = document.part.package
    for key, relation in list(package.rels.items()):
        if relation.reltype.endswith("/thumbnail"):
            del package.rels[key]


def _styles(document: DocumentType) -> None:
    normal = _style(document, "Normal", BODY)
    normal.paragraph_format.space_before = Pt(0)
    normal.paragraph_format.space_after = Pt(6)
    normal.paragraph_format.line_spacing_rule = WD_LINE_SPACING.SINGLE
    for name in ("Heading 1", "Heading 2", "Heading 3"):
        heading = _style(document, name, BODY, bold=True)
        heading.paragraph_format.space_before = Pt(6)
        heading.paragraph_format.space_after = Pt(6)
        heading.paragraph_format.first_line_indent = Mm(INDENT)
        heading.paragraph_format.keep_with_next = True
    body = _new_style(document, "Body LS", BODY)
    body.paragraph_format.first_line_indent = Mm(INDENT)
    body.paragraph_format.alignment = JUSTIFIED
    cell = _new_style(document, "Cell LS", TABLE)
    cell.paragraph_format.space_after = Pt(0)
    note = _new_style(document, "Note LS", 12)
    note.paragraph_format.alignment = JUSTIFIED
    caption = _style(document, "Caption", SMALL, bold=True)
    caption.paragraph_format.alignment = CENTER
    caption.paragraph_format.keep_with_next = True
    caption.paragraph_format.space_before = Pt(6)
    label = _new_style(document, "Label LS", BODY)
    label.font.italic = True
    label.paragraph_format.first_line_indent = Mm(INDENT)
    label.paragraph_format.keep_with_next = True
    _style(document, "Header", SMALL)


def _new_style(document: DocumentType, name: str, points: float) -> ParagraphStyle:
    style = document.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
    style.base_style = document.styles["Normal"]
    return _style(document, name, points)


def _style(
    document: DocumentType, name: str, points: float, *, bold: bool = False
) -> ParagraphStyle:
    style = document.styles[name]
    if not isinstance(style, ParagraphStyle):
        raise TypeError(name)
    font = style.font
    font.name, font.size, font.bold, font.italic = FONT, Pt(points), bold, False
    font.color.rgb = RGBColor(0, 0, 0)
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    for script in ("ascii", "hAnsi", "cs", "eastAsia"):
        fonts.set(qn(f"w:{script}"), FONT)
        # A theme font would win over the name.
        fonts.attrib.pop(qn(f"w:{script}Theme"), None)
    fonts.attrib.pop(qn("w:cstheme"), None)
    return style


def _language(document: DocumentType) -> None:
    for language in document.styles.element.iter(qn("w:lang")):
        language.set(qn("w:val"), "vi-VN")


# --- sections -------------------------------------------------------------------------------


def _upright(section: Section) -> None:
    section.orientation = WD_ORIENT.PORTRAIT
    section.page_width, section.page_height = Mm(WIDTH), Mm(HEIGHT)
    section.top_margin, section.bottom_margin = Mm(TOP), Mm(BOTTOM)
    section.left_margin, section.right_margin = Mm(LEFT), Mm(RIGHT)
    section.header_distance = section.footer_distance = Mm(10)


def _on_its_side(section: Section) -> None:
    _upright(section)
    section.orientation = WD_ORIENT.LANDSCAPE
    section.page_width, section.page_height = Mm(HEIGHT), Mm(WIDTH)
    # The binding edge is now above: its margin goes with it.
    section.top_margin, section.bottom_margin = Mm(25), Mm(20)
    section.left_margin = section.right_margin = Mm(20)


def new_section(document: DocumentType, *, wide: bool = False) -> None:
    """Begin a section on a new page, upright or on its side, with its own page numbers."""
    section = document.add_section(WD_SECTION.NEW_PAGE)
    (_on_its_side if wide else _upright)(section)
    number_pages(section)


def number_pages(section: Section) -> None:
    """Number the pages from 1, centred in the top margin, not shown on the first."""
    section.different_first_page_header_footer = True
    section.first_page_header.is_linked_to_previous = False
    section.header.is_linked_to_previous = False
    properties = section._sectPr
    for old in properties.findall(qn("w:pgNumType")):
        properties.remove(old)
    numbering = OxmlElement("w:pgNumType")
    numbering.set(qn("w:start"), "1")
    properties.insert_element_before(
        numbering, "w:cols", "w:formProt", "w:vAlign", "w:noEndnote", "w:titlePg", "w:textDirection"
    )
    paragraph = section.header.paragraphs[0]
    paragraph.alignment = CENTER
    _field(paragraph, "PAGE")


def _field(paragraph: Paragraph, instruction: str) -> None:
    for kind, text in (("begin", ""), ("", instruction), ("separate", ""), ("t", "2"), ("end", "")):
        run = paragraph.add_run()
        run.font.size = Pt(SMALL)
        if kind == "t":
            run.text = text
        elif kind:
            mark = OxmlElement("w:fldChar")
            mark.set(qn("w:fldCharType"), kind)
            run._r.append(mark)
        else:
            code = OxmlElement("w:instrText")
            code.set(qn("xml:space"), "preserve")
            code.text = f" {text} "
            run._r.append(code)


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
    return paragraph


def _first_free(place: DocumentType | _Cell) -> Paragraph:
    """Return the empty paragraph a new cell starts with, else a new one."""
    if isinstance(place, _Cell) and not place.paragraphs[-1].runs and not place.tables:
        last: Paragraph = place.paragraphs[-1]
        if last._p.pPr is None:
            return last
    added: Paragraph = place.add_paragraph()
    return added


def rule(place: DocumentType | _Cell, indent: float) -> None:
    """Add a rule across, `indent` millimetres from both sides."""
    paragraph = line(place, "", 4)
    paragraph.paragraph_format.space_before = Pt(3)
    border = f'<w:pBdr {nsdecls("w")}><w:top w:val="single" w:sz="6" w:space="1"/></w:pBdr>'
    properties = paragraph._p.get_or_add_pPr()
    properties.insert_element_before(
        parse_xml(border), "w:shd", "w:tabs", "w:spacing", "w:ind", "w:jc", "w:rPr"
    )
    paragraph.paragraph_format.left_indent = Mm(indent)
    paragraph.paragraph_format.right_indent = Mm(indent)


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
