"""What `status` shows a person: where every return stands, and whom to call first."""

from __future__ import annotations

from collections.abc import Iterator

from lsreport.app.status import Call, ReturnState, StatusReport, Totals, UnitStatus
from lsreport.console.outcomes import shown_percent
from lsreport.console.terminal import Column, Terminal, wrapped
from lsreport.domain.clock import lang_son_day
from lsreport.domain.unit import Standing
from lsreport.excel.guard import shown
from lsreport.i18n import Catalogue, Message, _
from lsreport.indicators.hinges import Hinge, Why

RETURN_STATES = {
    ReturnState.RECEIVED: _("on time"),
    ReturnState.LATE: _("late"),
    ReturnState.MISSING: _("missing"),
    ReturnState.NOT_DUE: _("not due yet"),
}
STANDINGS = {Standing.MUST: _("must"), Standing.REQUESTED: _("requested")}
_GROUPS = {
    "all": _("All returns"),
    Standing.MUST.value: _("Must report"),
    Standing.REQUESTED.value: _("Requested"),
}
_HANGING = (
    (Why.MISSING, True, _("Can decide alone, with its share of the denominator: {list}")),
    (Why.MISSING, False, _("Decides with others, with its share of the denominator: {list}")),
    (Why.SUSPICION, None, _("Cases it reported and nobody has confirmed keep open: {list}")),
    (Why.BREACH, None, _("A case of its own that failed a check decides: {list}")),
    (Why.QUERY, None, _("A figure that is queried could turn: {list}")),
)
"""How verdicts hang on a unit: why, whether on it alone where that matters, and in words."""
_NOBODY = "–"
_KEPT_TOGETHER = "\u00a0"
"""A space at which no line is broken."""


def show_status(terminal: Terminal, report: StatusReport) -> None:
    """Print the due date, the returns, and the totals."""
    terminal.say(
        _("{period}: due {written}, counted until the end of {moved}"),
        period=report.period.id,
        written=report.due.written,
        moved=report.due.moved,
    )
    for onward in report.onward:
        if onward.early:
            terminal.say(
                _("{name}: the consolidated report is due on {due}, before the units' returns."),
                name=onward.to.name,
                due=onward.due.moved,
            )
    columns = (
        Column(_("Unit")),
        Column(_("Standing")),
        Column(_("Return")),
        Column(_("Received")),
        Column(_("Rev."), number=True),
        Column(_("Errors"), number=True),
        Column(_("Queries"), number=True),
        Column(_("Name"), wide=True),
    )
    terminal.table(columns, [_row(terminal.catalogue, one) for one in report.units])
    for group, totals in report.groups.items():
        _say_totals(terminal, _GROUPS[group], totals)
    _say_open(terminal, report.groups["all"])


def _row(catalogue: Catalogue, one: UnitStatus) -> tuple[str, ...]:
    by_office = f" ({catalogue.text(_('entered on behalf'))})" if one.on_behalf else ""
    return (
        one.unit.code,
        catalogue.text(STANDINGS[one.unit.standing]),
        catalogue.text(RETURN_STATES[one.state]),
        "" if one.received is None else catalogue.day(lang_son_day(one.received)),
        "" if one.revision is None else str(one.revision),
        "" if one.silent and not one.errors else str(one.errors),
        "" if one.silent else str(one.queries),
        one.unit.name + by_office,
    )


def _say_totals(terminal: Terminal, heading: str, totals: Totals) -> None:
    terminal.say(
        _(
            "{heading}: {expected} expected, {on_time} on time, {late} late, {missing} missing, "
            "{not_due} not due yet"
        ),
        heading=Message(heading),
        expected=totals.expected,
        on_time=totals.on_time,
        late=totals.late,
        missing=len(totals.missing),
        not_due=totals.not_due,
    )


def _say_open(terminal: Terminal, totals: Totals) -> None:
    terminal.say(
        _("Entered on behalf: {on_behalf}; open: errors {errors}, queries {queries}"),
        on_behalf=totals.on_behalf,
        errors=totals.errors,
        queries=totals.queries,
    )


def show_calls(terminal: Terminal, report: StatusReport) -> None:
    """Print whom to call, the one that decides most first: what for, what hangs on it, contact."""
    if not report.calls:
        terminal.say(_("{period}: nobody to call."), period=report.period.id)
    for number, call in enumerate(report.calls, 1):
        for line in _call_lines(terminal.catalogue, report, number, call):
            terminal.line(line)


def _call_lines(
    catalogue: Catalogue, report: StatusReport, number: int, call: Call
) -> Iterator[str]:
    """Yield the lines of one unit, none wider than the screen."""
    unit = call.status.unit
    standing = catalogue.text(STANDINGS[unit.standing])
    lead = f"{number}. "
    yield from wrapped(f"{lead}{unit.name} ({unit.code}, {standing})", rest=" " * len(lead))
    for sentence in (_wanted(report, call.status), *_hanging(catalogue, call), _contact(call)):
        yield from wrapped(f"   {catalogue.text(sentence)}", rest="     ")


def _wanted(report: StatusReport, one: UnitStatus) -> Message:
    """Say what a unit has to send or to answer."""
    due = {"due": report.due.moved}
    if one.refused:
        return Message(_("Its file was rejected and there is no other return (due {due})."), due)
    if one.state is ReturnState.MISSING:
        return Message(_("No return yet, past its due date ({due})."), due)
    if one.state is ReturnState.NOT_DUE:
        return Message(_("No return yet; it is due on {due}."), due)
    if not one.findings:
        return Message(_("Its return has no open question of its own."))
    rules = ", ".join(dict.fromkeys(finding.rule for finding in one.findings))
    return Message(
        _("Open: errors {errors}, queries {queries} ({rules})."),
        {"errors": one.errors, "queries": one.queries, "rules": rules},
    )


def _hanging(catalogue: Catalogue, call: Call) -> Iterator[Message]:
    """Yield a sentence for each way in which verdicts hang on a unit."""
    for why, alone, sentence in _HANGING:
        names = [
            _named(catalogue, one)
            for one in call.hinges
            if one.why is why and alone in {None, one.settles}
        ]
        if names:
            yield Message(sentence, {"list": ", ".join(names)})


def _named(catalogue: Catalogue, hinge: Hinge) -> str:
    """Return an indicator or its line, and the unit's part of the denominator where known."""
    parts = [hinge.indicator]
    if hinge.line is not None:
        parts.append(hinge.line)
    if hinge.share is not None:
        parts.append(f"({shown_percent(catalogue, hinge.share)})")
    return _KEPT_TOGETHER.join(parts)


def _contact(call: Call) -> Message:
    contact = call.contact
    if contact is None:
        return Message(_("Contact: {contact}"), {"contact": _NOBODY})
    return Message(
        _("Contact: {contact} (return for {period})"),
        # What a unit typed must not move the cursor nor forge a line.
        {"contact": shown(" ".join(contact.text.split())), "period": contact.period.id},
    )
