"""Which form a workbook says it is.

The identity travels three ways: the code printed on the cover, the hidden sheet and the document
properties. All that can be read must agree; one is enough.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from lsreport.checks import rejections
from lsreport.domain.finding import Finding
from lsreport.domain.observation import Place
from lsreport.domain.period import Period
from lsreport.excel.guard import listed, shown
from lsreport.excel.identity import (
    IDENTITY_SHEET,
    PROPERTY_PREFIX,
    Identity,
    check_character,
    form_code,
    parse_form_code,
)
from lsreport.ooxml.workbook import CellKind, Sheet, Workbook

_LONGEST_CODE = 80
_MAY_BEGIN_A_CODE = re.compile(r"\s*[LlＬｌ]\s*[SsＳｓ]")
_IDENTITY_SHEET = re.compile(rf"{re.escape(IDENTITY_SHEET)}(?:[ _(].*)?", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Claim:
    """One place that says which form the workbook is."""

    identity: Identity
    place: str


@dataclass(frozen=True, slots=True)
class Mistyped:
    """A form code in a cell whose check character does not agree."""

    text: str
    place: Place
    identity: Identity
    """What it would say if only the check character were wrong."""


@dataclass(frozen=True, slots=True)
class Claims:
    """Everything the workbook says about which form it is."""

    readable: tuple[Claim, ...]
    mistyped: tuple[Mistyped, ...]
    printed: bool
    """Whether a readable form code stands where people see it."""

    @property
    def identities(self) -> tuple[Identity, ...]:
        """The different identities claimed, in the order they were found."""
        return tuple(dict.fromkeys(claim.identity for claim in self.readable))


def claims_of(workbook: Workbook, file: str) -> Claims:
    """Collect what the cells, the hidden sheet and the properties say."""
    readable: list[Claim] = []
    mistyped: list[Mistyped] = []
    printed = False
    for sheet in workbook.sheets:
        hidden_sheet = _IDENTITY_SHEET.fullmatch(sheet.name) is not None
        for place, text in _codes_in(sheet, file):
            if (identity := parse_form_code(text)) is not None:
                readable.append(Claim(identity, f"{place.sheet}!{place.cell}"))
                printed = printed or not hidden_sheet
            elif (meant := _meant(text)) is not None:
                mistyped.append(Mistyped(shown(text.strip()), place, meant))
        if hidden_sheet:
            readable += _facts_say(_pairs(sheet), shown(sheet.name))
    properties = {
        name.removeprefix(PROPERTY_PREFIX): text for name, text in workbook.properties.items()
    }
    code = parse_form_code(properties.get("code", ""))
    readable += [Claim(code, f"{PROPERTY_PREFIX}code")] if code is not None else []
    readable += _facts_say(properties, f"{PROPERTY_PREFIX}*")
    return Claims(tuple(readable), tuple(mistyped), printed)


def _codes_in(sheet: Sheet, file: str) -> Iterator[tuple[Place, str]]:
    """Yield the cells that may be a form code, wherever they stand."""
    for cell in sheet.cells:
        may_be = cell.kind is CellKind.TEXT and len(cell.text) <= _LONGEST_CODE
        if may_be and _MAY_BEGIN_A_CODE.match(cell.text):
            yield Place(file, shown(sheet.name), cell.address), cell.text


def _meant(text: str) -> Identity | None:
    """Return what a form code says when its check character is left aside, None for other texts."""
    body = unicodedata.normalize("NFKC", text).upper().strip()[:-1]
    return parse_form_code(body + check_character(body))


def _pairs(sheet: Sheet) -> dict[str, str]:
    """Return the texts of column B by the keys of column A."""
    texts = {(cell.row, cell.col): cell.text for cell in sheet.cells if cell.kind is CellKind.TEXT}
    return {
        key.strip(): texts[row, 2].strip()
        for (row, col), key in texts.items()
        if col == 1 and (row, 2) in texts
    }


def _facts_say(facts: Mapping[str, str], place: str) -> Iterator[Claim]:
    """Yield what plan, unit, period and version say together; nothing when one is broken."""
    try:
        period = Period.parse(facts["period"])
        identity = Identity(facts["plan"], facts["unit"], period, facts["version"])
        form_code(identity)
    except (KeyError, ValueError):
        return
    yield Claim(identity, place)


def disagreement(claims: Claims, file: str) -> Finding | None:
    """Return why the claims cannot be followed, None when they agree or there is none.

    A mistyped code may stand beside other marks only if they all say what it was meant to say:
    a code changed by hand does not turn a form into that of another period or unit.
    """
    identities = claims.identities
    if len(identities) > 1:
        return rejections.IDENTITIES_DISAGREE.finding(
            unit=None, period=None, file=file, facts={"codes": _said(claims)}
        )
    for one in claims.mistyped:
        if (one.identity,) != identities:
            return rejections.CHECK_CHARACTER.finding(
                unit=None,
                period=None,
                place=one.place,
                seen=one.text,
                facts={"place": f"{one.place.sheet}!{one.place.cell}"},
            )
    return None


def _said(claims: Claims) -> str:
    """Return each form code with the places that claim it, as far as a sentence can hold them."""
    places: dict[Identity, list[str]] = {}
    for claim in claims.readable:
        places.setdefault(claim.identity, []).append(claim.place)
    return listed(f"{form_code(one)} ({listed(where)})" for one, where in places.items())
