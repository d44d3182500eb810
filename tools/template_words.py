"""Words the builders of templates share: headings, Jinja directives, paragraphs and rows."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import decree30 as page
from docx.document import Document as DocumentType
from docx.shared import Pt
from docx.table import Table, _Cell
from docx.text.paragraph import Paragraph


class Column(NamedTuple):
    """One column of a table: what heads it, how wide it is in mm, and what an entry says in it."""

    head: str
    width: float
    cell: str
    left: bool = False
    """Whether entries are aligned left, not centred."""


def heading(document: DocumentType, text: str) -> None:
    """Add the heading of a section."""
    document.add_paragraph(text, style="Heading 1")


def subheading(document: DocumentType, text: str) -> None:
    """Add the heading of a part of a section, or of a letter."""
    document.add_paragraph(text, style="Heading 2")


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


def repeated(
    made: Table,
    first: int,
    loop: str,
    texts: Sequence[str],
    *,
    left: Sequence[int],
    points: float = 10,
) -> None:
    """Fill three rows: a loop, such as `row in view.tasks`, its row for each entry, and its end."""
    page.directive(made, first, "{%tr for " + loop + " %}")
    row(made.rows[first + 1].cells, texts, left=left, points=points)
    page.directive(made, first + 2, "{%tr endfor %}")


def entries(
    document: DocumentType,
    loop: str,
    columns: Sequence[Column],
    *,
    heading: float = 10,
    points: float = 10,
) -> None:
    """Add a table with a row for each entry of a loop."""
    made = _headed(document, columns, 4, heading)
    _entries(made, 1, loop, columns, points)


def grouped_entries(
    document: DocumentType,
    groups: str,
    title: str,
    loop: str,
    columns: Sequence[Column],
    *,
    heading: float = 10,
) -> None:
    """Add a table with the entries of each group under its title."""
    made = _headed(document, columns, 7, heading)
    page.directive(made, 1, "{%tr for " + groups + " %}")
    page.spanning(made, 2, title)
    _entries(made, 3, loop, columns, 10)
    page.directive(made, 6, "{%tr endfor %}")


def _headed(document: DocumentType, columns: Sequence[Column], rows: int, points: float) -> Table:
    made = page.table(document, [one.width for one in columns], rows)
    page.heading_row(made, 0, [one.head for one in columns], points)
    return made


def _entries(made: Table, first: int, loop: str, columns: Sequence[Column], points: float) -> None:
    left = [place for place, one in enumerate(columns) if one.left]
    repeated(made, first, loop, [one.cell for one in columns], left=left, points=points)
