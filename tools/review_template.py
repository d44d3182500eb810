"""Build the Word template of a review: sơ kết, tổng kết over several years, with three annexes."""

from __future__ import annotations

import chart_templates
import decree30 as page
import letterhead
from docx.document import Document as DocumentType
from docx.shared import Pt
from template_words import (
    Column,
    directive,
    entries,
    grouped_entries,
    heading,
    marked,
    paragraphs,
    repeated,
    subheading,
    text,
)

from lsreport.report.annex_types import TASK_SECTIONS

_GOAL = "{{ row.goal ~ ' (' ~ row.clause ~ ')' if row.number else '- ' ~ row.goal }}"
_RETURNS = (
    Column("Năm", 18, "Năm {{ year.period.year }}"),
    Column("Số liệu từ ngày", 22, "{{ year.window|first|short_date }}"),
    Column("Đến hết ngày", 22, "{{ year.window|last|short_date }}"),
    Column("Phải báo cáo", 15, "{{ figure(year.expected) }}"),
    Column("Đã nhận", 14, "{{ figure(year.received) }}"),
    Column("Đúng hạn", 14, "{{ figure(year.on_time) }}"),
    Column("Chậm", 14, "{{ figure(year.late) }}"),
    Column("Chưa nhận", 14, "{{ figure(year.lacking) }}"),
    Column("Ghi chú", 32, "{{ year.note }}", left=True),
)
_ENDING = (
    Column("TT", 8, "{{ row.number }}"),
    Column("Mục tiêu (điểm trong Kế hoạch)", 38, _GOAL, left=True),
    Column("Chỉ tiêu", 20, "{{ figure(row.levels) }}"),
    Column("Kết quả {{ view.last_text }}", 30, "{{ figure(row.result) }}"),
    Column("Còn thiếu", 13, "{{ figure(row.gap) }}"),
    Column("Năm đầu ghi nhận đạt", 15, "{{ row.first_met }}"),
    Column("Các năm sau đó", 18, "{{ row.since }}"),
    Column("Đánh giá", 23, "{{ row.verdict }}"),
)
_BEGIN, _END = "{%tc for one in page.heads %}", "{%tc endfor %}"


def review() -> DocumentType:
    """Return the template of a review with its annexes."""
    document = page.new_document()
    marked(document, "view.synthetic", "{{ synthetic_line }}")
    letterhead.header(document, "view.letterhead")
    page.line(document, "BÁO CÁO", bold=True).paragraph_format.space_before = Pt(18)
    page.line(document, "{{ view.subject }}", bold=True)
    page.rule(document)
    letterhead.addressees(document, "view.letterhead")
    _opening(document)
    _situation(document)
    _targets(document)
    _tasks(document)
    _appraisal(document)
    text(document, "{{ view.closing }}").paragraph_format.keep_with_next = True
    letterhead.signature(document, "view.letterhead")
    _details(document)
    _returns(document)
    _matrix(document)
    return document


# --- sections -------------------------------------------------------------------------------


def _opening(document: DocumentType) -> None:
    directive(document, "for base in view.letterhead.bases")
    based = text(document, "")
    based.add_run("{{ base }}{{ '.' if loop.last else ';' }}").italic = True
    directive(document, "endfor")
    text(document, "{{ figure(view.opening) }}").paragraph_format.space_before = Pt(12)


def _situation(document: DocumentType) -> None:
    heading(document, "I. TÌNH HÌNH CHUNG VÀ CÔNG TÁC CHỈ ĐẠO, TRIỂN KHAI")
    paragraphs(document, "view.situation")
    document.add_paragraph("Bảng 1. Báo cáo năm của các cơ quan, đơn vị", style="Caption")
    entries(document, "year in view.years", _RETURNS)
    caption = "{{ direction.title }} qua các năm"
    directive(document, "if direction.pages")
    document.add_paragraph(caption, style="Caption")
    directive(document, "endif")
    _section(document, "direction")
    note = (
        "Trong các bảng hoạt động, kinh phí theo năm, số của mỗi năm cộng từ các đơn vị có số "
        "liệu; cột Cộng là tổng các năm có số liệu, ghi x với số tại thời điểm cuối năm và số "
        "không cộng vì nhiều đơn vị có thể cùng báo cáo một việc."
    )
    text(document, note, "Note LS")


def _targets(document: DocumentType) -> None:
    heading(document, "II. KẾT QUẢ THỰC HIỆN CÁC MỤC TIÊU")
    text(document, "{{ figure(view.summary) }}")
    caption = "Bảng 2. Kết quả {{ view.last_text }} và thời điểm đạt mục tiêu"
    document.add_paragraph(caption, style="Caption")
    title = "{{ group.title }}"
    grouped_entries(document, "group in view.targets", title, "row in group.rows", _ENDING)
    directive(document, "for page in pages")
    caption = "Bảng 3. Kết quả các mục tiêu qua các năm"
    document.add_paragraph(caption, style="Caption")
    _trend_table(document)
    directive(document, "endfor")
    paragraphs(document, "view.target_notes", style="Note LS")
    chart_templates.charts(document, "charts")
    directive(document, "for group in view.targets")
    subheading(document, "{{ loop.index }}. {{ group.title }}")
    directive(document, "for point in group.points")
    directive(document, "for paragraph in point.paragraphs")
    text(document, "{{ point.sign if loop.first else '' }}{{ figure(paragraph) }}")
    directive(document, "endfor")
    directive(document, "endfor")
    directive(document, "endfor")


def _trend_table(document: DocumentType) -> None:
    widths = (8, 54, 18, 1, 17, 1)
    made = page.table(document, widths, 6)
    heads = ("TT", "Mục tiêu (điểm trong Kế hoạch)", "Chỉ tiêu", _BEGIN, "Năm {{ one }}", _END)
    page.heading_row(made, 0, heads, 10)
    page.directive(made, 1, "{%tr for group in page.groups %}")
    cells = ("{{ row.number }}", _GOAL, "{{ figure(row.target) }}")
    years = ("{%tc for one in row.cells %}", "{{ figure(one) }}", _END)
    repeated(made, 2, "row in group.rows", (*cells, *years), left=(1,))
    page.directive(made, 5, "{%tr endfor %}")


def _tasks(document: DocumentType) -> None:
    heading(document, "III. KẾT QUẢ THỰC HIỆN NHIỆM VỤ, GIẢI PHÁP")
    paragraphs(document, "view.task_remarks")
    directive(document, "for section in activities")
    subheading(document, "{{ loop.index }}. {{ section.title }}")
    _section(document, "section")
    directive(document, "endfor")
    heading(document, "IV. KINH PHÍ")
    paragraphs(document, "view.funding_remarks")
    _section(document, "funding")


def _section(document: DocumentType, name: str) -> None:
    """Add the tables of a section over the years, and in words what stands in none of them."""
    directive(document, f"for page in {name}.pages")
    made = page.table(document, (41, 16, 1, 15.2, 1, 19, 13), 4)
    heads = ("Nội dung", "Đơn vị tính", _BEGIN, "Năm {{ one }}", _END, "Cộng", "Số năm có số liệu")
    page.heading_row(made, 0, heads, 9)
    cells = (
        "{{ row.label if row.indent == 0 else '- ' ~ row.label }}",
        "{{ row.counted_in }}",
        "{%tc for one in row.years %}",
        "{{ figure(one) }}",
        _END,
        "{{ figure(row.total) }}",
        "{{ figure(row.known) }}",
    )
    repeated(made, 1, "row in page.rows", cells, left=(0, 1), points=9)
    directive(document, "endfor")
    directive(document, f"for paragraph in {name}.paragraphs")
    text(document, "{{ figure(paragraph) }}").paragraph_format.space_before = Pt(6)
    directive(document, "endfor")


def _appraisal(document: DocumentType) -> None:
    heading(document, "V. ĐÁNH GIÁ CHUNG")
    subheading(document, "1. Kết quả đạt được")
    paragraphs(document, "view.results")
    subheading(document, "2. Tồn tại, hạn chế")
    paragraphs(document, "view.shortcomings")
    directive(document, "if view.causes")
    subheading(document, "3. Nguyên nhân")
    paragraphs(document, "view.causes")
    directive(document, "endif")
    directive(document, "if view.lessons")
    subheading(document, "{{ '4' if view.causes else '3' }}. Bài học kinh nghiệm")
    paragraphs(document, "view.lessons")
    directive(document, "endif")
    heading(document, "VI. NHIỆM VỤ TRỌNG TÂM THỜI GIAN TỚI")
    paragraphs(document, "view.next_tasks")
    heading(document, "VII. ĐỀ XUẤT, KIẾN NGHỊ")
    directive(document, "for proposal in view.proposals")
    subheading(document, "{{ loop.index }}. {{ proposal.to }}")
    paragraphs(document, "proposal.paragraphs")
    directive(document, "endfor")


# --- annexes --------------------------------------------------------------------------------


def _annex(document: DocumentType, numeral: str, title: str, *, wide: bool = False) -> None:
    page.new_section(document, wide=wide)
    for words, points, bold, italic in (
        (f"Phụ lục {numeral}", page.BODY, True, False),
        (title, page.SMALL, True, False),
        ("{{ view.letterhead.attached }}", page.SMALL, False, True),
    ):
        page.line(document, words, points, bold=bold, italic=italic, keep=True)
    page.rule(document)


def _details(document: DocumentType) -> None:
    _annex(document, "I", "SỐ LIỆU CÁC MỤC TIÊU THEO TỪNG NĂM", wide=True)
    directive(document, "for page in pages")
    made = page.table(document, (8, 50, 1, 38.4, 1), 6)
    heads = ("TT", "Mục tiêu (điểm trong Kế hoạch)", _BEGIN, "Năm {{ one }}", _END)
    page.heading_row(made, 0, heads, 10)
    page.directive(made, 1, "{%tr for group in page.groups %}")
    years = ("{%tc for one in row.details %}", "{{ figure(one) }}", _END)
    repeated(made, 2, "row in group.rows", ("{{ row.number }}", _GOAL, *years), left=(1,), points=9)
    page.directive(made, 5, "{%tr endfor %}")
    directive(document, "endfor")
    note = (
        "Mỗi ô: tử số/mẫu số; tỷ lệ; khoảng giá trị khi còn đơn vị chưa có số liệu; số đơn vị có "
        "số liệu trên số đơn vị phải có; đánh giá."
    )
    text(document, note, "Note LS")
    paragraphs(document, "view.target_notes[:1]", style="Note LS")


def _returns(document: DocumentType) -> None:
    _annex(document, "II", "CƠ QUAN, ĐƠN VỊ CHƯA CÓ BÁO CÁO NĂM")
    columns = (
        Column("Năm", 20, "Năm {{ year.period.year }}"),
        Column("Chưa nhận", 20, "{{ figure(year.lacking) }}/{{ figure(year.expected) }}"),
        Column(
            "Cơ quan, đơn vị chưa gửi báo cáo hoặc báo cáo chưa được chấp nhận",
            125,
            "{{ year.missing if year.missing else 'Đã nhận đủ báo cáo' }}",
            left=True,
        ),
    )
    entries(document, "year in view.years", columns)


def _matrix(document: DocumentType) -> None:
    _annex(document, "III", "TÌNH HÌNH THỰC HIỆN NHIỆM VỤ THEO MỤC V CỦA KẾ HOẠCH QUA CÁC NĂM")
    states = (
        Column(section, 12.3, f"{{{{ figure(year.states[{place}]) }}}}")
        for place, section in enumerate(TASK_SECTIONS)
    )
    columns = (
        Column("Năm", 18, "Năm {{ year.year }}"),
        Column("Cơ quan, đơn vị", 48, "{{ figure(year.who) }}", left=True),
        *states,
    )
    title = "Mục {{ task.clause }}"
    grouped_entries(document, "task in view.tasks", title, "year in task.years", columns)
    note = (
        "Ký hiệu: Có: có kết quả trong năm; n/N: số đơn vị có kết quả trên số đơn vị được giao; 0: "
        "chưa phát sinh; …: chưa có số liệu; x: không giao cho đơn vị; *: không công bố do số "
        "trường hợp nhỏ."
    )
    text(document, note, "Note LS")
