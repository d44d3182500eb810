"""The command line in this process."""

from __future__ import annotations

from dataclasses import dataclass

import pytest

from lsreport.cli import invoke


@dataclass(frozen=True)
class Ran:
    """What one command came to."""

    code: int
    out: str
    err: str

    @property
    def lines(self) -> list[str]:
        return self.out.splitlines()


class Lsreport:
    """The command line in this process, in English unless told otherwise."""

    def __init__(self, capsys: pytest.CaptureFixture[str]) -> None:
        self.capsys = capsys

    def __call__(self, *arguments: object, lang: str = "en") -> Ran:
        self.capsys.readouterr()
        code = invoke(["--lang", lang, *map(str, arguments)])
        captured = self.capsys.readouterr()
        return Ran(code, captured.out, captured.err)
