"""The command that makes a report again and compares."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from lsreport.cli.frame import Session, app
from lsreport.i18n import _


@app.command(help=_("Make a report again from the archive, and say whether it is the same."))
def verify(
    context: typer.Context,
    file: Annotated[Path, typer.Argument(metavar="FILE", help=_("A report that render wrote."))],
) -> None:
    """Compare a report with the one that archive and journal give."""
    from lsreport.app.verify import verify
    from lsreport.console.verification import show_verification

    session: Session = context.obj
    verification = verify(session.workspace, file.absolute())
    show_verification(session.terminal, verification)
    raise typer.Exit(verification.exit_code)
