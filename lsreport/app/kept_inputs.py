"""The inputs of a report as they were: in the workspace, or as the archive keeps them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path
from tempfile import TemporaryDirectory

import msgspec

from lsreport.app.init import PACKAGED_TEMPLATES
from lsreport.app.inputs import PLAN, TEMPLATES, input_paths
from lsreport.app.workspace import CONFIGURATION, Desk, Workspace, plan_in_use
from lsreport.errors import ConfigurationError, StorageError
from lsreport.indicators.loader import FILES, load_plan
from lsreport.indicators.reference import load_reference
from lsreport.report.office import load_office
from lsreport.report.recorded import Recorded
from lsreport.store.store import Store

_OWN_PLAN = PLAN.rstrip("/")


@contextmanager
def desk_of(
    workspace: Workspace, store: Store, recorded: Recorded
) -> Iterator[tuple[Desk, tuple[str, ...]]]:
    """Lay out what a report was made from, and name what was taken as it stands no longer.

    An input is taken by its digest: as the workspace has it, else as a release kept it; one that
    was not there is left out. What is found nowhere is taken as the workspace has it: the report
    made from it then names other inputs. The workspace is only read; copies lie in a folder that
    is gone afterwards.

    Raises:
        ConfigurationError: configuration, plan, reference table, prose or template is broken.
    """
    with TemporaryDirectory(prefix="lsreport-") as made:
        copy = Workspace(Path(made))
        try:
            yield _laid_out(workspace, copy, store, recorded)
        except ConfigurationError as error:
            raise _in_place(error, copy, workspace) from error


def _laid_out(
    workspace: Workspace, copy: Workspace, store: Store, recorded: Recorded
) -> tuple[Desk, tuple[str, ...]]:
    taken = _Taken(copy.root, store, recorded.files)
    taken.take(CONFIGURATION, workspace.configuration)
    office = load_office(copy.configuration)
    for name, path in _places(workspace, workspace.root / office.plan, recorded).items():
        taken.take(name, path)
    if (copy.root / _OWN_PLAN).is_dir():
        plan = load_plan(copy.root / _OWN_PLAN)
        office = msgspec.structs.replace(office, plan=_OWN_PLAN)
    else:
        plan = plan_in_use(workspace, office.plan)
    reference = load_reference(copy.reference, plan) if copy.reference.exists() else ()
    desk = Desk(copy, plan, office, reference, store, "verify")
    return desk, tuple(sorted(taken.changed))


def _places(workspace: Workspace, plan: Path, recorded: Recorded) -> dict[str, Path]:
    """Return where each input may be, by name; names that no report has are none."""
    own_plan = plan if plan.is_dir() else None
    places = {f"{PLAN}{file}": plan / file for file in FILES if f"{PLAN}{file}" in recorded.files}
    for one in PACKAGED_TEMPLATES.iterdir():
        if f"{TEMPLATES}{one.name}" in recorded.files:
            places |= input_paths(workspace, own_plan, recorded.period.id, one.name)
    places.pop(CONFIGURATION, None)
    return places


class _Taken:
    """Copies inputs into a folder, each by the digest that is recorded of it."""

    def __init__(self, folder: Path, store: Store, digests: Mapping[str, str]) -> None:
        self.changed: list[str] = []
        """Names of those that the workspace no longer has as they were."""
        self._folder = folder
        self._store = store
        self._digests = digests

    def take(self, name: str, path: Path) -> None:
        """Copy the input of that name, which the workspace keeps at `path`."""
        present = path.read_bytes() if path.is_file() else None
        digest = self._digests.get(name)
        content = present
        if digest is not None and (present is None or sha256(present).hexdigest() != digest):
            kept = self._kept(digest)
            content = present if kept is None else kept
            self.changed += [] if kept is None else [name]
        elif digest is None and present is not None and name != CONFIGURATION:
            content = None
            self.changed.append(name)
        # What is packaged is found without a copy, and errors name the file itself.
        packaged = path.parent == PACKAGED_TEMPLATES and content == present
        if content is not None and not packaged:
            target = self._folder / name
            target.parent.mkdir(exist_ok=True)
            target.write_bytes(content)

    def _kept(self, digest: str) -> bytes | None:
        try:
            return self._store.original(digest)
        except StorageError:
            return None


def _in_place(error: ConfigurationError, copy: Workspace, workspace: Workspace) -> Exception:
    """Return the error naming the file of the workspace instead of its copy."""
    facts = {
        name: str(fact).replace(str(copy.root), str(workspace.root))
        if isinstance(fact, str | Path)
        else fact
        for name, fact in error.message.facts.items()
    }
    return ConfigurationError(error.message.msgid, **facts)
