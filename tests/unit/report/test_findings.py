"""Open findings and accepted figures as rows: whose, where, what to do, and what is left unsaid."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from lsreport.domain.clock import LANG_SON
from lsreport.domain.finding import Finding, Severity, Waiver
from lsreport.domain.observation import Place
from lsreport.indicators.plan import Plan
from lsreport.report.annex_types import FindingRow, WaiverRow
from lsreport.report.view_types import ReportView
from support.report import FIRST_HALF, Sent, assessment_of, view_of

ERROR = "Lỗi, số liệu chưa được sử dụng"
QUERY = "Đề nghị kiểm tra, giải trình"
UNSAID = "Nội dung về số trường hợp trẻ em: ghi tại phụ lục làm việc."
TEXT_READ = "Ghi lại ở dạng số; nếu đã đọc đúng thì chỉ cần xác nhận."


def query(key: str, cell: str, label: str) -> Finding:
    """A query about a number stored as text."""
    facts = {"label": label, "content": "“2”", "number": "2"}
    place = Place("178.xlsx", "C. Hoạt động", cell)
    return Finding("LS221", Severity.QUERY, "178", FIRST_HALF, key, place, seen="2", facts=facts)


def error(key: str, cell: str, label: str) -> Finding:
    """An error about a blank."""
    place = Place("178.xlsx", "C. Hoạt động", cell)
    facts = {"label": label, "how": "Ghi số liệu."}
    return Finding("LS206", Severity.ERROR, "178", FIRST_HALF, key, place, facts=facts)


def waived(key: str, seen: str) -> Finding:
    waiver = Waiver(
        rule="LS221",
        unit="178",
        key=key,
        seen=seen,
        first=FIRST_HALF,
        until=FIRST_HALF,
        who="Trần Văn B",
        why="Đã đối chiếu sổ gốc",
        recorded=datetime(2024, 7, 5, tzinfo=LANG_SON),
    )
    return replace(query(key, "D9", "Lượt"), seen=seen, waived=waiver)


def view(plan: Plan, *findings: Finding, public: bool = False) -> ReportView:
    sent = {"178": Sent(findings=findings)}
    return view_of(plan, assessment_of(plan, sent), public=public)


def rows(view: ReportView) -> list[tuple[str, str, str]]:
    return [(row.kind, row.where, row.message) for row in view.findings]


def test_a_row_says_whose_figure_where_it_stands_and_what_to_do(plan: Plan) -> None:
    (row,) = view(plan, query("TT02", "D15", "TT02 Lượt người")).findings
    assert row == FindingRow(
        unit="178",
        unit_name="UBND thành phố Lạng Sơn",
        kind=QUERY,
        rule="LS221",
        label="Lượt người dự truyền thông trực tiếp",
        where="C. Hoạt động!D15",
        message="TT02 Lượt người: “2” được lưu dạng chữ; đã đọc là 2.",
        remedy=TEXT_READ,
    )


def test_errors_come_first_and_what_was_agreed_or_only_noted_is_left_out(plan: Plan) -> None:
    noted = replace(query("TT04", "D17", "TT04"), severity=Severity.NOTE)
    found = view(
        plan, query("TT02", "D15", "TT02"), noted, waived("TT01", "9"), error("TT03", "D16", "TT03")
    )
    assert [(kind, where) for kind, where, _message in rows(found)] == [
        (ERROR, "C. Hoạt động!D16"),
        (QUERY, "C. Hoạt động!D15"),
    ]


def test_cases_of_children_keep_their_place_and_lose_their_words(plan: Plan) -> None:
    label = plan.elements["CL_MOI"].label
    found = view(
        plan,
        query("CL_MOI", "D5", f"CL_MOI {label}"),
        query("TT02", "D15", f"TT02 so với {label}"),
        query("TT03", "D16", "TT03"),
    )
    assert [row.message for row in found.findings] == [
        UNSAID,
        UNSAID,
        "TT03: “2” được lưu dạng chữ; đã đọc là 2.",
    ]


def test_money_in_question_is_told_where_it_is_added(plan: Plan) -> None:
    asked = (query("KP01", "D50", "KP01"), query("KP02", "D51", "KP02"))
    for public in (False, True):
        (said,) = view(plan, *asked, public=public).funding_remarks
        assert str(said) == (
            "Số liệu kinh phí 6 tháng đầu năm 2024 đã cộng nhưng đang đề nghị đơn vị kiểm tra "
            "lại: UBND thành phố Lạng Sơn."
        )


def test_other_queries_errors_and_accepted_money_leave_funding_alone(plan: Plan) -> None:
    others = (query("TT02", "D15", "TT02"), error("KP02", "D51", "KP02"), waived("KP01", "2"))
    assert view(plan, *others).funding_remarks == ()


def test_what_concerns_the_period_stands_last(plan: Plan) -> None:
    assessment = assessment_of(plan, {"178": Sent(findings=(query("TT02", "D15", "TT02"),))})
    facts = {"label": "Tổng", "content": "“9”", "number": "9"}
    general = Finding("LS221", Severity.QUERY, None, FIRST_HALF, facts=facts)
    judged = replace(assessment.periods[FIRST_HALF], findings=(general,))
    found = view_of(plan, replace(assessment, periods={FIRST_HALF: judged}))
    last = found.findings[-1]
    assert len(found.findings) == 2
    assert (last.unit, last.unit_name, last.label, last.where) == (
        "",
        "Toàn tỉnh",
        "",
        "Cả báo cáo",
    )


def test_an_accepted_figure_is_masked_like_any_other(plan: Plan) -> None:
    few, many = view(plan, waived("CL_MOI", "3"), waived("TT02", "1400")).waivers
    assert (str(few.seen), few.why) == ("*", "lưu tại cơ quan tổng hợp")
    assert replace(many, seen=str(many.seen)) == WaiverRow(
        unit="178",
        unit_name="UBND thành phố Lạng Sơn",
        rule="LS221",
        label="Lượt người dự truyền thông trực tiếp",
        seen="1.400",
        until="6 tháng đầu năm 2024",
        who="Trần Văn B",
        why="Đã đối chiếu sổ gốc",
    )


def test_a_public_copy_lists_neither(plan: Plan) -> None:
    found = view(plan, query("TT02", "D15", "TT02"), waived("TT03", "9"), public=True)
    assert (found.findings, found.waivers) == ((), ())
