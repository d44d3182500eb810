"""What a letter says, read from its file."""

from __future__ import annotations

from io import BytesIO

from docx import Document
from docx.oxml.ns import qn


def paragraphs(content: bytes) -> list[str]:
    """Return every printed paragraph of a letter, those of its tables included."""
    body = Document(BytesIO(content)).element.body
    texts = ("".join(t.text or "" for t in p.iter(qn("w:t"))) for p in body.iter(qn("w:p")))
    return [text for text in texts if text.strip()]
