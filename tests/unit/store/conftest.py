from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from lsreport.store.store import Store
from support.store import COMMAND


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with Store.create(tmp_path / "store", command=COMMAND) as made:
        yield made
