"""Two packages compared part by part: which paragraph, cell or element of a document differs.

How a package is zipped makes no difference: zlib builds differ between machines.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from itertools import zip_longest

from lsreport.i18n import Message, _
from lsreport.ooxml.package import Limits, Package, Refused
from lsreport.ooxml.passages import Passage, read_passages
from lsreport.ooxml.sheet import Cell
from lsreport.ooxml.workbook import Sheet, read_bytes

LIMITS = Limits(cells=2_000_000, rows=200_000)
"""What a report may cost: some hundred units make more cells than any form has."""
_SECONDS = 300.0
_TOLD = 20
"""Differences of a part that are told one by one."""
_ALIGNABLE = 1_000_000
"""Pairs of passages that may be looked at to find which of them belong together."""
_BEFORE, _LONGEST = 40, 120
"""Characters shown of a text: so many before the first that differs, so many in all."""
_WORKBOOK = "xl/workbook.xml"
_STRINGS = "xl/sharedStrings.xml"
_WORKBOOKS = (".xlsx", ".xlsm")
_XML = (".xml", ".rels")


@dataclass(frozen=True, slots=True)
class Difference:
    """One thing that is not as it was made."""

    part: str
    """Part of the package; behind an arrow that of a workbook inside it."""
    what: Message


@dataclass(frozen=True, slots=True)
class _Pair:
    """A package and what it should be."""

    found: Package
    made: Package
    sheets: Mapping[str, tuple[Sheet, Sheet]]
    """Of workbooks the sheets of both, by their part."""


def compare_packages(found: bytes, made: bytes) -> tuple[Difference, ...]:
    """Return every difference between the package `found` and the one it should be, by part.

    `found` may come from anywhere, `made` is our own. A part tells its first differences one by
    one and counts the rest.

    Raises:
        Refused: `found` is no package, or past a limit.
    """
    own, other = (Package(data, limits=LIMITS, deadline_seconds=_SECONDS) for data in (found, made))
    pair = _Pair(own, other, _sheets(found, made) if _WORKBOOK in other else {})
    return tuple(_differences(pair))


def _sheets(found: bytes, made: bytes) -> dict[str, tuple[Sheet, Sheet]]:
    """Return the sheets both workbooks have, none where one of them cannot be read."""
    try:
        both = [
            read_bytes(data, limits=LIMITS, deadline_seconds=_SECONDS).sheets
            for data in (found, made)
        ]
    except Refused:
        return {}
    own, other = ({sheet.part: sheet for sheet in sheets} for sheets in both)
    return {part: (own[part], other[part]) for part in own.keys() & other.keys()}


def _differences(pair: _Pair) -> Iterator[Difference]:
    told: list[Difference] = []
    for part in sorted({*pair.found.names, *pair.made.names}):
        if part not in pair.made:
            told.append(Difference(part, Message(_("does not belong to the report"))))
        elif part not in pair.found:
            told.append(Difference(part, Message(_("is missing"))))
        else:
            try:
                told += first_told(part, _changed(pair, part))
            except Refused:
                told.append(Difference(part, Message(_("is damaged"))))
    # A cell is told with its sheet; the table of texts would tell it once more.
    in_cells = any(one.part in pair.sheets for one in told)
    return (one for one in told if one.part != _STRINGS or not in_cells)


def _changed(pair: _Pair, part: str) -> Iterable[Difference | Message]:
    """Return what differs in a part that both packages have."""
    found, made = (b"".join(package.chunks(part)) for package in (pair.found, pair.made))
    if part in pair.sheets:
        # Cells may keep their texts in another part, so equal bytes prove nothing.
        cells = list(_cells(*pair.sheets[part]))
        return cells or [Message(_("only settings or formats differ"))][found == made :]
    if found == made:
        return ()
    if part.endswith(_WORKBOOKS):
        inner = compare_packages(found, made)
        return [replace(one, part=f"{part} → {one.part}") for one in inner]
    if part.endswith(_XML):
        passages = read_passages(pair.found, part), read_passages(pair.made, part)
        return list(changed_passages(*passages)) or [Message(_("says the same, spelled otherwise"))]
    return [Message(_("its content differs"))]


def first_told(part: str, changed: Iterable[Difference | Message]) -> Iterator[Difference]:
    """Yield the first changes of a part, and how many there are besides."""
    left = 0
    for number, one in enumerate(changed):
        if number >= _TOLD:
            left += 1
        else:
            yield one if isinstance(one, Difference) else Difference(part, one)
    if left:
        yield Difference(part, Message(_("and {count} more differences"), {"count": left}))


def _cells(found: Sheet, made: Sheet) -> Iterator[Message]:
    """Yield how the cells of a sheet differ, by row, then column."""
    own, other = ({(cell.row, cell.col): cell for cell in one.cells} for one in (found, made))
    for place in sorted(own.keys() | other.keys()):
        seen, right = own.get(place), other.get(place)
        cell = seen or right
        if cell is not None and seen != right:
            where = Message(_("cell {cell}"), {"cell": f"{made.name}!{cell.address}"})
            yield changed_text(where, _content(seen), _content(right))


def _content(cell: Cell | None) -> str | None:
    if cell is None or cell.formula is None:
        return None if cell is None else cell.text
    return f"={cell.formula} ({cell.text})"


def changed_passages(found: Sequence[Passage], made: Sequence[Passage]) -> Iterator[Message]:
    """Yield how two sequences of passages differ, those that belong together side by side."""
    keys = [[(one.text, one.markup) for one in passages] for passages in (found, made)]
    start = _alike(*keys)
    end = _alike(*(list(reversed(one[start:])) for one in keys))
    found, made = found[start : len(found) - end], made[start : len(made) - end]
    if len(found) * len(made) > _ALIGNABLE:
        yield from _changes(found, made)
        return
    own, other = ([one.markup for one in passages] for passages in (found, made))
    for kind, a, b, c, d in SequenceMatcher(None, own, other, autojunk=False).get_opcodes():
        if kind != "equal":
            yield from _changes(found[a:b], made[c:d])


def _alike(own: Sequence[object], other: Sequence[object]) -> int:
    """Return how many of the first are alike."""
    pairs = enumerate(zip(own, other, strict=False))
    return next((place for place, (a, b) in pairs if a != b), min(len(own), len(other)))


def _changes(found: Sequence[Passage], made: Sequence[Passage]) -> Iterator[Message]:
    for own, other in zip_longest(found, made):
        if own is None:
            yield changed_text(other.place, None, other.text)
        elif other is None:
            yield changed_text(own.place, own.text, None)
        elif own.markup != other.markup:
            yield changed_text(other.place, own.text, other.text)


def changed_text(place: Message, found: str | None, made: str | None) -> Message:
    """Say how a text at `place` is not what was made; None where there is none."""
    if made is None:
        return Message(_("{place} was added: “{found}”"), {"place": place, "found": _cut(found)})
    if found is None:
        return Message(_("{place} is missing: “{made}”"), {"place": place, "made": _cut(made)})
    if found == made:
        alike = _("{place} reads the same, “{made}”, but is formatted or built otherwise")
        return Message(alike, {"place": place, "made": _cut(made)})
    first = max(_alike(found, made) - _BEFORE, 0)
    facts = {"place": place, "found": _cut(found, first), "made": _cut(made, first)}
    return Message(_("{place} reads “{found}” instead of “{made}”"), facts)


def _cut(text: str | None, first: int = 0) -> str:
    """Return a text from a character on, shortened."""
    shown = (text or "")[first : first + _LONGEST]
    end = first + len(shown) < len(text or "")
    return f"{'…' if first else ''}{shown}{'…' if end else ''}"
