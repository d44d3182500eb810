"""What the expressions in tags stand for, and which of them are in the language of templates."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from difflib import get_close_matches
from typing import Any, Final, Protocol

from jinja2 import nodes

from lsreport.i18n import _
from lsreport.report.charted import Chart
from lsreport.report.template_kinds import (
    UNKNOWN,
    Printed,
    Value,
    argument_of,
    field_of,
    fields_of,
    is_callable,
    is_list,
    is_plain,
    item_of,
)
from lsreport.report.template_language import (
    DAY_FILTERS,
    LIST_FILTERS,
    NUMBER_FILTERS,
    TESTS,
    TEXT_FILTERS,
)

_ALIKE: Final = 0.7
"""How alike two names are, of 1, when one may be meant by the other."""
_TEXT: Final = Value((str,))
_NUMBER: Final = Value((int,))
_TRUTH: Final = Value((bool,))
_FILTERS: Final = frozenset({*TEXT_FILTERS, *NUMBER_FILTERS, *DAY_FILTERS, *LIST_FILTERS})


class Tell(Protocol):
    """Takes a fault: where it is, and what."""

    def __call__(self, node: nodes.Node, msgid: str, /, **facts: Any) -> None:
        """Note the fault."""


class Expressions:
    """Finds what expressions stand for; `tell` takes what is wrong in them."""

    def __init__(self, tell: Tell) -> None:
        self._tell = tell
        self._known: Mapping[type[nodes.Node], Callable[[Any, Mapping[str, Value]], Value]] = {
            nodes.Name: self._name,
            nodes.Const: self._constant,
            nodes.Getattr: self._field,
            nodes.Getitem: self._item,
            nodes.Filter: self._filtered,
            nodes.Test: self._tested,
            nodes.Compare: self._compared,
            nodes.And: self._both,
            nodes.Or: self._both,
            nodes.Not: self._not,
            nodes.CondExpr: self._chosen,
            nodes.Concat: self._joined,
            nodes.Call: self._called,
        }

    def value(self, node: nodes.Node, scope: Mapping[str, Value]) -> Value:
        """Return what an expression stands for, unknown where it is faulty."""
        read = self._known.get(type(node))
        if read is None:
            self._tell(node, _("templates do not calculate; print what the report gives"))
            return UNKNOWN
        return read(node, scope)

    def read(self, node: nodes.Node, scope: Mapping[str, Value]) -> Iterator[str]:
        """Yield the paths of the variables whose content an expression prints."""
        quiet = Expressions(_silent)
        if isinstance(node, nodes.CondExpr):
            printed: Iterable[nodes.Node] = [node.expr1, *([node.expr2] if node.expr2 else [])]
        elif isinstance(node, nodes.Concat):
            printed = node.nodes
        elif isinstance(node, nodes.Call):
            printed = node.args
        elif isinstance(node, nodes.Filter):
            printed = [] if node.name == "length" or node.node is None else [node.node]
        elif isinstance(node, nodes.Or | nodes.And):
            printed = [node.left, node.right]
        else:
            path = quiet.value(node, scope).path
            if path:
                yield path
            return
        for one in printed:
            yield from self.read(one, scope)

    def _name(self, node: nodes.Name, scope: Mapping[str, Value]) -> Value:
        found = scope.get(node.name)
        if found is None:
            self._unknown(node, node.name, scope)
            return UNKNOWN
        return found

    def _constant(self, node: nodes.Const, _scope: Mapping[str, Value]) -> Value:
        if isinstance(node.value, bool | str | int):
            return Value((type(node.value),))
        return UNKNOWN if node.value is None else Value((type(node.value),))

    def _field(self, node: nodes.Getattr, scope: Mapping[str, Value]) -> Value:
        of = self.value(node.node, scope)
        if not of.kinds:
            return UNKNOWN
        names = fields_of(of)
        if of.is_figure or of.is_text or Printed in of.kinds:
            self._tell(node, _("a text or a figure has no parts: .{name}"), name=node.attr)
        elif node.attr not in names:
            self._unknown(node, node.attr, names, f"{of.path}.")
        else:
            return field_of(of, node.attr)
        return UNKNOWN

    def _item(self, node: nodes.Getitem, scope: Mapping[str, Value]) -> Value:
        of = self.value(node.node, scope)
        if not of.kinds:
            return UNKNOWN
        if isinstance(node.arg, nodes.Slice) and is_list(of):
            return of
        index = node.arg.value if isinstance(node.arg, nodes.Const) else None
        found = item_of(of, index) if isinstance(index, int) else None
        if found is None or not found.kinds:
            self._tell(node, _("[…] takes one of a list by its number, counted from 0"))
            return UNKNOWN
        return found

    def _filtered(self, node: nodes.Filter, scope: Mapping[str, Value]) -> Value:
        of = UNKNOWN if node.node is None else self.value(node.node, scope)
        name = node.name
        if name not in _FILTERS:
            self._tell(node, _("there is no filter |{name}"), name=name)
            return UNKNOWN
        if not of.kinds:
            return UNKNOWN
        if name in LIST_FILTERS:
            return self._of_list(node, of)
        wanted = of.is_text if name in TEXT_FILTERS else of.is_number
        if name in DAY_FILTERS:
            wanted = all(isinstance(one, type) and issubclass(one, date) for one in of.kinds)
        if not wanted or node.args or node.kwargs:
            self._tell(node, _("|{name} does not fit {of}"), name=name, of=of.path or "?")
            return UNKNOWN
        return Value((str,), of.path)

    def _of_list(self, node: nodes.Filter, of: Value) -> Value:
        item = item_of(of)
        given = [one.value if isinstance(one, nodes.Const) else None for one in node.args]
        fits = item is not None and not node.kwargs
        if node.name == "join":
            fits = (
                fits
                and len(given) == 1
                and isinstance(given[0], str)
                and bool(item and item.is_text)
            )
        elif node.name == "selectattr":
            fits = fits and len(given) == 1 and bool(item and given[0] in fields_of(item))
        else:
            fits = fits and not given
        if not fits or item is None:
            self._tell(node, _("|{name} does not fit {of}"), name=node.name, of=of.path or "?")
            return UNKNOWN
        results = {"join": Value((str,), item.path), "length": _NUMBER, "first": item, "last": item}
        return results.get(node.name, of)

    def _tested(self, node: nodes.Test, scope: Mapping[str, Value]) -> Value:
        self.value(node.node, scope)
        if node.name not in TESTS or node.args or node.kwargs:
            self._tell(node, _("templates do not know the test: is {name}"), name=node.name)
        return _TRUTH

    def _compared(self, node: nodes.Compare, scope: Mapping[str, Value]) -> Value:
        values = [self.value(node.expr, scope)]
        for operand in node.ops:
            if operand.op in {"in", "notin"}:
                if not isinstance(operand.expr, nodes.Tuple | nodes.List) or not all(
                    isinstance(one, nodes.Const) for one in operand.expr.items
                ):
                    self._tell(node, _("in (…) takes a list of texts in quotation marks"))
            else:
                values.append(self.value(operand.expr, scope))
        if not all(is_plain(one) for one in values if one.kinds):
            self._tell(node, _("only texts, numbers and days are compared"))
        return _TRUTH

    def _both(self, node: nodes.And | nodes.Or, scope: Mapping[str, Value]) -> Value:
        return _either(self.value(node.left, scope), self.value(node.right, scope))

    def _not(self, node: nodes.Not, scope: Mapping[str, Value]) -> Value:
        self.value(node.node, scope)
        return _TRUTH

    def _chosen(self, node: nodes.CondExpr, scope: Mapping[str, Value]) -> Value:
        self.value(node.test, scope)
        first = self.value(node.expr1, scope)
        return _either(first, self.value(node.expr2, scope)) if node.expr2 else first

    def _joined(self, node: nodes.Concat, scope: Mapping[str, Value]) -> Value:
        for one in node.nodes:
            value = self.value(one, scope)
            if value.kinds and not (value.is_text or value.is_number):
                self._tell(one, _("only texts are joined by ~; a figure gets a tag of its own"))
        return _TEXT

    def _called(self, node: nodes.Call, scope: Mapping[str, Value]) -> Value:
        called = self.value(node.node, scope) if isinstance(node.node, nodes.Name) else UNKNOWN
        plain = not (node.kwargs or node.dyn_args or node.dyn_kwargs)
        if not is_callable(called) or not plain or len(node.args) != 1:
            self._tell(node, _("templates call nothing but figure(…) and picture(…)"))
            return UNKNOWN
        given = self.value(node.args[0], scope)
        if argument_of(called) is Chart:
            if given.kinds and given.kinds != (Chart,):
                self._tell(node, _("picture(…) takes one chart"))
        elif given.kinds and not (given.is_figure or given.is_text):
            self._tell(node, _("figure(…) takes one figure or sentence"))
        return Value((Printed,), given.path)

    def _unknown(self, node: nodes.Node, name: str, names: Iterable[str], before: str = "") -> None:
        near = get_close_matches(name, sorted(names), 1, _ALIKE)
        facts = {"name": f"{before}{name}"}
        if near:
            text = _("unknown variable {name}; perhaps {near}")
            self._tell(node, text, near=f"{before}{near[0]}", **facts)
        else:
            self._tell(node, _("unknown variable {name}"), **facts)


def _either(one: Value, other: Value) -> Value:
    if not one.kinds or not other.kinds:
        return one if one.kinds else other
    return Value(tuple(dict.fromkeys((*one.kinds, *other.kinds))))


def _silent(_node: nodes.Node, _msgid: str, /, **_facts: Any) -> None:
    """Tell nobody: the fault was told when the expression was read first."""
