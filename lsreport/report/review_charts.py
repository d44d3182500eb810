"""The charts of a review: ratios over the years against their level, and how many are reached."""

from __future__ import annotations

from collections.abc import Sequence

from lsreport.indicators.outcome import Verdict
from lsreport.report import figures, numbers
from lsreport.report.charted import (
    AGES,
    BOUNDS,
    GOAL,
    LEVEL,
    Chart,
    Look,
    Series,
    has_share,
    ranged,
)
from lsreport.report.figures import Figure, say
from lsreport.report.material import lower_first
from lsreport.report.review_series import verdict_of
from lsreport.report.review_types import TrendRow
from lsreport.report.view_types import TargetRow

_VERDICTS: tuple[tuple[Verdict | None, str, Look], ...] = (
    (Verdict.MET, "Đạt", "black"),
    (Verdict.NO_CASES, "Không phát sinh", "grey"),
    (Verdict.UNDETERMINED, "Chưa đủ cơ sở", "light"),
    (Verdict.NOT_MET, "Chưa đạt", "white"),
    (None, "Chưa có số liệu", "hatched"),
)
"""Verdict of a year, what its series is called, and how its part of a bar looks."""
VERDICT_NAMES = tuple(name for _verdict, name, _look in _VERDICTS)
"""Names of the series of the chart of verdicts, in its order."""
_TITLE = "Tỷ lệ thực hiện qua các năm"


def trend_chart(
    code: str, title: str, rows: Sequence[TrendRow], heads: Sequence[str]
) -> Chart | None:
    """Return the judged ratios of some rows over the last years; None without any ratio.

    `title` is the goal they belong to, empty for those of all goals.
    """
    drawn = [row for row in rows if _has_ratio(row)]
    if not drawn:
        return None
    first = max(len(heads) - len(AGES), 0)
    looks = AGES[: len(heads) - first][::-1]
    bars = [
        _bars(drawn, at, f"Năm {heads[at]}", look)
        for at, look in zip(range(first, len(heads)), looks, strict=True)
    ]
    level = Series(LEVEL, tuple(_level(row) for row in drawn), "level")
    return Chart(
        code=code,
        title=_TITLE if not title else f"{_TITLE} ({lower_first(title)})",
        alt_text=(
            "Biểu đồ thanh ngang: mỗi mục tiêu có một thanh cho mỗi năm có số liệu, năm gần nhất "
            "đậm nhất; khung rỗng là mức chỉ tiêu đến năm cuối; đoạn thẳng có chặn hai đầu là "
            f"khoảng {BOUNDS}. Năm chưa có số liệu không có thanh. Số liệu của biểu đồ tại bảng "
            "kết quả qua các năm."
        ),
        category_title=GOAL,
        value_title="Tỷ lệ (%)",
        categories=tuple(row.label for row in drawn),
        series=(*bars, level),
    )


def _bars(rows: Sequence[TrendRow], at: int, name: str, look: Look) -> Series:
    """Return the ratios of one year, each with the range it may lie in."""
    nothing = figures.symbol(numbers.MISSING, name)
    years = [row.years[at] for row in rows]
    return ranged(
        name,
        [row.shown[at] for row in rows],
        [nothing if one is None else one.low for one in years],
        [nothing if one is None else one.high for one in years],
        look,
    )


def _has_ratio(row: TrendRow) -> bool:
    return _level(row).value is not None and any(map(has_share, row.shown))


def _level(row: TrendRow) -> Figure:
    levels = [one.level for one in row.years if isinstance(one, TargetRow) and one.level]
    return levels[-1] if levels else figures.symbol(numbers.NOT_APPLICABLE, f"{row.code} level")


def verdict_chart(rows: Sequence[TrendRow], heads: Sequence[str]) -> Chart | None:
    """Return how many targets each year was on record as met, not met or open.

    What the document hides is in none of the counts; None where nothing is left.
    """
    judged = [row for row in rows if row.number and row.found is not None]
    if not judged:
        return None
    series = tuple(
        Series(
            name,
            tuple(
                figures.count(
                    sum(verdict_of(row.years[at]) is verdict for row in judged),
                    f"targets {name} {head}",
                )
                for at, head in enumerate(heads)
            ),
            look,
        )
        for verdict, name, look in _VERDICTS
    )
    note = say("Không gồm mục tiêu không công bố do số trường hợp nhỏ.")
    return Chart(
        code="verdicts",
        title="Số mục tiêu theo kết quả đánh giá từng năm",
        alt_text=(
            "Biểu đồ thanh ngang chồng: mỗi năm một thanh, chia theo số mục tiêu đạt, không phát "
            "sinh, chưa đủ cơ sở đánh giá, chưa đạt và chưa có số liệu."
        ),
        category_title="Năm",
        value_title="Số mục tiêu",
        categories=tuple(f"Năm\N{NO-BREAK SPACE}{head}" for head in heads),
        series=tuple(one for one in series if any(count.value for count in one.values)),
        stacked=True,
        notes=(note,) if any(row.masked for row in rows) else (),
    )
