"""What came of making a report again: the same, or each thing that differs."""

from __future__ import annotations

from lsreport.app.remade import PLAN, RELEASE
from lsreport.app.verify import ARCHIVE, Verification
from lsreport.console.terminal import Terminal, one_line
from lsreport.i18n import _

_SOURCES = {ARCHIVE: _("archive"), PLAN: _("plan"), RELEASE: _("release")}
"""What a difference is in that is no part of a file; parts and files go by their names."""


def show_verification(terminal: Terminal, verification: Verification) -> None:
    """Print "same" or a line per difference; on stderr what the reader should know besides."""
    catalogue = terminal.catalogue
    for note in verification.notes:
        terminal.say(one_line(catalogue.text(note)))
    if not verification.differences:
        terminal.line(
            catalogue.text(
                _("{file}: same, made again from the journal and {count} originals"),
                file=one_line(verification.document.name),
                count=verification.originals,
            )
        )
        return
    for one in verification.differences:
        where = catalogue.text(_SOURCES.get(one.part, "")) or one.part
        terminal.line(one_line(f"{where}: {catalogue.text(one.what)}"))
    terminal.say(
        _("{file} is not what the archive and the journal give (differences: {count})."),
        file=one_line(verification.document.name),
        count=len(verification.differences),
    )
