"""Faults an entry of a plan may have by itself or in what it names, each with its remedy."""

from __future__ import annotations

import re
from collections.abc import Collection, Hashable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from difflib import get_close_matches
from itertools import pairwise

from lsreport.domain.period import Period
from lsreport.errors import ConfigurationError
from lsreport.i18n import _
from lsreport.indicators.dated import Dated, Wording
from lsreport.indicators.tables import Entry

Faults = Iterator[ConfigurationError]

_DECIMAL = re.compile(r"[0-9]+(\.[0-9]+)?", re.ASCII)
# 29 February is no day of every year.
_COMMON_YEAR = "2023"
_CLAUSES = ", "


def twice(file: str, table: str, codes: Iterable[Hashable]) -> Faults:
    """Yield a fault for every code that an earlier entry already has."""
    seen: set[Hashable] = set()
    for code in codes:
        if code in seen:
            yield Entry(file, table, str(code)).fault(
                _(
                    "{file}, {entry}: the code {code} stands twice. Remove one, or give it "
                    "another code."
                ),
                code=code,
            )
        seen.add(code)


def repeated(entry: Entry, key: str, values: Iterable[Hashable]) -> Faults:
    """Yield a fault for every value that stands twice where each may stand once."""
    seen: set[Hashable] = set()
    for value in values:
        if value in seen:
            yield entry.fault(
                _("{file}, {entry}: {key} holds {seen} twice. Remove one, or change it."),
                key=key,
                seen=value,
            )
        seen.add(value)


def empty(entry: Entry, **texts: str) -> Faults:
    """Yield a fault for every text that has to say something and does not."""
    for key, text in texts.items():
        if not text.strip():
            yield entry.fault(_("{file}, {entry}: the key {key} is empty. Fill it in."), key=key)


def unknown(entry: Entry, key: str, names: Iterable[str], known: Collection[str]) -> Faults:
    """Yield a fault for every name that is not among the known ones."""
    for name in names:
        if name not in known:
            yield entry.fault(
                _(
                    "{file}, {entry}: {key} names {name}, which is not defined for it; nearest: "
                    "{near}. Correct the name, or define it."
                ),
                key=key,
                name=name,
                near=", ".join(get_close_matches(name, known, cutoff=0)) or "-",
            )


def clauses(entry: Entry, text: str, known: Mapping[str, str]) -> Faults:
    """Yield a fault for a missing clause, or for one that `plan.toml` does not quote."""
    yield from empty(entry, clause=text)
    if text.strip():
        yield from unknown(entry, "clause", text.split(_CLAUSES), known)


def backwards(entry: Entry, since: date | None, until: date | None) -> Faults:
    """Yield a fault where the last day comes before the first."""
    if since is not None and until is not None and until < since:
        yield entry.fault(
            _("{file}, {entry}: it ends on {until}, before it begins on {since}. Correct a day."),
            since=since.isoformat(),
            until=until.isoformat(),
        )


def overlaps(entry: Entry, key: str, spans: Iterable[tuple[date | None, date | None]]) -> Faults:
    """Yield a fault where two entries that exclude each other hold on the same day."""
    days = sorted((since or date.min, until or date.max) for since, until in spans)
    for (_first, ended), (begun, _last) in pairwise(days):
        if begun <= ended:
            yield entry.fault(
                _(
                    "{file}, {entry}: two entries of {key} hold on {day}. Let one end before the "
                    "other begins."
                ),
                key=key,
                day=begun.isoformat(),
            )


def spans_of(entries: Iterable[Dated]) -> list[tuple[date | None, date | None]]:
    """Return first and last day of each entry."""
    return [(entry.since, entry.until) for entry in entries]


def wordings(entry: Entry, own: Dated, given: Sequence[Wording]) -> Faults:
    """Yield a fault where a wording of an entry changes nothing, never, or on no certain day."""
    for wording in given:
        if wording.since is None:
            yield entry.fault(
                _("{file}, {entry}: the key {key} is missing. Add it."), key="wording.from"
            )
        yield from backwards(entry, wording.since, wording.until)
        said = {"source": wording.source, **wording.texts}
        yield from empty(entry, **{f"wording.{key}": text for key, text in said.items()})
        spans = spans_of((own, wording))
        started = max(since or date.min for since, _until in spans)
        ended = min(until or date.max for _since, until in spans)
        if not wording.texts or ended < started:
            yield entry.fault(
                _(
                    "{file}, {entry}: its wording from {since} changes no text on any day it "
                    "holds. Give it a text and days of its entry, or remove it."
                ),
                since=str(wording.since),
            )
    yield from overlaps(entry, "wording", spans_of(given))


def decimal(entry: Entry, key: str, text: str) -> Faults:
    """Yield a fault where a number is not written as a plain decimal."""
    if not _DECIMAL.fullmatch(text):
        yield entry.fault(
            _("{file}, {entry}: {key} is {seen}, no decimal. Write it as 0.80, with a point."),
            key=key,
            seen=text,
        )


def month_day(entry: Entry, key: str, text: str) -> Faults:
    """Yield a fault where a text is no `MM-DD` of every year."""
    if day_of(f"{_COMMON_YEAR}-{text}") is None:
        yield entry.fault(
            _("{file}, {entry}: {key} is {seen}, no day of every year. Write month-day as 07-05."),
            key=key,
            seen=text,
        )


def day_of(text: str) -> date | None:
    """Return the day a text such as `2024-12-31` names, None for everything else.

    Since Python 3.11 `fromisoformat` also reads weeks and dates without dashes; we do not.
    """
    try:
        day = date.fromisoformat(text)
    except ValueError:
        return None
    return day if day.isoformat() == text else None


def no_period(entry: Entry, key: str, text: str) -> Faults:
    """Yield a fault where a text is no period id."""
    try:
        Period.parse(text)
    except ValueError:
        yield entry.fault(
            _("{file}, {entry}: {key} is {seen}, no period. Write it as 2024 or 2024-H1."),
            key=key,
            seen=text,
        )
