"""Commands that print the plan: its reporting units and its indicators."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from lsreport.cli.frame import PeriodArgument, Session, app, period_of
from lsreport.i18n import _


@app.command(help=_("List the reporting units as of a period."))
def units(context: typer.Context, period: PeriodArgument = None) -> None:
    """Print the units expected in a period."""
    from lsreport.app.registry import plan_of, units
    from lsreport.console.views import show_units

    session: Session = context.obj
    plan = plan_of(session.workspace_if_any)
    show_units(session.terminal, units(plan, period_of(period, plan)))


@app.command(help=_("List the indicators with their clauses."))
def indicators(
    context: typer.Context,
    code: Annotated[
        str | None, typer.Argument(metavar="[CODE]", help=_("One indicator in full."))
    ] = None,
    export: Annotated[
        Path | None,
        typer.Option("--export", metavar="DIR", help=_("Write the plan's data files for editing.")),
    ] = None,
) -> None:
    """Print the catalogue, one definition in full, or write the data files."""
    from lsreport.app.registry import indicators, plan_of, source_of
    from lsreport.console.views import show_definition, show_indicators
    from lsreport.indicators.loader import export_plan

    session: Session = context.obj
    workspace = session.workspace_if_any
    if export is not None:
        session.terminal.line(export_plan(source_of(workspace), export.absolute()))
        return
    found = indicators(plan_of(workspace), code)
    if code is None:
        show_indicators(session.terminal, found)
    else:
        show_definition(session.terminal, found[0])
