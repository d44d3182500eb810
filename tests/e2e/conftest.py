"""One workspace with the sample cycles, shared by the tests that only read it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

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


@pytest.fixture
def lsreport(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Lsreport:
    for name in ("LSREPORT_WORKSPACE", "LSREPORT_LANG"):
        monkeypatch.delenv(name, raising=False)
    return Lsreport(capsys)


@pytest.fixture(scope="session")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("demo") / "workspace"
    assert invoke(["-q", "demo", str(folder)]) == 0
    return folder
