import datetime
import io
import os
import stat
import zipfile
from pathlib import Path

import docx
import openpyxl
import pytest
import xlsxwriter

from lsreport.ooxml.pack import atomic_write, fixed_core, repack
from lsreport.ooxml.workbook import read_bytes
from unit.ooxml import builders as make

MOMENT = datetime.datetime(2024, 7, 1, 8, 0, tzinfo=datetime.timezone(datetime.timedelta(hours=7)))


def workbook_by_openpyxl() -> bytes:
    book = openpyxl.Workbook()
    book.active["A1"] = "Hữu Lũng"
    book.properties.title = "Báo cáo"
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()


def document() -> bytes:
    word = docx.Document()
    word.add_paragraph("Kế hoạch 187")
    target = io.BytesIO()
    word.save(target)
    return target.getvalue()


def test_equal_content_gives_equal_bytes() -> None:
    parts = {"b.xml": "2", "[Content_Types].xml": "0", "a.xml": "1", "dir/": ""}
    one = repack(make.zipped(parts))
    assert one == repack(make.zipped(dict(reversed(parts.items())), zipfile.ZIP_STORED))
    assert one == repack(one)
    with zipfile.ZipFile(io.BytesIO(one)) as package:
        assert package.namelist() == ["[Content_Types].xml", "a.xml", "b.xml"]
        for info in package.infolist():
            assert info.date_time == (1980, 1, 1, 0, 0, 0)
            assert info.create_system == 0
            assert info.compress_type == zipfile.ZIP_DEFLATED


def test_a_package_for_another_package_is_not_compressed() -> None:
    packed = repack(make.zipped({"a.xml": "1" * 99}), stored=True)
    with zipfile.ZipFile(io.BytesIO(packed)) as package:
        assert [one.compress_type for one in package.infolist()] == [zipfile.ZIP_STORED]
        assert package.read("a.xml") == b"1" * 99


def test_parts_can_be_patched_and_dropped() -> None:
    data = make.zipped({"a": "1", "b": "2", "c": "3"})
    packed = repack(data, patch=lambda name, content: content + name.encode(), drop=["b", "z"])
    with zipfile.ZipFile(io.BytesIO(packed)) as package:
        assert {name: package.read(name) for name in package.namelist()} == {"a": b"1a", "c": b"3c"}


def test_a_workbook_stays_a_workbook() -> None:
    original = workbook_by_openpyxl()
    packed = repack(original, patch=fixed_core(MOMENT, "A & B <x>"))
    assert read_bytes(packed) == read_bytes(original)
    book = openpyxl.load_workbook(io.BytesIO(packed))
    assert book.active["A1"].value == "Hữu Lũng"
    properties = book.properties
    assert (properties.title, properties.creator) == ("Báo cáo", "A & B <x>")
    utc = datetime.datetime(2024, 7, 1, 1, 0)  # noqa: DTZ001 - openpyxl gives UTC without a zone
    assert (properties.created, properties.modified) == (utc, utc)


def test_a_document_stays_a_document() -> None:
    packed = repack(document(), patch=fixed_core(MOMENT, "Sở LĐ"))
    word = docx.Document(io.BytesIO(packed))
    assert [paragraph.text for paragraph in word.paragraphs] == ["Kế hoạch 187"]
    properties = word.core_properties
    assert properties.created == MOMENT
    assert properties.modified == MOMENT
    assert properties.author == "Sở LĐ"


def test_fixed_dates_leave_nothing_of_the_clock() -> None:
    def made_at(year: int) -> bytes:
        target = io.BytesIO()
        book = xlsxwriter.Workbook(target)
        book.set_properties({"created": datetime.datetime(year, 1, 1, tzinfo=datetime.UTC)})
        book.add_worksheet().write("A1", 1)
        book.close()
        return target.getvalue()

    patch = fixed_core(MOMENT, "lsreport")
    assert made_at(2020) != made_at(2021)
    assert repack(made_at(2020), patch=patch) == repack(made_at(2021), patch=patch)


def test_writing_replaces_the_whole_file(tmp_path: Path) -> None:
    path = tmp_path / ("Báo cáo " * 15 + ".docx")
    atomic_write(path, b"old and longer")
    atomic_write(path, b"new")
    assert path.read_bytes() == b"new"
    assert list(tmp_path.iterdir()) == [path]
    umask = os.umask(0)
    os.umask(umask)
    assert stat.S_IMODE(path.stat().st_mode) == 0o666 & ~umask


@pytest.mark.parametrize("error", [PermissionError("open in Office"), KeyboardInterrupt()])
@pytest.mark.parametrize("step", ["replace", "fsync"])
def test_a_failed_write_leaves_the_old_file_and_nothing_else(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, error: BaseException, step: str
) -> None:
    path = tmp_path / "report.docx"
    path.write_bytes(b"old")

    def fail(*_: object) -> None:
        raise error

    monkeypatch.setattr(os, step, fail)
    with pytest.raises(type(error)):
        atomic_write(path, b"new")
    monkeypatch.undo()
    assert path.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [path]


def test_a_folder_that_cannot_be_opened_does_not_matter(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    really_open = os.open

    def refuse(path: Path, flags: int, *rest: int) -> int:
        if path.is_dir():
            raise PermissionError
        return really_open(path, flags, *rest)

    monkeypatch.setattr(os, "open", refuse)
    atomic_write(tmp_path / "report.docx", b"new")
    assert (tmp_path / "report.docx").read_bytes() == b"new"


def test_the_folder_must_exist(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        atomic_write(tmp_path / "missing" / "report.docx", b"new")
