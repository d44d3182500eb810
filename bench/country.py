"""A country of communes: a plan with as many units as asked, and a filled workbook of each.

Every workbook is the year form of a commune, honestly filled in by the generator of the samples;
all figures are synthetic. One form is filled in with marks by openpyxl, as any office program
would save it; each commune's own figures then take the places of the marks.
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from io import BytesIO
from pathlib import Path

from openpyxl import load_workbook
from samples.filling import Clerk, boxes, filled
from samples.honest import honest_units
from samples.words import NOTICE, SYNTHETIC

from lsreport.domain.period import Period
from lsreport.domain.unit import Unit
from lsreport.excel.forms import form_name, write_form
from lsreport.excel.identity import Identity, form_code
from lsreport.excel.layout import form_version
from lsreport.indicators.calendar import due, expected, window
from lsreport.indicators.loader import export_plan, load_plan
from lsreport.indicators.plan import Plan

PERIOD = Period(2025, annual=True)
EVERY_COMMUNE = 3321
"""Communes of the country from 1 July 2025: 2,621 xã, 687 phường, 13 đặc khu."""
_FIRST_CODE = 100_000
_WORDS = {
    "@sending": 1,
    "@contact": SYNTHETIC,
    "@signer": SYNTHETIC,
    "@paper_number": "87/BC-UBND",
    "@paper_date": "24/12/2025",
    "KH01": 3,
    "D1": f"{NOTICE}. " + "Đã truyền thông tại các thôn, trường học. " * 8,
    "D2": "Địa bàn rộng, dân cư phân tán; việc tiếp cận hộ kinh doanh nhỏ lẻ còn hạn chế.",
}
"""What every commune says in words."""
_MARK = 900_000_000
"""The number in box n is this plus n; no figure of a commune is as large."""
_STORED = re.compile(rb"(<f>[^<]*</f>)<v>[^<]*</v>")
"""What a formula came to, which would be that of the marks; the form's formulas are recomputed."""
_BOX = re.compile(
    rb'<c r="(?P<cell>[A-Z]+\d+)"(?P<style>[^>]*?)(?: t="n")?><v>(?P<mark>9\d{8})</v></c>'
)


@dataclass(frozen=True, slots=True)
class Country:
    """Where the plan and the workbooks are."""

    plan: Path
    inbox: Path


def make_country(folder: Path, communes: int = EVERY_COMMUNE) -> Country:
    """Write the plan and the workbooks of a country into `folder`."""
    made = Country(folder / "plan", folder / "inbox" / due_day())
    packaged = load_plan("187")
    local = [unit for unit in expected(packaged, PERIOD) if "local" in unit.roles]
    units = [_named(local[number % len(local)], number) for number in range(communes)]
    export_plan("187", made.plan)
    with (made.plan / "units.toml").open("a", encoding="utf-8") as registry:
        registry.writelines(_entry(unit) for unit in units)
    made.inbox.mkdir(parents=True)
    marked = _Marked(packaged, local[0])
    figures = _figures(packaged, local, communes)
    for unit, typed in zip(units, figures, strict=True):
        (made.inbox / form_name(unit, PERIOD)).write_bytes(marked.filled(unit, typed))
    return made


def due_day() -> str:
    """Return the day on which everything came, as an inbox folder names it."""
    return due(load_plan("187"), PERIOD).moved.isoformat()


def _named(like: Unit, number: int) -> Unit:
    code = str(_FIRST_CODE + number)
    return replace(like, code=code, name=f"UBND xã mô phỏng {code}", former="")


def _entry(unit: Unit) -> str:
    return (
        f'\n[[unit]]\ncode = "{unit.code}"\nname = "{unit.name}"\nstanding = "must"\n'
        f'roles = ["local"]\nclauses = ["V.13"]\nfrom = {unit.valid_from}\n'
    )


def _figures(plan: Plan, local: list[Unit], communes: int) -> Iterator[Mapping[str, object]]:
    """Yield what each commune types: another province for every round of the registry."""
    day = window(plan, PERIOD)[1]
    rounds = -(-communes // len(local))
    typed = (
        _WORDS | dict(clerk.typed(one.half(2025, second=True)))
        for province in range(rounds)
        for one in honest_units(plan, expected(plan, PERIOD), province, PERIOD.id)
        if one.unit in local
        for clerk in [Clerk(plan, one.unit, day, writes_noughts=True)]
    )
    for _number in range(communes):
        yield next(typed)


class _Marked:
    """The form of one commune with a mark in every box."""

    def __init__(self, plan: Plan, unit: Unit) -> None:
        self._plan, self._unit = plan, unit
        form = write_form(plan, unit, PERIOD, {})
        keys = _keys(form)
        marks = {key: _MARK + number for number, key in enumerate(keys)}
        content = filled(form, marks, (), due(plan, PERIOD).moved)
        with zipfile.ZipFile(BytesIO(content)) as packed:
            self._parts = {name: packed.read(name) for name in packed.namelist()}
        self._keys = {mark: key for key, mark in marks.items()}

    def filled(self, unit: Unit, typed: Mapping[str, object]) -> bytes:
        """Return the workbook of a commune with what it types in its boxes."""

        def box(match: re.Match[bytes]) -> bytes:
            content = typed.get(self._keys[int(match["mark"])])
            head = b'<c r="%s"%s' % (match["cell"], match["style"])
            if content is None:
                return head + b"/>"
            if isinstance(content, str):
                return head + b' t="inlineStr"><is><t>%s</t></is></c>' % content.encode()
            return head + b"><v>%s</v></c>" % str(content).encode()

        own = {
            self._code(self._unit): self._code(unit),
            self._unit.code.encode(): unit.code.encode(),
        }
        target = BytesIO()
        with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as packed:
            for name, part in self._parts.items():
                sheet = name.startswith("xl/worksheets/")
                content = _BOX.sub(box, _STORED.sub(rb"\1", part)) if sheet else part
                for old, new in own.items():
                    content = content.replace(old, new)
                packed.writestr(name, content)
        return target.getvalue()

    def _code(self, unit: Unit) -> bytes:
        version = form_version(self._plan, window(self._plan, PERIOD)[1])
        identity = Identity(self._plan.id, unit.code, PERIOD, version)
        return form_code(identity).encode()


def _keys(form: bytes) -> list[str]:
    workbook = load_workbook(BytesIO(form))
    return [
        key for key, cell in boxes(workbook) if cell.value is None and not cell.protection.locked
    ]
