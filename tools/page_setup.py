"""The page of Decree 30/2020/NĐ-CP, appendix I: its paper, margins, styles and page numbers."""

from __future__ import annotations

from docx import Document
from docx.document import Document as DocumentType
from docx.enum.section import WD_ORIENT, WD_SECTION
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.section import Section
from docx.shared import Mm, Pt, RGBColor
from docx.styles.style import ParagraphStyle
from docx.text.paragraph import Paragraph

from lsreport.report.heading_rules import PART, WHOLE

FONT = "Times New Roman"
BODY = 14
"""Points of the text; the decree allows 13 to 14."""
SMALL = 13
TABLE = 11
"""Points inside tables with many columns."""
WIDTH, HEIGHT = 210, 297
TOP, BOTTOM, LEFT, RIGHT = 20, 20, 30, 15
WIDE_TEXT_WIDTH = HEIGHT - LEFT - RIGHT
"""Millimetres between the margins of a page on its side."""
INDENT = 12.7
CENTER, LEFT_ALIGNED = WD_ALIGN_PARAGRAPH.CENTER, WD_ALIGN_PARAGRAPH.LEFT
JUSTIFIED = WD_ALIGN_PARAGRAPH.JUSTIFY


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
    note.paragraph_format.space_before = Pt(4)
    caption = _style(document, "Caption", SMALL, bold=True)
    caption.paragraph_format.alignment = CENTER
    caption.paragraph_format.keep_with_next = True
    caption.paragraph_format.space_before = Pt(6)
    label = _new_style(document, "Label LS", BODY)
    label.font.italic = True
    label.paragraph_format.first_line_indent = Mm(INDENT)
    label.paragraph_format.keep_with_next = True
    for name in (PART, WHOLE):
        rule_style = _new_style(document, name, 4)
        rule_style.paragraph_format.space_before = Pt(3)
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
    # The decree gives the margins of a page whichever way it lies.
    section.page_width, section.page_height = Mm(HEIGHT), Mm(WIDTH)


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


def mark_each_page(section: Section, text: str) -> None:
    """Print `text` at the foot of every page; sections that follow take it over."""
    for footer in (section.first_page_footer, section.footer):
        footer.is_linked_to_previous = False
        paragraph = footer.paragraphs[0]
        paragraph.alignment = CENTER
        run = paragraph.add_run(text)
        run.bold, run.font.size = True, Pt(SMALL)


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
