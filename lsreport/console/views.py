"""What the other commands show a person: files, findings, returns, units and definitions."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from lsreport.app.results import FileResult, FileStatus, Inspection
from lsreport.app.status import ReturnState, StatusReport
from lsreport.checks.completeness import UnitCounts
from lsreport.checks.rulebook import message_of, remedy_of
from lsreport.console.outcomes import NOTHING, shown_percent
from lsreport.console.terminal import Column, Terminal
from lsreport.domain.clock import LANG_SON
from lsreport.domain.finding import Finding, NotTestable, Severity
from lsreport.domain.unit import Standing, Unit
from lsreport.i18n import Catalogue, _
from lsreport.indicators.plan import Indicator

FILE_STATUSES = {
    FileStatus.ACCEPTED: _("accepted"),
    FileStatus.ACCEPTED_WITH_ERRORS: _("accepted with errors"),
    FileStatus.ACCEPTED_WITH_QUERIES: _("accepted with queries"),
    FileStatus.UNCHANGED: _("unchanged"),
    FileStatus.OLDER: _("older than the one in use"),
    FileStatus.REJECTED: _("rejected"),
}
RETURN_STATES = {
    ReturnState.RECEIVED: _("on time"),
    ReturnState.LATE: _("late"),
    ReturnState.MISSING: _("missing"),
    ReturnState.NOT_DUE: _("not due yet"),
}
STANDINGS = {Standing.MUST: _("must"), Standing.REQUESTED: _("requested")}
SEVERITIES = {
    Severity.ERROR: _("error"),
    Severity.QUERY: _("query"),
    Severity.NOTE: _("note"),
}


def show_inspection(terminal: Terminal, inspection: Inspection, *, files: bool) -> None:
    """Print a line per file when asked, the findings, what was not testable, completeness."""
    if files:
        show_files(terminal, inspection)
    show_findings(terminal, inspection.all_findings)
    _show_not_testable(terminal, inspection.not_testable)
    show_completeness(terminal, inspection)


def _show_not_testable(terminal: Terminal, untested: Sequence[NotTestable]) -> None:
    """Print what could not be checked, the same reason of the same unit once with its count."""
    catalogue = terminal.catalogue
    same = Counter(
        (one.rule, one.unit or one.period.id, catalogue.text(one.reason, **one.facts))
        for one in untested
    )
    for (rule, where, reason), count in same.items():
        times = f" (×{count})" if count > 1 else ""
        terminal.line(f"{catalogue.text(_('not testable'))} {rule} · {where}{times}")
        terminal.line(f"  {reason}")


def show_files(terminal: Terminal, inspection: Inspection) -> None:
    """Print a line per file."""
    for one in inspection.files:
        terminal.line(_file_line(terminal.catalogue, one))


def _file_line(catalogue: Catalogue, result: FileResult) -> str:
    """Return what became of a file; a rejected one with the reason and what to do about it."""
    what = [catalogue.text(FILE_STATUSES[result.status])]
    what += [part for part in (result.unit, result.period and result.period.id) if part]
    if result.revision is not None:
        what.append(catalogue.text(_("revision {number}"), number=result.revision))
    if result.status is FileStatus.REJECTED:
        what += (
            f"{one.rule} {message_of(one, catalogue)} → {remedy_of(one, catalogue)}"
            for one in result.findings
        )
    elif result.findings:
        found = Counter(one.severity for one in result.findings if one.waived is None)
        what.append(
            catalogue.text(
                _("errors {errors}, queries {queries}, notes {notes}"),
                errors=found[Severity.ERROR],
                queries=found[Severity.QUERY],
                notes=found[Severity.NOTE],
            )
        )
    return f"{result.file}: {' · '.join(what)}"


def show_findings(terminal: Terminal, findings: Sequence[Finding]) -> None:
    """Print each finding as its place, what was seen, and what to do."""
    catalogue = terminal.catalogue
    for finding in findings:
        severity = catalogue.text(SEVERITIES[finding.severity])
        where = str(finding.place or finding.file or finding.unit or finding.period or "")
        terminal.line(f"{severity} {finding.rule} · {where}")
        terminal.line(f"  {message_of(finding, catalogue)}")
        terminal.line(f"  → {remedy_of(finding, catalogue)}")


def show_completeness(terminal: Terminal, inspection: Inspection) -> None:
    """Print completeness at its three levels: returns, cells, indicators."""
    completeness = inspection.completeness
    if completeness is None:
        return
    catalogue = terminal.catalogue
    if completeness.units is not None:
        for heading, counts in (
            (_("All returns"), completeness.units.all),
            (_("Must report"), completeness.units.must),
            (_("Requested"), completeness.units.requested),
        ):
            terminal.line(_returns_line(catalogue, heading, counts))
    cells = completeness.cells
    terminal.line(
        catalogue.text(
            _(
                "Cells: {required} required, {value} values, {zero} zeros, {not_applicable} not "
                "applicable, {missing} missing, {quarantined} set aside"
            ),
            required=cells.required,
            value=cells.value,
            zero=cells.zero,
            not_applicable=cells.not_applicable,
            missing=cells.missing,
            quarantined=cells.quarantined,
        )
    )
    for one in completeness.indicators or ():
        share = (
            ""
            if one.denominator_share is None
            else f", {shown_percent(catalogue, one.denominator_share)}"
        )
        terminal.line(
            catalogue.text(
                _("{code}: {used}/{expected} owners{share}"),
                code=one.code,
                used=one.used,
                expected=one.expected,
                share=share,
            )
        )


def _returns_line(catalogue: Catalogue, heading: str, counts: UnitCounts) -> str:
    line = catalogue.text(
        _("{heading}: {received}/{expected} received, {on_time} on time, {late} late"),
        heading=catalogue.text(heading),
        received=counts.received,
        expected=counts.expected,
        on_time=counts.on_time,
        late=counts.late,
    )
    if counts.missing:
        line += "; " + catalogue.text(_("missing: {units}"), units=", ".join(counts.missing))
    return line


def show_status(terminal: Terminal, report: StatusReport) -> None:
    """Print the due date, the returns, and the totals."""
    catalogue = terminal.catalogue
    terminal.say(
        _("{period}: due {written}, counted until the end of {moved}"),
        period=report.period.id,
        written=report.due.written.isoformat(),
        moved=report.due.moved.isoformat(),
    )
    for onward in report.onward:
        if onward.early:
            terminal.say(
                _("{name}: the consolidated report is due on {due}, before the units' returns."),
                name=onward.to.name,
                due=onward.due.moved.isoformat(),
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
    rows = [
        (
            one.unit.code,
            catalogue.text(STANDINGS[one.unit.standing]),
            catalogue.text(RETURN_STATES[one.state]),
            "" if one.received is None else one.received.astimezone(LANG_SON).date().isoformat(),
            "" if one.revision is None else str(one.revision),
            "" if one.received is None and not one.errors else str(one.errors),
            "" if one.received is None else str(one.queries),
            one.unit.name,
        )
        for one in report.units
    ]
    terminal.table(columns, rows)
    totals = report.totals
    terminal.say(
        _(
            "{expected} expected: {received} on time, {late} late, {missing} missing, "
            "{not_due} not due yet"
        ),
        **totals,
    )


def show_units(terminal: Terminal, units: Sequence[Unit]) -> None:
    """Print the registry as of a period."""
    columns = (
        Column(_("Unit")),
        Column(_("Standing")),
        Column(_("Clause")),
        Column(_("Since")),
        Column(_("Name"), wide=True),
    )
    rows = [
        (
            unit.code,
            terminal.catalogue.text(STANDINGS[unit.standing]),
            ", ".join(unit.clauses),
            unit.valid_from.isoformat(),
            unit.name,
        )
        for unit in units
    ]
    terminal.table(columns, rows)


def show_indicators(terminal: Terminal, indicators: Sequence[Indicator]) -> None:
    """Print the catalogue: one line each."""
    columns = (
        Column(_("Code")),
        Column(_("Clause")),
        Column(_("Target")),
        Column(_("Name"), wide=True),
    )
    rows = [
        (one.code, one.clause, "; ".join(target.words for target in one.target), one.name)
        for one in indicators
    ]
    terminal.table(columns, rows)


def show_definition(terminal: Terminal, indicator: Indicator) -> None:
    """Print one definition in full: formula, targets, benchmarks and the reason."""
    text = terminal.catalogue.text
    terminal.line(f"{indicator.code} · {indicator.clause} · {indicator.name}")
    for line in indicator.lines or (indicator,):
        name = f"{line.code} · {line.name}: " if line is not indicator else ""
        less = "".join(f" - {key}" for key in line.denominator_less)
        over = f" ÷ ({' + '.join(line.denominator)}{less})" if line.denominator else ""
        terminal.line(f"  {name}({' + '.join(line.numerator)}){over}")
    for target in indicator.target:
        terminal.line(
            "  "
            + text(
                _("target {op} {value} ({words}), {source}, from {since} until {until}"),
                op=target.op,
                value=target.value,
                words=target.words,
                source=target.source,
                since=target.since or NOTHING,
                until=target.until or NOTHING,
            )
        )
    for benchmark in indicator.benchmark:
        level = f"{benchmark.op} {benchmark.value}"
        terminal.line(
            "  " + text(_("national level {level}, {source}"), level=level, source=benchmark.source)
        )
    terminal.line(f"  {indicator.reason}")
