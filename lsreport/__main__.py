"""Entry point: the version is answered before anything heavy is loaded."""

from __future__ import annotations

import os
import sys
from io import TextIOWrapper
from pathlib import Path

from lsreport import __version__


def main() -> None:
    """Run the command line and exit with its code."""
    # A caller may have closed either (`>&-`): what goes there is lost then, as it asked.
    sys.stdout = sys.stdout or Path(os.devnull).open("w")  # noqa: SIM115
    sys.stderr = sys.stderr or Path(os.devnull).open("w")  # noqa: SIM115
    if sys.argv[1:] == ["--version"]:
        sys.stdout.write(f"lsreport {__version__}\n")
        return
    from lsreport.cli import invoke

    _speak_utf8()
    sys.exit(invoke(sys.argv[1:]))


def _speak_utf8() -> None:
    """Print Vietnamese, and file names that are no text, whatever the system's own encoding."""
    for stream, errors in ((sys.stdout, "surrogateescape"), (sys.stderr, "backslashreplace")):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors=errors)


if __name__ == "__main__":
    main()
