"""What LibreOffice makes of the forms: it computes them, keeps their marks and prints them."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest
from openpyxl.workbook import Workbook

from lsreport.excel.frame import RowKind
from lsreport.excel.layout import Layout, fingerprint, form_layout
from support.forms import DISTRICT, H1, input_boxes, layout, opened, plan, unit, written

FILLED: Mapping[str, int | str] = {
    "GV.gains": 231,
    "GV.losses": 0,
    "DN.gains": 42,
    "DN.losses": 1,
    "HTX.gains": 0,
    "HTX.losses": 0,
    "NL18.reached": 60987,
    "NL18.basis": 3,
    "TE06.reached": 9121,
    "TE06.basis": 2,
    "TE615.reached": 14592,
    "HO.reached": 0,
    "CCX.losses": 3,
    "DNR.case": "không áp dụng",
    "HTXR.total": 32,
    "HTXR.gains": 1,
    "HTXR.losses": 0,
    "HTX_T.gains": 12,
    "HTX_T.losses": 0,
    "HO_T.reached": 341,
    "HO_T.basis": 1,
    "CTV.gains": 0,
    "CTV.losses": 20,
    "RS_THON": 99,
    "CL_MOI": 2,
    "CL_HET": 1,
    "CL_NN": 0,
    "HOC_CL": 1,
    "TB_CL": 3,
    "HT_CL": 3,
    "CH_CL": 1,
    "CL_MOI@12.male": 1,
    "CL_MOI@15.female": 1,
    "CL_CK@12.male": 1,
    "CL_MOI@garment": 2,
    "G_NC": "x",
    "TT16": 40,
    "TT16a": 41,
    "KPS_III5": "x",
    "TK05": 1,
    "KP01": 120500,
}
FILES: Mapping[str, Callable[[], bytes]] = {
    "filled": lambda: written("178", prefill=DISTRICT, typed=FILLED),
    "gate": lambda: written("178", prefill=DISTRICT, typed={"G_CL": "x"}),
    "gate-beside-a-case": lambda: written("178", prefill={"CL_DK": 2}, typed={"G_CL": "X "}),
    "money": lambda: written("STC", typed={"KP04": 300, "KP04T": 100, "KP04H": 200}),
    "money-short": lambda: written("STC", typed={"KP04": 300, "KP04T": 100, "KP04H": 199}),
}


def convert(target: str, files: list[Path], folder: Path, profile: Path) -> None:
    command = ["soffice", "--headless", "--norestore", f"-env:UserInstallation={profile.as_uri()}"]
    command += ["--convert-to", target, "--outdir", str(folder), *map(str, files)]
    subprocess.run(command, capture_output=True, timeout=240, check=True)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("forms")


@pytest.fixture(scope="module")
def saved(folder: Path) -> dict[str, Workbook]:
    """The forms as LibreOffice saved them, with the values it computed."""
    for name, make in FILES.items():
        (folder / f"{name}.xlsx").write_bytes(make())
    sources = [folder / f"{name}.xlsx" for name in FILES]
    convert("xlsx", sources, folder / "saved", folder / "profile")
    return {
        name: opened((folder / "saved" / f"{name}.xlsx").read_bytes(), values=True)
        for name in FILES
    }


def shown(workbook: Workbook, form: Layout) -> dict[str, object]:
    """Return the values of computed cells by key, and of check cells by row code and `?`."""
    values: dict[str, object] = {}
    for form_sheet in form.sheets:
        sheet = workbook[form_sheet.sheet.title]
        for table in form_sheet.tables:
            for row in table.rows:
                if row.kind in {RowKind.COVER, RowKind.SUM}:
                    continue
                for facet in row.formulas:
                    value = sheet.cell(row.line + 1, table.column(facet) + 1).value
                    values[f"{row.code}.{facet}"] = value
                check = sheet.cell(row.line + 1, form_sheet.after_columns + 1).value
                values[f"{row.code}?"] = check
    return {key: value for key, value in values.items() if value not in {None, ""}}


def test_formulas_give_the_numbers_worked_by_hand(saved: dict[str, Workbook]) -> None:
    computed = shown(saved["filled"], layout("178"))
    expected: dict[str, object] = {
        # 1848 + 231 = 2079, nine tenths of 2310.
        "GV.covered": 2079,
        "GV.rate": 0.9,
        # 336 + 42 - 1 = 377; 377/420 = 0.8976…, cut and not rounded.
        "DN.covered": 377,
        "DN.rate": 0.897,
        "HTX.covered": 24,
        "HTX.rate": 0.774,
        # 60987/76234 = 0.79999…: never shown as 80 %.
        "NL18.rate": 0.799,
        "TE06.rate": 1,
        "TE06?": "Số trong năm lớn hơn tổng số",
        "TE615.rate": 0.8,
        "TE615?": 1,
        "HO.rate": 0,
        "CCH?": 2,
        "CCX?": 1,
        "HTXR.covered": 10,
        "HTXR.rate": 0.312,
        "HTXR?": "Lớn hơn HTX",
        "HTX_T.total": 31,
        "HTX_T.covered": 21,
        "HTX_T.rate": 0.677,
        "HO_T.total": 3410,
        "HO_T.rate": 0.1,
        # 120 - 20 = 100, a fall of 20 from 120 with no reason.
        "CTV.covered": 100,
        "CTV.rate": 0.666,
        "CTV?": "Ghi lý do giảm",
        "RS_THON?": "Lớn hơn RS_THON_T",
        "CL_CK.value": 1,
        "HT_CL?": "Lớn hơn TB_CL - CH_CL",
        "CL_MOI@12.value": 1,
        "CL_MOI@15.value": 1,
        "CL_CK@12.value": 1,
        "TT16a?": "Lớn hơn TT16",
        "KPS_III5?": "Có số > 0",
        "TK05?": "Trái dấu x",
    }
    activities = (
        "KH03 KH04 TT01 TT02 TT03 TT04 TT05 TT07 TT08 TT17 NL01 NL02 PH01 PH02 PH04 PH05 PH12 "
        "PP01 HD01 KP02 KP03"
    )
    assert computed == expected | {f"{code}?": 1 for code in activities.split()}


def test_grid_sums_are_compared_with_the_figures_they_break_down(
    saved: dict[str, Workbook],
) -> None:
    (form_sheet,) = (one for one in layout("178").sheets if one.sheet.code == "B")
    sheet = saved["filled"][form_sheet.sheet.title]
    (table,) = form_sheet.tables
    column, check = table.column("value") + 1, form_sheet.after_columns + 1
    sums = [row for row in table.rows if row.kind is RowKind.SUM]
    assert [
        (sheet.cell(row.line + 1, column).value, sheet.cell(row.line + 1, check).value)
        for row in sums
    ] == [(2, None), (1, None), (2, None), (None, "Khác CL_CK: 1")]


def test_cover_counts_empty_boxes_and_rows_that_disagree(saved: dict[str, Workbook]) -> None:
    sheet = saved["filled"]["Bìa"]
    rows = {row[1].value: (row[2].value, row[3].value) for row in sheet.iter_rows()}
    assert rows["A. Độ bao phủ"] == (4, 3)
    assert rows["B. Trẻ em"] == (0, 3)
    assert rows["C. Hoạt động"] == (21, 3)


def test_a_ticked_gate_settles_its_block(saved: dict[str, Workbook]) -> None:
    settled = shown(saved["gate"], layout("178"))
    assert settled["CL_CK.value"] == 0
    assert not {"G_CL?", "CL_MOI?", "CL_HET?", "TB_CL?", "HT_CL?"} & settled.keys()
    assert settled["NC_CK?"] == 1
    contradicted = shown(saved["gate-beside-a-case"], layout("178"))
    assert contradicted["G_CL?"] == "Có số > 0"
    assert contradicted["CL_DK?"] == "Trái dấu x"
    assert contradicted["CL_CK.value"] == 2


def test_parts_of_money_are_added_up_in_thousands(saved: dict[str, Workbook]) -> None:
    assert "KP04?" not in shown(saved["money"], layout("STC"))
    short = shown(saved["money-short"], layout("STC"))
    assert short["KP04?"] == "Khác tổng các dòng trong đó"


def test_identity_codes_and_values_survive_a_save(saved: dict[str, Workbook]) -> None:
    workbook, form = saved["filled"], layout("178")
    assert workbook["Bìa"]["C2"].value == "LS187-2025H1-178-V1-5"
    assert workbook["_ls"].sheet_state != "visible"
    facts = {row[0].value: row[1].value for row in workbook["_ls"].iter_rows(max_row=6)}
    assert facts["code"] == "LS187-2025H1-178-V1-5"
    assert facts["fingerprint"] == fingerprint(form)
    properties = {one.name: one.value for one in workbook.custom_doc_props.props}
    assert properties == {
        "ls_plan": "187",
        "ls_unit": "178",
        "ls_period": "2025-H1",
        "ls_version": "1",
        "ls_code": "LS187-2025H1-178-V1-5",
    }
    for form_sheet in form.sheets:
        sheet = workbook[form_sheet.sheet.title]
        for table in form_sheet.tables:
            codes = [cell.value for cell in sheet[table.code_line + 1] if cell.value]
            assert codes == list(table.tokens)
            for row in table.rows:
                assert (sheet.cell(row.line + 1, 1).value or "") == row.code
    for key, value in FILLED.items():
        box = input_boxes("178")[key]
        cell = workbook[box.sheet].cell(box.line + 1, box.column + 1)
        money = box.row.element is not None and box.row.element.value_type == "money"
        if key.endswith(".basis"):
            assert str(cell.value).startswith(f"{value} - ")
        else:
            assert cell.value == (int(value) / 1000 if money else value)


def test_protection_survives_a_save(saved: dict[str, Workbook]) -> None:
    workbook = saved["filled"]
    unlocked = {
        (sheet.title, cell.row - 1, cell.column - 1)
        for sheet in workbook
        for row in sheet.iter_rows()
        for cell in row
        if not cell.protection.locked
    }
    assert unlocked == {(box.sheet, box.line, box.column) for box in input_boxes("178").values()}
    assert all(sheet.protection.sheet for sheet in workbook)


def test_forms_print_on_few_pages(folder: Path) -> None:
    codes = ("178", "SGDDT", "CAT", "HLHPN")
    files = [folder / f"{code}.xlsx" for code in codes]
    for code, file in zip(codes, files, strict=True):
        file.write_bytes(written(code, prefill=DISTRICT))
    convert("pdf", files, folder / "printed", folder / "profile")
    pages = {
        code: len(re.findall(rb"/Type\s*/Page\b", (folder / f"printed/{code}.pdf").read_bytes()))
        for code in codes
    }
    sheets = {code: len(form_layout(plan(), unit(code), H1).sheets) for code in codes}
    assert all(pages[code] >= sheets[code] for code in codes)
    assert pages["178"] <= 12
    assert max(pages["SGDDT"], pages["CAT"], pages["HLHPN"]) <= 7
