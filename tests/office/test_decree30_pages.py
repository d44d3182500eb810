"""Decree 30/2020/NĐ-CP, appendix I, measured with a ruler on the printed pages of the report."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import pytest

from lsreport.indicators.loader import load_plan
from lsreport.report.docx import render_report
from lsreport.report.figures import Register
from lsreport.report.letterhead import Signed
from support.pages import Page, Rule, fonts_of, pages_of, pdf_of, rules_of, sizes_of
from support.report import Sent, assessment_of, view_of

ISSUER = ("SỞ LAO ĐỘNG - THƯƠNG BINH", "VÀ XÃ HỘI")
SUBJECT = "Kết quả thực hiện Kế hoạch số 187/KH-UBND 6 tháng đầu năm 2024"
MOTTO = "Độc lập - Tự do - Hạnh phúc"
ANNEXES = ("Phụ lục I", "Phụ lục II", "Phụ lục III", "Phụ lục IV")
ABOUT = 0.6
"""Millimetres a printed edge may be off."""


@dataclass(frozen=True)
class Printed:
    pages: Sequence[Page]
    sizes: dict[str, tuple[float, bool, bool]]
    rules: Sequence[Rule]
    fonts: set[str]

    @property
    def upright(self) -> list[Page]:
        return [page for page in self.pages if page.width < page.height]


@pytest.fixture(scope="module")
def printed(tmp_path_factory: pytest.TempPathFactory) -> Printed:
    folder = tmp_path_factory.mktemp("decree")
    plan = load_plan("187")
    sent = {"186": None, "178": Sent({"CL_MOI": 2, "CL_CK": 2}), "180": Sent({"GV.covered": None})}
    signed = Signed("7", date(2024, 7, 9))
    view = view_of(plan, assessment_of(plan, sent), signed=signed)
    document = folder / "report.docx"
    document.write_bytes(render_report(view, Register()))
    pdf = pdf_of(document, folder / "profile")
    return Printed(pages_of(pdf), sizes_of(pdf), rules_of(pdf), fonts_of(pdf))


# --- the page -------------------------------------------------------------------------------


def test_every_page_is_a4(printed: Printed) -> None:
    for page in printed.pages:
        assert sorted((round(page.width), round(page.height))) == [210, 297]


def test_text_keeps_the_margins_of_the_decree_on_every_page(printed: Printed) -> None:
    for number, page in enumerate(printed.pages, 1):
        text = [word for word in page.words if word.top > 20 - ABOUT]
        assert min(word.left for word in text) >= 30 - ABOUT, number
        assert max(word.right for word in text) <= page.width - 15 + ABOUT, number
        assert max(word.bottom for word in text) <= page.height - 20 + ABOUT, number


def test_the_only_word_above_the_text_is_the_page_number_in_the_middle(printed: Printed) -> None:
    numbers = []
    for page in printed.pages:
        above = [word for word in page.words if word.bottom < 20]
        numbers.append(" ".join(word.text for word in above))
        for word in above:
            middle = 30 + (page.width - 30 - 15) / 2
            assert abs((word.left + word.right) / 2 - middle) < ABOUT
    starts = [
        place
        for place, page in enumerate(printed.pages)
        if " ".join(word.text for word in page.words[:3]).startswith("Phụ lục") or place == 0
    ]
    lengths = [end - start for start, end in zip(starts, [*starts[1:], len(numbers)], strict=True)]
    assert len(starts) == 1 + len(ANNEXES)
    expected = [["", *map(str, range(2, length + 1))] for length in lengths]
    assert numbers == [number for part in expected for number in part]


def test_everything_is_set_in_one_face(printed: Printed) -> None:
    # Liberation Serif stands in for Times New Roman where that is not installed.
    assert printed.fonts <= {"LiberationSerif", "TimesNewRomanPSMT", "TimesNewRomanPS"}
    assert printed.fonts


# --- the head -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "points", "bold", "italic"),
    [
        ("UBND TỈNH LẠNG SƠN", (12, 13), False, False),
        (ISSUER[0], (12, 13), True, False),
        (ISSUER[1], (12, 13), True, False),
        ("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", (12, 13), True, False),
        (MOTTO, (13, 14), True, False),
        ("Số: 07/BC-SLĐTBXH", (13, 13), False, False),
        ("Lạng Sơn, ngày 09 tháng 7 năm 2024", (13, 14), False, True),
        ("BÁO CÁO", (13, 14), True, False),
        (SUBJECT, (13, 14), True, False),
        ("Kính gửi: Ủy ban nhân dân tỉnh Lạng Sơn.", (13, 14), False, False),
        ("I. TÌNH HÌNH CHUNG VÀ CÔNG TÁC CHỈ ĐẠO, TRIỂN KHAI", (13, 14), True, False),
    ],
)
def test_size_and_style_of_each_part(
    printed: Printed, text: str, points: tuple[int, int], bold: bool, italic: bool
) -> None:
    size, *style = printed.sizes[text]
    assert points[0] <= round(size, 1) <= points[1]
    assert style == [bold, italic]


def test_the_first_page_stands_in_the_order_of_the_decree(printed: Printed) -> None:
    first = printed.pages[0]
    left = [first.line(text) for text in ("UBND TỈNH LẠNG SƠN", *ISSUER, "Số: 07/BC-SLĐTBXH")]
    right = [
        first.line("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"),
        first.line(MOTTO),
        first.line("Lạng Sơn, ngày 09 tháng 7 năm 2024"),
    ]
    for column in (left, right):
        assert [one.top for one in column] == sorted(one.top for one in column)
        middles = [(one.left + one.right) / 2 for one in column]
        assert max(middles) - min(middles) < 2 * ABOUT
    assert max(one.right for one in left) < min(one.left for one in right)
    assert abs(left[-1].bottom - right[-1].bottom) < ABOUT
    middle = 30 + (first.width - 45) / 2
    above = right[-1].bottom
    for text in ("BÁO CÁO", SUBJECT, "Kính gửi: Ủy ban nhân dân tỉnh Lạng Sơn."):
        line = first.line(text)
        assert line.top > above
        assert abs((line.left + line.right) / 2 - middle) < 2 * ABOUT
        above = line.top


def test_the_rules_are_as_long_as_the_lines_above_them_ask(printed: Printed) -> None:
    first = printed.pages[0]
    subject, motto, issuer = (first.line(text) for text in (SUBJECT, MOTTO, ISSUER[0]))
    under_issuer, under_motto, under_subject = sorted(printed.rules, key=_head_order)
    assert abs(under_motto.length - (motto.right - motto.left)) < 1
    for rule, line in ((under_issuer, issuer), (under_subject, subject)):
        assert 1 / 3 <= rule.length / (line.right - line.left) <= 1 / 2
        assert abs((rule.left + rule.right) - (line.left + line.right)) < 2
    assert under_motto.top > motto.bottom - 1
    assert under_issuer.top > first.line(ISSUER[1]).bottom - 1
    assert under_subject.top > subject.bottom - 1


def _head_order(rule: Rule) -> tuple[bool, float]:
    """Order the three rules of the first page: left of the head, right of it, under the title."""
    return rule.top > 60, rule.left


# --- the end of the text, and the annexes ---------------------------------------------------


def test_recipients_stand_left_and_the_signer_right_under_the_end_of_the_text(
    printed: Printed,
) -> None:
    page = next(one for one in printed.upright if any("./." in word.text for word in one.words))
    end = next(word for word in page.words if word.text.endswith("./."))
    recipients, signer = page.line("Nơi nhận:"), page.line("GIÁM ĐỐC")
    assert min(recipients.top, signer.top) > end.bottom - ABOUT
    assert recipients.right < page.width / 2 < signer.left
    listed = [page.line(text) for text in ("- Như trên;", "- Lưu: VT, BVCSTE.")]
    assert [one.left for one in listed] == pytest.approx([recipients.left] * 2, abs=ABOUT)
    assert sum(word.text.endswith("./.") for one in printed.pages for word in one.words) == 1


def test_each_annex_says_to_which_report_it_belongs(printed: Printed) -> None:
    attached = (
        "(Kèm theo Báo cáo số 07/BC-SLĐTBXH ngày 09 tháng 7 năm 2024 của Sở Lao động - Thương binh"
    )
    heads = [page for page in printed.pages if page.words[0].text == "Phụ"]
    assert [" ".join(word.text for word in page.words[:3]) for page in heads] == list(ANNEXES)
    for page in heads:
        head, below = page.line("Phụ lục"), page.line(attached)
        assert head.bottom < below.top
        assert 20 - ABOUT < head.top < 30


def test_no_page_is_empty_and_no_table_leaves_a_row_alone(printed: Printed) -> None:
    annexes = [place for place, page in enumerate(printed.pages) if page.words[0].text == "Phụ"]
    for place, page in enumerate(printed.pages):
        assert len(page.words) > 30, place
        assert not page.words[-1].text.endswith(":"), place
        # The numbers of rows stand in the first column, left of any other text.
        rows = [word for word in page.words if re.fullmatch(r"\d{1,2}", word.text)]
        numbered = [word for word in rows if word.left < 42 and word.top > 20]
        assert place < annexes[0] or len(numbered) != 1, place
