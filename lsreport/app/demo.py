"""`demo`: the sample submissions through the whole cycle, in a workspace of their own."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from lsreport.app.ingest import Progress
from lsreport.app.init import init
from lsreport.app.output import save
from lsreport.app.run import Cycle, run_cycle
from lsreport.app.workspace import Workspace, opened
from lsreport.domain.period import Period
from lsreport.errors import StorageError, UsageError
from lsreport.i18n import _

PERIOD = Period(2025, annual=False)
_MARK = ".lsreport-demo"
_PACKAGE = Path(__file__).parent.parent


def samples() -> Path:
    """Return the folder of the sample cycles: inside the package, or beside it in a checkout."""
    packaged = _PACKAGE / "samples"
    return packaged if packaged.is_dir() else _PACKAGE.parent / "data" / "samples"


def demo(folder: Path, *, clock: Callable[[], datetime], progress: Progress | None = None) -> Cycle:
    """Make (or refresh) a demo workspace in `folder` and run the cycle of 2025-H1 in it.

    Raises:
        UsageError: the folder holds something that is not a demo.
        StorageError: the folder cannot be written.
    """
    if folder.exists() and any(folder.iterdir()) and not (folder / _MARK).is_file():
        raise UsageError(
            _("{folder} is not empty and is no demo. Name an empty or a new folder."),
            folder=folder,
        )
    workspace = Workspace(init(folder))
    save(folder / _MARK, b"")
    _copy_samples(workspace)
    with opened(workspace, "demo") as desk:
        return run_cycle(desk, PERIOD, clock=clock, progress=progress)


def _copy_samples(workspace: Workspace) -> None:
    source = samples()
    try:
        for cycle in sorted(source.glob("20*")):
            shutil.copytree(cycle, workspace.inbox / cycle.name, dirs_exist_ok=True)
        shutil.copytree(source / "texts", workspace.texts, dirs_exist_ok=True)
        shutil.copyfile(source / workspace.reference.name, workspace.reference)
    except OSError as error:
        raise StorageError(
            _("The sample submissions cannot be copied to {folder} ({why})."),
            folder=workspace.root,
            why=error.strerror or error,
        ) from error
