"""One workspace with the sample cycles, shared by the tests that only read it."""

from __future__ import annotations

from pathlib import Path

import pytest

from lsreport.cli import invoke
from support.cli import Lsreport


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
