from __future__ import annotations

from docx import Document
from docx.oxml import OxmlElement
from docx.oxml.ns import qn

from lsreport.report.mending import mend_leads, mend_tables


def test_a_cell_without_a_paragraph_gets_one() -> None:
    document = Document()
    cell = document.add_table(1, 2).rows[0].cells[1]
    cell._tc.remove(cell.paragraphs[0]._p)
    mend_tables(document.element.body)
    assert [len(one.paragraphs) for one in document.tables[0].rows[0].cells] == [1, 1]


def test_a_grid_follows_the_columns_loops_made_and_keeps_its_width() -> None:
    document = Document()
    table = document.add_table(2, 2)._tbl
    before = sum(int(one.get(qn("w:w"))) for one in table.tblGrid)
    for row in table.findall(qn("w:tr")):
        for _copy in range(2):
            row.append(Document().add_table(1, 1).rows[0].cells[0]._tc)
    mend_tables(document.element.body)
    widths = [int(one.get(qn("w:w"))) for one in table.tblGrid]
    assert len(widths) == 4
    assert before - 4 < sum(widths) <= before


def test_looped_columns_keep_the_widths_of_their_cells_where_the_page_has_room() -> None:
    document = Document()
    made = document.add_table(1, 3)
    for cell, width in zip(made.rows[0].cells, (3000, 1000, 1000), strict=True):
        cell._tc.get_or_add_tcPr().get_or_add_tcW().set(qn("w:w"), str(width))
    for column in list(made._tbl.tblGrid)[1:]:
        made._tbl.tblGrid.remove(column)
    mend_tables(document.element.body)
    assert [one.get(qn("w:w")) for one in made._tbl.tblGrid] == ["3000", "1000", "1000"]


def test_spanning_cells_count_for_all_they_cover() -> None:
    document = Document()
    made = document.add_table(2, 3)
    made.rows[0].cells[0].merge(made.rows[0].cells[2])
    widths = [one.get(qn("w:w")) for one in made._tbl.tblGrid]
    mend_tables(document.element.body)
    assert [one.get(qn("w:w")) for one in made._tbl.tblGrid] == widths


def test_a_table_without_rows_is_taken_out() -> None:
    document = Document()
    table = document.add_table(1, 1)
    table._tbl.remove(table.rows[0]._tr)
    mend_tables(document.element.body)
    assert document.tables == []


def kept(rows: int, *, cell: str = "12", heads: int = 1) -> list[int]:
    """Return the rows of a mended table that may not be parted from the next."""
    document = Document()
    table = document.add_table(rows, 2)
    for row in table.rows[:heads]:
        row._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))
    table.rows[-1].cells[1].text = cell
    mend_tables(document.element.body)
    return [
        place
        for place, row in enumerate(table.rows)
        if all(one.paragraphs[0].paragraph_format.keep_with_next for one in row.cells)
    ]


def test_a_short_table_stands_on_one_page() -> None:
    assert kept(16) == list(range(15))
    assert kept(3, heads=2) == [0, 1]


def test_a_long_table_leaves_no_row_alone_at_either_end() -> None:
    assert kept(40) == [0, 1, 37, 38]
    assert kept(40, heads=2) == [0, 1, 2, 37, 38]


def test_a_short_table_of_long_cells_may_be_parted() -> None:
    assert kept(16, cell="chữ " * 20) == [0, 1, 13, 14]


def test_a_table_without_heads_is_no_list() -> None:
    assert kept(5, heads=0) == []


def test_what_announces_a_list_stays_with_it() -> None:
    document = Document()
    texts = ("Trong kỳ:", "- 02 lớp;", "- 03 cuộc.", "Kết quả: tốt.", "")
    made = [document.add_paragraph(text) for text in texts]
    mend_leads(document.element.body)
    kept_ones = [bool(one.paragraph_format.keep_with_next) for one in made]
    assert kept_ones == [True, False, False, False, False]
