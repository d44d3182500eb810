"""Writes small workbooks part by part, right or wrong as told."""

import io
import struct
import zipfile
import zlib
from collections.abc import Iterable, Mapping

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
STRICT = {
    MAIN: "http://purl.oclc.org/ooxml/spreadsheetml/main",
    OFFICE: "http://purl.oclc.org/ooxml/officeDocument/relationships",
}


def zipped(parts: Mapping[str, str | bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", method) as package:
        for name, content in parts.items():
            package.writestr(name, content)
    return target.getvalue()


def sheet(rows: str = "", *, before: str = "", after: str = "") -> str:
    return (
        '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
        f'<worksheet xmlns="{MAIN}">{before}<sheetData>{rows}</sheetData>{after}</worksheet>'
    )


def parts(*sheets: str) -> dict[str, str | bytes]:
    """Parts of a workbook with these worksheets; change them before zipping."""
    numbers = range(1, len(sheets) + 1)
    tabs = "".join(f'<sheet name="S{n}" sheetId="{n}" r:id="rId{n}"/>' for n in numbers)
    related = "".join(
        relationship(f"rId{n}", "worksheet", f"worksheets/sheet{n}.xml") for n in numbers
    )
    related += relationship("rId998", "sharedStrings", "sharedStrings.xml")
    related += relationship("rId999", "styles", "styles.xml")
    return {
        "_rels/.rels": relationships(relationship("rId1", "officeDocument", "xl/workbook.xml")),
        "xl/workbook.xml": workbook(tabs),
        "xl/_rels/workbook.xml.rels": relationships(related),
        "xl/sharedStrings.xml": strings([]),
        "xl/styles.xml": styles([0]),
        **{f"xl/worksheets/sheet{n}.xml": sheets[n - 1] for n in numbers},
    }


def workbook(tabs: str, settings: str = "") -> str:
    return (
        f'<workbook xmlns="{MAIN}" xmlns:r="{OFFICE}">{settings}<sheets>{tabs}</sheets></workbook>'
    )


def relationships(inner: str) -> str:
    return f'<Relationships xmlns="{PACKAGE}/relationships">{inner}</Relationships>'


def relationship(identifier: str, kind: str, target: str) -> str:
    return f'<Relationship Id="{identifier}" Type="{OFFICE}/{kind}" Target="{target}"/>'


def strings(items: Iterable[str]) -> str:
    return f'<sst xmlns="{MAIN}">{"".join(items)}</sst>'


def styles(styles: Iterable[int], codes: Mapping[int, str] | None = None) -> str:
    formats = "".join(
        f'<numFmt numFmtId="{number}" formatCode="{code}"/>'
        for number, code in (codes or {}).items()
    )
    cells = "".join(f'<xf numFmtId="{number}"/>' for number in styles)
    return (
        f'<styleSheet xmlns="{MAIN}"><numFmts>{formats}</numFmts>'
        f'<cellStyleXfs><xf numFmtId="14"/></cellStyleXfs><cellXfs>{cells}</cellXfs>'
        '<dxfs><dxf><numFmt numFmtId="3" formatCode="yyyy"/></dxf></dxfs></styleSheet>'
    )


def properties(inner: str) -> str:
    base = "http://schemas.openxmlformats.org/officeDocument/2006"
    return (
        f'<Properties xmlns="{base}/custom-properties" xmlns:vt="{base}/docPropsVTypes">'
        f"{inner}</Properties>"
    )


def book(rows: str = "", *, before: str = "", after: str = "") -> bytes:
    """A workbook with one worksheet of these rows."""
    return zipped(parts(sheet(rows, before=before, after=after)))


def strict(parts: Mapping[str, str | bytes]) -> dict[str, str | bytes]:
    """The same parts in the namespaces of ISO 29500 strict."""
    changed: dict[str, str | bytes] = {}
    for name, content in parts.items():
        text = content.decode() if isinstance(content, bytes) else content
        for loose, strict in STRICT.items():
            text = text.replace(loose, strict)
        changed[name] = text
    return changed


def forge(data: bytes, name: str, *, size: int, crc: int | None = None) -> bytes:
    """Lie about the unpacked size of a part, in its own header and in the directory."""
    forged = bytearray(data)
    info = zipfile.ZipFile(io.BytesIO(data)).getinfo(name)
    directory = data.rindex(b"PK\x01\x02", 0, data.rindex(name.encode()))
    for crc_at in (info.header_offset + 14, directory + 16):
        if crc is not None:
            struct.pack_into("<L", forged, crc_at, crc)
        struct.pack_into("<L", forged, crc_at + 8, size)
    return bytes(forged)


def bomb(start: bytes, mebibytes: int) -> bytes:
    """A raw deflate stream of `start` and very many spaces, made in a moment."""
    packer = zlib.compressobj(6, zlib.DEFLATED, -15)
    head = packer.compress(start) + packer.flush(zlib.Z_FULL_FLUSH)
    block = packer.compress(b" " * (1 << 20)) + packer.flush(zlib.Z_FULL_FLUSH)
    return head + block * mebibytes + b"\x03\x00"


def raw_part(data: bytes, name: str, packed: bytes, size: int) -> bytes:
    """Append to a package a part that is already deflated, declared `size` bytes unpacked."""
    source = zipfile.ZipFile(io.BytesIO(data))
    kept = data[: source.start_dir]
    directory = data[source.start_dir :]
    end = directory.rindex(b"PK\x05\x06")
    count = len(source.infolist()) + 1
    common = struct.pack("<HHHHHLLLHH", 20, 0, 8, 0, 33, 0, len(packed), size, len(name), 0)
    local = b"PK\x03\x04" + common + name.encode() + packed
    entry = b"PK\x01\x02\x14\x00" + common + struct.pack("<HHHLL", 0, 0, 0, 0, len(kept))
    entries = directory[:end] + entry + name.encode()
    tail = struct.pack("<HHHHLLH", 0, 0, count, count, len(entries), len(kept) + len(local), 0)
    return kept + local + entries + b"PK\x05\x06" + tail
