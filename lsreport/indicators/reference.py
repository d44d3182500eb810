"""The office's reference table: denominators per unit with source and date, read from CSV.

One figure a line under the header `unit,element,value,dated,source`. The figure is the total of the
element (Tổng số) in the unit on that day. Nothing is guessed: what is not exactly so is an error.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from datetime import date
from io import StringIO
from pathlib import Path

from lsreport.domain.submission import ReferenceFigure
from lsreport.errors import ConfigurationError
from lsreport.i18n import _
from lsreport.indicators.faults import day_of
from lsreport.indicators.plan import Element, Plan
from lsreport.indicators.tables import read_text

COLUMNS = ("unit", "element", "value", "dated", "source")
_WHOLE = re.compile(r"0|[1-9][0-9]*", re.ASCII)
_HEADER = 1

Record = tuple[int, list[str]]
"""Line a record begins on, and its cells."""


def load_reference(path: Path, plan: Plan) -> tuple[ReferenceFigure, ...]:
    """Read the reference table of a plan, in the order of its lines.

    Raises:
        ConfigurationError: the file cannot be read, its header or a cell is not as it should be,
            a unit or element is unknown, or a figure stands twice; file, line and column are named.
    """
    records = _records(path)
    first = next(records, (_HEADER, []))[1]
    if [name.strip() for name in first] != list(COLUMNS):
        raise ConfigurationError(
            _(
                "{file}, line 1: the header is {seen}, it must be {expected}. Save the table as "
                '"CSV UTF-8 (comma delimited)".'
            ),
            file=path.name,
            seen=",".join(first) or "-",
            expected=",".join(COLUMNS),
        )
    table = _Table(path.name, plan)
    return tuple(table.figure(line, cells) for line, cells in records)


def _records(path: Path) -> Iterator[Record]:
    """Yield the records of a CSV file with the lines they begin on; blank lines are passed over."""
    try:
        content = path.read_bytes()
    except OSError as error:
        raise ConfigurationError(
            _("{file} cannot be read ({why}). Close it in Excel and try again."),
            file=path,
            why=error.strerror or error,
        ) from error
    reader = csv.reader(StringIO(read_text(path.name, content), newline=""), strict=True)
    begun = _HEADER
    try:
        for cells in reader:
            if any(cell.strip() for cell in cells):
                yield begun, cells
            begun = reader.line_num + 1
    except csv.Error as error:
        raise ConfigurationError(
            _("{file}, line {line}: not CSV ({why}). Correct the quotation marks of the line."),
            file=path.name,
            line=reader.line_num,
            why=error,
        ) from error


class _Table:
    """Turns records into figures, and remembers which figures it has seen."""

    def __init__(self, file: str, plan: Plan) -> None:
        self.file = file
        self.plan = plan
        self.units = {unit.code for unit in plan.units}
        self.seen: dict[tuple[str, str, date], int] = {}

    def figure(self, line: int, cells: list[str]) -> ReferenceFigure:
        """Return the figure of one record."""
        if len(cells) != len(COLUMNS):
            raise ConfigurationError(
                _("{file}, line {line}: {seen} columns instead of {expected}. Correct the line."),
                file=self.file,
                line=line,
                seen=len(cells),
                expected=len(COLUMNS),
            )
        unit, code, value, dated, source = (cell.strip() for cell in cells)
        element = self._element(line, code)
        self._owner(line, unit, element)
        figure = ReferenceFigure(
            unit=unit,
            element=code,
            value=self._count(line, value, element),
            dated=self._day(line, dated),
            source=source,
            line=line,
        )
        if not source:
            raise self._fault(
                _("{file}, line {line}, column {column}: empty. Name the source of the figure."),
                line,
                "source",
            )
        self._once(figure)
        return figure

    def _element(self, line: int, code: str) -> Element:
        """Return the element, which must be a population: it has a total, and is no case count."""
        element = self.plan.elements.get(code)
        if element is None:
            raise self._fault(
                _(
                    "{file}, line {line}, column {column}: the plan has no element {seen}. Correct "
                    "the code."
                ),
                line,
                "element",
                seen=code,
            )
        population = element.measure == "stock" and not element.may_be_zero
        if not element.has_total and not population:
            raise self._fault(
                _(
                    "{file}, line {line}, column {column}: {seen} has no total, so no reference "
                    "figure. Remove the line."
                ),
                line,
                "element",
                seen=code,
            )
        return element

    def _owner(self, line: int, unit: str, element: Element) -> None:
        """Require a unit of the registry that is ever asked for the element."""
        if unit not in self.units:
            raise self._fault(
                _(
                    "{file}, line {line}, column {column}: the registry has no unit {seen}. "
                    "Correct the code."
                ),
                line,
                "unit",
                seen=unit,
            )
        roles = element.owner + element.cross_check
        entries = (one for one in self.plan.units if one.code == unit)
        if roles and not any(entry.plays(roles) for entry in entries):
            raise self._fault(
                _(
                    "{file}, line {line}, column {column}: {seen} does not report {element}. "
                    "Correct the code, or remove the line."
                ),
                line,
                "unit",
                seen=unit,
                element=element.code,
            )

    def _count(self, line: int, text: str, element: Element) -> int:
        """Return the figure; digits only, nought only where the element may be nought."""
        if not _WHOLE.fullmatch(text):
            raise self._fault(
                _(
                    "{file}, line {line}, column {column}: {seen} is no whole number. Write digits "
                    "only, such as 5600."
                ),
                line,
                "value",
                seen=text or "-",
            )
        largest = self.plan.thresholds.largest_count
        if len(text) > len(str(largest)) or int(text) > largest:
            raise self._fault(
                _("{file}, line {line}, column {column}: {seen} is above {largest}. Correct it."),
                line,
                "value",
                seen=text,
                largest=largest,
            )
        if int(text) == 0 and not (element.may_be_zero or element.may_be_na):
            raise self._fault(
                _(
                    "{file}, line {line}, column {column}: {element} cannot be 0. Correct the "
                    "figure, or remove the line."
                ),
                line,
                "value",
                element=element.code,
            )
        return int(text)

    def _day(self, line: int, text: str) -> date:
        day = day_of(text)
        if day is None:
            raise self._fault(
                _(
                    "{file}, line {line}, column {column}: {seen} is no date. Write it as "
                    "2024-12-31."
                ),
                line,
                "dated",
                seen=text or "-",
            )
        return day

    def _once(self, figure: ReferenceFigure) -> None:
        """Require that no earlier line gives the same unit, element and day."""
        key = (figure.unit, figure.element, figure.dated)
        if key in self.seen:
            raise ConfigurationError(
                _(
                    "{file}, line {line}: {element} of {unit} on {dated} already stands on line "
                    "{first}. Keep one of the two."
                ),
                file=self.file,
                line=figure.line,
                element=figure.element,
                unit=figure.unit,
                dated=figure.dated.isoformat(),
                first=self.seen[key],
            )
        self.seen[key] = figure.line

    def _fault(self, msgid: str, line: int, column: str, /, **facts: object) -> ConfigurationError:
        return ConfigurationError(msgid, file=self.file, line=line, column=column, **facts)
