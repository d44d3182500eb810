"""The checklist of the UK's Analysis Function for statistics in spreadsheets, row by row.

The rows are those that gptables documents (ONSdigital/gptables, docs/reference/checklist.md), in
its order and under its headings. Three are kept in spirit, not to the letter, and say why:
filters and frozen panes, page footers, and charts below their tables.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime

import pytest
from openpyxl import Workbook
from openpyxl.cell import Cell
from openpyxl.utils import range_boundaries
from openpyxl.worksheet.table import Table
from openpyxl.worksheet.worksheet import Worksheet

from lsreport.domain.period import Period, Span
from lsreport.excel.styles import line_count
from lsreport.indicators.compute import compute
from lsreport.indicators.plan import Plan
from lsreport.report.figures import Register
from lsreport.report.review import build_review
from lsreport.report.review_types import ReviewView
from lsreport.report.review_xlsx import render_review_workbook
from lsreport.report.view_types import SYMBOLS
from lsreport.report.xlsx import render_workbook
from support.report import FIRST_HALF, OFFICE, Sent, assessment_of, view_of
from support.xlsx import opened, parts, small_view

pytestmark = pytest.mark.no_cover

COVER, NOTES = "Bìa", "Ghi chú"
SIGNS = {sign for sign, _meaning in SYMBOLS} | {"-"}
LINK, BLACK, EDGE = "000563C1", "00000000", "007F7F7F"
NOTE = re.compile(r"\[ghi chú (\d+)(?: đến (\d+))?\]")
MENTION = re.compile(r"\[[^\]]*\]")
FEW_ROWS = 25
"""As many rows as a screen shows without scrolling."""


@pytest.fixture(scope="module", params=["half-year", "by hand", "public", "review"])
def content(request: pytest.FixtureRequest, plan: Plan) -> bytes:
    """A half-year with gaps and few cases, the same for the public, one of every row, a review."""
    if request.param == "by hand":
        return render_workbook(replace(small_view(plan), synthetic=True), Register())
    if request.param == "review":
        return render_review_workbook(_review(plan), Register())
    sent = {"186": None, "178": Sent({"CL_MOI": 3, "CL_CK": 3, "NL18.reached": None})}
    before = assessment_of(plan, {}, FIRST_HALF.same_period_last_year)
    public = request.param == "public"
    view = view_of(plan, assessment_of(plan, sent), before=before, public=public)
    return render_workbook(view, Register())


def _review(plan: Plan) -> ReviewView:
    """Return the review of a year nobody reported and of one everybody did."""
    span = Span(2023, 2024)
    last = Period(2024, annual=True)
    assessment = assessment_of(plan, {"178": Sent({"CL_MOI": 3, "CL_CK": 3})}, last)
    outcomes = {year: compute(plan, assessment, year) for year in span}
    return build_review(plan, assessment, span, outcomes, OFFICE)


@pytest.fixture
def workbook(content: bytes) -> Workbook:
    return opened(content)


def tables(workbook: Workbook) -> Iterator[tuple[Worksheet, Table, int, int, int]]:
    """Yield every table with its sheet, the row of its heads, its last row and last column."""
    for sheet in workbook.worksheets:
        for table in sheet.tables.values():
            _left, top, right, bottom = (int(one or 0) for one in range_boundaries(table.ref))
            yield sheet, table, top, bottom, right


def cells(workbook: Workbook) -> Iterator[tuple[Worksheet, Cell]]:
    """Yield every cell that says something."""
    for sheet in workbook.worksheets:
        for row in sheet.iter_rows():
            for cell in row:
                if isinstance(cell, Cell) and cell.value is not None:
                    yield sheet, cell


def texts(workbook: Workbook) -> Iterator[tuple[Worksheet, Cell, str]]:
    for sheet, cell in cells(workbook):
        if isinstance(cell.value, str):
            yield sheet, cell, cell.value


def above_tables(workbook: Workbook) -> Iterator[tuple[Worksheet, Cell]]:
    """Yield the cells above the tables; on a sheet without one, all of them."""
    tops = {sheet.title: top for sheet, _table, top, _bottom, _right in tables(workbook)}
    for sheet in workbook.worksheets:
        for row in sheet.iter_rows(max_row=tops.get(sheet.title, sheet.max_row + 1) - 1):
            for cell in row:
                if isinstance(cell, Cell) and cell.value is not None:
                    yield sheet, cell


# --- Table ----------------------------------------------------------------------------------


def test_mark_up_tables(workbook: Workbook) -> None:
    """Every sheet but the cover is a table that Excel knows, or says that it has no rows."""
    marked = {sheet.title for sheet, *_table in tables(workbook)}
    for sheet in workbook.worksheets:
        if sheet.title not in marked | {COVER}:
            assert sheet.max_column == 1, sheet.title
            assert str(sheet.cell(sheet.max_row, 1).value).endswith("."), sheet.title


def test_give_tables_meaningful_names(workbook: Workbook) -> None:
    names = {sheet.title: table.displayName for sheet, table, *_where in tables(workbook)}
    assert len(set(names.values())) == len(names)
    for sheet, name in names.items():
        number = sheet.partition(" ")[0]
        own = {"Mục lục": "Muc_luc", "Ghi chú": "Ghi_chu"}
        assert name == own.get(sheet, f"Bang_{number}")


def test_remove_merged_cells_split_cells_and_nested_tables(workbook: Workbook) -> None:
    assert not [sheet.title for sheet in workbook.worksheets if sheet.merged_cells.ranges]


def test_remove_blank_rows_and_columns_within_tables(workbook: Workbook) -> None:
    for sheet, _table, top, bottom, right in tables(workbook):
        assert bottom > top, sheet.title
        for column in range(1, right + 1):
            assert any(sheet.cell(row, column).value for row in range(top, bottom + 1))


def test_all_tables_have_one_tagged_header_row(workbook: Workbook) -> None:
    for sheet, table, top, _bottom, right in tables(workbook):
        heads = [sheet.cell(top, column).value for column in range(1, right + 1)]
        assert table.headerRowCount in {None, 1}, sheet.title
        assert table.column_names == heads, sheet.title
        assert len(set(heads)) == len(heads), sheet.title
        assert all(sheet.cell(top, column).font.b for column in range(1, right + 1))


def test_wrap_text_within_cells(workbook: Workbook) -> None:
    """What does not wrap fits: in its column, or above a table within the table's width."""
    above = {(sheet.title, cell.coordinate) for sheet, cell in above_tables(workbook)}
    widths = {sheet.title: _widths(sheet) for sheet in workbook.worksheets}
    for sheet, cell, text in texts(workbook):
        if not cell.alignment.wrap_text:
            width = widths[sheet.title][cell.column - 1]
            if (sheet.title, cell.coordinate) in above:
                width = sum(widths[sheet.title])
            assert line_count(text, width, float(cell.font.sz)) == 1, (sheet.title, text)


def _widths(sheet: Worksheet) -> list[float]:
    """Return the width of each column; the file gives one to a range of equal columns."""
    return [
        float(size.width)
        for size in sorted(sheet.column_dimensions.values(), key=lambda size: size.min)
        for _column in range(size.min, size.max + 1)
    ]


def test_avoid_adding_filters_and_freeze_panes(workbook: Workbook) -> None:
    """Heads are frozen: on a screen nobody reads row 400 without. Long tables can be filtered.

    No filter is set and no more than the rows down to the heads are frozen, so that nothing is out
    of sight when the workbook opens.
    """
    filtered = set()
    for sheet, table, top, _bottom, _right in tables(workbook):
        assert sheet.freeze_panes == f"A{top + 1}", sheet.title
        assert top <= FEW_ROWS // 3, sheet.title
        assert sheet.auto_filter.ref is None, sheet.title
        if table.autoFilter is not None:
            assert table.autoFilter.ref == table.ref
            assert not table.autoFilter.filterColumn
            filtered.add(table.displayName)
    by_unit = {"Bang_2", "Bang_2b", "Bang_3a", "Bang_4a", "Bang_5b", "Bang_7"}
    by_year = {"Bang_1", "Bang_3", "Bang_5"}
    assert filtered <= by_unit or filtered <= by_year


def test_only_leave_cells_with_no_data_empty_in_certain_circumstances(workbook: Workbook) -> None:
    """No cell is empty: a symbol says why there is no number, a line above what it means."""
    for sheet, _table, top, bottom, right in tables(workbook):
        values = [
            sheet.cell(row, column).value
            for row in range(top + 1, bottom + 1)
            for column in range(1, right + 1)
        ]
        assert None not in values, sheet.title
        assert not {"", " "} & set(values), sheet.title
        if sheet.title in {NOTES, "5a Nhiệm vụ"}:
            continue
        said = " ".join(str(sheet.cell(row, 1).value) for row in range(1, top))
        for sign in (SIGNS - {"-", "0"}) & {str(value) for value in values}:
            assert f"{sign} {dict(SYMBOLS)[sign]}" in said, (sheet.title, sign)


def test_avoid_hiding_rows_or_columns(workbook: Workbook) -> None:
    for sheet in workbook.worksheets:
        assert sheet.sheet_state == "visible"
        for size in (*sheet.row_dimensions.values(), *sheet.column_dimensions.values()):
            assert not size.hidden, sheet.title
        assert all(size.width >= 7 for size in sheet.column_dimensions.values()), sheet.title


# --- Footnotes ------------------------------------------------------------------------------


def test_do_not_use_symbols_or_superscript_to_signpost_to_notes(workbook: Workbook) -> None:
    for sheet, cell in cells(workbook):
        assert cell.font.vertAlign is None, (sheet.title, cell.coordinate)


def test_use_the_word_note_when_referring_to_footnotes(workbook: Workbook) -> None:
    mentions = [
        mention for _sheet, cell in above_and_heads(workbook) for mention in in_brackets(cell)
    ]
    assert len(mentions) >= 8
    assert all(NOTE.fullmatch(mention) for mention in mentions)


def above_and_heads(workbook: Workbook) -> Iterator[tuple[Worksheet, Cell]]:
    yield from above_tables(workbook)
    for sheet, _table, top, _bottom, right in tables(workbook):
        for column in range(1, right + 1):
            yield sheet, sheet.cell(top, column)  # type: ignore[misc]  # nothing is merged


def in_brackets(cell: Cell) -> list[str]:
    return MENTION.findall(str(cell.value))


def test_avoid_putting_note_markers_in_specific_cells(workbook: Workbook) -> None:
    heads = {(sheet.title, cell.coordinate) for sheet, cell in above_and_heads(workbook)}
    for sheet, cell in cells(workbook):
        if (sheet.title, cell.coordinate) not in heads:
            assert not NOTE.search(str(cell.value)), (sheet.title, cell.coordinate)


def test_put_note_text_in_a_notes_table_on_a_notes_worksheet(workbook: Workbook) -> None:
    """Every note that is referred to is there, and they are numbered without a gap."""
    numbered = [
        int(str(row[0]).removeprefix("Ghi chú "))
        for row in workbook[NOTES].iter_rows(values_only=True)
        if re.fullmatch(r"Ghi chú \d+", str(row[0]))
    ]
    assert numbered == list(range(1, len(numbered) + 1))
    assert numbered
    for _sheet, cell in above_and_heads(workbook):
        for first, last in NOTE.findall(str(cell.value)):
            assert {int(first), int(last or first)} <= set(numbered), cell.value
    assert [cell.value for cell in workbook[NOTES][first_table_row(workbook, NOTES)]] == [
        "Ký hiệu, số",
        "Về",
        "Nội dung",
    ]


def first_table_row(workbook: Workbook, sheet: str) -> int:
    return next(top for one, _table, top, *_rest in tables(workbook) if one.title == sheet)


# --- Formatting -----------------------------------------------------------------------------


def test_all_written_content_needs_to_meet_the_accessibility_guidelines(
    workbook: Workbook,
) -> None:
    """Sentences are no capitals: those are for the names of bodies and the mark of made-up data."""
    for sheet, cell, text in texts(workbook):
        words = text.split()
        if len(words) > 3 and sheet.title != COVER and cell.row > 2:
            assert not text.isupper(), (sheet.title, text)


def test_links_must_be_accessible(workbook: Workbook) -> None:
    """A link says where it leads, and leads there."""
    found = 0
    for sheet, cell in cells(workbook):
        if cell.hyperlink is not None:
            target = str(cell.hyperlink.location).removesuffix("!A1").strip("'")
            assert target in workbook.sheetnames, (sheet.title, cell.value)
            assert str(cell.value).startswith(target), cell.value
            assert cell.hyperlink.target is None, cell.value
            assert cell.font.u == "single", cell.value
            found += 1
    assert found == 2 + len(workbook.sheetnames) - 2


def test_format_text_to_make_it_accessible(workbook: Workbook) -> None:
    """One font, that of the report; upright; nothing under 10 points; text left, numbers right."""
    for sheet, cell in cells(workbook):
        where = (sheet.title, cell.coordinate)
        assert cell.font.name == "Times New Roman", where
        assert not cell.font.i, where
        assert cell.font.sz >= 10, where
        if isinstance(cell.value, int | float | datetime) and sheet.title != "5a Nhiệm vụ":
            revisions = str(sheet.cell(first_table_row(workbook, sheet.title), cell.column).value)
            assert cell.alignment.horizontal == "right" or revisions == "Bản thứ", where


def test_all_worksheets_should_have_descriptive_titles(workbook: Workbook) -> None:
    titles = {}
    for sheet in workbook.worksheets:
        title = sheet["A1"]
        assert title.font.b, sheet.title
        assert title.font.sz > 12, sheet.title
        titles[sheet.title] = str(title.value)
    assert len(set(titles.values())) == len(titles)
    for sheet, title in titles.items():
        number = sheet.partition(" ")[0]
        if number[0].isdigit():
            assert title.startswith((f"Bảng {number}.", f"Biểu đồ {number}."))
            assert title.endswith(("6 tháng đầu năm 2024", "2023 - 2024")), title


def test_avoid_using_symbols_in_general(workbook: Workbook) -> None:
    """A cell that is only a sign has one of the report's few, explained on the notes sheet."""
    explained = {str(row[0]) for row in workbook[NOTES].iter_rows(values_only=True)}
    assert explained >= SIGNS
    for sheet, _cell, text in texts(workbook):
        if not any(character.isalnum() for character in text):
            assert text in SIGNS, (sheet.title, text)


def test_do_not_use_headers_and_footers_or_floating_things(workbook: Workbook) -> None:
    """Paper needs numbers on its pages: footers hold those and the sheet's name, nothing else."""
    for sheet in workbook.worksheets:
        footer = sheet.oddFooter
        assert (footer.left.text, footer.center.text, footer.right.text) == (
            "&A",
            None,
            "Trang &P/&N",
        )
        for part in (sheet.oddHeader.left, sheet.oddHeader.center, sheet.oddHeader.right):
            assert part.text is None, sheet.title
        assert not sheet._images, sheet.title


def test_do_not_use_visual_devices_to_divide_data_regions(workbook: Workbook) -> None:
    """Every cell of a table has the same thin edge, and no cell outside has any."""
    for sheet, table, *_where in tables(workbook):
        inside = {cell.coordinate for row in sheet[table.ref] for cell in row}
        for row in sheet.iter_rows():
            for cell in row:
                sides = [getattr(cell.border, side) for side in ("left", "right", "top", "bottom")]
                looks = {(side.style, side.color.rgb if side.color else None) for side in sides}
                expected = {("thin", EDGE)} if cell.coordinate in inside else {(None, None)}
                assert looks == expected, (sheet.title, cell.coordinate)


def test_do_not_use_a_background_fill(workbook: Workbook) -> None:
    for sheet, cell in cells(workbook):
        assert cell.fill.fill_type is None, (sheet.title, cell.coordinate)
    for sheet in workbook.worksheets:
        assert not sheet.conditional_formatting, sheet.title


def test_do_not_use_colour_as_the_only_way_to_convey_a_message(workbook: Workbook) -> None:
    """Only links have a colour, and they are underlined as well."""
    for sheet, cell in cells(workbook):
        colour = cell.font.color.rgb if cell.font.color else BLACK
        assert colour == (LINK if cell.hyperlink else BLACK), (sheet.title, cell.coordinate)


def test_when_using_colour_for_emphasis_check_the_contrast() -> None:
    """WCAG 2.2, 1.4.3: at least 4.5 to 1 on white."""
    channels = [int(LINK[at : at + 2], 16) / 255 for at in (2, 4, 6)]
    linear = [one / 12.92 if one <= 0.04045 else ((one + 0.055) / 1.055) ** 2.4 for one in channels]
    luminance = 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
    assert 1.05 / (luminance + 0.05) >= 4.5


def test_avoid_images_in_spreadsheets(content: bytes) -> None:
    """Charts are native and editable; there is no picture."""
    assert not [name for name in parts(content) if name.startswith("xl/media/")]


def test_remove_macros(content: bytes) -> None:
    forbidden = re.compile("vba|macro|external|activeX|embed|connection|query", re.IGNORECASE)
    assert not [name for name in parts(content) if forbidden.search(name)]


# --- Structure ------------------------------------------------------------------------------


def test_give_worksheets_unique_names_or_numbers(workbook: Workbook) -> None:
    names = workbook.sheetnames
    assert len({name.casefold() for name in names}) == len(names)
    assert all(len(name) <= 31 for name in names)
    assert all(re.fullmatch(r"\d+[a-z]? \w.+", name) for name in names[3:])


def test_remove_blank_worksheets(workbook: Workbook) -> None:
    assert all(sheet.max_row > 1 for sheet in workbook.worksheets)


def test_use_cells_in_column_a_wisely(workbook: Workbook) -> None:
    """Title, mark and explanations stand in column A, one a cell, without a gap."""
    for sheet, cell in above_tables(workbook):
        assert cell.column == 1, (sheet.title, cell.coordinate)
    for sheet in workbook.worksheets:
        assert (None,) not in sheet.iter_rows(max_col=1, values_only=True), sheet.title


def test_position_tables_against_the_left_hand_edges_of_each_sheet(workbook: Workbook) -> None:
    assert all(str(table.ref).startswith("A") for _sheet, table, *_rest in tables(workbook))


def test_avoid_putting_content_below_a_table(workbook: Workbook) -> None:
    """Cells end with the table; a chart stands under the numbers it draws, so that both print."""
    for sheet, _table, _top, bottom, right in tables(workbook):
        assert (sheet.max_row, sheet.max_column) == (bottom, right), sheet.title
        for chart in sheet._charts:
            assert chart.anchor._from.row >= bottom, sheet.title


def test_avoid_worksheets_with_multiple_tables(workbook: Workbook) -> None:
    assert all(len(sheet.tables) <= 1 for sheet in workbook.worksheets)


# --- Before publishing ----------------------------------------------------------------------


def test_run_a_spelling_and_grammar_check(workbook: Workbook) -> None:
    """What a machine can see of it: composed letters, single spaces, none before a stop."""
    for sheet, cell, text in texts(workbook):
        where = (sheet.title, cell.coordinate, text)
        assert unicodedata.is_normalized("NFC", text), where
        assert not re.search(r"\s{2}|^\s|\s$| [,.;:]|\n", text.replace(" …", "")), where
        assert not re.search(r"\b([^\W\d]+) \1\b", text.casefold()), where


def test_use_the_accessibility_checker(content: bytes) -> None:
    """What Excel's checker asks for besides the rows above: each drawing has a description."""
    for name, part in parts(content).items():
        if re.fullmatch(r"xl/drawings/drawing\d+\.xml", name):
            frames = re.findall(rb"<(?:xdr:)?cNvPr [^>]*>", part)
            assert frames, name
            assert all(re.search(rb' descr="[^"]{40,}"', frame) for frame in frames), name


def test_add_document_information(workbook: Workbook) -> None:
    properties = workbook.properties
    assert properties.title in {
        "Kết quả thực hiện Kế hoạch số 187/KH-UBND 6 tháng đầu năm 2024",
        "Sơ kết thực hiện Kế hoạch số 187/KH-UBND giai đoạn 2023 - 2024",
    }
    assert str(properties.subject).startswith("Kế hoạch thực hiện Chương trình phòng ngừa")
    assert (properties.language, properties.creator) == ("vi-VN", "lsreport")


def test_ensure_the_cursor_is_in_cell_a1_of_the_first_worksheet(workbook: Workbook) -> None:
    assert workbook.active is workbook.worksheets[0]
    for sheet in workbook.worksheets:
        assert sheet.sheet_view.selection[-1].activeCell == "A1", sheet.title
        assert bool(sheet.sheet_view.tabSelected) == (sheet.title == COVER)
