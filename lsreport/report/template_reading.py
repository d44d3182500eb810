"""Read a template without any report: what its tags name, and what they would print where.

Everything that is not in the small language of templates is a fault: arithmetic, calls, texts cut
in pieces, figures printed around the register, digits that lengthen a printed figure.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from jinja2 import nodes

from lsreport.i18n import Message, _
from lsreport.report.template_expressions import Expressions
from lsreport.report.template_kinds import UNKNOWN, Loop, Printed, Value, item_of, parts_of

_DEEPEST: Final = 6
"""Loops inside loops; the report has three."""
_FIGURE: Final = "figure"
"""The end of something printed that is a figure."""
_VARIABLE: Final = "0"
"""Stands for a number that is not known yet."""
_WORD: Final = "a"
"""Stands for a text of the report, which is no part of a figure beside it."""
_LENGTHENS_BEFORE: Final = re.compile(r"[\d.,+−-]$")
_LENGTHENS_BEHIND: Final = re.compile(r"[.,]?\d|\s?[%‰]")


@dataclass(frozen=True, slots=True)
class Shown:
    """A variable that a template prints."""

    path: str
    """`view.targets[].rows[].ratio`."""
    conditions: tuple[str, ...]
    """Paths that have to be true for it; `?` where the condition is more than one variable."""


@dataclass(slots=True)
class Reading:
    """What reading a template found; lines are those of its program."""

    shown: list[Shown] = field(default_factory=list)
    faults: list[tuple[int, Message]] = field(default_factory=list)


def read_program(
    program: nodes.Template, variables: Mapping[str, Value], *, figures_print: bool
) -> Reading:
    """Return what a parsed template prints and what is wrong in it.

    `figures_print` tells whether figures may stand in a tag alone, as in cells; in Word they are
    printed with `figure(…)`.
    """
    reader = _Reader(figures_print)
    reader.block(program.body, dict(variables), frozenset({""}))
    return reader.reading


class _Reader:
    def __init__(self, figures_print: bool) -> None:
        self.reading = Reading()
        self._figures_print = figures_print
        self._expressions = Expressions(self._fault)
        self._conditions: list[str] = []
        self._loops = 0

    def block(
        self, body: Iterable[nodes.Node], scope: Mapping[str, Value], ends: frozenset[str]
    ) -> frozenset[str]:
        """Read statements; `ends` is how the text before them may end. Return how it ends then."""
        for node in body:
            if isinstance(node, nodes.Output):
                for part in node.nodes:
                    ends = self._output(part, scope, ends)
            elif isinstance(node, nodes.If):
                ends = self._choice(node, scope, ends)
            elif isinstance(node, nodes.For):
                ends = self._loop(node, scope, ends)
            else:
                self._fault(node, _("this statement is not for templates"))
        return ends

    def _output(
        self, node: nodes.Expr, scope: Mapping[str, Value], ends: frozenset[str]
    ) -> frozenset[str]:
        if isinstance(node, nodes.TemplateData):
            return self._text(node, ends)
        value = self._expressions.value(node, scope)
        self._printable(node, value)
        for path in self._expressions.read(node, scope):
            self.reading.shown.append(Shown(path, tuple(self._conditions)))
        if value.is_figure or Printed in value.kinds:
            if any(_LENGTHENS_BEFORE.search(end) or end == _FIGURE for end in ends):
                self._fault(node, _("what stands right before this figure would change it"))
            return frozenset({_FIGURE})
        texts = [_VARIABLE] if value.is_number else _constants(node)
        if _FIGURE in ends and any(_LENGTHENS_BEHIND.match(one) for one in texts):
            self._fault(node, _("what stands right behind a figure would change it"))
        made = frozenset(one[-1:] for one in texts)
        return made - {""} | (ends if "" in made else frozenset())

    def _text(self, node: nodes.TemplateData, ends: frozenset[str]) -> frozenset[str]:
        if not node.data:
            return ends
        if _FIGURE in ends and _LENGTHENS_BEHIND.match(node.data):
            self._fault(node, _("what stands right behind a figure would change it"))
        return frozenset({node.data[-1]})

    def _printable(self, node: nodes.Expr, value: Value) -> None:
        if value.is_figure and not self._figures_print:
            self._fault(node, _("figures are printed with figure(…)"))
        elif value.is_day and not self._figures_print:
            self._fault(node, _("a day is printed with |short_date"))
        elif not value.is_printable:
            self._fault(node, _("this is no single text or figure and cannot be printed"))

    def _choice(
        self, node: nodes.If, scope: Mapping[str, Value], ends: frozenset[str]
    ) -> frozenset[str]:
        found: frozenset[str] = frozenset()
        for condition, body in [
            (node.test, node.body),
            *((one.test, one.body) for one in node.elif_),
        ]:
            value = self._expressions.value(condition, scope)
            main = condition is node.test and isinstance(condition, nodes.Name | nodes.Getattr)
            self._conditions.append(value.path if main and value.path else "?")
            found |= self.block(body, scope, ends)
            self._conditions.pop()
        self._conditions.append("?")
        found |= self.block(node.else_, scope, ends)
        self._conditions.pop()
        return found

    def _loop(
        self, node: nodes.For, scope: Mapping[str, Value], ends: frozenset[str]
    ) -> frozenset[str]:
        if node.recursive:
            self._fault(node, _("this statement is not for templates"))
        items = self._expressions.value(node.iter, scope)
        inner = {**scope, **self._targets(node, items), "loop": Value((Loop,))}
        if node.test is not None:
            self._expressions.value(node.test, inner)
        self._loops += 1
        if self._loops > _DEEPEST:
            self._fault(node, _("loops stand inside loops more than {n} deep"), n=_DEEPEST)
        else:
            once = self.block(node.body, inner, ends)
            reading = self.reading
            self.reading = Reading()
            # Again, for what stands at the end of one round and at the beginning of the next.
            again = self.block(node.body, inner, once)
            reading.faults += [one for one in self.reading.faults if one not in reading.faults]
            self.reading = reading
            ends |= again
        self._loops -= 1
        return ends | self.block(node.else_, scope, ends)

    def _targets(self, node: nodes.For, items: Value) -> dict[str, Value]:
        item = item_of(items)
        if items.kinds and item is None:
            self._fault(node, _("{name} is no list to loop over"), name=items.path or "?")
        if isinstance(node.target, nodes.Name):
            return {node.target.name: item or UNKNOWN}
        names = [one.name for one in node.target.find_all(nodes.Name)]
        parts = parts_of(item, len(names)) if item else None
        if item and parts is None:
            self._fault(
                node, _("{name} does not hold {n} things each"), name=items.path, n=len(names)
            )
        return dict(zip(names, parts or [UNKNOWN] * len(names), strict=True))

    def _fault(self, node: nodes.Node, msgid: str, /, **facts: Any) -> None:
        self.reading.faults.append((node.lineno, Message(msgid, facts)))


def _constants(node: nodes.Node) -> list[str]:
    """Return the texts an expression may print."""
    if isinstance(node, nodes.Const):
        return [str(node.value)]
    if isinstance(node, nodes.CondExpr):
        return [*_constants(node.expr1), *(_constants(node.expr2) if node.expr2 else [""])]
    return [_WORD]
