"""Copies, merges, hidden figures and figures out of place: each rule and its neighbour."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from openpyxl import Workbook
from openpyxl.utils import get_column_letter

from lsreport.domain.finding import Finding, Severity
from lsreport.domain.observation import Place, Raw, RawKind
from lsreport.excel.submissions import Reading
from support.submissions import (
    FILE,
    H1,
    accepted,
    box,
    column,
    contents,
    edited,
    fill,
    filled,
    insert_row,
    place,
    raw_of,
    sentences,
)

Edit = Callable[[Workbook], object]


def finding(
    rule: str,
    severity: Severity,
    at: str,
    *,
    key: str | None = None,
    seen: str | None = None,
    **facts: object,
) -> Finding:
    sheet, cell = at.split("!")
    return Finding(
        rule=rule,
        severity=severity,
        unit="178",
        period=H1,
        key=key,
        place=Place(FILE, sheet, cell),
        file=FILE,
        seen=seen,
        facts=facts,
    )


def error(rule: str, at: str, **said: object) -> Finding:
    return finding(rule, Severity.ERROR, at, **said)


def query(rule: str, at: str, **said: object) -> Finding:
    return finding(rule, Severity.QUERY, at, **said)


def note(rule: str, at: str, **said: object) -> Finding:
    return finding(rule, Severity.NOTE, at, **said)


def without_layout(reading: Reading) -> tuple[Finding, ...]:
    """The findings of this page: LS147 has its own."""
    assert sentences(reading.notes)
    return tuple(one for one in reading.notes if one.rule != "LS147")


def copy_row(key: str, changes: Mapping[int, object] | None = None) -> Edit:
    """Copy the row of a key to the row below it, some cells changed, by column."""

    def copy(workbook: Workbook) -> None:
        cell = box(workbook, key)
        sheet, row = cell.parent, cell.row
        insert_row(sheet, row + 1)
        for number in range(1, sheet.max_column + 1):
            sheet.cell(row + 1, number).value = sheet.cell(row, number).value
        for number, content in (changes or {}).items():
            sheet.cell(row + 1, number).value = content

    return copy


def below(at: str, rows: int = 1) -> str:
    """The address some rows further down."""
    sheet, cell = at.split("!")
    column = cell.rstrip("0123456789")
    return f"{sheet}!{column}{int(cell[len(column) :]) + rows}"


def test_a_copied_row_that_says_the_same_is_noted() -> None:
    at = place("CL_MOI")
    reading = accepted(edited(filled(), copy_row("CL_MOI")))
    assert raw_of(reading, "CL_MOI").text == "3"
    assert without_layout(reading) == (note("LS145", at, cells=f"{at}, {below(at)}", figures=1),)


def test_a_copied_row_that_contradicts_takes_its_figure_out_of_use() -> None:
    at = place("CL_MOI")
    reading = accepted(edited(filled(), copy_row("CL_MOI", {column("CL_MOI"): 5})))
    assert "CL_MOI" not in contents(reading)
    assert without_layout(reading) == (
        error(
            "LS140",
            at,
            key="CL_MOI",
            seen="3 / 5",
            label="Lao động trẻ em xác minh mới trong kỳ",
            places=f"{at}, {below(at)}",
        ),
    )


def test_a_blank_copy_says_nothing_against_the_figure() -> None:
    at = place("CL_MOI")
    reading = accepted(edited(filled(), copy_row("CL_MOI", {column("CL_MOI"): None})))
    assert raw_of(reading, "CL_MOI").text == "3"
    assert [one.rule for one in without_layout(reading)] == ["LS145"]
    moved_down = accepted(
        edited(
            filled(),
            copy_row("CL_MOI"),
            fill({"CL_MOI": None}),
        )
    )
    raw = raw_of(moved_down, "CL_MOI")
    assert (f"{raw.sheet}!{raw.cell}", raw.text) == (below(at), "3")


def test_contradicting_formulas_of_the_form_are_dropped_without_a_word() -> None:
    changes = {column("GV.covered"): 1700}
    reading = accepted(edited(filled(), fill({"GV.covered": 1600}), copy_row("GV.total", changes)))
    assert "GV.covered" not in contents(reading)
    assert [one.rule for one in without_layout(reading)] == ["LS145"]


def test_contradicting_texts_and_covers_are_not_echoed() -> None:
    at = place("D1")
    other = {column("D1"): "Cháu Hoàng Văn A, sinh ngày 01/02/2014"}
    texts = without_layout(accepted(edited(filled(), copy_row("D1", other))))
    assert [(one.rule, one.seen) for one in texts] == [("LS140", None)]
    assert "Hoàng" not in str(texts)
    contact = place("@contact")
    cover = accepted(edited(filled(), copy_row("@contact", {column("@contact"): "0912345678"})))
    assert cover.cover.contact is None
    assert without_layout(cover) == (
        error(
            "LS140",
            contact,
            key="@contact",
            label="@contact",
            places=f"{contact}, {below(contact)}",
        ),
    )
    assert at != contact


def test_a_copied_sheet_is_read_once() -> None:
    def copy(workbook: Workbook) -> None:
        workbook.copy_worksheet(box(workbook, "D1").parent).title = "Nháp"

    reading = accepted(edited(filled(), copy))
    at = place("D1")
    assert contents(reading) == contents(accepted(filled()))
    assert raw_of(reading, "D1").sheet == at.split("!")[0]
    (said,) = without_layout(reading)
    assert (said.rule, said.place) == ("LS145", Place(FILE, *at.split("!")))
    assert f"Nháp!{at.split('!')[1]}" in str(said.facts["cells"])


def test_a_merge_within_one_box_reads_its_top_left_cell() -> None:
    def merge(workbook: Workbook) -> None:
        cell = box(workbook, "CL_MOI")
        sheet = cell.parent
        left = sheet.cell(cell.row, cell.column - 1)
        left.value, cell.value = 4, None
        sheet.merge_cells(f"{left.coordinate}:{cell.coordinate}")

    reading = accepted(edited(filled(), merge))
    sheet, cell = place("CL_MOI").split("!")
    left = f"{get_column_letter(column('CL_MOI') - 1)}{cell.lstrip('ABCDEFGHIJ')}"
    assert raw_of(reading, "CL_MOI") == Raw("CL_MOI", sheet, left, RawKind.NUMBER, "4")
    assert reading.notes == ()


def test_a_merge_over_two_boxes_takes_both_out_of_use() -> None:
    def merge(workbook: Workbook) -> None:
        cell = box(workbook, "CL_MOI")
        below_it = cell.parent.cell(cell.row + 1, cell.column)
        assert below_it.coordinate == box(workbook, "CL_HET").coordinate
        cell.parent.merge_cells(f"{cell.coordinate}:{below_it.coordinate}")

    reading = accepted(edited(filled(), merge))
    at, under = place("CL_MOI"), place("CL_HET")
    assert not {"CL_MOI", "CL_HET"} & contents(reading).keys()
    assert raw_of(reading, "CL_DK").text == "0"
    said = {"range": f"{at}:{under.split('!')[1]}", "keys": "CL_MOI, CL_HET"}
    assert reading.notes == (
        error("LS141", at, key="CL_MOI", label="Lao động trẻ em xác minh mới trong kỳ", **said),
        error("LS141", at, key="CL_HET", label="Lao động trẻ em đã chấm dứt trong kỳ", **said),
    )


def test_figures_in_hidden_rows_columns_and_sheets_are_used_and_asked_about() -> None:
    def hide(workbook: Workbook) -> None:
        moi = box(workbook, "CL_MOI")
        moi.parent.row_dimensions[moi.row].hidden = True
        for key in ("GV.gains", "GV.losses"):
            cell = box(workbook, key)
            cell.parent.column_dimensions[cell.column_letter].hidden = True
        box(workbook, "D1").parent.sheet_state = "hidden"

    form = filled()
    reading = accepted(edited(form, hide))
    hidden = {raw.key for raw in reading.raws if raw.hidden and raw.kind is not RawKind.BLANK}
    assert hidden - {"GV.covered"} == {"CL_MOI", "GV.gains", "GV.losses", "D1"}
    assert contents(reading) == contents(accepted(form))
    places = [place(key) for key in ("GV.gains", "GV.losses", "CL_MOI", "D1")]
    assert reading.notes == (query("LS142", places[0], cells=", ".join(places), figures=4),)


def test_hidden_boxes_without_figures_are_no_question() -> None:
    def hide(workbook: Workbook) -> None:
        blank_row = box(workbook, "HOC_CL")
        blank_row.parent.row_dimensions[blank_row.row].hidden = True

    assert accepted(edited(filled(), hide)).notes == ()


def test_a_number_beside_the_boxes_is_asked_about_and_not_used() -> None:
    def beside(workbook: Workbook) -> None:
        row = box(workbook, "TE615.total")
        row.parent.cell(row.row, box(workbook, "GV.gains").column).value = 500

    form = filled()
    at = f"{place('TE615.total').split('!')[0]}!"
    at += f"{get_column_letter(column('GV.gains'))}"
    at += place("TE615.total").split("!")[1].lstrip("ABCDEFGHIJ")
    reading = accepted(edited(form, beside))
    assert contents(reading) == contents(accepted(form))
    assert reading.notes == (query("LS143", at, cells=at, figures=1),)


def test_a_word_beside_the_boxes_is_left_alone() -> None:
    def beside(workbook: Workbook) -> None:
        row = box(workbook, "TE615.total")
        row.parent.cell(row.row, box(workbook, "GV.gains").column).value = "đã kiểm tra"

    assert accepted(edited(filled(), beside)).notes == ()


def test_rows_of_another_units_form_are_noted_by_their_cell() -> None:
    def foreign(workbook: Workbook) -> None:
        sheet = box(workbook, "TT01").parent
        row = sheet.max_row + 1
        sheet.cell(row, 1).value = "CA01"
        sheet.cell(row + 1, 1).value = "Hoàng Văn A"

    form = filled()
    reading = accepted(edited(form, foreign))
    (said,) = without_layout(reading)
    assert (said.rule, said.severity, said.facts["figures"]) == ("LS146", Severity.NOTE, 2)
    assert "Hoàng" not in str(reading.notes)
    assert contents(reading) == contents(accepted(form))


def test_a_row_the_clerk_added_without_a_code_is_left_alone() -> None:
    def own_row(workbook: Workbook) -> None:
        cell = box(workbook, "CL_MOI")
        insert_row(cell.parent, cell.row + 1)
        cell.parent.cell(cell.row + 1, 2).value = "trong đó: nữ"
        cell.parent.cell(cell.row + 1, cell.column).value = 1

    reading = accepted(edited(filled(), own_row))
    assert reading.notes == ()
    assert contents(reading) == contents(accepted(filled()))


def test_a_code_typed_in_small_letters_is_the_same_code() -> None:
    def retype(workbook: Workbook) -> None:
        cell = box(workbook, "CL_MOI")
        cell.parent.cell(cell.row, 1).value = " cl_moi "

    reading = accepted(edited(filled(), retype))
    assert contents(reading) == contents(accepted(filled()))
    assert reading.notes == ()


def test_a_name_of_a_sheet_cannot_forge_a_line() -> None:
    def rename(workbook: Workbook) -> None:
        sheet = box(workbook, "CL_MOI").parent
        sheet._WorkbookChild__title = "a\u202eb"

    raw = raw_of(accepted(edited(filled(), rename)), "CL_MOI")
    assert raw.sheet == "a\\u202eb"


def test_every_finding_of_a_messy_workbook_has_its_own_name() -> None:
    def merge(workbook: Workbook) -> None:
        first, second = box(workbook, "TT01"), box(workbook, "TT02")
        first.parent.merge_cells(f"{first.coordinate}:{second.coordinate}")

    edits = (
        merge,
        copy_row("CL_MOI", {column("CL_MOI"): 5}),
        copy_row("CL_HET", {column("CL_HET"): 5}),
        copy_row("D1"),
        fill({"@sending": "lần hai"}),
    )
    notes = accepted(edited(filled(), *edits)).notes
    rules = ["LS147", "LS144", "LS141", "LS141", "LS140", "LS140", "LS145"]
    assert [one.rule for one in notes] == rules
    assert len({one.id for one in notes}) == len(notes)
