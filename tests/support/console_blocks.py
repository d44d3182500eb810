"""The console blocks of a document, run as its reader would run them."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

BLOCK = re.compile(r"^```console\n(.*?)^```", re.MULTILINE | re.DOTALL)


def steps_of(document: str) -> list[tuple[str, list[str]]]:
    """Return the commands of the blocks, each with the lines it is said to print."""
    steps: list[tuple[str, list[str]]] = []
    for line in "".join(BLOCK.findall(document)).splitlines():
        if line.startswith("$ "):
            steps.append((line[2:], []))
        else:
            steps[-1][1].append(line)
    return steps


def run_steps(
    steps: list[tuple[str, list[str]]], folder: Path
) -> Iterator[tuple[str, list[str], list[str]]]:
    """Run the commands one after another; yield each with what it says it prints, and prints."""
    environment = {k: v for k, v in os.environ.items() if not k.startswith(("LSREPORT", "COV"))}
    environment["PATH"] = f"{Path(sys.executable).parent}{os.pathsep}{environment['PATH']}"
    home = folder
    for command, expected in steps:
        if command.startswith("cd "):
            folder /= command[3:]
            continue
        done = subprocess.run(  # noqa: S602  the commands of the document are pipes of a shell
            command,
            shell=True,
            cwd=folder,
            env=environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            check=False,
        )
        yield command, expected, done.stdout.replace(str(home), "~").splitlines()
