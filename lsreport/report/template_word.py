"""The paragraphs of a Word template, and what in it would reach outside the document.

The file is streamed within bounds, before python-docx or docxtpl see it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from io import BytesIO
from typing import Final

from docx.oxml import parse_xml
from docxtpl import DocxTemplate

from lsreport.i18n import Message, _
from lsreport.ooxml.package import Limits, Package
from lsreport.ooxml.parts import read_relationships
from lsreport.ooxml.stream import Attributes, feed
from lsreport.report.template_links import reaching_outside
from lsreport.report.template_tags import LOST, TAG_SIGN, Fault, Piece

LIMITS: Final = Limits(file_bytes=8 << 20, part_bytes=16 << 20, total_bytes=48 << 20, parts=500)
"""The packaged templates take a hundredth of it; a letterhead may hold pictures."""
_W: Final = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_FILLED: Final = {"header": _("header"), "footer": _("footer"), "footnotes": _("footnotes")}
_FIELDS: Final = frozenset(
    {"PAGE", "NUMPAGES", "SECTIONPAGES", "PAGEREF", "REF", "SEQ", "STYLEREF", "TOC"}
)
"""Fields that only count pages and places of the document itself."""
_COLUMNS: Final = 63
"""The most columns a table of Word has."""
_DEEPEST: Final = 200
_BETWEEN_SIGNS: Final = re.compile(r"(?<={)(?:<[^>]*>)+(?=[{%#])|(?<=[%}#])(?:<[^>]*>)+(?=})")
_REPLACING: Final = re.compile(r"\{%(tr|tc)\s")
_OUTSIDE: Final = {
    f"{_W} altChunk": _("another file put in whole (altChunk)"),
    f"{_W} object": _("an embedded object"),
    f"{_W} control": _("an ActiveX control"),
    f"{_W} subDoc": _("a subdocument"),
    f"{_W} mailMerge": _("a mail merge"),
}


@dataclass(slots=True)
class _Open:
    """A paragraph that is being read."""

    number: int
    inside: dict[str, int]
    replaced: dict[str, int]
    """The row and the cell that a tag of the level `tr` or `tc` would be put in place of."""
    texts: list[str] = field(default_factory=list)


@dataclass(slots=True)
class WordTemplate:
    """What was read of a template."""

    pieces: list[Piece] = field(default_factory=list)
    texts: list[str] = field(default_factory=list)
    """The text of every paragraph of the body, tags and all."""
    faults: list[Fault] = field(default_factory=list)


def read_word(data: bytes) -> WordTemplate:
    """Return the paragraphs of a template that hold tags, and what may not be in a template.

    Raises:
        Refused: the bytes are no sound zip package, or pass a bound of size or time.
    """
    package = Package(data, limits=LIMITS)
    read = WordTemplate()
    of_package = read_relationships(package, "").values()
    main = next((part for kind, part in of_package if kind == "officeDocument"), "")
    _Part(package, main, None, read).read()
    for kind, part in sorted(read_relationships(package, main).values()):
        if kind in _FILLED and part in package:
            _Part(package, part, _FILLED[kind], read).read()
    read.faults += reaching_outside(package)
    return read


class _Part:
    """Reads one part whose paragraphs may hold tags."""

    def __init__(self, package: Package, part: str, name: str | None, into: WordTemplate) -> None:
        self._package, self._part, self._name, self._into = package, part, name, into
        self._stack: list[tuple[str, int]] = []
        self._paragraphs: list[_Open] = []
        self._count = self._elements = self._signs = 0
        self._fields: list[list[str]] = []
        """Code of each open field."""
        self._filled: dict[int, int] = {}
        """How many paragraphs with text each row and cell has."""
        self._replacing: list[tuple[Piece, int]] = []
        """Tags of whole rows and cells, with the row or cell."""

    def read(self) -> None:
        """Read the part to its end."""
        feed(self._package, self._part, start=self._start, end=self._end, text=self._text)
        self._into.faults += self._lost()
        if self._signs != signs_seen_by_docxtpl(b"".join(self._package.chunks(self._part))):
            # In a comment, another kind of text, or over the end of a paragraph.
            text = _("a tag stands where no text is: {value}")
            self._into.faults.append(Fault(None, "", Message(text, {"value": self._part})))

    def _start(self, name: str, attributes: Attributes) -> None:
        self._elements += 1
        if len(self._stack) > _DEEPEST:
            raise ValueError(f"elements nested over {_DEEPEST} deep")
        parent = self._stack[-1][1] if self._stack else 0
        self._stack.append((name, self._elements))
        if name == f"{_W} p":
            self._count += 1
            around = self._around()
            inside = {"p": parent}
            if around:
                inside |= {"tr": around["tbl"], "tc": around["tr"]}
            replaced = {"tr": around["tr"], "tc": around["tc"]} if around else {}
            self._paragraphs.append(_Open(self._count, inside, replaced))
        elif self._paragraphs and name in {f"{_W} tab", f"{_W} br"}:
            self._paragraphs[-1].texts.append(" ")
        elif name == f"{_W} gridSpan" and not 0 < _whole(attributes.get(f"{_W} val")) <= _COLUMNS:
            self._tell(_("a cell spans more than {most} columns"), most=_COLUMNS)
        elif name == f"{_W} fldChar":
            self._field_mark(attributes.get(f"{_W} fldCharType", ""))
        elif name == f"{_W} fldSimple":
            self._judge_field(attributes.get(f"{_W} instr", ""))
        if name in _OUTSIDE:
            self._tell(_("a template may not hold {what}"), what=Message(_OUTSIDE[name]))
        self._judge_attributes(attributes)

    def _judge_attributes(self, attributes: Attributes) -> None:
        for value in attributes.values():
            if TAG_SIGN.search(value):
                self._tell(_("a tag stands where no text is: {value}"), value=value[:80])

    def _around(self) -> dict[str, int]:
        """Return the cell, row and table that a new paragraph is in, nothing outside tables."""
        found: dict[str, int] = {}
        for name, number in reversed(self._stack):
            local = name.removeprefix(f"{_W} ")
            if local in {"tc", "tr", "tbl"}:
                found.setdefault(local, number)
            if local == "txbxContent" or len(found) == len(("tc", "tr", "tbl")):
                break
        return found if len(found) == len(("tc", "tr", "tbl")) else {}

    def _end(self, name: str) -> None:
        self._stack.pop()
        if name == f"{_W} p":
            self._finish(self._paragraphs.pop())

    def _text(self, text: str) -> None:
        if not self._stack:
            return
        name = self._stack[-1][0]
        if name == f"{_W} t" and self._paragraphs:
            self._paragraphs[-1].texts.append(text)
        elif name == f"{_W} instrText":
            # Outside a field nothing marks its end: it is judged where it stands.
            if self._fields:
                self._fields[-1].append(text)
            else:
                self._judge_field(text)

    def _finish(self, paragraph: _Open) -> None:
        text = "".join(paragraph.texts)
        if self._name is None and text.strip():
            self._into.texts.append(text)
        for number in set(paragraph.replaced.values()) if text.strip() else ():
            self._filled[number] = self._filled.get(number, 0) + 1
        if "{" not in text and "}" not in text:
            return
        self._signs += len(TAG_SIGN.findall(text))
        piece = Piece(self._place(paragraph.number), text, paragraph.inside)
        self._into.pieces.append(piece)
        level = _REPLACING.match(text.strip())
        if level:
            self._replacing.append((piece, paragraph.replaced.get(level[1], 0)))

    def _lost(self) -> Iterator[Fault]:
        """Yield the tags in whose place more than the tag would be taken out."""
        for piece, number in self._replacing:
            if self._filled.get(number, 0) > 1:
                yield Fault(piece.place, piece.text, Message(LOST))

    def _place(self, number: int) -> Message:
        if self._name is None:
            return Message(_("paragraph {n}"), {"n": number})
        return Message(_("{part}, paragraph {n}"), {"part": Message(self._name), "n": number})

    def _field_mark(self, kind: str) -> None:
        """Gather the code of a field, which Word may have written in several pieces."""
        if kind == "begin":
            self._fields.append([])
        elif self._fields and kind in {"separate", "end"}:
            code = "".join(self._fields[-1])
            self._fields[-1].clear()
            if code.strip():
                self._judge_field(code)
            if kind == "end":
                self._fields.pop()

    def _judge_field(self, instruction: str) -> None:
        words = instruction.split()
        if TAG_SIGN.search(instruction) or (words and words[0].upper() not in _FIELDS):
            self._tell(_("the field {code} is not for templates"), code=" ".join(words)[:60])

    def _tell(self, msgid: str, /, **facts: object) -> None:
        self._into.faults.append(Fault(self._place(self._count), "", Message(msgid, facts)))


def signs_seen_by_docxtpl(part: bytes) -> int:
    """Return how many tags docxtpl would find to begin in a part that is sound XML.

    It looks at the XML as text, comments and all, and joins signs that elements stand between.
    """
    xml: str = DocxTemplate(BytesIO()).xml_to_string(parse_xml(part))
    return len(TAG_SIGN.findall(_BETWEEN_SIGNS.sub("", xml)))


def _whole(text: str | None) -> int:
    return int(text) if text and text.isascii() and text.isdigit() else 0
