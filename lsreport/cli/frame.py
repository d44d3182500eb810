"""What every command shares: the application, its session, its options, and the clock.

The only reader of the clock and the working directory.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from lsreport import __version__
from lsreport.console.terminal import Terminal
from lsreport.domain.clock import LANG_SON, end_of, lang_son_day
from lsreport.domain.period import Period, Span
from lsreport.errors import UsageError
from lsreport.i18n import Message, _

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
def opened(session: Session, command: str) -> Iterator[Desk]:
    """Open the workspace for one command; `-v` says which it is and what it works from."""
    from lsreport.app import workspace

    with workspace.opened(session.workspace, command) as desk:
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


def now() -> datetime:
    """Return this moment, with its offset."""
    return datetime.now(UTC)  # noqa: TID251  the one place that reads the clock


def moment_of(text: str | None) -> datetime | None:
    """Read WHEN: an ISO date (the end of that day) or date-time; UTC+7 without an offset."""
    if text is None:
        return None
    try:
        if len(text) == len("2025-07-05"):
            return end_of(date.fromisoformat(text))
        moment = datetime.fromisoformat(text)
        if moment.tzinfo is None:
            moment = moment.replace(tzinfo=LANG_SON)
        moment.astimezone(UTC)
    except (ValueError, OverflowError):
        raise UsageError(
            _("{given} is no date or time. Write it as 2025-07-05 or 2025-07-05T16:30."), given=text
        ) from None
    return moment


def day_of(text: str | None) -> date | None:
    """Read a day: an ISO date."""
    if text is None:
        return None
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise UsageError(_("{given} is no date. Write it as 2025-07-05."), given=text) from None


def period_of(text: str | None, plan: Plan) -> Period:
    """Read PERIOD, by default the latest whose window has ended in Lạng Sơn."""
    from lsreport.app.workspace import require_period
    from lsreport.indicators.calendar import latest_ended

    if text is None:
        return latest_ended(plan, lang_son_day(now()))
    try:
        return require_period(plan, Period.parse(text))
    except ValueError:
        raise UsageError(
            _("{given} is no period. Write 2024-H1 for a first half or 2024 for a year."),
            given=text,
        ) from None


def period_or_span_of(text: str | None, plan: Plan) -> Period | Span:
    """Read PERIOD or a span of years."""
    if text is None or ".." not in text:
        return period_of(text, plan)
    try:
        return Span.parse(text)
    except ValueError:
        raise UsageError(
            _("{given} is no span of years. Write it as 2021..2025."), given=text
        ) from None


def absolute(path: Path | None) -> Path | None:
    """Return the path from the root, None where none was given."""
    return None if path is None else path.absolute()


def show_findings(
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


def show_written(terminal: Terminal, paths: Sequence[Path], problem: Message | None) -> None:
    """Show where documents are, then why one is missing."""
    for path in paths:
        terminal.line(path)
    if problem is not None:
        terminal.say(problem)


def show_cycle(terminal: Terminal, summary: Sequence[Message], reports: Sequence[Path]) -> None:
    """Show what a person should know of a cycle, then where its reports are."""
    for sentence in summary:
        terminal.say(sentence)
    for path in reports:
        terminal.line(path)
