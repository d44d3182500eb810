"""Commands that look after the workspace."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from lsreport.cli.frame import Session, app
from lsreport.i18n import _


@app.command(help=_("Examine the store: journal, originals and database."))
def doctor(
    context: typer.Context,
    rebuild: Annotated[
        bool,
        typer.Option("--rebuild", help=_("First make the database again from the journal.")),
    ] = False,
) -> None:
    """Print what was found, and exit with 1 where something is damaged."""
    from lsreport.app.doctor import examine
    from lsreport.console.upkeep import show_examination

    session: Session = context.obj
    found = examine(session.workspace, rebuild=rebuild)
    show_examination(session.terminal, found)
    raise typer.Exit(found.exit_code)


@app.command(help=_("Copy configuration and store into one file, also while in use."))
def backup(
    context: typer.Context,
    file: Annotated[Path, typer.Argument(metavar="FILE", help=_("The copy, a zip archive."))],
) -> None:
    """Write the copy and print its path."""
    from lsreport.app.backup import back_up

    session: Session = context.obj
    terminal = session.terminal
    written = back_up(session.workspace, file.absolute())
    terminal.line(written.path)
    if written.outside is not None:
        terminal.say(
            _("The plan in {folder} lies outside the workspace: keep a copy of it yourself."),
            folder=written.outside,
        )
