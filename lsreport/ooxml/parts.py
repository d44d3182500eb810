"""Read what the sheets of a workbook lean on: relationships, texts, date styles, properties."""

import posixpath

from lsreport.ooxml.package import Fault, Package, Refused
from lsreport.ooxml.stream import Attributes, parse
from lsreport.ooxml.values import ESCAPE_LENGTH, is_date_format, unescaped

SPREADSHEET = (
    "http://schemas.openxmlformats.org/spreadsheetml/2006/main",
    "http://purl.oclc.org/ooxml/spreadsheetml/main",
)
_RELATIONSHIPS = ("http://schemas.openxmlformats.org/package/2006/relationships",)
_PROPERTIES = (
    "http://schemas.openxmlformats.org/officeDocument/2006/custom-properties",
    "http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes",
    "http://purl.oclc.org/ooxml/officeDocument/customProperties",
    "http://purl.oclc.org/ooxml/officeDocument/docPropsVTypes",
)


class RichText:
    """Collects the runs of a string; phonetic guides (rPh) are left out."""

    def __init__(self, limit: int) -> None:
        self._limit = limit
        self._runs: list[str] = []
        self._length = 0
        self._phonetic = False

    def begin(self, _attributes: Attributes) -> None:
        """Forget what was collected."""
        self._runs.clear()
        self._length = 0

    def start_guide(self, _attributes: Attributes) -> None:
        """Pass over the runs from here."""
        self._phonetic = True

    def end_guide(self) -> None:
        """Keep the runs again."""
        self._phonetic = False

    def add(self, run: str) -> None:
        """Take up a run of text.

        Raises:
            Refused: UNSAFE, the string is longer than the limit even if all of it were escapes.
        """
        if self._phonetic:
            return
        self._runs.append(run)
        self._length += len(run)
        if self._length > ESCAPE_LENGTH * self._limit:
            raise Refused(Fault.UNSAFE, f"text of over {self._limit} characters")

    def take(self) -> str:
        """Return the string, decoded.

        Raises:
            Refused: UNSAFE, longer than the limit.
        """
        text = unescaped("".join(self._runs))
        if len(text) > self._limit:
            raise Refused(Fault.UNSAFE, f"text of over {self._limit} characters")
        return text


def read_relationships(package: Package, source: str) -> dict[str, tuple[str, str]]:
    """Return the last word of the type and the part of each internal relationship, by its id.

    `source` is the part they start from, '' for the package itself.
    """
    folder, name = posixpath.split(source)
    part = posixpath.join(folder, "_rels", f"{name}.rels")
    found: dict[str, tuple[str, str]] = {}

    def relationship(attributes: Attributes) -> None:
        if len(found) >= package.limits.relationships:
            raise Refused(Fault.UNSAFE, f"part {part!r}: over {len(found)} relationships")
        if attributes.get("TargetMode") != "External":
            kind = attributes.get("Type", "").rpartition("/")[2]
            path = posixpath.normpath(posixpath.join("/", folder, attributes.get("Target", "")))
            found[attributes.get("Id", "")] = (kind, path.lstrip("/"))

    if part in package:
        starts = {"Relationship": relationship}
        parse(package, part, _RELATIONSHIPS, starts=starts, limit=package.limits.control_bytes)
    return found


def read_strings(package: Package, part: str) -> list[str]:
    """Return the shared strings."""
    limit = package.limits.strings
    strings: list[str] = []
    text = RichText(package.limits.text)

    def end_string() -> None:
        if len(strings) >= limit:
            raise Refused(Fault.UNSAFE, f"over {limit} shared strings")
        strings.append(text.take())

    parse(
        package,
        part,
        SPREADSHEET,
        starts={"si": text.begin, "rPh": text.start_guide},
        texts={"t": text.add},
        ends={"rPh": text.end_guide, "si": end_string},
    )
    return strings


def read_date_styles(package: Package, part: str) -> frozenset[str]:
    """Return the numbers, as cells write them, of the styles that show dates."""
    limit = package.limits.styles
    codes: dict[int, str] = {}
    formats: list[int] = []
    lists: list[str] = []

    def number_format(attributes: Attributes) -> None:
        # Conditional formats have number formats of their own, which no cell refers to.
        if lists == ["numFmts"] and len(codes) < limit:
            codes[int(attributes.get("numFmtId", ""))] = attributes.get("formatCode", "")

    def style(attributes: Attributes) -> None:
        if lists == ["cellXfs"]:
            if len(formats) >= limit:
                raise Refused(Fault.UNSAFE, f"over {limit} cell styles")
            formats.append(int(attributes.get("numFmtId") or "0"))

    parse(
        package,
        part,
        SPREADSHEET,
        starts={
            "numFmts": lambda _: lists.append("numFmts"),
            "numFmt": number_format,
            "cellXfs": lambda _: lists.append("cellXfs"),
            "xf": style,
        },
        ends={"numFmts": lists.clear, "cellXfs": lists.clear},
    )
    dates = {number for number in set(formats) if is_date_format(number, codes.get(number))}
    return frozenset(str(style) for style, number in enumerate(formats) if number in dates)


def read_properties(package: Package, part: str) -> dict[str, str]:
    """Return the custom document properties that are texts."""
    limits = package.limits
    properties: dict[str, str] = {}
    names: list[str] = [""]

    def text(value: str) -> None:
        name = names[-1]
        if name in properties:
            raise Refused(Fault.DAMAGED, f"custom property {name[:40]!r} twice")
        if len(properties) >= limits.properties or len(value) > limits.text:
            raise Refused(Fault.UNSAFE, f"custom property {name[:40]!r}: too many, or too long")
        properties[name] = unescaped(value)

    parse(
        package,
        part,
        _PROPERTIES,
        starts={"property": lambda attributes: names.append(attributes.get("name", ""))},
        texts={"lpwstr": text, "lpstr": text, "bstr": text},
        limit=limits.control_bytes,
    )
    return properties
