from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from lsreport.errors import ConfigurationError
from lsreport.indicators.loader import export_plan, load_plan
from lsreport.indicators.plan import Plan


@dataclass(frozen=True)
class Fault:
    """What loading a spoilt plan says, and the line of the file it was spoilt on."""

    message: str
    line: int


@pytest.fixture(scope="session")
def plan() -> Plan:
    return load_plan("187")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A copy of the packaged plan, free to be spoilt."""
    return export_plan("187", tmp_path / "plan")


@pytest.fixture
def spoil(folder: Path) -> Callable[[str, str, str], Fault]:
    """Replace one text of a file, once, and load the plan."""

    def spoil(file: str, old: str, new: str) -> Fault:
        path = folder / file
        before, found, after = path.read_text(encoding="utf-8").partition(old)
        assert found, f"{old!r} is not in {file}"
        path.write_text(before + new + after, encoding="utf-8")
        with pytest.raises(ConfigurationError) as raised:
            load_plan(folder)
        line = (before + new.rstrip("\n")).count("\n") + 1
        return Fault(str(raised.value), line)

    return spoil
