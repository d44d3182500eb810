"""What `check` does about rules instead of figures: the rule book, and one rule over periods."""

from __future__ import annotations

from collections.abc import Sequence

from lsreport.cli.frame import Session, opened, period_of
from lsreport.errors import UsageError
from lsreport.i18n import _


def only_period(periods: Sequence[str], *, rules: bool, rule: str | None) -> None:
    """Refuse periods and options that say nothing together.

    Raises:
        UsageError: what is wrong, and what to write.
    """
    if rules and (rule is not None or periods):
        raise UsageError(_("--rules prints the whole rule book: give neither a period nor --rule."))
    if rule is None and len(periods) > 1:
        raise UsageError(_("check takes one period; several are for --rule CODE."))


def show_rule_book(session: Session, *, json: bool) -> None:
    """Print every rule there is."""
    from lsreport.checks.rulebook import RULES
    from lsreport.console.documents import dump
    from lsreport.console.rules import rules_document, show_rules

    terminal = session.terminal
    if json:
        terminal.line(dump(rules_document(RULES.values(), terminal.catalogue)))
    else:
        show_rules(terminal, RULES.values())


def show_rule(session: Session, code: str, periods: Sequence[str], *, json: bool) -> None:
    """Print what one rule says of stored periods."""
    from lsreport.app.back_test import back_test
    from lsreport.console.documents import dump
    from lsreport.console.rules import back_test_document, show_back_test

    terminal = session.terminal
    with opened(session, "check") as desk:
        tests = back_test(desk, code, [period_of(one, desk.plan) for one in periods])
    if json:
        terminal.line(dump(back_test_document(code, tests, terminal.catalogue)))
    else:
        show_back_test(terminal, tests)
