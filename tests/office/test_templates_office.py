"""Templates that an office program has saved again say the same."""

from __future__ import annotations

import subprocess
from io import BytesIO
from pathlib import Path

from docx import Document
from docx.oxml.ns import qn

from lsreport.app.check_templates import check_templates
from lsreport.app.workspace import Workspace
from lsreport.indicators.loader import load_plan
from lsreport.report.docx import PACKAGED, render_report
from lsreport.report.figures import Register
from support.report import Sent, assessment_of, view_of


def saved_again(folder: Path) -> Path:
    """Open every packaged template in LibreOffice and save it as what it was."""
    for suffix, kind in (("docx", "MS Word 2007 XML"), ("xlsx", "Calc MS Excel 2007 XML")):
        command = [
            "soffice", "--headless", f"-env:UserInstallation={(folder / 'profile').as_uri()}",
            "--convert-to", f"{suffix}:{kind}", "--outdir", folder / "templates",
            *sorted(PACKAGED.glob(f"*.{suffix}")),
        ]  # fmt: skip
        subprocess.run(command, check=True, capture_output=True, timeout=180)
    return folder


def texts(document: bytes) -> list[str]:
    body = Document(BytesIO(document)).element.body
    lines = ("".join(one.text or "" for one in p.iter(qn("w:t"))) for p in body.iter(qn("w:p")))
    return [" ".join(line.split()) for line in lines if line.strip()]


def test_templates_saved_by_libreoffice_are_sound_and_print_the_same(tmp_path: Path) -> None:
    folder = saved_again(tmp_path)
    checked = check_templates(Workspace(folder))
    assert {one.path.parent.name for one in checked} == {"templates"}
    assert [str(fault) for one in checked for fault in one.faults] == []
    plan = load_plan("187")
    view = view_of(plan, assessment_of(plan, {"186": None, "178": Sent({"CL_MOI": 3})}))
    register, again = Register(), Register()
    packaged = texts(render_report(view, register))
    assert texts(render_report(view, again, folder / "templates")) == packaged
    assert again.printed == register.printed
