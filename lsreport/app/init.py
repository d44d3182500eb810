"""`init`: make a workspace."""

from __future__ import annotations

from pathlib import Path

from lsreport.app.output import save
from lsreport.app.workspace import Workspace
from lsreport.errors import StorageError
from lsreport.i18n import _
from lsreport.report.office import DEFAULT_CONFIGURATION
from lsreport.store.store import Store

_REFERENCE_HEADER = "unit,element,value,dated,source\n"
PACKAGED_TEMPLATES = Path(__file__).parent.parent / "templates"


def init(folder: Path, *, templates: bool = False) -> Path:
    """Make a workspace in `folder` and return its path; what is already there stays as it is.

    With `templates`, the packaged templates are copied for editing.

    Raises:
        StorageError: the folder cannot be made or written.
    """
    workspace = Workspace(folder)
    try:
        for place in (workspace.inbox, workspace.out, workspace.texts):
            place.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise StorageError(
            _("The workspace {path} cannot be made ({why}). Choose a folder you may write."),
            path=folder,
            why=error.strerror or error,
        ) from error
    starters = {
        workspace.configuration: DEFAULT_CONFIGURATION.encode(),
        workspace.reference: _REFERENCE_HEADER.encode(),
    }
    if templates:
        starters |= {
            workspace.templates / one.name: one.read_bytes()
            for one in sorted(PACKAGED_TEMPLATES.iterdir())
        }
    for path, content in starters.items():
        if not path.exists():
            save(path, content)
    if not workspace.store.exists():
        Store.create(workspace.store, command="init").close()
    return folder
