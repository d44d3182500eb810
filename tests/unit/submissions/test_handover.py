"""The sheet of a hand-over: what it asks for, what is taken of it, and what is not."""

from __future__ import annotations

from collections import Counter
from datetime import datetime, time
from io import BytesIO

from msgspec.structs import replace
from openpyxl import Workbook, load_workbook

from lsreport.checks.rulebook import message_of, remedy_of
from lsreport.domain.clock import LANG_SON
from lsreport.domain.submission import Cover
from lsreport.excel.paper_form import write_handover_form
from lsreport.i18n import Catalogue
from support.handover import CLOSING, COMMUNES, DAY, KNOWN, REACHED, RECORD
from support.paper import FIGURES_SHEET, SOURCES_SHEET, read
from support.submissions import PLAN, edited

SHEET = write_handover_form(PLAN, KNOWN)


def test_the_same_plan_gives_the_same_bytes() -> None:
    assert write_handover_form(PLAN) == write_handover_form(PLAN)


def test_every_commune_is_asked_for_where_its_rows_start_from() -> None:
    page = load_workbook(BytesIO(SHEET))[FIGURES_SHEET]
    rows = [row[:3] for row in page.iter_rows(min_row=6, values_only=True)]
    asked = Counter(unit for unit, _, _ in rows)
    assert len(asked) == 65
    assert set(asked.values()) == {28}
    assert [key for unit, _, key in rows if unit == "06613"] == [
        *("NL18.reached", "TE06.reached", "TE615.reached", "HO.reached", "HO_T.reached"),
        *("GV.total", "GV.covered", "DN.total", "DN.covered", "DNNVV.total", "DNNVV.covered"),
        *("HTX.total", "HTX.covered", "NL18.total", "TE06.total", "TE615.total", "HO.total"),
        # No officials of the district: their row ended with it.
        *("CCX.total", "CCX.covered", "DNR.total", "DNR.covered", "HTXR.total", "HTXR.covered"),
        *("HTX_T.covered", "CTV.total", "CTV.covered", "RS_THON_T", "CL_CK"),
    ]
    assert [cell.value for cell in page[5]][4:] == ["#2024", "#2025-H1"]


def test_a_box_is_open_for_its_own_period_alone() -> None:
    page = load_workbook(BytesIO(SHEET))[FIGURES_SHEET]
    boxes = {
        (row[0].value, row[2].value): [not cell.protection.locked for cell in row[4:6]]
        for row in page.iter_rows(min_row=6)
    }
    assert boxes["06613", "NL18.reached"] == [True, False]
    assert boxes["06613", "NL18.total"] == [False, True]


def test_every_commune_and_period_becomes_a_return_with_its_source() -> None:
    reading = read(SHEET)
    assert reading.handover
    assert reading.refusals == ()
    assert {
        (one.reading.unit, one.reading.period): {
            raw.key: int(raw.text or "") for raw in one.reading.raws
        }
        for one in reading.returns
    } == {where: dict(paper.figures) for where, paper in KNOWN.items()}
    first = reading.returns[0]
    assert first.received == datetime.combine(DAY, time.max, LANG_SON)
    assert first.reading.version == "history"
    assert first.reading.cover == Cover(
        sending=0,
        on_behalf_by="Cơ quan tổng hợp (số liệu bàn giao của huyện cho xã, phường)",
        on_behalf_from=RECORD,
    )


def test_a_program_that_drops_the_properties_changes_nothing() -> None:
    def bare(workbook: Workbook) -> None:
        for name in [one.name for one in workbook.custom_doc_props.props]:
            del workbook.custom_doc_props[name]

    reading = read(edited(SHEET, bare))
    assert (len(reading.returns), reading.handover) == (len(KNOWN), True)


def test_a_district_takes_nothing_over() -> None:
    def district(workbook: Workbook) -> None:
        for name in (FIGURES_SHEET, SOURCES_SHEET):
            for row in workbook[name].iter_rows(min_row=6):
                if row[0].value == COMMUNES[0]:
                    row[0].value = "189"

    reading = read(edited(SHEET, district))
    assert [(one.unit, one.period) for one in reading.refusals] == [
        ("189", REACHED),
        ("189", CLOSING),
    ]
    (finding,) = reading.refusals[0].findings
    catalogue = Catalogue("en")
    assert message_of(finding, catalogue) == (
        "Số liệu!A1714: 189 UBND huyện Đình Lập is given for 2024, but figures are not handed "
        "over to it."
    )
    assert remedy_of(finding, catalogue) == (
        "Restore the unit's code as the sheet was written: it names the units that took over."
    )
    assert len(reading.returns) == len(KNOWN) - 2


def test_a_figure_in_the_column_of_another_period_is_not_taken() -> None:
    def moved(workbook: Workbook) -> None:
        for row in workbook[FIGURES_SHEET].iter_rows(min_row=6):
            if (row[0].value, row[2].value) == (COMMUNES[0], "GV.total"):
                row[4].value, row[5].value = row[5].value, None

    (refusal,) = read(edited(SHEET, moved)).refusals
    assert (refusal.unit, refusal.period) == (COMMUNES[0], REACHED)
    assert [one.rule for one in refusal.findings] == ["LS156"]


def test_a_broken_table_rejects_the_sheet_and_names_the_right_option() -> None:
    (refusal,) = read(edited(SHEET, lambda book: book.remove(book[SOURCES_SHEET]))).refusals
    (finding,) = refusal.findings
    assert finding.rule == "LS151"
    assert "`lsreport forms --handover`" in remedy_of(finding, Catalogue("en"))


def test_without_a_hand_over_in_the_plan_nobody_is_asked() -> None:
    plan = replace(PLAN, calendar=replace(PLAN.calendar, handovers=()))
    page = load_workbook(BytesIO(write_handover_form(plan)))[FIGURES_SHEET]
    assert list(page.iter_rows(min_row=6, values_only=True)) == []
