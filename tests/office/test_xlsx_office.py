"""What LibreOffice makes of the report workbook: values, digits, pages and the chart."""

from __future__ import annotations

import csv
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from openpyxl import load_workbook
from openpyxl.cell import Cell
from openpyxl.workbook import Workbook

from lsreport.indicators.loader import load_plan
from lsreport.report.docx import PACKAGED
from lsreport.report.figures import Register
from lsreport.report.xlsx import WORKBOOK, render_workbook
from support.report import Sent, assessment_of, view_of
from support.xlsx import opened, shown, small_view

AS_SHOWN = "csv:Text - txt - csv (StarCalc):124,34,76,1,,0,false,true,true,false,false,-1"
"""Every sheet as `name-Sheet.csv`, fields parted by bars, cells as they are displayed."""


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a whole report and the small one, which LibreOffice also made into others."""
    made = tmp_path_factory.mktemp("xlsx")
    plan = load_plan("187")
    sent = {"186": None, "178": Sent({"CL_MOI": 3, "CL_CK": 3})}
    view = view_of(plan, assessment_of(plan, sent))
    (made / "whole.xlsx").write_bytes(render_workbook(view, Register()))
    (made / "small.xlsx").write_bytes(render_workbook(small_view(plan), Register()))
    for target, name in (("xlsx", "whole"), ("pdf", "whole"), (AS_SHOWN, "small")):
        converted(made, target, name)
    return made


def converted(folder: Path, target: str, name: str) -> None:
    command = ["soffice", f"-env:UserInstallation={(folder / 'profile').as_uri()}", "--headless"]
    command += ["--convert-to", target, "--outdir", str(folder / "lo")]
    command.append(str(folder / f"{name}.xlsx"))
    subprocess.run(command, check=True, capture_output=True, timeout=180)


def contents(workbook: Workbook) -> Iterator[tuple[str, list[list[object]]]]:
    for sheet in workbook:
        rows = sheet.iter_rows(values_only=True)
        yield sheet.title, [[_value(cell) for cell in row] for row in rows]


def _value(value: object) -> object:
    """Return numbers as far as a spreadsheet keeps them."""
    return float(f"{value:.12g}") if isinstance(value, int | float) else value


def test_a_copy_saved_by_libreoffice_says_the_same(folder: Path) -> None:
    ours = dict(contents(load_workbook(folder / "whole.xlsx")))
    theirs = dict(contents(load_workbook(folder / "lo" / "whole.xlsx")))
    assert list(theirs) == list(ours)
    for sheet, rows in ours.items():
        assert theirs[sheet] == rows, sheet


def test_it_shows_the_digits_of_the_report(folder: Path) -> None:
    workbook = opened((folder / "small.xlsx").read_bytes())
    for sheet in workbook:
        with (folder / "lo" / f"small-{sheet.title}.csv").open(encoding="utf-8") as file:
            displayed = list(csv.reader(file, delimiter="|"))
        expected = [[_american(cell) for cell in row] for row in sheet.iter_rows()]
        assert displayed == expected, sheet.title


def _american(cell: Cell) -> str:
    """Return what a cell shows, with the separators of the English profile."""
    if cell.value is None:
        return ""
    text = shown(cell)
    number = isinstance(cell.value, int | float)
    return text.translate(str.maketrans(",.", ".,")) if number else text


def pages_of(folder: Path) -> list[str]:
    """Return the text of each printed page."""
    text = subprocess.run(
        ["pdftotext", "-layout", str(folder / "lo" / "whole.pdf"), "-"],
        check=True,
        capture_output=True,
        timeout=60,
    ).stdout.decode()
    return text.split("\f")[:-1]


def test_each_sheet_begins_a_page_and_the_chart_is_drawn(folder: Path) -> None:
    pages = pages_of(folder)
    firsts = [next(line.strip() for line in page.splitlines() if line.strip()) for page in pages]
    titles = [line for line in firsts if line.startswith(("Bảng", "Biểu đồ", "Mục lục", "Ghi chú"))]
    assert [title.split(",")[0].split(". ")[0] for title in titles] == [
        "Mục lục", "Ghi chú", "Bảng 1", "Biểu đồ 1a", "Bảng 1b", "Biểu đồ 1c", "Biểu đồ 1d",
        "Bảng 2", "Bảng 2a", "Bảng 2b", "Bảng 3", "Bảng 3a", "Bảng 4", "Bảng 4a", "Bảng 5",
        "Bảng 5a", "Bảng 5b", "Bảng 6", "Bảng 6a", "Bảng 6b", "Bảng 6c", "Bảng 7", "Bảng 7a",
    ]  # fmt: skip
    (chart,) = [page for page in pages if page.lstrip().startswith("Biểu đồ 1a")]
    for words in ("Tỷ lệ thực hiện so với mức chỉ tiêu", "Mức chỉ tiêu", "100%"):
        assert words in chart
    assert all(f"Trang {number}/{len(pages)}" in page for number, page in enumerate(pages, 1))


def test_heads_are_repeated_on_every_page_of_a_table(folder: Path) -> None:
    sources = [page for page in pages_of(folder) if "7 Nguồn số liệu" in page]
    sources = [page for page in sources if "Mục lục" not in page]
    assert len(sources) > 5
    assert all("Mã số liệu" in page for page in sources)
    # Hashes are on the screen, and on paper once for each file.
    assert not any("SHA-256" in page for page in sources)
    (files,) = [page for page in pages_of(folder) if page.lstrip().startswith("Bảng 7a")]
    assert "SHA-256" in files


def test_rows_of_one_line_take_one_line_of_paper(folder: Path) -> None:
    """Sixty lines and more of the long tables fit a page: none is spent on white rows."""
    for title in ("Bảng 2.", "Bảng 3a", "Bảng 7."):
        (first,) = [page for page in pages_of(folder) if page.lstrip().startswith(title)]
        assert len([line for line in first.splitlines() if line.strip()]) >= 60, title


def test_a_template_saved_by_libreoffice_fills_in_the_same(folder: Path) -> None:
    command = ["soffice", f"-env:UserInstallation={(folder / 'profile').as_uri()}", "--headless"]
    command += ["--convert-to", "xlsx", "--outdir", str(folder / "own"), str(PACKAGED / WORKBOOK)]
    subprocess.run(command, check=True, capture_output=True, timeout=180)
    view = small_view(load_plan("187"))
    ours = opened((folder / "small.xlsx").read_bytes())
    theirs = opened(render_workbook(view, Register(), folder / "own"))
    assert dict(contents(theirs)) == dict(contents(ours))
    assert list(marked(theirs)) == list(marked(ours))


def marked(workbook: Workbook) -> Iterator[tuple[object, ...]]:
    """Yield what is marked as a table, repeated on each page and printed, sheet by sheet."""
    for sheet in workbook:
        tables = [(table.ref, table.column_names) for table in sheet.tables.values()]
        yield sheet.title, tables, sheet.print_title_rows, sheet.print_area
