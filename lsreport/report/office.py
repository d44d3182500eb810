"""The office's own facts, dated: who issues the report, to whom, and who signs.

They live in `lsreport.toml`. A dated entry has no default before its first day, and no name of a
person is ever supplied by the program.
"""

from __future__ import annotations

import tomllib
from datetime import date
from itertools import pairwise
from pathlib import Path
from typing import Annotated, Literal

import msgspec
from msgspec import Meta, Struct

from lsreport.errors import ConfigurationError
from lsreport.i18n import _
from lsreport.report.numbers import short_date

Line = Annotated[str, Meta(min_length=1)]
Lines = Annotated[tuple[Line, ...], Meta(min_length=1)]


class Strict(Struct, frozen=True, forbid_unknown_fields=True):
    """Base of every table of `lsreport.toml`: an unknown key is an error."""


class Copy(Strict, frozen=True, kw_only=True):
    """Whom one copy of the report goes to."""

    addressees: Lines
    """Kính gửi, one line each."""
    recipients: Lines
    """Nơi nhận without dashes and signs: `Như trên` first, `Lưu: VT, …` last."""


class Letters(Strict, frozen=True, kw_only=True):
    """What the letters of one body to the reporting units say besides its header and signer."""

    symbol: Line
    """Symbol after the number of a letter: SYT-DSTE."""
    recipients: Lines
    """Nơi nhận without dashes and signs: `Như trên` first, `Lưu: VT, …` last."""
    send_to: str = ""
    """Section, address or mailbox that returns go to; blank leaves the place open."""


class IssuingBody(Strict, frozen=True, kw_only=True):
    """The body that issues the report, from a day until the next entry begins."""

    since: date = msgspec.field(name="from")
    superior: Line
    """Body above it, as the header prints it."""
    issuer: Line
    """Its own name, as the header prints it."""
    name: Line
    """Its own name inside a sentence: Sở Y tế."""
    symbol: Line
    """Symbol after the number: BC-SYT."""
    place: Line
    signer_authority: Lines
    """Such as ["KT. GIÁM ĐỐC", "PHÓ GIÁM ĐỐC"]."""
    signer_name: str = ""
    """Blank leaves the place under the signature open."""
    bases: tuple[Line, ...] = ()
    """Căn cứ lines, with or without that word and final signs; a báo cáo usually has none."""
    province: Copy
    ministry: Copy
    letters: Letters | None = None

    @property
    def short(self) -> str:
        """What the report calls the body after its first mention: Sở."""
        return self.name.partition(" ")[0]


class Office(Strict, frozen=True, kw_only=True):
    """The whole of `lsreport.toml`."""

    plan: Line
    """Id of a packaged plan, or a folder of the workspace."""
    lang: Literal["vi", "en"] = "vi"
    """Language of sentences on the terminal."""
    office: Annotated[tuple[IssuingBody, ...], Meta(min_length=1)]

    def body_on(self, day: date) -> IssuingBody:
        """Return the body that issues reports on `day`.

        Raises:
            ConfigurationError: `day` is before the first entry.
        """
        begun = [body for body in self.office if body.since <= day]
        if not begun:
            raise ConfigurationError(
                _(
                    "lsreport.toml: [[office]] has no entry for {day}; the first begins on "
                    "{first}. Add the body that issued reports on that day."
                ),
                day=short_date(day),
                first=short_date(self.office[0].since),
            )
        return begun[-1]

    def letters_on(self, day: date) -> tuple[IssuingBody, Letters]:
        """Return the body that writes to the units on `day`, and what its letters say.

        Raises:
            ConfigurationError: `day` is before the first entry, or the entry has no letters.
        """
        body = self.body_on(day)
        if body.letters is None:
            raise ConfigurationError(
                _(
                    "lsreport.toml: the [[office]] entry from {first} has no [office.letters]. Add "
                    "it with symbol, recipients and send_to; `lsreport init` in an empty folder "
                    "writes an example."
                ),
                first=short_date(body.since),
            )
        return body, body.letters


def load_office(path: Path) -> Office:
    """Read `lsreport.toml`.

    Raises:
        ConfigurationError: the file is missing, no TOML, or has an unknown, missing, repeated or
            impossible key; the message names the file and the key.
    """
    try:
        office = parse_office(path.read_text(encoding="utf-8-sig"))
    except OSError as error:
        why: object = error.strerror or error
    except (ValueError, RecursionError) as error:
        why = error
    else:
        return office
    raise ConfigurationError(
        _("{file}: {problem}. Correct it; `lsreport init` in an empty folder writes a sound one."),
        file=path,
        problem=str(why).rstrip("."),
    )


def parse_office(text: str) -> Office:
    """Read the text of `lsreport.toml`.

    Raises:
        ValueError: it is no TOML, or a key is unknown, missing or impossible.
    """
    office = msgspec.convert(tomllib.loads(text), Office)
    for earlier, later in pairwise(office.office):
        if later.since <= earlier.since:
            dates = f"{earlier.since} and {later.since}"
            raise ValueError(f"[[office]]: `from` must rise from entry to entry, not {dates}")
    return office


DEFAULT_CONFIGURATION = Path(__file__).with_name("workspace.toml").read_text(encoding="utf-8")
"""What `init` writes as `lsreport.toml`."""
