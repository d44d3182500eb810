"""What differs between two packages is told by part, paragraph, cell and element."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from lsreport.ooxml.comparison import compare_packages
from lsreport.ooxml.package import Refused
from unit.ooxml import builders as make

WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
DOCUMENT = "word/document.xml"


def paragraph(text: str, *, bold: bool = False) -> str:
    return f"<w:p><w:r>{'<w:b/>' * bold}<w:t>{text}</w:t></w:r></w:p>"


def row(*cells: str) -> str:
    return f"<w:tr>{''.join(f'<w:tc>{paragraph(one)}</w:tc>' for one in cells)}</w:tr>"


def word(*blocks: str, **others: str | bytes) -> dict[str, str | bytes]:
    body = "".join(blocks)
    document = f'<w:document xmlns:w="{WORD}"><w:body>{body}</w:body></w:document>'
    return {"[Content_Types].xml": "<Types/>", DOCUMENT: document, **others}


TABLE = f"<w:tbl>{row('Mục tiêu', 'Kết quả')}{row('2.2', '79,37%')}</w:tbl>"
MADE = word(paragraph("I. TÌNH HÌNH"), TABLE, paragraph("Trong kỳ có 02 lớp."))


def told(found: Mapping[str, str | bytes], made: Mapping[str, str | bytes] = MADE) -> list[str]:
    differences = compare_packages(make.zipped(found), make.zipped(made))
    return [f"{one.part}: {one.what}" for one in differences]


def test_equal_parts_are_the_same_however_they_are_packed() -> None:
    other = make.zipped(dict(reversed(MADE.items())), method=0)
    assert compare_packages(other, make.zipped(MADE)) == ()


def test_a_changed_paragraph_is_told_with_both_texts() -> None:
    found = word(paragraph("I. TÌNH HÌNH"), TABLE, paragraph("Trong kỳ có 20 lớp."))
    assert told(found) == [
        f"{DOCUMENT}: paragraph 2 reads “Trong kỳ có 20 lớp.” instead of “Trong kỳ có 02 lớp.”"
    ]


def test_a_changed_cell_of_a_table_is_told_with_its_place() -> None:
    table = TABLE.replace("79,37%", "80,37%")
    found = word(paragraph("I. TÌNH HÌNH"), table, paragraph("Trong kỳ có 02 lớp."))
    assert told(found) == [f"{DOCUMENT}: table 1, row 2, cell 2 reads “80,37%” instead of “79,37%”"]


def test_a_paragraph_put_in_or_taken_out_leaves_its_neighbours_alone() -> None:
    found = word(
        paragraph("I. TÌNH HÌNH"), paragraph("Đã đạt."), TABLE, paragraph("Trong kỳ có 02 lớp.")
    )
    assert told(found) == [f"{DOCUMENT}: paragraph 2 was added: “Đã đạt.”"]
    assert told(MADE, found) == [f"{DOCUMENT}: paragraph 2 is missing: “Đã đạt.”"]


def test_formatting_and_fields_count_although_the_text_is_the_same() -> None:
    bold = word(paragraph("I. TÌNH HÌNH", bold=True), TABLE, paragraph("Trong kỳ có 02 lớp."))
    field = "<w:p><w:r><w:instrText>INCLUDETEXT x</w:instrText></w:r></w:p>"
    coded = word(paragraph("I. TÌNH HÌNH"), TABLE, paragraph("Trong kỳ có 02 lớp."), field)
    alike = "reads the same, “I. TÌNH HÌNH”, but is formatted or built otherwise"
    assert told(bold) == [f"{DOCUMENT}: paragraph 1 {alike}"]
    assert told(coded) == [f"{DOCUMENT}: paragraph 3 was added: “INCLUDETEXT x”"]


def test_an_element_outside_of_paragraphs_is_told_with_its_attributes() -> None:
    narrow, wide = (
        word(paragraph("I"), f'<w:sectPr><w:pgMar w:left="{left}"/></w:sectPr>')
        for left in (1134, 1701)
    )
    assert told(narrow, wide) == [
        f"{DOCUMENT}: element body/sectPr/pgMar reads “left=1134” instead of “left=1701”"
    ]


def test_prefixes_comments_and_the_order_of_attributes_make_no_difference() -> None:
    other = (
        f'<x:document xmlns:x="{WORD}"><!-- sửa --><x:body><x:p x:a="1" x:b="2"/></x:body>'
        "</x:document>"
    )
    own = (
        f'<w:document xmlns:w="{WORD}"><w:body>\n<w:p w:b="2" w:a="1"></w:p></w:body></w:document>'
    )
    assert told(word() | {DOCUMENT: other}, word() | {DOCUMENT: own}) == [
        f"{DOCUMENT}: says the same, spelled otherwise"
    ]


def test_a_long_text_is_shown_around_what_differs() -> None:
    found, made = (word(paragraph("a" * 300 + middle + "b" * 300)) for middle in "XY")
    (line,) = told(found, made)
    start, end = "a" * 40, "b" * 79
    assert line == (f"{DOCUMENT}: paragraph 1 reads “…{start}X{end}…” instead of “…{start}Y{end}…”")


def test_of_many_differences_the_first_are_told_and_the_rest_counted() -> None:
    found, made = (word(*(paragraph(f"{sign}{n}") for n in range(50))) for sign in "xy")
    lines = told(found, made)
    assert lines[:1] == [f"{DOCUMENT}: paragraph 1 reads “x0” instead of “y0”"]
    assert lines[20:] == [f"{DOCUMENT}: and 30 more differences"]


def test_thousands_of_changed_paragraphs_are_compared_in_no_time() -> None:
    found, made = (word(*(paragraph(f"{sign}{n}") for n in range(4000))) for sign in "xy")
    assert told(found, made)[20:] == [f"{DOCUMENT}: and 3,980 more differences"]


def test_parts_that_are_missing_or_do_not_belong_are_named() -> None:
    extra = word(**{"word/vbaProject.bin": b"x"})
    assert told(extra, word()) == ["word/vbaProject.bin: does not belong to the report"]
    assert told(word(), extra) == ["word/vbaProject.bin: is missing"]
    other = word(**{"word/vbaProject.bin": b"y"})
    assert told(other, extra) == ["word/vbaProject.bin: its content differs"]


def test_a_part_that_is_no_xml_any_more_is_named() -> None:
    assert told(MADE | {DOCUMENT: "<w:document"}) == [f"{DOCUMENT}: is damaged"]


@pytest.mark.parametrize("found", [b"", b"%PDF-1.7", make.zipped(MADE)[:-40]])
def test_what_is_no_package_is_refused(found: bytes) -> None:
    with pytest.raises(Refused):
        compare_packages(found, make.zipped(MADE))


def cells(value: str, text: str = "Đạt") -> str:
    return (
        f'<row><c r="A1"><v>{value}</v></c><c r="B1" t="inlineStr"><is><t>{text}</t></is></c></row>'
    )


def workbook(rows: str, before: str = "") -> dict[str, str | bytes]:
    return make.parts(make.sheet(rows, before=before))


def test_a_changed_cell_of_a_workbook_is_told_with_its_sheet() -> None:
    assert told(workbook(cells("12", "Chưa đạt")), workbook(cells("13"))) == [
        "xl/worksheets/sheet1.xml: cell S1!A1 reads “12” instead of “13”",
        "xl/worksheets/sheet1.xml: cell S1!B1 reads “Chưa đạt” instead of “Đạt”",
    ]
    assert told(workbook(cells("13") + '<row><c r="C9"><v>1</v></c></row>'), workbook(cells("13")))[
        0
    ] == ("xl/worksheets/sheet1.xml: cell S1!C9 was added: “1”")


def test_a_formula_in_place_of_a_value_is_told() -> None:
    formula = cells("13").replace("<v>13", "<f>6+7</f><v>13")
    assert told(workbook(formula), workbook(cells("13"))) == [
        "xl/worksheets/sheet1.xml: cell S1!A1 reads “=6+7 (13)” instead of “13”"
    ]


def test_a_text_kept_in_the_table_of_texts_is_told_as_its_cell() -> None:
    found, made = (
        make.parts(make.sheet('<row><c r="A1" t="s"><v>0</v></c></row>'))
        | {"xl/sharedStrings.xml": make.strings([f"<si><t>{text}</t></si>"])}
        for text in ("Đạt", "Chưa đạt")
    )
    assert told(found, made) == [
        "xl/worksheets/sheet1.xml: cell S1!A1 reads “Đạt” instead of “Chưa đạt”"
    ]


def test_settings_of_a_sheet_count_although_its_cells_are_the_same() -> None:
    hidden = workbook(cells("13"), '<cols><col min="3" max="3" width="9"/></cols>')
    assert told(hidden, workbook(cells("13"))) == [
        "xl/worksheets/sheet1.xml: only settings or formats differ"
    ]


def test_a_workbook_inside_a_document_is_compared_cell_by_cell() -> None:
    inside = "word/embeddings/chart1.xlsx"
    found, made = (word(**{inside: make.zipped(workbook(cells(one)))}) for one in ("12", "13"))
    assert told(found, made) == [
        f"{inside} → xl/worksheets/sheet1.xml: cell S1!A1 reads “12” instead of “13”"
    ]
