"""The command that walks a number back to the cells it was added from."""

from __future__ import annotations

from typing import Annotated

import typer

from lsreport.cli.frame import (
    AsOfOption,
    JsonOption,
    Session,
    app,
    moment_of,
    opened,
    period_or_span_of,
)
from lsreport.domain.period import Span
from lsreport.i18n import _


@app.command(help=_("Explain a number: formula, bounds, verdict, owners, cells."))
def explain(
    context: typer.Context,
    period: Annotated[
        str,
        typer.Argument(
            metavar="PERIOD", help=_("2024-H1, 2024, or the years of a review: 2021..2025.")
        ),
    ],
    indicator: Annotated[
        str,
        typer.Argument(
            metavar="INDICATOR", help=_("Code of an indicator or of one of its lines: 2.2/6-15.")
        ),
    ],
    unit: Annotated[
        str | None,
        typer.Option("--unit", metavar="CODE", help=_("Only the part of this unit.")),
    ] = None,
    as_of: AsOfOption = None,
    json: JsonOption = False,
) -> None:
    """Print where a number comes from."""
    from lsreport.app.explain import explain

    session: Session = context.obj
    terminal = session.terminal
    with opened(session, "explain") as desk:
        wanted = period_or_span_of(period, desk.plan)
        explained = explain(desk, wanted, indicator, unit, moment_of(as_of))
    span = wanted.id if isinstance(wanted, Span) else None
    if json:
        from lsreport.console.documents import dump
        from lsreport.console.explanation_document import explanation_document

        terminal.line(dump(explanation_document(explained, span, terminal.catalogue)))
    else:
        from lsreport.console.explained import show_explanations

        show_explanations(terminal, explained, span)
