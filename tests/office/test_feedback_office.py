"""LibreOffice opens what a unit is given: comments in place, colours kept, figures the same."""

from __future__ import annotations

import subprocess
from datetime import datetime
from io import BytesIO

import pytest
from openpyxl import load_workbook
from openpyxl.workbook import Workbook

from lsreport.domain.clock import LANG_SON
from lsreport.domain.finding import Severity
from lsreport.domain.observation import Place
from lsreport.report.annotation import ERROR_FILL, QUERY_FILL, annotate
from lsreport.report.opinion_list import TITLE
from lsreport.report.opinions import Opinion
from support.submissions import FILE, accepted, box, filled, place

ERROR = Opinion(
    "LS206", Severity.ERROR, False, Place(FILE, *place("TE615.total").split("!")), "Sai.", "Sửa."
)
QUERY = Opinion(
    "LS404",
    Severity.QUERY,
    False,
    Place(FILE, *place("RS_THON").split("!")),
    "Tăng.",
    "Giải trình.",
)


@pytest.fixture(scope="module")
def saved(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """The annotated copy after LibreOffice opened and saved it."""
    folder = tmp_path_factory.mktemp("feedback")
    source = folder / "copy.xlsx"
    moment = datetime(2025, 7, 3, 9, 15, tzinfo=LANG_SON)
    source.write_bytes(annotate(filled(), (ERROR, QUERY), moment))
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    command = ["soffice", profile, "--headless", "--norestore", "--convert-to", "xlsx"]
    command += ["--outdir", str(folder / "saved"), str(source)]
    subprocess.run(command, capture_output=True, timeout=180, check=True)
    return (folder / "saved" / "copy.xlsx").read_bytes()


@pytest.fixture(scope="module")
def workbook(saved: bytes) -> Workbook:
    return load_workbook(BytesIO(saved))


def test_comments_stand_on_their_cells(workbook: Workbook) -> None:
    comments = {
        f"{sheet.title}!{cell.coordinate}": cell.comment.text
        for sheet in workbook.worksheets
        for row in sheet.iter_rows()
        for cell in row
        if cell.comment
    }
    assert comments == {
        place("TE615.total"): (
            "Ý KIẾN KIỂM TRA\n\n[LS206] Lỗi, số liệu chưa được sử dụng: Sai.\n→ Sửa."
        ),
        place("RS_THON"): (
            "Ý KIẾN KIỂM TRA\n\n[LS404] Đề nghị kiểm tra, giải trình: Tăng.\n→ Giải trình."
        ),
    }


def test_colours_and_protection_are_kept(workbook: Workbook) -> None:
    error, query = box(workbook, "TE615.total"), box(workbook, "RS_THON")
    assert (error.fill.fgColor.rgb, query.fill.fgColor.rgb) == (ERROR_FILL, QUERY_FILL)
    assert error.parent.protection.sheet
    assert workbook.worksheets[0].title == TITLE


def test_the_figures_are_those_of_the_unit(saved: bytes) -> None:
    original, copy = accepted(filled()), accepted(saved)
    typed = {raw.key: (raw.kind, raw.text) for raw in original.raws if not raw.formula}
    read = {raw.key: (raw.kind, raw.text) for raw in copy.raws}
    assert {key: read[key] for key in typed} == typed
    assert (copy.cover, copy.notes) == (original.cover, ())
