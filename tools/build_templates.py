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

import decree30 as page
import letter_templates
import letterhead
import receipt_template
import report_workbook
from annex_templates import annexes
from docx.document import Document as DocumentType
from docx.shared import Pt
from template_words import directive as _directive
from template_words import heading as _heading
from template_words import marked as _marked
from template_words import paragraphs as _paragraphs
from template_words import row as _row
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
    _marked(document, "view.synthetic", "{{ synthetic_line }}")
    page.line(document, "{{ internal_line }}", bold=True)
    page.line(document, "Tổng hợp ý kiến, không phát hành", italic=True)
    page.line(document, "PHỤ LỤC LÀM VIỆC", bold=True).paragraph_format.space_before = Pt(12)
    page.line(document, "{{ view.subject }}", bold=True)
    page.rule(document, 60)
    _heading(document, "I. Ý KIẾN CỦA CÁC CƠ QUAN, ĐƠN VỊ")
    _directive(document, "if not annex.units|selectattr('narratives')|list")
    _text(document, "Chưa có ý kiến bằng lời của đơn vị nào.")
    _directive(document, "endif")
    _directive(document, "for unit in annex.units if unit.narratives")
    document.add_paragraph("{{ loop.index }}. {{ unit.name }}", style="Heading 2")
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
    page.rule(document, 60)
    letterhead.addressees(document, "view.letterhead")


def _opening(document: DocumentType) -> None:
    _directive(document, "for base in view.letterhead.bases")
    based = _text(document, "")
    based.add_run("{{ base }}{{ '.' if loop.last else ';' }}").italic = True
    _directive(document, "endfor")
    _text(document, "{{ figure(view.opening) }}").paragraph_format.space_before = Pt(12)


# --- sections II to VII ---------------------------------------------------------------------

_TARGET_WIDTHS = (9, 41, 20, 27, 16, 16, 18, 20)
_TARGET_HEADS = (
    "TT",
    "Mục tiêu (điểm trong Kế hoạch)",
    "{{ view.target_heading }}",
    "Kết quả (tử số/mẫu số; %)",
    "Cùng kỳ năm trước",
    "Tăng, giảm (điểm %)",
    "Đơn vị có số liệu (n/N; % mẫu số)",
    "Đánh giá",
)
_TARGET_CELLS = (
    "{{ row.number }}",
    "{{ row.goal ~ ' (' ~ row.clause ~ ')' if row.number else '- ' ~ row.goal }}",
    "{{ row.target }}",
    "{{ figure(row.result) }}",
    "{{ figure(row.previous) }}",
    "{{ figure(row.change) }}",
    "{{ figure(row.coverage) }}",
    "{{ row.verdict_text }}",
)


def _targets(document: DocumentType) -> None:
    _heading(document, "II. KẾT QUẢ THỰC HIỆN CÁC MỤC TIÊU")
    document.add_paragraph("Bảng 1. Kết quả thực hiện các mục tiêu", style="Caption")
    made = page.table(document, _TARGET_WIDTHS, 7)
    page.heading_row(made, 0, _TARGET_HEADS, 10)
    page.directive(made, 1, "{%tr for group in view.targets %}")
    page.spanning(made, 2, "{{ group.title }}")
    page.directive(made, 3, "{%tr for row in group.rows %}")
    for place, (cell, text) in enumerate(zip(made.rows[4].cells, _TARGET_CELLS, strict=True)):
        align = page.LEFT_ALIGNED if place == 1 else page.CENTER
        page.fill(cell, text, 10, align=align)
    page.directive(made, 5, "{%tr endfor %}")
    page.directive(made, 6, "{%tr endfor %}")
    _paragraphs(document, "view.target_notes", style="Note LS")
    _directive(document, "for group in view.targets")
    document.add_paragraph("{{ loop.index }}. {{ group.title }}", style="Heading 2")
    _paragraphs(document, "group.paragraphs")
    _directive(document, "endfor")


def _tasks(document: DocumentType) -> None:
    _heading(document, "III. KẾT QUẢ THỰC HIỆN NHIỆM VỤ, GIẢI PHÁP")
    _paragraphs(document, "view.task_remarks")
    _directive(document, "for group in view.activities")
    document.add_paragraph("{{ loop.index }}. {{ group.title }}", style="Heading 2")
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
        document.add_paragraph(f"{number}. {title}", style="Heading 2")
        _paragraphs(document, name)
    _heading(document, "VI. NHIỆM VỤ TRỌNG TÂM KỲ TỚI")
    _paragraphs(document, "view.next_tasks")
    _heading(document, "VII. ĐỀ XUẤT, KIẾN NGHỊ")
    _directive(document, "for proposal in view.proposals")
    document.add_paragraph("{{ loop.index }}. {{ proposal.to }}", style="Heading 2")
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
    document.add_paragraph("{{ loop.index }}. {{ unit.name }}", style="Heading 2")
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
    made = page.table(document, (55, 85, 25), 4)
    page.heading_row(made, 0, ("Cơ quan, đơn vị", "Nội dung", "Số lượng"))
    page.directive(made, 1, "{%tr for case in annex.cases %}")
    cells = ("{{ case.unit }}", "{{ case.label }}", "{{ figure(case.figure) }}")
    _row(made.rows[2].cells, cells, left=(0, 1), points=page.TABLE)
    page.directive(made, 3, "{%tr endfor %}")
    _directive(document, "endif")


def main() -> None:
    """Write every template into the folder named on the command line, or the package's own."""
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else FOLDER
    for name in TEMPLATES:
        (folder / name).write_bytes(build(name))
        print(folder / name)
    (folder / report_workbook.NAME).write_bytes(report_workbook.build())
    print(folder / report_workbook.NAME)


if __name__ == "__main__":
    main()
