"""Real forms, filled in and changed the way units change them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cache
from io import BytesIO

from openpyxl import Workbook, load_workbook
from openpyxl.cell.cell import Cell
from openpyxl.utils.cell import coordinate_to_tuple
from openpyxl.worksheet.worksheet import Worksheet

from lsreport.checks.structure import STRUCTURE_RULES
from lsreport.domain.finding import Finding
from lsreport.domain.observation import Raw, RawKind
from lsreport.domain.period import Period
from lsreport.domain.unit import Unit
from lsreport.excel.forms import write_form
from lsreport.excel.submissions import Reading, Refusal, read_submission
from lsreport.indicators.calendar import window
from lsreport.indicators.loader import load_plan

PLAN = load_plan("187")
H1 = Period(2025, annual=False)
FILE = "bieu-178.xlsx"

FIGURES: Mapping[str, int | str] = {
    "RS_THON": 87,
    "RS_THON_T": 95,
    "CL_DK": 0,
    "CL_MOI": 3,
    "CL_HET": 1,
    "CL_MOI@5-11.male": 1,
    "GV.total": 2100,
    "GV.base": 1500,
    "GV.gains": 120,
    "GV.losses": 20,
    "GV.reason": "Nghỉ hưu",
    "TE615.total": 40000,
    "TE615.reached": 33000,
    "TE615.basis": 2,
    "DNR.case": "không áp dụng",
    "KPS_III2": "x",
    "D1": "Đã tổ chức 02 lớp.\nĐạt kế hoạch.",
}
"""What the quiet town of the tests fills in; the rest of its form stays blank."""
COVER: Mapping[str, int | str] = {
    "@sending": 2,
    "@contact": "Phòng LĐ-TBXH",
    "@signer": "Phó Chủ tịch UBND",
    "@paper_number": "123/BC-UBND",
    "@paper_date": "03/7/2025",
}


def unit_of(code: str, period: Period = H1) -> Unit:
    """The unit of that code that reports in `period`."""
    return next(one for one in PLAN.units_on(window(PLAN, period)[1]) if one.code == code)


@cache
def blank(code: str = "178", period: Period = H1) -> bytes:
    """The form as issued."""
    return write_form(PLAN, unit_of(code, period), period, {})


def edited(form: bytes, *edits: Callable[[Workbook], object]) -> bytes:
    """The workbook after somebody opened, changed and saved it."""
    workbook = load_workbook(BytesIO(form))
    for edit in edits:
        edit(workbook)
    saved = BytesIO()
    workbook.save(saved)
    return saved.getvalue()


@cache
def filled(code: str = "178", period: Period = H1) -> bytes:
    """The form with the figures and the cover of the tests."""
    return edited(blank(code, period), fill({**FIGURES, **COVER}))


def fill(contents: Mapping[str, object]) -> Callable[[Workbook], None]:
    """An edit that types contents into the boxes of their keys."""

    def typing(workbook: Workbook) -> None:
        first = dict(reversed(list(boxes(workbook))))
        for key, content in contents.items():
            first[key].value = content

    return typing


def boxes(workbook: Workbook) -> Iterator[tuple[str, Cell]]:
    """Every cell under a column code in a row with a code, the slow and obvious way."""
    for sheet in workbook.worksheets:
        header: dict[str, int] = {}
        for row in range(1, sheet.max_row + 1):
            line = {column: sheet.cell(row, column).value for column in range(1, 40)}
            if "#code" in line.values():
                header = {str(text): column for column, text in line.items() if text}
            elif header and line[header["#code"]]:
                code = line[header["#code"]]
                for facet, column in header.items():
                    if facet.startswith("#") and column != header["#code"]:
                        key = f"{code}.{facet[1:]}".removesuffix(".value")
                        yield key, sheet.cell(row, column)


def box(workbook: Workbook, key: str) -> Cell:
    """The first box of a key."""
    return next(cell for found, cell in boxes(workbook) if found == key)


@cache
def places(form: bytes) -> Mapping[str, str]:
    """Where the first box of each key is: `Bìa!C5`."""
    workbook = load_workbook(BytesIO(form))
    found = {key: f"{cell.parent.title}!{cell.coordinate}" for key, cell in boxes(workbook)}
    assert len(found) > 7
    return found


def place(key: str, form: bytes | None = None) -> str:
    """Where the first box of a key is in the form as issued."""
    return places(blank() if form is None else form)[key]


def column(key: str) -> int:
    """Number of the column of a key in the form as issued."""
    return coordinate_to_tuple(place(key).split("!")[1])[1]


def insert_row(sheet: Worksheet, row: int) -> None:
    """Insert a row the way a spreadsheet does: merged ranges below it move along."""
    sheet.insert_rows(row)
    for merged in sheet.merged_cells.ranges:
        if merged.min_row >= row:
            merged.shift(row_shift=1)


def insert_column(sheet: Worksheet, column: int) -> None:
    """Insert a column the way a spreadsheet does."""
    sheet.insert_cols(column)
    for merged in sheet.merged_cells.ranges:
        if merged.min_col >= column:
            merged.shift(col_shift=1)


def read(form: bytes, **asked: object) -> Reading | Refusal:
    """Read a submission under the name the tests expect in messages."""
    return read_submission(form, FILE, PLAN, **asked)


def accepted(form: bytes, **asked: object) -> Reading:
    """Read a submission that is accepted."""
    reading = read(form, **asked)
    assert isinstance(reading, Reading), reading
    return reading


def refused(form: bytes, **asked: object) -> Refusal:
    """Read a submission that is refused."""
    refusal = read(form, **asked)
    assert isinstance(refusal, Refusal), refusal
    return refusal


def contents(reading: Reading) -> dict[str, tuple[RawKind, str | None]]:
    """What each key holds, wherever it stands."""
    return {raw.key: (raw.kind, raw.text) for raw in reading.raws}


def raw_of(reading: Reading, key: str) -> Raw:
    """The raw observation of a key."""
    return next(raw for raw in reading.raws if raw.key == key)


def sentences(findings: Iterable[Finding]) -> list[str]:
    """What the findings say, as the console fills in their rules' words."""
    rules = {rule.code: rule for rule in STRUCTURE_RULES}
    said = []
    for one in findings:
        facts = {
            "file": one.file or "",
            "key": one.key or "",
            "seen": one.seen or "",
            "expected": one.expected or "",
            **one.facts,
        }
        rule = rules[one.rule]
        said.append(f"{rule.message.format_map(facts)} {rule.remedy.format_map(facts)}")
    return said
