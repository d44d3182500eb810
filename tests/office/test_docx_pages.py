"""What LibreOffice makes of the Word documents: pages, their numbers, and the letters."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Mapping
from pathlib import Path

import pytest

from lsreport.indicators.loader import load_plan
from lsreport.report.docx import render_report, render_working_annex
from lsreport.report.figures import Register
from support.report import Sent, assessment_of, view_of

MARK = "LƯU HÀNH NỘI BỘ"


@pytest.fixture(scope="module")
def printed(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, list[str]]:
    """Return the text of each page of both documents, as printed."""
    folder = tmp_path_factory.mktemp("docx")
    plan = load_plan("187")
    sent = {"186": None, "178": Sent({"D1": "Đã tổ chức 02 lớp.", "CL_MOI": 2, "CL_CK": 2})}
    view = view_of(plan, assessment_of(plan, sent))
    (folder / "report.docx").write_bytes(render_report(view, Register()))
    (folder / "annex.docx").write_bytes(render_working_annex(view, Register()))
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    files = [str(folder / "report.docx"), str(folder / "annex.docx")]
    subprocess.run(
        ["soffice", profile, "--headless", "--convert-to", "pdf", "--outdir", str(folder), *files],
        check=True,
        capture_output=True,
        timeout=180,
    )
    return {name: _pages(folder / f"{name}.pdf") for name in ("report", "annex")}


def _pages(pdf: Path) -> list[str]:
    text = subprocess.run(
        ["pdftotext", "-layout", str(pdf), "-"], check=True, capture_output=True, timeout=60
    ).stdout.decode()
    return text.split("\f")[:-1]


def first_line(page: str) -> str:
    return next(line.strip() for line in page.splitlines() if line.strip())


def test_the_first_page_has_no_number_and_the_second_has(printed: Mapping[str, list[str]]) -> None:
    first, second, third = printed["report"][:3]
    assert first_line(first).startswith("UBND TỈNH LẠNG SƠN")
    assert not re.search(r"^\s*1\s*$", first, re.MULTILINE)
    assert (first_line(second), first_line(third)) == ("2", "3")


def test_each_annex_numbers_its_own_pages(printed: Mapping[str, list[str]]) -> None:
    pages = printed["report"]
    starts = [place for place, page in enumerate(pages) if first_line(page).startswith("Phụ lục")]
    assert [first_line(pages[place]) for place in starts] == [
        "Phụ lục I",
        "Phụ lục II",
        "Phụ lục III",
        "Phụ lục IV",
    ]
    assert first_line(pages[starts[0] + 1]) == "2"


def test_no_heading_is_left_alone_at_the_foot_of_a_page(printed: Mapping[str, list[str]]) -> None:
    heading = re.compile(r"^\s*([IV]+\. [A-ZĐÀ-Ỹ ,]+|\d\. \S.*)$")
    for pages in printed.values():
        for page in pages:
            last = [line for line in page.splitlines() if line.strip() not in {"", MARK}][-1]
            assert not heading.match(last), last


def test_every_letter_is_printed(printed: Mapping[str, list[str]]) -> None:
    for pages in printed.values():
        whole = "".join(pages)
        assert "\N{REPLACEMENT CHARACTER}" not in whole
        assert "{{" not in whole
        assert "{%" not in whole
    words = " ".join("".join(printed["report"]).split())
    assert "Độc lập - Tự do - Hạnh phúc" in words
    assert "chưa đủ cơ sở kết luận" in words
    assert words.count("./.") == 1


def test_the_charts_are_drawn_with_the_numbers_of_the_report(
    printed: Mapping[str, list[str]],
) -> None:
    (first,) = [page for page in printed["report"] if "Biểu đồ 1. Tỷ lệ" in page]
    for words in ("Truyền thông: hộ gia đình", "85,00%", "Mức chỉ tiêu", "90%"):
        assert words in first.partition("Biểu đồ 1.")[2], words
    (second,) = [page for page in printed["report"] if "Biểu đồ 2. Số huyện" in page]
    legend = second.partition("Biểu đồ 2.")[2]
    for words in ("Đã đạt", "Chưa đạt", "Chưa có số liệu", "Không có đối tượng"):
        assert words in legend, words


def test_heads_of_long_tables_are_repeated(printed: Mapping[str, list[str]]) -> None:
    pages = [page for page in printed["report"] if "Chỉ tiêu" in page and "Đánh giá" in page]
    assert len(pages) >= 2


def test_the_working_annex_is_marked(printed: Mapping[str, list[str]]) -> None:
    assert first_line(printed["annex"][0]) == MARK
    for page in printed["annex"]:
        assert [line.strip() for line in page.splitlines() if line.strip()][-1] == MARK
    assert not any(MARK in page for page in printed["report"])
    assert "Đã tổ chức 02 lớp." in printed["annex"][0]
