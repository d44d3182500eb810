"""The charts of a review: ratios over the years against their level, and how many are reached."""

from __future__ import annotations

from collections.abc import Sequence

from lsreport.report import figures, numbers
from lsreport.report.charted import AGES, GOAL, LEVEL, Chart, Look, Series, has_share
from lsreport.report.figures import Figure, say
from lsreport.report.material import lower_first
from lsreport.report.review_types import TrendRow
from lsreport.report.view_types import TargetRow

_VERDICTS: tuple[tuple[str, Look], ...] = (
    ("Đạt", "black"),
    ("Không phát sinh", "hatched"),
    ("Chưa đủ cơ sở", "light"),
    ("Chưa đạt", "white"),
    (numbers.MISSING, "dark"),
)
"""Verdict of a year in few words, and how its part of a bar looks."""
_NO_FIGURES = "Chưa có số liệu"
VERDICT_NAMES = tuple(_NO_FIGURES if name == numbers.MISSING else name for name, _look in _VERDICTS)
"""Names of the series of the chart of verdicts, in its order."""
_TITLE = "Tỷ lệ thực hiện qua các năm"
_OVER_USED = (
    "Thanh là tỷ lệ tại các đơn vị có số liệu; năm nào chưa đủ cơ sở đánh giá ghi tại bảng kết quả "
    "qua các năm."
)
"""Several years side by side leave no room for the range of each."""


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
    bars = tuple(
        Series(f"Năm {heads[at]}", tuple(row.shown[at] for row in drawn), look)
        for at, look in zip(range(first, len(heads)), looks, strict=True)
    )
    level = Series(LEVEL, tuple(_level(row) for row in drawn), "level")
    return Chart(
        code=code,
        title=_TITLE if not title else f"{_TITLE} ({lower_first(title)})",
        alt_text=(
            "Biểu đồ thanh ngang: mỗi mục tiêu có một thanh cho mỗi năm có số liệu, năm gần nhất "
            "đậm nhất; khung rỗng là mức chỉ tiêu đến năm cuối. Năm chưa có số liệu không có "
            "thanh. Số liệu của biểu đồ tại bảng kết quả qua các năm."
        ),
        category_title=GOAL,
        value_title="Tỷ lệ (%)",
        categories=tuple(row.label for row in drawn),
        series=(*bars, level),
        notes=(say(_OVER_USED),),
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
    judged = [row for row in rows if row.number and row.first_met not in {"-", numbers.MASKED}]
    if not judged:
        return None
    counts = {
        verdict: tuple(
            figures.count(
                sum(row.verdicts[at] == verdict for row in judged),
                f"targets {verdict} {head}",
            )
            for at, head in enumerate(heads)
        )
        for verdict, _look in _VERDICTS
    }
    hidden = any(row.first_met == numbers.MASKED for row in rows)
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
        series=tuple(
            Series(_NO_FIGURES if verdict == numbers.MISSING else verdict, counts[verdict], look)
            for verdict, look in _VERDICTS
            if any(one.value for one in counts[verdict])
        ),
        stacked=True,
        notes=(note,) if hidden else (),
    )
