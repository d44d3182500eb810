"""The whole text of a report, read back from Word and kept as a file.

The file is changed only on purpose: `PYTHONPATH=tests python tests/golden/test_report_text.py`
writes it anew, and the difference is then read line by line.
"""

from __future__ import annotations

from datetime import date, datetime
from io import BytesIO
from pathlib import Path

from docx import Document
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement

from lsreport.domain.clock import LANG_SON
from lsreport.domain.observation import Observation, State
from lsreport.domain.period import Period
from lsreport.domain.submission import Cover, ReferenceFigure
from lsreport.indicators.loader import load_plan
from lsreport.report.docx import render_report, render_working_annex
from lsreport.report.figures import Register
from lsreport.report.texts import parse_texts
from lsreport.report.view_types import ReportView
from support.report import Sent, assessment_of, view_of

FOLDER = Path(__file__).parent
PROSE = """
## V.2 Tồn tại, hạn chế

Kinh phí bố trí cho truyền thông & tập huấn còn <một phần> so với dự toán.

## VII.1 Đề xuất

Hướng dẫn thống nhất cách đếm số hộ được tập huấn.
"""


def example() -> ReportView:
    """Return a half-year with something of everything: one silent, one late, one doubtful unit."""
    plan = load_plan("187")
    doubtful = Observation("DN.covered", State.VALUE, 120, None, quarantined=True)
    sent = {
        "178": Sent(
            {"TE615.total": 2_000, "TE615.reached": 1_500, "CL_MOI": 1, "CL_CK": 1, "TB_CL": 1,
             "HT_CL": 1, "HOC_CL": 1, "D1": "Đã tổ chức {{ 4 }} lớp.", "NL18.basis": 3},
            cover=Cover(signer="SỐ LIỆU MÔ PHỎNG"),
        ),
        "180": Sent({"DN.covered": doubtful, "TT05": 0}),
        "181": Sent(received=datetime(2024, 7, 9, tzinfo=LANG_SON)),
        "182": Sent({"NC_CK": 8, "HOC_NC": 7, "TB_NC": 2, "HT_NC": 2}),
        "183": Sent({"GV.covered": None}),
        "186": None,
        "HBTNKT": None,
    }  # fmt: skip
    reference = (ReferenceFigure("186", "TE615", 400, date(2024, 1, 1), "", 2),)
    before = assessment_of(plan, {}, Period(2023, annual=False))
    now = assessment_of(plan, sent, reference=reference)
    return view_of(plan, now, before=before, texts=parse_texts(PROSE))


def text_of(content: bytes) -> str:
    """Return the paragraphs of a document, and its table rows with bars between the cells."""
    lines: list[str] = []
    for block in Document(BytesIO(content)).element.body:
        if block.tag == qn("w:p"):
            lines.append(_paragraph(block))
        for row in block.iter(qn("w:tr")):
            cells = (cell.iter(qn("w:p")) for cell in row.iter(qn("w:tc")))
            lines.append(" | ".join(" / ".join(map(_paragraph, cell)) for cell in cells))
    return "".join(f"{line}\n" for line in lines if line.strip(" |/"))


def _paragraph(paragraph: BaseOxmlElement) -> str:
    text = "".join(piece.text or "" for piece in paragraph.iter(qn("w:t")))
    return text.replace("\N{NO-BREAK SPACE}", " ")


def documents() -> dict[str, str]:
    view = example()
    return {
        "report.txt": text_of(render_report(view, Register())),
        "working-annex.txt": text_of(render_working_annex(view, Register())),
    }


def test_the_text_of_the_documents_is_what_was_agreed() -> None:
    found = documents()
    for name, text in found.items():
        assert text == (FOLDER / name).read_text(encoding="utf-8"), name


if __name__ == "__main__":
    for written, content in documents().items():
        (FOLDER / written).write_text(content, encoding="utf-8")
