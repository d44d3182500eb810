"""What templates may say, and the bounds they run in: a closed vocabulary, never a program.

A template is text from outside. It may print what the report knows, loop over it and choose by it;
it computes nothing, calls nothing but `figure`, and reads nothing but its variables.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sized
from dataclasses import fields, is_dataclass
from functools import cache
from typing import Any, Final

from jinja2 import StrictUndefined, nodes
from jinja2.exceptions import SecurityError
from jinja2.runtime import LoopContext
from jinja2.sandbox import ImmutableSandboxedEnvironment

from lsreport.report import numbers
from lsreport.report.figures import Figure, Prose

STEPS: Final = 15_000_000
"""Parts of tags that one document may run; a report of 95 units takes about a tenth."""
LETTERS: Final = 64 << 20
"""Characters that one document may become."""
LOOP: Final = frozenset({"first", "index", "index0", "last", "length", "revindex", "revindex0"})
"""What a loop knows of itself."""
_POINTS: Final = "abcdđeghiklmnopqrstuvxy"
"""Letters of points in the order of official documents."""


def capitalized(text: str) -> str:
    """Return the text with its first letter as a capital, the rest as it is."""
    return text[:1].upper() + text[1:]


def point_letter(number: int) -> str:
    """Return the letter of the nth point: a, b, c, d, đ, e, g.

    Raises:
        SecurityError: there is no such letter.
    """
    if not 1 <= number <= len(_POINTS):
        raise SecurityError(f"no letter for point {number}")
    return _POINTS[number - 1]


TEXT_FILTERS: Final[Mapping[str, Callable[[str], str]]] = {
    "capitalized": capitalized,
    "lower": str.lower,
    "upper": str.upper,
}
"""From text to text; none of them changes a digit."""
NUMBER_FILTERS: Final[Mapping[str, Callable[[int], str]]] = {
    "counted": numbers.counted,
    "letter": point_letter,
}
"""From a whole number to text."""
DAY_FILTERS: Final[Mapping[str, Callable[..., str]]] = {
    "short_date": numbers.short_date,
    "weekday": numbers.weekday,
}
"""From a day to text."""
LIST_FILTERS: Final = frozenset({"first", "join", "last", "length", "list", "selectattr"})
"""On lists; `length` gives a number, `join` text."""
TESTS: Final = frozenset({"none"})


class TemplateEnvironment(ImmutableSandboxedEnvironment):
    """Runs one template into one document: it counts what it ran and what it printed."""

    intercepted_binops = frozenset({"+", "-", "*", "/", "//", "%", "**"})
    intercepted_unops = frozenset({"+", "-"})

    def __init__(
        self,
        *,
        autoescape: bool = True,
        finalize: Callable[[Any], Any] | None = None,
        extensions: Iterable[str] = (),
        callables: Iterable[Callable[..., object]] = (),
    ) -> None:
        """Let templates call `callables` and nothing else; `finalize` prepares what is printed."""
        super().__init__(
            undefined=StrictUndefined,
            autoescape=autoescape,
            finalize=finalize,
            extensions=tuple(extensions),
        )
        self.globals.clear()
        self.tests = {name: self.tests[name] for name in TESTS}
        self.filters = {
            **TEXT_FILTERS,
            **NUMBER_FILTERS,
            **DAY_FILTERS,
            "first": lambda items: self._items(items)[0],
            "last": lambda items: self._items(items)[-1],
            "length": len,
            "list": self._items,
            "join": self._joined,
            "selectattr": self._selected,
            _STEPPED: self._stepped,
        }
        self.callables = tuple(callables)
        self.concat = self._bounded  # type: ignore[method-assign]  # joins every text it makes
        self._steps = self._letters = 0

    def call_binop(self, context: Any, operator: str, left: Any, right: Any) -> Any:
        """Nothing is calculated."""
        raise SecurityError(f"templates do not calculate: {operator}")

    def call_unop(self, context: Any, operator: str, arg: Any) -> Any:
        """Nothing is calculated."""
        raise SecurityError(f"templates do not calculate: {operator}")

    def is_safe_attribute(self, obj: Any, attr: str, value: Any) -> bool:
        """Fields of the report and of loops are readable; nothing inside a figure or a text is."""
        if isinstance(obj, LoopContext):
            return attr in LOOP
        return not isinstance(obj, Figure | Prose) and attr in readable(obj.__class__)

    def is_safe_callable(self, obj: Any) -> bool:
        """Only what the writer of the document gave may be called."""
        return obj in self.callables

    def call(self, _context: Any, called: Any, /, *args: Any, **_named: Any) -> Any:
        """Call what may be called: thousands of times a document, so without Jinja's detours.

        Named are only the loops around the call, for functions that ask Jinja for them.
        """
        if not self.is_safe_callable(called):
            raise SecurityError(f"{type(called).__name__} may not be called")
        return called(*args)

    def getitem(self, obj: Any, argument: Any) -> Any:
        """Return one of a list; a text or a figure has no parts."""
        if isinstance(obj, str | Figure | Prose):
            raise SecurityError("a text has no parts")
        return super().getitem(obj, argument)

    def _generate(
        self,
        source: nodes.Template,
        name: str | None,
        filename: str | None,
        defer_init: bool = False,
    ) -> str:
        """Count the steps of every loop before it runs."""
        for loop in source.find_all(nodes.For):
            weight = nodes.Const(1 + sum(1 for _node in loop.find_all(nodes.Node)))
            loop.iter = nodes.Filter(loop.iter, _STEPPED, [weight], [], None, None)
            loop.iter.set_lineno(loop.lineno)
            loop.iter.set_environment(self)
        return super()._generate(source, name, filename, defer_init)

    def _stepped(self, items: Any, weight: int) -> Any:
        counted = items if isinstance(items, Sized) else tuple(items)
        self._charge(len(counted) * weight)
        return counted

    def _items(self, items: Any) -> list[Any]:
        if isinstance(items, str | Figure | Prose):
            raise SecurityError("a text has no parts")
        listed = list(items)
        self._charge(len(listed))
        return listed

    def _joined(self, items: Any, separator: str) -> str:
        return separator.join(str(one) for one in self._items(items))

    def _selected(self, items: Any, name: str) -> list[Any]:
        return [one for one in self._items(items) if self.getattr(one, name)]

    def _charge(self, steps: int) -> None:
        self._steps += steps
        if self._steps > STEPS:
            raise SecurityError(f"its loops take more than {STEPS} steps")

    def _bounded(self, pieces: Iterable[str]) -> str:
        made = []
        for piece in pieces:
            self._letters += len(piece)
            if self._letters > LETTERS:
                raise SecurityError(f"it becomes longer than {LETTERS} characters")
            made.append(piece)
        return "".join(made)


_STEPPED: Final = "_stepped"


@cache
def readable(kind: Any) -> frozenset[str]:
    """Return the names of the fields and properties that templates may read of a type."""
    if not isinstance(kind, type) or not is_dataclass(kind) or issubclass(kind, Figure | Prose):
        return frozenset()
    names = {field.name for field in fields(kind)}
    names |= {
        name
        for one in kind.__mro__
        for name, member in vars(one).items()
        if isinstance(member, property)
    }
    return frozenset(name for name in names if not name.startswith("_"))
