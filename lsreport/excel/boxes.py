"""The boxes of one form: a raw observation per key, and what is odd about their cells."""

from __future__ import annotations

import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, replace
from itertools import chain

from lsreport.checks import structure
from lsreport.checks.rule import Rule
from lsreport.domain.finding import Finding
from lsreport.domain.observation import Place, Raw, RawKind, facet_of
from lsreport.domain.personal import looks_personal
from lsreport.excel.coded import CodedRow, CodedSheet
from lsreport.excel.guard import LISTED, listed
from lsreport.excel.keys import COVER_ROWS, FormKeys
from lsreport.indicators.asks import key_of
from lsreport.ooxml.values import column_letters
from lsreport.ooxml.workbook import CellKind

_FIGURES = frozenset({RawKind.NUMBER, RawKind.BLANK})
_BLANK_EDGES = " \t\n\u00a0\u2007\u202f\u200b\u2060\ufeff"
_CONTROL = dict.fromkeys((*range(9), 11, 12, *range(14, 32), *range(127, 160)), " ")


@dataclass(frozen=True, slots=True)
class Spot:
    """A cell where a key stands."""

    key: str
    sheet: CodedSheet
    row: int
    col: int

    def read(self) -> Raw:
        """Return what it holds: text in NFC and trimmed, blank when nothing is left of it."""
        cell = self.sheet.cells.get((self.row, self.col))
        kind = RawKind.BLANK if cell is None else RawKind(cell.kind.value)
        text = "" if cell is None else _trimmed(cell.text)
        return Raw(
            key=self.key,
            sheet=self.sheet.name,
            cell=f"{column_letters(self.col)}{self.row}",
            kind=RawKind.BLANK if kind is RawKind.TEXT and not text else kind,
            text=text or None,
            formula=cell is not None and cell.formula is not None,
            hidden=not self.sheet.visible or (cell is not None and cell.hidden),
        )


@dataclass(frozen=True, slots=True)
class Merged:
    """A merged range over several boxes."""

    sheet: str
    range: str
    keys: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Contents:
    """What the boxes of a form hold."""

    raws: Mapping[str, Raw]
    """Per key, cover rows included; a key that cannot be read beyond doubt has none."""
    findings: tuple[Finding, ...]


def read_boxes(rows: Sequence[CodedRow], form: FormKeys, file: str) -> Contents:
    """Read the boxes of a form wherever they stand.

    Copies of a box that say the same are one, and a blank copy says nothing. Copies that
    contradict each other, and boxes merged together, are errors: their keys have no content. Of
    what the form computes, contradicting copies only have none: nobody typed them.
    """
    keys = frozenset(form.all)
    beside = tuple(_beside_codes(rows, form))
    spots = [spot for spot in beside if spot.key in keys]
    corners, merged = _merged(spots)
    findings = [finding for one in merged for finding in _merged_figures(one, form, file)]
    copies = _copies(spots, corners, lost={key for one in merged for key in one.keys})
    raws, alike, contradictions = _settled(copies, form, file)
    findings += contradictions
    hidden = [raws[key] for key in form.typed if key in raws and _hides_a_figure(raws[key])]
    outside = [spot.read() for spot in beside if spot.key not in keys and _strays(spot, form)]
    twice = _places(chain.from_iterable(alike.values()), file)
    findings += _listing(structure.HIDDEN_FIGURES, _places(hidden, file), form)
    findings += _listing(structure.OUTSIDE_BOXES, _places(outside, file), form)
    findings += _listing(structure.TWICE_ALIKE, twice, form, count=len(alike))
    findings += _listing(structure.UNKNOWN_ROWS, _unknown(rows, form, file), form)
    return Contents(raws, tuple(findings))


def _trimmed(text: str) -> str:
    """Return text in NFC with plain line ends, without control characters and blank edges."""
    plain = unicodedata.normalize("NFC", text).replace("\r\n", "\n").replace("\r", "\n")
    return plain.translate(_CONTROL).strip(_BLANK_EDGES)


def _beside_codes(rows: Iterable[CodedRow], form: FormKeys) -> Iterator[Spot]:
    """Yield every cell in a row and a column of the form, whether its key is one or not."""
    for row in rows:
        code = form.codes.get(row.code)
        if code is not None:
            for facet, col in row.facets:
                yield Spot(key_of(code, facet), row.sheet, row.row, col)


def _merged(spots: Iterable[Spot]) -> tuple[dict[Spot, Spot], list[Merged]]:
    """Return where boxes alone in a merged range are read, and the ranges over several boxes.

    A merged range keeps its content in its top left cell. A range is named when it covers a key
    that no earlier one does.
    """
    by_row: dict[CodedSheet, dict[int, list[Spot]]] = {}
    for spot in spots:
        if spot.sheet.merges:
            by_row.setdefault(spot.sheet, {}).setdefault(spot.row, []).append(spot)
    corners: dict[Spot, Spot] = {}
    merged: list[Merged] = []
    lost: set[str] = set()
    for sheet, rows in by_row.items():
        for top, left, bottom, right in sheet.merges:
            lines = (rows.get(row, ()) for row in range(top, bottom + 1))
            under = [spot for line in lines for spot in line if left <= spot.col <= right]
            if len(under) == 1:
                corners[under[0]] = replace(under[0], row=top, col=left)
            elif lost.issuperset(spot.key for spot in under):
                continue
            else:
                address = f"{column_letters(left)}{top}:{column_letters(right)}{bottom}"
                keys = tuple(dict.fromkeys(spot.key for spot in under))
                merged.append(Merged(sheet.name, address, keys))
                lost.update(keys)
    return corners, merged


def _copies(
    spots: Iterable[Spot], corners: Mapping[Spot, Spot], lost: Set[str]
) -> dict[str, list[Spot]]:
    """Return the cells of each key, those of merged boxes left out."""
    copies: dict[str, list[Spot]] = defaultdict(list)
    for spot in spots:
        if spot.key not in lost:
            copies[spot.key].append(corners.get(spot, spot))
    return copies


def _settled(
    copies: Mapping[str, Sequence[Spot]], form: FormKeys, file: str
) -> tuple[dict[str, Raw], dict[str, list[Raw]], list[Finding]]:
    """Return what each key holds, the copies that agree on it, and the copies that do not."""
    raws: dict[str, Raw] = {}
    alike: dict[str, list[Raw]] = {}
    contradictions: list[Finding] = []
    for key in form.all:
        readings = [spot.read() for spot in copies.get(key, ())]
        if _contradict(readings):
            if key not in form.computed:
                contradictions.append(_figure_twice(readings, form, file))
        elif readings:
            raws[key] = min(readings, key=lambda raw: (raw.kind is RawKind.BLANK, raw.hidden))
            if len(readings) > 1:
                alike[key] = readings
    return raws, alike, contradictions


def _merged_figures(merged: Merged, form: FormKeys, file: str) -> Iterator[Finding]:
    """Yield an error for each box under a merged range: none of them can be told apart."""
    for key in merged.keys:
        yield structure.MERGED_FIGURES.finding(
            unit=form.unit,
            period=form.period,
            key=key,
            place=Place(file, merged.sheet, merged.range.partition(":")[0]),
            facts={
                "label": form.label(key),
                "range": f"{merged.sheet}!{merged.range}",
                "keys": listed(merged.keys),
            },
        )


def _contradict(copies: Iterable[Raw]) -> bool:
    said = {(raw.kind, raw.text) for raw in copies if raw.kind is not RawKind.BLANK}
    return len(said) > 1


def _figure_twice(copies: Sequence[Raw], form: FormKeys, file: str) -> Finding:
    """Name every copy; contents are shown only where all are numbers, never of the cover."""
    key = copies[0].key
    different = dict.fromkeys(raw.text for raw in copies if raw.text is not None)
    texts = " / ".join([*different][:LISTED])
    figures = key not in COVER_ROWS and all(raw.kind in _FIGURES for raw in copies)
    places = _places(copies, file)
    return structure.FIGURE_TWICE.finding(
        unit=form.unit,
        period=form.period,
        key=key,
        place=places[0],
        seen=texts if figures and not looks_personal(texts) else None,
        facts={"label": form.label(key), "places": listed(map(_cell, places))},
    )


def _hides_a_figure(raw: Raw) -> bool:
    return raw.hidden and raw.kind is not RawKind.BLANK and not raw.formula


def _strays(spot: Spot, form: FormKeys) -> bool:
    """Say whether a number was typed where a column is for figures and the row has no box."""
    cell = spot.sheet.cells.get((spot.row, spot.col))
    number = cell is not None and cell.kind is CellKind.NUMBER and cell.formula is None
    return number and facet_of(spot.key) in form.facets


def _unknown(rows: Iterable[CodedRow], form: FormKeys, file: str) -> tuple[Place, ...]:
    return tuple(
        Place(file, row.sheet.name, f"{column_letters(row.code_col)}{row.row}")
        for row in rows
        if row.code not in form.codes
    )


def _listing(
    rule: Rule, places: Sequence[Place], form: FormKeys, count: int | None = None
) -> Iterator[Finding]:
    """Yield one finding for all the places, at the first of them; none when there is no place."""
    if places:
        yield rule.finding(
            unit=form.unit,
            period=form.period,
            place=places[0],
            facts={"cells": listed(map(_cell, places)), "figures": count or len(places)},
        )


def _places(raws: Iterable[Raw], file: str) -> tuple[Place, ...]:
    return tuple(Place(file, raw.sheet, raw.cell) for raw in raws)


def _cell(place: Place) -> str:
    return f"{place.sheet}!{place.cell}"
