"""The guide to templates names what there is: every variable in use, and none that is not."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from lsreport.report.docx import PACKAGED
from lsreport.report.template_check import shown_in
from lsreport.report.template_kinds import Value, field_of, fields_of, item_of, variables_of
from lsreport.report.template_language import (
    DAY_FILTERS,
    LIST_FILTERS,
    LOOP,
    NUMBER_FILTERS,
    TEXT_FILTERS,
)
from lsreport.report.template_registry import TEMPLATES

GUIDE = Path(__file__).parents[2] / "docs" / "mau-bao-cao.md"
ROW = re.compile(r"^\| `([^`]+)` \| (.+) \|$", re.MULTILINE)
LETTERHEAD = re.compile(r"^(view|letter|about)\.(?=letterhead\.)")
STEP = re.compile(r"\.?(\w+)|\[(\d*)\]")


def rows_under(heading: str) -> dict[str, str]:
    """Return the first two columns of the tables between a heading and the next of its level."""
    _before, _heading, rest = GUIDE.read_text(encoding="utf-8").partition(f"\n{heading}\n")
    return dict(ROW.findall(re.split(r"\n## ", rest)[0]))


VARIABLES = rows_under("## Các biến")


@pytest.mark.parametrize("name", TEMPLATES)
def test_every_variable_a_template_prints_is_documented(name: str) -> None:
    printed = shown_in(PACKAGED / name, TEMPLATES[name])
    assert {LETTERHEAD.sub("", path) for path in printed} - VARIABLES.keys() == set()


def resolved(path: str, variables: type) -> Value | None:
    """Return what a path of the guide stands for, None where there is no such variable."""
    known = variables_of(variables)
    value: Value | None = None
    for name, index in STEP.findall(path):
        if value is None:
            value = known.get(name)
        elif name:
            value = field_of(value, name) if name in fields_of(value) else None
        else:
            value = item_of(value, int(index) if index else None)
        if value is None:
            return None
    return value


def places(path: str) -> Iterator[str]:
    """Yield the full names of a variable: the letterhead is documented once for all."""
    if path.startswith("letterhead."):
        yield from (f"{of}.{path}" for of in ("view", "letter", "about"))
    else:
        yield path


def test_every_documented_variable_exists() -> None:
    unknown = [
        path
        for path in VARIABLES
        if not any(resolved(one, kind) for one in places(path) for kind in TEMPLATES.values())
    ]
    assert unknown == []
    assert resolved("view.nothing", TEMPLATES["report.docx"]) is None
    assert len(VARIABLES) > 200


def test_the_language_is_documented() -> None:
    words = rows_under("## Thẻ")
    filters = {*TEXT_FILTERS, *NUMBER_FILTERS, *DAY_FILTERS, *LIST_FILTERS}
    assert {one for one in words if one.isidentifier()} == filters
    text = GUIDE.read_text(encoding="utf-8")
    loops = set(re.findall(r"`loop\.(\w+)`", text))
    assert loops <= LOOP
    assert {"index", "first", "last", "length"} <= loops
    for level in ("p", "tr", "tc", "row"):
        assert f"`{{%{level} " in text


def test_descriptions_are_for_a_reader_of_vietnamese() -> None:
    for path, meaning in VARIABLES.items():
        assert meaning[0].isupper() or meaning.startswith("I"), path
        assert not re.search(r"\b(the|and|of|unit|figure of)\b", meaning), path
