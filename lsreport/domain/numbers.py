"""Numbers, ticks, choices and dates as a Vietnamese clerk types them.

A comma is the decimal sign; points, spaces or no-break spaces stand between groups of three. What
could be meant in two ways is never guessed: it is a fault, and the unit is told how to type it.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Context, Decimal
from enum import StrEnum

from lsreport.domain.observation import Raw, RawKind, State

_WIDE = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)}
_INVISIBLE = dict.fromkeys(map(ord, "\u200b\u200c\u200d\u2060\ufeff\u00ad"))
_MINUS = "-‐‑‒–—―−"
_WHOLE = r"(?:0|[1-9]\d*|[1-9]\d{0,2}(?:[. ]\d{3})+)"
_COUNT = re.compile(_WHOLE, re.ASCII)
_MONEY = re.compile(rf"({_WHOLE})(?:,(\d{{1,3}}))?", re.ASCII)
_DECIMALS = re.compile(rf"{_WHOLE},\d{{1,2}}", re.ASCII)
_DASH = re.compile(f"[{_MINUS}]+")
_SIGN = re.compile(f"[{_MINUS}] ?")
_BREAK = re.compile("[\t-\r\x1c-\x1f\x85\u2028\u2029]")
_DATE = re.compile(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})", re.ASCII)
_NUMBERED = re.compile(r"(\d{1,3})\s*[-.:)–]?\s*(.*)", re.ASCII)

ZERO_WORDS = frozenset({"không", "không có", "không phát sinh", "chưa phát hiện"})
"""Words that say "none"; where they may stand is for the checks to decide."""
NOT_APPLICABLE_WORD = "không áp dụng"
_TICKS = frozenset({"x", "1", "true", "có", "✓", "✔"})

# A spreadsheet keeps 15 significant digits; what follows them is noise of binary fractions.
_SPREADSHEET = Context(prec=15, rounding=ROUND_HALF_UP)
_LONGEST = 19
_ABSURD = 10 ** (_LONGEST - 1)


class Fault(StrEnum):
    """Why a cell says nothing that can be used."""

    NOT_A_NUMBER = "not_a_number"
    ERROR_VALUE = "error_value"
    """A spreadsheet error such as #REF!."""
    NEGATIVE = "negative"
    DECIMALS = "decimals"
    """More decimals than the figure may have: none for counts, three for million đồng."""
    TOO_LARGE = "too_large"
    DASH = "dash"
    """A dash alone, which may mean none or unknown: treated as a blank."""
    NOT_A_TICK = "not_a_tick"
    NOT_A_CHOICE = "not_a_choice"
    NOT_A_DATE = "not_a_date"


class Remark(StrEnum):
    """What the unit is asked about a cell that was nevertheless read."""

    TEXT = "text"
    """The number is stored as text."""
    WORD = "word"
    """A word stands for zero."""
    UNCACHED = "uncached"
    """A formula without a stored value: nothing was read."""


@dataclass(frozen=True, slots=True)
class Reading:
    """What one cell says."""

    state: State
    value: int | None = None
    """Count, whole thousand đồng, number of a choice, or 1 for a tick. A fault keeps the number
    that was read, if it was one."""
    text: str | None = None
    """Cleaned text of text cells; ISO 8601 for dates."""
    fault: Fault | None = None
    remark: Remark | None = None


_BLANK = Reading(State.MISSING)


def cleaned(text: str) -> str:
    """Return text in NFC with plain digits and single plain spaces, as a reader sees it."""
    plain = unicodedata.normalize("NFC", text).translate(_WIDE).translate(_INVISIBLE)
    return " ".join(plain.split())


def folded(text: str) -> str:
    """Return text as it is compared: cleaned, without case."""
    return cleaned(text).casefold()


def read_count(raw: Raw, largest: int) -> Reading:
    """Read a count of persons, cases or things; above `largest` it is a fault."""
    return _unusual(raw) or (
        _count_typed(raw, largest) if raw.kind is RawKind.TEXT else _count_stored(raw, largest)
    )


def read_money(raw: Raw, largest: int) -> Reading:
    """Read an amount asked for in million đồng as whole thousand đồng, up to `largest` of them."""
    return _unusual(raw) or (
        _money_typed(raw, largest) if raw.kind is RawKind.TEXT else _money_stored(raw, largest)
    )


def read_tick(raw: Raw) -> Reading:
    """Read a tick: x, 1, true or có. An empty cell or an unticked box is no tick."""
    text = folded(raw.text or "")
    if not text and raw.kind is not RawKind.UNCACHED:
        return _BLANK
    if raw.kind is RawKind.BOOLEAN and text == "0":
        return _BLANK
    if text in _TICKS:
        return Reading(State.VALUE, 1)
    if raw.kind is RawKind.UNCACHED:
        return Reading(State.MISSING, remark=Remark.UNCACHED)
    return Reading(State.MISSING, fault=Fault.NOT_A_TICK)


def read_choice(raw: Raw, choices: Mapping[int, str]) -> Reading:
    """Read the answer to a question with `choices`: its number, its label, or both."""
    if raw.kind is RawKind.UNCACHED:
        return Reading(State.MISSING, remark=Remark.UNCACHED)
    text = folded(raw.text or "")
    if not text:
        return _BLANK
    if _DASH.fullmatch(text):
        return Reading(State.MISSING, fault=Fault.DASH)
    chosen = _chosen(text, {value: folded(label) for value, label in choices.items()})
    if chosen is None or raw.kind not in {RawKind.TEXT, RawKind.NUMBER}:
        return Reading(State.MISSING, fault=Fault.NOT_A_CHOICE)
    return Reading(State.VALUE, chosen)


def read_date(raw: Raw) -> Reading:
    """Read a date stored as one or typed day/month/year."""
    if raw.kind is RawKind.UNCACHED:
        return Reading(State.MISSING, remark=Remark.UNCACHED)
    text = cleaned(raw.text or "")
    if not text:
        return _BLANK
    if _DASH.fullmatch(text):
        return Reading(State.MISSING, fault=Fault.DASH)
    day = _day(text.partition("T")[0], stored=raw.kind is RawKind.DATE)
    if day is None:
        return Reading(State.MISSING, fault=Fault.NOT_A_DATE)
    return Reading(State.VALUE, text=day.isoformat())


def read_text(raw: Raw) -> Reading:
    """Read prose, a reason or the number of a document; line breaks are kept."""
    if raw.kind is RawKind.UNCACHED:
        return Reading(State.MISSING, remark=Remark.UNCACHED)
    if raw.kind is RawKind.ERROR:
        return Reading(State.MISSING, fault=Fault.ERROR_VALUE)
    lines = (cleaned(line) for line in (raw.text or "").splitlines())
    text = "\n".join(lines).strip()
    if not text:
        return _BLANK
    if _DASH.fullmatch(text):
        return Reading(State.MISSING, fault=Fault.DASH)
    return Reading(State.VALUE, text=text)


def _unusual(raw: Raw) -> Reading | None:
    """Return what cells say that hold neither a number nor text that might be one."""
    if raw.kind in {RawKind.NUMBER, RawKind.TEXT}:
        return _word(folded(raw.text or ""))
    if raw.kind is RawKind.BLANK:
        return _BLANK
    if raw.kind is RawKind.UNCACHED:
        return Reading(State.MISSING, remark=Remark.UNCACHED)
    fault = Fault.ERROR_VALUE if raw.kind is RawKind.ERROR else Fault.NOT_A_NUMBER
    return Reading(State.MISSING, fault=fault)


def _word(text: str) -> Reading | None:
    if not text:
        return _BLANK
    if text in ZERO_WORDS:
        return Reading(State.ZERO, 0, remark=Remark.WORD)
    if text == NOT_APPLICABLE_WORD:
        return Reading(State.NOT_APPLICABLE)
    if _DASH.fullmatch(text):
        return Reading(State.MISSING, fault=Fault.DASH)
    return None


def _count_typed(raw: Raw, largest: int) -> Reading:
    text, sign = _unsigned(raw)
    if _COUNT.fullmatch(text):
        return _figure(sign * _digits(text), largest, Remark.TEXT)
    fault = Fault.DECIMALS if _DECIMALS.fullmatch(text) else Fault.NOT_A_NUMBER
    return Reading(State.MISSING, fault=fault)


def _money_typed(raw: Raw, largest: int) -> Reading:
    text, sign = _unsigned(raw)
    match = _MONEY.fullmatch(text)
    if match is None:
        return Reading(State.MISSING, fault=Fault.NOT_A_NUMBER)
    thousand = _digits(match[1]) * 1000 + int((match[2] or "").ljust(3, "0"))
    return _figure(sign * thousand, largest, Remark.TEXT)


def _count_stored(raw: Raw, largest: int) -> Reading:
    return _whole(_stored(raw), largest)


def _money_stored(raw: Raw, largest: int) -> Reading:
    return _whole(_stored(raw).scaleb(3), largest)


def _stored(raw: Raw) -> Decimal:
    return _SPREADSHEET.create_decimal(raw.text or "")


def _whole(number: Decimal, largest: int) -> Reading:
    if number != number.to_integral_value():
        return Reading(State.MISSING, fault=Fault.DECIMALS)
    return _figure(int(number), largest)


def _figure(value: int, largest: int, remark: Remark | None = None) -> Reading:
    if abs(value) >= _ABSURD:
        return Reading(State.MISSING, fault=Fault.NEGATIVE if value < 0 else Fault.TOO_LARGE)
    fault = Fault.NEGATIVE if value < 0 else Fault.TOO_LARGE if value > largest else None
    return Reading(_state(value), value, fault=fault, remark=None if fault else remark)


def _state(value: int) -> State:
    return State.VALUE if value else State.ZERO


def _unsigned(raw: Raw) -> tuple[str, int]:
    """Return the digits of a typed number and its sign; a line break never joins two numbers."""
    text = (raw.text or "").translate(_INVISIBLE).strip()
    if _BREAK.search(text):
        return text, 1
    text = cleaned(text)
    sign = _SIGN.match(text)
    return (text[sign.end() :], -1) if sign else (text, 1)


def _digits(grouped: str) -> int:
    # What is longer than any count stays so when cut, and costs nothing to convert.
    return int(grouped.replace(".", "").replace(" ", "")[:_LONGEST])


def _chosen(text: str, labels: Mapping[int, str]) -> int | None:
    for value, label in labels.items():
        if text == label:
            return value
    match = _NUMBERED.fullmatch(text)
    if match is None:
        return None
    value = int(match[1])
    return value if match[2] in {"", labels.get(value)} and value in labels else None


def _day(text: str, *, stored: bool) -> date | None:
    try:
        if stored:
            return date.fromisoformat(text)
        match = _DATE.fullmatch(text)
        return date(int(match[3]), int(match[2]), int(match[1])) if match else None
    except ValueError:
        return None
