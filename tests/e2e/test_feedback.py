"""`feedback` on the sample cycle: what four offices are told, and what is not touched."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from pathlib import Path

from docx import Document
from openpyxl import load_workbook

from lsreport.app.demo import samples
from lsreport.excel.submissions import Reading, read_submission
from lsreport.indicators.loader import load_plan
from support.cli import Lsreport
from support.submissions import box

ERROR, QUERY = "FFFF7C80", "FFFFEB3B"
VERDICTS = {
    "187": "Được chấp nhận, có lỗi phải sửa.",
    "180": "Được chấp nhận, có lỗi phải sửa.",
    "HLHPN": "Được chấp nhận, có nội dung đề nghị kiểm tra.",
    "SGDDT": "Được chấp nhận.",
}
LARGER = (
    "[LS301] DN Doanh nghiệp được cung cấp thông tin, cột “lũy kế”: 863 lớn hơn 442 của “DN Doanh "
    "nghiệp được cung cấp thông tin, cột “tổng số tại ngày chốt””."
)
MARKED = {
    "187": {("A. Độ bao phủ", "G9"): ERROR},
    "180": {
        ("A. Độ bao phủ", "H14"): ERROR,
        ("A. Độ bao phủ", "E19"): ERROR,
        ("C. Hoạt động", "D19"): ERROR,
        ("C. Hoạt động", "D35"): ERROR,
    },
    "HLHPN": {("C. Hoạt động", "D15"): QUERY, ("C. Hoạt động", "D31"): QUERY},
    "SGDDT": {},
}


def verdict(receipt: Path) -> str:
    """Return the bold words that begin section 2."""
    paragraphs = Document(str(receipt)).paragraphs
    heading = next(place for place, one in enumerate(paragraphs) if one.text.startswith("2. "))
    return paragraphs[heading + 1].runs[0].text


def marks(workbook: Path) -> Mapping[tuple[str, str], str]:
    """Return the cells in the colours of the office that have a comment, and their colours."""
    return {
        (sheet.title, cell.coordinate): cell.fill.fgColor.rgb
        for sheet in load_workbook(workbook).worksheets
        for row in sheet.iter_rows()
        for cell in row
        if cell.comment and cell.fill.fgColor.rgb in {ERROR, QUERY}
    }


def archived(workspace: Path) -> Mapping[str, str]:
    """Return the digest of every original in the archive, and of the journal."""
    store = workspace / "store"
    files = [store / "journal.jsonl", *(store / "archive").rglob("*")]
    return {
        str(path): hashlib.sha256(path.read_bytes()).hexdigest() for path in files if path.is_file()
    }


def test_each_unit_is_told_what_is_wrong_where(
    demo: Path, tmp_path: Path, lsreport: Lsreport
) -> None:
    units = [part for code in VERDICTS for part in ("--unit", code)]
    before = archived(demo)
    ran = lsreport("--workspace", demo, "feedback", "2025-H1", *units, "--out", tmp_path)
    assert (ran.code, ran.err) == (0, "")
    assert archived(demo) == before
    paths = [Path(line) for line in ran.lines]
    assert {path.name for path in paths} == {
        f"{name}-2025-H1-{code}.{ending}"
        for code in VERDICTS
        for name, ending in (("PHIEU-TIEP-NHAN", "docx"), ("BIEU-CO-Y-KIEN", "xlsx"))
    }
    receipts = {path.stem.rpartition("-")[2]: path for path in paths if path.suffix == ".docx"}
    copies = {path.stem.rpartition("-")[2]: path for path in paths if path.suffix == ".xlsx"}
    assert {code: verdict(path) for code, path in receipts.items()} == VERDICTS
    assert {code: marks(path) for code, path in copies.items()} == MARKED
    rows = Document(str(receipts["187"])).tables[2].rows
    assert [cell.text for cell in rows[1].cells][2:4] == ["A. Độ bao phủ!G9", LARGER]
    for code, path in copies.items():
        reading = read_submission(path, path.name, load_plan("187"))
        assert isinstance(reading, Reading)
        assert (reading.unit, reading.period.id, reading.notes) == (code, "2025-H1", ())


def test_a_copy_corrected_as_it_says_comes_back_clean(tmp_path: Path, lsreport: Lsreport) -> None:
    folder = tmp_path / "w"
    home = ("--workspace", folder)
    assert lsreport("init", folder).code == 0
    sent = next((samples() / "2025-H1").rglob("2025-H1-187.xlsx"))
    assert lsreport(*home, "ingest", sent, "--received", "2025-06-20").code == 1
    copy = Path(lsreport(*home, "feedback", "2025-H1").lines[1])
    workbook = load_workbook(copy)
    box(workbook, "DN.gains").value = 0
    box(workbook, "@sending").value = 2
    corrected = tmp_path / copy.name
    workbook.save(corrected)
    assert lsreport(*home, "ingest", corrected, "--received", "2025-07-09").code == 0
    receipt, copy = map(Path, lsreport(*home, "feedback", "2025-H1").lines)
    assert verdict(receipt) == "Được chấp nhận."
    assert marks(copy) == {}
    texts = [cell.text for row in Document(str(receipt)).tables[1].rows for cell in row.cells]
    assert texts[9] == "Lần 2 (trên bìa ghi lần gửi 2)"
    assert texts[13] == "Đúng hạn, tính theo lần gửi đầu: ngày 20/6/2025"


def test_the_same_bytes_come_again(demo: Path, tmp_path: Path, lsreport: Lsreport) -> None:
    written = []
    for folder in (tmp_path / "one", tmp_path / "two"):
        command = ("feedback", "2025-H1", "--unit", "180", "--out", folder)
        ran = lsreport("--workspace", demo, *command)
        written.append([Path(line).read_bytes() for line in ran.lines])
    assert written[0] == written[1]
    assert len(written[0]) == 2


def test_a_unit_that_sent_nothing_and_one_that_does_not_exist(
    demo: Path, tmp_path: Path, lsreport: Lsreport
) -> None:
    command = ("--workspace", demo, "feedback", "2025-H1", "--out", tmp_path, "--unit")
    silent = lsreport(*command, "184")
    assert (silent.code, silent.out) == (0, "")
    assert silent.err == (
        "184 UBND huyện Văn Quan has sent no file for 2025-H1: there is nothing to give a receipt "
        "for.\n"
    )
    unknown = lsreport(*command, "999")
    assert (unknown.code, unknown.out) == (3, "")
    assert list(tmp_path.iterdir()) == []
