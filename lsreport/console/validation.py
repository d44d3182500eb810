"""What `validate` shows a person: findings, and briefly what one workbook cannot show."""

from __future__ import annotations

from collections.abc import Sequence

from lsreport.app.results import Inspection
from lsreport.checks.alone import ALONE_REASONS
from lsreport.console.terminal import Terminal, wrapped
from lsreport.console.views import show_completeness, show_files, show_findings
from lsreport.domain.finding import NotTestable
from lsreport.i18n import Catalogue, _

_LACKING = _("the figures compared are missing or too few")


def show_validation(terminal: Terminal, inspection: Inspection) -> None:
    """Print what a unit can find in its own workbooks, what it cannot, and its cells."""
    show_files(terminal, inspection)
    show_findings(terminal, inspection.all_findings)
    untested = _by_reason(terminal.catalogue, inspection.not_testable)
    if untested:
        text = terminal.catalogue.text(_("Rules not tested here: {list}."), list=untested)
        for line in wrapped(text):
            terminal.line(line)
    show_completeness(terminal, inspection)


def _by_reason(catalogue: Catalogue, untested: Sequence[NotTestable]) -> str:
    """Return the rules that were not tested, by what they need."""
    rules: dict[str, set[str]] = {reason: set() for reason in (*ALONE_REASONS, _LACKING)}
    for one in untested:
        rules[one.reason if one.reason in rules else _LACKING].add(one.rule)
    return "; ".join(
        f"{_ranges(sorted(codes))} ({catalogue.text(reason)})"
        for reason, codes in rules.items()
        if codes
    )


def _ranges(codes: Sequence[str]) -> str:
    """Return rule codes with those that follow one another drawn together: LS401–LS403."""
    runs: list[list[str]] = []
    for code in codes:
        if runs and int(code[2:]) == int(runs[-1][-1][2:]) + 1:
            runs[-1].append(code)
        else:
            runs.append([code])
    return ", ".join(run[0] if len(run) == 1 else f"{run[0]}–{run[-1]}" for run in runs)
