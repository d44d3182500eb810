from __future__ import annotations

from docx import Document
from docx.oxml.ns import qn

from lsreport.report.mending import mend_tables


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
