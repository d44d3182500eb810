"""What annex IV says of released periods whose returns were sent again."""

from __future__ import annotations

from lsreport.domain.assessment import Assessment
from lsreport.domain.observation import Observation, State
from lsreport.domain.period import Period
from lsreport.domain.submission import Cover
from lsreport.indicators.plan import Plan
from lsreport.report.annex_types import RestatedRow
from support.report import FIRST_HALF, Sent, assessment_of, view_of

YEAR = Period(2024, annual=True)
ORDINARY = Sent()
TOWN = "UBND thành phố Lạng Sơn"
LABEL = (
    "TE615 Trẻ em từ đủ 6 đến dưới 16 tuổi được cung cấp thông tin (trừ học sinh trường thuộc Sở "
    "Giáo dục và Đào tạo)"
)


def sent_again(**changes: object) -> Sent:
    """The town's second sending; its return of another content has another digest."""
    return Sent({"TE615.reached": 50, **changes}, revision=2, cover=Cover(sending=2))


def restated(
    plan: Plan,
    told: Sent | None,
    now: Sent,
    neighbour: Sent = ORDINARY,
    *,
    public: bool = False,
) -> tuple[RestatedRow, ...]:
    """What the report of the year says of the half before it."""
    before = assessment_of(plan, {"178": told, "180": neighbour})
    after = assessment_of(plan, {"178": now, "180": neighbour})
    year = assessment_of(plan, {}, YEAR)
    known = Assessment({**after.periods, **year.periods})
    return view_of(plan, known, YEAR, released=[(FIRST_HALF, before)], public=public).restated


def told(row: RestatedRow) -> tuple[str, ...]:
    return (str(row.was), str(row.now), str(row.why), row.verdict)


def test_a_figure_is_restated_with_what_was_told_and_why(plan: Plan) -> None:
    (row,) = restated(plan, Sent(), sent_again())
    assert (row.period, row.unit) == ("6 tháng đầu năm 2024", TOWN)
    assert row.label == f"{LABEL}, cột “số trong năm”"
    assert told(row) == ("85", "50", "Gửi lại lần 2", "2.2: không đổi")
    assert [one.value for one in (row.was, row.now)] == [85, 50]
    assert [[cell.key for cell in one.evidence] for one in (row.was, row.now)] == [
        ["TE615.reached"],
        ["TE615.reached"],
    ]


def test_a_verdict_that_changed_is_told(plan: Plan) -> None:
    rows = restated(plan, Sent(), sent_again(CL_MOI=7))
    assert [row.verdict for row in rows if "CL_MOI" in row.label] == ["1.1: Đạt → Chưa đạt"]


def test_few_cases_are_starred(plan: Plan) -> None:
    rows = restated(plan, Sent({"CL_MOI": 9}), sent_again(CL_MOI=2))
    row = next(one for one in rows if one.label.startswith("CL_MOI"))
    assert (str(row.was), str(row.now)) == ("9", "*")
    assert [cell.value for cell in row.now.evidence] == [None]


def test_a_public_copy_does_not_say_that_hidden_figures_changed(plan: Plan) -> None:
    few = Sent({"NC_CK": 2})
    many = Sent({"NC_CK": 9}), sent_again(NC_CK=12)
    for neighbour, public, told_of in ((few, False, 2), (few, True, 1), (ORDINARY, True, 2)):
        rows = restated(plan, *many, neighbour, public=public)
        assert len(rows) == told_of, (neighbour, public)


def test_a_public_copy_does_not_quote_the_reason_of_a_unit(plan: Plan) -> None:
    again = sent_again(**{"GV.losses": 3, "GV.reason": "Đếm trùng"})
    rows = restated(plan, Sent(), again, public=True)
    assert {str(row.why) for row in rows} == {"Gửi lại lần 2"}
    assert [one for row in rows for one in (row.was, row.now) if getattr(one, "evidence", ())] == []


def test_a_public_copy_stars_the_verdict_of_what_it_hides(plan: Plan) -> None:
    few = Sent({"NC_CK": 2})
    (row,) = restated(plan, None, Sent(), few, public=True)
    verdicts = row.verdict.split("; ")
    assert "1.3: *" in verdicts
    assert "1.1: Chưa đủ cơ sở đánh giá → Đạt" in verdicts


def test_a_figure_withdrawn_or_not_applicable_has_its_sign(plan: Plan) -> None:
    away = Observation("", State.NOT_APPLICABLE, None, None)
    rows = restated(plan, Sent(), sent_again(**{"TE615.reached": None, "GV.total": away}))
    assert {(str(row.was), str(row.now)) for row in rows} == {("85", "…"), ("100", "x")}


def test_the_reason_beside_the_figure_comes_before_the_sending(plan: Plan) -> None:
    rows = restated(plan, Sent(), sent_again(**{"GV.losses": 3, "GV.reason": "Đếm trùng"}))
    assert {told(row)[:3] for row in rows} == {
        ("0", "3", "Lý do của đơn vị: Đếm trùng"),
        ("85", "50", "Gửi lại lần 2"),
    }


def test_a_reason_that_looks_personal_is_not_printed(plan: Plan) -> None:
    rows = restated(plan, Sent(), sent_again(**{"GV.losses": 3, "GV.reason": "Gọi 0912345678"}))
    assert {str(row.why) for row in rows} == {"Gửi lại lần 2"}


def test_money_is_restated_in_million(plan: Plan) -> None:
    rows = restated(plan, Sent(), sent_again(KP01=13_000))
    row = next(one for one in rows if one.label.startswith("KP01"))
    assert told(row) == ("12,5", "13", "Gửi lại lần 2", "Không tính vào chỉ tiêu")


def test_a_return_that_came_after_the_release_is_one_row(plan: Plan) -> None:
    (row,) = restated(plan, None, Sent())
    assert row.label == "Toàn bộ báo cáo"
    assert told(row)[:3] == ("Chưa gửi", "Đã gửi", "Gửi sau khi báo cáo đã phát hành")
    assert row.verdict.startswith("1.1: Chưa đủ cơ sở đánh giá → Đạt; 1.2: ")


def test_the_same_return_is_not_restated(plan: Plan) -> None:
    assert restated(plan, Sent(), Sent()) == ()
