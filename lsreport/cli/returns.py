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
    show_written,
)
from lsreport.cli.rules import only_period, show_rule, show_rule_book
from lsreport.domain.clock import lang_son_day
from lsreport.errors import UsageError
from lsreport.i18n import _


@app.command(help=_("Write one blank workbook per expected unit."))
def forms(
    context: typer.Context,
    period: PeriodArgument = None,
    unit: UnitsOption = None,
    letter: Annotated[
        bool,
        typer.Option("--letter", help=_("Also write the letter that asks for the returns.")),
    ] = False,
    history: Annotated[
        bool,
        typer.Option(
            "--history",
            help=_("Write the one sheet that takes the figures of the paper years instead."),
        ),
    ] = False,
    handover: Annotated[
        bool,
        typer.Option(
            "--handover",
            help=_("Write the one sheet that takes what the districts handed over instead."),
        ),
    ] = False,
    out: OutOption = None,
) -> None:
    """Write the forms and print their paths."""
    from lsreport.app.forms import forms

    session: Session = context.obj
    if history or handover:
        other = bool(period or unit or letter or (history and handover))
        _write_import_sheet(session, out, handover=handover, other=other)
        return
    today = lang_son_day(now()) if letter else None
    with opened(session, "forms") as desk:
        asked = period_of(period, desk.plan)
        for path in forms(desk, asked, unit or [], absolute(out), letter=today):
            session.terminal.line(path)


def _write_import_sheet(session: Session, out: Path | None, *, handover: bool, other: bool) -> None:
    from lsreport.app.forms import handover_sheet, import_sheet

    if other:
        alone = _(
            "--history writes one sheet for all units and paper years. Leave out the period, "
            "--unit and --letter."
        )
        handed = _(
            "--handover writes one sheet for all units that took figures over. Leave out the "
            "period, --unit, --letter and --history."
        )
        raise UsageError(handed if handover else alone)
    write = handover_sheet if handover else import_sheet
    with opened(session, "forms") as desk:
        session.terminal.line(write(desk, absolute(out)))


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
    if json:
        show_findings(session.terminal, inspection, json=True)
    from lsreport.console.validation import show_validation

    show_validation(session.terminal, inspection)
    raise typer.Exit(inspection.exit_code)


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
    calls: Annotated[
        bool,
        typer.Option(
            "--calls", help=_("Whom to call, the unit that decides most first, and what about.")
        ),
    ] = False,
    json: JsonOption = False,
) -> None:
    """Print where every return of the period stands, or whom to call."""
    from lsreport.app.status import status

    session: Session = context.obj
    terminal = session.terminal
    with opened(session, "status") as desk:
        report = status(desk, period_of(period, desk.plan), now=now(), as_of=moment_of(as_of))
    if json:
        from lsreport.console.documents import dump, status_document

        terminal.line(dump(status_document(report)))
    else:
        from lsreport.console.standing import show_calls, show_status

        (show_calls if calls else show_status)(terminal, report)
    raise typer.Exit(report.exit_code)


@app.command(help=_("Write a reminder to the units whose return is missing past its due date."))
def remind(
    context: typer.Context,
    period: PeriodArgument = None,
    each: Annotated[
        bool, typer.Option("--each", help=_("One letter for each unit instead of one for all."))
    ] = False,
    out: OutOption = None,
    as_of: AsOfOption = None,
) -> None:
    """Write the letters and print their paths, or say why there is none."""
    from lsreport.app.remind import remind

    session: Session = context.obj
    moment, folder = moment_of(as_of), absolute(out)
    with opened(session, "remind") as desk:
        asked = period_of(period, desk.plan)
        reminding = remind(desk, asked, now=now(), as_of=moment, each=each, out=folder)
    show_written(session.terminal, reminding.letters, reminding.nothing)


@app.command(help=_("Write each unit a receipt, and a copy of its workbook with the findings."))
def feedback(
    context: typer.Context,
    period: PeriodArgument = None,
    unit: UnitsOption = None,
    out: OutOption = None,
) -> None:
    """Write the receipts and the annotated copies and print their paths."""
    from lsreport.app.feedback import feedback

    session: Session = context.obj
    with opened(session, "feedback") as desk:
        asked = period_of(period, desk.plan)
        for written in feedback(desk, asked, unit or [], absolute(out)):
            show_written(session.terminal, written.paths, written.problem)


@app.command(help=_("Run every check; findings and completeness."))
def check(
    context: typer.Context,
    periods: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="[PERIOD]…",
            help=_("One period, the latest ended when left out; several with --rule."),
        ),
    ] = None,
    rules: Annotated[
        bool, typer.Option("--rules", help=_("Print the rule book instead of checking."))
    ] = False,
    rule: Annotated[
        str | None,
        typer.Option(
            "--rule",
            metavar="CODE",
            help=_("Try one rule on stored periods, as if it had always been in force."),
        ),
    ] = None,
    json: JsonOption = False,
) -> None:
    """Print the findings and the completeness of a period, or what a rule says and has said."""
    from lsreport.app.check import check

    session: Session = context.obj
    asked = periods or []
    only_period(asked, rules=rules, rule=rule)
    if rules:
        show_rule_book(session, json=json)
    elif rule is not None:
        show_rule(session, rule, asked, json=json)
    else:
        with opened(session, "check") as desk:
            inspection = check(desk, period_of(asked[0] if asked else None, desk.plan))
        show_findings(session.terminal, inspection, json=json, files=False)
