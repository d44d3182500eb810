"""Templates of the letters to the reporting units: opening the period, and reminding.

All their words stand here, in the tone each standing is owed: units that must report are required
to (yêu cầu), those the plan asks are asked (trân trọng đề nghị).
"""

from __future__ import annotations

import decree30 as page
import letterhead
from docx.document import Document as DocumentType
from docx.shared import Pt
from docx.text.paragraph import Paragraph
from template_words import directive, marked, subheading, text

_PLAN = (
    "Mục {{ letter.clause }} Kế hoạch số {{ letter.plan_number }} ngày "
    "{{ letter.plan_dated|short_date }} của UBND tỉnh Lạng Sơn về {{ letter.plan_about }}"
)
_REPORT = "báo cáo kết quả thực hiện Kế hoạch số {{ letter.plan_number }} {{ letter.period }}"
_DUE = (
    "ngày {{ letter.due.written|short_date }} ({{ letter.due.written|weekday }})"
    "{% if letter.due.moved != letter.due.written %}; do trùng ngày nghỉ, thời hạn được tính đến "
    "hết ngày {{ letter.due.moved|short_date }} ({{ letter.due.moved|weekday }}){% endif %}"
)
_WINDOW = (
    "từ ngày {{ letter.window[0]|short_date }} đến hết ngày {{ letter.window[1]|short_date }}"
    "{% if letter.local_window %}; riêng UBND các {{ letter.local }} từ ngày "
    "{{ letter.local_window[0]|short_date }} đến hết ngày {{ letter.local_window[1]|short_date }}"
    "{% endif %}"
)
_SEND_TO = "{{ letter.sender }} ({{ letter.send_to if letter.send_to else 'nơi nhận: …………………' }})"
_NOW = (
    "Tính đến ngày {{ letter.day|short_date }}"
    "{% if reminder.days_late %}, quá hạn {{ reminder.days_late|counted }} ngày làm việc"
    "{% endif %}, "
)
_REFUSED = (
    "tệp nhận ngày {{ unit.refused.day|short_date }} chưa được chấp nhận, cần gửi lại. Lý do: "
    "{{ unit.refused.reason }}"
)


def opening() -> DocumentType:
    """Return the template of the letter that asks for the returns of a period."""
    document = _begun(f"V/v {_REPORT}")
    text(
        document,
        f"Thực hiện {_PLAN}; để tổng hợp, báo cáo UBND tỉnh và {{{{ letter.ministry }}}} kết quả "
        "thực hiện {{ letter.period }}, {{ letter.sender }} thông báo việc lập và gửi báo cáo như "
        "sau:",
    ).paragraph_format.space_before = Pt(12)
    subheading(document, "1. Cơ quan, đơn vị báo cáo")
    directive(document, "for part in letter.parts")
    mark = "{{ (loop.index|letter) ~ ') ' if loop.length > 1 else '' }}"
    directive(document, "if part.standing == 'must'")
    text(
        document,
        f"{mark}Yêu cầu {{{{ part.units|length|counted }}}} cơ quan, đơn vị, địa phương được giao "
        "nhiệm vụ tại Kế hoạch lập và gửi báo cáo: {{ part.names|join('; ') }}.",
    )
    directive(document, "else")
    text(
        document,
        f"{mark}Trân trọng đề nghị {{{{ part.units|length|counted }}}} tổ chức quan tâm, phối hợp "
        "lập và gửi báo cáo: {{ part.names|join('; ') }}.",
    )
    directive(document, "endif")
    directive(document, "endfor")
    subheading(document, "2. Kỳ số liệu")
    text(document, f"Số liệu {_WINDOW}.")
    subheading(document, "3. Thời hạn gửi báo cáo")
    text(document, f"Theo Mục {{{{ letter.clause }}}} của Kế hoạch: {_DUE}.")
    subheading(document, "4. Biểu báo cáo")
    text(
        document,
        "Gửi kèm văn bản này {{ letter.forms|counted }} biểu Excel, mỗi cơ quan, đơn vị một tệp "
        "mang mã riêng. Đề nghị điền đúng tệp của cơ quan, đơn vị mình; trong kỳ không phát sinh "
        "thì ghi 0, chưa có số liệu thì để trống; không ghi thông tin cá nhân của trẻ em.",
    )
    subheading(document, "5. Nơi nhận báo cáo")
    text(document, f"Tệp Excel đã điền (.xlsx) và báo cáo giấy gửi về {_SEND_TO}.")
    last = text(
        document,
        "Trong quá trình thực hiện có khó khăn, vướng mắc, đề nghị thông tin về "
        "{{ letter.sender }} để phối hợp giải quyết./.",
    )
    return _ended(document, last)


def reminder() -> DocumentType:
    """Return the template of the letter to units whose return is missing past its due date."""
    urged = "{{ 'đôn đốc' if letter.parts[0].standing == 'must' else 'đề nghị' }}"
    document = _begun(f"V/v {urged} gửi {_REPORT}")
    text(
        document, f"Thực hiện {_PLAN}, thời hạn gửi báo cáo {{{{ letter.period }}}} là {_DUE}."
    ).paragraph_format.space_before = Pt(12)
    directive(document, "if letter.alone")
    _to_one(document)
    directive(document, "else")
    _to_several(document)
    directive(document, "endif")
    text(
        document,
        f"Báo cáo lập trên biểu Excel đã cấp, số liệu {_WINDOW}; tệp Excel (.xlsx) và báo cáo "
        f"giấy gửi về {_SEND_TO}.",
    )
    last = text(
        document,
        "{% if letter.parts[0].standing == 'must' %}Cơ quan, đơn vị không gửi báo cáo được ghi là "
        "chưa có số liệu trong báo cáo tổng hợp của tỉnh. {% endif %}Trường hợp đã "
        "gửi, đề nghị thông tin lại cho {{ letter.sender }} để đối chiếu./.",
    )
    return _ended(document, last)


def _to_one(document: DocumentType) -> None:
    directive(document, "for unit in letter.parts[0].units")
    text(
        document,
        f"{_NOW}{{{{ letter.sender }}}} chưa có báo cáo của {{{{ unit.name }}}}"
        f"{{% if unit.refused %}}: {_REFUSED}{{% else %}}.{{% endif %}}",
    )
    directive(document, "if letter.parts[0].standing == 'must'")
    text(
        document,
        "{{ letter.sender }} yêu cầu {{ unit.name }} gửi báo cáo ngay sau khi nhận được văn bản "
        "này.",
    )
    directive(document, "else")
    text(
        document,
        "{{ letter.sender }} trân trọng đề nghị {{ unit.name }} quan tâm, phối hợp, sớm gửi báo "
        "cáo.",
    )
    directive(document, "endif")
    directive(document, "endfor")


def _to_several(document: DocumentType) -> None:
    text(
        document,
        f"{_NOW}{{{{ letter.sender }}}} nhận được báo cáo của "
        "{{ reminder.received|counted }}/{{ reminder.expected|counted }} cơ quan, đơn vị; còn "
        "{{ reminder.missing|counted }} cơ quan, đơn vị chưa có báo cáo.",
    )
    directive(document, "for part in letter.parts")
    mark = "{{ loop.index ~ '. ' if loop.length > 1 else '' }}"
    directive(document, "if part.standing == 'must'")
    text(
        document,
        f"{mark}Yêu cầu {{{{ part.units|length|counted }}}} cơ quan, đơn vị, địa phương được giao "
        "nhiệm vụ tại Kế hoạch gửi báo cáo ngay sau khi nhận được văn bản này:",
    ).paragraph_format.keep_with_next = True
    directive(document, "else")
    text(
        document,
        f"{mark}Trân trọng đề nghị {{{{ part.units|length|counted }}}} tổ chức quan tâm, phối hợp, "
        "sớm gửi báo cáo:",
    ).paragraph_format.keep_with_next = True
    directive(document, "endif")
    directive(document, "for unit in part.units")
    text(
        document,
        f"- {{{{ unit.name }}}}{{% if unit.refused %}}: {_REFUSED}"
        "{% else %}{{ '.' if loop.last else ';' }}{% endif %}",
    )
    directive(document, "endfor")
    directive(document, "endfor")


# --- what both letters share ----------------------------------------------------------------


def _begun(about: str) -> DocumentType:
    document = page.new_document()
    marked(document, "letter.synthetic", "{{ synthetic_line }}")
    letterhead.header(document, "letter.letterhead", about)
    page.line(document, "", 8)
    letterhead.addressees(document, "letter.letterhead")
    return document


def _ended(document: DocumentType, last: Paragraph) -> DocumentType:
    """Add the signature block, which stays with the last paragraph."""
    last.paragraph_format.keep_with_next = True
    last.paragraph_format.space_after = Pt(12)
    letterhead.signature(document, "letter.letterhead")
    return document
