"""Results of formulas as a spreadsheet stores them: the library that saves the samples has none.

Without them a preview shows blanks. Only what has a code is given: cumulative figures, borrowed
totals, closing stocks and rates; the rest is calculated when the workbook is opened.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

from openpyxl import Workbook
from openpyxl.cell.cell import Cell

_BORROWED = {"HTX_T.total": "HTX.total", "HO_T.total": "HO.total"}
_FORMULA = re.compile(rb'(<c r="([A-Z]+[0-9]+)"[^>]*>)(<f>[^<]*</f>)<v ?/?>(?:</v>)?</c>')


def stored_values(workbook: Workbook, places: Mapping[str, Cell]) -> Callable[[str, bytes], bytes]:
    """Return a patch that stores the results of the formulas with a code in the saved workbook."""
    parts = {sheet.title: f"xl/worksheets/sheet{n}.xml" for n, sheet in enumerate(workbook, 1)}
    results: dict[str, dict[bytes, bytes]] = {}
    for key, cell in places.items():
        result = _result(key, places)
        if cell.data_type == "f" and result is not None:
            of_sheet = results.setdefault(parts[cell.parent.title], {})
            of_sheet[cell.coordinate.encode()] = result.encode()

    def patch(name: str, part: bytes) -> bytes:
        known = results.get(name)
        return part if known is None else _FORMULA.sub(lambda one: _with_value(one, known), part)

    return patch


def _with_value(formula: re.Match[bytes], known: Mapping[bytes, bytes]) -> bytes:
    result = known.get(formula[2])
    return formula[0] if result is None else b"%b%b<v>%b</v></c>" % (formula[1], formula[3], result)


def _result(key: str, places: Mapping[str, Cell]) -> str | None:
    """Return the result of the formula of `key`, None where it shows nothing."""
    if key.endswith(".rate"):
        return _rate(key.removesuffix(".rate"), places)
    number = _number(key, places)
    return None if number is None else str(number)


def _number(key: str, places: Mapping[str, Cell]) -> int | None:
    if key in _BORROWED:
        return _typed(_BORROWED[key], places)
    if key.endswith(".covered"):
        row = key.removesuffix(".covered")
        return _signed((f"{row}.base", f"{row}.gains"), f"{row}.losses", places)
    if key == "CL_CK":
        ticked = places["G_CL"].value == "x"
        return 0 if ticked else _signed(("CL_DK", "CL_MOI"), "CL_HET", places)
    return None


def _rate(row: str, places: Mapping[str, Cell]) -> str | None:
    total = _number(f"{row}.total", places) or _typed(f"{row}.total", places)
    part = _number(f"{row}.covered", places)
    if part is None:
        part = _typed(f"{row}.reached", places)
    return f"{part * 1000 // total / 1000:g}" if total and part is not None else None


def _signed(plus: tuple[str, ...], minus: str, places: Mapping[str, Cell]) -> int | None:
    terms = [_typed(key, places) for key in (*plus, minus)]
    if any(term is None for term in terms):
        return None
    *added, subtracted = (term or 0 for term in terms)
    return sum(added) - subtracted


def _typed(key: str, places: Mapping[str, Cell]) -> int | None:
    value = places[key].value if key in places else None
    return value if isinstance(value, int) else None
