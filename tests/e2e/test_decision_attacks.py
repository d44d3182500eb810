"""What a hurried or hostile hand types at waivers, releases and letters, and what comes of it."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from docx import Document
from openpyxl import load_workbook

from lsreport.app.init import PACKAGED_TEMPLATES
from lsreport.app.said import said
from lsreport.cli.frame import now
from support.cli import Lsreport

FINDING = "LS221-HLHPN-a3ec4782"
"""TT02 of the Women's Union, typed as the text 5.588."""
HOSTILE = '=HYPERLINK("x") {{ 7*7 }} {% raise %} {%p if x %} </w:t><w:br/> &amp; ]]> _x0007_'
UNHEARD = (
    "{} says nothing here. --who, --why and --until go with a finding to accept, --who and --why "
    "with --end, --as-of and --json with --list."
)


@pytest.fixture(scope="module")
def office(demo: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the demo workspace, without its reports, that these tests may add to."""
    folder = tmp_path_factory.mktemp("attacked") / "office"
    left_out = shutil.ignore_patterns("out", "inbox")
    return Path(shutil.copytree(demo, folder, ignore=left_out))


def journal(office: Path) -> bytes:
    return (office / "store/journal.jsonl").read_bytes()


@pytest.mark.parametrize(
    ("arguments", "said_back"),
    [
        ((FINDING, "--who", "\u200b\u3164", "--why", "x"), "--who is blank. Say who decided, "),
        ((FINDING, "--who", "…", "--why", "x"), "--who is blank. Say who decided, and why."),
        (
            (FINDING, "--who", "Lan", "--why", "x" * 1_501),
            "--why has 1,501 characters; at most 500 are kept. Say it more shortly, and name the ",
        ),
        (
            (FINDING, "--who", "Lan", "--why", "mẹ cháu, CCCD 020190001234, xác nhận"),
            "--why seems to hold an identity or telephone number or a date of birth. It is kept ",
        ),
        (
            (FINDING, "--who", "Lan 0912 345 678", "--why", "đúng"),
            "--who seems to hold an identity or telephone number or a date of birth. It is kept ",
        ),
        ((FINDING, "--who", "Lan", "--why", "x", "--json"), UNHEARD.format("--json")),
        ((FINDING, "--who", "L", "--why", "x", "--as-of", "2025"), UNHEARD.format("--as-of")),
        (("--list", "--who", "Lan"), UNHEARD.format("--who")),
        (("--end", FINDING, "--who", "L", "--why", "x"), UNHEARD.format("--until")),
    ],
)
def test_a_decision_that_is_none_is_not_recorded(
    office: Path, lsreport: Lsreport, arguments: tuple[str, ...], said_back: str
) -> None:
    before = journal(office)
    until = () if "--list" in arguments else ("--until", "2025")
    ran = lsreport("--workspace", office, "waive", *arguments, *until)
    assert (ran.code, ran.out) == (2, "")
    assert ran.err.startswith(f"lsreport: {said_back}")
    assert journal(office) == before


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("  Vi\tThị\r\nB ", "Vi Thị B"),
        ("Vi \x1b[31mThị\x07 \u202eB\u2066", "Vi [31mThị B"),
        ("Tru\u031bo\u031b\u0309ng pho\u0300ng", "Trưởng phòng"),
        ("Trưởng phòng".encode().decode("ascii", "surrogateescape"), "Trưởng phòng"),
        ("Vi\udcff B\ud800", "Vi\\udcff B\\ud800"),
        ("--", ""),
        ("theo Công văn số 12/UBND-KGVX ngày 12/3/2025", None),
    ],
)
def test_what_is_kept_is_what_a_reader_sees(typed: str, kept: str | None) -> None:
    assert said(typed, "--who", longest=100) == (typed if kept is None else kept)


def test_hostile_words_are_printed_and_never_run(
    office: Path, tmp_path: Path, lsreport: Lsreport
) -> None:
    asked = ("waive", FINDING, "--who", "@SUM(1)\x1b[2J", "--why", HOSTILE, "--until", "2025")
    assert lsreport("--workspace", office, *asked).code == 0
    # As of the release nothing later is known, whatever day the command names.
    final = ("render", "2025-H1", "--final", "--as-of", "2999-01-01", "--out", tmp_path)
    assert lsreport("--workspace", office, *final).code == 0
    waived, release = map(json.loads, journal(office).splitlines()[-2:])
    assert (waived["who"], waived["why"]) == ("@SUM(1)[2J", HOSTILE)
    assert release["as_of"] == waived["recorded"]

    sentence = (
        f"Chấp nhận số liệu Lượt người dự truyền thông trực tiếp: 5.588 (lý do: {HOSTILE}; "
        "người chấp nhận: @SUM(1)[2J; đến hết kỳ báo cáo năm 2025)."
    )
    report = tmp_path / "lsreport-187-2025-H1-province"
    paragraphs = [one.text for one in Document(f"{report}.docx").paragraphs]
    # A joiner nobody sees keeps what looks like a tag from being one.
    assert f"- Hội Liên hiệp Phụ nữ tỉnh: {sentence}" in [
        one.replace("\N{WORD JOINER}", "") for one in paragraphs
    ]
    sheets = load_workbook(f"{report}.xlsx")
    cells = [cell for sheet in sheets for row in sheet.iter_rows() for cell in row]
    shown = [cell for cell in cells if "HYPERLINK" in str(cell.value)]
    assert [cell.data_type for cell in shown] == ["s"]
    assert str(shown[0].value).replace("_x005F_", "_") == HOSTILE


def pipe(path: Path) -> None:
    os.mkfifo(path)


def large(path: Path) -> None:
    path.touch()
    os.truncate(path, (50 << 20) + 1)


@pytest.mark.parametrize(
    ("make", "code", "why"),
    [
        (pipe, 3, "cannot be read (it is no file). Name the file of the signed document."),
        (Path.mkdir, 3, "cannot be read (it is no file). Name the file of the signed document."),
        (Path.touch, 2, "is empty or larger than 50 MB. Scan it again in grey."),
        (large, 2, "is empty or larger than 50 MB. Scan it again in grey."),
    ],
)
def test_what_is_no_scan_stops_the_release(
    office: Path,
    tmp_path: Path,
    lsreport: Lsreport,
    make: Callable[[Path], None],
    code: int,
    why: str,
) -> None:
    scan, out, before = tmp_path / "scan.pdf", tmp_path / "out", journal(office)
    make(scan)
    asked = ("render", "2025-H1", "--final", "--scan", scan, "--out", out)
    ran = lsreport("--workspace", office, *asked)
    assert (ran.code, ran.out, ran.err) == (code, "", f"lsreport: The scan {scan} {why}\n")
    assert not out.exists()
    assert journal(office) == before


TOMORROW = (now() + timedelta(days=2)).date().isoformat()
NOT_ITS_DAY = "cannot be the day of a signed report of 2025-H1, between 2024-12-15 and today. "


@pytest.mark.parametrize(
    ("arguments", "said_back"),
    [
        (("2025-H1", "--number", " \u200b"), "--number is blank. Leave it out until the report "),
        (("2025-H1", "--number", "9" * 101), "--number has 101 characters; at most 100 are kept."),
        (("2025-H1", "--date", TOMORROW), f"--date {TOMORROW} {NOT_ITS_DAY}"),
        (("2025-H1", "--date", "2024-12-14"), f"--date 2024-12-14 {NOT_ITS_DAY}"),
        (
            ("2090-H1",),
            "2090-H1 lasts until 2090-06-14: its report cannot be final before. Leave out --final",
        ),
    ],
)
def test_what_cannot_have_been_issued_is_not_recorded(
    office: Path,
    tmp_path: Path,
    lsreport: Lsreport,
    arguments: tuple[str, ...],
    said_back: str,
) -> None:
    before = journal(office)
    asked = ("render", *arguments, "--final", "--out", tmp_path / "out")
    ran = lsreport("--workspace", office, *asked)
    assert (ran.code, ran.out) == (2, "")
    assert ran.err.startswith(f"lsreport: {said_back}")
    assert not (tmp_path / "out").exists()
    assert journal(office) == before


def test_a_complaint_is_one_line_whatever_it_quotes(office: Path, lsreport: Lsreport) -> None:
    ran = lsreport("--workspace", office, "history", "2025-H1", "1\n7\x1b[2J\u202e8")
    assert ran.code == 3
    assert ran.err.startswith("lsreport: ")
    assert " 1\\n7\\x1b[2J\\u202e8 " in ran.err
    assert ran.err.count("\n") == 1


@pytest.mark.parametrize(
    "end",
    ["| head -1", "| true", ">&-", "2>/dev/full | head -1"],
    ids=["head", "none", "closed", "full"],
)
def test_who_stops_reading_is_no_error(office: Path, end: str) -> None:
    # Longer than a pipe holds, so that it is written to after its reader has gone.
    asked = f'"{sys.executable}" -m lsreport --workspace "{office}" check --rules --json {end}'
    shell = ["bash", "-c", f"{asked}; exit ${{PIPESTATUS[0]}}"]
    ran = subprocess.run(shell, capture_output=True, check=False)
    assert (ran.returncode, ran.stderr) == (0, b"")


def test_a_narrow_terminal_cuts_no_table(
    office: Path, lsreport: Lsreport, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TTY_COMPATIBLE", "1")
    monkeypatch.setenv("COLUMNS", "10")
    ran = lsreport("--workspace", office, "units", "2025-H1")
    assert "Hội Liên hiệp Phụ nữ tỉnh" in ran.out


def failing(path: Path) -> None:
    document = Document(str(PACKAGED_TEMPLATES / "reminder.docx"))
    document.add_paragraph("{{ 1 // 0 }}")
    document.save(str(path))


@pytest.mark.parametrize(
    ("make", "why"),
    [
        (
            failing,
            (
                " · paragraph 59 · “{{ 1 // 0 }}”: templates do not calculate; print what the "
                "report gives"
            ),
        ),
        (
            Path.mkdir,
            (
                ": not a Word document (.docx); save it from Word in that format (not_regular: "
                "file type d)"
            ),
        ),
        (
            lambda path: path.symlink_to("moved.docx"),
            (
                ": not a Word document (.docx); save it from Word in that format (unreadable: "
                "FileNotFoundError: No such file or directory)"
            ),
        ),
    ],
    ids=["failing", "folder", "broken-link"],
)
def test_a_template_that_fails_is_named_and_nothing_is_written(
    tmp_path: Path, lsreport: Lsreport, make: Callable[[Path], None], why: str
) -> None:
    folder = tmp_path / "w"
    assert lsreport("init", folder).code == 0
    template = folder / "templates" / "reminder.docx"
    template.parent.mkdir()
    make(template)
    ran = lsreport("--workspace", folder, "remind", "2025-H1")
    hint = "All faults are listed by `lsreport render --check-template`."
    assert (ran.code, ran.out, ran.err) == (4, "", f"lsreport: {template}{why}. {hint}\n")
    assert not (folder / "out" / "2025-H1").exists()


def test_a_public_copy_is_never_put_on_record(
    office: Path, tmp_path: Path, lsreport: Lsreport
) -> None:
    before = journal(office)

    ran = lsreport(
        "--workspace", office, "render", "2025-H1", "--final", "--public", "--out", tmp_path
    )

    assert (ran.code, ran.out, ran.err) == (
        2,
        "",
        (
            "lsreport: A public copy is not the report that is signed. Record the report with "
            "--final, and make the public copy of it without.\n"
        ),
    )
    assert journal(office) == before
    assert list(tmp_path.iterdir()) == []
