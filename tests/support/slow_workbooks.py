"""Workbooks of one period, read the slow and obvious way: every cell under a code, by key."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from openpyxl import load_workbook

_FORM_CODE = re.compile(r"LS187-(\d{4})(H1)?-([A-Z0-9]+)-V\d+-[A-Z0-9]")
_GROUPED = re.compile(r"0|[1-9]\d*|[1-9]\d{0,2}([.  ]\d{3})+")
_NONE = {"không", "không có", "không phát sinh", "chưa phát hiện"}
NOT_APPLICABLE = "không áp dụng"

Cells = dict[str, object]


@dataclass
class Sent:
    """What one unit said for one period: numbers by key, None for a blank."""

    cells: Cells
    figures: dict[str, int | None] = field(default_factory=dict)
    not_applicable: set[str] = field(default_factory=set)
    """Rows declared not applicable."""
    doubtful: set[str] = field(default_factory=set)
    """Keys put aside by a failed comparison."""

    def figure(self, key: str) -> int | None:
        return None if key in self.doubtful else self.figures.get(key)


def returns_in(folder: Path) -> dict[str, Sent]:
    """The current return of every unit in a folder `PERIOD/YYYY-MM-DD/name.xlsx`."""
    newest: dict[str, tuple[tuple[str, int, str], Cells]] = {}
    for path in sorted(folder.glob("*/*.xlsx")):
        cells = dict(_cells(path))
        code = _FORM_CODE.fullmatch(str(cells.get("@form")))
        if code is None:
            continue
        assert f"{code[1]}{'-' if code[2] else ''}{code[2] or ''}" == folder.name
        sending = cells["@sending"]
        assert isinstance(sending, int)
        order = (path.parent.name, sending, hashlib.sha256(path.read_bytes()).hexdigest())
        if code[3] not in newest or newest[code[3]][0] < order:
            newest[code[3]] = (order, cells)
    return {unit: _understood(cells) for unit, (_order, cells) in newest.items()}


def _cells(path: Path) -> Iterator[tuple[str, object]]:
    workbook = load_workbook(path, data_only=True, read_only=True)
    for sheet in workbook.worksheets:
        place, columns = 0, {}
        for line in sheet.iter_rows(values_only=True):
            if "#code" in line:
                place = line.index("#code")
                columns = {
                    str(heading)[1:]: column
                    for column, heading in enumerate(line)
                    if str(heading).startswith("#") and column != place
                }
            elif columns and place < len(line) and line[place]:
                for facet, column in columns.items():
                    key = str(line[place]) + ("" if facet == "value" else f".{facet}")
                    yield key, line[column] if column < len(line) else None
    workbook.close()


def _understood(cells: Cells) -> Sent:
    sent = Sent(cells)
    for key, content in cells.items():
        sent.figures[key] = _number(content)
        if _text(content) == NOT_APPLICABLE:
            sent.not_applicable.add(key.partition(".")[0])
    return sent


def _number(content: object) -> int | None:
    if isinstance(content, float) and content.is_integer():
        return int(content)
    if isinstance(content, int):
        return content
    text = _text(content)
    if text in _NONE:
        return 0
    if _GROUPED.fullmatch(text):
        return int(re.sub(r"\D", "", text))
    return None


def _text(content: object) -> str:
    return " ".join(str(content or "").split()).casefold()
