"""A form that LibreOffice opened and saved is read like the original."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest
from openpyxl import Workbook

from lsreport.domain.observation import RawKind
from lsreport.excel.identification import claims_of
from lsreport.excel.identity import Identity, form_code
from lsreport.excel.submissions import Refusal, read_submission
from lsreport.ooxml.workbook import read_bytes
from support.submissions import (
    COVER,
    FIGURES,
    FILE,
    H1,
    PLAN,
    accepted,
    contents,
    edited,
    filled,
    insert_column,
    insert_row,
    refused,
)

COMPUTED = {"GV.covered": (RawKind.NUMBER, "1600"), "CL_CK": (RawKind.NUMBER, "2")}
"""What the form's own formulas say of the figures of the tests."""


@pytest.fixture(scope="module")
def profile(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A LibreOffice profile of these tests alone."""
    return tmp_path_factory.mktemp("profile")


def saved_as(form: bytes, target: str, folder: Path, profile: Path, name: str = "bieu") -> Path:
    """Open a workbook in LibreOffice and save it in another format."""
    folder.mkdir(exist_ok=True)
    source = folder / f"{name}.xlsx"
    source.write_bytes(form)
    return converted(source, target, folder / "saved", profile)


def converted(source: Path, target: str, folder: Path, profile: Path) -> Path:
    command = [
        "soffice",
        f"-env:UserInstallation={profile.as_uri()}",
        "--headless",
        "--norestore",
        "--convert-to",
        target,
        "--outdir",
        str(folder),
        str(source),
    ]
    done = subprocess.run(command, capture_output=True, text=True, timeout=180, check=True)
    saved = folder / f"{source.stem}.{target}"
    assert saved.is_file(), done.stderr
    return saved


def test_a_copy_saved_by_libreoffice_is_read_like_the_original(
    tmp_path: Path, profile: Path
) -> None:
    saved = saved_as(filled(), "xlsx", tmp_path / "lo", profile).read_bytes()
    original, copy = accepted(filled()), accepted(saved)
    assert (copy.unit, copy.period, copy.version) == ("178", H1, "1")
    assert copy.cover == original.cover
    assert copy.notes == ()
    typed = {key: value for key, value in contents(original).items() if key in FIGURES}
    read = contents(copy)
    assert {key: read[key] for key in typed} == typed
    assert {key: read[key] for key in COMPUTED} == COMPUTED
    assert {raw.key: (raw.sheet, raw.cell) for raw in copy.raws} == {
        raw.key: (raw.sheet, raw.cell) for raw in original.raws
    }
    blanks = [raw.key for raw in original.raws if raw.kind is RawKind.BLANK]
    assert {read[key] for key in blanks} == {(RawKind.BLANK, None)}


def test_all_three_carriers_of_the_identity_survive(tmp_path: Path, profile: Path) -> None:
    saved = saved_as(filled(), "xlsx", tmp_path / "lo", profile).read_bytes()
    claims = claims_of(read_bytes(saved), FILE)
    assert claims.identities == (Identity("187", "178", H1, "1"),)
    places = {claim.place for claim in claims.readable}
    assert places >= {"_ls", "ls_*", "ls_code"}
    assert claims.printed


def test_a_form_that_was_an_opendocument_for_a_while_is_read_the_same(
    tmp_path: Path, profile: Path
) -> None:
    ods = saved_as(filled(), "ods", tmp_path / "lo", profile)
    back = converted(ods, "xlsx", tmp_path / "back", profile).read_bytes()
    read, original = contents(accepted(back)), contents(accepted(filled()))
    assert {key: read[key] for key in FIGURES} == {key: original[key] for key in FIGURES}
    assert accepted(back).cover.sending == COVER["@sending"]


@pytest.mark.parametrize(
    ("target", "rule"), [("ods", "LS111"), ("xls", "LS109"), ("csv", "LS112"), ("pdf", "LS113")]
)
def test_other_formats_are_refused_even_under_the_name_of_a_workbook(
    target: str, rule: str, tmp_path: Path, profile: Path
) -> None:
    saved = saved_as(filled(), target, tmp_path / "lo", profile)
    renamed = saved.rename(saved.with_suffix(".xlsx"))
    said = read_submission(renamed, renamed.name, PLAN)
    assert isinstance(said, Refusal)
    assert [one.rule for one in said.findings] == [rule]


def test_a_code_mistyped_before_libreoffice_saved_is_still_found(
    tmp_path: Path, profile: Path
) -> None:
    code = form_code(Identity("187", "178", H1, "1"))

    def mistype(workbook: Workbook) -> None:
        sheet = workbook.worksheets[0]
        cell = next(cell for row in sheet.iter_rows() for cell in row if cell.value == code)
        cell.value = code.replace("-178-", "-180-")

    saved = saved_as(edited(filled(), mistype), "xlsx", tmp_path / "lo", profile)
    assert [one.rule for one in refused(saved.read_bytes()).findings] == ["LS123"]


def test_a_moved_form_saved_by_libreoffice_is_read_like_the_original(
    tmp_path: Path, profile: Path
) -> None:
    def move(workbook: Workbook) -> None:
        for number, sheet in enumerate(workbook.worksheets[:5]):
            sheet.title = f"Trang {number}"
            insert_row(sheet, 7)
            insert_column(sheet, 3)
        workbook.move_sheet(workbook.worksheets[3], -2)

    saved = saved_as(edited(filled(), move), "xlsx", tmp_path / "lo", profile).read_bytes()
    read, original = contents(accepted(saved)), contents(accepted(filled()))
    assert {key: read[key] for key in FIGURES} == {key: original[key] for key in FIGURES}
    assert accepted(saved).cover == accepted(filled()).cover
    assert [one.rule for one in accepted(saved).notes] == ["LS147"]
