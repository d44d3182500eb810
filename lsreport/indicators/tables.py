"""Files of a plan folder as structures: TOML read strictly, faults named by file and key."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from functools import reduce
from typing import Any, TypeVar, get_args, get_origin

import msgspec

from lsreport.errors import ConfigurationError
from lsreport.i18n import Message, _

Read = TypeVar("Read")

_SYNTAX = re.compile(r"(?P<what>.*) \(at line (?P<line>\d+), column (?P<column>\d+)\)", re.DOTALL)
_REPEATED = re.compile(
    r"Cannot overwrite a value|(?:Duplicate inline table key|Cannot declare) (.*?)"
)
# What msgspec says of a value that is not as the structure asks, and where it says it.
_PLACE = re.compile(r"(?P<what>.*?)(?: - at `\$\.?(?P<path>[^`]*)`)?", re.DOTALL)
_UNKNOWN = re.compile(r"Object contains unknown field `(.*)`")
_ABSENT = re.compile(r"Object missing required field `(.*)`")
_CHOICE = re.compile(r"Invalid enum value '?(.*?)'?")
_TYPE = re.compile(r"Expected `(.*)`, got `(.*)`")
_INDEX = re.compile(r"\[.*?\]")
_TYPES = {
    "str": _("text in quotation marks"),
    "int": _("a whole number"),
    "float": _("a decimal number"),
    "bool": _("true or false"),
    "date": _("a date such as 2024-12-31"),
    "datetime": _("a date with a time"),
    "array": _("a list in square brackets"),
    "object": _("a table"),
}


@dataclass(frozen=True, slots=True)
class Entry:
    """One table of a plan file, as messages name it."""

    file: str
    table: str
    code: str = ""
    """Empty where the file has one such table only, or all of them are meant."""

    def fault(self, msgid: str, /, **facts: object) -> ConfigurationError:
        """Return an error of this entry; `msgid` names `{file}` and `{entry}`."""
        return ConfigurationError(msgid, file=self.file, entry=str(self), **facts)

    def __str__(self) -> str:
        return f"[[{self.table}]] {self.code}" if self.code else self.table


def read_text(file: str, content: bytes) -> str:
    """Return the text of a file, newlines as LF and without a byte order mark.

    Raises:
        ConfigurationError: it is not UTF-8.
    """
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise ConfigurationError(
            _("{file}, line {line}: not UTF-8 text. Save the file with the encoding UTF-8."),
            file=file,
            line=content.count(b"\n", 0, error.start) + 1,
        ) from error
    return text.replace("\r\n", "\n")


def read_tables(file: str, text: str, known: Collection[str]) -> dict[str, Any]:
    """Return the tables and keys of a TOML file, all of them among `known`.

    Raises:
        ConfigurationError: it is not TOML, a key stands twice, or a table is unknown.
    """
    try:
        tables = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise _syntax(file, text, str(error)) from error
    for name in tables:
        if name not in known:
            raise ConfigurationError(
                _("{file}: unknown table or key {key}. This file may hold: {known}."),
                file=file,
                key=name,
                known=", ".join(known),
            )
    return tables


def read_entry(file: str, entry: str, raw: object, kind: type[Read]) -> Read:
    """Return one table as a structure; `entry` names it in messages.

    Raises:
        ConfigurationError: a key is unknown or missing, or a value is of another type.
    """
    try:
        # A date in quotation marks is a text: only what TOML calls a date is one.
        return msgspec.convert(raw, kind, builtin_types=(date,))
    except msgspec.ValidationError as error:
        raise _invalid(file, entry, kind, str(error)) from error


def read_entries(
    file: str, tables: Mapping[str, Any], name: str, kind: type[Read]
) -> tuple[Read, ...]:
    """Return every `[[name]]` of a file as a structure, in the order they stand.

    Raises:
        ConfigurationError: `name` is no list of tables, or one of them is not as it should be.
    """
    found = tables.get(name, [])
    if not isinstance(found, list):
        raise ConfigurationError(
            _("{file}: {key} must be a list of tables. Write [[{key}]] above each."),
            file=file,
            key=name,
        )
    return tuple(
        read_entry(file, _named(name, number, raw), raw, kind)
        for number, raw in enumerate(found, start=1)
    )


def _named(table: str, number: int, raw: object) -> str:
    """Return the name of an entry in messages: its code, else its place in the file."""
    known = raw if isinstance(raw, dict) else {}
    code = next((known[key] for key in ("code", "name", "id", "period") if key in known), None)
    return f"[[{table}]] {code}" if isinstance(code, str) else f"[[{table}]] #{number}"


def _syntax(file: str, text: str, what: str) -> ConfigurationError:
    """Return the error of a file that is not TOML, with the line it breaks on."""
    found = _SYNTAX.fullmatch(what)
    if found and (repeated := _REPEATED.match(found["what"])):
        written = text.split("\n")[int(found["line"]) - 1]
        return ConfigurationError(
            _("{file}, line {line}: {key} stands twice. Remove one of the two."),
            file=file,
            line=found["line"],
            key=written.partition("=")[0].strip() or repeated[0],
        )
    return ConfigurationError(
        _("{file}, line {line}, column {column}: not valid TOML ({why}). Correct the line."),
        file=file,
        line=found["line"] if found else text.count("\n") + 1,
        column=found["column"] if found else 1,
        why=found["what"] if found else what.removesuffix(" (at end of document)"),
    )


def _invalid(file: str, entry: str, kind: type[object], message: str) -> ConfigurationError:
    """Return the error of a table that is not as its structure asks."""
    place = _PLACE.fullmatch(message)
    what, path = (place["what"], place["path"] or "") if place else (message, "")
    facts = {"file": file, "entry": entry}
    if fault := _UNKNOWN.fullmatch(what):
        msgid = _("{file}, {entry}: unknown key {key}. Remove it or correct its spelling.")
        return ConfigurationError(msgid, key=_joined(path, fault[1]), **facts)
    if fault := _ABSENT.fullmatch(what):
        msgid = _("{file}, {entry}: the key {key} is missing. Add it.")
        return ConfigurationError(msgid, key=_joined(path, fault[1]), **facts)
    if fault := _CHOICE.fullmatch(what):
        msgid = _("{file}, {entry}: {key} is {seen}; it may be one of: {known}. Correct it.")
        known = ", ".join(map(str, _answers(kind, path)))
        return ConfigurationError(msgid, key=path, seen=fault[1], known=known, **facts)
    if fault := _TYPE.fullmatch(what):
        msgid = _("{file}, {entry}: {key} must be {expected}, not {seen}. Correct the value.")
        expected, seen = (_type(name) for name in fault.groups())
        return ConfigurationError(msgid, key=path, expected=expected, seen=seen, **facts)
    msgid = _("{file}, {entry}: {key} is not valid ({why}). Correct the value.")
    return ConfigurationError(msgid, key=path or entry, why=what, **facts)


def _joined(path: str, key: str) -> str:
    return f"{path}.{key}" if path else key


def _type(names: str) -> Message:
    """Return a type in words; where there are several, one or the other."""
    words = [Message(_TYPES.get(name, name)) for name in names.split(" | ") if name != "null"]
    return reduce(_either, words)


def _either(one: Message, other: Message) -> Message:
    return Message(_("{one} or {other}"), {"one": one, "other": other})


def _answers(kind: type[object], path: str) -> tuple[object, ...]:
    """Return the values the key at `path` of a structure may have."""
    hint: Any = kind
    for name in _INDEX.sub("", path).split("."):
        hint = next(f.type for f in msgspec.structs.fields(hint) if f.encode_name == name)
        if get_origin(hint) is tuple:
            hint = get_args(hint)[0]
    return get_args(hint)
