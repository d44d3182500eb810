"""What became of a form's layout on its way: rows, columns and sheets removed, added and moved.

Figures are found all the same; the note helps whoever wonders why a row is missing or doubled.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain, groupby

from lsreport.checks import structure
from lsreport.domain.finding import Finding
from lsreport.excel.admission import NONE
from lsreport.excel.coded import CodedRow
from lsreport.excel.frame import CODE_TOKEN, Skeleton
from lsreport.excel.guard import listed
from lsreport.excel.keys import FormKeys
from lsreport.indicators.asks import key_of

_Kept = Mapping[str, CodedRow]
"""Per row code of the form, its first row in the workbook, in the order of the workbook."""


@dataclass(frozen=True, slots=True)
class _Issued:
    """Where the form has a row."""

    sheet: int
    """Position of its sheet."""
    position: int
    """Position among the rows of all sheets."""
    columns: tuple[str, ...]
    """Texts of the code row that rules it."""


def layout_changed(
    rows: Sequence[CodedRow], bones: Skeleton, form: FormKeys, file: str
) -> Iterator[Finding]:
    """Yield one note when rows and columns are not those of `bones`, the form as it is issued."""
    sheets = [list(own) for _sheet, own in groupby(rows, key=lambda row: row.sheet)]
    found = tuple(tuple(_lines(own, form)) for own in sheets)
    if found == bones:
        return
    issued = _issued(bones)
    kept, new = _kept(sheets, issued, form)
    gone = (code for code in issued if code not in kept)
    headings = [CODE_TOKEN] if _headings(found) < _headings(bones) else []
    yield structure.LAYOUT_CHANGED.finding(
        unit=form.unit,
        period=form.period,
        file=file,
        facts={
            "removed": _names(gone, headings, _columns_gone(kept, issued, form)),
            "added": _names(new, _columns_new(kept, issued)),
            "moved": _names(_rows_moved(kept, issued), _columns_moved(kept, issued)),
        },
    )


def _names(*names: Iterable[str]) -> str:
    return listed(dict.fromkeys(chain.from_iterable(names))) or NONE


def _lines(rows: Sequence[CodedRow], form: FormKeys) -> Iterator[tuple[str, ...]]:
    """Yield the rows of a sheet the way a skeleton lists them."""
    for _number, ruled in groupby(rows, key=lambda row: row.ruled_by):
        table = list(ruled)
        yield table[0].columns
        yield from ((form.codes.get(row.code, row.code),) for row in table)


def _headings(bones: Skeleton) -> int:
    return sum(CODE_TOKEN in line for sheet in bones for line in sheet)


def _issued(bones: Skeleton) -> dict[str, _Issued]:
    """Return where the form has each of its rows, by code."""
    issued: dict[str, _Issued] = {}
    for sheet, lines in enumerate(bones):
        columns: tuple[str, ...] = ()
        for line in lines:
            if line[0] == CODE_TOKEN:
                columns = line
            else:
                issued[line[0]] = _Issued(sheet, len(issued), columns)
    return issued


def _kept(
    sheets: Iterable[Sequence[CodedRow]], issued: Mapping[str, _Issued], form: FormKeys
) -> tuple[_Kept, list[str]]:
    """Return the rows of the form, and what stands beside them: other rows, copies, whole sheets.

    Codes the form does not have are named by their cell: their text may be anything.
    """
    kept: dict[str, CodedRow] = {}
    new: list[str] = []
    for rows in sheets:
        coded = [(form.codes.get(row.code, ""), row) for row in rows]
        if all(code in kept for code, _row in coded):
            new.append(rows[0].sheet.name)
            continue
        for code, row in coded:
            if code in issued and code not in kept:
                kept[code] = row
            else:
                new.append(code if code in issued else row.place)
    return kept, new


def _columns_gone(kept: _Kept, issued: Mapping[str, _Issued], form: FormKeys) -> Iterator[str]:
    """Yield columns that some row needs, or all rows had, and that no longer rule them."""
    keys = frozenset(form.all)
    left = {column for row in kept.values() for column in row.columns}
    for code, row in kept.items():
        for column in issued[code].columns:
            needed = column not in left or key_of(code, column.removeprefix("#")) in keys
            if needed and column not in row.columns:
                yield column


def _columns_new(kept: _Kept, issued: Mapping[str, _Issued]) -> Iterator[str]:
    """Yield columns no row of the form had, and columns that were copied."""
    had = {column for one in issued.values() for column in one.columns}
    for row in kept.values():
        counted = Counter(row.columns)
        yield from (column for column in counted if column not in had or counted[column] > 1)


def _columns_moved(kept: _Kept, issued: Mapping[str, _Issued]) -> Iterator[str]:
    for code, row in kept.items():
        columns = issued[code].columns
        common = dict.fromkeys(column for column in row.columns if column in columns)
        yield from (columns[one] for one in _out_of_order([*map(columns.index, common)]))


def _rows_moved(kept: _Kept, issued: Mapping[str, _Issued]) -> Iterator[str]:
    """Yield the rows that left their sheet or their place on it, and sheets out of order."""
    homes: dict[int, str] = {}
    for sheet, items in groupby(kept.items(), key=lambda item: item[1].sheet):
        codes = [code for code, _row in items]
        home = Counter(issued[code].sheet for code in codes).most_common(1)[0][0]
        if home in homes:
            yield from codes
            continue
        homes[home] = sheet.name
        own = [code for code in codes if issued[code].sheet == home]
        astray = set(_out_of_order([issued[code].position for code in own]))
        for code in codes:
            if issued[code].sheet != home or issued[code].position in astray:
                yield code
    yield from (homes[home] for home in _out_of_order(list(homes)))


def _out_of_order(numbers: Sequence[int]) -> list[int]:
    """Return the fewest of different numbers without which the others rise."""
    tops: list[int] = []
    rising: list[tuple[int, ...]] = []
    for number in numbers:
        place = bisect_left(tops, number)
        tops[place : place + 1] = [number]
        rising[place : place + 1] = [(*rising[place - 1], number) if place else (number,)]
    stays = set(rising[-1]) if rising else set()
    return [number for number in numbers if number not in stays]
