"""`render --check-template`: every template looked at without any report or store."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from lsreport.app.workspace import Workspace
from lsreport.errors import ConfigurationError
from lsreport.i18n import Message, _
from lsreport.report.docx import template
from lsreport.report.template_check import check_template, fault_message
from lsreport.report.template_registry import TEMPLATES

_WORDS_OWN = ("~$", ".~lock.", ".")
"""How the names of files begin that Word, LibreOffice or the system keep beside a document."""


@dataclass(frozen=True, slots=True)
class CheckedTemplate:
    """One template, and what is wrong in it."""

    path: Path
    faults: tuple[Message, ...]


def check_templates(workspace: Workspace | None) -> tuple[CheckedTemplate, ...]:
    """Return every template that reports are made from: the office's own, else the packaged one.

    A file of the office's folder that no document is made from is listed too.
    """
    folder = workspace.templates if workspace else None
    checked = []
    for name, variables in TEMPLATES.items():
        path = template(name, folder)
        faults = (fault_message(path, fault) for fault in check_template(path, variables))
        checked.append(CheckedTemplate(path, tuple(faults)))
    return (*checked, *_strangers(folder))


def require_templates(checked: tuple[CheckedTemplate, ...]) -> None:
    """Let templates pass that have no fault.

    Raises:
        ConfigurationError: some have; how many is said.
    """
    faults = sum(len(one.faults) for one in checked)
    if faults:
        raise ConfigurationError(
            _(
                "Faults in the templates: {count}, in {files} of {all} files. Correct them in Word "
                "or Excel and look again."
            ),
            count=faults,
            files=sum(bool(one.faults) for one in checked),
            all=len(checked),
        )


def _strangers(folder: Path | None) -> Iterator[CheckedTemplate]:
    if folder is None or not folder.is_dir():
        return
    for path in sorted(folder.iterdir()):
        if path.name in TEMPLATES or path.name.startswith(_WORDS_OWN):
            continue
        text = _("{file}: no document is made from a template of this name. Known names: {names}")
        facts = {"file": path, "names": ", ".join(TEMPLATES)}
        yield CheckedTemplate(path, (Message(text, facts),))
