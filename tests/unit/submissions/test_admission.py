"""Whether a form of this plan, period, unit and version is taken."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import msgspec
import pytest
from openpyxl import Workbook

from lsreport.domain.finding import Finding, Severity
from lsreport.domain.period import Period
from lsreport.excel.identity import Identity, form_code
from lsreport.excel.submissions import Reading, Refusal, read_submission
from support.submissions import (
    FILE,
    H1,
    PLAN,
    accepted,
    boxes,
    edited,
    filled,
    refused,
    sentences,
    unit_of,
)

YEAR = Period(2025, annual=True)


def sent_as(unit: str, period: Period, version: str = "1", plan: str = "187") -> bytes:
    """The form of the tests under another identity."""

    def rename(workbook: Workbook) -> None:
        del workbook["_ls"]
        for name in list(workbook.custom_doc_props.names):
            del workbook.custom_doc_props[name]
        code = form_code(Identity(plan, unit, period, version))
        next(cell for key, cell in boxes(workbook) if key == "@form").value = code

    return edited(filled(), rename)


def refusal(
    *findings: tuple[str, str, str | None, dict[str, object]],
    unit: str | None = None,
    period: Period | None = None,
) -> Refusal:
    return Refusal(
        tuple(
            Finding(
                rule=rule,
                severity=Severity.ERROR,
                unit=unit,
                period=period,
                file=FILE,
                seen=seen,
                expected=expected,
                facts=facts,
            )
            for rule, seen, expected, facts in findings
        ),
        unit,
        period,
    )


def test_a_form_of_another_plan_is_refused() -> None:
    assert refused(sent_as("178", H1, plan="99")) == refusal(("LS124", "99", "187", {}))


def test_a_unit_the_registry_does_not_know_is_refused() -> None:
    expected = refusal(("LS125", "179", None, {"plan": "187/KH-UBND"}), period=H1)
    assert refused(sent_as("179", H1)) == expected


@pytest.mark.parametrize(
    ("unit", "name", "until", "successors"),
    [
        (
            "SLDTBXH",
            "Sở Lao động - Thương binh và Xã hội",
            "2025-02-28",
            "SYT Sở Y tế, SNV Sở Nội vụ",
        ),
        (
            "STTTT",
            "Sở Thông tin và Truyền thông",
            "2025-02-28",
            "SVHTTDL Sở Văn hóa, Thể thao và Du lịch",
        ),
    ],
)
def test_a_unit_that_has_ended_names_who_continues_it(
    unit: str, name: str, until: str, successors: str
) -> None:
    facts = {"form_period": "2025-H1", "name": name, "until": until, "successors": successors}
    said = refused(sent_as(unit, H1))
    assert said == refusal(("LS126", unit, None, facts), unit=unit, period=H1)
    assert successors in sentences(said.findings)[0]


def test_a_district_that_has_ended_is_sent_to_its_communes() -> None:
    began = {"valid_from": date(2025, 7, 1), "valid_until": None, "predecessors": ("178",)}
    communes = (
        replace(unit_of("178"), code="05977", name="UBND phường Đông Kinh", **began),
        replace(unit_of("178"), code="05986", name="UBND phường Tam Thanh", **began),
    )
    plan = msgspec.structs.replace(PLAN, units=(*PLAN.units, *communes))
    facts = {
        "form_period": "2025",
        "name": "UBND thành phố Lạng Sơn",
        "until": "2025-06-30",
        "successors": "05977 UBND phường Đông Kinh, 05986 UBND phường Tam Thanh",
    }
    assert read_submission(sent_as("178", YEAR, "2"), FILE, plan) == refusal(
        ("LS126", "178", None, facts), unit="178", period=YEAR
    )


def test_a_unit_that_nobody_continues_is_refused_all_the_same() -> None:
    finding = refused(sent_as("178", YEAR, "2")).findings[0]
    assert (finding.rule, finding.facts["successors"]) == ("LS126", "–")


def test_a_unit_that_does_not_exist_yet_names_who_reported_before() -> None:
    facts = {
        "form_period": "2024-H1",
        "name": "Sở Y tế",
        "since": "2025-03-01",
        "predecessors": "SLDTBXH Sở Lao động - Thương binh và Xã hội",
    }
    half = Period(2024, annual=False)
    assert refused(sent_as("SYT", half)) == refusal(
        ("LS127", "SYT", None, facts), unit="SYT", period=half
    )


@pytest.mark.parametrize("period", [Period(2020, annual=True), Period(2021, annual=False)])
def test_a_period_outside_the_plan_is_refused(period: Period) -> None:
    assert refused(sent_as("178", period)) == refusal(
        ("LS128", period.id, "2021", {"plan": "187/KH-UBND"}), unit="178"
    )


def test_the_first_period_of_the_plan_is_taken() -> None:
    assert accepted(sent_as("178", Period(2021, annual=True))).period == Period(2021, annual=True)


def test_a_version_the_plan_does_not_have_is_refused() -> None:
    assert refused(sent_as("178", H1, "9")) == refusal(
        ("LS129", "9", "1, 2", {}), unit="178", period=H1
    )


def test_a_version_issued_for_other_periods_is_refused() -> None:
    assert refused(sent_as("178", H1, "2")) == refusal(
        ("LS130", "2", "1", {"form_period": "2025-H1"}), unit="178", period=H1
    )


def test_the_unit_and_period_the_caller_names_must_be_those_of_the_form() -> None:
    assert isinstance(accepted(filled(), unit="178", period=H1), Reading)
    assert refused(filled(), unit="180", period=H1) == refusal(
        ("LS131", "178", "180", {}), period=H1
    )
    assert refused(filled(), unit="178", period=YEAR) == refusal(
        ("LS132", "2025-H1", "2025", {}), unit="178"
    )
    assert refused(filled(), period=YEAR, unit="180") == refusal(
        ("LS131", "178", "180", {}), ("LS132", "2025-H1", "2025", {})
    )


def test_every_reason_is_given_at_once() -> None:
    said = refused(sent_as("179", Period(2020, annual=True)), unit="178")
    assert [one.rule for one in said.findings] == ["LS131", "LS128", "LS125"]
    assert (said.unit, said.period) == (None, None)


def test_a_caller_may_name_no_unit_that_does_not_report() -> None:
    def bare(workbook: Workbook) -> None:
        del workbook["_ls"]
        for name in list(workbook.custom_doc_props.names):
            del workbook.custom_doc_props[name]
        next(cell for key, cell in boxes(workbook) if key == "@form").value = None

    form = edited(filled(), bare)
    said = refused(form, unit="SLDTBXH", period=H1)
    assert [(one.rule, one.unit) for one in said.findings] == [("LS126", "SLDTBXH")]
    outside = refused(form, unit="178", period=Period(2020, annual=True))
    assert [one.rule for one in outside.findings] == ["LS128"]


def test_a_form_whose_figures_are_gone_is_refused() -> None:
    def only_the_cover(workbook: Workbook) -> None:
        for sheet in workbook.worksheets[1:]:
            if sheet.title != "_ls":
                del workbook[sheet.title]

    assert refused(edited(filled(), only_the_cover)) == refusal(
        ("LS133", "178 2025-H1", None, {}), unit="178", period=H1
    )


def test_a_unit_added_to_the_registry_is_taken() -> None:
    added = replace(unit_of("178"), code="179", name="Huyện mới")
    plan = msgspec.structs.replace(PLAN, units=(*PLAN.units, added))
    assert isinstance(read_submission(sent_as("179", H1), FILE, plan), Reading)
