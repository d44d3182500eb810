from __future__ import annotations

from datetime import date

from lsreport.domain.finding import Finding, Severity
from lsreport.domain.submission import ReferenceFigure
from lsreport.i18n import Catalogue
from support.checks import H1, submission, told
from support.patterns import assessed

UNITS = ("178", "180", "181", "182")


def listed(unit: str, value: int, dated: date = date(2023, 12, 31)) -> ReferenceFigure:
    return ReferenceFigure(unit, "NL18", value, dated, "Dân cư", 2)


TABLE = [listed(unit, 1000) for unit in UNITS[:3]]


def returned(*counts: int) -> list[Finding]:
    """Judge districts with so many adults against a table that has 1000 of each of the first."""
    sent = [
        submission(unit, changes={"NL18.total": count})
        for unit, count in zip(UNITS, counts, strict=False)
    ]
    return [one for one in assessed(sent, *TABLE).findings if one.rule == "LS605"]


def test_a_sum_far_from_the_table_is_asked_about() -> None:
    (finding,) = returned(1000, 1001, 1150)
    label = (
        "NL18 Cha, mẹ, người chăm sóc trẻ em, người dân từ 18 tuổi trở lên được cung cấp thông tin"
    )
    assert finding == Finding(
        rule="LS605",
        severity=Severity.QUERY,
        unit=None,
        period=H1,
        key="NL18.total",
        seen="3151",
        expected="3000",
        facts={
            "label": label,
            "count": 3151,
            "listed": 3000,
            "share": "5%",
            "units": "181, 180, 178",
        },
    )
    assert told(finding)[4] == (
        "…: the units add up to 3,151, the reference table to 3,000 (over 5%)."
    )
    assert [one.seen for one in returned(1000, 900, 949)] == ["2849"]


def test_a_sum_within_a_twentieth_is_not() -> None:
    assert returned(1000, 1000, 1150) == []
    assert returned(1000, 900, 950) == []


def test_only_units_on_both_sides_are_added() -> None:
    assert returned(1000, 1000) == []
    assert returned(1000, 1000, 1000, 5000) == []


def test_the_latest_figure_of_the_window_is_compared() -> None:
    sent = [submission("178", changes={"NL18.total": 1200})]
    table = [listed("178", 1000), listed("178", 1200, date(2024, 6, 14))]
    assert [one.rule for one in assessed(sent, *table).findings if one.rule == "LS605"] == []
    later = listed("178", 1200, date(2024, 6, 15))
    assert [one.seen for one in assessed(sent, table[0], later).findings if one.unit is None] == [
        "1200"
    ]


def test_what_the_table_does_not_have_is_not_passed() -> None:
    judged = assessed([submission("SGDDT")], *TABLE)
    (untested,) = (one for one in judged.not_testable if one.rule == "LS605")
    assert Catalogue("en").text(untested.reason, **untested.facts) == (
        "no reference figure of the units that gave theirs: GV_S.total, HS16.total, CC_T.total"
    )
    assert untested.unit is None
