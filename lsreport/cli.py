"""The command line: parse, call one use case, show, exit.

The only reader of the clock, the environment and the working directory.
"""

from __future__ import annotations

import os
import sys
import traceback
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from typer._click.core import Command
from typer._click.exceptions import ClickException
from typer.core import TyperArgument, TyperOption

from lsreport import __version__
from lsreport.console.language import choose_language
from lsreport.console.terminal import Terminal, drop_output
from lsreport.domain.clock import LANG_SON
from lsreport.domain.period import Period, Span
from lsreport.errors import BUG, INTERRUPTED, LsreportError, UsageError
from lsreport.i18n import Catalogue, Message, _

if TYPE_CHECKING:
    from lsreport.app.results import Inspection
    from lsreport.app.workspace import Desk, Workspace
    from lsreport.indicators.plan import Plan

app = typer.Typer(
    name="lsreport",
    help=_("Consolidated reporting on Plan 187/KH-UBND of Lạng Sơn province."),
    rich_markup_mode=None,
    add_completion=False,
    no_args_is_help=True,
    context_settings={"help_option_names": ["-h", "--help"]},
)


class ReportFormat(StrEnum):
    """Formats of the consolidated report."""

    DOCX = "docx"
    XLSX = "xlsx"


class ComputeFormat(StrEnum):
    """Formats of the outcomes."""

    TABLE = "table"
    JSON = "json"
    CSV = "csv"


class Grouping(StrEnum):
    """What outcomes may be broken down by."""

    UNIT = "unit"


@dataclass(frozen=True, slots=True)
class Session:
    """What the options before the command decide."""

    terminal: Terminal
    named_workspace: Path | None
    verbose: bool

    @property
    def workspace(self) -> Workspace:
        """The workspace named, else that of the environment, else the nearest upward."""
        from lsreport.app.workspace import Workspace, find_workspace

        if self.named_workspace is not None:
            return Workspace(self.named_workspace.absolute())
        return find_workspace(Path.cwd())

    @property
    def workspace_if_any(self) -> Workspace | None:
        """The workspace, None where the command works without one."""
        from lsreport.errors import NotFoundError

        if self.named_workspace is not None:
            return self.workspace
        try:
            return self.workspace
        except NotFoundError:
            return None


@contextmanager
def _opened(session: Session, command: str) -> Iterator[Desk]:
    """Open the workspace for one command; `-v` says which it is and what it works from."""
    from lsreport.app.workspace import opened

    with opened(session.workspace, command) as desk:
        if session.verbose:
            session.terminal.say(
                _("Workspace {folder}, plan {plan} ({digest}), lsreport {version}."),
                folder=desk.workspace.root,
                plan=desk.plan.number,
                digest=desk.plan.digest[:12],
                version=__version__,
            )
        yield desk


PeriodArgument = Annotated[
    str | None,
    typer.Argument(
        metavar="[PERIOD]",
        help=_("2024-H1 or 2024; the latest period whose window has ended when left out."),
    ),
]
UnitOption = Annotated[
    str | None, typer.Option("--unit", metavar="CODE", help=_("Unit the files come from."))
]
UnitsOption = Annotated[
    list[str] | None,
    typer.Option("--unit", metavar="CODE", help=_("Only this unit; may be repeated.")),
]
PeriodOption = Annotated[
    str | None, typer.Option("--period", metavar="PERIOD", help=_("Period the files are for."))
]
OutOption = Annotated[
    Path | None, typer.Option("--out", metavar="DIR", help=_("Folder to write into."))
]
JsonOption = Annotated[bool, typer.Option("--json", help=_("Print one JSON document."))]
AsOfOption = Annotated[
    str | None,
    typer.Option(
        "--as-of",
        metavar="WHEN",
        help=_("Only what had been recorded here by then: an ISO date or time."),
    ),
]
ReceivedOption = Annotated[
    str | None,
    typer.Option(
        "--received", metavar="WHEN", help=_("When the files were received: an ISO date or time.")
    ),
]


@app.callback()
def main(
    context: typer.Context,
    workspace: Annotated[
        Path | None,
        typer.Option(
            metavar="DIR",
            envvar="LSREPORT_WORKSPACE",
            show_envvar=False,
            help=_("Workspace; else LSREPORT_WORKSPACE, else the nearest folder upward."),
        ),
    ] = None,
    lang: Annotated[
        str | None, typer.Option(metavar="vi|en", help=_("Language of sentences."))
    ] = None,
    quiet: Annotated[
        bool, typer.Option("-q", "--quiet", help=_("Say nothing but errors."))
    ] = False,
    verbose: Annotated[
        bool, typer.Option("-v", "--verbose", help=_("Also say what is worked from."))
    ] = False,
    version: Annotated[bool, typer.Option("--version", help=_("Print the version."))] = False,
) -> None:
    """Choose the workspace and the language before a command runs."""
    if lang is not None and lang not in {"vi", "en"}:
        raise UsageError(_("--lang takes vi or en, not {given}."), given=lang)
    if quiet and verbose:
        raise UsageError(_("-q and -v exclude each other."))
    terminal: Terminal = context.obj
    terminal.quiet = quiet
    context.obj = Session(terminal, workspace, verbose)
    if version:
        terminal.line(f"lsreport {__version__}")
        raise typer.Exit


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
        cycle = demo((folder or Path("lsreport-demo")).absolute(), clock=_now, progress=progress)
    _show_cycle(terminal, cycle.summary, cycle.reports)


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
    with _opened(session, "forms") as desk:
        for path in forms(desk, _period(period, desk.plan), unit or [], _absolute(out)):
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
    expected = None if period is None else _period(period, plan)
    inspection = validate(plan, files, unit=unit, period=expected)
    _show_inspection(session.terminal, inspection, json=json)


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
    with _opened(session, "ingest") as desk, terminal.progress(_("Reading")) as progress:
        inspection = ingest(
            desk,
            paths or [],
            clock=_now,
            received=_moment(received),
            unit=unit,
            period=None if period is None else _period(period, desk.plan),
            progress=progress,
        )
    if json:
        _show_inspection(terminal, inspection, json=True)
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
    with _opened(session, "status") as desk:
        report = status(desk, _period(period, desk.plan), now=_now(), as_of=_moment(as_of))
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
    with _opened(session, "check") as desk:
        inspection = check(desk, _period(period, desk.plan))
    _show_inspection(session.terminal, inspection, json=json, files=False)


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
    with _opened(session, "compute") as desk:
        wanted = _period_or_span(period, desk.plan)
        computations = compute(desk, wanted, _moment(as_of))
        plan = desk.plan
    span = wanted.id if isinstance(wanted, Span) else None
    by_unit = by is Grouping.UNIT
    if format is ComputeFormat.JSON:
        from lsreport.console.documents import computation_document, dump

        terminal.line(dump(computation_document(plan, computations, span, by_unit=by_unit)))
    elif format is ComputeFormat.CSV:
        from lsreport.console.csv import computation_csv

        sys.stdout.write(computation_csv(computations, by_unit=by_unit))
    else:
        from lsreport.console.outcomes import show_computations

        show_computations(terminal, computations, by_unit=by_unit)


@app.command(help=_("Write the consolidated report."))
def render(
    context: typer.Context,
    period: PeriodArgument = None,
    format: Annotated[  # noqa: A002  the option is named so
        list[ReportFormat] | None,
        typer.Option("--format", help=_("docx or xlsx; both when left out.")),
    ] = None,
    as_of: AsOfOption = None,
    out: OutOption = None,
) -> None:
    """Write the reports and print their paths."""
    from lsreport.app.render import render

    session: Session = context.obj
    wanted = {one.value for one in format or ReportFormat}
    with _opened(session, "render") as desk:
        reports = render(
            desk, _period(period, desk.plan), wanted, as_of=_moment(as_of), out=_absolute(out)
        )
    for path in reports:
        session.terminal.line(path)


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
    from lsreport.app.run import run_cycle

    session: Session = context.obj
    terminal = session.terminal
    with _opened(session, "run") as desk, terminal.progress(_("Reading")) as progress:
        cycle = run_cycle(
            desk,
            _period(period, desk.plan),
            clock=_now,
            inbox=_absolute(inbox),
            out=_absolute(out),
            progress=progress,
        )
    _show_cycle(terminal, cycle.summary if cycle.exit_code else (), cycle.reports)
    raise typer.Exit(cycle.exit_code)


@app.command(help=_("List the reporting units as of a period."))
def units(context: typer.Context, period: PeriodArgument = None) -> None:
    """Print the units expected in a period."""
    from lsreport.app.registry import plan_of, units
    from lsreport.console.views import show_units

    session: Session = context.obj
    plan = plan_of(session.workspace_if_any)
    show_units(session.terminal, units(plan, _period(period, plan)))


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


def invoke(arguments: Sequence[str]) -> int:
    """Run one command and return its exit code; an error a person can act on is one line."""
    catalogue = Catalogue(choose_language(arguments, os.environ, Path.cwd()))
    terminal = Terminal(catalogue)
    command = typer.main.get_command(app)
    _translate(command, catalogue)
    try:
        code = command.main(
            list(arguments), prog_name="lsreport", standalone_mode=False, obj=terminal
        )
        terminal.flush()
    except LsreportError as error:
        terminal.complain(error.message)
        return error.exit_code
    except ClickException as error:
        error.show()
        return error.exit_code
    except typer.Abort:
        return INTERRUPTED
    except BrokenPipeError:
        # The reader of our output has gone (`| head`): that is its right, and no error of ours.
        drop_output()
        return 0
    except Exception:  # noqa: BLE001  nothing may end without an exit code of the contract
        # A bug: the traceback is for the developers, the exit code for the script that called.
        traceback.print_exc()
        return BUG
    return code if isinstance(code, int) else 0


def _translate(command: Command, catalogue: Catalogue) -> None:
    """Put every help text into the reader's language, in one place."""
    command.help = command.help and catalogue.text(command.help)
    for parameter in command.params:
        if isinstance(parameter, TyperOption | TyperArgument) and parameter.help:
            parameter.help = catalogue.text(parameter.help)
    for nested in getattr(command, "commands", {}).values():
        _translate(nested, catalogue)


def _now() -> datetime:
    return datetime.now(UTC)  # noqa: TID251  the one place that reads the clock


def _moment(text: str | None) -> datetime | None:
    """Read WHEN: an ISO date (the end of that day) or date-time; UTC+7 without an offset."""
    if text is None:
        return None
    try:
        if len(text) == len("2025-07-05"):
            return datetime.combine(date.fromisoformat(text), time.max, LANG_SON)
        moment = datetime.fromisoformat(text)
        if moment.tzinfo is None:
            moment = moment.replace(tzinfo=LANG_SON)
        moment.astimezone(UTC)
    except (ValueError, OverflowError):
        raise UsageError(
            _("{given} is no date or time. Write it as 2025-07-05 or 2025-07-05T16:30."), given=text
        ) from None
    return moment


def _period(text: str | None, plan: Plan) -> Period:
    """Read PERIOD, by default the latest whose window has ended in Lạng Sơn."""
    from lsreport.app.workspace import require_period
    from lsreport.indicators.calendar import latest_ended

    if text is None:
        return latest_ended(plan, _now().astimezone(LANG_SON).date())
    try:
        return require_period(plan, Period.parse(text))
    except ValueError:
        raise UsageError(
            _("{given} is no period. Write 2024-H1 for a first half or 2024 for a year."),
            given=text,
        ) from None


def _period_or_span(text: str | None, plan: Plan) -> Period | Span:
    if text is None or ".." not in text:
        return _period(text, plan)
    try:
        return Span.parse(text)
    except ValueError:
        raise UsageError(
            _("{given} is no span of years. Write it as 2021..2025."), given=text
        ) from None


def _absolute(path: Path | None) -> Path | None:
    return None if path is None else path.absolute()


def _show_inspection(
    terminal: Terminal, inspection: Inspection, *, json: bool, files: bool = True
) -> None:
    """Show files, findings and completeness, and exit with the code they deserve."""
    if json:
        from lsreport.console.documents import dump, inspection_document

        terminal.line(dump(inspection_document(inspection, terminal.catalogue)))
    else:
        from lsreport.console.views import show_inspection

        show_inspection(terminal, inspection, files=files)
    raise typer.Exit(inspection.exit_code)


def _show_cycle(terminal: Terminal, summary: Sequence[Message], reports: Sequence[Path]) -> None:
    for sentence in summary:
        terminal.say(sentence)
    for path in reports:
        terminal.line(path)
