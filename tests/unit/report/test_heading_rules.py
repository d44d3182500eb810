"""Rules under headings, against lengths worked out by hand from the widths of Times New Roman."""

from __future__ import annotations

import pytest
from docx import Document
from docx.document import Document as DocumentType
from docx.enum.style import WD_STYLE_TYPE
from docx.oxml.ns import qn
from docx.shared import Pt, Twips
from docx.table import _Cell
from docx.text.paragraph import Paragraph

from lsreport.report.heading_rules import PART, WHOLE, mend_rules


def page() -> DocumentType:
    """Return an empty page with 8,000 twentieths of a point between its margins."""
    document = Document()
    for name in (PART, WHOLE):
        document.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
    section = document.sections[0]
    section.page_width, section.left_margin, section.right_margin = map(Twips, (10_000, 1200, 800))
    return document


def ruled(
    place: DocumentType | _Cell, text: str, style: str, *, bold: bool = True, points: float = 10
) -> Paragraph:
    run = place.add_paragraph().add_run(text)
    run.bold, run.font.size = bold, Pt(points)
    return place.add_paragraph(style=style)


def indents(rule: Paragraph) -> tuple[int, int]:
    found = rule._p.pPr.find(qn("w:ind"))
    left, right = (int(found.get(qn(f"w:{side}"))) for side in ("left", "right"))
    return left, right


@pytest.mark.parametrize(
    ("text", "style", "bold", "points", "indent"),
    [
        ("DANH", WHOLE, True, 10, (8000 - (722 + 722 + 722 + 778) / 1000 * 200) / 2),
        # Four capitals of 0.722: 2.888 sizes of 200 twentieths, 577.6 wide.
        ("AAAA", WHOLE, True, 10, (8000 - 577.6) / 2),
        # Marks above and below a letter make it no wider.
        ("ẢẶÂẤ", WHOLE, True, 10, (8000 - 577.6) / 2),
        ("AAAA", WHOLE, True, 20, (8000 - 2 * 577.6) / 2),
        # 42 hundredths, between a third and a half.
        ("AAAA", PART, True, 10, (8000 - 0.42 * 577.6) / 2),
        ("AAAA", PART, False, 10, (8000 - 0.42 * 0.92 * 577.6) / 2),
        ("A A", WHOLE, True, 10, (8000 - (722 + 250 + 722) / 1000 * 200) / 2),
    ],
)
def test_a_rule_follows_the_line_above_it(
    text: str, style: str, bold: bool, points: float, indent: float
) -> None:
    document = page()
    rule = ruled(document, text, style, bold=bold, points=points)
    mend_rules(document.element.body)
    assert indents(rule) == (round(indent), round(indent))


def test_a_broken_line_counts_by_its_longest_part() -> None:
    document = page()
    # 30 words of four capitals: 577.6 each and 50 between them; 12 fit, 12 × 577.6 + 11 × 50.
    rule = ruled(document, " ".join(["AAAA"] * 30), WHOLE)
    mend_rules(document.element.body)
    line = 12 * 577.6 + 11 * 50
    assert line <= 8000 < line + 50 + 577.6
    assert indents(rule) == (round((8000 - line) / 2),) * 2


def test_in_a_table_the_cell_is_the_space() -> None:
    document = page()
    (cell,) = document.add_table(1, 1).rows[0].cells
    cell.width = Twips(2216)
    rule = ruled(cell, "AAAA", PART)
    mend_rules(document.element.body)
    assert indents(rule) == (round((2000 - 0.42 * 577.6) / 2),) * 2


def test_what_is_no_marked_rule_or_has_no_line_above_is_left_alone() -> None:
    document = page()
    first = document.add_paragraph(style=PART)
    document.add_table(1, 1)
    behind_a_table = document.add_paragraph(style=PART)
    plain = document.add_paragraph("AAAA")
    mend_rules(document.element.body)
    for paragraph in (first, behind_a_table, plain):
        properties = paragraph._p.pPr
        assert properties is None or properties.find(qn("w:ind")) is None


def test_a_cell_of_no_fixed_width_keeps_the_rule_of_the_template() -> None:
    document = page()
    (cell,) = document.add_table(1, 1).rows[0].cells
    cell._tc.tcPr.find(qn("w:tcW")).set(qn("w:type"), "auto")
    rule = ruled(cell, "AAAA", PART)
    mend_rules(document.element.body)
    assert rule._p.pPr.find(qn("w:ind")) is None
