"""Words the builders of templates share: headings, Jinja directives, paragraphs and rows."""

from __future__ import annotations

from collections.abc import Sequence

import decree30 as page
from docx.document import Document as DocumentType
from docx.shared import Pt
from docx.table import _Cell
from docx.text.paragraph import Paragraph


def heading(document: DocumentType, text: str) -> None:
    """Add the heading of a section."""
    document.add_paragraph(text, style="Heading 1")


def directive(document: DocumentType, text: str) -> None:
    """Add a paragraph that rendering takes for a Jinja directive and removes."""
    document.add_paragraph("{%p " + text + " %}")


def text(document: DocumentType, text: str, style: str = "Body LS") -> Paragraph:
    """Add a paragraph of text."""
    return document.add_paragraph(text, style=style)


def paragraphs(document: DocumentType, name: str, style: str = "Body LS") -> None:
    """Add a loop that prints each paragraph of a field of the view."""
    directive(document, f"for paragraph in {name}")
    text(document, "{{ figure(paragraph) }}", style)
    directive(document, "endfor")


def marked(document: DocumentType, condition: str, text: str) -> None:
    """Add a bold line above everything else, printed where the condition holds."""
    directive(document, f"if {condition}")
    page.line(document, text, bold=True).paragraph_format.space_after = Pt(6)
    directive(document, "endif")


def row(
    cells: Sequence[_Cell],
    texts: Sequence[str],
    *,
    left: Sequence[int],
    bold: bool = False,
    points: float = 10,
) -> None:
    """Fill a row: columns in `left` are aligned left, the others centred."""
    for place, (cell, text) in enumerate(zip(cells, texts, strict=True)):
        align = page.LEFT_ALIGNED if place in left else page.CENTER
        page.fill(cell, text, points, bold=bold, align=align)
