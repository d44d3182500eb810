"""The letters to the units, whole: what each standing is told, and in which tone."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime
from io import BytesIO
from pathlib import Path

import pytest
from docx import Document

from lsreport.checks.rejections import ENCRYPTED
from lsreport.domain.assessment import PeriodAssessment
from lsreport.domain.clock import LANG_SON
from lsreport.domain.period import Period
from lsreport.domain.submission import Cover, Rejected
from lsreport.domain.unit import Unit
from lsreport.errors import ConfigurationError
from lsreport.indicators import calendar
from lsreport.indicators.plan import Plan
from lsreport.report.letters import opening_letter, reminder, write_opening, write_reminder
from lsreport.report.office import DEFAULT_CONFIGURATION, parse_office
from support.letters import paragraphs
from support.report import FIRST_HALF, OFFICE, Sent, assessment_of

BLANK = "\N{NO-BREAK SPACE}" * 6
HALF_2025 = Period(2025, annual=False)
YEAR_2025 = Period(2025, annual=True)
NOVEMBER = date(2025, 11, 20)
HEAD_2024 = [
    "UBND TỈNH LẠNG SƠN",
    "SỞ LAO ĐỘNG - THƯƠNG BINH VÀ XÃ HỘI",
    "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
    "Độc lập - Tự do - Hạnh phúc",
    f"Số: {BLANK}/SLĐTBXH-BVCSTE",
]
HEAD_2025 = [
    "UBND TỈNH LẠNG SƠN",
    "SỞ Y TẾ",
    "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
    "Độc lập - Tự do - Hạnh phúc",
    f"Số: {BLANK}/SYT-DSTE",
]
PLAN = (
    "Thực hiện Mục V.14 Kế hoạch số 187/KH-UBND ngày 13/9/2021 của UBND tỉnh Lạng Sơn về thực hiện "
    "Chương trình phòng ngừa, giảm thiểu trẻ em lao động trái quy định của pháp luật tỉnh Lạng Sơn "
    "giai đoạn 2021 - 2025, định hướng đến năm 2030"
)
PLACE = "(nơi nhận: …………………)"
FOOT_2024 = [
    "Nơi nhận:",
    "- Như trên;",
    "- Giám đốc, các Phó Giám đốc Sở;",
    "- Lưu: VT, BVCSTE.",
    "GIÁM ĐỐC",
]
FOOT_2025 = [*FOOT_2024[:3], "- Lưu: VT, DSTE.", "GIÁM ĐỐC"]


def half_2024(plan: Plan, sent: Mapping[str, Sent | None]) -> PeriodAssessment:
    return assessment_of(plan, sent).periods[FIRST_HALF]


def silent(known: PeriodAssessment) -> list[Unit]:
    return [unit for unit in known.expected if unit.code not in known.returns]


def named(plan: Plan, period: Period, *codes: str) -> Sequence[Unit]:
    return [unit for unit in calendar.expected(plan, period) if unit.code in codes]


def reminded(plan: Plan, known: PeriodAssessment, today: date) -> list[str]:
    return paragraphs(write_reminder(reminder(plan, OFFICE, known, silent(known), today)))


def test_one_reminder_tells_both_standings_apart(plan: Plan) -> None:
    known = half_2024(plan, {"CAT": None, "184": None, "LDLD": None, "HND": None})
    received = datetime(2024, 7, 4, 9, 0, tzinfo=LANG_SON)
    found = ENCRYPTED.finding(unit="CAT", period=FIRST_HALF, file="bao cao.xlsx")
    file = Rejected("ab", "bao cao.xlsx", "CAT", FIRST_HALF, received, received, (found,))
    # From Saturday 6 July: 8 to 12, 15 and 16 July are working days.
    assert reminded(plan, replace(known, rejected={"CAT": file}), date(2024, 7, 16)) == [
        *HEAD_2024,
        "V/v đôn đốc gửi báo cáo kết quả thực hiện Kế hoạch số 187/KH-UBND 6 tháng đầu năm 2024",
        f"Lạng Sơn, ngày{BLANK}tháng 7 năm 2024",
        "Kính gửi:",
        "- Công an tỉnh;",
        "- Liên đoàn Lao động tỉnh;",
        "- Hội Nông dân tỉnh;",
        "- UBND huyện Văn Quan.",
        f"{PLAN}, thời hạn gửi báo cáo 6 tháng đầu năm 2024 là ngày 05/7/2024 (thứ Sáu).",
        (
            "Tính đến ngày 16/7/2024, quá hạn 07 ngày làm việc, Sở Lao động - Thương binh và Xã "
            "hội nhận được báo cáo của 25/29 cơ quan, đơn vị; còn 04 cơ quan, đơn vị chưa có báo "
            "cáo."
        ),
        (
            "1. Yêu cầu 02 cơ quan, đơn vị, địa phương được giao nhiệm vụ tại Kế hoạch gửi báo "
            "cáo ngay sau khi nhận được văn bản này:"
        ),
        (
            "- Công an tỉnh: tệp nhận ngày 04/7/2024 chưa được chấp nhận, cần gửi lại. Lý do: "
            "Tệp bao cao.xlsx được đặt mật khẩu mở."
        ),
        "- UBND huyện Văn Quan.",
        "2. Trân trọng đề nghị 02 tổ chức quan tâm, phối hợp, sớm gửi báo cáo:",
        "- Liên đoàn Lao động tỉnh;",
        "- Hội Nông dân tỉnh.",
        (
            "Báo cáo lập trên biểu Excel đã cấp, số liệu từ ngày 15/12/2023 đến hết ngày "
            "14/6/2024; tệp Excel (.xlsx) và báo cáo giấy gửi về Sở Lao động - Thương binh và Xã "
            f"hội {PLACE}."
        ),
        (
            "Cơ quan, đơn vị không gửi báo cáo được ghi là chưa có số liệu trong báo cáo tổng "
            "hợp của tỉnh. Trường hợp đã gửi, đề nghị thông tin lại cho Sở Lao động - Thương "
            "binh và Xã hội để đối chiếu./."
        ),
        *FOOT_2024,
    ]


def test_a_unit_that_must_report_is_required_to(plan: Plan) -> None:
    known = assessment_of(plan, {"184": None}, HALF_2025).periods[HALF_2025]
    # Due on Saturday 5 July, moved to Monday 7 July: 8 to 11 July.
    assert reminded(plan, known, date(2025, 7, 12)) == [
        *HEAD_2025,
        "V/v đôn đốc gửi báo cáo kết quả thực hiện Kế hoạch số 187/KH-UBND 6 tháng đầu năm 2025",
        f"Lạng Sơn, ngày{BLANK}tháng 7 năm 2025",
        "Kính gửi: UBND huyện Văn Quan.",
        (
            f"{PLAN}, thời hạn gửi báo cáo 6 tháng đầu năm 2025 là ngày 05/7/2025 (thứ Bảy); do "
            "trùng ngày nghỉ, thời hạn được tính đến hết ngày 07/7/2025 (thứ Hai)."
        ),
        (
            "Tính đến ngày 12/7/2025, quá hạn 04 ngày làm việc, Sở Y tế chưa có báo cáo của UBND "
            "huyện Văn Quan."
        ),
        "Sở Y tế yêu cầu UBND huyện Văn Quan gửi báo cáo ngay sau khi nhận được văn bản này.",
        (
            "Báo cáo lập trên biểu Excel đã cấp, số liệu từ ngày 15/12/2024 đến hết ngày "
            f"14/6/2025; tệp Excel (.xlsx) và báo cáo giấy gửi về Sở Y tế {PLACE}."
        ),
        (
            "Cơ quan, đơn vị không gửi báo cáo được ghi là chưa có số liệu trong báo cáo tổng "
            "hợp của tỉnh. Trường hợp đã gửi, đề nghị thông tin lại cho Sở Y tế để đối chiếu./."
        ),
        *FOOT_2025,
    ]


def test_a_unit_the_plan_asks_is_asked_and_told_no_days_before_a_working_day_has_passed(
    plan: Plan,
) -> None:
    known = half_2024(plan, {"HND": None})
    received = datetime(2024, 7, 5, 23, 0, tzinfo=LANG_SON)
    found = ENCRYPTED.finding(unit="HND", period=FIRST_HALF, file="a.xlsx")
    file = Rejected("ab", "a.xlsx", "HND", FIRST_HALF, received, received, (found,))
    # Friday 5 July was the last day: on Sunday no working day is late.
    assert reminded(plan, replace(known, rejected={"HND": file}), date(2024, 7, 7)) == [
        *HEAD_2024,
        "V/v đề nghị gửi báo cáo kết quả thực hiện Kế hoạch số 187/KH-UBND 6 tháng đầu năm 2024",
        f"Lạng Sơn, ngày{BLANK}tháng 7 năm 2024",
        "Kính gửi: Hội Nông dân tỉnh.",
        f"{PLAN}, thời hạn gửi báo cáo 6 tháng đầu năm 2024 là ngày 05/7/2024 (thứ Sáu).",
        (
            "Tính đến ngày 07/7/2024, Sở Lao động - Thương binh và Xã hội chưa có báo cáo của "
            "Hội Nông dân tỉnh: tệp nhận ngày 05/7/2024 chưa được chấp nhận, cần gửi lại. Lý do: "
            "Tệp a.xlsx được đặt mật khẩu mở."
        ),
        (
            "Sở Lao động - Thương binh và Xã hội trân trọng đề nghị Hội Nông dân tỉnh quan tâm, "
            "phối hợp, sớm gửi báo cáo."
        ),
        (
            "Báo cáo lập trên biểu Excel đã cấp, số liệu từ ngày 15/12/2023 đến hết ngày "
            "14/6/2024; tệp Excel (.xlsx) và báo cáo giấy gửi về Sở Lao động - Thương binh và Xã "
            f"hội {PLACE}."
        ),
        (
            "Trường hợp đã gửi, đề nghị thông tin lại cho Sở Lao động - Thương binh và Xã hội để "
            "đối chiếu./."
        ),
        *FOOT_2024,
    ]


def test_the_opening_letter_asks_for_the_returns(plan: Plan) -> None:
    units = calendar.expected(plan, HALF_2025)
    letter = opening_letter(plan, OFFICE, HALF_2025, units, date(2025, 6, 16))
    assert paragraphs(write_opening(letter)) == [
        *HEAD_2025,
        "V/v báo cáo kết quả thực hiện Kế hoạch số 187/KH-UBND 6 tháng đầu năm 2025",
        f"Lạng Sơn, ngày{BLANK}tháng 6 năm 2025",
        "Kính gửi:",
        "- Sở Nội vụ;",
        "- Sở Giáo dục và Đào tạo;",
        "- Báo Lạng Sơn;",
        "- Đài Phát thanh và Truyền hình tỉnh;",
        "- Sở Văn hóa, Thể thao và Du lịch;",
        "- Công an tỉnh;",
        "- Sở Nông nghiệp và Môi trường;",
        "- Sở Công Thương;",
        "- Sở Tài chính;",
        "- Liên đoàn Lao động tỉnh;",
        "- Liên minh Hợp tác xã tỉnh;",
        "- Ủy ban Mặt trận Tổ quốc Việt Nam tỉnh;",
        "- Đoàn TNCS Hồ Chí Minh tỉnh;",
        "- Hội Liên hiệp Phụ nữ tỉnh;",
        "- Hội Nông dân tỉnh;",
        "- Hội Cựu chiến binh tỉnh;",
        "- Hội Bảo trợ người khuyết tật và bảo vệ quyền trẻ em tỉnh;",
        "- UBND các huyện, thành phố.",
        (
            f"{PLAN}; để tổng hợp, báo cáo UBND tỉnh và Bộ Y tế kết quả thực hiện 6 tháng đầu năm "
            "2025, Sở Y tế thông báo việc lập và gửi báo cáo như sau:"
        ),
        "1. Cơ quan, đơn vị báo cáo",
        (
            "a) Yêu cầu 21 cơ quan, đơn vị, địa phương được giao nhiệm vụ tại Kế hoạch lập và "
            "gửi báo cáo: Sở Y tế; Sở Nội vụ; Sở Giáo dục và Đào tạo; Báo Lạng Sơn; Đài Phát "
            "thanh và Truyền hình tỉnh; Sở Văn hóa, Thể thao và Du lịch; Công an tỉnh; Sở Nông "
            "nghiệp và Môi trường; Sở Công Thương; Sở Tài chính; UBND các huyện, thành phố (11 "
            "đơn vị)."
        ),
        (
            "b) Trân trọng đề nghị 08 tổ chức quan tâm, phối hợp lập và gửi báo cáo: Liên đoàn "
            "Lao động tỉnh; Liên minh Hợp tác xã tỉnh; Ủy ban Mặt trận Tổ quốc Việt Nam tỉnh; "
            "Đoàn TNCS Hồ Chí Minh tỉnh; Hội Liên hiệp Phụ nữ tỉnh; Hội Nông dân tỉnh; Hội Cựu "
            "chiến binh tỉnh; Hội Bảo trợ người khuyết tật và bảo vệ quyền trẻ em tỉnh."
        ),
        "2. Kỳ số liệu",
        "Số liệu từ ngày 15/12/2024 đến hết ngày 14/6/2025.",
        "3. Thời hạn gửi báo cáo",
        (
            "Theo Mục V.14 của Kế hoạch: ngày 05/7/2025 (thứ Bảy); do trùng ngày nghỉ, thời hạn "
            "được tính đến hết ngày 07/7/2025 (thứ Hai)."
        ),
        "4. Biểu báo cáo",
        (
            "Gửi kèm văn bản này 29 biểu Excel, mỗi cơ quan, đơn vị một tệp mang mã riêng. Đề "
            "nghị điền đúng tệp của cơ quan, đơn vị mình; trong kỳ không phát sinh thì ghi 0, "
            "chưa có số liệu thì để trống; không ghi thông tin cá nhân của trẻ em."
        ),
        "5. Nơi nhận báo cáo",
        f"Tệp Excel đã điền (.xlsx) và báo cáo giấy gửi về Sở Y tế {PLACE}.",
        (
            "Trong quá trình thực hiện có khó khăn, vướng mắc, đề nghị thông tin về Sở Y tế để "
            "phối hợp giải quyết./."
        ),
        *FOOT_2025,
    ]


def test_an_opening_letter_to_units_of_one_standing_has_no_points(plan: Plan) -> None:
    units = named(plan, FIRST_HALF, "HND", "HCCB")
    letter = opening_letter(plan, OFFICE, FIRST_HALF, units, date(2024, 6, 17))
    assert (letter.forms, letter.letterhead.addressees) == (
        2,
        ("Hội Nông dân tỉnh", "Hội Cựu chiến binh tỉnh"),
    )
    assert (
        "Trân trọng đề nghị 02 tổ chức quan tâm, phối hợp lập và gửi báo cáo: Hội Nông dân tỉnh; "
        "Hội Cựu chiến binh tỉnh."
    ) in paragraphs(write_opening(letter))


def test_an_opening_letter_written_after_the_due_date_is_that_of_the_due_date(plan: Plan) -> None:
    units = calendar.expected(plan, FIRST_HALF)
    letter = opening_letter(plan, OFFICE, FIRST_HALF, units, date(2026, 11, 24))
    assert (letter.day, letter.sender) == (
        date(2024, 7, 5),
        "Sở Lao động - Thương binh và Xã hội",
    )


def test_communes_of_2025_are_asked_for_their_part_of_the_year(plan: Plan) -> None:
    units = calendar.expected(plan, YEAR_2025)
    letter = opening_letter(plan, OFFICE, YEAR_2025, units, NOVEMBER)
    assert (
        "Số liệu từ ngày 15/12/2024 đến hết ngày 14/12/2025; riêng UBND các xã, phường từ ngày "
        "15/6/2025 đến hết ngày 14/12/2025."
    ) in paragraphs(write_opening(letter))
    alone = opening_letter(plan, OFFICE, YEAR_2025, named(plan, YEAR_2025, "06253"), NOVEMBER)
    assert (alone.window, alone.local_window) == ((date(2025, 6, 15), date(2025, 12, 14)), None)


def addressees(plan: Plan, period: Period, units: Sequence[Unit], today: date) -> tuple[str, ...]:
    return opening_letter(plan, OFFICE, period, units, today).letterhead.addressees


def test_many_local_units_stand_on_one_line_of_the_addressees(plan: Plan) -> None:
    communes = [unit for unit in calendar.expected(plan, YEAR_2025) if "local" in unit.roles]
    assert len(communes) == 65
    assert addressees(plan, YEAR_2025, communes, NOVEMBER) == ("UBND các xã, phường",)
    assert addressees(plan, YEAR_2025, communes[:9], NOVEMBER) == (
        "UBND các xã, phường có tên trong văn bản này",
    )
    assert addressees(plan, YEAR_2025, communes[:8], NOVEMBER) == tuple(
        unit.name for unit in communes[:8]
    )


def test_a_body_writes_to_itself_only_when_to_nobody_else(plan: Plan) -> None:
    both = named(plan, HALF_2025, "SYT", "CAT")
    today = date(2025, 6, 16)
    assert addressees(plan, HALF_2025, both, today) == ("Công an tỉnh",)
    assert addressees(plan, HALF_2025, both[:1], today) == ("Sở Y tế",)


def test_the_place_returns_go_to_comes_from_the_configuration(plan: Plan) -> None:
    given = "Phòng Dân số - Trẻ em, hộp thư & <trực tuyến>"
    office = parse_office(DEFAULT_CONFIGURATION.replace('send_to = ""', f'send_to = "{given}"'))
    units = calendar.expected(plan, HALF_2025)
    letter = opening_letter(plan, office, HALF_2025, units, date(2025, 6, 16))
    assert f"Tệp Excel đã điền (.xlsx) và báo cáo giấy gửi về Sở Y tế ({given})." in paragraphs(
        write_opening(letter)
    )


def test_a_letter_that_rests_on_made_up_figures_says_so_first(plan: Plan) -> None:
    sent = Sent(cover=Cover(contact="Số liệu mô phỏng"))
    known = half_2024(plan, {"184": None, "178": sent})
    assert reminded(plan, known, date(2024, 7, 8))[0] == "SỐ LIỆU MÔ PHỎNG, KHÔNG PHẢI SỐ LIỆU THẬT"


def test_the_page_is_that_of_decree_30(plan: Plan) -> None:
    letter = opening_letter(plan, OFFICE, HALF_2025, named(plan, HALF_2025, "CAT"), NOVEMBER)
    section = Document(BytesIO(write_opening(letter))).sections[0]
    size = (section.page_width, section.page_height)
    margins = (section.top_margin, section.bottom_margin, section.left_margin, section.right_margin)
    lengths = [round(one.mm) for one in (*size, *margins) if one is not None]
    assert lengths == [210, 297, 20, 20, 30, 15]


def test_the_same_letter_is_the_same_bytes(plan: Plan) -> None:
    known = half_2024(plan, {"184": None})
    made = [
        write_reminder(reminder(plan, OFFICE, known, silent(known), date(2024, 7, day)))
        for day in (8, 8, 9)
    ]
    assert made[0] == made[1] != made[2]


def test_an_office_may_word_its_own_letters(plan: Plan, tmp_path: Path) -> None:
    own = Document()
    own.add_paragraph("{% if letter.synthetic %}{{ synthetic_line }}{% endif %}")
    own.add_paragraph("Nhắc {{ letter.forms|counted }} đơn vị, {{ reminder.days_late }} ngày.")
    own.save(str(tmp_path / "reminder.docx"))
    known = half_2024(plan, {"184": None})
    letter = reminder(plan, OFFICE, known, silent(known), date(2024, 7, 9))
    assert paragraphs(write_reminder(letter, tmp_path)) == ["Nhắc 01 đơn vị, 2 ngày."]
    own.add_paragraph("{{ letter.nothing }}")
    own.save(str(tmp_path / "reminder.docx"))
    with pytest.raises(
        ConfigurationError, match=r"reminder\.docx · paragraph 3 · .* letter\.nothing"
    ):
        write_reminder(letter, tmp_path)


def test_an_office_without_letters_is_told_what_to_add(plan: Plan) -> None:
    without = DEFAULT_CONFIGURATION[: DEFAULT_CONFIGURATION.rindex("[office.letters]")]
    known = assessment_of(plan, {"184": None}, HALF_2025).periods[HALF_2025]
    with pytest.raises(ConfigurationError) as failure:
        reminder(plan, parse_office(without), known, silent(known), date(2025, 7, 12))
    assert str(failure.value) == (
        "lsreport.toml: the [[office]] entry from 01/3/2025 has no [office.letters]. Add it with "
        "symbol, recipients and send_to; `lsreport init` in an empty folder writes an example."
    )
