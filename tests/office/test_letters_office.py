"""What LibreOffice makes of the letters: their pages, and the signature on the last of them."""

from __future__ import annotations

import subprocess
from collections.abc import Mapping
from datetime import date
from pathlib import Path

import pytest

from lsreport.domain.period import Period
from lsreport.indicators import calendar
from lsreport.indicators.loader import load_plan
from lsreport.report.letters import opening_letter, reminder, write_opening, write_reminder
from support.report import FIRST_HALF, OFFICE, assessment_of

YEAR_2025 = Period(2025, annual=True)


@pytest.fixture(scope="module")
def printed(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, list[str]]:
    """Return the text of each page of the letters, as printed."""
    folder = tmp_path_factory.mktemp("letters")
    plan = load_plan("187")
    known = assessment_of(plan, {"184": None, "HND": None}).periods[FIRST_HALF]
    silent = [unit for unit in known.expected if unit.code not in known.returns]
    units = calendar.expected(plan, YEAR_2025)
    today = date(2024, 7, 16)
    contents = {
        "opening": write_opening(
            opening_letter(plan, OFFICE, YEAR_2025, units, date(2025, 11, 20))
        ),
        "both": write_reminder(reminder(plan, OFFICE, known, silent, today)),
        "alone": write_reminder(reminder(plan, OFFICE, known, silent[:1], today)),
    }
    for name, content in contents.items():
        (folder / f"{name}.docx").write_bytes(content)
    files = [str(folder / f"{name}.docx") for name in contents]
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    subprocess.run(
        ["soffice", profile, "--headless", "--convert-to", "pdf", "--outdir", str(folder), *files],
        check=True,
        capture_output=True,
        timeout=180,
    )
    return {name: _pages(folder / f"{name}.pdf") for name in contents}


def _pages(pdf: Path) -> list[str]:
    text = subprocess.run(
        ["pdftotext", "-layout", str(pdf), "-"], check=True, capture_output=True, timeout=60
    ).stdout.decode()
    return text.split("\f")[:-1]


def lines(page: str) -> list[str]:
    return [" ".join(line.split()) for line in page.splitlines() if line.strip()]


def test_a_letter_to_one_unit_fits_its_page(printed: Mapping[str, list[str]]) -> None:
    assert {name: len(pages) for name, pages in printed.items()} == {
        "opening": 2,
        "both": 1,
        "alone": 1,
    }


def test_head_and_signature_stand_side_by_side(printed: Mapping[str, list[str]]) -> None:
    for name, pages in printed.items():
        first, last = lines(pages[0]), lines(pages[-1])
        assert first[0] == "UBND TỈNH LẠNG SƠN CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", name
        assert "Nơi nhận: GIÁM ĐỐC" in last, name
        assert last[-1].startswith("- Lưu: VT, "), name


def test_the_number_and_the_day_are_left_open(printed: Mapping[str, list[str]]) -> None:
    numbered = {
        name: next(line for line in lines(pages[0]) if line.startswith("Số:"))
        for name, pages in printed.items()
    }
    assert numbered == {
        "opening": "Số: /SYT-DSTE Lạng Sơn, ngày tháng 11 năm 2025",
        "both": "Số: /SLĐTBXH-BVCSTE Lạng Sơn, ngày tháng 7 năm 2024",
        "alone": "Số: /SLĐTBXH-BVCSTE Lạng Sơn, ngày tháng 7 năm 2024",
    }


def test_only_the_second_page_has_a_number(printed: Mapping[str, list[str]]) -> None:
    first, second = printed["opening"]
    assert "1" not in lines(first)
    assert lines(second)[0] == "2"


def test_the_signature_never_stands_alone(printed: Mapping[str, list[str]]) -> None:
    second = lines(printed["opening"][1])
    assert any(line.endswith("./.") for line in second)


def test_every_letter_is_printed(printed: Mapping[str, list[str]]) -> None:
    for pages in printed.values():
        whole = "".join(pages)
        assert whole.count("./.") == 1
        for sign in ("\N{REPLACEMENT CHARACTER}", "{{", "{%"):
            assert sign not in whole
