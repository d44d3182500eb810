"""`feedback`: what each unit is given for what it sent."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path

import pytest
from docx import Document
from openpyxl import Workbook as Book
from openpyxl import load_workbook
from openpyxl.comments import Comment

from lsreport.app.feedback import Feedback, feedback
from lsreport.app.ingest import ingest
from lsreport.app.init import init
from lsreport.app.workspace import Desk, Workspace, opened
from lsreport.domain.clock import LANG_SON
from lsreport.domain.period import Period
from lsreport.errors import NotFoundError
from lsreport.ooxml.pack import repack
from lsreport.report.opinion_list import TITLE
from support.paper import changed, source
from support.submissions import FIGURES, H1, blank, box, edited, fill, filled

IN_TIME = datetime(2025, 7, 3, 9, 15, tzinfo=LANG_SON)
LATE = datetime(2025, 7, 10, 8, 0, tzinfo=LANG_SON)
PERSONAL = "Nguyễn Văn An, sinh 12/3/2014, 0912345678"


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    with opened(Workspace(init(tmp_path / "w")), "feedback") as desk:
        yield desk


def receive(desk: Desk, form: bytes, name: str, received: datetime, folder: Path) -> None:
    path = folder / name
    path.write_bytes(form)
    ingest(desk, [path], clock=lambda: datetime(2025, 8, 1, tzinfo=UTC), received=received)


def given(desk: Desk, *codes: str) -> list[Feedback]:
    return list(feedback(desk, H1, codes, None))


def facts(receipt: Path) -> Mapping[str, str]:
    """Return the first table of a receipt with labels."""
    table = next(
        one for one in Document(str(receipt)).tables if one.cell(0, 0).text == "Cơ quan, đơn vị"
    )
    return {row.cells[0].text: row.cells[1].text for row in table.rows}


def said(receipt: Path) -> str:
    return "\n".join(paragraph.text for paragraph in Document(str(receipt)).paragraphs)


def opinions(receipt: Path) -> list[tuple[str, ...]]:
    """Return the rows of the table of opinions."""
    tables = [one for one in Document(str(receipt)).tables if one.cell(0, 0).text == "TT"]
    return [tuple(cell.text for cell in row.cells) for table in tables for row in table.rows[1:]]


def test_a_return_gets_a_receipt_and_its_workbook_back(desk: Desk, tmp_path: Path) -> None:
    receive(desk, filled(), "bieu 178.xlsx", IN_TIME, tmp_path)
    [one] = given(desk)
    folder = desk.workspace.out / "2025-H1" / "feedback"
    receipt, workbook = one.paths
    assert one.paths == (
        folder / "PHIEU-TIEP-NHAN-2025-H1-178.docx",
        folder / "BIEU-CO-Y-KIEN-2025-H1-178.xlsx",
    )
    assert one.problem is None
    sha256 = desk.store.vintage().submissions[H1]["178"].sha256
    assert facts(receipt) == {
        "Cơ quan, đơn vị": "UBND thành phố Lạng Sơn (mã 178)",
        "Kỳ báo cáo": "6 tháng đầu năm 2025; số liệu từ ngày 15/12/2024 đến hết ngày 14/6/2025",
        "Tên tệp": "bieu 178.xlsx",
        "Nhận lúc (giờ Việt Nam)": "09 giờ 15 phút, ngày 03/7/2025",
        "Lần nhận": "Lần 1 (trên bìa ghi lần gửi 2)",
        "Hạn gửi": (
            "Ngày 05/7/2025 (thứ Bảy); trùng ngày nghỉ, được tính đến hết ngày 07/7/2025 (thứ Hai)"
        ),
        "Thời hạn": "Đúng hạn",
        "Mã tệp (SHA-256)": sha256,
    }
    text = said(receipt)
    assert "PHIẾU TIẾP NHẬN BÁO CÁO" in text
    assert "Kính gửi: UBND thành phố Lạng Sơn." in text
    assert "Được chấp nhận, có lỗi phải sửa." in text
    assert "BIEU-CO-Y-KIEN-2025-H1-178.xlsx (ô đỏ: lỗi; ô vàng: đề nghị kiểm tra)" in text
    listed = opinions(receipt)
    kinds = [row[1] for row in listed]
    order = ["Lỗi, số liệu chưa được sử dụng", "Đề nghị kiểm tra, giải trình", "Lưu ý"]
    assert kinds == sorted(kinds, key=order.index)
    page = load_workbook(workbook)[TITLE]
    assert listed == [tuple(str(cell.value) for cell in row) for row in page.iter_rows(min_row=5)]


def test_the_archive_keeps_the_original_and_the_same_bytes_come_again(
    desk: Desk, tmp_path: Path
) -> None:
    receive(desk, filled(), "178.xlsx", IN_TIME, tmp_path)
    first = [path.read_bytes() for path in given(desk)[0].paths]
    assert [path.read_bytes() for path in given(desk)[0].paths] == first
    sha256 = desk.store.vintage().submissions[H1]["178"].sha256
    assert desk.store.original(sha256) == filled()


def test_a_late_return_and_one_corrected_after_the_date(desk: Desk, tmp_path: Path) -> None:
    receive(desk, filled(), "178.xlsx", IN_TIME, tmp_path)
    again = edited(filled(), fill({"@sending": 3, "RS_THON": 88}))
    receive(desk, again, "178-sua.xlsx", LATE, tmp_path)
    receive(desk, edited(blank("180"), fill(FIGURES)), "180.xlsx", LATE, tmp_path)
    corrected, late = given(desk)
    assert facts(corrected.paths[0])["Lần nhận"] == "Lần 2 (trên bìa ghi lần gửi 3)"
    assert facts(corrected.paths[0])["Thời hạn"] == (
        "Đúng hạn, tính theo lần gửi đầu: 09 giờ 15 phút, ngày 03/7/2025"
    )
    assert facts(late.paths[0])["Thời hạn"] == "Chậm 03 ngày làm việc"


def without_rows(workbook: Book) -> None:
    """An edit after which no figure can be found."""
    for sheet in workbook.worksheets:
        for row in sheet.iter_rows():
            for cell in row:
                if cell.value == "#code":
                    cell.value = None


def test_a_refused_file_gets_its_reasons_and_no_copy(desk: Desk, tmp_path: Path) -> None:
    receive(desk, edited(filled(), without_rows), "178.xlsx", IN_TIME, tmp_path)
    [one] = given(desk)
    [receipt] = one.paths
    assert receipt.name == "PHIEU-TIEP-NHAN-2025-H1-178-KHONG-CHAP-NHAN.docx"
    assert facts(receipt)["Thời hạn"] == "Chưa tính là đã gửi báo cáo"
    assert facts(receipt)["Lần nhận"] == "Không tính, tệp không được chấp nhận"
    text = said(receipt)
    assert "Không được chấp nhận." in text
    assert "đơn vị được tính là chưa gửi báo cáo cho đến khi tệp đúng được gửi lại" in text
    assert "liên hệ Sở Y tế./." in text
    [row] = opinions(receipt)
    assert row[3].startswith("[LS1")


def test_a_file_refused_after_the_return_in_use_is_answered_too(desk: Desk, tmp_path: Path) -> None:
    receive(desk, filled(), "178.xlsx", IN_TIME, tmp_path)
    receive(desk, edited(filled(), without_rows), "178-sua.xlsx", LATE, tmp_path)
    kept, refused = given(desk)
    assert len(kept.paths) == 2
    [receipt] = refused.paths
    assert facts(receipt)["Tên tệp"] == "178-sua.xlsx"
    assert facts(receipt)["Thời hạn"] == "Theo báo cáo đã được chấp nhận"
    assert "báo cáo nhận trước đó (09 giờ 15 phút, ngày 03/7/2025) vẫn được sử dụng" in said(
        receipt
    )


def test_a_file_refused_before_the_return_in_use_is_settled(desk: Desk, tmp_path: Path) -> None:
    receive(desk, edited(filled(), without_rows), "178.xlsx", IN_TIME, tmp_path)
    receive(desk, filled(), "178-sua.xlsx", LATE, tmp_path)
    [one] = given(desk)
    assert len(one.paths) == 2


def test_what_looks_personal_is_never_repeated(desk: Desk, tmp_path: Path) -> None:
    form = edited(filled(), fill({"CL_MOI": PERSONAL, "GV.total": PERSONAL}))
    receive(desk, form, "178.xlsx", IN_TIME, tmp_path)
    receipt, copy = given(desk)[0].paths
    told = "\n".join(" ".join(row) for row in opinions(receipt))
    assert told
    workbook = load_workbook(copy)
    told += "\n".join(str(cell.value) for row in workbook[TITLE] for cell in row)
    comment = box(workbook, "GV.total").comment
    assert comment is not None
    told += comment.text
    assert "Nguyễn" not in told
    assert "0912345678" not in told


def test_a_workbook_that_cannot_be_copied_gets_its_receipt_all_the_same(
    desk: Desk, tmp_path: Path
) -> None:
    def comment(workbook: Book) -> None:
        box(workbook, "GV.total").comment = Comment("x", "y")

    def broken(part: str, content: bytes) -> bytes:
        return b"<comments" if part.startswith("xl/comments/") else content

    receive(desk, repack(edited(filled(), comment), patch=broken), "178.xlsx", IN_TIME, tmp_path)
    [one] = given(desk)
    assert [path.suffix for path in one.paths] == [".docx"]
    assert str(one.problem) == (
        "178 UBND thành phố Lạng Sơn: 178.xlsx has parts that cannot be copied, so there is no "
        "annotated copy. The receipt lists every finding with its cell."
    )
    assert "BIEU-CO-Y-KIEN" not in said(one.paths[0])


def test_a_unit_that_sent_nothing_is_named_only_when_asked_for(desk: Desk) -> None:
    assert given(desk) == []
    [one] = given(desk, "178")
    assert one.paths == ()
    assert str(one.problem) == (
        "178 UBND thành phố Lạng Sơn has sent no file for 2025-H1: there is nothing to give a "
        "receipt for."
    )


def test_what_the_office_typed_from_paper_is_no_file_of_the_unit(
    desk: Desk, tmp_path: Path
) -> None:
    receive(desk, changed(), "giay.xlsx", IN_TIME, tmp_path)
    paper = Period.parse("2022")
    assert set(desk.store.vintage().submissions[paper]) == {"178", "SGDDT"}
    assert list(feedback(desk, paper, (), None)) == []
    [one] = feedback(desk, paper, ("178",), None)
    assert one.paths == ()


def test_a_paper_return_the_office_must_correct_is_not_sent_to_the_unit(
    desk: Desk, tmp_path: Path
) -> None:
    def undated(workbook: Book) -> None:
        source(workbook, "178", 2022, "received").value = "tháng 12"

    receive(desk, changed(undated), "giay.xlsx", IN_TIME, tmp_path)
    paper = Period.parse("2022")
    assert set(desk.store.refused(paper)) == {"178"}
    assert list(feedback(desk, paper, (), None)) == []


def test_a_unit_nobody_expects_stops_the_command(desk: Desk) -> None:
    with pytest.raises(NotFoundError, match="999"):
        given(desk, "999")


def test_the_office_may_change_the_template(desk: Desk, tmp_path: Path) -> None:
    receive(desk, filled(), "178.xlsx", IN_TIME, tmp_path)
    own = Document()
    own.add_paragraph("{% if about.synthetic %}{{ synthetic_line }}{% endif %}")
    own.add_paragraph("{{ about.unit.code }}: {{ receipt.file }}")
    packed = BytesIO()
    own.save(packed)
    desk.workspace.templates.mkdir()
    (desk.workspace.templates / "receipt.docx").write_bytes(packed.getvalue())
    assert said(given(desk)[0].paths[0]) == "\n178: 178.xlsx"
