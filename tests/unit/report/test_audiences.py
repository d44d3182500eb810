"""The ministry's copy: its addressee, the national levels, what it is asked; and the marks."""

from __future__ import annotations

from datetime import date
from io import BytesIO

from docx import Document

from lsreport.domain.period import Period
from lsreport.domain.submission import ReferenceFigure
from lsreport.indicators.plan import Plan
from lsreport.report.docx import render_working_annex
from lsreport.report.figures import Register
from lsreport.report.texts import Texts
from lsreport.report.view_types import Audience, ReportView
from support.report import Sent, assessment_of, view_of

DISTRICTS = ("178", "180", "181", "182", "183", "184", "185", "186", "187", "188", "189")
POPULATION = tuple(
    ReferenceFigure(code, "TE517", 10_000, date(2023, 12, 31), "Dân số", line)
    for line, code in enumerate(DISTRICTS, 2)
)


def copy_for(plan: Plan, audience: Audience) -> ReportView:
    assessment = assessment_of(plan, {"178": Sent({"CL_MOI": 6, "CL_CK": 6})}, reference=POPULATION)
    return view_of(plan, assessment, audience=audience)


def levels(view: ReportView) -> dict[str, str]:
    rows = (row for group in view.targets for row in group.rows)
    return {row.code if not row.line else f"{row.code}/{row.line}": str(row.levels) for row in rows}


def test_the_national_level_stands_beside_that_of_the_plan(plan: Plan) -> None:
    shown = levels(copy_for(plan, "ministry"))
    assert {code: text for code, text in shown.items() if "cả nước" in text} == {
        "1.1": "Duy trì không có (cả nước: giảm xuống còn 4,9%; không so sánh trực tiếp)",
        "1.3": "từ 90% trở lên (cả nước: trên 90%)",
        "2.1b": "80% (cả nước: 70%)",
        "2.2": "80% (cả nước: 70%)",
        "3.1/commune": "- (cả nước: 70%)",
    }
    assert not [text for text in levels(copy_for(plan, "province")).values() if "cả nước" in text]


def test_the_national_level_ends_with_its_decision(plan: Plan) -> None:
    period = Period.parse("2026-H1")
    view = view_of(plan, assessment_of(plan, {}, period), period, audience="ministry")
    assert not [text for text in levels(view).values() if "cả nước" in text]


def test_cases_stand_beside_the_population_the_national_rate_is_measured_on(plan: Plan) -> None:
    said = copy_for(plan, "ministry").targets[0].paragraphs[0].text
    assert said.endswith(
        "Mức chung của cả nước (782/QĐ-TTg): giảm xuống còn 4,9% (tỷ lệ theo điều tra mẫu trên dân "
        "số từ 5 đến 17 tuổi: không so sánh trực tiếp). Số trường hợp ghi nhận trên dân số từ 5 "
        "đến 17 tuổi của đơn vị có số liệu (bảng số liệu tham chiếu, ngày 31/12/2023): 06/110.000."
    )
    unknown = view_of(plan, assessment_of(plan, {}), audience="ministry")
    assert "trên dân số từ 5 đến 17 tuổi của đơn vị" not in unknown.targets[0].paragraphs[0].text


def test_the_ministry_is_not_asked_to_chase_units(plan: Plan) -> None:
    silent = assessment_of(plan, {"186": None})
    province, ministry = (
        [one.to for one in view_of(plan, silent, audience=to).proposals]
        for to in ("province", "ministry")
    )
    to_ministry = "Với Bộ Lao động - Thương binh và Xã hội"
    assert province == [to_ministry, "Với UBND tỉnh", "Với các sở, ngành, địa phương"]
    assert ministry == [to_ministry]
    texts = Texts({"VII.2": ("Bố trí kinh phí.",)})
    written = view_of(plan, silent, audience="ministry", texts=texts).proposals
    assert [(one.to, [str(text) for text in one.paragraphs]) for one in written] == [
        (to_ministry, ["Chưa có đề xuất, kiến nghị."]),
        ("Với UBND tỉnh", ["Bố trí kinh phí."]),
    ]


def test_each_copy_goes_to_its_own_addressee(plan: Plan) -> None:
    to = {audience: copy_for(plan, audience).letterhead for audience in ("province", "ministry")}
    assert to["province"].addressees == ("Ủy ban nhân dân tỉnh Lạng Sơn",)
    assert to["ministry"].addressees == ("Bộ Lao động - Thương binh và Xã hội",)
    assert "UBND tỉnh" in to["ministry"].recipients
    year = view_of(
        plan,
        assessment_of(plan, {}, Period.parse("2025-H1")),
        Period.parse("2025-H1"),
        audience="ministry",
    )
    assert year.letterhead.addressees == ("Bộ Y tế (Cục Bà mẹ và Trẻ em)",)


def test_every_page_of_the_working_annex_is_marked(plan: Plan) -> None:
    view = view_of(plan, assessment_of(plan, {"178": Sent({"CL_MOI": 2, "CL_CK": 2})}))
    document = Document(BytesIO(render_working_annex(view, Register())))
    feet = [
        [paragraph.text for paragraph in foot.paragraphs]
        for section in document.sections
        for foot in (section.first_page_footer, section.footer)
    ]
    assert feet == [["LƯU HÀNH NỘI BỘ"]] * (2 * len(document.sections))
