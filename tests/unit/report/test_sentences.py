"""Wording against hand-worked outcomes: the text is the office's own, figure by figure."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from fractions import Fraction

import pytest

from lsreport.domain.observation import Absence, State
from lsreport.indicators.outcome import Bounds, Outcome, Owners, UnitFigure, Verdict
from lsreport.indicators.plan import Target
from lsreport.report import last_year, sentences
from lsreport.report.figures import Register
from lsreport.report.sentences import Subject

EIGHTY = Target(op=">=", value="0.80", words="80%", source="", until=date(2025, 12, 31))
NINETY = Target(op=">=", value="0.90", words="từ 90% trở lên", source="", until=date(2025, 12, 31))
WHOLE = Target(op=">=", value="1", words="100%", source="", until=date(2025, 12, 31))
LOCAL = ("178", "180", "181")
CHILDREN = Subject(
    code="2.2",
    people="trẻ em",
    to_be_reached=True,
    local_noun="huyện, thành phố",
    local=frozenset(LOCAL),
)


def unit(code: str, n: int | None, d: int | None) -> UnitFigure:
    return UnitFigure(code, n, d, State.VALUE if n is not None else State.MISSING, None)


def outcome(
    n: int | None,
    d: int | None,
    verdict: Verdict,
    target: Target | None = EIGHTY,
    owners: Owners | None = None,
    bounds: tuple[str, str] | None = None,
    break_even: str | None = None,
    share: str | None = None,
    units: tuple[UnitFigure, ...] = (),
) -> Outcome:
    ratio = Fraction(n, d) if n is not None and d else None
    low, high = (Fraction(one) for one in bounds) if bounds else (ratio, ratio)
    return Outcome(
        code="2.2",
        clause="II.2.b-2",
        kind="coverage",
        target=target,
        numerator=n,
        denominator=d,
        verdict=verdict,
        bounds=None if low is None or high is None else Bounds(low, high),
        break_even=Fraction(break_even) if break_even else None,
        denominator_share=Fraction(share) if share else None,
        owners=owners or Owners(expected=12, used=12),
        units=units,
    )


def one_missing(**overrides: object) -> Outcome:
    base = outcome(
        151_000,
        190_000,
        Verdict.UNDETERMINED,
        owners=Owners(expected=12, used=11, missing=("186",)),
        bounds=("151000/204000", "165000/204000"),
        break_even="12200/14000",
        share="190000/204000",
    )
    return replace(base, **overrides)


def said(subject: Subject, of: Outcome) -> str:
    return str(sentences.judgement(subject, of))


def test_counts_and_ratio_of_a_result() -> None:
    found = sentences.result(CHILDREN, one_missing())
    assert str(found) == "151.000/190.000 trẻ em, tỷ lệ 79,47%"


def test_an_estimate_says_so() -> None:
    found = sentences.result(replace(CHILDREN, estimated=1), one_missing())
    assert str(found) == "151.000/190.000 trẻ em, tỷ lệ 79,47% (số ước tính)"


def test_a_share_among_few_cases_is_printed_as_counts() -> None:
    subject = replace(CHILDREN, share_of_cases=True)
    assert str(sentences.result(subject, outcome(2, 5, Verdict.NO_TARGET))) == "02/05 trẻ em"


def test_nobody_gives_no_result() -> None:
    assert sentences.result(CHILDREN, outcome(None, None, Verdict.UNDETERMINED)) is None


def test_bounds_leave_a_verdict_open_with_its_break_even() -> None:
    assert said(CHILDREN, one_missing()) == (
        "Do còn 01/12 đơn vị chưa có số liệu (khoảng 6,9% tổng số trẻ em), tỷ lệ toàn tỉnh nằm "
        "trong khoảng từ 74,0% đến 80,9%; chưa đủ cơ sở kết luận mức đạt mục tiêu 80%. Để toàn "
        "tỉnh đạt 80%, tỷ lệ bình quân tại đơn vị chưa báo cáo phải từ 87,2% trở lên."
    )


def test_a_unit_in_doubt_has_reported_and_is_not_called_silent() -> None:
    doubtful = UnitFigure("186", None, 14_000, State.MISSING, Absence.QUARANTINED)
    silent = UnitFigure("187", None, None, State.MISSING, Absence.NOT_RECEIVED)
    assert "bình quân tại đơn vị chưa có số liệu phải" in said(
        CHILDREN, one_missing(units=(doubtful, silent))
    )
    assert "bình quân tại đơn vị chưa báo cáo phải" in said(CHILDREN, one_missing(units=(silent,)))


def test_a_break_even_of_everybody_has_no_way_up() -> None:
    every = one_missing(break_even=Fraction(1))
    assert said(CHILDREN, every).endswith("tại đơn vị chưa báo cáo phải bằng 100%.")


def test_bounds_can_settle_a_verdict() -> None:
    met = one_missing(
        verdict=Verdict.MET,
        break_even=None,
        bounds=Bounds(Fraction(165, 204), Fraction(179, 204)),
    )
    assert said(CHILDREN, met) == (
        "Do còn 01/12 đơn vị chưa có số liệu (khoảng 6,9% tổng số trẻ em), tỷ lệ toàn tỉnh nằm "
        "trong khoảng từ 80,8% đến 87,8%; đã đạt mức mục tiêu năm 2025 (80%)."
    )
    not_met = one_missing(
        verdict=Verdict.NOT_MET,
        break_even=None,
        bounds=Bounds(Fraction(73, 100), Fraction(7996, 10000)),
    )
    assert said(CHILDREN, not_met) == (
        "Do còn 01/12 đơn vị chưa có số liệu (khoảng 6,9% tổng số trẻ em), tỷ lệ toàn tỉnh nằm "
        "trong khoảng từ 73,0% đến 79,96%; chưa đạt mức mục tiêu năm 2025 (80%)."
    )


def test_without_bounds_nothing_is_concluded() -> None:
    found = one_missing(bounds=None, break_even=None, denominator_share=None)
    assert said(CHILDREN, found) == (
        "Còn 01/12 đơn vị chưa có số liệu; chưa đủ cơ sở kết luận mức đạt mục tiêu 80%."
    )


def test_one_short_unit_settles_a_target_of_everybody() -> None:
    found = one_missing(
        verdict=Verdict.NOT_MET, target=WHOLE, bounds=None, break_even=None, denominator_share=None
    )
    assert said(replace(CHILDREN, to_be_reached=False), found) == (
        "Chưa đạt mục tiêu (100%); còn 01/12 đơn vị chưa có số liệu."
    )


def test_a_missed_level_says_by_how_much_how_many_and_where_it_is_reached() -> None:
    found = outcome(
        79_000,
        100_000,
        Verdict.NOT_MET,
        units=(unit("178", 90, 100), unit("180", 80, 100), unit("181", 79, 100)),
    )
    assert said(CHILDREN, found) == (
        "Chưa đạt mức mục tiêu năm 2025 (80%), thấp hơn 1,00 điểm %. Còn thiếu 1.000 trẻ em để "
        "đạt mức 80%; 02/03 huyện, thành phố đã đạt."
    )


def test_a_single_person_short_is_padded() -> None:
    found = outcome(89, 100, Verdict.NOT_MET, target=NINETY)
    assert said(CHILDREN, found) == (
        "Chưa đạt mức mục tiêu năm 2025 (từ 90% trở lên), thấp hơn 1,00 điểm %. Còn thiếu 01 trẻ "
        "em để đạt mức 90%."
    )


@pytest.mark.parametrize(
    ("n", "text"),
    [
        (83_200, "Đã đạt mức mục tiêu năm 2025 (80%), vượt 3,20 điểm %."),
        (80_000, "Đã đạt mức mục tiêu năm 2025 (80%)."),
    ],
)
def test_a_reached_level_says_by_how_much_it_is_passed(n: int, text: str) -> None:
    assert said(CHILDREN, outcome(n, 100_000, Verdict.MET)) == text


def test_a_target_that_binds_all_along_names_no_year() -> None:
    subject = replace(CHILDREN, to_be_reached=False)
    found = outcome(5, 5, Verdict.MET, target=WHOLE)
    assert said(subject, found) == "Đạt mục tiêu (100%)."
    assert sentences.verdict_text(subject, found) == "Đạt mục tiêu"


@pytest.mark.parametrize(
    ("verdict", "text"),
    [
        (Verdict.MET, "Đã đạt mức mục tiêu năm 2025"),
        (Verdict.NOT_MET, "Chưa đạt mức mục tiêu năm 2025"),
        (Verdict.UNDETERMINED, "Chưa đủ cơ sở đánh giá"),
        (Verdict.NO_CASES, "Không phát sinh"),
    ],
)
def test_verdicts_in_the_table(verdict: Verdict, text: str) -> None:
    assert sentences.verdict_text(CHILDREN, outcome(1, 2, verdict)) == text


def test_after_2025_no_level_is_claimed() -> None:
    found = outcome(79, 100, Verdict.NO_TARGET, target=None)
    assert sentences.verdict_text(CHILDREN, found) == "Chưa giao chỉ tiêu"
    assert sentences.judgement(CHILDREN, found) is None


def test_without_a_target_bounds_are_still_given() -> None:
    found = one_missing(verdict=Verdict.NO_TARGET, target=None, break_even=None)
    assert said(CHILDREN, found) == (
        "Do còn 01/12 đơn vị chưa có số liệu (khoảng 6,9% tổng số trẻ em), tỷ lệ toàn tỉnh nằm "
        "trong khoảng từ 74,0% đến 80,9%."
    )


def test_no_notified_case_gives_no_ratio() -> None:
    found = outcome(0, 0, Verdict.NO_CASES)
    assert said(replace(CHILDREN, notified=True), found) == (
        "Trong kỳ không phát sinh trường hợp được thông báo; không tính tỷ lệ."
    )


def test_no_case_at_all_is_said_as_not_detected() -> None:
    found = outcome(0, 0, Verdict.NO_CASES)
    assert said(CHILDREN, found) == "Chưa phát hiện trường hợp; không tính tỷ lệ."


def test_a_population_nobody_has_is_not_applicable() -> None:
    nobody = Owners(expected=1, used=1, not_applicable=("SYT",))
    found = outcome(0, 0, Verdict.NO_CASES, owners=nobody)
    assert said(CHILDREN, found) == (
        "Các đơn vị báo cáo không áp dụng nội dung này; không tính tỷ lệ."
    )


def test_bounds_that_touch_may_be_equal_so_no_rise_is_said() -> None:
    before = outcome(78, 100, Verdict.NOT_MET, bounds=("75/100", "80/100"))
    now = outcome(82, 100, Verdict.MET, bounds=("80/100", "85/100"))
    assert last_year.change(CHILDREN, now, before) is None
    assert last_year.change(CHILDREN, before, now) is None
    level = outcome(80, 100, Verdict.MET)
    assert last_year.change(CHILDREN, level, level) == 0


def test_a_rise_is_said_only_where_bounds_leave_no_doubt() -> None:
    before = outcome(70, 100, Verdict.NOT_MET)
    now = outcome(7_231, 10_000, Verdict.NOT_MET)
    assert str(last_year.comparison(CHILDREN, now, before)) == (
        "So với cùng kỳ năm trước (70,00%) tăng 2,31 điểm %."
    )
    assert str(last_year.comparison(CHILDREN, before, now)) == (
        "So với cùng kỳ năm trước (72,31%) giảm 2,31 điểm %."
    )
    assert str(last_year.comparison(CHILDREN, now, now)) == "Bằng cùng kỳ năm trước (72,31%)."
    doubtful = replace(now, bounds=Bounds(Fraction(69, 100), Fraction(3, 4)))
    assert last_year.comparison(CHILDREN, doubtful, before) is None
    assert last_year.comparison(CHILDREN, replace(now, bounds=None), before) is None
    assert last_year.comparison(CHILDREN, now, None) is None


def test_few_cases_are_never_said_to_fall() -> None:
    subject = replace(CHILDREN, share_of_cases=True, least_cases=5)
    four, five = outcome(1, 4, Verdict.NO_TARGET), outcome(3, 5, Verdict.NO_TARGET)
    assert last_year.comparison(subject, four, five) is None
    assert str(last_year.comparison(subject, outcome(1, 5, Verdict.NO_TARGET), five)) == (
        "So với cùng kỳ năm trước (60,00%) giảm 40,00 điểm %."
    )


def test_every_figure_of_a_sentence_is_registered_with_what_it_measures() -> None:
    register = Register()
    judged = sentences.judgement(CHILDREN, one_missing())
    assert judged is not None
    register.figure(judged)
    assert [(figure.of, figure.text) for figure in register.printed] == [
        ("2.2 missing", "01"),
        ("2.2 missing expected", "12"),
        ("2.2 missing_share", "6,9%"),
        ("2.2 low", "74,0%"),
        ("2.2 high", "80,9%"),
        ("2.2 level", "80%"),
        ("2.2 level", "80%"),
        ("2.2 break_even", "87,2%"),
    ]
