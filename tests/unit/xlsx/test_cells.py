"""A number in a cell shows the digits of the report; text in a cell is never run."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from io import BytesIO

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.cell import Cell

from lsreport.ooxml.workbook import read_bytes
from lsreport.report import figures
from lsreport.report.cell_tags import Value
from lsreport.report.cells import put
from lsreport.report.figures import Figure
from lsreport.report.native_values import number_of
from support.xlsx import NINETY, high, low, shown


def written(value: Value) -> Cell:
    """Return the cell that a reader of the saved workbook finds."""
    return load_workbook(BytesIO(saved(value))).worksheets[0]["A1"]


def saved(value: Value) -> bytes:
    workbook = Workbook()
    put(workbook.worksheets[0]["A1"], value)
    packed = BytesIO()
    workbook.save(packed)
    return packed.getvalue()


@pytest.mark.parametrize(
    ("figure", "text"),
    [
        (figures.count(0, "n"), "0"),
        (figures.count(1_234_567, "n"), "1.234.567"),
        (figures.share(Fraction(1), "n", NINETY), "100%"),
        (figures.share(Fraction("0.8996"), "n", NINETY), "89,96%"),
        (figures.share(Fraction("0.8996"), "n", NINETY, digits=1), "89,96%"),
        (figures.share(Fraction("0.899999"), "n", NINETY), "89,9999%"),
        (figures.share(Fraction("0.99999"), "n"), "99,999%"),
        (figures.share(Fraction(2, 3), "n"), "66,67%"),
        (figures.share(Fraction(469, 20_000), "n"), "2,35%"),
        (low("0.84078"), "84,0%"),
        (high("0.84012"), "84,1%"),
        (low("0.90008"), "90,0%"),
        (high("0.89951"), "89,96%"),
        (figures.level(NINETY, "n"), "90%"),
        (figures.points(Fraction("0.0231"), "n", signed=True), "+2,31"),
        (figures.points(Fraction("-0.0231"), "n", signed=True), "-2,31"),
        (figures.points(Fraction("-0.0231"), "n"), "2,31"),
        (figures.points(Fraction(0), "n", signed=True), "0"),
        (figures.million(1_234_500, "n"), "1.234,5"),
        (figures.million(350_000, "n"), "350"),
        (figures.million(1, "n"), "0,001"),
    ],
)
def test_a_number_shows_the_digits_of_its_figure(figure: Figure, text: str) -> None:
    cell = written(figure)
    assert figure.text == text
    assert cell.data_type == "n"
    assert shown(cell) == text


@pytest.mark.parametrize(
    ("figure", "number"),
    [
        (figures.share(Fraction(2, 3), "n"), 2 / 3),
        (figures.share(Fraction("0.8"), "n"), 0.8),
        (low("0.84078"), 0.84),
        (high("0.84012"), 0.841),
        (figures.points(Fraction("0.0231"), "n", signed=True), 2.31),
        (figures.million(1_234_500, "n"), 1234.5),
        (figures.count(7, "n"), 7),
    ],
)
def test_a_number_is_exact_unless_it_was_printed_rounded_down_or_up(
    figure: Figure, number: float
) -> None:
    shown_number = number_of(figure)
    assert shown_number is not None
    assert shown_number[0] == pytest.approx(number, abs=1e-15)


def test_a_day_is_a_day() -> None:
    cell = written(figures.day(date(2024, 7, 5), "n"))
    assert (cell.is_date, shown(cell)) == (True, "05/07/2024")
    assert shown(written(date(2024, 7, 5))) == "05/07/2024"


@pytest.mark.parametrize("text", ["…", "x", "#", "*"])
def test_a_symbol_is_text(text: str) -> None:
    cell = written(figures.symbol(text, "n"))
    assert (cell.data_type, cell.value) == ("s", text)


@pytest.mark.parametrize(
    ("text", "risky"),
    [
        ("=1+1", True),
        ("=", True),
        ("+84 205 381", True),
        ("-2", True),
        ("@SUM(A1)", True),
        ("\t=1", True),
        ("#N/A", False),
        ("{{ 7*7 }}", False),
        ("2024-07-05", False),
        ("<a & b>", False),
    ],
)
def test_text_stays_text(text: str, risky: bool) -> None:
    cell = written(text)
    assert (cell.data_type, cell.value) == ("s", text)
    assert bool(cell.quotePrefix) == risky


def test_what_no_workbook_can_hold_is_left_out() -> None:
    assert written("a\x00\x07\ud800\x85b\nc").value == "ab\nc"


def test_text_that_looks_like_an_escape_reads_as_it_was() -> None:
    text = "_x0041_ và _x00e9_"
    (cell,) = read_bytes(saved(text)).sheets[0].cells
    assert cell.text == text


def test_nothing_is_an_empty_cell() -> None:
    assert written(None).value is None
