"""Commands about the returns: forms out, submissions in, what is wrong or missing."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from lsreport.cli.frame import (
    AsOfOption,
    JsonOption,
    OutOption,
    PeriodArgument,
    PeriodOption,
    ReceivedOption,
    Session,
    UnitOption,
    UnitsOption,
    absolute,
    app,
    moment_of,
    now,
    opened,
    period_of,
    show_findings,
)
from lsreport.i18n import _


@app.command(help=_("Write one blank workbook per expected unit."))
def forms(
    context: typer.Context,
    period: PeriodArgument = None,
    unit: UnitsOption = None,
    out: OutOption = None,
) -> None:
    """Write the forms and print their paths."""
    from lsreport.app.forms import forms

    session: Session = context.obj
    with opened(session, "forms") as desk:
        for path in forms(desk, period_of(period, desk.plan), unit or [], absolute(out)):
            session.terminal.line(path)


@app.command(help=_("Check workbooks before they are sent."))
def validate(
    context: typer.Context,
    files: Annotated[list[Path], typer.Argument(metavar="FILE…", help=_("Workbooks to check."))],
    unit: UnitOption = None,
    period: PeriodOption = None,
    json: JsonOption = False,
) -> None:
    """Check submissions and print their findings."""
    from lsreport.app.registry import DEFAULT_PLAN
    from lsreport.app.validate import validate
    from lsreport.indicators.loader import load_plan

    session: Session = context.obj
    plan = load_plan(DEFAULT_PLAN)
    expected = None if period is None else period_of(period, plan)
    inspection = validate(plan, files, unit=unit, period=expected)
    show_findings(session.terminal, inspection, json=json)


@app.command(help=_("Read submissions, archive and store them."))
def ingest(
    context: typer.Context,
    paths: Annotated[
        list[Path] | None,
        typer.Argument(metavar="[PATH]…", help=_("Files or folders; the inbox when left out.")),
    ] = None,
    received: ReceivedOption = None,
    unit: UnitOption = None,
    period: PeriodOption = None,
    json: JsonOption = False,
) -> None:
    """Store submissions and print a line per file."""
    from lsreport.app.ingest import ingest

    session: Session = context.obj
    terminal = session.terminal
    with opened(session, "ingest") as desk, terminal.progress(_("Reading")) as progress:
        inspection = ingest(
            desk,
            paths or [],
            clock=now,
            received=moment_of(received),
            unit=unit,
            period=None if period is None else period_of(period, desk.plan),
            progress=progress,
        )
    if json:
        show_findings(terminal, inspection, json=True)
    from lsreport.console.views import show_files

    show_files(terminal, inspection)
    raise typer.Exit(inspection.exit_code)


@app.command(help=_("Who has sent, is late or missing."))
def status(
    context: typer.Context,
    period: PeriodArgument = None,
    as_of: AsOfOption = None,
    json: JsonOption = False,
) -> None:
    """Print where every return of the period stands."""
    from lsreport.app.status import status

    session: Session = context.obj
    terminal = session.terminal
    with opened(session, "status") as desk:
        report = status(desk, period_of(period, desk.plan), now=now(), as_of=moment_of(as_of))
    if json:
        from lsreport.console.documents import dump, status_document

        terminal.line(dump(status_document(report)))
    else:
        from lsreport.console.views import show_status

        show_status(terminal, report)
    raise typer.Exit(report.exit_code)


@app.command(help=_("Run every check; findings and completeness."))
def check(context: typer.Context, period: PeriodArgument = None, json: JsonOption = False) -> None:
    """Print the findings and the completeness of a period."""
    from lsreport.app.check import check

    session: Session = context.obj
    with opened(session, "check") as desk:
        inspection = check(desk, period_of(period, desk.plan))
    show_findings(session.terminal, inspection, json=json, files=False)
