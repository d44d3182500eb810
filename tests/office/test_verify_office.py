"""A PDF is verified by the Word document beside it, and made from that again."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from lsreport.app.demo import samples
from lsreport.app.verify import verify
from lsreport.app.workspace import Workspace
from lsreport.cli import invoke

NAME = "lsreport-187-2024-H1-province"


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("office") / "office"
    run = ["-q", "--workspace", str(folder)]
    assert invoke(["init", str(folder)]) == 0
    shutil.copytree(samples() / "2024-H1", folder / "inbox", dirs_exist_ok=True)
    assert invoke([*run, "ingest"]) in {0, 1}
    assert invoke([*run, "render", "2024-H1", "--format", "pdf"]) == 0
    return folder


def told(office: Path, file: Path) -> list[str]:
    verification = verify(Workspace(office), file)
    assert verification.document.name == f"{NAME}.docx"
    return [f"{one.part}: {one.what}" for one in verification.differences]


def test_the_pdf_is_the_one_its_document_makes(office: Path, tmp_path: Path) -> None:
    pdf = office / "out" / "2024-H1" / f"{NAME}.pdf"
    assert told(office, pdf) == []

    for written in pdf.parent.glob(f"{NAME}.*"):
        shutil.copy(written, tmp_path)
    changed = tmp_path / pdf.name
    changed.write_bytes(pdf.read_bytes().replace(b"%%EOF", b"%%EOF\n%"))
    (line,) = told(office, changed)
    assert line.startswith(f"{NAME}.pdf: is not the PDF that LibreOffice makes of {NAME}.docx here")


def test_a_pdf_of_a_changed_document_is_told_by_the_document(office: Path, tmp_path: Path) -> None:
    for written in (office / "out" / "2024-H1").glob(f"{NAME}.*"):
        shutil.copy(written, tmp_path)
    (tmp_path / f"{NAME}.docx").write_bytes(b"changed")
    assert told(office, tmp_path / f"{NAME}.pdf") == [
        f"{NAME}.docx: is damaged, or no longer a Word or Excel document"
    ]
