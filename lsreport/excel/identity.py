"""Which form a workbook is: plan, unit, period and form version, with a check character.

The form code is printed on the cover, so it survives every program, CSV and paper. Its last
character is the check character of ISO/IEC 7064, MOD 37,36, over the letters and digits before it:
one mistyped character is always found.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

from lsreport.domain.period import Period

IDENTITY_SHEET = "_ls"
"""Name of the hidden sheet that repeats the identity."""
PROPERTY_PREFIX = "ls_"
"""Custom document properties are named `ls_plan`, `ls_unit`, `ls_period`, `ls_version`,
`ls_code`."""

_ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"
_VALUES = {character: value for value, character in enumerate(_ALPHABET)}
_DASHES = dict.fromkeys(map(ord, "‐‑‒–—―−﹣"), "-")
_FORM_CODE = re.compile(
    r"LS(?P<plan>[A-Z0-9]+)-(?P<year>[0-9]{4})(?P<half>H1)?-(?P<unit>[A-Z0-9]+)"
    r"-V(?P<version>[1-9][0-9]*)-(?P<check>[A-Z0-9])",
    re.ASCII,
)


@dataclass(frozen=True, slots=True)
class Identity:
    """What a form is, whatever its file is called."""

    plan: str
    """Id of the plan, such as `187`."""
    unit: str
    """Code of the reporting unit."""
    period: Period
    version: str
    """Version of the form, digits; the first is `1`."""


def check_character(text: str) -> str:
    """Return the ISO/IEC 7064 MOD 37,36 check character over the letters and digits of `text`."""
    product = 36
    for character in text:
        if character in _VALUES:
            product = ((product + _VALUES[character]) % 36 or 36) * 2 % 37
    return _ALPHABET[(37 - product) % 36]


def form_code(identity: Identity) -> str:
    """Return the printed code, such as `LS187-2025H1-178-V1-K`.

    Raises:
        ValueError: a part has characters the code cannot carry.
    """
    period = identity.period.id.replace("-", "")
    body = f"LS{identity.plan}-{period}-{identity.unit}-V{identity.version}"
    code = f"{body}-{check_character(body)}"
    if _FORM_CODE.fullmatch(code) is None:
        raise ValueError(code)
    return code


def parse_form_code(text: str) -> Identity | None:
    """Read a printed code, forgiving case, spaces, long dashes and full-width characters.

    Returns None when `text` is no form code or its check character does not agree.
    """
    folded = unicodedata.normalize("NFKC", text).translate(_DASHES).upper()
    match = _FORM_CODE.fullmatch("".join(folded.split()))
    if match is None:
        return None
    body, _dash, check = match[0].rpartition("-")
    if check != check_character(body):
        return None
    period = Period(int(match["year"]), annual=match["half"] is None)
    return Identity(match["plan"], match["unit"], period, match["version"])


def identity_facts(identity: Identity) -> dict[str, str]:
    """Return what the hidden sheet and the custom properties repeat, by key."""
    return {
        "plan": identity.plan,
        "unit": identity.unit,
        "period": identity.period.id,
        "version": identity.version,
        "code": form_code(identity),
    }
