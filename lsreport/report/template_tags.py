"""The tags in the paragraphs or cells of a template: found, paired, and made into one program.

The program holds the text of each paragraph or cell on a line of its own, so that whatever is
wrong in it can be told with its place.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from jinja2 import TemplateSyntaxError, nodes
from jinja2.environment import Environment

from lsreport.i18n import Message, _

LOST: Final = _(
    "this tag stands for its whole paragraph, row or cell: what else is in it would be lost"
)
TAG_SIGN: Final = re.compile(r"\{[{%#]")
"""How a tag begins."""
MOST_TAGS: Final = 5_000
_TAG: Final = re.compile(r"\{\{.{0,1000}?\}\}|\{%.{0,1000}?%\}|\{#.{0,1000}?#\}", re.DOTALL)
"""No tag is longer: looking for the end of many that have none takes little time then."""
TAG_EDGE: Final = re.compile(r"\{[{%#]|[}%#]\}")
"""How a tag begins or ends."""
_SHAPE: Final = re.compile(
    r"\{([{%#])([-+]?)(?:(p|tr|tc|r|row)(?=\s))?(.*?)([-+]?)[}%#]\}", re.DOTALL
)
# docxtpl does not find the end of a tag for a paragraph, row or cell that has one of these.
_SIGN_INSIDE: Final = re.compile(r"[%{}]")
# Word turns straight quotation marks into these while one types.
_QUOTES: Final = str.maketrans("“”‘’", "\"\"''")
_FORMS: Final = "{{ … }}, {% … %}, {%p … %}, {%tr … %}, {%tc … %}, {%row … %}"
_OPENING: Final = {"for": "endfor", "if": "endif"}
_BETWEEN: Final = {"elif": ("if",), "else": ("if", "for")}


@dataclass(frozen=True, slots=True)
class Piece:
    """A paragraph or a cell of a template."""

    place: Message
    text: str
    inside: Mapping[str, int] = field(default_factory=dict)
    """What a tag of each level (`p`, `tr`, `tc`, `row`) repeats a part of: tags of one pair stand
    in the same. A level that is absent cannot be used here."""


@dataclass(frozen=True, slots=True)
class Fault:
    """Something wrong in a template."""

    place: Message | None
    """None for a fault of the whole file."""
    text: str
    """The tag or text it stands in, as the template has it."""
    problem: Message
    lacking: bool = False
    """Whether a document can be made all the same: something is left out that it should say."""


@dataclass(frozen=True, slots=True)
class _Tag:
    piece: int
    text: str
    sign: str
    level: str
    keyword: str
    source: str
    """As Jinja reads it."""


@dataclass(frozen=True, slots=True)
class Program:
    """The tags of a template as one parsed program."""

    tree: nodes.Template
    lines: tuple[int, ...]
    """For each line, the piece it was made of."""


def program_of(
    pieces: Sequence[Piece], environment: Environment
) -> tuple[Program | None, list[Fault]]:
    """Return the program of the pieces, None where faults leave none."""
    tags: list[_Tag] = []
    faults: list[Fault] = []
    sources: list[str] = []
    for number, piece in enumerate(pieces):
        found, wrong = _tags(number, piece)
        tags += found
        faults += wrong
        sources.append(_source(piece.text, found))
    if len(tags) > MOST_TAGS:
        text = _("{n} tags are more than {most}")
        return None, [Fault(None, "", Message(text, {"n": len(tags), "most": MOST_TAGS}))]
    faults += [fault for tag in tags for fault in _syntax(pieces, tag, environment)]
    faults += [] if faults else _pairs(pieces, tags)
    if faults:
        return None, faults
    lines = [number for number, one in enumerate(sources) for _line in one.split("\n")]
    try:
        tree = environment.parse("\n".join(sources))
    except (TemplateSyntaxError, RecursionError) as error:
        line = error.lineno if isinstance(error, TemplateSyntaxError) else 1
        piece = pieces[lines[min(line, len(lines)) - 1]]
        return None, [_fault(piece, piece.text, _said(error))]
    return Program(tree, tuple(lines)), []


def _tags(number: int, piece: Piece) -> tuple[list[_Tag], list[Fault]]:
    """Return the tags of a piece, and what is wrong in the way they are written."""
    tags, faults = [], []
    rest = _TAG.sub("", piece.text)
    open_sign = TAG_EDGE.search(rest)
    if open_sign:
        text = _("{sign} without its other half")
        faults.append(_fault(piece, piece.text, Message(text, {"sign": open_sign[0]})))
    for match in _TAG.finditer(piece.text):
        shape = _SHAPE.fullmatch(match[0])
        if shape is None:
            continue
        sign, before, level, inner, behind = shape.groups()
        wrong = bool(before or behind) or bool(level and _SIGN_INSIDE.search(inner))
        problem = _misuse(piece, sign, level or "", wrong=wrong)
        if problem is not None:
            faults.append(_fault(piece, match[0], problem))
            continue
        source = f"{{{sign}{inner.translate(_QUOTES)}{'}' if sign == '{' else sign}}}"
        keyword = inner.split(None, 1)[0] if sign == "%" and inner.strip() else ""
        tags.append(_Tag(number, match[0], sign, level or "", keyword, source))
    alone = [tag for tag in tags if tag.level in {"p", "row"}]
    if alone and (len(tags) > 1 or rest.strip()):
        faults.append(_fault(piece, alone[0].text, Message(LOST)))
    return tags, faults


def _misuse(piece: Piece, sign: str, level: str, *, wrong: bool) -> Message | None:
    if wrong or (level and sign != "%") or level == "r":
        return Message(_("tags are written as one of {forms}"), {"forms": _FORMS})
    if level and level not in piece.inside:
        return Message(_("{tag} cannot stand here"), {"tag": f"{{%{level} … %}}"})
    return None


def _source(text: str, tags: Sequence[_Tag]) -> str:
    """Return the text of a piece as Jinja reads it."""
    parts, place = [], 0
    for tag in tags:
        start = text.index(tag.text, place)
        parts += [text[place:start], tag.source]
        place = start + len(tag.text)
    return "".join((*parts, text[place:]))


def _syntax(pieces: Sequence[Piece], tag: _Tag, environment: Environment) -> list[Fault]:
    """Return what is wrong inside one tag, looked at alone."""
    alone = tag.source
    if tag.sign == "%":
        if tag.keyword in _OPENING:
            alone += f"{{% {_OPENING[tag.keyword]} %}}"
        elif tag.keyword == "elif":
            alone = f"{{% if true %}}{alone}{{% endif %}}"
        elif tag.keyword in {"else", *_OPENING.values()}:
            return []
        else:
            text = _("templates know for, if, elif, else, endif and endfor, not {word}")
            return [_fault(pieces[tag.piece], tag.text, Message(text, {"word": tag.keyword}))]
    try:
        environment.parse(alone)
    except (TemplateSyntaxError, RecursionError) as error:
        return [_fault(pieces[tag.piece], tag.text, _said(error))]
    return []


def _said(error: Exception) -> Message:
    text = _("this tag is not written correctly ({why})")
    why = error.message if isinstance(error, TemplateSyntaxError) else "nested too deep"
    return Message(text, {"why": (why or "").rstrip(".")})


def _pairs(pieces: Sequence[Piece], tags: Sequence[_Tag]) -> list[Fault]:
    """Return the tags whose beginning or end is missing, or stands where it cannot be repeated."""
    faults: list[Fault] = []
    opened: list[_Tag] = []
    for tag in tags:
        piece = pieces[tag.piece]
        if tag.keyword in _OPENING:
            opened.append(tag)
        elif tag.keyword in _BETWEEN or tag.keyword in _OPENING.values():
            matching = _BETWEEN.get(tag.keyword, (tag.keyword.removeprefix("end"),))
            if not opened or opened[-1].keyword not in matching:
                faults.append(_fault(piece, tag.text, Message(_("nothing before it begins this"))))
                continue
            if not _together(pieces, opened[-1], tag):
                text = _("this belongs to {tag}, which stands in another kind of place")
                faults.append(_fault(piece, tag.text, Message(text, {"tag": opened[-1].text})))
            if tag.keyword in _OPENING.values():
                opened.pop()
    for tag in opened:
        text = _("{end} is missing")
        facts = {"end": _OPENING[tag.keyword]}
        faults.append(_fault(pieces[tag.piece], tag.text, Message(text, facts)))
    return faults


def _together(pieces: Sequence[Piece], first: _Tag, second: _Tag) -> bool:
    """Whether what stands between two tags can be repeated or left out as a whole."""
    if first.level != second.level:
        return False
    if not first.level:
        return first.piece == second.piece
    one, other = pieces[first.piece], pieces[second.piece]
    return one.inside[first.level] == other.inside[first.level]


def _fault(piece: Piece, text: str, problem: Message) -> Fault:
    return Fault(piece.place, text, problem)
