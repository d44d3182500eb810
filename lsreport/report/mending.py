"""What loops leave behind in the tables and lists of a rendered document.

Word calls a document damaged when a cell has no paragraph, and draws columns wrongly when a table
declares another number of them than its rows have. Only a filled-in table shows how long it is,
and so which of its rows may not be parted by the end of a page.
"""

from __future__ import annotations

from collections.abc import Sequence

from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement

_SHORT = 16
"""Rows of a table that stands on one page, where each of them is a line or two."""
_LONG_CELL = 80
"""Letters from which a cell takes more lines than that."""
_FIRST, _LAST = 2, 3
"""Rows that stay together at either end of a longer table."""


def mend_tables(body: BaseOxmlElement) -> None:
    """Give every cell its paragraph and every table as many grid columns as its rows have.

    A table that its loops left without rows is taken out; no other leaves a row or two alone on
    a page.
    """
    for table in list(body.iter(qn("w:tbl"))):
        rows = table.findall(qn("w:tr"))
        if not rows:
            table.getparent().remove(table)
            continue
        for cell in table.iter(qn("w:tc")):
            if cell[-1].tag != qn("w:p"):
                cell.append(OxmlElement("w:p"))
        _mend_grid(table, rows)
        _keep_together(rows)


def mend_leads(body: BaseOxmlElement) -> None:
    """Keep every paragraph that announces a list on the page where the list begins."""
    for paragraph in body.iterchildren(qn("w:p")):
        text = "".join(piece.text or "" for piece in paragraph.iter(qn("w:t")))
        if text.endswith(":"):
            paragraph.get_or_add_pPr().get_or_add_keepNext()


def _columns(row: BaseOxmlElement) -> int:
    """Return how many grid columns the cells of a row cover."""
    return sum(_span(cell) for cell in row.findall(qn("w:tc")))


def _span(cell: BaseOxmlElement) -> int:
    span = cell.find(f"{qn('w:tcPr')}/{qn('w:gridSpan')}")
    return 1 if span is None else int(span.get(qn("w:val")))


def _mend_grid(table: BaseOxmlElement, rows: Sequence[BaseOxmlElement]) -> None:
    """Make the columns as wide as a row of single cells says, else spread what there is."""
    grid = table.find(qn("w:tblGrid"))
    widths = [int(column.get(qn("w:w")) or 0) for column in grid]
    columns = max(_columns(row) for row in rows)
    declared = _widths(rows, columns)
    if declared:
        declared = _fitting(declared, _room(table))
    if len(widths) == columns and declared in (None, widths):
        return
    if declared is None:
        declared = [sum(widths) // columns] * columns
    for column in list(grid):
        grid.remove(column)
    for width in declared:
        column = OxmlElement("w:gridCol")
        column.set(qn("w:w"), str(width))
        grid.append(column)


def _widths(rows: Sequence[BaseOxmlElement], columns: int) -> list[int] | None:
    """Return the widths in the first row whose cells are the columns; None without such a row."""
    for row in rows:
        cells = [cell.find(f"{qn('w:tcPr')}/{qn('w:tcW')}") for cell in row.findall(qn("w:tc"))]
        if len(cells) == columns and all(
            one is not None and one.get(qn("w:type")) == "dxa" for one in cells
        ):
            return [int(float(one.get(qn("w:w")))) for one in cells]
    return None


def _room(table: BaseOxmlElement) -> int | None:
    """Return the width between the margins of the page a table is on; None where it is not said."""
    for following in table.itersiblings():
        section = following if following.tag == qn("w:sectPr") else None
        if section is None:
            section = following.find(f"{qn('w:pPr')}/{qn('w:sectPr')}")
        if section is not None:
            size, margins = section.find(qn("w:pgSz")), section.find(qn("w:pgMar"))
            if size is None or margins is None:
                return None
            edges = (margins.get(qn(f"w:{side}"), "0") for side in ("left", "right"))
            return int(size.get(qn("w:w"))) - sum(int(edge) for edge in edges)
    return None


def _fitting(widths: list[int], room: int | None) -> list[int]:
    """Return the widths, made smaller in proportion where the page has less room."""
    whole = sum(widths)
    return widths if room is None or whole <= room else [width * room // whole for width in widths]


def _keep_together(rows: Sequence[BaseOxmlElement]) -> None:
    """Keep a short table on one page, and the first and the last rows of a longer one."""
    heads = sum(row.find(f"{qn('w:trPr')}/{qn('w:tblHeader')}") is not None for row in rows)
    if not heads:
        return
    whole = len(rows) <= _SHORT and all(_is_short(row) for row in rows)
    first, last = heads + _FIRST - 1, len(rows) - _LAST
    for place, row in enumerate(rows[:-1]):
        if whole or place < first or place >= last:
            for paragraph in row.iter(qn("w:p")):
                paragraph.get_or_add_pPr().get_or_add_keepNext()


def _is_short(row: BaseOxmlElement) -> bool:
    return all(
        sum(len(piece.text or "") for piece in cell.iter(qn("w:t"))) < _LONG_CELL
        for cell in row.findall(qn("w:tc"))
    )
