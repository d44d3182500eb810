"""Entry point: the version is answered before anything heavy is loaded."""

from __future__ import annotations

import sys

from lsreport import __version__


def main() -> None:
    """Run the command line and exit with its code."""
    if sys.argv[1:] == ["--version"]:
        sys.stdout.write(f"lsreport {__version__}\n")
        return
    from lsreport.cli import invoke

    sys.exit(invoke(sys.argv[1:]))


if __name__ == "__main__":
    main()
