"""How the cells of a form look, and how tall a row must be for its text.

XlsxWriter does not fit row heights, and Excel keeps the height a protected form was written with,
so the lines that a text takes are estimated from the widths of its letters.
"""

from __future__ import annotations

import unicodedata
from functools import lru_cache
from typing import Any

_Look = dict[str, object]

FONT = "Times New Roman"
TEXT_SIZE = 11
NOTE_SIZE = 9

INPUT_COLOUR = "#FFF6CC"
PREFILLED_COLOUR = "#D6E9F8"
FORMULA_COLOUR = "#F3F3F3"
UNUSED_COLOUR = "#DCDCDC"
ERROR_COLOUR = "#FFC7CE"
_TITLE_COLOUR = "#E3EFDA"
_HEADER_COLOUR = "#DDE5F1"
_LINE_COLOUR = "#7F7F7F"
_FAINT = "#7A7A7A"
_RED = "#B00000"

_EDGE: _Look = {"border": 1, "border_color": _LINE_COLOUR}
_CENTRE: _Look = {"align": "center"}
_COUNT: _Look = {"num_format": "#,##0"}
_MONEY: _Look = {"num_format": "#,##0.0##"}
_DATE: _Look = {"num_format": "dd/mm/yyyy", **_CENTRE}
_SMALL: _Look = {"font_size": NOTE_SIZE}
_VALUES: dict[str, _Look] = {
    "count": _COUNT,
    "money": _MONEY,
    "date": _DATE,
    "choice": _CENTRE | _SMALL,
    "tick": _CENTRE | {"bold": True},
    "text": {"align": "left"},
    "ordinal": {"align": "left"},
    "prose": {"align": "left", "valign": "top"},
    "rate": {"num_format": "0.0%"},
}
_STYLES: dict[str, _Look] = {
    "heading": {"bold": True, "font_size": 14, "text_wrap": False},
    "under": {"italic": True, "text_wrap": False},
    "note": {"italic": True, "font_size": 10},
    "warning": {"bold": True, "font_color": _RED},
    "office": {"text_wrap": False},
    "office_bold": {"bold": True, "text_wrap": False},
    "subject": {"bold": True, "font_size": 14, **_CENTRE},
    "subject_under": {"italic": True, **_CENTRE},
    "section": {"bold": True, "font_size": 12, "text_wrap": False},
    "header": {"bold": True, "font_size": 10, "bg_color": _HEADER_COLOUR, **_CENTRE, **_EDGE},
    "numbering": {"italic": True, "font_size": 8, **_CENTRE, **_EDGE},
    "token": {"font_size": 7, "font_color": _FAINT, "text_wrap": False, **_CENTRE},
    "title": {"bold": True, "bg_color": _TITLE_COLOUR, "text_wrap": False},
    "code": {
        "font_size": 8,
        "font_color": _FAINT,
        "text_wrap": False,
        "shrink": True,
        "align": "left",
    },
    "label": _EDGE,
    "label_part": {"indent": 2, **_EDGE},
    "label_tick": {"bold": True, **_EDGE},
    "label_sum": {"italic": True, "bold": True, **_EDGE},
    "counted": {**_CENTRE, **_SMALL, **_EDGE},
    "clause": {**_CENTRE, **_SMALL, **_EDGE},
    "aside": {**_SMALL, **_EDGE},
    "check": {
        **_SMALL,
        "font_color": _RED,
        "bold": True,
        "num_format": '"còn "0" ô";;;@',
        **_EDGE,
    },
    "unused": {"bg_color": UNUSED_COLOUR, **_EDGE},
    "fact": {"bold": True, **_EDGE},
    "form_code": {"bold": True, "font_name": "Courier New", "font_size": 14, **_EDGE},
    "tally": {"num_format": '0" ô"', "bold": True, **_CENTRE, **_EDGE},
    "tally_rows": {"num_format": '0" dòng"', "bold": True, **_CENTRE, **_EDGE},
    "input_swatch": {"bg_color": INPUT_COLOUR, **_EDGE},
    "prefilled_swatch": {"bg_color": PREFILLED_COLOUR, **_EDGE},
    "formula_swatch": {"bg_color": FORMULA_COLOUR, **_EDGE},
    "error_swatch": {"bg_color": ERROR_COLOUR, **_EDGE},
    "guide_text": {"valign": "top"},
    "guide_cell": {"font_size": 10, "valign": "top", **_EDGE},
    "guide_code": {"font_size": 9, "valign": "top", "bold": True, "text_wrap": False, **_EDGE},
}
_FILLS: dict[str, _Look] = {
    "input": {"bg_color": INPUT_COLOUR, "locked": False},
    "prefilled": {"bg_color": PREFILLED_COLOUR, "locked": False},
    "formula": {"bg_color": FORMULA_COLOUR},
}
_STYLES |= {
    f"{fill}_{value}": {**_EDGE, **look, **paint}
    for fill, paint in _FILLS.items()
    for value, look in _VALUES.items()
}


class Styles:
    """The formats of one workbook, each made when it is first used."""

    def __init__(self, workbook: Any) -> None:
        """Keep the XlsxWriter workbook they belong to."""
        self._workbook = workbook
        self._made: dict[str, Any] = {}

    def __getitem__(self, name: str) -> Any:
        if name not in self._made:
            common = {"font_name": FONT, "font_size": TEXT_SIZE, "valign": "vcenter"}
            look = {**common, "text_wrap": True, **_STYLES[name]}
            self._made[name] = self._workbook.add_format(look)
        return self._made[name]

    def highlight(self, colour: str) -> Any:
        """Return a fill for conditional formats."""
        if colour not in self._made:
            self._made[colour] = self._workbook.add_format({"bg_color": colour})
        return self._made[colour]


# Widths of Times New Roman in ems by base letter; accents do not change them.
_WIDTHS: dict[str, float] = {
    character: width
    for width, characters in (
        (0.25, " .,"),
        (0.28, "ijlt:;/'|"),
        (0.34, "frI()[]-!"),
        (0.40, "s"),
        (0.45, "acez?"),
        (0.56, "FPS+=<>"),
        (0.62, "ELT"),
        (0.67, "BCR"),
        (0.73, "wADGHKNOQUVXY"),
        (0.80, "m%"),
        (0.95, "MW@—…"),
    )
    for character in characters
}
_OTHER_WIDTH = 0.5
_OTHER_CAPITAL = 0.73
_MARGIN = 0.95  # bold and other programs' fonts are a little wider


@lru_cache(maxsize=4096)
def line_count(text: str, column_width: float, size: float = TEXT_SIZE) -> int:
    """Return how many lines `text` takes in a column of that width (Excel's character units)."""
    room = (column_width * 7 - 4) * 0.75 / size * _MARGIN  # in ems of the font
    return sum(_wrapped(paragraph, room) for paragraph in text.split("\n"))


def row_height(*heights: tuple[int, float]) -> float:
    """Return the height in points of a row whose cells have (lines, font size)."""
    return max((lines * size * 1.2 for lines, size in heights), default=0) + 4


def _wrapped(paragraph: str, room: float) -> int:
    lines, used = 1, 0.0
    for word in paragraph.split(" "):
        width = sum(map(_em, word))
        if used and used + _em(" ") + width > room:
            lines, used = lines + 1, width
        else:
            used += width + (_em(" ") if used else 0.0)
        while used > room:  # a word longer than the line is broken
            lines, used = lines + 1, used - room
    return lines


@lru_cache(maxsize=1024)
def _em(character: str) -> float:
    base = unicodedata.normalize("NFD", character)[0]
    other = _OTHER_CAPITAL if base.isupper() else _OTHER_WIDTH
    return _WIDTHS.get(base, other)
