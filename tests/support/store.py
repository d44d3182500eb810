"""Receipts and clocks for the tests of the store."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

from lsreport.domain.finding import Finding, Severity
from lsreport.domain.observation import Place, Raw, RawKind
from lsreport.domain.period import Period
from lsreport.domain.submission import Cover
from lsreport.excel.submissions import Reading, Refusal
from lsreport.i18n import Message
from lsreport.store.store import Store
from lsreport.store.writer import Receipt, Stored

H1 = Period(2025, annual=False)
YEAR = Period(2025, annual=True)
UTC7 = timezone(timedelta(hours=7))
COMMAND = "lsreport ingest"


def at(day: int, hour: int = 9) -> datetime:
    """A moment of July 2025 in Lạng Sơn."""
    return datetime(2025, 7, day, hour, tzinfo=UTC7)


def noon(day: int = 4) -> datetime:
    """A moment of July 2025 on the clock of the store."""
    return datetime(2025, 7, day, 12, tzinfo=UTC)


def sha256(original: bytes) -> str:
    return hashlib.sha256(original).hexdigest()


def raws(figures: Mapping[str, str | None]) -> tuple[Raw, ...]:
    """Cells of sheet A from row 10 on; None is a blank."""
    return tuple(
        Raw(key, "A", f"E{row}", RawKind.BLANK if text is None else RawKind.NUMBER, text)
        for row, (key, text) in enumerate(figures.items(), start=10)
    )


def accepted(
    original: bytes,
    unit: str = "178",
    period: Period = H1,
    *,
    received: datetime | None = None,
    sending: int = 1,
    figures: Mapping[str, str | None] | None = None,
    file: str = "phieu.xlsx",
    notes: tuple[Finding, ...] = (),
) -> Receipt:
    cells = raws({"TE615.total": "4000", "CL_MOI": None} if figures is None else figures)
    reading = Reading(unit, period, "1", Cover(sending, contact="Lan"), cells, notes)
    return Receipt(original, sha256(original), file, received or at(4), reading)


def rejected(
    original: bytes,
    unit: str | None = "178",
    period: Period | None = H1,
    *,
    received: datetime | None = None,
    file: str = "hong.xlsx",
) -> Receipt:
    refusal = Refusal((FAULT,), unit, period)
    return Receipt(original, sha256(original), file, received or at(4), refusal)


FAULT = Finding(
    rule="LS101",
    severity=Severity.ERROR,
    unit="178",
    period=H1,
    place=Place("hong.xlsx", "A", "B2"),
    seen="LS187-2025H1-179-V1-K",
    facts={"rows": 3, "what": Message("sheet {sheet}", {"sheet": "A"})},
)


def receive(store: Store, *receipts: Receipt, now: datetime | None = None) -> list[Stored]:
    with store.writing(command=COMMAND, clock=lambda: now or noon(), patience=5) as writer:
        return writer.receive(receipts)


def journal(store: Store) -> Path:
    return store.folder / "journal.jsonl"


def database(store: Store) -> Path:
    return store.folder / "lsreport.sqlite3"


@contextmanager
def without_privileges() -> Iterator[None]:
    """Obey permissions even where the tests run as root."""
    user = os.geteuid()
    if user == 0:
        os.seteuid(65534)
    try:
        yield
    finally:
        os.seteuid(user)
