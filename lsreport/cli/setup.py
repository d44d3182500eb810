"""Commands that make a workspace."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from lsreport.cli.frame import Session, app, now, show_cycle
from lsreport.i18n import _


@app.command(help=_("Make a workspace: settings, inbox, out and store."))
def init(
    context: typer.Context,
    folder: Annotated[
        Path | None, typer.Argument(metavar="[DIR]", help=_("Where; the current folder."))
    ] = None,
    templates: Annotated[
        bool, typer.Option("--templates", help=_("Also copy the templates for editing."))
    ] = False,
) -> None:
    """Make a workspace and print its path."""
    from lsreport.app.init import init

    session: Session = context.obj
    target = folder or session.named_workspace or Path.cwd()
    session.terminal.line(init(target.absolute(), templates=templates))


@app.command(help=_("Run the whole cycle on the sample submissions."))
def demo(
    context: typer.Context,
    folder: Annotated[
        Path | None, typer.Argument(metavar="[DIR]", help=_("Where; ./lsreport-demo."))
    ] = None,
) -> None:
    """Make the demo workspace, run the cycle and print where the reports are."""
    from lsreport.app.demo import demo

    session: Session = context.obj
    terminal = session.terminal
    with terminal.progress(_("Reading")) as progress:
        cycle = demo((folder or Path("lsreport-demo")).absolute(), clock=now, progress=progress)
    show_cycle(terminal, cycle.summary, cycle.reports)
