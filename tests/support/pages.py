"""What a printed page shows: its words, its rules and its fonts, in millimetres from its top left.

Read from a PDF with the poppler tools: nothing of the program itself takes part.
"""

from __future__ import annotations

import html
import re
import subprocess
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

_MM = 25.4 / 72
_DPI = 200
_SHORTEST_RULE = 4.0
"""Millimetres: no stroke of a letter is as long."""


@dataclass(frozen=True)
class Word:
    text: str
    left: float
    top: float
    right: float
    bottom: float


@dataclass(frozen=True)
class Page:
    width: float
    height: float
    words: tuple[Word, ...]

    def line(self, text: str) -> Word:
        """Return the first run of words that reads `text`, as one box."""
        wanted = text.split()
        texts = [word.text for word in self.words]
        for start in range(len(texts) - len(wanted) + 1):
            if texts[start : start + len(wanted)] == wanted:
                return _box(text, self.words[start : start + len(wanted)])
        raise AssertionError(f"{text!r} is not on the page: {' '.join(texts)[:300]}")


@dataclass(frozen=True)
class Rule:
    left: float
    right: float
    top: float

    @property
    def length(self) -> float:
        return self.right - self.left


def pdf_of(document: Path, profile: Path) -> Path:
    """Print a document with LibreOffice, beside it."""
    command = [
        "soffice", f"-env:UserInstallation={profile.as_uri()}", "--headless",
        "--convert-to", "pdf", "--outdir", str(document.parent), str(document),
    ]  # fmt: skip
    subprocess.run(command, check=True, capture_output=True, timeout=180)
    return document.with_suffix(".pdf")


def pages_of(pdf: Path) -> list[Page]:
    """Return every page with its words in reading order."""
    xhtml = _poppler("pdftotext", "-bbox", str(pdf), "-")
    return [_page(one) for one in re.findall(r"<page .*?</page>", xhtml, re.DOTALL)]


def _page(xhtml: str) -> Page:
    size = re.search(r'<page width="([\d.]+)" height="([\d.]+)"', xhtml)
    assert size is not None
    word = r'<word xMin="([\d.]+)" yMin="([\d.]+)" xMax="([\d.]+)" yMax="([\d.]+)">(.*?)</word>'
    words = (
        Word(html.unescape(text), *(_MM * float(one) for one in box))
        for *box, text in re.findall(word, xhtml)
    )
    width, height = (_MM * float(one) for one in size.groups())
    return Page(width, height, tuple(words))


def _box(text: str, words: Sequence[Word]) -> Word:
    return Word(
        text,
        min(one.left for one in words),
        min(one.top for one in words),
        max(one.right for one in words),
        max(one.bottom for one in words),
    )


def fonts_of(pdf: Path) -> set[str]:
    """Return the families of the fonts of a document."""
    lines = _poppler("pdffonts", str(pdf)).splitlines()[2:]
    return {line.split()[0].partition("+")[2].partition("-")[0] for line in lines}


def sizes_of(pdf: Path) -> dict[str, tuple[float, bool, bool]]:
    """Return each text of the first page with its points, and whether it is bold and italic."""
    # Sizes are printed as whole numbers: three times as large they tell thirds of a point.
    xml = _poppler("pdftohtml", "-xml", "-stdout", "-i", "-l", "1", "-zoom", "3", str(pdf))
    points = {
        font: int(size) / 3 for font, size in re.findall(r'<fontspec id="(\d+)" size="(\d+)"', xml)
    }
    found = {}
    for font, marked in re.findall(r'<text [^>]*font="(\d+)">(.*?)</text>', xml):
        text = " ".join(html.unescape(re.sub("<[^>]+>", "", marked)).split())
        found.setdefault(text, (points[font], "<b>" in marked, "<i>" in marked))
    return found


def rules_of(pdf: Path, number: int = 1) -> list[Rule]:
    """Return the level lines drawn on a page, from the top down."""
    at = str(number)
    picture = subprocess.run(
        ["pdftoppm", "-gray", "-r", str(_DPI), "-f", at, "-l", at, str(pdf)],
        check=True,
        capture_output=True,
        timeout=60,
    ).stdout
    _magic, width, _height, _most, pixels = picture.split(maxsplit=4)
    return list(_rules(pixels[-int(width) * int(_height) :], int(width)))


def _rules(pixels: bytes, width: int) -> Iterator[Rule]:
    scale = 25.4 / _DPI
    dark = re.compile(b"[\x00-\x7f]{%d,}" % round(_SHORTEST_RULE / scale))
    above: list[tuple[int, int]] = []
    for number in range(len(pixels) // width):
        row = pixels[number * width : (number + 1) * width]
        runs = [run.span() for run in dark.finditer(row)]
        for start, end in runs:
            if not any(left < end and start < right for left, right in above):
                yield Rule(start * scale, end * scale, number * scale)
        above = runs


def _poppler(*command: str) -> str:
    done = subprocess.run(command, check=True, capture_output=True, timeout=60)
    return done.stdout.decode()
