"""What `check --rules` and `check --rule` show: the rule book, and a rule over stored periods."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from lsreport.app.back_test import BackTest
from lsreport.checks.rule import Rule
from lsreport.checks.rulebook import message_of
from lsreport.console.documents import Document, finding_document
from lsreport.console.terminal import Terminal, wrapped
from lsreport.console.views import SEVERITIES
from lsreport.i18n import Catalogue, _


class _Anything(dict[str, str]):
    """Facts of a sentence that is about no finding yet."""

    def __missing__(self, name: str) -> str:
        return "…"


def show_rules(terminal: Terminal, rules: Iterable[Rule]) -> None:
    """Print the rule book in its order, within 80 columns."""
    for rule in rules:
        for line in _lines(terminal.catalogue, rule):
            terminal.line(line)


def _lines(catalogue: Catalogue, rule: Rule) -> Iterator[str]:
    """Yield a rule as its heading, its words, and where it comes from."""
    text = catalogue.text
    heading = [f"{rule.code} {text(SEVERITIES[rule.severity])}"]
    heading.append(text(_("may be waived") if rule.waivable else _("never waived")))
    if rule.since is not None:
        heading.append(text(_("since {day}"), day=rule.since))
    if rule.blocking_from is not None:
        heading.append(text(_("blocks from {day}"), day=rule.blocking_from))
    yield from wrapped(" · ".join([*heading, rule.name]), rest="  ")
    yield from wrapped(text(rule.message).format_map(_Anything()), first="  ", rest="  ")
    yield from wrapped(text(rule.remedy).format_map(_Anything()), first="  → ", rest="    ")
    source = text(_("Source: {source}"), source=text(rule.source))
    yield from wrapped(source, first="  ", rest="    ")


def rules_document(rules: Iterable[Rule], catalogue: Catalogue) -> Document:
    """Return the rule book; a message names its facts in braces."""
    return {
        "rules": [
            {
                "code": rule.code,
                "name": rule.name,
                "severity": rule.severity.value,
                "waivable": rule.waivable,
                "since": None if rule.since is None else rule.since.isoformat(),
                "blocking_from": None
                if rule.blocking_from is None
                else rule.blocking_from.isoformat(),
                "source": catalogue.text(rule.source),
                "message": catalogue.text(rule.message),
                "remedy": catalogue.text(rule.remedy),
            }
            for rule in rules
        ]
    }


def show_back_test(terminal: Terminal, tests: Sequence[BackTest]) -> None:
    """Print how often a rule speaks in each period, what it says, and where it cannot tell."""
    catalogue = terminal.catalogue
    for test in tests:
        counts = catalogue.text(
            _("{period}: {findings} findings in {units} units, {untested} not testable"),
            period=test.period.id,
            findings=len(test.findings),
            units=len(test.units),
            untested=len(test.not_testable),
        )
        terminal.line(counts)
        for one in test.findings:
            terminal.line(f"  {one.unit or test.period.id} {message_of(one, catalogue)}")


def back_test_document(rule: str, tests: Iterable[BackTest], catalogue: Catalogue) -> Document:
    """Return what a rule says of each period."""
    return {
        "rule": rule,
        "periods": [
            {
                "period": test.period.id,
                "units": list(test.units),
                "findings": [finding_document(one, catalogue) for one in test.findings],
                "not_testable": [
                    {"unit": one.unit, "reason": catalogue.text(one.reason, **one.facts)}
                    for one in test.not_testable
                ],
            }
            for test in tests
        ],
    }
