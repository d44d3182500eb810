"""Typer's own words: help and errors of the command line in the reader's language."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from lsreport.i18n import Catalogue
from lsreport.report.template_registry import TEMPLATES
from support.cli import Lsreport
from support.templates import word

ENGLISH = re.compile(
    r"\b(Usage|Options|Arguments|Commands|Error|Show this|default:|required|Missing|No such|Try|"
    r"Invalid|Got|Did you mean)\b"
)


@pytest.mark.parametrize(
    ("arguments", "english", "vietnamese"),
    [
        (
            ["rendr"],
            "There is no command 'rendr'. Did you mean 'render', 'remind'? See `lsreport -h`.",
            "Không có lệnh 'rendr'. Có phải là 'render', 'remind'? Xem `lsreport -h`.",
        ),
        (
            ["zz"],
            "There is no command 'zz'. See `lsreport -h`.",
            "Không có lệnh 'zz'. Xem `lsreport -h`.",
        ),
        (
            ["units", "--perod"],
            "There is no option --perod. See `lsreport units -h`.",
            "Không có tùy chọn --perod. Xem `lsreport units -h`.",
        ),
        (
            ["compute", "--form", "json"],
            "There is no option --form. Did you mean --format? See `lsreport compute -h`.",
            "Không có tùy chọn --form. Có phải là --format? Xem `lsreport compute -h`.",
        ),
        (
            ["compute", "--format", "xml"],
            "--format takes 'table', 'json', 'csv', not 'xml'. See `lsreport compute -h`.",
            "--format nhận 'table', 'json', 'csv', không nhận 'xml'. Xem `lsreport compute -h`.",
        ),
        (
            ["units", "2024", "2025", "2023"],
            "Nothing more is expected: 2025 2023. See `lsreport units -h`.",
            "Thừa tham số: 2025 2023. Xem `lsreport units -h`.",
        ),
        (
            ["history"],
            "PERIOD is missing. See `lsreport history -h`.",
            "Thiếu PERIOD. Xem `lsreport history -h`.",
        ),
        (
            ["-q"],
            "The command is missing. See `lsreport -h`.",
            "Thiếu tên lệnh. Xem `lsreport -h`.",
        ),
        (
            ["compute", "--as-of"],
            "The option --as-of needs a value.",
            "Tùy chọn --as-of phải kèm giá trị.",
        ),
        (
            ["check", "--json=1"],
            "The option --json takes no value.",
            "Tùy chọn --json không kèm giá trị.",
        ),
    ],
)  # fmt: skip
def test_errors_of_the_command_line_are_one_line(
    lsreport: Lsreport, arguments: list[str], english: str, vietnamese: str
) -> None:
    for lang, sentence in (("en", english), ("vi", vietnamese)):
        ran = lsreport(*arguments, lang=lang)
        assert (ran.code, ran.out, ran.err) == (2, "", f"lsreport: {sentence}\n")


def test_an_argument_cannot_break_the_line(lsreport: Lsreport) -> None:
    ran = lsreport("zz\n\x1b[31mx")
    assert ran.code == 2
    assert ran.err.count("\n") == 1
    assert "\x1b" not in ran.err


def test_help_has_no_english_in_vietnamese(lsreport: Lsreport) -> None:
    ran = lsreport("--help", lang="vi")
    assert ran.lines[0] == "Cách dùng: lsreport [TÙY CHỌN] LỆNH [THAM SỐ]..."
    assert {"Tùy chọn:", "Các lệnh:"} <= set(ran.lines)
    commands = [line.split()[0] for line in ran.lines[ran.lines.index("Các lệnh:") + 1 :] if line]
    assert "render" in commands
    for command in commands:
        shown = lsreport(command, "-h", lang="vi").out
        assert shown.startswith(f"Cách dùng: lsreport {command} [TÙY CHỌN]")
        assert not ENGLISH.findall(shown), command
    assert "[mặc định: province]" in " ".join(lsreport("render", "-h", lang="vi").out.split())


def test_help_in_english_keeps_the_words_of_typer(lsreport: Lsreport) -> None:
    lines = lsreport("render", "-h").lines
    assert lines[0] == "Usage: lsreport render [OPTIONS] [PERIOD]"
    assert {"Arguments:", "Options:"} <= set(lines)


def test_a_sentence_of_typer_that_nobody_knows_is_shown_as_it_is() -> None:
    from typer._click.exceptions import UsageError

    from lsreport.console.usage import sentence_of

    assert Catalogue("vi").text(sentence_of(UsageError("Something {new}"))) == "Something {new}"


# --- templates ------------------------------------------------------------------------------


def test_templates_are_checked_without_workspace_or_data(
    lsreport: Lsreport, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    ran = lsreport("render", "--check-template")
    assert (ran.code, ran.out, ran.err) == (0, "", "8 templates, no faults.\n")
    (tmp_path / "lsreport.toml").write_text("", encoding="utf-8")
    (tmp_path / "templates").mkdir()
    own = word(tmp_path / "templates", "{{ view.subjekt }}")
    ran = lsreport("render", "--check-template", lang="vi")
    assert ran.code == 4
    place = f"{own} · đoạn 2 · “{{{{ view.subjekt }}}}”"
    assert ran.lines == [f"{place}: không có biến view.subjekt; có thể là view.subject"]
    assert ran.err == (
        "lsreport: Mẫu còn 1 lỗi, ở 1/8 tệp. Hãy sửa bằng Word hoặc Excel rồi kiểm tra lại.\n"
    )


def test_copied_templates_are_as_sound_as_the_packaged_ones(
    lsreport: Lsreport, tmp_path: Path
) -> None:
    office = tmp_path / "office"
    assert lsreport("init", office, "--templates").code == 0
    assert sorted(path.name for path in (office / "templates").iterdir()) == sorted(TEMPLATES)
    ran = lsreport("--workspace", office, "render", "--check-template")
    assert (ran.code, ran.out, ran.err) == (0, "", "8 templates, no faults.\n")


def test_a_pdf_needs_libreoffice(
    lsreport: Lsreport, demo: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("lsreport.app.pdf._PLACES", ())
    monkeypatch.setenv("PATH", str(tmp_path))
    ran = lsreport("--workspace", demo, "render", "2024-H1", "--format", "pdf", "--out", tmp_path)
    assert ran.code == 5
    assert ran.err.startswith("lsreport: No LibreOffice was found on this computer")
    assert list(tmp_path.iterdir()) == []
