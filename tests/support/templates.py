"""Templates an office, or somebody who means harm, might put into its folder."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from io import BytesIO
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

from docx import Document
from docx.document import Document as DocumentType

MARK = "{% if view.synthetic %}{{ synthetic_line }}{% endif %}"
"""What no template of the report may leave out."""


def word(
    folder: Path, *paragraphs: str, edit: Callable[[DocumentType], object] | None = None
) -> Path:
    """Write a template `report.docx` with these paragraphs below the mark."""
    document = Document()
    for text in (MARK, *paragraphs):
        document.add_paragraph(text)
    if edit:
        edit(document)
    path = folder / "report.docx"
    document.save(str(path))
    return path


def with_parts(path: Path, parts: Mapping[str, Callable[[bytes], bytes]]) -> Path:
    """Change or add parts of a package: each is given what the part held, or nothing."""
    with ZipFile(path) as package:
        content = {name: package.read(name) for name in package.namelist()}
    for name, change in parts.items():
        content[name] = change(content.get(name, b""))
    packed = BytesIO()
    with ZipFile(packed, "w", ZIP_DEFLATED) as package:
        for name, data in content.items():
            package.writestr(name, data)
    path.write_bytes(packed.getvalue())
    return path
