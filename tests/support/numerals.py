"""Every numeral of a finished document, and where it comes from: an independent reader.

A numeral is a run of digits with its points and commas. What a document prints is read from its
XML, not from the program that wrote it: first dates, clauses and numbers of laws are struck out,
then what the template, the plan, the office, a unit or the analyst says in those very words. What
is left must be the figures of the manifest, each as often as it is listed there, in its order.
"""

from __future__ import annotations

import ast
import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from fractions import Fraction
from io import BytesIO
from itertools import accumulate
from math import isclose
from pathlib import Path
from string import Formatter
from typing import Any
from zipfile import ZipFile

import openpyxl
from lxml import etree

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_C = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
_A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_DRAWN = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}docPr"
NUMERAL = re.compile(r"\d+(?:[.,]\d+)*")
_TAG = re.compile(r"\{\{.*?\}\}|\{%.*?%\}|\{#.*?#\}", re.DOTALL)
_STRUCK = "\N{OBJECT REPLACEMENT CHARACTER}"
_LAWFUL = re.compile(
    r"\b\d{1,2}/\d{1,2}/\d{4}\b"  # a day in figures
    r"|\bngày \d{1,2} tháng \d{1,2} năm \d{4}\b|\btháng \d{1,2} năm \d{4}\b"
    r"|\b(?:6 tháng đầu )?(?:các năm|năm|giai đoạn) \d{4}(?:(?: - |, )\d{4})*\b|\b\d{4}-h1\b"
    r"|\b[ivx]+(?:\.\d+)+(?:\.?[a-zđ]\b)?(?:-\d+)?"  # a clause: II.2.b-2, V.13
    r"|\b\d+(?:/\d{4})?/(?:[a-zđ]+-)?[a-zđ]{2,}(?:-[a-zđ]+)*\b"  # 187/KH-UBND, 30/2020/NĐ-CP
)
_NUMBERED = re.compile(r"^(?:biểu đồ )?\d{1,2}\. (?=\D)")
"""What a heading or a chart is counted with."""


@dataclass(frozen=True)
class Passage:
    """One paragraph, or the numbers of one chart, in the order of the document."""

    text: str
    drawn: tuple[float, ...] | None = None
    """Numbers of a chart, as its caches hold them; None for a paragraph."""
    slots: int = 0
    """Points of a chart, gaps included."""


@dataclass
class Orphans:
    """What a document and its manifest do not both know."""

    unregistered: list[str] = field(default_factory=list)
    """A numeral nobody vouches for, with the words around it."""
    unprinted: list[str] = field(default_factory=list)
    """A figure of the manifest that the document does not show in its place."""


def orphans(document: bytes, manifest: dict[str, Any], known: Words) -> Orphans:
    """Return what is printed without being registered, and registered without being printed."""
    found = Orphans()
    figures = list(manifest["figures"])
    printed: list[tuple[str, str]] = []
    listed: list[tuple[str, str]] = []
    for passage in passages(document):
        if passage.drawn is None:
            printed += ((one, passage.text) for one in known.numerals(passage.text))
            continue
        here = _position(figures, passage, len(printed))
        drawn = figures[here : here + passage.slots]
        del figures[here : here + passage.slots]
        _compare_drawn(found, passage, drawn)
    for figure in figures:
        listed += ((one, figure["of"]) for one in _numerals_of(figure))
    _compare(found, printed, listed)
    return found


def _compare(
    found: Orphans, printed: Sequence[tuple[str, str]], listed: Sequence[tuple[str, str]]
) -> None:
    """Compare two sequences of numerals; the equal beginning and end are the common case."""
    a, b = [one for one, _ in printed], [one for one, _ in listed]
    start = 0
    while start < min(len(a), len(b)) and a[start] == b[start]:
        start += 1
    end = 0
    while end < min(len(a), len(b)) - start and a[-1 - end] == b[-1 - end]:
        end += 1
    a, b = a[start : len(a) - end], b[start : len(b) - end]
    for kind, left, right, from_, to in SequenceMatcher(None, a, b, autojunk=False).get_opcodes():
        if kind != "equal":
            found.unregistered += (
                f"{one} in “{text}”" for one, text in printed[start + left : start + right]
            )
            found.unprinted += (f"{one} of {of}" for one, of in listed[start + from_ : start + to])


def _position(figures: Sequence[dict[str, Any]], passage: Passage, printed: int) -> int:
    """Return where the figures of a chart begin in the manifest: a run that draws it.

    Tables hold such runs too, so of several it is the one that follows what is printed so far.
    """
    counts = accumulate((len(_numerals_of(one)) for one in figures), initial=0)
    apart = [abs(count - printed) for count in counts][: len(figures) - passage.slots + 1]
    for start in sorted(range(len(apart)), key=apart.__getitem__):
        if _alike(_numbers(figures[start : start + passage.slots]), passage.drawn or ()):
            return start
    return len(figures)


def _numerals_of(figure: dict[str, Any]) -> list[str]:
    return [] if _is_day(figure["value"]) else NUMERAL.findall(figure["text"])


def _compare_drawn(found: Orphans, passage: Passage, drawn: Sequence[dict[str, Any]]) -> None:
    if len(drawn) != passage.slots:
        found.unregistered.append(f"{passage.drawn} in a chart")


def _numbers(figures: Iterable[dict[str, Any]]) -> list[float]:
    known = (one["value"] for one in figures)
    return [float(Fraction(one)) for one in known if one is not None and not _is_day(one)]


def _alike(some: Sequence[float], others: Sequence[float]) -> bool:
    """Say whether two sets of numbers are the same, as near as a cache keeps them."""
    pairs = zip(sorted(some), sorted(others), strict=False)
    return len(some) == len(others) and all(isclose(*pair, abs_tol=1e-12) for pair in pairs)


def _is_day(value: object) -> bool:
    return isinstance(value, str) and re.fullmatch(r"\d{4}-\d\d-\d\d", value) is not None


# --- the document ---------------------------------------------------------------------------


def passages(document: bytes) -> Iterator[Passage]:
    """Yield everything a document shows: text, headers, charts, alternative texts, properties."""
    with ZipFile(BytesIO(document)) as package:
        names = package.namelist()
        relations = _relations(package, "word/document.xml")
        body = etree.fromstring(package.read("word/document.xml"))
        counted = set(_counted_cells(body))
        for paragraph in body.iter(f"{_W}p"):
            if paragraph not in counted:
                yield Passage(_text(paragraph))
            for chart in paragraph.iter(f"{_C}chart"):
                yield from _chart(package, relations[chart.attrib[f"{_R}id"]])
        for drawing in body.iter(_DRAWN):
            yield Passage(f"{drawing.get('descr', '')} {drawing.get('title', '')}")
        for name in names:
            if re.fullmatch(r"word/(?:header|footer|footnotes|endnotes|comments)\d*\.xml", name):
                part = etree.fromstring(package.read(name))
                yield from (Passage(_text(one)) for one in part.iter(f"{_W}p"))
        core = etree.fromstring(package.read("docProps/core.xml"))
        for one in core:
            if one.tag.rpartition("}")[2] in {"title", "subject", "description", "keywords"}:
                yield Passage(one.text or "")


def _counted_cells(body: etree._Element) -> Iterator[etree._Element]:
    """Yield the paragraphs that only count the rows of a table, from 1 in each part of it."""
    for table in body.iter(f"{_W}tbl"):
        count = 0
        for row in table.iter(f"{_W}tr"):
            first = row.find(f"{_W}tc")
            found = [] if first is None else list(first.iter(f"{_W}p"))
            if len(found) == 1 and _text(found[0]) in {str(count + 1), "1"}:
                count = int(_text(found[0]))
                yield found[0]


def _text(paragraph: etree._Element) -> str:
    """Return the text of a paragraph; what Word computes itself (a page number) is left out."""
    pieces: list[str] = []
    computed = {one for field in paragraph.iter(f"{_W}fldSimple") for one in field.iter()}
    within = 0
    for piece in paragraph.iter():
        if piece.tag == f"{_W}fldChar":
            within += {"begin": 1, "end": -1}.get(piece.get(f"{_W}fldCharType", ""), 0)
        elif within or piece in computed:
            continue
        elif piece.tag == f"{_W}t":
            pieces.append(piece.text or "")
        elif piece.tag in {f"{_W}tab", f"{_W}br"}:
            pieces.append(" ")
    return "".join(pieces)


def _relations(package: ZipFile, part: str) -> dict[str, str]:
    folder, _, name = part.rpartition("/")
    tree = etree.fromstring(package.read(f"{folder}/_rels/{name}.rels"))
    return {one.attrib["Id"]: f"{folder}/{one.attrib['Target']}" for one in tree}


def _chart(package: ZipFile, name: str) -> Iterator[Passage]:
    """Yield the texts of a chart and its numbers; those of the workbook behind it agree."""
    tree = etree.fromstring(package.read(name))
    caches = list(tree.iter(f"{_C}numCache"))
    drawn = [float(one.text or "") for cache in caches for one in cache.iter(f"{_C}v")]
    slots = sum(int(cache.find(f"{_C}ptCount").get("val")) for cache in caches)
    yield Passage("", tuple(drawn), slots)
    texts = [one.text or "" for cache in tree.iter(f"{_C}strCache") for one in cache.iter(f"{_C}v")]
    texts += [one.text or "" for one in tree.iter(f"{_A}t")]
    yield from map(Passage, texts)
    for target in _relations(package, name).values():
        cells = list(_cells(package.read(_resolved(target))))
        numbers = [cell for cell in cells if not isinstance(cell, str)]
        assert _alike(numbers, drawn), name
        yield from (Passage(cell) for cell in cells if isinstance(cell, str))


def _resolved(target: str) -> str:
    parts: list[str] = []
    for part in target.split("/"):
        parts = parts[:-1] if part == ".." else [*parts, part]
    return "/".join(parts)


def _cells(workbook: bytes) -> Iterator[str | float]:
    for sheet in openpyxl.load_workbook(BytesIO(workbook)):
        for row in sheet.iter_rows(values_only=True):
            for value in row:
                if value is not None:
                    yield value if isinstance(value, str) else float(value)


# --- words that may hold numerals -----------------------------------------------------------


class Words:
    """What a document may say with a numeral in it that is no figure."""

    def __init__(self, texts: Iterable[str], figures: Iterable[str] = ()) -> None:
        """Take whole texts: a numeral counts only together with all the words around it.

        Those of `figures` are figures in words and have to be registered.
        """
        told = {_LAWFUL.sub(_STRUCK, _plain(one)).rstrip(".") for one in texts}
        told -= {_plain(one) for one in figures}
        self._texts = sorted((one for one in told if _is_told(one)), key=len, reverse=True)

    def numerals(self, text: str) -> list[str]:
        """Return the numerals of a paragraph that no law, date or known text explains."""
        left = _LAWFUL.sub(_STRUCK, _NUMBERED.sub("", _plain(text)))
        if NUMERAL.search(left) and any(map(str.isalpha, left)):
            for one in self._texts:
                left = left.replace(one, _STRUCK)
        return NUMERAL.findall(left)


def _plain(text: str) -> str:
    return " ".join(unicodedata.normalize("NFC", text).replace("\u2060", "").casefold().split())


def _is_told(text: str) -> bool:
    return bool(NUMERAL.search(text)) and sum(map(str.isalpha, text)) >= 2


def template_words(template: bytes) -> Iterator[str]:
    """Yield what a template says outside of its tags."""
    with ZipFile(BytesIO(template)) as package:
        for name in package.namelist():
            if re.fullmatch(r"word/(?:document|header\d*|footer\d*)\.xml", name):
                tree = etree.fromstring(package.read(name))
                for paragraph in tree.iter(f"{_W}p"):
                    yield from _TAG.split(_text(paragraph))


def sentence_words(folder: Path) -> Iterator[str]:
    """Yield what the sentences in the code say between their facts; never a docstring."""
    for file in sorted(folder.glob("*.py")):
        tree = ast.parse(file.read_text("utf-8"))
        prose = {id(one.value) for one in ast.walk(tree) if isinstance(one, ast.Expr)}
        for one in ast.walk(tree):
            said = one.value if isinstance(one, ast.Constant) else None
            if isinstance(said, str) and id(one) not in prose:
                yield from _literals(said)


def _literals(text: str) -> Iterator[str]:
    try:
        yield from (literal for literal, *_fact in Formatter().parse(text))
    except ValueError:
        yield text


def strings_in(data: object) -> Iterator[str]:
    """Yield every text of nested data."""
    if isinstance(data, str):
        yield data
    elif isinstance(data, dict):
        for one in data.values():
            yield from strings_in(one)
    elif isinstance(data, list | tuple):
        for one in data:
            yield from strings_in(one)
