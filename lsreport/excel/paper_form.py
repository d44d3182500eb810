"""Write the import sheet of the paper years: figures per unit and year, and where they stand."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from io import BytesIO
from typing import Any

import xlsxwriter

from lsreport.domain.observation import element_of, facet_of
from lsreport.domain.period import Period
from lsreport.domain.unit import Unit
from lsreport.excel.identity import PROPERTY_PREFIX
from lsreport.excel.paper_guide import instructions
from lsreport.excel.paper_tables import DOCUMENT, IMPORT_KIND, KEY, KIND, RECEIVED, UNIT, YEAR
from lsreport.excel.styles import FONT, TEXT_SIZE, Styles, line_count, row_height
from lsreport.indicators.asks import paper_keys
from lsreport.indicators.calendar import window
from lsreport.indicators.plan import Element, Plan
from lsreport.ooxml.pack import repack

__all__ = ["PAPER_FILE", "Paper", "write_paper_form"]

PAPER_FILE = "so-lieu-bao-cao-giay.xlsx"
"""Name of the import sheet."""
_GUIDE, _FIGURES, _SOURCES = "Hướng dẫn", "Số liệu", "Nguồn số liệu"
_FACETS = {
    "total": "tổng số tại ngày chốt",
    "covered": "lũy kế đến ngày chốt",
    "reached": "số người, hộ khác nhau trong năm",
}
_GUIDE_WIDTH = 110.0
_FIGURE_WIDTHS = (9.0, 30.0, 12.0, 70.0)
_SOURCE_WIDTHS = (9.0, 38.0, 8.0, 60.0, 16.0)
_FIRST_ROW = 4
"""Line of the column codes, from 0: title, note, blank and headings stand above it."""
_A4 = 9


@dataclass(frozen=True, slots=True)
class Paper:
    """What a paper report gave, and how the office holds it."""

    document: str
    received: date
    figures: Mapping[str, int | str]
    """By key; money in thousand đồng."""


@dataclass(slots=True)
class _Book:
    """A workbook being drawn."""

    plan: Plan
    workbook: Any
    styles: Styles
    known: Mapping[tuple[str, int], Paper]
    notice: str
    years: dict[int, tuple[date, date]] = field(default_factory=dict)

    def units(self) -> Iterator[tuple[Unit, dict[int, tuple[str, ...]]]]:
        """Yield each unit that reported on paper, with the keys asked of it by year."""
        asked: dict[Unit, dict[int, tuple[str, ...]]] = {}
        for year, (_first, last) in self.years.items():
            for unit in self.plan.units_on(last):
                asked.setdefault(unit, {})[year] = paper_keys(self.plan, unit, last)
        yield from asked.items()


def write_paper_form(
    plan: Plan, known: Mapping[tuple[str, int], Paper] | None = None, *, notice: str = ""
) -> bytes:
    """Return the import sheet of the plan's paper years; the same facts give the same bytes.

    `known` fills in what is known per unit code and year, `notice` stands above everything: for
    samples and examples.
    """
    target = BytesIO()
    options = {
        "in_memory": True,
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "default_format_properties": {"font_name": FONT, "font_size": TEXT_SIZE},
    }
    workbook = xlsxwriter.Workbook(target, options)
    years = {year: window(plan, Period(year, annual=True)) for year in plan.calendar.paper_years}
    book = _Book(plan, workbook, Styles(workbook), known or {}, notice, years)
    _set_properties(book)
    pages = {name: workbook.add_worksheet(name) for name in (_GUIDE, _FIGURES, _SOURCES)}
    _draw_guide(book, pages[_GUIDE])
    _draw_figures(book, pages[_FIGURES])
    _draw_sources(book, pages[_SOURCES])
    workbook.close()
    return repack(target.getvalue())


def _set_properties(book: _Book) -> None:
    book.workbook.set_properties(
        {
            "title": f"Số liệu từ báo cáo giấy, Kế hoạch số {book.plan.number}",
            "subject": book.plan.title,
            "created": datetime.combine(book.plan.dated, datetime.min.time()),
        }
    )
    for name, fact in {"plan": book.plan.id, KIND: IMPORT_KIND}.items():
        book.workbook.set_custom_property(f"{PROPERTY_PREFIX}{name}", fact, "text")


def _draw_guide(book: _Book, page: Any) -> None:
    page.protect()
    page.hide_gridlines(2)
    page.set_paper(_A4)
    page.set_landscape()
    page.fit_to_pages(1, 0)
    page.set_column(0, 0, _GUIDE_WIDTH)
    years = f"{min(book.years)}–{max(book.years)}" if book.years else ""
    page.write_string(0, 0, f"Số liệu các năm báo cáo giấy {years}", book.styles["heading"])
    page.write_string(1, 0, f"Kế hoạch số {book.plan.number}", book.styles["under"])
    if book.notice:
        page.write_string(2, 0, book.notice, book.styles["warning"])
    for number, text in enumerate(instructions(book.plan, _FIGURES, _SOURCES), 1):
        paragraph = f"{number}. {text}"
        line = 3 + number
        page.write_string(line, 0, paragraph, book.styles["guide_text"])
        page.set_row(line, row_height((line_count(paragraph, _GUIDE_WIDTH), TEXT_SIZE)))


def _draw_table(
    book: _Book, page: Any, title: str, headings: Mapping[str, str], widths: tuple[float, ...]
) -> None:
    """Draw what stands above a table: title, headings, and the codes of the columns."""
    page.write_string(0, 0, title, book.styles["heading"])
    if book.notice:
        page.merge_range(1, 0, 1, len(headings) - 1, book.notice, book.styles["warning"])
    for column, (token, heading) in enumerate(headings.items()):
        page.set_column(column, column, widths[min(column, len(widths) - 1)])
        page.write_string(_FIRST_ROW - 1, column, heading, book.styles["header"])
        code = f"#{token}" if not token.startswith("-") else ""
        page.write_string(_FIRST_ROW, column, code, book.styles["token"])


def _finish(page: Any, last: int, columns: int, frozen: int) -> None:
    page.protect("", {"format_columns": True, "format_rows": True, "autofilter": True})
    page.set_paper(_A4)
    page.set_landscape()
    page.fit_to_pages(1, 0)
    page.repeat_rows(_FIRST_ROW - 1)
    page.set_footer("&C&8Trang &P/&N")
    page.freeze_panes(_FIRST_ROW + 1, frozen)
    page.autofilter(_FIRST_ROW, 0, max(last, _FIRST_ROW + 1), columns - 1)


def _draw_figures(book: _Book, page: Any) -> None:
    names = {year: f"Năm {year}" for year in book.years}
    headings = {UNIT: "Mã đơn vị", "-unit": "Đơn vị", KEY: "Mã", "-key": "Chỉ tiêu"}
    headings |= {str(year): name for year, name in names.items()}
    widths = (*_FIGURE_WIDTHS, 14.0)
    _draw_table(book, page, "Số liệu theo báo cáo giấy (ô trống: không biết)", headings, widths)
    line = _FIRST_ROW
    rules: dict[str, list[tuple[int, int]]] = {}
    for unit, asked in book.units():
        for key in dict.fromkeys(key for keys in asked.values() for key in keys):
            line += 1
            element = book.plan.elements[element_of(key)]
            page.write_string(line, 0, unit.code, book.styles["counted"])
            page.write_string(line, 1, unit.name, book.styles["aside"])
            page.write_string(line, 2, key, book.styles["code"])
            label = _label(element, key)
            page.write_string(line, 3, label, book.styles["label"])
            page.set_row(line, row_height((line_count(label, _FIGURE_WIDTHS[3]), TEXT_SIZE)))
            for column, year in enumerate(book.years, 4):
                if key not in asked.get(year, ()):
                    page.write_blank(line, column, None, book.styles["unused"])
                    continue
                _draw_figure(book, page, (line, column), element, _known(book, unit, year, key))
                rules.setdefault(_kind(element, key), []).append((line, column))
    _write_rules(page, rules)
    _finish(page, line, len(headings), 4)


def _known(book: _Book, unit: Unit, year: int, key: str) -> int | str | None:
    paper = book.known.get((unit.code, year))
    return None if paper is None else paper.figures.get(key)


def _draw_figure(
    book: _Book, page: Any, cell: tuple[int, int], element: Element, value: int | str | None
) -> None:
    money = element.value_type == "money"
    style = book.styles["input_money" if money else "input_count"]
    if value is None:
        page.write_blank(*cell, None, style)
    elif isinstance(value, str):
        page.write_string(*cell, value, style)
    else:
        page.write_number(*cell, value / 1000 if money else value, style)


def _label(element: Element, key: str) -> str:
    """Return what a row asks for: the element, its column, and the answers of a question."""
    parts = [element.label, _FACETS.get(facet_of(key), "")]
    if element.choices:
        parts.append("ghi " + ", ".join(f"{one.value} - {one.label}" for one in element.choices))
    elif element.value_type == "money":
        parts.append("triệu đồng")
    return ": ".join(filter(None, parts))


def _kind(element: Element, key: str) -> str:
    if element.may_be_na and facet_of(key) == "total":
        return "word"
    return "money" if element.value_type == "money" else "count"


_RULES: Mapping[str, Mapping[str, object]] = {
    "count": {"validate": "integer", "criteria": ">=", "value": 0},
    "money": {"validate": "decimal", "criteria": ">=", "value": 0},
    # Words may stand there too, so it only warns.
    "word": {"validate": "integer", "criteria": ">=", "value": 0, "error_type": "warning"},
}
_ERROR = {
    "error_title": "Số chưa đúng",
    "error_message": "Ghi số từ 0 trở lên, theo báo cáo giấy. Không biết thì để trống.",
}


def _write_rules(page: Any, rules: Mapping[str, list[tuple[int, int]]]) -> None:
    """Write each rule once, for all its cells."""
    for kind, cells in rules.items():
        line, column = cells[0]
        others = [[line, column, line, column] for line, column in cells[1:]]
        more = {"other_cells": others} if others else {}
        page.data_validation(line, column, line, column, {**_RULES[kind], **_ERROR, **more})


def _draw_sources(book: _Book, page: Any) -> None:
    headings = {
        UNIT: "Mã đơn vị",
        "-unit": "Đơn vị",
        YEAR: "Năm",
        DOCUMENT: "Báo cáo giấy: tên, số, ký hiệu, ngày",
        RECEIVED: "Ngày nhận được",
    }
    _draw_table(book, page, "Nguồn của số liệu", headings, _SOURCE_WIDTHS)
    line = _FIRST_ROW
    for unit, asked in book.units():
        for year in asked:
            line += 1
            page.write_string(line, 0, unit.code, book.styles["counted"])
            page.write_string(line, 1, unit.name, book.styles["aside"])
            page.write_number(line, 2, year, book.styles["counted"])
            paper = book.known.get((unit.code, year))
            text, day = book.styles["input_text"], book.styles["input_date"]
            if paper is None:
                page.write_blank(line, 3, None, text)
                page.write_blank(line, 4, None, day)
            else:
                page.write_string(line, 3, paper.document, text)
                received = datetime.combine(paper.received, datetime.min.time())
                page.write_datetime(line, 4, received, day)
    _finish(page, line, len(headings), 3)
