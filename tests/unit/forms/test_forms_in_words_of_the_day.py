"""A form says what things are called on the last day of its window, on every sheet."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from openpyxl import Workbook

from lsreport.domain.period import Period
from lsreport.excel.keys import form_keys
from lsreport.indicators.calendar import window
from support.forms import blank, plan, unit

YEAR_2025 = Period.parse("2025")
HALF_2026 = Period.parse("2026-H1")
OLD = ("huyện", "thành phố", "thị trấn", "thanh tra")


def texts(book: Workbook) -> Iterator[str]:
    """Yield every text of a form: cells, comments and the prompts of its input cells."""
    for sheet in book.worksheets:
        for cell in (cell for row in sheet.iter_rows() for cell in row):
            if isinstance(cell.value, str):
                yield cell.value
            if cell.comment is not None:
                yield cell.comment.text
        for rule in sheet.data_validations.dataValidation:
            yield rule.prompt or ""


@pytest.mark.parametrize("code", ["06001", "05977", "SYT", "SNV", "SGDDT", "CAT", "SNNMT", "STC"])
def test_only_quoted_clauses_speak_of_districts_and_inspectorates_after_2025(code: str) -> None:
    found = {text for text in texts(blank(code, HALF_2026)) if any(w in text.lower() for w in OLD)}
    assert found <= set(plan().clauses.values())
    assert plan().clauses["V.14"] in found


def test_inspections_and_checks_until_june_and_checks_alone_later() -> None:
    before, after = set(texts(blank("178"))), set(texts(blank("06001", YEAR_2025)))
    old = {
        "III.5. Thanh tra, kiểm tra, giám sát",
        "Cuộc thanh tra đã chủ trì",
        "Cơ sở được thanh tra, kiểm tra",
        "Số xã, phường, thị trấn đã có kế hoạch",
    }
    new = {"III.5. Kiểm tra, giám sát", "Cơ sở được kiểm tra", "Số xã, phường đã có kế hoạch"}
    assert old <= before
    assert new.isdisjoint(before)
    assert new <= after
    assert old.isdisjoint(after)


def test_a_year_form_of_2025_says_what_it_holds_of_the_inspections_of_its_first_half() -> None:
    definition = (
        "Cơ sở được kiểm tra nhiều lần trong kỳ tính một lần. Số năm 2025 của cơ quan cấp tỉnh "
        "gồm cả cơ sở được thanh tra đến hết ngày 30/6/2025."
    )
    year = set(texts(blank("SNV", YEAR_2025)))
    assert f"Số phát sinh trong kỳ. {definition}" in year  # the guide
    assert f"{definition} Không có thì ghi 0." in year  # the prompt of the cell


@pytest.mark.parametrize(
    ("period", "label"),
    [
        ("2025-H1", "Cơ sở được thanh tra, kiểm tra"),
        ("2025", "Cơ sở được kiểm tra"),
    ],
)
def test_what_is_read_back_is_named_as_its_form_names_it(period: str, label: str) -> None:
    asked = Period.parse(period)
    keys = form_keys(plan(), unit("SNV", asked), asked, window(plan(), asked)[1])
    assert keys.label("TK03") == label
