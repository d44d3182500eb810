"""Workbooks of well-known writers, read by us, by openpyxl and by calamine."""

import datetime
import io
import unicodedata
import zipfile

import openpyxl
import python_calamine
import xlsxwriter
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.packaging.custom import StringProperty
from openpyxl.utils.escape import unescape

from lsreport.ooxml.values import number
from lsreport.ooxml.workbook import CellKind, Workbook, read_bytes

Seen = dict[tuple[str, int, int], str]
DAY = datetime.date(2024, 2, 29)
MOMENT = datetime.datetime(2024, 12, 31, 23, 59, 58)  # noqa: DTZ001 - spreadsheets know no zones
TEXTS = [
    "Hữu Lũng",
    unicodedata.normalize("NFD", "Bình Gia, Lạng Sơn"),
    "  kept spaces  ",
    "two\nlines",
    "tab\tand \x01 control \r end",
    "_x000D_ typed",
    "=not a formula",
    "#N/A",
    '<b> & "quotes" \'',
    "\U0001f600 ₫ \u00a0",
    "007",
]
NUMBERS = [0, 1, -1, 15, 2**53, 123456789012345678, 0.1, 1 / 3, -2.5e-9, 1e15, 1.5e20, 1e100, 1e-7]


def canonical(value: object) -> str:
    if isinstance(value, bool):
        return "1" if value else "0"
    if isinstance(value, int | float):
        return number(repr(value))
    if isinstance(value, datetime.datetime):
        midnight = value.time() == datetime.time()
        return value.date().isoformat() if midnight else value.isoformat(timespec="seconds")
    if isinstance(value, datetime.date):
        return value.isoformat()
    if isinstance(value, datetime.time):
        return value.isoformat(timespec="seconds")
    return str(value)


def ours(workbook: Workbook, *without: CellKind) -> Seen:
    return {
        (sheet.name, cell.row, cell.col): cell.text
        for sheet in workbook.sheets
        for cell in sheet.cells
        if cell.kind not in without
    }


def formulas(workbook: Workbook) -> Seen:
    return {
        (sheet.name, cell.row, cell.col): f"={cell.formula}"
        for sheet in workbook.sheets
        for cell in sheet.cells
        if cell.formula is not None
    }


def decoded(text: str) -> str:
    """openpyxl gives escapes as they stand, except that it takes the escaped underscore away."""
    return text if text in TEXTS else unescape(text)


def openpyxl_sees(data: bytes, *, values: bool) -> Seen:
    book = openpyxl.load_workbook(io.BytesIO(data), data_only=values)
    return {
        (sheet.title, cell.row, cell.column): decoded(canonical(cell.value))
        for sheet in book.worksheets
        for line in sheet.iter_rows()
        for cell in line
        if cell.value not in (None, "") and (values or cell.data_type == "f")
    }


def calamine_sees(data: bytes) -> Seen:
    book = python_calamine.load_workbook(io.BytesIO(data))
    return {
        (name, row, column): canonical(value)
        for name in book.sheet_names
        for row, line in enumerate(
            book.get_sheet_by_name(name).to_python(skip_empty_area=False), start=1
        )
        for column, value in enumerate(line, start=1)
        if value != ""
    }


def assert_agreed(data: bytes) -> Workbook:
    workbook = read_bytes(data)
    assert ours(workbook, CellKind.UNCACHED) == openpyxl_sees(data, values=True)
    assert formulas(workbook) == openpyxl_sees(data, values=False)
    # calamine gives errors as blanks.
    assert ours(workbook, CellKind.UNCACHED, CellKind.ERROR) == calamine_sees(data)
    return workbook


def written_by_xlsxwriter(**options: object) -> bytes:
    target = io.BytesIO()
    book = xlsxwriter.Workbook(target, options)
    book.set_custom_property("ls_unit", "Xã & phường")
    book.set_custom_property("ls_number", 5)
    formats = {
        code: book.add_format({"num_format": code})
        for code in ("dd/mm/yyyy", "dd/mm/yyyy hh:mm:ss", "hh:mm", '#,##0" đ"', "0%", "@")
    }
    bold = book.add_format({"bold": True})
    sheet = book.add_worksheet("Mẫu số 1")
    for row, text in enumerate(TEXTS):
        sheet.write_string(row, 0, text)
    for row, value in enumerate(NUMBERS):
        sheet.write_number(row, 1, value)
        sheet.write_number(row, 2, value, formats['#,##0" đ"'])
        sheet.write_number(row, 3, value, formats["0%"])
    sheet.write_datetime(0, 4, DAY, formats["dd/mm/yyyy"])
    sheet.write_datetime(1, 4, MOMENT, formats["dd/mm/yyyy hh:mm:ss"])
    sheet.write_datetime(2, 4, datetime.time(13, 30), formats["hh:mm"])
    sheet.write_boolean(3, 4, True)
    sheet.write_boolean(4, 4, False)
    sheet.write_rich_string(5, 4, "Trẻ ", bold, "em", " dưới 16")
    sheet.write_blank(6, 4, None, formats["@"])
    sheet.write_formula(0, 5, "=B2+B3", None, 7)
    sheet.write_formula(1, 5, '="a"&"b"', None, "ab")
    sheet.write_formula(2, 5, "=1/0", None, "#DIV/0!")
    sheet.write_formula(3, 5, "=1=1", None, True)
    sheet.write_formula(4, 5, "=B1", value="")
    sheet.merge_range("H1:J3", "gộp")
    sheet.set_row(1, None, None, {"hidden": True})
    sheet.set_column("D:D", None, None, {"hidden": True})
    hidden = book.add_worksheet("_ls")
    hidden.write(99, 99, "far")
    hidden.very_hidden()
    book.add_worksheet("Trống")
    book.close()
    return target.getvalue()


def test_xlsxwriter() -> None:
    workbook = assert_agreed(written_by_xlsxwriter())
    assert dict(workbook.properties) == {"ls_unit": "Xã & phường"}
    first, hidden, empty = workbook.sheets
    assert (first.visible, hidden.visible, empty.visible) == (True, False, True)
    assert (first.merges, empty.cells) == (("H1:J3",), ())
    assert {cell.row for cell in first.cells if cell.hidden and cell.col != 4} == {2}
    assert all(cell.hidden for cell in first.cells if cell.col == 4)
    kinds = {cell.address: cell.kind for cell in first.cells}
    assert [kinds[f"F{row}"] for row in range(1, 6)] == [
        CellKind.NUMBER,
        CellKind.TEXT,
        CellKind.ERROR,
        CellKind.BOOLEAN,
        CellKind.UNCACHED,
    ]
    assert [kinds[f"E{row}"] for row in range(1, 4)] == [CellKind.DATE] * 3


def test_xlsxwriter_with_inline_strings() -> None:
    data = written_by_xlsxwriter(constant_memory=True)
    assert b"inlineStr" in openpyxl_part(data, "xl/worksheets/sheet1.xml")
    assert_agreed(data)


def test_xlsxwriter_with_dates_from_1904() -> None:
    assert assert_agreed(written_by_xlsxwriter(date_1904=True)).date1904


def openpyxl_part(data: bytes, name: str) -> bytes:
    return zipfile.ZipFile(io.BytesIO(data)).read(name)


def written_by_openpyxl(*, iso_dates: bool) -> bytes:
    book = openpyxl.Workbook(iso_dates=iso_dates)
    sheet = book.active
    sheet.title = "Mẫu"
    for row, text in enumerate(TEXTS, 1):
        # It refuses control characters and writes what looks like an escape as if it were one.
        if "\x01" not in text and "_x" not in text:
            sheet.cell(row, 1, text).data_type = "s"
    for row, value in enumerate(NUMBERS, 1):
        sheet.cell(row, 2, value)
    sheet["C1"], sheet["C2"], sheet["C3"] = DAY, MOMENT, datetime.time(8, 15)
    sheet["C4"], sheet["C5"], sheet["C6"] = True, False, "#REF!"
    sheet["C7"] = CellRichText("Trẻ ", TextBlock(InlineFont(b=True), "em"), " gái")
    sheet["C8"] = "=SUM(B1:B3)"
    sheet.merge_cells("E1:F2")
    sheet["E1"] = "gộp"
    book.create_sheet("ẩn").sheet_state = "hidden"
    book.custom_doc_props.append(StringProperty(name="ls_period", value="2024"))
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()


def test_openpyxl() -> None:
    workbook = read_bytes(written_by_openpyxl(iso_dates=False))
    assert_agreed(written_by_openpyxl(iso_dates=False))
    assert workbook.properties == {"ls_period": "2024"}
    assert [(sheet.name, sheet.visible) for sheet in workbook.sheets] == [
        ("Mẫu", True),
        ("ẩn", False),
    ]
    assert workbook.sheets[0].merges == ("E1:F2",)


def test_openpyxl_with_iso_dates() -> None:
    data = written_by_openpyxl(iso_dates=True)
    assert ours(read_bytes(data)) | {("Mẫu", 8, 3): ""} == ours(
        read_bytes(written_by_openpyxl(iso_dates=False))
    )


@settings(derandomize=True, deadline=None, max_examples=60)
@given(
    st.lists(
        st.one_of(
            st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\ufffe\uffff")),
            st.floats(-1e300, 1e300),
            st.integers(-(10**15), 10**15),
            st.booleans(),
        ),
        min_size=1,
        max_size=20,
    )
)
def test_what_was_written_is_read(values: list[object]) -> None:
    target = io.BytesIO()
    book = xlsxwriter.Workbook(target, {"in_memory": True})
    sheet = book.add_worksheet("S")
    for row, value in enumerate(values):
        if isinstance(value, str):
            sheet.write_string(row, 0, value)
        else:
            sheet.write(row, 0, value)
    book.close()
    seen = ours(read_bytes(target.getvalue()))
    # XlsxWriter keeps 16 significant digits.
    expected = {
        ("S", row, 1): canonical(float(f"{value:.16G}") if isinstance(value, float) else value)
        for row, value in enumerate(values, 1)
        if value != ""
    }
    assert seen == expected
