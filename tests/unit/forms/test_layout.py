from __future__ import annotations

import hashlib
from datetime import date
from itertools import pairwise

import msgspec
import pytest

from lsreport.domain.period import Period
from lsreport.domain.unit import Standing, Unit
from lsreport.errors import ConfigurationError
from lsreport.excel.keys import COVER_ROWS, FORM_CODE_ROW
from lsreport.excel.layout import (
    boxes,
    fingerprint,
    fingerprint_of,
    form_layout,
    form_version,
    skeleton,
)
from lsreport.indicators.asks import asked_keys
from lsreport.indicators.calendar import window
from lsreport.indicators.units import unit_window
from support.forms import DISTRICT, H1, input_boxes, layout, plan, unit

COVER = (
    ("#code", "#value"),
    ("@form",),
    ("@sending",),
    ("@contact",),
    ("@signer",),
    ("@paper_number",),
    ("@paper_date",),
    ("@on_behalf_by",),
    ("@on_behalf_from",),
)
WOMEN = (
    COVER,
    (
        ("#code", "#total", "#base", "#gains", "#losses", "#covered", "#rate", "#reason"),
        ("CC_T",),
    ),
    (
        ("#code", "#value"),
        ("KH01",),
        ("KH02",),
        ("KH02N",),
        ("KH03",),
        ("KPS_III1",),
        ("TT01",),
        ("TT02",),
        ("TT14",),
        ("TT15",),
        ("TT16",),
        ("TT16a",),
        ("KPS_III3",),
        ("PH01",),
        ("PH08",),
        ("PH10",),
        ("KPS_III46",),
        ("HD01",),
        ("HD04",),
        ("KPS_III5",),
        ("TK09",),
        ("KP01",),
        ("KP02",),
        ("KP03",),
    ),
    (("#code", "#value"), ("D1",), ("D2",), ("D2N",), ("D3",), ("D4",), ("D4N",)),
)
COMMUNE = Unit(
    "06187",
    "UBND phường Kỳ Lừa",
    Standing.MUST,
    ("local",),
    ("V.13",),
    date(2025, 7, 1),
    None,
)


def every_form() -> list[tuple[Unit, Period]]:
    periods = [Period(year, annual) for year in range(2021, 2027) for annual in (False, True)]
    return [
        (one, period)
        for period in periods
        if period >= Period.parse("2021")
        for one in plan().units_on(window(plan(), period)[1])
    ]


def test_form_of_the_womens_union_row_by_row() -> None:
    assert skeleton(layout("HLHPN")) == WOMEN


def test_a_district_has_the_columns_of_both_kinds_of_coverage() -> None:
    cover, coverage, children, *_others = skeleton(layout("178"))
    assert cover == COVER
    assert coverage[0] == (
        "#code",
        "#total",
        "#base",
        "#gains",
        "#losses",
        "#covered",
        "#reached",
        "#basis",
        "#rate",
        "#case",
        "#reason",
    )
    assert children[0] == ("#code", "#value", "#male", "#female")
    assert children[1:6] == (("RS_THON",), ("RS_THON_T",), ("G_CL",), ("CL_DK",), ("CL_MOI",))
    assert ("CL_CK@16-17",) in children
    assert ("CL_MOI@quarrying",) in children


def test_education_has_figures_for_comparison_in_a_table_of_their_own() -> None:
    assert skeleton(layout("SGDDT"))[1] == (
        (
            "#code",
            "#total",
            "#base",
            "#gains",
            "#losses",
            "#covered",
            "#reached",
            "#basis",
            "#rate",
            "#reason",
        ),
        ("GV_S",),
        ("HS16",),
        ("CC_T",),
        ("#code", "#value"),
        ("DC_GV",),
        ("DC_HS",),
    )


def test_every_form_asks_exactly_what_the_plan_asks_its_unit() -> None:
    for one, period in every_form():
        form = form_layout(plan(), one, period)
        keys = [box.key for box in boxes(form)]
        expected = [*COVER_ROWS, *asked_keys(plan(), one, form.window[1])]
        assert sorted(keys) == sorted(expected), (one.code, period)


def test_no_two_boxes_of_a_form_share_a_cell_and_rows_run_downwards() -> None:
    for one, period in every_form():
        form = form_layout(plan(), one, period)
        places = [(box.sheet, box.line, box.column) for box in boxes(form)]
        assert len(set(places)) == len(places)
        for sheet in form.sheets:
            lines = [row.line for table in sheet.tables for row in table.rows]
            assert all(upper < lower for upper, lower in pairwise(lines))
            assert all(table.code_line < next(table.rows).line for table in sheet.tables)


def test_the_cover_prints_the_code_in_the_same_cell_of_every_form() -> None:
    for code in ("178", "SGDDT", "HLHPN"):
        (table,) = layout(code).sheets[0].tables
        row = next(table.rows)
        assert (row.code, row.line, table.column("value")) == (FORM_CODE_ROW, 1, 2)


def test_fingerprint_is_a_sha256_over_rows_and_code_rows() -> None:
    text = "\x1d".join("\x1e".join("\x1f".join(line) for line in sheet) for sheet in WOMEN)
    assert fingerprint(layout("HLHPN")) == hashlib.sha256(text.encode()).hexdigest()


def test_fingerprint_tells_forms_apart_by_what_they_ask() -> None:
    assert fingerprint(layout("HND")) == fingerprint(layout("HLHPN"))
    assert fingerprint(layout("178")) != fingerprint(layout("HLHPN"))
    moved = (WOMEN[0], WOMEN[2], WOMEN[1], WOMEN[3])
    assert fingerprint_of(moved) != fingerprint_of(WOMEN)
    shorter = (*WOMEN[:3], WOMEN[3][:-1])
    assert fingerprint_of(shorter) != fingerprint_of(WOMEN)


def required(code: str, prefilled: set[str], ticked: set[str]) -> int:
    """Count the boxes a unit fills in: none that is optional or prefilled, one a ticked group."""
    count = 0
    groups = [
        one for sheet in layout(code).sheets for table in sheet.tables for one in table.groups
    ]
    for group in groups:
        if group.tick is not None and group.tick.code in ticked:
            count += 1
            continue
        for row in group.rows:
            if row.element is not None and not row.element.optional and "@" not in row.code:
                owed = {key for key in row.keys if not key.endswith((".case", ".reason"))}
                count += len(owed - prefilled)
    return count


def test_a_quiet_district_fills_in_at_most_60_boxes() -> None:
    quiet = {"G_CL", "G_NC", "KPS_III46", "KPS_III5"}
    assert required("178", set(DISTRICT), quiet) == 55


def test_a_mass_organisation_fills_in_at_most_22_boxes() -> None:
    prefilled = {"CC_T.total", "CC_T.base", "KH01", "KH02", "KH02N"}
    assert required("HLHPN", prefilled, set()) == 18


def test_the_form_says_window_due_date_version_and_who_collects_it() -> None:
    form = layout("178")
    assert form.window == (date(2024, 12, 15), date(2025, 6, 14))
    assert (form.due.written, form.due.moved) == (date(2025, 7, 5), date(2025, 7, 7))
    assert form.issuer == "Sở Y tế"
    assert form.identity.version == "1"
    assert layout("178", Period.parse("2024")).issuer == "Sở Lao động - Thương binh và Xã hội"


def test_a_unit_that_began_within_a_joined_year_reports_its_own_part() -> None:
    year = Period.parse("2025")
    assert unit_window(plan(), COMMUNE, year) == (date(2025, 6, 15), date(2025, 12, 14))
    form = form_layout(plan(), COMMUNE, year)
    assert form.window == (date(2025, 6, 15), date(2025, 12, 14))
    assert form.identity.version == "2"
    assert unit_window(plan(), unit("CAT", H1), year) == (date(2024, 12, 15), date(2025, 12, 14))
    later = Period.parse("2026")
    assert unit_window(plan(), COMMUNE, later) == (date(2025, 12, 15), date(2026, 12, 14))


def test_what_a_form_no_longer_asks_ends_with_its_day() -> None:
    district = input_boxes("178")
    commune = {box.key for box in boxes(form_layout(plan(), COMMUNE, Period.parse("2025")))}
    assert {"CCH.total", "TK01"} <= district.keys()
    assert not {"CCH.total", "TK01"} & commune


def test_a_plan_without_a_version_for_the_period_is_broken() -> None:
    versions = tuple(one for one in plan().form_versions if one.until is not None)
    ended = msgspec.structs.replace(plan(), form_versions=versions)
    assert form_version(ended, date(2025, 6, 14)) == "1"
    with pytest.raises(ConfigurationError, match=r"forms\.toml.*2025-12-14"):
        form_version(ended, date(2025, 12, 14))
