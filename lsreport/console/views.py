"""What the other commands show a person: files, findings, returns, units and definitions."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from lsreport.app.results import FileResult, FileStatus, Inspection
from lsreport.checks.completeness import UnitCounts
from lsreport.checks.rulebook import message_of, remedy_of
from lsreport.console.import_sheets import import_summary, refused_lines
from lsreport.console.outcomes import NOTHING, shown_percent
from lsreport.console.standing import STANDINGS
from lsreport.console.terminal import Column, Terminal
from lsreport.domain.finding import Finding, NotTestable, Severity
from lsreport.domain.unit import Unit
from lsreport.i18n import Catalogue, _
from lsreport.indicators.plan import Indicator
from lsreport.report.ranking import Rank

FILE_STATUSES = {
    FileStatus.ACCEPTED: _("accepted"),
    FileStatus.ACCEPTED_WITH_ERRORS: _("accepted with errors"),
    FileStatus.ACCEPTED_WITH_QUERIES: _("accepted with queries"),
    FileStatus.UNCHANGED: _("unchanged"),
    FileStatus.OLDER: _("older than the one in use"),
    FileStatus.REJECTED: _("rejected"),
}
SEVERITIES = {
    Severity.ERROR: _("error"),
    Severity.QUERY: _("query"),
    Severity.NOTE: _("note"),
}


def show_inspection(terminal: Terminal, inspection: Inspection, *, files: bool) -> None:
    """Print a line per file when asked, the findings, what was not testable, completeness."""
    if files:
        show_files(terminal, inspection)
    show_ranked(terminal, inspection)
    _show_not_testable(terminal, inspection.not_testable)
    show_completeness(terminal, inspection)


_UNITS_IN_FULL = 30
"""Units a line names one by one; of more of them, such as the communes …"""
_UNITS_NAMED = 10
"""… it names the first and counts the rest. JSON names all."""


def _show_not_testable(terminal: Terminal, untested: Sequence[NotTestable]) -> None:
    """Print what could not be checked, by rule: each reason once, with the units it concerns."""
    catalogue = terminal.catalogue
    heading = catalogue.text(_("not testable"))
    same: dict[tuple[str, str], Counter[str]] = {}
    for one in untested:
        reason = catalogue.text(one.reason, **one.facts)
        same.setdefault((one.rule, reason), Counter())[one.unit or one.period.id] += 1
    # The sort is stable: reasons and units stay in the order of the plan.
    for (rule, reason), units in sorted(same.items(), key=lambda one: one[0][0]):
        named = [f"{unit} (×{count})" if count > 1 else unit for unit, count in units.items()]
        where = ", ".join(named)
        if len(named) > _UNITS_IN_FULL:
            first, rest = ", ".join(named[:_UNITS_NAMED]), len(named) - _UNITS_NAMED
            where = catalogue.text(_("{units} and {count} more units"), units=first, count=rest)
        terminal.line(f"{heading} {rule} · {where}")
        terminal.line(f"  {reason}")


def show_files(terminal: Terminal, inspection: Inspection) -> None:
    """Print a line per file."""
    for one in inspection.files:
        terminal.line(_file_line(terminal.catalogue, one))
        for line in refused_lines(terminal.catalogue, one):
            terminal.line(line)


def _file_line(catalogue: Catalogue, result: FileResult) -> str:
    """Return what became of a file; a rejected one with the reason and what to do about it."""
    what = [catalogue.text(FILE_STATUSES[result.status])]
    what += [part for part in (result.unit, result.period and result.period.id) if part]
    if result.revision is not None:
        what.append(catalogue.text(_("revision {number}"), number=result.revision))
    if result.is_import:
        what.append(import_summary(catalogue, result))
    elif result.status is FileStatus.REJECTED:
        what += (
            f"{one.rule} {message_of(one, catalogue)} → {remedy_of(one, catalogue)}"
            for one in result.findings
        )
    if result.findings and (result.is_import or result.status is not FileStatus.REJECTED):
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


def show_ranked(terminal: Terminal, inspection: Inspection) -> None:
    """Print the findings, of a unit's queries only those to read first, and how many are left."""
    for one in inspection.files:
        first, left = inspection.read_first(one)
        for finding in first:
            _show_finding(terminal, finding, inspection.ranks.get(finding.id))
        if left:
            more = _("{unit}: {count} more; `check --json` has all queries.")
            terminal.line(terminal.catalogue.text(more, unit=one.unit or one.file, count=left))
    for finding in inspection.findings:
        _show_finding(terminal, finding, inspection.ranks.get(finding.id))


def show_findings(terminal: Terminal, findings: Sequence[Finding]) -> None:
    """Print each finding as its place, what was seen, and what to do."""
    for finding in findings:
        _show_finding(terminal, finding, None)


def _show_finding(terminal: Terminal, finding: Finding, rank: Rank | None) -> None:
    """Print a finding as its place, what was seen, what to do, and what may hang on it."""
    catalogue = terminal.catalogue
    severity = catalogue.text(SEVERITIES[finding.severity])
    where = str(finding.place or finding.file or finding.unit or finding.period or "")
    terminal.line(f"{severity} {finding.rule} · {where}")
    terminal.line(f"  {message_of(finding, catalogue)}")
    terminal.line(f"  → {remedy_of(finding, catalogue)}")
    if rank is not None and rank.could_change:
        codes = ", ".join(rank.could_change)
        terminal.line("  " + catalogue.text(_("could change the verdict of {codes}"), codes=codes))
    terminal.line(f"  # {_named(finding, catalogue)}")


def _named(finding: Finding, catalogue: Catalogue) -> str:
    """Return the name `waive` knows a finding by, and who accepted it until when."""
    waiver = finding.waived
    if waiver is None:
        return finding.id
    return catalogue.text(
        _("{finding}, accepted until {until} ({who}: {why})"),
        finding=waiver.finding,
        until=waiver.until.id,
        who=waiver.who,
        why=waiver.why,
    )


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
            terminal.catalogue.day(unit.valid_from),
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
