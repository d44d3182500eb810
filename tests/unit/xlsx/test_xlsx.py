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
from openpyxl.utils import range_boundaries

from lsreport.domain.submission import ReferenceFigure
from lsreport.errors import ConfigurationError
from lsreport.indicators.plan import Plan
from lsreport.ooxml.workbook import read_bytes
from lsreport.report.docx import PACKAGED
from lsreport.report.figures import Figure, Register
from lsreport.report.view_types import SYNTHETIC_LINE, ReportView
from lsreport.report.xlsx import render_workbook
from support.report import FIRST_HALF, Sent, assessment_of, view_of
from support.xlsx import SHA, first_row, opened, parts, shown, small_view, table

SHEETS = [
    "Bìa",
    "Mục lục",
    "Ghi chú",
    "1 Mục tiêu",
    "1a Biểu đồ",
    "1b Mẫu số giả định",
    "1c Đơn vị đạt mức",
    "1d Các kỳ",
    "2 Theo đơn vị",
    "2a Theo địa bàn",
    "2b Mức đạt theo đơn vị",
    "3 Hoạt động",
    "3a Hoạt động theo đơn vị",
    "4 Kinh phí",
    "4a Kinh phí theo đơn vị",
    "5 Báo cáo nhận được",
    "5a Nhiệm vụ",
    "5b Nội dung kiểm tra lại",
    "6 Đối chiếu",
    "6a Số liệu chấp nhận",
    "6b Báo cáo gửi lại",
    "6c Số liệu thay đổi",
    "7 Nguồn số liệu",
    "7a Tệp gốc",
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
            "2.1a|Truyền thông: cơ sở giáo dục|89,96%|90%|84,0%|90,9%|5,88%|0,84%",
        ),
        (
            "1c Đơn vị đạt mức",
            "2.1a|Truyền thông: cơ sở giáo dục|90%|1|1|0|0|2|Chưa đủ cơ sở đánh giá",
        ),
        (
            "1d Các kỳ",
            """
            năm 2023|Truyền thông: cơ sở giáo dục|…|…|…
            năm 2024|Truyền thông: cơ sở giáo dục|89,96%|5,88%|0,84%
            Mức chỉ tiêu|Truyền thông: cơ sở giáo dục|90%|x|x
            """,
        ),
        (
            "2b Mức đạt theo đơn vị",
            """
            2.1a|Truyền thông: cơ sở giáo dục|178|UBND thành phố Lạng Sơn|90%|Đã đạt|0|người
            2.1a|Truyền thông: cơ sở giáo dục|186|UBND huyện Hữu Lũng|90%|Chưa đạt|17|người
            """,
        ),
        ("1b Mẫu số giả định", "2.1a|Cơ sở giáo dục|186|UBND huyện Hữu Lũng|300|bảng"),
        (
            "2 Theo đơn vị",
            """
            1.1|Chung|178|UBND thành phố Lạng Sơn|*|x|x|-|Lao động trẻ em
            2.1a|Cơ sở giáo dục|178|UBND thành phố Lạng Sơn
            |1.000|1.200|83,33%|số ước tính|Cán bộ, giáo viên
            2.1a|Cơ sở giáo dục|186|UBND huyện Hữu Lũng|…|300|…|để trống|Cán bộ, giáo viên
            2.1a|Cơ sở nuôi dưỡng|178|UBND thành phố Lạng Sơn|x|x|x|-|Cán bộ, giáo viên
            2.1a|Cơ sở nuôi dưỡng|186|UBND huyện Hữu Lũng|x|x|x|-|Cán bộ, giáo viên
            """,
        ),
        (
            "2a Theo địa bàn",
            """
            2.1a|Cán bộ, giáo viên|Cơ sở giáo dục|Huyện Hữu Lũng (cũ)
            |7|8|900|1.000|90,00%|87,69%|+2,31|-
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
        ("5a Nhiệm vụ", "V.13|UBND huyện Hữu Lũng|Có|0|…|x|Có|x|x|Có"),
        (
            "5b Nội dung kiểm tra lại",
            """
            178|UBND thành phố Lạng Sơn|Lỗi, số liệu chưa được sử dụng|LS206|Điểm chạy bảng chữ
            |C. Hoạt động!D19|Chưa ghi.|Ghi số liệu.
            -|Toàn tỉnh|Đề nghị kiểm tra, giải trình|LS431|-|Cả báo cáo|Lệch.|Đối chiếu.
            """,
        ),
        ("6 Đối chiếu", "V.3|Tin, bài|Sở|4|Báo và đài|8|-4|-"),
        (
            "6a Số liệu chấp nhận",
            "186|UBND huyện Hữu Lũng|LS403|Giáo viên|1.400|năm 2024|Trần Văn B|Đã đối chiếu sổ gốc",
        ),
        ("6b Báo cáo gửi lại", "178|UBND thành phố Lạng Sơn|04/07/2024|2|-"),
        (
            "6c Số liệu thay đổi",
            """
            năm 2023|UBND huyện Hữu Lũng|TT15 Lượt người|1.400|1.500|Gửi lại lần 2|2.2: không đổi
            năm 2023|UBND huyện Hữu Lũng|Toàn bộ báo cáo|Chưa gửi|Đã gửi|Gửi sau|Không đổi
            """,
        ),
        (
            "7 Nguồn số liệu",
            f"""
            2.1a|178|2024-H1|GV.covered|Giáo viên|1.234|A!E12|1|=1+1.xlsx|{SHA}
            |UBND thành phố Lạng Sơn
            2.1a; 2.2|178|2024-H1|GV.covered|Giáo viên|*|-|1|-|{SHA}|UBND thành phố Lạng Sơn
            """,
        ),
        (
            "7a Tệp gốc",
            f"178|UBND thành phố Lạng Sơn|2024-H1|=1+1.xlsx|1|2|{SHA}",
        ),
    ],
)
def test_a_table_shows(small: bytes, sheet: str, rows: str) -> None:
    expected = [row.strip() for row in re.sub(r"\n\s*\|", "|", rows).strip().splitlines()]
    cells = opened(small)[sheet].iter_rows(min_row=first_row(small, sheet))
    assert ["|".join(shown(cell) for cell in row) for row in cells] == expected  # type: ignore[arg-type]


def test_numbers_are_numbers(small: bytes) -> None:
    row = table(small, "1 Mục tiêu")[2][5:15]
    assert row == [89_960, 100_000, 0.8996, 0.9, pytest.approx(-0.04), 10, 11, 0.93245, 0.84, 0.909]
    assert table(small, "4 Kinh phí")[0][5] == 1234.5
    assert table(small, "5 Báo cáo nhận được")[0][4] == datetime(2024, 7, 4)  # noqa: DTZ001


def test_the_cover_says_whose_report_it_is(small: bytes) -> None:
    assert [row[0] for row in opened(small)["Bìa"].values] == [
        "Phụ lục số liệu: Kết quả thực hiện Kế hoạch số 187/KH-UBND 6 tháng đầu năm 2024",
        "Cơ quan lập: UBND TỈNH LẠNG SƠN, SỞ LAO ĐỘNG - THƯƠNG BINH VÀ XÃ HỘI",
        (
            "Văn bản: Kế hoạch thực hiện Chương trình phòng ngừa, giảm thiểu trẻ em lao động trái "
            "quy định của pháp luật tỉnh Lạng Sơn giai đoạn 2021 - 2025, định hướng đến năm 2030 "
            "(số 187/KH-UBND)"
        ),
        "Kỳ báo cáo: 6 tháng đầu năm 2024",
        "Số liệu: từ ngày 15/12/2023 đến hết ngày 14/6/2024",
        "Nhận báo cáo đến ngày: 04/7/2024",
        "Nơi nhận: Ủy ban nhân dân tỉnh Lạng Sơn",
        "Phạm vi sử dụng: kèm theo báo cáo, không phải bản công khai",
        "Mục lục: danh sách các bảng, chọn tên trang để mở",
        "Ghi chú: ký hiệu, cách tính, cách đánh giá, cách làm tròn",
    ]


def test_the_contents_lead_to_every_other_sheet(small: bytes) -> None:
    contents = opened(small)["Mục lục"]
    links = [row[0] for row in contents.iter_rows(min_row=4)]
    assert [cell.value for cell in links] == SHEETS[2:]
    assert [cell.hyperlink.location for cell in links] == [f"'{one}'!A1" for one in SHEETS[2:]]


def test_synthetic_figures_are_marked_on_every_sheet(plan: Plan) -> None:
    marked = render_workbook(replace(small_view(plan), synthetic=True), Register())
    for sheet in opened(marked):
        assert sheet["A2"].value == SYNTHETIC_LINE, sheet.title


def test_an_empty_table_says_so(plan: Plan) -> None:
    told = replace(small_view(plan), assumed=(), cross_checks=(), restated=(), areas=())
    bare = replace(told, sources=(), targets=(), findings=(), waivers=(), charts=(), reach=None)
    content = render_workbook(bare, Register())
    for sheet, words in (
        ("1b Mẫu số giả định", "Không phải giả định mẫu số của đơn vị nào."),
        (
            "2a Theo địa bàn",
            (
                "Không có bảng này: đơn vị trong kỳ là đơn vị của cùng kỳ năm trước, hoặc không có "
                "số liệu cùng kỳ năm trước."
            ),
        ),
        ("5b Nội dung kiểm tra lại", "Không còn nội dung nào phải kiểm tra lại."),
        ("6 Đối chiếu", "Không có nội dung đối chiếu trong kỳ."),
        ("6a Số liệu chấp nhận", "Chưa có số liệu ngoại lệ được chấp nhận."),
        ("6c Số liệu thay đổi", "Chưa có số liệu nào của báo cáo đã phát hành thay đổi."),
        ("7 Nguồn số liệu", "Chưa có số liệu nào."),
        ("7a Tệp gốc", "Chưa có tệp nào."),
        ("1a Biểu đồ", "Chưa có tỷ lệ nào để vẽ biểu đồ."),
        ("1c Đơn vị đạt mức", "Không có mức chỉ tiêu nào của đơn vị địa phương trong kỳ."),
        ("1d Các kỳ", "Chưa có số liệu của kỳ cùng loại trước đó."),
        ("2b Mức đạt theo đơn vị", "Không có mức chỉ tiêu nào của đơn vị địa phương trong kỳ."),
    ):
        shown_last = [row[0] for row in opened(content)[sheet].values][-1]
        assert (shown_last, list(opened(content)[sheet].tables)) == (words, []), sheet
    assert not any(name.startswith("xl/charts/") for name in parts(content))


def test_a_public_copy_says_what_it_leaves_out(plan: Plan) -> None:
    view = view_of(plan, assessment_of(plan, {}), public=True)
    content = render_workbook(view, Register())
    for sheet in ("5b Nội dung kiểm tra lại", "6a Số liệu chấp nhận"):
        last = [row[0] for row in opened(content)[sheet].values][-1]
        assert last == "Bản công khai không kèm nội dung này.", sheet


def test_a_report_nobody_contributed_to_can_be_made(plan: Plan) -> None:
    silent = {unit.code: None for unit in plan.units_on(date(2024, 6, 14))}
    content = render_workbook(view_of(plan, assessment_of(plan, silent)), Register())
    assert {row[4] for row in table(content, "5 Báo cáo nhận được")} == {"…"}


# --- the whole half-year --------------------------------------------------------------------


def numbers_in(content: bytes) -> Iterator[Cell]:
    """Yield every cell with a number, sheet by sheet; revisions of files are names, no figures."""
    for sheet in opened(content):
        heads = {
            cell.column: cell.value for cell in sheet[first_row(content, sheet.title) - 1 or 1]
        }
        for row in sheet.iter_rows():
            for cell in row:
                if isinstance(cell.value, int | float | datetime) and not (
                    sheet.title.startswith("7") and heads[cell.column] == "Bản thứ"
                ):
                    yield cell


def test_every_number_is_a_registered_figure_and_shows_its_text(view: ReportView) -> None:
    register = Register()
    content = render_workbook(view, register)
    rows = [row for group in view.targets for row in group.rows]
    sentences = (
        view.returns.sentence,
        *(one.why for one in view.restated),
        *(row.levels for row in rows),
    )
    in_prose = {id(figure) for sentence in sentences for figure in sentence.figures}
    of_the_cover = {"window first", "window last", "latest receipt"}
    native = [
        figure
        for figure in register.printed
        if figure.style != "symbol" and id(figure) not in in_prose and figure.of not in of_the_cover
    ]
    cells = list(numbers_in(content))
    assert len(cells) > 1500
    assert [shown(cell) for cell in cells] == [_text(figure) for figure in native]


def _text(figure: Figure) -> str:
    """Return the text of a figure; a cell writes every month with two digits."""
    return f"{figure.value:%d/%m/%Y}" if isinstance(figure.value, date) else figure.text


def test_no_formula_is_written(whole: bytes) -> None:
    assert not [
        name
        for name, part in parts(whole).items()
        if name.startswith("xl/worksheets/sheet") and b"<f>" in part
    ]


def test_every_sheet_is_set_up_for_print(whole: bytes) -> None:
    workbook = opened(whole)
    assert workbook.sheetnames == SHEETS
    for sheet in workbook:
        assert sheet.page_setup.paperSize == 9, sheet.title
        fit = sheet.page_setup.fitToWidth, sheet.sheet_properties.pageSetUpPr.fitToPage
        assert fit == (1, True), sheet.title
        assert all(sheet.row_dimensions[row].height for row in range(1, sheet.max_row + 1))
        for marked in sheet.tables.values():
            left, top, _right, _bottom = range_boundaries(marked.ref)
            panes = sheet.freeze_panes, sheet.print_title_rows
            assert (left, *panes) == (1, f"A{top + 1}", f"${top}:${top}"), sheet.title
    upright = {name for name in SHEETS if workbook[name].page_setup.orientation == "portrait"}
    assert upright == {
        "1a Biểu đồ", "1b Mẫu số giả định", "1c Đơn vị đạt mức", "1d Các kỳ", "2 Theo đơn vị",
        "2b Mức đạt theo đơn vị", "3a Hoạt động theo đơn vị",
        "4a Kinh phí theo đơn vị", "5a Nhiệm vụ", "6b Báo cáo gửi lại", "7 Nguồn số liệu",
    }  # fmt: skip
    on_one_page = {name for name in SHEETS if workbook[name].page_setup.fitToHeight == 1}
    assert on_one_page == {"1a Biểu đồ", "1c Đơn vị đạt mức", "6 Đối chiếu"}


def test_print_leaves_out_the_last_columns_of_long_tables(whole: bytes) -> None:
    for sheet, column, heads in (
        ("2 Theo đơn vị", "H", ["Mục tiêu"]),
        ("7 Nguồn số liệu", "H", ["Tệp", "SHA-256", "Đơn vị"]),
    ):
        found = opened(whole)[sheet]
        assert found.print_area == f"'{sheet}'!$A$1:${column}${found.max_row}"
        (marked,) = found.tables.values()
        assert marked.column_names[8:] == heads


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
    for sheet, column in (("5 Báo cáo nhận được", 1), ("5 Báo cáo nhận được", 8),
                          ("7 Nguồn số liệu", 8), ("6 Đối chiếu", 7)):  # fmt: skip
        cell = opened(content)[sheet].cell(first_row(content, sheet), column + 1)
        assert (cell.data_type, cell.value) == ("s", attack), (sheet, column)


def test_few_cases_of_a_unit_are_no_number_anywhere(whole: bytes) -> None:
    for sheet, column in (("2 Theo đơn vị", 2), ("7 Nguồn số liệu", 1)):
        rows = [
            row
            for row in table(whole, sheet)
            if row[column] == "178" and (row[0] == "1.1" or str(row[3]).startswith("CL_"))
        ]
        assert rows, sheet
        assert not any(3 in row for row in rows), sheet
    (row,) = [row for row in table(whole, "2 Theo đơn vị") if row[:3:2] == ["1.1", "178"]]
    assert row[4:7] == ["*", "x", "x"]


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
        ("{{ one.nothing_like_it }}", "unknown variable targets[].nothing_like_it"),
        ("{{ one. }}", "not written correctly (expected name or number)"),
        ("{{ one.row }}", "no single text or figure"),
    ],
)
def test_a_wrong_tag_is_named_with_file_sheet_and_cell(
    tmp_path: Path, plan: Plan, value: str, problem: str
) -> None:
    folder = edited(tmp_path, "1 Mục tiêu", "B10", value)
    with pytest.raises(ConfigurationError) as failure:
        render_workbook(small_view(plan), Register(), folder)
    message = str(failure.value)
    assert message.startswith(f"{tmp_path / 'report.xlsx'} · 1 Mục tiêu!B10 · “{value}”: ")
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
