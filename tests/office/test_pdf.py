"""A report as PDF through an installed LibreOffice: its pages and its bytes."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from lsreport.app.pdf import as_pdf, find_office
from support.cli import Ran


def lsreport(*arguments: object) -> Ran:
    command = [sys.executable, "-m", "lsreport", "--lang", "en", *map(str, arguments)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    return Ran(done.returncode, done.stdout, done.stderr)


@pytest.fixture(scope="module")
def workspace(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("pdf") / "Báo cáo quý 2"
    assert lsreport("-q", "demo", folder).code == 0
    return folder


def test_a_pdf_stands_beside_its_word_document(workspace: Path, tmp_path: Path) -> None:
    ran = lsreport(
        "--workspace", workspace, "render", "2024-H1", "--format", "pdf", "--out", tmp_path
    )
    assert (ran.code, ran.err) == (0, "")
    name = "lsreport-187-2024-H1-province"
    assert [Path(line).name for line in ran.lines] == [
        f"{name}.docx",
        f"{name}.pdf",
        "lsreport-187-2024-H1-working-annex.docx",
    ]
    pdf = tmp_path / f"{name}.pdf"
    text = subprocess.run(
        ["pdftotext", "-layout", pdf, "-"], capture_output=True, text=True, check=True
    )
    assert "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM" in text.stdout
    assert "Kết quả thực hiện Kế hoạch số 187/KH-UBND" in text.stdout
    first = pdf.read_bytes()
    assert b"/CreationDate(D:20210913000000" in first
    document = pdf.with_suffix(".docx").read_bytes()
    assert as_pdf(find_office(), document) == first, "the same document gives the same bytes"
