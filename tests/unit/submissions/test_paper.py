"""The import sheet of the paper years: what is taken of it, and what a fault takes away."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, time

import pytest
from openpyxl import Workbook

from lsreport.checks.rulebook import message_of, remedy_of
from lsreport.domain.clock import LANG_SON
from lsreport.domain.observation import RawKind
from lsreport.domain.period import Period
from lsreport.domain.submission import Cover
from lsreport.excel.admission import Asked
from lsreport.excel.arrivals import read_arrival
from lsreport.excel.paper_form import write_paper_form
from lsreport.excel.paper_groups import PaperReading
from lsreport.excel.submissions import Reading
from lsreport.i18n import Catalogue
from support.paper import (
    FIGURES_SHEET,
    FILE,
    KNOWN,
    SOURCES_SHEET,
    Edit,
    changed,
    figure,
    outcome,
    places,
    read,
    sheet,
    source,
)
from support.submissions import PLAN, filled

TAKEN: dict[tuple[str | None, str | None], list[str]] = {
    ("178", "2022"): [],
    ("178", "2023"): [],
    ("SGDDT", "2022"): [],
}


def typing(unit: str, key: str, year: int, content: object) -> Edit:
    def edit(workbook: Workbook) -> None:
        figure(workbook, unit, key, year).value = content  # type: ignore[assignment]

    return edit


def sourced(unit: str, year: int, column: str, content: object) -> Edit:
    def edit(workbook: Workbook) -> None:
        source(workbook, unit, year, column).value = content  # type: ignore[assignment]

    return edit


def recoded(unit: str, key: str, column: int, content: str | None) -> Edit:
    """Change the code of the unit (0) or of the key (2) in the row of a figure."""

    def edit(workbook: Workbook) -> None:
        row = figure(workbook, unit, key, 2022).row
        workbook[FIGURES_SHEET].cell(row, column + 1).value = content

    return edit


def test_a_blank_sheet_says_nothing() -> None:
    assert read(write_paper_form(PLAN)) == PaperReading((), ())


def test_every_unit_and_year_becomes_a_return_with_its_source() -> None:
    assert outcome(sheet()) == TAKEN
    received = {
        (one.reading.unit, one.reading.period): one.received for one in read(sheet()).returns
    }
    assert received == {
        (unit, Period(year, annual=True)): datetime.combine(paper.received, time.max, LANG_SON)
        for (unit, year), paper in KNOWN.items()
    }


def test_a_figure_stands_at_its_cell() -> None:
    (town,) = (
        one.reading
        for one in read(sheet()).returns
        if (one.reading.unit, one.reading.period.id) == ("178", "2022")
    )
    assert town.version == "history"
    assert town.cover == Cover(
        sending=0,
        on_behalf_by="Cơ quan tổng hợp (số liệu nhập từ báo cáo giấy)",
        on_behalf_from="Báo cáo số 512/BC-UBND ngày 19/12/2022",
    )
    assert {raw.key: (f"{raw.sheet}!{raw.cell}", raw.kind, raw.text) for raw in town.raws} == {
        key: (places()["178", key, 2022], RawKind.NUMBER, text)
        for key, text in {
            "GV.total": "2050",
            "GV.covered": "900",
            "CL_DK": "0",
            "CL_MOI": "1",
            "CL_HET": "1",
            "KP01": "12.5",
        }.items()
    }


def test_rows_and_columns_may_stand_anywhere() -> None:
    def shuffled(workbook: Workbook) -> None:
        page = workbook[FIGURES_SHEET]
        lines = [[cell.value for cell in row] for row in page.iter_rows(min_row=6)]
        page.delete_rows(6, page.max_row)
        for line in reversed(lines):
            page.append(line)
        page.insert_cols(4)
        page.title = "Cũ"
        workbook.move_sheet(page, 1)

    def said(content: bytes) -> object:
        return {
            (one.reading.unit, one.reading.period): {raw.key: raw.text for raw in one.reading.raws}
            for one in read(content).returns
        }

    assert said(changed(shuffled)) == said(sheet())


def test_the_form_of_a_unit_is_read_as_before() -> None:
    assert isinstance(read_arrival(filled(), FILE, PLAN, Asked(None, None)), Reading)


@pytest.mark.parametrize(
    ("edits", "refused"),
    [
        ([recoded("178", "GV.total", 0, "179")], {(None, None): ["LS154"]}),
        ([recoded("178", "GV.total", 0, None)], {(None, None): ["LS154"]}),
        (
            [recoded("178", "GV.total", 2, "GVV.total")],
            {("178", "2022"): ["LS156"], ("178", "2023"): ["LS156"]},
        ),
        (
            [recoded("178", "GV.total", 2, None)],
            {("178", "2022"): ["LS156"], ("178", "2023"): ["LS156"]},
        ),
        ([recoded("SGDDT", "GV_S.total", 2, "GV.total")], {("SGDDT", "2022"): ["LS156"]}),
        ([recoded("SGDDT", "GV_S.total", 2, "GV_S.covered")], {("SGDDT", "2022"): ["LS159"]}),
        (
            [recoded("SGDDT", "GV_S.total", 0, "SYT")],
            {("SYT", "2022"): ["LS155"]},
        ),
        ([sourced("178", 2022, "document", None)], {("178", "2022"): ["LS157"]}),
        ([sourced("178", 2022, "received", None)], {("178", "2022"): ["LS158"]}),
        ([sourced("178", 2022, "received", "tháng 12")], {("178", "2022"): ["LS158"]}),
        ([sourced("178", 2022, "received", "20/12/2012")], {("178", "2022"): ["LS158"]}),
        ([sourced("178", 2022, "received", "20/12/2032")], {("178", "2022"): ["LS158"]}),
        (
            [sourced("178", 2022, "year", 2019)],
            {("178", "2022"): ["LS157"], (None, None): ["LS161"]},
        ),
        (
            [sourced("178", 2022, "year", 2023)],
            {("178", "2022"): ["LS157"], ("178", "2023"): ["LS160"]},
        ),
        ([typing("183", "GV.total", 2021, 5)], {("183", "2021"): ["LS157"]}),
    ],
)  # fmt: skip
def test_a_fault_takes_its_unit_and_year_and_nothing_else(
    edits: list[Edit], refused: dict[tuple[str | None, str | None], list[str]]
) -> None:
    assert outcome(changed(*edits)) == {**TAKEN, **refused}


@pytest.mark.parametrize(
    ("edit", "rules"),
    [
        (lambda book: book.remove(book[SOURCES_SHEET]), ["LS151"]),
        (lambda book: book.remove(book[FIGURES_SHEET]), ["LS151"]),
        (lambda book: _retoken(book, "#2022", "#2024"), ["LS152"]),
        (lambda book: _retoken(book, "#2022", None), ["LS152"]),
        (lambda book: _retoken(book, "#2022", "#2021"), ["LS152"]),
        (lambda book: _retoken(book, "#key", None), ["LS151"]),
    ],
)
def test_a_broken_table_rejects_the_sheet(
    edit: Callable[[Workbook], None], rules: list[str]
) -> None:
    assert outcome(changed(edit)) == {(None, None): rules}


def _retoken(workbook: Workbook, old: str, new: str | None) -> None:
    for row in workbook[FIGURES_SHEET].iter_rows():
        for cell in row:
            if cell.value == old:
                cell.value = new


def test_a_sheet_of_another_plan_is_rejected() -> None:
    def other(workbook: Workbook) -> None:
        (mark,) = (one for one in workbook.custom_doc_props.props if one.name == "ls_plan")
        mark.value = "200"

    assert outcome(changed(other)) == {(None, None): ["LS124"]}


def test_one_unit_or_period_cannot_be_asked_of_it() -> None:
    (refusal,) = read(sheet(), Asked("178", None)).refusals
    assert [finding.rule for finding in refusal.findings] == ["LS153"]


def test_what_is_typed_is_left_to_the_checks() -> None:
    contents = {"GV.total": "2.050", "GV.covered": "=450*2", "CL_DK": "không rõ", "KP01": -1}
    content = changed(*(typing("178", key, 2022, one) for key, one in contents.items()))
    assert outcome(content) == TAKEN
    (town,) = (
        one.reading
        for one in read(content).returns
        if (one.reading.unit, one.reading.period.id) == ("178", "2022")
    )
    assert {raw.key: (raw.kind, raw.text, raw.formula) for raw in town.raws} == {
        "GV.total": (RawKind.TEXT, "2.050", False),
        "GV.covered": (RawKind.UNCACHED, None, True),
        "CL_DK": (RawKind.TEXT, "không rõ", False),
        "CL_MOI": (RawKind.NUMBER, "1", False),
        "CL_HET": (RawKind.NUMBER, "1", False),
        "KP01": (RawKind.NUMBER, "-1", False),
    }


def test_a_dash_is_a_blank() -> None:
    assert outcome(changed(typing("183", "GV.total", 2021, "-"))) == TAKEN


def test_a_copied_row_that_agrees_is_one() -> None:
    def copied(workbook: Workbook) -> None:
        page = workbook[FIGURES_SHEET]
        row = figure(workbook, "178", "GV.total", 2022).row
        page.append([cell.value for cell in page[row]])

    assert outcome(changed(copied)) == TAKEN


def test_a_source_alone_is_a_return_that_gives_no_figure() -> None:
    content = changed(
        typing("SGDDT", "GV_S.total", 2022, None), typing("SGDDT", "GV_S.covered", 2022, None)
    )
    (schools,) = (one for one in read(content).returns if one.reading.unit == "SGDDT")
    assert schools.reading.raws == ()


def test_a_refusal_says_where_and_what_to_do() -> None:
    content = changed(sourced("178", 2022, "received", "tháng 12"))
    (refusal,) = read(content).refusals
    (finding,) = refusal.findings
    catalogue = Catalogue("en")
    assert str(finding.place) == "giay.xlsx · Nguồn số liệu!E61"
    assert message_of(finding, catalogue) == (
        "Nguồn số liệu!E61: UBND thành phố Lạng Sơn, 2022: the day the paper came is tháng 12; it "
        "must be a day from 2021-12-15 to 2026-03-02."
    )
    assert remedy_of(finding, catalogue) == ("Type the day as day/month/year, such as 20/12/2022.")


def test_what_looks_personal_is_not_repeated() -> None:
    content = changed(recoded("178", "GV.total", 2, "Nguyễn Văn An 0912345678"))
    (first, _second) = read(content).refusals
    assert [finding.seen for finding in first.findings] == ["…"]
