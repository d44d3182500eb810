"""The blank import sheet of the paper years."""

from __future__ import annotations

from collections import Counter
from io import BytesIO

from msgspec import structs
from openpyxl import load_workbook

from lsreport.excel.paper_form import write_paper_form
from support.paper import FIGURES_SHEET, SOURCES_SHEET, figure, sheet, source
from support.submissions import PLAN


def test_the_same_plan_gives_the_same_bytes() -> None:
    assert write_paper_form(PLAN) == write_paper_form(PLAN)


def test_every_unit_is_asked_for_where_its_rows_stood() -> None:
    workbook = load_workbook(BytesIO(write_paper_form(PLAN)))
    rows = [
        (str(row[0]), str(row[2]))
        for row in workbook[FIGURES_SHEET].iter_rows(min_row=6, values_only=True)
    ]
    asked = Counter(unit for unit, _ in rows)
    assert len(asked) == 29
    assert len(rows) == len(set(rows)) == 1_187
    assert [key for unit, key in rows if unit == "BAOLS"] == [
        "CC_T.total",
        "CC_T.covered",
        "KH01",
        "KH03",
        "TT06",
        "TT09",
        "TT11",
        "KP01",
        "KP02",
        "KP03",
    ]
    assert [
        key for unit, key in rows if unit == "178" and key.startswith(("GV", "CL_", "HTX"))
    ] == [
        "GV.total",
        "GV.covered",
        "HTX.total",
        "HTX.covered",
        "HTXR.total",
        "HTXR.covered",
        "HTX_T.covered",
        "CL_DK",
        "CL_MOI",
        "CL_HET",
        "CL_CK",
        "CL_NN",
    ]


def test_a_source_is_asked_for_each_unit_and_year() -> None:
    page = load_workbook(BytesIO(write_paper_form(PLAN)))[SOURCES_SHEET]
    rows = [row[:5] for row in page.iter_rows(min_row=6, values_only=True)]
    assert len(rows) == 87
    assert rows[:2] == [
        ("SLDTBXH", "Sở Lao động - Thương binh và Xã hội", 2021, None, None),
        ("SLDTBXH", "Sở Lao động - Thương binh và Xã hội", 2022, None, None),
    ]


def test_only_the_boxes_can_be_written_into() -> None:
    workbook = load_workbook(BytesIO(sheet()))
    assert all(page.protection.sheet for page in workbook.worksheets)
    assert not figure(workbook, "178", "GV.total", 2022).protection.locked
    assert not source(workbook, "178", 2022, "document").protection.locked
    assert source(workbook, "178", 2022, "year").protection.locked


def test_what_is_known_stands_in_its_box() -> None:
    workbook = load_workbook(BytesIO(sheet()))
    assert figure(workbook, "178", "GV.covered", 2022).value == 900
    assert figure(workbook, "178", "KP01", 2022).value == 12.5
    assert figure(workbook, "178", "GV.covered", 2021).value is None


def test_a_year_in_which_a_row_did_not_exist_is_grey() -> None:
    elements = dict(PLAN.elements)
    elements["KP03"] = structs.replace(elements["KP03"], until=PLAN.dated.replace(month=12, day=31))
    workbook = load_workbook(BytesIO(write_paper_form(structs.replace(PLAN, elements=elements))))
    assert not figure(workbook, "178", "KP03", 2021).protection.locked
    assert figure(workbook, "178", "KP03", 2022).protection.locked


def test_it_says_how_it_is_filled_in() -> None:
    guide = load_workbook(BytesIO(write_paper_form(PLAN))).worksheets[0]
    texts = [str(cell.value) for (cell,) in guide.iter_rows(max_col=1) if cell.value]
    assert texts[:2] == ["Số liệu các năm báo cáo giấy 2021–2023", "Kế hoạch số 187/KH-UBND"]
    assert texts[2].endswith(
        "Kỳ số liệu: năm 2021: từ ngày 13/9/2021 đến hết ngày 14/12/2021; năm 2022: từ ngày "
        "15/12/2021 đến hết ngày 14/12/2022; năm 2023: từ ngày 15/12/2022 đến hết ngày 14/12/2023."
    )
    assert texts[4].startswith("3. Ô trống nghĩa là không biết, không phải là số không.")
