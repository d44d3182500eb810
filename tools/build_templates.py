"""Build the templates of the report: `python tools/build_templates.py [FOLDER]`.

The built files are committed and shipped; a test keeps them equal to what this script makes.
Offices edit copies of them in Word and Excel: text is text, and `{{ … }}` and `{% … %}` are Jinja.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path

import chart_templates
import decree30 as page
import letter_templates
import letterhead
import receipt_template
import report_workbook
import review_sheets
import review_template
from annex_templates import annexes
from docx.document import Document as DocumentType
from docx.shared import Pt
from template_words import Column, entries, grouped_entries, subheading
from template_words import directive as _directive
from template_words import heading as _heading
from template_words import marked as _marked
from template_words import paragraphs as _paragraphs
from template_words import text as _text

from lsreport.ooxml.pack import fixed_core, repack

FOLDER = Path(__file__).parent.parent / "lsreport" / "templates"
_BUILT = datetime(2026, 1, 1, tzinfo=UTC)


def report() -> DocumentType:
    """Return the template of the consolidated report with its four annexes."""
    document = page.new_document()
    _marked(document, "view.synthetic", "{{ synthetic_line }}")
    letterhead.header(document, "view.letterhead")
    _title(document)
    _opening(document)
    _heading(document, "I. TÌNH HÌNH CHUNG VÀ CÔNG TÁC CHỈ ĐẠO, TRIỂN KHAI")
    _paragraphs(document, "view.situation")
    _targets(document)
    _tasks(document)
    _appraisal(document)
    _text(document, "{{ view.closing }}").paragraph_format.keep_with_next = True
    letterhead.signature(document, "view.letterhead")
    annexes(document)
    return document


def working_annex() -> DocumentType:
    """Return the template of the office's own annex: opinions, findings, unmasked cases."""
    document = page.new_document()
    page.mark_each_page(document.sections[0], "{{ internal_line }}")
    _marked(document, "view.synthetic", "{{ synthetic_line }}")
    page.line(document, "{{ internal_line }}", bold=True)
    page.line(document, "Tổng hợp ý kiến, không phát hành", italic=True)
    page.line(document, "PHỤ LỤC LÀM VIỆC", bold=True).paragraph_format.space_before = Pt(12)
    page.line(document, "{{ view.subject }}", bold=True)
    page.rule(document)
    _heading(document, "I. Ý KIẾN CỦA CÁC CƠ QUAN, ĐƠN VỊ")
    _directive(document, "if not annex.units|selectattr('narratives')|list")
    _text(document, "Chưa có ý kiến bằng lời của đơn vị nào.")
    _directive(document, "endif")
    _directive(document, "for unit in annex.units if unit.narratives")
    subheading(document, "{{ loop.index }}. {{ unit.name }}")
    _directive(document, "for answer in unit.narratives")
    document.add_paragraph(
        "{{ answer.label }}{% if answer.addressee %} (gửi tới: {{ answer.addressee }}){% endif %}",
        style="Label LS",
    )
    _directive(document, "for paragraph in answer.paragraphs")
    _text(document, "{{ paragraph }}")
    _directive(document, "endfor")
    _directive(document, "endfor")
    _directive(document, "endfor")
    _heading(document, "II. NỘI DUNG ĐỀ NGHỊ ĐƠN VỊ KIỂM TRA LẠI")
    _findings(document)
    _cases(document)
    return document


TEMPLATES: Mapping[str, Callable[[], DocumentType]] = {
    "report.docx": report,
    "working-annex.docx": working_annex,
    "opening.docx": letter_templates.opening,
    "reminder.docx": letter_templates.reminder,
    "receipt.docx": receipt_template.receipt,
    "review.docx": review_template.review,
}

WORKBOOKS: Mapping[str, Callable[[], bytes]] = {
    report_workbook.NAME: report_workbook.build,
    review_sheets.NAME: review_sheets.build,
}


def build(name: str) -> bytes:
    """Return the bytes of a Word template."""
    document = TEMPLATES[name]()
    properties = document.core_properties
    properties.title = ""
    properties.comments = ""
    properties.keywords = ""
    properties.language = "vi-VN"
    packed = BytesIO()
    document.save(packed)
    return repack(packed.getvalue(), patch=fixed_core(_BUILT, "lsreport"))


# --- head of the report ---------------------------------------------------------------------


def _title(document: DocumentType) -> None:
    page.line(document, "BÁO CÁO", bold=True).paragraph_format.space_before = Pt(18)
    page.line(document, "{{ view.subject }}", bold=True)
    page.rule(document)
    letterhead.addressees(document, "view.letterhead")


def _opening(document: DocumentType) -> None:
    _directive(document, "for base in view.letterhead.bases")
    based = _text(document, "")
    based.add_run("{{ base }}{{ '.' if loop.last else ';' }}").italic = True
    based.paragraph_format.space_before = Pt(6)
    _directive(document, "endfor")
    _text(document, "{{ figure(view.opening) }}").paragraph_format.space_before = Pt(12)


# --- sections II to VII ---------------------------------------------------------------------

_GOAL = "{{ row.goal ~ ' (' ~ row.clause ~ ')' if row.number else '- ' ~ row.goal }}"
_TARGETS = (
    Column("TT", 8, "{{ row.number }}"),
    Column("Mục tiêu (điểm trong Kế hoạch)", 40, _GOAL, left=True),
    Column("{{ view.target_heading }}", 20, "{{ figure(row.levels) }}"),
    Column("Kết quả (tử số/mẫu số; %)", 28, "{{ figure(row.result) }}"),
    Column("Cùng kỳ năm trước", 15, "{{ figure(row.previous) }}"),
    Column("Tăng, giảm (điểm %)", 14, "{{ figure(row.change) }}"),
    Column("Đơn vị có số liệu (n/N; % mẫu số)", 16, "{{ figure(row.coverage) }}"),
    Column("Đánh giá", 24, "{{ row.verdict_text }}"),
)


def _targets(document: DocumentType) -> None:
    _heading(document, "II. KẾT QUẢ THỰC HIỆN CÁC MỤC TIÊU")
    document.add_paragraph("Bảng 1. Kết quả thực hiện các mục tiêu", style="Caption")
    title, rows = "{{ group.title }}", "row in group.rows"
    grouped_entries(document, "group in view.targets", title, rows, _TARGETS)
    _paragraphs(document, "view.target_notes", style="Note LS")
    chart_templates.charts(document, "view.charts")
    _directive(document, "for group in view.targets")
    subheading(document, "{{ loop.index }}. {{ group.title }}")
    _directive(document, "for point in group.points")
    _directive(document, "for paragraph in point.paragraphs")
    _text(document, "{{ point.sign if loop.first else '' }}{{ figure(paragraph) }}")
    _directive(document, "endfor")
    _directive(document, "endfor")
    _directive(document, "endfor")


def _tasks(document: DocumentType) -> None:
    _heading(document, "III. KẾT QUẢ THỰC HIỆN NHIỆM VỤ, GIẢI PHÁP")
    _paragraphs(document, "view.task_remarks")
    _directive(document, "for group in view.activities")
    subheading(document, "{{ loop.index }}. {{ group.title }}")
    _paragraphs(document, "group.paragraphs")
    _directive(document, "endfor")
    _heading(document, "IV. KINH PHÍ")
    _paragraphs(document, "view.funding_remarks")
    _paragraphs(document, "view.funding.paragraphs")


def _appraisal(document: DocumentType) -> None:
    _heading(document, "V. ĐÁNH GIÁ CHUNG")
    for number, (title, name) in enumerate(
        (
            ("Kết quả đạt được", "view.results"),
            ("Tồn tại, hạn chế", "view.shortcomings"),
            ("Nguyên nhân", "view.causes"),
        ),
        1,
    ):
        subheading(document, f"{number}. {title}")
        _paragraphs(document, name)
    _heading(document, "VI. NHIỆM VỤ TRỌNG TÂM KỲ TỚI")
    _paragraphs(document, "view.next_tasks")
    _heading(document, "VII. ĐỀ XUẤT, KIẾN NGHỊ")
    _directive(document, "for proposal in view.proposals")
    subheading(document, "{{ loop.index }}. {{ proposal.to }}")
    _paragraphs(document, "proposal.paragraphs")
    _directive(document, "endfor")


# --- the working annex ----------------------------------------------------------------------


def _findings(document: DocumentType) -> None:
    _directive(document, "if not annex.general and not open_units")
    _text(document, "Chưa có nội dung nào cần kiểm tra lại.")
    _directive(document, "endif")
    _directive(document, "for finding in annex.general")
    _text(document, "- {{ finding }}")
    _directive(document, "endfor")
    _directive(document, "for unit in open_units")
    subheading(document, "{{ loop.index }}. {{ unit.name }}")
    for title, name in (("Lỗi, số liệu chưa sử dụng", "errors"), ("Đề nghị giải trình", "queries")):
        _directive(document, f"if unit.{name}")
        document.add_paragraph(f"{title}:", style="Label LS")
        _directive(document, f"for finding in unit.{name}")
        _text(document, "- {{ finding }}")
        _directive(document, "endfor")
        _directive(document, "endif")
    _directive(document, "endfor")


def _cases(document: DocumentType) -> None:
    _heading(document, "III. SỐ TRƯỜNG HỢP THEO ĐƠN VỊ (CHƯA CHE)")
    _directive(document, "if not annex.cases")
    _text(document, "Chưa phát sinh trường hợp ở đơn vị nào.")
    _directive(document, "endif")
    _directive(document, "if annex.cases")
    columns = (
        Column("Cơ quan, đơn vị", 55, "{{ case.unit }}", left=True),
        Column("Nội dung", 85, "{{ case.label }}", left=True),
        Column("Số lượng", 25, "{{ figure(case.figure) }}"),
    )
    points = page.TABLE
    entries(document, "case in annex.cases", columns, heading=points, points=points)
    _directive(document, "endif")


def main() -> None:
    """Write every template into the folder named on the command line, or the package's own."""
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else FOLDER
    for name in TEMPLATES:
        (folder / name).write_bytes(build(name))
        print(folder / name)
    for name, make in WORKBOOKS.items():
        (folder / name).write_bytes(make())
        print(folder / name)


if __name__ == "__main__":
    main()
