"""Which form a workbook is: three carriers, any one of them enough, all of them agreeing."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from openpyxl import Workbook
from openpyxl.packaging.custom import StringProperty

from lsreport.domain.finding import Finding, Severity
from lsreport.domain.observation import Place
from lsreport.domain.period import Period
from lsreport.excel.identity import Identity, form_code
from lsreport.excel.submissions import Refusal
from support.submissions import (
    FILE,
    H1,
    accepted,
    box,
    contents,
    edited,
    fill,
    filled,
    place,
    refused,
    sentences,
)

OWN = form_code(Identity("187", "178", H1, "1"))
YEAR = form_code(Identity("187", "178", Period(2024, annual=True), "1"))
NEIGHBOUR = form_code(Identity("187", "180", H1, "1"))
Edit = Callable[[Workbook], object]


def no_sheet(workbook: Workbook) -> None:
    del workbook["_ls"]


def no_properties(workbook: Workbook) -> None:
    for name in list(workbook.custom_doc_props.names):
        del workbook.custom_doc_props[name]


def printed(text: str | None) -> Edit:
    def printing(workbook: Workbook) -> None:
        box(workbook, "@form").value = text

    return printing


def facts(**changed: str) -> Edit:
    """Change the hidden sheet."""

    def change(workbook: Workbook) -> None:
        for row in workbook["_ls"].iter_rows():
            if row[0].value in changed:
                row[1].value = changed[row[0].value]

    return change


def properties(**changed: str) -> Edit:
    def change(workbook: Workbook) -> None:
        for name, text in changed.items():
            del workbook.custom_doc_props[f"ls_{name}"]
            workbook.custom_doc_props.append(StringProperty(name=f"ls_{name}", value=text))

    return change


def note(rule: str, **said: object) -> Finding:
    return Finding(rule=rule, severity=Severity.NOTE, unit="178", period=H1, file=FILE, **said)


def refusal(rule: str, **said: object) -> Refusal:
    finding = Finding(rule=rule, severity=Severity.ERROR, unit=None, period=None, file=FILE, **said)
    return Refusal((finding,), None, None)


OTHER_MARKS = (note("LS149", expected=OWN),)


@pytest.mark.parametrize(
    ("edits", "notes"),
    [
        ((), ()),
        ((no_sheet, no_properties), ()),
        ((printed(None), no_properties), OTHER_MARKS),
        ((printed(None), no_sheet), OTHER_MARKS),
        ((printed("Biểu của thành phố"), no_sheet), OTHER_MARKS),
        ((printed(OWN.lower().replace("-", " - ")), no_sheet, no_properties), ()),
        ((printed("ＬＳ" + OWN[2:]), no_sheet, no_properties), ()),
    ],
    ids=["all", "printed", "sheet", "properties", "overwritten", "typed by hand", "full width"],
)
def test_one_carrier_is_enough(edits: tuple[Edit, ...], notes: tuple[Finding, ...]) -> None:
    reading = accepted(edited(filled(), *edits))
    assert (reading.unit, reading.period, reading.version) == ("178", H1, "1")
    assert reading.notes == notes
    assert contents(reading) == contents(accepted(filled()))


def test_a_printed_code_anywhere_in_the_workbook_is_found() -> None:
    def to_another_cell(workbook: Workbook) -> None:
        workbook.worksheets[1]["M40"] = f" {OWN} "

    reading = accepted(edited(filled(), printed(None), no_sheet, no_properties, to_another_cell))
    assert (reading.unit, reading.period, reading.notes) == ("178", H1, ())


def test_a_form_without_identity_is_refused_with_the_hint() -> None:
    bare = edited(filled(), printed(None), no_sheet, no_properties)
    assert refused(bare) == refusal("LS121")
    assert "--unit" in sentences(refused(bare).findings)[0]


def test_unit_and_period_of_the_caller_stand_in_only_together() -> None:
    bare = edited(filled(), printed(None), no_sheet, no_properties)
    reading = accepted(bare, unit="178", period=H1)
    assert (reading.unit, reading.period, reading.version) == ("178", H1, "1")
    assert reading.notes == (note("LS148", seen="178 2025-H1"),)
    assert contents(reading) == contents(accepted(filled()))
    half = refused(bare, unit="178")
    assert [one.rule for one in half.findings] == ["LS121"]
    assert (half.unit, half.period) == ("178", None)


def test_a_workbook_of_somebody_else_is_no_form() -> None:
    def other(workbook: Workbook) -> None:
        for sheet in workbook.worksheets[1:]:
            del workbook[sheet.title]
        workbook.worksheets[0].delete_rows(1, 100)
        workbook.worksheets[0]["A1"] = "Danh sách"

    sent = edited(filled(), other, no_properties)
    assert refused(sent) == refusal("LS120", facts={"plan": "187/KH-UBND"})


def test_carriers_that_disagree_are_refused_and_all_named() -> None:
    cell = place("@form")
    hidden_sheet = f"{OWN} (_ls!B5, _ls, ls_code, ls_*)"
    assert refused(edited(filled(), printed(YEAR))) == refusal(
        "LS122", facts={"codes": f"{YEAR} ({cell}), {hidden_sheet}"}
    )


def test_each_carrier_alone_can_disagree() -> None:
    cell = place("@form")
    unlike_sheet = f"{OWN} ({cell}, _ls!B5, ls_code, ls_*), {NEIGHBOUR} (_ls)"
    assert refused(edited(filled(), facts(unit="180"))) == refusal(
        "LS122", facts={"codes": unlike_sheet}
    )
    unlike_properties = f"{OWN} ({cell}, _ls!B5, _ls, ls_code), {NEIGHBOUR} (ls_*)"
    assert refused(edited(filled(), properties(unit="180"))) == refusal(
        "LS122", facts={"codes": unlike_properties}
    )


def test_a_carrier_that_cannot_be_read_says_nothing() -> None:
    broken = edited(
        filled(), facts(period="6 tháng", code="?"), properties(version="một", code="LS")
    )
    reading = accepted(broken)
    assert (reading.unit, reading.period, reading.notes) == ("178", H1, ())


def test_two_forms_in_one_workbook_are_refused() -> None:
    def paste_cover_of_the_neighbour(workbook: Workbook) -> None:
        copy = workbook.copy_worksheet(workbook.worksheets[0])
        copy.title = "Bìa huyện bên"
        copy[box(workbook, "@form").coordinate] = NEIGHBOUR

    said = refused(edited(filled(), paste_cover_of_the_neighbour))
    assert [one.rule for one in said.findings] == ["LS122"]
    assert NEIGHBOUR in str(said.findings[0].facts["codes"])


WRONG = OWN[:-1] + ("A" if OWN[-1] != "A" else "B")
RETYPED = YEAR[:-1] + ("A" if YEAR[-1] != "A" else "B")


def test_a_wrong_check_character_is_named() -> None:
    sent = edited(filled(), printed(f" {WRONG} "), no_sheet, no_properties)
    cell = place("@form")
    finding = Finding(
        rule="LS123",
        severity=Severity.ERROR,
        unit=None,
        period=None,
        place=Place(FILE, *cell.split("!")),
        file=FILE,
        seen=WRONG,
        facts={"place": cell},
    )
    assert refused(sent) == Refusal((finding,), None, None)
    assert refused(sent, unit="178", period=H1).findings[0].rule == "LS123"


def test_a_mistyped_code_beside_carriers_that_say_the_same_is_only_noted() -> None:
    assert accepted(edited(filled(), printed(WRONG))).notes == OTHER_MARKS


def test_a_code_changed_by_hand_does_not_make_another_form() -> None:
    said = refused(edited(filled(), printed(RETYPED)))
    assert [(one.rule, one.seen) for one in said.findings] == [("LS123", RETYPED)]


def test_figures_that_look_like_a_code_are_none() -> None:
    reading = accepted(edited(filled(), fill({"D1": "LS187: đã triển khai."})))
    assert reading.notes == ()
