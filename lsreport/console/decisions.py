"""What `waive` and `history` show: waivers, and the revisions of a return."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from lsreport.app.history import Change, Revision
from lsreport.console.documents import Document
from lsreport.console.outcomes import NOTHING
from lsreport.console.terminal import Column, Terminal
from lsreport.domain.clock import LANG_SON, lang_son_day
from lsreport.domain.finding import Waiver
from lsreport.domain.period import Period
from lsreport.excel.guard import shown
from lsreport.i18n import Catalogue, _

_DIGITS = 12
"""Digits of a sha256 that tell files apart for a person."""


def show_waivers(terminal: Terminal, waivers: Sequence[Waiver]) -> None:
    """Print a line per waiver, the first recorded first, with whether it still holds."""
    if not waivers:
        terminal.say(_("No finding has been accepted."))
        return
    columns = (
        Column(_("Finding")),
        Column(_("Element")),
        Column(_("Seen"), number=True),
        Column(_("From")),
        Column(_("Until")),
        Column(_("Who")),
        Column(_("Why"), wide=True),
        Column(_("Ended"), wide=True),
    )
    rows = [
        (
            one.finding,
            one.key,
            one.seen,
            one.first.id,
            one.until.id,
            one.who,
            one.why,
            _ended(terminal.catalogue, one),
        )
        for one in waivers
    ]
    terminal.table(columns, rows)


def _ended(catalogue: Catalogue, waiver: Waiver) -> str:
    if waiver.ended is None:
        return NOTHING
    return catalogue.text(
        _("{day}, {who}: {why}"),
        day=lang_son_day(waiver.ended.recorded),
        who=waiver.ended.who,
        why=waiver.ended.why,
    )


def waivers_document(waivers: Sequence[Waiver]) -> Document:
    """Return every waiver with what ended it."""
    return {
        "waivers": [
            {
                "finding": one.finding,
                "rule": one.rule,
                "unit": one.unit,
                "element": one.key,
                "seen": one.seen,
                "from": one.first.id,
                "until": one.until.id,
                "who": one.who,
                "why": one.why,
                "recorded": one.recorded.isoformat(),
                "ended": one.ended
                and {
                    "who": one.ended.who,
                    "why": one.ended.why,
                    "recorded": one.ended.recorded.isoformat(),
                },
            }
            for one in waivers
        ]
    }


def show_history(terminal: Terminal, revisions: Sequence[Revision]) -> None:
    """Print a line per revision, and under it what it changed."""
    if not revisions:
        terminal.say(_("Nothing was accepted from this unit for this period."))
    for revision in revisions:
        terminal.line(_revision_line(terminal.catalogue, revision))
        for change in revision.changes:
            terminal.line(_change_line(terminal.catalogue, change))


def _revision_line(catalogue: Catalogue, revision: Revision) -> str:
    submission = revision.submission
    return catalogue.text(
        _(
            "Revision {number} ({status}): received {received}, recorded {recorded}, {file}, "
            "sha256 {sha256}, sending {sending}"
        ),
        number=submission.revision,
        status=catalogue.text(_("in use") if revision.current else _("older")),
        received=_minute(catalogue, submission.received),
        recorded=_minute(catalogue, submission.recorded),
        file=shown(submission.file),
        sha256=submission.sha256[:_DIGITS],
        sending=submission.cover.sending,
    )


def _change_line(catalogue: Catalogue, change: Change) -> str:
    was, now = (NOTHING if text is None else shown(text) for text in (change.was, change.now))
    return f"  {change.key} · {catalogue.text(change.label)}: {was} → {now}"


def _minute(catalogue: Catalogue, moment: datetime) -> str:
    local = moment.astimezone(LANG_SON)
    return f"{catalogue.day(local.date())} {local:%H:%M}"


def history_document(
    period: Period, unit: str, revisions: Sequence[Revision], catalogue: Catalogue
) -> Document:
    """Return the revisions of a return with what each changed."""
    return {
        "period": period.id,
        "unit": unit,
        "revisions": [
            {
                "revision": one.submission.revision,
                "status": "current" if one.current else "older",
                "received": one.submission.received.isoformat(),
                "recorded": one.submission.recorded.isoformat(),
                "file": one.submission.file,
                "sha256": one.submission.sha256,
                "sending": one.submission.cover.sending,
                "changes": [
                    {
                        "element": change.key,
                        "label": catalogue.text(change.label),
                        "was": change.was,
                        "now": change.now,
                    }
                    for change in one.changes
                ],
            }
            for one in revisions
        ],
    }
