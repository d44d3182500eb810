import io
import os
import pickle
import socket
import zipfile
from pathlib import Path

import docx
import pytest

from lsreport.ooxml.package import Fault, Limits, Package, Refused, read_file
from lsreport.ooxml.workbook import read_bytes, read_workbook
from unit.ooxml import builders as make

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504)
GOOD = make.book("<row><c><v>1</v></c></row>")


def word() -> bytes:
    target = io.BytesIO()
    docx.Document().save(target)
    return target.getvalue()


def opendocument(kind: str) -> bytes:
    return make.zipped(
        {"mimetype": f"application/vnd.oasis.opendocument.{kind}", "content.xml": ""}
    )


@pytest.mark.parametrize(
    ("data", "fault"),
    [
        pytest.param(b"", Fault.EMPTY, id="empty"),
        pytest.param(OLE + "EncryptedPackage".encode("utf-16-le"), Fault.ENCRYPTED, id="encrypted"),
        pytest.param(OLE + "Workbook".encode("utf-16-le"), Fault.OLD_XLS, id="xls"),
        pytest.param(OLE + "WordDocument".encode("utf-16-le"), Fault.NOT_XLSX, id="doc"),
        pytest.param(opendocument("spreadsheet"), Fault.ODS, id="ods"),
        pytest.param(opendocument("text"), Fault.NOT_XLSX, id="odt"),
        pytest.param(make.zipped({"xl/workbook.bin": b"\x83\x01\x00"}), Fault.XLSB, id="xlsb"),
        pytest.param(word(), Fault.NOT_XLSX, id="docx"),
        pytest.param(make.zipped({"form.xlsx": GOOD}), Fault.NOT_XLSX, id="zip"),
        pytest.param(make.zipped({"mimetype": "x", "a": "b"}), Fault.NOT_XLSX, id="other zip"),
        pytest.param(make.zipped({}), Fault.NOT_XLSX, id="empty zip"),
        pytest.param("Mã;Số\n1;2\n".encode(), Fault.TEXT, id="csv"),
        pytest.param("\ufeffMã\t1".encode("utf-16"), Fault.TEXT, id="utf-16 text"),
        pytest.param(b"\xef\xbb\xbf <html><table/></html>", Fault.TEXT, id="html"),
        pytest.param(b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", Fault.NOT_XLSX, id="png"),
        pytest.param(b"%PDF-1.7\n\x00\x01", Fault.NOT_XLSX, id="pdf"),
        pytest.param(bytes(5000), Fault.DAMAGED, id="zeros"),
        pytest.param(GOOD[:200], Fault.DAMAGED, id="cut"),
    ],
)
def test_each_other_kind_of_file_is_recognised(data: bytes, fault: Fault) -> None:
    with pytest.raises(Refused) as caught:
        read_bytes(data)
    assert caught.value.fault is fault


def test_text_is_told_from_markup() -> None:
    for data, detail in (
        (b"<?xml?>", "markup"),
        (b"a,b", "text"),
        (b"\xfe\xff" + "<a>".encode("utf-16-be"), "markup"),
    ):
        with pytest.raises(Refused, match=f"text: {detail}"):
            read_bytes(data)


def test_a_refusal_says_both_facts_and_survives_pickling() -> None:
    refused = Refused(Fault.UNSAFE, "over 3 parts")
    assert str(refused) == "unsafe: over 3 parts"
    again = pickle.loads(pickle.dumps(refused))  # noqa: S301 - our own object
    assert (again.fault, again.detail) == (Fault.UNSAFE, "over 3 parts")


def refused_path(path: Path) -> Fault:
    with pytest.raises(Refused) as caught:
        read_workbook(path)
    return caught.value.fault


def test_only_regular_files_are_opened(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.xlsx")
    assert refused_path(tmp_path / "pipe.xlsx") is Fault.NOT_REGULAR
    assert refused_path(tmp_path) is Fault.NOT_REGULAR
    assert refused_path(Path(os.devnull)) is Fault.NOT_REGULAR
    with socket.socket(socket.AF_UNIX) as server:
        server.bind(str(tmp_path / "s"))
        assert refused_path(tmp_path / "s") is Fault.NOT_REGULAR


def test_a_file_exchanged_for_a_pipe_while_we_look_is_not_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pipe, file = tmp_path / "pipe", tmp_path / "file"
    os.mkfifo(pipe)
    file.write_bytes(GOOD)
    seen = file.stat()
    monkeypatch.setattr(Path, "stat", lambda _: seen)
    assert refused_path(pipe) is Fault.NOT_REGULAR


def test_what_the_system_will_not_give_is_unreadable(tmp_path: Path) -> None:
    assert refused_path(tmp_path / "missing.xlsx") is Fault.UNREADABLE
    assert refused_path(Path("nul\0l.xlsx")) is Fault.UNREADABLE
    (tmp_path / "loop").symlink_to(tmp_path / "loop")
    assert refused_path(tmp_path / "loop") is Fault.UNREADABLE


def test_a_large_file_is_refused_before_it_is_read_whole(tmp_path: Path) -> None:
    path = tmp_path / "large.xlsx"
    with path.open("wb") as file:
        file.truncate(10 << 30)
    assert refused_path(path) is Fault.TOO_LARGE
    path.write_bytes(bytes(10))
    assert read_file(path, Limits(file_bytes=10)) == bytes(10)
    with pytest.raises(Refused, match="too_large"):
        Package(bytes(11), limits=Limits(file_bytes=10))


def test_parts_are_found_without_regard_to_case_and_streamed() -> None:
    package = Package(make.zipped({"xl/Workbook.xml": "x" * 100_000, "a\\b": "y"}))
    assert "XL/workbook.XML" in package
    assert "a/b" in package
    assert [len(chunk) for chunk in package.chunks("xl/workbook.xml")] == [65_536, 34_464]


def directory_refusal(data: bytes, **limits: int) -> Refused:
    with pytest.raises(Refused) as caught:
        Package(data, limits=Limits(**limits))
    return caught.value


def unsafe(data: bytes, words: str, **limits: int) -> bool:
    refused = directory_refusal(data, **limits)
    return refused.fault is Fault.UNSAFE and words in refused.detail


@pytest.mark.parametrize("name", ["../evil", "/etc/passwd", "xl/../../x", "..\\x", "C:/x", "a:b"])
def test_a_path_that_leaves_the_package_is_unsafe(name: str) -> None:
    assert unsafe(make.zipped({name: "x"}), "leaves the package")


def test_a_part_listed_twice_is_unsafe() -> None:
    twice = make.zipped({"xl/a.xml": "1", "xl/b.xml": "2"}).replace(b"b.xml", b"A.xml")
    assert unsafe(twice, "listed twice")


def test_too_many_parts_are_unsafe_before_the_directory_is_parsed(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    many = make.zipped({f"{number}": "" for number in range(11)})
    assert Package(many, limits=Limits(parts=11))
    monkeypatch.setattr(zipfile, "ZipFile", None)
    assert unsafe(many, "more than 10 parts", parts=10)


def test_large_parts_are_unsafe_by_declaration() -> None:
    two = make.zipped({"a": "x" * 100, "b": "y" * 100})
    assert unsafe(two, "'a': 100 bytes", part_bytes=99)
    assert unsafe(two, "all parts: 200 bytes", total_bytes=199)
    assert unsafe(make.zipped({"a": bytes(1 << 20)}), "packed ")
    assert unsafe(make.forge(two, "b", size=0xFFFF_FFFE), "bytes unpacked")


def test_other_compression_methods_are_unsafe() -> None:
    assert unsafe(make.zipped({"a": "x"}, zipfile.ZIP_LZMA), "method 14")
    assert unsafe(make.zipped({"a": "x"}, zipfile.ZIP_BZIP2), "method 12")


def test_an_encrypted_part_is_encrypted() -> None:
    data = bytearray(make.zipped({"a": "x"}))
    data[6] |= 1
    data[data.index(b"PK\x01\x02") + 8] |= 1
    assert directory_refusal(bytes(data)).fault is Fault.ENCRYPTED


def stream_refusal(package: Package, name: str, limit: int | None = None) -> Refused:
    with pytest.raises(Refused) as caught:
        list(package.chunks(name, limit))
    return caught.value


def test_real_bytes_are_counted_while_streaming() -> None:
    data = make.zipped({"a": "x" * 60, "b": "y" * 60})
    assert stream_refusal(Package(data), "a", 59).fault is Fault.UNSAFE
    package = Package(data, limits=Limits(total_bytes=120))
    assert len(b"".join(package.chunks("a"))) == 60
    assert len(b"".join(package.chunks("a"))) == 60
    assert stream_refusal(package, "b").fault is Fault.UNSAFE


def test_sizes_and_checksums_that_lie_are_damage() -> None:
    data = make.zipped({"a": "x" * 1000})
    for size in (0, 10, 999, 1001, 100_000):
        assert stream_refusal(Package(make.forge(data, "a", size=size)), "a").fault is Fault.DAMAGED
    assert stream_refusal(Package(data), "missing").fault is Fault.DAMAGED


def test_the_deadline_holds_while_streaming() -> None:
    package = Package(make.zipped({"a": "x"}), deadline_seconds=-1)
    refused = stream_refusal(package, "a")
    assert refused.fault is Fault.TOO_SLOW
    with pytest.raises(Refused, match="too_slow"):
        read_bytes(GOOD, deadline_seconds=0)
