"""Who is asked for what, and how many boxes that makes."""

from __future__ import annotations

from datetime import date

import pytest

from lsreport.domain.unit import Unit
from lsreport.indicators.asks import asked_keys
from lsreport.indicators.plan import Plan

LAST_OF_2024 = date(2024, 12, 14)
HALF_OF_2025 = date(2025, 6, 14)
ALL = "KH01 KH02 KH02N KH03 KP01 KP02 KP03 D1 D2 D2N D3 D4 D4N"
CHILD_AFFAIRS = (
    "NVCS TB_MB HT_MB CH_MB SK01 TT01 TT02 TT03 TT13 NL01 NL02 NL03 NL04 PH01 PH02 PH03 PH11 PH12 "
    "PH13 PP01 PP02 HD01 HD04"
)
INSPECTION = "TK01 TK02 TK02a TK03 TK04 TK05 TK06 TK07 TK08"
MASS = "TT01 TT02 TT14 TT15 TT16 TT16a PH01 PH08 PH10 HD01 HD04 TK09"
SCHOOLS = (
    "GV_S HS16 DC_GV DC_HS TT01 TT02a TT03 NL01 NL02 PH01 PH02 PH06 PH07 PH07a PH08 PH09 PH09T PH10"
)
LOCAL = (
    "GV DN DNNVV HTX NL18 TE06 TE615 HO CCH CCX DNR HTXR HTX_T HO_T CTV RS_THON RS_THON_T "
    "CL_DK CL_MOI CL_HET CL_CK CL_NN HOC_CL TB_CL HT_CL CH_CL NC_CK HOC_NC HIEU_NC TB_NC HT_NC "
    "CH_NC KH04 TT01 TT02 TT03 TT04 TT05 TT07 TT08 TT16 TT16a TT17 NL01 NL02 PH01 PH02 PH04 PH05 "
    "PH12 PP01 HD01 TK01 TK02 TK02a TK03 TK04 TK05 TK06 TK07"
)


@pytest.mark.parametrize(
    ("code", "day", "own"),
    [
        ("SLDTBXH", LAST_OF_2024, f"CC_T {CHILD_AFFAIRS} {INSPECTION}"),
        ("SYT", HALF_OF_2025, f"CC_T {CHILD_AFFAIRS}"),
        ("SNV", HALF_OF_2025, f"CC_T {INSPECTION}"),
        (
            "SGDDT",
            HALF_OF_2025,
            f"CC_T {SCHOOLS}",
        ),
        ("STTTT", LAST_OF_2024, "CC_T TT06 TT07 TT12"),
        ("BAOLS", HALF_OF_2025, "CC_T TT06 TT09 TT11"),
        ("DAIPTTH", HALF_OF_2025, "CC_T TT06 TT09 TT10 TT11"),
        (
            "SVHTTDL",
            LAST_OF_2024,
            "CC_T TT01 TT02 TT03 TT04 TT08 TT16 PH10 TK01 TK02 TK03 TK04 TK05 TK06",
        ),
        (
            "SVHTTDL",
            HALF_OF_2025,
            "CC_T TT01 TT02 TT03 TT04 TT06 TT07 TT08 TT12 TT16 PH10 TK01 TK02 TK03 TK04 TK05 TK06",
        ),
        (
            "CAT",
            HALF_OF_2025,
            "CC_T TT01 TT02 CA01 CA02 CA03 CA04 CA05 CA06 CA07 CA08 CA09 CA10 PP03 TK08",
        ),
        (
            "SNNMT",
            HALF_OF_2025,
            "CC_T TT01 TT02 TT03 NL01 NL02 NL05 TK01 TK02 TK03 TK04 TK05 TK06 TK07",
        ),
        ("SCT", HALF_OF_2025, "CC_T TT01 TT02 NL01 NL02 NL05 NL06 TK02 TK03 TK04"),
        ("STC", HALF_OF_2025, "CC_T KP04 KP04T KP04H KP05"),
        ("LDLD", HALF_OF_2025, "CC_T TT01 TT02 TT03 TT14 TT15 TT15a HD01 TK09"),
        ("LMHTX", HALF_OF_2025, "CC_T TT01 TT02 TT03 NL01 NL02 NL07 NL07T"),
        ("HLHPN", HALF_OF_2025, f"CC_T {MASS}"),
        ("HBTNKT", HALF_OF_2025, f"CC_T {MASS}"),
        ("178", HALF_OF_2025, LOCAL),
        ("189", LAST_OF_2024, LOCAL),
    ],
)
def test_a_form_asks_for_what_its_unit_owns_or_can_cross_check(
    plan: Plan, code: str, day: date, own: str
) -> None:
    asked = {one.code for one in plan.elements_of(unit(plan, code, day), day)}
    assert asked == {*ALL.split(), *own.split()}


# Filled in before the form is issued: the unit only confirms or corrects them.
PREFILLED = {"KH01", "KH02", "KH02N", "CL_DK", "RS_THON_T"}
NARRATIVE = {"D1", "D2", "D2N", "D3", "D4", "D4N"}


def boxes(plan: Plan, one: Unit, quiet: tuple[str, ...] = ()) -> int:
    """Count figures, states and ticks to type; of a block in `quiet` only its tick."""
    settled = {block.code: block.tick for block in plan.blocks if block.tick in quiet}
    rows = [row for row in plan.elements.values() if row.block in settled]
    left_out = PREFILLED | NARRATIVE | {row.code for row in rows}
    left_out |= {row.code for row in plan.elements.values() if row.optional}
    typed = [
        key
        for key in asked_keys(plan, one, HALF_OF_2025)
        if not key.endswith((".total", ".base", ".reason", ".case"))
        and "@" not in key
        and key.partition(".")[0] not in left_out
    ]
    ticks = {block.tick for block in plan.blocks}
    return len([key for key in typed if key not in ticks or key in quiet or not quiet])


def test_a_mass_organisation_types_at_most_22_boxes(plan: Plan) -> None:
    assert boxes(plan, unit(plan, "HLHPN", HALF_OF_2025)) == 22


def test_a_quiet_district_types_55_boxes(plan: Plan) -> None:
    quiet = ("G_CL", "G_NC", "KPS_III46", "KPS_III5")
    assert boxes(plan, unit(plan, "181", HALF_OF_2025), quiet) == 55


def test_the_breakdowns_of_child_labour(plan: Plan) -> None:
    bands = ["5-11", "12", "13-14", "15", "16-17"]
    sectors = ["garment", "quarrying", "loading", "agriculture", "services", "other"]
    assert [(row.code, row.block, row.facets) for row in plan.grids] == [
        (f"{element}@{row}", block, facets)
        for block, rows, facets in (
            ("CL_TG", bands, ("male", "female")),
            ("CL_LV", sectors, ("value",)),
        )
        for element in ("CL_MOI", "CL_CK")
        for row in rows
    ]


def test_the_sheets_and_their_blocks(plan: Plan) -> None:
    found = {
        sheet.code: [block.code for block in plan.blocks if block.sheet == sheet.code]
        for sheet in plan.sheets
    }
    assert found == {
        "BIA": [],
        "A": ["A1", "A2", "A3", "A4", "A5", "A6"],
        "B": ["RS", "CL", "CL_TG", "CL_LV", "NC", "MB"],
        "C": ["I2", "III1", "III2", "III3", "V6", "III46", "III5", "IV"],
        "D": ["D"],
        "HD": [],
    }
    assert {block.code: block.tick for block in plan.blocks if block.tick} == {
        "CL": "G_CL",
        "NC": "G_NC",
        "MB": "G_MB",
        "III1": "KPS_III1",
        "III2": "KPS_III2",
        "III3": "KPS_III3",
        "V6": "KPS_V6",
        "III46": "KPS_III46",
        "III5": "KPS_III5",
    }


@pytest.mark.parametrize(
    ("day", "version"),
    [(date(2021, 12, 14), "1"), (date(2025, 6, 30), "1"), (date(2025, 7, 1), "2")],
)
def test_one_version_of_the_form_is_issued_for_a_window(
    plan: Plan, day: date, version: str
) -> None:
    assert [one.id for one in plan.form_versions if one.holds(day)] == [version]


def unit(plan: Plan, code: str, day: date) -> Unit:
    return next(one for one in plan.units_on(day) if one.code == code)
