"""Files changed behind the back of the program that wrote them."""

from __future__ import annotations

import json
import zipfile
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from typing import Any

from lsreport.store.journal import append_to_journal, read_journal


def rezip(path: Path, part: str | None = None, old: str = "", new: str = "") -> None:
    """Pack a document again, with one text of one part replaced everywhere."""
    source, target = zipfile.ZipFile(BytesIO(path.read_bytes())), BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_STORED) as packed:
        for name in source.namelist():
            content = source.read(name)
            if name == part:
                assert old.encode() in content, old
                content = content.replace(old.encode(), new.encode())
            packed.writestr(name, content)
    path.write_bytes(target.getvalue())


def rewrite_json(path: Path, change: Callable[[Any], object]) -> None:
    """Change a JSON document in place, spelled as its program spells it."""
    content = json.loads(path.read_bytes())
    change(content)
    path.write_text(json.dumps(content, ensure_ascii=False, indent=1) + "\n", "utf-8", newline="\n")


def rewrite_journal(path: Path, change: Callable[[list[Any]], object]) -> None:
    """Change the entries of a journal, and seal every line anew as if nothing had happened."""
    entries = [json.loads(content) for content in read_journal(path).contents]
    change(entries)
    path.write_bytes(b"")
    lines = [json.dumps(one, ensure_ascii=False, separators=(",", ":")).encode() for one in entries]
    append_to_journal(path, read_journal(path), lines)
