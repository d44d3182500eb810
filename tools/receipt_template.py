"""The template of the receipt that a unit gets for each file it sent."""

from __future__ import annotations

import decree30 as page
import letterhead
from docx.document import Document as DocumentType
from docx.shared import Pt
from template_words import Column, directive, entries, marked, subheading, text

_VERDICTS = (
    (
        "accepted",
        "Được chấp nhận.",
        "Số liệu đã được sử dụng; báo cáo không có nội dung nào phải sửa hoặc giải trình.",
    ),
    (
        "accepted_with_queries",
        "Được chấp nhận, có nội dung đề nghị kiểm tra.",
        (
            "Số liệu đã được sử dụng. Đề nghị kiểm tra, giải trình {{ receipt.queries|counted }} "
            "nội dung nêu tại mục 3; số liệu nào chưa đúng thì sửa và gửi lại."
        ),
    ),
    (
        "accepted_with_errors",
        "Được chấp nhận, có lỗi phải sửa.",
        (
            "Đề nghị sửa {{ receipt.errors|counted }} lỗi nêu tại mục 3 và gửi lại; số liệu có lỗi "
            "chưa được sử dụng cho đến khi đơn vị gửi lại."
            "{% if receipt.queries %} Ngoài ra, đề nghị kiểm tra, giải trình "
            "{{ receipt.queries|counted }} nội dung.{% endif %}"
        ),
    ),
    (
        "rejected",
        "Không được chấp nhận.",
        (
            "Chưa đọc được số liệu từ tệp này; {% if receipt.in_use %}báo cáo nhận trước "
            "đó ({{ receipt.in_use }}) vẫn được sử dụng{% else %}đơn vị được tính là chưa gửi báo "
            "cáo{% endif %} cho đến khi tệp đúng được gửi lại. Lý do và cách xử lý nêu tại mục 3."
        ),
    ),
)
_RECEIVED = (
    ("Cơ quan, đơn vị", "{{ about.unit.name }} (mã {{ about.unit.code }})"),
    (
        "Kỳ báo cáo",
        (
            "{{ about.period }}; số liệu từ ngày {{ about.window[0]|short_date }} đến hết ngày "
            "{{ about.window[1]|short_date }}"
        ),
    ),
    ("Tên tệp", "{{ receipt.file }}"),
    (
        "Nhận lúc (giờ Việt Nam)",
        "{{ receipt.received_text|capitalized }}",
    ),
    (
        "Lần nhận",
        (
            "{% if receipt.accepted %}Lần {{ receipt.accepted.revision }} (trên bìa ghi lần gửi "
            "{{ receipt.accepted.sending }})"
            "{% else %}Không tính, tệp không được chấp nhận{% endif %}"
        ),
    ),
    (
        "Hạn gửi",
        (
            "Ngày {{ about.due.written|short_date }} ({{ about.due.written|weekday }})"
            "{% if about.due.moved != about.due.written %}; trùng ngày nghỉ, được tính đến hết "
            "ngày {{ about.due.moved|short_date }} ({{ about.due.moved|weekday }}){% endif %}"
        ),
    ),
    (
        "Thời hạn",
        (
            "{% if receipt.in_use %}Theo báo cáo đã được chấp nhận"
            "{% elif not receipt.accepted %}Chưa tính là đã gửi báo cáo"
            "{% elif receipt.accepted.in_time %}Đúng hạn"
            "{% else %}Chậm {{ receipt.accepted.days_late|counted }} ngày làm việc{% endif %}"
            "{% if receipt.accepted and receipt.accepted.first %}, tính theo lần gửi đầu: "
            "{{ receipt.accepted.first }}{% endif %}"
        ),
    ),
    ("Mã tệp (SHA-256)", "{{ receipt.sha256 }}"),
)
_NEXT = (
    ("receipt.verdict == 'accepted'", "Đề nghị đơn vị lưu phiếu này cùng báo cáo đã gửi./."),
    (
        "receipt.accepted and receipt.accepted.annotated",
        (
            "Các ô nêu trên được đánh dấu trong bản sao biểu của đơn vị, gửi kèm phiếu này: "
            "{{ receipt.accepted.annotated }} (ô đỏ: lỗi; ô vàng: đề nghị kiểm tra). Đề nghị sửa "
            "ngay trong tệp đó, ghi lần gửi tăng thêm 1 và gửi lại sớm để kịp tổng hợp./."
        ),
    ),
    (
        "true",
        (
            "Đề nghị đơn vị sửa tệp và gửi lại sớm để kịp tổng hợp; có vướng mắc thì liên hệ "
            "{{ about.sender }}./."
        ),
    ),
)
_COLUMNS = (
    Column("TT", 9, "{{ loop.index }}"),
    Column("Loại ý kiến", 27, "{{ one.kind }}", left=True),
    Column("Ô", 28, "{{ one.where }}", left=True),
    Column("Nội dung", 52, "[{{ one.rule }}] {{ one.message }}", left=True),
    Column("Cách xử lý", 49, "{{ one.remedy }}", left=True),
)


def receipt() -> DocumentType:
    """Return the template of the receipt."""
    document = page.new_document()
    marked(document, "about.synthetic", "{{ synthetic_line }}")
    letterhead.header(document, "about.letterhead", numbered=False)
    _title(document)
    text(
        document,
        "{{ about.sender }} đã nhận và kiểm tra tệp báo cáo của {{ about.unit.name }}, kết quả "
        "như sau:",
    ).paragraph_format.space_before = Pt(12)
    subheading(document, "1. Tệp đã nhận")
    _received(document)
    subheading(document, "2. Kết quả tiếp nhận")
    _verdict(document)
    subheading(document, "3. Nội dung kiểm tra")
    _opinions(document)
    _what_next(document)
    letterhead.signature(document, "about.letterhead")
    return document


def _title(document: DocumentType) -> None:
    page.line(document, "PHIẾU TIẾP NHẬN BÁO CÁO", bold=True).paragraph_format.space_before = Pt(18)
    subject = "Kết quả thực hiện Kế hoạch số {{ about.plan_number }} {{ about.period }}"
    page.line(document, subject, bold=True)
    page.rule(document)
    letterhead.addressees(document, "about.letterhead")


def _received(document: DocumentType) -> None:
    made = page.table(document, (45, 120), len(_RECEIVED))
    for cells, (label, value) in zip(made.rows, _RECEIVED, strict=True):
        page.fill(cells.cells[0], label, page.TABLE)
        page.fill(cells.cells[1], value, 10 if "sha256" in value else page.TABLE)


def _verdict(document: DocumentType) -> None:
    for place, (name, verdict, sentence) in enumerate(_VERDICTS):
        word = "elif" if place else "if"
        directive(document, f"{word} receipt.verdict == '{name}'")
        paragraph = text(document, "")
        paragraph.add_run(verdict).bold = True
        paragraph.add_run(f" {sentence}")
    directive(document, "endif")


def _opinions(document: DocumentType) -> None:
    directive(document, "if not receipt.opinions")
    text(document, "Không có ý kiến.")
    directive(document, "else")
    entries(document, "one in receipt.opinions", _COLUMNS)
    directive(document, "endif")


def _what_next(document: DocumentType) -> None:
    """Say how to correct the return; a clean one is only to be kept."""
    for place, (condition, words) in enumerate(_NEXT):
        directive(document, f"{'elif' if place else 'if'} {condition}")
        last = text(document, words)
        last.paragraph_format.space_before = Pt(6)
        last.paragraph_format.keep_with_next = True
    directive(document, "endif")
