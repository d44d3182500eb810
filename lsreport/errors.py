"""Errors a person can act on, and the exit code of each kind.

Findings about figures are data and never raised; what is raised here stops one command. Anything
else that escapes is a bug and keeps its traceback.
"""

from __future__ import annotations

from lsreport.i18n import Message


class LsreportError(Exception):
    """What is wrong, where, and what to do next."""

    exit_code: int

    def __init__(self, msgid: str, /, **facts: object) -> None:
        """Keep the message untranslated: `msgid` is a source string marked with `_`."""
        self.message = Message(msgid, facts)
        super().__init__(str(self.message))


class UsageError(LsreportError):
    """The command was called in a way it does not accept."""

    exit_code = 2


class NotFoundError(LsreportError):
    """No such workspace, period, unit, indicator, manifest or path."""

    exit_code = 3


class ConfigurationError(LsreportError):
    """The plan, registry, configuration or a template is broken or of another version."""

    exit_code = 4


class StorageError(LsreportError):
    """The store is damaged, locked or full, or an output cannot be written."""

    exit_code = 5


NEEDS_A_PERSON = 1
"""Done, and something needs a person: an open error, a rejected file, a return past its date."""
BUG = 70
"""Whatever is no `LsreportError`; its traceback is kept."""
INTERRUPTED = 130
