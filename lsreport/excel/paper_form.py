"""Write an import sheet: figures per unit and year, and where they stand."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from io import BytesIO
from typing import Any

import xlsxwriter

from lsreport.domain.observation import element_of, facet_of
from lsreport.domain.period import Period
from lsreport.domain.unit import Unit
from lsreport.excel.identity import PROPERTY_PREFIX
from lsreport.excel.paper_guide import FIGURES, SOURCES, Words, words_of
from lsreport.excel.paper_scope import Scope, handover_scope, paper_scope
from lsreport.excel.paper_tables import DOCUMENT, KEY, KIND, RECEIVED, UNIT, YEAR
from lsreport.excel.styles import FONT, TEXT_SIZE, Styles, line_count, row_height
from lsreport.excel.wording import period_in_words
from lsreport.indicators.calendar import window
from lsreport.indicators.plan import Element, Plan
from lsreport.ooxml.pack import repack

__all__ = ["HANDOVER_FILE", "PAPER_FILE", "Paper", "write_handover_form", "write_paper_form"]

PAPER_FILE = "so-lieu-bao-cao-giay.xlsx"
"""Name of the import sheet of the paper years."""
HANDOVER_FILE = "so-lieu-ban-giao.xlsx"
"""Name of the import sheet of a hand-over."""
_GUIDE = "Hướng dẫn"
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
    """What a paper gave, and how the office holds it."""

    document: str
    received: date
    figures: Mapping[str, int | str]
    """By key; money in thousand đồng."""


@dataclass(slots=True)
class _Book:
    """A workbook being drawn."""

    plan: Plan
    scope: Scope
    words: Words
    workbook: Any
    styles: Styles
    known: Mapping[tuple[str, Period], Paper]
    notice: str


def write_paper_form(
    plan: Plan, known: Mapping[tuple[str, int], Paper] | None = None, *, notice: str = ""
) -> bytes:
    """Return the import sheet of the plan's paper years; the same facts give the same bytes.

    `known` fills in what is known per unit code and year, `notice` stands above everything: for
    samples and examples.
    """
    papers = {
        (unit, Period(year, annual=True)): paper for (unit, year), paper in (known or {}).items()
    }
    return _written(plan, paper_scope(plan), papers, notice)


def write_handover_form(
    plan: Plan, known: Mapping[tuple[str, Period], Paper] | None = None, *, notice: str = ""
) -> bytes:
    """Return the import sheet of what ended units handed over; the same facts, the same bytes.

    `known` and `notice` as for the paper years.
    """
    return _written(plan, handover_scope(plan), known or {}, notice)


def _written(
    plan: Plan, scope: Scope, known: Mapping[tuple[str, Period], Paper], notice: str
) -> bytes:
    target = BytesIO()
    options = {
        "in_memory": True,
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "default_format_properties": {"font_name": FONT, "font_size": TEXT_SIZE},
    }
    workbook = xlsxwriter.Workbook(target, options)
    last = max((window(plan, period)[1] for period in scope.periods), default=plan.dated)
    worded, words = plan.worded_on(last), words_of(plan, scope)
    book = _Book(worded, scope, words, workbook, Styles(workbook), known, notice)
    _set_properties(book)
    pages = {name: workbook.add_worksheet(name) for name in (_GUIDE, FIGURES, SOURCES)}
    _draw_guide(book, pages[_GUIDE])
    _draw_figures(book, pages[FIGURES])
    _draw_sources(book, pages[SOURCES])
    workbook.close()
    return repack(target.getvalue())


def _set_properties(book: _Book) -> None:
    book.workbook.set_properties(
        {
            "title": f"{book.words.title}, Kế hoạch số {book.plan.number}",
            "subject": book.plan.title,
            "created": datetime.combine(book.plan.dated, datetime.min.time()),
        }
    )
    for name, fact in {"plan": book.plan.id, KIND: book.scope.kind}.items():
        book.workbook.set_custom_property(f"{PROPERTY_PREFIX}{name}", fact, "text")


def _draw_guide(book: _Book, page: Any) -> None:
    page.protect()
    page.hide_gridlines(2)
    page.set_paper(_A4)
    page.set_landscape()
    page.fit_to_pages(1, 0)
    page.set_column(0, 0, _GUIDE_WIDTH)
    page.write_string(0, 0, book.words.heading, book.styles["heading"])
    page.write_string(1, 0, f"Kế hoạch số {book.plan.number}", book.styles["under"])
    if book.notice:
        page.write_string(2, 0, book.notice, book.styles["warning"])
    for number, text in enumerate(book.words.instructions, 1):
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
    headings = {UNIT: "Mã đơn vị", "-unit": "Đơn vị", KEY: "Mã", "-key": "Chỉ tiêu"}
    periods = book.scope.periods
    headings |= {period.id: _capital(period_in_words(period)) for period in periods}
    widths = (*_FIGURE_WIDTHS, 14.0)
    _draw_table(book, page, book.words.figures, headings, widths)
    line = _FIRST_ROW
    rules: dict[str, list[tuple[int, int]]] = {}
    for unit, asked in book.scope.asked.items():
        for key in dict.fromkeys(key for keys in asked.values() for key in keys):
            line += 1
            element = book.plan.elements[element_of(key)]
            page.write_string(line, 0, unit.code, book.styles["counted"])
            page.write_string(line, 1, unit.name, book.styles["aside"])
            page.write_string(line, 2, key, book.styles["code"])
            label = _label(element, key)
            page.write_string(line, 3, label, book.styles["label"])
            page.set_row(line, row_height((line_count(label, _FIGURE_WIDTHS[3]), TEXT_SIZE)))
            for column, period in enumerate(periods, 4):
                if key not in asked.get(period, ()):
                    page.write_blank(line, column, None, book.styles["unused"])
                    continue
                _draw_figure(book, page, (line, column), element, _known(book, unit, period, key))
                rules.setdefault(_kind(element, key), []).append((line, column))
    _write_rules(page, rules)
    _finish(page, line, len(headings), 4)


def _known(book: _Book, unit: Unit, period: Period, key: str) -> int | str | None:
    paper = book.known.get((unit.code, period))
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
        DOCUMENT: f"{book.words.document}: tên, số, ký hiệu, ngày",
        RECEIVED: "Ngày nhận được",
    }
    _draw_table(book, page, "Nguồn của số liệu", headings, _SOURCE_WIDTHS)
    line = _FIRST_ROW
    for unit, asked in book.scope.asked.items():
        for period in asked:
            line += 1
            page.write_string(line, 0, unit.code, book.styles["counted"])
            page.write_string(line, 1, unit.name, book.styles["aside"])
            _draw_period(book, page, line, period)
            paper = book.known.get((unit.code, period))
            text, day = book.styles["input_text"], book.styles["input_date"]
            if paper is None:
                page.write_blank(line, 3, None, text)
                page.write_blank(line, 4, None, day)
            else:
                page.write_string(line, 3, paper.document, text)
                received = datetime.combine(paper.received, datetime.min.time())
                page.write_datetime(line, 4, received, day)
    _finish(page, line, len(headings), 3)


def _draw_period(book: _Book, page: Any, line: int, period: Period) -> None:
    if period.annual:
        page.write_number(line, 2, period.year, book.styles["counted"])
    else:
        page.write_string(line, 2, period.id, book.styles["counted"])


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
