"""Private files and folders, and how to be sure that they have reached the disk.

Returns name children and the people who wrote about them: only the office's own account reads
what the store writes. On Windows the folder's permissions decide, and directories are not synced.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

_PRIVATE_FILE = 0o600
_PRIVATE_FOLDER = 0o700
# Without it Windows would translate line ends.
_BINARY = getattr(os, "O_BINARY", 0)


def private_folder(path: Path) -> None:
    """Make a folder only its owner enters, unless it is there already."""
    if not path.is_dir():
        path.mkdir(mode=_PRIVATE_FOLDER, parents=True, exist_ok=True)
        sync_folder(path.parent)


def private_file(path: Path, *, empty: bool = False) -> int:
    """Open a file only its owner reads, making it when it is missing; return its descriptor.

    With `empty`, what it held before is gone.
    """
    flags = os.O_RDWR | os.O_CREAT | _BINARY | (os.O_TRUNC if empty else 0)
    return os.open(path, flags, _PRIVATE_FILE)


if sys.platform == "win32":

    def sync_folder(path: Path) -> None:
        """Do nothing: Windows does not sync folders, and keeps new names by its own journal."""

else:

    def sync_folder(path: Path) -> None:
        """Make a renaming or a new name in the folder outlive a power cut."""
        descriptor = os.open(path, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
