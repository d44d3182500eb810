from pathlib import Path

import pytest

from lsreport.ooxml.workbook import (
    Cell,
    CellKind,
    Fault,
    Refused,
    Workbook,
    read_bytes,
    read_workbook,
)
from unit.ooxml import builders as make

TAB = '<sheet name="S1" sheetId="1" r:id="rId1"/>'


def cells(workbook: Workbook, sheet: int = 0) -> dict[str, tuple[CellKind, str]]:
    return {cell.address: (cell.kind, cell.text) for cell in workbook.sheets[sheet].cells}


def only(rows: str) -> Cell:
    (cell,) = read_bytes(make.book(rows)).sheets[0].cells
    return cell


def refusal(data: bytes) -> Refused:
    with pytest.raises(Refused) as caught:
        read_bytes(data)
    return caught.value


@pytest.mark.parametrize(
    ("cell", "kind", "text"),
    [
        ("<c><v>12</v></c>", CellKind.NUMBER, "12"),
        ("<c><v>-0</v></c>", CellKind.NUMBER, "0"),
        ("<c><v>1E3</v></c>", CellKind.NUMBER, "1000"),
        ('<c t=""><v> 1.50 </v></c>', CellKind.NUMBER, "1.5"),
        ('<c t="n"><v>0.1</v></c>', CellKind.NUMBER, "0.1"),
        ('<c t="b"><v>true</v></c>', CellKind.BOOLEAN, "1"),
        ('<c t="b"><v>0</v></c>', CellKind.BOOLEAN, "0"),
        ('<c t="e"><v>#DIV/0!</v></c>', CellKind.ERROR, "#DIV/0!"),
        ('<c t="d"><v>2024-01-05T00:00:00.000Z</v></c>', CellKind.DATE, "2024-01-05"),
        ('<c t="d"><v>2024-01-05T13:30</v></c>', CellKind.DATE, "2024-01-05T13:30:00"),
        ('<c t="str"><v>a_x000D_b</v></c>', CellKind.TEXT, "a\rb"),
        ('<c t="inlineStr"><is><t xml:space="preserve"> x </t></is></c>', CellKind.TEXT, " x "),
        (
            '<c t="inlineStr"><is><r><t>Trẻ </t></r><r><t>em</t></r><rPh><t>no</t></rPh></is></c>',
            CellKind.TEXT,
            "Trẻ em",
        ),
    ],
)
def test_reads_each_kind_of_stored_value(cell: str, kind: CellKind, text: str) -> None:
    assert only(f"<row>{cell}</row>") == Cell(1, 1, kind, text, None, hidden=False)


@pytest.mark.parametrize(
    "cell",
    [
        '<c s="1"/>',
        "<c><v/></c>",
        '<c t="str"><v></v></c>',
        '<c t="s"><v/></c>',
        '<c t="inlineStr"><is><t/></is></c>',
        '<c t="inlineStr"/>',
    ],
)
def test_cells_without_content_are_not_kept(cell: str) -> None:
    assert read_bytes(make.book(f"<row>{cell}</row>")).sheets[0].cells == ()


@pytest.mark.parametrize(
    ("cell", "formula", "kind", "text"),
    [
        ("<c><f>A2+1</f><v>3</v></c>", "A2+1", CellKind.NUMBER, "3"),
        ('<c t="e"><f>1/0</f><v>#DIV/0!</v></c>', "1/0", CellKind.ERROR, "#DIV/0!"),
        ('<c><f t="shared" si="0"/><v>3</v></c>', "", CellKind.NUMBER, "3"),
        ('<c><f t="shared" si="0"/></c>', "", CellKind.UNCACHED, ""),
        ("<c><f>A2+1</f></c>", "A2+1", CellKind.UNCACHED, ""),
        ("<c><f>A2+1</f><v></v></c>", "A2+1", CellKind.UNCACHED, ""),
        ('<c t="str"><f>A2+1</f><v></v></c>', "A2+1", CellKind.UNCACHED, ""),
    ],
)
def test_a_formula_keeps_its_text_and_says_when_it_was_never_computed(
    cell: str, formula: str, kind: CellKind, text: str
) -> None:
    assert only(f"<row>{cell}</row>") == Cell(1, 1, kind, text, formula, hidden=False)


@pytest.mark.parametrize(
    "cell",
    [
        "<c><v>nan</v></c>",
        "<c><v>inf</v></c>",
        "<c><v>1e999</v></c>",
        "<c><v>1_000</v></c>",
        "<c><v>\u0661\u0662</v></c>",
        '<c t="b"><v>2</v></c>',
        '<c t="d"><v>2024-02-30</v></c>',
        '<c t="d"><v>soon</v></c>',
        '<c t="s"><v>0</v></c>',
        '<c t="s"><v>-1</v></c>',
        '<c t="s"><v>x</v></c>',
        '<c t="q"><v>1</v></c>',
        '<c r="1A"><v>1</v></c>',
        '<c r="a1"><v>1</v></c>',
        '<c r="XFE1"><v>1</v></c>',
        '<c r="A1048577"><v>1</v></c>',
        "<c><v>1<x/>2</v></c>",
        '<c r="B1"><v>1</v></c><c r="B1"><v>1</v></c>',
        '<c r="B1"><v>1</v></c><c r="B1" s="2"/>',
        '<c r="B1"><v>1</v></c><c r="A1"><v>1</v></c>',
        "<c/>" * 16_385,
    ],
)
def test_a_cell_that_breaks_the_format_damages_the_workbook(cell: str) -> None:
    assert refusal(make.book(f"<row>{cell}</row>")).fault is Fault.DAMAGED


def test_the_refusal_names_sheet_and_cell() -> None:
    assert refusal(make.book('<row r="14"><c r="E14"><v>x</v></c></row>')).detail == (
        "sheet 'S1', cell E14: not a number: 'x'"
    )


def test_a_row_given_twice_damages_the_workbook_only_where_cells_repeat() -> None:
    row = '<row r="1"><c r="A1"><v>1</v></c></row>'
    assert refusal(make.book(row + row)).fault is Fault.DAMAGED
    other = '<row r="1"><c r="B1"><v>2</v></c></row>'
    assert list(cells(read_bytes(make.book(row + other)))) == ["A1", "B1"]


def test_places_follow_from_order_where_they_are_not_given() -> None:
    rows = (
        "<row><c><v>1</v></c><c><v>2</v></c></row>"
        '<row r=""><c r=""><v>3</v></c></row>'
        '<row r="7"><c r="C7"><v>4</v></c><c><v>5</v></c></row>'
        '<row><c r="A11"><v>6</v></c><c><v>7</v></c></row>'
    )
    assert list(cells(read_bytes(make.book(rows)))) == ["A1", "B1", "A2", "C7", "D7", "A11", "B11"]


def test_dates_are_told_by_their_style() -> None:
    book = make.parts(
        make.sheet(
            '<row><c s="0"><v>45296</v></c><c s="1"><v>45296</v></c><c s="2"><v>45296.5</v></c>'
            '<c s="3"><v>45296</v></c><c s="4"><v>0.5625</v></c><c s=""><v>45296</v></c>'
            '<c s="99"><v>45296</v></c><c s="1"><v>-1</v></c><c s="5"><v>1.5</v></c></row>'
        )
    )
    book["xl/styles.xml"] = make.styles(
        [0, 14, 164, 3, 21, 165], {164: "[$-42A]dd/mm/yyyy hh:mm", 165: "[h]:mm"}
    )
    assert cells(read_bytes(make.zipped(book))) == {
        "A1": (CellKind.NUMBER, "45296"),
        "B1": (CellKind.DATE, "2024-01-05"),
        "C1": (CellKind.DATE, "2024-01-05T12:00:00"),
        "D1": (CellKind.NUMBER, "45296"),
        "E1": (CellKind.DATE, "13:30:00"),
        "F1": (CellKind.NUMBER, "45296"),
        "G1": (CellKind.NUMBER, "45296"),
        "H1": (CellKind.NUMBER, "-1"),
        "I1": (CellKind.NUMBER, "1.5"),
    }


@pytest.mark.parametrize(("flag", "day"), [("1", "2028-01-06"), ("0", "2024-01-05")])
def test_dates_count_from_1904_if_the_workbook_says_so(flag: str, day: str) -> None:
    book = make.parts(make.sheet('<row><c s="1"><v>45296</v></c></row>'))
    book["xl/workbook.xml"] = make.workbook(TAB, f'<workbookPr date1904="{flag}"/>')
    book["xl/styles.xml"] = make.styles([0, 14])
    workbook = read_bytes(make.zipped(book))
    assert workbook.date1904 is (flag == "1")
    assert cells(workbook) == {"A1": (CellKind.DATE, day)}


def test_rows_and_columns_may_be_hidden() -> None:
    workbook = read_bytes(
        make.book(
            '<row r="1"><c r="A1"><v>1</v></c><c r="C1"><v>2</v></c><c r="E1"><v>3</v></c></row>'
            '<row r="2" hidden="1"><c r="A2"><v>4</v></c></row>'
            '<row r="3" hidden="0"><c r="A3"><v>5</v></c></row>',
            before='<cols><col min="1" max="1"/><col min="2" max="3" hidden="true"/>'
            '<col min="6" max="16384" hidden="1"/></cols>',
        )
    )
    hidden = [cell.address for cell in workbook.sheets[0].cells if cell.hidden]
    assert hidden == ["C1", "A2"]


def test_sheets_keep_their_order_names_and_visibility() -> None:
    book = make.parts(*(make.sheet(f"<row><c><v>{n}</v></c></row>") for n in (1, 2, 3)))
    book["xl/workbook.xml"] = make.workbook(
        '<sheet name="Mẫu 2" sheetId="2" r:id="rId2"/>'
        '<sheet name="A_x0026_B" sheetId="1" r:id="rId1" state="veryHidden"/>'
        '<sheet name="C" sheetId="3" r:id="rId3" state="hidden"/>'
    )
    sheets = read_bytes(make.zipped(book)).sheets
    assert [(sheet.name, sheet.visible, sheet.cells[0].text) for sheet in sheets] == [
        ("Mẫu 2", True, "2"),
        ("A&B", False, "1"),
        ("C", False, "3"),
    ]


def test_a_chart_sheet_has_no_cells() -> None:
    book = make.parts(make.sheet("<row><c><v>1</v></c></row>"))
    book["xl/_rels/workbook.xml.rels"] = make.relationships(
        make.relationship("rId1", "chartsheet", "worksheets/sheet1.xml")
    )
    assert read_bytes(make.zipped(book)).sheets[0].cells == ()


@pytest.mark.parametrize(
    "tabs",
    [
        "",
        '<sheet name="" sheetId="1" r:id="rId1"/>',
        TAB + '<sheet name="s1" sheetId="2" r:id="rId1"/>',
        '<sheet name="S1" sheetId="1" r:id="rId9"/>',
        '<sheet name="S1" sheetId="1"/>',
    ],
)
def test_a_list_of_sheets_that_breaks_the_format_damages_the_workbook(tabs: str) -> None:
    book = make.parts(make.sheet())
    book["xl/workbook.xml"] = make.workbook(tabs)
    assert refusal(make.zipped(book)).fault is Fault.DAMAGED


def test_merged_ranges_are_listed() -> None:
    merges = '<mergeCells><mergeCell ref="A1:C2"/><mergeCell ref="D4"/></mergeCells>'
    assert read_bytes(make.book(after=merges)).sheets[0].merges == ("A1:C2", "D4")


@pytest.mark.parametrize("reference", ["", "A:A", "C3:A1", "A1:XFE1", "A1:A9999999", "$A$1:B2"])
def test_a_merged_range_that_is_none_damages_the_workbook(reference: str) -> None:
    merges = f'<mergeCells><mergeCell ref="{reference}"/></mergeCells>'
    assert refusal(make.book(after=merges)).fault is Fault.DAMAGED


def test_shared_strings_join_their_runs_and_leave_out_phonetic_guides() -> None:
    book = make.parts(
        make.sheet('<row><c t="s"><v>1</v></c><c t="s"><v>0</v></c><c t="s"><v>2</v></c></row>')
    )
    book["xl/sharedStrings.xml"] = make.strings(
        [
            "<si><r><t>Lạng</t></r><r><t> Sơn</t></r><rPh sb='0'><t>guide</t></rPh></si>",
            "<t>stray</t><si><t>_x005F_x000D_</t></si>",
            "<si/>",
        ]
    )
    assert cells(read_bytes(make.zipped(book))) == {
        "A1": (CellKind.TEXT, "_x000D_"),
        "B1": (CellKind.TEXT, "Lạng Sơn"),
    }


def test_an_inline_text_of_another_cell_never_leaks() -> None:
    rows = (
        '<row><c t="str"><is><t>a</t></is><v>1</v></c><c t="inlineStr"/>'
        '<c t="inlineStr"><t>b</t></c><c t="inlineStr"><is><t>c</t></is></c></row>'
    )
    assert cells(read_bytes(make.book(rows))) == {
        "A1": (CellKind.TEXT, "1"),
        "D1": (CellKind.TEXT, "c"),
    }


def test_custom_properties_that_are_texts() -> None:
    book = make.parts(make.sheet())
    book["docProps/custom.xml"] = make.properties(
        '<property name="ls_unit"><vt:lpwstr>178 &amp; 1</vt:lpwstr></property>'
        '<property name="n"><vt:i4>5</vt:i4></property>'
        '<property name="ls_period"><vt:lpstr>2024_x000D_</vt:lpstr></property>'
    )
    properties = read_bytes(make.zipped(book)).properties
    assert dict(properties) == {"ls_unit": "178 & 1", "ls_period": "2024\r"}
    with pytest.raises(TypeError):
        properties["x"] = "y"  # type: ignore[index]


def test_a_custom_property_given_twice_damages_the_workbook() -> None:
    book = make.parts(make.sheet())
    book["docProps/custom.xml"] = make.properties(
        '<property name="a"><vt:lpwstr>1</vt:lpwstr></property>' * 2
    )
    assert refusal(make.zipped(book)).fault is Fault.DAMAGED


def test_parts_are_found_by_relationship_wherever_they_are() -> None:
    book: dict[str, str | bytes] = {
        "_rels/.rels": make.relationships(
            make.relationship("a", "custom-properties", "meta/props.xml")
            + make.relationship("b", "officeDocument", "/deep/er/Book.xml")
        ),
        "deep/er/book.xml": make.workbook(TAB),
        "deep/er/_rels/Book.xml.rels": make.relationships(
            make.relationship("rId1", "worksheet", "../one.xml")
            + make.relationship("rId2", "sharedStrings", "/texts.xml")
            + '<Relationship Id="rId1" Type="x" Target="https://x" TargetMode="External"/>'
        ),
        "deep/one.xml": make.sheet('<row><c t="s"><v>0</v></c></row>'),
        "texts.xml": make.strings(["<si><t>found</t></si>"]),
        "meta/props.xml": make.properties('<property name="a"><vt:bstr>b</vt:bstr></property>'),
    }
    workbook = read_bytes(make.zipped(book))
    assert cells(workbook) == {"A1": (CellKind.TEXT, "found")}
    assert workbook.properties == {"a": "b"}


def test_parts_are_found_by_their_usual_names_without_relationships() -> None:
    book = make.parts(make.sheet('<row><c t="s" s="0"><v>0</v></c></row>'))
    book["xl/sharedStrings.xml"] = make.strings(["<si><t>found</t></si>"])
    del book["_rels/.rels"], book["xl/_rels/workbook.xml.rels"]
    assert cells(read_bytes(make.zipped(book))) == {"A1": (CellKind.TEXT, "found")}


def test_other_prefixes_and_strict_namespaces_read_alike() -> None:
    book = make.parts(make.sheet('<row r="1"><c r="A1" s="0"><v>45296</v></c></row>'))
    book["xl/styles.xml"] = make.styles([14])
    expected = read_bytes(make.zipped(book))
    assert read_bytes(make.zipped(make.strict(book))) == expected
    book["xl/worksheets/sheet1.xml"] = (
        f'<q:worksheet xmlns:q="{make.MAIN}" xmlns:o="urn:other"><o:c/><q:sheetData><q:row r="1">'
        '<o:c r="A1"><o:v>1</o:v></o:c><q:c r="A1" o:r="B9" s="0"><q:v>45296</q:v></q:c></q:row>'
        "</q:sheetData></q:worksheet>"
    )
    assert read_bytes(make.zipped(book)) == expected


def test_utf_16_is_read_and_unheard_of_encodings_are_not() -> None:
    book = make.parts(make.sheet())
    xml = make.sheet('<row><c t="str"><v>Hữu Lũng</v></c></row>')
    book["xl/worksheets/sheet1.xml"] = xml.replace("UTF-8", "UTF-16").encode("utf-16")
    assert cells(read_bytes(make.zipped(book))) == {"A1": (CellKind.TEXT, "Hữu Lũng")}
    book["xl/worksheets/sheet1.xml"] = xml.replace("UTF-8", "rot13")
    assert refusal(make.zipped(book)).fault is Fault.DAMAGED


@pytest.mark.parametrize(
    ("part", "content"),
    [
        ("xl/worksheets/sheet1.xml", "<worksheet>"),
        ("xl/worksheets/sheet1.xml", b"<worksheet>\xff</worksheet>"),
        ("xl/worksheets/sheet1.xml", make.sheet('<row r="x"/>')),
        (
            "xl/worksheets/sheet1.xml",
            make.sheet(before='<cols><col hidden="1"/></cols>'),
        ),
        ("xl/workbook.xml", ""),
        ("xl/styles.xml", make.styles([0], {}).replace('"0"', '"x"')),
        ("xl/sharedStrings.xml", "sst"),
        ("docProps/custom.xml", "<a>"),
        ("_rels/.rels", "<a>"),
    ],
)
def test_a_part_that_is_not_sound_damages_the_workbook(part: str, content: str | bytes) -> None:
    book = make.parts(make.sheet())
    book[part] = content
    assert refusal(make.zipped(book)).fault is Fault.DAMAGED


@pytest.mark.parametrize("part", ["worksheets/sheet1", "styles", "sharedStrings"])
def test_a_part_that_is_named_but_missing_damages_the_workbook(part: str) -> None:
    book = make.parts(make.sheet())
    del book[f"xl/{part}.xml"]
    assert refusal(make.zipped(book)).fault is Fault.DAMAGED


def test_reading_a_file_is_reading_its_bytes(tmp_path: Path) -> None:
    data = make.book("<row><c><v>1</v></c></row>")
    path = tmp_path / "Mẫu số 1.xlsm"
    path.write_bytes(data)
    assert read_workbook(path) == read_bytes(data)
