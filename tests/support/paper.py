"""Import sheets of the paper years, filled in and changed the way an analyst changes them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from functools import cache
from io import BytesIO

from openpyxl import Workbook, load_workbook
from openpyxl.cell.cell import Cell

from lsreport.excel.admission import Asked
from lsreport.excel.arrivals import read_arrival
from lsreport.excel.paper_form import Paper, write_paper_form
from lsreport.excel.paper_groups import PaperReading
from support.submissions import PLAN, edited

FILE = "giay.xlsx"
TODAY = date(2026, 3, 2)
FIGURES_SHEET, SOURCES_SHEET = "Số liệu", "Nguồn số liệu"
TOWN_2022 = Paper(
    "Báo cáo số 512/BC-UBND ngày 19/12/2022",
    date(2022, 12, 20),
    {"GV.total": 2_050, "GV.covered": 900, "CL_DK": 0, "CL_MOI": 1, "CL_HET": 1, "KP01": 12_500},
)
TOWN_2023 = Paper(
    "Báo cáo số 498/BC-UBND ngày 20/12/2023",
    date(2023, 12, 21),
    {"GV.total": 2_080, "GV.covered": 1_400},
)
SCHOOLS_2022 = Paper(
    "Báo cáo số 77/BC-SGDĐT ngày 15/12/2022",
    date(2022, 12, 28),
    {"GV_S.total": 2_300, "GV_S.covered": 1_150},
)
KNOWN: Mapping[tuple[str, int], Paper] = {
    ("178", 2022): TOWN_2022,
    ("178", 2023): TOWN_2023,
    ("SGDDT", 2022): SCHOOLS_2022,
}
"""What the papers of two units gave."""

UNASKED = Asked(None, None)

Edit = Callable[[Workbook], object]


@cache
def sheet() -> bytes:
    """The import sheet with what the papers gave."""
    return write_paper_form(PLAN, KNOWN)


def changed(*edits: Edit) -> bytes:
    """The import sheet after somebody changed and saved it."""
    return edited(sheet(), *edits)


def read(content: bytes, asked: Asked = UNASKED) -> PaperReading:
    """What the reader makes of an import sheet."""
    reading = read_arrival(content, FILE, PLAN, asked, today=TODAY)
    assert isinstance(reading, PaperReading), reading
    return reading


def outcome(content: bytes) -> dict[tuple[str | None, str | None], list[str]]:
    """Per unit and year the rules it is refused by, none when it is taken."""
    reading = read(content)
    taken: dict[tuple[str | None, str | None], list[str]] = {
        (one.reading.unit, one.reading.period.id): [] for one in reading.returns
    }
    refused = {
        (one.unit, one.period and one.period.id): [found.rule for found in one.findings]
        for one in reading.refusals
    }
    return {**taken, **refused}


def figure(workbook: Workbook, unit: str, key: str, year: int) -> Cell:
    """The cell of a figure, found by looking at every row."""
    return _cell(workbook, FIGURES_SHEET, (unit, key), ("#unit", "#key"), f"#{year}")


def source(workbook: Workbook, unit: str, year: int, column: str) -> Cell:
    """A cell of the row of sources of a unit and year."""
    return _cell(workbook, SOURCES_SHEET, (unit, year), ("#unit", "#year"), f"#{column}")


def _cell(
    workbook: Workbook, name: str, wanted: tuple[object, ...], by: tuple[str, ...], column: str
) -> Cell:
    page = workbook[name]
    codes: dict[str, int] = {}
    for row in page.iter_rows():
        line = [cell.value for cell in row]
        if by[0] in line:
            codes = {str(value): place for place, value in enumerate(line) if value}
        elif codes and tuple(line[codes[one]] for one in by) == wanted:
            cell = row[codes[column]]
            assert isinstance(cell, Cell)
            return cell
    raise LookupError(wanted)


def places() -> Mapping[tuple[str, str, int], str]:
    """Where the figures of the tests stand."""
    workbook = load_workbook(BytesIO(sheet()))
    return {
        (unit, key, year): f"{FIGURES_SHEET}!{figure(workbook, unit, key, year).coordinate}"
        for (unit, year), paper in KNOWN.items()
        for key in paper.figures
    }
