"""`history`: the revisions of a return, and what changed from one to the next."""

from __future__ import annotations

from dataclasses import dataclass

from lsreport.app.workspace import Desk, expected_units
from lsreport.checks.questionnaire import Questionnaire
from lsreport.domain.period import Period
from lsreport.domain.personal import looks_personal
from lsreport.domain.submission import Submission
from lsreport.i18n import Message
from lsreport.indicators.calendar import window

WITHHELD = "*"
"""Stands for content that looks personal: it is never printed."""


@dataclass(frozen=True, slots=True)
class Change:
    """One cell that differs between two revisions."""

    key: str
    label: Message | str
    """Row and column as the form prints them."""
    was: str | None
    """Stored text, None when it was blank or not there, `WITHHELD` when it looks personal."""
    now: str | None


@dataclass(frozen=True, slots=True)
class Revision:
    """One accepted submission of a return."""

    submission: Submission
    current: bool
    """Whether it is the one in use."""
    changes: tuple[Change, ...]
    """Against the revision before it; none for the first."""


def history(desk: Desk, period: Period, unit: str) -> tuple[Revision, ...]:
    """Return every revision of the unit's return, the first recorded one first.

    Raises:
        NotFoundError: the plan has no such period, or the unit owes no return for it.
        StorageError: the store is damaged or out of reach.
    """
    (owed_by,) = expected_units(desk.plan, desk.require(period), (unit,))
    asked = Questionnaire(desk.plan, owed_by, window(desk.plan, period)[1])
    sent = desk.store.history(unit, period)
    current = max(sent, key=lambda one: one.order, default=None)
    return tuple(
        Revision(one, one is current, _changes(asked, sent[place - 1], one) if place else ())
        for place, one in enumerate(sent)
    )


def _changes(asked: Questionnaire, before: Submission, after: Submission) -> tuple[Change, ...]:
    """Return the cells that differ, as the form has them; what it computes itself is left out."""
    was, now = _contents(before), _contents(after)
    return tuple(
        Change(key, asked.label(key), _shown(was.get(key)), _shown(now.get(key)))
        for key in asked.cells
        if was.get(key) != now.get(key)
    )


def _contents(submission: Submission) -> dict[str, str | None]:
    return {raw.key: raw.text or None for raw in submission.raws}


def _shown(text: str | None) -> str | None:
    return WITHHELD if text is not None and looks_personal(text) else text
