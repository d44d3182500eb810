"""Sentences in the reader's language.

Source strings are English. `_` only marks a string for the catalogue: the language is chosen when
a sentence is shown, never when it is made, so the same finding can be printed in both languages.
"""

from __future__ import annotations

import gettext
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import lru_cache
from pathlib import Path

LANGUAGES = ("vi", "en")
DOMAIN = "lsreport"
_LOCALE = Path(__file__).parent / "locale"


def _(msgid: str) -> str:
    """Mark a source string for the catalogue and return it unchanged."""
    return msgid


@dataclass(frozen=True, slots=True)
class Message:
    """A sentence not yet in any language: a source string and the facts it names in braces."""

    msgid: str
    """English source string with `{name}` places, a key of the catalogue."""
    facts: Mapping[str, object] = field(default_factory=dict)
    """What fills the places: text, integers, dates, or other messages."""

    def __str__(self) -> str:
        return Catalogue("en").text(self)


class Catalogue:
    """Turns messages into sentences of one language."""

    def __init__(self, language: str) -> None:
        """Load the catalogue of `language` (`vi` or `en`)."""
        self.language = language
        self._translations = _translations(language)

    def text(self, message: Message | str, /, **facts: object) -> str:
        """Return the sentence; whole numbers are grouped and days written as the language does."""
        if isinstance(message, Message):
            msgid, facts = message.msgid, {**message.facts, **facts}
        else:
            msgid = message
        sentence = self._translations.gettext(msgid) if msgid else ""
        if not facts:
            return sentence
        return sentence.format_map({name: self._fact(fact) for name, fact in facts.items()})

    def plural(self, singular: str, plural: str, count: int, /, **facts: object) -> str:
        """Return the sentence that agrees with `count`, which also fills `{count}`."""
        sentence = self._translations.ngettext(singular, plural, count)
        shown = {**facts, "count": count}
        return sentence.format_map({name: self._fact(fact) for name, fact in shown.items()})

    def day(self, day: date) -> str:
        """Return a day in the order of the language: 05/07/2025 in Vietnamese, else ISO."""
        parts = {"year": f"{day.year:04}", "month": f"{day.month:02}", "day": f"{day.day:02}"}
        return self.text(_("{year}-{month}-{day}"), **parts)

    def _fact(self, fact: object) -> str:
        if isinstance(fact, Message):
            return self.text(fact)
        if isinstance(fact, date) and not isinstance(fact, datetime):
            return self.day(fact)
        if isinstance(fact, int) and not isinstance(fact, bool):
            grouped = f"{fact:,}"
            return grouped.replace(",", ".") if self.language == "vi" else grouped
        return str(fact)


@lru_cache(maxsize=len(LANGUAGES))
def _translations(language: str) -> gettext.NullTranslations:
    if language == "en":
        return gettext.NullTranslations()
    return gettext.translation(DOMAIN, _LOCALE, languages=[language], fallback=True)
