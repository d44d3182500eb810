"""Typer's own words in the reader's language: headings of help, and errors of the command line.

Typer has them in English within its code. This is the one place that knows its sentences; one it
does not know is shown as Typer wrote it.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Final

import typer.core
from typer._click.core import Command, Context
from typer._click.exceptions import ClickException
from typer._click.formatting import HelpFormatter
from typer.core import TyperArgument, TyperGroup, TyperOption

from lsreport.i18n import Catalogue, Message, _

_HEADINGS: Final = (
    _("Arguments"),
    _("Options"),
    _("Commands"),
    _("required"),
    _("default: {default}"),
    _("env var: {var}"),
)
"""What Typer looks up by its own function of this name, as it writes them."""
_USAGE: Final = _("Usage")
_HELP: Final = _("Show this message and exit.")
_OPTIONS: Final = _("[OPTIONS]")
_COMMAND: Final = _("COMMAND [ARGS]...")
_NAME: Final = r"['\"](?P<name>.*?)['\"]"
_ERRORS: Final = tuple(
    (re.compile(pattern, re.DOTALL), msgid)
    for pattern, msgid in (
        (
            rf"No such command {_NAME}\. Did you mean (?P<near>.*)\?",
            _("There is no command '{name}'. Did you mean {near}?"),
        ),
        (rf"No such command {_NAME}\.", _("There is no command '{name}'.")),
        (
            r"No such option: (?P<name>.*) \(Possible options: (?P<near>.*)\)",
            _("There is no option {name}. Did you mean {near}?"),
        ),
        (r"No such option: (?P<name>.*)", _("There is no option {name}.")),
        (
            r"Got unexpected extra arguments? ?\(s\) \((?P<name>.*)\)",
            _("Nothing more is expected: {name}."),
        ),
        (rf"Missing argument {_NAME}\..*", _("{name} is missing.")),
        (rf"Missing option {_NAME}\..*", _("The option {name} is missing.")),
        (r"Missing command\.", _("The command is missing.")),
        (rf"Option {_NAME} requires an argument\.", _("The option {name} needs a value.")),
        (rf"Option {_NAME} does not take a value\.", _("The option {name} takes no value.")),
        (
            rf"Invalid value for {_NAME}: ['\"](?P<given>.*)['\"] is not one of (?P<known>.*)\.",
            _("{name} takes {known}, not '{given}'."),
        ),
        (
            rf"Invalid value for {_NAME}: ['\"](?P<given>.*)['\"] is not a valid int\w*\.",
            _("{name} takes a whole number, not '{given}'."),
        ),
        (
            rf"Invalid value for {_NAME}: (?P<given>\S+) is not in the range (?P<known>.*)\.",
            _("{name} takes a number in {known}, not {given}."),
        ),
        (
            rf"Invalid value for {_NAME}: (?P<why>.*)",
            _("{name} cannot be taken as it is given: {why}"),
        ),
    )
)


def speak(command: Command, catalogue: Catalogue) -> None:
    """Put every text of a command and of those below it into the reader's language."""
    # The only way in: Typer calls the `_` of its module for headings and remarks.
    vars(typer.core)["_"] = _headings(catalogue)
    _speak(command, _speaking(catalogue), catalogue)


def sentence_of(error: ClickException) -> Message:
    """Return what is wrong with a command line, and where its usage is shown."""
    context = getattr(error, "ctx", None)
    problem = _problem(error.format_message())
    if context is None:
        return problem
    facts = {
        "problem": problem,
        "command": f"{context.command_path} {context.help_option_names[0]}",
    }
    return Message(_("{problem} See `{command}`."), facts)


def _problem(text: str) -> Message:
    for pattern, msgid in _ERRORS:
        found = pattern.fullmatch(text)
        if found:
            return Message(msgid, found.groupdict())
    return Message("{text}", {"text": text})


def _headings(catalogue: Catalogue) -> Callable[[str], str]:
    return lambda text: catalogue.text(text) if text in _HEADINGS else text


def _speaking(catalogue: Catalogue) -> type[Context]:
    """Return the kind of context whose help begins with the word for usage."""

    class Formatter(HelpFormatter):
        def write_usage(self, prog: str, args: str = "", prefix: str | None = None) -> None:
            super().write_usage(prog, args, prefix or f"{catalogue.text(_USAGE)}: ")

    class Speaking(Context):
        formatter_class = Formatter

    return Speaking


def _speak(command: Command, context: type[Context], catalogue: Catalogue) -> None:
    command.context_class = context
    command.help = command.help and catalogue.text(command.help)
    command.options_metavar = catalogue.text(_OPTIONS)
    for parameter in command.params:
        if isinstance(parameter, TyperOption | TyperArgument) and parameter.help:
            parameter.help = catalogue.text(parameter.help)
    option = command.get_help_option(context(command, help_option_names=["-h", "--help"]))
    if option is not None:
        option.help = catalogue.text(_HELP)
    if isinstance(command, TyperGroup):
        command.subcommand_metavar = catalogue.text(_COMMAND)
        for nested in command.commands.values():
            _speak(nested, context, catalogue)
