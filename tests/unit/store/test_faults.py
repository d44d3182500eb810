from __future__ import annotations

from pathlib import Path

import pytest

from lsreport.errors import StorageError
from lsreport.store.faults import storage_faults


def test_a_fault_of_the_system_is_said_with_its_place_and_reason(tmp_path: Path) -> None:
    missing = tmp_path / "missing"

    with pytest.raises(StorageError) as caught, storage_faults(tmp_path):
        missing.read_bytes()

    assert str(caught.value) == (
        f"{missing} cannot be read or written: No such file or directory. What was stored "
        "before is safe."
    )
    assert caught.value.exit_code == 5


def test_a_fault_without_a_place_names_the_store(tmp_path: Path) -> None:
    with pytest.raises(StorageError) as caught, storage_faults(tmp_path):
        raise OSError("the cable is out")

    assert str(caught.value).startswith(f"{tmp_path} cannot be read or written: the cable is out.")


def test_a_fault_a_person_already_understands_is_left_alone(tmp_path: Path) -> None:
    error = StorageError("locked")

    with pytest.raises(StorageError) as caught, storage_faults(tmp_path):
        raise error

    assert caught.value is error
