"""Values into the cells of a workbook: numbers as numbers that show what the report prints.

Text is text, whatever it begins with: no reader of the workbook runs what a unit wrote.
"""

from __future__ import annotations

from datetime import date

from openpyxl.cell import Cell

from lsreport.report.cell_tags import Value
from lsreport.report.figures import Figure
from lsreport.report.native_values import DATE, clean, number_of

_LOOKS_LIKE_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def put(cell: Cell, value: Value) -> None:
    """Write a value: a figure or number natively, text as text, None as nothing."""
    if isinstance(value, Figure):
        shown = number_of(value)
        if shown is None:
            _put_text(cell, value.text)
        else:
            cell.value, cell.number_format = shown
    elif isinstance(value, str):
        _put_text(cell, value)
    else:
        cell.value = value
        if isinstance(value, date):
            cell.number_format = DATE


def _put_text(cell: Cell, text: str) -> None:
    cell.value = clean(text)
    # Set after the value: openpyxl takes "=1+1" for a formula and "#N/A" for an error.
    cell.data_type = "s"
    if text.startswith(_LOOKS_LIKE_FORMULA):
        cell.quotePrefix = True  # stays text also when somebody edits the cell
