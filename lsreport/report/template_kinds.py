"""The kinds of things that the variables of a template stand for, read from their annotations.

So a template can be checked without any report: what a field is called and what it holds is
written once, in the dataclasses that a report is made of.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from types import NoneType, UnionType
from typing import Any, Final, Literal, Union, get_args, get_origin, get_type_hints

from lsreport.report.figures import Figure, Prose
from lsreport.report.template_language import LOOP, readable


class Printed:
    """The text of a figure or sentence that `figure` noted as printed."""


class Loop:
    """What `loop` stands for inside a loop."""


@dataclass(frozen=True, slots=True)
class Value:
    """What an expression stands for."""

    kinds: tuple[Any, ...]
    """Annotations it may have; empty after a fault, which is not told of twice."""
    path: str = ""
    """Where it is read from, `view.targets[].rows[].ratio`; empty where it is made up."""

    @property
    def is_text(self) -> bool:
        """Whether it can only be a text."""
        return bool(self.kinds) and all(
            isinstance(one, type) and issubclass(one, str) for one in self.kinds
        )

    @property
    def is_number(self) -> bool:
        """Whether it can only be a whole number."""
        return bool(self.kinds) and all(one is int for one in self.kinds)

    @property
    def is_day(self) -> bool:
        """Whether it can only be a day."""
        return bool(self.kinds) and all(one is date for one in self.kinds)

    @property
    def is_printable(self) -> bool:
        """Whether it is one text, number or day, or a figure or sentence."""
        return all(
            one in {int, date, Figure, Prose, Printed}
            or (isinstance(one, type) and issubclass(one, str))
            for one in self.kinds
        )

    @property
    def is_figure(self) -> bool:
        """Whether it may be a figure, or a sentence with figures."""
        return any(one in {Figure, Prose} for one in self.kinds)


UNKNOWN: Final = Value(())


def value_of(annotation: Any, path: str) -> Value:
    """Return what an annotation stands for; that it may be None is left out."""
    return Value(tuple(dict.fromkeys(_members(annotation))), path)


def _members(annotation: Any) -> list[Any]:
    origin = get_origin(annotation)
    if origin in {Union, UnionType}:
        return [one for part in get_args(annotation) for one in _members(part)]
    if origin is Literal:
        return [type(one) for one in get_args(annotation)]
    return [] if annotation is NoneType else [annotation]


def fields_of(value: Value) -> frozenset[str]:
    """Return the names that may follow a dot behind the value."""
    names = [LOOP if kind is Loop else frozenset(_hints(kind)) for kind in value.kinds]
    return frozenset.intersection(*names) if names else frozenset()


def field_of(value: Value, name: str) -> Value:
    """Return a field of the value; the name is one of `fields_of`."""
    path = f"{value.path}.{name}" if value.path else ""
    kinds: list[Any] = []
    for kind in value.kinds:
        if kind is Loop:
            kinds.append(bool if name in {"first", "last"} else int)
        else:
            kinds += _members(_hints(kind)[name])
    return Value(tuple(dict.fromkeys(kinds)), path)


def item_of(value: Value, index: int | None = None) -> Value | None:
    """Return what stands at a place of a list, or anywhere in it; None where it is no list."""
    kinds: list[Any] = []
    for kind in value.kinds:
        parts = get_args(kind)
        if not _is_list(kind):
            return None
        if get_origin(kind) is tuple and parts[-1:] != (...,):
            inside = parts if index is None else parts[index : index + 1]
        else:
            inside = parts[:1]
        for part in inside:
            kinds += _members(part)
    return Value(tuple(dict.fromkeys(kinds)), f"{value.path}[]" if value.path else "")


def parts_of(value: Value, names: int) -> list[Value] | None:
    """Return what each of several names of a loop gets; None where the items have other parts."""
    if len(value.kinds) != 1 or get_origin(value.kinds[0]) is not tuple:
        return None
    parts = get_args(value.kinds[0])
    if len(parts) != names or parts[-1] is ...:
        return None
    return [value_of(part, f"{value.path}[{place}]") for place, part in enumerate(parts)]


def is_list(value: Value) -> bool:
    """Whether it can only be a list."""
    return bool(value.kinds) and all(_is_list(one) for one in value.kinds)


def is_plain(value: Value) -> bool:
    """Whether it can be compared: a text, a number, a day, or whether something is so."""
    return value.is_text or all(one in {int, bool, date, datetime} for one in value.kinds)


def is_callable(value: Value) -> bool:
    """Whether it is what a template may call."""
    return [get_origin(one) for one in value.kinds] == [Callable]


def argument_of(value: Value) -> Any:
    """Return the annotation of the one argument of what a template may call."""
    return get_args(value.kinds[0])[0][0]


def variables_of(kind: type) -> dict[str, Value]:
    """Return the variables of a template, which are the fields of a dataclass."""
    return {name: value_of(hint, name) for name, hint in _hints(kind).items()}


def _is_list(kind: Any) -> bool:
    origin = get_origin(kind)
    return (
        isinstance(origin, type)
        and issubclass(origin, Sequence | tuple | list)
        and not (issubclass(origin, Mapping))
    )


@cache
def _hints(kind: Any) -> dict[str, Any]:
    """Return the annotations of what templates may read of a kind."""
    if not isinstance(kind, type):
        return {}
    names = readable(kind)
    hints = (
        {name: hint for name, hint in get_type_hints(kind).items() if name in names}
        if names
        else {}
    )
    for name in names - hints.keys():
        member = next(vars(one)[name] for one in kind.__mro__ if name in vars(one))
        hints[name] = get_type_hints(member.fget)["return"]
    return hints
