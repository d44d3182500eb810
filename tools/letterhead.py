"""Header, addressees and signature block, which the report and the letters share.

`of` is the name a template calls the letterhead by, such as `view.letterhead`.
"""

from __future__ import annotations

import decree30 as page
from docx.document import Document as DocumentType
from docx.shared import Pt
from template_words import directive


def header(document: DocumentType, of: str, about: str = "", *, numbered: bool = True) -> None:
    """Add bodies and motto, number and date; `about` is what a letter is about, under its number.

    The number and the day stay open: they are given when the document is signed. A document that
    is not `numbered` has no line for it.
    """
    made = page.table(document, (72, 93), 2, borders=False)
    left, right = made.rows[0].cells
    page.line(left, f"{{{{ {of}.superior }}}}", 12)
    page.line(left, f"{{{{ {of}.issuer }}}}", 12, bold=True)
    page.rule(left)
    page.line(right, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", 12, bold=True)
    page.line(right, "Độc lập - Tự do - Hạnh phúc", page.SMALL, bold=True)
    page.rule(right, whole=True)
    left, right = made.rows[1].cells
    if numbered:
        page.line(left, f"Số: {{{{ {of}.number }}}}", page.SMALL)
    page.line(right, f"{{{{ {of}.place_date }}}}", page.SMALL, italic=True)
    if about:
        page.line(left, about, 12).paragraph_format.space_before = Pt(6)


def addressees(document: DocumentType, of: str) -> None:
    """Add Kính gửi: one addressee on its line, several on one line each."""
    directive(document, f"if {of}.addressees|length > 1")
    several = page.line(document, "Kính gửi:", align=page.LEFT_ALIGNED)
    several.paragraph_format.left_indent = Pt(90)
    several.paragraph_format.space_before = Pt(6)
    directive(document, f"for one in {of}.addressees")
    text = "- {{ one }}{{ '.' if loop.last else ';' }}"
    page.line(document, text, align=page.LEFT_ALIGNED).paragraph_format.left_indent = Pt(110)
    directive(document, "endfor")
    directive(document, "else")
    only = page.line(document, f"Kính gửi: {{{{ {of}.addressees[0] }}}}.")
    only.paragraph_format.space_before = Pt(6)
    directive(document, "endif")


def signature(document: DocumentType, of: str) -> None:
    """Add Nơi nhận on the left, and who signs on the right."""
    left, right = page.table(document, (85, 80), 1, borders=False).rows[0].cells
    page.line(left, "Nơi nhận:", 12, bold=True, italic=True, align=page.LEFT_ALIGNED)
    page.line(left, f"{{%p for one in {of}.recipients %}}", 11)
    recipient = "- {{ one }}{{ '.' if loop.last else ';' }}"
    page.line(left, recipient, 11, align=page.LEFT_ALIGNED)
    page.line(left, "{%p endfor %}", 11)
    page.line(right, f"{{%p for one in {of}.signer_authority %}}")
    page.line(right, "{{ one }}", bold=True)
    page.line(right, "{%p endfor %}")
    for _blank in range(4):
        page.line(right, "")
    page.line(right, f"{{{{ {of}.signer_name }}}}", bold=True)
