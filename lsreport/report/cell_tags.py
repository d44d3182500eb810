"""Jinja in the cells of a sheet: the whole sheet is one program, so that loops run over rows.

- A row whose first filled cell is `{%row … %}` is a directive (`for`, `else`, `endfor`, `if`,
  `endif`, `set`): the directive stands for the row, which is not printed.
- A cell that holds `{{ … }}` and nothing else keeps the type of its value: a figure stays a
  number.
- Tags inside other text give text. Cells without tags stay as the template has them.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from traceback import walk_tb
from typing import Any

from jinja2 import TemplateError, TemplateSyntaxError, Undefined
from openpyxl.cell import Cell, MergedCell
from openpyxl.worksheet.worksheet import Worksheet

from lsreport.errors import ConfigurationError
from lsreport.i18n import _
from lsreport.report.figures import Figure, Prose, Register
from lsreport.report.template_language import TemplateEnvironment

_DIRECTIVE = re.compile(r"\s*\{%-?\s*row\s+(.*?)-?%\}\s*", re.DOTALL)
_EXPRESSION = re.compile(r"\s*\{\{((?:(?!\{\{|\}\}).)*)\}\}\s*", re.DOTALL)
_SOURCE = "<template>"
"""File name that Jinja gives the frames of a program."""

Value = Figure | str | int | float | date | None
"""What a cell can hold."""


@dataclass(slots=True)
class FilledRow:
    """One row to print."""

    origin: int
    """Row of the template it looks like."""
    values: dict[int, Value] = field(default_factory=dict)
    """By column, the cells of the template that hold tags."""


@dataclass(frozen=True, slots=True)
class _Statement:
    """Jinja source made from one cell."""

    cell: str
    source: str
    whole: bool = True
    """False for a directive, which only the rows around it complete."""


def cell_environment(register: Register) -> TemplateEnvironment:
    """Return the sandbox that cells run in; figures inside text go through `register`."""

    def finalized(value: Any) -> Any:
        return register.figure(value) if isinstance(value, Figure | Prose) else value

    # Text is escaped when the workbook is written: here it must reach the cell as it is.
    return TemplateEnvironment(autoescape=False, finalize=finalized, extensions=["jinja2.ext.do"])


def filled_rows(
    sheet: Worksheet,
    environment: TemplateEnvironment,
    context: Mapping[str, object],
    register: Register,
    file: str,
) -> list[FilledRow]:
    """Return the rows that the tags of `sheet` make of `context`, top to bottom.

    Raises:
        ConfigurationError: a tag is wrong; file, sheet and cell are named.
    """
    rows: list[FilledRow] = []
    sinks: dict[str, Callable[..., object]] = {
        "_row": _row_sink(rows),
        "_cell": _cell_sink(rows, register),
    }
    environment.callables = (sinks["_row"], sinks["_cell"])
    statements = tuple(_statements(sheet))
    program = "\n".join(one.source for one in statements)
    try:
        environment.from_string(program).render({**context, **sinks})
    except (TemplateError, TypeError, ValueError, ArithmeticError, LookupError) as error:
        # Only tags run here, on finished figures: whatever fails, a tag asked for it.
        raise ConfigurationError(
            _("{file} · {sheet}!{cell}: cannot be filled in ({problem}). Correct it in Excel."),
            file=file,
            sheet=sheet.title,
            cell=_cell_broken(environment, statements) or _cell_running(error, statements),
            problem=str(getattr(error, "message", error)).rstrip("."),
        ) from error
    return rows


def cell_text(cell: Cell | MergedCell) -> str:
    """Return the text of a cell, empty where it holds no text."""
    return cell.value if isinstance(cell.value, str) else ""


def _statements(sheet: Worksheet) -> Iterator[_Statement]:
    for row in sheet.iter_rows():
        head = next((cell for cell in row if cell.value is not None), row[0])
        directive = _DIRECTIVE.fullmatch(cell_text(head))
        if directive:
            yield _Statement(head.coordinate, f"{{% {directive[1]} %}}", whole=False)
            continue
        yield _Statement(head.coordinate, f"{{% do _row({head.row}) %}}")
        for column, cell in enumerate(row, 1):
            text = cell_text(cell)
            if "{{" in text or "{%" in text:
                yield _Statement(cell.coordinate, _source(column, text))


def _source(column: int, text: str) -> str:
    """Return the statement that puts what the tags of a cell make into `column`."""
    expression = _EXPRESSION.fullmatch(text)
    if expression:
        return f"{{% do _cell({column}, ({expression[1]})) %}}"
    return f"{{% set _text %}}{text}{{% endset %}}{{% do _cell({column}, _text) %}}"


def _row_sink(rows: list[FilledRow]) -> Callable[[int], None]:
    def begin(origin: int) -> None:
        rows.append(FilledRow(origin))

    return begin


def _cell_sink(rows: list[FilledRow], register: Register) -> Callable[[int, object], None]:
    """Return what takes a value into the row begun last; figures pass the register here."""

    def put(column: int, value: object) -> None:
        if isinstance(value, Undefined):
            str(value)  # raises: the tag names something that does not exist
        if isinstance(value, Figure | Prose):
            text = register.figure(value)
            value = value if isinstance(value, Figure) else text
        if isinstance(value, bool | datetime) or not isinstance(value, Value):
            raise TypeError(f"a {type(value).__name__} cannot stand in a cell")
        rows[-1].values[column] = value

    return put


def _cell_broken(environment: TemplateEnvironment, statements: Sequence[_Statement]) -> str | None:
    """Return the first cell whose tags are wrong when they are looked at alone."""
    for one in statements:
        try:
            if one.whole:
                environment.parse(one.source)
        except TemplateError:
            return one.cell
    return None


def _cell_running(error: Exception, statements: Sequence[_Statement]) -> str:
    """Return the cell whose part of the whole program is wrong or was running."""
    running = [
        line for frame, line in walk_tb(error.__traceback__) if frame.f_code.co_filename == _SOURCE
    ]
    line = error.lineno if isinstance(error, TemplateSyntaxError) else [1, *running][-1]
    cells = [one.cell for one in statements for _line in one.source.split("\n")]
    return cells[min(line, len(cells)) - 1]
