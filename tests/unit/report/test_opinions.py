"""Findings as their unit reads them: in which order, where, and in which words."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

from lsreport.domain.finding import Finding, Severity, Waiver
from lsreport.domain.observation import Place
from lsreport.domain.period import Period
from lsreport.report.opinions import Opinion, opinions_of
from lsreport.report.ranking import Rank

H1 = Period.parse("2024-H1")
CELL = Place("178.xlsx", "A. Độ bao phủ", "G9")
AGREED = Waiver("LS504", "178", "agreed", "9", H1, H1, "A", "B", datetime(2024, 7, 9, tzinfo=UTC))


def finding(severity: Severity, key: str, place: Place | None = CELL) -> Finding:
    """A finding whose message says `key`."""
    facts = {"by": key, "document": "Báo cáo số 27"}
    return Finding("LS504", severity, "178", H1, key, place, "178.xlsx", facts=facts)


def about(opinion: Opinion) -> str:
    """The key its message says."""
    return opinion.message.removeprefix("Báo cáo do ").partition(" nhập thay")[0]


def test_errors_then_queries_by_rank_then_notes_and_what_was_agreed_last() -> None:
    found = (
        replace(finding(Severity.ERROR, "agreed"), waived=AGREED),
        finding(Severity.NOTE, "note"),
        finding(Severity.QUERY, "later"),
        finding(Severity.QUERY, "sooner"),
        finding(Severity.ERROR, "one"),
        finding(Severity.ERROR, "two"),
    )
    ranks = {found[2].id: Rank(2, ()), found[3].id: Rank(1, ("2.2",))}
    told = opinions_of(found, "178.xlsx", ranks)
    assert [(one.kind, about(one)) for one in told] == [
        ("Lỗi, số liệu chưa được sử dụng", "one"),
        ("Lỗi, số liệu chưa được sử dụng", "two"),
        ("Đề nghị kiểm tra, giải trình", "sooner"),
        ("Đề nghị kiểm tra, giải trình", "later"),
        ("Lưu ý", "note"),
        ("Đã chấp nhận", "agreed"),
    ]
    assert told[-1].remedy == "Số liệu được giữ nguyên, không phải sửa."


def test_only_a_cell_of_the_file_itself_is_a_place() -> None:
    other = Place("2023-178.xlsx", "A. Độ bao phủ", "G9")
    found = (
        finding(Severity.QUERY, "here"),
        finding(Severity.QUERY, "elsewhere", other),
        finding(Severity.QUERY, "nowhere", None),
    )
    told = opinions_of(found, "178.xlsx")
    assert [(one.place, one.where) for one in told] == [
        (CELL, "A. Độ bao phủ!G9"),
        (None, "Cả báo cáo"),
        (None, "Cả báo cáo"),
    ]
