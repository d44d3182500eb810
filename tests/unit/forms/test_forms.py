from __future__ import annotations

import hashlib
import os
import re
import subprocess
import sys
import warnings
from datetime import date, datetime
from io import BytesIO
from zipfile import ZipFile

import msgspec
import pytest
from openpyxl.utils import get_column_letter, range_boundaries
from openpyxl.worksheet.worksheet import Worksheet

from lsreport.domain.observation import RawKind
from lsreport.domain.period import Period
from lsreport.domain.unit import Unit
from lsreport.excel.forms import form_name, write_form
from lsreport.excel.layout import boxes, fingerprint
from lsreport.excel.styles import line_count
from lsreport.excel.submissions import Reading, read_submission
from lsreport.excel.validation import LONGEST_MESSAGE, LONGEST_TITLE, InputRule
from lsreport.indicators.asks import asked_keys
from support.forms import (
    DISTRICT,
    H1,
    blank,
    input_boxes,
    known,
    layout,
    opened,
    plan,
    unit,
    written,
)

INPUT, PREFILLED = "FFFFF6CC", "FFD6E9F8"
UNITS = ("178", "SGDDT", "CAT", "HLHPN", "SYT", "STC")


def cells_of(sheet: Worksheet) -> dict[tuple[int, int], str]:
    """Return the texts of the cells by row and column from 0."""
    return {
        (cell.row - 1, cell.column - 1): str(cell.value)
        for row in sheet.iter_rows()
        for cell in row
        if cell.value is not None
    }


@pytest.mark.parametrize("code", UNITS)
def test_unlocked_cells_are_the_input_boxes_and_nothing_else(code: str) -> None:
    workbook = opened(written(code, prefill=DISTRICT))
    unlocked = {
        (sheet.title, cell.row - 1, cell.column - 1)
        for sheet in workbook
        for row in sheet.iter_rows()
        for cell in row
        if not cell.protection.locked
    }
    assert unlocked == {(box.sheet, box.line, box.column) for box in input_boxes(code).values()}


@pytest.mark.parametrize("code", UNITS)
def test_every_sheet_is_protected_without_a_password(code: str) -> None:
    for sheet in blank(code):
        assert sheet.protection.sheet
        assert sheet.protection.password is None


@pytest.mark.parametrize("code", UNITS)
def test_every_box_has_a_rule_with_vietnamese_words_within_the_limits(code: str) -> None:
    workbook = blank(code)
    ruled: dict[tuple[str, int, int], int] = {}
    for sheet in workbook:
        for rule in sheet.data_validations.dataValidation:
            assert rule.promptTitle
            assert len(rule.promptTitle) <= LONGEST_TITLE
            assert rule.prompt
            assert len(rule.prompt) <= LONGEST_MESSAGE
            if rule.type is not None:
                assert rule.errorStyle in {None, "stop"}
                assert rule.errorTitle
                assert rule.error
            for area in rule.sqref.ranges:
                left, top, right, bottom = range_boundaries(area.coord)
                assert (left, top) == (right, bottom)
                place = (sheet.title, top - 1, left - 1)
                ruled[place] = ruled.get(place, 0) + 1
    assert set(ruled.values()) == {1}
    assert ruled.keys() == {(box.sheet, box.line, box.column) for box in input_boxes(code).values()}


def rules_at(code: str, key: str) -> tuple[str | None, str | None, str | None, str | None]:
    """Return type, formula and limits of the rule at a box."""
    box = input_boxes(code)[key]
    sheet = blank(code)[box.sheet]
    address = sheet.cell(box.line + 1, box.column + 1).coordinate
    for rule in sheet.data_validations.dataValidation:
        if address in rule.sqref:
            return rule.type, rule.operator, rule.formula1, rule.formula2
    raise AssertionError(key)


@pytest.mark.parametrize(
    ("code", "key", "rule"),
    [
        ("178", "GV.gains", ("whole", "between", "0", "1000000000")),
        ("178", "GV.base", ("whole", "between", "0", "1000000000")),
        ("178", "KP01", ("decimal", "between", "0", "1000000")),
        ("178", "DN.case", ("list", "between", '"không áp dụng"', None)),
        ("178", "NL18.basis", ("list", "between", "'_ls'!$D$1:$D$3", None)),
        ("178", "KH01", ("list", "between", "'_ls'!$E$1:$E$3", None)),
        ("178", "G_CL", ("list", "between", '"x"', None)),
        ("178", "KH02N", ("date", "between", "40179", "73050")),
        ("178", "@sending", ("whole", "between", "1", "1000000000")),
        ("178", "D1", (None, "between", None, None)),
    ],
)
def test_rules_by_kind_of_box(
    code: str, key: str, rule: tuple[str | None, str | None, str | None, str | None]
) -> None:
    kind, operator, first, second = rules_at(code, key)
    assert (kind, operator or "between", first, second) == rule


def test_lists_offer_the_answers_of_the_plan() -> None:
    sheet = blank("178")["_ls"]
    assert [cell.value for cell in sheet["D"][:3]] == [
        "1 - Danh sách",
        "2 - Hồ sơ từng buổi",
        "3 - Ước tính",
    ]
    assert sheet["E1"].value == "1 - Đã ban hành kế hoạch riêng"


def test_identity_travels_three_ways() -> None:
    workbook = blank("178")
    assert workbook["Bìa"]["C2"].value == "LS187-2025H1-178-V1-5"
    hidden = workbook["_ls"]
    assert hidden.sheet_state == "veryHidden"
    assert {row[0].value: row[1].value for row in hidden.iter_rows(max_col=2)} == {
        "plan": "187",
        "unit": "178",
        "period": "2025-H1",
        "version": "1",
        "code": "LS187-2025H1-178-V1-5",
        "fingerprint": fingerprint(layout("178")),
    }
    assert {one.name: one.value for one in workbook.custom_doc_props.props} == {
        "ls_plan": "187",
        "ls_unit": "178",
        "ls_period": "2025-H1",
        "ls_version": "1",
        "ls_code": "LS187-2025H1-178-V1-5",
    }


def test_cover_says_who_when_and_by_which_day() -> None:
    texts = set(cells_of(blank("178")["Bìa"]).values())
    assert {
        "ỦY BAN NHÂN DÂN TỈNH LẠNG SƠN",
        "SỞ Y TẾ",
        "BÁO CÁO KẾT QUẢ THỰC HIỆN KẾ HOẠCH SỐ 187/KH-UBND",
        "6 THÁNG ĐẦU NĂM 2025",
        "UBND thành phố Lạng Sơn (mã 178)",
        "từ ngày 15/12/2024 đến hết ngày 14/6/2025",
        "hạn theo Kế hoạch 05/7/2025 (thứ Bảy), tính đến hết 07/7/2025",
    } <= texts
    earlier = set(cells_of(blank("178", Period.parse("2024"))["Bìa"]).values())
    assert {"NĂM 2024", "hạn theo Kế hoạch 25/12/2024 (thứ Tư)"} <= earlier


def test_prefilled_boxes_have_another_colour_and_say_where_they_come_from() -> None:
    workbook = opened(written("178", prefill=DISTRICT))
    sheet = workbook["A. Độ bao phủ"]
    for key, box in input_boxes("178").items():
        cell = workbook[box.sheet].cell(box.line + 1, box.column + 1)
        expected = PREFILLED if key in DISTRICT or key == "@sending" else INPUT
        assert cell.fill.fgColor.rgb == expected, key
    staff = input_boxes("178")["GV.total"].line + 1
    assert [cell.value for cell in sheet[staff][:4]] == [
        "GV",
        plan().elements["GV"].label,
        2310,
        1848,
    ]
    note = str(sheet[staff][-1].value)
    assert note.splitlines()[0] == ("Điền sẵn: tổng số, lũy kế – báo cáo năm 2024, đến 14/12/2024.")
    assert "Lũy kế kỳ trước, đến 14/12/2024" in cells_of(sheet).values()


def test_prefilled_answers_texts_and_dates_are_written_as_a_clerk_would() -> None:
    sheet, rows = opened(written("178", prefill=DISTRICT))["C. Hoạt động"], input_boxes("178")
    values = [
        sheet.cell(rows[key].line + 1, rows[key].column + 1).value
        for key in ("KH01", "KH02", "KH02N")
    ]
    assert values == [
        "1 - Đã ban hành kế hoạch riêng",
        "52/KH-UBND",
        datetime(2022, 3, 15),  # noqa: DTZ001 - dates of a workbook have no time zone
    ]


def test_text_that_looks_like_a_formula_or_a_link_stays_text() -> None:
    for words in ("=1+1", "https://example.org", "{=A1}"):
        data = written("178", prefill={"KH02": words})
        reading = read_submission(data, "x.xlsx", plan())
        assert isinstance(reading, Reading)
        number = next(raw for raw in reading.raws if raw.key == "KH02")
        assert (number.kind, number.text, number.formula) == (RawKind.TEXT, words, False)
        with ZipFile(BytesIO(data)) as package:
            assert not [name for name in package.namelist() if "hyperlink" in name]


def test_nothing_known_is_blank_and_no_formula_has_a_stored_nought() -> None:
    data = written("178")
    for sheet in opened(data, values=True):
        numbers = [
            cell.coordinate
            for row in sheet.iter_rows()
            for cell in row
            if isinstance(cell.value, int | float)
        ]
        assert numbers == (["C19"] if sheet.title == "Bìa" else [])  # lần gửi: 1


@pytest.mark.parametrize(
    ("period", "codes"),
    [
        (H1, [one.code for one in plan().units_on(date(2025, 6, 14))]),
        (Period.parse("2021"), ["SLDTBXH", "STTTT", "189"]),
        (Period.parse("2024"), ["SLDTBXH", "SVHTTDL", "186"]),
    ],
    ids=["2025-H1", "2021", "2024"],
)
def test_our_own_reader_finds_every_box_of_every_form(period: Period, codes: list[str]) -> None:
    for code in codes:
        reading = read_submission(written(code, period), "x.xlsx", plan())
        assert isinstance(reading, Reading)
        assert (reading.unit, reading.period, reading.notes) == (code, period, ())
        typed = {raw.key: raw for raw in reading.raws if not raw.formula}
        last = layout(code, period).window[1]
        assert typed.keys() == set(asked_keys(plan(), unit(code, period), last))
        assert {raw.kind for raw in typed.values()} == {RawKind.BLANK}


def test_what_is_typed_is_read_back_as_it_was_typed() -> None:
    typed: dict[str, int | str] = {
        "@sending": 2,
        "@contact": "Hoàng Thị Lan, 0205 3870 000",
        "@paper_date": "2025-07-01",
        "GV.gains": 12,
        "TE615.reached": "1.234",
        "TE615.basis": 2,
        "DN.case": "không áp dụng",
        "HD01": 12500,
        "KPS_III5": "x",
        "CL_MOI@5-11.male": 1,
        "D2N": 3,
        "D1": "Đã mở 02 lớp.",
    }
    reading = read_submission(written("178", typed=typed), "x.xlsx", plan())
    assert isinstance(reading, Reading)
    assert reading.cover.sending == 2
    assert reading.cover.contact == "Hoàng Thị Lan, 0205 3870 000"
    assert reading.cover.paper_date == "2025-07-01"
    said = {
        raw.key: (raw.kind.value, raw.text)
        for raw in reading.raws
        if raw.kind is not RawKind.BLANK and not raw.formula
    }
    assert said == {
        "GV.gains": ("number", "12"),
        "TE615.reached": ("text", "1.234"),
        "TE615.basis": ("text", "2 - Hồ sơ từng buổi"),
        "DN.case": ("text", "không áp dụng"),
        "HD01": ("number", "12.5"),
        "KPS_III5": ("text", "x"),
        "CL_MOI@5-11.male": ("number", "1"),
        "D2N": ("text", "3 - Sở, ban, ngành, địa phương trong tỉnh"),
        "D1": ("text", "Đã mở 02 lớp."),
    }


@pytest.mark.parametrize("code", UNITS)
def test_pages_are_a4_one_page_wide_with_repeated_headings_and_page_numbers(code: str) -> None:
    workbook = blank(code)
    for sheet in workbook:
        if sheet.title == "_ls":
            continue
        assert sheet.page_setup.paperSize == 9
        assert (sheet.page_setup.fitToWidth or 1, sheet.page_setup.fitToHeight) == (1, 0)
        assert sheet.sheet_properties.pageSetUpPr.fitToPage
        assert sheet.print_area
        assert "&P" in sheet.oddFooter.center.text
        assert layout(code).identity.unit in sheet.oddFooter.left.text
    assert workbook["A. Độ bao phủ"].page_setup.orientation == "landscape"
    assert workbook["C. Hoạt động"].page_setup.orientation != "landscape"
    assert workbook["C. Hoạt động"].print_title_rows == "$4:$6"
    assert workbook["A. Độ bao phủ"].print_title_rows == "$4:$6"


def test_no_cell_of_figures_is_merged() -> None:
    workbook = blank("178")
    boxes_of = {(box.sheet, box.line + 1, box.column + 1) for box in input_boxes("178").values()}
    for sheet in workbook:
        for area in sheet.merged_cells.ranges:
            covered = {(sheet.title, row, column) for row, column in area.cells}
            assert not covered & boxes_of


def test_narratives_carry_the_warning_about_children() -> None:
    texts = " ".join(cells_of(blank("HLHPN")["D. Đánh giá"]).values())
    for word in ("họ tên", "ngày sinh", "số định danh", "địa chỉ", "trường", "điện thoại"):
        assert word in texts


def test_guide_holds_every_definition_and_clause_in_full() -> None:
    texts = " ".join(cells_of(blank("178")["Hướng dẫn"]).values())
    form = layout("178")
    for box in boxes(form):
        element = box.row.element
        if element is not None:
            assert element.definition in texts
            assert plan().clauses[element.clause] in texts
    assert "12,5 là mười hai triệu năm trăm nghìn đồng" in texts
    assert plan().clauses["V.13"] in texts


def test_guide_of_a_year_speaks_of_the_first_half_and_that_of_a_new_commune_does_not() -> None:
    year = Period.parse("2025")
    police = " ".join(cells_of(blank("CAT", year)["Hướng dẫn"]).values())
    assert "Báo cáo năm gồm cả 6 tháng đầu năm" in police
    template = unit("178")
    commune = Unit(
        "06187",
        "UBND phường Kỳ Lừa",
        template.standing,
        template.roles,
        template.clauses,
        date(2025, 7, 1),
        None,
    )
    data = write_form(plan(), commune, year, {})
    guide = " ".join(cells_of(opened(data)["Hướng dẫn"]).values())
    assert "Báo cáo năm gồm cả 6 tháng đầu năm" not in guide
    assert "Năm 2025 chỉ báo cáo phần từ ngày 15/6/2025 đến hết ngày 14/12/2025" in guide


def test_same_facts_give_the_same_bytes_whatever_the_machine_is_set_to() -> None:
    script = (
        "import hashlib, sys; sys.path.insert(0, 'tests');"
        "from support.forms import DISTRICT, written;"
        "data = written('178', prefill=DISTRICT, typed={'GV.gains': 3});"
        "print(hashlib.sha256(data).hexdigest())"
    )
    settings = (
        {"TZ": "UTC", "LC_ALL": "C", "PYTHONHASHSEED": "1"},
        {"TZ": "Asia/Ho_Chi_Minh", "LC_ALL": "C.UTF-8", "PYTHONHASHSEED": "2"},
    )
    digests = {
        subprocess.run(
            [sys.executable, "-c", script],
            env={**os.environ, **one},
            check=True,
            capture_output=True,
            text=True,
        ).stdout.strip()
        for one in settings
    }
    here = written("178", prefill=DISTRICT, typed={"GV.gains": 3})
    assert digests == {hashlib.sha256(here).hexdigest()}


def test_package_has_fixed_dates() -> None:
    with ZipFile(BytesIO(written("178"))) as package:
        assert {one.date_time for one in package.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        core = package.read("docProps/core.xml").decode()
    assert set(re.findall(r">(\d{4}-[^<]+)<", core)) == {"2025-06-14T00:00:00Z"}


def test_a_prompt_too_long_for_excel_is_an_error_not_a_silence() -> None:
    InputRule("t" * LONGEST_TITLE, "m" * LONGEST_MESSAGE)
    with pytest.raises(ValueError, match=r"t{33}"):
        InputRule("t" * (LONGEST_TITLE + 1), "")
    with pytest.raises(ValueError, match=r"m{256}"):
        InputRule("", "m" * (LONGEST_MESSAGE + 1))
    with pytest.raises(ValueError, match=r"e{256}"):
        InputRule("", "", error="e" * (LONGEST_MESSAGE + 1))


def test_a_long_definition_is_cut_in_the_prompt_and_points_to_the_guide() -> None:
    elements = dict(plan().elements)
    long = " ".join(["Định nghĩa rất dài"] * 40)
    elements["GV"] = msgspec.structs.replace(elements["GV"], definition=long)
    changed = msgspec.structs.replace(plan(), elements=elements)
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        workbook = opened(write_form(changed, unit("178"), H1, {}))
    rules = workbook["A. Độ bao phủ"].data_validations.dataValidation
    prompt = next(rule.prompt for rule in rules if rule.promptTitle == "GV: tổng số")
    assert prompt.endswith(" … (xem trang Hướng dẫn)")
    assert len(prompt) <= LONGEST_MESSAGE
    assert prompt.startswith("Định nghĩa rất dài Định nghĩa")


def test_rows_are_tall_enough_for_their_texts_and_for_every_complaint() -> None:
    workbook = opened(written("178", prefill=DISTRICT))
    for form_sheet in layout("178").sheets:
        if form_sheet.sheet.code not in {"A", "B", "C"}:
            continue
        sheet, after = workbook[form_sheet.sheet.title], form_sheet.after_columns + 1
        width = {one: sheet.column_dimensions[get_column_letter(one)].width for one in (2, after)}
        for row in (row for table in form_sheet.tables for row in table.rows):
            room = sheet.row_dimensions[row.line + 1].height
            complaints = re.findall(r'"([^"]*)"', str(sheet.cell(row.line + 1, after).value))
            lines = [line_count(words, width[after], 9.5) * 9 for words in complaints]
            lines.append(line_count(row.label, width[2] - 2.5) * 11)
            assert max(lines) * 1.15 <= room, (row.code, complaints)


def test_names_of_files_say_period_and_unit() -> None:
    assert form_name(unit("178"), H1) == "2025-H1-178.xlsx"
    assert form_name(unit("CAT"), Period.parse("2024")) == "2024-CAT.xlsx"


def test_keys_the_form_does_not_ask_are_left_aside() -> None:
    assert write_form(plan(), unit("HLHPN"), H1, known({"GV.total": 5})) == written("HLHPN")
