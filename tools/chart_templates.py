"""Charts in the Word templates, and the table of who has reached which level."""

from __future__ import annotations

import decree30 as page
from docx.document import Document as DocumentType
from docx.shared import Pt
from template_words import directive, paragraphs, row, text

_NAME, _LEVEL = 42, 16.5
"""Widths in mm of the column of names, and of the column of one level."""
_PLACE = "{{ 'Địa bàn' if view.reach.by_area else view.reach.noun|capitalized }}"
_WHOLE = (
    ("Mức chỉ tiêu", "{{ figure(one.level) }}"),
    ("Toàn tỉnh", "{{ figure(one.province) }}"),
    ("Số {{ view.reach.noun }} đã đạt", "{{ figure(one.count) }}"),
)
_NOTE = (
    "{% if view.reach.by_area %}Số {{ view.reach.noun }} đã đạt trên tổng số của địa bàn; sau dấu "
    "chấm phẩy là tổng số còn thiếu ở các {{ view.reach.noun }} có số liệu và chưa đạt."
    "{% else %}Đạt: đã đạt mức chỉ tiêu; số: số còn thiếu để đạt mức.{% endif %} Hàng toàn tỉnh "
    "tính trên tổng số của toàn tỉnh, gồm cả phần của các cơ quan cấp tỉnh, nên không bằng tổng "
    "của các {{ view.reach.noun }}."
)


def charts(document: DocumentType, name: str) -> None:
    """Add a loop that draws each chart of a field of the view, with its caption and notes."""
    directive(document, f"for chart in {name}")
    document.add_paragraph("Biểu đồ {{ loop.index }}. {{ chart.title }}", style="Caption")
    directive(document, "if chart.notes")
    _picture(document, keep=True)
    paragraphs(document, "chart.notes", "Note LS")
    directive(document, "else")
    _picture(document, keep=False)
    directive(document, "endif")
    directive(document, "endfor")


def _picture(document: DocumentType, *, keep: bool) -> None:
    """Add the picture of a chart, on the page of what follows if it is to `keep` with it."""
    drawn = page.line(document, "{{ picture(chart) }}", keep=keep)
    drawn.paragraph_format.space_after = Pt(6)


def reach(document: DocumentType) -> None:
    """Add the table of local units, or their areas, against every level."""
    directive(document, "if view.reach")
    document.add_paragraph(
        "Mức đạt chỉ tiêu theo {{ 'địa bàn' if view.reach.by_area else view.reach.noun }}",
        style="Caption",
    )
    made = page.table(document, (_NAME, 1, _LEVEL, 1), 7)
    heads = _each("{{ one.label }} ({{ one.people }})")
    page.heading_row(made, 0, (_PLACE, *heads), 8)
    for place, (head, cell) in enumerate(_WHOLE, 1):
        row(made.rows[place].cells, (head, *_each(cell)), left=(0,), bold=True, points=9)
    page.directive(made, 4, "{%tr for entry in view.reach.rows %}")
    cells = ("{{ entry.name }}", "{%tc for one in entry.cells %}", "{{ figure(one) }}")
    row(made.rows[5].cells, (*cells, "{%tc endfor %}"), left=(0,), points=9)
    page.directive(made, 6, "{%tr endfor %}")
    text(document, _NOTE, "Note LS")
    directive(document, "endif")


def _each(cell: str) -> tuple[str, str, str]:
    return "{%tc for one in view.reach.columns %}", cell, "{%tc endfor %}"
