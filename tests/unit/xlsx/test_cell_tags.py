"""Tags in cells: rows repeat, types are kept, and a wrong tag is named with its cell."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from fractions import Fraction

import pytest
from openpyxl import Workbook

from lsreport.errors import ConfigurationError
from lsreport.report import figures
from lsreport.report.cell_tags import FilledRow, cell_environment, filled_rows
from lsreport.report.figures import Prose, Register, say

SEVEN = figures.count(7, "seven")
HALF = figures.share(Fraction(1, 2), "half")
SENTENCE = say("Có {n} lớp.", n=SEVEN)
ATTACK = "=1+1 {{ 7*7 }} {% for x in y %} & <b>"
NAMES: Mapping[str, object] = {
    "figures": (SEVEN, HALF),
    "sentence": SENTENCE,
    "attack": ATTACK,
    "moment": datetime(2024, 7, 5),  # noqa: DTZ001 - the point is that it is no date
    "names": {"a": 1},
    "empty": (),
}


def filled(
    rows: Sequence[Sequence[str | int | None]], register: Register | None = None
) -> list[FilledRow]:
    sheet = Workbook().worksheets[0]
    sheet.title = "Bảng"
    for row in rows:
        sheet.append(row)
    noted = register or Register()
    return filled_rows(sheet, cell_environment(noted), NAMES, noted, "mau.xlsx")


def test_a_loop_repeats_its_rows_and_cells_keep_their_types() -> None:
    rows = filled(
        [
            ["Tiêu đề", "{{ 2 }}"],
            ["{%row for one in figures %}"],
            ["{{ loop.index }}", "{{ one }}", "Số {{ one }}\nđã {{ 'gửi' }}", 5],
            [None, "thêm"],
            ["{%row endfor %}"],
            ["cuối"],
        ]
    )
    assert rows == [
        FilledRow(1, {2: 2}),
        FilledRow(3, {1: 1, 2: SEVEN, 3: "Số 7\nđã gửi"}),
        FilledRow(4),
        FilledRow(3, {1: 2, 2: HALF, 3: "Số 50,00%\nđã gửi"}),
        FilledRow(4),
        FilledRow(6),
    ]


def test_rows_can_be_left_out() -> None:
    rows = filled(
        [
            ["{%row if empty %}"],
            ["bỏ", "{{ missing }}"],
            ["{%row else %}"],
            ["giữ"],
            ["{%row endif %}"],
            ["{%row for one in empty %}"],
            ["{{ one }}"],
            ["{%row else %}"],
            ["không có"],
            ["{%row endfor %}"],
        ]
    )
    assert [row.origin for row in rows] == [4, 9]


def test_every_figure_passes_the_register_once() -> None:
    register = Register()
    filled([["{{ figures[0] }}", "{{ sentence }}", "và {{ figures[1] }}"]], register)
    assert register.printed == [SEVEN, SEVEN, HALF]


def test_a_sentence_is_text() -> None:
    (row,) = filled([["{{ sentence }}"]])
    assert row.values == {1: "Có 7 lớp."}
    assert isinstance(SENTENCE, Prose)


def test_what_data_say_is_never_taken_for_tags() -> None:
    (row,) = filled([["{{ attack }}", "[{{ attack }}]"]])
    assert row.values == {1: ATTACK, 2: f"[{ATTACK}]"}


@pytest.mark.parametrize(
    ("rows", "cell", "problem"),
    [
        ([["a", "{{ missing }}"]], "B1", "'missing' is undefined"),
        ([["a"], ["b", "Số {{ missing.name }}."]], "B2", "'missing' is undefined"),
        ([["a", "{{ names.b }}"]], "B1", "has no attribute 'b'"),
        ([["a", "{{ names[ }}"]], "B1", "unexpected"),
        ([["a", "x {% if %}"], ["b"]], "B1", "Expected an expression"),
        ([["a", "m\n{{ 1 }}"], ["b", "x\n{{ missing }}"]], "B2", "'missing' is undefined"),
        ([["a"], ["{%row for one in missing %}"], ["b"], ["{%row endfor %}"]], "A2", "undefined"),
        ([["a"], ["{%row endfor %}"], ["b"]], "A2", "unknown tag 'endfor'"),
        ([["a"], ["{%row for one in empty %}"], ["b"]], "A3", "needs to be closed is 'for'"),
        ([["a", "{%row endfor %}"]], "B1", "unknown tag 'row'"),
        ([["a", None, "{{ 1/0 }}"]], "C1", "templates do not calculate: /"),
        ([["{{ 'a' + 1 }}"]], "A1", "templates do not calculate: +"),
        ([["{{ names.update(b=1) }}"]], "A1", "unsafe"),
        ([["{{ ''.__class__ }}"]], "A1", "unsafe"),
        ([["{{ names }}"]], "A1", "a dict cannot stand in a cell"),
        ([["{{ true }}"]], "A1", "a bool cannot stand in a cell"),
        ([["{{ moment }}"]], "A1", "a datetime cannot stand in a cell"),
    ],
)
def test_a_wrong_tag_is_named_with_its_cell(
    rows: list[list[str | int | None]], cell: str, problem: str
) -> None:
    with pytest.raises(ConfigurationError) as failure:
        filled(rows)
    message = str(failure.value)
    assert message.startswith(f"mau.xlsx · Bảng!{cell}: cannot be filled in (")
    assert problem in message


def test_a_sheet_without_tags_stays_as_it_is() -> None:
    assert filled([["a", 1], ["b"]]) == [FilledRow(1), FilledRow(2)]
