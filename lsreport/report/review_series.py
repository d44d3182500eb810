"""An indicator or line over the years: the rows of each year's report, side by side."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from lsreport.indicators.outcome import Outcome, Verdict
from lsreport.report import figures, numbers
from lsreport.report.by_year import dated_row
from lsreport.report.figures import Figure, Prose, join, say
from lsreport.report.material import Material
from lsreport.report.milestones import Milestone, milestone
from lsreport.report.sentences import VERDICTS
from lsreport.report.subjects import subject_of
from lsreport.report.targets import target_groups
from lsreport.report.view_types import TargetRow

NOT_JUDGED = "-"
"""In place of a level or a verdict, for a line that is shown and not judged."""
_SHORT = {**VERDICTS, Verdict.UNDETERMINED: "Chưa đủ cơ sở"}
Key = tuple[str, str | None]
"""Code of an indicator, and of its line."""


@dataclass(frozen=True, slots=True)
class Series:
    """An indicator or line with its row and its outcome in each year, oldest first."""

    rows: tuple[TargetRow | None, ...]
    """None in a year whose report does not show it: its last owner had ended."""
    outcomes: tuple[Outcome, ...]
    shown: tuple[Figure, ...]
    """The figure of the trend: the ratio, or the count of a zero target."""
    cells: tuple[Prose, ...]
    """The same as a table prints it: a share of few cases as counts."""
    details: tuple[Prose, ...]
    """Counts, ratio, range, units with figures, and verdict."""

    @property
    def latest(self) -> TargetRow:
        """The row of the last year it was shown in: it names and judges the whole."""
        return next(row for row in reversed(self.rows) if row is not None)

    @property
    def judged(self) -> bool:
        """Whether there was a level to reach in any year."""
        return any(row is not None and has_level(row) for row in self.rows)

    @property
    def masked(self) -> bool:
        """Whether the document hides it."""
        return any(row is not None and row.verdict_text == numbers.MASKED for row in self.rows)

    @property
    def found(self) -> Milestone:
        """When it was first met, and after."""
        return milestone([verdict_of(row) for row in self.rows])

    def is_known(self, at: int) -> bool:
        """Say whether anybody gave figures for a year, given by its place."""
        outcome = self.outcomes[at]
        return self.rows[at] is not None and (
            outcome.owners.used > 0 or outcome.verdict is Verdict.NOT_MET
        )


def has_level(row: TargetRow) -> bool:
    """Say whether a level was to be reached in the year of a row."""
    return row.target not in {NOT_JUDGED, VERDICTS[Verdict.NO_TARGET]}


def verdict_of(row: TargetRow | None) -> Verdict | None:
    """Return the verdict of a year; None where nobody gave figures for it."""
    if row is None or not has_level(row):
        return Verdict.NO_TARGET
    silent = row.used.value == 0 and row.verdict is Verdict.UNDETERMINED
    return None if silent else row.verdict


def short_verdict(row: TargetRow | None) -> str:
    """Return the verdict of a year in few words; `…` where nobody gave figures for it."""
    if row is None or not has_level(row):
        return NOT_JUDGED
    if row.verdict_text == numbers.MASKED:
        return numbers.MASKED
    verdict = verdict_of(row)
    return numbers.MISSING if verdict is None else _SHORT[verdict]


def heads_of(years: Sequence[Material]) -> tuple[str, ...]:
    """Return what heads the column of each year."""
    return tuple(str(one.period.year) for one in years)


def all_series(years: Sequence[Material]) -> dict[Key, Series]:
    """Return every indicator and line that a report of these years shows, in the plan's order."""
    tables = [
        {(row.code, row.line): row for group in target_groups(one) for row in group.rows}
        for one in years
    ]
    outcomes = [dict(_keyed(one.outcomes)) for one in years]
    return {
        key: _series(
            years,
            key,
            [
                dated_row(table[key], one.period) if key in table else None
                for table, one in zip(tables, years, strict=True)
            ],
            [one[key] for one in outcomes],
        )
        for key in outcomes[-1]
        if any(key in table for table in tables)
    }


def _keyed(outcomes: Sequence[Outcome]) -> Iterator[tuple[Key, Outcome]]:
    for outcome in outcomes:
        yield (outcome.code, None), outcome
        for line in outcome.lines:
            yield (outcome.code, line.code), line


def _series(
    years: Sequence[Material],
    key: Key,
    rows: Sequence[TargetRow | None],
    outcomes: Sequence[Outcome],
) -> Series:
    code = key[0] if key[1] is None else f"{key[0]}/{key[1]}"
    shown = tuple(
        _shown(row, outcome, f"{code} ratio {material.period.id}")
        for material, row, outcome in zip(years, rows, outcomes, strict=True)
    )
    cells = tuple(
        _cell(material, key, row, outcome, figure)
        for material, row, outcome, figure in zip(years, rows, outcomes, shown, strict=True)
    )
    details = tuple(_detail(row) for row in rows)
    return Series(tuple(rows), tuple(outcomes), shown, cells, details)


def _shown(row: TargetRow | None, outcome: Outcome, of: str) -> Figure:
    if row is None:
        return figures.symbol(numbers.NOT_APPLICABLE, of)
    return row.numerator if outcome.kind == "count_is_zero" else row.ratio


def _cell(
    material: Material, key: Key, row: TargetRow | None, outcome: Outcome, shown: Figure
) -> Prose:
    few = False
    if row is not None and key[1] is None and row.verdict_text != numbers.MASKED:
        subject = subject_of(material, material.indicator(outcome), outcome)
        few = subject.share_of_cases and bool(outcome.denominator)
    return row.result if row is not None and few else join((shown,))


def _detail(row: TargetRow | None) -> Prose:
    """Return all that a year says; a hidden one says nothing."""
    if row is None:
        return Prose((numbers.NOT_APPLICABLE,))
    if row.verdict_text == numbers.MASKED:
        return Prose((numbers.MASKED,))
    pieces = [row.result] if row.result.figures else []
    if row.used.value and row.low.value is not None and row.low.value != row.high.value:
        pieces.append(say("từ {low} đến {high}", low=row.low, high=row.high))
    pieces.append(say("{used}/{expected} đơn vị", used=row.used, expected=row.expected))
    verdict = short_verdict(row)
    if verdict not in {NOT_JUDGED, numbers.MISSING}:
        pieces.append(say(verdict))
    return join(pieces, "; ")
