"""What Excel knows as tables: they follow their rows from the template to the report."""

from __future__ import annotations

from collections.abc import Sequence

from openpyxl.utils import get_column_letter, range_boundaries
from openpyxl.worksheet.table import Table, TableColumn
from openpyxl.worksheet.worksheet import Worksheet

from lsreport.report.cell_tags import FilledRow

_LINE_END = "_x000a_"
"""How Excel writes a line end within the name of a column."""


def move_tables(sheet: Worksheet, rows: Sequence[FilledRow]) -> None:
    """Let each table of the template cover the rows made from its rows, under the printed heads.

    A table none of whose rows are printed is no table any more, nor is one whose heads are not
    texts that differ from each other: Excel would call the workbook damaged.
    """
    for table in list(sheet.tables.values()):
        if not _moved(sheet, table, rows):
            del sheet.tables[table.name]


def _moved(sheet: Worksheet, table: Table, rows: Sequence[FilledRow]) -> bool:
    left, top, right, bottom = (int(one or 0) for one in range_boundaries(table.ref))
    places = [at for at, row in enumerate(rows, 1) if top <= row.origin <= bottom]
    if len(places) < 2 or rows[places[0] - 1].origin != top:
        return False
    heads = [sheet.cell(places[0], column).value for column in range(left, right + 1)]
    texts = [head for head in heads if isinstance(head, str) and head]
    if len({text.casefold() for text in texts}) < len(heads):
        return False
    table.tableColumns = [
        TableColumn(id=at, name=text.replace("\n", _LINE_END)) for at, text in enumerate(texts, 1)
    ]
    first, last = get_column_letter(left), get_column_letter(right)
    table.ref = f"{first}{places[0]}:{last}{places[-1]}"
    if table.autoFilter is not None:
        table.autoFilter.ref = table.ref
    return True
