"""The command line: parse, call one use case, show, exit.

The only reader of the clock, the environment and the working directory.
"""

from __future__ import annotations

import os
import traceback
from collections.abc import Sequence
from pathlib import Path

import typer
from typer._click.exceptions import ClickException, NoArgsIsHelpError

from lsreport.cli.frame import app
from lsreport.console.language import choose_language
from lsreport.console.terminal import ReaderGoneError, Terminal
from lsreport.console.usage import sentence_of, speak
from lsreport.errors import BUG, INTERRUPTED, LsreportError
from lsreport.i18n import Catalogue

# Each module registers its commands when it is loaded, in the order in which help lists them.
# isort: off
from lsreport.cli import setup as _setup
from lsreport.cli import returns as _returns
from lsreport.cli import figures as _figures
from lsreport.cli import explanations as _explanations
from lsreport.cli import verification as _verification
from lsreport.cli import decisions as _decisions
from lsreport.cli import catalogue as _catalogue
from lsreport.cli import upkeep as _upkeep
# isort: on

COMMANDS = (
    _setup,
    _returns,
    _figures,
    _explanations,
    _verification,
    _decisions,
    _catalogue,
    _upkeep,
)
"""The modules whose commands the application has."""

__all__ = ["app", "invoke"]


def invoke(arguments: Sequence[str]) -> int:
    """Run one command and return its exit code; an error a person can act on is one line."""
    catalogue = Catalogue(choose_language(arguments, os.environ, Path.cwd()))
    terminal = Terminal(catalogue)
    command = typer.main.get_command(app)
    speak(command, catalogue)
    try:
        code = command.main(
            list(arguments), prog_name="lsreport", standalone_mode=False, obj=terminal
        )
        terminal.flush()
    except LsreportError as error:
        terminal.complain(error.message)
        return error.exit_code
    except NoArgsIsHelpError as error:
        error.show()
        return error.exit_code
    except ClickException as error:
        terminal.complain(sentence_of(error))
        return error.exit_code
    except typer.Abort:
        return INTERRUPTED
    except ReaderGoneError:
        return 0
    except Exception:  # noqa: BLE001  nothing may end without an exit code of the contract
        # A bug: the traceback is for the developers, the exit code for the script that called.
        traceback.print_exc()
        return BUG
    return code if isinstance(code, int) else 0
