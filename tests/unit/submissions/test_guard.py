"""Which files of a folder are read, how they are named, and when they were received."""

from __future__ import annotations

import hashlib
import os
import socket
from datetime import datetime, timedelta, timezone
from pathlib import Path

import pytest

from lsreport.domain.finding import Finding, Severity
from lsreport.errors import NotFoundError
from lsreport.excel.guard import (
    Original,
    candidates,
    read_original,
    received_from_folder,
    refusal_finding,
    shown,
)
from lsreport.ooxml.workbook import Fault, Refused

LANG_SON = timezone(timedelta(hours=7))


def touch(root: Path, *names: str) -> None:
    for name in names:
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(b"x")


def names(root: Path, found: list[Path]) -> list[str]:
    return [path.relative_to(root).as_posix() for path in found]


def test_a_folder_gives_its_files_by_path_and_passes_over_what_nobody_sent(tmp_path: Path) -> None:
    touch(
        tmp_path,
        "b.xlsx",
        "a.xlsx",
        "Báo cáo.pdf",
        "2025-07-03/c.xlsx",
        "2025-07-03/~$c.xlsx",
        "2025-07-03/.~lock.c.xlsx#",
        ".cache/d.xlsx",
        "Thumbs.db",
        "desktop.ini",
        "e.xlsx.crdownload",
        "f.xlsx.part",
        "~WRL0001.TMP",
    )
    found = names(tmp_path, candidates([tmp_path]))
    assert found == ["2025-07-03/c.xlsx", "Báo cáo.pdf", "a.xlsx", "b.xlsx"]


def test_a_folder_named_like_a_workbook_is_refused_by_name(tmp_path: Path) -> None:
    touch(tmp_path, "huyện.xlsx/178.xlsx", "in/Macro.XLSM/178.xlsx", "in/2025.07/178.xlsx")
    found = names(tmp_path, candidates([tmp_path]))
    assert found == ["huyện.xlsx", "in/2025.07/178.xlsx", "in/Macro.XLSM"]
    assert candidates([tmp_path / "huyện.xlsx"]) == [tmp_path / "huyện.xlsx"]
    with pytest.raises(Refused) as refused:
        read_original(tmp_path / "huyện.xlsx")
    assert refused.value.fault is Fault.NOT_REGULAR


def test_order_and_repetition_of_the_paths_change_nothing(tmp_path: Path) -> None:
    touch(tmp_path, "in/a.xlsx", "in/b.xlsx", "c.xlsx")
    folder, file = tmp_path / "in", tmp_path / "c.xlsx"
    once = candidates([folder, file])
    assert names(tmp_path, once) == ["c.xlsx", "in/a.xlsx", "in/b.xlsx"]
    assert candidates([file, folder / "b.xlsx", folder, folder]) == once


def test_a_file_named_outright_is_taken_whatever_it_is_called(tmp_path: Path) -> None:
    touch(tmp_path, ".x.xlsx", "~$y.xlsx")
    hidden, lock = tmp_path / ".x.xlsx", tmp_path / "~$y.xlsx"
    assert candidates([lock, hidden]) == [hidden, lock]


def test_a_path_that_names_nothing_stops_everything(tmp_path: Path) -> None:
    touch(tmp_path, "a.xlsx")
    with pytest.raises(NotFoundError) as caught:
        candidates([tmp_path / "a.xlsx", tmp_path / "no\nsuch.xlsx"])
    assert caught.value.exit_code == 3
    assert caught.value.message.facts == {"path": f"{tmp_path}/no\\nsuch.xlsx"}


def test_links_pipes_and_sockets_are_named_and_never_opened(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    inbox = tmp_path / "inbox"
    touch(tmp_path, "elsewhere/real.xlsx", "inbox/a.xlsx")
    (inbox / "device.xlsx").symlink_to("/dev/zero")
    (inbox / "broken.xlsx").symlink_to(tmp_path / "gone.xlsx")
    (inbox / "linked.xlsx").symlink_to(tmp_path / "elsewhere" / "real.xlsx")
    (inbox / "folder").symlink_to(tmp_path / "elsewhere")
    (inbox / "loop").symlink_to(inbox)
    os.mkfifo(inbox / "pipe.xlsx")
    monkeypatch.chdir(inbox)
    with socket.socket(socket.AF_UNIX) as listening:
        listening.bind("socket.xlsx")
        found = candidates([inbox])
        said = {path.name: _fault(path) for path in found}
    assert said == {
        "a.xlsx": None,
        "broken.xlsx": Fault.UNREADABLE,
        "device.xlsx": Fault.NOT_REGULAR,
        "folder": Fault.NOT_REGULAR,
        "linked.xlsx": None,
        "loop": Fault.NOT_REGULAR,
        "pipe.xlsx": Fault.NOT_REGULAR,
        "socket.xlsx": Fault.NOT_REGULAR,
    }


def test_folders_are_followed_to_the_eighth_level_and_named_below_it(tmp_path: Path) -> None:
    deep = "1/2/3/4/5/6/7/8"
    touch(tmp_path, f"{deep}/a.xlsx", f"{deep}/9/b.xlsx")
    assert names(tmp_path, candidates([tmp_path])) == [f"{deep}/9", f"{deep}/a.xlsx"]


def _fault(path: Path) -> Fault | None:
    try:
        read_original(path)
    except Refused as refused:
        return refused.fault
    return None


def test_an_original_is_its_name_its_bytes_and_their_digest(tmp_path: Path) -> None:
    path = tmp_path / "Biểu\x1b[2J.xlsx"
    path.write_bytes(b"abc")
    digest = hashlib.sha256(b"abc").hexdigest()
    assert read_original(path) == Original("Biểu\\x1b[2J.xlsx", b"abc", digest)


@pytest.mark.parametrize(
    ("path", "received"),
    [
        ("2025-07-03/a.xlsx", datetime(2025, 7, 3, 23, 59, 59, 999999, LANG_SON)),
        ("2025-07-03/huyện/a.xlsx", datetime(2025, 7, 3, 23, 59, 59, 999999, LANG_SON)),
        ("2025-07-03/2025-07-04/a.xlsx", datetime(2025, 7, 4, 23, 59, 59, 999999, LANG_SON)),
        ("a.xlsx", None),
        ("2025-7-3/a.xlsx", None),
        ("2025-02-30/a.xlsx", None),
        ("2025-07-03 bổ sung/a.xlsx", None),
        ("2025-07-03", None),
    ],
)
def test_a_dated_folder_says_when_a_file_was_received(path: str, received: datetime | None) -> None:
    assert received_from_folder(Path("inbox", path), Path("inbox")) == received


def test_folders_above_the_inbox_say_nothing() -> None:
    root = Path("/srv/2025-07-03/inbox")
    assert received_from_folder(root / "a.xlsx", root) is None
    assert received_from_folder(Path("/elsewhere/2025-07-03/a.xlsx"), root) is None


@pytest.mark.parametrize(
    ("name", "printed"),
    [
        ("Biểu số 1 – Tràng Định.xlsx", "Biểu số 1 – Tràng Định.xlsx"),
        ("a\r\n\x1b[31mb.xlsx", "a\\r\\n\\x1b[31mb.xlsx"),
        ("invoice\u202exslx.exe", "invoice\\u202exslx.exe"),
        ("a\u2028b", "a\\u2028b"),
        ("bad\udcff.xlsx", "bad\\udcff.xlsx"),
        ("Bie\u0302\u0309u.xlsx", "Biểu.xlsx"),
        ("x" * 300, "x" * 254 + "…"),
    ],
)
def test_a_name_from_outside_cannot_forge_a_line(name: str, printed: str) -> None:
    assert shown(name) == printed


@pytest.mark.parametrize(
    ("fault", "rule"),
    [
        (Fault.UNREADABLE, "LS101"),
        (Fault.NOT_REGULAR, "LS102"),
        (Fault.EMPTY, "LS103"),
        (Fault.TOO_LARGE, "LS104"),
        (Fault.UNSAFE, "LS105"),
        (Fault.TOO_SLOW, "LS106"),
        (Fault.DAMAGED, "LS107"),
        (Fault.ENCRYPTED, "LS108"),
        (Fault.OLD_XLS, "LS109"),
        (Fault.XLSB, "LS110"),
        (Fault.ODS, "LS111"),
        (Fault.TEXT, "LS112"),
        (Fault.NOT_XLSX, "LS113"),
    ],
)
def test_every_fault_of_a_file_has_its_rule(fault: Fault, rule: str) -> None:
    finding = refusal_finding(Refused(fault, "part 'a\n'"), "a.xlsx")
    assert finding == Finding(
        rule=rule,
        severity=Severity.ERROR,
        unit=None,
        period=None,
        file="a.xlsx",
        facts={"megabytes": 20, "seconds": 15, "detail": "part 'a\\n'"},
    )


def test_no_fault_is_without_a_rule() -> None:
    rules = {refusal_finding(Refused(fault, ""), "a").rule for fault in Fault}
    assert len(rules) == len(Fault)
