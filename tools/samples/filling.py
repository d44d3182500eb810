"""Typing into forms: a box is found by the code of its row and of its column, as a reader does."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from io import BytesIO

from openpyxl import Workbook, load_workbook
from openpyxl.cell.cell import Cell
from openpyxl.styles import Font
from openpyxl.worksheet.worksheet import Worksheet

from lsreport.domain.clock import LANG_SON
from lsreport.domain.observation import element_of, facet_of
from lsreport.domain.unit import Unit
from lsreport.excel.validation import answers
from lsreport.indicators.asks import blocks_of
from lsreport.indicators.plan import Choice, Plan
from lsreport.ooxml.pack import fixed_core, repack
from samples.stored import stored_values
from samples.words import NOTICE, SYNTHETIC

Edit = Callable[[Workbook], None]
"""What somebody does to the workbook besides filling it in."""

_LABEL = "B3"
_WARNING = Font(name="Times New Roman", size=12, bold=True, color="C00000")


@dataclass(frozen=True, slots=True)
class Clerk:
    """Who fills in the form of one unit for a window that ends on a day."""

    plan: Plan
    unit: Unit
    day: date
    writes_noughts: bool
    """Whether nothing is written out row by row instead of ticked."""

    def typed(self, contents: Mapping[str, object]) -> Mapping[str, object]:
        """Return what goes into each box; a part in which nothing happened is only ticked."""
        typed = {key: self._content(key, content) for key, content in contents.items()}
        for block, rows in blocks_of(self.plan, self.unit, self.day):
            inside = [row.code for row in rows if row.code in contents]
            nothing = inside and not any(contents[key] for key in inside)
            if block.tick is not None and nothing and not self.writes_noughts:
                for key in inside:
                    del typed[key]
                typed[block.tick] = "x"
        return typed

    def _content(self, key: str, content: object) -> object:
        """Return a figure as the form asks for it."""
        element = self.plan.elements.get(element_of(key))
        if element is None or not isinstance(content, int):
            return content
        if facet_of(key) == "basis":
            return _answer(self.plan.bases, content)
        if element.choices:
            return _answer(element.choices, content)
        return content / 1000 if element.value_type == "money" else content


def filled(form: bytes, typed: Mapping[str, object], edits: Sequence[Edit], day: date) -> bytes:
    """Return the form with `typed` in its boxes, saved on `day`; None empties a box.

    Raises:
        KeyError: the form has no box of a key.
    """
    workbook = load_workbook(BytesIO(form))
    places = dict(boxes(workbook))
    for key, content in typed.items():
        places[key].value = content  # type: ignore[assignment]
    notice = workbook.worksheets[0][_LABEL]
    notice.value, notice.font = NOTICE, _WARNING
    for edit in edits:
        edit(workbook)
    return saved(workbook, day, dict(boxes(workbook)))


def saved(workbook: Workbook, day: date, places: Mapping[str, Cell]) -> bytes:
    """Return the bytes of a workbook as saved on a day, the same every time."""
    target = BytesIO()
    workbook.save(target)
    core = fixed_core(datetime.combine(day, time(9), LANG_SON), SYNTHETIC)
    values = stored_values(workbook, places)
    return repack(target.getvalue(), patch=lambda name, part: values(name, core(name, part)))


def boxes(workbook: Workbook) -> Iterator[tuple[str, Cell]]:
    """Yield every cell under a column code in a row with a code, by key."""
    for sheet in workbook.worksheets:
        yield from _boxes_of(sheet)


def _boxes_of(sheet: Worksheet) -> Iterator[tuple[str, Cell]]:
    code_column, columns = 0, {}
    for row in sheet.iter_rows():
        tokens = {
            cell.value: cell.column - 1
            for cell in row
            if isinstance(cell.value, str) and cell.value.startswith("#")
        }
        if "#code" in tokens:
            code_column = tokens.pop("#code")
            columns = {str(token)[1:]: column for token, column in tokens.items()}
        elif columns and row[code_column].value:
            code = str(row[code_column].value)
            for facet, column in columns.items():
                cell = row[column]
                if isinstance(cell, Cell):
                    yield (code if facet == "value" else f"{code}.{facet}"), cell


def _answer(choices: Sequence[Choice], value: int) -> str:
    return answers(tuple(one for one in choices if one.value == value))[0]
