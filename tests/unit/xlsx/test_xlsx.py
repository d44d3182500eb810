"""The report as a workbook: what every sheet says, and what it may never say."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime
from html import unescape
from pathlib import Path

import pytest
from openpyxl import load_workbook
from openpyxl.cell import Cell

from lsreport.domain.submission import ReferenceFigure
from lsreport.errors import ConfigurationError
from lsreport.indicators.plan import Plan
from lsreport.ooxml.workbook import read_bytes
from lsreport.report.docx import PACKAGED
from lsreport.report.figures import Figure, Register
from lsreport.report.view_types import SYNTHETIC_LINE, ReportView
from lsreport.report.xlsx import render_workbook
from support.report import FIRST_HALF, Sent, assessment_of, view_of
from support.xlsx import SHA, opened, parts, shown, small_view, table

SHEETS = [
    "Bìa",
    "Mục lục",
    "Ghi chú",
    "1 Mục tiêu",
    "1a Biểu đồ",
    "1b Mẫu số giả định",
    "2 Theo đơn vị",
    "3 Hoạt động",
    "3a Hoạt động theo đơn vị",
    "4 Kinh phí",
    "4a Kinh phí theo đơn vị",
    "5 Báo cáo nhận được",
    "6 Đối chiếu",
    "6a Chấp nhận, gửi lại",
    "6b Số liệu thay đổi",
    "7 Nguồn số liệu",
]
TABLES = SHEETS[3:]
ATTACKS = ("=1+1", "{{7*7}}", "@SUM(A1)", "+1", "-1", "#REF!", "<b>&amp;", "{%row for x in y %}")


@pytest.fixture(scope="module")
def small(plan: Plan) -> bytes:
    return render_workbook(small_view(plan), Register())


@pytest.fixture(scope="module")
def view(plan: Plan) -> ReportView:
    """A whole half-year: a silent unit, a unit with three cases, one that left a cell blank."""
    sent = {
        "186": None,
        "178": Sent({"CL_MOI": 3, "CL_CK": 3}),
        "180": Sent({"NL18.reached": None}),
    }
    listed = tuple(
        ReferenceFigure("186", element, 100, date(2024, 1, 1), "niên giám", line)
        for line, element in enumerate(("TE615", "TE06", "NL18", "HO", "DN", "HTX"), 2)
    )
    before = assessment_of(plan, {}, FIRST_HALF.same_period_last_year)
    now = view_of(plan, assessment_of(plan, sent, reference=listed), before=before)
    small = small_view(plan)
    return replace(now, restatements=small.restatements, restated=small.restated)


@pytest.fixture(scope="module")
def whole(view: ReportView) -> bytes:
    return render_workbook(view, Register())


# --- what the sheets say --------------------------------------------------------------------


@pytest.mark.parametrize(
    ("sheet", "rows"),
    [
        (
            "1 Mục tiêu",
            """
            1.1|Lao động trẻ em|Chung|II.2.a-1|Duy trì không có
            |3|x|x|0|x|10|11|x|x|x|Chưa đạt mục tiêu
            2.1a|Cán bộ, giáo viên|Chung|II.2.b-1|từ 90% trở lên
            |…|x|x|…|x|10|11|x|x|x|Chưa đủ cơ sở đánh giá
            2.1a|Cán bộ, giáo viên|Cơ sở giáo dục|II.2.b-1|từ 90% trở lên
            |89.960|100.000|89,96%|90,00%|-0,04|10|11|93,25%|84,0%|90,9%|Chưa đủ cơ sở đánh giá
            """,
        ),
        (
            "1a Biểu đồ",
            "2.1a Cơ sở giáo dục|Cơ sở giáo dục|89,96%|90%|84,0%|90,9%|5,88%|0,84%",
        ),
        ("1b Mẫu số giả định", "2.1a|Cơ sở giáo dục|186|UBND huyện Hữu Lũng|300|bảng"),
        (
            "2 Theo đơn vị",
            """
            1.1|Lao động trẻ em|Chung|178|UBND thành phố Lạng Sơn|*|x|x|-
            2.1a|Cán bộ, giáo viên|Cơ sở giáo dục|178|UBND thành phố Lạng Sơn
            |1.000|1.200|83,33%|số ước tính
            2.1a|Cán bộ, giáo viên|Cơ sở giáo dục|186|UBND huyện Hữu Lũng|…|300|…|để trống
            2.1a|Cán bộ, giáo viên|Cơ sở nuôi dưỡng|178|UBND thành phố Lạng Sơn|x|x|x|-
            2.1a|Cán bộ, giáo viên|Cơ sở nuôi dưỡng|186|UBND huyện Hữu Lũng|x|x|x|-
            """,
        ),
        (
            "3 Hoạt động",
            """
            III.1|Truyền thông|TT15|Lượt người|lượt|1.500|1|2|chưa có số liệu: UBND huyện Hữu Lũng
            III.1|Truyền thông|TT15a|Lượt người, trong đó: trẻ em|lượt|x|2|2
            |nhiều đơn vị có thể cùng tính một việc; không cộng
            """,
        ),
        (
            "3a Hoạt động theo đơn vị",
            """
            III.1|TT15|Lượt người|lượt|178|UBND thành phố Lạng Sơn|1.500
            III.1|TT15|Lượt người|lượt|186|UBND huyện Hữu Lũng|…
            III.1|TT15a|Lượt người, trong đó: trẻ em|lượt|178|UBND thành phố Lạng Sơn|7
            III.1|TT15a|Lượt người, trong đó: trẻ em|lượt|186|UBND huyện Hữu Lũng|8
            """,
        ),
        ("4 Kinh phí", "IV|Kinh phí|KP01|Ngân sách giao|triệu đồng|1.234,5|2|2|-"),
        (
            "4a Kinh phí theo đơn vị",
            """
            IV|KP01|Ngân sách giao|triệu đồng|178|UBND thành phố Lạng Sơn|1.234
            IV|KP01|Ngân sách giao|triệu đồng|186|UBND huyện Hữu Lũng|0,5
            """,
        ),
        (
            "5 Báo cáo nhận được",
            """
            178|UBND thành phố Lạng Sơn|Được giao nhiệm vụ|Đúng hạn|04/07/2024|2|0|3|-
            186|UBND huyện Hữu Lũng|Được đề nghị|Chưa gửi|…|…|…|…|-
            """,
        ),
        ("6 Đối chiếu", "V.3|Tin, bài|Sở|4|Báo và đài|8|-4|-"),
        ("6a Chấp nhận, gửi lại", "UBND huyện Hữu Lũng|Gửi lại báo cáo: bản thứ 2."),
        (
            "6b Số liệu thay đổi",
            """
            năm 2023|UBND huyện Hữu Lũng|TT15 Lượt người|1.400|1.500|Gửi lại lần 2|2.2: không đổi
            năm 2023|UBND huyện Hữu Lũng|Toàn bộ báo cáo|Chưa gửi|Đã gửi|Gửi sau|Không đổi
            """,
        ),
        (
            "7 Nguồn số liệu",
            f"""
            178|UBND thành phố Lạng Sơn|2024-H1|GV.covered|Giáo viên|1.234|=1+1.xlsx|A!E12|1|{SHA}
            178|UBND thành phố Lạng Sơn|2024-H1|GV.covered|Giáo viên|*|-|-|1|{SHA}
            """,
        ),
    ],
)
def test_a_table_shows(small: bytes, sheet: str, rows: str) -> None:
    expected = [row.strip() for row in re.sub(r"\n\s*\|", "|", rows).strip().splitlines()]
    cells = opened(small)[sheet].iter_rows(min_row=4)
    assert ["|".join(shown(cell) for cell in row) for row in cells] == expected  # type: ignore[arg-type]


def test_numbers_are_numbers(small: bytes) -> None:
    row = table(small, "1 Mục tiêu")[2][5:15]
    assert row == [89_960, 100_000, 0.8996, 0.9, pytest.approx(-0.04), 10, 11, 0.93245, 0.84, 0.909]
    assert table(small, "4 Kinh phí")[0][5] == 1234.5
    assert table(small, "5 Báo cáo nhận được")[0][4] == datetime(2024, 7, 4)  # noqa: DTZ001


def test_the_cover_says_whose_report_it_is(small: bytes) -> None:
    cover = opened(small)["Bìa"]
    assert [cell.value for (cell,) in cover.iter_rows(max_col=1, max_row=3)] == [
        "UBND TỈNH LẠNG SƠN",
        "SỞ LAO ĐỘNG - THƯƠNG BINH VÀ XÃ HỘI",
        "Phụ lục số liệu: Kết quả thực hiện Kế hoạch số 187/KH-UBND 6 tháng đầu năm 2024",
    ]
    facts = {row[0].value: shown(row[1]) for row in cover.iter_rows(min_row=5, max_row=8)}
    assert facts == {
        "Kỳ báo cáo": "6 tháng đầu năm 2024",
        "Số liệu từ ngày": "15/12/2023",
        "Số liệu đến hết ngày": "14/06/2024",
        "Nhận báo cáo đến ngày": "04/07/2024",
    }


def test_the_contents_lead_to_every_other_sheet(small: bytes) -> None:
    contents = opened(small)["Mục lục"]
    links = [row[0] for row in contents.iter_rows(min_row=4)]
    assert [cell.value for cell in links] == SHEETS[2:]
    assert [cell.hyperlink.location for cell in links] == [f"'{one}'!A1" for one in SHEETS[2:]]


def test_synthetic_figures_are_marked_on_every_sheet(plan: Plan) -> None:
    marked = render_workbook(replace(small_view(plan), synthetic=True), Register())
    for sheet in opened(marked):
        assert SYNTHETIC_LINE in {sheet["A1"].value, sheet["A2"].value}, sheet.title


def test_an_empty_table_says_so(plan: Plan) -> None:
    told = replace(small_view(plan), assumed=(), cross_checks=(), restated=())
    bare = replace(told, sources=(), targets=())
    content = render_workbook(bare, Register())
    for sheet, words in (
        ("1b Mẫu số giả định", "Không phải giả định mẫu số của đơn vị nào."),
        ("6 Đối chiếu", "Không có nội dung đối chiếu trong kỳ."),
        ("6b Số liệu thay đổi", "Chưa có số liệu nào của báo cáo đã phát hành thay đổi."),
        ("7 Nguồn số liệu", "Chưa có số liệu nào."),
        ("1a Biểu đồ", "Chưa có tỷ lệ nào để vẽ biểu đồ."),
    ):
        (row,) = table(content, sheet)
        assert row[0] == words
    assert not any(name.startswith("xl/charts/") for name in parts(content))


def test_a_report_nobody_contributed_to_can_be_made(plan: Plan) -> None:
    silent = {unit.code: None for unit in plan.units_on(date(2024, 6, 14))}
    content = render_workbook(view_of(plan, assessment_of(plan, silent)), Register())
    assert {row[4] for row in table(content, "5 Báo cáo nhận được")} == {"…"}


# --- the whole half-year --------------------------------------------------------------------


def numbers_in(content: bytes) -> Iterator[Cell]:
    """Yield every cell with a number, sheet by sheet; revisions are names, not figures."""
    for sheet in opened(content):
        heads = {cell.column: cell.value for cell in sheet[3]}
        for row in sheet.iter_rows():
            for cell in row:
                if isinstance(cell.value, int | float | datetime) and not (
                    sheet.title.startswith("7") and heads[cell.column] == "Bản thứ"
                ):
                    yield cell


def test_every_number_is_a_registered_figure_and_shows_its_text(view: ReportView) -> None:
    register = Register()
    content = render_workbook(view, register)
    said = (one.text for one in view.restatements)
    sentences = (view.returns.sentence, *said, *(one.why for one in view.restated))
    in_prose = {id(figure) for sentence in sentences for figure in sentence.figures}
    native = [
        figure
        for figure in register.printed
        if figure.style != "symbol" and id(figure) not in in_prose
    ]
    cells = list(numbers_in(content))
    assert len(cells) > 1500
    assert [shown(cell) for cell in cells] == [_text(figure) for figure in native]


def _text(figure: Figure) -> str:
    """Return the text of a figure; a cell writes every month with two digits."""
    return f"{figure.value:%d/%m/%Y}" if isinstance(figure.value, date) else figure.text


def test_no_table_has_an_empty_cell_or_merged_cells(whole: bytes) -> None:
    for sheet in opened(whole):
        assert not sheet.merged_cells.ranges, sheet.title
    for name in TABLES:
        for row in table(whole, name):
            assert None not in row, (name, row)
            assert "" not in row, (name, row)


def test_no_formula_is_written(whole: bytes) -> None:
    assert not [
        name
        for name, part in parts(whole).items()
        if name.startswith("xl/worksheets/sheet") and b"<f>" in part
    ]


def test_every_sheet_is_set_up_for_reading_and_print(whole: bytes) -> None:
    workbook = opened(whole)
    assert workbook.sheetnames == SHEETS
    assert all(len(name) <= 31 for name in SHEETS)
    assert workbook.active is workbook["Bìa"]
    for sheet in workbook:
        assert sheet.page_setup.paperSize == 9, sheet.title
        assert (sheet.page_setup.fitToWidth, sheet.sheet_properties.pageSetUpPr.fitToPage) == (
            1,
            True,
        )
        assert "&P" in f"{sheet.oddFooter.center.text}{sheet.oddFooter.right.text}"
        assert sheet.sheet_view.selection[-1].activeCell == "A1"
        assert bool(sheet.sheet_view.tabSelected) == (sheet.title == "Bìa")
    for name in TABLES:
        sheet = workbook[name]
        assert (sheet.freeze_panes, sheet.print_title_rows) == ("A4", "$3:$3"), name
        last = sheet.cell(sheet.max_row, sheet.max_column).coordinate
        assert sheet.auto_filter.ref == f"A3:{last}", name
        assert all(sheet.row_dimensions[row].height for row in range(1, sheet.max_row + 1))
    wide = {name for name in SHEETS if workbook[name].page_setup.orientation == "landscape"}
    assert wide == set(TABLES) - {"1a Biểu đồ", "1b Mẫu số giả định"}


def test_the_document_says_what_it_is_and_in_which_language(whole: bytes) -> None:
    properties = opened(whole).properties
    assert properties.title == "Kết quả thực hiện Kế hoạch số 187/KH-UBND 6 tháng đầu năm 2024"
    assert properties.language == "vi-VN"
    assert properties.creator == properties.lastModifiedBy == "lsreport"
    assert properties.created == properties.modified == datetime(2024, 7, 4, 2)  # noqa: DTZ001


def test_the_same_view_gives_the_same_bytes(view: ReportView, whole: bytes) -> None:
    assert render_workbook(view, Register()) == whole


def test_our_own_reader_accepts_it(whole: bytes) -> None:
    read = read_bytes(whole)
    assert [sheet.name for sheet in read.sheets] == SHEETS


# --- what it may never say ------------------------------------------------------------------


@pytest.mark.parametrize("attack", ATTACKS)
def test_what_units_wrote_stays_text(plan: Plan, attack: str) -> None:
    base = small_view(plan)
    returns = replace(base.returns, rows=(replace(base.returns.rows[0], name=attack, note=attack),))
    sources = (replace(base.sources[0], file=attack),)
    check = replace(base.cross_checks[0], note=attack)
    content = render_workbook(
        replace(base, returns=returns, sources=sources, cross_checks=(check,)), Register()
    )
    workbook = opened(content)
    for place in (("5 Báo cáo nhận được", "B4"), ("5 Báo cáo nhận được", "I4"),
                  ("7 Nguồn số liệu", "G4"), ("6 Đối chiếu", "H4")):  # fmt: skip
        cell = workbook[place[0]][place[1]]
        assert (cell.data_type, cell.value) == ("s", attack), place


def test_few_cases_of_a_unit_are_no_number_anywhere(whole: bytes) -> None:
    for sheet, column in (("2 Theo đơn vị", 3), ("7 Nguồn số liệu", 0)):
        rows = [
            row
            for row in table(whole, sheet)
            if row[column] == "178" and (row[0] == "1.1" or str(row[3]).startswith("CL_"))
        ]
        assert rows, sheet
        assert not any(3 in row for row in rows), sheet
    (row,) = [row for row in table(whole, "2 Theo đơn vị") if row[:4:3] == ["1.1", "178"]]
    assert row[5:8] == ["*", "x", "x"]


def test_a_public_copy_holds_no_count_of_a_hidden_element(plan: Plan) -> None:
    # 178 has few notified children, so those of 181 are hidden with them.
    sent = {
        "178": Sent({"TB_CL": 2, "HT_CL": 1}),
        "181": Sent({"TB_CL": 7919, "HT_CL": 6173}),
    }
    assessment = assessment_of(plan, sent)
    for public, expected in ((False, True), (True, False)):
        content = render_workbook(view_of(plan, assessment, public=public), Register())
        everything = "".join(unescape(part.decode()) for part in parts(content).values())
        for secret in ("7919", "6173", "7921", "6174"):
            assert (secret in everything) == expected, (public, secret)


# --- the template ---------------------------------------------------------------------------


def edited(folder: Path, sheet: str, cell: str, value: str | None) -> Path:
    """Return the folder of an office that changed one cell of the template."""
    workbook = load_workbook(PACKAGED / "report.xlsx")
    workbook[sheet][cell] = value
    workbook.save(folder / "report.xlsx")
    return folder


def test_an_office_may_change_the_template(tmp_path: Path, plan: Plan) -> None:
    folder = edited(tmp_path, "Bìa", "A6", "Số liệu {{ view.period_text }}")
    content = render_workbook(small_view(plan), Register(), folder)
    values = [row[0] for row in opened(content)["Bìa"].values]
    assert "Số liệu 6 tháng đầu năm 2024" in values


@pytest.mark.parametrize(
    ("value", "problem"),
    [
        ("{{ one.nothing_like_it }}", "has no attribute 'nothing_like_it'"),
        ("{{ one. }}", "expected name or number"),
        ("{{ one.row }}", "a TargetRow cannot stand in a cell"),
    ],
)
def test_a_wrong_tag_is_named_with_file_sheet_and_cell(
    tmp_path: Path, plan: Plan, value: str, problem: str
) -> None:
    folder = edited(tmp_path, "1 Mục tiêu", "B8", value)
    with pytest.raises(ConfigurationError) as failure:
        render_workbook(small_view(plan), Register(), folder)
    message = str(failure.value)
    assert message.startswith(f"{tmp_path / 'report.xlsx'} · 1 Mục tiêu!B8: ")
    assert problem in message


@pytest.mark.parametrize("content", [b"", b"khong phai", b"PK\x03\x04 hong"])
def test_a_template_that_is_no_workbook_is_named(
    tmp_path: Path, plan: Plan, content: bytes
) -> None:
    (tmp_path / "report.xlsx").write_bytes(content)
    with pytest.raises(ConfigurationError, match="not a sound Excel workbook") as failure:
        render_workbook(small_view(plan), Register(), tmp_path)
    assert str(tmp_path / "report.xlsx") in str(failure.value)


def test_the_shipped_template_is_what_the_script_builds(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.syspath_prepend(str(PACKAGED.parent.parent / "tools"))
    import report_workbook

    assert report_workbook.build() == (PACKAGED / "report.xlsx").read_bytes()
