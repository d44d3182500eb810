"""An import sheet that LibreOffice opened and saved is read like the original."""

from __future__ import annotations

import subprocess
from pathlib import Path

from lsreport.excel.paper_groups import PaperReading
from support.paper import FILE, read, sheet


def test_what_libreoffice_saves_says_the_same(tmp_path: Path) -> None:
    source = tmp_path / FILE
    source.write_bytes(sheet())
    command = [
        "soffice",
        f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}",
        "--headless",
        "--norestore",
        "--convert-to",
        "xlsx",
        "--outdir",
        str(tmp_path / "saved"),
        str(source),
    ]
    subprocess.run(command, check=True, capture_output=True, timeout=180)
    saved = (tmp_path / "saved" / FILE).read_bytes()
    assert saved != sheet()
    assert said(read(saved)) == said(read(sheet()))
    assert read(saved).refusals == ()


def said(reading: PaperReading) -> list[tuple[object, ...]]:
    return [
        (
            one.reading.unit,
            one.reading.period,
            one.received,
            one.reading.cover,
            [(raw.key, raw.cell, raw.kind, raw.text) for raw in one.reading.raws],
        )
        for one in reading.returns
    ]
