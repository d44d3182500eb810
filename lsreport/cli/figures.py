"""Commands about the figures: indicators, reports and the whole cycle."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from lsreport.cli.frame import (
    AsOfOption,
    OutOption,
    PeriodArgument,
    Session,
    absolute,
    app,
    day_of,
    moment_of,
    now,
    opened,
    period_of,
    period_or_span_of,
    show_cycle,
)
from lsreport.domain.period import Span
from lsreport.errors import UsageError
from lsreport.i18n import _

NumberOption = Annotated[
    str | None,
    typer.Option("--number", metavar="N", help=_("With --final: number of the signed report.")),
]
DatedOption = Annotated[
    str | None,
    typer.Option("--date", metavar="DAY", help=_("With --final: day of the signed report.")),
]
ScanOption = Annotated[
    Path | None,
    typer.Option(
        "--scan", metavar="FILE", help=_("With --final: scan of the signed report, archived.")
    ),
]


class ReportFormat(StrEnum):
    """Formats of the consolidated report."""

    DOCX = "docx"
    XLSX = "xlsx"
    PDF = "pdf"


class Reader(StrEnum):
    """Whom a report is written to."""

    PROVINCE = "province"
    MINISTRY = "ministry"


class ComputeFormat(StrEnum):
    """Formats of the outcomes."""

    TABLE = "table"
    JSON = "json"
    CSV = "csv"


class Grouping(StrEnum):
    """What outcomes may be broken down by."""

    UNIT = "unit"


@app.command(help=_("Compute every indicator of a period or span."))
def compute(
    context: typer.Context,
    period: PeriodArgument = None,
    by: Annotated[Grouping | None, typer.Option("--by", help=_("Also each owner's part."))] = None,
    as_of: AsOfOption = None,
    format: Annotated[ComputeFormat, typer.Option("--format", help=_("How to print."))] = (  # noqa: A002  the option is named so
        ComputeFormat.TABLE
    ),
) -> None:
    """Print the outcomes."""
    from lsreport.app.compute import compute

    session: Session = context.obj
    terminal = session.terminal
    with opened(session, "compute") as desk:
        wanted = period_or_span_of(period, desk.plan)
        computations = compute(desk, wanted, moment_of(as_of))
        plan = desk.plan
    span = wanted.id if isinstance(wanted, Span) else None
    by_unit = by is Grouping.UNIT
    if format is ComputeFormat.JSON:
        from lsreport.console.documents import computation_document, dump

        terminal.line(dump(computation_document(plan, computations, span, by_unit=by_unit)))
    elif format is ComputeFormat.CSV:
        from lsreport.console.csv import computation_csv

        terminal.write(computation_csv(computations, by_unit=by_unit))
    else:
        from lsreport.console.outcomes import show_computations

        show_computations(terminal, computations, by_unit=by_unit)


@app.command(help=_("Write the consolidated report of a period, or the review of a span."))
def render(
    context: typer.Context,
    period: PeriodArgument = None,
    format: Annotated[  # noqa: A002  the option is named so
        list[ReportFormat] | None,
        typer.Option("--format", help=_("docx, xlsx or pdf; docx and xlsx when left out.")),
    ] = None,
    to: Annotated[
        Reader, typer.Option("--to", help=_("Whom the report is written to."))
    ] = Reader.PROVINCE,
    public: Annotated[
        bool, typer.Option("--public", help=_("A copy anybody may read: few cases are hidden."))
    ] = False,
    as_of: AsOfOption = None,
    out: OutOption = None,
    final: Annotated[
        bool, typer.Option("--final", help=_("Put on record that this report goes out."))
    ] = False,
    number: NumberOption = None,
    dated: DatedOption = None,
    scan: ScanOption = None,
    check_template: Annotated[
        bool,
        typer.Option(
            "--check-template", help=_("Only look for faults in the templates; writes nothing.")
        ),
    ] = False,
) -> None:
    """Write the reports and print their paths."""
    from lsreport.app.pdf import PDF, add_prints, find_office, with_source
    from lsreport.app.release import Issued
    from lsreport.app.render import FORMATS, render_asked
    from lsreport.report.view_types import Edition

    session: Session = context.obj
    if check_template:
        _show_templates(session)
        return
    asked_for = {one.value for one in format} if format else FORMATS
    office = find_office() if PDF in asked_for else None
    wanted = with_source(asked_for)
    known, folder = moment_of(as_of), absolute(out)
    edition = Edition(to.value, public)
    issued = Issued(number, day_of(dated), absolute(scan))
    if not final and issued != Issued():
        raise UsageError(_("--number, --date and --scan belong to a report that is --final."))
    with opened(session, "render") as desk:
        reports = render_asked(
            desk,
            period_or_span_of(period, desk.plan),
            wanted,
            edition,
            issued if final else None,
            clock=now,
            as_of=known,
            out=folder,
        )
    for path in add_prints(office, reports) if office else reports:
        session.terminal.line(path)


def _show_templates(session: Session) -> None:
    """Print the faults of every template, a line each; stop with what is to be done about them."""
    from lsreport.app.check_templates import check_templates, require_templates

    checked = check_templates(session.workspace_if_any)
    for one in checked:
        for fault in one.faults:
            session.terminal.line(session.terminal.catalogue.text(fault))
    require_templates(checked)
    session.terminal.say(_("{count} templates, no faults."), count=len(checked))


@app.command(help=_("Ingest, check, compute and render: for cron."))
def run(
    context: typer.Context,
    period: PeriodArgument = None,
    inbox: Annotated[
        Path | None, typer.Option("--inbox", metavar="DIR", help=_("Folder to ingest."))
    ] = None,
    out: OutOption = None,
) -> None:
    """Run the whole cycle and print the paths of the reports."""
    from lsreport.app.log import logged
    from lsreport.app.run import run_cycle
    from lsreport.app.workspace import require_workspace

    session: Session = context.obj
    terminal = session.terminal
    folder = require_workspace(session.workspace).log
    with (
        logged(folder, "run", now) as entry,
        opened(session, "run") as desk,
        terminal.progress(_("Reading")) as progress,
    ):
        cycle = entry.cycle = run_cycle(
            desk,
            period_of(period, desk.plan),
            clock=now,
            inbox=absolute(inbox),
            out=absolute(out),
            progress=progress,
        )
    if cycle.exit_code or not terminal.quiet:
        show_cycle(terminal, cycle.summary if cycle.exit_code else (), cycle.reports)
    if entry.error is not None:
        terminal.say(entry.error.message)
    raise typer.Exit(cycle.exit_code)
