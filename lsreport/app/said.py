"""What a person typed behind an option and the journal keeps for good: names, reasons, numbers."""

from __future__ import annotations

import unicodedata

from lsreport.domain.numbers import cleaned
from lsreport.domain.personal import looks_personal
from lsreport.errors import UsageError
from lsreport.i18n import _

_UNSEEN = frozenset({"Cc", "Cf", "Cs", "Co", "Cn"})
# Letters that show nothing: the fillers of Hangul.
_FILLERS = str.maketrans("", "", "\u115f\u1160\u3164\uffa0")


def said(text: str, option: str, *, longest: int) -> str:
    """Return the text on one line as a reader sees it; blank when it holds no letter or digit.

    Annex IV, lists and the journal print it: what shows nothing or would repaint a terminal is
    left out.

    Raises:
        UsageError: it is longer than `longest` characters, or tells who somebody is.
    """
    seen = "".join(one for one in _spaced(text) if unicodedata.category(one) not in _UNSEEN)
    line = cleaned(seen.translate(_FILLERS))
    if len(line) > longest:
        raise UsageError(
            _(
                "{option} has {count} characters; at most {longest} are kept. Say it more "
                "shortly, and name the document that says the rest."
            ),
            option=option,
            count=len(line),
            longest=longest,
        )
    if looks_personal(line):
        raise UsageError(
            _(
                "{option} seems to hold an identity or telephone number or a date of birth. It "
                "is kept for good and printed in the report: leave that out."
            ),
            option=option,
        )
    return line if any(one.isalnum() for one in line) else ""


def _spaced(text: str) -> str:
    """Return the text with its breaks as spaces, and the bytes of a terminal without UTF-8 read."""
    try:
        text = text.encode(errors="surrogateescape").decode(errors="backslashreplace")
    except UnicodeEncodeError:
        text = text.encode(errors="backslashreplace").decode()
    return " ".join(text.split())
