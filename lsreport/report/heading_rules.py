"""The rules under headings, as long as Decree 30/2020/NĐ-CP, appendix I, wants them.

A template marks a rule by the style of its paragraph. How long it has to be depends on the line
above it, which is known only when the document is filled in.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Mapping

from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement

WHOLE = "Rule Whole LS"
"""Style of a rule as long as the line above it, such as the motto's."""
PART = "Rule Part LS"
"""Style of a rule a third to a half as long, such as the issuing body's."""
_SHARES = {name.replace(" ", ""): share for name, share in ((WHOLE, 1.0), (PART, 0.42))}
_CELL_MARGIN = 108
"""Twentieths of a point between the edge of a cell and its text, as Word has it by default."""
_PLAIN = 0.92
"""How wide text that is not bold is beside bold text."""
_WIDTHS: Mapping[str, int] = {
    letter: width
    for width, letters in (
        (250, ",. \N{NO-BREAK SPACE}"),
        (278, "il'/\\"),
        (333, "fjt!()-:;[]"),
        (389, "sI"),
        (444, "cerz"),
        (500, "0123456789agovxyJ#$*?_–"),
        (556, "bdhknpquSđ"),
        (611, "FP"),
        (667, "BELTZ"),
        (722, "wACDNRUVXYĐ"),
        (778, "GHKOQ"),
        (833, "m&"),
        (944, "M"),
        (1000, "W%"),
    )
    for letter in letters
}
"""Thousandths of the size that letters of Times New Roman are wide in bold."""


def mend_rules(body: BaseOxmlElement) -> None:
    """Make every marked rule as long as the line above it asks for, and centre it."""
    for rule in body.iter(qn("w:p")):
        share = _SHARES.get(_style(rule))
        above = rule.getprevious()
        if share is None or above is None or above.tag != qn("w:p"):
            continue
        space = _space(rule)
        if space is None:
            continue
        indent = max(0, round((space - share * _longest_line(above, space)) / 2))
        indents = rule.pPr.get_or_add_ind()
        for side in ("left", "right"):
            indents.set(qn(f"w:{side}"), str(indent))


def _style(paragraph: BaseOxmlElement) -> str:
    found = paragraph.find(f"{qn('w:pPr')}/{qn('w:pStyle')}")
    return "" if found is None else str(found.get(qn("w:val")))


def _space(paragraph: BaseOxmlElement) -> int | None:
    """Return the twentieths of a point between the margins around a paragraph, None if unsaid."""
    cell = next(paragraph.iterancestors(qn("w:tc")), None)
    if cell is not None:
        width = cell.find(f"{qn('w:tcPr')}/{qn('w:tcW')}")
        said = width is not None and width.get(qn("w:type")) == "dxa"
        return int(width.get(qn("w:w"))) - 2 * _CELL_MARGIN if said else None
    section = next(_sections_after(paragraph), None)
    if section is None:
        return None
    page, margins = section.find(qn("w:pgSz")), section.find(qn("w:pgMar"))
    if page is None or margins is None:
        return None
    sides = int(margins.get(qn("w:left"))) + int(margins.get(qn("w:right")))
    return int(page.get(qn("w:w"))) - sides


def _sections_after(paragraph: BaseOxmlElement) -> Iterator[BaseOxmlElement]:
    for following in paragraph.itersiblings():
        if following.tag == qn("w:sectPr"):
            yield following
        elif following.tag == qn("w:p"):
            yield from following.iterfind(f"{qn('w:pPr')}/{qn('w:sectPr')}")


def _longest_line(paragraph: BaseOxmlElement, space: int) -> float:
    """Return how long the longest line of a paragraph is, broken where `space` ends."""
    text = "".join(piece.text or "" for piece in paragraph.iter(qn("w:t")))
    size = next((int(one.get(qn("w:val"))) for one in paragraph.iter(qn("w:sz"))), 28) / 2
    bold = any(one.get(qn("w:val")) not in {"0", "false"} for one in paragraph.iter(qn("w:b")))
    longest = line = 0.0
    for word in text.split(" "):
        width = 20 * size * _ems(word, bold=bold)
        gap = 20 * size * _ems(" ", bold=bold) if line else 0.0
        line = line + gap + width if line + gap + width <= space else width
        longest = max(longest, line)
    return min(longest, space)


def _ems(text: str, *, bold: bool) -> float:
    """Return the width of a text in units of its size; marks above and below a letter add none."""
    letters = (one for one in unicodedata.normalize("NFD", text) if not unicodedata.combining(one))
    total = sum(_WIDTHS.get(letter, 500) for letter in letters) / 1000
    return total if bold else _PLAIN * total
