"""What is called otherwise from a day on: texts change, codes and quoted clauses do not."""

from __future__ import annotations

import tomllib
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from msgspec import structs

from lsreport.indicators.asks import blocks_of
from lsreport.indicators.plan import Plan

HALF_2025 = date(2025, 6, 14)
LAST_OLD, FIRST_NEW = date(2025, 6, 30), date(2025, 7, 1)
YEAR_2025 = date(2025, 12, 14)
HALF_2026 = date(2026, 6, 14)

CHECKS_AT_ONCE = '[[element]]\ncode = "TK02a"\n'
"""Head of the entry behind TK02, which has one name for good."""
CASES = tomllib.loads(Path(__file__).with_name("wording.toml").read_text(encoding="utf-8"))["case"]


def text(plan: Plan, name: str, day: date) -> str:
    table, code, key = name.split()
    entries: Any = getattr(plan.worded_on(day), table)
    known = entries.values() if isinstance(entries, dict) else entries
    found = getattr(next(one for one in known if one.code == code), key)
    assert isinstance(found, str)
    return found


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["text"])
def test_a_text_is_that_of_the_day(plan: Plan, case: dict[str, str]) -> None:
    old, new = case["old"], case["new"]
    days = (date(2021, 12, 14), HALF_2025, LAST_OLD, FIRST_NEW, YEAR_2025, HALF_2026)
    assert [text(plan, case["text"], day) for day in days] == [
        *(old, old, old),
        *(new, new),
        case.get("later", new),
    ]


def test_nothing_a_commune_is_asked_speaks_of_districts_or_inspectorates(plan: Plan) -> None:
    commune = next(one for one in plan.units if one.code == "06001")
    asked = tuple(blocks_of(plan, commune, HALF_2026))
    texts = {one.code: f"{one.title} {one.tick_label} {one.note}" for one, _rows in asked}
    texts |= {one.code: f"{one.label} {one.definition}" for _block, rows in asked for one in rows}
    old = ("huyện", "thành phố", "thị trấn", "thanh tra")
    assert [code for code, said in texts.items() if any(one in said.lower() for one in old)] == []
    assert len(texts) == 71 + 16  # rows, and the blocks they stand in


def test_only_texts_change_and_what_is_quoted_from_the_plan_stays(plan: Plan) -> None:
    new = plan.worded_on(YEAR_2025)
    for code, written in plan.elements.items():
        now = new.elements[code]
        assert structs.replace(now, label=written.label, definition=written.definition) == written
    assert new.clauses == plan.clauses
    assert "thanh tra" in new.clauses["III.5"]
    assert (new.digest, new.indicators, new.units) == (plan.digest, plan.indicators, plan.units)


def test_texts_of_one_day_are_not_carried_to_another(plan: Plan) -> None:
    again = plan.worded_on(YEAR_2025).worded_on(HALF_2025)
    assert again.elements == plan.elements
    assert again.worded_on(HALF_2026).elements["TK03"].label == "Cơ sở được kiểm tra"


def test_a_unit_is_asked_in_the_words_of_the_day(plan: Plan) -> None:
    inspection = next(one for one in plan.units if one.code == "SNV")

    def labels(day: date) -> dict[str, str]:
        return {one.code: one.label for one in plan.elements_of(inspection, day)}

    assert labels(HALF_2025)["TK03"] == "Cơ sở được thanh tra, kiểm tra"
    assert labels(YEAR_2025)["TK03"] == "Cơ sở được kiểm tra"


@pytest.mark.parametrize(
    ("wording", "fault"),
    [
        ("label = 'Cơ sở'", "the key wording.from is missing. Add it."),
        (
            "from = 2025-07-01\ntitle = 'Cơ sở'",
            "unknown key wording[0].title. Remove it or correct its spelling.",
        ),
        ("from = 2025-07-01\nlabel = ' '", "the key wording.label is empty. Fill it in."),
        (
            "from = 2025-07-01",
            (
                "its wording from 2025-07-01 changes no text on any day it holds. Give it a text "
                "and days of its entry, or remove it."
            ),
        ),
        (
            "from = 2025-07-01\nuntil = 2025-06-30\nlabel = 'Cơ sở'",
            "it ends on 2025-06-30, before it begins on 2025-07-01. Correct a day.",
        ),
        (
            (
                "from = 2025-07-01\nlabel = 'A'\n\n"
                "[[element.wording]]\nsource = 'Luật'\nfrom = 2025-12-01\nlabel = 'B'"
            ),
            "two entries of wording hold on 2025-12-01. Let one end before the other begins.",
        ),
        (
            "from = '2025-07-01'\nlabel = 'Cơ sở'",
            (
                "wording[0].from must be a date such as 2024-12-31, not text in quotation marks. "
                "Correct the value."
            ),
        ),
    ],
)
def test_a_wording_that_cannot_hold(
    spoil: Callable[[str, str, str], Any], wording: str, fault: str
) -> None:
    given = f"[[element.wording]]\nsource = 'Luật'\n{wording}\n\n{CHECKS_AT_ONCE}"
    found = spoil("activities.toml", CHECKS_AT_ONCE, given)
    assert found.message == f"activities.toml, [[element]] TK02: {fault}"


@pytest.mark.parametrize(
    ("source", "fault"),
    [
        ("", "the key wording[0].source is missing. Add it."),
        ("source = ''\n", "the key wording.source is empty. Fill it in."),
    ],
)
def test_a_wording_says_what_it_follows(
    spoil: Callable[[str, str, str], Any], source: str, fault: str
) -> None:
    given = f"[[element.wording]]\nfrom = 2025-07-01\nlabel = 'A'\n{source}\n{CHECKS_AT_ONCE}"
    found = spoil("activities.toml", CHECKS_AT_ONCE, given)
    assert found.message == f"activities.toml, [[element]] TK02: {fault}"


def test_a_wording_behind_the_end_of_its_entry(spoil: Callable[[str, str, str], Any]) -> None:
    entry = '[[element]]\ncode = "TK02"\n'
    wording = "[[element.wording]]\nfrom = 2025-07-01\nlabel = 'A'\nsource = 'Luật'\n\n"
    assert spoil("activities.toml", entry, wording + entry).message == (
        "activities.toml, [[element]] TK01: its wording from 2025-07-01 changes no text on any day "
        "it holds. Give it a text and days of its entry, or remove it."
    )


@pytest.mark.parametrize(
    ("file", "table", "behind", "code"),
    [("forms.toml", "block", "A1", "A2"), ("cross_checks.toml", "cross_check", "budget", "")],
)
def test_wordings_of_blocks_and_pairs_are_checked_too(
    spoil: Callable[[str, str, str], Any], file: str, table: str, behind: str, code: str
) -> None:
    following = f'[[{table}]]\ncode = "{code}"\n' if code else "[[side_by_side]]\n"
    wording = f"[[{table}.wording]]\nnote = 'Ghi chú'\nsource = 'Luật'\n\n"
    found = spoil(file, following, wording + following)
    assert found.message == (
        f"{file}, [[{table}]] {behind}: the key wording.from is missing. Add it."
    )
