"""`backup`: a consistent copy of a workspace in one file, while it is in use."""

from __future__ import annotations

import os
import shutil
from contextlib import closing
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from zipfile import ZIP_DEFLATED, BadZipFile, ZipFile, ZipInfo

from lsreport.app.output import writing
from lsreport.app.workspace import Workspace, require_workspace
from lsreport.errors import UsageError
from lsreport.i18n import _
from lsreport.ooxml.pack import atomic_file
from lsreport.report.office import load_office
from lsreport.store.copying import store_files

_MARK = b"backup of an lsreport workspace"
_EPOCH = (1980, 1, 1, 0, 0, 0)
_PRIVATE = 0o600 << 16
"""Permissions of each file in the copy, where zip keeps them."""


@dataclass(frozen=True, slots=True)
class Backup:
    """A copy that was written."""

    path: Path
    outside: Path | None
    """Folder of the plan where it lies outside the workspace: the copy does not hold it."""


def back_up(workspace: Workspace, target: Path) -> Backup:
    """Write what the workspace cannot do without to `target`, a zip archive.

    It holds the configuration, the reference table, prose, the office's own templates and plan,
    and the store. Unpacked into an empty folder it is a workspace again. Inbox and reports are
    left out: what was ingested is in the store, and reports are made again from it.

    Raises:
        NotFoundError: it is not a workspace.
        UsageError: `target` is there already and is no backup.
        ConfigurationError: the configuration cannot be read.
        StorageError: the store is damaged, or the copy cannot be written.
    """
    require_workspace(workspace)
    if target.exists() and not _is_backup(target):
        raise UsageError(
            _("{path} is there already and is no backup; it was left alone. Name another file."),
            path=target,
        )
    named = workspace.root / load_office(workspace.configuration).plan
    plan = Path(os.path.normpath(named))
    inside = plan.is_relative_to(workspace.root)
    own = _own_files(workspace, plan if inside else None)
    with (
        writing(target),
        atomic_file(target, private=True) as file,
        ZipFile(file, "w") as packed,
        closing(store_files(workspace.store)) as stored,
    ):
        packed.comment = _MARK
        for name, path in own.items():
            _add(packed, name, path)
        for name, content in stored:
            _add(packed, f"{workspace.store.name}/{name}", content)
    return Backup(target, plan if plan.is_dir() and not inside else None)


def _is_backup(path: Path) -> bool:
    # A pipe or a device may never end.
    if not path.is_file():
        return False
    try:
        with ZipFile(path) as packed:
            return packed.comment == _MARK
    except (OSError, BadZipFile):
        return False


def _own_files(workspace: Workspace, plan: Path | None) -> dict[str, Path]:
    """Return what the office wrote itself, by its name in the workspace."""
    found = [workspace.configuration, workspace.reference]
    for folder in (workspace.texts, workspace.templates):
        found += sorted(folder.rglob("*"))
    if plan is not None:
        found += sorted(plan.glob("*.toml"))
    return {path.relative_to(workspace.root).as_posix(): path for path in found if path.is_file()}


def _add(packed: ZipFile, name: str, content: Path | bytes) -> None:
    info = ZipInfo(name, _EPOCH)
    info.compress_type, info.external_attr = ZIP_DEFLATED, _PRIVATE
    source = BytesIO(content) if isinstance(content, bytes) else content.open("rb")
    with source, packed.open(info, "w", force_zip64=True) as target:
        shutil.copyfileobj(source, target)
