"""What `doctor` shows: whether the store is whole, and what to do where it is not."""

from __future__ import annotations

from lsreport.app.doctor import Examination
from lsreport.console.terminal import Terminal
from lsreport.i18n import Message, _


def show_examination(terminal: Terminal, found: Examination) -> None:
    """Print what was found, a line each: what is wrong first, then what the store holds."""
    for message in (*found.inspection.damage, *_traces(found), _holds(found)):
        terminal.line(terminal.catalogue.text(message))


def _traces(found: Examination) -> list[Message]:
    """Return what a crash left that the next command mends by itself."""
    traces = []
    if found.rebuilt is not None:
        traces.append(
            Message(
                _("The database was made again from {entries} entries of the journal."),
                {"entries": found.rebuilt},
            )
        )
    if found.inspection.pending:
        traces.append(
            Message(
                _(
                    "{entries} entries of the journal are not in the database yet: the next "
                    "`lsreport ingest` adds them, nothing is lost."
                ),
                {"entries": found.inspection.pending},
            )
        )
    if found.inspection.torn:
        traces.append(
            Message(
                _(
                    "The last line of the journal was cut short by a crash and was never "
                    "acknowledged: the next `lsreport ingest` removes it. Ingest the inbox again."
                )
            )
        )
    return traces


def _holds(found: Examination) -> Message:
    entries = {"entries": found.inspection.recorded}
    if found.inspection.damage:
        return Message(_("The store is damaged; {entries} entries of its journal read."), entries)
    return Message(
        _(
            "The store is whole: {entries} entries in the journal, every original as it was "
            "received, and a database that agrees with them."
        ),
        entries,
    )
