"""Commands about what the office decided: accepted findings, and the revisions of a return."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated

import typer

from lsreport.cli.frame import (
    AsOfOption,
    JsonOption,
    Session,
    app,
    moment_of,
    now,
    opened,
    period_of,
)
from lsreport.errors import UsageError
from lsreport.i18n import _


@app.command(help=_("Accept a finding until a period, end that, or list what was accepted."))
def waive(
    context: typer.Context,
    finding: Annotated[
        str | None,
        typer.Argument(metavar="[FINDING]", help=_("Name of the finding, as `check` prints it.")),
    ] = None,
    who: Annotated[
        str | None, typer.Option("--who", metavar="NAME", help=_("Who decided."))
    ] = None,
    why: Annotated[str | None, typer.Option("--why", metavar="TEXT", help=_("Why."))] = None,
    until: Annotated[
        str | None,
        typer.Option("--until", metavar="PERIOD", help=_("Last period it is accepted for.")),
    ] = None,
    listed: Annotated[
        bool, typer.Option("--list", help=_("List every waiver, the ended ones too."))
    ] = False,
    ended: Annotated[
        str | None,
        typer.Option("--end", metavar="FINDING", help=_("End the waiver of this finding.")),
    ] = None,
    as_of: AsOfOption = None,
    json: JsonOption = False,
) -> None:
    """Record a decision about a finding, or list the decisions."""
    session: Session = context.obj
    if (finding is not None) + (ended is not None) + listed != 1:
        raise UsageError(_("Name a finding to accept, or use --end FINDING or --list."))
    decided = {"--who": who, "--why": why, "--until": until}
    _refuse_unheard(decided if listed else {"--as-of": as_of, "--json": json or None})
    if ended is not None:
        _refuse_unheard({"--until": until})
    if listed:
        _list(session, as_of, json=json)
    elif ended is not None:
        _end(session, ended, _given(who, "--who"), _given(why, "--why"))
    elif finding is not None:
        _accept(session, finding, who, why, _given(until, "--until"))


def _list(session: Session, as_of: str | None, *, json: bool) -> None:
    from lsreport.console.decisions import show_waivers, waivers_document
    from lsreport.console.documents import dump

    with opened(session, "waive") as desk:
        waivers = desk.store.waivers(moment_of(as_of))
    if json:
        session.terminal.line(dump(waivers_document(waivers)))
    else:
        show_waivers(session.terminal, waivers)


def _accept(session: Session, finding: str, who: str | None, why: str | None, until: str) -> None:
    from lsreport.app.waive import waive

    decider, reason = _given(who, "--who"), _given(why, "--why")
    with opened(session, "waive") as desk:
        last = period_of(until, desk.plan)
        waiver = waive(desk, finding, who=decider, why=reason, until=last, clock=now)
    session.terminal.say(
        _("{finding} is accepted from {first} to {until}, as long as {key} reads “{seen}”."),
        finding=waiver.finding,
        first=waiver.first.id,
        until=waiver.until.id,
        key=waiver.key,
        seen=waiver.seen,
    )


def _end(session: Session, finding: str, who: str, why: str) -> None:
    from lsreport.app.waive import end

    with opened(session, "waive") as desk:
        end(desk, finding, who=who, why=why, clock=now)
    session.terminal.say(
        _("{finding} is accepted no longer; the waiver stays on record."), finding=finding
    )


def _refuse_unheard(options: Mapping[str, object]) -> None:
    """Stop a person who believes that an option did something here."""
    for option, value in options.items():
        if value is not None:
            raise UsageError(
                _(
                    "{option} says nothing here. --who, --why and --until go with a finding to "
                    "accept, --who and --why with --end, --as-of and --json with --list."
                ),
                option=option,
            )


def _given(value: str | None, option: str) -> str:
    if value is None:
        raise UsageError(
            _("{option} is missing: a decision names who took it, why, and until when."),
            option=option,
        )
    return value


@app.command(help=_("Revisions of a return, and what changed between them."))
def history(
    context: typer.Context,
    period: Annotated[str, typer.Argument(metavar="PERIOD", help=_("2024-H1 or 2024."))],
    unit: Annotated[str, typer.Argument(metavar="UNIT", help=_("Code of the unit."))],
    json: JsonOption = False,
) -> None:
    """Print the revisions of a unit's return."""
    from lsreport.app.history import history
    from lsreport.console.decisions import history_document, show_history
    from lsreport.console.documents import dump

    session: Session = context.obj
    with opened(session, "history") as desk:
        asked = period_of(period, desk.plan)
        revisions = history(desk, asked, unit)
    if json:
        document = history_document(asked, unit, revisions, session.terminal.catalogue)
        session.terminal.line(dump(document))
    else:
        show_history(session.terminal, revisions)
