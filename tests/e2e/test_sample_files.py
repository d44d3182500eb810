"""The sample files: made again from their seed, marked as synthetic, small, and what is broken."""

from __future__ import annotations

import hashlib
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from openpyxl import load_workbook

from lsreport.excel.submissions import Reading, Refusal, read_submission
from lsreport.indicators.loader import load_plan

ROOT = Path(__file__).parents[2]
SAMPLES = ROOT / "data" / "samples"
THROUGH_LIBREOFFICE = "2025-H1/2025-06-27/2025-H1-186.xlsx"


@pytest.fixture(scope="module")
def again(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The samples, made once more."""
    folder = tmp_path_factory.mktemp("samples")
    command = [sys.executable, "tools/make_samples.py", "--out", str(folder)]
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True)
    return folder


def test_the_generator_makes_the_same_samples_again(again: Path) -> None:
    committed, made = contents(SAMPLES), contents(again)
    assert made.pop(THROUGH_LIBREOFFICE) != committed.pop(THROUGH_LIBREOFFICE)
    assert made == committed


def test_what_libreoffice_saved_says_what_was_typed(again: Path) -> None:
    committed, made = SAMPLES / THROUGH_LIBREOFFICE, again / THROUGH_LIBREOFFICE
    with zipfile.ZipFile(committed) as package:
        assert b"<Application>LibreOffice" in package.read("docProps/app.xml")
    assert typed_in(committed) == typed_in(made)


def test_every_workbook_says_on_its_cover_that_it_is_synthetic() -> None:
    forms = 0
    for path in SAMPLES.glob("20*/*/*.xlsx"):
        workbook = load_workbook(path, read_only=True)
        cover = [str(cell) for row in workbook.worksheets[0].values for cell in row if cell]
        workbook.close()
        said = [text for text in cover if text.startswith("SỐ LIỆU MÔ PHỎNG")]
        if "@form" in cover:
            forms += 1
            assert {
                "SỐ LIỆU MÔ PHỎNG để chạy thử, không phải báo cáo của đơn vị",
                "SỐ LIỆU MÔ PHỎNG - không có liên hệ",
                "SỐ LIỆU MÔ PHỎNG - không có người ký",
            } <= set(said), path
        else:
            assert any("SỐ LIỆU MÔ PHỎNG" in text for text in cover), path
    assert forms == 168


def test_the_samples_stay_small() -> None:
    assert sum(path.stat().st_size for path in SAMPLES.rglob("*") if path.is_file()) < 6_700_000


@pytest.mark.parametrize(
    ("name", "rule"),
    [("empty.xlsx", "LS103"), ("cut-short.xlsx", "LS107"), ("saved-as-csv.xlsx", "LS112")],
)
def test_broken_files_are_refused(name: str, rule: str) -> None:
    refusal = read_submission(SAMPLES / "broken" / name, name, load_plan("187"))
    assert isinstance(refusal, Refusal)
    assert [finding.rule for finding in refusal.findings] == [rule]


def contents(samples: Path) -> dict[str, object]:
    """Every generated file: workbooks part by part, because zlib builds compress differently."""
    return {
        path.relative_to(samples).as_posix(): parts_of(path)
        if path.suffix == ".xlsx"
        else hashlib.sha256(path.read_bytes()).hexdigest()
        for path in (*samples.glob("20*/*/*"), samples / "reference.csv", samples / "totals.json")
    }


def parts_of(path: Path) -> list[tuple[object, ...]]:
    with zipfile.ZipFile(path) as package:
        return [
            (
                part.filename,
                part.date_time,
                part.external_attr,
                hashlib.sha256(package.read(part)).hexdigest(),
            )
            for part in package.infolist()
        ]


def typed_in(path: Path) -> dict[str, tuple[object, ...]]:
    """What the boxes of a form hold that somebody typed or confirmed."""
    reading = read_submission(path, path.name, load_plan("187"))
    assert isinstance(reading, Reading), reading
    assert reading.notes == ()
    return {raw.key: (raw.kind, raw.text) for raw in reading.raws if not raw.formula}
