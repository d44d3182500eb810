"""Check a template without any report: what it names, how its tags are written, what it lacks.

It is also what stands between a changed template and a document: no template of an office is
filled in that has a fault.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

from lsreport.errors import ConfigurationError
from lsreport.i18n import Message, _
from lsreport.ooxml.package import Refused, read_file
from lsreport.report.template_kinds import variables_of
from lsreport.report.template_language import TemplateEnvironment
from lsreport.report.template_reading import Shown, read_program
from lsreport.report.template_tags import Fault, Piece, program_of
from lsreport.report.template_word import LIMITS, read_word

if TYPE_CHECKING:
    from lsreport.report.template_variables import Required

_NOT_WORD: Final = _("not a Word document (.docx); save it from Word in that format")
_NOT_EXCEL: Final = _("not a sound Excel workbook (.xlsx); save it from Excel in that format")
_EXCERPT: Final = 80
"""Characters of a paragraph that a fault shows."""


@dataclass(frozen=True, slots=True)
class _Read:
    """The contents of a template, Word or Excel."""

    programs: tuple[Sequence[Piece], ...]
    """Pieces that are filled in together: a Word part, or a sheet."""
    texts: tuple[str, ...]
    faults: tuple[Fault, ...]


def check_template(path: Path, variables: type) -> tuple[Fault, ...]:
    """Return what is wrong in the template at `path`, whose tags may name fields of `variables`.

    `variables` also has `required`, what must be printed, and `words`, what must stand in it.
    """
    try:
        read = _read(path)
    except Refused as refused:
        return (Fault(None, str(refused), Message(_NOT_WORD if _is_word(path) else _NOT_EXCEL)),)
    faults = list(read.faults)
    shown: list[Shown] = []
    for pieces in read.programs:
        printed, wrong = _judged(pieces, variables, word=_is_word(path))
        shown += printed
        faults += wrong
    if not faults:
        # Until its tags can be read, nobody can tell what is missing.
        faults += _missing(variables.required, variables.words, shown, read.texts)  # type: ignore[attr-defined]
    return tuple(one for place, one in enumerate(faults) if one not in faults[:place])


def shown_in(path: Path, variables: type) -> frozenset[str]:
    """Return the variables that a template without faults prints.

    Raises:
        Refused: the file is no sound document.
    """
    programs = _read(path).programs
    shown = (_judged(one, variables, word=_is_word(path))[0] for one in programs)
    return frozenset(one.path for part in shown for one in part)


def _judged(
    pieces: Sequence[Piece], variables: type, *, word: bool
) -> tuple[list[Shown], list[Fault]]:
    """Return what the tags of pieces print, and what is wrong in them."""
    environment = TemplateEnvironment(extensions=() if word else ("jinja2.ext.do",))
    program, faults = program_of(pieces, environment)
    if program is None:
        return [], faults
    reading = read_program(program.tree, variables_of(variables), figures_print=not word)
    for line, problem in reading.faults:
        piece = pieces[program.lines[line - 1]]
        faults.append(Fault(piece.place, piece.text, problem))
    return reading.shown, faults


def require_sound(path: Path, variables: type) -> None:
    """Let a template pass that can be filled in, and says what no document may leave out.

    Raises:
        ConfigurationError: it has a fault; file and place are named.
    """
    faults = [fault for fault in check_template(path, variables) if not fault.lacking]
    if faults:
        raise ConfigurationError(
            _("{fault}. All faults are listed by `lsreport render --check-template`."),
            fault=fault_message(path, faults[0]),
        )


def fault_message(path: Path, fault: Fault) -> Message:
    """Return a fault as a sentence: file, place, text, and what is wrong."""
    facts: dict[str, object] = {
        "file": path,
        "place": fault.place or "",
        "text": _shortened(fault.text),
        "problem": fault.problem,
    }
    if fault.place is None and not fault.text:
        return Message(_("{file}: {problem}"), facts)
    if fault.place is None:
        return Message(_("{file}: {problem} ({text})"), facts)
    if not fault.text:
        return Message(_("{file} · {place}: {problem}"), facts)
    return Message(_("{file} · {place} · “{text}”: {problem}"), facts)


def _shortened(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= _EXCERPT else f"{line[: _EXCERPT - 1]}…"


def _is_word(path: Path) -> bool:
    return path.suffix.lower() == ".docx"


def _read(path: Path) -> _Read:
    if _is_word(path):
        read = read_word(read_file(path, LIMITS))
        return _Read((read.pieces,), tuple(read.texts), tuple(read.faults))
    from lsreport.report.template_excel import read_excel

    return _Read(*read_excel(path))


def _missing(
    required: Sequence[Required], words: Sequence[str], shown: Sequence[Shown], texts: Sequence[str]
) -> Iterator[Fault]:
    """Yield the parts that a template of this kind must have and this one has not."""
    for part in required:
        found = [one for one in shown if one.path in part.paths]
        variables = ", ".join(f"{{{{ {path} }}}}" for path in part.paths)
        if not found:
            facts = {"what": Message(part.what), "variables": variables.replace("[]", "")}
            text = _("missing: {what} ({variables})")
            yield Fault(None, "", Message(text, facts), lacking=part.under is None)
        elif part.under is not None and not any(
            part.under.issuperset(one.conditions) for one in found
        ):
            facts = {"what": Message(part.what), "variables": variables}
            text = _("{what} may be left out by no other condition ({variables})")
            yield Fault(None, "", Message(text, facts))
    together = "\n".join(texts)
    for word in words:
        if word not in together:
            text = _("the words “{words}” are missing")
            yield Fault(None, "", Message(text, {"words": word}), lacking=True)
