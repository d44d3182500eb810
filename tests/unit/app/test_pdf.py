"""What is asked of an office program that makes a PDF, and what is said when it does not."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from lsreport.app.pdf import add_prints, as_pdf, find_office, with_source
from lsreport.errors import StorageError

PRINTS = """#!/bin/sh
while [ $# -gt 0 ]; do
  case "$1" in
    --outdir) out=$2 ;;
    -env:UserInstallation=file://*) profile=${1#-env:UserInstallation=file://} ;;
  esac
  shift
done
mkdir -p "$out"
cp "$profile/user/registrymodifications.xcu" "SEEN"
printf '%%PDF-1.6\n/CreationDate(D:20261124131340Z)\n/ID [ <%s>\n<%s> ]\n' \
  0123456789ABCDEF0123456789ABCDEF 0123456789ABCDEF0123456789ABCDEF > "$out/report.pdf"
"""


def program(folder: Path, script: str) -> Path:
    path = folder / "soffice"
    path.write_text(script, encoding="utf-8")
    path.chmod(0o755)
    return path


def test_a_pdf_tells_nothing_of_when_it_was_made(tmp_path: Path) -> None:
    seen = tmp_path / "seen.xcu"
    office = program(tmp_path, PRINTS.replace("SEEN", str(seen)))
    made = as_pdf(office, b"one")
    assert b"/CreationDate(D:20210913000000Z)" in made
    assert b"0123456789ABCDEF" not in made
    assert made == as_pdf(office, b"one")
    assert made != as_pdf(office, b"another")
    settings = seen.read_text(encoding="utf-8")
    for name in ("DisableMacrosExecution", "DisableActiveContent", "BlockUntrustedRefererLinks"):
        assert f'"{name}" oor:op="fuse"><value>true</value>' in settings


def test_what_leaves_the_office_is_printed(tmp_path: Path) -> None:
    office = program(tmp_path, PRINTS.replace("SEEN", str(tmp_path / "seen")))
    paths = [tmp_path / name for name in ("a.docx", "a.xlsx", "b-working-annex.docx")]
    for path in paths:
        path.write_bytes(b"x")
    written = add_prints(office, paths)
    assert [path.name for path in written] == ["a.docx", "a.pdf", "a.xlsx", "b-working-annex.docx"]
    assert written[1].read_bytes().startswith(b"%PDF-")
    assert with_source({"pdf"}) == {"docx"}
    assert with_source({"pdf", "xlsx"}) == {"docx", "xlsx"}
    assert with_source({"xlsx"}) == {"xlsx"}


def test_an_office_program_is_found_by_its_name(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    office = program(tmp_path, PRINTS)
    monkeypatch.setenv("PATH", str(tmp_path))
    assert find_office() == office
    office.unlink()
    elsewhere = tmp_path / "program"
    elsewhere.write_bytes(b"")
    monkeypatch.setattr("lsreport.app.pdf._PLACES", (tmp_path / "nowhere", elsewhere))
    assert find_office() == elsewhere


def test_an_office_program_that_hangs_or_fails_is_told(tmp_path: Path) -> None:
    begun = time.monotonic()
    with pytest.raises(StorageError, match="did not finish within 1 seconds"):
        as_pdf(program(tmp_path, "#!/bin/sh\nsleep 60 & sleep 60\n"), b"x", seconds=1)
    assert time.monotonic() - begun < 10
    failing = program(tmp_path, "#!/bin/sh\necho source file could not be loaded\n")
    with pytest.raises(StorageError, match=r"made no PDF \(source file could not be loaded\)"):
        as_pdf(failing, b"x")
    with pytest.raises(StorageError, match="cannot be started"):
        as_pdf(program(tmp_path, "no program"), b"x")
