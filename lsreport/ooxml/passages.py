"""An XML part as passages a person can look for: paragraphs, and every element outside them."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field

from lsreport.i18n import Message, _
from lsreport.ooxml.package import Package
from lsreport.ooxml.stream import Attributes, feed

_WORD = (
    "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    "http://purl.oclc.org/ooxml/wordprocessingml/main",
)
_PARAGRAPH, _TABLE, _ROW, _CELL = (
    frozenset(f"{uri} {local}" for uri in _WORD) for local in ("p", "tbl", "tr", "tc")
)
# What else a paragraph holds as character data is places and sizes of pictures.
_READ = frozenset({"t", "delText", "instrText"})
_DEEPEST = 200
_LAST_NAMES = 3


@dataclass(frozen=True, slots=True)
class Passage:
    """A paragraph with everything in it, or one element outside of paragraphs."""

    place: Message
    """Where to look: the number of the paragraph, or its table, row and cell, or the element."""
    text: str
    """What it reads: the text of a paragraph; the text or else the attributes of an element."""
    markup: str
    """Equal for two passages only if all of their XML is: formatting, fields, pictures."""


def read_passages(package: Package, part: str) -> list[Passage]:
    """Return the passages of an XML part in their order.

    Namespace prefixes, comments and the order of attributes make no difference.

    Raises:
        Refused: it is not well-formed, or past a limit.
    """
    reader = _Reader()
    feed(package, part, start=reader.start, end=reader.end, text=reader.text)
    return reader.passages


@dataclass(slots=True)
class _Open:
    """An element whose end has not come yet."""

    name: str
    attributes: Attributes
    place: int
    """Its place among the passages; of an element in a paragraph, that of the paragraph."""
    texts: list[str] = field(default_factory=list)


class _Reader:
    """Gathers passages from the events of a part."""

    def __init__(self) -> None:
        self.passages: list[Passage] = []
        self._open: list[_Open] = []
        self._words: _Paragraph | None = None
        self._at = _Place()

    def start(self, name: str, attributes: Attributes) -> None:
        if len(self._open) >= _DEEPEST:
            raise ValueError(f"elements nested over {_DEEPEST} deep")
        self._at.start(name)
        if self._words is None and name in _PARAGRAPH:
            self._words = _Paragraph(len(self._open), self._at.message)
        if self._words is not None:
            self._words.start(name, attributes)
        # An element keeps its place before those inside it.
        place = len(self.passages)
        if self._words is None or self._words.depth == len(self._open):
            self.passages.append(Passage(Message(""), "", ""))
        self._open.append(_Open(name, attributes, place))

    def text(self, piece: str) -> None:
        if self._words is not None:
            self._words.text(self._open[-1].name, piece)
        elif self._open:
            self._open[-1].texts.append(piece)

    def end(self, name: str) -> None:
        closed = self._open.pop()
        self._at.end(name)
        if self._words is None:
            self.passages[closed.place] = self._element(closed)
        elif self._words.depth == len(self._open):
            self.passages[closed.place] = self._words.passage
            self._words = None
        else:
            self._words.end()

    def _element(self, closed: _Open) -> Passage:
        names = [_local(one.name) for one in (*self._open, closed)]
        path = "/".join(names[-_LAST_NAMES:])
        attributes = sorted(closed.attributes.items())
        # Spaces between elements are those of whoever wrote the file.
        text = "".join(closed.texts).strip()
        shown = text or " ".join(f"{_local(key)}={value}" for key, value in attributes)
        full = [one.name for one in (*self._open, closed)]
        markup = _digest(repr((full, attributes, text)))
        return Passage(Message(_("element {path}"), {"path": path}), shown, markup)


class _Paragraph:
    """What a paragraph reads, and all that makes it up."""

    def __init__(self, depth: int, place: Message) -> None:
        self.depth = depth
        self._place = place
        self._read: list[str] = []
        self._piece = ""
        self._markup = hashlib.sha256()

    def start(self, name: str, attributes: Attributes) -> None:
        if _local(name) in {"tab", "br", "p"} and self._read:
            self._read.append(" ")
        self._add("<", name, *(part for one in sorted(attributes.items()) for part in one))

    def text(self, inside: str, piece: str) -> None:
        if _local(inside) in _READ:
            self._read.append(piece)
        # The parser hands a text over in pieces that depend on where its buffer ends.
        self._piece += piece

    def end(self) -> None:
        self._add(">")

    @property
    def passage(self) -> Passage:
        """The paragraph as read so far."""
        text = " ".join("".join(self._read).split())
        return Passage(self._place, text, self._markup.hexdigest())

    def _add(self, *parts: str) -> None:
        event = repr((self._piece, *parts))
        self._piece = ""
        self._markup.update(event.encode(errors="surrogatepass"))


class _Place:
    """Counts paragraphs of the text, and tables with their rows and cells."""

    def __init__(self) -> None:
        self._tables = self._paragraphs = 0
        self._row = self._cell = 0
        self._depth = 0
        self._inside = 0

    def start(self, name: str) -> None:
        if name in _TABLE:
            self._depth += 1
            if self._depth == 1:
                self._tables += 1
                self._row = 0
        elif name in _ROW and self._depth == 1:
            self._row += 1
            self._cell = 0
        elif name in _CELL and self._depth == 1:
            self._cell += 1
        elif name in _PARAGRAPH:
            self._inside += 1
            self._paragraphs += self._depth == 0 and self._inside == 1

    def end(self, name: str) -> None:
        if name in _TABLE:
            self._depth -= 1
        elif name in _PARAGRAPH:
            self._inside -= 1

    @property
    def message(self) -> Message:
        if not self._depth:
            return Message(_("paragraph {number}"), {"number": self._paragraphs})
        facts = {"table": self._tables, "row": self._row, "cell": self._cell}
        return Message(_("table {table}, row {row}, cell {cell}"), facts)


def _local(name: str) -> str:
    return name.rpartition(" ")[2]


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode(errors="surrogatepass")).hexdigest()
