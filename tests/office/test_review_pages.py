"""The printed pages of a review keep Decree 30/2020/NĐ-CP as those of a report do."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest

from lsreport.domain.period import Period, Span
from lsreport.indicators.compute import compute
from lsreport.indicators.loader import load_plan
from lsreport.report.figures import Register
from lsreport.report.review import build_review
from lsreport.report.review_docx import render_review_docx
from support.pages import Page, pages_of, pdf_of
from support.report import OFFICE, Sent, assessment_of

pytestmark = pytest.mark.no_cover
ABOUT = 0.6
"""Millimetres a printed edge may be off."""
ANNEXES = ("Phụ lục I", "Phụ lục II", "Phụ lục III")


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> Sequence[Page]:
    folder = tmp_path_factory.mktemp("review")
    plan, span = load_plan("187"), Span(2021, 2025)
    year = Period(2024, annual=True)
    assessment = assessment_of(plan, {"186": None, "178": Sent({"CL_MOI": 2, "CL_CK": 2})}, year)
    outcomes = {one: compute(plan, assessment, one) for one in span}
    document: Path = folder / "review.docx"
    view = build_review(plan, assessment, span, outcomes, OFFICE)
    document.write_bytes(render_review_docx(view, Register()))
    return pages_of(pdf_of(document, folder / "profile"))


def words(page: Page) -> str:
    return " ".join(word.text for word in page.words)


def test_every_page_keeps_paper_and_margins(pages: Sequence[Page]) -> None:
    for number, page in enumerate(pages, 1):
        assert sorted((round(page.width), round(page.height))) == [210, 297]
        text = [word for word in page.words if word.top > 20 - ABOUT]
        assert min(word.left for word in text) >= 30 - ABOUT, number
        assert max(word.right for word in text) <= page.width - 15 + ABOUT, number
        assert max(word.bottom for word in text) <= page.height - 20 + ABOUT, number


def test_each_annex_numbers_its_own_pages(pages: Sequence[Page]) -> None:
    starts = [
        at
        for at, page in enumerate(pages)
        if at == 0 or any(words(page).startswith(f"{annex} ") for annex in ANNEXES)
    ]
    assert len(starts) == 1 + len(ANNEXES)
    for start, end in zip(starts, [*starts[1:], len(pages)], strict=True):
        above = [
            " ".join(word.text for word in page.words if word.bottom < 20)
            for page in pages[start:end]
        ]
        assert above == ["", *(str(number) for number in range(2, end - start + 1))]


def test_no_page_is_left_almost_empty(pages: Sequence[Page]) -> None:
    for number, page in enumerate(pages, 1):
        assert len(page.words) > 25, number


def test_tables_show_every_year(pages: Sequence[Page]) -> None:
    heads = "Năm 2021 Năm 2022 Năm 2023 Năm 2024 Năm 2025"
    assert any(heads in words(page) for page in pages if page.width > page.height)
    # Charts are drawn: the words of their axes are on the pages.
    assert any("Biểu đồ 1." in words(page) for page in pages)
    assert any("Tỷ lệ (%)" in words(page) for page in pages)
