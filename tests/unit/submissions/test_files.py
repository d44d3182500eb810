"""Files that are no readable workbook: each is refused under its own rule."""

from __future__ import annotations

import os
import zipfile
from io import BytesIO
from pathlib import Path

import pytest

from lsreport.domain.finding import Finding, Severity
from lsreport.domain.period import Period
from lsreport.excel.submissions import Refusal, read_submission
from support.submissions import FILE, H1, PLAN, Reading, blank, read, refused, sentences

OLE = bytes.fromhex("d0cf11e0a1b11ae1") + bytes(600)


def zipped(**parts: bytes) -> bytes:
    saved = BytesIO()
    with zipfile.ZipFile(saved, "w") as package:
        for name, content in parts.items():
            package.writestr(name, content)
    return saved.getvalue()


def refusal(
    rule: str, detail: str, unit: str | None = None, period: Period | None = None
) -> Refusal:
    finding = Finding(
        rule=rule,
        severity=Severity.ERROR,
        unit=unit,
        period=period,
        file=FILE,
        facts={"megabytes": 20, "seconds": 15, "detail": detail},
    )
    return Refusal((finding,), unit, period)


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (b"", refusal("LS103", "0 bytes")),
        (bytes(20 * 1024 * 1024 + 1), refusal("LS104", "20971521 bytes")),
        (
            zipped(**{"../xl/workbook.xml": b"<workbook/>"}),
            refusal("LS105", "part '../xl/workbook.xml': path leaves the package"),
        ),
        (
            OLE + "EncryptedPackage".encode("utf-16-le"),
            refusal("LS108", "OLE container with an encrypted package"),
        ),
        (OLE, refusal("LS109", "OLE container")),
        (zipped(**{"xl/workbook.bin": b""}), refusal("LS110", "part 'xl/workbook.bin'")),
        (
            zipped(mimetype=b"application/vnd.oasis.opendocument.spreadsheet"),
            refusal("LS111", "OpenDocument spreadsheet"),
        ),
        ("Mã;Tổng số\r\nGV;2100\r\n".encode(), refusal("LS112", "text")),
        (b"%PDF-1.7\n1 0 obj\n<< /Type /Catalog >>\n", refusal("LS113", "PDF document")),
        (b"\x89PNG\r\n\x1a\n\x00", refusal("LS113", "first bytes 89504e470d0a1a0a")),
    ],
    ids=lambda case: None if isinstance(case, bytes) else case.findings[0].rule,
)
def test_a_file_that_is_no_workbook_is_refused(content: bytes, expected: Refusal) -> None:
    said = read(content)
    assert said == expected
    assert all(FILE in sentence for sentence in sentences(expected.findings))


def test_a_form_cut_short_is_damaged_and_the_whole_one_is_not() -> None:
    form = blank()
    assert [one.rule for one in refused(form[: len(form) // 2]).findings] == ["LS107"]
    assert isinstance(read(form), Reading)


def test_a_csv_called_xlsx_and_a_form_called_csv(tmp_path: Path) -> None:
    renamed = tmp_path / "bieu.xlsx"
    renamed.write_text("Mã;Tổng số\nGV;2100\n", encoding="utf-8")
    form = tmp_path / "bieu.csv"
    form.write_bytes(blank())
    assert isinstance(read_submission(renamed, renamed.name, PLAN), Refusal)
    assert isinstance(read_submission(form, form.name, PLAN), Reading)


def test_what_is_no_file_is_refused_unopened(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe.xlsx"
    os.mkfifo(pipe)
    for path, rule in ((tmp_path / "none.xlsx", "LS101"), (pipe, "LS102"), (tmp_path, "LS102")):
        said = read_submission(path, path.name, PLAN)
        assert isinstance(said, Refusal)
        assert [one.rule for one in said.findings] == [rule]


def test_a_file_that_takes_too_long_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("lsreport.excel.submissions.DEADLINE_SECONDS", 0.0)
    assert [one.rule for one in refused(blank()).findings] == ["LS106"]


def test_an_unreadable_file_is_of_the_unit_and_period_the_caller_names() -> None:
    said = refused(b"", unit="178", period=H1)
    assert said == refusal("LS103", "0 bytes", "178", H1)
