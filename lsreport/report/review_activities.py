"""Parts I.2, III and IV of a review: activities and money year by year.

Flows of different years are added, a first half never: its year contains it. What stands at the
end of a year is not added, nor what several units may count alike.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from lsreport.indicators.plan import Plan
from lsreport.report import figures, numbers
from lsreport.report.activities import DIRECTION, FUNDING, TASKS, activity_group, silent_units
from lsreport.report.by_year import dated_figure
from lsreport.report.figures import Figure, Prose, say
from lsreport.report.findings import money_in_question
from lsreport.report.material import Material, lower_first
from lsreport.report.review_types import YearlyGroup, YearlyRow
from lsreport.report.sentences import ratio_of_units
from lsreport.report.view_types import ActivityRow

_FLOWS = frozenset({"flow", "attendance"})
"""Measures whose years may be added."""
_NOT_ADDED = (
    "Không cộng vì nhiều đơn vị có thể cùng báo cáo một việc, xem báo cáo từng năm: {list}."
)
_SIGNS = frozenset({numbers.MISSING, numbers.NOT_APPLICABLE, numbers.NO_BASE, numbers.MASKED})


def yearly_group(years: Sequence[Material], section: str) -> YearlyGroup:
    """Return the figures of a section over the years; `years` run without a gap, oldest first."""
    groups = [activity_group(one, section) for one in years]
    tables = [{row.code: row for row in group.rows} for group in groups]
    codes = _ordered(years[-1].plan, [code for table in tables for code in table])
    rows = tuple(
        _row(years, [table.get(code) for table in tables], _flows(years[-1].plan, code))
        for code in codes
    )
    title = groups[-1].title
    return YearlyGroup(section, title, tuple(_filled(rows)), tuple(_paragraphs(rows)))


def silences(years: Sequence[Material]) -> Iterator[Prose]:
    """Yield, year by year, which units gave no figure of any section.

    A unit that ended within a year owes it a first half only: its silence stands in no list of
    missing annual returns.
    """
    for one in years:
        groups = [activity_group(one, section) for section in (DIRECTION, *TASKS, FUNDING)]
        units = silent_units(one, groups, f"activities silent {one.period.id}")
        if units is not None:
            yield say(
                "Số liệu hoạt động và kinh phí năm {year} chưa gồm {units}.",
                year=str(one.period.year),
                units=units,
            )


def money_doubted(years: Sequence[Material]) -> Iterator[Prose]:
    """Yield, year by year, whose figures of money are added while a query on them is open."""
    for one in years:
        yield from money_in_question(one, activity_group(one, FUNDING))


def _ordered(plan: Plan, codes: Sequence[str]) -> list[str]:
    found = set(codes)
    return [code for code in plan.elements if code in found]


def _flows(plan: Plan, code: str) -> bool:
    return plan.elements[code].measure in _FLOWS


def _row(years: Sequence[Material], found: Sequence[ActivityRow | None], flows: bool) -> YearlyRow:
    latest = next(row for row in reversed(found) if row is not None)
    cells = tuple(
        _cell(latest.code, row, material) for row, material in zip(found, years, strict=True)
    )
    asked = [row for row in found if row is not None and row.expected]
    known = ratio_of_units(
        sum(row.used > 0 for row in asked), len(asked), f"{latest.code} years with figures"
    )
    return YearlyRow(
        code=latest.code,
        label=latest.label,
        counted_in=latest.counted_in,
        indent=latest.indent,
        additive=latest.additive,
        years=cells,
        total=_total(latest.code, years, cells, added=flows and latest.additive),
        known=known,
    )


def _cell(code: str, row: ActivityRow | None, material: Material) -> Figure:
    if row is None or not row.expected:
        return figures.symbol(numbers.NOT_APPLICABLE, f"{code} total {material.period.id}")
    return dated_figure(row.total, material.period)


def _total(code: str, years: Sequence[Material], cells: Sequence[Figure], *, added: bool) -> Figure:
    """Return the sum over the years with figures; one that is hidden hides the sum."""
    of = f"{code} total {years[0].period.id}..{years[-1].period.id}"
    if any(one.text == numbers.MASKED for one in cells):
        return figures.symbol(numbers.MASKED, of)
    known = [one for one in cells if isinstance(one.value, int)]
    if not added:
        return figures.symbol(numbers.NOT_APPLICABLE, of)
    if not known:
        return figures.symbol(numbers.MISSING, of)
    value = sum(one.value for one in known if isinstance(one.value, int))
    evidence = tuple(cell for one in known for cell in one.evidence)
    make = figures.million if known[0].style == "million" else figures.count
    return make(value, of, evidence)


def _filled(rows: Sequence[YearlyRow]) -> Iterator[YearlyRow]:
    """Yield the rows that have a figure above zero, with those they are part of."""
    kept = False
    for row in rows:
        if not row.indent:
            kept = _says(row)
        if kept and (_says(row) or not row.indent):
            yield row


def _says(row: YearlyRow) -> bool:
    return any(one.value or _is_word(one) or one.text == numbers.MASKED for one in row.years)


def _is_word(figure: Figure) -> bool:
    """Say whether a figure is an answer in words, such as `Đang vận hành`."""
    return figure.style == "symbol" and figure.text not in _SIGNS


def _paragraphs(rows: Sequence[YearlyRow]) -> Iterator[Prose]:
    """Yield what never occurred, what nobody gave figures of, and what is not added."""
    silent = [row for row in rows if not row.indent and not _says(row)]
    zero = [row.label for row in silent if any(one.value == 0 for one in row.years)]
    rest = [row for row in silent if row.label not in zero]
    apart = [row.label for row in rest if not row.additive and _given(row)]
    unknown = [row.label for row in rest if row.label not in apart and _asked(row)]
    for text, labels in (
        ("Chưa phát sinh trong các năm có số liệu: {list}.", zero),
        ("Chưa có số liệu của năm nào: {list}.", unknown),
        (_NOT_ADDED, apart),
    ):
        if labels:
            yield say(text, list="; ".join(lower_first(label) for label in labels))


def _given(row: YearlyRow) -> bool:
    return row.known.figures[0].value != 0


def _asked(row: YearlyRow) -> bool:
    return any(one.text == numbers.MISSING for one in row.years)
