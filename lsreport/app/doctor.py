"""`doctor`: is the store whole, and the database made again from archive and journal."""

from __future__ import annotations

from dataclasses import dataclass

from lsreport.app.workspace import Workspace, require_workspace
from lsreport.errors import NEEDS_A_PERSON
from lsreport.store.inspection import Inspection, inspect
from lsreport.store.store import Store


@dataclass(frozen=True, slots=True)
class Examination:
    """What was found in the store of a workspace."""

    inspection: Inspection
    rebuilt: int | None
    """Entries of the journal the database was made again from, None where it was left alone."""

    @property
    def exit_code(self) -> int:
        """1 when something is damaged, 0 when the store is whole."""
        return NEEDS_A_PERSON if self.inspection.damage else 0


def examine(workspace: Workspace, *, rebuild: bool = False) -> Examination:
    """Examine the store of a workspace; nothing is changed unless told to `rebuild`.

    `rebuild` makes the database again from the journal, then examines the whole.

    Raises:
        NotFoundError: it is not a workspace.
        StorageError: there is no store, or it cannot be rebuilt: the journal is damaged, or
            another process is writing to it.
    """
    require_workspace(workspace)
    rebuilt = Store.rebuild(workspace.store, command="doctor") if rebuild else None
    return Examination(inspect(workspace.store), rebuilt)
