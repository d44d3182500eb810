"""What loops leave behind in the tables of a rendered document.

Word calls a document damaged when a cell has no paragraph, and draws columns wrongly when a table
declares another number of them than its rows have.
"""

from __future__ import annotations

from itertools import islice, repeat

from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement


def mend_tables(body: BaseOxmlElement) -> None:
    """Give every cell its paragraph and every table as many grid columns as its rows have.

    A table that its loops left without rows is taken out.
    """
    for table in list(body.iter(qn("w:tbl"))):
        rows = table.findall(qn("w:tr"))
        if not rows:
            table.getparent().remove(table)
            continue
        for cell in table.iter(qn("w:tc")):
            if cell[-1].tag != qn("w:p"):
                cell.append(OxmlElement("w:p"))
        _mend_grid(table, max(_columns(row) for row in rows))


def _columns(row: BaseOxmlElement) -> int:
    """Return how many grid columns the cells of a row cover."""
    return sum(_span(cell) for cell in row.findall(qn("w:tc")))


def _span(cell: BaseOxmlElement) -> int:
    span = cell.find(f"{qn('w:tcPr')}/{qn('w:gridSpan')}")
    return 1 if span is None else int(span.get(qn("w:val")))


def _mend_grid(table: BaseOxmlElement, columns: int) -> None:
    """Spread the width of the table over the columns it really has."""
    grid = table.find(qn("w:tblGrid"))
    widths = [int(column.get(qn("w:w")) or 0) for column in grid]
    if len(widths) == columns:
        return
    share = sum(widths) // columns
    for column in list(grid):
        grid.remove(column)
    for width in islice(repeat(share), columns):
        column = OxmlElement("w:gridCol")
        column.set(qn("w:w"), str(width))
        grid.append(column)
